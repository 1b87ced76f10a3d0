"""The rows of a worklist: each finding with its rule's words, its state, and what people wrote to it before."""

from datetime import date

import pandas as pd

from checks.output.readings.selected import UNKNOWN, Selected
from checks.output.words import OUTCOMES, SEVERITIES, text
from checks.results.audit import Audit
from checks.results.followed import LINE_COLUMNS, Followed
from checks.results.history import RETURNED
from checks.results.notes import Notes, Written

FOLLOWED_COLUMNS = (*LINE_COLUMNS, "owner", "due", "notes", "own", "service", "team", "overdue")


def rows(audit: Audit, followed: Followed | None, notes: Notes) -> pd.DataFrame:
    """The findings by urgency, then outcome, rule and record, with the rule's words and ``FOLLOWED_COLUMNS``.

    ``due`` is a day, or the words somebody put there; ``own`` maps the headings that people added to their text.
    """
    told = audit.findings.merge(audit.rules[["rule_id", "title", "why"]], on="rule_id", how="left")
    told.index = audit.findings.index
    told = _followed(told, followed, notes)
    told["service"] = _services(audit)
    told["team"] = _teams(audit)
    urgency = {severity: place for place, severity in enumerate(SEVERITIES)}
    gravity = {outcome: place for place, outcome in enumerate(OUTCOMES)}
    told = told.assign(urgency=told["severity"].map(urgency), gravity=told["outcome"].map(gravity))
    return told.sort_values(["urgency", "gravity", "rule_id", "record_id"], kind="stable")


def _followed(told: pd.DataFrame, followed: Followed | None, notes: Notes) -> pd.DataFrame:
    if followed is None:
        told = told.assign(**dict.fromkeys(FOLLOWED_COLUMNS, ""))
        return told.assign(own=pd.Series([{}] * len(told), index=told.index, dtype=object))
    told = told.join(followed.lines)
    written = [notes.of(one) for one in told["reference"]]
    told["owner"] = [one.owner for one in written]
    told["notes"] = [one.notes for one in written]
    told["own"] = pd.Series([one.own for one in written], index=told.index, dtype=object)
    due = [_due(*each) for each in zip(told["state"], told["due_on"], written, strict=True)]
    told["due"] = pd.Series(due, index=told.index, dtype=object)
    told["overdue"] = [
        not accepted and _late(one, by_default, followed.as_of)
        for accepted, one, by_default in zip(told["accepted_until"], due, told["due_on"], strict=True)
    ]
    return told


def _due(state: str, by_default: str, written: Written) -> date | str:
    """What people wrote, else the day by the finding's severity. A finding that came back is due anew."""
    if written.due and RETURNED not in state.split(";"):
        return written.due
    return date.fromisoformat(by_default) if by_default else ""


def _late(due: date | str, by_default: str, as_of: date) -> bool:
    """Whether the day has passed; where somebody wrote words, the day that the worklist gave."""
    if isinstance(due, str):
        return bool(by_default) and date.fromisoformat(by_default) < as_of
    return due < as_of


def _services(audit: Audit) -> "pd.Series[str]":
    """Each finding's service, by its case; ``not recorded`` where no case tells."""
    return Selected(audit).of_service(audit.findings["case_id"].map(text)).fillna(UNKNOWN)


def _teams(audit: Audit) -> "pd.Series[str]":
    """Each finding's team, by the staff id of its case's lead worker's line manager, as the readings have it."""
    cases, staff = (audit.listings.get(name) for name in ("case_register", "staff_register"))
    if cases is None or staff is None:
        return pd.Series(UNKNOWN, index=audit.findings.index, dtype=object)
    managers = dict(zip(staff["record_id"], staff["line_manager_id"].map(text), strict=True))
    teams = dict(zip(cases["case_id"], cases["lead_worker_id"].map(managers), strict=True))
    return audit.findings["case_id"].map(lambda case: text(teams.get(case)) or UNKNOWN).astype(object)
