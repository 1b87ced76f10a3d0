"""Files of one name but for the year or month in it, whose headings changed in between: all feed the same table."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from checks.intake.proposing.reading import Group, undated

LEAST, NEARLY_BEST = 0.15, 0.8  # what a follower must score for the table, by itself and beside its own best


def followers(groups: Sequence[Group], scores: NDArray[np.float64]) -> Mapping[int, Sequence[int]]:
    """For the likeliest of the groups of one name, the others: what is like its table nearly as much as like any.

    ``scores`` has a row for each group and a column for each canonical table.
    """
    families: dict[tuple[str, str], list[int]] = {}
    for number, group in enumerate(groups):
        if not group.each:
            families.setdefault(_name(group), []).append(number)
    found = {}
    for members in families.values():
        first = max(members, key=lambda number: scores[number].max())
        table = int(scores[first].argmax())
        others = [number for number in members if number != first and _alike(scores[number], table)]
        if others:
            found[first] = others
    return found


def _name(group: Group) -> tuple[str, str]:
    piece = group.pieces[0]
    return undated(piece.name), undated(Path(piece.file).stem)


def _alike(scores: NDArray[np.float64], table: int) -> bool:
    return bool(scores[table] >= max(LEAST, NEARLY_BEST * scores.max()))
