"""From a table's records as texts to typed columns with their flags, and to what the rules may read.

``load`` says what the two relations of a table hold. Nothing is dropped on the way (P5).
"""

from collections.abc import Sequence
from datetime import date

import duckdb

from checks.intake import conversions
from checks.intake.conversions import literal, name
from checks.intake.tables import Column, Table

DATED = ("date", "datetime")
FUTURE = "__future"
FLAGS = {"text": "__placeholder", "codes": "__mask", "datetime": "__timed"}


def make(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    present: frozenset[str],
    as_of: date,
    placeholders: Sequence[str],
) -> None:
    """Make ``loaded_<table>`` and ``<table>`` of the texts in the view ``texts``, whose columns are ``present``."""
    trimmed = ", ".join(f"{_trimmed(column, present)} AS {name(column.name)}" for column in table.columns.values())
    connection.execute(f"CREATE OR REPLACE TEMP VIEW trimmed AS SELECT source_file, source_row, {trimmed} FROM texts")
    lists = [column for column in table.columns.values() if column.type == "codes" and column.name in present]
    joins = ""
    for column in lists:
        query = conversions.code_dictionary("trimmed", column.name, column.codes)
        decoded = name("codes_of_" + column.name)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {decoded} AS {query}")
        joins += f" LEFT JOIN {decoded} ON {decoded}.t = trimmed.{name(column.name)}"
    read = ", ".join(part for column in table.columns.values() for part in _read(column, present, placeholders))
    flagged = ", ".join(part for column in table.columns.values() for part in _flagged(column))
    connection.execute(
        f"CREATE OR REPLACE TABLE {name('loaded_' + table.name)} AS "
        f"SELECT source_file, source_row, {flagged}, {_after(table, as_of)} AS after_as_of "
        f"FROM (SELECT source_file, source_row, {read} FROM trimmed{joins})"
    )
    kept = "rowid AS row_key, " + ", ".join(_kept(column, as_of) for column in table.columns.values())
    connection.execute(
        f"CREATE OR REPLACE VIEW {name(table.name)} AS SELECT source_file, source_row, {kept} "
        f"FROM {name('loaded_' + table.name)} WHERE NOT after_as_of"
    )
    for column in lists:
        connection.execute(f"DROP TABLE {name('codes_of_' + column.name)}")
    connection.execute("DROP VIEW trimmed; DROP VIEW texts")


def _trimmed(column: Column, present: frozenset[str]) -> str:
    if column.name not in present:
        return "CAST(NULL AS VARCHAR)"
    text = conversions.trimmed(name(column.name))
    return conversions.ids(text) if column.type == "ids" else text


def _read(column: Column, present: frozenset[str], placeholders: Sequence[str]) -> list[str]:
    """The column's value and what its flags are told from, each computed once; ``_flagged`` does the telling."""
    text, own = f"trimmed.{name(column.name)}", name(column.name)
    if column.type in ("id", "ids"):
        return [f"{text} AS {own}"]
    if column.type == "text":
        empty = conversions.placeholder(text, placeholders) if column.name in present else "false"
        return [f"{text} AS {own}", f"{empty} AS {name(column.name + FLAGS['text'])}"]
    if column.type == "codes":
        mask, bad = name(column.name + FLAGS["codes"]), name(column.name + "__bad")
        if column.name not in present:
            return [f"{text} AS {own}", f"CAST(NULL AS BIGINT) AS {mask}", f"false AS {bad}"]
        decoded = name("codes_of_" + column.name)
        flag = f"coalesce({decoded}.bad, false) AS {bad}"
        return [f"{decoded}.clean AS {own}", f"{decoded}.mask AS {mask}", flag]
    parts = [f"{_value(column, text)} AS {own}", f"{text} IS NOT NULL AS {name(column.name + '__filled')}"]
    if column.type == "datetime":
        parts.append(f"{conversions.timed(text)} AS {name(column.name + FLAGS['datetime'])}")
    return parts


def _flagged(column: Column) -> list[str]:
    """The column as it is kept, with the flags beside it."""
    own = name(column.name)
    beside = [name(column.name + FLAGS[column.type])] if column.type in FLAGS else []
    if column.type in ("id", "ids"):
        return [own]
    if column.type == "text":
        return [f"CASE WHEN NOT {beside[0]} THEN {own} END AS {own}", *beside]
    if column.type == "codes":
        return [own, *beside, name(column.name + "__bad")]
    bad = f"{name(column.name + '__filled')} AND {own} IS NULL AS {name(column.name + '__bad')}"
    return [own, bad, *beside]


def _value(column: Column, text: str) -> str:
    if column.type == "date":
        return conversions.day(text)
    if column.type == "datetime":
        return conversions.moment(text)
    return conversions.code(text, column.codes)


def _after(table: Table, as_of: date) -> str:
    """Whether a record's event lies after the run date (P2); a record with no event date stays."""
    if not table.event:
        return "false"
    event = f"coalesce({', '.join(name(column) for column in table.event)})"
    return f"coalesce(CAST({event} AS DATE) > DATE {literal(as_of.isoformat())}, false)"


def _kept(column: Column, as_of: date) -> str:
    own = name(column.name)
    beside = f", {name(column.name + FLAGS[column.type])}" if column.type in FLAGS else ""
    if column.type not in DATED or column.ahead:
        return own + beside
    after = f"CAST({own} AS DATE) > DATE {literal(as_of.isoformat())}"
    future = f", coalesce({after}, false) AS {name(column.name + FUTURE)}"
    return f"CASE WHEN NOT {after} THEN {own} END AS {own}{beside}{future}"
