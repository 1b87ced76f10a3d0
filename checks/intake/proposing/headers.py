"""Which rows of a piece hold its headings, and whether what stands there are headings at all."""

import csv
import io
import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from checks.errors import ExportError
from checks.intake.pieces import Piece
from checks.intake.readers import encodings, workbooks
from checks.intake.wildcards import matches

# What a heading is not: a date, a telephone number, an address of mail, an amount, an id of letters and digits.
VALUE = re.compile(
    r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}([T ].*)?|[\d +()-]{6,}|[^@ ]+@[^@ ]+|\d+([.,]\d+)?|[A-Za-z]{1,4}-?\d{3,}(-\d+)?"
)
LONGEST = 80  # characters: a longer text is a sentence
LOOKED_AT = 15  # rows: titles and notes above a table are few
FULL = 0.6  # of the widest row's cells: a title or a grouped heading fills fewer
# What stands below the records of a printed list or an extract. A piece's own words are never told: these are.
FOOTERS = (
    "Total*",
    "Grand total*",
    "Number of *",
    "Record count*",
    "Records*",
    "Row count*",
    "Rows*",
    "End of *",
    "Printed *",
    "Generated *",
    "Report *",
    "(* affected)",
    "* rows",
    "* records",
)
LAST = 10  # rows: a footer is short
END = 1 << 16  # bytes of a file that hold its last rows
Row = list[object]


def is_record(headings: Sequence[str]) -> bool:
    """Whether a piece's first row looks like somebody's record: then nothing of it may be told."""
    filled = [heading for heading in headings if heading]
    return sum(not _says_heading(heading) for heading in filled) * 5 > len(filled)


def guess(piece: Piece) -> tuple[int, ...]:
    """The rows of the headings, where they are not in the first filled row alone; empty otherwise.

    The first row of words that is nearly as wide as the table holds them; where the row above has some words that
    stand over several columns each, it holds the other half.
    """
    rows = _rows(piece)
    filled = [[cell for cell in row if cell not in (None, "")] for row in rows]
    widest = max(map(len, filled), default=0)
    if widest < 2:
        return ()
    for place, cells in enumerate(filled):
        if len(cells) >= max(2, FULL * widest) and all(_says_heading(cell) for cell in cells):
            return _with_group(rows, filled, place)
    return ()


def footer(piece: Piece) -> tuple[str, ...]:
    """The patterns of the last rows where they are no records: rows of a cell or two, with the words of a footer."""
    found: list[str] = []
    for row in reversed(_last_rows(piece)):
        cells = [str(cell).strip() for cell in row if cell not in (None, "")]
        pattern = next((known for known in FOOTERS if cells and matches(known, cells[0])), None)
        if cells and (pattern is None or len(cells) > 2):
            break
        found += [pattern] if pattern else []
    if not found or max(map(len, _rows(piece)), default=0) < 3:
        return ()
    return tuple(dict.fromkeys(reversed(found)))


def _with_group(rows: Sequence[Row], filled: Sequence[Row], place: int) -> tuple[int, ...]:
    above = filled[place - 1] if place else []
    repeats = len({str(cell).lower() for cell in filled[place]}) < len(filled[place])
    grouped = 2 <= len(above) < len(filled[place]) and all(_says_heading(cell) for cell in above)
    if grouped and (repeats or len(above) * 2 <= len(filled[place])):
        return place, place + 1
    return () if not any(filled[:place]) else (place + 1,)


def _says_heading(cell: object) -> bool:
    return isinstance(cell, str) and len(cell) <= LONGEST and not VALUE.fullmatch(cell.strip())


def _rows(piece: Piece) -> list[Row]:
    """The first rows as they stand; none of a kind of piece whose headings have a place of their own."""
    if piece.kind == "workbook":
        return _sheet(piece, LOOKED_AT)
    return _lines(piece, lambda file: islice(file, LOOKED_AT)) if piece.kind == "csv" else []


def _last_rows(piece: Piece) -> list[Row]:
    """The last rows as they stand, of the same kinds of piece."""
    if piece.kind == "workbook":
        return _sheet(piece)[-LAST:]
    return _lines(piece, _ending) if piece.kind == "csv" else []


def _ending(file: io.TextIOWrapper) -> Iterable[str]:
    """The last lines of a file, without reading all of a large one where its characters can be told from any byte."""
    size = os.fstat(file.fileno()).st_size
    if size > END and not file.encoding.startswith("utf-16"):
        with open(file.fileno(), "rb", closefd=False) as content:
            content.seek(size - END)
            return content.read().decode(file.encoding, errors="ignore").splitlines(keepends=True)[-LAST:]
    return deque(file, LAST)


def _sheet(piece: Piece, rows: int | None = None) -> list[Row]:
    """The first rows of a sheet, all of them by default."""
    try:
        return workbooks.first_rows(piece, rows)
    except ExportError:
        return []  # what is wrong with it is for its reader to say


def _lines(piece: Piece, taken: Callable[[io.TextIOWrapper], Iterable[str]]) -> list[Row]:
    assert piece.path is not None
    try:
        encoding = encodings.tell(piece.path, piece.label)
        with piece.path.open(encoding=encoding, newline="") as file:
            lines = [line[:10_000] for line in taken(file)]
        # What divides the fields is in most lines; a list within one field is in some, however long it is.
        delimiter = max(",;\t|", key=lambda mark: (sum(mark in line for line in lines), "".join(lines).count(mark)))
        return [list(row) for row in csv.reader(lines, delimiter=delimiter)]
    except (ExportError, OSError, UnicodeError, csv.Error):
        return []
