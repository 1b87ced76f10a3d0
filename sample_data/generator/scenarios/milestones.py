"""SAF-04: a partner not told of a milestone of the programme."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY
from sample_data.generator.programme import milestone
from sample_data.generator.scenarios.ground import a_case, a_host, drop
from sample_data.generator.world import World

KINDS = ("referred", "assessment_outcome", "stage_progress", "completed", "suspended", "left", "breached")


def nobody_told_her(world: World) -> None:
    world.breach("SAF-04", _untold(world), "not_told")


def told_on_the_fourth_day(world: World) -> None:
    """Late is late, whatever reason stands beside it."""
    row = _milestone(world)
    reason = world.pick(("", "no_safe_contact"))
    row.update(partner_informed_on=row["event_on"] + 4 * DAY, not_informed_reason=reason)
    world.breach("SAF-04", row, "told_late")


def three_days_over_yesterday(world: World) -> None:
    world.breach("SAF-04", _untold(world, world.ago(4)), "not_told")
    world.near("SAF-04", _untold(world, world.ago(3)), "the last day for telling is the run date")


def no_partner_they_said(world: World) -> None:
    """There is one on his file; the event leaves her out or names her."""
    row = _untold(world, reason="no_partner_known")
    row["partner_person_id"] = world.pick((row["partner_person_id"], ""))
    world.breach("SAF-04", row, "reason_contradicted")


def no_partner_they_said_today(world: World) -> None:
    row = _untold(world, world.ago(2), "no_partner_known")
    world.near("SAF-04", row, "the days for telling her are not over")


def no_partner_indeed(world: World) -> None:
    case = a_case(world, "dvpp", days=320)
    world.leave_out("programme_events", case.row)
    for relation in [line for line in world.tables["case_people"] if line["case_id"] == case.id]:
        if relation["relationship"] in ("partner", "ex_partner"):
            drop(world, "case_people", relation)
    case.people = {"client": [case.client]}
    row = milestone(world, case, "completed", world.ago(60))
    row.update(partner_informed_on="", not_informed_reason="no_partner_known")
    world.near("SAF-04", row, "nobody is known to be his partner")


def unsafe_to_ring(world: World) -> None:
    row = _untold(world, reason=str(world.pick(("unsafe_to_contact", "partner_declined_contact", "no_safe_contact"))))
    world.near("SAF-04", row, "not told, for an accepted reason")


def told_on_the_third_day(world: World) -> None:
    row = _milestone(world)
    row.update(partner_informed_on=row["event_on"] + 3 * DAY, partner_person_id="")
    world.near("SAF-04", row, "told on the last day, though the event does not name her")


def told_before_it_happened(world: World) -> None:
    row = _milestone(world)
    row["partner_informed_on"] = row["event_on"] - DAY
    world.undecided("SAF-04", row)


def day_of_the_milestone_missing(world: World) -> None:
    row = _milestone(world)
    row["event_on"] = ""
    world.undecided("SAF-04", row)


def _milestone(world: World, day: dt.date | None = None) -> dict:
    kind = str(world.pick(KINDS))
    case = a_host(world, "dvpp")
    world.leave_out("programme_events", case.row)
    return milestone(world, case, kind, day or world.ago(world.rng.randint(10, 280)))


def _untold(world: World, day: dt.date | None = None, reason: str = "") -> dict:
    row = _milestone(world, day)
    row.update(partner_informed_on="", not_informed_reason=reason)
    return row


STORIES = (
    (nobody_told_her, 3), (told_on_the_fourth_day, 2), (three_days_over_yesterday, 1), (no_partner_they_said, 2),
    (no_partner_they_said_today, 1), (no_partner_indeed, 1), (unsafe_to_ring, 2), (told_on_the_third_day, 1),
    (told_before_it_happened, 1), (day_of_the_milestone_missing, 1),
)  # fmt: skip
