"""Where in a text a name, a phrase or a contact detail stands, as places and never as words.

The steps search texts in normalised form (P4). What a step has found is looked up here once more in the
text as it was exported, so that a finding can say where to look. A place is a pair of numbers, the first
character and the one after the last, counted from 0 at the first character that is not white space;
places come as one flat list of whole numbers, which cannot hold a word of the record.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
from duckdb.func import FunctionNullHandling
from duckdb.sqltypes import BIGINT, VARCHAR, DuckDBPyType

from checks.facts import spelling
from checks.facts.fill import normalised_phrase
from checks.intake.conversions import SPACES

HYPHENS = "-\u2010"
QUOTED = re.compile(r'"[^"]*"|\u201c[^\u201d]*\u201d')
PLACES = DuckDBPyType("BIGINT[]")
SPELLINGS = DuckDBPyType("STRUCT(start BIGINT, stop BIGINT, said VARCHAR)[]")
Span = tuple[int, int]


@dataclass(frozen=True)
class Passage:
    """A text as the steps search it, and for each of its characters the place it came from."""

    said: str
    places: Sequence[Span]

    def place(self, start: int, stop: int) -> Span:
        """The place in the exported text of what stands from start to stop in the searched one."""
        return self.places[start][0], self.places[stop - 1][1]

    def replaced(self, spans: Sequence[Span], by: str) -> "Passage":
        """The same with each span, in order, replaced by one character that stands for all of it."""
        said, places, last = "", list[Span](), 0
        for start, stop in spans:
            said += self.said[last:start] + by
            places += [*self.places[last:start], self.place(start, stop)]
            last = stop
        return Passage(said + self.said[last:], [*places, *self.places[last:]])


def passage(text: str, *, outside_quotations: bool = False) -> Passage:
    """A text in the form that ``normalised_text`` gives it, each character with its place."""
    given = _composed(text)
    if outside_quotations:
        given = given.replaced([match.span() for match in QUOTED.finditer(given.said)], ".")
    # Python lowers one character of Unicode (İ) to two; the database to the first of them.
    lowered = Passage("".join(character.lower()[0] for character in given.said), given.places)
    return _trimmed(lowered.replaced([run.span() for run in _WHITE.finditer(lowered.said) if run.group() != " "], " "))


def _trimmed(whole: Passage) -> Passage:
    """Without what is neither letter nor digit at both ends, an underscore beside a name too."""
    words = [place for place, character in enumerate(whole.said) if _is_word(character)]
    kept = slice(words[0], words[-1] + 1) if words else slice(0)
    return Passage(whole.said[kept], whole.places[kept])


_WHITE = re.compile(f"[{re.escape(''.join(map(chr, SPACES)))}]+")


def _composed(text: str) -> Passage:
    """NFKC, character group by character group: a letter and the marks on it are normalised together."""
    if text.isascii():
        return Passage(text, [(place, place + 1) for place in range(len(text))])
    said, places, start = "", list[Span](), 0
    for stop in range(1, len(text) + 1):
        if stop < len(text) and not _begins(text[stop]):
            continue
        group = unicodedata.normalize("NFKC", text[start:stop])
        said += group
        places += [(start, stop)] * len(group)
        start = stop
    return Passage(said, places)


def _begins(character: str) -> bool:
    """Whether nothing before the character can be composed with it."""
    decomposed = unicodedata.normalize("NFKD", character)
    return not unicodedata.category(decomposed[0]).startswith("M") and not "\u1160" <= decomposed[0] <= "\u11ff"


def names_at(text: str, own: Sequence[str], names: Sequence[str]) -> list[int]:
    """The places of the names (P20) in a text without the client's own names, the longest of them first."""
    searched = _without(passage(text), own)
    found = [searched.place(*span) for name in names for span in _stand(searched.said, name)]
    return _flat(found)


def phrases_at(text: str, phrases: Sequence[str]) -> list[int]:
    """The places of the phrases of a pack, as whole words outside quotation marks."""
    searched = passage(text, outside_quotations=True)
    found = [
        searched.place(*span)
        for phrase in filter(None, map(normalised_phrase, phrases))
        for span in _occurrences(searched.said, phrase, overlapping=True)
        if not _beside(searched.said, span, _is_word)
    ]
    return _flat(found)


def near_spellings(text: str, own: Sequence[str], name: str, letters: int | None) -> list[dict[str, object]]:
    """Where a name stands in another spelling, and that spelling, which only steps may read.

    ``letters``: how many a word needs for one letter of it to be wrong. What is also a near spelling
    of the client's own name is left out: it is far more often that.
    """
    searched = _without(passage(text), own)
    found = []
    for span in spelling.near(searched.said, name, letters):
        said = searched.said[slice(*span)]
        if _stands(searched.said, span) and not any(spelling.alike(said, one, letters) for one in own):
            start, stop = searched.place(*span)
            found.append({"start": start, "stop": stop, "said": said})
    return found


def details_at(text: str, kind: str, detail: str) -> list[int]:
    """The places of a telephone number, an e-mail address or a postcode, however it is written."""
    searched = passage(text)
    found = [span for span, written in spelling.details(searched.said, kind) if written == detail]
    return _flat([searched.place(*span) for span in found])


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Give a connection these functions, for the few texts in which a step found something."""
    texts = DuckDBPyType("VARCHAR[]")
    given: tuple[tuple[Callable[..., Any], list[Any], DuckDBPyType], ...] = (
        (names_at, [VARCHAR, texts, texts], PLACES),
        (phrases_at, [VARCHAR, texts], PLACES),
        (details_at, [VARCHAR, VARCHAR, VARCHAR], PLACES),
        (spelling.details_of, [VARCHAR, VARCHAR], texts),
    )
    for function, parameters, result in given:  # NULL gives NULL
        connection.create_function(function.__name__, function, parameters, result)
    near: Callable[..., Any] = near_spellings
    wanted: list[Any] = [VARCHAR, texts, VARCHAR, BIGINT]  # the last is NULL where the pack allows no slip
    connection.create_function("near_spellings", near, wanted, SPELLINGS, null_handling=FunctionNullHandling.SPECIAL)


def _without(searched: Passage, names: Sequence[str]) -> Passage:
    for name in names:
        searched = searched.replaced(list(_stand(searched.said, name)), ".")
    return searched


def _stand(said: str, name: str) -> Iterator[Span]:
    return (span for span in _occurrences(said, name, overlapping=False) if _stands(said, span))


def _occurrences(said: str, phrase: str, *, overlapping: bool) -> Iterator[Span]:
    start = said.find(phrase)
    while start >= 0:
        yield start, start + len(phrase)
        start = said.find(phrase, start + (1 if overlapping else len(phrase)))


def _stands(said: str, span: Span) -> bool:
    """P20: not beside a letter, digit or underscore, nor a hyphen joined to a letter."""
    start, stop = span
    before, after = said[max(start - 2, 0) : start][::-1], said[stop : stop + 2]
    return not any(_joined(beside) for beside in (before, after))


def _joined(beside: str) -> bool:
    """Whether the characters beside a name, the nearest first, make it part of a longer word."""
    if not beside:
        return False
    if beside[0] in HYPHENS:
        return len(beside) > 1 and unicodedata.category(beside[1]).startswith("L")
    return beside[0] == "_" or _is_word(beside[0])


def _beside(said: str, span: Span, holds: Callable[[str], bool]) -> bool:
    start, stop = span
    return any(holds(character) for character in said[max(start - 1, 0) : start] + said[stop : stop + 1])


def _is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category.startswith("L") or category == "Nd"


def _flat(found: Sequence[Span]) -> list[int]:
    return [number for span in sorted(set(found)) for number in span]
