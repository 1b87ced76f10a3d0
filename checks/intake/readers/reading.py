"""One piece of an export as a relation of texts, whatever it is written in."""

from dataclasses import replace

import duckdb

from checks.errors import ExportError, PolicyError
from checks.intake import kinds
from checks.intake.pieces import Options, Piece, TextTable
from checks.intake.readers import csv_files, databases, json_files, parquet_files, workbooks

READERS = {
    "csv": csv_files.read,
    "database": databases.read,
    "json": json_files.read,
    "parquet": parquet_files.read,
    "workbook": workbooks.read,
}


def read(connection: duckdb.DuckDBPyConnection, piece: Piece, into: str, options: Options) -> TextTable:
    """Read a piece into the relation ``into`` (see ``TextTable``).

    A sign in a heading that no message can show is replaced by a mark. Raises ExportError naming the piece, the row
    and the repair; never quotes a value.
    """
    if options.footer and piece.kind not in ("csv", "workbook"):
        raise PolicyError(
            f"The mapping gives {piece.label} a footer, which only CSV files and sheets have. Remove it there."
        )
    table = READERS[piece.kind](connection, piece, into, options)
    columns = tuple(map(kinds.shown, table.columns))
    if columns == table.columns:
        return table
    filled = [column.lower() for column in columns if column]
    if len(set(filled)) < len(filled):
        raise ExportError(f"{piece.label} has two headings that look the same. Rename or remove one of them.")
    return replace(table, columns=columns)
