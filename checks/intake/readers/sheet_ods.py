"""One pass over an OpenDocument spreadsheet: see ``sheet_scan``."""

import re
import zipfile

from checks.intake.readers.sheet_scan import Scan, parse, part

ERROR = re.compile(r"#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NULL!|NUM!)|Err:\d{3}")
CELLS = ("table:table-cell", "table:covered-table-cell")


def scan(archive: zipfile.ZipFile, label: str) -> dict[str, Scan]:
    """Look through every sheet. DamagedError when the XML is not well formed."""
    reader = _Cells()
    parse(part(archive, "content.xml", label), reader.start, reader.end, reader.text)
    return reader.sheets


class _Cells:
    def __init__(self) -> None:
        self.sheets: dict[str, Scan] = {}
        self.depth = 0  # of tables: a table may stand within a drawing of another
        self.row, self.rows, self.column, self.columns = 0, 1, 0, 1
        self.cell: dict[str, str] | None = None
        self.words = ""

    @property
    def sheet(self) -> Scan:
        return next(reversed(self.sheets.values()))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.depth += 1
            if self.depth == 1:
                self.sheets[attributes["table:name"]] = Scan(merges=[])
                self.row, self.rows = 0, 0
        elif self.depth != 1:
            return
        elif name == "table:table-row":
            self.row += self.rows
            self.rows = int(attributes.get("table:number-rows-repeated", "1"))
            self.column, self.columns = 0, 0
        elif name in CELLS:
            self.column += self.columns
            self.columns = int(attributes.get("table:number-columns-repeated", "1"))
            self.cell, self.words = attributes, ""
        elif name in ("draw:frame", "draw:image", "draw:object"):
            self.sheet.pictures = True

    def text(self, content: str) -> None:
        if self.cell is not None:
            self.words += content

    def end(self, name: str) -> None:
        if name == "table:table":
            self.depth -= 1
        elif name in CELLS and self.depth == 1 and self.cell is not None:
            self._cell_ends(self.cell)
            self.cell = None

    def _cell_ends(self, cell: dict[str, str]) -> None:
        place, formula, kind = (self.row, self.column), "table:formula" in cell, cell.get("office:value-type")
        self.sheet.formulas |= formula
        shows_error = formula and ERROR.fullmatch(self.words.strip())
        if cell.get("calcext:value-type") == "error" or shows_error:
            self.sheet.error = self.sheet.error or place
        elif formula and kind is None:
            self.sheet.unworked = self.sheet.unworked or place
        if kind is not None:
            self.sheet.fill(*place, self.rows, self.columns)
        down = int(cell.get("table:number-rows-spanned", "1"))
        right = int(cell.get("table:number-columns-spanned", "1"))
        if down > 1 or right > 1:
            last = (self.row + down - 1, self.column + right - 1)
            assert self.sheet.merges is not None
            self.sheet.merges.append((place, last))
