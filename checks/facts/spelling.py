"""When two spellings are near, and when two ways of writing a number, address or postcode are the same.

Names are compared word by word in a folded form: no accents, and one form for the letters that are
commonly written in two ways (ü, ue and u; ß and ss; ph and f). Near are names whose folded words are the
same but for one slip (a letter left out, put in or changed, or two neighbours swapped) in one long word.
``macros.sql`` folds texts in the same way to find where it is worth looking.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i"}
TWO_WAYS = {"ae": "a", "oe": "o", "ue": "u", "ss": "s", "ph": "f"}
APOSTROPHES = "'\u2019\u02bc"
WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s$")
BETWEEN = {" ", "-", "\u2010"}
DETAILS = {
    "phone": re.compile(r"(?<![\w+])(?:\+|00)?\(?\d[\d ().-]{7,18}\d(?!\w)"),
    "email": re.compile(r"(?<![\w.%+-])[a-z0-9][a-z0-9._%+'-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?![\w-])"),
    "postcode": re.compile(r"(?<!\w)[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}(?!\w)"),
}
Span = tuple[int, int]
Word = tuple[Span, str]


def folded(word: str) -> str:
    """One word in the form in which spellings are compared."""
    plain = "".join(LETTERS.get(letter, letter) for letter in word if letter not in APOSTROPHES)
    plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.category(c).startswith("M"))
    for two, one in TWO_WAYS.items():
        plain = plain.replace(two, one)
    return plain


def near(said: str, name: str, letters: int | None) -> Iterator[Span]:
    """Where a text in lower case has the name in another spelling, as start and stop."""
    words, wanted = _words(said), _words(name)
    for first in range(len(words) - len(wanted) + 1):
        window = words[first : first + len(wanted)]
        span = (window[0][0][0], window[-1][0][1])
        if said[slice(*span)] != name and _side_by_side(said, window) and _near(window, wanted, letters):
            yield span


def alike(said: str, name: str, letters: int | None) -> bool:
    """Whether a spelling is the name or near it."""
    words, wanted = _words(said), _words(name)
    return len(words) == len(wanted) and _near(words, wanted, letters)


def details(said: str, kind: str) -> Iterator[tuple[Span, str]]:
    """Every contact detail of a kind in a text in lower case: where it stands, and its one way of writing."""
    for match in DETAILS[kind].finditer(said):
        yield match.span(), _WRITTEN[kind](match.group())


def details_of(text: str, kind: str) -> list[str]:
    """The details of a kind in a text, each in its one way of writing."""
    said = unicodedata.normalize("NFKC", text).lower()
    return list(dict.fromkeys(written for _, written in details(said, kind) if written))


def _words(said: str) -> list[Word]:
    found = []
    for match in WORD.finditer(said):
        word = POSSESSIVE.sub("", match.group())
        found.append(((match.start(), match.start() + len(word)), word))
    return found


def _side_by_side(said: str, window: Sequence[Word]) -> bool:
    return all(said[left[0][1] : right[0][0]] in BETWEEN for left, right in pairwise(window))


def _near(window: Sequence[Word], wanted: Sequence[Word], letters: int | None) -> bool:
    slips = 0
    for (_, word), (_, own) in zip(window, wanted, strict=True):
        if folded(word) != folded(own):
            slips += 1
            if slips > 1 or letters is None or len(own) < letters or not one_slip(folded(word), folded(own)):
                return False
    return True


def one_slip(word: str, own: str) -> bool:
    """Whether one letter left out, put in or changed, or two neighbours swapped, makes the one of the other."""
    short, long = sorted((word, own), key=len)
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if len(long) - len(short) == 1:
        return short[at:] == long[at + 1 :]
    if len(long) != len(short) or at == len(short):
        return False
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped


def _phone(written: str) -> str:
    """The digits, a British number beginning with 0 and any other with +; nothing where there are too few."""
    abroad = written.startswith(("+", "00"))
    digits = re.sub(r"\D", "", written).removeprefix("00" if written.startswith("00") else "")
    if digits.startswith("44") and abroad:
        digits, abroad = "0" + digits.removeprefix("44").removeprefix("0"), False
    if not 9 <= len(digits) <= 15 or not (abroad or digits.startswith("0")):
        return ""
    return f"+{digits}" if abroad else digits


_WRITTEN: dict[str, Callable[[str], str]] = {
    "phone": _phone,
    "email": str,
    "postcode": lambda written: written.replace(" ", ""),
}
