"""How well what a column holds fits a canonical column: from -1 (it cannot be that) to 1 (just what it should hold)."""

from dataclasses import dataclass

from checks.intake.proposing import codes
from checks.intake.proposing.model import Profile
from checks.intake.tables import Column, Table

NEVER = -1.0
UNTOLD = 0.3  # an empty column may be anything
# For each canonical type, the kinds of source column: what is not listed cannot be it.
FITS: dict[str, dict[str, float]] = {
    "id": {"id": 1, "number": 0.8, "code": 0.5, "name": 0.3, "text": 0},
    "ids": {"id": 1, "codes": 0.9, "number": 0.6, "code": 0.5, "name": 0.3, "text": 0.2},
    "date": {"date": 1, "datetime": 0.6, "number": 0},
    "datetime": {"datetime": 1, "date": 0.9, "number": 0},
    "text": {"text": 1, "name": 0.9, "code": 0.6, "number": 0.4, "id": 0.5, "codes": 0.5, "yes_no": 0.1, "tick": 0},
}
FEW = 20  # records: below it a column may hold one value by chance
MANY = 3  # codes recognised: so many do not agree by chance
NEARLY_ALL, HALF = 0.9, 0.5
SENTENCE = 5  # words
WORDS = ("text", "name")  # codes, too, where a table is so short that none comes twice


@dataclass(frozen=True)
class Fit:
    """``strong``: the contents alone speak for the column."""

    score: float
    strong: bool = False


def fit(profile: Profile, table: Table, column: Column) -> Fit:
    """How well a profiled column fits a canonical one."""
    if profile.kind == "empty":
        return Fit(UNTOLD)
    if profile.distinct == 1 < FEW < profile.filled and column.type in ("id", "date", "datetime", "text"):
        return Fit(NEVER)  # what is the same in every record (the day of the extract) says nothing of the record
    if column.codes:
        return _coded(profile, table, column)
    score = FITS[column.type].get(profile.kind, NEVER)
    if table.key == (column.name,) and score > 0 and not profile.unique:
        score = score * (0.9 if profile.distinct >= NEARLY_ALL * profile.filled else 0.2)
    return Fit(score)


def _coded(profile: Profile, table: Table, column: Column) -> Fit:
    if profile.kind not in ("code", "codes", "yes_no", "tick", "id", "number", *WORDS) or not profile.values:
        return Fit(NEVER)
    if profile.kind == "codes" and column.type != "codes":
        return Fit(NEVER)
    found = codes.recognised(profile, table.name, column)
    share = len(found) / len(profile.values)
    if (profile.kind in WORDS and share < HALF) or (not found and _sentences(profile)):
        return Fit(NEVER)
    strong = share >= NEARLY_ALL and len(set(found.values())) >= MANY
    if not found and (column.type == "yn" or profile.kind in ("id", "yes_no", "tick")):
        return Fit(NEVER)
    return Fit(share if found else 0.1, strong)


def _sentences(profile: Profile) -> bool:
    """Whether most of a small set's values are more words than a code has."""
    return sum(len(value.split()) >= SENTENCE for value in profile.values) * 2 > len(profile.values)
