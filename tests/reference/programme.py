"""Which rows AUT-05, AUT-06 and DIS-11 judge, and the three routes of AUT-06, as CON-01, CON-06 and DIS-02 need them.

Decisions where the text leaves room:
* `the case's man_dvpp client` is the client of the disclosure's case, if that case is a man_dvpp case; else no route.
* none_identifying beside another category is a category like any other, so it has to be on the list.
* an undated disclosure fits neither the warning nor the report route, both of which read a day.
* a row counts as fitting a route only if AUT-06 judges it.
"""

from __future__ import annotations

from .context import Context
from .definitions import ABOUT_CLIENT, group_of_disclosure, is_external, is_identifiable, is_partner, linked_concerns
from .records import Row, day_of


def in_aut_05(ctx: Context, disclosure: Row) -> bool:
    categories = disclosure["info_categories"]
    protected = ctx.items("staff.protected_categories")
    return (
        is_external(disclosure)
        and disclosure["subject_type"] == "staff"
        and (not categories or any(category in protected for category in categories))
    )


def in_aut_06(ctx: Context, disclosure: Row) -> bool:
    if not is_external(disclosure) or not is_identifiable(disclosure):
        return False
    if disclosure["subject_type"] not in ABOUT_CLIENT:
        return False
    case = ctx.find("cases", disclosure["case_id"])
    on_mans_case = case is not None and case["client_group"] == "man_dvpp"
    return on_mans_case or group_of_disclosure(ctx, disclosure) == "man_dvpp"


def in_dis_11(ctx: Context, disclosure: Row) -> bool:
    if not is_external(disclosure):
        return False
    if "job_application" in disclosure["info_categories"]:
        return True
    document = ctx.find("documents", disclosure["document_id"])
    return (
        document is not None
        and document["doc_type"] in ctx.items("personnel.doc_types")
        and document["owner_type"] in ("staff", "applicant")
    )


def is_judged_elsewhere(ctx: Context, disclosure: Row) -> bool:
    """CON-01 leaves these rows to the checks named, when those are on."""
    return (
        (ctx.is_on("AUT-05") and in_aut_05(ctx, disclosure))
        or (ctx.is_on("AUT-06") and in_aut_06(ctx, disclosure))
        or (ctx.is_on("DIS-11") and in_dis_11(ctx, disclosure))
    )


def fits_notification(ctx: Context, disclosure: Row) -> bool:
    case = ctx.find("cases", disclosure["case_id"])
    if disclosure["basis"] != "programme_notification" or case is None or case["client_group"] != "man_dvpp":
        return False
    allowed = ctx.items("men.milestone_categories")
    all_allowed = all(category in allowed for category in disclosure["info_categories"])
    return all_allowed and is_partner(ctx, disclosure["recipient_person_id"], case["person_id"])


def fits_warning(ctx: Context, disclosure: Row) -> bool:
    if disclosure["basis"] != "threat_warning":
        return False
    concerns = linked_concerns(ctx, disclosure["decision_id"], disclosure["disclosed_at"])
    threats = [concern for concern in concerns if concern["kind"] == "threat_to_named_person"]
    recipient, kind = disclosure["recipient_person_id"], disclosure["recipient_kind"]
    warned_person = any(recipient and recipient == threat["at_risk_id"] for threat in threats)
    warned_body = kind in ctx.items("men.warning_kinds") and kind != "threatened_person"
    return bool(threats) and (warned_person or warned_body)


def is_involved(ctx: Context, agency_id: str, case_id: str, disclosure: Row) -> bool:
    """The agency works with us on the case, or referred it to us, on or before the day of the disclosure."""
    day = day_of(disclosure["disclosed_at"])
    if not agency_id or not case_id or day is None:
        return False
    for joint in ctx.rows("joint_working"):
        started = joint["started_on"]
        if (joint["agency_id"], joint["case_id"]) == (agency_id, case_id) and started is not None and started <= day:
            return True
    for referral in ctx.rows("referrals"):
        made = referral["made_on"]
        same = (referral["agency_id"], referral["case_id"]) == (agency_id, case_id)
        if same and referral["direction"] == "in" and made is not None and made <= day:
            return True
    return False


def fits_report(ctx: Context, disclosure: Row) -> bool:
    allowed = ctx.items("men.report_categories")
    all_allowed = all(category in allowed for category in disclosure["info_categories"])
    return all_allowed and is_involved(ctx, disclosure["recipient_agency_id"], disclosure["case_id"], disclosure)


def fits_a_route(ctx: Context, disclosure: Row) -> bool:
    """Blank categories fit no route."""
    if not in_aut_06(ctx, disclosure) or not disclosure["info_categories"]:
        return False
    return fits_notification(ctx, disclosure) or fits_warning(ctx, disclosure) or fits_report(ctx, disclosure)
