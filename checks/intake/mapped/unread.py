"""Date columns that came out blank because all of their dates are written in another way than was expected."""

from collections.abc import Callable

import duckdb

from checks.errors import ExportError
from checks.intake.conversions import name
from checks.intake.mapped.formats import DATED
from checks.intake.mapped.records import Made
from checks.intake.mapping import telling
from checks.intake.tables import Table

ENOUGH = 5  # values that say how a column's dates are written; fewer may be slips, which the gate reports


def check_dates(
    connection: duckdb.DuckDBPyConnection, table: Table, made: Made, named: Callable[[str], str], repair: str
) -> None:
    """ExportError for a date column of which nothing could be read and all is a date of another format.

    Read as blank it would help nobody, and rules would find blanks that are none. ``named`` says how a message names
    a column, ``repair`` what to do.
    """
    dated = [column for column in made.columns if table.columns[column].type in DATED]
    if not dated:
        return
    counts = ", ".join(f"count({name(c)}), count(*) FILTER (WHERE {name(c + '__bad')})" for c in dated)
    row = connection.execute(f"SELECT {counts} FROM {name('loaded_' + table.name)}").fetchone() or ()
    for place, column in enumerate(dated):
        readable, unreadable = row[2 * place : 2 * place + 2]
        if readable == 0 and unreadable >= ENOUGH:
            found = connection.execute(telling.shapes(name(column), f"({made.query})")).fetchall()
            _check([str(shape) for (shape,) in found], named(column), repair)


def _check(shapes: list[str], column: str, repair: str) -> None:
    told = [telling.tell([shape]) for shape in shapes]
    if told and all(each.dates and not each.iso for each in told):
        whole = telling.tell(shapes)
        written = " and ".join(form.written for form in whole.formats)
        how = whole.doubt or f"its dates are written {written}, and none could be read"
        raise ExportError(f"{column}: {how}. {repair}")
