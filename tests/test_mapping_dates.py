"""Dates: how a mapping says their format, and how the values tell it where it does not."""

from pathlib import Path

import duckdb
import pytest

from checks.intake.mapping import dates, telling
from tests.mapped import mapped, put, unread


def as_iso(formats: list[str], *texts: str) -> list[str | None]:
    """The texts as the formats read them."""
    written = dates.iso("t", dates.parse_all(formats))
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT {written} FROM (SELECT unnest($1::VARCHAR[]) AS t)", [list(texts)])
        return [row[0] for row in rows.fetchall()]


@pytest.mark.parametrize(
    ("form", "text", "read"),
    [
        ("dd/mm/yyyy", "5/3/2026", "2026-03-05"),
        ("dd/mm/yyyy", "31/02/2026", "31/02/2026"),
        ("dd/mm/yyyy", "2026-03-05T09:30", "2026-03-05T09:30"),
        ("DD/MM/YYYY", " 05/03/2026\u00a0", "2026-03-05"),
        ("dd/mm/yy", "05/03/26", "2026-03-05"),
        ("yyyy-mm-dd", "2026-3-5", "2026-03-05"),
        ("dd mon yyyy", "5 Sept 2026", "2026-09-05"),
        ("dd-mon-yyyy", "05-JAN-2026", "2026-01-05"),
        ("dd month yyyy", "5 January 2026", "2026-01-05"),
        ("month dd, yyyy", "January 5, 2026", "2026-01-05"),
        ("dd/mm/yyyy hh:mi:ss", "05/03/2026 9:30:01.123", "2026-03-05 09:30:01"),
        ("dd/mm/yyyy hh:mi ap", "05/03/2026 2:30 pm", "2026-03-05 14:30:00"),
        ("dd/mm/yyyy hh:mi", "05/03/2026 24:30", "05/03/2026 24:30"),
        ("ddmmyyyy", "05032026", "2026-03-05"),
        ("ddmmyyyy", "5032026", "5032026"),
        ("excel", "46086", "2026-03-05"),
        ("excel", "46086.395833", "2026-03-05 09:30:00"),
        ("excel", "60", "60"),
        ("excel", "soon", "soon"),
    ],
)
def test_a_date_in_its_format_becomes_iso_and_any_other_text_stays(form: str, text: str, read: str) -> None:
    assert as_iso([form], text) == [read]


def test_a_list_of_formats_reads_each() -> None:
    assert as_iso(["dd/mm/yyyy", "dd-mon-yyyy", "excel"], "05/03/2026", "5-mar-2026", "46086", "x") == [
        "2026-03-05", "2026-03-05", "2026-03-05", "x",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "pair",
    [("dd/mm/yyyy", "mm/dd/yyyy"), ("dd/mm/yy", "yy/mm/dd"), ("ddmmyyyy", "yyyymmdd"), ("excel", "ddmmyy")],
)
def test_two_formats_that_read_one_text_differently_are_refused(pair: tuple[str, str]) -> None:
    for both in (pair, pair[::-1]):
        with pytest.raises(ValueError, match="can read the same text as different dates"):
            dates.parse_all(both)


@pytest.mark.parametrize(
    ("values", "formats"),
    [
        (["2026-03-05", "2026-03-05 09:30"], []),
        (["05/03/2026", "13/03/2026", "n/k"], ["dd/mm/yyyy"]),
        (["05/03/2026", "03/13/2026"], ["mm/dd/yyyy"]),
        (["05/05/2026", "2026-01-01"], ["dd/mm/yyyy"]),
        (["31/02/2026", "03/04/2026"], ["dd/mm/yyyy"]),
        (["13.03.2026", "5/3/2026 9:30"], ["dd.mm.yyyy", "dd/mm/yyyy hh:mi"]),
        (["13/03/2026 2:30:00 PM"], ["dd/mm/yyyy hh:mi:ss ap"]),
        (["5 January 2026", "5 Jan 2026"], ["dd mon yyyy", "dd month yyyy"]),
        (["05-MAY-2026"], ["dd-mon-yyyy", "dd-month-yyyy"]),
        (["January 5, 2026"], ["month dd, yyyy"]),
        (["2026/03/05", "2026-3-5"], ["yyyy/mm/dd", "yyyy-mm-dd"]),
        (["20260305", "20261305"], ["yyyymmdd"]),
        (["25122026"], ["ddmmyyyy"]),
        (["unknown", "45/13/2026", "00/00/2026", ""], []),
        (["2026-01-01", "46086"], []),
    ],
)
def test_values_tell_their_format(values: list[str], formats: list[str]) -> None:
    told = telling.tell(values)
    assert (sorted(form.written for form in told.formats), told.doubt) == (sorted(formats), "")


@pytest.mark.parametrize(
    ("values", "doubt"),
    [
        (["01/02/2026", "2026-01-01", "words"], telling.EITHER_WAY),
        (["13/02/2026", "02/13/2026"], telling.BOTH_WAYS),
        (["13/02/2026", "13/02/26"], telling.SHORT_YEARS),
        (["05-JAN-26"], telling.SHORT_YEARS),
        (["11122011"], telling.EIGHT),
        (["20260305", "25122026"], telling.EIGHT),
        (["46086", "46087.5", "x"], telling.NUMBERED),
    ],
)
def test_values_that_cannot_tell_are_never_guessed(values: list[str], doubt: str) -> None:
    assert telling.tell(values) == telling.Told(doubt=doubt, iso="2026-01-01" in values)


def test_the_shape_of_a_value_tells_what_the_value_tells() -> None:
    values = [
        "01/02/2026",
        "3/12/2026 10:11",
        "31.12.2026",
        "5 May 2026",
        "20261231",
        "46086.5",
        "2026-01-01",
        "x" * 50,
    ]
    with duckdb.connect() as connection:
        for value in values:
            connection.execute("CREATE OR REPLACE TABLE given AS SELECT $1 AS c", [f" {value}"])
            shapes = [str(row[0]) for row in connection.execute(telling.shapes("c", "given")).fetchall()]
            assert telling.tell(shapes) == telling.tell([value])


AMBIGUOUS = "tables:\n  cases:\n    files: [a.csv, b.csv]\n    columns: {case_id: Ref, opened_on: Opened}\n"


def test_a_column_whose_dates_cannot_be_told_refuses_the_run_until_the_mapping_says(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": "Ref,Opened\n1,01/02/2026\n2,soon\n", "b.csv": "Ref,Opened\n3,\n"})
    assert unread(tmp_path, AMBIGUOUS) == (
        "a.csv column Opened: its dates can be read day first or month first (no value is above 12). "
        "Say date_format in the mapping."
    )
    query = "SELECT CAST(opened_on AS VARCHAR), opened_on__bad FROM loaded_cases ORDER BY case_id"
    said, loaded = mapped(tmp_path, "date_format: mm/dd/yyyy\n" + AMBIGUOUS, query, details=True)
    assert said == [("2026-01-02", False), (None, True), (None, False)]
    assert loaded.details[1].date_format == "mm/dd/yyyy (as the mapping says)"


def test_one_file_of_a_source_tells_for_the_others(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": "Ref,Opened\n1,01/02/2026\n", "b.csv": "Ref,Opened\n3,13/02/2026\n"})
    query = "SELECT CAST(opened_on AS VARCHAR) FROM cases ORDER BY case_id"
    told, loaded = mapped(tmp_path, AMBIGUOUS, query, details=True)
    assert told == [("2026-02-01",), ("2026-02-13",)]
    assert loaded.details[1].date_format == "dd/mm/yyyy (told from the values)"


def test_dates_that_stand_in_one_cell_are_told_item_by_item(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": "Ref,On\n1,03/02/2026; 14/02/2026\n"})
    mapping = """
    tables:
      contacts:
        files: a.csv
        split: {column: On, by: ";"}
        columns: {contact_id: {compose: "{Ref}-{#item}"}, started_at: {item: true}}
    """
    found, _ = mapped(tmp_path, mapping, "SELECT CAST(started_at AS VARCHAR) FROM contacts ORDER BY row_key")
    assert found == [("2026-02-03 00:00:00",), ("2026-02-14 00:00:00",)]


def test_months_of_three_and_four_letters_are_read_beside_may(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": "Ref,Opened\n1,5 May 2026\n2,6 June 2026\n3,7 July 2026\n4,8 August 2026\n5,9 Sept 2026\n"})
    mapping = AMBIGUOUS.replace("[a.csv, b.csv]", "a.csv")
    told, _ = mapped(tmp_path, mapping, "SELECT CAST(opened_on AS VARCHAR) FROM loaded_cases ORDER BY case_id")
    assert told == [("2026-05-05",), ("2026-06-06",), ("2026-07-07",), ("2026-08-08",), ("2026-09-09",)]


def test_dates_the_mapping_makes_of_several_columns_are_told_as_a_whole(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": "Id,Day,Time\n1,13/02/2026,9:30\n2,14/02/2026,\n"})
    mapping = """
    tables:
      disclosures:
        files: a.csv
        columns: {disclosure_id: Id, disclosed_at: {joined: [Day, Time]}}
    """
    found, _ = mapped(tmp_path, mapping, "SELECT CAST(disclosed_at AS VARCHAR) FROM disclosures ORDER BY row_key")
    assert found == [("2026-02-13 09:30:00",), ("2026-02-14 00:00:00",)]
    put(tmp_path, {"a.csv": "Id,Day,Time\n1,03/02/2026,9:30\n"})
    assert unread(tmp_path, mapping).startswith("a.csv (what the mapping makes disclosures.disclosed_at of): its dates")
