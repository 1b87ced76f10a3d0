"""PDF: the text of each page, every string of every object, and every stream unpacked."""

import io
import logging
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

from checks.output.final_bytes import images, markup
from checks.output.final_bytes.passages import Contents, Passage, Unreadable

TOLD = {"/Alt": "alt text", "/ActualText": "alt text", "/Title": "title", "/Contents": "note", "/URI": "link"}
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
LITERAL = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]{4,}>", re.DOTALL)


def read(data: bytes, place: str, within: markup.Within) -> Contents:
    """Everything that a PDF says. Raises Unreadable for one that is encrypted or broken."""
    with _silent():
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise Unreadable("it is encrypted")
        pages = [Passage(f"{place} page {at}", page.extract_text(), "said") for at, page in enumerate(reader.pages, 1)]
        if not pages:
            raise Unreadable("it is a PDF without a page")
        found = Contents([Passage(f"{place} pages", "\n".join(page.text for page in pages), "said", pages)])
        things = {number: reader.get_object(number) for number in _numbers(reader)}
        names = dict(pair for thing in things.values() for pair in _attached(thing))
        for number, thing in things.items():
            _object(thing, place, found, within, names.get(number, ""))
        fonts = {_bytes(thing) for thing in things.values() if isinstance(thing, StreamObject) and _is_font(thing)}
    found.add(_raw(data, place, fonts))
    return found


def _numbers(reader: PdfReader) -> list[int]:
    """Every object of the file, those of a trailer that is no object too."""
    numbers = {number for generation in reader.xref.values() for number in generation}
    return sorted((numbers | set(reader.xref_objStm)) - {0})


def _attached(thing: object) -> Iterator[tuple[int, str]]:
    """The number of each attached file that an object names, with that name."""
    files = thing.get("/EF") if isinstance(thing, DictionaryObject) else None
    if isinstance(thing, DictionaryObject) and isinstance(files, DictionaryObject):
        name = str(thing.get("/UF") or thing.get("/F") or "")
        for key in files:
            held = files.raw_get(key)
            if isinstance(held, IndirectObject):
                yield held.idnum, name


def _object(thing: object, place: str, found: Contents, within: markup.Within, name: str) -> None:
    """The strings of one object, and what its stream holds where that is a file, a picture or a description."""
    for key, said in _strings(thing, ""):
        found.passages.append(Passage(f"{place} {TOLD.get(key, 'details')}", said, "said"))
    if not isinstance(thing, StreamObject):
        return
    kind = str(thing.get("/Type", ""))
    if kind == "/Metadata":
        found.add(markup.read(_bytes(thing).decode("utf-8", "replace"), f"{place} XMP", within))
    elif kind == "/EmbeddedFile":
        found.add(within(f"{place} attachment,", name, _bytes(thing)))
    elif thing.get("/Subtype") == "/Image":
        found.unread.append(f"the pixels of {place} picture")


def _bytes(stream: StreamObject) -> bytes:
    return bytes(stream.get_data())


def _strings(thing: object, key: str) -> Iterator[tuple[str, str]]:
    """Every string in an object, with the key it stands under; references are followed by number, not here."""
    if isinstance(thing, TextStringObject):
        yield key, str(thing)
    elif isinstance(thing, ByteStringObject):
        yield key, bytes(thing).decode("latin-1")
    elif isinstance(thing, DictionaryObject):
        for name in thing:
            yield "", str(name).lstrip("/").replace("/", " ") if len(str(name)) > 12 else ""
            yield from _strings(thing.raw_get(name), str(name))
    elif isinstance(thing, ArrayObject):
        for place in range(len(thing)):
            yield from _strings(list.__getitem__(thing, place), key)


def _is_font(stream: StreamObject) -> bool:
    return "/Length1" in stream or stream.get("/Subtype") in ("/OpenType", "/Type1C", "/CIDFontType0C")


def _raw(data: bytes, place: str, fonts: Collection[bytes]) -> Contents:
    """The bytes themselves, but for fonts: what no object refers to any more is still in the file."""
    found, outside = Contents(), STREAM.sub(b"\n", data)
    for text in [outside, *(_unpacked(match.group(1)) for match in STREAM.finditer(data))]:
        if text not in fonts:
            said = "\n".join(_literal(match.group()) for match in LITERAL.finditer(text))
            found.passages.append(Passage(f"{place} raw bytes", said, "bytes"))
            found.add(images.printable(text, f"{place} raw bytes"))
    return found


def _unpacked(stream: bytes) -> bytes:
    try:
        return images.unpacked(stream)
    except Unreadable:
        return stream


def _literal(string: bytes) -> str:
    """A string as it is written in a PDF: in brackets or as hexadecimal digits, in one byte or in two."""
    if string.startswith(b"<"):
        data = bytes.fromhex(
            re.sub(rb"[^0-9A-Fa-f]", b"", string).decode("ascii").ljust(2, "0")[: len(string) // 2 * 2]
        )
    else:
        data = re.sub(rb"\\([()\\])", rb"\1", string[1:-1])
    return data[2:].decode("utf-16-be", "replace") if data.startswith(b"\xfe\xff") else data.decode("latin-1")


@contextmanager
def _silent() -> Iterator[None]:
    """Pypdf's own warnings may repeat what a file says."""
    logger = logging.getLogger("pypdf")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before
