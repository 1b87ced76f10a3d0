"""A database's table or view as text, streamed, and counted by the database too."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import duckdb

from checks.errors import ExportError
from checks.intake.databases import Relation
from checks.intake.pieces import Options, Piece, TextTable
from checks.intake.readers import appending
from checks.intake.readers.appending import BATCH, Row
from checks.intake.readers.cell_texts import UnwritableError, text_of

if TYPE_CHECKING:
    from sqlalchemy import ColumnClause, TableClause

Texts = list[str | None]


def read(connection: duckdb.DuckDBPyConnection, piece: Piece, into: str, options: Options) -> TextTable:
    """Read a table into a table of texts; ``source_row`` counts its rows as the database gives them, the first being 1.

    Raises ExportError naming the table, the column and the repair; never quotes a value or the database.
    """
    from sqlalchemy.exc import SQLAlchemyError

    relation: Relation = piece.database
    try:
        columns, logical = _columns(relation)
        _check_headings(piece, columns)
        held = _count(relation)
        rows = _rows(relation, piece, columns, logical)
        count = appending.append(connection, into, len(columns), rows)
    except (SQLAlchemyError, OSError, OverflowError, ValueError, TypeError):
        raise ExportError(
            f"{piece.label} cannot be read from the database. Check that its user may read it and that the connection "
            "holds, or export the table as CSV."
        ) from None
    if count != held:
        raise ExportError(
            f"{piece.label} changed while it was read: {held} rows are there and {count} came. Run again."
        )
    return TextTable(tuple(" ".join(column.split()) for column in columns), "database", (), {"record": count})


def _columns(relation: Relation) -> tuple[list[str], frozenset[int]]:
    """The columns' names, and the places of those that are declared as yes or no."""
    from sqlalchemy import Boolean, inspect

    described = inspect(relation.connection).get_columns(relation.name, schema=relation.schema)
    logical = [place for place, column in enumerate(described) if isinstance(column["type"], Boolean)]
    return [str(column["name"]) for column in described], frozenset(logical)


def _check_headings(piece: Piece, columns: list[str]) -> None:
    headings = [" ".join(column.split()).lower() for column in columns]
    twice = next((heading for heading in headings if headings.count(heading) > 1), None)
    if twice is not None:
        raise ExportError(f"{piece.label} has two columns headed {twice}. Make a view that renames one.")
    if not columns:
        raise ExportError(f"{piece.label} has no columns. Check that the database's user may read it.")


def _count(relation: Relation) -> int:
    from sqlalchemy import func, select

    return int(relation.connection.scalar(select(func.count()).select_from(_from(relation))) or 0)


def _from(relation: Relation) -> "TableClause":
    from sqlalchemy import table

    return table(relation.name, schema=relation.schema)


def _rows(relation: Relation, piece: Piece, columns: list[str], logical: frozenset[int]) -> Iterator[Row]:
    from sqlalchemy import column, select
    from sqlalchemy.sql.elements import quoted_name

    chosen: list[ColumnClause[Any]] = [column(quoted_name(name, quote=True)) for name in columns]
    streaming = relation.connection.execution_options(stream_results=True, max_row_buffer=BATCH)
    result = streaming.execute(select(*chosen).select_from(_from(relation)))
    number = 0
    for part in result.partitions(BATCH):
        for values in part:
            number += 1
            yield number, _texts(values, number, piece, columns, logical)


def _texts(values: Sequence[object], number: int, piece: Piece, columns: list[str], logical: frozenset[int]) -> Texts:
    texts: Texts = []
    for place, value in enumerate(values):
        try:
            if place in logical and value in (0, 1):
                texts.append(text_of(bool(value)))
            else:
                texts.append(text_of(value))
        except UnwritableError as fault:
            raise ExportError(f"{piece.label} row {number} column {columns[place]} {fault}") from None
    return texts
