"""What a text file is written in, told from all of its bytes before anything reads it."""

import codecs
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


@dataclass(frozen=True)
class Text:
    """How a file is to be decoded. ``plain``: UTF-8 with one kind of line ending and no empty line."""

    encoding: str
    plain: bool


def tell(path: Path) -> Text:
    """The encoding of a file. ExportError, naming the file, when it is no text that can be told."""
    with path.open("rb") as file:
        first = file.read(CHUNK)
        if not first:
            raise ExportError(f"{path.name} is empty: it has not even a header row. Export it again.")
        marked = next((encoding for mark, encoding in MARKS if first.startswith(mark)), None)
        encoding = marked or _unmarked_utf16(first)
        if encoding is None and b"\x00" in first:
            raise ExportError(f"{path.name} holds NUL bytes, so it is not a text file. Export it as CSV in UTF-8.")
        candidates = (encoding,) if encoding else ("utf-8", "cp1252")
        for candidate in candidates:
            file.seek(0)
            plain = _decodes(file, candidate)
            if plain is not None:
                return Text(candidate, plain and candidate == "utf-8")
    raise ExportError(
        f"{path.name} is written in an encoding that cannot be told (it is not UTF-8, UTF-16 or Windows-1252, "
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


def _decodes(file: BinaryIO, encoding: str) -> bool | None:
    """None when the file does not decode; else whether its lines are plain."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    feeds = returns = pairs = 0
    odd, last = False, b"\n"  # an empty first line counts as one after a line end
    try:
        for block in iter(lambda: file.read(CHUNK), b""):
            decoder.decode(block)
            joined = last + block
            feeds += block.count(b"\n")
            returns += block.count(b"\r")
            pairs += joined.count(b"\r\n") - last.count(b"\r\n")
            odd = odd or any(mark in joined for mark in (b"\n\n", b"\n\r\n", b"\x00"))
            last = joined[-2:]
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return not odd and returns == pairs and pairs in (0, feeds)
