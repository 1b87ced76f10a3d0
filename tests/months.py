"""Months made by hand: audits with the findings a test names, followed and kept as a run does. No engine runs here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import audits
import pandas as pd

from checks.results import files
from checks.results.audit import AGAIN, FINDING_COLUMNS, OUTCOME_COLUMNS, Audit, FollowUp
from checks.results.followed import Followed
from checks.results.history import Row
from checks.runs import following
from checks.runs.folders import MonthFiles

RULE, OTHER_RULE = "RAT-01", "DIS-04"
TERMS = {RULE: "aaa", OTHER_RULE: "bbb"}
DAYS = {"critical": 7, "warning": 28}
ROLES = ("line_manager", "senior_manager")

Found = tuple[str, ...]  # rule, record, causes, and the outcome unless it is a breach


def audit(
    month: str,
    *found: Found,
    status: Mapping[str, str] | None = None,
    again: Mapping[Found, str] | None = None,
    terms: Mapping[str, str] = TERMS,
    pack: str = "combined",
    day: int = 28,
) -> Audit:
    """An audit of a day of that month. ``again`` is how (rule, record) came out, ``status`` that of each rule."""
    statuses = {RULE: "failed", OTHER_RULE: "failed"} | dict(status or {})
    judged = [(*one, outcome) for one, outcome in (again or {}).items()]
    listed = pd.DataFrame(
        [(rule, "decisions", record, outcome) for rule, record, outcome in judged],
        columns=["rule_id", "table", "record_id", "outcome"],
    )
    run = replace(audits.RUN, as_of=date.fromisoformat(f"{month}-{day:02}"), pack=pack)
    return replace(
        audits.sample(),
        findings=pd.DataFrame([_finding(*one) for one in found], columns=list(FINDING_COLUMNS)),
        outcomes=pd.DataFrame(
            [(rule, said, "", 9, 1, 8, 0, 0) for rule, said in statuses.items()], columns=list(OUTCOME_COLUMNS)
        ),
        run=replace(run, follow_up=FollowUp(terms, DAYS, ROLES)),
        listings={AGAIN: listed},
    )


def _finding(
    rule: str, record: str, causes: str, outcome: str = "breach", file: str = "decisions.csv"
) -> Sequence[object]:
    severity = "critical" if rule == RULE else "warning"
    return (rule, outcome, severity, "fact", "decisions", record, "C0001", causes, "D-11", file, 2, "", "")


def keep(reports: Path, audited: Audit, exceptions: Path | None = None) -> Followed:
    """Follow one audit and keep the month as a run does."""
    month = MonthFiles(reports, f"{audited.run.as_of:%Y-%m}")
    prepared = following.prepare(month, exceptions)
    followed = following.follow(prepared, audited)
    reports.mkdir(exist_ok=True)
    files.write(audited, month.results)
    following.keep(prepared, audited, followed)
    return followed


def states(followed: Followed) -> dict[Found, tuple[str, str]]:
    """State and reason of each finding that is there this month, by rule, record and cause; others by rule alone."""
    places = {
        part["identity"]: (part["rule_id"], part["record_id"], part["cause"])
        for part in followed.parts.to_dict("records")
    }
    rows: list[Row] = followed.history.to_dict("records")
    return {places.get(row["identity"], (row["rule_id"],)): (row["state"], row["reason"]) for row in rows}


def row(followed: Followed, rule: str = RULE) -> Row:
    """The one line of the history that a rule has."""
    (found,) = followed.history[followed.history["rule_id"] == rule].to_dict("records")
    return found  # type: ignore[no-any-return]
