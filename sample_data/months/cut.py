"""What was not there yet: rows dated after a day, links to them, and days that had not come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache, partial

import yaml

from sample_data.generator.world import DECLARED, World

# A row that is about one of these goes with it.
BELONGS_TO = ("case_id", "owner_id", "file_id", "object_id", "staff_id", "scope_id", "recipient_id", "requester_id")


@cache
def declared() -> dict[str, dict]:
    """The tables as `checks/intake/tables.yml` declares them."""
    return dict(yaml.safe_load(DECLARED.read_text(encoding="utf-8")))


def cut(world: World, day: dt.date) -> None:
    """Leave what the organisation's system held at the end of a day; the run date becomes that day."""
    tables = declared()
    gone: set[str] = set()
    for name, about in tables.items():
        gone |= _leave(world, name, partial(_is_later, about=about, day=day))
    gone |= _leave_what_belongs(world, gone)
    _leave_strangers(world, gone)
    for name, about in tables.items():
        for row in world.tables[name]:
            _unlink(row, about["columns"], gone)
            _unwrite(row, about["columns"], day)
    world.as_of = day


def on(value: object) -> dt.date | None:
    """The day of a date or a moment; None where the cell holds neither."""
    return value.date() if isinstance(value, dt.datetime) else value if isinstance(value, dt.date) else None


def placed_on(row: dict, about: dict) -> dt.date | None:
    """The day of the first event column that is filled; where none is, the first day the row names at all."""
    for column in about["event"]:
        if found := on(row[column]):
            return found
    days = [on(row[name]) for name, told in about["columns"].items() if not told.get("ahead")]
    return min((found for found in days if found), default=None)


def _is_later(row: dict, about: dict, day: dt.date) -> bool:
    """Whether the row is of a later day. A person, a place or an agency has no day, whatever days it names."""
    if not about["event"] and about["key"]:
        return False
    placed = placed_on(row, about)
    return placed is not None and placed > day


def _leave(world: World, name: str, is_gone: Callable[[dict], bool]) -> set[str]:
    """Take rows out of a table; the ids they had."""
    kept, gone = [], set()
    for row in world.tables[name]:
        if is_gone(row):
            gone.add(str(next(iter(row.values()))))
        else:
            kept.append(row)
    world.tables[name] = kept
    return gone - {str(next(iter(row.values()))) for row in kept}


def _leave_what_belongs(world: World, gone: set[str]) -> set[str]:
    """Rows about a case, a paper or a worker that is not there yet, and rows about those rows."""
    found = set(gone)
    while True:
        more: set[str] = set()
        for name in world.tables:
            more |= _leave(world, name, partial(_belongs, gone=found))
        if more <= found:
            return found
        found |= more


def _belongs(row: dict, gone: set[str]) -> bool:
    return any(row.get(column) in gone for column in BELONGS_TO)


def _leave_strangers(world: World, gone: set[str]) -> None:
    """People whom only rows that are gone have named; `gone` grows by their ids."""
    named: set[str] = set()
    for name, rows in world.tables.items():
        if name != "people":
            for row in rows:
                named.update(part for value in row.values() if isinstance(value, str) for part in value.split(";"))
    gone |= _leave(world, "people", lambda row: row["person_id"] not in named)


def _unlink(row: dict, columns: dict, gone: set[str]) -> None:
    """Blank a link to a row that is not there yet; of a list of ids, drop that one."""
    for name, about in columns.items():
        if row[name] in gone and about["type"] == "id":
            row[name] = ""
        elif about["type"] == "ids" and row[name]:
            row[name] = ";".join(part for part in str(row[name]).split(";") if part not in gone)


def _unwrite(row: dict, columns: dict, day: dt.date) -> None:
    """Blank the days that had not come, but for those that were planned."""
    for name, about in columns.items():
        found = on(row[name])
        if found and found > day and not about.get("ahead") and about["type"] in ("date", "datetime"):
            row[name] = ""
