"""DIS-03, DIS-05, DIS-06 and DIS-10. Each function takes one disclosure: None is out of scope, else its verdict.

Decisions where the text leaves room:
* DIS-03 `about an adult_victim client`: subject_type client or blank, and the subject's group. Undated: undecided
  unless one of the three causes that read no date applies.
* DIS-05 `beyond_consent`: whole_file on the consents row holds every category, and none_identifying is beyond nothing.
  Blank categories are undecided for a cause only where its other half does not already fail.
* DIS-06: a blank list of categories holds none of the codes. `historical_unexplained` is not undecided where
  historical_explained is yes. An undated disclosure is undecided for the causes that compare with its day.
* DIS-10: a blank purpose_code is undecided whatever else. Undated: undecided unless the legal basis complies, or the
  person has no consents row at all.
"""

from __future__ import annotations

from . import consent
from .consent import share_of
from .context import Context, Verdict, undecided
from .definitions import ABOUT_CLIENT, group_of_disclosure, is_external, is_identifiable, linked_authorisations
from .records import Row, day_of

NEEDS_MARKING = ("risk", "programme_concern", "whole_file")


def in_dis_03(ctx: Context, disclosure: Row) -> bool:
    if not is_external(disclosure) or not is_identifiable(disclosure):
        return False
    if disclosure["subject_type"] not in ("client", "") or group_of_disclosure(ctx, disclosure) != "adult_victim":
        return False
    is_report = disclosure["recipient_kind"] in ctx.items("reports.kinds")
    return disclosure["client_requested"] == "yes" or is_report


def dis_03(ctx: Context, disclosure: Row) -> Verdict | None:
    if not in_dis_03(ctx, disclosure):
        return None
    verdict, day = Verdict(), day_of(disclosure["disclosed_at"])
    row = ctx.find("consents", disclosure["consent_id"])
    both = (disclosure["implications_discussed_on"], row["implications_discussed_on"] if row else None)
    talks = [dated for dated in both if dated is not None]
    verdict.breach("implications_missing", when=not talks)
    if day is None:
        verdict.undecided()
    else:
        verdict.breach("implications_late", when=bool(talks) and min(talks) > day)
    is_report = disclosure["recipient_kind"] in ctx.items("reports.kinds")
    verdict.breach("readers_unknown", when=is_report and disclosure["readers_known"] != "yes")
    decision = ctx.find("decisions", disclosure["decision_id"])
    doubted = decision is not None and decision["in_doubt"] == "yes"
    met = any(one["kind"] == "case_meeting" for one in linked_authorisations(ctx, disclosure))
    verdict.breach("no_case_meeting", when=doubted and not met)
    return verdict


def dis_05(ctx: Context, disclosure: Row) -> Verdict | None:
    if not is_external(disclosure) or not is_identifiable(disclosure):
        return None
    verdict, categories = Verdict(), disclosure["info_categories"]
    lifted = disclosure["basis"] == "court_order" and bool(disclosure["legal_reference"])
    verdict.breach("whole_file", when="whole_file" in categories and not lifted)
    row = ctx.find("consents", disclosure["consent_id"])
    named = row["info_categories"] if row is not None and disclosure["basis"] != "consent" else []
    beyond = [code for code in categories if code not in named and code != "none_identifying"]
    verdict.breach("beyond_consent", when=bool(named) and "whole_file" not in named and bool(beyond))
    verdict.breach("minimum_not_checked", when=disclosure["minimum_checked"] != "yes")
    may_be_whole = not lifted and ctx.is_raised("DIS-05", "whole_file")
    may_be_beyond = bool(named) and "whole_file" not in named and ctx.is_raised("DIS-05", "beyond_consent")
    if not categories and (may_be_whole or may_be_beyond):
        verdict.undecided()
    return verdict


def dis_06(ctx: Context, disclosure: Row) -> Verdict | None:
    if not is_external(disclosure) or not is_identifiable(disclosure):
        return None
    verdict = Verdict()
    document = ctx.find("documents", disclosure["document_id"])
    nature = document["content_nature"] if document else ""
    may_hold_opinion = any(code in NEEDS_MARKING for code in disclosure["info_categories"])
    opinion = nature in ("opinion", "mixed") if nature else may_hold_opinion
    verdict.breach("opinion_unmarked", when=opinion and disclosure["fact_opinion_marked"] != "yes")
    judge_age(ctx, disclosure, verdict)
    if document is not None and document["doc_type"] == "report":
        judge_accuracy(ctx, disclosure, verdict)
    return verdict


def judge_age(ctx: Context, disclosure: Row, verdict: Verdict) -> None:
    day, as_at = day_of(disclosure["disclosed_at"]), disclosure["info_as_at"]
    if ctx.is_off("days.info_old") or not ctx.is_raised("DIS-06", "historical_unexplained"):
        return
    if disclosure["historical_explained"] == "yes":
        return
    if day is None or as_at is None:
        verdict.undecided()
    else:
        verdict.breach("historical_unexplained", when=(day - as_at).days > ctx.number("days.info_old"))


def judge_accuracy(ctx: Context, disclosure: Row, verdict: Verdict) -> None:
    day, checked = day_of(disclosure["disclosed_at"]), disclosure["accuracy_checked_on"]
    if checked is not None and day is None and ctx.is_raised("DIS-06", "accuracy_not_checked"):
        verdict.undecided()
    verdict.breach("accuracy_not_checked", when=checked is None or (day is not None and checked > day))


def dis_10(ctx: Context, disclosure: Row) -> Verdict | None:
    if not is_external(disclosure) or not is_identifiable(disclosure) or disclosure["subject_type"] not in ABOUT_CLIENT:
        return None
    purpose = disclosure["purpose_code"]
    if not purpose:
        return undecided()
    if purpose not in ctx.items("purposes.outside"):
        return None
    verdict, share = Verdict(), share_of(disclosure)
    if disclosure["basis"] in ctx.items("purposes.legal_bases") and disclosure["legal_reference"]:
        return verdict
    if share.day is None and consent.has_any_row(ctx, share.subject_id):
        return undecided()
    blank_too = ctx.is_value("consent.blank_scope", "anything")
    matching = [
        row for row in ctx.rows("consents") if row["purpose_code"] == purpose or (blank_too and not row["purpose_code"])
    ]
    for category in share.categories:
        rows = [row for row in matching if consent.covers(ctx, row, share, category)]
        verdict.breach("outside_purpose", when=not rows)
        verdict.breach("consent_not_known", when=bool(rows) and not any(map(is_known, rows)))
    if "outside_purpose" in verdict.breaches:
        verdict.breaches.discard("consent_not_known")  # consent does not match as a whole
    return verdict


def is_known(row: Row) -> bool:
    return {"what", "why"} <= set(row["told"])
