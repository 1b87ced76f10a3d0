"""A value with a type of its own, from a workbook or a database, as the text that a CSV would hold."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

# Excel keeps 15 digits of a number; a longer one has been changed.
LONGEST = 1e15
DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")  # how OpenDocument writes a time of day


AS_TEXT = "Export it as text"
WHOLE = "Format its column as text, and put in the whole number again"


class UnwritableError(Exception):
    """A value that has no honest text: what it is, completing "this cell ...", and the repair."""

    def __init__(self, fault: str, repair: str = AS_TEXT) -> None:
        super().__init__(f"{fault}. {repair}.")


def text_of(value: object) -> str | None:
    """A value's text: ISO dates, yes and no, whole numbers without a point; None for a blank.

    A date and time at midnight is the day alone, for nobody can tell the two apart; seconds are rounded.
    UnwritableError for bytes, nested data and a number that has lost digits.
    """
    kind = type(value)
    if kind is str:
        if "\x00" in value:  # type: ignore[operator]
            raise UnwritableError("holds a NUL character")
        return value or None  # type: ignore[return-value]
    if value is None:
        return None
    write = WRITTEN.get(kind)
    if write is None:
        raise UnwritableError("is neither text, number, date nor yes or no")
    return write(value)


def sheet_number(value: float) -> str:
    """A spreadsheet's number with the 15 digits that it keeps, never with an exponent."""
    if not math.isfinite(value):
        raise UnwritableError("is a number that no spreadsheet holds", "Put the number in again")
    if value == int(value):
        if abs(value) >= LONGEST:
            raise UnwritableError("is a number of 16 or more digits, of which a spreadsheet keeps 15", WHOLE)
        return str(int(value))
    return format(Decimal(f"{value:.15g}"), "f")


def padded(text: str, before: str, digits: int) -> str:
    """A whole number as an id format shows it: ``CL-`` and 5 digits make CL-00042 of 42."""
    return before + text.zfill(digits) if text.isdigit() else text


def _number(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    return str(int(value)) if value == int(value) and abs(value) < LONGEST else str(value)


def _decimal(value: Decimal) -> str:
    return str(int(value)) if value.is_finite() and value == value.to_integral_value() else format(value, "f")


def _moment(value: datetime) -> str:
    whole = value.replace(microsecond=0)
    if value.microsecond >= 500_000 and whole < whole.max.replace(microsecond=0, tzinfo=whole.tzinfo):
        whole += timedelta(seconds=1)
    if whole.time() == time() and whole.tzinfo is None:
        return whole.date().isoformat()
    return whole.isoformat(" ")  # a zone stays, so that nobody takes the time for a local one


def _length(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _items(value: list[object]) -> str | None:
    """The items of a list of scalars, joined by ``;`` as the canonical tables join them."""
    texts = [text_of(item) if not isinstance(item, (list, tuple)) else _nested() for item in value]
    if any(text is not None and ";" in text for text in texts):
        raise UnwritableError("is a list with a semicolon within an item", "Write its items without semicolons")
    return ";".join(text for text in texts if text is not None) or None


def _nested() -> str:
    raise UnwritableError("is a list within a list")


def _day(value: date) -> str:
    return value.isoformat()


def _time(value: time) -> str:
    return _length(
        timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    )


WRITTEN: dict[type, Callable[..., str | None]] = {
    int: str,
    bool: lambda value: "yes" if value else "no",
    float: _number,
    Decimal: _decimal,
    date: _day,
    datetime: _moment,
    time: _time,
    timedelta: _length,
    UUID: str,
    list: _items,
    tuple: _items,
}
