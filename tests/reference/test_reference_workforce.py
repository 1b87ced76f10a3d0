"""Checks about staff, applicants, requests and disposals, by hand-made cases. as_of is 2026-10-31."""

from __future__ import annotations

from typing import Any

import pytest

from .hand_made import CASE, found

# RET-04, RET-06


@pytest.mark.parametrize(
    ("disposal", "expected"),
    [
        ({}, "complies"),
        ({"method": "binned"}, "breach method_binned;wrong_method"),
        ({"method": ""}, "breach method_unknown"),
        ({"media": ""}, "undecided wrong_method"),
        ({"media": "", "method": "unknown"}, "breach method_unknown"),
        ({"media": "phone", "method": "secure_erase", "action": ""}, "breach phone_not_wiped"),
        ({"media": "phone", "method": "secure_erase", "action": "wiped"}, "complies"),
        ({"action": "anonymised", "method": "binned"}, None),
    ],
)
def test_things_are_destroyed_by_a_method_for_their_medium(disposal: dict[str, str], expected: str | None) -> None:
    row = {"disposal_id": "X1", "media": "paper", "method": "shredded", "action": "destroyed"} | disposal
    assert found("RET-04", disposal_log=row) == ({"X1": expected} if expected else {})


@pytest.mark.parametrize(
    ("applicant", "expected"),
    [
        ({"rest_destroyed_on": "2026-06-30", "outcome_on": "2026-01-01"}, "complies"),
        ({"rest_destroyed_on": "2026-07-01", "outcome_on": "2026-01-01"}, "breach destroyed_late"),
        ({"outcome_on": "2026-05-04"}, None),
        ({"outcome_on": "2026-05-03"}, "breach not_destroyed"),
        ({"outcome_on": "2026-11-01"}, "breach not_destroyed"),
        ({"applied_on": ""}, "undecided"),
        ({"applied_on": "", "rest_destroyed_on": "2026-10-01"}, "complies"),
        ({"rest_destroyed_on": "2026-02-01", "kept_fields": ""}, "undecided kept_too_much"),
        ({"rest_destroyed_on": "2026-02-01", "kept_fields": "race;name"}, "breach kept_too_much"),
        ({"outcome": "pending"}, None),
    ],
)
def test_an_unsuccessful_applicants_papers_are_cut_down(applicant: dict[str, str], expected: str | None) -> None:
    row = {
        "applicant_id": "A1",
        "kind": "job",
        "applied_on": "2026-01-01",
        "outcome": "withdrawn",
        "kept_fields": "sex",
    }
    assert found("RET-06", applicants=row | applicant) == ({"A1": expected} if expected else {})


# RET-07, CLA-01

ERASE = {
    "sar_id": "R1",
    "requester_type": "client",
    "requester_id": "P1",
    "case_id": "C1",
    "kind": "erase",
    "received_at": "2026-10-01T09:00",
    "completed_on": "2026-10-20",
    "outcome": "granted",
    "impact_explained_on": "2026-10-20",
}
HELD = CASE | {"evidence_hold": "yes", "hold_started_on": "2026-10-20"}
REASON = "it is needed for a court case now"


@pytest.mark.parametrize(
    ("request_", "case", "expected"),
    [
        ({}, {}, "complies"),
        ({"impact_explained_on": "2026-10-21"}, {}, "breach impact_not_explained"),
        ({"impact_explained_on": "", "completed_on": "", "outcome": ""}, {}, None),
        ({"outcome": "open"}, {}, None),
        ({"outcome": "", "received_at": "2026-09-30"}, {}, "breach no_outcome"),
        ({"received_at": "2026-09-19"}, {}, "breach answered_late"),
        ({"completed_on": "", "received_at": "2026-09-30"}, {}, "breach answered_late"),
        ({"outcome": "refused"}, {}, "breach refused_no_reason"),
        ({"outcome": "refused", "refusal_reason": "a live inquiry"}, {}, "complies"),
        ({"received_at": ""}, {}, "undecided"),
        ({"outcome": "withdrawn", "received_at": ""}, {}, "complies"),
        ({}, {"statutory_service": "yes"}, "breach granted_against_bar"),
        ({}, HELD, "conflict granted_against_bar"),
        ({"completed_on": "2026-10-19", "impact_explained_on": "2026-10-19"}, HELD, "complies"),
        ({"case_id": "C9"}, {}, "undecided granted_against_bar"),
    ],
)
def test_an_erasure_request_is_explained_answered_and_not_granted_against_a_bar(
    request_: dict[str, str], case: dict[str, str], expected: str | None
) -> None:
    judged = found("RET-07", subject_access_requests=ERASE | request_, cases=CASE | case)
    assert judged == ({"R1": expected} if expected else {})


def test_a_refusal_has_a_reasoned_decision_and_a_conflict_is_reported_once() -> None:
    decision = {"decision_id": "E1", "decision_type": "refuse_erasure", "case_id": "C1", "subject_id": "P1"}
    refused, real = ERASE | {"outcome": "refused"}, decision | {"rationale": REASON}
    assert found("RET-07", subject_access_requests=refused, cases=CASE, decisions=real) == {"R1": "complies"}
    assert found("RET-07", subject_access_requests=refused, cases=CASE, decisions=decision) == {
        "R1": "breach refused_no_reason"
    }
    disposal = {"disposal_id": "X1", "object_type": "case", "object_id": "C1", "action": "wiped"}
    disposal |= {"reason": "subject_request", "disposed_on": "2026-10-21"}
    assert found("RET-07", subject_access_requests=ERASE, cases=HELD, disposal_log=disposal) == {"R1": "complies"}


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({}, "complies"),
        ({"handled_by": "S9"}, "breach no_handler;not_line_manager"),
        ({"handled_by": ""}, "breach no_handler"),
        ({"handled_by": "S1"}, "breach not_line_manager"),
        ({"handled_by": "S1", "outcome": "", "completed_on": ""}, "breach not_line_manager"),
        ({"outcome": "", "completed_on": ""}, None),
        ({"received_at": "2026-09-30", "completed_on": ""}, "breach no_outcome"),
        ({"received_at": "2026-09-19"}, "breach answered_late"),
        ({"explained_on": "2026-10-06"}, "complies"),
        ({"explained_on": "2026-10-05"}, "breach not_explained"),
        ({"explained_on": "", "completed_on": "2026-10-16"}, "breach not_explained"),
        ({"explained_on": "", "completed_on": "2026-10-17"}, None),
        ({"outcome": "refused", "refusal_reason": "Only 24  HOURS left"}, "breach refused_no_decision;short_notice"),
        ({"outcome": "partly"}, "breach refused_no_reason"),
        ({"requester_id": "S2"}, "undecided not_line_manager"),
        ({"outcome": "withdrawn", "received_at": "", "handled_by": ""}, "breach no_handler"),
    ],
)
def test_a_request_to_see_a_file_is_honoured(request_: dict[str, str], expected: str | None) -> None:
    own = {"requester_type": "staff", "requester_id": "S1", "kind": "view", "handled_by": "S2"}
    row = ERASE | own | {"explained_on": "2026-10-20"} | request_
    staff = [{"staff_id": "S1", "line_manager_id": "S2"}, {"staff_id": "S2"}]
    assert found("CLA-01", subject_access_requests=row, staff=staff) == ({"R1": expected} if expected else {})


# STF-01 to STF-04

MEMBER = {
    "staff_id": "S1",
    "worker_type": "employee",
    "started_on": "2026-09-30",
    "confidentiality_clause": "during_and_after",
}
COPY = {"notice_id": "N1", "recipient_id": "S1", "kind": "policy_copy", "given_on": "2026-01-01"}
EXPLAINED = COPY | {"notice_id": "N2", "kind": "policy_explained"}


def test_induction_papers_are_given_within_the_days() -> None:
    assert found("STF-01", staff=MEMBER, notices=[COPY, EXPLAINED]) == {"S1": "complies"}
    assert found("STF-01", staff=MEMBER, notices=COPY) == {"S1": "breach no_policy_explained"}
    assert found("STF-01", staff=MEMBER | {"started_on": "2026-10-01"}, notices=COPY) == {}
    member = MEMBER | {"worker_type": "committee_member", "started_on": ""}
    assert found("STF-01", staff=member, notices=COPY) == {"S1": "breach no_committee_responsibility"}
    assert found("STF-01", staff=MEMBER | {"left_on": "2026-10-30"}) == {}
    bound = MEMBER | {"confidentiality_clause": "during", "started_on": "2026-10-31"}
    assert found("STF-01", staff=bound) == {"S1": "breach contract_clause"}


@pytest.mark.parametrize(
    ("member", "training", "expected"),
    [
        ({}, {"completed_on": "2026-05-02"}, "complies"),
        ({}, {"completed_on": "2026-05-03"}, "breach not_induction_confidentiality"),
        ({}, {"completed_on": "2026-05-03", "is_induction": "yes"}, "complies"),
        ({}, {"completed_on": ""}, "breach missing_confidentiality;not_induction_confidentiality"),
        ({}, {"completed_on": "2024-10-31"}, "complies"),
        ({}, {"completed_on": "2024-10-30"}, "breach refresh_confidentiality"),
        ({"started_on": "2026-08-02"}, {"completed_on": ""}, None),
        ({"started_on": "2026-08-01"}, {"topic": ""}, "breach missing_confidentiality;not_induction_confidentiality"),
        ({"started_on": ""}, {"completed_on": "2026-05-02"}, "undecided not_induction_confidentiality"),
    ],
)
def test_training_is_done_in_time_and_refreshed(member: Any, training: Any, expected: str | None) -> None:
    row = {"training_id": "T1", "staff_id": "S1", "topic": "confidentiality"} | training
    one = {"training.required.staff": ["confidentiality"]}
    judged = found("STF-02", one, staff=MEMBER | {"started_on": "2026-02-01"} | member, training=row)
    assert judged == ({"S1": expected} if expected else {})


def test_a_staff_file_shown_and_a_review_held_are_explained() -> None:
    shown = ERASE | {"requester_type": "staff", "requester_id": "S1", "kind": "copy"}
    told = COPY | {"kind": "personnel_file_explained", "covers": "file_storage;file_access_procedure"}
    on_the_day = told | {"given_on": "2026-10-20"}
    assert found("STF-03", subject_access_requests=shown, notices=on_the_day) == {"R1": "complies"}
    half = told | {"covers": "file_storage"}
    assert found("STF-03", subject_access_requests=shown, notices=half) == {"R1": "breach file_not_explained"}
    review = {"document_id": "D1", "owner_id": "S1", "doc_type": "appraisal", "created_on": "2026-10-01"}
    readers = COPY | {"kind": "review_readers_explained", "given_on": "2026-09-03"}
    assert found("STF-03", documents=review, notices=readers) == {"D1": "complies"}
    early = readers | {"given_on": "2026-09-02"}
    assert found("STF-03", documents=review, notices=early) == {"D1": "breach readers_not_explained"}
    assert found("STF-03", documents=review, notices=early | {"document_id": "D1"}) == {"D1": "complies"}
    assert found("STF-03", documents=review | {"created_on": ""}, notices=readers) == {"D1": "undecided"}


def test_a_legal_request_about_staff_is_notified_by_the_decision() -> None:
    asked = {"request_id": "Q1", "about_type": "staff", "about_id": "S1", "legal_right": "yes"}
    share = {"decision_id": "E1", "request_id": "Q1", "decision_type": "share", "decided_at": "2026-10-10T09:00"}
    told = COPY | {"kind": "legal_requirement", "given_on": "2026-10-10"}
    assert found("STF-03", information_requests=asked, notices=told) == {}
    assert found("STF-03", information_requests=asked, decisions=share, notices=told) == {"Q1": "complies"}
    earlier = share | {"decision_id": "E2", "decided_at": "2026-10-09"}
    both = found("STF-03", information_requests=asked, decisions=[share, earlier], notices=told)
    assert both == {"Q1": "breach legal_not_notified"}


@pytest.mark.parametrize(
    ("incident", "expected"),
    [
        ({}, "complies"),
        ({"raised_with": "S1"}, "breach not_raised"),
        ({"handled_under": "none", "outcome_reason": "a first slip"}, "breach no_route"),
        ({"handled_under": "management_support", "outcome_reason": "a first slip"}, "complies"),
        ({"handled_under": ""}, "breach no_route"),
        ({"handled_under": "", "occurred_on": "2026-10-03"}, None),
        ({"outcome_on": "2026-10-30", "staff_details_disclosed": "yes"}, "breach level_too_low;no_level"),
        ({"kind": "partner_breach", "handled_under": "agreement_breach"}, "breach not_agreement_breach"),
        ({"kind": "complaint_about_sharing", "guidance_followed": "yes"}, "breach no_support"),
        ({"kind": "complaint_about_sharing"}, "undecided no_support"),
        ({"kind": "security_concern", "handled_under": ""}, "complies"),
        ({"kind": "client_breach"}, None),
        ({"kind": ""}, "undecided"),
    ],
)
def test_a_breach_or_worry_is_followed_through(incident: dict[str, str], expected: str | None) -> None:
    staff = [{"staff_id": "S1", "role": "worker"}, {"staff_id": "S2", "role": "line_manager"}]
    row = {"incident_id": "I1", "kind": "staff_breach", "occurred_on": "2026-10-02", "raised_with": "S2"}
    row |= {"handled_under": "disciplinary"} | incident
    assert found("STF-04", incidents=row, staff=staff) == ({"I1": expected} if expected else {})
