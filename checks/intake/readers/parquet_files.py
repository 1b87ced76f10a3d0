"""Parquet as text: the same rows, numbers and words that a CSV of the file would hold."""

import re
from glob import escape

import duckdb

from checks.errors import ExportError
from checks.intake.conversions import literal, name
from checks.intake.pieces import Options, Piece, TextTable

# Ids kept as floats lose their '.0'; a date and time at midnight stays one, and a date column reads its day.
NUMBER = (
    "CASE WHEN {x} = trunc({x}) AND abs({x}) < 1e15 THEN CAST(CAST({x} AS BIGINT) AS VARCHAR) "
    "ELSE CAST({x} AS VARCHAR) END"
)
WRITTEN = {
    "BOOLEAN": "CASE {x} WHEN true THEN 'yes' WHEN false THEN 'no' END",
    "FLOAT": NUMBER,
    "DOUBLE": NUMBER,
    "DECIMAL": NUMBER,
    "LIST": "array_to_string(CAST({x} AS VARCHAR[]), ';')",
}
PLAIN = "CAST({x} AS VARCHAR)"
NESTED = re.compile(r"STRUCT|MAP|UNION|\]\[|VARIANT")
ROW_NUMBER = "file_row_number"  # DuckDB's name for it, which a file's own column must not have


def read(connection: duckdb.DuckDBPyConnection, piece: Piece, into: str, options: Options) -> TextTable:
    """Show a Parquet file as a view of texts with a ``source_row`` for each record (the first is 2).

    Raises ExportError when the file's footer cannot be read or a column holds no text, number or
    date; a fault further in appears when the view is read.
    """
    path = piece.path
    assert path is not None
    file = literal(escape(str(path.absolute())))
    try:
        described = connection.execute(
            f"DESCRIBE SELECT * FROM read_parquet({file}, hive_partitioning = false)"
        ).fetchall()
    except duckdb.Error:
        raise unreadable(piece.label) from None
    columns = tuple(" ".join(str(row[0]).split()) for row in described)
    _check(piece.label, columns, [str(row[1]) for row in described])
    texts = ", ".join(
        f"{WRITTEN.get(_kind(str(row[1])), PLAIN).format(x=name(row[0]))} AS c{place}"
        for place, row in enumerate(described)
    )
    connection.execute(
        f"CREATE OR REPLACE VIEW {name(into)} AS SELECT {texts}, CAST({ROW_NUMBER} + 2 AS INTEGER) AS source_row "
        f"FROM read_parquet({file}, {ROW_NUMBER} = true, hive_partitioning = false)"
    )
    held = connection.execute(f"SELECT count(*) FROM read_parquet({file}, hive_partitioning = false)").fetchone()
    return TextTable(columns, "parquet", (), {"record": held[0] if held else 0})


def unreadable(files: str) -> ExportError:
    """What to say of a Parquet file whose footer or pages cannot be read."""
    return ExportError(f"{files} cannot be read as Parquet. It may be damaged or cut short; export it again.")


def _check(label: str, columns: tuple[str, ...], kinds: list[str]) -> None:
    lowered = [column.lower() for column in columns]
    for column, kind in zip(columns, kinds, strict=True):
        if NESTED.search(kind):
            raise ExportError(f"{label} column {column} holds nested data. Export it as text.")
        if kind.startswith("BLOB"):
            raise ExportError(f"{label} column {column} holds bytes. Export it as text.")
        if lowered.count(column.lower()) > 1:
            raise ExportError(f"{label} has two columns headed {column}. Rename or remove one of them.")
        if column.lower() == ROW_NUMBER:
            raise ExportError(f"{label} has a column headed {column}, a name kept for its reader. Rename it.")


def _kind(written: str) -> str:
    return "LIST" if written.endswith("]") else written.partition("(")[0]
