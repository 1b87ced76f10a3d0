"""How the codes of a canonical column are written elsewhere, and which of a column's values are such writings."""

import re
from collections.abc import Mapping
from functools import cache

from checks.intake.proposing import names
from checks.intake.proposing.model import Profile
from checks.intake.proposing.profiles import NO, TICKS, YES
from checks.intake.tables import Column


@cache
def writings(table: str, column: Column) -> Mapping[str, str]:
    """The known writings of the column's codes, as ``plain`` writes them, each with its code."""
    found: dict[str, str] = {}
    if column.type == "yn":
        found |= {plain(word): "no" for word in NO} | {plain(word): "yes" for word in YES}
    for code in column.codes:
        for name in (f"{column.name}.{code}", f"{table}.{column.name}.{code}"):
            found |= {plain(writing): code for writing in names.words().codes.get(name, ())}
    return found | {plain(code): code for code in column.codes}


@cache
def _by_words(table: str, column: Column) -> Mapping[frozenset[str], str]:
    """The codes by the meaning of their words, where that names one code alone."""
    found: dict[frozenset[str], set[str]] = {}
    for writing, code in writings(table, column).items():
        if len(writing) > 3:
            found.setdefault(frozenset(names.meant(writing)), set()).add(code)
    return {said: codes.pop() for said, codes in found.items() if len(codes) == 1}


@cache
def plain(text: str) -> str:
    """A writing in lower case, with single spaces for what is no letter or digit; of signs alone, as it is."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip() or text.strip()


def recognised(profile: Profile, table: str, column: Column) -> dict[str, str]:
    """The values of a small set that are writings of the column's codes, each with its code."""
    known = writings(table, column)
    found = {}
    for value in sorted(profile.values):
        code = known.get(plain(value))
        if code is None and len(value) > 3 and column.type != "yn":
            code = _by_words(table, column).get(frozenset(names.meant(value)))
        if code is not None:
            found[value] = code
    return found


def translation(profile: Profile, table: str, column: Column) -> dict[str, str]:
    """What the mapping must translate: nothing where every known value is the code itself, whatever its case."""
    found = recognised(profile, table, column)
    if column.type == "yn" and profile.kind == "tick":
        found = {value: "yes" for value in found if value.lower() in TICKS}
    return {} if all(value.lower() == code for value, code in found.items()) else found
