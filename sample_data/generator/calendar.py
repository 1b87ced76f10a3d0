"""Day arithmetic that the records and the key share: anniversaries, and the edges of a retention period."""

from __future__ import annotations

import datetime as dt

DAY = dt.timedelta(days=1)


def last_day_of(month: str) -> dt.date:
    """The last day of a month written YYYY-MM."""
    first = dt.date.fromisoformat(f"{month}-01")
    return (first + 31 * DAY).replace(day=1) - DAY


def anniversary(day: dt.date, years: int) -> dt.date:
    """Same month and day some years on (or back); 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def last_overdue(as_of: dt.date, years: int) -> dt.date:
    """The latest closing day whose anniversary is already before as_of."""
    day = anniversary(as_of, -years) + 5 * DAY
    while anniversary(day, years) >= as_of:
        day -= DAY
    return day


def first_due(day: dt.date, years: int) -> dt.date:
    """The earliest day whose anniversary, that many years on, has not yet passed on a day."""
    first = anniversary(day, -years) - 2 * DAY
    while anniversary(first, years) < day:
        first += DAY
    return first


def latest_leap_day(before: dt.date) -> dt.date:
    """The last 29 February on or before a day."""
    year = before.year
    while True:
        if year % 4 == 0 and (year % 100 or year % 400 == 0) and dt.date(year, 2, 29) <= before:
            return dt.date(year, 2, 29)
        year -= 1


def working_day(day: dt.date) -> dt.date:
    """The day itself, or the Friday before a weekend."""
    return day - max(day.weekday() - 4, 0) * DAY


def at(day: dt.date, clock: str) -> dt.datetime:
    """A day and a time written HH:MM, as one moment."""
    return dt.datetime.combine(day, dt.time.fromisoformat(clock))
