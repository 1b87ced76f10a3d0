"""Following findings from month to month: what to know before an audit, and what it comes to afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from checks.output.words import month_name
from checks.results import exceptions, history, history_files, identity
from checks.results.audit import AGAIN, Audit
from checks.results.exceptions import Acceptance, Accepted, Authority, Known
from checks.results.followed import Followed, with_accepted
from checks.results.history import ThisMonth
from checks.results.history_files import Seal
from checks.results.notes import Notes
from checks.runs import carried, earlier, folders, keys
from checks.runs import exceptions as exceptions_csv
from checks.runs.carried import Book
from checks.runs.earlier import Before
from checks.runs.folders import MonthFiles

LISTINGS = ("case_register", "staff_register")  # what an audit must list to be followed
_JUDGED = ("failed", "needs_review", "passed")


@dataclass(frozen=True)
class Prepared:
    """What is known before the audit: the key, the months before, and the lines of exceptions.csv, None for no file."""

    month: MonthFiles
    key: bytes
    before: Before
    lines: Sequence[Acceptance] | None = None

    @property
    def again(self) -> pd.DataFrame:
        """The records whose judgement of today is wanted, for ``check``."""
        return self.before.again


def prepare(month: MonthFiles, exceptions_file: Path | None = None) -> Prepared:
    """Read the key, the months before and the exceptions. Raises PolicyError. Nothing is written."""
    lines = exceptions_csv.read(exceptions_file) if exceptions_file else None
    key = keys.read(month.reports_dir)
    before = earlier.look_back(folders.kept(month.reports_dir), month.month, key)
    return Prepared(month, key or identity.new_key(), before, lines)


def follow(prepared: Prepared, audit: Audit) -> Followed:
    """Where each finding of the audit stands. The audit was asked for ``LISTINGS`` and ``prepared.again``."""
    outcomes = audit.outcomes
    parts = identity.parts(audit.findings, prepared.key)
    now = ThisMonth(
        prepared.month.month,
        audit.run.as_of,
        parts,
        dict(zip(outcomes["rule_id"], outcomes["status"], strict=True)),
        _again(audit),
        audit.run.follow_up,
    )
    made = history.reckon(now, prepared.before.earlier, comparable=prepared.before.comparable)
    accepted = _accepted(prepared, audit, parts)
    made = with_accepted(made, accepted.until)
    return Followed(prepared.before.comparison, made, parts, accepted, audit.run.as_of)


def keep(prepared: Prepared, audit: Audit, followed: Followed) -> list[Path]:
    """Write the month's history, and the key where it is new; the files of the history. OSError if it cannot."""
    keys.keep(prepared.key, prepared.month.reports_dir)
    before = prepared.before
    seal = Seal(
        prepared.month.month,
        f"{audit.run.as_of}",
        audit.run.pack,
        identity.fingerprint(prepared.key),
        before.comparison.with_month if before.earlier else "",
        before.sha256,
    )
    history_files.write(followed.history, seal, prepared.month.results)
    return [prepared.month.results / name for name in history_files.NAMES]


def notes(month: MonthFiles, worklist: Path | None = None) -> Notes:
    """What people wrote in this month's and the last month's worklist: one list, or the whole with every service's."""
    root = folders.kept(month.reports_dir)
    if worklist is not None:
        return carried.read(_books(root, month, worklist.name))
    names = sorted({path.name.replace(path.parent.name, month.month, 1) for path in _services(root, month)})
    more = [book for name in names for book in _books(root, month, name)]
    return carried.read(_books(root, month, month.worklist.name), more)


def _books(root: Path, month: MonthFiles, name: str) -> list[Book]:
    """A list of that name of this month, and the newest of an earlier one."""
    found = [Book("", root / month.month / name)]
    for before in reversed(_months(root, month)):
        path = root / before / name.replace(month.month, before, 1)
        if path.is_file():
            return [*found, Book(month_name(before), path)]
    return found


def _months(root: Path, month: MonthFiles) -> list[str]:
    if not root.is_dir():
        return []
    return sorted(one.name for one in root.iterdir() if earlier.MONTH.fullmatch(one.name) and one.name < month.month)


def _services(root: Path, month: MonthFiles) -> list[Path]:
    """The worklists of services, of this month and the earlier ones."""
    there = [path for name in [*_months(root, month), month.month] for path in (root / name).glob("worklist-*.xlsx")]
    whole = {MonthFiles(root, path.parent.name).worklist.name for path in there}
    return [path for path in there if path.name not in whole and "-earlier-" not in path.name]


def _again(audit: Audit) -> dict[tuple[str, str, str], str]:
    listed = audit.listings.get(AGAIN)
    if listed is None:
        return {}
    places = zip(listed["rule_id"], listed["table"], listed["record_id"], strict=True)
    return dict(zip(places, listed["outcome"], strict=True))


def _accepted(prepared: Prepared, audit: Audit, parts: pd.DataFrame) -> Accepted:
    if prepared.lines is None:
        return exceptions.nothing()
    judged = audit.outcomes[audit.outcomes["status"].isin(_JUDGED)]
    known = Known(set(audit.rules["rule_id"]), set(judged["rule_id"]), parts)
    authority = Authority(audit.run.follow_up.roles, _staff(audit))
    return exceptions.judge(prepared.lines, known, authority, audit.run.as_of)


def _staff(audit: Audit) -> dict[str, tuple[str, date | None, date | None]] | None:
    """Role and time in post by staff id; None where the export has no staff."""
    listed = audit.listings.get("staff_register")
    if listed is None or listed.empty:
        return None
    rows = zip(*(listed[name] for name in ("record_id", "role", "started_on", "left_on")), strict=True)
    return {str(one): (f"{role}", _day(started), _day(left)) for one, role, started, left in rows}


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()  # type: ignore[arg-type,call-overload]
