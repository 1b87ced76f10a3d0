"""Everything that the final bytes of a file say, whatever kind of file it is: what the leak gate searches.

Bytes come in and passages of text go out. Nothing here knows what is searched for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from checks.output.final_bytes import data as json_data
from checks.output.final_bytes import encoded, images, markup, packages, pdf
from checks.output.final_bytes.passages import Contents, Manner, Passage, Unreadable, joined

__all__ = ["Contents", "Manner", "Passage", "Unreadable", "joined", "read"]

DEEPEST = 5  # files within files within files
MARKUP = (".html", ".htm", ".xhtml", ".svg", ".xml", ".rels", ".vml")
TEXT = (".txt", ".csv", ".tsv", ".md", ".log", ".css", ".yml", ".yaml", ".tex", ".js")
PACKAGE = (".xlsx", ".docx", ".pptx", ".ods", ".odt", ".zip")
BYTES = (".jpg", ".jpeg", ".gif", ".webp")
FONTS = (".ttf", ".otf", ".woff", ".woff2")
SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "image/svg+xml": ".svg", "text/xml": ".xml",
    "application/xml": ".xml", "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp",
    "font/ttf": ".ttf", "font/otf": ".otf", "font/woff": ".woff", "font/woff2": ".woff2", "text/plain": ".txt",
    "text/css": ".css", "text/csv": ".csv", "text/markdown": ".md", "text/javascript": ".js", "text/latex": ".tex",
    "application/javascript": ".js", "application/json": ".json", "application/pdf": ".pdf",
}  # fmt: skip


def read(name: str, data: bytes) -> Contents:
    """Every passage of a file, its name among them. Raises Unreadable for one that cannot be searched whole."""
    found = Contents([Passage("its name", name, "said")])
    found.add(_Reading(0).file("its", name, data))
    return found.gathered()


@dataclass(frozen=True)
class _Reading:
    """The reading of a file that lies so deep in others."""

    depth: int

    def file(self, place: str, name: str, data: bytes) -> Contents:
        """Read a file by the ending of its name or by its media type."""
        if self.depth > DEEPEST:
            raise Unreadable("it holds files within files, too deep to be searched")
        suffix = SUFFIXES.get(name.lower(), f".{name.rpartition('.')[2]}".lower())
        if name == "mimetype":  # a part of every OpenDocument file
            suffix = ".txt"
        found = self._kind(place, suffix, data)
        found.passages += [deep for passage in list(found.passages) for deep in _decoded(passage)]
        return found

    def _kind(self, place: str, suffix: str, data: bytes) -> Contents:
        within = _Reading(self.depth + 1).file
        readers: Mapping[tuple[str, ...], Callable[[], Contents]] = {
            MARKUP: lambda: markup.read(text(data), place, within),
            TEXT: lambda: _plain(text(data), place, within),
            PACKAGE: lambda: packages.read(data, place, suffix, within),
            BYTES: lambda: _bytes(data, place),
            FONTS: lambda: Contents(unread=[f"{place} font"]),
            (".json", ".ipynb"): lambda: json_data.read(text(data), place, within),
            (".pdf",): lambda: pdf.read(data, place, within),
            (".png",): lambda: images.png(data, place),
        }
        reader = next((reader for suffixes, reader in readers.items() if suffix in suffixes), None)
        if reader is None:
            raise Unreadable("a file in it is of a kind that cannot be searched" if self.depth else _UNKNOWN)
        try:
            return reader()
        except Unreadable:
            raise
        except Exception:  # whatever a library makes of a broken file, its words may quote it
            raise Unreadable("it is broken, or written in a way that cannot be read") from None


_UNKNOWN = "files of its kind cannot be searched"


def text(data: bytes) -> str:
    """A text file's text. Raises Unreadable for one in no encoding of Unicode."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("it is not text in UTF-8") from None


def _plain(said: str, place: str, within: markup.Within) -> Contents:
    plain, held = encoded.data_uris(said)
    lines = [Passage(f"{place} line {number}", line) for number, line in enumerate(plain.split("\n"), 1)]
    found = Contents([Passage(f"{place} text", plain, "said", lines)])
    for kind, data in held:
        found.add(within(f"{place} data URI,", kind, data))
    return found


def _bytes(data: bytes, place: str) -> Contents:
    return Contents(images.printable(data, f"{place} bytes").passages, [f"the pixels of {place} picture"])


def _decoded(passage: Passage) -> list[Passage]:
    """What a passage says when it is decoded; what comes out may be written within text once more."""
    if passage.manner in ("drawing", "bytes"):
        return []
    found = list(encoded.decoded(passage.text))
    for once in list(found):
        found += encoded.decoded(once)
    return [Passage(f"{passage.place}, decoded", said, "hidden") for said in found]
