"""STO-01 and STO-02: records kept somewhere not secured, and files not brought back to the cabinet."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.background import destroyed
from sample_data.generator.calendar import DAY, anniversary, at
from sample_data.generator.casework import new_case
from sample_data.generator.everyday import move_file
from sample_data.generator.papers import client_paper
from sample_data.generator.scenarios.ground import a_case, a_host
from sample_data.generator.world import World

HOURS = dt.timedelta(hours=24)
MINUTE = dt.timedelta(minutes=1)
CHECKED, WIPED = "WMC", "MC"  # the packs that ask for a yearly check, and for phones and sticks to be cleared


def on_a_desk(world: World) -> None:
    world.breach("STO-01", _place(world, str(world.pick(("desk", "other")))), "kind_not_accepted")


def in_a_locked_room(world: World) -> None:
    """Three policies take a locked room for a locked cabinet, two do not."""
    row = _place(world, "locked_room")
    world.breach("STO-01", row, "kind_not_accepted", "WC")
    world.near("STO-01", row, "a locked room is accepted here", "DHM")


def nobody_said_what_it_is(world: World) -> None:
    row = _place(world, "locked_cabinet")
    row.update(kind="", password_protected="yes", it_policy_compliant="yes")
    world.breach("STO-01", row, "kind_not_accepted")


def open_file_in_the_archive(world: World) -> None:
    """Two policies keep the archive for closed files."""
    row = _place(world, "secure_archive")
    a_case(world, days=200).row["storage_location_id"] = row["location_id"]
    world.breach("STO-01", row, "archive_in_use", "WC")
    world.near("STO-01", row, "an open file may lie in the archive here", "DHM")
    closed = _place(world, "secure_archive")
    new_case(world, "iss", "closed").row["storage_location_id"] = closed["location_id"]
    world.near("STO-01", closed, "an archive with closed files")


def left_unlocked(world: World) -> None:
    row = _place(world, "locked_cabinet")
    row["locked"] = world.pick(("no", ""))
    world.breach("STO-01", row, "unlocked")


def desk_left_unlocked(world: World) -> None:
    row = _place(world, "desk")
    row["locked"] = "no"
    world.breach("STO-01", row, "kind_not_accepted;unlocked")


def no_password_on_it(world: World) -> None:
    row = _place(world, str(world.pick(("laptop", "shared_drive", "case_system"))))
    row["password_protected"] = world.pick(("no", ""))
    world.breach("STO-01", row, "no_password")


def outside_the_security_policy(world: World) -> None:
    """Two policies ask for a password and leave the rest to others."""
    row = _place(world, "laptop")
    row["it_policy_compliant"] = world.pick(("no", ""))
    world.breach("STO-01", row, "not_compliant", CHECKED)
    world.near("STO-01", row, "this policy asks for a password alone", "DH")


def checked_more_than_a_year_ago(world: World) -> None:
    for days in (366, 365, None):
        row = _place(world, "locked_cabinet")
        row["last_checked_on"] = world.ago(days) if days else ""
        if days == 365:
            world.near("STO-01", row, "checked exactly 365 days ago")
        else:
            world.breach("STO-01", row, "check_overdue", CHECKED)
            world.near("STO-01", row, "this policy names no check", "DH")


def phone_not_cleared(world: World) -> None:
    for days in (31, 30, None):
        row = _place(world, str(world.pick(("mobile_phone", "removable_media"))))
        row["last_cleared_on"] = world.ago(days) if days else ""
        if days == 30:
            world.near("STO-01", row, "cleared exactly 30 days ago")
        else:
            world.breach("STO-01", row, "not_cleared", WIPED)
            world.near("STO-01", row, "this policy does not ask for it to be cleared", "DWH")


def phone_with_everything_wrong(world: World) -> None:
    row = _place(world, "mobile_phone")
    columns = ("password_protected", "it_policy_compliant", "last_checked_on", "last_cleared_on")
    row.update(dict.fromkeys(columns, ""))
    world.breach("STO-01", row, "no_password", "DH")
    world.breach("STO-01", row, "check_overdue;no_password;not_compliant", "W")
    world.breach("STO-01", row, "check_overdue;no_password;not_cleared;not_compliant", WIPED)


def nothing_personal_in_it(world: World) -> None:
    row = _place(world, "desk")
    row.update(locked="no", holds_personal_data="no")
    world.near("STO-01", row, "holds no personal data")
    row = _place(world, "desk")
    row["holds_personal_data"] = ""
    world.breach("STO-01", row, "kind_not_accepted")


def file_nobody_can_place(world: World) -> None:
    case = a_case(world)
    case.row["storage_location_id"] = world.pick(("", world.new_id("LOC", 100, 999)))
    world.breach("STO-01", case.row, "no_location")
    paper = client_paper(world, case, case.opened)
    paper["storage_location_id"] = world.pick(("", world.new_id("LOC", 100, 999)))
    world.breach("STO-01", paper, "no_location")


def destroyed_file_has_no_place(world: World) -> None:
    case = destroyed(world, "iss", anniversary(world.ago(200), -6))
    case.row["storage_location_id"] = ""
    world.near("STO-01", case.row, "the file is destroyed")


def not_brought_back(world: World) -> None:
    row = _movement(world)
    row.update(returned_at="", returned_to="")
    world.breach("STO-02", row, "not_returned")


def out_since_yesterday(world: World) -> None:
    for day in (world.ago(1), world.as_of):
        row = _movement(world, day)
        row.update(taken_at=at(day, "15:10"), returned_at="", returned_to="")
        if day == world.as_of:
            world.near("STO-02", row, "the 24 hours are not over")
        else:
            world.breach("STO-02", row, "not_returned")


def back_a_minute_late(world: World) -> None:
    for late in (MINUTE, MINUTE * 0):
        row = _movement(world)
        row["returned_at"] = row["taken_at"] + HOURS + late
        if late:
            world.breach("STO-02", row, "returned_late")
        else:
            world.near("STO-02", row, "back exactly 24 hours later")


def back_no_times_written(world: World) -> None:
    for days in (2, 1):
        row = _movement(world)
        row["taken_at"] = row["taken_at"].date()
        row["returned_at"] = row["taken_at"] + days * DAY
        if days == 2:
            world.breach("STO-02", row, "returned_late")
        else:
            world.near("STO-02", row, "back the day after, no time written")


def back_but_not_in_the_cabinet(world: World) -> None:
    """On a desk, in an unlocked cabinet, nowhere known, or not written down."""
    unlocked = _place(world, "locked_cabinet")
    unlocked["locked"] = "no"
    world.breach("STO-01", unlocked, "unlocked")
    desk = _place(world, "desk")
    world.breach("STO-01", desk, "kind_not_accepted")
    for place in (unlocked["location_id"], desk["location_id"], world.new_id("LOC", 100, 999), ""):
        row = _movement(world)
        row["returned_to"] = place
        world.breach("STO-02", row, "returned_unsecured")


def back_to_the_locked_room(world: World) -> None:
    """The same room is a place for files in one policy and not in the other."""
    room = _place(world, "locked_room")
    world.breach("STO-01", room, "kind_not_accepted", "WC")
    row = _movement(world)
    row["returned_to"] = room["location_id"]
    world.breach("STO-02", row, "returned_unsecured", "WC")
    world.near("STO-02", row, "a locked room is accepted here", "M")


def late_and_unsecured(world: World) -> None:
    row = _movement(world)
    row.update(returned_at=row["taken_at"] + 3 * DAY, returned_to="")
    world.breach("STO-02", row, "returned_late;returned_unsecured")


def when_it_went_is_missing(world: World) -> None:
    row = _movement(world)
    row["taken_at"] = ""
    world.undecided("STO-02", row)


def back_before_it_went(world: World) -> None:
    row = _movement(world)
    row["returned_at"] = row["taken_at"] - HOURS
    world.near("STO-02", row, "the days are the wrong way round, which the gate reports")


def _place(world: World, kind: str) -> dict:
    """A place that is locked or protected, checked and cleared this month."""
    paper = kind in ("locked_cabinet", "locked_room", "secure_archive", "desk", "other")
    return world.add(
        "storage_locations",
        location_id=world.new_id("LOC", 10, 99),
        kind=kind,
        locked="yes" if paper else "",
        password_protected="" if paper else "yes",
        it_policy_compliant="" if paper else "yes",
        holds_personal_data="yes",
        last_checked_on=world.ago(20),
        last_cleared_on=world.ago(5) if kind in ("mobile_phone", "removable_media") else "",
    )


def _movement(world: World, day: dt.date | None = None) -> dict:
    return move_file(world, a_host(world), day or world.ago(world.rng.randint(10, 280)))


STORIES = (
    (on_a_desk, 3), (in_a_locked_room, 1), (nobody_said_what_it_is, 1), (open_file_in_the_archive, 1),
    (left_unlocked, 2), (desk_left_unlocked, 1), (no_password_on_it, 2), (outside_the_security_policy, 1),
    (checked_more_than_a_year_ago, 1), (phone_not_cleared, 1), (phone_with_everything_wrong, 1),
    (nothing_personal_in_it, 1), (file_nobody_can_place, 3), (destroyed_file_has_no_place, 1), (not_brought_back, 3),
    (out_since_yesterday, 1), (back_a_minute_late, 1), (back_no_times_written, 1), (back_but_not_in_the_cabinet, 1),
    (back_to_the_locked_room, 1), (late_and_unsecured, 1), (when_it_went_is_missing, 1), (back_before_it_went, 1),
)  # fmt: skip
