"""Workbooks and documents, which are zips of XML: every part, the names of the parts, and dates in cells."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date

from python_calamine import CalamineError, CalamineWorkbook

from checks.output.final_bytes import markup
from checks.output.final_bytes.passages import Contents, Passage, Unreadable

LARGEST = 200_000_000  # bytes, unpacked
KNOWN = re.compile(
    r"\[Content_Types\]\.xml|(?:_rels|docProps|xl|word|ppt|META-INF)?/?(?:worksheets|drawings|charts|media|theme|slides)?/?"
    r"(?:_rels/)?(?:core|app|custom|workbook|styles|sharedStrings|metadata|content|meta|document|"
    r"(?:sheet|comments|drawing|chart|image|theme|slide|footnotes|header|footer|vmlDrawing)[0-9]*)?\.?"
    r"(?:xml|rels|png|svg|vml)(?:\.rels)?"
)


def read(data: bytes, place: str, suffix: str, within: markup.Within) -> Contents:
    """Everything that a package's parts say. Raises Unreadable for a part that is encrypted, too large or unknown."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found = _parts(package, place, within)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError):
        raise Unreadable("it is not the workbook or document it says it is") from None
    if suffix in (".xlsx", ".ods"):
        dates = "\n".join(_dates(data))
        found.passages.append(Passage(f"{place} dates of cells", dates, "said"))
    return found


def _parts(package: zipfile.ZipFile, place: str, within: markup.Within) -> Contents:
    entries = package.infolist()
    if sum(entry.file_size for entry in entries) > LARGEST:
        raise Unreadable("it unpacks to more than can be searched")
    found = Contents([Passage(f"{place} comment", package.comment.decode("utf-8", "replace"), "said")])
    for number, entry in enumerate(entries, 1):
        if entry.flag_bits & 1:
            raise Unreadable("a part of it is encrypted")
        part = entry.filename if KNOWN.fullmatch(entry.filename) else f"part {number}"
        details = f"{entry.filename}\n{entry.comment.decode('utf-8', 'replace')}"
        found.passages.append(Passage(f"{place} name of {part}", details, "hidden"))
        if not entry.is_dir():
            found.add(within(f"{place} {part},", entry.filename, package.read(entry)))
    return found


def _dates(data: bytes) -> Iterator[str]:
    """The dates in the cells of a workbook, which its XML holds as numbers of days."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            for row in book.get_sheet_by_name(name).to_python():
                yield from (cell.isoformat()[:10] for cell in row if isinstance(cell, date))
    except (CalamineError, ValueError):
        raise Unreadable("its sheets cannot be read") from None
