"""CON-05: consent for a young person, or for somebody without capacity, that came from the wrong person."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY, anniversary
from sample_data.generator.casework import join, new_person
from sample_data.generator.scenarios.footing import agreed, day_of, lasting, some_day
from sample_data.generator.sharing import TOLD, Share, raise_concern
from sample_data.generator.world import World

YOUNG = "WHC"  # the packs that put a competent young person first; the fourth looks at capacity alone
ASSESSED = "HC"  # the packs that ask whether the young person was assessed


def signed_by_the_mother(world: World) -> None:
    share = _by_parent(world, str(world.pick(("housing", "health"))), "gillick")
    world.breach("CON-05", share.consent, "parent_over_competent_child", YOUNG)
    world.near("CON-05", share.consent, "this policy has no rule on competence", "M")


def signed_by_the_mother_for_the_surgery(world: World) -> None:
    """Competent to decide about her own health: that counts for health, and for nothing else."""
    share = _by_parent(world, "health", "fraser")
    share.consent["info_categories"] = share.disclosure["info_categories"] = "health"
    world.breach("CON-05", share.consent, "parent_over_competent_child", YOUNG)
    share = _by_parent(world, "housing", "fraser")
    world.near("CON-05", share.consent, "competent about health, and this is about a home", YOUNG)


def she_said_no_first(world: World) -> None:
    share = _by_parent(world, "housing", "gillick")
    _refused(world, share, share.consent["given_on"] - 2 * DAY)
    world.breach("CON-05", share.consent, "parent_over_competent_child;refusal_ignored", YOUNG)
    world.near("CON-02", share.disclosure, "she refused before her mother agreed")


def she_said_no_since(world: World) -> None:
    share = _by_parent(world, "housing", "gillick")
    share.consent["given_on"] = day_of(share) - 20 * DAY
    _refused(world, share, day_of(share) - 3 * DAY)
    share.decision.update(q4_consent="no", q5_other_reason="yes")
    world.breach("CON-05", share.consent, "parent_over_competent_child;refusal_ignored", YOUNG)
    world.breach("CON-02", share.disclosure, "superseded")


def she_said_no_about_her_health(world: World) -> None:
    share = _by_parent(world, "health", "fraser")
    share.consent["info_categories"] = share.disclosure["info_categories"] = "identity;health"
    _refused(world, share, share.consent["given_on"] - DAY)
    world.breach("CON-05", share.consent, "refusal_ignored", YOUNG)


def her_no_against_a_serious_harm(world: World) -> None:
    """Her refusal stands against a child's safety: for a manager to decide."""
    share = _in_harm(world, "child_significant_harm")
    world.conflict("CON-05", share.consent, "refusal_ignored", YOUNG)


def her_no_against_a_worry(world: World) -> None:
    """A worry short of significant harm outweighs nothing in one of the three."""
    share = _in_harm(world, "child_concern")
    world.conflict("CON-05", share.consent, "refusal_ignored", "WC")
    world.breach("CON-05", share.consent, "refusal_ignored", "H")


def she_changed_her_mind(world: World) -> None:
    share = _teens(world, "housing")
    _refused(world, share, share.consent["given_on"] - 2 * DAY)
    world.near("CON-05", share.consent, "she refused first, then agreed herself", YOUNG)


def too_young_to_decide_alone(world: World) -> None:
    share = _teens(world, "health", competence="not_competent")
    world.breach("CON-05", share.consent, "not_competent_self", ASSESSED)
    world.near("CON-05", share.consent, "this policy asks only that a competent child is not passed over", "W")


def never_assessed(world: World) -> None:
    share = _teens(world, "housing", competence=str(world.pick(("", "not_assessed"))))
    world.breach("CON-05", share.consent, "not_assessed", ASSESSED)


def thirteen_that_day(world: World) -> None:
    share = _teens(world, "housing", competence="not_assessed")
    share.case.client["date_of_birth"] = anniversary(share.consent["given_on"], -13)
    world.breach("CON-05", share.consent, "not_assessed", ASSESSED)
    share = _teens(world, "housing", competence="not_assessed")
    share.case.client["date_of_birth"] = anniversary(share.consent["given_on"], -13) + DAY
    world.near("CON-05", share.consent, "thirteen the day after", ASSESSED)


def birthday_not_known(world: World) -> None:
    share = _teens(world, "housing", competence="")
    share.case.client["date_of_birth"] = ""
    world.undecided("CON-05", share.consent, "", ASSESSED)
    world.near("CON-05", share.consent, "this policy asks for no assessment", "WM")


def eighteen_that_day(world: World) -> None:
    share = _teens(world, "housing", competence="not_competent")
    share.case.client["date_of_birth"] = anniversary(share.consent["given_on"], -18)
    world.near("CON-05", share.consent, "eighteen that day, so competence is not read")


def could_not_consent(world: World) -> None:
    share = _without_capacity(world, -30)
    if world.chance(0.5):
        share.case.client["competence_assessed_on"] = ""
    world.breach("CON-05", share.consent, "incapable_self", "HMC")
    world.near("CON-05", share.consent, "this policy has no rule on capacity", "W")


def assessed_that_day_and_after(world: World) -> None:
    share = _without_capacity(world, 0)
    world.breach("CON-05", share.consent, "incapable_self", "HMC")
    share = _without_capacity(world, 1)
    world.near("CON-05", share.consent, "assessed the day after she agreed")


def agreed_by_the_deputy(world: World) -> None:
    share = _without_capacity(world, -30)
    deputy = new_person(world, "f")
    join(world, share.case, deputy, "other")
    share.consent.update(given_by_id=deputy["person_id"], given_as="attorney_or_deputy")
    world.near("CON-05", share.consent, "agreed by the deputy")


def _teens(world: World, kind: str, competence: str = "gillick") -> Share:
    """A young person of fifteen, who agreed in her own name."""
    case, day = lasting(world, "youth"), some_day(world)
    case.client.update(date_of_birth=anniversary(day, -15) - 60 * DAY, competence=competence)
    return agreed(world, kind, case=case, day=day)


def _by_parent(world: World, kind: str, competence: str) -> Share:
    share = _teens(world, kind, competence)
    parent = share.case.person("parent_carer", "non_abusing_parent")
    share.consent.update(given_by_id=parent["person_id"], given_as="parent_carer", ended_on="")
    return share


def _in_harm(world: World, harm: str) -> Share:
    """A mother agreed that the surgery hears of it, the girl had refused, and a concern is behind the decision."""
    share = _by_parent(world, "health", "fraser")
    share.consent["info_categories"] = share.disclosure["info_categories"] = "identity;health"
    _refused(world, share, share.consent["given_on"] - DAY)
    raise_concern(world, share.case, day_of(share), harm, share.decision)
    return share


def _refused(world: World, share: Share, day: dt.date) -> dict:
    client, to = share.case.row["person_id"], share.consent["recipient_agency_id"]
    values = {"subject_id": client, "given_by_id": client, "given_as": "self", "recipient_agency_id": to}
    return world.add("consents", case_id=share.case.id, status="refused", sought_on=day, told=TOLD, **values)


def _without_capacity(world: World, days: int) -> Share:
    """A client found to lack capacity that many days after she agreed."""
    share = agreed(world, "housing", case=lasting(world, "iss", "refuge"))
    assessed = share.consent["given_on"] + days * DAY
    share.case.client.update(capacity="lacks_capacity", competence_assessed_on=assessed)
    share.decision["considered"] += ";capacity"
    return share


STORIES = (
    (signed_by_the_mother, 3), (signed_by_the_mother_for_the_surgery, 1), (she_said_no_first, 1),
    (she_said_no_since, 1), (she_said_no_about_her_health, 1), (her_no_against_a_serious_harm, 1),
    (her_no_against_a_worry, 1), (she_changed_her_mind, 1), (too_young_to_decide_alone, 2), (never_assessed, 2),
    (thirteen_that_day, 1), (birthday_not_known, 1), (eighteen_that_day, 1), (could_not_consent, 2),
    (assessed_that_day_and_after, 1), (agreed_by_the_deputy, 1),
)  # fmt: skip
