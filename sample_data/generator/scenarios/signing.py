"""TRN-03: a man on the programme without the signed form."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY
from sample_data.generator.casework import Case
from sample_data.generator.notices import tell
from sample_data.generator.programme import attend
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.world import World


def form_never_signed(world: World) -> None:
    case = _man(world)
    if world.chance(0.5):
        tell(world, case, "dvpp_form", case.opened + DAY, "limits")
    world.breach("TRN-03", case.row, "not_signed")


def signed_after_the_first_session(world: World) -> None:
    for days in (2, 0):
        case = _man(world)
        attend(world, case, "GRP-D1", case.opened + 9 * DAY)
        _sign(world, case, case.opened + (9 + days) * DAY)
        if days:
            world.breach("TRN-03", case.row, "signed_late")
        else:
            world.near("TRN-03", case.row, "signed on the day of the first session")


def form_without_the_limits(world: World) -> None:
    case = _man(world)
    _sign(world, case, case.opened, str(world.pick(("", "when_breached;what_shared"))))
    world.breach("TRN-03", case.row, "limits_missing")


def second_form_has_the_limits(world: World) -> None:
    case = _man(world)
    _sign(world, case, case.opened, "when_breached")
    _sign(world, case, world.ago(2))
    world.near("TRN-03", case.row, "a later signed form covers the limits")


def signed_late_but_no_session_yet(world: World) -> None:
    case = _man(world)
    _sign(world, case, case.opened + 60 * DAY)
    world.near("TRN-03", case.row, "signed late, and no group session before it")


def form_still_due(world: World) -> None:
    world.near("TRN-03", _man(world, world.ago(14)).row, "the fortnight ends on the run date")
    world.breach("TRN-03", _man(world, world.ago(15)).row, "not_signed")


def in_the_group_without_the_form(world: World) -> None:
    for days in (1, 0):
        case = _man(world, world.ago(10))
        attend(world, case, "GRP-D1", world.ago(days))
        if days:
            world.breach("TRN-03", case.row, "not_signed")
        else:
            world.near("TRN-03", case.row, "the first session is on the run date")


def _man(world: World, opened: dt.date | None = None) -> Case:
    """A man on the programme without the form and without a session."""
    case = a_case(world, "dvpp", days=(world.as_of - opened).days if opened else 250)
    case.row["opened_on"] = opened or case.opened
    for part in ("dvpp_form", "group_attendance"):
        world.leave_out(part, case.row)
    return case


def _sign(world: World, case: Case, day: dt.date, covers: str = "limits;when_breached") -> dict:
    return tell(world, case, "dvpp_form", day, covers, signed_on=day)


STORIES = (
    (form_never_signed, 2), (signed_after_the_first_session, 1), (form_without_the_limits, 2),
    (second_form_has_the_limits, 1), (signed_late_but_no_session_yet, 1), (form_still_due, 1),
    (in_the_group_without_the_form, 1),
)  # fmt: skip
