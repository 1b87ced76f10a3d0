"""DIS-07: the person was not told that their information was shared."""

from __future__ import annotations

from sample_data.generator.calendar import DAY, working_day
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.sharing import with_consent
from sample_data.generator.world import World


def not_told(world: World) -> None:
    row, _ = _row(world)
    row["subject_told_on"] = ""
    world.breach("DIS-07", row, "not_told")


def said_to_be_impractical(world: World) -> None:
    row, _ = _row(world)
    row.update(subject_told_on="", not_told_reason="not_practicable")
    world.breach("DIS-07", row, "reason_not_accepted", "VC")
    world.near("DIS-07", row, "a reason this policy accepts", "M")


def staff_process_for_a_client(world: World) -> None:
    row, _ = _row(world)
    row.update(subject_told_on="", not_told_reason="staff_legal_process")
    world.breach("DIS-07", row, "reason_not_accepted")


def told_on_the_eighth_day(world: World) -> None:
    row, day = _row(world)
    row["subject_told_on"] = day + world.pick((8, 8, 30)) * DAY
    world.breach("DIS-07", row, "told_late")


def told_late_as_impractical(world: World) -> None:
    row, day = _row(world)
    row.update(subject_told_on=day + 21 * DAY, not_told_reason="not_practicable")
    world.breach("DIS-07", row, "told_late", "VC")


def seven_days_over_yesterday(world: World) -> None:
    row, _ = _row(world, 8)
    row["subject_told_on"] = ""
    world.breach("DIS-07", row, "not_told")


def to_be_told_next_week(world: World) -> None:
    """A day after the run date is read as blank."""
    row, _ = _row(world, 20)
    row["subject_told_on"] = world.as_of + 3 * DAY
    world.breach("DIS-07", row, "not_told")


def still_within_seven_days(world: World) -> None:
    row, _ = _row(world, 7)
    row["subject_told_on"] = ""
    world.near("DIS-07", row, "the last day for telling is the run date")


def told_on_the_seventh_day(world: World) -> None:
    row, day = _row(world)
    row["subject_told_on"] = day + 7 * DAY
    world.near("DIS-07", row, "told on the last day")


def told_late_for_safety(world: World) -> None:
    row, day = _row(world)
    row.update(subject_told_on=day + 40 * DAY, not_told_reason="would_raise_risk")
    world.near("DIS-07", row, "told late, with an accepted reason")


def asked_for_it_herself(world: World) -> None:
    row, _ = _row(world)
    row.update(subject_told_on="", client_requested="yes")
    world.near("DIS-07", row, "she asked for it to be shared")


def _row(world: World, days: int = 0) -> tuple[dict, object]:
    """A disclosure the client did not ask for, `days` ago or two months to a year ago."""
    case = a_case(world, days=500)
    share = with_consent(world, case, world.ago(days) if days else working_day(world.ago(world.rng.randint(60, 360))))
    share.disclosure["client_requested"] = "no"
    return share.disclosure, share.disclosure["disclosed_at"].date()


STORIES = (
    (not_told, 8), (said_to_be_impractical, 2), (staff_process_for_a_client, 1), (told_on_the_eighth_day, 4),
    (told_late_as_impractical, 1), (seven_days_over_yesterday, 1), (to_be_told_next_week, 1),
    (still_within_seven_days, 1), (told_on_the_seventh_day, 1), (told_late_for_safety, 2),
    (asked_for_it_herself, 2),
)  # fmt: skip
