"""How full and how readable each column of a table is, counted when it is asked for."""

from collections.abc import Iterator, Mapping, Sequence

import duckdb

from checks.intake.accounts import ColumnRead
from checks.intake.conversions import name
from checks.intake.mapped.headings import PartRead
from checks.intake.mapped.origins import origin
from checks.intake.mapped.records import UNLISTED, Made
from checks.intake.tables import Column, Table


def count_unlisted(connection: duckdb.DuckDBPyConnection, made: Made) -> Mapping[str, int]:
    """For each translated column, how many records hold a value its mapping does not list; before ``texts`` goes."""
    if not made.unlisted:
        return {}
    counts = ", ".join(f"count(*) FILTER (WHERE {name(column + UNLISTED)})" for column in made.unlisted)
    row = connection.execute(f"SELECT {counts} FROM texts").fetchone() or ()
    return dict(zip(made.unlisted, row, strict=True))


def columns_read(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    parts: Sequence[PartRead],
    made: Made,
    unlisted: Mapping[str, int],
    records: int,
) -> list[ColumnRead]:
    """One line for each column present, from the table as it was loaded."""
    columns = [table.columns[column] for column in made.columns]
    counts = ", ".join(count for column in columns for count in _counts(column))
    row = connection.execute(f"SELECT {counts} FROM {name('loaded_' + table.name)}").fetchone() or ()
    return [
        ColumnRead(
            table.name,
            column.name,
            "; ".join(dict.fromkeys(_origins(column.name, parts))),
            records,
            row[2 * place],
            row[2 * place + 1],
            0 if _all_answered(column.name, parts) else unlisted.get(column.name, 0),
            made.formats.get(column.name, ""),
        )
        for place, column in enumerate(columns)
    ]


def _all_answered(column: str, parts: Sequence[PartRead]) -> bool:
    """Whether the mapping names a code for every value it does not list: then none of them waits for an answer."""
    specs = [part.spec.columns[column] for part in parts if column in part.spec.columns]
    return all(spec.otherwise not in (None, "keep", "blank") for spec in specs if spec.translate)


def _counts(column: Column) -> tuple[str, str]:
    """How many records hold anything (a placeholder is nothing), and in how many of them it cannot be read."""
    filled = f"{name(column.name)} IS NOT NULL"
    if column.type in ("id", "ids", "text"):
        return f"count(*) FILTER (WHERE {filled})", "0"
    bad = name(column.name + "__bad")
    return f"count(*) FILTER (WHERE {filled} OR {bad})", f"count(*) FILTER (WHERE {bad})"


def _origins(column: str, parts: Sequence[PartRead]) -> Iterator[str]:
    for part in parts:
        if column in part.spec.columns:
            yield origin(part.spec.columns[column], part.spec)
