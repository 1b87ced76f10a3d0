"""Dates in the values of a column: in which format they are written, where the values can tell."""

from collections.abc import Mapping
from dataclasses import dataclass

MOSTLY = 0.8  # of the filled values: a person writes "not known" in a date column too
TIME = r"([t ,]+[0-9]{1,2}[:.][0-9]{2}(:[0-9]{2}([.][0-9]+)?)?)?"
MONTHS = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
LONG = "(january|february|march|april|may|june|july|august|september|october|november|december)"
# Name of a writing: the pattern of a date, and its format in the mapping's words.
WRITINGS = {
    "iso": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "yyyy-mm-dd"),
    "year_first": (r"[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}", "yyyy/mm/dd"),
    **{
        f"numbers{year}{place}": (rf"[0-9]{{1,2}}[{mark}][0-9]{{1,2}}[{mark}][0-9]{{{year}}}", mark)
        for year in (4, 2)
        for place, mark in enumerate("/.-")
    },
    **{
        f"month{year}{place}": (rf"[0-9]{{1,2}}{mark}{MONTHS}{mark}[0-9]{{{year}}}", f"dd{mark}mon{mark}{'y' * year}")
        for year in (4, 2)
        for place, mark in enumerate("-/ ")
    },
    **{
        f"long{place}": (rf"[0-9]{{1,2}}{mark}{LONG}{mark}[0-9]{{4}}", f"dd{mark}month{mark}yyyy")
        for place, mark in enumerate("- ")
    },
}


def predicates(text: str) -> dict[str, str]:
    """For each writing a SQL test of a text, and tests of what tells day from month and whether there is a time."""
    found = {
        name: f"(length({text}) <= 30 AND regexp_full_match(lower({text}), '{pattern}{TIME}'))"
        for name, (pattern, _) in WRITINGS.items()
    }
    numbers = " OR ".join(test for name, test in found.items() if name.startswith("numbers"))
    parts = f"regexp_extract_all({text}, '[0-9]+')"
    found["day_first"] = f"(({numbers}) AND TRY_CAST({parts}[1] AS INTEGER) > 12)"
    found["month_first"] = f"(({numbers}) AND TRY_CAST({parts}[2] AS INTEGER) > 12)"
    found["timed"] = f"(length({text}) <= 30 AND regexp_matches({text}, '[0-9][Tt ,]+[0-9]{{1,2}}[:.][0-9]{{2}}'))"
    found["seconds"] = f"(length({text}) <= 30 AND regexp_matches({text}, '[Tt ,][0-9]{{1,2}}:[0-9]{{2}}:[0-9]{{2}}'))"
    return found


@dataclass(frozen=True)
class Written:
    """The formats of a column's dates, day first where it could be either; none for ISO alone, which is always read."""

    formats: tuple[str, ...]
    common: str  # as most of them are written
    asks: str = ""  # what the values cannot tell, as the end of a sentence; empty where they can


EITHER = "no value tells day first from month first"
BOTH = "some values are day first and others month first"
CENTURY = "its years have two digits, and nobody else can say of which century"


def told(counts: Mapping[str, int], filled: int) -> Written | None:
    """How a column's dates are written; None where it holds no dates."""
    found = {name: counts[name] for name in WRITINGS if counts[name]}
    if sum(found.values()) < MOSTLY * filled:
        return None
    turned = counts["month_first"] > 0 and not counts["day_first"]
    formats = {name: _format(name, turned) for name in found}
    times = _times(counts, sum(found.values()))
    written = tuple(form + time for name, form in formats.items() if name != "iso" for time in times)
    common = formats[max(found, key=lambda name: found[name])] + times[-1]
    return Written(written, common, _asks(counts, list(found)))


def _format(name: str, turned: bool) -> str:
    given = WRITINGS[name][1]
    if not name.startswith("numbers"):
        return given
    parts = ["mm", "dd"] if turned else ["dd", "mm"]
    return given.join([*parts, "yyyy" if name[7] == "4" else "yy"])


def _asks(counts: Mapping[str, int], found: list[str]) -> str:
    numbers = any(name.startswith("numbers") for name in found)
    if numbers and bool(counts["day_first"]) == bool(counts["month_first"]):
        return BOTH if counts["day_first"] else EITHER
    return CENTURY if any(name.startswith(("numbers2", "month2")) for name in found) else ""


def _times(counts: Mapping[str, int], dated: int) -> list[str]:
    """What follows the dates: nothing, hours and minutes, seconds; more than one where they differ."""
    there = {"": dated - counts["timed"], " hh:mi": counts["timed"] - counts["seconds"], " hh:mi:ss": counts["seconds"]}
    return [time for time, number in there.items() if number > 0]


def timed(counts: Mapping[str, int]) -> bool:
    """Whether most of the dates have a time."""
    return counts["timed"] * 2 > sum(counts[name] for name in WRITINGS)
