"""Cells merged over others: a heading over several columns, and, refused or filled, a value over several records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from checks.intake.readers.sheet_scan import Merge

if TYPE_CHECKING:
    from checks.intake.readers.sheet_rows import SheetRows

Texts = list[str | None]


class Merges:
    """The merged ranges of a sheet, applied as its rows go by from the first to the last."""

    def __init__(self, merges: Sequence[Merge]) -> None:
        self._coming = sorted(merges, reverse=True)
        self._open: list[tuple[Merge, str | None]] = []

    def across(self, row: int, values: Sequence[object], left: int) -> bool:
        """Whether a filled cell of a row is merged over several columns."""
        return any(
            top == row and last > first and 0 <= first - left < len(values) and bool(values[first - left])
            for (top, first), (_, last) in self._coming
        )

    def headings(self, row: int, texts: Texts, left: int, upper: bool) -> Texts:
        """A row of headings, one merged over several columns repeated over each if other headings stand below."""
        filled = list(texts)
        for (top, first), (_, last) in self._coming if upper else ():
            if top == row and 0 <= first - left < len(texts):
                for place in range(first - left, min(last - left + 1, len(texts))):
                    filled[place] = texts[first - left]
        return filled

    def records_begin(self, sheet: SheetRows, row: int) -> None:
        """Leave the headings behind. ExportError if one of their cells reaches into the records."""
        while self._coming and self._coming[-1][0][0] < row:
            (top, first), (bottom, _) = self._coming.pop()
            if bottom >= row and top >= row - sheet.counts["header"]:
                raise sheet.refused(
                    top,
                    first,
                    "is merged over headings and records. Undo the merge, or check header_rows in the mapping.",
                )

    def apply(self, sheet: SheetRows, row: int, texts: Texts) -> None:
        """Fill a row's merged cells where the mapping wants it. ExportError where it does not say so.

        A merge matters if it holds something and covers several records, or several headed columns of one.
        """
        left = sheet.grid.left
        while self._coming and self._coming[-1][0][0] <= row:
            merge = self._coming.pop()
            (top, first), (bottom, last) = merge
            value = texts[first - left] if 0 <= first - left < len(texts) else None
            covered = sum(first <= place <= last for place in sheet.places)
            if value and covered and (bottom > top or covered > 1):
                if sheet.options.merged_cells != "filled":
                    raise sheet.refused(
                        top,
                        first,
                        "is merged over others. Undo the merge and fill each cell, or say merged_cells: filled in the "
                        "mapping; if it is one of the headings, say header_rows there.",
                    )
                self._open.append((merge, value))
        for ((_, first), (_, last)), value in self._open:
            for place in sheet.places:
                if first <= place <= last:
                    texts[place - left] = value
        self._open = [(merge, value) for merge, value in self._open if merge[1][0] > row]
