"""Parquet as text: the same rows, numbers and words that a CSV of the file would hold."""

from glob import escape
from pathlib import Path

import duckdb

from checks.errors import ExportError
from checks.intake.conversions import literal, name
from checks.intake.csv_files import TextTable

# A date column exported with a time of midnight is a date; ids kept as floats lose their '.0'.
WRITTEN = {
    "BOOLEAN": "CASE {x} WHEN true THEN 'yes' WHEN false THEN 'no' END",
    "DOUBLE": "CASE WHEN {x} = trunc({x}) AND abs({x}) < 1e15 THEN CAST(CAST({x} AS BIGINT) AS VARCHAR) "
    "ELSE CAST({x} AS VARCHAR) END",
    "VARCHAR[]": "array_to_string({x}, ';')",
}
REFUSED = ("STRUCT", "MAP", "BLOB", "UNION")


def read(connection: duckdb.DuckDBPyConnection, path: Path, into: str) -> TextTable:
    """Show a Parquet file as a view of texts with a ``source_row`` for each record (the first is 2)."""
    scan = f"read_parquet({literal(escape(str(path)))}, file_row_number = true)"
    try:
        described = connection.execute(f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {scan}").fetchall()
    except duckdb.Error:
        raise ExportError(f"{path.name} cannot be read as Parquet. It may be cut short; export it again.") from None
    columns = [str(row[0]).strip() for row in described]
    lowered = [column.lower() for column in columns]
    for column, kind in ((row[0], str(row[1])) for row in described):
        if kind.startswith(REFUSED) or (kind.endswith("[]") and kind != "VARCHAR[]"):
            raise ExportError(f"{path.name} column {column} holds nested data. Export it as text.")
        if lowered.count(column.strip().lower()) > 1:
            raise ExportError(f"{path.name} has two columns headed {column}. Rename or remove one of them.")
    texts = ", ".join(
        f"{WRITTEN.get(_kind(str(row[1])), 'CAST({x} AS VARCHAR)').format(x=name(row[0]))} AS c{place}"
        for place, row in enumerate(described)
    )
    connection.execute(
        f"CREATE OR REPLACE VIEW {name(into)} AS "
        f"SELECT {texts}, CAST(file_row_number + 2 AS INTEGER) AS source_row FROM {scan}"
    )
    return TextTable(tuple(columns), "parquet", ())


def _kind(written: str) -> str:
    return "DOUBLE" if written == "FLOAT" or written.startswith("DECIMAL") else written
