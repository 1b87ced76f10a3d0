"""What inspect is told of each column, and canonical exports whose dates are written in another way."""

from pathlib import Path

import duckdb
import pytest

from checks.errors import ExportError
from checks.intake.accounts import ColumnRead
from checks.intake.load import load
from tests.mapped import AS_OF, mapped, put, unread

MAPPING = """
sources:
  log: {files: log.csv}
tables:
  cases:
    parts:
      - from: log
        columns:
          case_id: {compose: "C{Ref}"}
          opened_on: {first_filled: [Opened, Referred]}
          closed_on: {last: Closed, date_format: mm/dd/yyyy}
          service: {first: Kind, translate: {w: iss, "": other}, otherwise: blank}
          hold_reason: Hold
          retention_basis: {constant: standard}
      - {files: old.csv, columns: {case_id: [Ref, No], evidence_hold: {empty: true}}}
"""


def test_each_column_is_told_with_its_origin_how_full_it_is_and_what_could_not_be_read(tmp_path: Path) -> None:
    log = "Ref,Opened,Referred,Closed,Kind,Hold\n1,13/01/2026,,02/03/2026,w,police\n2,,soon,,zzz,n/a\n,,,x,,\n"
    put(tmp_path, {"log.csv": log, "old.csv": "No\n9\n"})
    _, loaded = mapped(tmp_path, MAPPING, "SELECT 1", details=True)
    assert loaded.details == [
        ColumnRead("cases", "case_id", "composed: C{Ref}; Ref or No", 4, 3, 0, 0, ""),
        ColumnRead("cases", "service", "Kind", 4, 2, 0, 1, ""),
        ColumnRead(
            "cases",
            "opened_on",
            "the first filled of Opened, Referred",
            4,
            2,
            1,
            0,
            "dd/mm/yyyy (told from the values)",
        ),
        ColumnRead("cases", "closed_on", "Closed", 4, 2, 1, 0, "mm/dd/yyyy (as the mapping says)"),
        ColumnRead("cases", "evidence_hold", "nothing: the mapping says that no such column is kept", 4, 0, 0, 0, ""),
        ColumnRead("cases", "hold_reason", "Hold", 4, 1, 0, 0, ""),
        ColumnRead("cases", "retention_basis", "the constant standard", 4, 3, 0, 0, ""),
    ]


def test_a_canonical_export_is_told_of_too_and_an_audit_asks_for_none_of_it(tmp_path: Path) -> None:
    put(tmp_path, {"cases.csv": "case_id,opened_on,Status\nC1,2026-01-01,open\nC2,soon,\n"})
    with duckdb.connect() as connection:
        assert not load(connection, tmp_path, AS_OF, []).details
    with duckdb.connect() as connection:
        found = load(connection, tmp_path, AS_OF, [], details=True).details
    assert [(line.column, line.origin, line.filled, line.unreadable) for line in found] == [
        ("case_id", "case_id", 2, 0),
        ("opened_on", "opened_on", 2, 1),
        ("status", "Status", 1, 0),
    ]


def opened(folder: Path, *dates: str) -> str:
    """What is said of a canonical export with these opening dates; nothing when it is read."""
    rows = "".join(f"C{place},{written},2026-01-01\n" for place, written in enumerate(dates))
    put(folder, {"cases.csv": "case_id,Opened_On,closed_on\n".lower() + rows})
    with duckdb.connect() as connection:
        try:
            load(connection, folder, AS_OF, [])
        except ExportError as error:
            return str(error)
    return ""


def test_a_column_of_which_the_format_that_was_said_reads_nothing_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"{day},{day}/01/2026 09:30\n" for day in range(11, 17))
    put(tmp_path, {"log.csv": "Ref,Opened\n" + rows})
    mapping = "date_format: dd/mm/yyyy\ntables: {cases: {files: log.csv, columns: {case_id: Ref, opened_on: Opened}}}"
    assert unread(tmp_path, mapping) == (
        "log.csv column Opened: its dates are written dd/mm/yyyy hh:mi, and none could be read. "
        "Put date_format in the mapping right."
    )


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (["13/01/2026"] * 5, "its dates are written dd/mm/yyyy, and none could be read."),
        (
            ["01/02/2026", "", "2/1/2026", "01/02/2026", "1/2/2026", "3/2/2026"],
            "its dates can be read day first or month",
        ),
        (["46086"] * 6, "its values look like a spreadsheet's serial numbers."),
        (["13/01/2026"] * 4, ""),
        (["13/01/2026"] * 6 + ["2026-01-01"], ""),
        (["13/01/2026"] * 6 + ["soon"], ""),
        (["soon"] * 6, ""),
    ],
)
def test_a_canonical_date_column_written_in_another_way_throughout_is_refused(
    tmp_path: Path, dates: list[str], said: str
) -> None:
    found = opened(tmp_path, *dates)
    assert found.startswith(f"cases.csv column opened_on: {said}" if said else "")
    assert bool(found) == bool(said)
    assert not found or found.endswith("Give a mapping that says date_format.")
