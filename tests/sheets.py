"""Tables written in every format that is read, for the tests of reading them."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from checks.intake.conversions import name
from checks.intake.pieces import Options, Piece, TextTable
from checks.intake.readers import reading, workbooks

Rows = Sequence[Sequence[Any]]
Texts = list[tuple[Any, ...]]
CANARY = "Quillfeather"  # an invented name, planted where a message must not repeat it


def xlsx(path: Path, rows: Rows, sheet: str = "cases", merges: Sequence[tuple[int, int, int, int, str]] = ()) -> Path:
    """A sheet with native types, written by xlsxwriter."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        moments = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
        written = book.add_worksheet(sheet)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, datetime):
                    written.write_datetime(row, column, value, moments)
                elif isinstance(value, date):
                    written.write_datetime(row, column, value, days)
                elif isinstance(value, str):
                    written.write_string(row, column, value)
                elif value is not None:
                    written.write(row, column, value)
        for merge in merges:
            written.merge_range(*merge)
    return path


def xls(path: Path, rows: Rows, sheet: str = "cases", merges: Sequence[tuple[int, int, int, int, str]] = ()) -> Path:
    """The same by xlwt."""
    book = xlwt.Workbook()
    written = book.add_sheet(sheet)
    days, moments = xlwt.easyxf(num_format_str="dd/mm/yyyy"), xlwt.easyxf(num_format_str="dd/mm/yyyy hh:mm:ss")
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, date):
                written.write(row, column, value, moments if isinstance(value, datetime) else days)
            elif value is not None:
                written.write(row, column, value)
    for first, left, last, right, text in merges:
        written.write_merge(first, last, left, right, text)
    book.save(str(path))
    return path


def ods_cell(value: Any, **attributes: Any) -> TableCell:
    """A cell of an OpenDocument sheet with its native type."""
    if value is None:
        return TableCell(**attributes)
    if isinstance(value, bool):
        return TableCell(valuetype="boolean", booleanvalue=str(value).lower(), **attributes)
    if isinstance(value, (int, float)):
        return TableCell(valuetype="float", value=repr(value), **attributes)
    if isinstance(value, date):
        return TableCell(valuetype="date", datevalue=value.isoformat(), **attributes)
    cell = TableCell(valuetype="string", **attributes)
    cell.addElement(P(text=value))
    return cell


def ods(path: Path, rows: Rows, sheet: str = "cases") -> Path:
    """The same by odfpy; a value may be a cell of its own making, or ``...`` for one that another covers."""
    book = OpenDocumentSpreadsheet()
    table = Table(name=sheet)
    book.spreadsheet.addElement(table)
    for values in rows:
        row = TableRow()
        table.addElement(row)
        for value in values:
            made = hasattr(value, "qname")
            row.addElement(value if made else CoveredTableCell() if value is ... else ods_cell(value))
    book.save(str(path))
    return path


def sqlite(path: Path, rows: Rows, table: str = "cases") -> Path:
    """A database with one table of texts."""
    with sqlite3.connect(path) as database:
        columns = ", ".join(f'"{heading}" TEXT' for heading in rows[0])
        database.execute(f"CREATE TABLE {table} ({columns})")
        marks = ", ".join("?" for _ in rows[0])
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", [tuple(row) for row in rows[1:]])
    database.close()
    return path


def read(piece: Piece, options: Options | None = None) -> tuple[TextTable, Texts]:
    """A piece as it is read: its description, and its rows with ``source_row`` last."""
    with duckdb.connect() as connection:
        table = reading.read(connection, piece, "t", options or Options())
        found = connection.execute(f"SELECT * FROM {name('t')} ORDER BY source_row").fetchall()
        return table, [tuple("" if value is None else value for value in row) for row in found]


def read_sheet(path: Path, options: Options | None = None, sheet: str = "cases") -> tuple[TextTable, Texts]:
    """A sheet as it is read."""
    found = {piece.sheet: piece for piece in workbooks.pieces(path, path.name)}
    return read(found[sheet], options)
