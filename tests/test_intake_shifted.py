"""A record shifted by one column is refused by its row; a record that is merely dirty never is."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from checks.errors import ExportError
from checks.intake import mapping as mappings
from checks.intake.load import load

HEADER = "case_id,person_id,service,client_group,opened_on,closed_on,status,hold_reason"
GOOD = "C1,P1,iss,child,2026-01-05,,open,waiting"


def loaded(folder: Path, *records: str, header: str = HEADER, mapping: str = "") -> int:
    """How many records of cases were read."""
    records = (GOOD, *records) if header == HEADER else records
    (folder / "cases.csv").write_text("\n".join([header, *records]) + "\n", "utf-8")
    given = None
    if mapping:
        (folder / "mapping.yml").write_text(mapping, "utf-8")
        given = mappings.load(folder / "mapping.yml")
    with duckdb.connect() as connection:
        return load(connection, folder, date(2026, 3, 31), [], given).records["cases"]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ('"C2",P2,, ISS ," child",2026-01-05,,open', "right, under client_group and others"),
        ("C2,P2,iss,,child,2026-01-05,2026-02-01,closed", "right, under opened_on and others"),
        ("C2,P2,,iss,child,,open,waiting", "right, under client_group and others"),  # and no further than those
        ("C2,P2,child,2026-01-05,2026-02-01,closed,waiting,", "left, under service and others"),
    ],
)
def test_a_record_whose_values_fit_the_next_column_is_refused_by_its_row(
    tmp_path: Path, record: str, said: str
) -> None:
    with pytest.raises(ExportError) as refused:
        loaded(tmp_path, GOOD.replace("C1", "C0"), record)
    assert str(refused.value) == (
        f"cases.csv row 4: values stand one column too far to the {said}. "
        "Mend that row where it is kept, and export it again."
    )


DIRTY = (
    "C2,P2,IT,kid,5 Jan,,live,waiting",  # unreadable here, and no more readable elsewhere
    "C2,P2,child,iss,2026-01-05,,open,waiting",  # two neighbours that changed places
    "C2,P2,iss,child,open,,2026-01-05,waiting",
    "C2,P2,,iss,2026-01-05,,2026-02-01,waiting",  # one value that fits its neighbour, one that fits none
    "C2,P2,,iss,child,5 Jan,open,waiting",
    "C2,P2,closed,closed,closed,closed,closed,closed",  # one word all through
    "C2,P2,2026-01-05,2026-01-05,2026-01-05,2026-01-05,2026-01-05,x",
    "C2,P2,other,other,other,other,other,x",
    ",,,,,,,",
)


def test_a_record_that_is_merely_dirty_is_read(tmp_path: Path) -> None:
    assert loaded(tmp_path, *DIRTY) == 1 + len(DIRTY)


MAPPING = """
date_format: dd/mm/yyyy
tables:
  cases:
    files: [cases.csv]
    columns:
      case_id: Ref
      status: {first: State, translate: {"Live": open, "Ended": closed}, otherwise: keep}
      opened_on: Start
      client_group: Who
"""


def test_the_values_of_a_mapped_file_are_told_by_what_the_mapping_reads_them_as(tmp_path: Path) -> None:
    header = "Ref,State,Start,Who\nC1,Live,01/02/2026,child"
    assert loaded(tmp_path, "C2,,Stopped,05/01/2026", "C3,Live,Start,Who", header=header, mapping=MAPPING) == 3
    with pytest.raises(
        ExportError, match=r"cases\.csv row 3: values stand one column too far to the right, under Start"
    ):
        loaded(tmp_path, "C2,,Ended,05/01/2026", header=header, mapping=MAPPING)
