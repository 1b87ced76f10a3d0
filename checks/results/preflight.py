"""What a preflight found: the files read, where each column comes from, and how ready the export is for each rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

FILE_COLUMNS = ("table", "file", "rows", "looked_up", "left_out", "made", "merged", "records", "how")
COLUMN_COLUMNS = (
    "table", "column", "need", "origin", "records", "filled", "unreadable", "unlisted", "date_format",
    "rules", "held_against",
)  # fmt: skip
RULE_COLUMNS = ("rule_id", "title", "severity", "state", "why")
STATES = ("tested", "weakened", "unanswered", "not_tested", "off")


@dataclass(frozen=True)
class Preflight:
    """One preflight, as pandas frames of the columns named above; no value of a record is in any of them.

    ``files``: one row per table and file. ``columns``: one row per declared column of each table that is there, with
    the number of rules that read it, and of those that may call a record a breach because it is absent. ``rules``: one
    row per rule, ``state`` one of ``STATES``. ``absent``: for each canonical table that is not there, the rules that
    read it. ``gate`` as in an audit. ``unanswered``: the settings the organisation has yet to answer, each with the
    clauses it comes from.
    """

    files: pd.DataFrame
    columns: pd.DataFrame
    rules: pd.DataFrame
    gate: pd.DataFrame
    absent: Mapping[str, Sequence[str]]
    unanswered: Mapping[str, str]
    pack: str
    pack_title: str
    as_of: date

    def count(self, state: str) -> int:
        """How many rules are in a state."""
        return int((self.rules["state"] == state).sum())
