"""Pictures and fonts: every text chunk of a PNG, and of other kinds whatever can be read as text in the bytes.

What is drawn with pixels is not read; ``Contents.unread`` says where a picture is that may hold such words.
"""

import re
import struct
import zlib

from checks.output.final_bytes.passages import Contents, Passage, Unreadable

PNG = b"\x89PNG\r\n\x1a\n"
TEXTS = (b"tEXt", b"zTXt", b"iTXt")
PIXELS = frozenset({b"IDAT", b"PLTE", b"IEND", b"IHDR"})
LARGEST = 50_000_000  # bytes of one text, unpacked
RUN = re.compile(rb"[\x20-\x7e\xa0-\xff]{4,}")
WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){4,}")


def png(data: bytes, place: str) -> Contents:
    """The texts of a PNG's chunks and of whatever follows its end. Raises Unreadable for what is no PNG."""
    if not data.startswith(PNG):
        raise Unreadable("it is not the PNG it says it is")
    found, at = Contents(unread=[f"the pixels of {place} picture"]), len(PNG)
    while at + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            raise Unreadable("a PNG in it is cut short")
        at += length + 12
        if kind in TEXTS:
            found.passages.append(Passage(f"{place} picture text", _text(kind, body), "said"))
        elif kind not in PIXELS:
            found.add(printable(body, f"{place} picture details"))
        if kind == b"IEND":
            break
    else:
        raise Unreadable("a PNG in it is cut short")
    found.add(printable(data[at:], f"{place} after the picture"))
    return found


def _text(kind: bytes, body: bytes) -> str:
    keyword, _, rest = body.partition(b"\0")
    if kind == b"zTXt":
        return f"{keyword.decode('latin-1')}\n{unpacked(rest[1:]).decode('latin-1')}"
    if kind == b"iTXt" and len(rest) >= 2:
        language, translated, text = [*rest[2:].split(b"\0", 2), b"", b""][:3]
        text = unpacked(text) if rest[0] else text
        return "\n".join(part.decode("utf-8", "replace") for part in (keyword, language, translated, text))
    return f"{keyword.decode('latin-1')}\n{rest.decode('latin-1')}"


def unpacked(data: bytes) -> bytes:
    """What deflate packed. Raises Unreadable for anything else, and for what would fill the machine."""
    try:
        packed = zlib.decompressobj()
        found = packed.decompress(data, LARGEST)
    except zlib.error:
        raise Unreadable("a packed part of it cannot be unpacked") from None
    if packed.unconsumed_tail:
        raise Unreadable("a packed part of it is too large")
    return found


def printable(data: bytes, place: str) -> Contents:
    """Every run of characters in bytes of any kind, of one byte or of two."""
    runs = [run.decode("latin-1") for run in RUN.findall(data)]
    runs += [run.decode("utf-16-le") for run in WIDE.findall(data)]
    return Contents([Passage(place, "\n".join(runs), "bytes")] if runs else [])
