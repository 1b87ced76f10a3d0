"""What surrounds every case, planted ones too: explanations, safe contacts, contacts, groups, milestones, referrals.

A story that needs one of these missing or its own way says so with `world.leave_out`.
"""

from __future__ import annotations

import datetime as dt

from sample_data.generator import contact_log, joint, programme
from sample_data.generator.calendar import DAY, working_day
from sample_data.generator.casework import Case, join, new_person
from sample_data.generator.notices import tell
from sample_data.generator.organisation import agency as agency_of
from sample_data.generator.requests import of_ours, refer
from sample_data.generator.sharing import give_consent
from sample_data.generator.world import World

FIRST_TOLD = "limits;when_breached;what_recorded;where_kept;how_long"
THEN_TOLD = "what_shared;how_shared;why_shared;who_may_see;reasons"
SHOWN_FOR = 1000  # days: older files are closed, and only their last papers are left


def build(world: World) -> None:
    """Add the everyday rows of each case that is still there, then the joint work its disclosures show."""
    world.start("everyday")
    for case in world.cases:
        days = life(world, case)
        if days is None or days[1] < world.ago(SHOWN_FOR):
            continue
        explain(world, case)
        _looked_after(world, case)
        contact_log.build(world, case, *days)
        programme.build(world, case, *days)
        _file_taken_out(world, case, days[1])
        _referrals(world, case, *days)
        if world.chance(0.04):
            of_ours(world, case.row, a_day(world, *days))
    joint.build(world)


def life(world: World, case: Case) -> tuple[dt.date, dt.date] | None:
    """First and last day of a case whose days make sense and that is not destroyed."""
    row = case.row
    first, last = row["opened_on"], world.as_of if row["status"] == "open" else row["closed_on"]
    if row["status"] == "destroyed" or not isinstance(first, dt.date) or not isinstance(last, dt.date) or last < first:
        return None
    return first, min(last, world.as_of)


def a_day(world: World, first: dt.date, last: dt.date) -> dt.date:
    """A working day between two days, both included."""
    return max(first, working_day(first + world.rng.randint(0, (last - first).days) * DAY))


def explain(world: World, case: Case) -> None:
    """Confidentiality explained in the first days, in one go or with the privacy statement for the rest."""
    if not world.has("notices", case.row):
        return
    soon = min(case.opened + world.rng.randint(0, 10) * DAY, world.as_of)
    if world.chance(0.5):
        tell(world, case, "confidentiality_explained", soon, f"{FIRST_TOLD};{THEN_TOLD}")
    else:
        tell(world, case, "confidentiality_explained", soon, FIRST_TOLD)
        tell(world, case, "privacy_statement", min(soon + world.pick((0, 0, 7)) * DAY, world.as_of), THEN_TOLD)
    if case.row["client_group"] in ("child", "young_person") and world.has("encouraged", case.row):
        tell(world, case, "encouraged_to_tell_parents", min(soon + world.rng.randint(0, 9) * DAY, world.as_of))
    if case.row["client_group"] == "man_dvpp":
        programme.forms(world, case)


def _looked_after(world: World, case: Case) -> None:
    if case.row["looked_after"] == "yes" and world.has("looked_after", case.row):
        tell(world, case, "looked_after_record", min(case.opened + world.rng.randint(0, 12) * DAY, world.as_of))
        join(world, case, new_person(world, str(world.pick("fm"))), "key_worker")


def _file_taken_out(world: World, case: Case, last: dt.date) -> None:
    """Now and then the paper file goes to a meeting and is back in its cabinet the same day."""
    if world.chance(0.12):
        move_file(world, case, a_day(world, max(case.opened, last - 300 * DAY), last))


def move_file(world: World, case: Case, day: dt.date) -> dict:
    taken = dt.datetime.combine(day, dt.time(world.rng.randint(9, 11), world.rng.randint(0, 59)))
    return world.add(
        "file_movements",
        file_type="case",
        file_id=case.id,
        taken_by=case.row["lead_worker_id"],
        taken_at=taken,
        returned_at=taken + dt.timedelta(hours=world.rng.randint(1, 6)),
        returned_to=world.places[str(world.pick(("cabinet_1", "cabinet_2")))],
    )


def _referrals(world: World, case: Case, first: dt.date, last: dt.date) -> None:
    """Who sent the client to us; and for some, where we sent the client on, agreed with her beforehand."""
    if world.chance(0.5) and world.has("referrals", case.row):
        refer(world, case, world.pick(world.agencies[:13]), case.opened, "in")
    if case.id not in world.planted and world.chance(0.08) and world.has("referrals", case.row):
        to = agency_of(world, *world.pick((("voluntary", 1), ("voluntary", 2), ("health", 1))))
        day = a_day(world, first, last)
        refer(world, case, to, day, consent_id=give_consent(world, case, day, to, "identity")["consent_id"])
