"""The rows of a sheet made sense of: which hold the headings, which are records, and what is wrong with them.

Every row goes into one count, and what cannot be read for certain is refused by its place. A cell is named as a
spreadsheet names it (C14), never by its content: where a sheet has no headings, the first row is somebody's record.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from checks.errors import ExportError
from checks.intake.pieces import Options
from checks.intake.readers import cell_texts
from checks.intake.readers.appending import Row
from checks.intake.readers.cell_texts import UnwritableError
from checks.intake.readers.footers import is_footer
from checks.intake.readers.merged_cells import Merges
from checks.intake.readers.sheet_scan import Merge, Part

Texts = list[str | None]


@dataclass(frozen=True)
class Grid:
    """A sheet: its rows from the first on, each a list of values that begins in the column ``left``."""

    label: str
    rows: Iterator[Sequence[object]]
    left: int
    merges: Sequence[Merge]
    padded: Mapping[int, Mapping[int, Part]] = field(default_factory=dict)


def column_name(column: int) -> str:
    """A column as a spreadsheet names it: the first is A."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_name(row: int, column: int) -> str:
    """A cell as a spreadsheet names it; both count from 0."""
    return f"{column_name(column)}{row + 1}"


class SheetRows:
    """A sheet's headings, and then its records one by one."""

    def __init__(self, grid: Grid, options: Options) -> None:
        self.grid, self.options = grid, options
        self.counts: Counter[str] = Counter()
        self.skipped: list[int] = []
        self._numbered = enumerate(grid.rows)
        self._headings: list[Texts] = []  # the rows of them, as they stand
        self._said = sorted(options.header_rows)
        self._last_header = 0
        self.merges = Merges(grid.merges)
        self.places, self.columns = self._header()

    def records(self) -> Iterator[Row]:
        """Every record with its row number in the sheet. ExportError for a row that is not plainly one."""
        places = [place - self.grid.left for place in self.places]
        headed = set(places)
        waiting: list[tuple[int, Texts]] = []  # what may be the footer, if nothing but such rows comes after it
        for row, values in self._numbered:
            texts = self._texts(row, values)
            self.merges.apply(self, row, texts)
            if not any(text and not text.isspace() for text in texts):
                self._skip(row)
            elif self._repeats(texts):
                self._repeated(row)
            elif self.options.footer and is_footer(texts, self.options.footer):
                waiting.append((row, texts))
            else:
                for number, record in (*waiting, (row, texts)):
                    self._check_headed(number, record, headed)
                    self.counts["record"] += 1
                    yield number + 1, [record[place] for place in places]
                waiting = []
        if waiting:
            self.counts["footer"] += len(waiting)

    def refused(self, row: int, column: int, fault: str) -> ExportError:
        """What to say of one cell."""
        return ExportError(f"{self.grid.label} cell {cell_name(row, column)} {fault}")

    def _header(self) -> tuple[list[int], tuple[str, ...]]:
        """The columns that have a heading, by place in the sheet, and their headings."""
        joined: dict[int, list[str]] = {}
        for row in self._header_rows():
            values = self._headings[-1]
            for place, text in enumerate(self.merges.headings(row, values, self.grid.left, self._upper(row))):
                if text and text.strip():
                    joined.setdefault(place + self.grid.left, []).append(" ".join(text.split()))
        if not joined or (self._said and self.counts["header"] < len(self._said)):
            rows = " and ".join(map(str, self._said))
            where = f"has no headings in row {rows}" if rows else "is empty: it has not even a row of headings"
            raise ExportError(f"{self.grid.label} {where}. Check the sheet, and header_rows in the mapping.")
        headings = {place: " ".join(words) for place, words in sorted(joined.items())}
        self._check_distinct(headings)
        return list(headings), tuple(headings.values())

    def _header_rows(self) -> Iterator[int]:
        """The rows of the headings, whose texts are put by; those above them are counted."""
        for row, values in self._numbered:
            if self._said and row + 1 not in self._said:
                self.counts["above_header"] += 1
                continue
            texts = self._texts(row, values)
            if not self._said and not any(text and text.strip() for text in texts):
                self._skip(row)
                continue
            if not self._said:
                self._check_plain(row, values)
            self._headings.append(texts)
            self.counts["header"] += 1
            self._last_header = row + 1
            yield row
            if not self._said or row + 1 == self._said[-1]:
                self.merges.records_begin(self, row + 1)
                return

    def _upper(self, row: int) -> bool:
        return bool(self._said) and row + 1 < self._said[-1]

    def _check_plain(self, row: int, values: Sequence[object]) -> None:
        """Refuse to take for headings, unless the mapping says so, what headings are not."""
        say = "If the headings stand elsewhere, say header_rows in the mapping; if there are none, add a row of them."
        for column, value in enumerate(values, self.grid.left):
            if value is not None and not isinstance(value, str):
                raise self.refused(
                    row, column, f"holds a number or a date, in the first row that holds anything. {say}"
                )
        merged = self.merges.across(row, values, self.grid.left)
        if merged:
            raise ExportError(
                f"{self.grid.label} row {row + 1}, the first that holds anything, has a cell merged over several "
                "columns, as titles and grouped headings have. Say header_rows in the mapping."
            )

    def _check_distinct(self, headings: Mapping[int, str]) -> None:
        first: dict[str, int] = {}
        for place, heading in headings.items():
            other = first.setdefault(heading.lower(), place)
            if other != place:
                raise ExportError(
                    f"{self.grid.label} has the same heading over columns {column_name(other)} and "
                    f"{column_name(place)}. Rename or remove one of them, or say header_rows in the mapping."
                )

    def _check_headed(self, row: int, texts: Texts, headed: set[int]) -> None:
        stray = next((place for place, text in enumerate(texts) if text and place not in headed and text.strip()), None)
        if stray is None:
            return
        raise self.refused(
            row,
            stray + self.grid.left,
            "holds something, and its column has no heading. Give it one or empty it; if the headings do not stand in "
            f"row {self._last_header}, say header_rows in the mapping.",
        )

    def _repeats(self, texts: Texts) -> bool:
        """Whether a row repeats the headings, of which it needs two to tell."""
        filled = [(place, text.strip().lower()) for place, text in enumerate(texts) if text and text.strip()]
        return len(filled) > 1 and any(
            all((heads[place] or "").strip().lower() == text for place, text in filled)
            and len(filled) == sum(bool(head and head.strip()) for head in heads)
            for heads in self._headings
        )

    def _repeated(self, row: int) -> None:
        if self.options.repeated_header != "left_out":
            raise ExportError(
                f"{self.grid.label} row {row + 1} repeats the headings. Delete it, or say "
                "repeated_header: left_out in the mapping."
            )
        self.counts["repeated_header"] += 1

    def _skip(self, row: int) -> None:
        self.counts["empty"] += 1
        self.skipped.append(row + 1)

    def _texts(self, row: int, values: Sequence[object]) -> Texts:
        shown = self.grid.padded.get(row)
        texts: Texts = []
        for column, value in enumerate(values, self.grid.left):
            kind = type(value)
            try:
                if kind is float or kind is int:
                    text: str | None = cell_texts.sheet_number(value)  # type: ignore[arg-type]
                    if shown and column in shown and text:
                        text = cell_texts.padded(text, *shown[column])
                else:
                    text = cell_texts.text_of(value)
            except UnwritableError as fault:
                raise self.refused(row, column, str(fault)) from None
            texts.append(text)
        return texts
