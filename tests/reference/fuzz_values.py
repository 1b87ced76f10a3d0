"""Values for the random exports: dates close to the limits, texts close to the definitions, and damage to any cell."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Any


def wide(text: str) -> str:
    """The text in fullwidth letters, which NFKC makes ordinary again."""
    return "".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in text)


AS_OF = date(2026, 10, 31)
DAYS_AGO = (0, 0, 1, 1, 2, 3, 5, 6, 7, 7, 8, 8, 9, 14, 30, 200)
ODD_DAYS = (date(2024, 2, 29), date(2026, 2, 28), date(2026, 3, 1), date(2020, 2, 29))
CLOCKS = (None, None, time(9, 0), time(9, 0), time(9, 0, 1), time(0, 0), time(23, 59, 59), time(12, 30))
HOURS_APART = (0, 0, 0, -1, 1, -24, 24, 24, -48, 48, 23, 25, -72, 72)
DAYS_APART = (0, 0, 0, 0, -1, -1, 1, 1, -2, 2, -10, 10)
SENTENCE = "agreed because she was found to be at real risk of harm at home"
PLACEHOLDERS = (
    " N/A. ",
    "See  Notes",
    "-",
    wide("n/a"),
    "As\u00a0discussed",
    "...",
    "TBC!",
    "“none”",
    "X",
    "as per policy",
    "nil",
)
SPACES = ("", "", "", " ", "   ", "\t", "\u00a0")
BAD_DATES = ("31/10/2026", "2026-02-30", "2026-13-01", "October", "2026-10-1", "20261024", "2023-02-29")
BAD_MOMENTS = (*BAD_DATES, "2026-10-24T09:00Z", "2026-10-24T09:00+01:00", "2026-10-24T25:00", "2026-10-24 9:00")


class Values:
    """A seeded source of values; every public method returns strings as an export would hold them, or plain dates."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)

    def chance(self, percent: float) -> bool:
        return self.rng.random() * 100 < percent

    def pick(self, *items: Any) -> Any:
        return self.rng.choice(items)

    def weighted(self, weights: dict[Any, float]) -> Any:
        return self.rng.choices(list(weights), list(weights.values()))[0]

    def some(self, items: list[str], most: int) -> list[str]:
        return self.rng.sample(items, min(len(items), self.rng.randint(0, most)))

    # dates

    def event(self) -> datetime | date:
        """A recent day, often with a time; a date without a time stays a date."""
        day = self.pick(*ODD_DAYS) if self.chance(8) else AS_OF - timedelta(days=self.pick(*DAYS_AGO))
        clock = self.pick(*CLOCKS)
        return day if clock is None else datetime.combine(day, clock)

    def beside(self, event: datetime | date) -> datetime | date:
        """The same moment, a second or some hours to either side, or the same or a near day without a time."""
        if not isinstance(event, datetime) or self.chance(25):
            day = event.date() if isinstance(event, datetime) else event
            near = day + timedelta(days=self.pick(0, 0, 0, -1, 1, 1, 2, -2, 3))
            return datetime.combine(near, time(9, 0)) if self.chance(25) else near
        return event + timedelta(hours=self.pick(*HOURS_APART), seconds=self.pick(0, 0, 0, 1, -1))

    def before(self, event: datetime | date) -> datetime | date:
        """Like beside, mostly not later."""
        return event - timedelta(days=self.pick(0, 0, 1, 2)) if self.chance(70) else self.beside(event)

    def near(self, event: datetime | date) -> date:
        day = event.date() if isinstance(event, datetime) else event
        return day + timedelta(days=self.pick(*DAYS_APART))

    def on_limit(self, day: date, years: int) -> date:
        """A day about `years` before `day`, to the day, the day after or the day before."""
        try:
            start = day.replace(year=day.year - years)
        except ValueError:
            start = day.replace(year=day.year - years, day=28)
        return start + timedelta(days=self.pick(0, 0, 1, -1, 2, -30))

    def write(self, moment: datetime | date | None) -> str:
        if moment is None:
            return ""
        if not isinstance(moment, datetime):
            return moment.isoformat()
        text = moment.isoformat(sep=self.pick("T", " "))
        if moment.second == 0 and self.chance(60):
            return text[:-3]
        return text + self.pick("", "", "", ".000000", ".999999", ".5")

    # texts

    def sentence(self) -> str:
        """A reason of about twenty characters, the sample minimum, with blanks and points that do not count."""
        length = self.pick(19, 20, 20, 21, 30, 45)
        core = SENTENCE[: length - 1] + "x"
        if self.chance(20):
            core = core.replace(" ", "  ", 1)
        return self.pick("", "", " ", "- ") + core + self.pick("", ".", " ...", "!")

    def codes(self, items: list[str]) -> str:
        written = [self.pick(item, item, item.upper(), f" {item} ") for item in items]
        if self.chance(4):
            written.append("not_a_code")
        return self.pick(";", ";", "; ").join(written) + (";" if self.chance(4) else "")

    # damage

    def damage(self, value: str, column: dict[str, Any]) -> str:
        """One cell made blank, unreadable, unknown, dangling, a placeholder, or only oddly written."""
        kind = column["type"]
        if self.chance(45):
            return self.pick(*SPACES)
        if kind in ("date", "datetime"):
            return self.damaged_date(kind, value)
        if kind in ("code", "yn", "codes"):
            return self.pick("Not Recorded", "??", value.upper(), f" {value.title()} ")
        if kind == "text":
            return self.pick(*PLACEHOLDERS)
        return self.pick(f" {value} ", f"{value}\t", "ZZ99", "ZZ98", value.lower())

    def damaged_date(self, kind: str, value: str) -> str:
        if self.chance(40):
            return self.pick(*(BAD_MOMENTS if kind == "datetime" else BAD_DATES))
        if self.chance(50):
            return (AS_OF + timedelta(days=self.pick(1, 1, 2, 40))).isoformat()
        return (
            f" {value} "
            if kind == "datetime" or self.chance(50)
            else value + self.pick("T09:00", " 23:59:59", "T99:00")
        )
