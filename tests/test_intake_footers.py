"""What stands below the records, a total or the end of a report, is no record when the mapping says so."""

from pathlib import Path

import pytest

from checks.errors import ExportError, PolicyError
from checks.intake import mapping as mappings
from checks.intake.pieces import Options, Piece
from checks.intake.proposing.propose import propose
from checks.intake.proposing.writing import write
from tests.mapped import counts, mapped, put, unread
from tests.sheets import ods, read, read_sheet, sqlite, xls, xlsx

HEADED = "Ref,Opened,Worker\n"
RECORDS = "C1,2026-01-05,W1\nC2,2026-01-06,W2\n"
MAPPING = """
    sources:
      log: {files: clients.csv, footer: [Total*, End of *]}
    tables:
      cases:
        from: log
        columns: {case_id: Ref, opened_on: Opened, lead_worker_id: Worker}
"""


def csv(folder: Path, text: str, encoding: str = "utf-8") -> Piece:
    path = folder / "clients.csv"
    path.write_bytes(text.encode(encoding))
    return Piece(path.name, "csv", path)


@pytest.mark.parametrize(
    ("below", "rows"),
    [
        ("Total rows: 2\n", {"record": 2, "empty": 0, "footer": 1}),
        ("Total rows: 2", {"record": 2, "empty": 0, "footer": 1}),
        ("TOTAL,,2\r\n", {"record": 2, "empty": 0, "footer": 1}),
        ("\n\nTotal: 2\n\nEnd of report\n\n", {"record": 2, "empty": 4, "footer": 2}),
        ('"Total, over\ntwo lines",,\n', {"record": 2, "empty": 0, "footer": 1}),
        ("", {"record": 2, "empty": 0, "footer": 0}),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_the_last_rows_of_a_file_are_its_footer(
    below: str, rows: dict[str, int], encoding: str, tmp_path: Path
) -> None:
    piece = csv(tmp_path, HEADED + RECORDS.replace("W2", "Wé") + below, encoding)
    table, texts = read(piece, Options(footer=("total*", "end of*")))
    assert [row[:2] for row in texts] == [("C1", "2026-01-05"), ("C2", "2026-01-06")]
    assert {kind: table.rows[kind] for kind in rows} == rows


def test_a_record_that_begins_like_a_footer_stays_a_record_unless_it_is_last(tmp_path: Path) -> None:
    piece = csv(tmp_path, HEADED + "Total Care,2026-01-04,W1\n" + RECORDS)
    table, texts = read(piece, Options(footer=("Total*",)))
    assert len(texts) == table.rows["record"] == 3
    assert table.rows["footer"] == 0


@pytest.mark.parametrize("write_sheet", [xlsx, xls, ods])
def test_a_sheet_has_a_footer_too_and_its_row_numbers_stay(write_sheet: object, tmp_path: Path) -> None:
    rows = [["Ref", "Worker"], ["Total1", "W0"], ["C1", "W1"], ["C2", "W2"], [None, None], ["Total clients: 3", None]]
    path = write_sheet(tmp_path / f"clients.{write_sheet.__name__}", rows)  # type: ignore[operator, attr-defined]
    table, texts = read_sheet(path, Options(footer=("Total*",)))
    assert [row[0] for row in texts] == ["Total1", "C1", "C2"]
    assert (table.rows["record"], table.rows["empty"], table.rows["footer"], sum(table.rows.values())) == (3, 1, 1, 6)


def test_the_rows_of_a_footer_are_counted_as_left_out(tmp_path: Path) -> None:
    put(tmp_path, {"clients.csv": HEADED + RECORDS + "Total: 2\nEnd of list\n"})
    rows, loaded = mapped(tmp_path, MAPPING, "SELECT case_id, source_row FROM loaded_cases ORDER BY 1")
    assert rows == [("C1", 2), ("C2", 3)]
    assert counts(loaded) == [("cases", "clients.csv", 4, 2, 2, 0, 2)]


def test_a_short_last_row_without_footer_is_refused_with_the_repair(tmp_path: Path) -> None:
    put(tmp_path, {"clients.csv": HEADED + RECORDS + "Total: 2\n"})
    said = unread(tmp_path, MAPPING.replace(", footer: [Total*, End of *]", ""))
    assert said.startswith("clients.csv record 4 (the header is 1) has 1 field where the header has 3.")
    assert said.endswith("If it is a total or another line below the records, say so in the mapping (footer).")


def test_a_broken_record_above_the_footer_is_still_refused(tmp_path: Path) -> None:
    put(tmp_path, {"clients.csv": HEADED + "C1,2026-01-05\n" + RECORDS + "Total: 2\n"})
    assert "record 2 (the header is 1) has 2 fields where the header has 3" in unread(tmp_path, MAPPING)
    put(tmp_path, {"clients.csv": HEADED + 'C1,"2026-01-05,W1\n' + RECORDS + "Total: 2\n"})
    assert "quotation marks do not match up" in unread(tmp_path, MAPPING)


def test_a_database_has_no_footer(tmp_path: Path) -> None:
    path = sqlite(tmp_path / "records.db", [["Ref"], ["C1"]])
    with pytest.raises(PolicyError, match="gives cases a footer, which only CSV files and sheets have"):
        read(Piece("cases", "database", path), Options(footer=("Total*",)))


@pytest.mark.parametrize("below", ["Total: 2\n", "(2 rows affected)\n", "Printed 1 March\nEnd of report\n"])
def test_init_finds_a_footer_and_proposes_how_to_read_it(below: str, tmp_path: Path) -> None:
    put(tmp_path, {"clients.csv": "Case ref,Date opened,Worker\n" + RECORDS * 20 + below})
    proposal = propose(tmp_path)
    assert [piece.records for piece in proposal.pieces] == [40]
    assert "Printed 1 March" not in write(proposal)
    mapping = mappings.parse(write(proposal), "mapping.yml")
    assert [len(source.footer) for source in mapping.sources.values()] == [below.count("\n")]


def test_init_takes_no_whole_record_for_a_footer(tmp_path: Path) -> None:
    put(tmp_path, {"agencies.csv": "Agency ref,Agency name,Kind,Partner\nA1,Help,court,yes\nTotal1,Care,court,no\n"})
    assert [piece.records for piece in propose(tmp_path).pieces] == [2]


def test_footers_are_read_by_the_same_wildcards_as_files(tmp_path: Path) -> None:
    piece = csv(tmp_path, HEADED + RECORDS + "Total\n")
    with pytest.raises(ExportError):
        read(piece, Options(footer=("otal*",)))
    assert read(piece, Options(footer=("t?tal",)))[0].rows["footer"] == 1
