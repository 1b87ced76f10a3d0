"""Names and texts that a mapping means by a pattern: ``*`` is any text, ``?`` any one letter, capitals do not count."""

import re


def matches(pattern: str, text: str) -> bool:
    """Whether the whole of a text is as the pattern says."""
    wanted = "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in pattern.strip().lower())
    return re.fullmatch(wanted, text.lower(), re.DOTALL) is not None
