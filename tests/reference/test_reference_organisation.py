"""Checks about storage, access, partners, the committee and policies, by hand-made cases. as_of is 2026-10-31."""

from __future__ import annotations

from typing import Any

import pytest

from .hand_made import CASE, found

CABINET = {"location_id": "L1", "kind": "locked_cabinet", "locked": "yes", "last_checked_on": "2025-10-31"}
PHONE = {
    "location_id": "L1",
    "kind": "mobile_phone",
    "password_protected": "yes",
    "it_policy_compliant": "yes",
    "last_checked_on": "2026-10-31",
    "last_cleared_on": "2026-10-01",
}

# STO-01, STO-02, STO-03


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (CABINET, "complies"),
        (CABINET | {"last_checked_on": "2025-10-30"}, "breach check_overdue"),
        (CABINET | {"last_checked_on": "2026-11-01"}, "breach check_overdue"),
        (CABINET | {"kind": "desk", "locked": ""}, "breach kind_not_accepted;unlocked"),
        (CABINET | {"kind": ""}, "breach kind_not_accepted"),
        (CABINET | {"kind": "secure_archive"}, "breach archive_in_use"),
        (PHONE, "complies"),
        (PHONE | {"last_cleared_on": "2026-09-30"}, "breach not_cleared"),
        (PHONE | {"password_protected": "", "it_policy_compliant": "no"}, "breach no_password;not_compliant"),
        (PHONE | {"holds_personal_data": "no", "password_protected": ""}, None),
    ],
)
def test_a_place_for_records_is_secured(location: dict[str, str], expected: str | None) -> None:
    judged = found("STO-01", storage_locations=location, cases=CASE | {"storage_location_id": "L1"})
    assert judged == {"C1": "complies"} | ({"L1": expected} if expected else {})


def test_a_file_has_a_place_unless_its_case_is_destroyed() -> None:
    rows = [CASE, CASE | {"case_id": "C2", "status": "destroyed"}, CASE | {"case_id": "C3", "status": ""}]
    paper = {"document_id": "D1", "owner_type": "agency", "storage_location_id": "L9"}
    breach = "breach no_location"
    assert found("STO-01", cases=rows, documents=paper) == {"C1": breach, "C3": breach, "D1": breach}


@pytest.mark.parametrize(
    ("movement", "expected"),
    [
        ({"returned_at": "2026-10-21T09:00"}, "complies"),
        ({"returned_at": "2026-10-21T09:00:01"}, "breach returned_late"),
        ({"returned_at": "2026-10-21"}, "complies"),
        ({"returned_at": "2026-10-20T08:00", "returned_to": ""}, "breach returned_unsecured"),
        ({"taken_at": "", "returned_at": "2026-10-21"}, "undecided"),
        ({}, "breach not_returned"),
        ({"taken_at": "2026-10-30T23:59"}, "breach not_returned"),
        ({"taken_at": "2026-10-30"}, None),
        ({"taken_at": "2026-10-31T00:00"}, None),
    ],
)
def test_a_file_comes_back_in_time_to_a_locked_place(movement: dict[str, str], expected: str | None) -> None:
    row = {"movement_id": "V1", "taken_at": "2026-10-20T09:00", "returned_to": "L1"} | movement
    judged = found("STO-02", file_movements=row, storage_locations=CABINET)
    assert judged == ({"V1": expected} if expected else {})


def test_staff_papers_are_sealed_and_filed_after_payroll() -> None:
    paper = {"document_id": "D1", "owner_type": "staff", "doc_type": "medical_certificate", "filed_on": "2026-10-02"}
    assert found("STO-03", documents=paper | {"payroll_actioned_on": "2026-10-02"}) == {"D1": "complies"}
    assert found("STO-03", documents=paper | {"payroll_actioned_on": "2026-10-03"}) == {
        "D1": "breach filed_before_payroll"
    }
    assert found("STO-03", documents=paper | {"filed_on": ""}) == {"D1": "complies"}
    assert found("STO-03", documents=paper | {"doc_type": "medical_record"}) == {"D1": "breach not_sealed"}
    assert found("STO-03", documents=paper | {"doc_type": "medical_record", "owner_type": "applicant"}) == {}


@pytest.mark.parametrize(
    ("applicant", "expected"),
    [
        ({}, "complies"),
        ({"monitoring_detached_on": "2026-10-03"}, "breach detached_late"),
        ({"monitoring_detached_on": ""}, "breach detached_late"),
        ({"monitoring_detached_on": "", "applied_on": "2026-10-30"}, None),
        ({"applied_on": ""}, "undecided detached_late"),
        ({"form_location_id": "L1"}, "breach monitoring_with_form"),
        ({"monitoring_location_id": ""}, "complies"),
        ({"monitoring_location_id": "", "form_location_id": ""}, "undecided monitoring_with_form"),
    ],
)
def test_monitoring_is_detached_on_receipt(applicant: dict[str, str], expected: str | None) -> None:
    places = {"monitoring_location_id": "L1", "form_location_id": "L2"}
    row = {"applicant_id": "A1", "applied_on": "2026-10-01", "monitoring_detached_on": "2026-10-02"} | places
    assert found("STO-03", applicants=row | applicant) == ({"A1": expected} if expected else {})


# ACC-02, ACC-03, PAR-02, PAR-03

GRANT = {
    "grant_id": "G1",
    "holder_type": "staff",
    "holder_id": "S1",
    "scope_type": "case",
    "scope_id": "C1",
    "sections": "client",
    "starts_on": "2026-10-01",
    "authorised_by": "S2",
    "reason": "duty",
}
SIX = "client;third_party;restricted;personnel_open;personnel_sealed;monitoring"


@pytest.mark.parametrize(
    ("grant", "expected"),
    [
        ({}, "complies"),
        ({"sections": SIX}, "breach too_wide"),
        ({"scope_id": ""}, "breach too_wide"),
        ({"scope_type": "all", "holder_id": "S2", "authorised_by": "S1"}, "complies"),
        (
            {"scope_type": "all", "holder_id": "S2", "holder_type": "partner_staff", "authorised_by": "S1"},
            "breach too_wide",
        ),
        ({"authorised_by": "S1"}, "breach no_authoriser"),
        ({"reason": "n/a"}, "breach no_reason"),
        ({"scope_id": "C2"}, "complies"),
        ({"scope_id": "C3"}, "breach open_after_closure"),
        ({"scope_id": "C4"}, "undecided open_after_closure"),
        ({"holder_id": "S3"}, "breach open_after_leaving"),
        ({"ends_on": "2026-10-30"}, None),
        ({"starts_on": ""}, None),
    ],
)
def test_a_live_grant_is_no_wider_than_the_role(grant: dict[str, str], expected: str | None) -> None:
    staff = [
        {"staff_id": "S1", "role": "worker", "left_on": "2026-10-31"},
        {"staff_id": "S2", "role": "senior_manager"},
        {"staff_id": "S3", "role": "worker", "left_on": "2026-10-30"},
    ]
    closed = [
        {"case_id": case_id, "status": "closed", "closed_on": closed_on}
        for case_id, closed_on in (("C2", "2026-10-17"), ("C3", "2026-10-16"), ("C4", ""))
    ]
    judged = found("ACC-02", access_grants=GRANT | grant, staff=staff, cases=[CASE, *closed])
    assert judged == ({"G1": expected} if expected else {})


AGREED = {
    "agreement_id": "B1",
    "agency_id": "A1",
    "signed_on": "2026-10-01",
    "access_staff_agreed": "two",
    "access_circumstances_agreed": "joint work",
}


@pytest.mark.parametrize(
    ("grant", "agreement", "expected"),
    [
        ({}, {}, "complies"),
        ({}, {"signed_on": "2026-10-02"}, "breach no_agreement"),
        ({}, {"signed_on": ""}, "breach no_agreement"),
        ({}, {"review_due_on": "2026-10-01"}, "complies"),
        ({}, {"review_due_on": "2026-09-30"}, "breach no_agreement"),
        ({}, {"access_staff_agreed": "tbc"}, "breach staff_not_agreed"),
        ({}, {"access_circumstances_agreed": ""}, "breach circumstances_not_agreed"),
        ({"agency_id": ""}, {}, "breach agency_blank"),
        ({"starts_on": ""}, {}, "undecided"),
    ],
)
def test_partner_staff_have_access_by_agreement(grant: Any, agreement: Any, expected: str) -> None:
    row = GRANT | {"holder_type": "partner_staff", "agency_id": "A1"} | grant
    assert found("ACC-03", access_grants=row, sharing_agreements=AGREED | agreement) == {"G1": expected}


def test_a_partner_has_our_procedure_and_an_agreement_its_terms() -> None:
    agency = {"agency_id": "A1", "our_policy_sent_on": "2026-10-01"}
    assert found("PAR-02", agencies=agency) == {}
    assert found("PAR-02", agencies=agency, sharing_agreements=AGREED) == {"A1": "breach not_explained"}
    assert found("PAR-02", agencies=agency | {"is_partner": "no"}, sharing_agreements=AGREED) == {}
    assert found("PAR-03", sharing_agreements=AGREED | {"kind": "joint_working"}) == {"B1": "complies"}
    assert found("PAR-03", sharing_agreements=AGREED) == {"B1": "undecided"}
    managed = AGREED | {"kind": "management_agreement", "signed_on": ""}
    assert found("PAR-03", sharing_agreements=managed) == {"B1": "breach no_breach_clause;unsigned"}
