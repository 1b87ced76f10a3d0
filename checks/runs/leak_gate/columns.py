"""What a column of an export holds, by the words of its heading and by the pattern of its values."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources

from checks import yaml_files
from checks.runs.leak_gate import needles as kinds
from checks.runs.leak_gate.days import days
from checks.runs.leak_gate.needles import Needles, names
from checks.runs.leak_gate.normal import normal

BREAKS = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\W]+")


Taker = Callable[[str, Needles], None]


def takers(heading: str, *, declared: bool) -> Iterator[Taker]:
    """What is to be made of the values of a column; the names and ids of a ``declared`` one are known already."""
    said = heading_words(heading)
    if not declared and is_name(heading):
        yield _name
    if not declared and said & _words("number"):
        yield _reference
    if said & _words("birth"):
        yield _birth
    if said & _words("address") and not said & {"email", "ip", "web"}:
        yield _address
    if said & _words("phone"):
        yield _short_phone


def is_name(heading: str, which: str = "name") -> bool:
    """Whether a heading says that a column holds a person's name, or a part of it: ``first`` or ``last``."""
    said = heading_words(heading)
    return bool(said & _words(which) and said & _words("name") and not said & _words("no_person"))


@cache
def _words(kind: str) -> frozenset[str]:
    entry: dict[str, list[str]] = yaml_files.read(
        resources.files(__package__).joinpath("headings.yml").read_text("utf-8")
    )
    return frozenset(entry[kind])


def _name(value: str, found: Needles) -> None:
    for name in names([value]):
        found.person(name)


def _reference(value: str, found: Needles) -> None:
    if len(value) <= 40 and any(character.isdigit() for character in value):
        found.identity(value)


def _birth(value: str, found: Needles) -> None:
    for day in set(days(normal(value))):
        found.birth(day)


def heading_words(heading: str) -> frozenset[str]:
    """The words of a heading, however they are run together: dtOfBirth, CLIENT_REF, First name."""
    return frozenset(word.lower() for word in BREAKS.split(heading) if word)


def _address(value: str, found: Needles) -> None:
    """An address in a column of its own: its lines but for those that are only a town or a postcode."""
    lines = [line.strip() for line in re.split(r"[\n,;]", value) if line.strip()]
    for line in lines[:2]:
        if re.search(r"\d", line) and len(line) > 5:
            found.address(line)


def _short_phone(value: str, found: Needles) -> None:
    """A number whose first 0 a spreadsheet took for nothing."""
    digits = re.sub(r"\D", "", value)
    if len(digits) == 10 and digits[0] in "127":
        found.contact(kinds.PHONE, "0" + digits)
