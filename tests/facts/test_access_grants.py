"""ACC-02 and ACC-03 on grants made by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports import Audited, pack_of
from tests.facts.hand_made import Cases, expected, export, judged, not_tested, rows, told

pytestmark = pytest.mark.engine

STAFF = [
    {"staff_id": "S1", "role": "worker", "started_on": "2020-01-06"},
    {"staff_id": "S2", "role": "senior_manager", "started_on": "2020-01-06"},
    {"staff_id": "S3", "role": "", "started_on": "2020-01-06"},
    {"staff_id": "LEFT", "role": "worker", "started_on": "2020-01-06", "left_on": "2026-03-30"},
    {"staff_id": "LEAVING", "role": "worker", "started_on": "2020-01-06", "left_on": "2026-03-31"},
]
CASES = [
    {"case_id": "OPEN", "status": "open"},
    {"case_id": "LAST-DAY", "status": "closed", "closed_on": "2026-03-17"},
    {"case_id": "CLOSED", "status": "closed", "closed_on": "2026-03-16"},
    {"case_id": "UNDATED", "status": "archived"},
    {"case_id": "UNKNOWN", "closed_on": "2026-03-16"},
]
EVERY = "client;third_party;restricted;personnel_open;personnel_sealed;monitoring"
OWN = {
    "holder_type": "staff", "holder_id": "S1", "scope_type": "case", "scope_id": "OPEN", "sections": "client",
    "starts_on": "2026-01-05", "authorised_by": "S2", "reason": "She works with the family",
}  # fmt: skip
GRANTS: Cases = {
    "G-good": ({}, "complies"),
    "G-today": ({"starts_on": "2026-03-31", "ends_on": "2026-03-31"}, "complies"),
    "G-ended": ({"ends_on": "2026-03-30", "scope_type": "all"}, "out_of_scope"),
    "G-undated": ({"starts_on": "", "scope_type": "all"}, "out_of_scope"),
    "G-to-come": ({"starts_on": "2026-04-01", "scope_type": "all"}, "absent"),
    "G-all": ({"scope_type": "all", "scope_id": ""}, "breach too_wide"),
    "G-all-manager": ({"scope_type": "all", "holder_id": "S2", "authorised_by": "S1"}, "complies"),
    "G-all-no-role": ({"scope_type": "all", "holder_id": "S3"}, "breach too_wide"),
    "G-all-nobody": ({"scope_type": "all", "holder_id": "S9"}, "breach too_wide"),
    "G-all-partner": (
        {"scope_type": "all", "holder_type": "partner_staff", "holder_id": "S2", "authorised_by": "S1"},
        "breach too_wide",
    ),
    "G-every-section": ({"scope_type": "service", "scope_id": "iss", "sections": EVERY}, "breach too_wide"),
    "G-five-sections": ({"sections": EVERY.removesuffix(";monitoring")}, "complies"),
    "G-no-case": ({"scope_id": ""}, "breach too_wide"),
    "G-no-case-manager": ({"scope_id": "", "holder_id": "S2", "authorised_by": "S1"}, "complies"),
    "G-no-sections": ({"sections": ""}, "undecided"),
    "G-no-scope": ({"scope_type": ""}, "undecided"),
    "G-no-authoriser": ({"authorised_by": ""}, "breach no_authoriser"),
    "G-lost-authoriser": ({"authorised_by": "S9"}, "breach no_authoriser"),
    "G-own-authoriser": ({"authorised_by": "S1"}, "breach no_authoriser"),
    "G-no-reason": ({"reason": "as discussed"}, "breach no_reason"),
    "G-last-day": ({"scope_id": "LAST-DAY"}, "complies"),
    "G-closed": ({"scope_id": "CLOSED"}, "breach open_after_closure"),
    "G-closed-undated": ({"scope_id": "UNDATED"}, "undecided"),
    "G-status-unknown": ({"scope_id": "UNKNOWN"}, "undecided"),
    "G-lost-case": ({"scope_id": "NOWHERE"}, "undecided"),
    "G-service": ({"scope_type": "service", "scope_id": "CLOSED"}, "complies"),
    "G-left": ({"holder_id": "LEFT"}, "breach open_after_leaving"),
    "G-leaving": ({"holder_id": "LEAVING"}, "complies"),
}

SIGNED = {"agency_id": "A1", "kind": "joint_working", "signed_on": "2026-01-05"}
BOTH = {"access_staff_agreed": "Two named workers", "access_circumstances_agreed": "On shared cases"}
AGREEMENTS = [
    {**SIGNED, **BOTH, "agreement_id": "T1", "review_due_on": "2026-02-05"},
    {**SIGNED, "agreement_id": "T2", "agency_id": "A2", "access_staff_agreed": "tbc"},
    {**SIGNED, "agreement_id": "T3", "agency_id": "A3", "access_staff_agreed": "Two named workers"},
    {**SIGNED, "agreement_id": "T4", "agency_id": "A3", "access_circumstances_agreed": "On shared cases"},
    {**SIGNED, **BOTH, "agreement_id": "T5", "agency_id": "A4", "signed_on": ""},
]
PARTNER = {**OWN, "holder_type": "partner_staff", "holder_id": "X1", "agency_id": "A1"}
PARTNERS: Cases = {
    "P-signing-day": ({}, "complies"),
    "P-review-day": ({"starts_on": "2026-02-05"}, "complies"),
    "P-past-review": ({"starts_on": "2026-02-06"}, "breach no_agreement"),
    "P-day-early": ({"starts_on": "2026-01-04"}, "breach no_agreement"),
    "P-no-terms": ({"agency_id": "A2"}, "breach circumstances_not_agreed;staff_not_agreed"),
    "P-terms-in-two": ({"agency_id": "A3"}, "complies"),
    "P-unsigned": ({"agency_id": "A4"}, "breach no_agreement"),
    "P-none": ({"agency_id": "A9"}, "breach no_agreement"),
    "P-no-agency": ({"agency_id": ""}, "breach agency_blank"),
    "P-undated": ({"starts_on": ""}, "undecided start_not_recorded"),
    "P-ended": ({"starts_on": "2025-01-05", "ends_on": "2025-06-30"}, "breach no_agreement"),
}
TABLES = {
    "staff": STAFF, "cases": CASES, "sharing_agreements": AGREEMENTS,
    "access_grants": [*rows("access_grants", OWN, GRANTS), *rows("access_grants", PARTNER, PARTNERS)],
}  # fmt: skip


@pytest.fixture(scope="module")
def grants(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    with export(TABLES, tmp_path_factory.mktemp("grants")) as found:
        yield found


def test_each_live_grant_comes_out_as_it_should(grants: Audited) -> None:
    assert told(grants, "ACC-02", GRANTS) == expected(GRANTS)


def test_each_grant_to_partners_staff_comes_out_as_it_should(grants: Audited) -> None:
    assert told(grants, "ACC-03", PARTNERS) == expected(PARTNERS)


def test_a_grant_to_ones_own_staff_needs_no_agreement(grants: Audited) -> None:
    came = judged(grants, "ACC-03")
    assert (came["G-good"], came["G-all-partner"]) == ("out_of_scope", "breach agency_blank")


def test_a_list_or_limit_that_is_off_raises_nothing(grants: Audited) -> None:
    assert judged(grants, "ACC-02", pack_of("combined", access__wide_roles="off"))["G-all"] == "complies"
    assert (
        judged(grants, "ACC-02", pack_of("combined", access__wide_roles="none"))["G-all-manager"] == "breach too_wide"
    )
    off = judged(grants, "ACC-02", pack_of("combined", days__grant_after_closure="off"))
    assert (off["G-closed"], off["G-closed-undated"]) == ("complies", "complies")


def test_what_an_absent_table_would_tell_is_not_called_certain(tmp_path: Path) -> None:
    with export(TABLES, tmp_path / "agreements", absent=["sharing_agreements"]) as found:
        came = judged(found, "ACC-03")
        assert came["P-signing-day"].startswith("undecided")
        assert came["P-no-agency"] == "breach agency_blank"
    with export(TABLES, tmp_path / "cases", absent=["cases"]) as found:
        came = judged(found, "ACC-02")
        assert came["G-good"].startswith("undecided")
        assert came["G-every-section"] == "breach too_wide"
    with export(TABLES, tmp_path / "grants", absent=["access_grants"]) as found:
        assert not_tested(found, "ACC-02") == "table access_grants absent"
