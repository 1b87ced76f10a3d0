"""DIS-08: shared too late for the risk, counted in hours from the concern or from the request."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY, at
from sample_data.generator.requests import asked_first
from sample_data.generator.scenarios.footing import agreed, day_of, lasting, shared, some_day
from sample_data.generator.sharing import Share, by_exception, raise_concern
from sample_data.generator.world import World

HOUR = dt.timedelta(hours=1)


def a_day_and_an_hour_after_the_concern(world: World) -> None:
    share = _harm(world, "child_significant_harm", 25 * HOUR)
    world.breach("DIS-08", share.disclosure, "late_after_concern")


def a_day_after_to_the_minute(world: World) -> None:
    share = _harm(world, "child_significant_harm", 24 * HOUR)
    world.near("DIS-08", share.disclosure, "exactly the hours allowed")


def next_day_no_time_written(world: World) -> None:
    """Without a time the hours are counted in days."""
    share = _harm(world, "child_significant_harm", 25 * HOUR)
    share.concern["raised_at"] = day_of(share) - DAY
    world.near("DIS-08", share.disclosure, "the next day, no time written")


def two_days_later_no_time_written(world: World) -> None:
    share = _harm(world, "child_significant_harm", 47 * HOUR)
    share.concern["raised_at"] = day_of(share) - 2 * DAY
    world.breach("DIS-08", share.disclosure, "late_after_concern")


def a_worry_has_three_days(world: World) -> None:
    """The kind of concern sets the hours."""
    share = _harm(world, "child_concern", 72 * HOUR)
    world.near("DIS-08", share.disclosure, "exactly the hours allowed for a worry")
    share = _harm(world, "child_concern", 73 * HOUR)
    world.breach("DIS-08", share.disclosure, "late_after_concern")


def harm_to_another_adult(world: World) -> None:
    share = by_exception(world, shared(world, "iss", "refuge", of="harm "), some_day(world), "serious_harm_to_other")
    _raised(share, 30 * HOUR)
    world.breach("DIS-08", share.disclosure, "late_after_concern")


def threat_told_to_the_police_late(world: World) -> None:
    share = by_exception(world, shared(world, "iss", of="harm "), some_day(world), "threat_to_named_person")
    _raised(share, 26 * HOUR)
    share.concern["warned_at"] = share.concern["raised_at"] + 2 * HOUR
    world.breach("DIS-08", share.disclosure, "late_after_concern")


def her_own_safety_late(world: World) -> None:
    """Told to an agency with her word, for a risk to herself."""
    share = agreed(world, "voluntary", case=lasting(world, "iss", "refuge"))
    share.concern = raise_concern(world, share.case, day_of(share), "risk_to_client", share.decision)
    _raised(share, 40 * HOUR)
    world.breach("DIS-08", share.disclosure, "late_after_concern")


def an_older_concern_beside_it(world: World) -> None:
    """Of several concerns the latest counts."""
    share = _harm(world, "child_significant_harm", 3 * HOUR)
    raised = share.disclosure["disclosed_at"] - 26 * HOUR
    older = raise_concern(world, share.case, day_of(share), "child_significant_harm", share.decision)
    older.update(raised_at=raised, procedure_started_at=raised + HOUR)
    share.decision["concern_id"] = share.concern["concern_id"]
    world.near("DIS-08", share.disclosure, "the later of two concerns was that morning")


def asked_for_and_late(world: World) -> None:
    """The decision came within the days for an answer, and the share an hour too late."""
    share = _asked(world, 121 * HOUR)
    world.breach("DIS-08", share.disclosure, "late_after_request")


def asked_for_and_in_time(world: World) -> None:
    share = _asked(world, 120 * HOUR)
    world.near("DIS-08", share.disclosure, "exactly the hours allowed after a request")


def asked_for_after_a_concern(world: World) -> None:
    """With a concern and a request the concern alone counts."""
    share = _harm(world, "child_significant_harm", 2 * HOUR)
    row = asked_first(world, share.decision, share.disclosure)
    row["received_at"] = share.disclosure["disclosed_at"] - 121 * HOUR
    world.near("DIS-08", share.disclosure, "a request of long ago, and a concern of that day")


def day_of_request_missing(world: World) -> None:
    share = agreed(world, "housing")
    asked_first(world, share.decision, share.disclosure)["received_at"] = ""
    world.undecided("DIS-08", share.disclosure)


def we_asked_them(world: World) -> None:
    share = agreed(world, "housing")
    row = asked_first(world, share.decision, share.disclosure)
    row.update(direction="made_by_us", received_at=at(day_of(share) - 30 * DAY, "10:00"), basis_stated="Her consent")
    world.near("DIS-08", share.disclosure, "the request was ours")


def _harm(world: World, kind: str, before: dt.timedelta) -> Share:
    share = by_exception(world, shared(world, "childrens", of="harm "), some_day(world), kind)
    _raised(share, before)
    return share


def _raised(share: Share, before: dt.timedelta) -> None:
    """Move the concern back, with the steps and the decision that followed it within the hour."""
    raised = share.disclosure["disclosed_at"] - before
    share.concern.update(raised_at=raised, procedure_started_at=raised + HOUR)
    if share.decision["decided_at"] > raised + 24 * HOUR:
        share.decision.update(decided_at=raised + HOUR, recorded_at=raised + 2 * HOUR)


def _asked(world: World, before: dt.timedelta) -> Share:
    share = agreed(world, "housing")
    row = asked_first(world, share.decision, share.disclosure)
    row["received_at"] = share.disclosure["disclosed_at"] - before
    return share


STORIES = (
    (a_day_and_an_hour_after_the_concern, 3), (a_day_after_to_the_minute, 1), (next_day_no_time_written, 1),
    (two_days_later_no_time_written, 1), (a_worry_has_three_days, 1), (harm_to_another_adult, 1),
    (threat_told_to_the_police_late, 1), (her_own_safety_late, 1), (an_older_concern_beside_it, 1),
    (asked_for_and_late, 2), (asked_for_and_in_time, 1), (asked_for_after_a_concern, 1), (day_of_request_missing, 1),
    (we_asked_them, 1),
)  # fmt: skip
