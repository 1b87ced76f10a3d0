"""AUT-03 to AUT-06 and DIS-11 by hand-made examples."""

from __future__ import annotations

from typing import Any

import pytest

from .judged import COMPLIES, OUT, UNDECIDED, Tables, breach, conflict, outcome

SHARED = {
    "disclosure_id": "DI1",
    "case_id": "C1",
    "subject_id": "P1",
    "subject_type": "client",
    "scope": "external",
    "disclosed_at": "2026-10-24T09:00",
    "recipient_kind": "police",
    "recipient_agency_id": "A1",
    "info_categories": "health",
    "decision_id": "DE1",
    "basis": "risk_to_other",
}
TALK = {
    "authorisation_id": "AU1",
    "decision_id": "DE1",
    "kind": "line_manager_discussion",
    "staff_id": "S1",
    "held_at": "2026-10-24",
    "file_note_id": "DO1",
}
FILE = [{"document_id": "DO1", "owner_type": "case", "owner_id": "C1", "doc_type": "case_note"}]
STAFF = [{"staff_id": "S1", "role": "line_manager"}, {"staff_id": "S2", "role": "worker"}]


def victim(talks: list[dict[str, str]], **changes: str) -> tuple[str, str]:
    tables: Tables = {
        "disclosures": [SHARED | {"may_increase_risk": "yes"} | changes],
        "cases": [{"case_id": "C1", "person_id": "P1", "client_group": "adult_victim"}],
        "authorisations": talks,
        "documents": FILE,
        "staff": STAFF,
    }
    return outcome("AUT-03", "DI1", tables)


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        ({}, COMPLIES),
        ({"held_at": "2026-10-24T09:00:01"}, breach("too_late")),
        ({"held_at": ""}, breach("too_late")),
        ({"staff_id": "S2"}, breach("no_discussion")),
        ({"staff_id": ""}, breach("no_discussion")),
        ({"kind": "case_meeting"}, breach("no_discussion")),
        ({"file_note_id": "DO9"}, breach("no_file_note")),
    ],
)
def test_a_senior_talk_on_her_file_comes_before_the_risk(talk: dict[str, str], expected: Any) -> None:
    assert victim([TALK | talk]) == expected


def test_a_risk_nobody_noted_is_asked_about_only_where_it_went_close_to_home() -> None:
    assert victim([], may_increase_risk="") == OUT
    assert victim([], may_increase_risk="", recipient_kind="family") == UNDECIDED
    assert victim([TALK], disclosed_at="") == UNDECIDED
    assert victim([], disclosed_at="") == breach("no_discussion")
    assert victim([TALK | {"file_note_id": ""}], disclosed_at="") == breach("no_file_note")


CONCERN = {
    "concern_id": "SC1",
    "decision_id": "DE1",
    "kind": "serious_harm_to_other",
    "raised_at": "2026-10-24",
    "at_risk_id": "P2",
}
DECIDED = {"decision_id": "DE1", "rationale": "He is in danger from her brother", "risk_assessment_id": "DO2"}
ASSESSED = {"document_id": "DO2", "doc_type": "risk_assessment", "created_on": "2026-10-24"}


def ground(concern: dict[str, str], decision: dict[str, str], **changes: str) -> tuple[str, str]:
    tables: Tables = {
        "disclosures": [SHARED | changes],
        "decisions": [DECIDED | decision],
        "safeguarding_concerns": [CONCERN | concern],
        "documents": [ASSESSED],
        "consents": [
            {"consent_id": "CO1", "subject_id": "P1", "status": "refused", "sought_on": "2026-10-24"},
        ],
    }
    return outcome("AUT-04", "DI1", tables)


@pytest.mark.parametrize(
    ("concern", "changes", "expected"),
    [
        ({}, {}, COMPLIES),
        ({"raised_at": "2026-10-25"}, {}, breach("no_concern")),
        ({"raised_at": ""}, {}, breach("no_concern")),
        ({"at_risk_id": "P1"}, {}, breach("wrong_concern")),
        ({"at_risk_id": ""}, {}, breach("wrong_concern")),
        ({"kind": "risk_to_client"}, {}, breach("wrong_concern")),
        ({"kind": "risk_to_client", "at_risk_id": "P1"}, {"basis": "risk_to_client"}, COMPLIES),
        ({"kind": "child_concern", "at_risk_id": ""}, {"basis": "child_protection"}, COMPLIES),
        ({}, {"basis": "court_order"}, breach("no_legal_reference")),
        ({}, {"basis": "public_interest"}, COMPLIES),
        ({"decision_id": ""}, {"basis": "public_interest"}, breach("no_evidence")),
        ({}, {"disclosed_at": ""}, UNDECIDED),
        ({"decision_id": ""}, {"disclosed_at": ""}, breach("no_concern")),
    ],
)
def test_an_exception_is_evidenced_by_its_own_kind_of_proof(concern: Any, changes: Any, expected: Any) -> None:
    assert ground(concern, {}, **changes) == expected


def test_the_assessment_is_found_and_not_later_and_a_refusal_is_answered() -> None:
    assert ground({}, {"risk_assessment_id": "DO9"}) == breach("no_risk_assessment")
    assert ground({}, {}, disclosed_at="2026-10-23") == breach("no_concern", "no_risk_assessment")
    assert ground({}, {"rationale": "N/A"}) == breach("refusal_not_answered")
    assert ground({}, {"rationale": "N/A"}, case_id="C1", subject_id="P3") == COMPLIES
    missing = breach("no_concern", "no_risk_assessment", "refusal_not_answered")
    assert ground({}, {}, decision_id="DE9") == missing


def test_a_ground_about_staff_stands_on_a_reference_or_a_real_reason() -> None:
    staff = {"subject_type": "staff", "basis": "public_interest"}
    assert ground({}, {}, **staff) == COMPLIES
    assert ground({}, {"rationale": "too short"}, **staff) == breach("no_evidence")
    assert ground({}, {"rationale": "brief"}, **staff | {"basis": "contract_terms"}) == breach("no_legal_reference")


PERSONNEL = SHARED | {"subject_id": "S9", "subject_type": "staff", "info_categories": "address", "case_id": ""}
OWN = {
    "consent_id": "CO1",
    "subject_id": "S9",
    "given_as": "self",
    "status": "given",
    "given_on": "2026-10-24",
    "recipient_agency_id": "A1",
    "info_categories": "address",
}
REFERRED = {"request_id": "IR1", "about_id": "S9", "decision_id": "DE1", "line_manager_id": "S1"}
NOTICE = {"notice_id": "NO1", "recipient_id": "S9", "kind": "legal_requirement", "given_on": "2026-10-24"}


def colleague(changes: dict[str, str], **tables: Any) -> tuple[str, str]:
    rows: Tables = {"disclosures": [PERSONNEL | changes], "decisions": [{"decision_id": "DE1"}], **tables}
    return outcome("AUT-05", "DI1", rows)


def test_a_colleagues_address_goes_out_by_her_consent_through_her_manager() -> None:
    consent = {"basis": "consent"}
    asked = REFERRED | {"referred_to_subject_on": "2026-10-24"}
    assert colleague(consent) == breach("no_consent_or_right")
    assert colleague(consent, consents=[OWN]) == breach("not_via_line_manager")
    assert colleague(consent, consents=[OWN], information_requests=[asked]) == COMPLIES
    late = REFERRED | {"referred_to_subject_on": "2026-10-25"}
    assert colleague(consent, consents=[OWN], information_requests=[late]) == breach("not_via_line_manager")
    parents = OWN | {"given_as": "attorney_or_deputy"}
    assert colleague(consent, consents=[parents], information_requests=[asked]) == breach("no_consent_or_right")
    assert colleague(consent | {"disclosed_at": ""}, consents=[OWN]) == UNDECIDED
    assert colleague(consent | {"disclosed_at": ""}) == breach("no_consent_or_right")


def test_or_by_law_with_a_reference_and_a_notice_to_her() -> None:
    law = {"basis": "legal_obligation", "legal_reference": "Invented Act s.1"}
    assert colleague(law, notices=[NOTICE]) == COMPLIES
    assert colleague(law) == breach("no_legal_notice")
    assert colleague(law | {"legal_reference": ""}, notices=[NOTICE]) == breach("no_legal_reference")
    assert colleague(law | {"legal_reference": ""}) == breach("no_consent_or_right")
    assert colleague(law, notices=[NOTICE | {"given_on": "2026-10-25"}]) == breach("no_legal_notice")
    assert colleague(law | {"basis": "court_order"}) == conflict("no_consent_or_right")


MAN = {"case_id": "C1", "person_id": "P1", "client_group": "man_dvpp"}
PARTNER = {"case_id": "C1", "person_id": "P2", "relationship": "ex_partner"}


def man(changes: dict[str, str], **tables: Any) -> tuple[str, str]:
    rows: Tables = {
        "disclosures": [SHARED | {"info_categories": "identity", "recipient_agency_id": ""} | changes],
        "cases": [MAN],
        "case_people": [PARTNER],
        "decisions": [{"decision_id": "DE1"}],
        **tables,
    }
    return outcome("AUT-06", "DI1", rows)


def test_his_milestones_go_to_his_partner_and_to_nobody_else() -> None:
    told = {"basis": "programme_notification", "recipient_person_id": "P2"}
    assert man(told) == COMPLIES
    assert man(told | {"info_categories": "identity;health"}) == breach("beyond_milestone")
    assert man(told | {"recipient_person_id": "P3"}) == breach("wrong_partner")
    assert man(told | {"recipient_person_id": "", "info_categories": "health"}) == breach("wrong_partner")
    by_law = {"recipient_person_id": "P3", "legal_reference": "Invented Act s.1"}
    assert man(told | by_law) == breach("wrong_partner")


def test_a_warning_reaches_the_threatened_person_or_a_body() -> None:
    threat = CONCERN | {"kind": "threat_to_named_person"}
    warned = {"basis": "threat_warning", "recipient_person_id": "P2", "recipient_kind": "threatened_person"}
    assert man(warned, safeguarding_concerns=[threat]) == COMPLIES
    assert man(warned | {"recipient_person_id": "P3"}, safeguarding_concerns=[threat]) == breach("warned_wrong_person")
    assert man(warned | {"recipient_kind": "police"}) == breach("no_threat_concern")
    assert man(warned) == breach("not_on_list")
    assert man(warned | {"disclosed_at": ""}, safeguarding_concerns=[threat]) == UNDECIDED


def test_a_report_goes_to_an_agency_at_work_on_the_case() -> None:
    report = {"recipient_agency_id": "A1", "basis": "none"}
    joint = [{"joint_id": "JW1", "case_id": "C1", "agency_id": "A1", "started_on": "2026-10-24"}]
    assert man(report, joint_working=joint) == COMPLIES
    assert man(report) == breach("agency_not_involved")
    assert man(report | {"info_categories": "health"}, joint_working=joint) == breach("beyond_report")
    assert man(report | {"info_categories": "health"}) == breach("not_on_list")
    referred = [{"referral_id": "RF1", "case_id": "C1", "agency_id": "A1", "direction": "in", "made_on": "2026-10-25"}]
    assert man(report, referrals=referred) == breach("agency_not_involved")


def test_consent_law_or_a_child_make_it_a_conflict() -> None:
    assert man({"basis": "court_order", "legal_reference": "Invented Order 7"}) == conflict("not_on_list")
    child = CONCERN | {"kind": "child_concern"}
    assert man({"basis": "child_protection"}, safeguarding_concerns=[child]) == conflict("not_on_list")
    assert man({"basis": "child_protection"}, safeguarding_concerns=[CONCERN]) == breach("not_on_list")


@pytest.mark.parametrize(
    ("changes", "own", "expected"),
    [
        ({}, {}, COMPLIES),
        ({}, {"given_on": "2026-10-25"}, breach("no_authorisation")),
        ({"subject_id": "S8"}, {}, breach("no_authorisation", "owner_differs")),
        ({"basis": "court_order", "legal_reference": "Invented"}, {"status": "refused"}, conflict("no_authorisation")),
        ({"disclosed_at": ""}, {}, UNDECIDED),
        ({"document_id": ""}, {}, OUT),
        ({"document_id": "", "info_categories": "job_application"}, {}, breach("no_authorisation")),
    ],
)
def test_personnel_papers_leave_only_by_the_persons_own_consent(changes: Any, own: Any, expected: Any) -> None:
    paper = {"document_id": "DO1", "owner_type": "staff", "owner_id": "S9", "doc_type": "medical_record"}
    shared = PERSONNEL | {"document_id": "DO1", "basis": "consent"} | changes
    tables: Tables = {"disclosures": [shared], "documents": [paper], "consents": [OWN | own]}
    assert outcome("DIS-11", "DI1", tables) == expected
