"""CSV into DuckDB as text, every record numbered as it stands in its file.

The header is record 1. DuckDB reads a plain file directly; anything unusual (another encoding,
empty lines, mixed line endings, or whatever DuckDB refuses) goes through Python's csv reader, which
is slower and can say exactly which record is at fault.
"""

import csv
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from glob import escape
from pathlib import Path

import duckdb
import pandas as pd

from checks.errors import ExportError
from checks.intake import encodings
from checks.intake.conversions import literal, name

BATCH = 20_000
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class TextTable:
    """A file read as text. ``columns`` are its headers as written; column i is ``c<i>`` in DuckDB."""

    columns: tuple[str, ...]
    encoding: str
    skipped: tuple[int, ...]  # lines that hold nothing at all, by line number


def read(connection: duckdb.DuckDBPyConnection, path: Path, into: str) -> TextTable:
    """Read a CSV file into a table of texts with a ``source_row`` for each record.

    Raises ExportError naming the file, the record and the repair; never quotes a value.
    """
    csv.field_size_limit(sys.maxsize)
    text = encodings.tell(path)
    header, delimiter = _header(path, text.encoding)
    if text.plain and _read_plain(connection, path, into, header, delimiter):
        return TextTable(header, text.encoding, ())
    return TextTable(header, text.encoding, _read_records(connection, path, into, header, delimiter, text.encoding))


def _header(path: Path, encoding: str) -> tuple[tuple[str, ...], str]:
    with path.open(encoding=encoding, newline="") as file:
        line = next((line for line in file if line.strip()), "")
        if not line:
            raise ExportError(f"{path.name} is empty: it has not even a header row. Export it again.")
        delimiter = max(DELIMITERS, key=line.count)
        file.seek(0)
        header = next(record for _, record in _records(file, path, delimiter))
    names = [field.strip() for field in header]
    repeated = {field for field in names if field and [n.lower() for n in names].count(field.lower()) > 1}
    if repeated:
        raise ExportError(f"{path.name} has two columns headed {min(repeated)}. Rename or remove one of them.")
    return tuple(names), delimiter


def _read_plain(
    connection: duckdb.DuckDBPyConnection, path: Path, into: str, header: tuple[str, ...], delimiter: str
) -> bool:
    """DuckDB's own reader, told everything so that it guesses nothing; False when it refuses the file."""
    columns = ", ".join(f"{literal(f'c{place}')}: 'VARCHAR'" for place in range(len(header)))
    try:
        connection.execute(
            f"CREATE OR REPLACE TABLE {name(into + '_text')} AS SELECT * FROM read_csv({literal(escape(str(path)))}, "
            f"columns = {{{columns}}}, auto_detect = false, header = true, delim = {literal(delimiter)}, "
            "quote = '\"', escape = '\"', strict_mode = true, null_padding = false)"
        )
    except duckdb.Error:
        return False
    # The table keeps the file's order, so a row's place in it is its record number less the header.
    connection.execute(
        f"CREATE OR REPLACE VIEW {name(into)} AS "
        f"SELECT *, CAST(rowid + 2 AS INTEGER) AS source_row FROM {name(into + '_text')}"
    )
    return True


def _read_records(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    into: str,
    header: tuple[str, ...],
    delimiter: str,
    encoding: str,
) -> tuple[int, ...]:
    columns = ", ".join([*(f"c{place} VARCHAR" for place in range(len(header))), "source_row INTEGER"])
    connection.execute(f"CREATE OR REPLACE TABLE {name(into + '_text')} ({columns})")
    connection.execute(f"CREATE OR REPLACE VIEW {name(into)} AS SELECT * FROM {name(into + '_text')}")
    skipped: list[int] = []
    batch: list[list[str | int]] = []
    record = 1
    with path.open(encoding=encoding, newline="") as file:
        rows = _records(file, path, delimiter, skipped)
        next(rows)
        for _, fields in rows:
            record += 1
            if len(fields) != len(header):
                raise ExportError(
                    f"{path.name} record {record} (the header is 1) has {len(fields)} fields where the header has "
                    f"{len(header)}. Check the delimiters and quotation marks there, and export the file again."
                )
            batch.append([*fields, record])
            if len(batch) == BATCH:
                _append(connection, into, batch)
                batch = []
    _append(connection, into, batch)
    return tuple(skipped)


def _append(connection: duckdb.DuckDBPyConnection, into: str, batch: list[list[str | int]]) -> None:
    if batch:
        frame = pd.DataFrame(batch)
        connection.register("batch", frame)
        connection.execute(f"INSERT INTO {name(into + '_text')} SELECT * FROM batch")
        connection.unregister("batch")


def _records(
    file: io.TextIOBase, path: Path, delimiter: str, skipped: list[int] | None = None
) -> Iterator[tuple[int, list[str]]]:
    """Records with the line each ends on; lines that hold nothing go to ``skipped``."""
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    try:
        for fields in reader:
            if not fields or (len(fields) == 1 and not fields[0].strip()):
                if skipped is not None:
                    skipped.append(reader.line_num)
                continue
            if any("\x00" in field for field in fields):
                raise ExportError(f"{path.name} line {reader.line_num} holds a NUL character. Export it again as text.")
            yield reader.line_num, fields
    except csv.Error:
        raise ExportError(
            f"{path.name} line {reader.line_num}: the quotation marks do not match up. Export the file again with "
            "every quotation mark inside a field doubled."
        ) from None
