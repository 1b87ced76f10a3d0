"""RET-07 and CLA-01. Each function takes one subject_access_requests row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* both: a cause that reads no date is a breach although received_at is blank (P6); withdrawn needs no received_at.
* RET-07: complete is completed_on filled, overdue is as_of past the last good day. With completed_on blank the row
  waits, whatever its outcome, until then; with received_at blank as well it is undecided.
* RET-07 `answered_late`: completed_on too late, whatever the outcome (so also beside `no_outcome`).
* RET-07 refusal: decision_id, if it finds a refuse_erasure decision, names the one to read; else any on the same case
  and subject will do. Its date is not read.
* RET-07 `granted_against_bar`: a statutory service is a breach even with a hold beside it. `A disposal row of the case`
  is one RET-02 judges whose case (the object, or the document's owner) is this one, whatever RET-02 says of it.
* CLA-01: with handled_by blank only `no_handler` is raised, as AUT-02 does with its approver. completed_on blank is not
  late; with an outcome given it is `no_outcome` once the days have passed. `short_notice` asks no outcome of the row.
  `not_explained` needs completed_on.
"""

from __future__ import annotations

from . import retention
from .context import Context, Verdict
from .keeping import has_real_rationale, is_on_hold
from .notices import breach_once_past, last_good_day
from .records import Row
from .wording import holds_words


def is_answered(request: Row) -> bool:
    return request["outcome"] not in ("", "open")


def judge_answer(ctx: Context, request: Row, setting: str, blank_completion: str, verdict: Verdict) -> None:
    """No outcome, or a late one. blank_completion: the cause of an outcome that is given with no completed_on."""
    if request["received_at"] is None:
        verdict.undecided()
        return
    received, completed = request["received_at"].day, request["completed_on"]
    if not is_answered(request):
        breach_once_past(ctx, verdict, "no_outcome", received, setting)
    elif completed is None:
        breach_once_past(ctx, verdict, blank_completion, received, setting)
    late = completed is not None and completed > last_good_day(ctx, received, setting)
    verdict.breach("answered_late", when=late)


def ret_07(ctx: Context, request: Row) -> Verdict | None:
    if request["kind"] != "erase" or request["requester_type"] != "client":
        return None
    verdict, setting = Verdict(), "days.erasure_answer"
    if request["outcome"] == "withdrawn":
        return verdict
    if not ctx.lacks(setting):
        judge_impact(ctx, request, setting, verdict)
        judge_answer(ctx, request, setting, "answered_late", verdict)
    refused = request["outcome"] == "refused" and not request["refusal_reason"]
    verdict.breach("refused_no_reason", when=refused and not has_reasoned_refusal(ctx, request))
    if request["outcome"] in ("granted", "partly"):
        judge_bar(ctx, request, verdict)
    return verdict


def judge_impact(ctx: Context, request: Row, setting: str, verdict: Verdict) -> None:
    explained, completed, received = request["impact_explained_on"], request["completed_on"], request["received_at"]
    if completed is not None:
        verdict.breach("impact_not_explained", when=explained is None or explained > completed)
    elif explained is None and received is not None:
        breach_once_past(ctx, verdict, "impact_not_explained", received.day, setting)


def has_reasoned_refusal(ctx: Context, request: Row) -> bool:
    named = ctx.find("decisions", request["decision_id"])
    if named is not None and named["decision_type"] == "refuse_erasure":
        return has_real_rationale(ctx, named)
    return any(
        row["decision_type"] == "refuse_erasure"
        and row["case_id"]
        and row["case_id"] == request["case_id"]
        and row["subject_id"]
        and row["subject_id"] == request["requester_id"]
        and has_real_rationale(ctx, row)
        for row in ctx.rows("decisions")
    )


def judge_bar(ctx: Context, request: Row, verdict: Verdict) -> None:
    case = ctx.find("cases", request["case_id"])
    if case is None:
        verdict.undecided("granted_against_bar")
    elif case["statutory_service"] == "yes":
        verdict.breach("granted_against_bar")
    elif is_on_hold(ctx, case, request["completed_on"] or ctx.as_of) and not is_reported_by_ret_02(ctx, case):
        verdict.conflict("granted_against_bar")


def is_reported_by_ret_02(ctx: Context, case: Row) -> bool:
    if not ctx.is_on("RET-02"):
        return False
    return any(
        disposal["reason"] == "subject_request"
        and case_id_of(ctx, disposal) == case["case_id"]
        and retention.ret_02(ctx, disposal) is not None
        for disposal in ctx.rows("disposal_log")
    )


def case_id_of(ctx: Context, disposal: Row) -> str:
    if disposal["object_type"] == "case":
        return disposal["object_id"]
    document = ctx.find("documents", disposal["object_id"]) if disposal["object_type"] == "document" else None
    return document["owner_id"] if document is not None and document["owner_type"] == "case" else ""


def cla_01(ctx: Context, request: Row) -> Verdict | None:
    if request["kind"] not in ("view", "copy"):
        return None
    verdict, outcome, reason = Verdict(), request["outcome"], request["refusal_reason"]
    judge_handler(ctx, request, verdict)
    if outcome == "withdrawn":
        return verdict
    if not ctx.lacks("days.access_request"):
        judge_answer(ctx, request, "days.access_request", "no_outcome", verdict)
    verdict.breach("refused_no_reason", when=outcome in ("refused", "partly") and not reason)
    decision = ctx.find("decisions", request["decision_id"])
    decided = decision is not None and decision["decision_type"] == "refuse_access"
    verdict.breach("refused_no_decision", when=outcome == "refused" and not decided)
    phrases = ctx.items("access.short_notice_phrases")
    verdict.breach("short_notice", when=any(holds_words(phrase, reason) for phrase in phrases))
    if outcome in ("granted", "partly") and not ctx.lacks("days.explain"):
        judge_explained(ctx, request, verdict)
    return verdict


def judge_handler(ctx: Context, request: Row, verdict: Verdict) -> None:
    handler = request["handled_by"]
    verdict.breach("no_handler", when=ctx.find("staff", handler) is None)
    if request["requester_type"] != "staff" or not handler or not ctx.is_raised("CLA-01", "not_line_manager"):
        return
    member = ctx.find("staff", request["requester_id"])
    if member is None or not member["line_manager_id"]:
        verdict.undecided("not_line_manager")
    else:
        verdict.breach("not_line_manager", when=handler != member["line_manager_id"])


def judge_explained(ctx: Context, request: Row, verdict: Verdict) -> None:
    explained, completed = request["explained_on"], request["completed_on"]
    if completed is None:
        return
    if explained is None:
        breach_once_past(ctx, verdict, "not_explained", completed, "days.explain")
    else:
        verdict.breach("not_explained", when=abs((explained - completed).days) > ctx.number("days.explain"))


CHECKS = {"RET-07": [("subject_access_requests", ret_07)], "CLA-01": [("subject_access_requests", cla_01)]}
