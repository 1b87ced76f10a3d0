"""What a text file is written in, told from all of its bytes before anything reads it."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from checks.errors import ExportError

CHUNK = 1 << 24
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Spaces between a quotation mark and the end of its field: DuckDB reads past them, other readers do not.
LOOSE_QUOTE = re.compile(rb'(?:^|[,;|\t\r\n]) +"|" +(?:[,;|\t\r\n"]|$)')


@dataclass(frozen=True)
class Text:
    """How a file is to be decoded. ``plain``: UTF-8 that every CSV reader takes for the same lines.

    That is one kind of line ending, no empty line, no NUL, no space between a field's end and its quotation mark.
    """

    encoding: str
    plain: bool


def tell(path: Path) -> Text:
    """The encoding of a file. ExportError, naming the file, when it is no text that can be told."""
    try:
        with path.open("rb") as file:
            return _tell(file, path.name)
    except OSError:
        raise ExportError(f"{path.name} cannot be opened. Check that you may read it.") from None


def _tell(file: BinaryIO, name: str) -> Text:
    first = file.read(CHUNK)
    if not first:
        raise ExportError(f"{name} is empty: it has not even a header row. Export it again.")
    marked = next((encoding for mark, encoding in MARKS if first.startswith(mark)), None)
    encoding = marked or _unmarked_utf16(first)
    if encoding is None and b"\x00" in first:
        raise ExportError(f"{name} holds NUL bytes, so it is not a text file. Export it as CSV in UTF-8.")
    for candidate in (encoding,) if encoding else ("utf-8", "cp1252"):
        file.seek(0)
        if _decodes(file, candidate, name):
            file.seek(0)
            return Text(candidate, candidate == "utf-8" and _plain(file))
    raise ExportError(
        f"{name} is written in an encoding that cannot be told (it is not UTF-8, UTF-16 or Windows-1252, "
        "or its end is cut off). Export it again as UTF-8."
    )


def _unmarked_utf16(first: bytes) -> str | None:
    """UTF-16 without a byte order mark: almost every second byte of Latin text is zero."""
    sample = first[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half >= 2 and odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if half >= 2 and even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _decodes(file: BinaryIO, encoding: str, name: str) -> bool:
    """Whether every byte decodes. ExportError when UTF-8 that went well so far ends within a character."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    ascii_only = True
    try:
        for block in iter(lambda: file.read(CHUNK), b""):
            ascii_only &= decoder.decode(block).isascii()
    except UnicodeDecodeError:
        return False
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        if encoding.startswith("utf-8") and not ascii_only:
            raise ExportError(f"{name} ends in the middle of a character: it is cut off. Export it again.") from None
        return False
    return True


def _plain(file: BinaryIO) -> bool:
    feeds = returns = pairs = 0
    last = b"\n"  # an empty first line counts as one after a line end
    for block in iter(lambda: file.read(CHUNK), b""):
        joined = last + block
        if any(mark in joined for mark in (b"\n\n", b"\n\r\n", b"\x00")):
            return False
        if (b'" ' in joined or b' "' in joined) and LOOSE_QUOTE.search(joined):
            return False
        feeds += block.count(b"\n")
        returns += block.count(b"\r")
        pairs += joined.count(b"\r\n") - last.count(b"\r\n")
        last = joined[-2:]
    return returns == pairs and pairs in (0, feeds)
