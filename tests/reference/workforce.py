"""STF-01 to STF-04. Each function takes one row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* STF-01, STF-02: worker_type blank is read as staff in both. A member for whom nothing is asked complies in STF-01, and
  is out of scope in STF-02, which says so.
* STF-02 `not_induction_<topic>`: only for topics required of this member; with no row at all it is raised beside
  `missing_<topic>`. `Within days.training of started_on` has no earliest day.
* STF-03: completed_on, created_on or decided_at blank is undecided although no fitting notice may exist at all; for a
  review, a notice that names the document is asked first and needs no date but its own given_on.
* STF-03: the share decision of a request is the one named, else the earliest dated of those with this request_id, else
  an undated one, which is undecided. Owners of the documents may be of any type.
* STF-04: kind blank is undecided, since no cause can be chosen. A staff_breach `no_route` for handled_under none does
  not wait. `not_agreement_breach` waits as a whole while handled_under is blank, even with agreement_id blank.
  `no_support` waits also where guidance_followed is blank, and is undecided afterwards.
"""

from __future__ import annotations

from datetime import time, timedelta

from .context import Context, Verdict, undecided
from .definitions import is_current
from .notices import breach_once_past, given_to, has_passed, is_given, is_older, last_good_day
from .records import Moment, Row


def stf_01(ctx: Context, member: Row) -> Verdict | None:
    if not is_current(member, ctx.as_of):
        return None
    verdict, group = Verdict(), "committee" if member["worker_type"] == "committee_member" else "staff"
    for kind in ctx.items("induction.notices." + group):
        if not ctx.lacks("days.policy_copy") and not given_to(ctx, member["staff_id"], kind):
            breach_once_past(ctx, verdict, "no_" + kind, member["started_on"], "days.policy_copy")
    bound = bool(member["worker_type"]) and member["worker_type"] in ctx.items("contract.clause_types")
    verdict.breach("contract_clause", when=bound and member["confidentiality_clause"] != "during_and_after")
    return verdict


def stf_02(ctx: Context, member: Row) -> Verdict | None:
    group = "committee" if member["worker_type"] == "committee_member" else "staff"
    topics = ctx.items("training.required." + group)
    if not topics or not is_current(member, ctx.as_of):
        return None
    verdict = Verdict()
    for topic in topics:
        judge_topic(ctx, member, topic, verdict)
    return verdict


def judge_topic(ctx: Context, member: Row, topic: str, verdict: Verdict) -> None:
    rows = [
        row
        for row in ctx.rows("training")
        if row["staff_id"] == member["staff_id"] and row["topic"] == topic and row["completed_on"] is not None
    ]
    started, due = member["started_on"], not ctx.lacks("days.training")
    if not rows and due and started is not None and not has_passed(ctx, started, "days.training"):
        verdict.wait("missing_" + topic)
        return
    verdict.breach("missing_" + topic, when=due and not rows)
    if rows and not ctx.lacks("days.training_refresh"):
        latest = max(row["completed_on"] for row in rows)
        verdict.breach("refresh_" + topic, when=is_older(ctx, latest, "days.training_refresh"))
    if due and topic in ctx.items("training.induction_topics"):
        judge_induction(ctx, member, topic, rows, verdict)


def judge_induction(ctx: Context, member: Row, topic: str, rows: list[Row], verdict: Verdict) -> None:
    started, cause = member["started_on"], "not_induction_" + topic
    if any(row["is_induction"] == "yes" for row in rows):
        return
    if started is None:
        verdict.undecided(cause)
        return
    last = last_good_day(ctx, started, "days.training")
    verdict.breach(cause, when=not any(row["completed_on"] <= last for row in rows))


def stf_03_request(ctx: Context, request: Row) -> Verdict | None:
    """A staff member was shown her own file."""
    if request["requester_type"] != "staff" or request["kind"] not in ("view", "copy"):
        return None
    if request["outcome"] not in ("granted", "partly"):
        return None
    completed = request["completed_on"]
    if completed is None:
        return undecided()
    told = [
        row
        for row in given_to(ctx, request["requester_id"], "personnel_file_explained")
        if {"file_storage", "file_access_procedure"} <= set(row["covers"]) and row["given_on"] <= completed
    ]
    verdict = Verdict()
    verdict.breach("file_not_explained", when=not told)
    return verdict


def stf_03_document(ctx: Context, document: Row) -> Verdict | None:
    verdict = Verdict()
    if document["doc_type"] == "reference_request":
        told = any(
            row["kind"] == "reference_in_confidence" and row["document_id"] == document["document_id"] and is_given(row)
            for row in ctx.rows("notices")
        )
        verdict.breach("not_in_confidence", when=not told)
        return verdict
    if document["doc_type"] not in ("probation_review", "appraisal"):
        return None
    if ctx.lacks("days.review_notice"):
        return verdict
    rows, created = given_to(ctx, document["owner_id"], "review_readers_explained"), document["created_on"]
    if any(row["document_id"] == document["document_id"] for row in rows):
        return verdict
    if created is None:
        return undecided()
    apart = timedelta(days=ctx.number("days.review_notice"))
    near = [row for row in rows if not row["document_id"] and abs(row["given_on"] - created) <= apart]
    verdict.breach("readers_not_explained", when=not near)
    return verdict


def share_decision(ctx: Context, request: Row) -> Row | None:
    named = ctx.find("decisions", request["decision_id"])
    if named is not None and named["decision_type"] == "share":
        return named
    linked = [
        row
        for row in ctx.rows("decisions")
        if row["decision_type"] == "share" and row["request_id"] == request["request_id"]
    ]
    dated = [row for row in linked if row["decided_at"] is not None]

    def when(row: Row) -> tuple[object, time]:
        decided: Moment = row["decided_at"]
        return decided.day, decided.time or time.min

    return min(dated, key=when) if dated else (linked[0] if linked else None)


def stf_03_legal(ctx: Context, request: Row) -> Verdict | None:
    if request["about_type"] != "staff" or request["legal_right"] != "yes":
        return None
    decision = share_decision(ctx, request)
    if decision is None:
        return None
    if decision["decided_at"] is None:
        return undecided()
    told = given_to(ctx, request["about_id"], "legal_requirement")
    verdict = Verdict()
    verdict.breach("legal_not_notified", when=not any(row["given_on"] <= decision["decided_at"].day for row in told))
    return verdict


def stf_04(ctx: Context, incident: Row) -> Verdict | None:
    kind, verdict = incident["kind"], Verdict()
    if kind == "client_breach":
        return None
    if not kind:
        return of_unknown_kind(ctx, incident)
    if kind in ("staff_breach", "security_concern") and not ctx.is_off("incident.manager_roles"):
        told = ctx.find("staff", incident["raised_with"])
        roles = ctx.items("incident.manager_roles")
        verdict.breach("not_raised", when=told is None or told["role"] not in roles)
    if kind == "staff_breach":
        judge_staff_breach(ctx, incident, verdict)
    if kind == "partner_breach":
        found = ctx.find("sharing_agreements", incident["agreement_id"]) is not None
        amiss = incident["handled_under"] != "agreement_breach" or not found
        breach_by_route(ctx, incident, "not_agreement_breach", amiss, verdict)
    if kind == "complaint_about_sharing":
        judge_complaint(ctx, incident, verdict)
    return verdict


def of_unknown_kind(ctx: Context, incident: Row) -> Verdict:
    """A record whose kind is blank: it complies only if it would whatever its kind."""
    off = ctx.items("causes_off.STF-04")
    kinds = ("staff_breach", "partner_breach", "security_concern", "complaint_about_sharing")
    verdicts = [stf_04(ctx, {**incident, "kind": kind}) for kind in kinds]
    same = all(verdict is not None and verdict.outcome(off)[0] in ("complies", "out_of_scope") for verdict in verdicts)
    return Verdict() if same else undecided()


def breach_by_route(ctx: Context, incident: Row, cause: str, amiss: bool, verdict: Verdict) -> None:
    """A cause that reads handled_under: while that is blank it waits for days.incident_route."""
    if incident["handled_under"]:
        verdict.breach(cause, when=amiss)
    elif not ctx.lacks("days.incident_route"):
        breach_once_past(ctx, verdict, cause, incident["occurred_on"], "days.incident_route")


def judge_staff_breach(ctx: Context, incident: Row, verdict: Verdict) -> None:
    route, level = incident["handled_under"], incident["level"]
    ended, explained = incident["outcome_on"] is not None, bool(incident["outcome_reason"])
    elsewhere = route not in ("disciplinary", "grievance") and not explained
    breach_by_route(ctx, incident, "no_route", route in ("", "none") or elsewhere, verdict)
    verdict.breach("no_level", when=ended and not level)
    exposed = incident["staff_details_disclosed"] == "yes"
    verdict.breach("level_too_low", when=exposed and ended and level != "gross_misconduct" and not explained)


def judge_complaint(ctx: Context, incident: Row, verdict: Verdict) -> None:
    followed, route = incident["guidance_followed"], incident["handled_under"]
    if followed == "no" or route == "management_support" or not ctx.is_raised("STF-04", "no_support"):
        return
    if followed == "yes":
        breach_by_route(ctx, incident, "no_support", True, verdict)
        return
    occurred, setting = incident["occurred_on"], "days.incident_route"
    if not route and occurred is not None and not ctx.lacks(setting) and not has_passed(ctx, occurred, setting):
        verdict.wait("no_support")
    else:
        verdict.undecided("no_support")


CHECKS = {
    "STF-01": [("staff", stf_01)],
    "STF-02": [("staff", stf_02)],
    "STF-03": [
        ("subject_access_requests", stf_03_request),
        ("documents", stf_03_document),
        ("information_requests", stf_03_legal),
    ],
    "STF-04": [("incidents", stf_04)],
}
