"""The common definitions P9-P12, P14 and P15 (P3 is times.py, P13 consent.py, P17-P19 keeping.py, P20 wording.py).

Decisions where the text leaves room:
* P9: a blank client_group gives no answer, so the next step is tried; a case_id that finds no case is no case_id;
  an opened_on that is blank counts as earliest; ids compare as text; `case_people says child` means any row of that
  person on any case, dates not read; where the day is blank, age is taken on as_of.
* P10: X and Y are two people: linked cases of one person do not make her her own partner.
* P11: a blank recipient_kind is not staff_member or committee. An exceptions list that is off is empty here.
* P14: a concern with no raised_at is not linked, and an event with no date links none. For the words "the decision
  has a linked concern" (P15, CON-04) the event is decided_at; for a disclosure or referral it is its own date.
  A decision_id that finds no decision links no concern, but does link authorisations carrying the same id.
* P15: with manager.before no, a blank held_at is still not in time.
"""

from __future__ import annotations

from datetime import date

from .context import Context
from .records import Moment, Row, day_of
from .times import is_under, on_or_before, within_hours

GROUPS = {
    "adult_victim": "adult_victim",
    "man_dvpp": "man_dvpp",
    "child": "child",
    "young_person": "child",
    "parent_carer": "other",
    "other": "other",
}
ABOUT_CLIENT = ("client", "third_party", "")
INSIDE_KINDS = ("staff_member", "committee")


# P9, P10 people


def group_of(ctx: Context, subject_id: str, case_id: str, day: date | None) -> str:
    """P9: adult_victim, man_dvpp, child or other."""
    case = ctx.find("cases", case_id)
    if case and subject_id and case["person_id"] == subject_id and case["client_group"]:
        return GROUPS[case["client_group"]]
    own = [row for row in ctx.rows("cases") if subject_id and row["person_id"] == subject_id]
    if own:
        latest = max(own, key=lambda row: (row["opened_on"] or date.min, row["case_id"]))
        if latest["client_group"]:
            return GROUPS[latest["client_group"]]
    for row in ctx.rows("case_people"):
        if subject_id and row["person_id"] == subject_id and row["relationship"] == "child":
            return "child"
    return "child" if is_under(ctx.find("people", subject_id), 18, day or ctx.as_of) else "other"


def group_of_disclosure(ctx: Context, disclosure: Row) -> str:
    return group_of(ctx, disclosure["subject_id"], disclosure["case_id"], day_of(disclosure["disclosed_at"]))


def relationships(ctx: Context, case_id: str, person_id: str) -> list[str]:
    """What case_people calls this person on this case, whatever the dates."""
    return [
        row["relationship"]
        for row in ctx.rows("case_people")
        if case_id and person_id and row["case_id"] == case_id and row["person_id"] == person_id
    ]


def is_partner(ctx: Context, person_id: str, of_person_id: str) -> bool:
    """P10: person_id is the partner of of_person_id."""
    if not person_id or not of_person_id or person_id == of_person_id:  # nobody is her own partner
        return False
    for case in ctx.rows("cases"):
        if case["person_id"] != of_person_id:
            continue
        if {"partner", "ex_partner"} & set(relationships(ctx, case["case_id"], person_id)):
            return True
        for other in ctx.rows("cases"):
            linked = other["case_id"] == case["linked_case_id"] or other["linked_case_id"] == case["case_id"]
            if other["person_id"] == person_id and linked:
                return True
    return False


# P11 disclosures, P12 staff


def is_to_subject(disclosure: Row) -> bool:
    recipient = disclosure["recipient_person_id"]
    return disclosure["recipient_kind"] == "data_subject" and recipient in ("", disclosure["subject_id"])


def is_external(disclosure: Row) -> bool:
    if is_to_subject(disclosure):
        return False
    return disclosure["scope"] in ("external", "") or disclosure["recipient_kind"] not in INSIDE_KINDS


def is_identifiable(disclosure: Row) -> bool:
    categories = disclosure["info_categories"]
    return not categories or any(category != "none_identifying" for category in categories)


def exceptions_setting(ctx: Context, disclosure: Row) -> str:
    if disclosure["subject_type"] in ("staff", "committee_member", "applicant"):
        return "exceptions.staff"
    return "exceptions." + group_of_disclosure(ctx, disclosure)


def has_always_confidential(ctx: Context, disclosure: Row) -> bool:
    listed = ctx.items("always_confidential")
    categories = disclosure["info_categories"]
    return not categories or any(category in listed for category in categories)


def is_confidential(ctx: Context, disclosure: Row) -> bool:
    lifted = (
        disclosure["basis"] == "not_confidential"
        and "not_confidential" in ctx.items(exceptions_setting(ctx, disclosure))
        and not has_always_confidential(ctx, disclosure)
    )
    return is_identifiable(disclosure) and not lifted


def is_current(member: Row, day: date) -> bool:
    started, left = member["started_on"], member["left_on"]
    return (started is None or started <= day) and (left is None or left >= day)


def is_inside(ctx: Context, staff_id: str, day: date | None) -> bool | None:
    """P12; None where the day is not known and it matters."""
    member = ctx.find("staff", staff_id)
    if member is None or member["worker_type"] not in ctx.items("inside_worker_types"):
        return False
    if day is not None:
        return is_current(member, day)
    return True if member["started_on"] is None and member["left_on"] is None else None


# P14, P15 linked rows


def linked_concerns(ctx: Context, decision_id: str, event: date | Moment | None) -> list[Row]:
    decision = ctx.find("decisions", decision_id)
    if decision is None or event is None:
        return []
    return [
        concern
        for concern in ctx.rows("safeguarding_concerns")
        if (concern["concern_id"] == decision["concern_id"] or concern["decision_id"] == decision_id)
        and concern["raised_at"] is not None
        and on_or_before(concern["raised_at"], event)
    ]


def has_serious(ctx: Context, concerns: list[Row]) -> bool:
    return any(concern["kind"] in ctx.items("conflict.harm_kinds") for concern in concerns)


def linked_authorisations(ctx: Context, disclosure: Row) -> list[Row]:
    decision_id = disclosure["decision_id"]
    return [
        row
        for row in ctx.rows("authorisations")
        if row["authorisation_id"] == disclosure["authorisation_id"]
        or row["disclosure_id"] == disclosure["disclosure_id"]
        or (decision_id and row["decision_id"] == decision_id)
    ]


def is_emergency(ctx: Context, disclosure: Row) -> bool:
    decision = ctx.find("decisions", disclosure["decision_id"])
    if decision is None or "urgency" not in decision["considered"]:
        return False
    return bool(linked_concerns(ctx, decision["decision_id"], decision["decided_at"]))


def is_in_time(ctx: Context, disclosure: Row, authorisation: Row) -> bool:
    held, disclosed = authorisation["held_at"], disclosure["disclosed_at"]
    if held is None:
        return False
    if ctx.is_value("manager.before", "no") or on_or_before(held, disclosed):
        return True
    return is_emergency(ctx, disclosure) and within_hours(disclosed, held, ctx.number("manager.emergency_hours"))
