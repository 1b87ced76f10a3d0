"""PAR-01, PAR-04, TRN-04 and TRN-05 by hand-made examples."""

from __future__ import annotations

from typing import Any

import pytest

from .judged import COMPLIES, OUT, UNDECIDED, Tables, breach, outcome
from .test_reference_shares import SHARED, VICTIM, share

JOINT = {"joint_id": "JW1", "case_id": "C1", "agency_id": "A1"}
LATER = SHARED | {"disclosure_id": "DI2", "disclosed_at": "2026-10-30"}


def joint(check: str, row: dict[str, str], **tables: Any) -> tuple[str, str]:
    rows: Tables = {"joint_working": [JOINT | row], "disclosures": [SHARED, LATER], "cases": [VICTIM], **tables}
    return outcome(check, "JW1", rows)


@pytest.mark.parametrize(
    ("row", "agency", "expected"),
    [
        ({"policy_checked_on": "2026-10-24", "assurance_on": "2026-10-24"}, {}, COMPLIES),
        ({"policy_checked_on": "2026-10-25", "assurance_on": ""}, {}, breach("checked_late", "no_assurance")),
        ({}, {"policy_seen_on": "2024-10-30", "assurance_on": "2024-10-29"}, breach("assurance_old")),
        ({"policy_checked_on": "2026-10-25"}, {"policy_seen_on": "2026-10-01", "assurance_on": "2026-10-01"},
         breach("checked_late")),
    ],
)  # fmt: skip
def test_the_other_agency_is_checked_before_the_first_share(row: Any, agency: Any, expected: Any) -> None:
    assert joint("PAR-01", row, agencies=[{"agency_id": "A1", **agency}]) == expected


def test_without_a_dated_share_there_is_nothing_to_check_first() -> None:
    assert joint("PAR-01", {}, disclosures=[SHARED | {"disclosed_at": ""}]) == OUT
    assert joint("PAR-01", {}, disclosures=[SHARED | {"info_categories": "none_identifying"}]) == OUT


AGREED = {"agreement_id": "AG1", "agency_id": "A1", "kind": "information_sharing_protocol", "signed_on": "2026-10-24"}


@pytest.mark.parametrize(
    ("changes", "row", "expected"),
    [
        ({}, {"review_due_on": "2026-10-24"}, COMPLIES),
        ({}, {"review_due_on": "2026-10-23"}, breach("no_live_agreement")),
        ({}, {"signed_on": "2026-10-25"}, breach("no_live_agreement")),
        ({}, {"kind": "joint_working"}, breach("no_live_agreement")),
        ({"agreement_id": "AG2"}, {}, breach("no_live_agreement")),
        ({"basis": "court_order", "legal_reference": "Invented"}, {"signed_on": ""}, OUT),
        ({"disclosed_at": ""}, {}, UNDECIDED),
        ({"recipient_agency_id": ""}, {}, OUT),
    ],
)
def test_a_partner_is_told_under_a_live_agreement(changes: Any, row: Any, expected: Any) -> None:
    agencies = [{"agency_id": "A1", "is_partner": "yes"}]
    assert share("PAR-04", changes, agencies=agencies, sharing_agreements=[AGREED | row]) == expected


def test_a_partner_knows_the_protocol_before_the_first_share() -> None:
    assert joint("PAR-04", {"agreement_id": "AG1", "agency_told_of_protocol_on": "2026-10-24"}) == COMPLIES
    assert joint("PAR-04", {"agreement_id": "AG1", "agency_told_of_protocol_on": "2026-10-25"}) == breach(
        "agency_not_told"
    )
    assert joint("PAR-04", {"agreement_id": "AG1"}) == breach("agency_not_told")
    assert joint("PAR-04", {}) == OUT


def test_joint_working_is_explained_before_the_first_share() -> None:
    told = {"client_told_on": "2026-10-24", "told": "what;how_protected"}
    assert joint("TRN-05", told) == COMPLIES
    assert joint("TRN-05", told | {"client_told_on": "2026-10-25"}) == breach("told_late")
    assert joint("TRN-05", {}) == breach("not_told", "told_missing_how_protected", "told_missing_what")
    man = [VICTIM | {"client_group": "man_dvpp"}]
    assert joint("TRN-05", told, cases=man) == breach("told_missing_why")
    assert joint("TRN-05", {"client_told_on": "2026-10-24"}, cases=[VICTIM | {"client_group": "child"}]) == COMPLIES


def test_a_report_on_a_programme_man_is_explained_to_him_first() -> None:
    man = [VICTIM | {"client_group": "man_dvpp"}]
    notice = {"notice_id": "NO1", "recipient_id": "P1", "kind": "report_explained", "given_on": "2026-10-24"}
    report = {"document_id": "DO1"}
    assert share("TRN-05", report, cases=man, notices=[notice]) == COMPLIES
    late = notice | {"given_on": "2026-10-25"}
    assert share("TRN-05", report, cases=man, notices=[late]) == breach("no_report_notice")
    excused = notice | {"not_given_reason": "not_practicable"}
    assert share("TRN-05", report, cases=man, notices=[excused]) == breach("no_report_notice")
    assert share("TRN-05", report | {"disclosed_at": ""}, cases=man, notices=[notice]) == UNDECIDED
    assert share("TRN-05", {}, cases=man) == OUT


REFERRED = {
    "referral_id": "RF1",
    "person_id": "P1",
    "case_id": "C1",
    "direction": "out",
    "made_on": "2026-10-24",
    "family_conversation_on": "2026-10-24",
    "told_of_referral_on": "2026-10-24",
}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, COMPLIES),
        ({"told_of_referral_on": "2026-10-25"}, breach("not_told")),
        ({"family_conversation_on": "", "told_of_referral_on": ""}, breach("no_conversation", "not_told")),
        ({"told_of_referral_on": "", "not_told_reason": "risk_to_child"}, breach("reason_without_decision")),
        ({"told_of_referral_on": "", "not_told_reason": "risk_to_child", "decision_id": "DE1"}, COMPLIES),
        ({"not_told_reason": "risk_to_child"}, COMPLIES),
        ({"made_on": ""}, UNDECIDED),
        ({"made_on": "", "told_of_referral_on": ""}, breach("not_told")),
        ({"direction": ""}, OUT),
    ],
)
def test_a_family_is_told_of_a_referral(changes: Any, expected: Any) -> None:
    tables: Tables = {
        "referrals": [REFERRED | changes],
        "cases": [VICTIM | {"client_group": "parent_carer"}],
        "decisions": [{"decision_id": "DE1", "rationale": "it would have put him in danger"}],
    }
    assert outcome("TRN-04", "RF1", tables) == expected


def test_a_reason_off_the_list_stands_beside_what_it_does_not_excuse() -> None:
    row = REFERRED | {"told_of_referral_on": "", "not_told_reason": "risk_to_child"}
    tables: Tables = {"referrals": [row], "cases": [VICTIM | {"client_group": "child"}]}
    listed = ["prejudice_crime"]
    found = outcome("TRN-04", "RF1", tables, referral__not_told_reasons=listed)
    assert found == breach("not_told", "reason_not_accepted")
