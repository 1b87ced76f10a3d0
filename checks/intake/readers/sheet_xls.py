"""One pass over an .xls file: see ``sheet_scan``.

No maintained library tells which cells of an .xls file show an error. Its records (BIFF) are plain enough to walk over:
a type, a length, the content. Nothing is read of them but places, and how a formula ended.
"""

import struct
from collections.abc import Iterator

from checks.intake.readers.sheet_scan import DamagedError, Scan

LOCK = 0x2F
BOF, EOF, SHEET, STRINGS, SIZE, MERGED = 0x809, 0x0A, 0x85, 0xFC, 0x200, 0xE5
FORMULA, STRING, YES_NO_OR_ERROR = 0x06, 0x207, 0x205
SEVERAL = 0xBD  # numbers side by side
CELLS = (FORMULA, YES_NO_OR_ERROR, SEVERAL, 0x203, 0x204, 0xFD, 0x27E, 0xD6)
BETWEEN = (0x4BC, 0x221, 0x236)  # what may stand between a formula and its text: shared formula, array, table
DRAWINGS = (0xEC, 0x5D)
CALCULATE_ON_LOAD = 0x2
ROWS, COLUMNS = 65_536, 256
TEXT, FAILED, NOTHING = 0, 2, 3  # how a formula ended


class LockedError(DamagedError):
    """A workbook with a password, whose records cannot be read."""


def scan(book: bytes, saved: bool) -> list[Scan]:
    """Look through every sheet of a workbook's stream, in order. DamagedError when its records do not add up.

    ``saved``: a spreadsheet program saved the file, so that a formula with a blank for its result has one.
    """
    starts: list[int] = []
    try:
        for kind, content in _records(book, 0):
            if kind == SHEET:
                starts.append(struct.unpack_from("<I", content)[0])
            elif kind == LOCK:
                raise LockedError
            elif kind == STRINGS and struct.unpack_from("<I", content, 4)[0] > len(book) // 3:
                raise DamagedError
        return [_sheet(book, start, saved) for start in starts]
    except struct.error:
        raise DamagedError from None


def _records(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of the workbook's outline or of one sheet; a chart drawn within a sheet is passed over."""
    depth = 0
    while True:
        kind, length = struct.unpack_from("<HH", book, start)
        content = book[start + 4 : start + 4 + length]
        if len(content) < length:
            raise DamagedError
        depth += (kind == BOF) - (kind == EOF)
        if depth < 1:
            return
        if depth == 1:
            yield kind, content
        start += 4 + length


def _sheet(book: bytes, start: int, saved: bool) -> Scan:
    found = Scan(merges=[])
    waiting: tuple[int, int] | None = None  # a formula whose text should come next
    for kind, content in _records(book, start):
        if waiting and kind not in BETWEEN:
            if kind != STRING:
                found.unworked = found.unworked or waiting
            waiting = None
        if kind in CELLS:
            waiting = _cell(found, kind, content, saved)
        elif kind == SIZE:
            _check_size(content)
        elif kind == MERGED:
            _merged(found, content)
        elif kind in DRAWINGS:
            found.pictures = True
    return found


def _cell(found: Scan, kind: int, content: bytes, saved: bool) -> tuple[int, int] | None:
    """Look at one cell; gives its place if its text is still to come."""
    place: tuple[int, int] = struct.unpack_from("<HH", content)
    last = struct.unpack("<H", content[-2:])[0] if kind == SEVERAL else place[1]
    # Out of order, a cell may stand where another already does, and calamine keeps one of the two.
    if place <= (found.at or (-1, -1)) or not place[1] <= last < COLUMNS:
        raise DamagedError
    found.at = (place[0], last)
    found.fill(*place, 1, last - place[1] + 1)
    if kind == YES_NO_OR_ERROR and content[7:8] != b"\x00":
        found.error = found.error or place
    if kind != FORMULA:
        return None
    outcome = content[6] if content[12:14] == b"\xff\xff" else None
    if struct.unpack_from("<H", content, 14)[0] & CALCULATE_ON_LOAD or (outcome == NOTHING and not saved):
        found.unworked = found.unworked or place
    elif outcome == FAILED:
        found.error = found.error or place
    return place if outcome == TEXT else None


def _check_size(content: bytes) -> None:
    """The size that a sheet says it has, for which calamine makes room."""
    if len(content) == 14:
        first, last, left, right = struct.unpack_from("<IIHH", content)
    else:
        first, last, left, right = struct.unpack_from("<HHHH", content)
    if not (first <= last <= ROWS and left <= right <= COLUMNS):
        raise DamagedError


def _merged(found: Scan, content: bytes) -> None:
    count = struct.unpack_from("<H", content)[0]
    for place in range(count):
        top, bottom, left, right = struct.unpack_from("<HHHH", content, 2 + 8 * place)
        assert found.merges is not None
        found.merges.append(((top, left), (bottom, right)))
