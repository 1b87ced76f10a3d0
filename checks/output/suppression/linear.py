"""Systems of figures: each between two limits, tied to one another by linear rows; and how far each can range.

Linear programming by HiGHS, through scipy. Only what can move takes part: a figure whose two limits meet is a number.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from checks.errors import PolicyError

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
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

    ``value`` is how far, ``point`` a set of figures that gets it there (nan for those not tied to it); ``prices`` says
    for each figure by how much the answer moves when the limit that holds it back does (above 0: its lower limit;
    below: its upper).
    """

    value: float
    point: Numbers
    prices: Numbers


class System:
    """Figures, by position, and the rows between them; their limits come with each question."""

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

    def blocks(self, moving: NDArray[np.bool_]) -> list[Places]:
        """The figures that can move, in groups that no row ties to one another; singles included."""
        places = np.flatnonzero(moving)
        ties = abs(self.matrix[:, places])
        _, labels = connected_components(ties.T @ ties, directed=False)
        return [places[labels == label] for label in range(labels.max() + 1 if labels.size else 0)]

    def part(self, places: Places, low: Numbers) -> "System":
        """The system of these figures alone, every other one standing at its lower limit."""
        inside = set(places.tolist())
        rows = [row for row in self.rows if any(self.index[key] in inside for key, _ in row.terms)]
        return System([self.keys[place] for place in places], [self._rest(row, inside, low) for row in rows])

    def _rest(self, row: Row, inside: set[int], low: Numbers) -> Row:
        """The row without the figures that stand still."""
        moving = tuple((key, by) for key, by in row.terms if self.index[key] in inside)
        still = sum(by * low[self.index[key]] for key, by in row.terms if self.index[key] not in inside)
        return Row(moving, row.low - still, row.high - still)


@dataclass(frozen=True)
class _Block:
    """Figures that move together, and what ties them, in the shape that the solver takes."""

    places: Places
    lines: Places
    matrix: Numbers
    least: Numbers
    most: Numbers


class Space:
    """Where the figures of a system can be when each keeps within its limits; `low` <= `high`, which may be inf."""

    def __init__(self, system: System, low: Numbers, high: Numbers) -> None:
        self.system, self.low, self.high = system, low, high
        self.blocks = [self._block(places) for places in system.blocks(high > low)]
        self._home = {place: number for number, block in enumerate(self.blocks) for place in block.places.tolist()}

    def _block(self, places: Places) -> _Block:
        still = self.low.copy()
        still[places] = 0
        matrix = self.system.matrix[:, places]
        lines = np.flatnonzero(abs(matrix).sum(axis=1) > 0)
        rest = self.system.matrix[lines] @ still
        tied = matrix[lines].toarray()
        return _Block(places, lines, tied, self.system.low[lines] - rest, self.system.high[lines] - rest)

    def reach(self, target: int, upwards: bool, cap: float = np.inf) -> Reach:
        """The greatest (or least) value of one figure, which is at most ``cap``; it must have a finite answer.

        PolicyError where no figures at all fit: what was published contradicts itself.
        """
        sign = -1.0 if upwards else 1.0
        point, prices = np.full(len(self.low), np.nan), np.zeros(len(self.low))
        prices[target] = sign
        block = self.blocks[self._home[target]] if target in self._home else None
        if block is None or not block.lines.size:
            point[target] = min(self.high[target], cap) if upwards else self.low[target]
            return Reach(float(point[target]), point, prices)
        answer = _solve(
            block, sign * (block.places == target), self.low[block.places], self._capped({target}, block, cap)
        )
        if answer is None:
            raise PolicyError(
                "What was published earlier and what is to be published now cannot both be true: a figure has changed "
                "since. Give the figure of the later count a name of its own."
            )
        point[block.places] = answer.x
        weights = np.zeros(len(self.system.rows))
        weights[block.lines] = answer.weights
        return Reach(sign * answer.value, point, prices - self.system.matrix.T @ weights)

    def stretch(self, targets: Set[int], upwards: bool, cap: float = np.inf) -> Numbers:
        """One point that takes these figures far all together, each at most to ``cap``; nan where none is found.

        It proves that they go at least so far. What it does not show, `reach` does.
        """
        point = np.full(len(self.low), np.nan)
        for block in self.blocks:
            wanted = np.isin(block.places, list(targets))
            if wanted.any() and block.lines.size:
                sign = -1.0 if upwards else 1.0
                answer = _solve(
                    block, sign * wanted.astype(float), self.low[block.places], self._capped(targets, block, cap)
                )
                if answer is not None:
                    point[block.places] = answer.x
        return point

    def _capped(self, targets: Set[int], block: _Block, cap: float) -> Numbers:
        wanted = np.isin(block.places, list(targets))
        return np.where(wanted, np.minimum(self.high[block.places], cap), self.high[block.places])


def ranges(space: Space, targets: Sequence[int]) -> Mapping[int, tuple[float, float]]:
    """The least and the greatest value of each target, inf where there is no greatest."""
    known = np.concatenate([space.low, space.high, space.system.low, space.system.high])
    cap = 10 * float(np.abs(known[np.isfinite(known)]).sum()) + 1000
    least = space.stretch(set(targets), False)
    greatest = space.stretch(set(targets), True, cap)
    found = {}
    for target in targets:
        down = least[target] if least[target] <= space.low[target] + CLOSE else space.reach(target, False).value
        up = greatest[target] if greatest[target] >= min(cap, space.high[target]) - CLOSE else None
        up = space.reach(target, True, cap).value if up is None else up
        found[target] = (float(down), float("inf") if up > cap / 2 else float(up))
    return found


@dataclass(frozen=True)
class _Answer:
    value: float
    x: Numbers
    weights: Numbers


def _solve(block: _Block, objective: Numbers, low: Numbers, high: Numbers) -> _Answer | None:
    """The point where the objective is least; None where there is no point."""
    equal = block.least == block.most
    up, down = ~equal & np.isfinite(block.most), ~equal & np.isfinite(block.least)
    uneven = (up | down).any()
    answer = linprog(
        objective,
        A_ub=np.vstack([block.matrix[up], -block.matrix[down]]) if uneven else None,
        b_ub=np.concatenate([block.most[up], -block.least[down]]) if uneven else None,
        A_eq=block.matrix[equal] if equal.any() else None,
        b_eq=block.most[equal] if equal.any() else None,
        bounds=np.column_stack([low, high]),
        method="highs",
    )
    if answer.status == 2:
        return None
    if answer.status:
        raise RuntimeError(f"A linear programme of suppression ended with status {answer.status}: a bug.")
    weights = np.zeros(len(block.least))
    weights[equal] = answer.eqlin.marginals
    over = answer.ineqlin.marginals
    weights[up] += over[: up.sum()]
    weights[down] -= over[up.sum() :]
    return _Answer(float(answer.fun), answer.x, weights)
