"""SAF-02 and SAF-03: a threatened person not warned, a parent left out and no reason why."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY
from sample_data.generator.scenarios.harm import HOURS, MINUTE, concern_alone, concern_decided
from sample_data.generator.world import World


def nobody_warned(world: World) -> None:
    """Telling the police is not warning the person."""
    concern = _threat(world, "")
    concern["police_informed_at"] = world.pick(("", concern["raised_at"] + HOURS / 8))
    concern["at_risk_id"] = world.pick((concern["at_risk_id"], ""))
    world.breach("SAF-02", concern, "not_warned")


def warned_a_minute_late(world: World) -> None:
    concern = _threat(world, HOURS + MINUTE)
    world.breach("SAF-02", concern, "warned_late")


def warned_in_the_last_minute(world: World) -> None:
    world.near("SAF-02", _threat(world, HOURS), "warned exactly 24 hours later")


def warned_no_times_written(world: World) -> None:
    for days in (1, 2):
        concern = _threat(world, HOURS)
        concern["raised_at"] = concern["raised_at"].date()
        concern["warned_at"] = concern["raised_at"] + days * DAY
        if days == 1:
            world.near("SAF-02", concern, "warned the day after, no time written")
        else:
            world.breach("SAF-02", concern, "warned_late")


def warning_still_due(world: World) -> None:
    concern = _threat(world, "", world.as_of)
    world.near("SAF-02", concern, "raised on the run date, the 24 hours not over")


def warned_but_whom(world: World) -> None:
    concern = _threat(world, HOURS / 4)
    concern["at_risk_id"] = world.pick(("", world.new_id("P")))
    world.undecided("SAF-02", concern)


def warned_but_when_was_it_raised(world: World) -> None:
    concern = _threat(world, HOURS / 4)
    concern["raised_at"] = ""
    world.undecided("SAF-02", concern)


def parent_not_mentioned(world: World) -> None:
    for days in (14, 15):
        _, _, concern = concern_decided(world, day=world.ago(days))
        concern["parent_involved"] = ""
        if days == 14:
            world.near("SAF-03", concern, "the last day for it is the run date")
        else:
            world.breach("SAF-03", concern, "not_recorded")


def parent_left_out_and_no_reason(world: World) -> None:
    _, _, concern = concern_decided(world)
    concern["parent_involved"] = world.pick(("no", "not_possible"))
    concern["parent_not_involved_reason"] = world.pick(("", "n/a", "as above"))
    world.breach("SAF-03", concern, "no_reason")


def parent_left_out_with_a_reason(world: World) -> None:
    _, _, concern = concern_decided(world)
    concern["parent_involved"] = world.pick(("no", "not_possible"))
    concern["parent_not_involved_reason"] = world.pick(("She is away and cannot be reached", "It is she who is feared"))
    world.near("SAF-03", concern, "not involved, and why is written")


def parent_not_mentioned_day_missing(world: World) -> None:
    _, _, concern = concern_decided(world)
    concern.update(raised_at="", parent_involved="")
    world.breach("SAF-03", concern, "not_recorded")
    world.undecided("SAF-01", concern)


def _threat(world: World, after: dt.timedelta | str, day: dt.date | None = None) -> dict:
    """A threat to somebody named, who was warned that long after, or never."""
    concern = concern_alone(world, "threat_to_named_person", day)
    concern["warned_at"] = concern["raised_at"] + after if isinstance(after, dt.timedelta) else ""
    return concern


STORIES = (
    (nobody_warned, 3), (warned_a_minute_late, 1), (warned_in_the_last_minute, 1), (warned_no_times_written, 1),
    (warning_still_due, 1), (warned_but_whom, 1), (warned_but_when_was_it_raised, 1), (parent_not_mentioned, 1),
    (parent_left_out_and_no_reason, 3), (parent_left_out_with_a_reason, 1), (parent_not_mentioned_day_missing, 1),
)  # fmt: skip
