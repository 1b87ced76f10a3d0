"""A piece that is canonical already: every declared column it has, under its own name, with dates in ISO."""

from checks.errors import ExportError
from checks.intake.mapping import TableSource
from checks.intake.mapping.column import ColumnSource
from checks.intake.raws import Raw
from checks.intake.tables import Table


def mapping_of(table: Table, raw: Raw) -> tuple[TableSource, list[str]]:
    """The mapping of a canonical piece, and its headings that are not declared. ExportError when none is."""
    present = {column.lower(): column for column in raw.columns}
    kept = {column: ColumnSource(heading=(present[column],)) for column in table.columns if column in present}
    if not kept:
        raise ExportError(f"{raw.file} has none of the columns of {table.name}. Check its header row.")
    extra = [column or "(no heading)" for column in raw.columns if column.lower() not in kept]
    return TableSource(files=(raw.file,), columns=kept), list(dict.fromkeys(extra))
