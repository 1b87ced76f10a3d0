"""CON-07: something a third party gave us was passed on, and the third party was not asked."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY
from sample_data.generator.organisation import agency as agency_of
from sample_data.generator.papers import from_outside
from sample_data.generator.scenarios.footing import agreed, day_of, lasting
from sample_data.generator.scenarios.ground import a_case, relative
from sample_data.generator.sharing import Share, by_exception
from sample_data.generator.world import World


def writer_not_asked(world: World) -> None:
    share, _ = _passed_on(world, str(world.pick(("agency", "family", "partner_or_ex"))))
    world.breach("CON-07", share.disclosure, "provider_not_asked")


def writer_agreed_that_day(world: World) -> None:
    share, paper = _passed_on(world, "agency")
    _asked(world, share, paper["source_id"], "given", day_of(share))
    world.near("CON-07", share.disclosure, "the surgery agreed the same day")


def writer_asked_the_day_after(world: World) -> None:
    share, paper = _passed_on(world, "family")
    _asked(world, share, paper["source_id"], "given", day_of(share) + DAY)
    world.breach("CON-07", share.disclosure, "provider_not_asked")


def another_agency_was_asked(world: World) -> None:
    share, paper = _passed_on(world, "agency")
    others = [row["agency_id"] for row in world.agencies if row["agency_id"] != paper["source_id"]]
    _asked(world, share, str(world.pick(others)), "given", day_of(share) - DAY)
    world.breach("CON-07", share.disclosure, "provider_not_asked")


def not_asked_and_it_does_not_say_why(world: World) -> None:
    share, paper = _passed_on(world, "partner_or_ex")
    row = _asked(world, share, paper["source_id"], "not_sought", day_of(share))
    world.breach("CON-07", share.disclosure, "no_reason")
    row["not_sought_reason"] = ""
    share, paper = _passed_on(world, "partner_or_ex")
    row = _asked(world, share, paper["source_id"], "not_sought", day_of(share))
    row["not_sought_reason"] = world.pick(("not_appropriate", "risk_to_referrer", "delay_would_harm"))
    world.near("CON-07", share.disclosure, "not asked, and any reason will do")


def grandmother_said_no(world: World) -> None:
    share, paper = _passed_on(world, "family")
    if world.chance(0.5):
        _asked(world, share, paper["source_id"], "refused", day_of(share) - 2 * DAY)
    else:
        row = _asked(world, share, paper["source_id"], "withdrawn", day_of(share) - 12 * DAY)
        row["ended_on"] = day_of(share) - 2 * DAY
    world.breach("CON-07", share.disclosure, "provider_refused")


def said_no_then_yes(world: World) -> None:
    share, paper = _passed_on(world, "family")
    _asked(world, share, paper["source_id"], "refused", day_of(share) - 9 * DAY)
    _asked(world, share, paper["source_id"], "given", day_of(share) - 2 * DAY)
    world.near("CON-07", share.disclosure, "refused first, agreed a week later")


def said_no_and_a_child_at_risk(world: World) -> None:
    """A refusal gives way to a ground that breaks confidence."""
    share = by_exception(world, a_case(world, "iss", "refuge", days=430))
    relative(world, share.case)
    paper = from_outside(world, share.case, share.case.opened, "family")
    share.disclosure["document_id"] = paper["document_id"]
    _asked(world, share, paper["source_id"], "refused", day_of(share))
    world.near("CON-07", share.disclosure, "refused, and shared because of harm")


def about_others_and_no_paper(world: World) -> None:
    """Nothing says who gave it; any answer by a provider on the file serves."""
    share = _about_others(world)
    world.breach("CON-07", share.disclosure, "provider_not_asked")
    share = _about_others(world)
    _asked(world, share, agency_of(world, "health")["agency_id"], "given", day_of(share) - DAY)
    world.near("CON-07", share.disclosure, "a provider on this file agreed, and nothing says it was another")


def the_childs_own_words(world: World) -> None:
    share = agreed(world, "health", case=lasting(world, "childrens"))
    own = share.case.row["person_id"]
    paper = from_outside(world, share.case, share.case.opened, "child", source_id=own, about_person_ids=own)
    share.disclosure["document_id"] = paper["document_id"]
    world.near("CON-07", share.disclosure, "the child's own words about itself")


def day_of_sharing_missing(world: World) -> None:
    share, paper = _passed_on(world, "agency", "family_support")
    paper["doc_type"] = "letter_in"
    _asked(world, share, paper["source_id"], "given", day_of(share) - DAY)
    share.decision.update(q4_consent="no", q5_other_reason="yes")
    share.disclosure.update(disclosed_at="", client_requested="yes", historical_explained="yes")
    for rule in ("CON-07", "CON-02", "RAT-02"):
        world.undecided(rule, share.disclosure)


def _passed_on(world: World, source: str, *services: str) -> tuple[Share, dict]:
    """The client agreed that a letter from outside is passed on to housing."""
    case = lasting(world, *(services or ("iss", "refuge")))
    if source == "family":
        relative(world, case)
    share = agreed(world, "housing", case=case)
    paper = from_outside(world, case, case.opened, source)
    share.disclosure["document_id"] = paper["document_id"]
    return share, paper


def _about_others(world: World) -> Share:
    share = agreed(world, "housing", case=lasting(world, "iss", "family_support"))
    for row in (share.disclosure, share.consent):
        row["info_categories"] += ";third_party"
    share.disclosure["what_shared"] += ", and who else knows it"
    return share


def _asked(world: World, share: Share, provider: str, status: str, day: dt.date) -> dict:
    """What the one who gave us the information answered."""
    return world.add(
        "consents",
        case_id=share.case.id,
        subject_id=share.case.row["person_id"],
        given_by_id=provider,
        given_as="info_provider",
        status=status,
        sought_on=day,
        given_on=day if status in ("given", "withdrawn") else "",
    )


STORIES = (
    (writer_not_asked, 4), (writer_agreed_that_day, 1), (writer_asked_the_day_after, 1),
    (another_agency_was_asked, 1), (not_asked_and_it_does_not_say_why, 1), (grandmother_said_no, 2),
    (said_no_then_yes, 1), (said_no_and_a_child_at_risk, 1), (about_others_and_no_paper, 1),
    (the_childs_own_words, 1), (day_of_sharing_missing, 1),
)  # fmt: skip
