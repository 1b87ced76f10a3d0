"""From a frame of counts to figures with every margin and the sums between them, and to tables over them."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import pandas as pd

from checks.output.suppression.papers import Key, Mark, Release, Sum, Table

ALL = "All"


def cube(measure: str, counts: pd.DataFrame) -> Release:
    """Every count of the frame, every sum of it over one or more of its columns, and how they add up.

    ``counts`` has one row for each combination that can occur, the column `count` (a whole number, [z] or [x]), and
    any number of columns of headings; a coarser heading of another (theme of rule) is one more column. A zero must be
    given as 0: a combination that is left out cannot occur.
    """
    names = [name for name in counts.columns if name != "count"]
    cells = [
        (dict(zip(names, line[:-1], strict=True)), line[-1])
        for line in counts[[*names, "count"]].itertuples(index=False)
    ]
    figures: dict[Key, int | Mark] = {}
    sums: dict[Sum, None] = {}
    for size in range(len(names), -1, -1):
        for kept in combinations(names, size):
            grouped: dict[Key, list[int | Mark]] = {}
            for headings, value in cells:
                grouped.setdefault(_named(measure, headings, kept), []).append(value)
            figures |= {key: _total(values) for key, values in grouped.items()}
            sums |= dict.fromkeys(
                one for name in names if name not in kept for one in _sums(measure, cells, kept, name)
            )
    return Release(figures, tuple(sums))


def key(measure: str, headings: Mapping[str, str]) -> Key:
    """The name of the figure under these headings; a heading of `All`, or none, is a sum over all of its kind."""
    told = ", ".join(f"{name}={value}" for name, value in sorted(headings.items()) if value != ALL)
    return f"{measure}: {told or 'all'}"


def grid(
    measure: str, rows: tuple[str, Sequence[str]], columns: tuple[str, Sequence[str]], within: Mapping[str, str] = {}
) -> Table:
    """The table of a measure by two headings, each given with its values in order (`All` for a margin).

    ``within`` restricts it, to one month say.
    """
    (down, lines), (across, places) = rows, columns
    cells = tuple(tuple(key(measure, {**within, down: line, across: place}) for place in places) for line in lines)
    return Table(rows=tuple(lines), columns=tuple(places), cells=cells)


def _sums(
    measure: str, cells: Sequence[tuple[dict[str, str], int | Mark]], kept: tuple[str, ...], name: str
) -> list[Sum]:
    """Each figure of the kept headings as the sum over one heading more."""
    parts: dict[Key, dict[Key, None]] = {}
    for headings, _ in cells:
        total = _named(measure, headings, kept)
        parts.setdefault(total, {})[_named(measure, headings, (*kept, name))] = None
    return [Sum(total=total, parts=tuple(one)) for total, one in parts.items()]


def _named(measure: str, headings: Mapping[str, str], kept: Sequence[str]) -> Key:
    return key(measure, {name: headings[name] for name in kept})


def _total(values: Sequence[int | Mark]) -> int | Mark:
    """The sum of what was counted; a mark where nothing was."""
    counted = [int(value) for value in values if not isinstance(value, Mark)]
    if counted:
        return sum(counted)
    return Mark.NOT_AVAILABLE if Mark.NOT_AVAILABLE in values else Mark.NOT_APPLICABLE
