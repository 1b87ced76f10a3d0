"""What is to be published, and what was: figures, the sums between them, percentages, differences and tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, field_serializer

from checks.errors import PolicyError
from checks.output.suppression.profiles import Profile

Key = str  # a figure's name, the same wherever the figure appears: `breach: theme=retention, month=2026-10`
Named = TypeVar("Named")


class Mark(StrEnum):
    """What stands where a number does not."""

    CONFIDENTIAL = "[c]"
    NOT_APPLICABLE = "[z]"
    NOT_AVAILABLE = "[x]"


MEANINGS: Mapping[Mark, str] = {
    Mark.CONFIDENTIAL: "confidential: a small number, or one from which a small number could be worked out",
    Mark.NOT_APPLICABLE: "not applicable: there is nothing here to count",
    Mark.NOT_AVAILABLE: "not available: this was not tested",
}


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sum(_Value):
    """``total`` is the sum of ``parts``, less the figures in ``less``: every reader knows it from the headings.

    ``less`` is for balances: open at the end = open at the start + new, less resolved.
    """

    total: Key
    parts: tuple[Key, ...]
    less: tuple[Key, ...] = ()

    def terms(self) -> list[tuple[Key, int]]:
        """Each figure with its sign; all together they make 0."""
        return [(self.total, -1), *((key, 1) for key in self.parts), *((key, -1) for key in self.less)]


class Percentage(_Value):
    """The share of ``part`` in ``whole`` in per cent, with so many decimals, halves rounded upwards."""

    part: Key
    whole: Key
    decimals: int = Field(default=0, ge=0, le=2)


class Difference(_Value):
    """The figure ``later`` less the figure ``earlier``."""

    later: Key
    earlier: Key


class Table(_Value):
    """A grid of figures: the headings of its rows and columns, and a line of keys for each row."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Key, ...], ...]

    def keys(self) -> frozenset[Key]:
        """Every figure in the table."""
        return frozenset(key for line in self.cells for key in line)


@dataclass(frozen=True)
class Release:
    """What somebody wants to publish, with the true counts. It never leaves the machine.

    ``figures`` gives each count, or why there is none ([z] or [x]; such a figure adds nothing to a total). A figure
    that stands in no table is treated as if it were published too. ``sums`` are all that a reader can know to hold,
    between these figures and those of earlier papers.
    """

    figures: Mapping[Key, int | Mark]
    sums: tuple[Sum, ...] = ()
    percentages: Mapping[str, Percentage] = field(default_factory=dict)
    differences: Mapping[str, Difference] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)

    def __add__(self, other: "Release") -> "Release":
        """Both together; a figure in both is one figure. PolicyError where they differ about what bears one name."""
        return Release(
            _merged(self.figures, other.figures),
            tuple(dict.fromkeys(self.sums + other.sums)),
            _merged(self.percentages, other.percentages),
            _merged(self.differences, other.differences),
            _merged(self.tables, other.tables),
        )


class Published(_Value):
    """What a reader sees of one paper, and no more. It holds no count that is not shown, and can be kept as JSON.

    ``hidden_whole`` are the figures that stand in withheld tables alone; of these not even a zero is told apart.
    ``withheld`` gives for each withheld table or lone figure the sentence that says so. A percentage or difference
    of two shown figures is worked out from them as shown; any other shown one is of the true counts.
    """

    profile: Profile
    figures: dict[Key, int | Mark]
    hidden_whole: frozenset[Key] = frozenset()
    sums: tuple[Sum, ...] = ()
    percentages: dict[str, tuple[Percentage, Decimal | Mark]] = {}
    differences: dict[str, tuple[Difference, int | Mark]] = {}
    tables: dict[str, Table] = {}
    withheld: dict[str, str] = {}
    notes: tuple[str, ...] = ()

    @field_serializer("hidden_whole")
    def _sorted(self, keys: frozenset[Key]) -> list[Key]:
        return sorted(keys)

    def frame(self, name: str) -> pd.DataFrame:
        """The table as it may be shown, with its headings; every cell is a number or a mark's text.

        A withheld table (see ``withheld``) is [c] throughout.
        """
        table = self.tables[name]
        secret = name in self.withheld
        lines = [
            [str(Mark.CONFIDENTIAL) if secret else _cell(self.figures[key]) for key in line] for line in table.cells
        ]
        return pd.DataFrame(lines, index=pd.Index(table.rows), columns=pd.Index(table.columns), dtype=object)

    def shown(self, *keys: Key) -> bool:
        """Whether each of these figures is shown as a number."""
        return all(isinstance(self.figures.get(key), int) for key in keys)


def percent(part: int, whole: int, decimals: int) -> Decimal:
    """The share in per cent with so many decimals, halves rounded upwards; the whole is not 0."""
    scale: int = 200 * 10**decimals
    return Decimal((scale * part + whole) // (2 * whole)).scaleb(-decimals)


def _cell(value: int | Mark) -> int | str:
    return str(value) if isinstance(value, Mark) else value


def _merged(one: Mapping[str, Named], other: Mapping[str, Named]) -> dict[str, Named]:
    for name in one.keys() & other.keys():
        if one[name] != other[name]:
            raise PolicyError(f"Two things that are to be published are both called '{name}': give one another name.")
    return {**one, **other}
