"""The attacker: what a reader of everything published can work out about each hidden figure.

The reader has every paper so far, knows the profile of each, and can add up. From that comes a set of linear
conditions: a number shown (rounded or not) is the count or near it; a hidden figure is at least 1 where zeros are
shown; a figure in a withheld table is at least 0; a total is the sum of its parts, across tables and months; a shown
percentage or difference ties its two figures. The least and the greatest count of a hidden figure that agree with all
of them are found by linear programming and brought to whole numbers.

**Recovered** means that the two are the same. **Narrow** means that the figure may be small, and that the two lie
closer together than the profile's width. **Protected**, for a figure that is small in truth, means more than neither:
every count that the mark may stand for, and at least one more, is still possible. So even a reader who is told, or
guesses from how suppression works, that this very figure is a small one learns nothing that the mark does not say.

The attacker is not told which hidden figures are small and which are hidden for their sake: nothing published tells
them apart. ``told`` gives that away, all at once, to see what an insider could do; that attack is no part of what
"protected" promises. Nor does the attacker run the suppression backwards ("with these counts, this other cell would
not have been hidden"), which no suppression of cells resists in general; the profile's width is the margin for it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf

import numpy as np

from checks.output.suppression.knowledge import Knowledge, learn
from checks.output.suppression.linear import CLOSE, System, ranges
from checks.output.suppression.papers import Key, Published
from checks.output.suppression.profiles import Profile


@dataclass(frozen=True)
class Bounds:
    """What a reader knows of one hidden figure: the least and the greatest count it can be (None: no greatest)."""

    key: Key
    least: int
    greatest: int | None
    profile: Profile

    @property
    def recovered(self) -> bool:
        """Whether only one count is possible."""
        return self.least == self.greatest

    @property
    def narrow(self) -> bool:
        """Whether the figure may be small and can be told more closely than the profile lets it be."""
        return self.least <= self.profile.hides and self._greatest - self.least < self.profile.width

    @property
    def protects(self) -> bool:
        """Whether a small figure is protected by these bounds: all that its mark may stand for is possible."""
        least, greatest = self.profile.needed
        return self.least <= least and self._greatest >= greatest

    @property
    def _greatest(self) -> float:
        return inf if self.greatest is None else self.greatest


def attack(papers: Sequence[Published], told: Collection[Key] = ()) -> tuple[Bounds, ...]:
    """Bounds for each figure that some paper hides and none shows, sorted by key.

    ``papers`` is everything published, in any order. ``told`` are hidden figures that the reader knows to be small.
    PolicyError where the papers contradict one another.
    """
    known = learn(papers)
    for key in told:
        least, greatest = known.limits[key]
        known.limits[key] = (least, min(greatest, known.hidden[key].hides))
    return tuple(sorted(bounds(known), key=lambda one: one.key))


def bounds(known: Knowledge, near: Collection[Key] | None = None) -> list[Bounds]:
    """Bounds for each hidden figure of this knowledge, block by block; only for those tied to ``near`` if given."""
    keys = tuple(known.limits)
    system = System(keys, known.rows)
    low = np.array([known.limits[key][0] for key in keys], float)
    high = np.array([known.limits[key][1] for key in keys], float)
    found = []
    for block in system.blocks(high > low):
        if near is not None and not {keys[at] for at in block} & set(near):
            continue
        if hidden := [place for place, key in enumerate(keys[at] for at in block) if key in known.hidden]:
            part = system.part(block, low)
            for place, (least, most) in ranges(part, low[block], high[block], hidden).items():
                key = part.keys[place]
                found.append(Bounds(key, _up(least), _down(most), known.hidden[key]))
    for key in known.hidden if near is None else known.hidden.keys() & set(near):
        least, most = known.limits[key]
        if most <= least:
            found.append(Bounds(key, _up(least), _down(most), known.hidden[key]))
    return found


def _up(value: float) -> int:
    return ceil(value - CLOSE)


def _down(value: float) -> int | None:
    return None if value == inf else floor(value + CLOSE)
