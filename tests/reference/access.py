"""ACC-01. The function takes one access_log row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* a grant is the user's if holder_id is equal, whatever holder_type says; an unknown user has no grant and, with a day,
  is reported for both.
* the case: case_id as filled (found or not), else the object's own id for a case, or the owner of a document found
  with owner_type case; else undecided, even if a grant for everything exists.
* what a grant reaches goes with the object: case and document by all, case and service; staff_file by all and
  personnel_file; applicant by all alone. scope_id compares exactly, as an id, also with the service code.
* `may_not_amend` needs, like `wrong_section`, that such grants exist; it is raised if none both lists the section and
  may amend, so together with `wrong_section`. With a blank section only may_amend is asked for.
* a lead worker on a case with a blank opened_on has no live grant by it.
* `manager_route`: a user with no known line manager has no such request, so it is raised.
"""

from __future__ import annotations

from datetime import date

from .context import Context, Verdict
from .definitions import is_current
from .records import Row, day_of


def case_id_of(ctx: Context, log: Row) -> str:
    """Blank where no case is known."""
    if log["case_id"] or log["object_type"] == "case":
        return log["case_id"] or log["object_id"]
    document = ctx.find("documents", log["object_id"])
    is_case_paper = log["object_type"] == "document" and document is not None and document["owner_type"] == "case"
    return document["owner_id"] if is_case_paper else ""


def is_live(grant: Row, day: date) -> bool:
    starts, ends = grant["starts_on"], grant["ends_on"]
    return starts is not None and starts <= day and (ends is None or ends >= day)


def reaches(ctx: Context, grant: Row, log: Row, case_id: str) -> bool:
    scope, scope_id = grant["scope_type"], grant["scope_id"]
    if scope == "all":
        return True
    if log["object_type"] == "staff_file":
        return scope == "personnel_file" and bool(scope_id) and scope_id == log["object_id"]
    if log["object_type"] == "applicant":
        return False
    case = ctx.find("cases", case_id)
    if scope == "case":
        return bool(scope_id) and scope_id == case_id
    return scope == "service" and case is not None and bool(scope_id) and scope_id == case["service"]


def lead_worker_grant(ctx: Context, log: Row, case_id: str, day: date) -> list[Row]:
    case = ctx.find("cases", case_id)
    if not ctx.is_value("access.lead_worker_granted", "yes") or case is None:
        return []
    if log["object_type"] not in ("case", "document") or not log["user_id"] or case["lead_worker_id"] != log["user_id"]:
        return []
    grant = {"starts_on": case["opened_on"], "ends_on": case["closed_on"]}
    return [{"sections": ["client", "third_party"], "may_amend": "yes"}] if is_live(grant, day) else []


def grants_for(ctx: Context, log: Row, case_id: str, day: date) -> list[Row]:
    own = [
        grant
        for grant in ctx.rows("access_grants")
        if log["user_id"]
        and grant["holder_id"] == log["user_id"]
        and is_live(grant, day)
        and reaches(ctx, grant, log, case_id)
    ]
    return own + lead_worker_grant(ctx, log, case_id, day)


def judge_grants(ctx: Context, log: Row, day: date, verdict: Verdict) -> None:
    case_id = case_id_of(ctx, log)
    if log["object_type"] in ("case", "document") and not case_id:
        verdict.undecided()
        return
    grants = grants_for(ctx, log, case_id, day)
    if not grants:
        verdict.breach("no_grant")
        return
    section = log["section"]
    listing = [grant for grant in grants if not section or section in grant["sections"]]
    verdict.breach("wrong_section", when=not listing)
    may_amend = any(grant["may_amend"] == "yes" for grant in listing)
    verdict.breach("may_not_amend", when=log["action"] in ("edit", "delete") and not may_amend)


def went_by_manager(ctx: Context, user_id: str, day: date) -> bool:
    member = ctx.find("staff", user_id)
    manager_id = member["line_manager_id"] if member else ""
    if not manager_id:
        return False
    return any(
        row["requester_id"] == user_id
        and row["handled_by"] == manager_id
        and row["received_at"] is not None
        and row["received_at"].day <= day
        for row in ctx.rows("subject_access_requests")
    )


def acc_01(ctx: Context, log: Row) -> Verdict | None:
    if log["object_type"] not in ctx.items("access.object_types"):
        return None
    verdict, user_id = Verdict(), log["user_id"]
    member = ctx.find("staff", user_id)
    partner = any(
        user_id and grant["holder_id"] == user_id and grant["holder_type"] == "partner_staff"
        for grant in ctx.rows("access_grants")
    )
    verdict.breach("unknown_user", when=member is None and not partner)
    day = day_of(log["at"])
    if day is None:
        verdict.undecided()
        return verdict
    verdict.breach("not_current", when=member is not None and not is_current(member, day))
    judge_grants(ctx, log, day, verdict)
    own_file = log["object_type"] == "staff_file" and bool(user_id) and user_id == log["object_id"]
    verdict.breach("manager_route", when=own_file and not went_by_manager(ctx, user_id, day))
    return verdict
