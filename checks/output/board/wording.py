"""Figures as shown in sentences: a hidden one is said to be hidden, and no sentence can tell more than its figures."""

from checks.output.suppression import Mark
from checks.output.words import count, plain

NO_SERVICE = "none"
HIDDEN = {
    Mark.CONFIDENTIAL: "a confidential number of",
    Mark.NOT_APPLICABLE: "a number that does not apply of",
    Mark.NOT_AVAILABLE: "an unknown number of",
}


def records(value: int | Mark) -> str:
    """``1,106 records``, ``no records``, ``a confidential number of records [c]``."""
    if isinstance(value, Mark):
        return f"{HIDDEN[value]} records {value}"
    return f"<strong>{count(value, 'record')}</strong>" if value else "no records"


def are(value: int | Mark) -> str:
    """The verb after it."""
    return "is" if value == 1 else "are"


def were(value: int | Mark) -> str:
    """The same of the past."""
    return "was" if value == 1 else "were"


def service(code: str) -> str:
    """A service's code as words."""
    return "No service recorded" if code == NO_SERVICE else plain(code)


def capital(sentence: str) -> str:
    """The sentence with a capital; a number in bold needs none."""
    return sentence[:1].upper() + sentence[1:]
