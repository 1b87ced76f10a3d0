"""The worklist: one row per finding, nothing but text in it, and the same bytes for the same audit."""

import zipfile
from datetime import datetime
from pathlib import Path

import audits
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from checks.output import worklist


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    worklist.write(audits.hostile(), tmp_path / "worklist.xlsx")
    return openpyxl.load_workbook(tmp_path / "worklist.xlsx")


def column(sheet: Worksheet, heading: str) -> list[object]:
    (place,) = (cell.column for cell in sheet[1] if cell.value == heading)
    return [sheet.cell(row, place).value for row in range(2, sheet.max_row + 1)]


def test_there_is_one_row_for_each_finding_the_gravest_first(book: openpyxl.Workbook) -> None:
    sheet = book["Findings"]
    assert sheet.max_row - 1 == len(audits.hostile().findings)
    outcomes = column(sheet, "Outcome")
    assert list(dict.fromkeys(outcomes)) == ["Breaks the rule", "Policies conflict", "Cannot be judged"]


def test_a_row_says_what_where_why_and_what_to_do(book: openpyxl.Workbook) -> None:
    sheet = book["Findings"]
    place = column(sheet, "Record").index("D0004")
    row = {cell.value: column(sheet, cell.value)[place] for cell in sheet[1]}
    assert row["What"] == "Every decision has a real reason"
    assert row["Where"] == "decisions.csv, record 5"
    assert row["Why it matters"] == "A decision without its reason cannot be defended or learned from."
    assert row["What to do"].startswith("Have the decision-maker add the reason now")
    assert (row["Owner"], row["Due"], row["Notes"]) == (None, None, None)


def test_what_looks_like_a_formula_stays_text(book: openpyxl.Workbook) -> None:
    cells = [cell for row in book["Findings"].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    risky = [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@", "\t"))]
    assert {cell.value for cell in risky} >= {"=1+1", "+44", "-7", "@SUM(A1)", "\tC9"}
    assert all(cell.quotePrefix for cell in risky)


def test_no_formula_link_or_hidden_sheet_is_in_the_file(tmp_path: Path) -> None:
    worklist.write(audits.hostile(), tmp_path / "worklist.xlsx")
    with zipfile.ZipFile(tmp_path / "worklist.xlsx") as parts:
        text = "".join(parts.read(name).decode() for name in parts.namelist())
    assert not [sign for sign in ("<f>", "<f ", "<hyperlink", 'state="hidden"', "pivotCache") if sign in text]


def test_the_first_sheet_explains_the_list_and_is_confidential(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    said = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert sheet.title == "Read me first"
    assert "Private and Confidential" in said
    assert "3 rules could not be judged, so this list may be incomplete" in said
    assert "written_for = health;court_report" in said


def test_the_header_stays_in_view_and_filters(book: openpyxl.Workbook) -> None:
    sheet = book["Findings"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:T{sheet.max_row}"


def test_the_only_date_of_the_file_is_the_audits(book: openpyxl.Workbook) -> None:
    assert book.properties.created == datetime(2026, 3, 31)
    assert book.properties.title == "Worklist, March 2026: Private and Confidential"


def test_equal_audits_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        worklist.write(audits.sample(), tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.xlsx", "two.xlsx"]


def test_an_audit_without_findings_does_not_look_like_a_clean_one(tmp_path: Path) -> None:
    worklist.write(audits.empty(), tmp_path / "worklist.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "worklist.xlsx").worksheets[0]
    said = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert "10 rules could not be judged" in said


def test_a_cell_longer_than_excel_allows_is_cut_and_says_so(tmp_path: Path) -> None:
    audit = audits.sample()
    audit.findings.loc[0, "detail"] = "x" * 40_000
    worklist.write(audit, tmp_path / "worklist.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "worklist.xlsx")["Findings"]
    assert max(column(sheet, "What decided it"), key=lambda value: len(str(value))).endswith("(cut short)")
