"""Groups, and the programme for men: the form signed first, the sessions, and each milestone told to the partner."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY
from sample_data.generator.casework import Case
from sample_data.generator.notices import tell
from sample_data.generator.world import World

# service: share of its cases that join a group, the group, the weekday it meets (Monday is 0)
GROUPS = {
    "dvpp": (0.85, "GRP-D1", 1), "iss": (0.13, "GRP-W1", 2), "refuge": (0.2, "GRP-W2", 4),
    "youth": (0.2, "GRP-Y1", 3), "childrens": (0.15, "GRP-K1", 3), "family_support": (0.15, "GRP-P1", 0),
}  # fmt: skip
STAGES = ("stage_progress", "stage_progress", "completed")


def build(world: World, case: Case, first: dt.date, last: dt.date) -> None:
    """Group sessions for some, milestones for the men."""
    if world.has("group_attendance", case.row):
        _sessions(world, case, first, last)
    if case.row["client_group"] == "man_dvpp" and world.has("programme_events", case.row):
        _milestones(world, case, first, last)


def forms(world: World, case: Case) -> None:
    """The programme's own form, signed within days, and that reports are written, said on the first."""
    signed = min(case.opened + world.rng.randint(0, 4) * DAY, world.as_of)
    if world.has("dvpp_form", case.row):
        tell(world, case, "dvpp_form", signed, "limits;when_breached;what_shared;why_shared", signed_on=signed)
    if world.has("report_explained", case.row):
        tell(world, case, "report_explained", case.opened, "what_shared;why_shared")


def _sessions(world: World, case: Case, first: dt.date, last: dt.date) -> None:
    """Up to eight weekly sessions, from a week after opening on."""
    share, group, weekday = GROUPS.get(case.row["service"], (0, "", 0))
    if not world.chance(share):
        return
    start = first + (7 + world.rng.randint(0, 40)) * DAY
    start += ((weekday - start.weekday()) % 7) * DAY
    for week in range(world.rng.randint(3, 8)):
        held = start + 7 * week * DAY
        if held <= last:
            attend(world, case, group, held, again=week > 0)


def attend(world: World, case: Case, group: str, held: dt.date | str, again: bool = False) -> dict:
    """One client at one session; the steps are taken at the first, and not always said again."""
    session = f"{group}-{held:%y%m%d}" if isinstance(held, dt.date) else f"{group}-{world.rng.randint(100, 999)}"
    said = {name: "no" if again and world.chance(0.3) else "yes" for name in ("asked_to_keep", "no_guarantee_said")}
    women = case.row["client_group"] == "adult_victim"
    return world.add(
        "group_attendance",
        session_id=session,
        group_id=group,
        held_on=held,
        service=case.row["service"],
        case_id=case.id,
        confidentiality_discussed="yes",
        partner_rule_said="yes" if women else "",
        **said,
    )


def _milestones(world: World, case: Case, first: dt.date, last: dt.date) -> None:
    """Referred, assessed, then the stages as far as his time reached; she is told within three days of each."""
    milestone(world, case, "referred", first)
    days = 14
    for kind in ("assessment_outcome", *STAGES):
        day = first + days * DAY
        if day > last:
            return
        milestone(world, case, kind, day)
        days += world.rng.randint(50, 80)


def milestone(world: World, case: Case, kind: str, day: dt.date | str, **more: object) -> dict:
    partner = case.person("partner", "ex_partner")
    values: dict = {}
    if isinstance(day, dt.date):
        values["partner_informed_on"] = min(day + world.rng.randint(0, 3) * DAY, world.as_of)
    values["partner_person_id"] = partner["person_id"] if partner else ""
    return world.add("programme_events", case_id=case.id, event_type=kind, event_on=day, **(values | more))
