"""SCN-01 and SCN-02. Each function takes one row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* SCN-02: with person_id blank it is not known that the contact is to the client, so the row is undecided and no cause
  is raised. safe_contact.groups is read against client_group as it stands, with no further step of P9.
* SCN-02 `tested before any other`: fax and ended_contact are raised where no row is live, and where they need no day
  (fax; a named row that is not found or of another client or case) also with started_at blank.
* SCN-02: where the named row is not live, route_not_allowed is raised for a fax only, no other row being asked.
* SCN-02: started_at blank is undecided even in a group without any live row.
"""

from __future__ import annotations

from datetime import date

from .context import Context, Verdict, undecided
from .notices import breach_once_past, is_older
from .records import Row, day_of

ALLOWED_BY = {"voicemail": "voicemail_ok", "text": "text_ok", "email": "email_ok", "post": "post_ok"}


def is_of(row: Row, case: Row) -> bool:
    """The safe_contacts row is of the client and the case."""
    return bool(case["person_id"]) and row["person_id"] == case["person_id"] and row["case_id"] == case["case_id"]


def is_live(row: Row, day: date) -> bool:
    """P16, but for whose row it is."""
    confirmed, ended = row["confirmed_on"], row["ended_on"]
    return bool(row["detail"]) and confirmed is not None and confirmed <= day and (ended is None or ended > day)


def live_rows(ctx: Context, case: Row, day: date) -> list[Row]:
    return [row for row in ctx.rows("safe_contacts") if is_of(row, case) and is_live(row, day)]


def scn_01(ctx: Context, case: Row) -> Verdict | None:
    if case["client_group"] != "adult_victim" or case["status"] != "open":
        return None
    verdict, live = Verdict(), live_rows(ctx, case, ctx.as_of)
    if live:
        latest = max(row["confirmed_on"] for row in live)
        old = not ctx.lacks("days.safe_contact_confirm") and is_older(ctx, latest, "days.safe_contact_confirm")
        verdict.breach("not_confirmed", when=old)
        verdict.breach("no_next_contact", when=not any(row["next_contact_agreed"] for row in live))
    elif ctx.lacks("days.safe_contact_first"):
        return verdict
    elif case["opened_on"] is None:
        verdict.undecided()
    else:
        breach_once_past(ctx, verdict, "none_live", case["opened_on"], "days.safe_contact_first")
    return verdict


def scn_02(ctx: Context, contact: Row) -> Verdict | None:
    case, method = ctx.find("cases", contact["case_id"]), contact["method"]
    if contact["direction"] != "out" or (method not in ALLOWED_BY and method != "fax"):
        return None
    if case is None or not case["client_group"] or case["client_group"] not in ctx.items("safe_contact.groups"):
        return None
    if not contact["person_id"]:
        return undecided()
    if contact["person_id"] != case["person_id"]:
        return None
    verdict, day = Verdict(), day_of(contact["started_at"])
    named = ctx.find("safe_contacts", contact["safe_contact_id"])
    verdict.breach("route_not_allowed", when=method == "fax")
    if contact["safe_contact_id"]:
        other = named is None or not is_of(named, case)
        never = not other and not (named["detail"] and named["confirmed_on"])  # live on no day at all
        verdict.breach("ended_contact", when=other or never or (day is not None and not is_live(named, day)))
    if day is None:
        verdict.undecided()
    elif not verdict.breaches:
        return judge_route(ctx, contact, case, named)
    return verdict


def judge_route(ctx: Context, contact: Row, case: Row, named: Row | None) -> Verdict | None:
    """The live row that is named, else all that are live that day."""
    rows = [named] if named is not None else live_rows(ctx, case, contact["started_at"].day)
    if not rows:
        return undecided("no_safe_contact") if case["client_group"] == "adult_victim" else None
    verdict = Verdict()
    allowed = any(row[ALLOWED_BY[contact["method"]]] == "yes" for row in rows)
    verdict.breach("route_not_allowed", when=not allowed)
    return verdict


CHECKS = {"SCN-01": [("cases", scn_01)], "SCN-02": [("contacts", scn_02)]}
