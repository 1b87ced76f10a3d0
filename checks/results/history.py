"""Where each finding stands compared with the months before: new, persisting, returned, resolved or not judged.

Silence is never compliance: a finding that is not there this month is resolved only where the same rule, asking
the same, met the same record and found that it complies, is no longer in scope, or has only other causes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from checks.results.audit import FollowUp

HISTORY_COLUMNS = (
    "identity", "rule_id", "outcome", "severity", "state", "reason", "since", "changed", "first_seen", "last_seen",
    "due_on", "accepted_until", "terms",
)  # fmt: skip
NEW, PERSISTING, RETURNED = "new", "persisting", "returned"
NOT_COMPARED, NO_ID = "not_compared", "no_id"
RESOLVED, NOT_JUDGED = "resolved", "not_judged"
OPEN = (NEW, RETURNED, PERSISTING, NOT_COMPARED, NO_ID)
STATES = (*OPEN, RESOLVED, NOT_JUDGED)
_RAN = ("failed", "needs_review", "passed")
_LACKING = "+"

Row = dict[str, str]


@dataclass(frozen=True)
class Earlier:
    """What an earlier month left: its history, and where its findings that are still to be followed stood.

    ``rows`` by identity; ``records`` gives, by identity, the rule, table and record, and whether the record was
    one that is not in the export. An identity without an entry there can no longer be led back to its record.
    """

    rows: Mapping[str, Row]
    records: Mapping[str, tuple[str, str, str, bool]]


@dataclass(frozen=True)
class ThisMonth:
    """What one month's audit says: ``parts`` as ``identity.parts`` gives them, and how earlier records came out.

    ``statuses`` is by rule; ``again`` is the outcome by rule, table and record, without the records that the
    rules no longer meet.
    """

    month: str
    as_of: date
    parts: pd.DataFrame
    statuses: Mapping[str, str]
    again: Mapping[tuple[str, str, str], str]
    follow_up: FollowUp


def reckon(now: ThisMonth, earlier: Earlier | None, *, comparable: bool = True) -> pd.DataFrame:
    """The month's history, one row per finding and cause ever met, with the columns ``HISTORY_COLUMNS``.

    Months are ``YYYY-MM`` and days ``YYYY-MM-DD``. Without an earlier month every finding is new, but where an
    earlier month is there and cannot be compared (``comparable`` is False) none is: then they are not_compared.
    """
    before = earlier.rows if earlier else {}
    found = list(_found(now, before, NEW if comparable else NOT_COMPARED))
    seen = {row["identity"] for row in found}
    gone = [_gone(now, row, earlier) for one, row in before.items() if one not in seen] if earlier else []
    frame = pd.DataFrame([*found, *gone], columns=list(HISTORY_COLUMNS))
    return frame.sort_values(["rule_id", "identity"], kind="stable", ignore_index=True)


def _found(now: ThisMonth, before: Mapping[str, Row], first: str) -> Iterator[Row]:
    """The findings of the month, each identity once."""
    columns = zip(*(now.parts[name] for name in ("identity", "rule_id", "outcome", "severity")), strict=True)
    met: set[str] = set()
    for one, rule_id, outcome, severity in columns:
        if one in met and one:
            continue
        met.add(one)
        row = {"identity": one, "rule_id": rule_id, "outcome": outcome, "severity": severity}
        row |= {
            "reason": "",
            "accepted_until": "",
            "last_seen": now.month,
            "terms": now.follow_up.terms.get(rule_id, ""),
        }
        yield row | _open(now, before.get(one), severity, first if one else NO_ID)


def _open(now: ThisMonth, before: Row | None, severity: str, first: str) -> Row:
    """The state of a finding that is there, and the months and day that go with it."""
    started = {"since": now.month, "changed": now.month, "due_on": _due(now, severity)}
    if before is None:
        return {"state": first, "first_seen": now.month, **started}
    if before["state"] == RESOLVED:
        return {"state": RETURNED, "first_seen": before["first_seen"], **started}
    changed = before["changed"] if before["state"] == PERSISTING else now.month
    kept = {name: before[name] for name in ("first_seen", "since", "due_on")}
    return {"state": PERSISTING, "changed": changed, **kept}


def _due(now: ThisMonth, severity: str) -> str:
    days = now.follow_up.days.get(severity)
    return "" if days is None else f"{now.as_of + timedelta(days=days)}"


def _gone(now: ThisMonth, before: Row, earlier: Earlier) -> Row:
    """An earlier finding that is not there this month."""
    if before["state"] == RESOLVED:
        return {**before, "accepted_until": ""}
    state, reason = _verdict(now, before, earlier.records.get(before["identity"]))
    same = (before["state"], before["reason"]) == (state, reason)
    return {
        **before, "state": state, "reason": reason, "accepted_until": "",
        "changed": before["changed"] if same else now.month,
    }  # fmt: skip


def _verdict(now: ThisMonth, before: Row, record: tuple[str, str, str, bool] | None) -> tuple[str, str]:
    """Whether a finding that is not there was mended, and how one knows."""
    rule_id = before["rule_id"]
    status = now.statuses.get(rule_id, "gone")
    if status not in _RAN:
        return NOT_JUDGED, f"rule_{status}"
    otherwise = _asked_otherwise(before["terms"], now.follow_up.terms.get(rule_id, ""))
    if otherwise:
        return NOT_JUDGED, otherwise
    if record is None:
        return NOT_JUDGED, "no_earlier_findings"
    outcome = now.again.get(record[:3])
    if outcome is None:
        return (RESOLVED, "there_now") if record[3] else (NOT_JUDGED, "record_gone")
    if outcome in ("complies", "out_of_scope"):
        return RESOLVED, outcome
    return (RESOLVED, "other_cause") if outcome == "breach" else (NOT_JUDGED, outcome)


def _asked_otherwise(before: str, now: str) -> str:
    """Why the rule of then and the rule of now cannot be compared; blank where they can."""
    asked_then, _, lacked_then = before.partition(_LACKING)
    asked_now, _, lacks_now = now.partition(_LACKING)
    if not asked_then or asked_then != asked_now:
        return "rule_changed"
    return "partly_tested" if lacks_now and lacks_now != lacked_then else ""
