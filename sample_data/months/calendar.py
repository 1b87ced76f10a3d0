"""The months of the sample, from the first to the one that is committed."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import last_day_of

__all__ = ["FIRST", "LAST", "between", "is_late", "last_day_of", "month_of", "months"]

FIRST, LAST = "2025-09", "2026-10"


def months(first: str = FIRST, last: str = LAST) -> tuple[str, ...]:
    """Every month from the first to the last, both included, written YYYY-MM."""
    start, end = (dt.date.fromisoformat(f"{month}-01") for month in (first, last))
    count = 12 * (end.year - start.year) + end.month - start.month + 1
    numbers = [12 * start.year + start.month - 1 + step for step in range(count)]
    return tuple(f"{number // 12}-{number % 12 + 1:02d}" for number in numbers)


def between(first: str, until: str) -> tuple[str, ...]:
    """The months from the first up to another, which is not one of them."""
    return tuple(month for month in months() if first <= month < until)


def month_of(day: dt.date) -> str:
    return f"{day:%Y-%m}"


def is_late(day: dt.date) -> bool:
    """Whether the day is one of its month's last two, on which a duty of hours may still be running."""
    return day >= last_day_of(month_of(day)) - dt.timedelta(days=2)
