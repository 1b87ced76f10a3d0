"""What is searched for: everything in an export that tells who a person is, in the forms in which it may be written.

A ``Needles`` is only ever held in memory, and shows none of what it holds.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

from checks.facts.spelling import folded
from checks.runs.leak_gate.normal import PART, normal, squeezed, words

NEAR_LETTERS = 5  # as third_party.near_letters has it in every pack: a shorter word may not have a slip
SURE = 8  # letters and digits: a name, address or id of so many is found whatever stands between them
GLUED = 10  # and of so many within a longer word, too
DIGITS = 6  # an id of fewer digits and nothing else cannot be told from a figure, but after a word such as case
TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "dr", "rev", "sir", "lady", "lord", "prof", "the", "of", "and", "de", "la",
    "van", "von", "der", "den", "da", "di",
})  # fmt: skip

LONGEST = 6  # words of a name
CAPITALS = re.compile(r"[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+){1,3}")

NAME, INITIALS, ID, BORN = "a name", "initials", "an id", "a date of birth"
ADDRESS, POSTCODE, PHONE, EMAIL = "an address", "a postcode", "a telephone number", "an e-mail address"
NHS, INSURANCE = "an NHS number", "a National Insurance number"
KINDS = (NAME, INITIALS, ID, BORN, ADDRESS, POSTCODE, PHONE, EMAIL, NHS, INSURANCE)


@dataclass(repr=False)
class Needles:
    """``phrases`` are squeezed texts with their kind, and whether only as they are written (``strict``)."""

    phrases: dict[str, tuple[str, bool]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    pairs: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    initials: set[str] = field(default_factory=set)
    initialled: set[tuple[str, str]] = field(default_factory=set)
    born: set[date] = field(default_factory=set)
    numbers: dict[str, str] = field(default_factory=dict)
    labelled: set[str] = field(default_factory=set)
    seen: set[tuple[str, str]] = field(default_factory=set)  # what was taken in, by kind

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many of each kind the export has."""
        return Counter(kind for kind, _ in self.seen)

    def person(self, name: str) -> None:
        """A name of a person, or what a person is called by."""
        parts = list(_parts(name))
        if not parts:
            return
        self.seen.add((NAME, " ".join(parts)))
        whole = [part for part in parts if len(part) > 1]
        self.words |= {folded(part) for part in whole}
        self.words |= {folded(squeezed(joined)) for joined in name.split() if "-" in joined}  # at the end of a line
        if len(parts) < 2:
            return
        for order in {tuple(parts), (*parts[1:], parts[0]), (parts[-1], *parts[:-1]), (parts[0], parts[-1])}:
            self._phrase("".join(order), NAME)
        self._phrase(parts[-1] + parts[0], NAME)
        for first, second in {*pairwise(parts), (parts[0], parts[-1])}:
            one, other = folded(first), folded(second)
            if len(one) > 1 and len(other) > 1:
                self.pairs[one].add(other)
                self.pairs[other].add(one)
        letters = "".join(part[0] for part in parts)
        self.initials |= {letters, letters[0] + letters[-1]}
        self.initialled |= {(letters[0], parts[-1]), (letters[0], parts[1]), (letters[:2], parts[-1])}

    def named(self, name: str) -> None:
        """A name in a record that need not be a person's: looked for whole alone."""
        if len(words(name)) > 1 and len(squeezed(name)) >= SURE:
            self.seen.add((NAME, " ".join(words(name))))
            self._phrase(squeezed(name), NAME)

    def identity(self, text: str) -> None:
        """An id, of any table."""
        plain = squeezed(text)
        if not any(character.isdigit() for character in plain):
            if len(plain) < SURE or len(words(text)) > 1:
                return
            self._phrase(plain, ID)  # a UUID without digits is not seen, a key of letters may be
        elif not plain.isdigit():
            self._phrase(plain, ID, strict=len(plain) < SURE - 2) if len(plain) > 2 else self.labelled.add(plain)
        elif len(plain) >= DIGITS and len(PART.findall(normal(text))) == 1:
            self.numbers.setdefault(plain, ID)
        elif len(plain) >= DIGITS:
            self._phrase(plain, ID, strict=True)
        elif len(plain) > 1:
            self.labelled.add(plain)
        else:
            return
        self.seen.add((ID, plain))

    def birth(self, day: date) -> None:
        """A day somebody was born on."""
        self.seen.add((BORN, day.isoformat()))
        self.born.add(day)

    def address(self, text: str) -> None:
        """A house and street, and the street alone."""
        if len(words(text)) > 1 or any(character.isdigit() for character in text):
            parts = PART.findall(normal(text))
            self.seen.add((ADDRESS, "".join(parts)))
            self._phrase("".join(parts), ADDRESS)
            street = [part for part in parts if not part[0].isdigit()]
            if len(street) > 1:
                self._phrase("".join(street), ADDRESS)

    def contact(self, kind: str, written: str) -> None:
        """A telephone number, postcode, e-mail address or other number, in its one way of writing."""
        plain = squeezed(written)
        self.seen.add((kind, plain))
        if plain.isdigit():
            self.numbers[plain] = kind
            return
        self._phrase(plain, kind, strict=kind == POSTCODE)
        if kind == EMAIL:
            self._phrase(squeezed(written.replace("@", " at ").replace(".", " dot ")), kind)
            local = squeezed(written.partition("@")[0])
            if any(character.isdigit() for character in local):
                self._phrase(local, kind)

    def _phrase(self, plain: str, kind: str, *, strict: bool = False) -> None:
        if len(plain) > 2:
            self.phrases.setdefault(plain, (kind, strict))

    @property
    def sentence(self) -> str:
        """How many of what are searched for, and which kinds the export has none of."""
        some = [f"{kind.split(' ', 1)[-1]} {self.counts.get(kind, 0):,}" for kind in KINDS if self.counts.get(kind)]
        none = [kind.split(" ", 1)[-1] for kind in KINDS if not self.counts.get(kind) and kind != INITIALS]
        return f"Searched for, by kind: {', '.join(some)}." + (f" The export has no {', no '.join(none)}." * bool(none))


def _parts(name: str) -> Iterator[str]:
    """The words of a name without titles: of 'Oakes, Dr Ann (Annie)' oakes, ann and annie."""
    return (part for part in words(name) if part not in TITLES)


def names(found: Iterable[str]) -> Iterator[str]:
    """What stands in columns of names: a name whole; of a sentence, the words in it that begin with capitals."""
    for name in found:
        if len(words(name)) <= LONGEST:
            yield name
        else:
            yield from CAPITALS.findall(name)
