"""Findings that somebody accepted: which acceptances hold, which do not and why, and which are no longer needed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

JUDGED_COLUMNS = ("row", "rule_id", "record_id", "state", "faults", "findings", "until")
IN_FORCE, NOT_NEEDED, CANNOT_TELL, RENEWED, FAULTY = "in_force", "not_needed", "cannot_tell", "renewed", "faulty"


@dataclass(frozen=True)
class Acceptance:
    """One line of exceptions.csv. ``row`` is its record in the file, the header being 1; a blank date is None."""

    row: int
    rule_id: str
    record_id: str
    cause: str
    reasoned: bool
    approved_by: str
    approver_role: str
    approved_on: date | None
    until: date | None


@dataclass(frozen=True)
class Authority:
    """Who may accept a finding: the roles the pack names, and the export's staff.

    ``staff`` is by id: role, first and last day in post, None for a day that is not recorded. It is None where
    the export has no staff, so that the line's own word is all there is.
    """

    roles: Collection[str]
    staff: Mapping[str, tuple[str, date | None, date | None]] | None = None

    def faults(self, line: Acceptance) -> list[str]:
        """What is wrong with the approver of a line."""
        if not line.approved_by:
            return ["no_approver"]
        if line.approver_role not in self.roles:
            return ["role_not_allowed"]
        if self.staff is None:
            return []
        if line.approved_by not in self.staff:
            return ["approver_not_on_staff"]
        role, started, left = self.staff[line.approved_by]
        if role not in self.roles:
            return ["role_not_held"]
        day = line.approved_on
        out = day is not None and (started is None or day < started or (left is not None and day > left))
        return ["not_in_post"] if out else []


@dataclass(frozen=True)
class Known:
    """What the lines are held against: the rulebook's ids, those of the rules that judged, and the findings.

    ``parts`` is as ``identity.parts`` gives it.
    """

    rules: Collection[str]
    judged: Collection[str]
    parts: pd.DataFrame


@dataclass(frozen=True)
class Accepted:
    """The lines judged (``JUDGED_COLUMNS``, one row a line), and until when a finding is accepted, by identity.

    ``given`` says whether there was a file at all, ``checked`` whether the approvers were looked up among the
    export's staff. ``rule_id`` and ``record_id`` are blank unless a finding of the audit has them: a person may
    have typed anything into the file.
    """

    lines: pd.DataFrame
    until: Mapping[str, date]
    given: bool = False
    checked: bool = False


def nothing() -> Accepted:
    """What there is without a file."""
    return Accepted(pd.DataFrame(columns=list(JUDGED_COLUMNS)), {})


def judge(lines: Sequence[Acceptance], known: Known, authority: Authority, as_of: date) -> Accepted:
    """Which findings are accepted on the day ``as_of``, and what is wrong with the lines that accept none."""
    by_record: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for rule_id, record_id, cause, one in zip(
        *(known.parts[name] for name in ("rule_id", "record_id", "cause", "identity")), strict=True
    ):
        by_record.setdefault((rule_id, record_id), []).append((cause, one))
    sound = {(line.rule_id, line.record_id, line.cause) for line in lines if not _faults(line, known, authority, as_of)}
    rows, until = [], dict[str, date]()
    for line in lines:
        there = by_record.get((line.rule_id, line.record_id), [])
        meant = [one for cause, one in there if one and line.cause in ("", cause)]
        faults = _faults(line, known, authority, as_of)
        state = _state(line, faults, meant, known, sound)
        if state == IN_FORCE and line.until is not None:
            until |= {one: max(until.get(one, line.until), line.until) for one in meant}
        shown = line.rule_id if line.rule_id in known.rules else ""
        ends = f"{line.until}" if line.until else ""
        rows.append((line.row, shown, line.record_id if there else "", state, ";".join(faults), len(meant), ends))
    checked = authority.staff is not None
    return Accepted(pd.DataFrame(rows, columns=list(JUDGED_COLUMNS)), until, given=True, checked=checked)


def _state(
    line: Acceptance,
    faults: Sequence[str],
    meant: Sequence[str],
    known: Known,
    sound: Collection[tuple[str, str, str]],
) -> str:
    if faults == ["expired"] and (line.rule_id, line.record_id, line.cause) in sound:
        return RENEWED
    if faults:
        return FAULTY
    if meant:
        return IN_FORCE
    return NOT_NEEDED if line.rule_id in known.judged else CANNOT_TELL


def _faults(line: Acceptance, known: Known, authority: Authority, as_of: date) -> list[str]:
    """Everything that is wrong with one line; nothing where it holds on the day."""
    held = {
        "unknown_rule": line.rule_id not in known.rules,
        "no_record": not line.record_id,
        "no_reason": not line.reasoned,
        "no_approval_date": line.approved_on is None,
        "approved_later": line.approved_on is not None and line.approved_on > as_of,
        "no_end_date": line.until is None,
        "ends_before_approval": None not in (line.until, line.approved_on) and line.until < line.approved_on,  # type: ignore[operator]
        "expired": line.until is not None and line.until < as_of,
    }
    return [fault for fault, there in held.items() if there] + authority.faults(line)
