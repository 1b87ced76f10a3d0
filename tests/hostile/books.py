"""Hostile workbooks: .xlsx, .xls and .ods, with the oddities that people and programs give them."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from tests.hostile.base import EITHER, NAME, REFUSED, SAME, Case, Rows, counts, tables
from tests.sheets import ods, xls, xlsx

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
    """All tables as sheets of one workbook: hidden ones, a chart, a picture of a table, empty ones among them."""
    found = small(chance)
    folder.mkdir(parents=True)
    path = folder / "export.xlsx"
    said = chance.choice(("1904", "hidden", "protected", "with a chart", "an odd name", "two of one table"))
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "date_1904": said == "1904"}) as book:
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        if said in ("hidden", "with a chart"):
            book.add_worksheet("Read me first")
        for name, rows in found.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if said == "1904" and re.fullmatch(r"20\d\d-\d\d-\d\d", cell):
                        sheet.write_datetime(row, column, date.fromisoformat(cell), days)
                    elif cell:
                        sheet.write_string(row, column, cell)
            if said == "hidden" and name == "decisions":
                sheet.hide()
            if said == "protected":
                sheet.protect("secret")
            sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
        if said == "with a chart":
            chart = book.add_chart({"type": "line"})
            chart.add_series({"values": "=cases!$A$2:$A$4"})
            book.add_chartsheet("people").set_chart(chart)
        if said == "an odd name":
            book.add_worksheet("cases (2) ‮ x").write_string(0, 0, NAME)
        if said == "two of one table":
            xlsx(folder / "cases.xlsx", found["cases"], "cases")
    expect = REFUSED if said in ("two of one table", "an odd name") else SAME
    return Case(
        "workbook", said, str(folder), expect, ("cases", "export.xlsx"), counts(found) if expect == SAME else {}
    )


def odd_cells(chance: random.Random, folder: Path) -> Case:
    """Cells that a reader would show as blank or as something else: refused by their place."""
    found = small(chance)
    folder.mkdir(parents=True)
    xlsx(folder / "cases.xlsx", [[c or None for c in row] for row in found["cases"]])
    said = chance.choice(
        ("an error", "a formula never worked out", "a long number", "merged records", "a repeated heading",
         "a title above", "a stray cell", "no heading over values", "a number for a heading", "a far cell", "a picture")
    )  # fmt: skip
    rows = [[c or None for c in row] for row in found["decisions"]]
    with xlsxwriter.Workbook(folder / "decisions.xlsx", {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("decisions")
        down = 2 if said == "a title above" else 0
        for place, row in enumerate(rows if said != "a picture" else []):
            for column, cell in enumerate(row):
                if cell is not None and (said, place, column) != ("no heading over values", 0, 6):
                    sheet.write_string(place + down, column, cell)
        at = chance.randrange(1, len(rows))
        if said == "an error":
            sheet.write_formula(at, 6, "=1/0", None, "#DIV/0!")
        elif said == "a formula never worked out":
            sheet.write_formula(at, 6, f'=A{at + 1}&"{NAME}"', None, "")
        elif said == "a long number":
            sheet.write_number(at, 0, 1234567890123456789)
        elif said == "merged records":
            sheet.merge_range(1, 6, 3, 6, NAME)
        elif said == "a repeated heading":
            for column, head in enumerate(rows[0]):
                sheet.write_string(len(rows), column, str(head))
        elif said == "a title above":
            sheet.merge_range(0, 0, 0, 6, f"{NAME}: decisions")
        elif said == "a stray cell":
            sheet.write_string(at, 9, NAME)
        elif said == "a number for a heading":
            sheet.write_number(0, 6, 42)
        elif said == "a far cell":
            sheet.write_string(1_048_575, 16_383, NAME)
        elif said == "a picture":
            sheet.insert_image(0, 0, "table.png", {"image_data": io.BytesIO(PNG)})
    # A workbook whose only sheet holds no cell is passed over, and its table counts as missing.
    expect = EITHER if said in ("a picture",) else REFUSED
    return Case("workbook cells", said, str(folder), expect, ("decisions",))


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8d"
    "b00000000049454e44ae426082"
)


def ods_repeats(chance: random.Random, folder: Path) -> Case:
    """OpenDocument's repeats: of a cell, of a row, of millions of empty ones, of a filled one without end."""
    found = small(chance)
    write(folder, found, "xlsx")
    (folder / "decisions.xlsx").unlink()
    said = chance.choice(("empty rows", "empty columns", "a filled row", "a filled cell for ever", "a negative repeat",
                          "a repeat of a million million"))  # fmt: skip
    book = OpenDocumentSpreadsheet()
    table = Table(name="decisions")
    book.spreadsheet.addElement(table)

    def row(cells: list[str], **attributes: int) -> None:
        made = TableRow(**attributes)
        for text in cells:
            cell = TableCell(valuetype="string") if text else TableCell()
            if text:
                cell.addElement(P(text=text))
            made.addElement(cell)
        if said == "empty columns":
            made.addElement(TableCell(numbercolumnsrepeated=16_377))
        table.addElement(made)

    for cells in found["decisions"]:
        row(cells)
    last = found["decisions"][-1]
    if said == "empty rows":
        row([""], numberrowsrepeated=1_048_000)
    elif said == "a filled row":
        row([f"{last[0]}9", *last[1:]], numberrowsrepeated=3)
    elif said == "a filled cell for ever":
        row([f"{last[0]}9", *last[1:]], numberrowsrepeated=1_048_000)
        table.lastChild.lastChild.setAttribute("numbercolumnsrepeated", 16_000)
    elif said == "a negative repeat":
        row(last, numberrowsrepeated=-3)
    elif said == "a repeat of a million million":
        row(last, numberrowsrepeated=10**12)
    book.save(str(folder / "decisions.ods"))
    expect = SAME if said.startswith("empty") else EITHER if said == "a filled row" else REFUSED
    wanted = counts(found)
    wanted["decisions"] += 3 * (said == "a filled row")
    return Case("ods repeats", said, str(folder), expect, ("decisions.ods",), wanted if expect != REFUSED else {})


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
