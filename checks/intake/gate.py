"""The data gate, declared: what can be wrong with each column, as predicates over ``loaded_<table>``.

The engine counts them through Great Expectations; what is wrong is reported and the records stay.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checks.intake.conversions import literal, name
from checks.intake.load import Loaded
from checks.intake.tables import Column, Table, declared
from checks.intake.typed import DATED


@dataclass(frozen=True)
class ColumnGate:
    """One column's problems, each a predicate that holds for a record at fault."""

    table: str
    column: str
    problems: Mapping[str, str]


def gates(loaded: Loaded, as_of: str) -> Iterator[ColumnGate]:
    """Every present column of every present table, with the problems that its declaration knows.

    No two have the same table and column, by which the engine's counts come back.
    """
    for table in declared().values():
        present = loaded.columns.get(table.name)
        if present is None:
            continue
        for column in table.columns.values():
            if column.name in present:
                problems = _problems(table, column, loaded, as_of)
                if table.key == (column.name,):
                    problems["duplicate_key"] = duplicates(table)
                if problems:
                    yield ColumnGate(table.name, column.name, problems)
        if len(table.key) > 1 and set(table.key) <= present:
            yield ColumnGate(table.name, "/".join(table.key), {"duplicate_key": duplicates(table)})


def duplicates(table: Table) -> str:
    """Records whose key another record has too; a blank key is a blank, not a duplicate."""
    keys = ", ".join(name(column) for column in table.key)
    filled = " AND ".join(f"{name(column)} IS NOT NULL" for column in table.key)
    repeated = f"FROM {name('loaded_' + table.name)} WHERE {filled} GROUP BY ALL HAVING count(*) > 1"
    if len(table.key) == 1:
        return f"{keys} IN (SELECT {keys} {repeated})"
    return f"({keys}) IN (SELECT ({keys}) {repeated})"


def missing(loaded: Loaded) -> Iterator[tuple[str, str, str]]:
    """Tables, columns and files of a mapping that the export lacks, as (table, column or file, problem)."""
    for table in declared().values():
        present = loaded.columns.get(table.name)
        if present is None:
            yield table.name, "", "missing_table"
            continue
        for column in table.columns.values():
            if column.name not in present:
                yield table.name, column.name, "missing_column"
    for name_of_table, file in loaded.lacking:
        yield name_of_table, file, "missing_file"


def _problems(table: Table, column: Column, loaded: Loaded, as_of: str) -> dict[str, str]:
    own = name(column.name)
    found: dict[str, str] = {}
    bad = name(column.name + "__bad") if column.type not in ("id", "ids", "text") else ""
    if column.need == "R":
        found["blank"] = f"{own} IS NULL" + (f" AND NOT {bad}" if bad else "")
    if bad:
        found["unreadable_date" if column.type in DATED else "unknown_code"] = bad
    if column.type in DATED:
        day = f"CAST({own} AS DATE) > DATE {literal(as_of)}"
        if column.name in table.event:
            found["after_as_of"] = f"{day} AND after_as_of"
        if not column.ahead and table.event != (column.name,):
            found["future_date"] = f"{day} AND NOT after_as_of"
    if table.name == "cases" and column.name == "closed_on":
        found["closed_before_opened"] = f"{own} < opened_on"
    dangling = _dangling(column, loaded)
    if dangling:
        found["dangling_id"] = dangling
    return found


def _dangling(column: Column, loaded: Loaded) -> str:
    """Ids that find no record; asked only when every table they could be in is there."""
    own = name(column.name)
    if column.finds_by:
        decider, tables = column.finds_by
        arms = [
            f"{name(decider)} = {literal(code)} AND {own} NOT IN ({_keys(target)})"
            for code, target in tables.items()
            if target in loaded.columns
        ]
        return " OR ".join(f"({arm})" for arm in arms)
    if not column.finds or not all(target in loaded.columns for target in column.finds):
        return ""
    if column.type == "ids":
        nowhere = " AND ".join(f"item NOT IN ({_keys(target)})" for target in column.finds)
        return f"EXISTS (SELECT 1 FROM (SELECT unnest(string_split({own}, ';')) AS item) WHERE {nowhere})"
    return " AND ".join(f"{own} NOT IN ({_keys(target)})" for target in column.finds)


def _keys(target: str) -> str:
    key = name(declared()[target].key[0])
    return f"SELECT {key} FROM {name('loaded_' + target)} WHERE {key} IS NOT NULL"
