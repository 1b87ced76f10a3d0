"""RET-01, RET-02, RET-03 and RET-05. Each function takes one row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* RET-01 (b): a document with no created_on is `orphan_document` too (`always undecided`).
* RET-02: a document found whose owner_type is not case is out of scope; one not found is in scope and undecided.
  `The case was open that day`: closed_on blank and status open; with closed_on filled the dates decide. A duplicate, or
  a valid erasure, needs no retention date, so a blank closed_on is then no doubt.
* RET-05 `documents_remain`: any document with this owner_id, whatever its owner_type says. A blank opened_on is
  undecided whether or not closed_on is filled.
"""

from __future__ import annotations

from datetime import date

from .context import Context, Verdict, undecided
from .keeping import has_real_rationale, is_on_hold, is_overdue, retention_date
from .records import Row, day_of

SEEING = ("view", "copy", "correct")
DESTROYING = ("destroyed", "wiped", "anonymised")


def disposals_of(ctx: Context, object_type: str, object_id: str) -> list[Row]:
    return [
        row
        for row in ctx.rows("disposal_log")
        if object_id and row["object_type"] == object_type and row["object_id"] == object_id
    ]


def requests_on(ctx: Context, case: Row, kinds: tuple[str, ...]) -> list[Row]:
    return [
        row for row in ctx.rows("subject_access_requests") if row["case_id"] == case["case_id"] and row["kind"] in kinds
    ]


def ret_01_case(ctx: Context, case: Row) -> Verdict | None:
    closed, opened = case["closed_on"], case["opened_on"]
    if case["status"] not in ("closed", "archived") or closed is None or (opened is not None and closed < opened):
        return None
    if not is_overdue(ctx, closed):
        return None
    review = case["retention_review_on"]
    reviewed = (
        case["retention_basis"] == "indefinite"
        and ctx.is_value("retention.indefinite", "with_review")
        and review is not None
        and review >= ctx.as_of
    )
    requested = any(
        row["received_at"] is not None and row["completed_on"] is None for row in requests_on(ctx, case, SEEING)
    )
    disposed = any(row["action"] in ctx.items("retention.then") for row in disposals_of(ctx, "case", case["case_id"]))
    verdict = Verdict()
    kept_rightly = is_on_hold(ctx, case, ctx.as_of) or reviewed or requested or disposed
    verdict.breach("overdue", when=not kept_rightly)
    return verdict


def ret_01_document(ctx: Context, document: Row) -> Verdict | None:
    if document["owner_type"] != "case" or ctx.find("cases", document["owner_id"]) is not None:
        return None
    if disposals_of(ctx, "document", document["document_id"]):
        return None
    created = document["created_on"]
    if created is not None and not is_overdue(ctx, created):
        return None
    return undecided("orphan_document")


def is_erasure_valid(ctx: Context, disposal: Row, case: Row, day: date) -> bool:
    if disposal["reason"] != "subject_request" or case["statutory_service"] == "yes":
        return False
    return any(
        row["outcome"] in ("granted", "partly") and row["completed_on"] is not None and row["completed_on"] <= day
        for row in requests_on(ctx, case, ("erase",))
    )


def was_request_open(ctx: Context, case: Row, day: date) -> bool:
    for row in requests_on(ctx, case, SEEING):
        received, completed = day_of(row["received_at"]), row["completed_on"]
        if received is not None and received <= day and (completed is None or completed >= day):
            return True
    return False


def ret_02(ctx: Context, disposal: Row) -> Verdict | None:
    kind = disposal["object_type"]
    if disposal["action"] not in DESTROYING or kind not in ("case", "document"):
        return None
    case_id = disposal["object_id"]
    if kind == "document":
        document = ctx.find("documents", case_id)
        if document is not None and document["owner_type"] != "case":
            return None
        case_id = document["owner_id"] if document is not None else ""
    case, day = ctx.find("cases", case_id), disposal["disposed_on"]
    if case is None or day is None:
        return undecided()
    verdict = Verdict()
    erased = is_erasure_valid(ctx, disposal, case, day)
    judge_early(ctx, disposal, case, erased, verdict)
    if is_on_hold(ctx, case, day):
        verdict.breach("on_hold")
        if erased:
            verdict.conflict("on_hold")
    verdict.breach("request_open", when=was_request_open(ctx, case, day))
    return verdict


def judge_early(ctx: Context, disposal: Row, case: Row, erased: bool, verdict: Verdict) -> None:
    raised = ctx.is_value("retention.early_destruction", "breach") and not ctx.is_off("retention.years")
    if not raised or not ctx.is_raised("RET-02", "before_retention_date"):
        return
    if disposal["reason"] == "duplicate" or erased:
        return
    closed, day = case["closed_on"], disposal["disposed_on"]
    if closed is not None:
        verdict.breach("before_retention_date", when=day < retention_date(ctx, closed))
    elif case["status"] == "open":
        verdict.breach("before_retention_date")
    else:
        verdict.undecided()


def ret_03(ctx: Context, case: Row) -> Verdict | None:
    basis = case["retention_basis"]
    reviewed_kind = basis in ("indefinite", "legal_hold")
    if case["status"] == "destroyed" or not (reviewed_kind or case["evidence_hold"] == "yes"):
        return None
    verdict = Verdict()
    explained = any(
        row["decision_type"] == "retain_longer" and row["case_id"] == case["case_id"] and has_real_rationale(ctx, row)
        for row in ctx.rows("decisions")
    )
    verdict.breach("no_reason", when=not case["hold_reason"] and not explained)
    review = case["retention_review_on"]
    verdict.breach("no_review_date", when=reviewed_kind and review is None)
    verdict.breach("review_passed", when=reviewed_kind and review is not None and review < ctx.as_of)
    forbidden = ctx.is_value("retention.indefinite", "not_allowed")
    verdict.breach("not_allowed", when=forbidden and basis == "indefinite")
    return verdict


def ret_05_case(ctx: Context, case: Row) -> Verdict | None:
    status, opened, closed = case["status"], case["opened_on"], case["closed_on"]
    if status == "open" and closed is None:
        return None
    verdict = Verdict()
    verdict.breach("closed_on_blank", when=status in ("closed", "archived", "destroyed") and closed is None)
    verdict.breach("closed_before_opened", when=closed is not None and opened is not None and closed < opened)
    verdict.breach("open_but_closed", when=status == "open" and closed is not None and closed <= ctx.as_of)
    actions = {row["action"] for row in disposals_of(ctx, "case", case["case_id"])}
    verdict.breach("no_disposal_row", when=status == "archived" and "archived" not in actions)
    verdict.breach("no_disposal_row", when=status == "destroyed" and not actions & set(DESTROYING))
    remaining = [
        row
        for row in ctx.rows("documents")
        if row["owner_id"] == case["case_id"] and not disposals_of(ctx, "document", row["document_id"])
    ]
    verdict.breach("documents_remain", when=status == "destroyed" and bool(remaining))
    if not status or opened is None:
        verdict.undecided()
    return verdict


def ret_05_disposal(ctx: Context, disposal: Row) -> Verdict | None:
    if disposal["object_type"] not in ("case", "document"):
        return None
    verdict = Verdict()
    verdict.breach("disposal_undated", when=disposal["disposed_on"] is None)
    verdict.breach("no_doer", when=ctx.find("staff", disposal["done_by"]) is None)
    return verdict
