"""Days and ages as a reader sees them."""

from collections.abc import Mapping
from html import escape

import pandas as pd

from checks.output.words import text

# Upper ends in days, the last open.
AGES: Mapping[str, int] = {
    "up to 30 days": 30, "1 to 3 months": 91, "3 to 12 months": 365, "1 to 2 years": 730, "over 2 years": 10**6,
}  # fmt: skip
UNDATED = "day not recorded"


def aged(days: "pd.Series[float] | pd.Series[int]") -> "pd.Series[str]":
    """Each number of days as its band of ``AGES``; ``day not recorded`` for none."""
    bands = pd.cut(days.astype(float), [-1, *AGES.values()], labels=list(AGES))
    return bands.astype(object).fillna(UNDATED)


def day(value: object) -> str:
    """A date without a time; a dash for none."""
    return escape(text(value)[:10]) if not pd.isna(value) else "–"  # type: ignore[call-overload]
