"""Where each record stands: a record with several findings is open as long as one of them is, and counts once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from checks.results.followed import Followed
from checks.results.history import (
    NEW,
    NO_ID,
    NOT_COMPARED,
    NOT_JUDGED,
    OPEN,
    PERSISTING,
    RESOLVED,
    RETURNED,
    Earlier,
)

GRAVITY = ("critical", "warning", "info")  # the gravest first
STILL_OPEN = (NEW, RETURNED, PERSISTING, NOT_COMPARED)
GONE = (RESOLVED, NOT_JUDGED)
ACCEPTED, PAST_DUE, IN_TIME = "accepted", "past_due", "in_time"
STANDINGS = (PAST_DUE, IN_TIME, ACCEPTED)  # of what is open

Record = tuple[str, str]  # table and record id, or a mark of its own for a finding that names no record


@dataclass(frozen=True)
class Standing:
    """One record, unnamed: its gravest severity, its state, how what is open stands, and whether it was open before.

    ``state`` is one of ``STILL_OPEN`` and ``GONE``; ``standing`` one of ``STANDINGS``, blank for one of ``GONE``.
    ``until`` is the month in which the first of its acceptances ends, for one that is accepted.
    """

    severity: str
    state: str
    standing: str = ""
    until: str = ""
    before: bool = False


def standings(findings: pd.DataFrame, followed: Followed, earlier: Earlier | None) -> list[Standing]:
    """Every record that has something open about it this month, or had the month before.

    A record is persisting if anything about it was open before, whatever came and went since; it is resolved if
    nothing is open any more and nothing of before is left that nobody can tell.
    """
    before = _before(earlier)
    still = list(_open(findings, followed, set(before)))
    states = dict(zip(followed.history["identity"], followed.history["state"], strict=True))
    now = {record for record, _ in still}
    gone = [_gone(rows, states) for record, rows in before.items() if record not in now]
    return [one for _, one in still] + gone


def _before(earlier: Earlier | None) -> dict[Record, list[tuple[str, str]]]:
    """Of each record that had anything open or not judged: the identities, with their severities."""
    met: dict[Record, list[tuple[str, str]]] = {}
    for identity, row in (earlier.rows if earlier else {}).items():
        if row["state"] == RESOLVED:
            continue
        place = earlier.records.get(identity) if earlier else None
        record = (place[1], place[2]) if place else ("", identity)
        met.setdefault(record, []).append((identity, row["severity"]))
    return met


def _open(findings: pd.DataFrame, followed: Followed, before: set[Record]) -> Iterator[tuple[Record, Standing]]:
    told = findings[["table", "record_id", "severity"]].join(followed.lines)
    marks = [record or f"finding {label}" for record, label in zip(told["record_id"], told.index, strict=True)]
    as_of = f"{followed.as_of}"
    for (table, mark), rows in told.groupby([told["table"], pd.Series(marks, index=told.index)], sort=True):
        record = (str(table), str(mark))
        states = {state for joined in rows["state"] for state in joined.split(";")}
        left = rows[rows["accepted_until"] == ""]
        late = bool(((left["due_on"] != "") & (left["due_on"] < as_of)).any())
        standing = ACCEPTED if left.empty else PAST_DUE if late else IN_TIME
        until = min(rows["accepted_until"])[:7] if left.empty else ""
        known = record in before
        yield record, Standing(_gravest(rows["severity"]), _state(states, known), standing, until, known)


def _state(states: set[str], known: bool) -> str:
    if known or PERSISTING in states:
        return PERSISTING
    if RETURNED in states:
        return RETURNED
    return NOT_COMPARED if states <= {NOT_COMPARED, NO_ID} else NEW


def _gone(rows: list[tuple[str, str]], states: dict[str, str]) -> Standing:
    """A record about which something was open before, and nothing is now."""
    unknown = any(states.get(identity) in (NOT_JUDGED, *OPEN) for identity, _ in rows)
    return Standing(_gravest(severity for _, severity in rows), NOT_JUDGED if unknown else RESOLVED, before=True)


def _gravest(severities: Iterable[str]) -> str:
    return min(severities, key=GRAVITY.index)
