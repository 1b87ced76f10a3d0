"""What the reader of workbooks does not tell of a sheet, looked up in the file's own XML (.xlsx and .ods).

python-calamine gives a blank for a cell that shows an error and for a formula that was never worked out, and takes
memory for the whole rectangle that a sheet's cells span. So before it reads a sheet, one pass over the XML
looks for those cells and measures the rectangle. No value is kept.
"""

import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import NoReturn
from xml.parsers import expat

from checks.errors import ExportError
from checks.intake import archives

# Each cell of the rectangle costs calamine 32 bytes: 800 MB at the most.
MOST_CELLS = 25_000_000
Cell = tuple[int, int]  # row and column, the first being 0
Merge = tuple[Cell, Cell]
Part = tuple[str, int]  # what a number format writes before a number, and to how many digits it fills it


@dataclass
class Scan:
    """What was seen in a sheet: the first cell of each kind that cannot be read, and what spans what."""

    error: Cell | None = None
    unworked: Cell | None = None  # a formula whose result is not in the file
    formulas: bool = False
    pictures: bool = False
    first: Cell | None = None  # the corners of the rectangle that holds every filled cell
    last: Cell | None = None
    at: Cell | None = None  # the cell looked at last
    padded: dict[int, dict[int, Part]] = field(default_factory=dict)  # numbers shown with leading zeros, by row
    merges: list[Merge] | None = None  # None: calamine knows

    def fill(self, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        """Count a filled cell, or a block of them, into the rectangle."""
        top, left = self.first or (row, column)
        bottom, right = self.last or (row, column)
        self.first = (min(top, row), min(left, column))
        self.last = (max(bottom, row + rows - 1), max(right, column + columns - 1))

    @property
    def cells(self) -> int:
        """How many cells there are from the first of the sheet to the last that is filled."""
        return (self.last[0] + 1) * (self.last[1] + 1) if self.last else 0


class DamagedError(Exception):
    """XML that is not well formed, or not what its format allows."""


@dataclass
class Workbook:
    """The parts of an .xlsx file: each sheet's name with its part, and how numbers are written."""

    sheets: dict[str, str]
    styles: list[Part | None]
    calculate_on_load: bool


def parse(
    blocks: Iterable[bytes],
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Feed XML to the handlers. DamagedError for a fault; a document type is one, for it can be a bomb."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = start
    if end:
        parser.EndElementHandler = end
    if text:
        parser.CharacterDataHandler = text
    try:
        for block in blocks:
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, KeyError):
        raise DamagedError from None


def _no_doctype(*_: object) -> NoReturn:
    raise DamagedError


def local(name: str) -> str:
    """An element's or attribute's name without its prefix."""
    return name.rpartition(":")[2]


def part(archive: zipfile.ZipFile, name: str, label: str) -> Iterable[bytes]:
    """The bytes of a part; nothing when the workbook has none of that name. Names are matched without case."""
    found = next((info for info in archive.infolist() if info.filename.lower() == name.lower()), None)
    return archives.blocks(archive, found, label) if found else ()


def workbook(archive: zipfile.ZipFile, label: str) -> Workbook:
    """How an .xlsx file is put together. DamagedError when it is not."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []
    calculation: dict[str, str] = {}

    def related(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            targets[attributes["Id"]] = attributes["Target"]

    def outlined(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "sheet":
            links = [value for key, value in attributes.items() if local(key) == "id"]
            sheets.append((attributes["name"], links[0] if links else ""))
        elif local(name) == "calcPr":
            calculation.update(attributes)

    parse(part(archive, "xl/_rels/workbook.xml.rels", label), related)
    parse(part(archive, "xl/workbook.xml", label), outlined)
    parts = {name: _path(targets[link]) for name, link in sheets if link in targets}
    on_load = calculation.get("fullCalcOnLoad") in ("1", "true")
    return Workbook(parts, _styles(archive, label), on_load)


def _path(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}".replace("xl/./", "xl/")


# Formats such as 00000 or "CL-"0000, which show a number as somebody's id.
ID_FORMAT = re.compile(r'(?:"([^"]*)"|\\(.))?(0+)')


def _styles(archive: zipfile.ZipFile, label: str) -> list[Part | None]:
    """For each cell style of an .xlsx file, the id it makes of a number; None for an ordinary format."""
    formats: dict[str, Part] = {}
    styles: list[Part | None] = []
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        inside.append(local(name))
        if inside[-1] == "numFmt":
            found = ID_FORMAT.fullmatch(attributes.get("formatCode", ""))
            if found and (found[1] or found[2] or len(found[3]) > 1):
                formats[attributes["numFmtId"]] = (found[1] or found[2] or "", len(found[3]))
        elif inside[-2:] == ["cellXfs", "xf"]:
            styles.append(formats.get(attributes.get("numFmtId", "0")))

    parse_if_there(part(archive, "xl/styles.xml", label), start, lambda _: inside.pop())
    return styles


COUNTED = ("xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml")


def check_counts(archive: zipfile.ZipFile, label: str) -> None:
    """DamagedError where a part says that it holds more things than it has bytes: calamine makes room for them all."""
    for info in archive.infolist():
        if info.filename.lower() in map(str.lower, COUNTED):
            parse(archives.blocks(archive, info, label), partial(check_count, info.file_size))


def check_count(most: int, _: str, attributes: dict[str, str]) -> None:
    """DamagedError for an element that says it holds more than ``most`` others."""
    if any(int(attributes.get(key, "0")) > most for key in ("count", "uniqueCount")):
        raise DamagedError


def parse_if_there(
    blocks: Iterable[bytes], start: Callable[[str, dict[str, str]], object], end: Callable[[str], object]
) -> None:
    """The same as ``parse`` for a part that a workbook may lack."""
    read = iter(blocks)
    first = next(read, None)
    if first is not None:
        parse((block for block in _again(first, read)), start, end)


def _again(first: bytes, rest: Iterable[bytes]) -> Iterable[bytes]:
    yield first
    yield from rest


def check_size(scan: Scan, label: str) -> None:
    """ExportError for a sheet whose cells span more than can be held."""
    if scan.cells > MOST_CELLS:
        raise ExportError(
            f"{label} spans {scan.cells:,} cells, and {MOST_CELLS:,} can be read. Delete the stray cells far from "
            "the table, or export it as CSV."
        )
