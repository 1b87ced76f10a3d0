"""The needles of an export: from the columns the audit knows, and from every other column and text of what it reads."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from itertools import product

import duckdb

from checks.errors import ExportError
from checks.intake import mapping as mappings
from checks.intake import planning
from checks.intake.conversions import name as quoted
from checks.intake.load import load
from checks.intake.opening import opened
from checks.intake.pieces import Options, TextTable
from checks.intake.raws import Wanted
from checks.intake.readers import reading
from checks.intake.tables import code_lists, declared
from checks.runs.leak_gate import columns, details
from checks.runs.leak_gate.needles import Needles, names

CONFIG: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "2GB"}
PIECE = "searched_piece"
PEOPLE = (("loaded_people", "full_name"), ("loaded_people", "known_as"), ("loaded_staff", "full_name"))
# Texts that a detail of a person may stand in: a date, or an id such as C26-1234, holds no other.
TELLING = (
    "regexp_matches({0}, '@|[0-9].*[0-9]') AND NOT regexp_full_match({0}, "
    "'[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}([T ][0-9:.]+Z?)?|[A-Z]{{1,4}}[0-9]{{0,2}}-[0-9]+|[0-9]{{1,8}}')"
)


def needles(export: str, as_of: date, mapping: mappings.Mapping | None = None) -> Needles:
    """Everything in an export that says who a person is. Raises ExportError where it cannot be read."""
    found = Needles()
    with duckdb.connect(":memory:", config=CONFIG) as connection:
        load(connection, export, as_of, (), mapping)
        _known(connection, found)
    with duckdb.connect(":memory:", config=CONFIG) as connection, opened(export) as offered:
        plan = planning.plan(offered, export, mapping)
        holds: dict[Wanted, set[str]] = {}
        for table, piece_plan in plan.tables.items():
            for wanted in piece_plan.uses():
                holds.setdefault(wanted, set()).add(table)
        for wanted, tables in holds.items():
            _piece(connection, wanted, frozenset(tables), found)
        used = {piece for piece, _ in holds}
        for piece in offered.pieces:
            if piece not in used and not piece.empty:
                with suppress(ExportError):  # the audit reads none of it, so nothing of it can have got into a paper
                    _piece(connection, (piece, Options()), frozenset(), found)
    found.born = {day for day in found.born if day <= as_of}  # nobody is born later; a paper looks ahead to days
    return found


# -- the columns the audit knows -------------------------------------------------------------------------------------


def _known(connection: duckdb.DuckDBPyConnection, found: Needles) -> None:
    for table in declared().values():
        for column in table.columns.values():
            query = f"SELECT DISTINCT {quoted(column.name)} FROM {quoted('loaded_' + table.name)}"
            if column.type in ("id", "ids") and column.name != "clause_id":
                for value in _values(connection, query):
                    _ids(value, found)
            elif column.type == "text" and "name" in column.name:
                for value in names(_values(connection, query)):
                    found.named(value)
    for relation, own in PEOPLE:
        for value in names(_values(connection, f"SELECT DISTINCT {own} FROM {relation}")):
            found.person(value)
    for value in _values(connection, "SELECT DISTINCT date_of_birth FROM loaded_people"):
        found.birth(date.fromisoformat(value))


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for listed in code_lists().values() for code in listed)


def _ids(value: str, found: Needles) -> None:
    """Each id of a value; 'external' and its like are codes that stand where an id might."""
    for one in {one.strip() for one in value.split(";")} - _codes():
        found.identity(one)


def _values(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [str(value) for (value,) in connection.execute(query).fetchall() if value is not None and str(value).strip()]


# -- every column of every piece -------------------------------------------------------------------------------------


def _piece(connection: duckdb.DuckDBPyConnection, wanted: Wanted, tables: frozenset[str], found: Needles) -> None:
    """Every column of one piece, which holds these tables."""
    piece, options = wanted
    canonical = {column for table in tables for column in declared()[table].columns}
    try:
        text = reading.read(connection, piece, PIECE, options)
        for place, heading in enumerate(text.columns):
            chosen = list(columns.takers(heading, declared=heading.lower() in canonical))
            _column(connection, place, chosen, found)
        _whole_names(connection, text, found)
    finally:
        _drop(connection)


def _column(connection: duckdb.DuckDBPyConnection, place: int, takers: Sequence[columns.Taker], found: Needles) -> None:
    query = f"SELECT DISTINCT c{place} FROM {PIECE}"
    if takers:
        for value in _values(connection, query):
            for take in takers:
                take(value, found)
    for value in _values(connection, f"{query} WHERE {TELLING.format(f'c{place}')}"):
        details.take(value, found)


def _drop(connection: duckdb.DuckDBPyConnection) -> None:
    for kind, known in connection.execute(
        "SELECT 'VIEW', view_name FROM duckdb_views() WHERE starts_with(view_name, $1) UNION ALL "
        "SELECT 'TABLE', table_name FROM duckdb_tables() WHERE starts_with(table_name, $1)", [PIECE]
    ).fetchall():  # fmt: skip
        connection.execute(f"DROP {kind} {quoted(known)}")


def _whole_names(connection: duckdb.DuckDBPyConnection, text: TextTable, found: Needles) -> None:
    """Names kept as a first and a last one are one name together."""
    places = {which: [at for at, heading in enumerate(text.columns) if columns.is_name(heading, which)]
              for which in ("first", "last")}  # fmt: skip
    for one, other in product(places["first"], places["last"]):
        for name in names(_values(connection, f"SELECT DISTINCT concat_ws(' ', c{one}, c{other}) FROM {PIECE}")):
            found.person(name)
