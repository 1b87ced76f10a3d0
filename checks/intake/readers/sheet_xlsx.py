"""One pass over a sheet of an .xlsx file: see ``sheet_scan``."""

import zipfile
from collections.abc import Callable

from checks.intake.readers.sheet_scan import (
    MOST_CELLS,
    DamagedError,
    Part,
    Scan,
    Workbook,
    check_count,
    local,
    parse,
    part,
)

PICTURES = ("drawing", "picture", "oleObjects")
NUMBERS = (None, "n")
DIGITS = "0123456789"


def scan(archive: zipfile.ZipFile, book: Workbook, sheet: str, label: str) -> Scan:
    """Look through a sheet. DamagedError when its XML is not well formed or its cells are out of order."""
    if sheet not in book.sheets:
        raise DamagedError
    reader = _Cells(book.styles)
    parse(part(archive, book.sheets[sheet], label), reader.start, reader.end, reader.text)
    found = reader.found
    if found.formulas and book.calculate_on_load and found.unworked is None:
        found.unworked = reader.formula
    return found


def filled(archive: zipfile.ZipFile, book: Workbook, sheet: str, label: str) -> bool:
    """Whether a sheet holds a filled cell; the rest of it is not looked at. DamagedError as for ``scan``."""
    reader = _Cells(book.styles)

    def end(name: str) -> None:
        reader.end(name)
        if reader.last >= 0:
            raise _FoundError

    try:
        parse(part(archive, book.sheets[sheet], label), reader.start, end, reader.text)
    except _FoundError:
        return True
    return False


class _FoundError(Exception):
    """The first filled cell."""


class _Cells:
    """The handlers. Each is called for every cell of a sheet, hence their plainness."""

    def __init__(self, styles: list[Part | None]) -> None:
        self.found = Scan()
        self.ids = {str(place): shown for place, shown in enumerate(styles) if shown}
        self.row, self.column, self.row_name = -1, -1, "0"
        self.first = self.last = -1  # the row's filled columns
        self.cell: dict[str, str] = {}
        self.filled = self.computed = self.in_value = False
        self.formula: tuple[int, int] | None = None  # the first
        self.letters: dict[str, int] = {}
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {
            "c": self._cell,
            "v": self._value,
            "t": self._value,
            "f": self._formula,
            "row": self._row,
            "mergeCells": self._merges,
            **dict.fromkeys(PICTURES, self._picture),
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        handler = self.starts.get(local(name) if ":" in name else name)
        if handler:
            handler(attributes)

    def end(self, name: str) -> None:
        kind = local(name) if ":" in name else name
        if kind == "c":
            self._cell_ends()
        elif kind == "v" or kind == "t":
            self.in_value = False
        elif kind == "row":
            self._row_ends()

    def text(self, content: str) -> None:
        if self.in_value:
            self.filled = True

    def _value(self, _: dict[str, str]) -> None:
        self.in_value = True

    def _formula(self, _: dict[str, str]) -> None:
        self.computed = self.found.formulas = True
        self.formula = self.formula or (self.row, self.column)

    def _merges(self, attributes: dict[str, str]) -> None:
        check_count(MOST_CELLS, "mergeCells", attributes)

    def _picture(self, _: dict[str, str]) -> None:
        self.found.pictures = True

    def _row(self, attributes: dict[str, str]) -> None:
        row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
        if row <= self.row:
            raise DamagedError
        self.row, self.row_name, self.column = row, str(row + 1), -1
        self.first = self.last = -1

    def _row_ends(self) -> None:
        if self.last >= 0:
            self.found.fill(self.row, self.first, 1, self.last - self.first + 1)

    def _cell(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        column = self._place(given) if given else self.column + 1
        if column <= self.column:
            raise DamagedError
        self.column, self.cell = column, attributes
        self.filled = self.computed = False

    def _place(self, reference: str) -> int:
        letters = reference.rstrip(DIGITS)
        if reference[len(letters) :] != self.row_name:
            raise DamagedError
        column = self.letters.get(letters)
        if column is None:
            column = self.letters[letters] = column_of(letters)
        return column

    def _cell_ends(self) -> None:
        if not self.filled:
            if self.computed and self.cell.get("t") != "str":
                self.found.unworked = self.found.unworked or (self.row, self.column)
            return
        if self.first < 0:
            self.first = self.column
        self.last = self.column
        kind = self.cell.get("t")
        if kind == "e":
            self.found.error = self.found.error or (self.row, self.column)
        elif self.ids and kind in NUMBERS and self.cell.get("s") in self.ids:
            self.found.padded.setdefault(self.row, {})[self.column] = self.ids[self.cell["s"]]


def column_of(letters: str) -> int:
    """The column of the letters that name it, such as AB, the first being 0. DamagedError for other signs."""
    column = 0
    for sign in letters:
        if not "A" <= sign <= "Z":
            raise DamagedError
        column = column * 26 + ord(sign) - 64
    return column - 1
