"""SAF-01 to SAF-04. Each function takes one row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* SAF-01: the two not_share causes are read for every concern in scope, also one on `saf.procedure_kinds` alone. The
  latest decision: dated ones come after undated ones, a missing time is the start of the day, then the highest id.
  `linked authorisation` of a decision carries its decision_id.
* SAF-01: an undated share or not_share decision makes `no_decision` undecided, unless a dated one is in time.
* SAF-02: at_risk_id is looked up in people and in staff.
* SAF-04: informed before the event is undecided; so is every row without event_on. `There is a partner` of the case's
  client by P10, whether or not that person is found in people.
"""

from __future__ import annotations

from datetime import timedelta

from .answers import ANSWERS, in_order
from .context import Context, Verdict, undecided
from .definitions import is_partner
from .records import Row, day_of
from .times import hours_have_passed, within_hours
from .waiting import days_have_passed, unless_waiting

CHILD_KINDS = ("child_significant_harm", "child_concern")


def saf_01(ctx: Context, concern: Row) -> Verdict | None:
    kind, waiting = concern["kind"], []
    needs_procedure = bool(kind) and kind in ctx.items("saf.procedure_kinds")
    needs_decision = bool(kind) and kind in ctx.items("saf.decision_kinds")
    if not needs_procedure and not needs_decision:
        return None
    verdict = Verdict()
    if needs_procedure and not ctx.is_off("hours.procedure"):
        waiting += judge_procedure(ctx, concern, verdict)
    if needs_decision and not ctx.is_off("hours.concern_decision"):
        waiting += judge_decision(ctx, concern, verdict)
    judge_not_share(ctx, concern, verdict)
    return unless_waiting(ctx, "SAF-01", verdict, waiting)


def judge_procedure(ctx: Context, concern: Row, verdict: Verdict) -> list[str]:
    """The cause that still waits, if it does."""
    raised, started = concern["raised_at"], concern["procedure_started_at"]
    hours = ctx.number("hours.procedure")
    cause = "procedure_not_started" if started is None else "procedure_late"
    if raised is None:
        if ctx.is_raised("SAF-01", cause):
            verdict.undecided()
    elif started is not None:
        verdict.breach(cause, when=not within_hours(raised, started, hours))
    elif not hours_have_passed(raised, hours, ctx.as_of):
        return [cause]
    else:
        verdict.breach(cause)
    return []


def decisions_on(ctx: Context, concern: Row) -> list[Row]:
    """The linked share and not_share decisions, by both links."""
    return [
        decision
        for decision in ctx.rows("decisions")
        if decision["decision_type"] in ANSWERS
        and (decision["decision_id"] == concern["decision_id"] or decision["concern_id"] == concern["concern_id"])
    ]


def judge_decision(ctx: Context, concern: Row, verdict: Verdict) -> list[str]:
    raised, hours = concern["raised_at"], ctx.number("hours.concern_decision")
    moments = [decision["decided_at"] for decision in decisions_on(ctx, concern)]
    if raised is not None and any(one is not None and within_hours(raised, one, hours) for one in moments):
        return []
    if raised is None or None in moments:
        if ctx.is_raised("SAF-01", "no_decision"):
            verdict.undecided()
        return []
    if not hours_have_passed(raised, hours, ctx.as_of):
        return ["no_decision"]
    verdict.breach("no_decision")
    return []


def judge_not_share(ctx: Context, concern: Row, verdict: Verdict) -> None:
    linked = decisions_on(ctx, concern)
    dated = [decision for decision in linked if decision["decided_at"] is not None]
    latest = max(dated or linked, key=in_order, default=None)
    if latest is None or latest["decision_type"] != "not_share":
        return
    needed = "child_welfare" if concern["kind"] in CHILD_KINDS else "others_safety"
    verdict.breach("not_share_no_welfare", when=needed not in latest["considered"])
    kinds = ctx.items("saf.manager_kinds")
    managed = any(
        row["decision_id"] == latest["decision_id"] and row["kind"] in kinds for row in ctx.rows("authorisations")
    )
    verdict.breach("not_share_no_manager", when=not managed and bool(kinds))


def saf_02(ctx: Context, concern: Row) -> Verdict | None:
    if concern["kind"] != "threat_to_named_person":
        return None
    raised, warned = concern["raised_at"], concern["warned_at"]
    if raised is None:
        return undecided()
    verdict, hours = Verdict(), ctx.number("hours.threat_warning")
    if warned is None:
        if not hours_have_passed(raised, hours, ctx.as_of):
            return None
        verdict.breach("not_warned")
        return verdict
    verdict.breach("warned_late", when=not within_hours(raised, warned, hours))
    at_risk = concern["at_risk_id"]
    if ctx.find("people", at_risk) is None and ctx.find("staff", at_risk) is None:
        verdict.undecided()
    return verdict


def saf_03(ctx: Context, concern: Row) -> Verdict | None:
    if not concern["kind"] or concern["kind"] not in ctx.items("saf.child_kinds"):
        return None
    verdict, involved, raised = Verdict(), concern["parent_involved"], day_of(concern["raised_at"])
    if not involved:
        if raised is not None and not days_have_passed(raised, ctx.number("days.parent_involved"), ctx.as_of):
            return None
        verdict.breach("not_recorded")
    no_reason = involved in ("no", "not_possible") and not concern["parent_not_involved_reason"]
    verdict.breach("no_reason", when=no_reason)
    return verdict


def has_partner(ctx: Context, case_id: str) -> bool:
    case = ctx.find("cases", case_id)
    if case is None:
        return False
    candidates = {row["person_id"] for row in ctx.rows("case_people")} | {row["person_id"] for row in ctx.rows("cases")}
    return any(is_partner(ctx, person_id, case["person_id"]) for person_id in candidates)


def saf_04(ctx: Context, event: Row) -> Verdict | None:
    if not event["event_type"] or event["event_type"] not in ctx.items("dvpp_notify"):
        return None
    happened, informed, reason = event["event_on"], event["partner_informed_on"], event["not_informed_reason"]
    if happened is None or (informed is not None and informed < happened):
        return undecided()
    verdict, days = Verdict(), ctx.number("days.milestone")
    if informed is not None:
        verdict.breach("told_late", when=informed > happened + timedelta(days=days))
        return verdict
    if not days_have_passed(happened, days, ctx.as_of):
        return None
    verdict.breach("not_told", when=not reason)
    verdict.breach("reason_not_accepted", when=bool(reason) and reason not in ctx.items("partner.not_informed_reasons"))
    known = bool(event["partner_person_id"]) or has_partner(ctx, event["case_id"])
    verdict.breach("reason_contradicted", when=reason == "no_partner_known" and known)
    return verdict
