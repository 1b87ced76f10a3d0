"""What became of every row of an export, and where every column came from: the figures that show nothing was lost."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """What one piece gave one table (or one part of it): its rows, and the records they became.

    ``rows`` are the records the piece holds and the rows of its footer. ``left_out`` are the latter, and what did not
    meet the mapping's ``where``; the others made ``made`` records (``each`` and ``split`` make more or fewer), of which
    ``merged`` became part of another, which leaves ``records``. The rows of a piece that is only joined to others are
    ``looked_up`` and make none.
    """

    table: str
    file: str
    rows: int
    left_out: int
    made: int
    merged: int
    records: int
    looked_up: int = 0


@dataclass(frozen=True)
class ColumnRead:
    """One canonical column as it was read.

    ``origin`` says in words what it comes from. Of ``records``, ``filled`` hold anything, of those ``unreadable``
    could not be read as their type, and ``unlisted`` held a value that the mapping's ``translate`` does not list.
    ``date_format`` names the formats read beside ISO, and whether they were said or told; blank for none.
    """

    table: str
    column: str
    origin: str
    records: int
    filled: int
    unreadable: int
    unlisted: int
    date_format: str
