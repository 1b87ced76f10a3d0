"""DIS-08 and DIS-09. Each function takes one disclosure: None is out of scope, else its verdict.

Decisions where the text leaves room:
* DIS-08: a concern with a raised_at on or before the disclosure decides before one without raised_at, which makes the
  row undecided. Of concerns raised at one moment (a missing time is the start of the day) each is judged. A concern
  raised only after the disclosure is not linked, so the request may be judged. A concern of blank kind is undecided.
* DIS-08: an undated disclosure with a concern tied by ids, or a received request, is in scope and undecided.
* DIS-09 `received by phone`: direction received and channel phone. Where a channel's list is off, its rows comply.
"""

from __future__ import annotations

from datetime import date, time

from .context import Context, Verdict, undecided
from .definitions import is_external, is_identifiable, is_to_subject
from .records import Row
from .times import on_or_before, within_hours
from .waiting import tied_concerns


def received_request(ctx: Context, disclosure: Row) -> Row | None:
    """The received request that the disclosure's decision names."""
    decision = ctx.find("decisions", disclosure["decision_id"])
    request = ctx.find("information_requests", decision["request_id"]) if decision else None
    return request if request is not None and request["direction"] == "received" else None


def raised_key(concern: Row) -> tuple[date, time]:
    return concern["raised_at"].day, concern["raised_at"].time or time.min


def dis_08(ctx: Context, disclosure: Row) -> Verdict | None:
    if not is_external(disclosure):
        return None
    event, request = disclosure["disclosed_at"], received_request(ctx, disclosure)
    tied = tied_concerns(ctx, disclosure["decision_id"])
    if event is None:
        return undecided() if tied or request else None
    linked = [row for row in tied if row["raised_at"] is not None and on_or_before(row["raised_at"], event)]
    if linked:
        latest = max(map(raised_key, linked))
        return judge_concerns(ctx, disclosure, [row for row in linked if raised_key(row) == latest])
    if any(row["raised_at"] is None for row in tied):
        return undecided()
    if request is None:
        return None
    if request["received_at"] is None:
        return undecided()
    verdict = Verdict()
    if not ctx.is_off("hours.share.request"):
        late = not within_hours(request["received_at"], event, ctx.number("hours.share.request"))
        verdict.breach("late_after_request", when=late)
    return verdict


def judge_concerns(ctx: Context, disclosure: Row, concerns: list[Row]) -> Verdict:
    verdict = Verdict()
    for concern in concerns:
        setting = "hours.share." + concern["kind"]
        if not concern["kind"]:
            verdict.undecided()
        elif not ctx.is_off(setting):
            in_time = within_hours(concern["raised_at"], disclosure["disclosed_at"], ctx.number(setting))
            verdict.breach("late_after_concern", when=not in_time)
    return verdict


def dis_09(ctx: Context, disclosure: Row) -> Verdict | None:
    channel = disclosure["channel"]
    if not is_identifiable(disclosure) or is_to_subject(disclosure) or channel not in ("phone", "post", "fax"):
        return None
    verdict, setting = Verdict(), "verification." + channel
    if ctx.is_off(setting):
        return verdict
    required = set(ctx.items(setting))
    request = received_request(ctx, disclosure)
    if channel == "phone" and request is not None and request["channel"] == "phone":
        required.add("called_back")
    for code in required - set(disclosure["verification"]):
        verdict.breach("missing_" + code)
    return verdict
