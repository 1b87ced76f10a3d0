"""The common definitions about records kept: real rationale (P4), hold (P17), source (P18), retention date (P19).

Decisions where the text leaves room:
* P17: a disposal on as_of itself is read by the rule for as_of, which reads no hold dates.
* P18: the case is the document's owner; where it is not found the exception for a child is not used.
"""

from __future__ import annotations

from datetime import date, timedelta

from .context import Context
from .records import Row
from .times import anniversary
from .wording import normalise


def rationale_cause(ctx: Context, decision: Row) -> str | None:
    """Which of RAT-01's three causes applies, whether or not RAT-01 is on."""
    state = decision["state:rationale"]
    if state != "filled":
        return state
    short = not ctx.is_off("rationale.min_chars")
    if short and len(normalise(decision["rationale"])) < ctx.number("rationale.min_chars"):
        return "too_short"
    return None


def is_on_hold(ctx: Context, case: Row, day: date) -> bool:
    held = case["evidence_hold"] == "yes" or case["retention_basis"] == "legal_hold"
    if day == ctx.as_of:
        return held
    started, ended = case["hold_started_on"], case["hold_ended_on"]
    if held and (started is None or started <= day) and (ended is None or ended >= day):
        return True
    past = started is not None and started <= day and ended is not None and ended >= day
    return case["evidence_hold"] != "yes" and past


def is_third_party_source(ctx: Context, document: Row, case: Row | None) -> bool:
    kind, source_id = document["source_kind"], document["source_id"]
    is_own_client = case is not None and bool(source_id) and source_id == case["person_id"]
    if kind == "child" and is_own_client:
        return False
    return bool(kind) and kind in ctx.items("third_party.source_kinds")


def retention_date(ctx: Context, closed_on: date) -> date:
    return anniversary(closed_on, ctx.number("retention.years"))


def is_overdue(ctx: Context, closed_on: date) -> bool:
    return ctx.as_of > retention_date(ctx, closed_on) + timedelta(days=ctx.number("retention.grace_days"))


def has_real_rationale(ctx: Context, decision: Row) -> bool:
    return rationale_cause(ctx, decision) is None
