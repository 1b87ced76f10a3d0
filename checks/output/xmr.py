"""XmR charts: which points of a monthly series say that something changed, and which are only noise.

The method is that of the NHS's "Making Data Count": mean ± 2.66 times the mean moving range, and four rules. A month
without a figure breaks every run and takes part in no moving range.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

SPREAD = 2.66  # times the mean moving range: three standard deviations of a series of single values
NEAR = 2 / 3  # of the way from the mean to a limit
IN_A_ROW = 7  # points on one side of the mean, or rising, or falling
FIRM_FROM = 13  # points; limits from fewer are trial limits
ENOUGH = 10  # a month, on average: smaller counts cannot be told from chance this way

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Xmr:
    """One series, in the order of its months; None stands for a month without a figure."""

    values: tuple[float | None, ...]

    @cached_property
    def points(self) -> Numbers:
        """The values as numbers, NaN for a month without a figure."""
        return np.array([np.nan if value is None else value for value in self.values], dtype=np.float64)

    @property
    def known(self) -> int:
        """How many months have a figure."""
        return int(np.count_nonzero(~np.isnan(self.points)))

    @property
    def trial(self) -> bool:
        """Whether the limits are trial limits: fewer than 13 points."""
        return self.known < FIRM_FROM

    @property
    def too_few(self) -> bool:
        """Whether nothing should be read from it: fewer than two points, or under about 10 a month."""
        return self.known < 2 or self.mean < ENOUGH

    @cached_property
    def mean(self) -> float:
        """The centre line; NaN without a figure."""
        return float(np.nanmean(self.points)) if self.known else float("nan")

    @cached_property
    def moving_range(self) -> float:
        """The mean of the steps from one month to the next; NaN where no two months follow each other."""
        steps = np.abs(np.diff(self.points))
        return float(np.nanmean(steps)) if np.any(~np.isnan(steps)) else float("nan")

    @property
    def upper(self) -> float:
        """The upper limit."""
        return self.mean + SPREAD * self.moving_range

    @property
    def lower(self) -> float:
        """The lower limit, which for counts may lie under nought."""
        return self.mean - SPREAD * self.moving_range

    @cached_property
    def outside(self) -> Flags:
        """Points beyond a limit."""
        return (self.points > self.upper) | (self.points < self.lower)

    @cached_property
    def run(self) -> Flags:
        """Points of seven or more in a row on one side of the mean; one equal to the mean breaks the run."""
        return _in_a_row(self.points > self.mean, IN_A_ROW) | _in_a_row(self.points < self.mean, IN_A_ROW)

    @cached_property
    def trend(self) -> Flags:
        """Points of seven or more in a row of which each is above, or each is below, the one before."""
        steps = np.diff(self.points)
        found = np.zeros(len(self.points), dtype=bool)
        for same in (_in_a_row(steps > 0, IN_A_ROW - 1), _in_a_row(steps < 0, IN_A_ROW - 1)):
            found[:-1] |= same
            found[1:] |= same
        return found

    @cached_property
    def near(self) -> Flags:
        """Points beyond two thirds of a limit but within it, two of three in a row that are all on that side."""
        reach = NEAR * SPREAD * self.moving_range
        found = np.zeros(len(self.points), dtype=bool)
        for side in (self.points - self.mean, self.mean - self.points):
            close = (side > reach) & ~self.outside
            for start in range(len(side) - 2):
                three = slice(start, start + 3)
                if (side[three] > 0).all() and np.count_nonzero(close[three]) >= 2:
                    found[three] |= close[three]
        return found

    @property
    def signals(self) -> Flags:
        """Points that any of the four rules picks out."""
        return self.outside | self.run | self.trend | self.near


def xmr(values: Sequence[float | None]) -> Xmr:
    """The XmR chart of a monthly series."""
    return Xmr(tuple(values))


def _in_a_row(flags: Flags, length: int) -> Flags:
    """The members of every unbroken row of at least ``length``."""
    found = np.zeros(len(flags), dtype=bool)
    start = 0
    for place in range(len(flags) + 1):
        if place == len(flags) or not flags[place]:
            if place - start >= length:
                found[start:place] = True
            start = place + 1
    return found
