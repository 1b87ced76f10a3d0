"""RAT-07: in doubt and nobody asked, advice without an outcome, and a client named to an outside adviser."""

from __future__ import annotations

from sample_data.generator.calendar import DAY, at
from sample_data.generator.organisation import agency as agency_of
from sample_data.generator.scenarios.footing import agreed, day_of, shared
from sample_data.generator.sharing import Share, authorise
from sample_data.generator.world import World

ALL_DOUBT = "DHMVC"  # the packs that ask for advice in any doubt; the women's policy asks for it before reports alone


def in_doubt_alone(world: World) -> None:
    share = _in_doubt(world, "housing", "iss", "refuge")
    world.breach("RAT-07", share.decision, "no_advice", ALL_DOUBT)
    world.near("RAT-07", share.decision, "no report to a court or to children's services", "W")


def report_talked_through_with_the_manager(world: World) -> None:
    """Before a report the women's policy wants a case meeting; the others take any advice, and the stack says so too,
    since it has another rule for the meeting."""
    share = _in_doubt(world, "court", "iss")
    _advice(world, share, "line_manager_discussion")
    world.breach("RAT-07", share.decision, "no_advice", "W")
    world.near("RAT-07", share.decision, "advice of any kind will do", ALL_DOUBT)
    world.breach("DIS-03", share.disclosure, "no_case_meeting")


def report_after_a_case_meeting(world: World) -> None:
    share = _in_doubt(world, "childrens_social_care", "iss", "refuge")
    _advice(world, share, "case_meeting")
    world.near("RAT-07", share.decision, "taken to a case meeting")
    world.near("DIS-03", share.disclosure, "taken to a case meeting")


def advice_on_the_share_itself(world: World) -> None:
    share = _in_doubt(world, "voluntary")
    _advice(world, share, "senior_practitioner_discussion").update(
        decision_id="", disclosure_id=share.disclosure["disclosure_id"]
    )
    world.near("RAT-07", share.decision, "the advice is linked to what was shared", ALL_DOUBT)


def advice_afterwards(world: World) -> None:
    share = _in_doubt(world, "health")
    _advice(world, share, "legal_advice")["held_at"] = at(day_of(share) + 3 * DAY, "10:30")
    world.near("RAT-07", share.decision, "advice of any day will do", ALL_DOUBT)


def advice_booked(world: World) -> None:
    share = _in_doubt(world, "health")
    row = _advice(world, share, "legal_advice", outcome="")
    row["held_at"] = at(world.as_of + 2 * DAY, "10:30")
    world.breach("RAT-07", share.decision, "no_advice", ALL_DOUBT)
    world.near("RAT-07", row, "dated after the run date")


def advice_without_an_outcome(world: World) -> None:
    share = agreed(world, "housing")
    row = _advice(world, share, str(world.pick(("line_manager_discussion", "safeguarding_lead_advice"))))
    row["outcome"] = world.pick(("", "n/a", "tbc", "see notes", "as discussed"))
    world.breach("RAT-07", row, "no_outcome", "MC")
    world.near("RAT-07", row, "this policy does not ask for the outcome", "DWHV")


def named_to_a_peer(world: World) -> None:
    row = _advice(world, agreed(world, "housing"), "peer_advice", anonymised=world.pick(("no", "")))
    world.breach("RAT-07", row, "named_outside", "MVC")
    world.near("RAT-07", row, "this policy has no rule on names in advice", "DWH")


def named_to_a_solicitor(world: World) -> None:
    """With no outcome either, the one policy finds one fault and the two find both."""
    row = _advice(world, agreed(world, "housing"), "legal_advice", anonymised="no", outcome="-")
    row["agency_id"] = agency_of(world, "other_statutory")["agency_id"]
    world.breach("RAT-07", row, "named_outside", "V")
    world.breach("RAT-07", row, "named_outside;no_outcome", "MC")


def named_for_a_reason(world: World) -> None:
    why = "The adviser already worked with the family"
    row = _advice(world, agreed(world, "housing"), "peer_advice", anonymised="no", why_identified=why)
    world.near("RAT-07", row, "named, and it says why")


def asked_without_the_name(world: World) -> None:
    row = _advice(world, agreed(world, "housing"), "legal_advice", anonymised="yes")
    row["agency_id"] = agency_of(world, "other_statutory")["agency_id"]
    world.near("RAT-07", row, "an outside adviser, asked without the name")


def _in_doubt(world: World, kind: str, *services: str) -> Share:
    share = agreed(world, kind, case=shared(world, *services))
    share.decision["in_doubt"] = "yes"
    return share


def _advice(world: World, share: Share, kind: str, **more: object) -> dict:
    adviser = world.teams[share.case.row["service"]][0]["staff_id"]
    row = authorise(world, share.case, share.decision, kind, adviser, at(day_of(share), "11:15"))
    row.update(more)
    return row


STORIES = (
    (in_doubt_alone, 3), (report_talked_through_with_the_manager, 2), (report_after_a_case_meeting, 1),
    (advice_on_the_share_itself, 1), (advice_afterwards, 1), (advice_booked, 1), (advice_without_an_outcome, 3),
    (named_to_a_peer, 2), (named_to_a_solicitor, 1), (named_for_a_reason, 1), (asked_without_the_name, 1),
)  # fmt: skip
