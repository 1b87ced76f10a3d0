"""AUT-06. The function takes one disclosure: None is out of scope, else its verdict.

Decisions where the text leaves room:
* `wrong_partner is always a breach`: a programme_notification to anybody but the partner is one even where another
  route fits, and it is then the only cause.
* the nearest route: basis programme_notification, basis threat_warning, else report where recipient_agency_id is
  filled. A route's own cause is raised if exactly one of its points fails, `not_on_list` else.
* blank categories: no route fits, which is not one point of one route: `not_on_list`.
* without a threat concern nobody is its at_risk_id, so a threatened person was then not the right one either.
* an undated disclosure is undecided if the warning or the report could fit on some day, which asks of the warning that
  a threat belongs to its decision, and of the report that every category is on the list. Consent that cannot be told
  makes no conflict.
"""

from __future__ import annotations

from .consent import is_covered, share_of
from .context import Context, Verdict, undecided
from .definitions import is_partner, linked_concerns
from .personnel import is_by_law
from .programme import fits_a_route, in_aut_06, is_involved
from .records import Row


def is_wrong_partner(ctx: Context, disclosure: Row) -> bool:
    case = ctx.find("cases", disclosure["case_id"])
    if disclosure["basis"] != "programme_notification":
        return False
    if case is None or case["client_group"] != "man_dvpp":
        return True
    return not is_partner(ctx, disclosure["recipient_person_id"], case["person_id"])


def are_listed(ctx: Context, disclosure: Row, setting: str) -> bool:
    categories, listed = disclosure["info_categories"], ctx.items(setting)
    return bool(categories) and all(category in listed for category in categories)


def has_threat(ctx: Context, disclosure: Row) -> bool:
    """A threat concern belongs to the decision, whenever it was raised."""
    decision = ctx.find("decisions", disclosure["decision_id"])
    return decision is not None and any(
        concern["kind"] == "threat_to_named_person"
        and (concern["decision_id"] == decision["decision_id"] or concern["concern_id"] == decision["concern_id"])
        for concern in ctx.rows("safeguarding_concerns")
    )


def may_fit_some_day(ctx: Context, disclosure: Row) -> bool:
    warning = (
        disclosure["basis"] == "threat_warning" and bool(disclosure["info_categories"]) and has_threat(ctx, disclosure)
    )
    report = bool(disclosure["recipient_agency_id"]) and are_listed(ctx, disclosure, "men.report_categories")
    return warning or report


def nearest_cause(ctx: Context, disclosure: Row) -> str:
    if not disclosure["info_categories"]:
        return "not_on_list"
    if disclosure["basis"] == "programme_notification":
        return "beyond_milestone"
    if disclosure["basis"] == "threat_warning":
        return cause_of_warning(ctx, disclosure)
    if not disclosure["recipient_agency_id"]:
        return "not_on_list"
    involved = is_involved(ctx, disclosure["recipient_agency_id"], disclosure["case_id"], disclosure)
    listed = are_listed(ctx, disclosure, "men.report_categories")
    if involved == listed:
        return "not_on_list"
    return "beyond_report" if involved else "agency_not_involved"


def cause_of_warning(ctx: Context, disclosure: Row) -> str:
    concerns = linked_concerns(ctx, disclosure["decision_id"], disclosure["disclosed_at"])
    threats = [concern for concern in concerns if concern["kind"] == "threat_to_named_person"]
    recipient, kind = disclosure["recipient_person_id"], disclosure["recipient_kind"]
    right_person = any(recipient and recipient == threat["at_risk_id"] for threat in threats)
    right_body = kind in ctx.items("men.warning_kinds") and kind != "threatened_person"
    if threats and not right_person and not right_body:
        return "warned_wrong_person"
    return "not_on_list" if threats or not right_body else "no_threat_concern"


def is_conflict(ctx: Context, disclosure: Row) -> bool:
    concerns = linked_concerns(ctx, disclosure["decision_id"], disclosure["disclosed_at"])
    about_child = any(concern["kind"] in ("child_significant_harm", "child_concern") for concern in concerns)
    return bool(is_covered(ctx, share_of(disclosure))) or is_by_law(ctx, disclosure) or about_child


def aut_06(ctx: Context, disclosure: Row) -> Verdict | None:
    if not in_aut_06(ctx, disclosure):
        return None
    verdict = Verdict()
    if is_wrong_partner(ctx, disclosure):
        verdict.breach("wrong_partner")
        return verdict
    if fits_a_route(ctx, disclosure):
        return verdict
    if disclosure["disclosed_at"] is None and may_fit_some_day(ctx, disclosure):
        return undecided()
    cause = nearest_cause(ctx, disclosure)
    verdict.breach(cause)
    if is_conflict(ctx, disclosure):
        verdict.conflict(cause)
    return verdict
