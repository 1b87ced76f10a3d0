"""Other names and another order of columns, as a second organisation with the same system would have them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

WORDS = ("extract", "list", "report", "view", "dump", "export")


@dataclass(frozen=True)
class Shuffle:
    """How a layout is shaken; without a seed it stays as it is."""

    seed: int | None = None

    def name(self, file: str) -> str:
        """The name a file or sheet gets: nothing of the old one but its ending."""
        if self.seed is None:
            return file
        draw = random.Random(f"{self.seed} {file}")
        return f"{draw.choice(WORDS)}_{draw.randrange(100_000):05d}{PurePath(file).suffix}"

    def order(self, file: str, columns: int) -> Sequence[int]:
        """The places of the columns, in the order in which they are written."""
        places = list(range(columns))
        if self.seed is not None:
            random.Random(f"{self.seed} columns of {file}").shuffle(places)
        return places
