"""Hostile workbooks: .xlsx, .xls and .ods, with the oddities that people and programs give them."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableRow

from tests.hostile.base import EITHER, NAME, REFUSED, SAME, Case, Rows, counts, tables
from tests.sheets import ods, ods_cell, xls, xlsx

ENDINGS = ("xlsx", "xls", "ods")
WRITERS = {"xlsx": xlsx, "xls": xls, "ods": ods}


def small(chance: random.Random) -> dict[str, Rows]:
    """Tables of a size that a workbook is soon written in."""
    return tables(chance.choice((8, 8, 40)))


def write(folder: Path, found: dict[str, Rows], ending: str) -> Path:
    """One workbook for each table, under the table's name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in found.items():
        WRITERS[ending](folder / f"{name}.{ending}", [[cell or None for cell in row] for row in rows], name)
    return folder


def native(chance: random.Random, folder: Path) -> Case:
    """Dates as dates, whatever day the workbook counts from; blanks that are empty cells."""
    found, ending = small(chance), chance.choice(ENDINGS)
    typed = {
        name: [
            [date.fromisoformat(cell) if re.fullmatch(r"20\d\d-\d\d-\d\d", cell) else cell or None for cell in row]
            for row in rows
        ]
        for name, rows in found.items()
    }
    folder.mkdir(parents=True)
    for name, rows in typed.items():
        WRITERS[ending](folder / f"{name}.{ending}", rows, chance.choice((name, "Sheet1", "Export (2)")))
    return Case("workbook", f"dates as dates, .{ending}", str(folder), SAME, rows=counts(found))


def one_book(chance: random.Random, folder: Path) -> Case:
    """All tables as sheets of one workbook, with what else people keep in one."""
    found = small(chance)
    folder.mkdir(parents=True)
    said = chance.choice(("1904", "hidden", "protected", "with a chart", "an odd name", "two of one table"))
    with xlsxwriter.Workbook(
        folder / "export.xlsx", {"strings_to_formulas": False, "date_1904": said == "1904"}
    ) as book:
        if said in ("hidden", "with a chart"):
            book.add_worksheet("Read me first")
        for name, rows in found.items():
            _sheet(book, name, rows, dates=said == "1904")
        if said == "hidden":
            book.get_worksheet_by_name("decisions").hide()
        elif said == "protected":
            book.get_worksheet_by_name("decisions").protect("secret")
        elif said == "with a chart":
            chart = book.add_chart({"type": "line"})
            chart.add_series({"values": "=cases!$A$2:$A$4"})
            book.add_chartsheet("people").set_chart(chart)
        elif said == "an odd name":
            book.add_worksheet("cases (2) \u202e x").write_string(0, 0, NAME)
    if said == "two of one table":
        xlsx(folder / "cases.xlsx", found["cases"], "cases")
    expect = REFUSED if said in ("two of one table", "an odd name") else SAME
    names = ("cases", "export.xlsx")
    return Case("workbook", said, str(folder), expect, names, counts(found) if expect == SAME else {})


def _sheet(book: xlsxwriter.Workbook, name: str, rows: Rows, *, dates: bool) -> None:
    sheet, days = book.add_worksheet(name), book.add_format({"num_format": "dd/mm/yyyy"})
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if dates and re.fullmatch(r"20\d\d-\d\d-\d\d", cell):
                sheet.write_datetime(row, column, date.fromisoformat(cell), days)
            elif cell:
                sheet.write_string(row, column, cell)
    sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)


# What is done to a sheet of decisions, some row of which is ``at``.
CELLS: dict[str, Callable[[Any, int], object]] = {
    "an error": lambda sheet, at: sheet.write_formula(at, 6, "=1/0", None, "#DIV/0!"),
    "a formula never worked out": lambda sheet, at: sheet.write_formula(at, 6, f'=A{at + 1}&"{NAME}"', None, ""),
    "a long number": lambda sheet, at: sheet.write_number(at, 0, 1234567890123456789),
    "merged records": lambda sheet, at: sheet.merge_range(1, 6, 3, 6, NAME),
    "a repeated heading": lambda sheet, at: sheet.write_row(99, 0, tables()["decisions"][0]),
    "a merged title": lambda sheet, at: sheet.merge_range(0, 0, 0, 6, f"{NAME}: decisions"),
    "a stray cell": lambda sheet, at: sheet.write_string(at, 9, NAME),
    "a number for a heading": lambda sheet, at: sheet.write_number(0, 6, 42),
    "a far cell": lambda sheet, at: sheet.write_string(1_048_575, 16_383, NAME),
    "no heading over values": lambda sheet, at: sheet.write_string(0, 6, " "),
    "a date for a heading": lambda sheet, at: sheet.write_boolean(0, 3, True),
}


def odd_cells(chance: random.Random, folder: Path) -> Case:
    """Cells that a reader would show as blank or as something else: refused by their place."""
    found = small(chance)
    folder.mkdir(parents=True)
    xlsx(folder / "cases.xlsx", [[c or None for c in row] for row in found["cases"]])
    said = chance.choice(list(CELLS))
    with xlsxwriter.Workbook(folder / "decisions.xlsx", {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("decisions")
        for place, row in enumerate(found["decisions"], 2 * (said == "a merged title")):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(place, column, cell)
        CELLS[said](sheet, chance.randrange(1, 8))
    return Case("workbook cells", said, str(folder), REFUSED, ("decisions",))


def picture(chance: random.Random, folder: Path) -> Case:
    """A workbook that holds a picture of a table: its only sheet has no cell, so the table counts as missing."""
    found = small(chance)
    folder.mkdir(parents=True)
    xlsx(folder / "cases.xlsx", [[c or None for c in row] for row in found["cases"]])
    with xlsxwriter.Workbook(folder / "decisions.xlsx") as book:
        book.add_worksheet("decisions").insert_image(0, 0, "table.png", {"image_data": io.BytesIO(PNG)})
    return Case(
        "workbook", "a picture", str(folder), EITHER, ("decisions",), {"cases": len(found["cases"]) - 1, "decisions": 0}
    )


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8d"
    "b00000000049454e44ae426082"
)


# What follows the table: its cells, how often the row comes, how often its last cell, and what is to come of it.
REPEATS: dict[str, tuple[bool, int, int, str]] = {
    "empty rows": (False, 1_048_000, 1, SAME),
    "empty columns": (False, 1, 16_000, SAME),
    "a filled row": (True, 3, 1, EITHER),
    "a filled row for ever": (True, 10**7, 1, REFUSED),
    "a filled cell for ever": (True, 100_000, 16_000, REFUSED),
    "a negative repeat": (True, -3, 1, REFUSED),
    "a repeat of a million million": (True, 10**12, 1, REFUSED),
}


def ods_repeats(chance: random.Random, folder: Path) -> Case:
    """OpenDocument's repeats: of a cell, of a row, of millions of empty ones, of a filled one without end."""
    found = small(chance)
    write(folder, found, "xlsx")
    (folder / "decisions.xlsx").unlink()
    said = chance.choice(list(REPEATS))
    filled, rows, columns, expect = REPEATS[said]
    book, table = OpenDocumentSpreadsheet(), Table(name="decisions")
    book.spreadsheet.addElement(table)
    last = [f"{cell}9" for cell in found["decisions"][-1]] if filled else [""]
    for place, cells in enumerate([*found["decisions"], last]):
        ends = place == len(found["decisions"])
        row = TableRow(numberrowsrepeated=rows) if ends else TableRow()
        for column, text in enumerate(cells):
            repeated = {"numbercolumnsrepeated": columns} if ends and column == len(cells) - 1 else {}
            row.addElement(ods_cell(text or None, **repeated))
        table.addElement(row)
    book.save(str(folder / "decisions.ods"))
    wanted = counts(found) if expect == SAME else {}
    return Case("ods repeats", said, str(folder), expect, ("decisions.ods",), wanted)


def old_books(chance: random.Random, folder: Path) -> Case:
    """.xls: ids as numbers, in scientific notation, dates as serials; and 65,536 rows."""
    found = small(chance)
    folder.mkdir(parents=True)
    xls(folder / "cases.xls", [[c or None for c in row] for row in found["cases"]])
    said = chance.choice(("ids as floats", "a huge id", "an error", "a formula", "full"))
    book = xlwt.Workbook()
    sheet = book.add_sheet("decisions")
    rows = found["decisions"]
    for place, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell:
                sheet.write(place, column, cell)
    wanted = counts(found)
    if said == "ids as floats":
        sheet.write(len(rows), 0, 90001.0)
    elif said == "a huge id":
        sheet.write(len(rows), 0, 1.23456789012345e20)
    elif said == "an error":
        sheet.write(len(rows), 0, xlwt.Formula("1/0"))
    elif said == "a formula":
        sheet.write(len(rows), 0, xlwt.Formula("A2&1"))
    else:
        sheet.write(65_535, 0, "QZD-99999")
    wanted["decisions"] += 1
    book.save(str(folder / "decisions.xls"))
    expect = EITHER if said in ("ids as floats", "full") else REFUSED
    return Case(".xls", said, str(folder), expect, ("decisions.xls",), wanted if expect == EITHER else {})


def damaged(chance: random.Random, folder: Path) -> Case:
    """Bytes changed, taken out or put in: in the file, or in a part of it within a sound container."""
    found, ending = small(chance), chance.choice(ENDINGS)
    write(folder, found, ending)
    path = folder / f"decisions.{ending}"
    whole = path.read_bytes()
    inside = ending != "xls" and chance.random() < 0.7
    path.write_bytes(_bent_part(whole, chance) if inside else bend(whole, chance))
    what = f"a part of .{ending}" if inside else f".{ending}"
    return Case("damaged workbook", what, str(folder), EITHER, ("decisions",))


def bend(content: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, the end cut off, or both."""
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8, 40))):
        place, length = chance.randrange(len(made)), chance.choice((0, 1, 1, 2, 4, 60))
        new = (b"", b"\x00", b"<", b"\xff", b"9999999", b"\xed\xa0\x80", b'"', b"-1", bytes([chance.randrange(256)]))
        made[place : place + length] = chance.choice(new)
        if not made:
            break
    return bytes(made[: chance.randrange(len(made) + 1)] if chance.random() < 0.2 else made)


def _bent_part(whole: bytes, chance: random.Random) -> bytes:
    return repacked(whole, chance, lambda content: bend(content, chance))


def repacked(whole: bytes, chance: random.Random, change: Callable[[bytes], bytes]) -> bytes:
    """The zip again with one part changed, or taken out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        hit = chance.choice(old.namelist())
        for part in old.namelist():
            content = change(old.read(part)) if part == hit else old.read(part)
            if part != hit or content:
                new.writestr(part, content)
    return made.getvalue()


def lying(chance: random.Random, folder: Path) -> Case:
    """XML that promises what is not there, or what no memory holds."""
    found = small(chance)
    write(folder, found, "xlsx")
    path = folder / "decisions.xlsx"
    said, old, new = chance.choice(
        (
            ("a count of strings", rb'count="\d+"', b'count="4000000000"'),
            ("a dimension", rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"'),
            ("a far row", rb'<row r="3"', b'<row r="1048570"'),
            ("a row twice", rb'<row r="3"', b'<row r="2"'),
            ("a far column", rb'r="G2"', b'r="XFD2"'),
            ("a string that is not there", rb"<v>1</v>", b"<v>99999999</v>"),
            ("a bomb of entities", rb"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'),
            ("a column of no name", rb'r="G2"', b'r="2G"'),
            ("a style that is not there", rb'r="B2"', b'r="B2" s="4000"'),
            ("an external sheet", rb'Target="worksheets/sheet1.xml"', b'Target="../../../../etc/passwd"'),
        )
    )
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(path.read_bytes())) as book,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as into,
    ):
        for part in book.namelist():
            into.writestr(part, re.sub(old, new, book.read(part), count=1))
    path.write_bytes(made.getvalue())
    return Case("lying workbook", said, str(folder), EITHER, ("decisions.xlsx",))
