"""The names nearest to one that nobody knows."""

from collections.abc import Iterable
from difflib import get_close_matches


def near(word: str, known: Iterable[str]) -> str:
    """The nearest of the known names, as a question to add to a sentence; without regard to case."""
    names = {name.lower(): name for name in known}
    found = [names[match] for match in get_close_matches(word.lower(), list(names), n=2)]
    return f" Did you mean {' or '.join(found)}?" if found else ""
