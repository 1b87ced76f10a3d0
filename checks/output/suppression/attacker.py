"""The attacker: what a reader of everything published can work out about each hidden figure.

The reader has every paper so far, knows the profile of each, and can add up. From that comes a set of linear
conditions: a number shown (rounded or not) is the count or near it; a hidden figure is at least 1 where zeros are
shown; a figure in a withheld table is at least 0; a total is the sum of its parts, across tables and months; a shown
percentage or difference ties its two figures. The least and the greatest count of a hidden figure that agree with all
of them are found by linear programming and brought to whole numbers.

**Recovered** means that the two are the same. **Narrow** means that the figure may be small, and that the two lie
closer together than the profile's width. **Protected**, for a figure that is small in truth, means more than neither:
every count that its mark may stand for, and at least one more, is still possible. So even a reader who is told, or
guesses from how suppression works, that this very figure is a small one learns nothing that the marks do not say.
(Where zeros are shown, marks alone do say this: a hidden total of two hidden figures is at least 2.)

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
from checks.output.suppression.linear import CLOSE, Space, System, ranges
from checks.output.suppression.papers import Key, Published
from checks.output.suppression.profiles import Profile


@dataclass(frozen=True)
class Bounds:
    """What a reader knows of one hidden figure: the least and the greatest count it can be (None: no greatest).

    ``plain`` is the least count that the marks alone leave possible, without any number.
    """

    key: Key
    least: int
    greatest: int | None
    plain: int
    profile: Profile

    @property
    def recovered(self) -> bool:
        """Whether only one count is possible."""
        return self.least == self.greatest

    @property
    def narrow(self) -> bool:
        """Whether the figure may be small and can be told more closely than the profile lets it be."""
        return self.least <= self.profile.hides and not self.reaches(self.least + self.profile.width)

    @property
    def protects(self) -> bool:
        """Whether a small figure is protected by these bounds: all that its mark may stand for is possible."""
        least, greatest = self.profile.needed(self.plain)
        return self.least <= least and self.reaches(greatest)

    def reaches(self, count: float) -> bool:
        """Whether the figure can be as great as this."""
        return self.greatest is None or self.greatest >= count


def attack(papers: Sequence[Published], told: Collection[Key] = ()) -> tuple[Bounds, ...]:
    """Bounds for each figure that some paper hides and none shows, sorted by key.

    ``papers`` is everything published, in any order. ``told`` are hidden figures that the reader knows to be small.
    PolicyError where the papers contradict one another.
    """
    known = learn(papers)
    for key in told:
        known.narrow(key, (0, known.hidden[key].hides))
    return tuple(sorted(bounds(known, learn(papers, marks_only=True)), key=lambda one: one.key))


def bounds(
    known: Knowledge, marks: Knowledge, near: Collection[Key] | None = None, new_marks: bool = False
) -> list[Bounds]:
    """Bounds for each hidden figure of this knowledge; only for those tied to ``near`` if given.

    ``marks`` is the same knowledge without its numbers; ``new_marks`` says that it has marks which ``known`` has not.
    """
    found = _ranges(known, list(known.hidden), near)
    least = {key: _up(low) for key, (low, _) in found.items()}
    # What the same marks say without numbers is less or the same, and matters only for what could be small.
    asked = [key for key in found if new_marks or known.hidden[key].lowest < least[key] <= known.hidden[key].hides]
    plain = {key: _up(low) for key, (low, _) in _ranges(marks, asked).items()}
    return [
        Bounds(key, least[key], _down(most), plain.get(key, known.hidden[key].lowest), known.hidden[key])
        for key, (_, most) in found.items()
    ]


def _ranges(
    known: Knowledge, wanted: Collection[Key], near: Collection[Key] | None = None
) -> dict[Key, tuple[float, float]]:
    """How far each wanted figure ranges, block by block of figures that rows tie to one another."""
    keys, asked = tuple(known.limits), set(wanted)
    system = System(keys, list(dict.fromkeys(known.rows)))
    low, high = np.array([known.limits[key] for key in keys], float).reshape(-1, 2).T
    found = {key: known.limits[key] for key in wanted if known.limits[key][0] >= known.limits[key][1]}
    found = {key: limits for key, limits in found.items() if near is None or key in near}
    for block in system.blocks(high > low) if wanted else []:
        names = [keys[place] for place in block]
        targets = [place for place, key in enumerate(names) if key in asked]
        if targets and (near is None or not set(near).isdisjoint(names)):
            space = Space(system.part(block, low), low[block], high[block])
            found |= {names[place]: limits for place, limits in ranges(space, targets).items()}
    return found


def _up(value: float) -> int:
    return ceil(value - CLOSE)


def _down(value: float) -> int | None:
    return None if value == inf else floor(value + CLOSE)
