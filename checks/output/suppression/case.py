"""One release, its profile and the papers before it: what must be protected, what may be hidden, at what cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf, log1p

from checks.output.suppression.attack import Bounds, bounds
from checks.output.suppression.knowledge import Knowledge, Limits, learn, parts, sums
from checks.output.suppression.papers import Key, Mark, Published, Release
from checks.output.suppression.profiles import Profile

LARGEST = 0.5  # hiding the largest figure costs half as much again as hiding the smallest


@dataclass(frozen=True)
class Case:
    """What protecting a release starts from; the units of ``withheld`` are names of tables and of lone figures."""

    release: Release
    profile: Profile
    earlier: Sequence[Published]

    @cached_property
    def counts(self) -> Mapping[Key, int]:
        """The true count of each figure that has one."""
        return {key: value for key, value in self.release.figures.items() if not isinstance(value, Mark)}

    @cached_property
    def small(self) -> frozenset[Key]:
        """The figures to hide: small to this profile, or to that of an earlier paper which hid them."""
        hid = learn(self.earlier).hidden
        return frozenset(
            key
            for key, count in self.counts.items()
            if self.profile.small(count) or (key in hid and hid[key].small(count))
        )

    @cached_property
    def before(self) -> Knowledge:
        """What a reader knows before this paper: the earlier ones, and what its headings say of how figures add up."""
        known = learn(self.earlier)
        absent = [key for key, value in self.release.figures.items() if isinstance(value, Mark)]
        known.tie(sums(self.release.sums, absent))
        known.tie(parts(self.release.percentages.values(), absent))
        for key in self.counts:
            known.limits.setdefault(key, (0.0, inf))
        return known

    @cached_property
    def needs(self) -> Mapping[Key, Limits]:
        """For each figure to protect the least and greatest count that must stay possible.

        These are the small ones, and those that an earlier paper hid, whose counts need not be known here. What an
        earlier paper has given away cannot be asked for.
        """
        hid = {key: one for key, one in self.before.hidden.items() if key not in self.counts}
        profiles = hid | dict.fromkeys(self.small, self.profile)
        known = Knowledge(dict(self.before.limits), list(self.before.rows), profiles)
        return {one.key: _need(one) for one in bounds(known)}

    @cached_property
    def given_away(self) -> int:
        """How many small figures earlier papers tell more about than their marks should."""
        return sum(self.needs[key] != self.profile.needed for key in self.small)

    @cached_property
    def units(self) -> Mapping[str, frozenset[Key]]:
        """What can be withheld: each table, and each figure that stands in none."""
        tables = {name: table.keys() for name, table in self.release.tables.items()}
        housed = frozenset[Key]().union(*tables.values())
        return tables | {key: frozenset([key]) for key in self.counts if key not in housed}

    def unseen(self, withheld: frozenset[str]) -> frozenset[Key]:
        """The figures that stand in nothing but withheld units."""
        kept = [keys for name, keys in self.units.items() if name not in withheld]
        return frozenset(self.counts) - frozenset[Key]().union(*kept)

    def when_shown(self, key: Key) -> Limits:
        """The limits of a figure to a reader who sees its number, and remembers the earlier papers."""
        least, greatest = self.profile.behind(self.profile.rounded(self.counts[key]))
        return _both(self.before.limits[key], (least, greatest))

    def when_hidden(self, key: Key, unseen: bool = False) -> Limits:
        """The same for a reader who sees [c], or does not see the table at all."""
        return _both(self.before.limits[key], (0 if unseen else self.profile.lowest, inf))

    def cost(self, key: Key) -> float:
        """What hiding a figure loses: more for a larger one, so that totals stay where they can."""
        return 1 + LARGEST * log1p(self.counts[key]) / log1p(max(1, *self.counts.values()))

    def faults(self, found: Sequence[Bounds]) -> list[Key]:
        """The hidden figures that these bounds leave without the protection they need."""
        return [one.key for one in found if not self._holds(one)]

    def _holds(self, one: Bounds) -> bool:
        if one.key in self.needs:
            least, greatest = self.needs[one.key]
            return one.least <= least and (one.greatest is None or one.greatest >= greatest)
        return not one.recovered


def _need(one: Bounds) -> Limits:
    least, greatest = one.profile.needed
    known = inf if one.greatest is None else one.greatest
    return max(least, one.least), min(greatest, known)


def _both(one: Limits, other: Limits) -> Limits:
    return max(one[0], other[0]), min(one[1], other[1])
