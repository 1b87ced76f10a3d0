"""TRN-04, and CON-06 for referrals: sent on without telling the family, or without asking."""

from __future__ import annotations

import datetime as dt

from sample_data.generator import texts
from sample_data.generator.calendar import DAY, working_day
from sample_data.generator.casework import Case
from sample_data.generator.organisation import agency as agency_of
from sample_data.generator.requests import refer
from sample_data.generator.scenarios.ground import a_case, drop
from sample_data.generator.sharing import decide, give_consent
from sample_data.generator.world import World

REASONS = ("risk_to_child", "risk_to_adult", "risk_to_referrer", "prejudice_crime", "not_practicable")


def family_not_spoken_to(world: World) -> None:
    _, row = _referral(world)
    row["family_conversation_on"] = world.pick(("", row["made_on"] + DAY))
    world.breach("TRN-04", row, "no_conversation")


def family_told_the_day_after(world: World) -> None:
    _, row = _referral(world)
    row["told_of_referral_on"] = world.pick(("", row["made_on"] + DAY))
    world.breach("TRN-04", row, "not_told")


def family_left_out(world: World) -> None:
    _, row = _referral(world)
    row.update(family_conversation_on="", told_of_referral_on="")
    world.breach("TRN-04", row, "no_conversation;not_told")


def told_that_day(world: World) -> None:
    _, row = _referral(world)
    row.update(family_conversation_on=row["made_on"], told_of_referral_on=row["made_on"])
    world.near("TRN-04", row, "talked about and told on the day of the referral")


def not_told_and_why(world: World) -> None:
    case, row = _referral(world)
    reason = str(world.pick(texts.DO_NOT_TELL))
    decision = decide(world, case, row["made_on"], reason, kind="do_not_tell")
    row.update(_untold(world), decision_id=decision["decision_id"])
    world.near("TRN-04", row, "not told, with an accepted reason and the decision")


def not_told_and_nobody_decided(world: World) -> None:
    _, row = _referral(world)
    row.update(_untold(world), decision_id=world.pick(("", world.new_id("DEC"))))
    world.breach("TRN-04", row, "reason_without_decision")


def not_told_and_the_decision_says_nothing(world: World) -> None:
    case, row = _referral(world)
    decision = decide(world, case, row["made_on"], "as above", kind="do_not_tell")
    row.update(_untold(world), decision_id=decision["decision_id"])
    world.breach("TRN-04", row, "reason_without_decision")
    world.breach("RAT-01", decision, "placeholder", "HC")


def day_of_the_referral_missing(world: World) -> None:
    _, row = _referral(world)
    row["made_on"] = ""
    world.undecided("TRN-04", row)
    world.undecided("CON-06", row, "", "DHC")


def grown_up_sent_on(world: World) -> None:
    _, row = _referral(world, "iss")
    row.update(family_conversation_on="", told_of_referral_on="")
    world.near("TRN-04", row, "about a grown-up victim, whose family is not told")


def told_but_not_asked(world: World) -> None:
    """Telling the family is all that two policies want; three want consent, or why it was not sought."""
    _, row = _referral(world, consent=False)
    world.breach("CON-06", row, "no_consent_row", "DHC")
    world.near("CON-06", row, "told of the referral, and no consent is asked for here", "MV")


def asked_but_not_told(world: World) -> None:
    """The other way round."""
    _, row = _referral(world)
    row.update(family_conversation_on="", told_of_referral_on="")
    world.breach("TRN-04", row, "no_conversation;not_told")
    world.near("CON-06", row, "the family agreed to the referral", "DHC")


def _untold(world: World) -> dict[str, object]:
    return {"family_conversation_on": "", "told_of_referral_on": "", "not_told_reason": world.pick(REASONS)}


def _referral(world: World, *services: str, consent: bool = True) -> tuple[Case, dict]:
    """A referral of a family to a counselling service some months ago, agreed and talked about."""
    case = a_case(world, *(services or ("childrens", "youth", "family_support", "other")), days=300)
    day: dt.date = working_day(world.ago(world.rng.randint(20, 250)))
    to = agency_of(world, "voluntary", 1)
    row = refer(world, case, to, day)
    given = give_consent(world, case, day, to, "identity")
    row["consent_id"] = given["consent_id"]
    if not consent:
        drop(world, "consents", given)
        row["consent_id"] = ""
    return case, row


STORIES = (
    (family_not_spoken_to, 2), (family_told_the_day_after, 2), (family_left_out, 1), (told_that_day, 1),
    (not_told_and_why, 2), (not_told_and_nobody_decided, 2), (not_told_and_the_decision_says_nothing, 1),
    (day_of_the_referral_missing, 1), (grown_up_sent_on, 1), (told_but_not_asked, 2), (asked_but_not_told, 1),
)  # fmt: skip
