"""Whether figures can still be what they must, asked with as few linear programmes as possible."""

from collections.abc import Mapping

import numpy as np

from checks.output.suppression.linear import CLOSE, Numbers, Reach, Space

STRETCHES = 3  # of all targets together, before they are asked for one by one


class Watch:
    """Asks how far figures reach, and remembers how far each was seen to, which saves most questions."""

    def __init__(self, space: Space, targets: Mapping[int, tuple[float, float]]) -> None:
        self.space = space
        self.least, self.most = np.full(len(space.low), np.inf), np.full(len(space.low), -np.inf)
        if targets:
            self._see(space.stretch(set(targets), False))
        wanted, cap = set(targets), max((greatest for _, greatest in targets.values()), default=0.0)
        for _ in range(STRETCHES):
            if wanted:
                self._see(space.stretch(wanted, True, cap))
            short = {one for one in wanted if self.most[one] < targets[one][1] - CLOSE}
            if not short or short == wanted:
                break
            wanted = short

    def stops(self, target: int, wanted: float, upwards: bool) -> Reach | None:
        """Where the figure stops, if that is before ``wanted``; a figure that lies above it altogether does not."""
        if upwards:
            if self.most[target] >= wanted - CLOSE or self._least(target) > wanted + CLOSE:
                return None
            found = self.reach(target, True, wanted)
            return found if found.value < wanted - CLOSE else None
        if self.least[target] <= wanted + CLOSE:
            return None
        found = self.reach(target, False)
        return found if found.value > wanted + CLOSE else None

    def still(self, target: int) -> bool:
        """Whether the figure cannot move by as much as 1."""
        if self.most[target] - self.least[target] >= 1 - CLOSE:
            return False
        least = np.ceil(self.reach(target, False).value - CLOSE)
        return bool(np.floor(self.reach(target, True, least + 1).value + CLOSE) <= least)

    def reach(self, target: int, upwards: bool, cap: float = np.inf) -> Reach:
        """How far the target goes within its limits, and no further than the cap, which it can go below."""
        found = self.space.reach(target, upwards, cap)
        self._see(found.point)
        return found

    def _least(self, target: int) -> float:
        """The least value seen, or the least there is where none was seen."""
        if self.least[target] == np.inf:
            self.reach(target, False)
        return float(self.least[target])

    def _see(self, point: Numbers) -> None:
        self.least, self.most = np.fmin(self.least, point), np.fmax(self.most, point)
