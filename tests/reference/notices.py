"""What several checks ask of notices and of days: whose notice, whether it was given, and whether a last day passed.

Decisions where the text leaves room:
* a notice with any not_given_reason was not given, whatever given_on says (TRN-01 says so; taken for every check).
* `to the client` is what TRN-01 says: recipient_type person, recipient_id the client, case_id blank or equal. Checks
  that say `to him` (TRN-03) or `to the case's client` (REC-05) are read alike; TRN-07 says that any case serves.
* notices to staff (STF-01, STF-03) go by recipient_id alone; recipient_type is not read.
"""

from __future__ import annotations

from datetime import date, timedelta

from .context import Context, Verdict
from .records import Row


def notices_to_client(ctx: Context, case: Row, kinds: list[str]) -> list[Row]:
    return [
        row
        for row in ctx.rows("notices")
        if row["recipient_type"] == "person"
        and case["person_id"]
        and row["recipient_id"] == case["person_id"]
        and row["case_id"] in ("", case["case_id"])
        and row["kind"] in kinds
    ]


def is_given(notice: Row) -> bool:
    return notice["given_on"] is not None and not notice["not_given_reason"]


def given_to(ctx: Context, recipient_id: str, kind: str) -> list[Row]:
    """Notices of the kind given to somebody of the organisation, by id."""
    return [
        row
        for row in ctx.rows("notices")
        if recipient_id and row["recipient_id"] == recipient_id and row["kind"] == kind and is_given(row)
    ]


def last_good_day(ctx: Context, start: date, setting: str) -> date:
    """P3, within N days of: the last day on which all is well."""
    return start + timedelta(days=ctx.number(setting))


def has_passed(ctx: Context, start: date, setting: str) -> bool:
    return ctx.as_of > last_good_day(ctx, start, setting)


def is_older(ctx: Context, day: date | None, setting: str) -> bool:
    """P3, older than N days at as_of; a blank day is."""
    return day is None or (ctx.as_of - day).days > ctx.number(setting)


def breach_once_past(ctx: Context, verdict: Verdict, cause: str, start: date | None, setting: str) -> None:
    """A thing not done: late once the last good day has passed, waiting till then; with no start, judged now."""
    if start is None or has_passed(ctx, start, setting):
        verdict.breach(cause)
    else:
        verdict.wait(cause)
