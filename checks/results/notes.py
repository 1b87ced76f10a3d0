"""What people wrote into an earlier worklist: owners, due dates, notes and columns of their own, by finding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Written:
    """What stands in one row of a worklist. ``due`` is a day or, where somebody typed words, a text.

    ``references`` are the identities of the row's finding, none where the row cannot be matched; ``own`` holds
    the columns that people added, by heading; ``rule``, ``record`` and ``what`` say what the row was about.
    """

    references: tuple[str, ...] = ()
    owner: str = ""
    due: date | str = ""
    notes: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
    rule: str = ""
    record: str = ""
    what: str = ""

    @property
    def by_hand(self) -> bool:
        """Whether a person wrote any of it; the due date alone may be the worklist's own, and so may the rest."""
        if not self.references and not self.rule and self.what:
            return True  # a row that somebody added
        return bool(self.owner or self.notes or (isinstance(self.due, str) and self.due) or any(self.own.values()))


@dataclass(frozen=True)
class Notes:
    """What was read back from the earlier worklists of a list, newest first, and what was wrong with them.

    ``rows`` is by identity; ``unmatched`` are rows that somebody wrote in and that name no finding. ``headings``
    are the columns that people added. ``troubles`` are sentences that name a file and no value.
    """

    rows: Mapping[str, Written] = field(default_factory=dict)
    unmatched: Sequence[Written] = ()
    headings: Sequence[str] = ()
    troubles: Sequence[str] = ()
    months: Sequence[str] = ()

    def of(self, reference: str) -> Written:
        """What was written to a finding, by any of its identities; nothing where nobody wrote."""
        found = (self.rows[one] for one in reference.split(";") if one in self.rows)
        return next(found, Written())

    def left_over(self, references: Sequence[str]) -> list[Written]:
        """What people wrote to findings that are not among these, each row once, in the order it was read."""
        met = {one for reference in references for one in reference.split(";")}
        rows = dict.fromkeys(id(row) for one, row in self.rows.items() if not met & {one, *row.references})
        by_id = {id(row): row for row in self.rows.values()}
        return [by_id[one] for one in rows if by_id[one].by_hand]
