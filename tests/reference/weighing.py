"""RAT-06 to RAT-09. Each function takes one row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* RAT-06, RAT-08: about a client or related person, or `subject is in people`, is a subject_id found in people (RAT-05).
* RAT-06: the child test by case_people reads any person on the case, by the case_id as it stands, found or not.
* RAT-07: `about an adult_victim` is the group of the disclosure's subject, whatever its subject_type; `linked to one of
  its disclosures` is P14 for a disclosure with this decision_id; an agency_id found nowhere is still present.
* RAT-08: with no case, or one that is not found, no document is owned by it.
* RAT-09: the group holds the share and not_share decisions with a filled rationale, whoever they are about.
"""

from __future__ import annotations

from .context import Context, Verdict
from .definitions import group_of_disclosure, linked_authorisations
from .records import Row, day_of
from .times import is_under
from .waiting import is_on_file_of
from .wording import normalise


def is_child_on_case(ctx: Context, decision: Row) -> bool:
    day = day_of(decision["decided_at"]) or ctx.as_of
    case_id = decision["case_id"]
    case = ctx.find("cases", case_id)
    if case is not None and case["client_group"] in ("child", "young_person"):
        return True
    for row in ctx.rows("case_people"):
        begun = row["starts_on"] is None or row["starts_on"] <= day
        lasting = row["ends_on"] is None or row["ends_on"] >= day
        if case_id and row["case_id"] == case_id and row["relationship"] == "child" and begun and lasting:
            return True
    return is_under(ctx.find("people", decision["subject_id"]), 18, day)


def rat_06(ctx: Context, decision: Row) -> Verdict | None:
    person = ctx.find("people", decision["subject_id"])
    if decision["decision_type"] not in ("share", "not_share") or person is None:
        return None
    required = set(ctx.items("considered." + decision["decision_type"]))
    if is_child_on_case(ctx, decision):
        required |= set(ctx.items("considered.child"))
    if person["capacity"] in ("lacks_capacity", "fluctuating"):
        required |= set(ctx.items("considered.capacity"))
    if not required:
        return None
    verdict = Verdict()
    for code in required - set(decision["considered"]):
        verdict.breach("missing_" + code)
    return verdict


def is_doubt_judged(ctx: Context, decision: Row, under: list[Row]) -> bool:
    if decision["in_doubt"] != "yes":
        return False
    if not ctx.is_value("advice.scope", "reports"):
        return True
    return any(
        row["recipient_kind"] in ctx.items("reports.kinds") and group_of_disclosure(ctx, row) == "adult_victim"
        for row in under
    )


def rat_07_decision(ctx: Context, decision: Row) -> Verdict | None:
    under = [row for row in ctx.rows("disclosures") if row["decision_id"] == decision["decision_id"]]
    if not is_doubt_judged(ctx, decision, under):
        return None
    advice = [row for row in ctx.rows("authorisations") if row["decision_id"] == decision["decision_id"]]
    for disclosure in under:
        advice += linked_authorisations(ctx, disclosure)
    verdict = Verdict()
    taken = any(row["kind"] in ctx.items("advice.kinds") for row in advice)
    verdict.breach("no_advice", when=not taken and not ctx.is_off("advice.kinds"))
    return verdict


def rat_07_authorisation(ctx: Context, authorisation: Row) -> Verdict:
    verdict = Verdict()
    outside = bool(authorisation["agency_id"]) or authorisation["kind"] == "peer_advice"
    named = outside and authorisation["anonymised"] != "yes"
    verdict.breach("no_outcome", when=not authorisation["outcome"])
    verdict.breach("named_outside", when=named and not authorisation["why_identified"])
    return verdict


def rat_08(ctx: Context, decision: Row) -> Verdict | None:
    if ctx.find("people", decision["subject_id"]) is None:
        return None
    verdict = Verdict()
    case = ctx.find("cases", decision["case_id"])
    verdict.breach("no_case", when=case is None)
    filed = case is not None and is_on_file_of(ctx, decision["file_note_id"], case["case_id"])
    verdict.breach("no_file_note", when=not filed)
    if ctx.is_off("days.late_note") or not ctx.is_raised("RAT-08", "late_record"):
        return verdict
    decided, recorded = day_of(decision["decided_at"]), day_of(decision["recorded_at"])
    if decided is None or recorded is None:
        verdict.undecided()
    else:
        verdict.breach("late_record", when=(recorded - decided).days > ctx.number("days.late_note"))
    return verdict


def has_reason(decision: Row) -> bool:
    return decision["decision_type"] in ("share", "not_share") and decision["state:rationale"] == "filled"


def rat_09(ctx: Context, decision: Row) -> Verdict | None:
    if not has_reason(decision):
        return None
    reason = normalise(decision["rationale"])
    alike = [row for row in ctx.rows("decisions") if has_reason(row) and normalise(row["rationale"]) == reason]
    clients = {row["subject_id"] for row in alike}
    verdict = Verdict()
    if not ctx.is_off("stock_reason.max_repeats"):
        verdict.breach("too_many_decisions", when=len(alike) > ctx.number("stock_reason.max_repeats"))
    if not ctx.is_off("stock_reason.max_clients"):
        verdict.breach("too_many_clients", when=len(clients) > ctx.number("stock_reason.max_clients"))
    return verdict
