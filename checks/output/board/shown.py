"""The figures as readers may see them, from this paper and all before it. Everything in a paper is read off here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checks.output.board import figures
from checks.output.suppression import MEANINGS, Key, Mark, Published
from checks.output.suppression.papers import percent

DECIMALS = 1
LONGEST = 24  # months in a chart


@dataclass(frozen=True)
class Point:
    """One month of a headline question as shown: records judged, in breach, and the share in per cent."""

    month: str
    judged: int | Mark
    breach: int | Mark

    @property
    def share(self) -> Decimal | Mark:
        """Worked out from the two figures as shown, so that it tells nothing that they do not."""
        return share(self.breach, self.judged)


@dataclass(frozen=True)
class Shown:
    """This paper's figures and those of the papers before it, the newest last."""

    now: Published
    earlier: Sequence[Published] = ()

    def value(self, key: Key) -> int | Mark:
        """A figure as it is shown: a number where any paper shows one, else its mark; [x] where there is none."""
        found = [paper.figures[key] for paper in (self.now, *reversed(self.earlier)) if key in paper.figures]
        numbers = [value for value in found if not isinstance(value, Mark)]
        return numbers[0] if numbers else found[0] if found else Mark.NOT_AVAILABLE

    def point(self, month: str, headline: str) -> Point:
        """One month of a headline question."""
        judged, breach = (self.value(figures.total(one, month, headline)) for one in (figures.JUDGED, figures.BREACH))
        return Point(month, judged, breach)

    def series(self, headline: str, month: str) -> list[Point]:
        """The months of a headline question up to this one, a month without an audit being [x]."""
        met = [one for one in between(earliest(month), month) if self._has(one, headline)]
        return [self.point(one, headline) for one in between(met[0], month)] if met else []

    def _has(self, month: str, headline: str) -> bool:
        wanted = figures.total(figures.JUDGED, month, headline)
        return any(wanted in paper.figures for paper in (self.now, *self.earlier))


def share(part: int | Mark, whole: int | Mark) -> Decimal | Mark:
    """A share in per cent of two figures as shown; a mark where either is one, [z] of nothing."""
    for mark in (Mark.NOT_AVAILABLE, Mark.CONFIDENTIAL, Mark.NOT_APPLICABLE):
        if mark in (part, whole):
            return mark
    if isinstance(part, Mark) or isinstance(whole, Mark) or not whole:
        return Mark.NOT_APPLICABLE
    return percent(part, whole, DECIMALS)


def said(value: int | Decimal | Mark) -> str:
    """A figure or a mark as text, thousands separated."""
    return str(value) if isinstance(value, Mark) else f"{value:,}"


def per_cent(value: Decimal | Mark) -> str:
    """A share as text."""
    return str(value) if isinstance(value, Mark) else f"{value}%"


def between(first: str, last: str) -> list[str]:
    """The months from the first to the last."""
    found = [first]
    while found[-1] < last:
        year, number = map(int, found[-1].split("-"))
        found.append(f"{date(year + number // 12, number % 12 + 1, 1):%Y-%m}")
    return found


def earliest(month: str) -> str:
    """The first month that a chart ending with this one may show."""
    year, number = map(int, month.split("-"))
    first = year * 12 + number - LONGEST
    return f"{first // 12:04}-{first % 12 + 1:02}"


__all__ = ["MEANINGS", "Point", "Shown", "between", "earliest", "per_cent", "said", "share"]
