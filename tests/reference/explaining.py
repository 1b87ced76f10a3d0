"""TRN-01, TRN-02, TRN-03, TRN-06 and TRN-07. Each function takes one row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* TRN-01: an accepted reason reads no date, so it complies with opened_on blank too. A notice given too long before
  opening is as if it were not there, so with an unaccepted reason beside it the cause is `reason_not_accepted`.
* TRN-02: `given` is with given_on and without a reason. The group is read off client_group alone (blank is other), not
  by the further steps of P9. A case whose list asks for nothing complies.
* TRN-03: `his first group session` is the earliest dated group_attendance row of this case. Only signed_on makes a form
  signed; given_on and not_given_reason are not read. With opened_on blank and a session, the session alone is read.
* TRN-06: an undated row is undecided whatever its four columns say, since it may not be the first. `service is used
  instead` is taken as the name of the group. The lowest session_id is the first as text. A case not found has no group.
* TRN-07: a notice is to the child if recipient_type is person; its own case_id is not read.
"""

from __future__ import annotations

from datetime import date, timedelta

from .context import Context, Verdict, undecided
from .definitions import GROUPS
from .notices import breach_once_past, has_passed, is_given, last_good_day, notices_to_client
from .records import Row
from .times import is_under


def trn_01(ctx: Context, case: Row) -> Verdict | None:
    if case["status"] != "open":
        return None
    verdict = Verdict()
    if ctx.lacks("notice.kinds", "days.notice", "days.notice_earlier"):
        return verdict
    rows = notices_to_client(ctx, case, ctx.items("notice.kinds"))
    reasons = {row["not_given_reason"] for row in rows if row["not_given_reason"]}
    if reasons & set(ctx.items("not_given_reasons")):
        return verdict
    opened = case["opened_on"]
    if opened is None:
        return undecided()
    earliest = opened - timedelta(days=ctx.number("days.notice_earlier"))
    given = [row["given_on"] for row in rows if is_given(row) and row["given_on"] >= earliest]
    if given:
        verdict.breach("late", when=min(given) > last_good_day(ctx, opened, "days.notice"))
    else:
        breach_once_past(ctx, verdict, "reason_not_accepted" if reasons else "no_notice", opened, "days.notice")
    return verdict


def trn_02(ctx: Context, case: Row) -> Verdict | None:
    rows = [row for row in notices_to_client(ctx, case, ctx.items("notice.kinds")) if is_given(row)]
    if case["status"] != "open" or not rows:
        return None
    covered = {code for row in rows for code in row["covers"]}
    group = GROUPS[case["client_group"] or "other"]
    verdict = Verdict()
    for code in ctx.items("notice_covers." + group):
        verdict.breach("missing_" + code, when=code not in covered)
    return verdict


def first_session(ctx: Context, case: Row) -> date | None:
    held = [
        row["held_on"]
        for row in ctx.rows("group_attendance")
        if row["case_id"] == case["case_id"] and row["held_on"] is not None
    ]
    return min(held, default=None)


def trn_03(ctx: Context, case: Row) -> Verdict | None:
    if case["client_group"] != "man_dvpp" or case["status"] != "open":
        return None
    verdict, session = Verdict(), first_session(ctx, case)
    signed = [row for row in notices_to_client(ctx, case, ["dvpp_form"]) if row["signed_on"] is not None]
    if signed:
        first = min(row["signed_on"] for row in signed)
        verdict.breach("signed_late", when=session is not None and first > session)
        verdict.breach("limits_missing", when=not any("limits" in row["covers"] for row in signed))
    elif not ctx.lacks("days.dvpp_form"):
        judge_unsigned(ctx, case["opened_on"], session, verdict)
    return verdict


def judge_unsigned(ctx: Context, opened: date | None, session: date | None, verdict: Verdict) -> None:
    days = [session] if session is not None else []
    if opened is not None:
        days.append(last_good_day(ctx, opened, "days.dvpp_form"))
    if not days:
        verdict.undecided()
    elif min(days) < ctx.as_of:
        verdict.breach("not_signed")
    else:
        verdict.wait("not_signed")


def group_name(attendance: Row) -> str:
    return attendance["group_id"] or attendance["service"]


def is_first_in_group(ctx: Context, attendance: Row) -> bool:
    in_group = [
        row
        for row in ctx.rows("group_attendance")
        if row["case_id"] == attendance["case_id"]
        and group_name(row) == group_name(attendance)
        and row["held_on"] is not None
    ]
    return min(in_group, key=lambda row: (row["held_on"], row["session_id"])) is attendance


def trn_06(ctx: Context, attendance: Row) -> Verdict | None:
    if attendance["held_on"] is None:
        return undecided()
    if not is_first_in_group(ctx, attendance):
        return None
    verdict = Verdict()
    verdict.breach("not_discussed", when=attendance["confidentiality_discussed"] != "yes")
    verdict.breach("not_asked", when=attendance["asked_to_keep"] != "yes")
    verdict.breach("no_guarantee_missing", when=attendance["no_guarantee_said"] != "yes")
    case = ctx.find("cases", attendance["case_id"])
    is_woman = case is not None and case["client_group"] == "adult_victim"
    verdict.breach("partner_rule_missing", when=is_woman and attendance["partner_rule_said"] != "yes")
    return verdict


def was_encouraged(ctx: Context, person_id: str) -> bool:
    return any(
        person_id
        and row["recipient_type"] == "person"
        and row["recipient_id"] == person_id
        and row["kind"] == "encouraged_to_tell_parents"
        and (row["given_on"] is not None or row["not_given_reason"])
        for row in ctx.rows("notices")
    )


def trn_07(ctx: Context, case: Row) -> Verdict | None:
    if case["status"] != "open" or case["client_group"] not in ("child", "young_person"):
        return None
    verdict = Verdict()
    if ctx.lacks("child.encourage_from_age", "days.encourage_parents"):
        return verdict
    if is_under(ctx.find("people", case["person_id"]), ctx.number("child.encourage_from_age"), ctx.as_of):
        return None
    opened = case["opened_on"]
    if was_encouraged(ctx, case["person_id"]):
        return verdict
    if opened is None:
        return undecided()
    if has_passed(ctx, opened, "days.encourage_parents"):
        verdict.breach("not_encouraged")
    else:
        verdict.wait("not_encouraged")
    return verdict


CHECKS = {
    "TRN-01": [("cases", trn_01)],
    "TRN-02": [("cases", trn_02)],
    "TRN-03": [("cases", trn_03)],
    "TRN-06": [("group_attendance", trn_06)],
    "TRN-07": [("cases", trn_07)],
}
