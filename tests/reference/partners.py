"""TRN-04, TRN-05, PAR-01 and PAR-04. Each function takes one row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* TRN-04: with made_on blank, a blank date is still a breach and a filled one undecided, unless the reason with its
  decision would clear both. `reason_not_accepted` is raised beside the causes it fails to excuse.
* a disclosure is `to that agency on that case` if recipient_agency_id and case_id are filled and equal; its day counts,
  not its hour. `no disclosure yet` is no dated one.
* TRN-05 (a): the group is P9's for the case's client. (b) `about a man_dvpp client`: subject_type client or blank, and
  the subject's group; document_id filled, found or not; a joint_working row of any date; a notice for any case. An
  undated disclosure is undecided, unless no notice was given him at all.
* PAR-04 (a): the agency is found and is_partner is yes. A row named in agreement_id has to be that agency's. An undated
  disclosure is undecided, unless none of the rows is signed at all. (b) with no disclosure yet a filled date complies.
"""

from __future__ import annotations

from datetime import date

from .context import Context, Verdict
from .definitions import group_of, group_of_disclosure, is_external, is_identifiable
from .records import Row, day_of
from .times import anniversary
from .waiting import notices_given

REPORTED_TO = ("court", "probation", "childrens_social_care")


def trn_04(ctx: Context, referral: Row) -> Verdict | None:
    made, reason = referral["made_on"], referral["not_told_reason"]
    group = group_of(ctx, referral["person_id"], referral["case_id"], made)
    if referral["direction"] != "out" or group not in ("child", "other"):
        return None
    dates = {"no_conversation": referral["family_conversation_on"], "not_told": referral["told_of_referral_on"]}
    failing = [cause for cause, day in dates.items() if day is None or (made is not None and day > made)]
    verdict = Verdict()
    if reason and reason in ctx.items("referral.not_told_reasons"):
        decision = ctx.find("decisions", referral["decision_id"])
        reasoned = decision is not None and bool(decision["rationale"])
        verdict.breach("reason_without_decision", when=bool(failing) and not reasoned)
        if made is None and not failing and not reasoned:
            verdict.undecided()
        return verdict
    for cause in failing:
        verdict.breach(cause)
    verdict.breach("reason_not_accepted", when=bool(failing) and bool(reason))
    if made is None:
        verdict.undecided()
    return verdict


def days_of_shares(ctx: Context, joint: Row, identifiable: bool) -> list[date]:
    """The days of the external disclosures to the agency on the case, the first one first."""
    days = [
        day_of(row["disclosed_at"])
        for row in ctx.rows("disclosures")
        if joint["agency_id"]
        and joint["case_id"]
        and row["recipient_agency_id"] == joint["agency_id"]
        and row["case_id"] == joint["case_id"]
        and is_external(row)
        and (is_identifiable(row) or not identifiable)
    ]
    return sorted(day for day in days if day is not None)


def trn_05_joint(ctx: Context, joint: Row) -> Verdict | None:
    days = days_of_shares(ctx, joint, identifiable=False)
    if not days:
        return None
    verdict, told_on = Verdict(), joint["client_told_on"]
    verdict.breach("not_told", when=told_on is None)
    verdict.breach("told_late", when=told_on is not None and told_on > days[0])
    case = ctx.find("cases", joint["case_id"])
    group = group_of(ctx, case["person_id"], case["case_id"], None) if case else ""
    setting = {"adult_victim": "joint.told.woman", "man_dvpp": "joint.told.man"}.get(group, "")
    for code in set(ctx.items(setting)) - set(joint["told"]):
        verdict.breach("told_missing_" + code)
    return verdict


def works_with_us(ctx: Context, disclosure: Row) -> bool:
    agency_id, case_id = disclosure["recipient_agency_id"], disclosure["case_id"]
    return any(
        agency_id and case_id and (row["agency_id"], row["case_id"]) == (agency_id, case_id)
        for row in ctx.rows("joint_working")
    )


def trn_05_disclosure(ctx: Context, disclosure: Row) -> Verdict | None:
    if not is_external(disclosure) or disclosure["subject_type"] not in ("client", ""):
        return None
    if group_of_disclosure(ctx, disclosure) != "man_dvpp":
        return None
    if disclosure["recipient_kind"] not in REPORTED_TO and not works_with_us(ctx, disclosure):
        return None
    about_programme = {"programme_progress", "programme_concern"} & set(disclosure["info_categories"])
    if not disclosure["document_id"] and not about_programme:
        return None
    verdict, day = Verdict(), day_of(disclosure["disclosed_at"])
    notices = notices_given(ctx, "report_explained", disclosure["subject_id"])
    if notices and day is None:
        verdict.undecided()
        return verdict
    verdict.breach("no_report_notice", when=not any(notice["given_on"] <= day for notice in notices))
    return verdict


def par_01(ctx: Context, joint: Row) -> Verdict | None:
    days = days_of_shares(ctx, joint, identifiable=True)
    if not days:
        return None
    verdict, agency = Verdict(), ctx.find("agencies", joint["agency_id"])
    checked = joint["policy_checked_on"] or (agency["policy_seen_on"] if agency else None)
    assured = joint["assurance_on"] or (agency["assurance_on"] if agency else None)
    judge_checked(ctx, checked, days, verdict, ("policy_not_checked", "checked_late", "check_old"))
    judge_checked(ctx, assured, days, verdict, ("no_assurance", "assured_late", "assurance_old"))
    return verdict


def judge_checked(
    ctx: Context, dated: date | None, days: list[date], verdict: Verdict, causes: tuple[str, str, str]
) -> None:
    missing, late, old = causes
    if dated is None:
        verdict.breach(missing)
        return
    verdict.breach(late, when=dated > days[0])
    if not ctx.is_off("partner.assurance_years"):
        verdict.breach(old, when=days[-1] > anniversary(dated, ctx.number("partner.assurance_years")))


def par_04_disclosure(ctx: Context, disclosure: Row) -> Verdict | None:
    agency = ctx.find("agencies", disclosure["recipient_agency_id"])
    if not is_external(disclosure) or not is_identifiable(disclosure):
        return None
    if agency is None or agency["is_partner"] != "yes":
        return None
    if disclosure["basis"] in ctx.items("basis.needs_legal_reference") and disclosure["legal_reference"]:
        return None
    verdict, day = Verdict(), day_of(disclosure["disclosed_at"])
    named, kinds = disclosure["agreement_id"], ctx.items("partner.agreement_kinds")
    signed = [
        row
        for row in ctx.rows("sharing_agreements")
        if row["agency_id"] == agency["agency_id"]
        and (not named or row["agreement_id"] == named)
        and row["kind"] in kinds
        and row["signed_on"] is not None
    ]
    if signed and day is None:
        if ctx.is_raised("PAR-04", "no_live_agreement"):
            verdict.undecided()
        return verdict
    live = any(
        row["signed_on"] <= day and (row["review_due_on"] is None or row["review_due_on"] >= day) for row in signed
    )
    verdict.breach("no_live_agreement", when=not live)
    return verdict


def par_04_joint(ctx: Context, joint: Row) -> Verdict | None:
    if not joint["agreement_id"]:
        return None
    verdict, told_on = Verdict(), joint["agency_told_of_protocol_on"]
    days = days_of_shares(ctx, joint, identifiable=True)
    late = told_on is not None and bool(days) and told_on > days[0]
    verdict.breach("agency_not_told", when=told_on is None or late)
    return verdict
