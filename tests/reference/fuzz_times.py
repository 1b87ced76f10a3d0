"""Moments read back from a random export, and moments close to a limit counted from them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from .fuzz_values import Values
from .records import read_moment


def read_back(written: str) -> datetime | date | None:
    """A moment as the export holds it; a date where it has no time."""
    moment = read_moment(written)
    if moment is None or moment.time is None:
        return None if moment is None else moment.day
    return datetime.combine(moment.day, moment.time)


def hours_on(values: Values, start: datetime | date, hours: int) -> datetime | date:
    """About so many hours after the start: exactly, a second or an hour to either side, or a day without a time."""
    if not isinstance(start, datetime) or values.chance(20):
        day = start.date() if isinstance(start, datetime) else start
        return day + timedelta(days=-(-hours // 24) + values.pick(0, 0, 1, -1))
    return start + timedelta(hours=hours + values.pick(0, 0, 0, 1, -1, -hours), seconds=values.pick(0, 0, 1, -1))


def days_on(values: Values, start: datetime | date, days: int) -> date:
    """About so many days after the start: exactly, one more or one less, or on the day."""
    day = start.date() if isinstance(start, datetime) else start
    return day + timedelta(days=days + values.pick(0, 0, 1, 1, -1, -days))
