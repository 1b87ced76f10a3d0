"""Each month's entries in the access log by somebody without a grant; the next month's log shows none of them."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY, at, last_day_of
from sample_data.generator.world import World
from sample_data.months.calendar import months
from sample_data.months.cut import on

# How many in each month from September 2025 to September 2026; October has its own. Grants were new in 2025 and many
# were missing; in the bad quarter people covered for each other's cases.
TIMES = (150, 142, 135, 128, 150, 168, 172, 118, 84, 62, 55, 46, 40)


def opened(world: World, month: str) -> list[dict]:
    """The month's entries, made from October's world, which stays as it is."""
    if month not in months()[: len(TIMES)]:
        return []
    world.start(f"months:opened:{month}")
    last = last_day_of(month)
    users, cases = _workers(world, last), _files(world, last)
    numbers = world.rng.sample(range(50000, 99999), TIMES[months().index(month)])
    return [_entry(world, f"LOG-{last:%y%m}{number}", users, world.pick(cases), last) for number in numbers]


def _workers(world: World, last: dt.date) -> list[dict]:
    """Workers in post all month, now and in October, with no grant wider than a case."""
    wide = {row["holder_id"] for row in world.tables["access_grants"] if row["scope_type"] != "case"}
    team = [row for rows in world.teams.values() for row in rows if row["staff_id"] not in wide]
    return [row for row in team if row["started_on"] < last.replace(day=1) and not row["left_on"]]


def _files(world: World, last: dt.date) -> list[dict]:
    """Everyday cases opened before the month and not closed within it."""
    cases = [row for row in world.tables["cases"] if row["case_id"] not in world.planted]
    cases = [row for row in cases if row["opened_on"] < last.replace(day=1)]
    return [row for row in cases if not on(row["closed_on"]) or row["closed_on"] > last]


def _entry(world: World, log_id: str, users: list[dict], case: dict, last: dt.date) -> dict:
    """A view of the file, one working day of the month, by a worker whom nobody gave a grant to it."""
    held = {row["holder_id"] for row in world.tables["access_grants"] if row["scope_id"] == case["case_id"]}
    user = world.pick([row for row in users if row["staff_id"] not in held])
    day = last - world.rng.randint(3, 24) * DAY
    day -= max(day.weekday() - 4, 0) * DAY
    clock = f"{world.rng.randint(8, 17):02d}:{world.rng.randint(0, 59):02d}"
    row = dict.fromkeys(world.columns["access_log"], "")
    row.update(log_id=log_id, user_id=user["staff_id"], at=at(day, clock), object_type="case", section="client")
    row.update(object_id=case["case_id"], case_id=case["case_id"], action=world.pick(("view", "view", "print")))
    return row
