"""CSV record by record: slower than DuckDB, with an answer to everything and the place of what is wrong."""

import csv
from collections.abc import Iterable, Iterator, Sequence

import duckdb
import numpy as np

from checks.errors import ExportError
from checks.intake.conversions import name
from checks.intake.readers.layout import TITLE, Layout, is_empty, rows, unmatched
from checks.intake.readers.structure import MARK

BATCH = 20_000
FOOTER = "If it is a total or another line below the records, say so in the mapping (footer)."


class _Lines:
    """The lines of a file, the last of which can be asked for."""

    def __init__(self, file: Iterable[str], layout: Layout) -> None:
        self.file, self.layout = file, layout
        self.last = ""

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(self.file, self.layout.lines + 1):
            self.last = line
            if "\x00" in line:
                raise ExportError(f"{self.layout.name} line {number} holds a NUL character. Export it again as text.")
            yield line


def read_records(connection: duckdb.DuckDBPyConnection, layout: Layout, into: str) -> tuple[int, tuple[int, ...]]:
    """Read a file into a table of texts; gives the number of its records and of each line that holds nothing.

    Raises ExportError for the first record that is not whole.
    """
    columns = ", ".join(f"c{place} VARCHAR" for place in range(len(layout.header)))
    connection.execute(f"CREATE OR REPLACE TABLE {name(into)} ({columns})")
    empty: list[int] = []
    batch: list[list[str]] = []
    count = 0
    with layout.opened() as file:
        for fields in _records(file, layout, empty):
            batch.append(fields)
            count += 1
            if len(batch) == BATCH:
                _append(connection, into, batch)
                batch = []
    _append(connection, into, batch)
    return count, tuple(empty)


def _append(connection: duckdb.DuckDBPyConnection, into: str, batch: Sequence[Sequence[str]]) -> None:
    if batch:
        columns = {f"c{place}": np.array(column, dtype=object) for place, column in enumerate(zip(*batch, strict=True))}
        connection.register("batch", columns)
        connection.execute(f"INSERT INTO {name(into)} SELECT * FROM batch")
        connection.unregister("batch")


def _records(file: Iterable[str], layout: Layout, empty: list[int]) -> Iterator[list[str]]:
    """Records, field by field; the numbers of lines that hold nothing go to ``empty``."""
    lines = _Lines(file, layout)
    reader = rows(lines, layout.delimiter)
    width, number, line = len(layout.header), layout.row, layout.lines + 1
    try:
        for fields in reader:
            if is_empty(fields, width):
                empty.append(layout.lines + reader.line_num)
            else:
                number += 1
                yield _whole(fields, layout, number, lines.last)
            line = layout.lines + reader.line_num + 1
    except csv.Error as error:
        raise unmatched(layout.name, line, error) from None


def _whole(fields: list[str], layout: Layout, number: int, last: str) -> list[str]:
    """The record as it is, once nothing in it shows that the file was written or cut wrongly."""
    width = len(layout.header)
    if fields[0].startswith(MARK):
        fields = [fields[0].removeprefix(MARK), *fields[1:]]
        if not any(_same(fields, head) for head in layout.heads):
            raise ExportError(
                f"{layout.record(number)} begins with a byte order mark, as where files were joined. Give each file "
                "by itself, with its own headings."
            )
    if len(fields) != width:
        raise _ragged(layout, number, len(fields), cut=len(fields) < width and not last.endswith(("\n", "\r")))
    return fields


def _same(fields: Sequence[str], head: Sequence[str]) -> bool:
    return [field.strip().lower() for field in fields] == [field.strip().lower() for field in head]


def _ragged(layout: Layout, number: int, found: int, cut: bool) -> ExportError:
    fields = "1 field" if found == 1 else f"{found} fields"
    said = f"{layout.record(number)} has {fields} where the header has {len(layout.header)}"
    if cut:
        return ExportError(f"{said}, and the file ends there: it is cut off. Export it again.")
    repair = "Check the delimiters and quotation marks there, and export it again."
    if found < len(layout.header):
        repair += " " + FOOTER
    if number == layout.row + 1 and found > len(layout.header):
        repair += " " + TITLE
    return ExportError(f"{said}. {repair}")
