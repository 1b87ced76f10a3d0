"""RET-04 and RET-06. Each function takes one row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* RET-04: `wrong_method` needs a method, as `channel_not_accepted` of DIS-04 needs a channel. Binned and unknown are
  methods and on no list, so they raise it beside their own cause. A media blank leaves `wrong_method` undecided.
* RET-06: with both dates blank and rest_destroyed_on filled the lateness cannot be told and is not asked.
"""

from __future__ import annotations

from .context import Context, Verdict, undecided
from .notices import breach_once_past, has_passed, last_good_day
from .records import Row


def ret_04(ctx: Context, disposal: Row) -> Verdict | None:
    action, media, method = disposal["action"], disposal["media"], disposal["method"]
    if action not in ("destroyed", "wiped", ""):
        return None
    verdict = Verdict()
    verdict.breach("method_binned", when=method == "binned")
    verdict.breach("method_unknown", when=method in ("unknown", ""))
    verdict.breach("phone_not_wiped", when=media == "phone" and action != "wiped")
    setting = "disposal.methods." + media
    if not media:
        verdict.undecided("wrong_method")
    elif method and not ctx.is_off(setting):
        verdict.breach("wrong_method", when=method not in ctx.items(setting))
    return verdict


def ret_06(ctx: Context, applicant: Row) -> Verdict | None:
    if applicant["kind"] not in ctx.items("applicants.kinds"):
        return None
    if applicant["outcome"] not in ("unsuccessful", "withdrawn"):
        return None
    verdict, setting = Verdict(), "days.applicant_destroy"
    if ctx.lacks(setting):
        return verdict
    start, destroyed = applicant["outcome_on"] or applicant["applied_on"], applicant["rest_destroyed_on"]
    if start is None and destroyed is None:
        return undecided()
    if destroyed is None:
        breach_once_past(ctx, verdict, "not_destroyed", start, setting)
    elif start is not None:
        verdict.breach("destroyed_late", when=destroyed > last_good_day(ctx, start, setting))
    if destroyed is not None or has_passed(ctx, start, setting):
        judge_kept(ctx, applicant, verdict)
    return verdict


def judge_kept(ctx: Context, applicant: Row, verdict: Verdict) -> None:
    if ctx.is_off("applicants.kept_allowed"):
        return
    kept = set(applicant["kept_fields"])
    verdict.breach("kept_too_much", when=bool(kept - set(ctx.items("applicants.kept_allowed"))))
    if not kept:
        verdict.undecided("kept_too_much")


CHECKS = {"RET-04": [("disposal_log", ret_04)], "RET-06": [("applicants", ret_06)]}
