"""Secondary suppression: the fewest further figures to hide, so that no small one can be worked out.

The method of Fischetti and Salazar-González (Management Science 47, 2001): an integer programme chooses what to hide;
the attack on that choice, where it succeeds, yields an inequality that every good choice satisfies (from the prices of
its linear programme); and so on until no attack succeeds. Where that takes too long, figures are hidden one by one
until it holds, by the same inequalities. At last every figure hidden needlessly is shown again. There are limits on
rounds and nodes, none on time, so that the same figures always give the same answer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from checks.output.suppression.linear import CLOSE, Numbers, Reach, Space, System
from checks.output.suppression.watch import Watch

Choice = NDArray[np.bool_]  # for each figure whether it is hidden by choice

ROUNDS = 40  # of the integer programme
CANDIDATES = 150  # beyond so many figures that could be hidden, none: they are hidden one by one
NODES = 200
GAP = 0.02  # how much dearer than the cheapest a choice may be


@dataclass(frozen=True)
class Problem:
    """Figures that rows tie together. Of each: its limits for a reader when it is hidden, and when it is shown.

    ``candidates`` may be hidden or shown; for all others the two pairs of limits are the same. ``targets`` gives the
    least and greatest count that must stay possible for a small figure. ``costs`` weigh what hiding a figure loses.
    A candidate that is hidden and might be small to a reader (up to ``hides``) must be uncertain by ``width``.
    """

    system: System
    hidden: tuple[Numbers, Numbers]
    shown: tuple[Numbers, Numbers]
    candidates: NDArray[np.int64]
    targets: Mapping[int, tuple[float, float]]
    costs: Numbers
    hides: int
    width: int

    def limits(self, choice: Choice) -> tuple[Numbers, Numbers]:
        """Every figure's limits when these candidates are hidden and the others shown."""
        open_ = choice.copy()
        closed = np.zeros_like(open_)
        closed[self.candidates] = True
        closed &= ~open_
        return np.where(closed, self.shown[0], self.hidden[0]), np.where(closed, self.shown[1], self.hidden[1])

    def nothing(self) -> Choice:
        """The choice to hide no candidate."""
        return np.zeros(len(self.system.keys), dtype=bool)

    def everything(self) -> Choice:
        """The choice to hide every candidate."""
        choice = self.nothing()
        choice[self.candidates] = True
        return choice


class Cut(NamedTuple):
    """``gains`` of the candidates hidden add up to at least ``need``; about ``target``."""

    target: int
    gains: Numbers
    need: float
    firm: bool = True  # not firm: it presumes that its target stays hidden


def secondary(problem: Problem) -> tuple[set[int], set[int]]:
    """The candidates to hide, and the targets that hiding every candidate would not protect."""
    everything = problem.everything()
    lost = {cut.target for cut in _on_targets(problem, everything, _watch(problem, everything))}
    kept = {target: need for target, need in problem.targets.items() if target not in lost}
    rest = replace(problem, targets=kept)
    small = len(problem.candidates) <= CANDIDATES
    choice, done = _cheapest(rest) if small else (rest.nothing(), False)
    if not done:
        choice = _one_by_one(rest, choice)
    choice = _shown_again(rest, choice)
    return set(np.flatnonzero(choice).tolist()), lost


def attacks(problem: Problem, choice: Choice) -> Iterator[Cut]:
    """A cut for each attack that succeeds on this choice: on the small figures, then on what is hidden for them."""
    yield from _on_targets(problem, choice, watch := _watch(problem, choice))
    for target in np.flatnonzero(choice).tolist():
        if watch.most[target] < min(problem.hides, watch.least[target]) + problem.width - CLOSE:
            below = watch.reach(target, False)
            least = np.ceil(below.value - CLOSE)
            if least <= problem.hides:
                above = watch.reach(target, True, problem.hides + problem.width)
                if np.floor(above.value + CLOSE) - least < problem.width:
                    yield _loose(problem, choice, target, below, above)


def _watch(problem: Problem, choice: Choice) -> Watch:
    return Watch(Space(problem.system, *problem.limits(choice)), problem.targets)


def _on_targets(problem: Problem, choice: Choice, watch: Watch) -> Iterator[Cut]:
    for target, (least, greatest) in problem.targets.items():
        if below := watch.stops(target, least, upwards=False):
            yield _cut(problem, choice, target, below.prices, below.value - least)
        if above := watch.stops(target, greatest, upwards=True):
            yield _cut(problem, choice, target, above.prices, greatest - above.value)


def _cut(problem: Problem, choice: Choice, target: int, prices: Numbers, short: float) -> Cut:
    """What the prices say: a target falls ``short`` by so much unless figures held at their limits are let go."""
    gains = _gains(problem, prices)
    need = short + float(gains[choice].sum())
    return Cut(target, np.minimum(gains, need), need)


def _loose(problem: Problem, choice: Choice, target: int, below: Reach, above: Reach) -> Cut:
    """The same for a candidate that is hidden: both directions together, and void if it is shown instead."""
    gains = _gains(problem, below.prices) + _gains(problem, above.prices)
    need = problem.width - (above.value - below.value) + float(gains[choice].sum()) - gains[target]
    gains = np.minimum(gains, need)
    gains[target] = -need
    return Cut(target, gains, 0, firm=False)


def _gains(problem: Problem, prices: Numbers) -> Numbers:
    """By how much hiding each candidate can move the answer, at these prices; inf where there is no limit to it."""
    gains = np.zeros(len(prices))
    at = problem.candidates
    price = np.where(np.abs(prices[at]) < CLOSE, 0, prices[at])
    down = np.maximum(price, 0) * (problem.shown[0] - problem.hidden[0])[at]
    with np.errstate(invalid="ignore"):
        up = np.where(price < 0, -price * (problem.hidden[1] - problem.shown[1])[at], 0)
    gains[at] = down + up
    return gains


def _cheapest(problem: Problem) -> tuple[Choice, bool]:
    """The cheapest choice, and whether no attack on it succeeds; the last one tried where the limits are reached.

    First the programme is solved in fractions, rounded, which is quick and finds most of the cuts that matter.
    """
    cuts: list[Cut] = []
    choice = problem.nothing()
    whole = False
    for _ in range(ROUNDS):
        found = list(attacks(problem, choice))
        if not found and (whole or not cuts):
            return choice, True
        whole = whole or not found or any(float(cut.gains[choice].sum()) < cut.need - CLOSE for cut in cuts)
        cuts += found
        better = _programme(problem, cuts, whole)
        if better is None:
            break
        choice = better
    return choice, False


def _programme(problem: Problem, cuts: list[Cut], whole: bool) -> Choice | None:
    """The cheapest choice that satisfies the cuts, by branch and bound or rounded; None where none is found."""
    at = problem.candidates
    answer = milp(
        problem.costs[at],
        integrality=np.full(len(at), int(whole)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(
            np.array([cut.gains[at] for cut in cuts]), lb=np.array([cut.need for cut in cuts])
        ),
        options={"node_limit": NODES, "mip_rel_gap": GAP},
    )
    if answer.x is None:
        return None
    choice = problem.nothing()
    choice[at] = answer.x > 0.5 - CLOSE
    return choice


def _one_by_one(problem: Problem, choice: Choice) -> Choice:
    """Hides more, the best value first, until no attack succeeds."""
    choice = choice.copy()
    while cuts := list(attacks(problem, choice)):
        before = choice.sum()
        for cut in cuts:
            while cut.gains[choice].sum() < cut.need - CLOSE:
                worth = np.where(choice, 0, cut.gains) / problem.costs
                if worth.max(initial=0) <= 0:
                    break
                choice[int(worth.argmax())] = True
        if choice.sum() == before:
            break
    return choice


def _shown_again(problem: Problem, choice: Choice) -> Choice:
    """Shows each figure again that no attack needs hidden, the most costly first."""
    choice = choice.copy()
    order = sorted(np.flatnonzero(choice).tolist(), key=lambda place: (-problem.costs[place], place))
    for place in order:
        choice[place] = False
        if any(True for _ in attacks(problem, choice)):
            choice[place] = True
    return choice
