"""An export into typed tables, every record kept and numbered.

For each canonical table there are afterwards two relations:

* ``loaded_<table>``: every record of the export, typed, with ``source_file``, ``source_row``,
  ``after_as_of`` and, beside each column x, ``x__bad`` (could not be read), ``x__timed`` (has a
  time), ``x__placeholder`` (says nothing) or ``x__mask`` (a list of codes as bits). The gate reads it.
* ``<table>``: the records the rules may read: none after ``as_of``, and no other date after it
  unless the column looks ahead (P2). A table the export lacks is there too, empty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from checks.errors import ExportError
from checks.intake import conversions, csv_files, files, parquet_files
from checks.intake import mapping as mappings
from checks.intake.conversions import literal, name
from checks.intake.tables import Column, Table, declared

SQL_TYPES = {"date": "DATE", "datetime": "TIMESTAMP"}


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

    def absent(self) -> frozenset[str]:
        """The canonical tables the export does not have."""
        return frozenset(declared()) - frozenset(self.columns)


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
    plan, others = _plan(export, mapping)
    columns: dict[str, frozenset[str]] = {}
    sources: list[Source] = []
    unexpected: list[tuple[str, str]] = [("", other.name) for other in others]
    records: dict[str, int] = {}
    for table in declared().values():
        spec, extra, read = _read(connection, table, plan.get(table.name), export, mapping)
        if spec is not None:
            columns[table.name] = frozenset(spec.columns)
            sources += read
            unexpected += [(table.name, column) for column in extra]
        _type(connection, table, frozenset(spec.columns) if spec else frozenset(), as_of, empty_words)
        records[table.name] = _count(connection, f"loaded_{table.name}")
    return Loaded(columns, sources, records, unexpected)


def _plan(export: Path, mapping: mappings.Mapping | None) -> tuple[dict[str, list[Path]], Sequence[Path]]:
    if mapping is None:
        folder = files.find_tables(export)
        return {table: [path] for table, path in folder.tables.items()}, folder.others
    listed = files.list_folder(export)
    found = {entry.name.lower(): entry for entry in listed}
    plan: dict[str, list[Path]] = {}
    for table, source in mapping.tables.items():
        present = [found[file.lower()] for file in source.files if file.lower() in found]
        if present:
            plan[table] = present
    if not plan:
        raise ExportError(f"Folder {export} holds none of the files the mapping reads. Check the path.")
    used = {path for paths in plan.values() for path in paths}
    return plan, [entry for entry in listed if entry not in used]


def _read(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    paths: list[Path] | None,
    export: Path,
    mapping: mappings.Mapping | None,
) -> tuple[mappings.TableSource | None, list[str], list[Source]]:
    """Leave the table's records as texts in ``texts``; give its mapping, extra columns and sources."""
    if not paths:
        connection.execute("CREATE OR REPLACE TEMP VIEW texts AS SELECT '' AS source_file, 0 AS source_row WHERE false")
        return None, [], []
    read: list[tuple[str, str, tuple[str, ...]]] = []
    sources: list[Source] = []
    for place, path in enumerate(paths):
        relation = f"raw_{place}"
        reader = parquet_files if path.suffix.lower() == ".parquet" else csv_files
        text = reader.read(connection, path, relation)
        read.append((path.name, relation, text.columns))
        sources.append(Source(table.name, path.name, _count(connection, relation), text.encoding, text.skipped))
    spec = mapping.tables[table.name] if mapping else mappings.identity(table, read[0][2], paths[0].name)
    if not spec.columns:
        raise ExportError(f"{paths[0].name} has none of the columns of {table.name}. Check its header row.")
    query = mappings.select(table, spec, mapping or mappings.Mapping(tables={}), read)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW texts AS {query}")
    known = {column.lower() for column in spec.columns} if mapping is None else set()
    extra = [] if mapping else [column or "(no heading)" for column in read[0][2] if column.lower() not in known]
    return spec, extra, sources


def _type(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    present: frozenset[str],
    as_of: date,
    placeholders: Sequence[str],
) -> None:
    trimmed = ", ".join(
        f"{conversions.trimmed(name(c)) if c in present else 'CAST(NULL AS VARCHAR)'} AS {name(c)}" for c in table.columns
    )
    lists = [c for c in table.columns.values() if c.type == "codes" and c.name in present]
    connection.execute(f"CREATE OR REPLACE TEMP VIEW trimmed AS SELECT source_file, source_row, {trimmed} FROM texts")
    joins = ""
    for column in lists:
        query = conversions.code_dictionary("trimmed", column.name, column.codes)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name('codes_of_' + column.name)} AS {query}")
        joins += f" LEFT JOIN {name('codes_of_' + column.name)} ON {name('codes_of_' + column.name)}.t = trimmed.{name(column.name)}"
    typed = ", ".join(part for column in table.columns.values() for part in _typed(column, present, placeholders))
    connection.execute(
        f"CREATE OR REPLACE TABLE {name('loaded_' + table.name)} AS SELECT *, {_after(table, as_of)} AS after_as_of "
        f"FROM (SELECT source_file, source_row, {typed} FROM trimmed{joins})"
    )
    kept = "rowid AS row_key, " + ", ".join(_kept(table, column, as_of) for column in table.columns.values())
    connection.execute(
        f"CREATE OR REPLACE VIEW {name(table.name)} AS SELECT source_file, source_row, {kept} "
        f"FROM {name('loaded_' + table.name)} WHERE NOT after_as_of"
    )
    for column in lists:
        connection.execute(f"DROP TABLE {name('codes_of_' + column.name)}")
    connection.execute("DROP VIEW trimmed; DROP VIEW texts")
    _drop_raw(connection)


def _typed(column: Column, present: frozenset[str], placeholders: Sequence[str]) -> list[str]:
    """The column's typed expression and the flags beside it."""
    text, own = f"trimmed.{name(column.name)}", name(column.name)
    if column.type in ("id", "ids"):
        return [f"{text} AS {own}"]
    if column.type == "text":
        empty = conversions.placeholder(text, placeholders) if column.name in present else "false"
        flag = name(column.name + "__placeholder")
        return [f"{empty} AS {flag}", f"CASE WHEN {flag} THEN NULL ELSE {text} END AS {own}"]
    if column.type == "codes":
        if column.name not in present:
            return [f"{text} AS {own}", f"CAST(NULL AS BIGINT) AS {name(column.name + '__mask')}", f"false AS {name(column.name + '__bad')}"]
        source = name("codes_of_" + column.name)
        return [
            f"{source}.clean AS {own}",
            f"{source}.mask AS {name(column.name + '__mask')}",
            f"coalesce({source}.bad, false) AS {name(column.name + '__bad')}",
        ]
    if column.type == "date":
        value = conversions.day(text)
    elif column.type == "datetime":
        value = conversions.moment(text)
    else:
        value = conversions.code(text, column.codes)
    parts = [f"{value} AS {own}", f"{text} IS NOT NULL AND ({value}) IS NULL AS {name(column.name + '__bad')}"]
    if column.type == "datetime":
        parts.append(f"{conversions.timed(text)} AS {name(column.name + '__timed')}")
    return parts


def _after(table: Table, as_of: date) -> str:
    """Whether a record's event lies after the run date (P2); a record with no event date stays."""
    if not table.event:
        return "false"
    event = f"coalesce({', '.join(name(column) for column in table.event)})"
    return f"coalesce(CAST({event} AS DATE) > DATE {literal(as_of.isoformat())}, false)"


def _kept(table: Table, column: Column, as_of: date) -> str:
    own = name(column.name)
    flags = {"text": ("__placeholder",), "codes": ("__mask",), "datetime": ("__timed",)}.get(column.type, ())
    beside = "".join(f", {name(column.name + flag)}" for flag in flags)
    if column.type not in SQL_TYPES or column.ahead:
        return own + beside
    cut = f"CASE WHEN CAST({own} AS DATE) <= DATE {literal(as_of.isoformat())} THEN {own} END AS {own}"
    return cut + beside


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {name(relation)}").fetchone()
    return int(row[0]) if row else 0


def _drop_raw(connection: duckdb.DuckDBPyConnection) -> None:
    """Give back the memory of the text that has been typed."""
    for (view,) in connection.execute("SELECT view_name FROM duckdb_views() WHERE view_name LIKE 'raw\\_%' ESCAPE '\\'").fetchall():
        connection.execute(f"DROP VIEW {name(view)}")
        connection.execute(f"DROP TABLE IF EXISTS {name(view + '_text')}")
