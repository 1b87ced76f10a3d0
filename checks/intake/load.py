"""An export into typed tables, every record kept and numbered.

For each canonical table there are afterwards two relations:

* ``loaded_<table>``: every record of the export, typed, with ``source_file``, ``source_row``,
  ``after_as_of`` and, beside each column x, ``x__bad`` (could not be read), ``x__timed`` (has a
  time), ``x__placeholder`` (says nothing) or ``x__mask`` (a list of codes as bits). The gate reads it.
* ``<table>``: the records the rules may read: none after ``as_of``, and no other date after it
  unless the column looks ahead (P2); ``x__future`` tells of a date x read as blank for that. A table
  the export lacks is there too, empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from checks.intake import conversions, planning, shifted, typed
from checks.intake import mapping as mappings
from checks.intake.accounts import Account, ColumnRead
from checks.intake.conversions import name
from checks.intake.mapped import identity, records, unread
from checks.intake.mapped.details import columns_read, count_unlisted
from checks.intake.mapped.headings import PartRead
from checks.intake.mapped.origins import origin
from checks.intake.opening import opened
from checks.intake.planning import Plan, TablePlan
from checks.intake.raws import Raw, Raws
from checks.intake.readers import parquet_files
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
    accounts: Sequence[Account] = ()  # what became of every row of every piece
    details: Sequence[ColumnRead] = ()  # where each column came from, when that was asked for
    looked_up: Sequence[Source] = ()  # files that are only joined to others, for the notes on files

    def absent(self) -> frozenset[str]:
        """The canonical tables the export does not have."""
        return frozenset(declared()) - frozenset(self.columns)

    def joined(self, table: str) -> bool:
        """Whether a table's records come from several files, so that a record number alone does not say where."""
        return sum(source.table == table for source in self.sources) > 1


@dataclass(frozen=True)
class _Run:
    """What every table of one run is read with."""

    connection: duckdb.DuckDBPyConnection
    mapping: mappings.Mapping | None
    as_of: date
    empty_words: Sequence[str]
    raws: Raws
    details: bool


@dataclass(frozen=True)
class _Table:
    """One table as read."""

    columns: frozenset[str]
    sources: Sequence[Source]
    looked_up: Sequence[Source]
    extra: Sequence[str]
    accounts: Sequence[Account]
    details: Sequence[ColumnRead]
    records: int


def load(
    connection: duckdb.DuckDBPyConnection,
    export: str | Path,
    as_of: date,
    placeholders: Sequence[str],
    mapping: mappings.Mapping | None = None,
    *,
    details: bool = False,
) -> Loaded:
    """Read a whole export; see the module. ``details`` counts how full each column is, which an audit never asks.

    Raises ExportError for what cannot be read, and where a row is not accounted for.
    """
    conversions.register_functions(connection)
    empty_words = conversions.normalised(connection, placeholders)
    with opened(export) as offered:
        found = planning.plan(offered, str(export), mapping)
        uses = [wanted for table in found.tables.values() for wanted in table.uses()]
        return _load(_Run(connection, mapping, as_of, empty_words, Raws(connection, uses), details), found)


def _load(run: _Run, found: Plan) -> Loaded:
    read: dict[str, _Table] = {}
    records_of: dict[str, int] = {}
    for table in declared().values():
        plan = found.tables.get(table.name)
        if plan is None:
            run.connection.execute(f"CREATE OR REPLACE TEMP VIEW texts AS {records.NO_RECORDS}")
            typed.make(run.connection, table, frozenset(), run.as_of, run.empty_words)
            records_of[table.name] = 0
        else:
            read[table.name] = _read(run, table, plan)
            records_of[table.name] = read[table.name].records
    unexpected = [("", other) for other in found.others]
    return Loaded(
        columns={table: part.columns for table, part in read.items()},
        sources=[source for part in read.values() for source in part.sources],
        records=records_of,
        unexpected=[*unexpected, *((table, column) for table, part in read.items() for column in part.extra)],
        lacking=found.lacking,
        accounts=[account for part in read.values() for account in part.accounts],
        details=[line for part in read.values() for line in part.details],
        looked_up=[source for part in read.values() for source in part.looked_up],
    )


def _read(run: _Run, table: Table, plan: TablePlan) -> _Table:
    """Read, map and type one table. ExportError for what cannot be read, whatever DuckDB says of it."""
    parts = [
        PartRead(
            table.name,
            place,
            part.spec,
            [run.raws.read(wanted) for wanted in part.pieces],
            {join: [run.raws.read(wanted) for wanted in pieces] for join, pieces in part.joined.items()},
            run.mapping,
        )
        for place, part in enumerate(plan.parts)
    ]
    try:
        return _make(run, table, plan, parts)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:
        # Only now are the pages of a Parquet file read; what DuckDB says of a fault there may quote a record.
        parquet = [raw.file for raw in _all_raws(parts) if raw.text.encoding == "parquet"]
        if not parquet:
            raise
        raise parquet_files.unreadable(" or ".join(parquet)) from None
    finally:
        run.raws.done(plan.uses())


def _make(run: _Run, table: Table, plan: TablePlan, parts: Sequence[PartRead]) -> _Table:
    source, extra = plan.source, list[str]()
    if source is None:
        source, extra = identity.mapping_of(table, parts[0].raws[0])
        parts = [replace(parts[0], spec=source)]
    made = records.make(run.connection, table, source, parts, run.details)
    unlisted = count_unlisted(run.connection, made) if run.details else {}
    present = frozenset(made.columns)
    typed.make(run.connection, table, present, run.as_of, run.empty_words)
    unread.check_dates(run.connection, table, made, lambda column: _named(column, parts), _repair(run))
    shifted.check(run.connection, table, made.feeds)
    loaded = _count(run.connection, f"loaded_{table.name}")
    accounts = made.account(loaded)
    made.drop()
    return _Table(
        present,
        _sources(table, (raw for part in parts for raw in part.raws)),
        _sources(table, (raw for part in parts for raws in part.joined.values() for raw in raws)),
        extra,
        accounts,
        columns_read(run.connection, table, parts, made, unlisted, loaded) if run.details else (),
        loaded,
    )


def _named(column: str, parts: Sequence[PartRead]) -> str:
    """How a message names a canonical column: by the file and the headings it comes from."""
    part = next(part for part in parts if column in part.spec.columns)
    return f"{part.file} column {origin(part.spec.columns[column], part.spec)}"


def _repair(run: _Run) -> str:
    return "Give a mapping that says date_format." if run.mapping is None else "Put date_format in the mapping right."


def _all_raws(parts: Iterable[PartRead]) -> Iterable[Raw]:
    for part in parts:
        yield from part.raws
        for raws in part.joined.values():
            yield from raws


def _sources(table: Table, raws: Iterable[Raw]) -> list[Source]:
    """Each piece once, even where several parts read it."""
    once = {raw.file: raw.text for raw in raws}
    return [Source(table.name, file, text.rows["record"], text.encoding, text.skipped) for file, text in once.items()]


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {name(relation)}").fetchone()
    return int(row[0]) if row else 0
