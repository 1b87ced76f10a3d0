"""One pass over an .xls file (BIFF8 in an OLE container): see ``sheet_scan``.

No maintained library tells which cells of an .xls file show an error. Its records are plain enough to walk over:
a type, a length, the content. Nothing but the cells' places, and how a formula ended, is read.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from checks.intake.readers.sheet_scan import DamagedError, Scan

SECTOR_OF_NONE = 0xFFFFFFFA  # this and above: no sector, the end of a chain, or the table itself
DIRECTORY_ENTRY = 128
BOF, EOF, SHEET, FORMULA, STRING, ERROR = 0x809, 0x0A, 0x85, 0x06, 0x207, 0x205
BETWEEN = (0x4BC, 0x221, 0x236)  # what may stand between a formula and its text: shared formula, array, table
DRAWING = (0xEC, 0x5D)
CALCULATE_ON_LOAD = 0x2
SAVED = "\x05SummaryInformation"  # a stream that spreadsheet programs write, and libraries that work nothing out do not


def streams(content: bytes) -> dict[str, bytes]:
    """The streams of an OLE container by name, but those too small to be a workbook. DamagedError for none."""
    try:
        shift = struct.unpack_from("<H", content, 30)[0]
        if shift not in (9, 12):
            raise DamagedError
        count, first_directory = struct.unpack_from("<II", content, 44)
        size = 1 << shift
        table = _table(content, size, count)
        directory = _chain(content, size, table, first_directory)
        return dict(_entries(content, size, table, directory))
    except struct.error:
        raise DamagedError from None


def _sector(content: bytes, size: int, number: int) -> bytes:
    found = content[(number + 1) * size : (number + 2) * size]
    if not found:
        raise DamagedError
    return found


def _table(content: bytes, size: int, count: int) -> list[int]:
    """Which sector follows which."""
    places = list(struct.unpack_from("<109I", content, 76))
    following, seen = struct.unpack_from("<I", content, 68)[0], 0
    while following < SECTOR_OF_NONE and seen <= len(content) // size:
        more = struct.unpack(f"<{size // 4}I", _sector(content, size, following))
        places += more[:-1]
        following, seen = more[-1], seen + 1
    numbers: list[int] = []
    for place in places[:count]:
        numbers += struct.unpack(f"<{size // 4}I", _sector(content, size, place).ljust(size, b"\xff"))
    return numbers


def _chain(content: bytes, size: int, table: list[int], sector: int) -> bytes:
    parts: list[bytes] = []
    while sector < SECTOR_OF_NONE:
        if sector >= len(table) or len(parts) > len(table):  # the second: it bites its own tail
            raise DamagedError
        parts.append(_sector(content, size, sector))
        sector = table[sector]
    return b"".join(parts)


def _entries(content: bytes, size: int, table: list[int], directory: bytes) -> Iterator[tuple[str, bytes]]:
    smallest = struct.unpack_from("<I", content, 56)[0]
    for start in range(0, len(directory) - DIRECTORY_ENTRY + 1, DIRECTORY_ENTRY):
        entry = directory[start : start + DIRECTORY_ENTRY]
        length, kind = struct.unpack_from("<HB", entry, 64)
        sector, held = struct.unpack_from("<II", entry, 116)
        name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
        if kind == 2 and held >= smallest:
            yield name, _chain(content, size, table, sector)[:held]
        elif kind == 2:
            yield name, b""


def scan(path: Path) -> list[Scan]:
    """Look through every sheet, in the workbook's order. DamagedError when the records do not add up."""
    found = streams(path.read_bytes())
    book = found.get("Workbook") or found.get("Book")
    if not book:
        raise DamagedError
    starts: list[int] = []
    for kind, content in _records(book, 0):
        if kind == SHEET:
            starts.append(struct.unpack_from("<I", content)[0])
    return [_sheet(book, start, saved=SAVED in found) for start in starts]


def _records(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of the workbook's outline or of one sheet; a chart drawn within a sheet is passed over."""
    depth = 0
    while True:
        if start + 4 > len(book):
            raise DamagedError
        kind, length = struct.unpack_from("<HH", book, start)
        content = book[start + 4 : start + 4 + length]
        depth += (kind == BOF) - (kind == EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, content
        start += 4 + length


def _sheet(book: bytes, start: int, saved: bool) -> Scan:
    """Look through a sheet. ``saved``: a spreadsheet program saved the file, so a blank result is one."""
    found = Scan()
    waiting: tuple[int, int] | None = None  # a formula whose text should come next
    for kind, content in _records(book, start):
        if waiting and kind not in BETWEEN:
            if kind != STRING:
                found.unworked = found.unworked or waiting
            waiting = None
        if kind == FORMULA:
            place, outcome, stale = _formula(content)
            waiting = place if outcome == 0 else None
            if stale or (outcome == 3 and not saved):
                found.unworked = found.unworked or place
            elif outcome == 2:
                found.error = found.error or place
        elif kind == ERROR and len(content) >= 8 and content[7]:
            row, column = struct.unpack_from("<HH", content)
            found.error = found.error or (row, column)
        elif kind in DRAWING:
            found.pictures = True
    return found


def _formula(content: bytes) -> tuple[tuple[int, int], int | None, bool]:
    """Where a formula stands, what it gave, and whether its writer left it for Excel to work out.

    It gave 0 a text, 1 yes or no, 2 an error, 3 nothing; None a number.
    """
    if len(content) < 16:
        raise DamagedError
    row, column = struct.unpack_from("<HH", content)
    outcome = content[6] if content[12:14] == b"\xff\xff" else None
    return (row, column), outcome, bool(content[14] & CALCULATE_ON_LOAD)
