"""One release, its profile and the papers before it: what must be protected, what may be hidden, at what cost."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from math import inf, log1p

from checks.output.suppression.attacker import Bounds, bounds
from checks.output.suppression.knowledge import Knowledge, Limits, learn, parts, stricter, sums
from checks.output.suppression.papers import Key, Mark, Published, Release
from checks.output.suppression.profiles import Profile

LARGEST = 0.5  # hiding the largest figure costs half as much again as hiding the smallest
WITHHELD = (
    "{} is withheld: together with what else is published, now or earlier, a small number could be worked out from it."
)
GIVEN_AWAY = (
    "Hidden figures about which earlier papers tell more than [c] should: {}. Nothing that is published now adds to it."
)


@dataclass(frozen=True)
class Case:
    """What protecting a release starts from. ``withheld`` names tables, and figures that stand in none."""

    release: Release
    profile: Profile
    earlier: Sequence[Published]
    withheld: frozenset[str] = frozenset()

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
    def units(self) -> Mapping[str, frozenset[Key]]:
        """What can be withheld: each table, and each figure that stands in none."""
        tables = {name: table.keys() for name, table in self.release.tables.items()}
        housed = frozenset[Key]().union(*tables.values())
        return tables | {key: frozenset([key]) for key in self.counts if key not in housed}

    @cached_property
    def unseen(self) -> frozenset[Key]:
        """The figures that stand in nothing but withheld units."""
        kept = [keys for name, keys in self.units.items() if name not in self.withheld]
        return frozenset(self.counts) - frozenset[Key]().union(*kept)

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

        These are the small ones, and those that an earlier paper hid, whose counts need not be known here. What the
        marks alone tell, or an earlier paper has given away, cannot be asked for.
        """
        return {one.key: _need(one) for one in self._known_before if one.least <= one.profile.hides}

    @cached_property
    def _known_before(self) -> Sequence[Bounds]:
        hid = {key: one for key, one in self.before.hidden.items() if key not in self.counts}
        profiles = hid | {key: stricter(self.profile, self.before.hidden.get(key)) for key in sorted(self.small)}
        marks = learn([*self.earlier, self.paper(self.small)], marks_only=True)
        return bounds(Knowledge(self.before.limits, self.before.rows, profiles), marks, new_marks=True)

    def paper(self, hidden: Set[Key]) -> Published:
        """The paper that hides these figures, as yet without percentages and differences."""
        figures: dict[Key, int | Mark] = {}
        for key, value in self.release.figures.items():
            counted = value if isinstance(value, Mark) else self.profile.rounded(value)
            figures[key] = Mark.CONFIDENTIAL if key in hidden or key in self.unseen else counted
        return Published(
            profile=self.profile,
            figures=figures,
            hidden_whole=self.unseen,
            sums=self.release.sums,
            tables=dict(self.release.tables),
            withheld={name: WITHHELD.format(self._called(name)) for name in self.units if name in self.withheld},
        )

    def notes(self) -> tuple[str, ...]:
        """What must be said of the paper as a whole: where earlier papers were careless with its small figures."""
        told = sum(not one.protects for one in self._known_before if one.key in self.small)
        return (GIVEN_AWAY.format(told),) if told else ()

    def _called(self, unit: str) -> str:
        return f"The table '{unit}'" if unit in self.release.tables else f"The figure '{unit}'"

    def when_shown(self, key: Key) -> Limits:
        """The limits of a figure to a reader who sees its number, and remembers the earlier papers."""
        least, greatest = self.profile.behind(self.profile.rounded(self.counts[key]))
        return _both(self.before.limits[key], (least, greatest))

    def when_hidden(self, key: Key) -> Limits:
        """The same for a reader who sees [c], or does not see the table at all."""
        return _both(self.before.limits[key], (0 if key in self.unseen else self.profile.lowest, inf))

    def cost(self, key: Key) -> float:
        """What hiding a figure loses: more for a larger one, so that totals stay where they can."""
        return 1 + LARGEST * log1p(self.counts[key]) / log1p(max(1, *self.counts.values()))

    def faults(self, found: Sequence[Bounds]) -> list[Key]:
        """The hidden figures that these bounds leave without the protection they need.

        A large one may not be recovered either; but in a withheld table it may, where earlier papers told it already.
        """
        return [one.key for one in found if not self._holds(one)]

    def _holds(self, one: Bounds) -> bool:
        if one.key in self.needs:
            least, greatest = self.needs[one.key]
            return one.least <= least and one.reaches(greatest)
        return not one.recovered or one.key in self.unseen


def _need(one: Bounds) -> Limits:
    """Of a figure that is small, what must stay possible, given how far these bounds let it be possible at all."""
    least, greatest = one.profile.needed(one.plain)
    return max(least, one.least), greatest if one.greatest is None else min(greatest, one.greatest)


def _both(one: Limits, other: Limits) -> Limits:
    return max(one[0], other[0]), min(one[1], other[1])
