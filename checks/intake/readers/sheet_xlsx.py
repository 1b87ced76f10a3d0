"""One pass over a sheet of an .xlsx file: see ``sheet_scan``."""

import zipfile

from checks.intake.readers.sheet_scan import DamagedError, Scan, Workbook, local, parse, part

PICTURES = ("drawing", "picture", "oleObjects")
NUMBERS = ("n", "")


def scan(archive: zipfile.ZipFile, book: Workbook, sheet: str, label: str) -> Scan:
    """Look through a sheet. DamagedError when its XML is not well formed or its cells are out of order."""
    if sheet not in book.sheets:
        raise DamagedError
    found = Scan()
    reader = _Cells(found, book)
    parse(part(archive, book.sheets[sheet], label), reader.start, reader.end, reader.text)
    if found.formulas and book.calculate_on_load and found.unworked is None:
        found.unworked = reader.formula
    return found


def filled(archive: zipfile.ZipFile, book: Workbook, sheet: str, label: str) -> bool:
    """Whether a sheet holds a filled cell; the rest of it is not looked at. DamagedError as for ``scan``."""
    found = Scan()
    reader = _Cells(found, book)

    def end(name: str) -> None:
        reader.end(name)
        if found.first:
            raise _FoundError

    try:
        parse(part(archive, book.sheets[sheet], label), reader.start, end, reader.text)
    except _FoundError:
        return True
    return False


class _FoundError(Exception):
    """The first filled cell."""


class _Cells:
    """The handlers, which are called some five times a cell and so do little."""

    def __init__(self, found: Scan, book: Workbook) -> None:
        self.found, self.styles = found, book.styles
        self.row, self.column = -1, -1
        self.type, self.style = "", ""
        self.filled = self.computed = self.in_value = False
        self.formula: tuple[int, int] | None = None  # the first

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = local(name) if ":" in name else name
        if kind == "c":
            self._cell(attributes)
        elif kind in ("v", "t"):
            self.in_value = True
        elif kind == "row":
            given = attributes.get("r")
            row = int(given) - 1 if given else self.row + 1
            if row <= self.row:
                raise DamagedError
            self.row, self.column = row, -1
        elif kind == "f":
            self.computed = self.found.formulas = True
            self.formula = self.formula or (self.row, self.column)
        elif kind in PICTURES:
            self.found.pictures = True

    def _cell(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        column = column_of(given) if given else self.column + 1
        if column <= self.column or (given and not given.endswith(str(self.row + 1))):
            raise DamagedError
        self.column = column
        self.type, self.style = attributes.get("t", ""), attributes.get("s", "")
        self.filled = self.computed = False

    def text(self, content: str) -> None:
        if self.in_value:
            self.filled = True

    def end(self, name: str) -> None:
        kind = local(name) if ":" in name else name
        if kind in ("v", "t"):
            self.in_value = False
        elif kind == "c":
            self._cell_ends()

    def _cell_ends(self) -> None:
        place = (self.row, self.column)
        if self.computed and not self.filled and self.type != "str":
            self.found.unworked = self.found.unworked or place
        if not self.filled:
            return
        self.found.fill(*place)
        if self.type == "e":
            self.found.error = self.found.error or place
        elif self.style and self.type in NUMBERS and int(self.style) < len(self.styles):
            id_format = self.styles[int(self.style)]
            if id_format:
                self.found.padded.setdefault(self.row, {})[self.column] = id_format


def column_of(reference: str) -> int:
    """The column of a cell reference such as AB12, the first being 0."""
    column = 0
    for sign in reference:
        if not "A" <= sign <= "Z":
            break
        column = column * 26 + ord(sign) - 64
    return column - 1
