"""Raw string rows to typed rows, as P2, P4 and P5 say and as the table descriptions list the columns.

A typed row is a dictionary. Blank is '' for id, code, yn and text; None for date and datetime; [] for ids and codes.
For a text column the key 'state:<column>' keeps blank | placeholder | filled. A date that P2 blanks because it lies
after as_of is kept under 'later:<column>', for the one check (REC-05) that looks ahead in a column that does not.

Decisions where the text leaves room:
* white space is what Python calls so (a no-break space included); codes and ids get no NFKC.
* a fraction of a second (1 to 6 digits) is cut off, since P3 compares to the second.
* a date column holding a datetime whose time is impossible is unreadable as a whole.
* the items of rationale.placeholders are normalised too before the comparison.
* a list column whose items are all unknown is blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .wording import normalise

Row = dict[str, Any]
TABLES_FILE = Path(__file__).parents[2] / "checks" / "intake" / "tables.yml"
DATETIME = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?)?", re.ASCII)


@dataclass(frozen=True)
class Moment:
    """A datetime whose time may be missing."""

    day: date
    time: time | None = None


@cache
def table_descriptions() -> dict[str, Any]:
    return yaml.safe_load(TABLES_FILE.read_text(encoding="utf-8"))


def read_moment(raw: str) -> Moment | None:
    match = DATETIME.fullmatch(raw.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = match.groups()
    try:
        clock = None if hour is None else time(int(hour), int(minute), int(second or 0))
        return Moment(date(int(year), int(month), int(day)), clock)
    except ValueError:
        return None


def read_date(raw: str) -> date | None:
    moment = read_moment(raw)
    return None if moment is None else moment.day


def read_code(raw: str, known: list[str]) -> str:
    code = raw.strip().lower()
    return code if code in known else ""


def read_list(raw: str) -> list[str]:
    return [item.strip() for item in raw.split(";") if item.strip()]


def text_state(raw: str, placeholders: set[str]) -> str:
    """blank | placeholder | filled (P4)."""
    if not raw.strip():
        return "blank"
    normalised = normalise(raw)
    return "placeholder" if not normalised or normalised in placeholders else "filled"


def read_value(raw: str, column: Row) -> Any:
    """One value by the type of its column, text apart."""
    kind = column["type"]
    if kind == "id":
        return raw.strip()
    if kind == "ids":
        return read_list(raw)
    if kind == "date":
        return read_date(raw)
    if kind == "datetime":
        return read_moment(raw)
    if kind == "codes":
        return [code for code in (read_code(item, column["codes"]) for item in read_list(raw)) if code]
    return read_code(raw, column.get("codes", ["yes", "no"]))


def read_row(raw: dict[str, str], columns: dict[str, Row], placeholders: set[str]) -> Row:
    row: Row = {}
    for name, column in columns.items():
        value = raw.get(name) or ""
        if column["type"] == "text":
            row["state:" + name] = text_state(value, placeholders)
            row[name] = value.strip() if row["state:" + name] == "filled" else ""
        else:
            row[name] = read_value(value, column)
    return row


def day_of(value: date | Moment | None) -> date | None:
    return value.day if isinstance(value, Moment) else value


def keep_until(row: Row, description: Row, as_of: date) -> bool:
    """P2: False for a row whose event lies after as_of; in a row that stays, blanks other later dates in place."""
    filled = [row[name] for name in description["event"] if row[name] is not None]
    event = day_of(filled[0]) if filled else None
    if event is not None and event > as_of:
        return False
    for name, column in description["columns"].items():
        if column["type"] in ("date", "datetime") and not column.get("ahead"):
            day = day_of(row[name])
            if day is not None and day > as_of:
                row["later:" + name] = row[name]
                row[name] = None
    return True


def load(tables: dict[str, list[dict[str, str]]], placeholders: Iterable[str], as_of: date) -> dict[str, list[Row]]:
    """All canonical tables, typed; a table not given is empty."""
    known = {normalise(item) for item in placeholders}
    loaded = {}
    for name, description in table_descriptions().items():
        rows = [read_row(raw, description["columns"], known) for raw in tables.get(name, [])]
        loaded[name] = [row for row in rows if keep_until(row, description, as_of)]
    return loaded
