"""AUT-01 and AUT-02. Each function takes one row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* scope: a blank subject_type counts as client, as in CON-06. An undated disclosure is in scope and undecided, whatever
  else could be said of it. A row that waits in AUT-01 is still `in AUT-01 scope` for AUT-02.
* `covers_missing` is read on the linked rows of an accepted kind, and only if there are any.
* `accepted rows exist but none in time (P15)`: kinds and covers are right when time is left aside, and the rows in
  time do not reach P15 by themselves. So a row without any cause is exactly one with P15 involvement.
* waiting (emergency): the whole row waits unless it already has its involvement.
* AUT-02: a blank staff_id raises `approver_blank` alone; one not in staff is still compared with disclosed_by and the
  line manager's id. A discloser not in staff has no known line manager: undecided. Causes of all breaching
  disclosures are listed together.
"""

from __future__ import annotations

from .consent import is_covered, share_of
from .context import Context, Verdict, undecided
from .definitions import (
    ABOUT_CLIENT,
    is_emergency,
    is_external,
    is_identifiable,
    is_in_time,
    linked_authorisations,
)
from .records import Row, day_of
from .times import hours_have_passed


def in_aut_01(ctx: Context, disclosure: Row) -> bool:
    if not ctx.is_value("manager.needed_when", "no_consent"):
        return False
    if not is_external(disclosure) or not is_identifiable(disclosure) or disclosure["subject_type"] not in ABOUT_CLIENT:
        return False
    if disclosure["basis"] not in ctx.items("basis.breaking"):
        return False
    return disclosure["disclosed_at"] is None or not is_covered(ctx, share_of(disclosure))


def has_the_kinds(ctx: Context, rows: list[Row]) -> bool:
    wanted = set(ctx.items("manager.kinds"))
    present = {row["kind"] for row in rows} & wanted
    return present == wanted if ctx.is_value("manager.kinds_all", "yes") else bool(present)


def has_the_covers(ctx: Context, rows: list[Row]) -> bool:
    together = {code for row in rows for code in row["covers"]}
    return set(ctx.items("manager.covers")) <= together


def aut_01(ctx: Context, disclosure: Row) -> Verdict | None:
    if not in_aut_01(ctx, disclosure):
        return None
    if disclosure["disclosed_at"] is None:
        return undecided()
    linked = linked_authorisations(ctx, disclosure)
    of_kind = [row for row in linked if row["kind"] in ctx.items("manager.kinds")]
    in_time = [row for row in of_kind if is_in_time(ctx, disclosure, row)]
    verdict = Verdict()
    if has_the_kinds(ctx, in_time) and has_the_covers(ctx, in_time):
        return verdict
    hours = ctx.number("manager.emergency_hours")
    if is_emergency(ctx, disclosure) and not hours_have_passed(disclosure["disclosed_at"], hours, ctx.as_of):
        return None
    verdict.breach("no_manager_row", when=not linked)
    verdict.breach("wrong_kind", when=bool(linked) and not has_the_kinds(ctx, of_kind))
    verdict.breach("covers_missing", when=bool(of_kind) and not has_the_covers(ctx, of_kind))
    verdict.breach("too_late", when=has_the_kinds(ctx, of_kind) and has_the_covers(ctx, of_kind))
    return verdict


def judge_approver(ctx: Context, authorisation: Row, disclosure: Row) -> Verdict:
    verdict = Verdict()
    staff_id = authorisation["staff_id"]
    if not staff_id:
        verdict.breach("approver_blank")
        return verdict
    verdict.breach("own_approval", when=staff_id == disclosure["disclosed_by"])
    judge_line_manager(ctx, authorisation, disclosure, verdict)
    member = ctx.find("staff", staff_id)
    if member is None:
        verdict.breach("approver_blank")
        return verdict
    has_role = ctx.is_off("manager.roles") or member["role"] in ctx.items("manager.roles")
    verdict.breach("wrong_role", when=not has_role)
    day = day_of(authorisation["held_at"])
    if day is None:
        verdict.undecided()
        return verdict
    verdict.breach("left", when=member["left_on"] is not None and member["left_on"] < day)
    verdict.breach("not_started", when=member["started_on"] is not None and member["started_on"] > day)
    return verdict


def judge_line_manager(ctx: Context, authorisation: Row, disclosure: Row, verdict: Verdict) -> None:
    if not ctx.is_value("manager.own_line_manager", "yes") or authorisation["kind"] != "line_manager_discussion":
        return
    discloser = ctx.find("staff", disclosure["disclosed_by"])
    if discloser is None or not discloser["line_manager_id"]:
        verdict.undecided()
        return
    verdict.breach("not_own_line_manager", when=authorisation["staff_id"] != discloser["line_manager_id"])


def judge_for_disclosure(ctx: Context, authorisation: Row, disclosure: Row) -> Verdict | None:
    """None where another linked row of the same kind complies for this disclosure."""
    verdict = judge_approver(ctx, authorisation, disclosure)
    if verdict.outcome([])[0] == "complies":
        return verdict
    for other in linked_authorisations(ctx, disclosure):
        same_kind = other is not authorisation and other["kind"] == authorisation["kind"]
        if same_kind and judge_approver(ctx, other, disclosure).outcome([])[0] == "complies":
            return None
    return verdict


def aut_02(ctx: Context, authorisation: Row) -> Verdict | None:
    if authorisation["kind"] not in ctx.items("manager.kinds"):
        return None
    verdicts = []
    for disclosure in ctx.rows("disclosures"):
        if authorisation in linked_authorisations(ctx, disclosure) and in_aut_01(ctx, disclosure):
            verdicts.append(judge_for_disclosure(ctx, authorisation, disclosure))
    judged = [verdict for verdict in verdicts if verdict is not None]
    if not judged:
        return None
    together = Verdict()
    for verdict in judged:
        together.breaches |= verdict.breaches
        together.doubts |= verdict.doubts
    return together
