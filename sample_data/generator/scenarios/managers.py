"""AUT-01 and AUT-02: shared without consent and without a manager, or with one who could not properly approve."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY, at
from sample_data.generator.scenarios.ground import a_case, drop, without_managers
from sample_data.generator.sharing import Share, authorise, by_exception
from sample_data.generator.world import World

HOUR = dt.timedelta(hours=1)
APPROVAL = "HMC"  # the packs in which an approval counts; the other hears the line manager alone


def no_manager_spoken_to(world: World) -> None:
    share = by_exception(world, a_case(world))
    without_managers(world, share)
    share.disclosure["authorisation_id"] = world.pick(("", "", world.new_id("AUT")))
    world.breach("AUT-01", share.disclosure, "no_manager_row")


def spoke_to_a_peer(world: World) -> None:
    share = by_exception(world, a_case(world))
    without_managers(world, share)
    kind = str(world.pick(("peer_advice", "case_meeting", "safeguarding_lead_advice")))
    adviser = world.teams["other"][0]["staff_id"]
    authorise(world, share.case, share.decision, kind, adviser, share.talk["held_at"])
    world.breach("AUT-01", share.disclosure, "wrong_kind")


def approved_but_never_talked_through(world: World) -> None:
    """One policy asks for the talk, one for the approval, the stack for both."""
    share = by_exception(world, a_case(world))
    drop(world, "authorisations", share.talk)
    world.breach("AUT-01", share.disclosure, "wrong_kind", "DC")
    world.near("AUT-01", share.disclosure, "an approval alone is enough here", "HM")


def grounds_not_covered(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.talk["covers"] = share.approval["covers"] = world.pick(("reasons", "reasons;risk", ""))
    world.breach("AUT-01", share.disclosure, "covers_missing", "DC")
    world.near("AUT-01", share.disclosure, "this policy does not say what the talk must cover", "HM")


def manager_told_next_morning(world: World) -> None:
    share = _held(world, at, "09:10", urgent=False)
    world.breach("AUT-01", share.disclosure, "too_late")
    world.breach("RAT-06", share.decision, "missing_urgency", "MC")


def emergency_and_a_minute_too_long(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.talk["held_at"] = share.approval["held_at"] = share.disclosure["disclosed_at"] + 24 * HOUR + HOUR / 60
    world.breach("AUT-01", share.disclosure, "too_late")


def urgent_but_no_concern_logged(world: World) -> None:
    share = by_exception(world, a_case(world), harm="")
    share.talk["held_at"] = share.approval["held_at"] = share.disclosure["disclosed_at"] + 2 * HOUR
    world.breach("AUT-01", share.disclosure, "too_late")
    world.breach("AUT-04", share.disclosure, "no_concern")


def emergency_nobody_told_in_time(world: World) -> None:
    share = by_exception(world, a_case(world, days=170), world.ago(1))
    without_managers(world, share)
    share.disclosure["disclosed_at"] = at(world.ago(1), "20:30")
    world.breach("AUT-01", share.disclosure, "no_manager_row")


def day_of_talk_missing(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.talk["held_at"] = share.approval["held_at"] = ""
    world.breach("AUT-01", share.disclosure, "too_late")
    world.undecided("AUT-02", share.talk, "", "DMC")
    world.undecided("AUT-02", share.approval, "", "HMC")


def emergency_within_the_day(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.talk["held_at"] = share.approval["held_at"] = share.disclosure["disclosed_at"] + 24 * HOUR
    world.near("AUT-01", share.disclosure, "an emergency, the manager told exactly 24 hours later")


def emergency_still_running(world: World) -> None:
    share = by_exception(world, a_case(world, days=95), world.as_of)
    without_managers(world, share)
    world.near("AUT-01", share.disclosure, "an emergency of the run date, the 24 hours not over")


def talked_that_day_no_time(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.talk["held_at"] = share.approval["held_at"] = share.disclosure["disclosed_at"].date()
    world.near("AUT-01", share.disclosure, "talked the same day, no time written")


def approved_the_same_minute(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.approval["held_at"] = share.disclosure["disclosed_at"]
    world.near("AUT-01", share.disclosure, "approved at the moment it went")


def covered_between_them(world: World) -> None:
    """One policy counts the line manager's talk alone, and that left the grounds out."""
    share = by_exception(world, a_case(world))
    share.talk["covers"], share.approval["covers"] = "reasons", "grounds"
    world.near("AUT-01", share.disclosure, "the two talks together cover both points", "HMC")
    world.breach("AUT-01", share.disclosure, "covers_missing", "D")


def approver_not_named(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.approval["staff_id"] = world.pick(("", world.new_id("S")))
    world.breach("AUT-02", share.approval, "approver_blank", APPROVAL)


def approved_by_the_worker(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.approval["staff_id"] = share.case.lead["staff_id"]
    world.breach("AUT-02", share.approval, "own_approval;wrong_role", APPROVAL)


def manager_approved_her_own(world: World) -> None:
    share = by_exception(world, a_case(world))
    manager = world.managers[share.case.row["service"]]
    share.disclosure["disclosed_by"] = share.approval["staff_id"] = manager["staff_id"]
    share.talk["staff_id"] = world.senior["staff_id"]
    world.breach("AUT-02", share.approval, "own_approval", APPROVAL)


def approved_by_a_senior_worker(world: World) -> None:
    share = by_exception(world, a_case(world, "iss", "refuge"))
    share.approval["staff_id"] = world.teams["childrens"][0]["staff_id"]
    world.breach("AUT-02", share.approval, "wrong_role", APPROVAL)


def approved_after_leaving(world: World) -> None:
    share, day = _with_manager(world)
    _manager(world, share, left_on=day - DAY)
    world.breach("AUT-02", share.approval, "left", APPROVAL)


def approved_before_starting(world: World) -> None:
    share, day = _with_manager(world)
    _manager(world, share, started_on=day + DAY)
    world.breach("AUT-02", share.approval, "not_started", APPROVAL)


def approved_on_the_last_day(world: World) -> None:
    share, day = _with_manager(world)
    _manager(world, share, left_on=day)
    world.near("AUT-02", share.approval, "the manager's last working day", APPROVAL)


def approved_on_the_first_day(world: World) -> None:
    share, day = _with_manager(world)
    _manager(world, share, started_on=day)
    world.near("AUT-02", share.approval, "the manager's first working day", APPROVAL)


def talked_to_another_teams_manager(world: World) -> None:
    share = by_exception(world, a_case(world, "iss", "childrens", "refuge"))
    share.talk["staff_id"] = world.managers["youth"]["staff_id"]
    world.breach("AUT-02", share.talk, "not_own_line_manager", "DC")
    world.near("AUT-02", share.talk, "any line manager will do here", "M")


def own_manager_not_recorded(world: World) -> None:
    share = by_exception(world, a_case(world))
    worker = world.add(
        "staff",
        full_name=world.names.full("f"),
        worker_type="sessional",
        role="worker",
        started_on=world.ago(1000),
        confidentiality_clause="during",
    )
    share.disclosure["disclosed_by"] = worker["staff_id"]
    world.undecided("AUT-02", share.talk, "", "DC")
    world.near("AUT-02", share.talk, "any line manager will do here", "M")


def a_second_approval_is_sound(world: World) -> None:
    share = by_exception(world, a_case(world, "iss"))
    other = world.teams["childrens"][0]["staff_id"]
    extra = authorise(world, share.case, share.decision, "manager_approval", other, share.talk["held_at"])
    world.near("AUT-02", extra, "another approval of the same disclosure is sound", APPROVAL)


def _held(world: World, moment: object, clock: str, urgent: bool) -> Share:
    """Both manager rows the day after, with or without urgency among what was considered."""
    share = by_exception(world, a_case(world))
    day = share.disclosure["disclosed_at"].date()
    share.talk["held_at"] = share.approval["held_at"] = moment(day + DAY, clock)
    if not urgent:
        share.decision["considered"] = share.decision["considered"].replace("urgency;", "")
    return share


def _with_manager(world: World) -> tuple[Share, dt.date]:
    share = by_exception(world, a_case(world))
    return share, share.approval["held_at"].date()


def _manager(world: World, share: Share, **days: object) -> None:
    """A former or a new senior manager approves."""
    row = world.add(
        "staff",
        full_name=world.names.full("m"),
        worker_type="employee",
        role="senior_manager",
        line_manager_id=world.senior["staff_id"],
        confidentiality_clause="during_and_after",
        **({"started_on": world.ago(3000)} | days),
    )
    share.approval["staff_id"] = row["staff_id"]


STORIES = (
    (no_manager_spoken_to, 6), (spoke_to_a_peer, 3), (approved_but_never_talked_through, 3),
    (grounds_not_covered, 3), (manager_told_next_morning, 4), (emergency_and_a_minute_too_long, 1),
    (urgent_but_no_concern_logged, 1), (emergency_nobody_told_in_time, 1), (day_of_talk_missing, 1),
    (emergency_within_the_day, 1), (emergency_still_running, 1), (talked_that_day_no_time, 1),
    (approved_the_same_minute, 1), (covered_between_them, 1), (approver_not_named, 2), (approved_by_the_worker, 3),
    (manager_approved_her_own, 1), (approved_by_a_senior_worker, 3), (approved_after_leaving, 1),
    (approved_before_starting, 1), (approved_on_the_last_day, 1), (approved_on_the_first_day, 1),
    (talked_to_another_teams_manager, 3), (own_manager_not_recorded, 1), (a_second_approval_is_sound, 1),
)  # fmt: skip
