"""The OLE container of an .xls file: its one stream that matters, taken out safely and put into a clean container.

A container is a small file system, whose chains of sectors may run in circles and whose lengths may lie;
python-calamine follows them until the memory is full. So the workbook's stream is taken out here, where both are
checked, and calamine is given a new container that holds nothing else: no macros either.
"""

import struct
from collections.abc import Iterator

from checks.intake.readers.sheet_scan import DamagedError

NONE = 0xFFFFFFFA  # this and above: no sector, the end of a chain, or a sector of the table itself
END, TABLE, FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRY, MINI = 128, 64
ROOT, STREAM = 5, 2
SECTOR = 4096
WORKBOOKS = ("Workbook", "Book")
SAVED = "\x05SummaryInformation"  # a stream of spreadsheet programs, which libraries that work nothing out do not write


def workbook(content: bytes) -> tuple[str, bytes, bool]:
    """The workbook's stream by name and bytes, and whether a spreadsheet program saved it. DamagedError for none."""
    try:
        found = dict(_streams(content))
    except struct.error:
        raise DamagedError from None
    name = next((name for name in WORKBOOKS if found.get(name)), None)
    if name is None:
        raise DamagedError
    return name, found[name], SAVED in found


def packed(name: str, stream: bytes) -> bytes:
    """A container that holds one stream: the table, the directory, a spare sector, the stream."""
    stream = stream.ljust(-(-max(len(stream), SECTOR) // SECTOR) * SECTOR, b"\x00")
    sectors = len(stream) // SECTOR
    tables = -(-(sectors + 2) // (SECTOR // 4 - 1))
    if tables > 109:
        raise DamagedError
    first = tables + 2
    chain = [*[TABLE] * tables, END, END, *range(first + 1, first + sectors), END]
    chain += [FREE] * (tables * SECTOR // 4 - len(chain))
    directory = _entry("Root Entry", ROOT, 1, tables + 1, SECTOR) + _entry(name, STREAM, FREE, first, len(stream))
    header = MAGIC + bytes(16) + struct.pack("<5H6x", 0x3E, 4, 0xFFFE, 12, 6)
    header += struct.pack("<9I", 1, tables, tables, 0, SECTOR, END, 0, END, 0)
    header += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    body = struct.pack(f"<{len(chain)}I", *chain) + directory.ljust(SECTOR, b"\x00") + bytes(SECTOR) + stream
    return header.ljust(SECTOR, b"\x00") + body


def _entry(name: str, kind: int, child: int, start: int, length: int) -> bytes:
    written = (name + "\x00").encode("utf-16-le")
    links = struct.pack("<HBB3I", len(written), kind, 1, FREE, FREE, child)
    return written.ljust(64, b"\x00") + links + bytes(36) + struct.pack("<IQ", start, length)


def _streams(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Every stream with its name."""
    shift, count, directory_start, smallest = (
        *struct.unpack_from("<H", content, 30),
        *struct.unpack_from("<II", content, 44),
        *struct.unpack_from("<I", content, 56),
    )
    if shift not in (9, 12):
        raise DamagedError
    size = 1 << shift
    body = content[size:]
    table = _table(content, body, size, count)
    directory = _chain(body, size, table, directory_start)
    small, small_table = b"", []  # type: tuple[bytes, list[int]]
    for place in range(0, len(directory) - ENTRY + 1, ENTRY):
        length, kind = struct.unpack_from("<HB", directory, place + 64)
        start, held = struct.unpack_from("<II", directory, place + 116)
        name = directory[place : place + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        if kind == ROOT:
            small = _chain(body, size, table, start)
            links = _chain(body, size, table, struct.unpack_from("<I", content, 60)[0])
            small_table = list(struct.unpack(f"<{len(links) // 4}I", links[: len(links) // 4 * 4]))
        elif kind == STREAM:
            chain = _chain(body, size, table, start) if held >= smallest else _chain(small, MINI, small_table, start)
            if len(chain) < held:
                raise DamagedError
            yield name, chain[:held]


def _table(content: bytes, body: bytes, size: int, count: int) -> list[int]:
    """Which sector follows which."""
    places = list(struct.unpack_from("<109I", content, 76))
    following, seen = struct.unpack_from("<I", content, 68)[0], 0
    while following < NONE and seen * size <= len(body):
        more = struct.unpack(f"<{size // 4}I", _sector(body, size, following))
        places += more[:-1]
        following, seen = more[-1], seen + 1
    numbers: list[int] = []
    for place in [place for place in places if place < NONE][:count]:
        numbers += struct.unpack(f"<{size // 4}I", _sector(body, size, place))
    return numbers


def _sector(body: bytes, size: int, number: int) -> bytes:
    found = body[number * size : (number + 1) * size]
    if len(found) < size:
        raise DamagedError
    return found


def _chain(body: bytes, size: int, table: list[int], sector: int) -> bytes:
    parts: list[bytes] = []
    while sector < NONE:
        if sector >= len(table) or len(parts) > len(table):  # the second: it runs in a circle
            raise DamagedError
        parts.append(_sector(body, size, sector))
        sector = table[sector]
    return b"".join(parts)
