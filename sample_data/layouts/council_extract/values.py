"""How the invented council system writes a canonical value: one function for each word used in files.yml."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from pathlib import Path

import yaml

from sample_data.layouts.canonical import Record, declared

HERE = Path(__file__).parent
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
FLAGS = {"yes": "Y", "no": "N", "": ""}
STEPS = {"yes": "Y", "no": "N", "not_reached": "X", "": "-"}
# The prefix of a canonical id, and how the system says of which kind a record is that it points to.
KINDS = {
    "P": "PER",
    "S": "WKR",
    "APP": "APL",
    "AG": "ORG",
    "DOC": "DOC",
    "PW": "EXT",
    "U": "USR",
    "MEDIA": "MED",
    "REFEREE": "RFE",
}
CASE = re.compile(r"C(\d\d)-(\d{4})")
NUMBERED = re.compile(r"([A-Z]+)-(\d+)")


@cache
def lists() -> dict[str, dict[str, str]]:
    """codes.yml: what the system writes for each canonical code, by the first column that has these codes."""
    return yaml.safe_load((HERE / "codes.yml").read_text("utf-8"))


@cache
def codes(table: str, column: str) -> dict[str, str]:
    """The list that serves a column: the one that has just its codes."""
    wanted = set(declared()[table]["columns"][column]["codes"])
    return next(known for known in lists().values() if set(known) == wanted)


def written(table: str, record: Record, given: str) -> str:
    """One value, by its entry in files.yml: ``column``, ``column word`` or ``column tick code``."""
    column, word, *more = [*given.split(), "text"]
    if word == "path":
        return "".join(STEPS[record[step]] for step in column.split(","))
    value = record[column]
    if word in ("code", "codes"):
        known = codes(table, column)
        return ",".join(known.get(item, item.upper()) for item in value.split(";"))
    if word == "tick":
        return "Y" if more[0] in value.split(";") else ""
    return WORDS[word](value)


def _number(value: str) -> str:
    """An id without its prefix, which the column makes needless."""
    return NUMBERED.fullmatch(value)[2] if value else ""


def _year(value: str) -> str:
    """The year of a case's id, as a number."""
    return str(int(CASE.fullmatch(value)[1])) if value else ""


def _sequence(value: str) -> str:
    """The rest of a case's id, as a number."""
    return str(int(CASE.fullmatch(value)[2])) if value else ""


def _reference(value: str) -> str:
    """An id, or several, in a column that points to records of several kinds."""
    return ";".join(_pointer(item) for item in value.split(";"))


def _pointer(item: str) -> str:
    if case := CASE.fullmatch(item):
        return f"CAS:{case[1]}-{case[2]}"
    if numbered := NUMBERED.fullmatch(item):
        return f"{KINDS[numbered[1]]}:{numbered[2]}"
    return f"SVC:{item.upper()}" if item else ""


def _day(value: str) -> str:
    """A day as 31-OCT-2026; one that does not exist is in the file of this system too."""
    if "/" in value:
        day, month, year = value.split("/")
    else:
        year, month, day = value.split("-") if value else ("", "", "")
    return f"{day}-{MONTHS[int(month) - 1]}-{year}" if value else ""


def _moment(value: str) -> str:
    """A day and time as 31-OCT-2026 14:05; the day alone where the time is not known."""
    return f"{_day(value[:10])} {value[11:16]}".strip()


def _stamp(value: str) -> str:
    """The audit trail's own way: 31/10/2026 14:05:00."""
    return f"{datetime.fromisoformat(value):%d/%m/%Y %H:%M:%S}" if value else ""


WORDS = {
    "text": str,
    "number": _number,
    "year": _year,
    "sequence": _sequence,
    "reference": _reference,
    "day": _day,
    "moment": _moment,
    "stamp": _stamp,
    "flag": FLAGS.__getitem__,
    "forename": lambda value: value.partition(" ")[0],
    "surname": lambda value: value.partition(" ")[2],
}
