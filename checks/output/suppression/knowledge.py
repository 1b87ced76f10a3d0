"""What papers tell a reader, as limits of figures and rows between them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import inf

from checks.errors import PolicyError
from checks.output.suppression.linear import Row
from checks.output.suppression.papers import Difference, Key, Mark, Percentage, Published, Sum
from checks.output.suppression.profiles import Profile

Limits = tuple[float, float]


@dataclass
class Knowledge:
    """``limits`` of every figure heard of, ``rows`` between them, and the ``hidden`` ones with their profile."""

    limits: dict[Key, Limits] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    hidden: dict[Key, Profile] = field(default_factory=dict)

    def narrow(self, key: Key, limits: Limits) -> None:
        """Add that a figure lies within these limits; PolicyError where nothing is left."""
        least, greatest = self.limits.get(key, (0.0, inf))
        self.limits[key] = max(least, limits[0]), min(greatest, limits[1])
        if self.limits[key][0] > self.limits[key][1]:
            raise PolicyError(
                f"The figure '{key}' was published earlier with another value: give the later count a name of its own."
            )

    def tie(self, rows: Iterable[Row]) -> None:
        """Add rows; a figure that only they speak of is a count, and no more is known of it."""
        for row in rows:
            self.rows.append(row)
            for key, _ in row.terms:
                self.limits.setdefault(key, (0.0, inf))


def learn(papers: Sequence[Published], marks_only: bool = False) -> Knowledge:
    """What a reader of all these papers knows; a figure that one paper hides and another shows is not hidden.

    ``marks_only`` leaves out every number: only that a figure is hidden, is 0 or is not, and how figures add up.
    """
    known = Knowledge()
    for paper in papers:
        for key, (least, greatest) in _figures(paper):
            plain = (min(least, paper.profile.lowest), greatest if greatest == 0 else inf)
            known.narrow(key, plain if marks_only else (least, greatest))
        for key, value in paper.figures.items():
            if value is Mark.CONFIDENTIAL:
                known.hidden[key] = stricter(paper.profile, known.hidden.get(key))
        absent = {key for key, value in paper.figures.items() if value in (Mark.NOT_APPLICABLE, Mark.NOT_AVAILABLE)}
        known.tie(sums(paper.sums, absent))
        known.tie(parts((percentage for percentage, _ in paper.percentages.values()), absent))
        if not marks_only:
            known.tie(_derived(paper))
    for paper in papers:
        for key in paper.figures:
            if paper.shown(key):
                known.hidden.pop(key, None)
    return known


def stricter(one: Profile, other: Profile | None) -> Profile:
    """Of two profiles that hide one figure the one that hides more; the first where they hide as much."""
    return one if other is None or (one.hides, one.width) >= (other.hides, other.width) else other


def sums(known: Iterable[Sum], absent: Iterable[Key] = ()) -> Iterator[Row]:
    """The rows of sums: a figure that is absent adds nothing, and an absent total is no total."""
    missing = set(absent)
    for one in known:
        if one.total not in missing:
            yield Row(tuple((key, float(by)) for key, by in one.terms() if key not in missing))


def parts(percentages: Iterable[Percentage], absent: Iterable[Key] = ()) -> Iterator[Row]:
    """Its heading tells that a part is no greater than its whole, whether or not the percentage is shown."""
    missing = set(absent)
    for one in percentages:
        if not {one.part, one.whole} & missing:
            yield Row(((one.whole, 1.0), (one.part, -1.0)), 0, inf)


def percentage_rows(percentage: Percentage, shown: Decimal) -> Iterator[Row]:
    """What a percentage of true counts says of them: rounding halves upwards leaves out the upper end."""
    scale = 200 * 10**percentage.decimals
    twice = 2 * int(shown.scaleb(percentage.decimals))
    yield Row(((percentage.whole, 1.0),), 1, inf)
    yield Row(((percentage.part, 1.0), (percentage.whole, -(twice - 1) / scale)), 0, inf)
    yield Row(((percentage.part, 1.0), (percentage.whole, -(twice + 1) / scale)), -inf, -1 / scale)


def difference_row(difference: Difference, shown: int) -> Row:
    """What a difference of true counts says of them."""
    return Row(((difference.later, 1.0), (difference.earlier, -1.0)), shown, shown)


def _figures(paper: Published) -> Iterator[tuple[Key, Limits]]:
    for key, value in paper.figures.items():
        if value is Mark.CONFIDENTIAL:
            yield key, (0.0 if key in paper.hidden_whole else float(paper.profile.lowest), inf)
        elif not isinstance(value, Mark):
            least, greatest = paper.profile.behind(value)
            yield key, (float(least), float(greatest))


def _derived(paper: Published) -> Iterator[Row]:
    """Shown percentages and differences, except those worked out from two shown figures, which say nothing new."""
    for percentage, share in paper.percentages.values():
        if not isinstance(share, Mark) and not paper.shown(percentage.part, percentage.whole):
            yield from percentage_rows(percentage, share)
    for difference, change in paper.differences.values():
        if not isinstance(change, Mark) and not paper.shown(difference.later, difference.earlier):
            yield difference_row(difference, change)
