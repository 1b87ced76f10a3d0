"""STO-01 and STO-02 on places, files and movements made by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports import Audited, pack_of
from tests.facts.hand_made import Cases, expected, export, judged, not_tested, rows, told

pytestmark = pytest.mark.engine

PLACE = {
    "kind": "locked_cabinet", "locked": "yes", "password_protected": "yes", "it_policy_compliant": "yes",
    "holds_personal_data": "yes", "last_checked_on": "2025-03-31", "last_cleared_on": "2026-03-01",
}  # fmt: skip
PHONE = {"kind": "mobile_phone", "locked": ""}
PLACES: Cases = {
    "L-good": ({}, "complies"),
    "L-checked-long-ago": ({"last_checked_on": "2025-03-30"}, "breach check_overdue"),
    "L-never-checked": ({"last_checked_on": ""}, "breach check_overdue"),
    "L-checked-ahead": ({"last_checked_on": "2026-04-01"}, "breach check_overdue"),
    "L-unlocked": ({"locked": ""}, "breach unlocked"),
    "L-room": ({"kind": "locked_room"}, "breach kind_not_accepted"),
    "L-desk": ({"kind": "desk", "locked": "no"}, "breach kind_not_accepted;unlocked"),
    "L-no-kind": ({"kind": "", "locked": ""}, "breach kind_not_accepted"),
    "L-archive-open": ({"kind": "secure_archive"}, "breach archive_in_use"),
    "L-archive-closed": ({"kind": "secure_archive"}, "complies"),
    "L-system": ({"kind": "case_system", "locked": "", "last_cleared_on": ""}, "complies"),
    "L-laptop": (
        {"kind": "laptop", "password_protected": "no", "it_policy_compliant": ""},
        "breach no_password;not_compliant",
    ),
    "L-phone": (PHONE, "complies"),
    "L-phone-long-ago": ({**PHONE, "last_cleared_on": "2026-02-28"}, "breach not_cleared"),
    "L-stick-never": ({**PHONE, "kind": "removable_media", "last_cleared_on": ""}, "breach not_cleared"),
    "L-nothing-personal": ({"kind": "desk", "holds_personal_data": "no"}, "out_of_scope"),
    "L-perhaps-personal": ({"kind": "desk", "holds_personal_data": ""}, "breach kind_not_accepted"),
}
FILE = {"storage_location_id": "L-good", "status": "open"}
FILES: Cases = {
    "F-good": ({}, "complies"),
    "F-archive": ({"storage_location_id": "L-archive-open"}, "complies"),
    "F-archive-closed": ({"storage_location_id": "L-archive-closed", "status": "closed"}, "complies"),
    "F-nowhere": ({"storage_location_id": ""}, "breach no_location"),
    "F-lost": ({"storage_location_id": "L9"}, "breach no_location"),
    "F-status-unknown": ({"storage_location_id": "", "status": ""}, "breach no_location"),
    "F-destroyed": ({"storage_location_id": "", "status": "destroyed"}, "out_of_scope"),
}
PAPERS: Cases = {
    "D-good": ({"owner_type": "case", "owner_id": "F-good"}, "complies"),
    "D-nowhere": ({"owner_type": "staff", "storage_location_id": ""}, "breach no_location"),
    "D-lost": ({"owner_type": "", "storage_location_id": "L9"}, "breach no_location"),
    "D-destroyed": ({"owner_type": "case", "owner_id": "F-destroyed", "storage_location_id": ""}, "breach no_location"),
}

MOVE = {
    "file_type": "case", "file_id": "F-good", "taken_at": "2026-03-05T09:00:00", "returned_at": "2026-03-06T09:00:00",
    "returned_to": "L-good",
}  # fmt: skip
MOVES: Cases = {
    "M-good": ({}, "complies"),
    "M-second-late": ({"returned_at": "2026-03-06T09:00:01"}, "breach returned_late"),
    "M-untimed": ({"returned_at": "2026-03-06"}, "complies"),
    "M-untimed-late": ({"taken_at": "2026-03-05", "returned_at": "2026-03-07T00:00:01"}, "breach returned_late"),
    "M-before": ({"returned_at": "2026-03-04"}, "complies"),
    "M-out": ({"returned_at": "", "returned_to": ""}, "breach not_returned"),
    "M-out-today": ({"taken_at": "2026-03-31T08:00:00", "returned_at": "", "returned_to": ""}, "out_of_scope"),
    "M-out-yesterday": ({"taken_at": "2026-03-30T23:59:59", "returned_at": ""}, "breach not_returned"),
    "M-out-untimed": ({"taken_at": "2026-03-30", "returned_at": ""}, "out_of_scope"),
    "M-unsecured": ({"returned_to": "L-unlocked"}, "breach returned_unsecured"),
    "M-room": ({"returned_to": "L-room"}, "breach returned_unsecured"),
    "M-no-kind": ({"returned_to": "L-no-kind"}, "breach returned_unsecured"),
    "M-nowhere": ({"returned_to": ""}, "breach returned_unsecured"),
    "M-lost": ({"returned_to": "L9", "returned_at": "2026-03-09"}, "breach returned_late;returned_unsecured"),
    "M-undated": ({"taken_at": ""}, "undecided taking_not_recorded"),
    "M-undated-out": ({"taken_at": "", "returned_at": ""}, "undecided taking_not_recorded"),
    "M-undated-lost": ({"taken_at": "", "returned_to": "L9"}, "breach returned_unsecured"),
}
TABLES = {
    "storage_locations": rows("storage_locations", PLACE, PLACES),
    "cases": rows("cases", FILE, FILES),
    "documents": rows("documents", FILE, PAPERS),
    "file_movements": rows("file_movements", MOVE, MOVES),
}


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    with export(TABLES, tmp_path_factory.mktemp("stored")) as found:
        yield found


def test_each_place_and_file_comes_out_as_it_should(stored: Audited) -> None:
    assert told(stored, "STO-01", PLACES, FILES, PAPERS) == expected(PLACES, FILES, PAPERS)


def test_each_file_taken_out_comes_out_as_it_should(stored: Audited) -> None:
    assert told(stored, "STO-02", MOVES) == expected(MOVES)


def test_a_pack_asks_for_less(stored: Audited) -> None:
    came = judged(stored, "STO-01", pack_of("derbyshire"))
    asked = ("L-never-checked", "L-phone-long-ago", "L-archive-open", "L-room", "L-laptop", "L-unlocked")
    assert [came[record] for record in asked] == ["complies"] * 4 + ["breach no_password", "breach unlocked"]


def test_hours_that_are_off_raise_and_ask_nothing(stored: Audited) -> None:
    came = judged(stored, "STO-02", pack_of("combined", hours__file_out="off"))
    records = ("M-second-late", "M-undated", "M-out", "M-nowhere")
    assert [came[record] for record in records] == ["complies", "complies", "out_of_scope", "breach returned_unsecured"]


def test_without_the_places_a_file_that_was_put_nowhere_is_still_told(tmp_path: Path) -> None:
    with export(TABLES, tmp_path, absent=["storage_locations"]) as found:
        assert not_tested(found, "STO-01") == "table storage_locations absent"
        came = judged(found, "STO-02")
        assert came["M-nowhere"] == "breach returned_unsecured"
        assert came["M-good"] == "undecided returned_unsecured_not_testable"


def test_with_no_place_at_all_every_file_is_told(tmp_path: Path) -> None:
    with export({**TABLES, "storage_locations": []}, tmp_path) as found:
        came = judged(found, "STO-01")
        assert (came["F-good"], came["D-good"]) == ("breach no_location", "breach no_location")


def test_without_cases_the_places_and_documents_are_judged(tmp_path: Path) -> None:
    with export(TABLES, tmp_path, absent=["cases"]) as found:
        came = judged(found, "STO-01")
        assert (came["L-good"], came["D-good"], came["L-unlocked"]) == ("complies", "complies", "breach unlocked")
        assert came["L-archive-closed"] == "undecided archive_in_use_not_testable"
