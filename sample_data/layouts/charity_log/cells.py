"""One cell of the charity's workbook: what stands in it, and as what it was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import xlsxwriter
import yaml

from sample_data.layouts.canonical import Record, declared

HERE = Path(__file__).parent
YES = ("✓", "Y", "yes")
NO = ("N", "no")
TYPED_EVERY = 13  # of so many dates, one was typed as text ...
TYPED = ("%d/%m/%Y", "%d.%m.%Y")  # ... in one of two ways, or with the time


@dataclass(frozen=True)
class Cell:
    """A value: text, a number, a day, a moment, or nothing."""

    value: str | int | date | datetime | None = None

    @property
    def year(self) -> str:
        """The year of a date; '' for anything else."""
        return str(self.value.year) if isinstance(self.value, date) else ""


class Writer:
    """Puts cells into sheets, with the formats they need."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.bold = book.add_format({"bold": True, "text_wrap": True})
        self._day = book.add_format({"num_format": "dd/mm/yyyy"})
        self._moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})

    def put(self, sheet: xlsxwriter.worksheet.Worksheet, row: int, place: int, given: Cell) -> None:
        """Write one cell; rows and places are counted from 0."""
        value = given.value
        if isinstance(value, date):
            timed = isinstance(value, datetime)
            if (row * 7 + place) % TYPED_EVERY == 0:
                form = TYPED[(row + place) % len(TYPED)] + (" %H:%M" if timed else "")
                sheet.write_string(row, place, value.strftime(form))
            else:
                sheet.write_datetime(row, place, value, self._moment if timed else self._day)
        elif isinstance(value, int):
            sheet.write_number(row, place, value)
        elif value:
            sheet.write_string(row, place, value)


@cache
def words() -> Mapping[str, Mapping[str, str | Sequence[str]]]:
    """words.yml: what the charity writes for each code, by the first column that has these codes."""
    return yaml.safe_load((HERE / "words.yml").read_text("utf-8"))


def cell(table: str, given: str, record: Record) -> Cell:
    """The cell of one column of a record, by its entry in sheets.yml."""
    column, word, *more = [*given.split(), "text"]
    value = record[column]
    if not value and word != "has":
        return Cell()
    if word == "number":
        return Cell(int(value))
    if word in ("day", "moment"):
        return Cell(_date(value))
    if word == "tick":
        return Cell(_either(YES if value == "yes" else NO, record))
    if word in ("words", "list"):
        return Cell(", ".join(_word(table, column, item, record) for item in value.split(";")))
    if word == "has":
        return Cell(YES[0] if more[0] in value.split(";") else None)
    name = value.partition(" ")
    return Cell({"text": value, "forename": name[0], "surname": name[2]}[word])


def _date(value: str) -> date | datetime | str:
    """A date as Excel keeps it; one that does not exist is text in Excel too."""
    if not re.fullmatch(r"\d{4}-.*", value):
        return value
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


def _word(table: str, column: str, code: str, record: Record) -> str:
    """What is written for a code: the words of the list that has the column's codes; another code as it is."""
    wanted = declared()[table]["columns"][column]["codes"]
    lists = words()
    own = f"{table}.{column}"
    name = own if own in lists else next(name for name in lists if _codes(name) == wanted)
    said = lists[name].get(code, code)
    return said if isinstance(said, str) else _either(said, record)


def _codes(name: str) -> Sequence[str]:
    table, _, column = name.partition(".")
    return declared()[table]["columns"][column]["codes"]


def _either(ways: Sequence[str], record: Record) -> str:
    """One of several ways of saying the same: people differ, and the same record is always written alike."""
    return ways[sum(map(ord, next(iter(record.values())))) % len(ways)]
