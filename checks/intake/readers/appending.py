"""Rows of texts into DuckDB, in batches: the one way for every reader that goes row by row."""

from collections.abc import Iterable, Sequence
from itertools import islice

import duckdb
import pandas as pd

from checks.intake.conversions import name

BATCH = 20_000
Row = tuple[int, Sequence[str | None]]  # the number of the row in its piece, and its texts


def append(connection: duckdb.DuckDBPyConnection, into: str, width: int, rows: Iterable[Row]) -> int:
    """Make the view ``into`` of texts ``c0`` and on, and ``source_row``; gives how many rows it has.

    Its table is ``<into>_text``.
    """
    make(connection, into, width)
    count = 0
    read = iter(rows)
    while batch := list(islice(read, BATCH)):
        add(connection, into, batch)
        count += len(batch)
    return count


def make(connection: duckdb.DuckDBPyConnection, into: str, width: int) -> None:
    """An empty table of ``width`` text columns with its view."""
    columns = ", ".join([*(f"c{place} VARCHAR" for place in range(width)), "source_row INTEGER"])
    connection.execute(f"CREATE OR REPLACE TABLE {name(into + '_text')} ({columns})")
    connection.execute(f"CREATE OR REPLACE VIEW {name(into)} AS SELECT * FROM {name(into + '_text')}")


def widen(connection: duckdb.DuckDBPyConnection, into: str, width: int) -> None:
    """Give the table more text columns, blank in the rows it has."""
    shown = connection.execute(f"DESCRIBE {name(into)}").fetchall()
    for place in range(len(shown) - 1, width):
        connection.execute(f"ALTER TABLE {name(into + '_text')} ADD COLUMN c{place} VARCHAR")
    columns = ", ".join([*(f"c{place}" for place in range(width)), "source_row"])
    connection.execute(f"CREATE OR REPLACE VIEW {name(into)} AS SELECT {columns} FROM {name(into + '_text')}")


def add(connection: duckdb.DuckDBPyConnection, into: str, batch: Sequence[Row]) -> None:
    """Append some rows, each as wide as the table."""
    columns = zip(*(texts for _, texts in batch), strict=True)
    frame = pd.DataFrame({f"c{place}": pd.Series(column, dtype=object) for place, column in enumerate(columns)})
    frame["source_row"] = [number for number, _ in batch]
    connection.register("batch", frame)
    connection.execute(f"INSERT INTO {name(into + '_text')} BY NAME SELECT * FROM batch")
    connection.unregister("batch")
