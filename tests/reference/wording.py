"""Text as the definitions read it: normalised text (P4), whole words, and names in a text (P20).

Decisions where the text leaves room:
* "letters and digits" are the Unicode classes L* and Nd; a combining mark is neither.
* the hyphens of P20 are U+002D and U+2010 (U+2011 becomes U+2010 under NFKC).
* P20's possessive needs no rule of its own: an apostrophe is not among the characters that spoil a match.
* `whole words` without more (message.phrases) end at anything but a letter or digit.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

HYPHENS = "-\u2010"


def is_letter(character: str) -> bool:
    return unicodedata.category(character).startswith("L")


def is_letter_or_digit(character: str) -> bool:
    return is_letter(character) or unicodedata.category(character) == "Nd"


def normalise(text: str) -> str:
    """P4: NFKC, lower case, one space for a run of white space, only letters and digits at the ends."""
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).lower())
    start, end = 0, len(text)
    while start < end and not is_letter_or_digit(text[start]):
        start += 1
    while end > start and not is_letter_or_digit(text[end - 1]):
        end -= 1
    return text[start:end]


def places(needle: str, text: str) -> list[tuple[int, int]]:
    """Every place of needle in text, overlapping ones included."""
    found = []
    start = text.find(needle)
    while start >= 0:
        found.append((start, start + len(needle)))
        start = text.find(needle, start + 1)
    return found


def holds_words(phrase: str, text: str) -> bool:
    """The normalised phrase stands in the normalised text as whole words."""
    phrase, text = normalise(phrase), normalise(text)
    if not phrase:
        return False
    for start, end in places(phrase, text):
        before = text[start - 1] if start > 0 else " "
        after = text[end] if end < len(text) else " "
        if not is_letter_or_digit(before) and not is_letter_or_digit(after):
            return True
    return False


def names_of(person: dict[str, Any]) -> set[str]:
    """P20: full_name and each known_as item, normalised, of at least two words."""
    names = [person["full_name"], *person["known_as"].split(";")]
    return {name for name in map(normalise, names) if len(name.split(" ")) >= 2}


def _spoils(beside: str, beyond: str) -> bool:
    if is_letter_or_digit(beside) or beside == "_":
        return True
    return beside in HYPHENS and is_letter(beyond)


def name_places(name: str, text: str) -> list[tuple[int, int]]:
    """P20: the places of one normalised name in a normalised text."""
    padded = f"  {text}  "
    return [
        (start, end)
        for start, end in places(name, text)
        if not _spoils(padded[start + 1], padded[start]) and not _spoils(padded[end + 2], padded[end + 3])
    ]


def take_out(names: set[str], text: str) -> str:
    """The text without these names; a bar is left so that nothing joins up across the gap."""
    characters = list(text)
    for name in names:
        for start, end in name_places(name, text):
            characters[start:end] = "|" * (end - start)
    return "".join(characters)
