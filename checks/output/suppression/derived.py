"""Percentages and differences: shown where both figures are, otherwise only where they give nothing away."""

from collections.abc import Iterable
from decimal import Decimal

from checks.output.suppression.attacker import bounds
from checks.output.suppression.case import Case
from checks.output.suppression.knowledge import Knowledge, difference_row, learn, parts, percentage_rows
from checks.output.suppression.linear import Row
from checks.output.suppression.papers import Difference, Key, Mark, Percentage, Published, percent


def with_derived(case: Case, paper: Published, careless: bool = False) -> Published:
    """The paper with each percentage and difference of its release, as shown or as a mark.

    Those of hidden figures are tried in their order; ``careless`` shows them all, for comparison.
    """
    known, marks = learn([*case.earlier, paper]), learn([*case.earlier, paper], marks_only=True)
    known.tie(parts(case.release.percentages.values(), _absent(paper)))
    judge = _Judge(case, paper, known, marks, careless)
    shares = {name: (one, judge.share(one)) for name, one in case.release.percentages.items()}
    changes = {name: (one, judge.change(one)) for name, one in case.release.differences.items()}
    return paper.model_copy(update={"percentages": shares, "differences": changes})


class _Judge:
    """Decides one derived number after another, and remembers those shown, since a reader sees them together."""

    def __init__(self, case: Case, paper: Published, known: Knowledge, marks: Knowledge, careless: bool) -> None:
        self.case, self.paper, self.careless = case, paper, careless
        self.known, self.marks = known, marks

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
        if self.careless or not self.case.faults(bounds(wider, self.marks, keys)):
            self.known = wider
            return True
        return False


def _missing(*values: int | Mark) -> Mark | None:
    """The mark of what is made from these figures, where one has none to give."""
    return next((mark for mark in (Mark.NOT_APPLICABLE, Mark.NOT_AVAILABLE) if mark in values), None)


def _absent(paper: Published) -> list[Key]:
    return [key for key, value in paper.figures.items() if value in (Mark.NOT_APPLICABLE, Mark.NOT_AVAILABLE)]
