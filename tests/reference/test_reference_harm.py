"""SAF-01 to SAF-04 by hand-made examples."""

from __future__ import annotations

from typing import Any

import pytest

from .judged import COMPLIES, OUT, UNDECIDED, Tables, breach, outcome

RAISED = {
    "concern_id": "SC1",
    "case_id": "C1",
    "kind": "child_concern",
    "raised_at": "2026-10-20T09:00",
    "at_risk_id": "P1",
    "procedure_started_at": "2026-10-21T09:00",
    "decision_id": "DE1",
}
DECIDED = {"decision_id": "DE1", "decision_type": "share", "decided_at": "2026-10-21T09:00"}


def concern(
    changes: dict[str, str], *decisions: dict[str, str], check: str = "SAF-01", **tables: Any
) -> tuple[str, str]:
    rows: Tables = {"safeguarding_concerns": [RAISED | changes], "decisions": list(decisions), **tables}
    return outcome(check, "SC1", rows)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, COMPLIES),
        ({"procedure_started_at": "2026-10-21T09:00:01"}, breach("procedure_late")),
        ({"procedure_started_at": "2026-10-21"}, COMPLIES),
        ({"procedure_started_at": ""}, breach("procedure_not_started")),
        ({"procedure_started_at": "", "kind": "risk_to_client"}, COMPLIES),
        ({"raised_at": ""}, UNDECIDED),
        ({"kind": "threat_to_named_person"}, OUT),
    ],
)
def test_the_procedure_starts_within_24_hours_of_a_concern(changes: dict[str, str], expected: Any) -> None:
    assert concern(changes, DECIDED) == expected


def test_a_concern_is_decided_on_within_24_hours_by_either_link() -> None:
    assert concern({}) == breach("no_decision")
    assert concern({}, DECIDED | {"decided_at": "2026-10-21T09:01"}) == breach("no_decision")
    assert concern({}, DECIDED | {"decision_type": "do_not_tell"}) == breach("no_decision")
    assert concern({"decision_id": ""}, DECIDED | {"concern_id": "SC1"}) == COMPLIES
    assert concern({}, DECIDED | {"decided_at": ""}) == UNDECIDED


def test_a_fresh_concern_waits_unless_something_else_is_wrong() -> None:
    fresh = {"raised_at": "2026-10-31T09:00", "procedure_started_at": ""}
    assert concern(fresh) == OUT
    refused = DECIDED | {"decision_type": "not_share", "decided_at": "2026-10-31T10:00"}
    assert concern(fresh, refused) == breach("not_share_no_manager", "not_share_no_welfare")


def test_the_latest_decision_not_to_share_shows_the_child_and_a_manager() -> None:
    refused = DECIDED | {
        "decision_id": "DE2",
        "concern_id": "SC1",
        "decision_type": "not_share",
        "decided_at": "2026-10-22",
    }
    manager = {"authorisation_id": "AU1", "decision_id": "DE2", "kind": "case_meeting"}
    assert concern({}, DECIDED, refused, authorisations=[manager]) == breach("not_share_no_welfare")
    weighed = refused | {"considered": "child_welfare"}
    assert concern({}, DECIDED, weighed) == breach("not_share_no_manager")
    assert concern({}, DECIDED, weighed, authorisations=[manager]) == COMPLIES
    advice = manager | {"kind": "legal_advice"}
    assert concern({}, DECIDED, weighed, authorisations=[advice]) == breach("not_share_no_manager")
    assert (
        concern({}, DECIDED | {"decided_at": "2026-10-21T08:00"}, refused | {"decided_at": "2026-10-21T07:00"})
        == COMPLIES
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"warned_at": "2026-10-21T09:00"}, COMPLIES),
        ({"warned_at": "2026-10-21T09:00:01"}, breach("warned_late")),
        ({"warned_at": "2026-10-21T09:00", "at_risk_id": "ZZ99"}, UNDECIDED),
        ({"warned_at": "2026-10-22T09:00", "at_risk_id": ""}, breach("warned_late")),
        ({"police_informed_at": "2026-10-20"}, breach("not_warned")),
        ({"raised_at": "2026-10-31T09:00"}, OUT),
        ({"raised_at": "", "warned_at": "2026-10-21"}, UNDECIDED),
    ],
)
def test_a_threatened_person_is_warned_within_24_hours(changes: dict[str, str], expected: Any) -> None:
    threat = {"kind": "threat_to_named_person"} | changes
    assert concern(threat, check="SAF-02", people=[{"person_id": "P1"}]) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"parent_involved": "yes"}, COMPLIES),
        ({"raised_at": "2026-10-17"}, OUT),
        ({"raised_at": "2026-10-16"}, breach("not_recorded")),
        ({"raised_at": ""}, breach("not_recorded")),
        ({"parent_involved": "not_possible", "parent_not_involved_reason": "tbc"}, breach("no_reason")),
        ({"parent_involved": "no", "parent_not_involved_reason": "she was abroad"}, COMPLIES),
        ({"kind": "risk_to_client"}, OUT),
    ],
)
def test_the_non_abusing_parent_is_involved_or_there_is_a_reason(changes: dict[str, str], expected: Any) -> None:
    assert concern(changes, check="SAF-03") == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"partner_informed_on": "2026-10-23"}, COMPLIES),
        ({"partner_informed_on": "2026-10-24", "not_informed_reason": "no_safe_contact"}, breach("told_late")),
        ({"partner_informed_on": "2026-10-19"}, UNDECIDED),
        ({}, breach("not_told")),
        ({"event_on": "2026-10-28"}, OUT),
        ({"event_on": "2026-10-27"}, breach("not_told")),
        ({"event_on": ""}, UNDECIDED),
        ({"not_informed_reason": "no_safe_contact"}, COMPLIES),
        ({"not_informed_reason": "no_partner_known"}, breach("reason_contradicted")),
        ({"not_informed_reason": "no_partner_known", "case_id": "C2"}, COMPLIES),
        ({"not_informed_reason": "no_partner_known", "case_id": "C2", "partner_person_id": "P2"},
         breach("reason_contradicted")),
    ],
)  # fmt: skip
def test_his_partner_is_told_of_a_milestone_within_three_days(changes: dict[str, str], expected: Any) -> None:
    event = {"event_id": "EV1", "case_id": "C1", "event_type": "left", "event_on": "2026-10-20"}
    tables: Tables = {
        "programme_events": [event | changes],
        "cases": [{"case_id": "C1", "person_id": "P1"}, {"case_id": "C2", "person_id": "P5"}],
        "case_people": [{"case_id": "C1", "person_id": "P2", "relationship": "partner"}],
    }
    assert outcome("SAF-04", "EV1", tables) == expected


def test_a_reason_off_the_list_is_no_reason() -> None:
    event = {
        "event_id": "EV1",
        "event_type": "left",
        "event_on": "2026-10-20",
        "not_informed_reason": "no_safe_contact",
    }
    found = outcome("SAF-04", "EV1", {"programme_events": [event]}, partner__not_informed_reasons=["no_partner_known"])
    assert found == breach("reason_not_accepted")
