"""What a text file is written in, told from all of its bytes; what is not told for certain is refused by its line."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import numpy as np

from checks.errors import ExportError

CHUNK = 1 << 20
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings of Python's that no program writes a file in, or that read some marks of plain text as commands.
NOT_FOR_FILES = {"idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined", "utf-7"}
# Bytes above ASCII that only UTF-8 puts side by side: accented Latin letters and the signs of Windows-1252 in two
# bytes, and whatever takes three or four. In Windows-1252 the same would be "Ã©" or "â€™".
ONLY_UTF_8 = re.compile(rb"[\xc2-\xc5][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
OTHER_UTF_8 = re.compile(rb"[\xc6-\xdf][\x80-\xbf]")  # Greek, Cyrillic, Hebrew, Arabic; or a capital and a curly quote
# What a careless or hostile program writes in place of UTF-8: half of a surrogate pair, or more bytes than needed.
BROKEN_UTF_8 = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]|[\xc0\xc1][\x80-\xbf]|\xe0[\x80-\x9f][\x80-\xbf]")
ASCII, HIGH = bytes(range(128)), bytes(range(128, 256))
SAY = "export it again as UTF-8, or say in the mapping what it is written in (encoding)"


@dataclass(frozen=True)
class _Fault:
    """The first byte that does not decode: its line, and whether it is the file's end that is lacking."""

    line: int
    cut_off: bool = False


def known_encoding(text: str) -> str | None:
    """Python's name of an encoding that a mapping gives; None for one that Python does not know."""
    try:
        known = codecs.lookup(text.strip()).name
        "a".encode(known)
    except (LookupError, UnicodeError, ValueError):
        return None
    return None if known.replace("-", "_") in {other.replace("-", "_") for other in NOT_FOR_FILES} else known


def at_a_glance(path: Path, name: str, given: str = "") -> str | None:
    """utf-8 or utf-8-sig where a file's beginning may be that; None for any other, which ``tell`` goes into."""
    first = _first(path, name)
    mark = _marked(first, name, given)
    encoding = mark or known_encoding(given) or "utf-8"
    return encoding if encoding in ("utf-8", "utf-8-sig") and b"\x00" not in first else None


def tell(path: Path, name: str, given: str = "") -> str:
    """The encoding of a file, every byte of which decodes; ``name`` is how messages call it, ``given`` what the
    mapping says it is written in.

    Raises ExportError with the file, the line and the repair where that is not certain.
    """
    first = _first(path, name)
    mark = _marked(first, name, given)
    encoding = mark or known_encoding(given) or _unmarked(first)
    if encoding is None and b"\x00" in first:
        line = first[: first.index(b"\x00")].count(b"\n") + 1
        raise ExportError(
            f"{name} line {line} holds a NUL byte, so it is no text that can be told. Export it as CSV in UTF-8."
        )
    with path.open("rb") as file:
        if encoding:
            _refuse(_fault(file, encoding), name, encoding, given)
            return encoding
        fault = _fault(file, "utf-8")
        if fault is None:
            return "utf-8"
        _not_utf_8(file, name, fault)
        _refuse(_fault(file, "cp1252"), name, "", given)
    return "cp1252"


def _first(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            first = file.read(CHUNK)
    except OSError:
        raise ExportError(f"{name} cannot be opened. Check that you may read it.") from None
    if not first:
        raise ExportError(f"{name} is empty: it has not even a header row. Export it again.")
    return first


def _marked(first: bytes, name: str, given: str) -> str | None:
    """The encoding whose mark begins a file, which the mapping must not gainsay."""
    mark = next((encoding for mark, encoding in MARKS if first.startswith(mark)), None)
    said = known_encoding(given) or ""
    if mark and said and not said.startswith(mark.removesuffix("-sig")):
        raise ExportError(
            f"{name} begins with the mark of {mark.removesuffix('-sig').upper()}, and the mapping says that it is "
            f"{given}. Take encoding out of the mapping, or export the file again."
        )
    return mark


def _unmarked(first: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark: most bytes of Latin text are zero, at the same places."""
    sample = first[: min(4096, len(first) // 4 * 4)]
    quarter = len(sample) // 4
    zeros = [sample[place::4].count(0) for place in range(4)]
    if quarter and zeros[0] == 0 and zeros[1] > 0.7 * quarter and zeros[2] == zeros[3] == quarter:
        return "utf-32-le"
    if quarter and zeros[3] == 0 and zeros[2] > 0.7 * quarter and zeros[0] == zeros[1] == quarter:
        return "utf-32-be"
    even, odd, half = zeros[0] + zeros[2], zeros[1] + zeros[3], 2 * quarter
    if half and odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if half and even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    return iter(lambda: file.read(CHUNK), b"")


def _fault(file: BinaryIO, encoding: str) -> _Fault | None:
    """Where a file stops to decode; None when it never does. Lines are counted as every reader counts them."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    lines, last = 1, ""
    cut_off = False
    try:
        for block in _blocks(file):
            text = decoder.decode(block)
            lines += _breaks(last + text) - _breaks(last)
            last = text[-1:]
        cut_off = True
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        # The decoder's own encoding is that of the mark, so the text before the fault decodes by it.
        before = error.object[: error.start].decode(error.encoding, "ignore")
        return _Fault(lines + (0 if cut_off else _breaks(last + before) - _breaks(last)), cut_off)
    except UnicodeError:  # utf-16 and utf-32 that lack the mark they promise
        return _Fault(lines)
    return None


def _breaks(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _not_utf_8(file: BinaryIO, name: str, fault: _Fault) -> None:
    """Refuse a file that is UTF-8 with damage in it, rather than read all of it as Windows-1252."""
    sure = others = bad = broken = 0
    carried = b""
    for block in chain(_blocks(file), (b"\n",)):
        text = carried + block
        whole = len(text.rstrip(HIGH))  # a character may go on in the next block
        carried, text = text[whole:], _high(text[:whole])
        sure += len(ONLY_UTF_8.findall(text))
        others += len(OTHER_UTF_8.findall(text))
        broken += len(BROKEN_UTF_8.findall(text))
        bad += len(OTHER_UTF_8.sub(b"", ONLY_UTF_8.sub(b"", text)).translate(None, ASCII))
    if fault.cut_off and sure + others:
        raise ExportError(
            f"{name} ends in the middle of a character, in line {fault.line}: it is cut off. Export it again."
        )
    if broken or sure or others > bad:
        raise ExportError(
            f"{name} line {fault.line} holds bytes that are not UTF-8, though other parts of the file are written in "
            f"it. Mend that line, or {SAY}."
        )


def _high(text: bytes) -> bytes:
    """The bytes above ASCII, with a byte of ASCII between those that do not stand side by side."""
    data = np.frombuffer(text, dtype=np.uint8)
    kept = data > 127
    kept[1:] |= kept[:-1].copy()
    return data[kept].tobytes()


def _refuse(fault: _Fault | None, name: str, encoding: str, given: str) -> None:
    if fault is None:
        return
    if fault.cut_off:
        raise ExportError(
            f"{name} ends in the middle of a character, in line {fault.line}: it is cut off. Export it again."
        )
    if encoding.startswith(("utf-16", "utf-32")):
        raise ExportError(
            f"{name} line {fault.line} holds a character that is no whole one in {encoding.upper()[:6]} (half of a "
            "pair, perhaps). Mend that line, or export the file again."
        )
    what = f"not {given}, as the mapping says" if given else "neither UTF-8 nor Windows-1252"
    if encoding.startswith("utf-8") and not given:
        what = "not UTF-8, which its first bytes say it is"
    raise ExportError(f"{name} line {fault.line} holds bytes that are {what}. Mend that line, or {SAY}.")
