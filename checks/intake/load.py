"""An export into typed tables, every record kept and numbered.

For each canonical table there are afterwards two relations:

* ``loaded_<table>``: every record of the export, typed, with ``source_file``, ``source_row``,
  ``after_as_of`` and, beside each column x, ``x__bad`` (could not be read), ``x__timed`` (has a
  time), ``x__placeholder`` (says nothing) or ``x__mask`` (a list of codes as bits). The gate reads it.
* ``<table>``: the records the rules may read: none after ``as_of``, and no other date after it
  unless the column looks ahead (P2); ``x__future`` tells of a date x read as blank for that. A table
  the export lacks is there too, empty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from checks.errors import ExportError
from checks.intake import conversions, files, mapped, shifted, typed
from checks.intake import mapping as mappings
from checks.intake.conversions import name
from checks.intake.opening import Offered, opened
from checks.intake.pieces import Options, Piece
from checks.intake.readers import parquet_files, reading
from checks.intake.tables import Table, declared


@dataclass(frozen=True)
class Source:
    """One file read: its table, how many records it held, and how it was written."""

    table: str
    file: str
    records: int
    encoding: str
    skipped: tuple[int, ...]


@dataclass(frozen=True)
class Loaded:
    """What an export held. ``columns`` gives, for each table present, its columns that are present."""

    columns: Mapping[str, frozenset[str]]
    sources: Sequence[Source]
    records: Mapping[str, int]
    unexpected: Sequence[tuple[str, str]]  # (table or '', column or file) that nothing asked for
    lacking: Sequence[tuple[str, str]] = ()  # (table, file) that a mapping reads and the folder lacks

    def absent(self) -> frozenset[str]:
        """The canonical tables the export does not have."""
        return frozenset(declared()) - frozenset(self.columns)

    def joined(self, table: str) -> bool:
        """Whether a table's records come from several files, so that a record number alone does not say where."""
        return sum(source.table == table for source in self.sources) > 1


@dataclass(frozen=True)
class _Part:
    """One table as read: what it is made of, its headings that are not declared, and its files."""

    spec: mappings.TableSource
    date_format: str
    raw: Sequence[mapped.Raw]
    extra: Sequence[str]
    sources: Sequence[Source]


def load(
    connection: duckdb.DuckDBPyConnection,
    export: Path,
    as_of: date,
    placeholders: Sequence[str],
    mapping: mappings.Mapping | None = None,
) -> Loaded:
    """Read a whole export; see the module. Raises ExportError for what cannot be read."""
    conversions.register_functions(connection)
    empty_words = conversions.normalised(connection, placeholders)
    with opened(export) as offered:
        plan, others, lacking = _plan(offered, export, mapping)
        return _load(connection, plan, others, lacking, as_of, empty_words, mapping)


def _load(
    connection: duckdb.DuckDBPyConnection,
    plan: Mapping[str, Sequence[Piece]],
    others: Sequence[str],
    lacking: Sequence[tuple[str, str]],
    as_of: date,
    empty_words: Sequence[str],
    mapping: mappings.Mapping | None,
) -> Loaded:
    columns: dict[str, frozenset[str]] = {}
    sources: list[Source] = []
    unexpected: list[tuple[str, str]] = [("", other) for other in others]
    records: dict[str, int] = {}
    for table in declared().values():
        part = _read(connection, table, plan.get(table.name, []), mapping)
        if part is not None:
            columns[table.name] = frozenset(part.spec.columns)
            sources += part.sources
            unexpected += [(table.name, column) for column in part.extra]
        records[table.name] = _make(connection, table, part, as_of, empty_words)
    return Loaded(columns, sources, records, unexpected, lacking)


def _plan(
    offered: Offered, export: Path, mapping: mappings.Mapping | None
) -> tuple[dict[str, list[Piece]], Sequence[str], Sequence[tuple[str, str]]]:
    """The pieces of each table, the names of those that nothing asked for, and of those asked for in vain."""
    if mapping is None:
        folder = files.find_tables(offered, str(export))
        return {table: [piece] for table, piece in folder.tables.items()}, folder.others, ()
    found = {piece.file.lower(): piece for piece in offered.pieces}
    plan: dict[str, list[Piece]] = {}
    lacking: list[tuple[str, str]] = []
    for table, source in mapping.tables.items():
        present = [found[file.lower()] for file in source.files if file.lower() in found]
        if present:
            plan[table] = present
            lacking += [(table, file) for file in source.files if file.lower() not in found]
    if not plan:
        raise ExportError(f"Folder {export} holds none of the files the mapping reads. Check the path.")
    used = {piece for pieces in plan.values() for piece in pieces}
    unused = [piece.label for piece in offered.pieces if piece not in used]
    return plan, sorted([*unused, *offered.others]), lacking


def _read(
    connection: duckdb.DuckDBPyConnection, table: Table, pieces: Sequence[Piece], mapping: mappings.Mapping | None
) -> _Part | None:
    """Leave the table's records as texts in the view ``texts``; None for a table that no file feeds."""
    if not pieces:
        connection.execute("CREATE OR REPLACE TEMP VIEW texts AS SELECT '' AS source_file, 0 AS source_row WHERE false")
        return None
    raw: list[mapped.Raw] = []
    sources: list[Source] = []
    for place, piece in enumerate(pieces):
        text = reading.read(connection, piece, f"raw_{place}", Options())
        raw.append(mapped.Raw(piece.label, f"raw_{place}", text.columns))
        sources.append(Source(table.name, piece.label, text.rows["record"], text.encoding, text.skipped))
    spec = mapping.tables[table.name] if mapping else mapped.identity(table, raw[0].columns, raw[0].file)
    if not spec.columns:
        raise ExportError(f"{pieces[0].label} has none of the columns of {table.name}. Check its header row.")
    date_format = mapping.date_format if mapping else mappings.ISO
    query = mapped.select(table, spec, date_format, raw)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW texts AS {query}")
    known = {column.lower() for column in spec.columns}
    extra = [] if mapping else [column or "(no heading)" for column in raw[0].columns if column.lower() not in known]
    return _Part(spec, date_format, raw, tuple(dict.fromkeys(extra)), sources)


def _make(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    part: _Part | None,
    as_of: date,
    placeholders: Sequence[str],
) -> int:
    """Type the table; gives its number of records, of which none may have gone missing on the way."""
    present = frozenset(part.spec.columns) if part else frozenset()
    try:
        typed.make(connection, table, present, as_of, placeholders)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:
        # Only now are the pages of a Parquet file read; what DuckDB says of a fault there may quote a record.
        parquet = [source.file for source in part.sources if source.encoding == "parquet"] if part else []
        if not parquet:
            raise
        raise parquet_files.unreadable(" or ".join(parquet)) from None
    if part:
        shifted.check(connection, table, part.raw, shifted.feeds(table, part.spec, part.date_format))
    _drop_raw(connection)
    records = _count(connection, f"loaded_{table.name}")
    held = sum(source.records for source in part.sources) if part else 0
    if records != held and not (part and part.spec.one_record_per):
        files = " and ".join(source.file for source in part.sources) if part else table.name
        raise ExportError(f"{files}: {held} records are there and {records} could be read. Export it again.")
    return records


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {name(relation)}").fetchone()
    return int(row[0]) if row else 0


def _drop_raw(connection: duckdb.DuckDBPyConnection) -> None:
    """Give back the memory of the text that has been typed."""
    found = connection.execute(r"SELECT view_name FROM duckdb_views() WHERE view_name LIKE 'raw\_%' ESCAPE '\'")
    for (view,) in found.fetchall():
        connection.execute(f"DROP VIEW {name(view)}")
        connection.execute(f"DROP TABLE IF EXISTS {name(view + '_text')}")
