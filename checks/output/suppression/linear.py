"""Systems of figures: each between two limits, tied to one another by linear rows; and how far each can range.

Linear programming by HiGHS, through scipy. Only what can move takes part: a figure whose two limits meet is a number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from checks.errors import PolicyError

Numbers = NDArray[np.float64]
CLOSE = 1e-6  # the solver's answers are exact to about 1e-7


@dataclass(frozen=True)
class Row:
    """The figures of ``terms``, each times its factor, add up to something from ``low`` to ``high``."""

    terms: tuple[tuple[str, float], ...]
    low: float = 0
    high: float = 0


@dataclass(frozen=True)
class Reach:
    """How far one figure goes in one direction.

    ``value`` is how far, ``point`` a set of figures that gets it there (nan for those not tied to it); ``prices`` says for each figure by
    how much the answer moves when the limit that holds it back does (above 0: its lower limit; below: its upper).
    """

    value: float
    point: Numbers
    prices: Numbers


class System:
    """Figures, by position, and the rows between them; the limits are given to each question."""

    def __init__(self, keys: Sequence[str], rows: Sequence[Row]) -> None:
        self.keys = tuple(keys)
        self.index = {key: place for place, key in enumerate(self.keys)}
        self.rows = tuple(rows)
        entries = [(line, self.index[key], by) for line, row in enumerate(rows) for key, by in row.terms]
        lines, places, factors = zip(*entries, strict=True) if entries else ((), (), ())
        shape = (len(self.rows), len(self.keys))
        self.matrix = csr_array((np.array(factors, float), (np.array(lines, int), np.array(places, int))), shape=shape)
        self.low = np.array([row.low for row in rows], float)
        self.high = np.array([row.high for row in rows], float)

    def blocks(self, moving: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
        """The figures that can move, in groups that no row ties to one another; singles included."""
        ties = self.matrix[:, np.flatnonzero(moving)]
        _, labels = connected_components(ties.T @ ties, directed=False)
        return [np.flatnonzero(moving)[labels == label] for label in range(labels.max() + 1 if labels.size else 0)]

    def part(self, places: NDArray[np.int64], low: Numbers) -> "System":
        """The system of these figures alone, every other one standing at its lower limit."""
        inside = set(places.tolist())
        rows = [row for row in self.rows if any(self.index[key] in inside for key, _ in row.terms)]
        return System([self.keys[place] for place in places], [self._rest(row, inside, low) for row in rows])

    def _rest(self, row: Row, inside: set[int], low: Numbers) -> Row:
        """The row without the figures that stand still."""
        moving = tuple((key, by) for key, by in row.terms if self.index[key] in inside)
        still = sum(by * low[self.index[key]] for key, by in row.terms if self.index[key] not in inside)
        return Row(moving, row.low - still, row.high - still)

    def reach(self, target: int, upwards: bool, low: Numbers, high: Numbers) -> Reach:
        """The greatest (or least) value of one figure within these limits, the target's own upper limit finite.

        PolicyError where no figures at all fit: what was published contradicts itself.
        """
        sign = -1.0 if upwards else 1.0
        moving = _reached(self.matrix, target, high > low)
        point, prices = np.full(len(self.keys), np.nan), np.zeros(len(self.keys))
        prices[target] = sign
        used = np.flatnonzero(np.abs(self.matrix[:, moving]).sum(axis=1) > 0) if moving.size else moving
        if not used.size:
            point[target] = high[target] if upwards else low[target]
            return Reach(float(point[target]), point, prices)
        answer = _solve(self._question(used, moving, low), sign, moving == target, low[moving], high[moving])
        point[moving] = answer.x
        weights = np.zeros(len(self.rows))
        weights[used] = answer.weights
        return Reach(sign * answer.value, point, prices - self.matrix.T @ weights)

    def _question(
        self, used: NDArray[np.int64], moving: NDArray[np.int64], low: Numbers
    ) -> tuple[Numbers, Numbers, Numbers]:
        """The rows used, over the moving figures: their matrix and limits, less what stands still."""
        still = low.copy()
        still[moving] = 0
        rest = self.matrix[used] @ still
        return self.matrix[used][:, moving].toarray(), self.low[used] - rest, self.high[used] - rest


def ranges(system: System, low: Numbers, high: Numbers, targets: Sequence[int]) -> Mapping[int, tuple[float, float]]:
    """The least and the greatest value of each target, inf where there is no greatest."""
    known = np.concatenate([low, high, system.low, system.high])
    cap = 10 * float(np.abs(known[np.isfinite(known)]).sum()) + 1000
    found = {}
    for target in targets:
        capped = high.copy()
        capped[target] = min(high[target], cap)
        least = system.reach(target, False, low, capped).value
        greatest = system.reach(target, True, low, capped).value
        found[target] = (least, float("inf") if greatest > cap / 2 else greatest)
    return found


@dataclass(frozen=True)
class _Answer:
    value: float
    x: Numbers
    weights: Numbers


def _reached(matrix: csr_array, target: int, moving: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The moving figures that rows tie to the target, at however many removes."""
    if not moving[target]:
        return np.array([], dtype=np.int64)
    ties = abs(matrix)
    seen = np.zeros(len(moving), dtype=bool)
    seen[target] = True
    while True:
        wider = moving & ((ties.T @ (ties @ seen.astype(float))) > 0)
        if (wider == seen).all():
            return np.flatnonzero(seen)
        seen = wider | seen


def _solve(
    question: tuple[Numbers, Numbers, Numbers], sign: float, objective: NDArray[np.bool_], low: Numbers, high: Numbers
) -> _Answer:
    matrix, least, most = question
    equal = least == most
    up, down = ~equal & np.isfinite(most), ~equal & np.isfinite(least)
    answer = linprog(
        sign * objective,
        A_ub=np.vstack([matrix[up], -matrix[down]]) if (up | down).any() else None,
        b_ub=np.concatenate([most[up], -least[down]]) if (up | down).any() else None,
        A_eq=matrix[equal] if equal.any() else None,
        b_eq=most[equal] if equal.any() else None,
        bounds=np.column_stack([low, high]),
        method="highs",
    )
    if answer.status not in (0, 2):
        raise RuntimeError(f"The linear programme of a suppression ended with status {answer.status}: a bug.")
    if answer.status == 2:
        raise PolicyError(
            "What was published earlier and what is to be published now cannot both be true: a figure has changed "
            "since. Give the figure of the later count a name of its own."
        )
    weights = np.zeros(len(least))
    weights[equal] = answer.eqlin.marginals
    over = answer.ineqlin.marginals
    weights[up] += over[: up.sum()]
    weights[down] -= over[up.sum() :]
    return _Answer(float(answer.fun), answer.x, weights)
