"""CON-01, CON-02, CON-04 and CON-06. Each function takes one row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* CON-01: the four causes are about different bases and exclude each other: consent, not_identifiable, none and blank
  raise their own cause, and every other basis off the list raises `basis_not_accepted`.
* CON-02: recipient and category match as P13 says, so an exclusion raises both `excluded` and the `other_` cause.
  `undated`, `no_named_recipient` and `not_written` are raised for rows of any status. `superseded` is raised for given
  and withdrawn rows (a refused row is no consent to end), for refusals by the consent's own subject, if any category is
  ended. A withdrawal without a day and an undated refusal are causes that read no date. A blank status cannot
  tell whether consent was refused, so the row is undecided: silence is never compliance.
* CON-04: blank categories are in scope (undecided); whole_file alone stays `whole_file_may_hold` on an undated row.
  `recipient_not_named`: for some category every accepted covering row names no recipient. An internal disclosure whose
  recipient cannot be called inside or not, for want of a day, is undecided.
* CON-06: `case blank or equal` is P13's rule (blank on either side); rows with a blank status are ignored; several
  not_sought rows add their causes together. A referral's consent_id is not read: its row counts if it fits like any
  other. `delay_would_harm` on the list is accepted only with a linked concern; off the list it is also
  `reason_not_accepted`. A referral's linked concern is found by its decision_id, raised on or before made_on.
"""

from __future__ import annotations

from datetime import date

from . import consent
from .consent import Share, share_of, share_of_referral
from .context import Context, Verdict, undecided
from .definitions import (
    ABOUT_CLIENT,
    exceptions_setting,
    has_serious,
    is_confidential,
    is_external,
    is_identifiable,
    is_inside,
    is_to_subject,
    linked_concerns,
)
from .programme import in_aut_06, is_judged_elsewhere
from .records import Moment, Row

OWN_CAUSE_OF_CON_01 = {
    "": "no_basis",
    "none": "no_basis",
    "consent": "consent_missing",
    "not_identifiable": "not_identifiable_claimed",
}


def in_con_01(ctx: Context, disclosure: Row) -> bool:
    if not is_external(disclosure) or not is_confidential(ctx, disclosure):
        return False
    if (disclosure["subject_type"] or "client") not in ctx.items("consent.subject_types"):
        return False
    left_to_con_02 = disclosure["basis"] == "consent" and ctx.find("consents", disclosure["consent_id"])
    return not left_to_con_02 and not is_judged_elsewhere(ctx, disclosure)


def con_01(ctx: Context, disclosure: Row) -> Verdict | None:
    if not in_con_01(ctx, disclosure):
        return None
    verdict = Verdict()
    basis, exceptions = disclosure["basis"], exceptions_setting(ctx, disclosure)
    covered = consent.is_covered(ctx, share_of(disclosure))
    accepted = basis in ctx.items(exceptions) and basis != "not_confidential"
    if covered or accepted:
        return verdict
    if covered is None:
        return undecided()
    if basis in OWN_CAUSE_OF_CON_01:
        verdict.breach(OWN_CAUSE_OF_CON_01[basis])
    elif not ctx.is_off(exceptions):
        verdict.breach("basis_not_accepted")
        if is_conflict_of_con_01(ctx, disclosure):
            verdict.conflict("basis_not_accepted")
    return verdict


def is_conflict_of_con_01(ctx: Context, disclosure: Row) -> bool:
    basis = disclosure["basis"]
    concerns = linked_concerns(ctx, disclosure["decision_id"], disclosure["disclosed_at"])
    for_safety = basis in ctx.items("conflict.bases") and has_serious(ctx, concerns)
    by_law = basis in ctx.items("conflict.legal_bases") and bool(disclosure["legal_reference"])
    return for_safety or by_law


def con_02(ctx: Context, disclosure: Row) -> Verdict | None:
    row = ctx.find("consents", disclosure["consent_id"])
    if not is_external(disclosure) or not is_identifiable(disclosure):
        return None
    if disclosure["basis"] != "consent" or row is None:
        return None
    verdict, share = Verdict(), share_of(disclosure)
    verdict.breach("refused", when=row["status"] in ("refused", "not_sought"))
    verdict.breach("other_person", when=row["subject_id"] != share.subject_id or row["given_as"] == "info_provider")
    if not row["status"]:
        verdict.undecided()
    judge_terms(ctx, row, share, verdict)
    judge_form(ctx, row, disclosure, verdict)
    judge_days(ctx, row, share, verdict)
    return verdict


def judge_terms(ctx: Context, row: Row, share: Share, verdict: Verdict) -> None:
    verdict.breach("other_recipient", when=not consent.recipient_matches(ctx, row, share))
    matches = [consent.category_matches(ctx, row, category) for category in share.categories]
    verdict.breach("other_category", when=not all(matches))
    excluded = any(category in row["excluded_categories"] for category in share.categories)
    verdict.breach("excluded", when=excluded or consent.excludes_recipient(row, share))


def judge_form(ctx: Context, row: Row, disclosure: Row, verdict: Verdict) -> None:
    written = row["form"] == "written"
    verdict.breach("no_named_recipient", when=written and consent.names_no_recipient(row))
    needed_for = ctx.items("written_for")
    needed = disclosure["recipient_kind"] in needed_for or disclosure["purpose_code"] in needed_for
    proven = written and ctx.find("documents", row["document_id"]) is not None
    verdict.breach("not_written", when=needed and not proven)


def judge_days(ctx: Context, row: Row, share: Share, verdict: Verdict) -> None:
    is_consent = row["status"] in ("given", "withdrawn")
    verdict.breach("undated", when=row["given_on"] is None)
    verdict.breach("ended", when=row["status"] == "withdrawn" and row["ended_on"] is None)
    verdict.breach("superseded", when=is_consent and consent.ended_by_undated_refusal(ctx, row, share))
    if share.day is None:
        verdict.undecided()
        return
    verdict.breach("not_yet_given", when=row["given_on"] is not None and row["given_on"] > share.day)
    verdict.breach("ended", when=consent.is_past_end(row, share.day))
    superseded = any(consent.ended_by_dated_refusal(ctx, row, share, category) for category in share.categories)
    verdict.breach("superseded", when=is_consent and superseded)


def con_04(ctx: Context, disclosure: Row) -> Verdict | None:
    categories, share = disclosure["info_categories"], share_of(disclosure)
    named = [category for category in categories if category in ctx.items("never_without_permission")]
    if is_to_subject(disclosure) or disclosure["subject_type"] not in ABOUT_CLIENT:
        return None
    if categories and not named and "whole_file" not in categories:
        return None
    inside = not is_external(disclosure) and is_inside(ctx, disclosure["recipient_person_id"], share.day)
    if inside is True:
        return None
    if categories and not named:
        return undecided("whole_file_may_hold")
    if not categories or share.day is None or inside is None:
        return undecided()
    verdict = Verdict()
    for category in named:
        rows = permissions(ctx, share, category)
        verdict.breach("no_permission", when=not rows)
        verdict.breach("recipient_not_named", when=bool(rows) and all(map(consent.names_no_recipient, rows)))
    if has_serious(ctx, concerns_of_decision(ctx, disclosure)):
        for cause in sorted(verdict.breaches):
            verdict.conflict(cause)
    return verdict


def permissions(ctx: Context, share: Share, category: str) -> list[Row]:
    """The consents rows that cover the category and were given by the person, or for one who lacks capacity."""
    person = ctx.find("people", share.subject_id)
    lacks = person is not None and person["capacity"] == "lacks_capacity"
    givers = ("self", "attorney_or_deputy") if lacks else ("self",)
    return [
        row for row in ctx.rows("consents") if row["given_as"] in givers and consent.covers(ctx, row, share, category)
    ]


def concerns_of_decision(ctx: Context, disclosure: Row) -> list[Row]:
    decision = ctx.find("decisions", disclosure["decision_id"])
    return linked_concerns(ctx, decision["decision_id"], decision["decided_at"]) if decision else []


def con_06_disclosure(ctx: Context, disclosure: Row) -> Verdict | None:
    if not is_external(disclosure) or not is_identifiable(disclosure) or disclosure["subject_type"] not in ABOUT_CLIENT:
        return None
    if disclosure["basis"] not in ctx.items("basis.breaking"):
        return None
    if ctx.is_on("AUT-06") and in_aut_06(ctx, disclosure):
        return None
    share = share_of(disclosure)
    if share.day is None:
        return undecided()
    if consent.is_covered(ctx, share):
        return None
    return judge_asking(ctx, share, disclosure["decision_id"], disclosure["disclosed_at"])


def con_06_referral(ctx: Context, referral: Row) -> Verdict | None:
    if not ctx.is_value("referral.rule", "consent") or referral["direction"] != "out":
        return None
    if referral["made_on"] is None:
        return undecided()
    return judge_asking(ctx, share_of_referral(referral), referral["decision_id"], referral["made_on"])


def was_looked_at_by(row: Row, day: date) -> bool:
    dates = [row[name] for name in ("sought_on", "given_on", "ended_on") if row[name] is not None]
    return not dates or any(dated <= day for dated in dates)


def asking_rows(ctx: Context, share: Share) -> list[Row]:
    return [
        row
        for row in ctx.rows("consents")
        if consent.same_subject(row["subject_id"], share.subject_id)
        and row["given_as"] != "info_provider"
        and row["status"]
        and was_looked_at_by(row, share.day)
        and consent.case_fits(row, share)
        and not consent.excludes_recipient(row, share)
        and (consent.names_no_recipient(row) or consent.names_recipient(row, share))
    ]


def judge_asking(ctx: Context, share: Share, decision_id: str, event: date | Moment) -> Verdict:
    rows = asking_rows(ctx, share)
    concerns = linked_concerns(ctx, decision_id, event)
    judged = [judge_reason(ctx, row, share, concerns) for row in rows]
    verdict = Verdict()
    verdict.breach("no_consent_row", when=not rows)
    if any(one.outcome([])[0] == "complies" for one in judged):
        return verdict
    for one in judged:
        verdict.breaches |= one.breaches
        verdict.doubts |= one.doubts
    return verdict


def judge_reason(ctx: Context, row: Row, share: Share, concerns: list[Row]) -> Verdict:
    """One consents row by itself: given, refused, withdrawn, or not_sought with an accepted reason, complies."""
    verdict, reason = Verdict(), row["not_sought_reason"]
    if row["status"] != "not_sought":
        return verdict
    accepted = reason in ctx.items("not_sought_reasons")
    about_other = any(one["at_risk_id"] and one["at_risk_id"] != share.subject_id for one in concerns)
    if not reason:
        verdict.breach("no_reason")
    elif not accepted and reason == "risk_to_adult" and about_other:
        verdict.undecided()
    else:
        verdict.breach("reason_not_accepted", when=not accepted)
    verdict.breach("delay_without_concern", when=reason == "delay_would_harm" and not concerns)
    return verdict
