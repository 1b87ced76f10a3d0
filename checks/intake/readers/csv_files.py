"""CSV into DuckDB as text, every record numbered as it stands in its file.

The header is record 1. DuckDB reads a plain file directly; anything unusual (another encoding,
empty lines, mixed line endings, or whatever DuckDB refuses) goes through Python's csv reader, which
is slower and can say exactly which record is at fault. Both give the same table.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from glob import escape
from pathlib import Path

import duckdb
import pandas as pd

from checks.errors import ExportError
from checks.intake.conversions import literal, name
from checks.intake.pieces import Options, Piece, TextTable
from checks.intake.readers import encodings

BATCH = 20_000
DELIMITERS = (",", ";", "\t", "|")
LONGEST_FIELD = 2**31 - 1  # what the csv module takes on every system


@dataclass(frozen=True)
class Layout:
    """How a file is laid out: its encoding, its delimiter, and the header record field by field.

    ``plain`` as in ``encodings.Text``, and the header stands in the first line.
    """

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    plain: bool


def read(connection: duckdb.DuckDBPyConnection, piece: Piece, into: str, options: Options) -> TextTable:
    """Read a CSV file into a table of texts with a ``source_row`` for each record.

    Raises ExportError naming the file, the record and the repair; never quotes a value.
    """
    assert piece.path is not None
    layout = lay_out(piece.path)
    skipped: tuple[int, ...] = ()
    if not (layout.plain and read_plain(connection, layout, into)):
        skipped = read_records(connection, layout, into)
    found = connection.execute(f"SELECT count(*) FROM {name(into)}").fetchone()
    rows = {"header": 1, "record": found[0] if found else 0, "empty": len(skipped)}
    return TextTable(tuple(field.strip() for field in layout.header), layout.encoding, skipped, rows)


def lay_out(path: Path) -> Layout:
    """How a file is laid out. ExportError when it has no header, or one heading twice."""
    text = encodings.tell(path)
    before: list[int] = []
    with path.open(encoding=text.encoding, newline="") as file:
        line = next((line for line in file if line.strip()), "")
        delimiter = max(DELIMITERS, key=line.count)
        file.seek(0)
        header = next(_records(file, path, delimiter, before), [])
    names = [field.strip().lower() for field in header]
    if not any(names):
        raise ExportError(f"{path.name} is empty: it has not even a header row. Export it again.")
    places = {field: [place for place, other in enumerate(names, 1) if other == field] for field in names if field}
    repeated = next((found for found in places.values() if len(found) > 1), None)
    if repeated:  # by place: in a file without a header row the "headings" are somebody's record
        columns = " and ".join(str(place) for place in repeated)
        raise ExportError(f"{path.name} has the same heading over columns {columns}. Rename or remove one of them.")
    return Layout(path, text.encoding, delimiter, tuple(header), text.plain and not before)


def read_plain(connection: duckdb.DuckDBPyConnection, layout: Layout, into: str) -> bool:
    """DuckDB's own reader, told everything so that it guesses nothing; False when it is not to be trusted."""
    columns = ", ".join(f"{literal(f'c{place}')}: 'VARCHAR'" for place in range(len(layout.header)))
    try:
        connection.execute(
            f"CREATE OR REPLACE TABLE {name(into + '_text')} AS "
            f"SELECT * FROM read_csv({literal(escape(str(layout.path.absolute())))}, "
            f"columns = {{{columns}}}, auto_detect = false, header = true, delim = {literal(layout.delimiter)}, "
            "quote = '\"', escape = '\"', strict_mode = true, null_padding = false, hive_partitioning = false)"
        )
    except duckdb.Error:
        return False
    if not _adds_up(connection, layout, name(into + "_text")):
        return False
    # The table keeps the file's order, so a row's place in it is its record number less the header.
    connection.execute(
        f"CREATE OR REPLACE VIEW {name(into)} AS "
        f"SELECT *, CAST(rowid + 2 AS INTEGER) AS source_row FROM {name(into + '_text')}"
    )
    return True


def _adds_up(connection: duckdb.DuckDBPyConnection, layout: Layout, texts: str) -> bool:
    """Whether every delimiter of the file is accounted for.

    DuckDB drops an extra empty field at the end of a record without a word, and a record in which an
    unquoted comma moved every later value one column on ends in just such a field.
    """
    mark = literal(layout.delimiter)
    inside = " + ".join(
        f"coalesce(sum(CASE WHEN contains(c{place}, {mark}) "
        f"THEN strlen(c{place}) - strlen(replace(c{place}, {mark}, '')) END), 0)"
        for place in range(len(layout.header))
    )
    row = connection.execute(f"SELECT CAST({inside} AS BIGINT), count(*) FROM {texts}").fetchone()
    within, records = row or (0, 0)
    with layout.path.open("rb") as file:
        blocks = iter(lambda: file.read(encodings.CHUNK), b"")
        found = sum(block.count(layout.delimiter.encode()) for block in blocks)
    in_header = sum(field.count(layout.delimiter) for field in layout.header)
    expected: int = in_header + within + (len(layout.header) - 1) * (records + 1)
    return found == expected


def read_records(connection: duckdb.DuckDBPyConnection, layout: Layout, into: str) -> tuple[int, ...]:
    """Python's reader, record by record; gives the numbers of the lines that hold nothing."""
    columns = ", ".join([*(f"c{place} VARCHAR" for place in range(len(layout.header))), "source_row INTEGER"])
    connection.execute(f"CREATE OR REPLACE TABLE {name(into + '_text')} ({columns})")
    connection.execute(f"CREATE OR REPLACE VIEW {name(into)} AS SELECT * FROM {name(into + '_text')}")
    skipped: list[int] = []
    batch: list[list[str | int]] = []
    with layout.path.open(encoding=layout.encoding, newline="") as file:
        for record, fields in enumerate(_records(file, layout.path, layout.delimiter, skipped), 1):
            if len(fields) != len(layout.header):
                raise ExportError(
                    f"{layout.path.name} record {record} (the header is 1) has {len(fields)} fields where the header "
                    f"has {len(layout.header)}. Check the delimiters and quotation marks there, and export it again."
                )
            if record > 1:
                batch.append([*fields, record])
            if len(batch) == BATCH:
                _append(connection, into, batch)
                batch = []
    _append(connection, into, batch)
    return tuple(skipped)


def _append(connection: duckdb.DuckDBPyConnection, into: str, batch: list[list[str | int]]) -> None:
    if batch:
        connection.register("batch", pd.DataFrame(batch))
        connection.execute(f"INSERT INTO {name(into + '_text')} SELECT * FROM batch")
        connection.unregister("batch")


def _records(file: io.TextIOBase, path: Path, delimiter: str, skipped: list[int]) -> Iterator[list[str]]:
    """Records, field by field; the numbers of lines that hold nothing go to ``skipped``.

    In a table of one column a quoted or spaced blank is a record; elsewhere it is a line of nothing.
    """
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(file, delimiter=delimiter, strict=True, skipinitialspace=True)
    width = 0
    try:
        for fields in reader:
            if not fields or (width != 1 and len(fields) == 1 and not fields[0].strip()):
                skipped.append(reader.line_num)
                continue
            width = width or len(fields)
            if any("\x00" in field for field in fields):
                raise ExportError(f"{path.name} line {reader.line_num} holds a NUL character. Export it again as text.")
            yield fields
    except csv.Error:
        raise ExportError(
            f"{path.name} line {reader.line_num}: the quotation marks do not match up. Export the file again with "
            "every quotation mark inside a field doubled."
        ) from None
