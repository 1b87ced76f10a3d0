"""SAF-01 to SAF-04, end to end on records made by hand."""

from pathlib import Path

import pytest

from tests.exports import pack_of
from tests.facts.stories import Row, Story, expected, told

pytestmark = pytest.mark.engine
RAISED = "2026-10-05T09:00:00"
LIMITS = {"hours__procedure": 24, "hours__concern_decision": 24, "hours__threat_warning": 24}


def concern(**own: str) -> Row:
    """A child concern, acted on within the hour."""
    return {
        "concern_id": "K#", "case_id": "C#", "kind": "child_concern", "raised_at": RAISED, "raised_by": "S1",
        "at_risk_id": "P#", "procedure_started_at": "2026-10-05T10:00:00", "decision_id": "DE#",
        "parent_involved": "yes", **own,
    }  # fmt: skip


def decision(**own: str) -> Row:
    return {
        "decision_id": "DE#", "subject_id": "P#", "case_id": "C#", "decision_type": "share",
        "decided_at": "2026-10-05T10:00:00", **own,
    }  # fmt: skip


def harm(expected: str, concern: Row, *decisions: Row, **more: list[Row]) -> Story:
    tables = {"authorisations": [], "people": [{"person_id": "P#"}], "staff": [], **more}
    return Story("SAF-01", "K#", expected, {"safeguarding_concerns": [concern], "decisions": decisions, **tables})


NOTHING = {"procedure_started_at": "", "decision_id": ""}
REFUSED = {"decision_type": "not_share", "considered": "child_welfare"}
MANAGER = {"authorisation_id": "AU#", "decision_id": "DE#", "kind": "case_meeting", "held_at": "2026-10-05"}
LATER = {"decision_id": "DE#-b", "concern_id": "K#", "decided_at": "2026-10-06T08:00:00"}

HARM = {
    "acted on at once": harm("complies", concern(), decision()),
    "in the very last second": harm(
        "complies", concern(procedure_started_at="2026-10-06T09:00:00"), decision(decided_at="2026-10-06T09:00:00")
    ),
    "a second later": harm(
        "breach no_decision;procedure_late",
        concern(procedure_started_at="2026-10-06T09:00:01"),
        decision(decided_at="2026-10-06T09:00:01"),
    ),
    "the day after, the times missing": harm(
        "complies", concern(procedure_started_at="2026-10-06"), decision(decided_at="2026-10-06")
    ),
    "two days after, a time missing": harm(
        "breach procedure_late", concern(raised_at="2026-10-05", procedure_started_at="2026-10-07T00:00:00"), decision()
    ),
    "before it was raised": harm(
        "complies", concern(procedure_started_at="2026-10-01"), decision(decided_at="2025-01-01")
    ),
    "nothing was done": harm("breach no_decision;procedure_not_started", concern(**NOTHING)),
    "nothing was done, and the hours still run": harm(
        "out_of_scope", concern(**NOTHING, raised_at="2026-10-31T00:00:00")
    ),
    "and the second they stop": harm(
        "breach no_decision;procedure_not_started", concern(**NOTHING, raised_at="2026-10-30T23:59:59")
    ),
    "raised the day before the run date without a time": harm(
        "out_of_scope", concern(**NOTHING, raised_at="2026-10-30")
    ),
    "one thing is waiting and the other late": harm(
        "breach procedure_late",
        concern(raised_at="2026-10-29", procedure_started_at="2026-10-31", decision_id=""),
        decision(concern_id="K#", decided_at="2026-10-30"),
    ),
    "a decision that names the concern": harm("complies", concern(decision_id=""), decision(concern_id="K#")),
    "a decision that is not there": harm("breach no_decision", concern(decision_id="DE#-gone")),
    "a decision about something else": harm("breach no_decision", concern(), decision(decision_type="dispose")),
    "a decision of no known day": harm("undecided decision_day_not_recorded", concern(), decision(decided_at="")),
    "a decision of no known day beside one in time": harm(
        "complies", concern(), decision(), decision(**LATER | {"decided_at": ""})
    ),
    "raised at no known time": harm(
        "undecided hours_since_raised_unknown;procedure_hours_unknown", concern(raised_at=""), decision()
    ),
    "raised at no known time and refused": harm(
        "breach not_share_no_manager", concern(raised_at=""), decision(**REFUSED)
    ),
    "a kind the pack asks no procedure for": harm(
        "complies", concern(kind="risk_to_client", procedure_started_at=""), decision()
    ),
    "a kind the pack asks nothing for": harm("out_of_scope", concern(**NOTHING, kind="threat_to_named_person")),
    "a kind that no list knows": harm("out_of_scope", concern(**NOTHING, kind="odd")),
    "refused with the child weighed and a manager there": harm(
        "complies", concern(), decision(**REFUSED), authorisations=[MANAGER]
    ),
    "refused with nothing weighed": harm(
        "breach not_share_no_manager;not_share_no_welfare", concern(), decision(decision_type="not_share")
    ),
    "refused with others weighed, where a child is at risk": harm(
        "breach not_share_no_welfare", concern(), decision(decision_type="not_share", considered="others_safety"),
        authorisations=[MANAGER],
    ),
    "refused with others weighed, where another is at risk": harm(
        "complies", concern(kind="serious_harm_to_other"),
        decision(decision_type="not_share", considered="others_safety"), authorisations=[MANAGER],
    ),
    "refused with advice of another kind": harm(
        "breach not_share_no_manager", concern(), decision(**REFUSED),
        authorisations=[{**MANAGER, "kind": "peer_advice"}],
    ),
    "refused, and shared the next day": harm("complies", concern(), decision(**REFUSED), decision(**LATER)),
    "shared, and refused the next day": harm(
        "breach not_share_no_manager", concern(), decision(), decision(**REFUSED | LATER)
    ),
}  # fmt: skip


def threat(expected: str, **own: str) -> Story:
    row = {**concern(), "kind": "threat_to_named_person", "warned_at": "2026-10-05T10:00:00", **own}
    tables = {"people": [{"person_id": "P#"}], "staff": [{"staff_id": "S#"}]}
    return Story("SAF-02", "K#", expected, {"safeguarding_concerns": [row], **tables})


THREAT = {
    "warned within the hour": threat("complies"),
    "warned in the last second": threat("complies", warned_at="2026-10-06T09:00:00"),
    "warned a second later": threat("breach warned_late", warned_at="2026-10-06T09:00:01"),
    "warned the next day without a time": threat("complies", warned_at="2026-10-06"),
    "not warned, though the police were told": threat("breach not_warned", warned_at="", police_informed_at=RAISED),
    "not warned yet": threat("out_of_scope", warned_at="", raised_at="2026-10-31T01:00:00"),
    "warned after the run date, which is not warned": threat("breach not_warned", warned_at="2026-11-01"),
    "raised at no known time": threat("undecided warning_hours_unknown", raised_at=""),
    "raised at no known time and not warned": threat(
        "undecided hours_since_raised_unknown", raised_at="", warned_at=""
    ),
    "a worker was warned": threat("complies", at_risk_id="S#"),
    "somebody was warned": threat("undecided at_risk_not_known", at_risk_id=""),
    "somebody not in the records was warned": threat("undecided at_risk_not_known", at_risk_id="X#"),
    "somebody was warned late": threat("breach warned_late", at_risk_id="X#", warned_at="2026-10-09"),
    "no threat": threat("out_of_scope", kind="child_concern", warned_at=""),
}


def parent(expected: str, **own: str) -> Story:
    return Story("SAF-03", "K#", expected, {"safeguarding_concerns": [concern(**own)]})


PARENT = {
    "the parent was involved": parent("complies"),
    "she was not, and it says why": parent("complies", parent_involved="no", parent_not_involved_reason="She is away."),
    "she was not, and it says nothing": parent(
        "breach no_reason", parent_involved="not_possible", parent_not_involved_reason="n/a"
    ),
    "nothing is recorded by the day after the last": parent(
        "breach not_recorded", parent_involved="", raised_at="2026-10-16T23:00:00"
    ),
    "nothing is recorded on the last day": parent("out_of_scope", parent_involved="", raised_at="2026-10-17"),
    "nothing is recorded and no day is known": parent("breach not_recorded", parent_involved="", raised_at=""),
    "a word that no list knows is none": parent("breach not_recorded", parent_involved="perhaps"),
    "a reason that is missing does not wait": parent("breach no_reason", parent_involved="no", raised_at="2026-10-31"),
    "no child concern": parent("out_of_scope", parent_involved="", kind="risk_to_client"),
}


def milestone(expected: str, people: list[Row] | None = None, **own: str) -> Story:
    event: Row = {
        "event_id": "E#", "case_id": "C#", "event_type": "completed", "event_on": "2026-10-05",
        "partner_informed_on": "2026-10-06", **own,
    }  # fmt: skip
    case = {"case_id": "C#", "person_id": "M#", "client_group": "man_dvpp", "opened_on": "2026-01-05"}
    return Story("SAF-04", "E#", expected, {"programme_events": [event], "cases": [case], "case_people": people or []})


UNTOLD = {"partner_informed_on": ""}
EX = [{"case_id": "C#", "person_id": "W#", "relationship": "ex_partner", "ends_on": "2020-01-01"}]
MILESTONES = {
    "told the next day": milestone("complies"),
    "told on the last day": milestone("complies", partner_informed_on="2026-10-08"),
    "told the day after": milestone("breach told_late", partner_informed_on="2026-10-09"),
    "told late, with a reason": milestone(
        "breach told_late", partner_informed_on="2026-10-09", not_informed_reason="no_safe_contact"
    ),
    "told before it happened": milestone("undecided told_before_it_happened", partner_informed_on="2026-10-04"),
    "not told": milestone("breach not_told", **UNTOLD),
    "not told yet": milestone("out_of_scope", **UNTOLD, event_on="2026-10-28"),
    "not told by the day after": milestone("breach not_told", **UNTOLD, event_on="2026-10-27"),
    "to be told after the run date is not told": milestone("breach not_told", partner_informed_on="2026-11-01"),
    "not told because it is unsafe": milestone("complies", **UNTOLD, not_informed_reason="unsafe_to_contact"),
    "not told yet because it is unsafe": milestone(
        "out_of_scope", **UNTOLD, not_informed_reason="unsafe_to_contact", event_on="2026-10-28"
    ),
    "not told, for a reason that no list knows": milestone("breach not_told", **UNTOLD, not_informed_reason="busy"),
    "not told because there is no partner": milestone("complies", **UNTOLD, not_informed_reason="no_partner_known"),
    "though the event names one": milestone(
        "breach reason_contradicted", **UNTOLD, not_informed_reason="no_partner_known", partner_person_id="W#"
    ),
    "though the case has a past one": milestone(
        "breach reason_contradicted", EX, **UNTOLD, not_informed_reason="no_partner_known"
    ),
    "of no known day": milestone("undecided day_not_recorded", event_on=""),
    "of no known day and not told": milestone("undecided day_not_recorded", event_on="", **UNTOLD),
    "of a kind that no list knows": milestone("out_of_scope", event_type="odd", **UNTOLD),
}

STORIES = {
    f"{theme}: {sentence}": story
    for theme, stories in {"harm": HARM, "threat": THREAT, "parent": PARENT, "milestone": MILESTONES}.items()
    for sentence, story in stories.items()
}


def test_the_rules_say_what_the_definitions_say(tmp_path: Path) -> None:
    assert told(STORIES, tmp_path, pack_of("combined", **LIMITS)) == expected(STORIES)


def test_a_pack_may_raise_only_some_causes(tmp_path: Path) -> None:
    stories = {name: story for name, story in STORIES.items() if name.startswith("harm")}
    said = told(stories, tmp_path, pack_of("women-dvpp"))
    assert said["harm: nothing was done"] == "breach procedure_not_started"
    assert said["harm: refused with nothing weighed"] == "complies"
    assert said["harm: a second later"] == "breach procedure_late"
    assert said["harm: a kind the pack asks no procedure for"] == "out_of_scope"
    said = told(stories, tmp_path, pack_of("derbyshire"))
    assert said["harm: nothing was done"] == "breach no_decision"


def test_a_pack_may_ask_for_no_manager_and_accept_no_reason(tmp_path: Path) -> None:
    pack = pack_of("combined", saf__manager_kinds="none", partner__not_informed_reasons="none")
    said = told(STORIES, tmp_path, pack)
    assert said["harm: refused with nothing weighed"] == "breach not_share_no_welfare"
    assert said["milestone: not told because it is unsafe"] == "breach reason_not_accepted"
    assert said["milestone: though the event names one"] == "breach reason_contradicted;reason_not_accepted"


def test_without_decisions_only_what_needs_them_is_open(tmp_path: Path) -> None:
    said = told(STORIES, tmp_path, pack_of("combined"), without=["decisions"])
    late = "breach procedure_late"
    assert said["harm: two days after, a time missing"] == late
    assert said["harm: acted on at once"].startswith("undecided")
    assert said["threat: warned within the hour"] == "complies"


def test_without_case_people_a_partner_who_is_named_still_counts(tmp_path: Path) -> None:
    said = told(STORIES, tmp_path, pack_of("combined"), without=["case_people"])
    assert said["milestone: though the event names one"] == "breach reason_contradicted"
    assert said["milestone: not told because there is no partner"] == "undecided reason_contradicted_not_testable"
    assert said["milestone: not told"] == "breach not_told"
