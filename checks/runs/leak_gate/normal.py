"""One way of writing for both sides of a search: what looks or reads alike becomes alike."""
# ruff: noqa: RUF001 -- the letters that look like others are meant

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

from checks.facts.spelling import APOSTROPHES, LETTERS

# Letters of other alphabets that look like Latin ones.
_LOOKS = (
    "аa вb сc ԁd еe һh іi јj кk мm нh оo рp ԛq ѕs тt уy хx ѵv ԝw гr ьb зz "
    "αa βb εe ηn κk νv οo ρp τt υu χx ζz ιi γy ωw "
    "АA ВB СC ЕE НH ІI ЈJ КK МM ОO РP ЅS ТT УY ХX ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX"
)
ALIKE = str.maketrans({pair[0]: pair[1] for pair in _LOOKS.split()} | LETTERS | {"ı": "i"})
LINE_END = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011]\s*\n\s*(?=[^\W\d_])")
APOSTROPHE = re.compile(rf"(?<=\w)[{APOSTROPHES}](?=\w)")
POSSESSIVE = re.compile(rf"(?<=\w)[{APOSTROPHES}]s\b", re.IGNORECASE)
OTHER = re.compile(r"[^\x00-\x7f]+")
PART = re.compile(r"[^\W_]+")
LETTERS_ONLY = re.compile(r"[^\W\d_]+")


def cased(text: str) -> str:
    """A text in one way of writing, with its capitals: NFKC, no accents, nothing invisible, no look-alike."""
    if not text.isascii():
        text = OTHER.sub(_plainly, unicodedata.normalize("NFKD", text)).translate(ALIKE)
    text = POSSESSIVE.sub("", LINE_END.sub("", text))
    return APOSTROPHE.sub("", text)


def normal(text: str) -> str:
    """The same in lower case."""
    return cased(text).casefold().translate(ALIKE)


def squeezed(text: str) -> str:
    """The letters and digits alone."""
    return "".join(PART.findall(normal(text)))


def words(text: str) -> list[str]:
    """The runs of letters."""
    return LETTERS_ONLY.findall(normal(text))


def _plainly(match: re.Match[str]) -> str:
    """Characters beyond ASCII without those that change others or are not seen; digits of any script as 0 to 9."""
    kept = (c for c in match.group() if not unicodedata.category(c).startswith("M") and unicodedata.category(c) != "Cf")
    return "".join(str(unicodedata.digit(c, c)) for c in kept)


@dataclass(frozen=True)
class Squeezed:
    """The letters and digits of a text, where each word of it begins and ends there, and what stands between."""

    text: str
    starts: list[int]
    ends: list[int]
    between: list[str]

    def first(self, at: int) -> int | None:
        """The number of the word that begins at a place, if one does."""
        place = bisect_left(self.starts, at)
        return place if place < len(self.starts) and self.starts[place] == at else None

    def last(self, stop: int) -> int | None:
        """The number of the word that ends at a place, if one does."""
        place = bisect_left(self.ends, stop)
        return place if place < len(self.ends) and self.ends[place] == stop else None


def squeeze(plain: str) -> Squeezed:
    """A text that is in its normal form already, squeezed."""
    pieces, starts, ends, between = list[str](), list[int](), list[int](), list[str]()
    at = stop = 0
    for match in PART.finditer(plain):
        if pieces:
            between.append(plain[stop : match.start()])
        pieces.append(match.group())
        starts.append(at)
        at += len(match.group())
        ends.append(at)
        stop = match.end()
    return Squeezed("".join(pieces), starts, ends, between)
