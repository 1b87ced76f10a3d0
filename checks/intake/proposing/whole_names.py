"""A forename and a surname in two columns, which together are the name that the audit looks for in texts."""

from collections.abc import Sequence

from checks.intake.proposing import names
from checks.intake.proposing.model import MEDIUM, Placed, Profile

FORENAME = frozenset({"forename", "first", "firstname", "given", "christian"})
SURNAME = frozenset({"surname", "last", "lastname", "family"})
KINDS = ("name", "text", "code")


def joined(placed: Sequence[Placed], columns: Sequence[Profile], table: str) -> list[Placed]:
    """The placements, with the full name joined of its two parts where the columns hold them apart."""
    first, last = _part(columns, FORENAME), _part(columns, SURNAME)
    if table not in ("people", "staff") or first is None or last is None:
        return list(placed)
    kept = [one for one in placed if one.column != "full_name" and one.source not in (first, last)]
    both = (first.heading, last.heading)
    return [*kept, Placed(table, "full_name", last, MEDIUM, "forename and surname stand in two columns", joined=both)]


def _part(columns: Sequence[Profile], said: frozenset[str]) -> Profile | None:
    """The one column whose heading says no more than the part of a name."""
    found = [
        column
        for column in columns
        if column.kind in KINDS
        and (words := set(names.split(column.heading)) | set(names.meant(column.heading))) & said
        and not {"date", "contact", "seen", "time"} & words
    ]
    return found[0] if len(found) == 1 else None
