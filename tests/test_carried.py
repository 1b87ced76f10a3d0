"""What people write into a worklist goes on in the next month's, whatever else they do to the workbook."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from months import OTHER_RULE, RULE, audit, keep
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from checks.output import worklist
from checks.output.worklist import FIELDS
from checks.output.worklist_sheets import BY_TEAM, NOT_HERE, NOT_MATCHED
from checks.runs import following
from checks.runs.folders import MonthFiles

FOUND = ((RULE, "D1", "blank"), (RULE, "D2", "blank;too_short"), (OTHER_RULE, "D3", "late"))


def listed(reports: Path, month: str, *found: tuple[str, ...], **given: dict[tuple[str, ...], str]) -> Path:
    """A month's worklist, made as a run makes it; where it stands."""
    audited = audit(month, *found, **given)  # type: ignore[arg-type]
    followed = keep(reports, audited)
    files = MonthFiles(reports, month)
    made = files.worklist.with_suffix(".new")
    worklist.write(audited, made, followed=followed, notes=following.notes(files))
    return made.replace(files.worklist)


def worked(path: Path, change: Callable[[Workbook], None]) -> None:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def place(sheet: Worksheet, heading: str) -> int:
    return [cell.value for cell in sheet[1]].index(heading) + 1


def write(sheet: Worksheet, record: str, **cells: object) -> None:
    """Fill in the row of a record, as a person does."""
    (row,) = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, place(sheet, "Record")).value == record]
    for heading, value in cells.items():
        sheet.cell(row, place(sheet, heading)).value = value


def read(path: Path, name: str = "Findings") -> dict[object, dict[str, object]]:
    """The rows of a sheet, by record, as heading -> cell."""
    header, *rows = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
    told = [{str(heading): cell for heading, cell in zip(header, row, strict=True)} for row in rows]
    return {row["Record"]: row for row in told}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return tmp_path / "reports"


def test_owner_date_and_notes_go_on_and_a_date_nobody_set_stays_what_it_was(reports: Path) -> None:
    january = listed(reports, "2026-01", *FOUND)
    assert read(january)["D1"]["Due"] == datetime(2026, 2, 4)
    worked(
        january,
        lambda book: write(
            book["Findings"], "D2", Owner="Sam", Due=date(2026, 3, 9), Notes='+44 rang\nthe "team", café'
        ),
    )
    told = read(listed(reports, "2026-02", *FOUND))
    assert (told["D2"]["Owner"], told["D2"]["Due"], told["D2"]["Notes"]) == (
        "Sam", datetime(2026, 3, 9), "+44 rang\nthe \"team\", café",
    )  # fmt: skip
    assert (told["D1"]["Owner"], told["D1"]["Due"], told["D1"]["State"]) == (None, datetime(2026, 2, 4), "Persisting")
    assert told["D1"]["Since"] == "2026-01"


def test_sorting_filtering_renaming_cutting_and_adding_columns_loses_nothing(reports: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Findings"]
        write(sheet, "D1", Owner="Sam", Notes="rang")
        write(sheet, "D3", Notes="wrote")
        sheet.cell(1, sheet.max_column + 1, "Seen by")
        write(sheet, "D3", **{"Seen by": "Ali"})
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), start=2):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column, value)
        for heading in ("Why it matters", "Kind of record"):
            sheet.delete_cols(place(sheet, heading))
        sheet.cell(1, place(sheet, "Reference"), "Ref.")
        (cut,) = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, place(sheet, "Record")).value == "D2"]
        sheet.delete_rows(cut)
        sheet.auto_filter.ref = None
        sheet.title = "To do"

    worked(listed(reports, "2026-01", *FOUND), change)
    february = listed(reports, "2026-02", *FOUND)
    told = read(february)
    assert (told["D1"]["Owner"], told["D1"]["Notes"]) == ("Sam", "rang")
    assert (told["D3"]["Notes"], told["D3"]["Seen by"]) == ("wrote", "Ali")
    assert told["D2"]["Owner"] is None
    assert NOT_MATCHED not in openpyxl.load_workbook(february).sheetnames
    assert read(listed(reports, "2026-03", *FOUND))["D3"]["Seen by"] == "Ali"


def test_what_cannot_be_matched_is_kept_on_a_sheet_of_its_own_from_month_to_month(reports: Path) -> None:
    def change(book: Workbook) -> None:
        write(book["Findings"], "D1", Notes="orphaned", Reference="rubbed out")
        sheet = book["Findings"]
        sheet.cell(sheet.max_row + 1, place(sheet, "What"), "a row of ours")

    worked(listed(reports, "2026-01", *FOUND), change)
    for month in ("2026-02", "2026-03"):
        path = listed(reports, month, *FOUND)
        kept = read(path, NOT_MATCHED)
        assert (kept["D1"]["Notes"], kept["D1"]["Rule"]) == ("orphaned", RULE)
        assert kept[None]["What"] == "a row of ours"
    assert read(path)["D1"]["Notes"] is None


def test_what_was_written_to_a_resolved_finding_is_kept_and_comes_back_with_it(reports: Path) -> None:
    worked(listed(reports, "2026-01", *FOUND), lambda book: write(book["Findings"], "D1", Owner="Sam", Notes="mended"))
    february = listed(reports, "2026-02", *FOUND[1:], again={FOUND[0][:2]: "complies"})
    kept = read(february, NOT_HERE)
    assert (kept["D1"]["State"], kept["D1"]["Notes"]) == ("Resolved", "mended")
    march = read(listed(reports, "2026-03", *FOUND))
    assert (march["D1"]["State"], march["D1"]["Notes"], march["D1"]["Due"]) == (
        "Returned", "mended", datetime(2026, 4, 4),
    )  # fmt: skip


def test_words_in_the_place_of_a_date_are_kept_and_the_findings_own_day_counts(reports: Path) -> None:
    worked(listed(reports, "2026-01", FOUND[0]), lambda book: write(book["Findings"], "D1", Due="after Easter"))
    february = listed(reports, "2026-02", FOUND[0])
    assert read(february)["D1"]["Due"] == "after Easter"
    header, row, *_ = openpyxl.load_workbook(february)[BY_TEAM].iter_rows(values_only=True)
    assert row[header.index("Overdue")] == 1


def test_a_month_run_again_keeps_what_people_wrote_in_it_already(reports: Path) -> None:
    worked(listed(reports, "2026-01", *FOUND), lambda book: write(book["Findings"], "D1", Owner="Sam", Notes="old"))
    worked(listed(reports, "2026-02", *FOUND), lambda book: write(book["Findings"], "D1", Owner=None, Notes="new"))
    again = listed(reports, "2026-02", *FOUND)
    told = read(again)["D1"]
    assert (told["Owner"], told["Notes"]) == (None, "new")
    before = again.read_bytes()
    assert listed(reports, "2026-02", *FOUND).read_bytes() == before


@pytest.mark.parametrize("content", [b"PK\x03\x04 cut short", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 a password", b""])
def test_a_worklist_that_cannot_be_read_is_told_and_left_as_it_is(reports: Path, content: bytes) -> None:
    january = listed(reports, "2026-01", *FOUND)
    january.write_bytes(content)
    february = listed(reports, "2026-02", *FOUND)
    first = openpyxl.load_workbook(february).worksheets[0]
    told = {row[0]: str(row[1]) for row in first.iter_rows(values_only=True)}
    assert told["Not carried forward"].startswith(f"{january.name} could not be read")
    assert "Carried forward" not in told
    assert january.read_bytes() == content
    assert len(read(february)) == len(FOUND)


def test_the_whole_list_takes_up_what_a_service_wrote_where_nobody_wrote_in_it(reports: Path) -> None:
    january = listed(reports, "2026-01", *FOUND)
    service = MonthFiles(reports, "2026-01").worklist_of("refuge")
    service.write_bytes(january.read_bytes())
    worked(january, lambda book: write(book["Findings"], "D1", Owner="Sam"))
    worked(service, lambda book: write(book["Findings"], "D1", Owner="Ali"))
    worked(service, lambda book: write(book["Findings"], "D3", Owner="Ali"))
    told = read(listed(reports, "2026-02", *FOUND))
    assert (told["D1"]["Owner"], told["D3"]["Owner"]) == ("Sam", "Ali")


def test_a_services_list_takes_up_its_own_alone(reports: Path) -> None:
    january = listed(reports, "2026-01", *FOUND)
    worked(january, lambda book: write(book["Findings"], "D1", Notes="for managers"))
    mine = MonthFiles(reports, "2026-02").worklist_of("refuge")
    assert following.notes(MonthFiles(reports, "2026-02"), mine).rows == {}


def test_the_managers_view_counts_by_service_and_by_owner(reports: Path) -> None:
    worked(listed(reports, "2026-01", *FOUND), lambda book: write(book["Findings"], "D1", Owner="Sam"))
    february = listed(reports, "2026-02", *FOUND, (RULE, "D4", "blank"))
    rows = list(openpyxl.load_workbook(february)[BY_TEAM].iter_rows(values_only=True))
    told = {row[0]: row[1:] for row in rows if row[0]}
    assert told["Service"] == told["Owner"]
    named = dict(zip(told["Owner"], told["Sam"], strict=True))
    assert named == {
        "Open": 1, "New or returned": 0, "Persisting": 1, "Overdue": 1, "Accepted": 0, "Without owner": 0,
        "Open since": "2026-01",
    }  # fmt: skip
    assert told["Nobody yet"][:4] == (3, 1, 2, 2)  # D4 is new; D2 is past its 7 days and D3 past its 28
    assert told["All"][0] == told["not recorded"][0] == 4


def test_a_team_is_that_of_the_lead_workers_line_manager(tmp_path: Path) -> None:
    cases = pd.DataFrame([("C0001", "iss", "S-1")], columns=["case_id", "service", "lead_worker_id"])
    staff = pd.DataFrame([("S-1", "S-9")], columns=["record_id", "line_manager_id"])
    audited = replace(audit("2026-01", *FOUND), listings={"case_register": cases, "staff_register": staff})
    worklist.write(audited, tmp_path / "list.xlsx", followed=keep(tmp_path, replace(audited, listings={})))
    told = {row[0]: row[1] for row in openpyxl.load_workbook(tmp_path / "list.xlsx")[BY_TEAM].values}
    assert (told["iss"], told["S-9"], told["Nobody yet"]) == (3, 3, 3)


def test_a_fresh_list_has_the_documented_headings_and_no_sheet_of_notes(reports: Path) -> None:
    book = openpyxl.load_workbook(listed(reports, "2026-01", *FOUND))
    assert [cell.value for cell in book["Findings"][1]] == [field.heading for field in FIELDS]
    assert book.sheetnames == ["Read me first", "Findings", BY_TEAM]


def test_a_list_of_no_finding_is_whole(reports: Path) -> None:
    path = listed(reports, "2026-01")
    assert read(path) == {}
    bare = replace(audit("2026-01"), listings={})
    worklist.write(bare, path)
    assert read(path) == {}
