"""The canonical export, declared in tables.yml: what each table and column holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from checks import yaml_files


@dataclass(frozen=True)
class Column:
    """One column. ``type`` is id, ids, date, datetime, yn, code, codes or text; ``need`` is R, C or O.

    ``ahead`` marks a date that may lie after the run date. ``finds`` lists the tables an id is
    looked up in; ``finds_by`` is (deciding column, {its code: table}) where another column decides.
    """

    name: str
    type: str
    need: str
    codes: tuple[str, ...] = ()
    ahead: bool = False
    finds: tuple[str, ...] = ()
    finds_by: tuple[str, Mapping[str, str]] | None = None


@dataclass(frozen=True)
class Table:
    """One canonical table. ``event`` lists the dates that place a record in time, first filled first."""

    name: str
    tier: int
    about: str
    key: tuple[str, ...]
    event: tuple[str, ...]
    columns: Mapping[str, Column]


@cache
def declared() -> Mapping[str, Table]:
    """Every canonical table by name, in the order they are declared."""
    text = resources.files(__package__).joinpath("tables.yml").read_text("utf-8")
    return {name: _table(name, entry) for name, entry in yaml_files.read(text).items()}


@cache
def code_lists() -> Mapping[str, tuple[str, ...]]:
    """Declared codes by ``table.column``."""
    return {f"{t.name}.{c.name}": c.codes for t in declared().values() for c in t.columns.values() if c.codes}


def bit(table: str, column: str, code: str) -> int:
    """The bit that stands for one code of a ``codes`` column in its mask."""
    return 1 << declared()[table].columns[column].codes.index(code)


def _table(name: str, entry: dict[str, object]) -> Table:
    columns: dict[str, dict[str, object]] = entry["columns"]  # type: ignore[assignment]
    return Table(
        name,
        entry["tier"],  # type: ignore[arg-type]
        str(entry["about"]),
        tuple(entry["key"]),  # type: ignore[arg-type]
        tuple(entry["event"]),  # type: ignore[arg-type]
        {column: _column(column, given) for column, given in columns.items()},
    )


def _column(name: str, entry: dict[str, object]) -> Column:
    decided = entry.get("finds_by")
    codes: tuple[str, ...] = tuple(entry.get("codes", ()))  # type: ignore[arg-type]
    return Column(
        name,
        str(entry["type"]),
        str(entry["need"]),
        codes or (("yes", "no") if entry["type"] == "yn" else ()),
        bool(entry.get("ahead", False)),
        tuple(entry.get("finds", ())),  # type: ignore[arg-type]
        next(iter(decided.items())) if isinstance(decided, dict) else None,
    )
