"""AUT-05 and DIS-11. Each function takes one disclosure: None is out of scope, else its verdict.

Decisions where the text leaves room:
* `a consents row given_as self covers it`: each category is covered (P13) by some row given as self.
* AUT-05 `any request about that person answered by it`: about_id is the subject, and the request names the decision in
  decision_id; the decision's own request (request_id) serves whoever it is about.
* AUT-05: a route fails only on one point if its other points hold; both routes may each fail on one, and both causes
  are listed. With two points of the legal route missing it is no near miss.
* AUT-05 undated: undecided, unless the person has no consents row of any kind, no request is found and the basis is not
  on `exceptions.staff`.
* DIS-11 undated: undecided, unless the person has no consents row at all. `the document` of `owner_differs` is the one
  found, if staff or an applicant owns it; its type is not read.
"""

from __future__ import annotations

from datetime import date

from . import consent
from .consent import Share, share_of
from .context import Context, Verdict, undecided
from .programme import in_aut_05, in_dis_11
from .records import Row
from .waiting import notices_given

NEED_A_REFERENCE = ("legal_obligation", "court_order", "contract_terms")


def is_covered_by_self(ctx: Context, share: Share) -> bool | None:
    """None where the day is unknown and it may matter."""
    if not share.categories:
        return True
    if share.day is None:
        return None if consent.has_any_row(ctx, share.subject_id) else False
    own = [row for row in ctx.rows("consents") if row["given_as"] == "self"]
    return all(any(consent.covers(ctx, row, share, category) for row in own) for category in share.categories)


def is_by_law(ctx: Context, disclosure: Row) -> bool:
    return disclosure["basis"] in ctx.items("conflict.legal_bases") and bool(disclosure["legal_reference"])


def requests_of(ctx: Context, disclosure: Row) -> list[Row]:
    decision = ctx.find("decisions", disclosure["decision_id"])
    if decision is None:
        return []
    subject_id = disclosure["subject_id"]
    return [
        request
        for request in ctx.rows("information_requests")
        if request["request_id"] == decision["request_id"]
        or (subject_id and request["about_id"] == subject_id and request["decision_id"] == decision["decision_id"])
    ]


def went_by_line_manager(ctx: Context, disclosure: Row, day: date) -> bool:
    if not ctx.is_value("staff.via_line_manager", "yes"):
        return True
    return any(
        request["referred_to_subject_on"] is not None
        and request["referred_to_subject_on"] <= day
        and bool(request["line_manager_id"])
        for request in requests_of(ctx, disclosure)
    )


def was_notified(ctx: Context, disclosure: Row, day: date) -> bool:
    if not ctx.is_value("staff.legal_notice", "yes"):
        return True
    notices = notices_given(ctx, "legal_requirement", disclosure["subject_id"])
    return any(notice["given_on"] <= day for notice in notices)


def aut_05(ctx: Context, disclosure: Row) -> Verdict | None:
    if not in_aut_05(ctx, disclosure):
        return None
    share, verdict = share_of(disclosure), Verdict()
    has_right = disclosure["basis"] in ctx.items("exceptions.staff")
    if share.day is None:
        if has_right or consent.has_any_row(ctx, share.subject_id) or requests_of(ctx, disclosure):
            return undecided()
        verdict.breach("no_consent_or_right")
    else:
        judge_routes(ctx, disclosure, has_right, verdict)
    if not has_right and is_by_law(ctx, disclosure) and "no_consent_or_right" in verdict.breaches:
        verdict.conflict("no_consent_or_right")
    return verdict


def judge_routes(ctx: Context, disclosure: Row, has_right: bool, verdict: Verdict) -> None:
    share = share_of(disclosure)
    covered = bool(is_covered_by_self(ctx, share))
    by_manager = went_by_line_manager(ctx, disclosure, share.day)
    notified = was_notified(ctx, disclosure, share.day)
    referenced = disclosure["basis"] not in NEED_A_REFERENCE or bool(disclosure["legal_reference"])
    if (covered and by_manager) or (has_right and referenced and notified):
        return
    verdict.breach("not_via_line_manager", when=covered)
    verdict.breach("no_legal_reference", when=has_right and notified)
    verdict.breach("no_legal_notice", when=has_right and referenced)
    verdict.breach("no_consent_or_right", when=not verdict.breaches)


def dis_11(ctx: Context, disclosure: Row) -> Verdict | None:
    if not in_dis_11(ctx, disclosure):
        return None
    verdict = Verdict()
    covered = is_covered_by_self(ctx, share_of(disclosure))
    verdict.breach("no_authorisation", when=covered is False)
    if covered is None:
        verdict.undecided()
    if covered is False and is_by_law(ctx, disclosure):
        verdict.conflict("no_authorisation")
    document = ctx.find("documents", disclosure["document_id"])
    if document is not None and document["owner_type"] in ("staff", "applicant"):
        owner = document["owner_id"]
        verdict.breach("owner_differs", when=bool(owner) and owner != disclosure["subject_id"])
    return verdict
