"""Cells of a workbook: text stays text, whatever it looks like, and days are days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from checks.results.files import FORMULA_SIGNS

EXCEL_HOLDS = 32_767  # characters in a cell
LONGEST_CELL = 32_000  # what is kept of a longer one
CONFIDENTIAL = "Private and Confidential"

Cell = str | date | int


@dataclass(frozen=True)
class Pen:
    """The formats of one workbook."""

    head: Format
    plain: Format
    quoted: Format
    day: Format

    @classmethod
    def of(cls, book: Workbook) -> "Pen":
        """The formats, added to a workbook."""
        cell = {"num_format": "@", "text_wrap": True, "valign": "top"}
        return cls(
            book.add_format(
                {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"}
            ),
            book.add_format(cell),
            book.add_format(cell | {"quote_prefix": True}),
            book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
        )

    def put(self, sheet: Worksheet, row: int, column: int, value: Cell) -> None:
        """Write a value, nothing for a blank. A sign that Excel would take for a formula gets the quote prefix."""
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, self.day)
        elif isinstance(value, int):
            sheet.write_number(row, column, value)
        elif value:
            shown = value if len(value) <= EXCEL_HOLDS else value[:LONGEST_CELL] + " (cut short)"
            sheet.write_string(row, column, shown, self.quoted if shown.startswith(FORMULA_SIGNS) else self.plain)

    def table(
        self,
        sheet: Worksheet,
        headings: Sequence[tuple[str, int]],
        rows: Sequence[Sequence[Cell]],
        top: int = 0,
    ) -> int:
        """A table with its headings (text and width), from the row ``top`` on; the row after its last."""
        for column, (heading, width) in enumerate(headings):
            if not top:
                sheet.set_column(column, column, width)
            sheet.write_string(top, column, heading, self.head)
        for place, row in enumerate(rows, start=top + 1):
            for column, value in enumerate(row):
                self.put(sheet, place, column, value)
        return top + 1 + len(rows)


def print_setup(sheet: Worksheet) -> None:
    """Landscape A4, as wide as the page, marked on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C{CONFIDENTIAL}")
    sheet.set_footer("&CPage &P of &N")
