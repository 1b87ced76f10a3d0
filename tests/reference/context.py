"""What every check is handed: the typed rows, the settings and the run date; and what it hands back: a verdict.

Decisions where the text leaves room (P6):
* a cause replaced by a conflict keeps its slug. A row with a breach beside it is a breach and lists both slugs.
* slugs of an undecided row are listed only when the row ends undecided.
* a cause that is off does not count as applying, so a row that is also undecided stays undecided.
* a row with a cause waiting (P3) and none raised, neither as a breach nor as a conflict, is out of scope, though it
  may be undecided in another cause. A cause that is off does not wait.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from .records import Row, load, table_descriptions

Settings = dict[str, Any]


class Context:
    """Rows by table and by id, and settings by meaning."""

    def __init__(self, tables: dict[str, list[dict[str, str]]], settings: Settings, as_of: date) -> None:
        self.settings = settings
        self.as_of = as_of
        self.tables = load(tables, self.items("rationale.placeholders"), as_of)
        self._by_id: dict[str, dict[str, Row]] = {}
        for name, description in table_descriptions().items():
            if len(description["key"]) == 1:
                key = description["key"][0]
                self._by_id[name] = {row[key]: row for row in self.tables[name]}

    def rows(self, table: str) -> list[Row]:
        return self.tables[table]

    def find(self, table: str, record_id: str) -> Row | None:
        """The row an id points to, or None if the id is blank or points to nothing."""
        return self._by_id[table].get(record_id) if record_id else None

    def is_off(self, name: str) -> bool:
        return self.settings.get(name, "off") == "off"

    def items(self, name: str) -> list[str]:
        """A list setting; off and none are empty (what off means for a cause is said at the cause)."""
        value = self.settings.get(name, "off")
        return [] if value in ("off", "none") else list(value)

    def lacks(self, *names: str) -> bool:
        """One of these settings is off, or a number or choice at none, so causes that read it are not raised (P8)."""
        return any(self.settings.get(name, "off") in ("off", "none") for name in names)

    def number(self, name: str) -> int:
        return int(self.settings[name])

    def is_value(self, name: str, value: str) -> bool:
        return self.settings.get(name, "off") == value

    def is_on(self, check: str) -> bool:
        return check in self.items("checks.on")

    def is_raised(self, check: str, cause: str) -> bool:
        return cause not in self.items("causes_off." + check)


class Verdict:
    """The causes found for one row; see P6 for how they make one outcome."""

    def __init__(self) -> None:
        self.breaches: set[str] = set()
        self.conflicts: set[str] = set()
        self.doubts: set[str] = set()
        self.waits: set[str] = set()

    def breach(self, cause: str, when: bool = True) -> None:
        if when:
            self.breaches.add(cause)

    def conflict(self, cause: str) -> None:
        """The named cause applies, but as a conflict instead of a breach."""
        self.breaches.discard(cause)
        self.conflicts.add(cause)

    def undecided(self, slug: str = "") -> None:
        self.doubts.add(slug)

    def wait(self, cause: str) -> None:
        """Not done yet (P3): the last good day, or moment, of this cause has not passed."""
        self.waits.add(cause)

    def outcome(self, off: list[str]) -> tuple[str, str]:
        """(outcome, causes in alphabetical order joined by ';'); a row that only waits is ('out_of_scope', '')."""
        breaches, conflicts = self.breaches - set(off), self.conflicts - set(off)
        if breaches:
            return "breach", ";".join(sorted(breaches | conflicts))
        if conflicts:
            return "conflict", ";".join(sorted(conflicts))
        if self.waits - set(off):
            return "out_of_scope", ""
        if self.doubts:
            return "undecided", ";".join(sorted(self.doubts - {""}))
        return "complies", ""


def undecided(slug: str = "") -> Verdict:
    verdict = Verdict()
    verdict.undecided(slug)
    return verdict
