"""Percentages and differences: shown where both figures are, otherwise only where they give nothing away."""

from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from checks.output.suppression.case import Case
from checks.output.suppression.knowledge import Knowledge, difference_row, learn, parts, percentage_rows
from checks.output.suppression.linear import Row, Space, System
from checks.output.suppression.papers import Difference, Key, Mark, Percentage, Published, percent
from checks.output.suppression.watch import Watch


def with_derived(case: Case, paper: Published, careless: bool = False) -> Published:
    """The paper with each percentage and difference of its release, as shown or as a mark.

    Those of hidden figures are tried in their order; ``careless`` shows them all, for comparison.
    """
    known = learn([*case.earlier, paper])
    known.tie(parts(case.release.percentages.values(), _absent(paper)))
    judge = _Judge(case, paper, known, careless)
    shares = {name: (one, judge.share(one)) for name, one in case.release.percentages.items()}
    changes = {name: (one, judge.change(one)) for name, one in case.release.differences.items()}
    return paper.model_copy(update={"percentages": shares, "differences": changes})


class _Judge:
    """Decides one derived number after another, and remembers those shown, since a reader sees them together."""

    def __init__(self, case: Case, paper: Published, known: Knowledge, careless: bool) -> None:
        self.case, self.paper, self.known, self.careless = case, paper, known, careless

    def share(self, one: Percentage) -> Decimal | Mark:
        part, whole = self.paper.figures[one.part], self.paper.figures[one.whole]
        if mark := _missing(part, whole):
            return mark
        if whole == 0:
            return Mark.NOT_APPLICABLE
        if isinstance(part, int) and isinstance(whole, int):
            return percent(part, whole, one.decimals)
        counts = self.case.counts
        if not counts[one.whole]:
            return Mark.CONFIDENTIAL
        share = percent(counts[one.part], counts[one.whole], one.decimals)
        return share if self._safe(percentage_rows(one, share), {one.part, one.whole}) else Mark.CONFIDENTIAL

    def change(self, one: Difference) -> int | Mark:
        later, earlier = self.paper.figures[one.later], self.paper.figures[one.earlier]
        if mark := _missing(later, earlier):
            return mark
        if isinstance(later, int) and isinstance(earlier, int):
            return later - earlier
        change = self.case.counts[one.later] - self.case.counts[one.earlier]
        return change if self._safe([difference_row(one, change)], {one.later, one.earlier}) else Mark.CONFIDENTIAL

    def _safe(self, rows: Iterable[Row], keys: set[Key]) -> bool:
        """Whether all stays protected when a reader knows these rows too."""
        if keys & self.paper.hidden_whole and not self.careless:
            return False
        wider = Knowledge(dict(self.known.limits), list(self.known.rows), self.known.hidden)
        wider.tie(rows)
        if self.careless or _stands(wider, self.case, keys):
            self.known = wider
            return True
        return False


def _stands(known: Knowledge, case: Case, near: set[Key]) -> bool:
    """Whether every hidden figure tied to these is protected as it needs to be by what is known now."""
    keys = tuple(known.limits)
    system = System(keys, list(dict.fromkeys(known.rows)))
    low, high = np.array([known.limits[key] for key in keys], float).T
    for block in system.blocks(high > low):
        names = [keys[place] for place in block]
        if near.isdisjoint(names):
            continue
        needs = {place: case.needs[key] for place, key in enumerate(names) if key in case.needs}
        others = [
            place for place, key in enumerate(names) if key in known.hidden.keys() - case.needs.keys() - case.unseen
        ]
        watch = Watch(Space(system.part(block, low), low[block], high[block]), needs)
        for place, (least, greatest) in needs.items():
            if watch.stops(place, least, upwards=False) or watch.stops(place, greatest, upwards=True):
                return False
        if any(watch.still(place) for place in others):
            return False
    return True


def _missing(*values: int | Mark) -> Mark | None:
    """The mark of what is made from these figures, where one has none to give."""
    return next((mark for mark in (Mark.NOT_APPLICABLE, Mark.NOT_AVAILABLE) if mark in values), None)


def _absent(paper: Published) -> list[Key]:
    return [key for key, value in paper.figures.items() if value in (Mark.NOT_APPLICABLE, Mark.NOT_AVAILABLE)]
