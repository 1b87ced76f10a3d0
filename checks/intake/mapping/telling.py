"""Which format a column's dates are in, told from the values where the mapping does not say.

Only what every value agrees on is told. Years of two digits are never told: 05/03/60 may be a birthday or a plan.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from checks.intake import conversions
from checks.intake.conversions import literal
from checks.intake.mapping.dates import ISO, ISO_SHAPE, Format, parse

LONGEST = 40  # a text longer than any date
YEARS = range(1900, 2101)
SERIALS = range(20_000, 80_000)  # 1954 to 2119, as a spreadsheet counts days
TIME = r"((?P<gap>T|,? )(?P<hours>\d{1,2}:\d{2})(?P<seconds>:\d{2}(\.\d+)?)?(?P<half> ?[AaPp][Mm])?)?"
NUMBERS = re.compile(rf"(?P<one>\d{{1,2}})(?P<mark>[-/. ])(?P<two>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}|\d{{2}}){TIME}")
YEAR_FIRST = re.compile(rf"\d{{4}}(?P<mark>[-/.])\d{{1,2}}(?P=mark)\d{{1,2}}{TIME}")
DAY_NAMED = re.compile(rf"\d{{1,2}}(?P<mark>[-/. ]|)(?P<month>[A-Za-z]{{3,9}})(?P=mark)(?P<year>\d{{4}}|\d{{2}}){TIME}")
MONTH_NAMED = re.compile(rf"(?P<month>[A-Za-z]{{3,9}})(?P<mark>[- ])\d{{1,2}}(?P<comma>,?)[- ](?P<year>\d{{4}}){TIME}")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
EITHER_WAY = "its dates can be read day first or month first (no value is above 12)"
BOTH_WAYS = "some of its dates have the day first and others the month first"
SHORT_YEARS = "its years have two digits, so their century cannot be told"
EIGHT = "its dates of eight digits can be read in more than one way"
NUMBERED = "its values look like a spreadsheet's serial numbers"


@dataclass(frozen=True)
class Told:
    """What the values of a column say: its formats beside ISO, or why they cannot be told (``doubt``)."""

    formats: tuple[Format, ...] = ()
    doubt: str = ""
    iso: bool = False  # some value is in ISO

    @property
    def dates(self) -> bool:
        """Whether any value looks like a date that is not in ISO."""
        return bool(self.formats or self.doubt)


@dataclass
class _Seen:
    """What has been met so far, value by value."""

    iso: bool = False
    day_first: bool = False
    month_first: bool = False
    either: bool = False
    short: bool = False
    serial: bool = False
    numeric: set[tuple[str, str]] = field(default_factory=set)  # separator, time
    plain: set[str] = field(default_factory=set)  # formats that say themselves what they are
    eight: list[str] = field(default_factory=list)


def shapes(text: str, rows: str) -> str:
    """A query of the distinct shapes of a column of texts: enough of each value to tell its format, and no more."""
    masked = "substr(t, 1, 6) || translate(substr(t, 7), '0123456789', '9999999999')"
    return (
        f"SELECT DISTINCT CASE WHEN regexp_full_match(t, {literal(ISO_SHAPE)}) THEN {literal(ISO)} "
        rf"WHEN regexp_full_match(t, '\d+(\.\d+)?') THEN t ELSE {masked} END "
        f"FROM (SELECT {conversions.trimmed(text)} AS t FROM {rows}) WHERE t IS NOT NULL AND length(t) <= {LONGEST}"
    )


def tell(values: Iterable[str]) -> Told:
    """The format of a column whose distinct values, or the shapes of them that ``shapes`` gives, are these.

    Values that are no dates decide nothing.
    """
    seen = _Seen()
    for value in values:
        _look(value, seen)
    eight = [form for form in ("yyyymmdd", "ddmmyyyy", "mmddyyyy") if all(_valid(form, day) for day in seen.eight)]
    doubt = _doubt(seen, eight)
    if doubt:
        return Told(doubt=doubt, iso=seen.iso)
    order = "mm{0}dd{0}yyyy" if seen.month_first else "dd{0}mm{0}yyyy"
    written = {order.format(mark) + time for mark, time in seen.numeric} | seen.plain
    return Told(tuple(parse(form) for form in sorted(written | set(eight if seen.eight else ()))), iso=seen.iso)


def _doubt(seen: _Seen, eight: list[str]) -> str:
    if seen.short:
        return SHORT_YEARS
    if seen.day_first and seen.month_first:
        return BOTH_WAYS
    if seen.either and not (seen.day_first or seen.month_first):
        return EITHER_WAY
    if seen.eight and len(eight) != 1:
        return EIGHT
    dates = seen.iso or seen.numeric or seen.plain or seen.eight
    return NUMBERED if seen.serial and not dates else ""


def _look(value: str, seen: _Seen) -> None:
    if value == ISO or re.fullmatch(ISO_SHAPE, value):
        seen.iso = True
    elif found := NUMBERS.fullmatch(value):
        _numbers(found, seen)
    elif found := YEAR_FIRST.fullmatch(value):
        mark = found["mark"]
        seen.plain.add(f"yyyy{mark}mm{mark}dd{_time(found)}")
    elif found := DAY_NAMED.fullmatch(value) or MONTH_NAMED.fullmatch(value):
        _named(found, seen)
    elif re.fullmatch(r"\d{8}", value):
        if any(_valid(form, value) for form in ("yyyymmdd", "ddmmyyyy", "mmddyyyy")):
            seen.eight.append(value)
    elif re.fullmatch(r"\d{5}(\.\d+)?", value) and int(value[:5]) in SERIALS:
        seen.serial = True


def _numbers(found: re.Match[str], seen: _Seen) -> None:
    one, two = int(found["one"]), int(found["two"])
    if not (0 < one <= 31 and 0 < two <= 31) or min(one, two) > 12:
        return  # neither way round is it a date
    if len(found["year"]) == 2:
        seen.short = True
        return
    seen.numeric.add((found["mark"], _time(found)))
    if one > 12:
        seen.day_first = True
    elif two > 12:
        seen.month_first = True
    elif one != two:
        seen.either = True


def _named(found: re.Match[str], seen: _Seen) -> None:
    month, mark = found["month"].lower(), found["mark"]
    long = month in MONTHS and month != "may"
    short = len(month) <= 4 and month[:3] in (known[:3] for known in MONTHS)
    if not long and not short:
        return
    if len(found["year"]) == 2:
        seen.short = True
        return
    for word in ("mon", "month") if month == "may" else ("month" if long else "mon",):
        if found.re is DAY_NAMED:
            seen.plain.add(f"dd{mark}{word}{mark}yyyy{_time(found)}")
        else:
            end = " " if found["comma"] else mark
            seen.plain.add(f"{word}{mark}dd{found['comma']}{end}yyyy{_time(found)}")


def _time(found: re.Match[str]) -> str:
    if not found["hours"]:
        return ""
    half = found["half"] or ""
    return f"{found['gap']}hh:mi{':ss' if found['seconds'] else ''}{half[:-2]}{'ap' if half else ''}"


def _valid(form: str, digits: str) -> bool:
    """Whether eight digits are a date of a likely year in this format."""
    parts = {word: int(digits[form.index(word) : form.index(word) + len(word)]) for word in ("yyyy", "mm", "dd")}
    return parts["yyyy"] in YEARS and 0 < parts["mm"] <= 12 and 0 < parts["dd"] <= 31
