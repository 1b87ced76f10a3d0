"""Sheets that people keep by hand: titles above, headings over two rows, sets side by side, names in two columns."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb
import openpyxl
import pytest

from checks.intake import mapping as mappings
from checks.intake.load import load
from checks.intake.pieces import Piece
from checks.intake.proposing import headers
from checks.intake.proposing.model import Proposal
from checks.intake.proposing.propose import propose
from checks.intake.proposing.sets import repeated
from checks.intake.proposing.writing import write

GROUPS = ["Client", "", "", "", "Service", "", "Sharing 1", "", "", "Sharing 2", "", ""]
SET = ["Date shared", "Shared with", "Lawful basis"]
HEADINGS = ["Ref", "Forename", "Surname", "DOB", "Started", "Ended", *SET, *SET]
FORENAMES, SURNAMES = ("Ada", "Ida", "Una", "Eve"), ("Wren", "Finch", "Swift", "Dove", "Teal")
DAY = date(2026, 1, 1)


def record(number: int) -> list[object]:
    day = DAY + timedelta(days=number % 50)
    forename, surname = FORENAMES[number % 4], SURNAMES[number % 5]
    second = [day, "Duty desk, Harbour Lane Surgery", "Consent"] if number % 2 else ["", "", ""]
    born = date(1990, 1, 1) + timedelta(days=number * 31)
    return [100 + number, forename, surname, born, day, "", day, f"Housing office {number % 7}", "Court order", *second]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Clients"
    sheet.append(["Our log"])
    sheet.append(["Keep it locked"])
    sheet.append(GROUPS)
    sheet.append(HEADINGS)
    for number in range(60):
        sheet.append(record(number))
    for first, last in ("A3", "D3"), ("E3", "F3"), ("G3", "I3"), ("J3", "L3"):
        sheet.merge_cells(f"{first}:{last}")
    folder = tmp_path_factory.mktemp("log")
    book.save(folder / "our log.xlsx")
    return folder


@pytest.fixture(scope="module")
def proposal(workbook: Path) -> Proposal:
    return propose(workbook)


def test_headings_over_two_rows_below_titles_are_found(proposal: Proposal) -> None:
    assert [piece.header_rows for piece in proposal.pieces] == ["3-4"]
    assert "Sharing 2 Lawful basis" in proposal.pieces[0].headings


def test_a_wide_sheet_feeds_cases_people_and_one_disclosure_for_each_filled_set(
    proposal: Proposal, workbook: Path
) -> None:
    mapping = mappings.parse(write(proposal), "mapping.yml")
    assert {"cases", "people", "disclosures"} <= set(mapping.tables)
    with duckdb.connect() as connection:
        loaded = load(connection, workbook, date(2026, 12, 31), ["n/a"], mapping)
        assert {table: loaded.records[table] for table in ("cases", "people", "disclosures")} == {
            "cases": 60,
            "people": 60,
            "disclosures": 90,
        }
        shared = connection.execute(
            "SELECT count(DISTINCT disclosure_id), count(case_id), count(disclosed_at), count(recipient_name), "
            "count(*) FILTER (WHERE basis = 'consent') FROM loaded_disclosures"
        ).fetchone()
        names = connection.execute(
            "SELECT DISTINCT full_name FROM loaded_people WHERE full_name = 'Ada Wren'"
        ).fetchall()
    assert shared == (90, 90, 90, 90, 30)
    assert len(names) == 1


def test_the_columns_of_every_set_count_as_placed(proposal: Proposal) -> None:
    left = {column.heading for _, column in proposal.unplaced}
    assert not {heading for heading in left if heading.startswith("Sharing")}


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["Ref", "Child 1 name", "Child 1 DOB", "Child 2 name", "Child 2 DOB"], {"Child": ["Child name", "Child DOB"]}),
        (["Ref", "Child 1", "Child 2"], {"Child": ["Child"]}),
        (["CONTACT1_DT", "CONTACT1_HOW", "CONTACT2_DT"], {"CONTACT": ["CONTACT DT"]}),
        (["Q1 purpose", "Q2 identifiable", "Q3 confidential"], {}),
        (["Ref", "Address 1"], {}),
    ],
)
def test_sets_are_columns_that_differ_by_a_number(headings: Sequence[str], found: dict[str, list[str]]) -> None:
    assert {one.name: list(one.columns) for one in repeated(headings)} == found


def test_a_title_above_a_csv_is_no_heading(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("Our cases\n\nCase ref,Opened,Closed\nC-1,2026-01-01,\nC-2,2026-01-02,\n", "utf-8")
    assert headers.guess(Piece("cases.csv", "csv", path)) == (3,)


def test_a_table_that_begins_at_once_needs_no_header_rows(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("Case ref,Opened,Closed\nC-1,2026-01-01,\n", "utf-8")
    assert headers.guess(Piece("cases.csv", "csv", path)) == ()


def test_every_way_in_which_a_column_of_dates_is_written_is_named(tmp_path: Path) -> None:
    days = ["13/02/2026", "14.02.2026 10:15", "2026-02-15", "16/02/2026"]
    rows = "".join(f"C-{n},{days[n % 4]}\n" for n in range(8))
    (tmp_path / "cases.csv").write_text("Case ref,Date opened\n" + rows, "utf-8")
    text = write(propose(tmp_path))
    opened = mappings.parse(text, "mapping.yml").tables["cases"].columns["opened_on"]
    assert set(opened.date_format or ()) >= {"dd/mm/yyyy", "dd.mm.yyyy hh:mi"}


def test_lists_within_a_field_do_not_hide_what_divides_the_fields(tmp_path: Path) -> None:
    path = tmp_path / "policies.csv"
    path.write_text("Policy,Laws\nRetention,dpa;gdpr;hra\nSafety,dpa;gdpr;hra\n", "utf-8")
    assert headers.guess(Piece("policies.csv", "csv", path)) == ()
