"""HTML, SVG and XML: the text as a reader sees it, every attribute, comment and style, and the source itself."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

from checks.output.final_bytes.encoded import data_uris
from checks.output.final_bytes.passages import Contents, Manner, Passage

# What stands in these is part of the words around them; everything else parts words.
INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strong", "strike", "sub", "sup", "time", "tt", "u", "var", "wbr",
    "tspan", "t", "r", "rpr",
})  # fmt: skip
SAID = frozenset({
    "alt", "title", "label", "content", "placeholder", "summary", "value", "aria-label", "aria-description",
    "name",
})  # fmt: skip
DRAWN = frozenset({
    "d", "points", "transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "fx",
    "fy", "width", "height", "viewbox", "offset", "gradienttransform",
})  # fmt: skip
TOLD = SAID | DRAWN | frozenset(["class", "id", "style", "href", "src", "lang"])
CELLS = re.compile(r"[A-Za-z]{1,3}[0-9]{1,7}(?::[A-Za-z]{1,3}[0-9]{1,7})?|[0-9]+:[0-9]+")
PLACES_OF_CELLS = frozenset({"r", "ref", "sqref", "spans", "topleftcell", "activecell"})

Within = Callable[[str, str, bytes], Contents]  # how a file within the file is read: its place, media type and bytes


def read(source: str, place: str, within: Within) -> Contents:
    """Everything that a source in HTML or XML says; ``within`` reads the files in its data URIs."""
    reader = _Reader(place, within)
    reader.feed(source)
    reader.close()
    plain, _ = data_uris(source)
    return reader.contents(plain)


class _Reader(HTMLParser):
    def __init__(self, place: str, within: Within) -> None:
        super().__init__(convert_charrefs=True)
        self._place, self._within = place, within
        self._found = Contents()
        self._pieces: list[tuple[int, str]] = []
        self._code = ""

    def contents(self, source: str) -> Contents:
        """All that was found, once everything is read."""
        text = "".join(piece for _, piece in self._pieces)
        whole = Passage(f"{self._place} text", text, "said", self._blocks())
        self._found.passages += [whole, Passage(f"{self._place} source", source, "bytes")]
        return self._found

    def _blocks(self) -> list[Passage]:
        """The text from one break to the next, each with the line that it begins in."""
        blocks: list[Passage] = []
        line, said = 1, ""
        for at, piece in [*self._pieces, (0, "\n")]:
            if piece == "\n" and said.strip():
                blocks.append(Passage(f"{self._place} line {line}", said))
            if piece == "\n":
                said = ""
            else:
                line, said = (line if said.strip() else at), said + piece
        return blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._code = tag if tag in ("style", "script") else self._code
        self._break(tag)
        for name, value in attrs:
            if value:
                self._attribute(tag, name, value)

    def handle_endtag(self, tag: str) -> None:
        self._code = "" if tag == self._code else self._code
        self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self._code:
            self._hidden("style or script", data)
        else:
            plain = self._outside(data)
            self._pieces.append((self.getpos()[0], plain))

    def handle_comment(self, data: str) -> None:
        self._hidden("comment", data)

    def handle_decl(self, decl: str) -> None:
        self._hidden("declaration", decl)

    def unknown_decl(self, data: str) -> None:
        self._pieces.append((self.getpos()[0], data.removeprefix("CDATA[")))

    def handle_pi(self, data: str) -> None:
        self._hidden("instruction", data)

    def _break(self, tag: str) -> None:
        if tag.rpartition(":")[2] not in INLINE:
            self._pieces.append((self.getpos()[0], "\n"))

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name in PLACES_OF_CELLS and CELLS.fullmatch(value):
            return
        known = name if name in TOLD else "of another name"
        place = f"{self._place} line {self.getpos()[0]} attribute {known}"
        plain = self._outside(value)
        manner: Manner = "said" if name in SAID else "drawing" if name in DRAWN else "hidden"
        label = name.replace("-", " ") + " " if name.startswith("data-") else ""  # data-case-id="17" says what 17 is
        self._found.passages.append(Passage(place, label + plain, manner))

    def _hidden(self, what: str, text: str) -> None:
        place = f"{self._place} line {self.getpos()[0]} {what}"
        self._found.passages.append(Passage(place, self._outside(text), "hidden"))

    def _outside(self, text: str) -> str:
        """The text without the files in its data URIs, which are read by themselves."""
        if "data:" not in text.lower():
            return text
        plain, held = data_uris(text)
        for kind, data in held:
            place = f"{self._place} line {self.getpos()[0]} data URI,"
            self._found.add(self._within(place, kind, data))
        return plain
