"""DIS-03, DIS-05, DIS-06 and DIS-08 to DIS-10 by hand-made examples."""

from __future__ import annotations

from typing import Any

import pytest

from .judged import COMPLIES, OUT, UNDECIDED, Tables, breach, outcome

SHARED = {
    "disclosure_id": "DI1",
    "case_id": "C1",
    "subject_id": "P1",
    "subject_type": "client",
    "scope": "external",
    "disclosed_at": "2026-10-24T09:00",
    "recipient_kind": "court",
    "recipient_agency_id": "A1",
    "info_categories": "health",
    "decision_id": "DE1",
    "basis": "none",
}
VICTIM = {"case_id": "C1", "person_id": "P1", "client_group": "adult_victim"}


def share(check: str, changes: dict[str, str], **tables: Any) -> tuple[str, str]:
    return outcome(check, "DI1", {"disclosures": [SHARED | changes], "cases": [VICTIM], **tables})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"implications_discussed_on": "2026-10-24"}, COMPLIES),
        ({"implications_discussed_on": "2026-10-25"}, breach("implications_late")),
        ({"implications_discussed_on": "2026-10-25", "consent_id": "CO1"}, COMPLIES),
        ({}, breach("implications_missing")),
        ({"implications_discussed_on": "2026-10-24", "readers_known": ""}, breach("readers_unknown")),
        ({"implications_discussed_on": "2026-10-24", "disclosed_at": ""}, UNDECIDED),
        ({"recipient_kind": "police"}, OUT),
        ({"recipient_kind": "police", "client_requested": "yes"}, breach("implications_missing")),
    ],
)
def test_a_victim_is_taken_through_the_implications_of_a_report(changes: Any, expected: Any) -> None:
    consents = [{"consent_id": "CO1", "implications_discussed_on": "2026-10-01"}]
    assert share("DIS-03", {"readers_known": "yes"} | changes, consents=consents) == expected


def test_a_doubted_report_needs_a_case_meeting() -> None:
    ready = {"readers_known": "yes", "implications_discussed_on": "2026-10-24"}
    doubted = {"decisions": [{"decision_id": "DE1", "in_doubt": "yes"}]}
    assert share("DIS-03", ready, **doubted) == breach("no_case_meeting")
    meeting = {"authorisation_id": "AU1", "disclosure_id": "DI1", "kind": "case_meeting"}
    assert share("DIS-03", ready, authorisations=[meeting], **doubted) == COMPLIES


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, COMPLIES),
        ({"minimum_checked": ""}, breach("minimum_not_checked")),
        ({"info_categories": "whole_file"}, breach("whole_file")),
        ({"info_categories": "whole_file", "basis": "court_order", "legal_reference": "Invented"}, COMPLIES),
        ({"consent_id": "CO1", "info_categories": "health;risk"}, breach("beyond_consent")),
        ({"consent_id": "CO1", "info_categories": "health;risk", "basis": "consent"}, COMPLIES),
        ({"consent_id": "CO2", "info_categories": "health;risk"}, COMPLIES),
        ({"info_categories": ""}, UNDECIDED),
    ],
)
def test_no_more_is_shared_than_needed(changes: Any, expected: Any) -> None:
    consents = [{"consent_id": "CO1", "info_categories": "health"}, {"consent_id": "CO2"}]
    assert share("DIS-05", {"minimum_checked": "yes"} | changes, consents=consents) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"info_as_at": "2026-04-27"}, COMPLIES),  # 180 days
        ({"info_as_at": "2026-04-26"}, breach("historical_unexplained")),
        ({"info_as_at": "2026-04-26", "historical_explained": "yes"}, COMPLIES),
        ({"info_as_at": ""}, UNDECIDED),
        ({"document_id": "DO1"}, breach("accuracy_not_checked", "opinion_unmarked")),
        ({"document_id": "DO1", "fact_opinion_marked": "yes", "accuracy_checked_on": "2026-10-24"}, COMPLIES),
        ({"document_id": "DO2", "info_categories": "risk"}, breach("opinion_unmarked")),
        ({"document_id": "DO3", "info_categories": "risk"}, COMPLIES),
    ],
)
def test_what_is_shared_is_marked_current_and_checked(changes: Any, expected: Any) -> None:
    papers = [
        {"document_id": "DO1", "doc_type": "report", "content_nature": "mixed"},
        {"document_id": "DO2", "doc_type": "case_note"},
        {"document_id": "DO3", "doc_type": "case_note", "content_nature": "fact"},
    ]
    assert share("DIS-06", {"info_as_at": "2026-10-01"} | changes, documents=papers) == expected


CONCERN = {"concern_id": "SC1", "decision_id": "DE1", "kind": "risk_to_client", "raised_at": "2026-10-23T09:00"}
ASKED = {"request_id": "IR1", "direction": "received", "received_at": "2026-10-19T09:00", "channel": "phone"}


def timed(concern: dict[str, str], request: dict[str, str], **changes: str) -> tuple[str, str]:
    tables: Tables = {
        "decisions": [{"decision_id": "DE1", "request_id": "IR1"}],
        "safeguarding_concerns": [CONCERN | concern],
        "information_requests": [ASKED | request],
    }
    return share("DIS-08", changes, **tables)


def test_a_share_is_timed_from_the_latest_concern_before_it_else_from_the_request() -> None:
    assert timed({}, {}) == COMPLIES  # 24 hours exactly
    assert timed({"raised_at": "2026-10-23T08:59:59"}, {}) == breach("late_after_concern")
    assert timed({"raised_at": "2026-10-23"}, {}) == COMPLIES
    assert timed({"raised_at": ""}, {}) == UNDECIDED
    assert timed({"decision_id": ""}, {}) == COMPLIES  # 120 hours exactly
    assert timed({"raised_at": "2026-10-25"}, {"received_at": "2026-10-19T08:59"}) == breach("late_after_request")
    assert timed({"decision_id": ""}, {"direction": "made_by_us"}) == OUT
    assert timed({}, {}, disclosed_at="") == UNDECIDED


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"channel": "phone"}, breach("missing_called_back")),
        ({"channel": "phone", "decision_id": ""}, COMPLIES),
        ({"channel": "post"}, breach("missing_address_checked", "missing_contents_checked")),
        ({"channel": "fax", "verification": "fax_number_checked"}, breach("missing_recipient_waiting")),
        ({"channel": "portal"}, OUT),
        ({"channel": "post", "recipient_kind": "data_subject"}, OUT),
    ],
)
def test_the_caller_or_the_address_is_checked_before_sending(changes: Any, expected: Any) -> None:
    checked = {"verification": "identity_checked;entitlement_checked"}
    tables: Tables = {"decisions": [{"decision_id": "DE1", "request_id": "IR1"}], "information_requests": [ASKED]}
    assert share("DIS-09", checked | changes, **tables) == expected


CONSENT = {
    "consent_id": "CO1",
    "subject_id": "P1",
    "given_as": "self",
    "status": "given",
    "given_on": "2026-10-24",
    "recipient_agency_id": "A1",
    "info_categories": "health",
    "purpose_code": "research",
    "told": "what;why",
}


@pytest.mark.parametrize(
    ("changes", "consent", "expected"),
    [
        ({}, {}, COMPLIES),
        ({}, {"purpose_code": "publicity"}, breach("outside_purpose")),
        ({}, {"purpose_code": ""}, breach("outside_purpose")),
        ({}, {"told": "why;how"}, breach("consent_not_known")),
        ({}, {"given_on": "2026-10-25"}, breach("outside_purpose")),
        ({"purpose_code": ""}, {}, UNDECIDED),
        ({"purpose_code": "safeguarding"}, {}, OUT),
        ({"basis": "court_order", "legal_reference": "Invented"}, {"status": "refused"}, COMPLIES),
        ({"disclosed_at": ""}, {}, UNDECIDED),
    ],
)
def test_another_purpose_needs_the_law_or_a_knowing_consent(changes: Any, consent: Any, expected: Any) -> None:
    assert share("DIS-10", {"purpose_code": "research"} | changes, consents=[CONSENT | consent]) == expected
