"""CON-03: consent given or refused without the person having been told what the policy wants told."""

from __future__ import annotations

from sample_data.generator.casework import Case
from sample_data.generator.organisation import agency as agency_of
from sample_data.generator.scenarios.footing import agreed, shared, some_day
from sample_data.generator.sharing import TOLD
from sample_data.generator.world import World

FIVE = "told_missing_consequences;told_missing_how;told_missing_to_whom;told_missing_what;told_missing_why"
FOUR = "told_missing_how;told_missing_to_whom;told_missing_what;told_missing_why"
THREE = "told_missing_consequences;told_missing_to_whom;told_missing_why"


def told_nothing(world: World) -> None:
    """The same blank, three lists."""
    consent = agreed(world, "housing").consent
    consent["told"] = ""
    _nothing(world, consent)


def refused_and_told_nothing(world: World) -> None:
    _nothing(world, _answer(world, shared(world, "family_support"), "refused", told=""))


def consequences_left_out(world: World) -> None:
    consent = agreed(world, "health").consent
    consent["told"] = "what;why;to_whom;how;limits"
    world.breach("CON-03", consent, "told_missing_consequences", "WC")
    world.near("CON-03", consent, "this policy does not ask that consequences are told", "MV")


def told_why_to_whom_and_what_follows(world: World) -> None:
    """Enough for one policy, too little for three."""
    consent = agreed(world, "voluntary").consent
    consent["told"] = "why;to_whom;consequences"
    world.breach("CON-03", consent, "told_missing_how;told_missing_what", "MVC")
    world.near("CON-03", consent, "the three points this policy asks for", "W")


def limits_not_discussed(world: World) -> None:
    """How far she can limit it is to be talked through with a woman who was abused."""
    consent = agreed(world, "housing", "iss", "refuge").consent
    consent["limits_discussed"] = world.pick(("no", "", ""))
    world.breach("CON-03", consent, "limits_not_discussed", "WC")
    world.near("CON-03", consent, "this policy does not ask for it", "MV")


def limits_and_consequences(world: World) -> None:
    consent = agreed(world, "housing", "iss", "refuge").consent
    consent.update(limits_discussed="no", told="what;why;to_whom;how")
    world.breach("CON-03", consent, "limits_not_discussed;told_missing_consequences", "WC")


def limits_for_a_mother(world: World) -> None:
    consent = agreed(world, "housing", "family_support").consent
    consent["limits_discussed"] = ""
    world.near("CON-03", consent, "limits are asked for with adult victims alone", "WC")


def she_refused(world: World) -> None:
    row = _answer(world, shared(world, "iss"), "refused", limits_discussed="")
    world.near("CON-03", row, "refused, so there were no limits to set", "WC")


def no_longer_a_consent(world: World) -> None:
    case, day = shared(world, "iss"), some_day(world)
    row = _answer(world, case, "withdrawn", told="", given_on=day, ended_on=day)
    world.near("CON-03", row, "withdrawn")
    row = _answer(world, case, "not_sought", told="", not_sought_reason="not_appropriate")
    world.near("CON-03", row, "not sought")
    row = _answer(world, case, "given", told="", given_as="info_provider", given_by_id=world.agencies[6]["agency_id"])
    world.near("CON-03", row, "given by the provider of the information")


def _nothing(world: World, row: dict) -> None:
    world.breach("CON-03", row, THREE, "W")
    world.breach("CON-03", row, FOUR, "MV")
    world.breach("CON-03", row, FIVE, "C")


def _answer(world: World, case: Case, status: str, **more: object) -> dict:
    """An answer of the client's that no share rests on."""
    values = {
        "given_by_id": case.row["person_id"],
        "given_as": "self",
        "told": TOLD,
        "recipient_agency_id": agency_of(world, "voluntary", 1)["agency_id"],
    } | more
    day = some_day(world)
    return world.add(
        "consents", case_id=case.id, subject_id=case.row["person_id"], status=status, sought_on=day, **values
    )


STORIES = (
    (told_nothing, 2), (refused_and_told_nothing, 1), (consequences_left_out, 2),
    (told_why_to_whom_and_what_follows, 2), (limits_not_discussed, 3), (limits_and_consequences, 1),
    (limits_for_a_mother, 1), (she_refused, 1), (no_longer_a_consent, 1),
)  # fmt: skip
