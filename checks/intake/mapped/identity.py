"""A piece that is canonical already: every declared column it has, under its own name, with dates in ISO."""

import duckdb

from checks.errors import ExportError
from checks.intake.conversions import name
from checks.intake.mapped.formats import DATED
from checks.intake.mapping import TableSource, telling
from checks.intake.mapping.model import ColumnSource
from checks.intake.raws import Raw
from checks.intake.tables import Table

ENOUGH = 5  # values that say how a column's dates are written; fewer may be slips, which the gate reports


def mapping_of(table: Table, raw: Raw) -> tuple[TableSource, list[str]]:
    """The mapping of a canonical piece, and its headings that are not declared. ExportError when none is."""
    present = {column.lower(): column for column in raw.columns}
    kept = {column: ColumnSource(heading=(present[column],)) for column in table.columns if column in present}
    if not kept:
        raise ExportError(f"{raw.file} has none of the columns of {table.name}. Check its header row.")
    extra = [column or "(no heading)" for column in raw.columns if column.lower() not in kept]
    return TableSource(files=(raw.file,), columns=kept), list(dict.fromkeys(extra))


def check_dates(connection: duckdb.DuckDBPyConnection, table: Table, raw: Raw, present: frozenset[str]) -> None:
    """ExportError for a column whose dates are all written in another way than ISO: read as blank they help nobody."""
    dated = [column.name for column in table.columns.values() if column.type in DATED and column.name in present]
    if not dated:
        return
    counts = ", ".join(f"count({name(c)}), count(*) FILTER (WHERE {name(c + '__bad')})" for c in dated)
    row = connection.execute(f"SELECT {counts} FROM {name('loaded_' + table.name)}").fetchone() or ()
    for place, column in enumerate(dated):
        readable, unreadable = row[2 * place : 2 * place + 2]
        if readable == 0 and unreadable >= ENOUGH:
            _check(connection, raw, column)


def _check(connection: duckdb.DuckDBPyConnection, raw: Raw, column: str) -> None:
    place = [known.lower() for known in raw.columns].index(column)
    shapes = [str(shape) for (shape,) in connection.execute(telling.shapes(f"c{place}", name(raw.relation))).fetchall()]
    told = [telling.tell([shape]) for shape in shapes]
    if told and all(each.dates and not each.iso for each in told):
        whole = telling.tell(shapes)
        written = ", ".join(form.written for form in whole.formats)
        how = whole.doubt or f"its dates are written {written}, not YYYY-MM-DD"
        raise ExportError(f"{raw.file} column {raw.columns[place]}: {how}. Give a mapping that says date_format.")
