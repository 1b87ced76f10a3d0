"""PAR-01 to PAR-04 on agencies, agreements and what was shared with them, made by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports import Audited, pack_of
from tests.facts.hand_made import Cases, expected, export, judged, not_tested, rows, told

pytestmark = pytest.mark.engine

AGENCY = {"is_partner": "yes", "our_policy_sent_on": "2025-06-02", "requirements_explained_on": "2025-06-02"}
AGENCIES: Cases = {
    "A-good": ({"policy_seen_on": "2024-03-05", "assurance_on": "2024-03-05"}, "complies"),
    "A-not-sent": ({"our_policy_sent_on": ""}, "breach not_sent"),
    "A-sent-ahead": ({"our_policy_sent_on": "2026-04-01"}, "breach not_sent"),
    "A-not-explained": ({"requirements_explained_on": ""}, "breach not_explained"),
    "A-by-agreement": ({"is_partner": "", "our_policy_sent_on": ""}, "breach not_sent"),
    "A-unknown": ({"is_partner": "", "our_policy_sent_on": ""}, "out_of_scope"),
    "A-none": ({"is_partner": "no", "our_policy_sent_on": ""}, "out_of_scope"),
}
AGREEMENT = {
    "agency_id": "A-other", "kind": "management_agreement", "signed_on": "2026-01-05", "breach_clause": "yes",
    "access_staff_agreed": "Two named workers", "access_circumstances_agreed": "On shared cases",
}  # fmt: skip
PROTOCOL = {"agency_id": "A-good", "kind": "information_sharing_protocol", "breach_clause": ""}
AGREEMENTS: Cases = {
    "G-good": ({}, "complies"),
    "G-unsigned": ({"signed_on": ""}, "breach unsigned"),
    "G-to-come": ({"signed_on": "2026-04-01"}, "absent"),
    "G-no-staff": ({"access_staff_agreed": "tbc"}, "breach no_staff_term"),
    "G-no-circumstances": ({"access_circumstances_agreed": ""}, "breach no_circumstances_term"),
    "G-no-clause": ({"breach_clause": "", "agency_id": "A-by-agreement"}, "breach no_breach_clause"),
    "G-no-kind": ({"kind": "", "breach_clause": "no"}, "undecided"),
    "G-no-kind-clause": ({"kind": ""}, "complies"),
    "G-protocol": ({**PROTOCOL, "review_due_on": "2026-02-05"}, "complies"),
    "G-later": ({**PROTOCOL, "signed_on": "2026-03-10"}, "complies"),
    "G-wrong-kind": ({**PROTOCOL, "kind": "joint_working"}, "complies"),
    "G-unsigned-protocol": ({**PROTOCOL, "signed_on": ""}, "breach unsigned"),
}
SHARE = {
    "case_id": "K9", "subject_id": "P1", "subject_type": "client", "scope": "external", "recipient_kind": "police",
    "recipient_agency_id": "A-good", "info_categories": "identity", "basis": "consent",
    "disclosed_at": "2026-02-01T09:00:00",
}  # fmt: skip
BARE = {"disclosed_at": "2026-03-01"}  # a day on which no protocol is live
SHARES: Cases = {
    "S-good": ({}, "complies"),
    "S-signing-day": ({"disclosed_at": "2026-01-05"}, "complies"),
    "S-day-before": ({"disclosed_at": "2026-01-04T23:00:00"}, "breach no_live_agreement"),
    "S-review-day": ({"disclosed_at": "2026-02-05T23:00:00"}, "complies"),
    "S-past-review": ({"disclosed_at": "2026-02-06"}, "breach no_live_agreement"),
    "S-later": ({"disclosed_at": "2026-03-10"}, "complies"),
    "S-named": ({"agreement_id": "G-protocol"}, "complies"),
    "S-named-later": ({"agreement_id": "G-later"}, "breach no_live_agreement"),
    "S-named-other": ({"agreement_id": "G-good"}, "breach no_live_agreement"),
    "S-named-lost": ({"agreement_id": "G9"}, "breach no_live_agreement"),
    "S-wrong-kind": ({"agreement_id": "G-wrong-kind"}, "breach no_live_agreement"),
    "S-undated": ({"disclosed_at": ""}, "undecided agreement_live_unknown"),
    "S-by-law": ({**BARE, "basis": "court_order", "legal_reference": "Order of 2 March"}, "out_of_scope"),
    "S-by-law-unsaid": ({**BARE, "basis": "court_order", "legal_reference": "n/a"}, "breach no_live_agreement"),
    "S-no-basis": ({**BARE, "basis": "", "legal_reference": "Order of 2 March"}, "breach no_live_agreement"),
    "S-no-partner": ({**BARE, "recipient_agency_id": "A-none"}, "out_of_scope"),
    "S-lost-agency": ({**BARE, "recipient_agency_id": "A9"}, "out_of_scope"),
    "S-no-agency": ({**BARE, "recipient_agency_id": ""}, "absent"),
    "S-nobody-in-it": ({**BARE, "info_categories": "none_identifying"}, "absent"),
    "S-internal": ({**BARE, "scope": "internal", "recipient_kind": "staff_member"}, "absent"),
}
JOINT = {
    "agency_id": "A-joint", "started_on": "2025-12-01", "policy_checked_on": "2026-02-10", "assurance_on": "2026-02-10",
}  # fmt: skip
SEEN = {"agency_id": "A-good", "policy_checked_on": "", "assurance_on": ""}
JOINTS: Cases = {
    "J-good": ({"case_id": "K1"}, "complies"),
    "J-late": ({"case_id": "K2", "policy_checked_on": "2026-02-11"}, "breach checked_late"),
    "J-assured-late": ({"case_id": "K3", "assurance_on": "2026-02-11"}, "breach assured_late"),
    "J-unchecked": (
        {"case_id": "K4", "policy_checked_on": "", "assurance_on": "2026-04-01"},
        "breach no_assurance;policy_not_checked",
    ),
    "J-anniversary": ({"case_id": "K5", "policy_checked_on": "2024-03-05", "assurance_on": "2024-03-05"}, "complies"),
    "J-old": (
        {"case_id": "K6", "policy_checked_on": "2024-03-04", "assurance_on": "2024-03-04"},
        "breach assurance_old;check_old",
    ),
    "J-of-agency": ({**SEEN, "case_id": "K7"}, "complies"),
    "J-own-first": ({**SEEN, "case_id": "K7", "policy_checked_on": "2026-02-11"}, "breach checked_late"),
    "J-undated-only": ({"case_id": "K8", "policy_checked_on": ""}, "out_of_scope"),
    "J-nothing-shared": ({"case_id": "K0", "policy_checked_on": ""}, "out_of_scope"),
}
FIRST, LAST = {"disclosed_at": "2026-02-10T09:00:00"}, {"disclosed_at": "2026-03-05"}
JOINT_SHARES = [
    {**SHARE, "case_id": f"K{case}", "recipient_agency_id": "A-good" if case == 7 else "A-joint", **day}
    for case in range(1, 8)
    for day in (FIRST, LAST, {**FIRST, "disclosed_at": ""})
]
TO_OTHERS = [
    {**SHARE, "case_id": "K8", "recipient_agency_id": "A-joint", "disclosed_at": ""},
    {**SHARE, "case_id": "K1", "recipient_agency_id": "A-joint", "disclosed_at": "2025-01-05",
     "info_categories": "none_identifying"},
    {**SHARE, "case_id": "K0", "recipient_agency_id": "A-none"},
]  # fmt: skip
TOLD: Cases = {
    "T-good": ({"case_id": "K1", "agency_told_of_protocol_on": "2026-02-10"}, "complies"),
    "T-late": ({"case_id": "K1", "agency_told_of_protocol_on": "2026-02-11"}, "breach agency_not_told"),
    "T-never": ({"case_id": "K0"}, "breach agency_not_told"),
    "T-nothing-shared": ({"case_id": "K0", "agency_told_of_protocol_on": "2026-03-30"}, "complies"),
    "T-lost-protocol": ({"case_id": "K1", "agreement_id": "G9"}, "breach agency_not_told"),
    "T-no-protocol": ({"case_id": "K1", "agreement_id": ""}, "out_of_scope"),
}
NUMBERED = [{**row, "disclosure_id": f"N-{place}"} for place, row in enumerate([*JOINT_SHARES, *TO_OTHERS])]
TABLES = {
    "agencies": rows("agencies", AGENCY, AGENCIES),
    "sharing_agreements": rows("sharing_agreements", AGREEMENT, AGREEMENTS),
    "disclosures": [*rows("disclosures", SHARE, SHARES), *NUMBERED],
    "joint_working": [
        *rows("joint_working", JOINT, JOINTS),
        *rows("joint_working", {**JOINT, "agreement_id": "G-protocol"}, TOLD),
    ],
}


@pytest.fixture(scope="module")
def partners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    with export(TABLES, tmp_path_factory.mktemp("partners")) as found:
        yield found


def test_each_joint_case_comes_out_as_it_should(partners: Audited) -> None:
    assert told(partners, "PAR-01", JOINTS) == expected(JOINTS)


def test_each_agency_comes_out_as_it_should(partners: Audited) -> None:
    assert told(partners, "PAR-02", AGENCIES) == expected(AGENCIES)


def test_each_agreement_comes_out_as_it_should(partners: Audited) -> None:
    assert told(partners, "PAR-03", AGREEMENTS) == expected(AGREEMENTS)


def test_each_disclosure_to_a_partner_and_each_protocol_comes_out_as_it_should(partners: Audited) -> None:
    assert told(partners, "PAR-04", SHARES, TOLD) == expected(SHARES, TOLD)


def test_a_pack_asks_for_one_side_only(partners: Audited) -> None:
    came = judged(partners, "PAR-04", pack_of("derbyshire"))
    assert (came["T-late"], came["S-past-review"]) == ("complies", "breach no_live_agreement")
    came = judged(partners, "PAR-04", pack_of("women-dvpp"))
    assert (came["T-late"], came["S-past-review"]) == ("breach agency_not_told", "complies")


def test_a_list_of_kinds_that_is_off_asks_for_no_agreement_and_an_empty_one_accepts_none(partners: Audited) -> None:
    off = judged(partners, "PAR-04", pack_of("combined", partner__agreement_kinds="off"))
    assert [record for record in SHARES if record in off] == []
    assert off["T-late"] == "breach agency_not_told"
    assert judged(partners, "PAR-04", pack_of("combined", partner__agreement_kinds="none"))["S-good"] == (
        "breach no_live_agreement"
    )


def test_years_that_are_off_make_no_check_old(partners: Audited) -> None:
    came = judged(partners, "PAR-01", pack_of("combined", partner__assurance_years="off"))
    assert (came["J-old"], came["J-late"]) == ("complies", "breach checked_late")


def test_without_agencies_the_dates_of_the_case_still_tell(tmp_path: Path) -> None:
    with export(TABLES, tmp_path, absent=["agencies"]) as found:
        came = judged(found, "PAR-01")
        assert (came["J-good"], came["J-late"]) == ("complies", "breach checked_late")
        assert came["J-of-agency"].startswith("undecided")


def test_without_agreements_who_is_a_partner_may_not_be_known(tmp_path: Path) -> None:
    with export(TABLES, tmp_path, absent=["sharing_agreements"]) as found:
        came = judged(found, "PAR-02")
        assert (came["A-unknown"], came["A-not-sent"]) == ("undecided scope_not_testable", "breach not_sent")
        assert not_tested(found, "PAR-03") == not_tested(found, "PAR-04") == "table sharing_agreements absent"


def test_without_joint_working_only_disclosures_are_judged(tmp_path: Path) -> None:
    with export(TABLES, tmp_path, absent=["joint_working"]) as found:
        assert not_tested(found, "PAR-01") == "table joint_working absent"
        assert judged(found, "PAR-04")["S-past-review"] == "breach no_live_agreement"
