"""ACC-02, ACC-03, PAR-02 and PAR-03. Each function takes one row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* ACC-02: the holder of a partner_staff grant is not looked up in staff (so it never has a role, nor has left). A blank
  scope_type is not `all`. A scope_id that finds no case raises nothing. A case with status blank is not open, as in
  RET-05. With a wide grant the causes about the rest are still raised.
* ACC-03: with agency_id blank only `agency_blank` is raised, there being no such agency. With starts_on blank the row
  is undecided, even if the agency has no agreement at all. Agreements of any kind count; the staff and the
  circumstances may be in different ones.
* PAR-02: is_partner no is out of scope, agreement or not.
"""

from __future__ import annotations

from .context import Context, Verdict
from .notices import is_older
from .records import Row, table_descriptions


def is_live(ctx: Context, grant: Row) -> bool:
    starts, ends = grant["starts_on"], grant["ends_on"]
    return starts is not None and starts <= ctx.as_of and (ends is None or ends >= ctx.as_of)


def is_wide(grant: Row) -> bool:
    every = table_descriptions()["access_grants"]["columns"]["sections"]["codes"]
    no_case = grant["scope_type"] == "case" and not grant["scope_id"]
    return grant["scope_type"] == "all" or set(every) <= set(grant["sections"]) or no_case


def acc_02(ctx: Context, grant: Row) -> Verdict | None:
    if not is_live(ctx, grant):
        return None
    verdict = Verdict()
    holder = None if grant["holder_type"] == "partner_staff" else ctx.find("staff", grant["holder_id"])
    may_be_wide = holder is not None and holder["role"] in ctx.items("access.wide_roles")
    if not ctx.is_off("access.wide_roles"):
        verdict.breach("too_wide", when=is_wide(grant) and not may_be_wide)
        if not may_be_wide and not (grant["scope_type"] and grant["sections"]):
            verdict.undecided("too_wide")  # how wide it is, is not recorded
    authoriser = grant["authorised_by"]
    own = bool(authoriser) and authoriser == grant["holder_id"]
    verdict.breach("no_authoriser", when=ctx.find("staff", authoriser) is None or own)
    verdict.breach("no_reason", when=not grant["reason"])
    left = holder["left_on"] if holder is not None else None
    verdict.breach("open_after_leaving", when=left is not None and left < ctx.as_of)
    judge_closed(ctx, grant, verdict)
    return verdict


def judge_closed(ctx: Context, grant: Row, verdict: Verdict) -> None:
    if grant["scope_type"] not in ("case", "") or not grant["scope_id"] or ctx.lacks("days.grant_after_closure"):
        return
    case = ctx.find("cases", grant["scope_id"]) if grant["scope_type"] else None
    if case is None:  # what it opens, and whether that is closed, cannot be told
        verdict.undecided("open_after_closure")
        return
    if case["status"] == "open":
        return
    if case["closed_on"] is None:
        verdict.undecided("open_after_closure")
    else:
        verdict.breach("open_after_closure", when=is_older(ctx, case["closed_on"], "days.grant_after_closure"))


def acc_03(ctx: Context, grant: Row) -> Verdict | None:
    if grant["holder_type"] != "partner_staff":
        return None
    verdict, starts = Verdict(), grant["starts_on"]
    if not grant["agency_id"]:
        verdict.breach("agency_blank")
        return verdict
    if starts is None:
        verdict.undecided()
        return verdict
    rows = [
        row
        for row in ctx.rows("sharing_agreements")
        if row["agency_id"] == grant["agency_id"]
        and row["signed_on"] is not None
        and row["signed_on"] <= starts
        and (row["review_due_on"] is None or row["review_due_on"] >= starts)
    ]
    verdict.breach("no_agreement", when=not rows)
    verdict.breach("staff_not_agreed", when=bool(rows) and not any(row["access_staff_agreed"] for row in rows))
    no_terms = not any(row["access_circumstances_agreed"] for row in rows)
    verdict.breach("circumstances_not_agreed", when=bool(rows) and no_terms)
    return verdict


def par_02(ctx: Context, agency: Row) -> Verdict | None:
    agreed = any(row["agency_id"] == agency["agency_id"] for row in ctx.rows("sharing_agreements"))
    if agency["is_partner"] == "no" or (not agency["is_partner"] and not agreed):
        return None
    verdict = Verdict()
    verdict.breach("not_sent", when=agency["our_policy_sent_on"] is None)
    verdict.breach("not_explained", when=agency["requirements_explained_on"] is None)
    return verdict


def par_03(ctx: Context, agreement: Row) -> Verdict | None:
    verdict = Verdict()
    verdict.breach("unsigned", when=agreement["signed_on"] is None)
    verdict.breach("no_staff_term", when=not agreement["access_staff_agreed"])
    verdict.breach("no_circumstances_term", when=not agreement["access_circumstances_agreed"])
    needed = agreement["kind"] == "management_agreement"
    verdict.breach("no_breach_clause", when=needed and agreement["breach_clause"] != "yes")
    if not agreement["kind"] and agreement["breach_clause"] != "yes":
        verdict.undecided()  # whether it needs the clause is not recorded
    return verdict


CHECKS = {
    "ACC-02": [("access_grants", acc_02)],
    "ACC-03": [("access_grants", acc_03)],
    "PAR-02": [("agencies", par_02)],
    "PAR-03": [("sharing_agreements", par_03)],
}
