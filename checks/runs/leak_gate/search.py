"""Every needle that stands in a text, disguised or not. A hit says its kind; its key is compared and never shown."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from checks.facts.spelling import folded, one_slip
from checks.output.final_bytes import Manner
from checks.runs.leak_gate.days import days
from checks.runs.leak_gate.needles import BORN, GLUED, ID, INITIALS, NAME, NEAR_LETTERS, SURE, Needles
from checks.runs.leak_gate.normal import LETTERS_ONLY, PART, Squeezed, cased, normal, squeeze

Hit = tuple[str, str]  # the kind, and what is written, in its normal form
LABELS = frozenset({
    "case", "client", "person", "staff", "worker", "document", "record", "referral", "file", "ref", "reference",
    "id", "no", "number",
})  # fmt: skip
DOTTED = re.compile(r"(?<!\w)[A-Z]\.\s?(?:[A-Z]\.?\s?){1,3}(?!\w)")
CAPITALS = re.compile(r"(?<![\w&-])[A-Z]{2,3}(?![\w&-])")
INITIAL = re.compile(r"(?<!\w)((?:[A-Z]\.?\s?){1,2})\s*([A-Z]\w+)")
DIGITS = re.compile(r"\d+")
JOINED = re.compile(r"[\s().+\u2010-\u2015/-]{1,4}")
STRICT = re.compile(r"[ \u2010-\u2015/_.-]?")
LONGEST = 15  # digits of a telephone number
SHORTEST = {"said": 4, "hidden": 4, "drawing": 4, "bytes": 6}  # letters of a part of a name by itself
HEXADECIMAL = re.compile(r"[0-9a-f]+")
BEGIN = 4  # characters by which phrases are looked up: a shorter one is looked up whole


@dataclass(frozen=True, repr=False)
class Searcher:
    """Needles made ready to be searched for in many texts."""

    needles: Needles

    def search(self, text: str, manner: Manner) -> Iterator[Hit]:
        """Every hit in a text; the same one may come several times."""
        with_capitals = cased(text)
        plain = normal(with_capitals)
        yield from self._phrases(squeeze(plain), SURE if manner == "bytes" else 0)
        yield from self._words(plain, with_capitals, manner)
        yield from self._numbers(plain, manner)
        if manner in ("said", "hidden"):
            yield from ((BORN, day.isoformat()) for day in days(plain) if day in self.needles.born)
            yield from self._labelled(plain)
        if manner == "said":
            yield from self._initials(with_capitals)

    # -- names, addresses, ids and the like, whatever stands between their letters ------------------------------

    @cached_property
    def _starts(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for phrase in self.needles.phrases:
            found[phrase[:BEGIN]].append(phrase)
        return dict(found)

    @cached_property
    def _glued(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for phrase, (_, strict) in self.needles.phrases.items():
            if len(phrase) >= GLUED and not strict:
                found[phrase[:SURE]].append(phrase)
        return dict(found)

    def _phrases(self, text: Squeezed, shortest: int) -> Iterator[Hit]:
        said = text.text
        for at in text.starts:
            for length in range(3, BEGIN + 1):
                for phrase in self._starts.get(said[at : at + length], ()):
                    if len(phrase) >= shortest and said.startswith(phrase, at) and self._stands(text, at, phrase):
                        yield self.needles.phrases[phrase][0], phrase
        if self._glued:
            for at in range(len(said) - GLUED + 1):
                for phrase in self._glued.get(said[at : at + SURE], ()):
                    if said.startswith(phrase, at):
                        yield self.needles.phrases[phrase][0], phrase

    def _stands(self, text: Squeezed, at: int, phrase: str) -> bool:
        """Whether a phrase ends where a word does; a strict one may hold nothing but one mark between its parts."""
        first, last = text.first(at), text.last(at + len(phrase))
        if first is None or last is None:
            return False
        strict = self.needles.phrases[phrase][1]
        return not strict or all(STRICT.fullmatch(between) for between in text.between[first:last])

    # -- parts of names, near spellings --------------------------------------------------------------------------

    @cached_property
    def _slips(self) -> dict[str, set[str]]:
        """The words of names by themselves and by what is left when one letter is taken out."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for word in self.needles.words:
            if len(word) >= NEAR_LETTERS:
                for left in _left(word):
                    found[left].add(word)
        return dict(found)

    def _words(self, plain: str, with_capitals: str, manner: Manner) -> Iterator[Hit]:
        said = list(_in_words(plain))
        forms = {word: folded(word) for word in set(said)}
        spelt = [(word, forms[word]) for word in said]
        capital = {word.casefold() for word in LETTERS_ONLY.findall(with_capitals) if word[0].isupper()}
        for word, form in dict.fromkeys(spelt):
            if self._named(form, manner, word in capital):
                yield NAME, word
        if manner == "bytes":
            return
        for (word, form), (after, next_form) in pairwise(spelt):
            if self._beside(form, next_form) or self._beside(next_form, form):
                yield NAME, f"{word} {after}"

    def _named(self, word: str, manner: Manner, capital: bool) -> bool:
        """Whether a word is a part of a name or, where it is long enough, one slip from it."""
        if word in self.needles.words:
            return len(word) >= SHORTEST[manner] or (manner == "said" and capital)
        if len(word) < NEAR_LETTERS - 1 or manner == "bytes":
            return False
        return any(one_slip(word, own) for left in _left(word) for own in self._slips.get(left, ()))

    def _beside(self, word: str, other: str) -> bool:
        """Whether the one is a part of a name and the other, but for a slip, the part that stands beside it."""
        return any(
            other == own or (len(own) >= NEAR_LETTERS and one_slip(other, own))
            for own in self.needles.pairs.get(word, ())
        )

    # -- initials ------------------------------------------------------------------------------------------------

    def _initials(self, with_capitals: str) -> Iterator[Hit]:
        for form in (DOTTED, CAPITALS):
            for match in form.finditer(with_capitals):
                letters = "".join(LETTERS_ONLY.findall(match.group())).casefold()
                if letters in self.needles.initials:
                    yield INITIALS, letters
        for match in INITIAL.finditer(with_capitals):
            letters, word = "".join(LETTERS_ONLY.findall(match[1])).casefold(), match[2].casefold()
            if (letters, word) in self.needles.initialled:
                yield INITIALS, f"{letters} {word}"

    # -- numbers -------------------------------------------------------------------------------------------------

    def _numbers(self, plain: str, manner: Manner) -> Iterator[Hit]:
        found = list(DIGITS.finditer(plain))
        for place, first in enumerate(found):
            digits, stop = "", first.start()
            for match in found[place : place + LONGEST]:
                if digits and (manner in ("drawing", "bytes") or not JOINED.fullmatch(plain[stop : match.start()])):
                    break
                digits, stop = digits + match.group(), match.end()
                if len(digits) > LONGEST:
                    break
                for form in _numbers(digits):
                    kind = self.needles.numbers.get(form)
                    if kind is not None and (kind != ID or _alone(plain, first.start(), stop, match is first)):
                        yield kind, form

    def _labelled(self, plain: str) -> Iterator[Hit]:
        """Ids too short to be told from a figure, after a word that says they are ids."""
        pieces = re.findall(r"[^\W_]+", plain)
        for before, piece in pairwise(pieces):
            if piece in self.needles.labelled and before in LABELS:
                yield ID, f"{before} {piece}"


def _in_words(plain: str) -> Iterator[str]:
    """The runs of letters that are words: chart2 and 3rd hold one, a key such as 3f2beece9a none but long ones."""
    for piece in PART.findall(plain):
        if piece.isalpha():
            yield piece
            continue
        runs = LETTERS_ONLY.findall(piece)
        short = len(runs) == 1 and not HEXADECIMAL.fullmatch(piece)
        yield from (run for run in runs if short or len(run) >= SHORTEST["bytes"])


def _left(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _numbers(digits: str) -> set[str]:
    """A number as it stands, and as a British telephone number where it begins as one from abroad."""
    for code in ("0044", "44"):
        if digits.startswith(code):
            return {digits, "0" + digits.removeprefix(code).removeprefix("0")}
    return {digits}


def _alone(plain: str, start: int, stop: int, whole: bool) -> bool:
    """Whether digits are a number by themselves: not part of a word, of a decimal, or of a longer figure."""
    before, after = plain[max(start - 2, 0) : start], plain[stop : stop + 2]
    part = re.search(r"\w$|\d[.,]$|[.]$", before) or re.match(r"\w|[.,]\d", after)
    return whole and not part
