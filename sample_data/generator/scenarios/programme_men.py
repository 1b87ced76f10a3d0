"""AUT-06: a programme man's information went further than the closed list: his partner, a warning, a report."""

from __future__ import annotations

import datetime as dt

from sample_data.generator import other_sharing as other
from sample_data.generator.calendar import DAY
from sample_data.generator.casework import Case, new_person
from sample_data.generator.joint import work_together
from sample_data.generator.organisation import agency as agency_of
from sample_data.generator.scenarios.footing import day_of, lasting, some_day
from sample_data.generator.scenarios.ground import hand_to, relative, send_to, uncovered
from sample_data.generator.sharing import Share, by_exception, with_consent
from sample_data.generator.world import World


def told_another_woman(world: World) -> None:
    """Whatever he agreed to and whatever else fits."""
    share = _milestone(world)
    hand_to(share, "partner_or_ex", new_person(world, "f"))
    if world.chance(0.5):
        share.disclosure["recipient_person_id"] = ""
    world.breach("AUT-06", share.disclosure, "wrong_partner")


def told_her_more_than_he_has_done(world: World) -> None:
    """He had agreed to it, which is no ground on the list: for a manager to decide."""
    share = _milestone(world)
    for row in (share.disclosure, share.consent):
        row["info_categories"] = "identity;programme_progress;programme_concern"
    world.conflict("AUT-06", share.disclosure, "beyond_milestone")


def told_her_more_and_he_was_not_asked(world: World) -> None:
    share = _milestone(world)
    uncovered(world, share)
    share.disclosure["info_categories"] = "identity;programme_concern"
    world.breach("AUT-06", share.disclosure, "beyond_milestone")
    world.breach("DIS-02", share.disclosure, "outsider")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "DHMV")


def warned_of_no_threat(world: World) -> None:
    """A concern is there, and it is not a threat to anyone by name."""
    share = _warning(world, "serious_harm_to_other")
    world.breach("AUT-06", share.disclosure, "no_threat_concern")
    world.breach("AUT-04", share.disclosure, "wrong_concern")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "D")


def warned_and_nothing_logged(world: World) -> None:
    share = _warning(world, "")
    world.breach("AUT-06", share.disclosure, "no_threat_concern")
    world.breach("AUT-04", share.disclosure, "no_concern")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "D")


def warned_the_wrong_person(world: World) -> None:
    share = _warning(world, "threat_to_named_person")
    hand_to(share, "threatened_person", new_person(world, "f"))
    world.breach("AUT-06", share.disclosure, "warned_wrong_person")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "D")


def warned_the_person_threatened(world: World) -> None:
    share = _warning(world, "threat_to_named_person")
    people = {row["person_id"]: row for row in world.tables["people"]}
    hand_to(share, "threatened_person", people[share.concern["at_risk_id"]])
    world.near("AUT-06", share.disclosure, "the person threatened was warned")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "D")
    world.near("CON-01", share.disclosure, "a ground this policy accepts", "HMV")


def warned_a_charity(world: World) -> None:
    """The voluntary agencies are not among those who may be warned."""
    share = _warning(world, "threat_to_named_person")
    send_to(world, share, "voluntary", "voluntary_agency", 1)
    world.breach("AUT-06", share.disclosure, "warned_wrong_person")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "D")


def told_the_police_of_a_risk(world: World) -> None:
    """Risk to others is a ground for any other client; it is not on his list, and the police do no joint work."""
    share = by_exception(world, _man(world), some_day(world), "serious_harm_to_other")
    send_to(world, share, "police")
    world.breach("AUT-06", share.disclosure, "agency_not_involved")
    world.near("CON-01", share.disclosure, "a ground this policy accepts for any client", "DHMV")


def told_the_police_of_a_child_at_risk(world: World) -> None:
    share = by_exception(world, _man(world), some_day(world), "child_significant_harm")
    send_to(world, share, "police")
    world.conflict("AUT-06", share.disclosure, "agency_not_involved")


def ordered_by_a_court(world: World) -> None:
    share = by_exception(world, _man(world), some_day(world), "", "court_order")
    send_to(world, share, "court")
    share.disclosure["legal_reference"] = "Order of the family court, number on the file"
    world.conflict("AUT-06", share.disclosure, "agency_not_involved")
    world.conflict("CON-01", share.disclosure, "basis_not_accepted", "D")


def probation_before_any_joint_work(world: World) -> None:
    """He agreed to it, and the joint work began the day after, or nobody wrote when."""
    share = _report(world, days=1)
    if world.chance(0.5):
        next(row for row in world.tables["joint_working"] if row["case_id"] == share.case.id)["started_on"] = ""
    world.conflict("AUT-06", share.disclosure, "agency_not_involved")


def probation_the_day_joint_work_began(world: World) -> None:
    share = _report(world, days=0)
    world.near("AUT-06", share.disclosure, "joint work with the agency began that day")


def probation_told_of_his_health(world: World) -> None:
    share = _report(world, days=0)
    for row in (share.disclosure, share.consent):
        row["info_categories"] += ";health"
    world.conflict("AUT-06", share.disclosure, "beyond_report")


def probation_told_of_his_health_unasked(world: World) -> None:
    share = by_exception(world, _man(world), some_day(world), "serious_harm_to_other")
    to = send_to(world, share, "probation")
    share.disclosure["info_categories"] = "identity;risk;health"
    _joint(world, share.case, to, day_of(share))
    world.breach("AUT-06", share.disclosure, "beyond_report")


def told_his_brother(world: World) -> None:
    """Neither his partner nor an agency; with his word it is for a manager to decide."""
    share = with_consent(world, _man(world), some_day(world), "probation")
    hand_to(share, "family", relative(world, share.case))
    share.disclosure["document_id"] = ""
    world.conflict("AUT-06", share.disclosure, "not_on_list")
    share = with_consent(world, _man(world), some_day(world), "probation")
    uncovered(world, share)
    share.consent = None
    hand_to(share, "family", relative(world, share.case))
    share.disclosure.update(document_id="", basis="none")
    world.breach("AUT-06", share.disclosure, "not_on_list")
    world.breach("DIS-02", share.disclosure, "outsider")
    world.breach("CON-01", share.disclosure, "no_basis", "DHMV")


def _man(world: World) -> Case:
    """A man on the programme; who referred him and who works with him is for the story to say."""
    case = lasting(world, "dvpp")
    world.leave_out("joint_working", case.row)
    world.leave_out("referrals", case.row)
    return case


def _milestone(world: World) -> Share:
    return other.tell_partner(world, _man(world), some_day(world))


def _warning(world: World, harm: str) -> Share:
    share = by_exception(world, _man(world), some_day(world), harm, "threat_warning")
    send_to(world, share, "police")
    return share


def _report(world: World, days: int) -> Share:
    """A report to probation that he agreed to, that many days before the joint work began."""
    share = with_consent(world, _man(world), some_day(world), "probation")
    started = day_of(share) + days * DAY
    _joint(world, share.case, agency_of(world, "probation"), day_of(share), started_on=started)
    return share


def _joint(world: World, case: Case, agency: dict, day: dt.date, **more: object) -> dict:
    told = {"client_told_on": day, "agency_told_of_protocol_on": day}
    return work_together(world, case, agency, day, **(told | more))


STORIES = (
    (told_another_woman, 2), (told_her_more_than_he_has_done, 1), (told_her_more_and_he_was_not_asked, 2),
    (warned_of_no_threat, 1), (warned_and_nothing_logged, 1), (warned_the_wrong_person, 1),
    (warned_the_person_threatened, 1), (warned_a_charity, 1), (told_the_police_of_a_risk, 2),
    (told_the_police_of_a_child_at_risk, 1), (ordered_by_a_court, 1), (probation_before_any_joint_work, 1),
    (probation_the_day_joint_work_began, 1), (probation_told_of_his_health, 1),
    (probation_told_of_his_health_unasked, 1), (told_his_brother, 1),
)  # fmt: skip
