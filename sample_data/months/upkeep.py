"""What the system writes over or weeds, so that October no longer shows it: yearly checks, safe ways confirmed again,
refresher training, routine calls, the induction of people who have left, and the month's own access log.
"""

from __future__ import annotations

import datetime as dt

from sample_data.generator import access, contact_log, everyday, personnel
from sample_data.generator import texts_office as office
from sample_data.generator.calendar import DAY, working_day
from sample_data.generator.casework import Case
from sample_data.generator.world import World
from sample_data.months.cut import on

CONFIRMED_EVERY = 80  # days between two confirmations of a safe contact
TRAINED_EVERY = 700  # days between two refreshers
QUIET = {"yes": 25, "no": 75}  # days without an entry after which a routine call follows, looked-after child or not
SEEN = ("policy_seen_on", "assurance_on", "our_policy_sent_on", "requirements_explained_on")


def set_back(world: World, day: dt.date) -> None:
    """Put what is written over in place back to its last value before the day; call it before the cut."""
    for row in world.tables["storage_locations"]:
        _step_back(row, ("last_checked_on",), 330, day)
        _step_back(row, ("last_cleared_on",), 28, day)
    for row in world.tables["agencies"]:
        _step_back(row, SEEN, 650, day)
    for row in world.tables["safe_contacts"]:
        if (ended := on(row["ended_on"])) and ended > day:
            row["ended_on"] = ""
    _renewed(world, "training", ("staff_id", "topic"), "completed_on", TRAINED_EVERY, day)
    _renewed(world, "safe_contacts", ("case_id",), "confirmed_on", CONFIRMED_EVERY, day)


def fill(world: World, day: dt.date) -> None:
    """Add the month's rows that were weeded later; call it after the cut."""
    planted = [item for item in world.expected if item.outcome != "near"]
    silent = {item.record_id for item in planted if item.rule_id == "SCN-01" or "no_recent" in item.cause}
    open_cases = [case for case in world.cases if case.row["status"] == "open" and case.id not in silent]
    held = {row["case_id"] for row in world.tables["cases"]}
    open_cases = [case for case in open_cases if case.id in held and everyday.life(world, case)]
    _safe_ways(world, open_cases, day)
    _routine_calls(world, open_cases, day)
    _induction_of_leavers(world, day)
    _access_log(world, day)


def _step_back(row: dict, columns: tuple[str, ...], days: int, day: dt.date) -> None:
    """Move the days together, by whole rounds, until none lies after the day."""
    filled = [found for name in columns if (found := on(row[name]))]
    if filled and max(filled) > day:
        rounds = -(-(max(filled) - day).days // days)
        for name in columns:
            if on(row[name]):
                row[name] = row[name] - rounds * days * DAY


def _renewed(world: World, table: str, by: tuple[str, ...], column: str, days: int, day: dt.date) -> None:
    """Of a first row and its renewal, put the renewal back by whole rounds where it then still follows the first."""
    first: dict[tuple, dict] = {}
    for row in world.tables[table]:
        key = tuple(row[name] for name in by)
        held = on(row[column])
        if not held:
            continue
        earlier = first.setdefault(key, row)
        if earlier is not row and held > day:
            then = held - -(-(held - day).days // days) * days * DAY
            if then > on(earlier[column]):
                row[column] = then


def _digits(case: Case) -> str:
    return case.id[1:].replace("-", "")


def _safe_ways(world: World, cases: list[Case], day: dt.date) -> None:
    """A case that has closed since kept only the first safe way; until then it was confirmed again and again."""
    last: dict[str, dict] = {}
    for row in world.tables["safe_contacts"]:
        if on(row["confirmed_on"]) and not row["ended_on"]:
            last[row["case_id"]] = max(row, last.get(row["case_id"], row), key=lambda each: each["confirmed_on"])
    for case in cases:
        row = last.get(case.id)
        if row and row["confirmed_on"] < day - CONFIRMED_EVERY * DAY:
            rounds = (day - row["confirmed_on"]).days // CONFIRMED_EVERY
            again = row | {"safe_contact_id": f"SC-{_digits(case)}"}
            again["confirmed_on"] = row["confirmed_on"] + rounds * CONFIRMED_EVERY * DAY
            world.tables["safe_contacts"].append(again)


def _routine_calls(world: World, cases: list[Case], day: dt.date) -> None:
    """Short check-in calls are kept in the log for a month and then weeded."""
    heard: dict[str, dt.date] = {}
    for row in world.tables["contacts"]:
        if on(row["started_at"]):
            heard[row["case_id"]] = max(heard.get(row["case_id"], dt.date.min), on(row["started_at"]))
    for case in cases:
        quiet = (day - heard.get(case.id, dt.date.min)).days
        if quiet > QUIET[case.row["looked_after"]] and (day - case.opened).days > 20:
            world.start(f"routine:{day}:{case.id}")
            called = max(case.opened, working_day(day - world.rng.randint(2, 24) * DAY))
            row = contact_log.contact(world, case, called, "phone", str(world.pick(office.SPOKEN)))
            row["contact_id"] = f"CT-{_digits(case)}{day:%y%m}"


def _induction_of_leavers(world: World, day: dt.date) -> None:
    """The paperwork of whoever has left since went with them."""
    trained = {row["staff_id"] for row in world.tables["training"]}
    told = {row["recipient_id"] for row in world.tables["notices"]}
    for row in world.tables["staff"]:
        if row["staff_id"] not in trained | told and not row["left_on"] and on(row["started_on"]):
            world.start(f"leaver:{row['staff_id']}")
            personnel.induct(world, row)


def _access_log(world: World, day: dt.date) -> None:
    world.tables["access_log"] = []  # of October's, an entry without a moment is left over
    world.start(f"access:{day}")
    access.month(world)
    rows = world.tables["access_log"]
    for row, number in zip(rows, world.rng.sample(range(50000), len(rows)), strict=True):
        row["log_id"] = f"LOG-{day:%y%m}{number:05d}"
