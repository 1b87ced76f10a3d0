"""RAT-03. The function takes one information_requests row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* `its decision`: the one named if it is of type share or not_share, else the earliest linked one of those types; dated
  ones come before undated ones, a missing time counts as the start of the day, then the lowest id.
* an undated share or not_share decision makes `unanswered` undecided, before and after the last good day, unless a
  dated one is in time; the same for `not_told_why` where its decision is undated and the requester was not told.
* a received row whose causes are all off stays in scope and complies.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from .context import Context, Verdict, undecided
from .records import Moment, Row, day_of
from .waiting import days_have_passed, unless_waiting

ANSWERS = ("share", "not_share")


def is_about_client(ctx: Context, request: Row) -> bool:
    if request["about_type"]:
        return request["about_type"] == "client"
    return ctx.find("people", request["about_id"]) is not None


def answers_to(ctx: Context, request: Row) -> list[Row]:
    """Decisions of type share or not_share, named by the request or naming it."""
    return [
        decision
        for decision in ctx.rows("decisions")
        if decision["decision_type"] in ANSWERS
        and (decision["decision_id"] == request["decision_id"] or decision["request_id"] == request["request_id"])
    ]


def in_order(decision: Row) -> tuple[date, time, str]:
    """A sort key: by decided_at, a missing time as the start of the day, undated ones last, then by id."""
    moment = decision["decided_at"] or Moment(date.max)
    return moment.day, moment.time or time.min, decision["decision_id"]


def rat_03(ctx: Context, request: Row) -> Verdict | None:
    if not is_about_client(ctx, request):
        return None
    if not request["direction"]:
        return undecided()
    verdict = Verdict()
    if request["direction"] == "made_by_us":
        verdict.breach("no_basis_stated", when=not request["basis_stated"])
        return verdict
    if ctx.is_off("days.request_answer"):
        return verdict
    waiting = [*judge_answer(ctx, request, verdict), *judge_telling(ctx, request, verdict)]
    return unless_waiting(ctx, "RAT-03", verdict, waiting)


def judge_answer(ctx: Context, request: Row, verdict: Verdict) -> list[str]:
    """The cause that still waits, if it does."""
    answers, received = answers_to(ctx, request), day_of(request["received_at"])
    if received is None:
        verdict.breach("unanswered", when=not answers)
        return []
    last_good_day = received + timedelta(days=ctx.number("days.request_answer"))
    days = [day_of(answer["decided_at"]) for answer in answers]
    if any(day is not None and day <= last_good_day for day in days):
        return []
    if None in days:
        if ctx.is_raised("RAT-03", "unanswered"):
            verdict.undecided()
        return []
    if ctx.as_of <= last_good_day:
        return ["unanswered"]
    verdict.breach("unanswered")
    return []


def judge_telling(ctx: Context, request: Row, verdict: Verdict) -> list[str]:
    answers = sorted(answers_to(ctx, request), key=in_order)
    named = [answer for answer in answers if answer["decision_id"] == request["decision_id"]]
    own = (named or answers or [None])[0]
    if ctx.is_off("severity.requester_told") or own is None:
        return []
    if own["decision_type"] != "not_share" or own["requester_told_on"] is not None:
        return []
    decided = day_of(own["decided_at"])
    if decided is None:
        if ctx.is_raised("RAT-03", "not_told_why"):
            verdict.undecided()
        return []
    if not days_have_passed(decided, ctx.number("days.request_answer"), ctx.as_of):
        return ["not_told_why"]
    verdict.breach("not_told_why")
    return []
