"""P3: dates, times, hours, anniversaries and age. A value is a date or a Moment, whose time may be missing."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from .records import Moment, Row, day_of


def clock(value: date | Moment) -> datetime | None:
    """The exact moment, where there is a time."""
    if isinstance(value, Moment) and value.time is not None:
        return datetime.combine(value.day, value.time)
    return None


def on_or_before(first: date | Moment, second: date | Moment) -> bool:
    first_clock, second_clock = clock(first), clock(second)
    if first_clock is not None and second_clock is not None:
        return first_clock <= second_clock
    return day_of(first) <= day_of(second)


def hours_as_days(hours: int) -> int:
    return -(-hours // 24)


def within_hours(start: date | Moment, end: date | Moment, hours: int) -> bool:
    start_clock, end_clock = clock(start), clock(end)
    if start_clock is not None and end_clock is not None:
        return end_clock <= start_clock + timedelta(hours=hours)
    return day_of(end) <= day_of(start) + timedelta(days=hours_as_days(hours))


def hours_have_passed(start: date | Moment, hours: int, as_of: date) -> bool:
    """'Now' is the end of as_of (P1)."""
    start_clock = clock(start)
    if start_clock is not None:
        now = datetime.combine(as_of + timedelta(days=1), time(0, 0))
        return now > start_clock + timedelta(hours=hours)
    return as_of > day_of(start) + timedelta(days=hours_as_days(hours))


def anniversary(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def is_under(person: Row | None, years: int, day: date) -> bool:
    born = person["date_of_birth"] if person else None
    return born is not None and day < anniversary(born, years)
