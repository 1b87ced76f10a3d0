"""P3 "not done yet", P14 ties without dates, and notices given, as several checks read them.

Decisions where the text leaves room:
* a cause that is off neither waits nor makes a row undecided.
* a notice whose not_given_reason is filled was not given, whatever given_on says (as TRN-01 and TRN-05 say of theirs);
  recipient_id alone decides whose notice it is (as STF-01 says of its own).
* a document is owned by a case if owner_type is case and owner_id is that case's id, blank being no case.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from .context import Context, Verdict
from .records import Row


def unless_waiting(ctx: Context, check: str, verdict: Verdict, waiting: Iterable[str]) -> Verdict | None:
    """None (out of scope) where a cause still waits and none is breached."""
    off = set(ctx.items("causes_off." + check))
    if set(waiting) - off and not verdict.breaches - off:
        return None
    return verdict


def days_have_passed(start: date, days: int, as_of: date) -> bool:
    return as_of > start + timedelta(days=days)


def tied_concerns(ctx: Context, decision_id: str) -> list[Row]:
    """The concerns P14 ties to a decision by ids, whatever their dates."""
    decision = ctx.find("decisions", decision_id)
    if decision is None:
        return []
    return [
        concern
        for concern in ctx.rows("safeguarding_concerns")
        if concern["concern_id"] == decision["concern_id"] or concern["decision_id"] == decision_id
    ]


def notices_given(ctx: Context, kind: str, recipient_id: str) -> list[Row]:
    return [
        notice
        for notice in ctx.rows("notices")
        if recipient_id
        and notice["recipient_id"] == recipient_id
        and notice["kind"] == kind
        and notice["given_on"] is not None
        and not notice["not_given_reason"]
    ]


def is_on_file_of(ctx: Context, document_id: str, case_id: str) -> bool:
    """The document is found and owned by this case."""
    document = ctx.find("documents", document_id)
    if document is None or not case_id:
        return False
    return document["owner_type"] == "case" and document["owner_id"] == case_id
