"""AUT-05 and DIS-11 from end to end, on hand-made rows: what is told of colleagues and applicants."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.facts.sharing_stories import SHARE, Case, judge_cases, told

pytestmark = pytest.mark.engine

COLLEAGUE = told(
    SHARE,
    staff={"staff_id": "W#", "worker_type": "employee", "role": "worker", "started_on": "2020-01-01"},
    disclosures={
        "subject_type": "staff", "subject_id": "W#", "info_categories": "address", "basis": "consent",
    },
    decisions={"subject_id": "W#", "request_id": "Q#"},
    consents={
        "consent_id": "Y#", "subject_id": "W#", "status": "given", "given_as": "self", "given_on": "2026-03-05",
        "info_categories": "address", "recipient_agency_id": "G1",
    },
    information_requests={
        "request_id": "Q#", "direction": "received", "about_type": "staff", "about_id": "W#",
        "received_at": "2026-03-01T09:00", "referred_to_subject_on": "2026-03-05", "line_manager_id": "M1",
    },
)  # fmt: skip
NOTICE = {
    "notice_id": "T#", "recipient_type": "staff", "recipient_id": "W#", "kind": "legal_requirement",
    "given_on": "2026-03-05",
}  # fmt: skip
LAW = {"consents": None, "disclosures.basis": "legal_obligation", "disclosures.legal_reference": "An Act"}
AUT_05: Sequence[Case] = [
    ("asked_through_manager_same_day", {}, "complies"),
    ("consent_next_day", {"consents.given_on": "2026-03-06"}, "breach no_consent_or_right"),
    ("consent_by_another", {"consents.given_as": "parent_carer"}, "breach no_consent_or_right"),
    ("consent_missing", {"consents": None}, "breach no_consent_or_right"),
    ("consent_to_less", {"disclosures.info_categories": "address;health"}, "breach no_consent_or_right"),
    (
        "put_to_her_next_day",
        {"information_requests.referred_to_subject_on": "2026-03-06"},
        "breach not_via_line_manager",
    ),
    ("manager_blank", {"information_requests.line_manager_id": ""}, "breach not_via_line_manager"),
    ("request_missing", {"information_requests": None}, "breach not_via_line_manager"),
    (
        "request_answered_by_decision",
        {"decisions.request_id": "", "information_requests.decision_id": "D#"},
        "complies",
    ),
    (
        "request_about_another_answered",
        {
            "decisions.request_id": "",
            "information_requests.decision_id": "D#",
            "information_requests.about_id": "M1",
        },
        "breach not_via_line_manager",
    ),
    (
        "points_on_two_requests",
        {
            "information_requests.line_manager_id": "",
            "information_requests+": [
                {"request_id": "R#", "decision_id": "D#", "line_manager_id": "M1", "referred_to_subject_on": ""}
            ],
        },
        "breach not_via_line_manager",
    ),
    ("law_and_notice", {**LAW, "notices+": [NOTICE]}, "complies"),
    ("law_no_notice", LAW, "breach no_legal_notice"),
    ("law_notice_next_day", {**LAW, "notices+": [{**NOTICE, "given_on": "2026-03-06"}]}, "breach no_legal_notice"),
    ("law_notice_undated", {**LAW, "notices+": [{**NOTICE, "given_on": ""}]}, "breach no_legal_notice"),
    ("law_notice_to_another", {**LAW, "notices+": [{**NOTICE, "recipient_id": "M1"}]}, "breach no_legal_notice"),
    ("law_notice_of_another_kind", {**LAW, "notices+": [{**NOTICE, "kind": "policy_copy"}]}, "breach no_legal_notice"),
    (
        "law_not_named",
        {**LAW, "disclosures.legal_reference": "n/a", "notices+": [NOTICE]},
        "breach no_legal_reference",
    ),
    ("law_not_named_no_notice", {**LAW, "disclosures.legal_reference": ""}, "breach no_consent_or_right"),
    (
        "both_routes_short",
        {
            "disclosures.basis": "legal_obligation",
            "disclosures.legal_reference": "An Act",
            "information_requests": None,
        },
        "breach no_legal_notice;not_via_line_manager",
    ),
    ("order", {**LAW, "disclosures.basis": "court_order"}, "conflict no_consent_or_right"),
    (
        "order_not_named",
        {**LAW, "disclosures.basis": "court_order", "disclosures.legal_reference": ""},
        "breach no_consent_or_right",
    ),
    ("basis_blank", {"consents": None, "disclosures.basis": ""}, "breach no_consent_or_right"),
    ("day_blank", {"disclosures.disclosed_at": ""}, "undecided day_not_recorded"),
    ("day_blank_request_only", {"disclosures.disclosed_at": "", "consents": None}, "undecided day_not_recorded"),
    ("day_blank_law", {**LAW, "disclosures.disclosed_at": "", "information_requests": None},
     "undecided day_not_recorded"),
    (
        "day_blank_nothing",
        {"disclosures.disclosed_at": "", "consents": None, "information_requests": None},
        "breach no_consent_or_right",
    ),
    ("categories_blank", {"disclosures.info_categories": ""}, "breach no_consent_or_right"),
    ("other_categories", {"disclosures.info_categories": "identity"}, "out_of_scope"),
    ("internal", {"disclosures.scope": "internal", "disclosures.recipient_kind": "staff_member"}, "out_of_scope"),
    ("about_a_client", {"disclosures.subject_type": "client"}, "out_of_scope"),
]  # fmt: skip

PAPERS = told(
    SHARE,
    disclosures={"subject_type": "staff", "subject_id": "W1", "document_id": "N#", "basis": "consent"},
    documents={"document_id": "N#", "owner_type": "staff", "owner_id": "W1", "doc_type": "medical_record"},
    consents={
        "consent_id": "Y#", "subject_id": "W1", "status": "given", "given_as": "self", "given_on": "2026-03-05",
        "info_categories": "identity", "recipient_agency_id": "G#",
    },
)  # fmt: skip
PAPERS["disclosures"]["recipient_agency_id"] = "G#"  # so that no case's consent serves another
DIS_11: Sequence[Case] = [
    ("authorised_same_day", {}, "complies"),
    ("authorised_next_day", {"consents.given_on": "2026-03-06"}, "breach no_authorisation"),
    ("authorised_by_another", {"consents.given_as": "attorney_or_deputy"}, "breach no_authorisation"),
    ("not_authorised", {"consents": None}, "breach no_authorisation"),
    ("ordered", {"consents": None, "disclosures.basis": "court_order", "disclosures.legal_reference": "An order"},
     "conflict no_authorisation"),
    ("ordered_not_named", {"consents": None, "disclosures.basis": "court_order"}, "breach no_authorisation"),
    ("another_owner", {"documents.owner_id": "M1"}, "breach owner_differs"),
    ("another_owner_and_ordered", {"consents": None, "documents.owner_id": "M1", "disclosures.basis": "court_order",
                                   "disclosures.legal_reference": "An order"}, "breach no_authorisation;owner_differs"),
    ("owner_blank", {"documents.owner_id": ""}, "complies"),
    ("subject_blank", {"disclosures.subject_id": ""}, "breach no_authorisation;owner_differs"),
    ("another_kind_of_paper", {"consents": None, "documents.doc_type": "appraisal"}, "out_of_scope"),
    ("a_case_paper", {"consents": None, "documents.owner_type": "case"}, "out_of_scope"),
    ("paper_dangling", {"consents": None, "documents": None}, "out_of_scope"),
    ("paper_blank_application", {"consents": None, "disclosures.document_id": "",
                                 "disclosures.info_categories": "job_application"}, "breach no_authorisation"),
    ("day_blank", {"disclosures.disclosed_at": ""}, "undecided own_consent_covers_unknown"),
    ("day_blank_nobody_asked", {"disclosures.disclosed_at": "", "disclosures.subject_id": "M1", "consents": None,
                                "documents.owner_id": "M1"}, "breach no_authorisation"),
    ("internal", {"disclosures.scope": "internal", "disclosures.recipient_kind": "staff_member"}, "out_of_scope"),
]  # fmt: skip


def test_a_colleagues_details_leave_by_consent_or_by_right(tmp_path: Path) -> None:
    came, due = judge_cases("AUT-05", COLLEAGUE, AUT_05, tmp_path)
    assert came == due


def test_personnel_papers_leave_with_their_owners_authority(tmp_path: Path) -> None:
    came, due = judge_cases("DIS-11", PAPERS, DIS_11, tmp_path)
    assert came == due


def test_a_pack_may_ask_for_neither_line_manager_nor_notice(tmp_path: Path) -> None:
    cases: Sequence[Case] = [
        ("consent_no_request", {"information_requests": None}, "complies"),
        ("law_no_notice", LAW, "complies"),
        ("law_not_named", {**LAW, "disclosures.legal_reference": ""}, "breach no_legal_reference"),
        ("interest", {**LAW, "disclosures.basis": "public_interest", "disclosures.legal_reference": ""}, "complies"),
        ("neither", {"consents": None}, "breach no_consent_or_right"),
    ]
    came, due = judge_cases("AUT-05", COLLEAGUE, cases, tmp_path, pack="hampshire")
    assert came == due


@pytest.mark.parametrize(
    ("rule", "absent", "cases"),
    [
        ("AUT-05", "notices", [("law", LAW, "undecided no_legal_notice_not_testable"),
                               ("consent", {}, "complies"),
                               ("neither", {"consents": None}, "breach no_consent_or_right")]),
        ("AUT-05", "information_requests", [("consent", {}, "undecided not_via_line_manager_not_testable"),
                                            ("neither", {"consents": None}, "breach no_consent_or_right")]),
        ("AUT-05", "cases", [("neither", {"consents": None}, "breach no_consent_or_right")]),
        ("DIS-11", "documents", [
            ("paper", {"consents": None}, "undecided owner_differs_not_testable;scope_not_testable"),
            ("application", {"consents": None, "disclosures.document_id": "",
                             "disclosures.info_categories": "job_application"}, "breach no_authorisation"),
            ("no_paper", {"consents": None, "disclosures.document_id": ""}, "out_of_scope"),
        ]),
    ],
)  # fmt: skip
def test_what_an_absent_table_leaves_open(rule: str, absent: str, cases: Sequence[Case], tmp_path: Path) -> None:
    story = {"AUT-05": COLLEAGUE, "DIS-11": PAPERS}[rule]
    came, due = judge_cases(rule, story, cases, tmp_path, without={absent})
    assert came == due
