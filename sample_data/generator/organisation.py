"""The staff, the committee and the agencies of the made-up organisation."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY
from sample_data.generator.world import World

TEAM_SIZES = {"iss": 9, "dvpp": 5, "childrens": 6, "family_support": 5, "youth": 4, "refuge": 5, "other": 2}
TYPES = ("employee", "employee", "employee", "employee", "sessional", "employee", "volunteer", "employee", "student")

AGENCIES = (
    ("police", "Northmoor Police", "no"), ("police", "Eastvale Police", "no"),
    ("childrens_social_care", "Northmoor Children's Services", "yes"),
    ("childrens_social_care", "Eastvale Children's Services", "no"),
    ("court", "Northmoor Family Court", "no"), ("probation", "Northmoor Probation Service", "yes"),
    ("health", "Harbour Lane Surgery", "no"), ("health", "Fernside Health Visiting Team", "no"),
    ("health", "Northmoor Sexual Health Clinic", "no"), ("housing", "Northmoor Housing Options", "no"),
    ("housing", "Millrace Homes", "yes"), ("education", "Riverbank Primary School", "no"),
    ("other_statutory", "Northmoor Adult Social Care", "no"), ("voluntary", "Brightwater Women's Centre", "yes"),
    ("voluntary", "Lighthouse Counselling", "no"), ("voluntary", "Foxglove Refuge Network", "yes"),
    ("funder", "Oakfield Community Fund", "no"), ("other", "Tidewell Logistics", "no"),
)  # fmt: skip


def build(world: World) -> None:
    """Add staff and agencies, and keep the teams on the world for the parts that follow."""
    world.start("organisation")
    heads = [_person(world, "employee", "senior_manager", 14) for _ in range(2)]
    heads[1]["line_manager_id"] = heads[0]["staff_id"]
    world.senior = heads[1]
    world.managers = {name: _person(world, "employee", "line_manager", 12, heads[1]) for name in TEAM_SIZES}
    world.teams = {name: _team(world, name, size) for name, size in TEAM_SIZES.items()}
    lead = _person(world, "employee", "safeguarding_lead", 11, heads[0])
    world.admins = [_person(world, "employee", "admin", 9, lead) for _ in range(3)]
    world.committee = [_person(world, "committee_member", "committee", 6) for _ in range(5)]
    world.leavers = {name: _leaver(world, name, 500 + 90 * i) for i, name in enumerate(TEAM_SIZES)}
    world.agencies = [_agency(world, *line) for line in AGENCIES]


def _person(world: World, worker_type: str, role: str, years: int, manager: dict | None = None) -> dict:
    started = world.as_of - dt.timedelta(days=365 * years + world.rng.randint(5, 300))
    paid = worker_type == "employee"
    return world.add(
        "staff",
        full_name=world.names.full(str(world.pick("ffm"))),
        worker_type=worker_type,
        role=role,
        line_manager_id=manager["staff_id"] if manager else "",
        started_on=started,
        confidentiality_clause="during_and_after" if paid else world.pick(("during", "during_and_after")),
        childrens_services="yes" if manager and role == "worker" and world.chance(0.1) else "no",
    )


def _team(world: World, service: str, size: int) -> list[dict]:
    """The first two of a team have been there longer than any case; the first is a senior practitioner."""
    team = []
    for place in range(size):
        years = 12 if place < 2 else world.rng.randint(1, 8)
        role = "senior_practitioner" if place == 0 else "worker"
        kind = TYPES[place % len(TYPES)] if place > 1 else "employee"
        team.append(_person(world, kind, role, years, world.managers[service]))
    return team


def _leaver(world: World, service: str, days: int) -> dict:
    row = _person(world, "employee", "worker", 10, world.managers[service])
    row["left_on"] = world.ago(days)
    return row


def _agency(world: World, kind: str, name: str, is_partner: str) -> dict:
    row = world.add("agencies", kind=kind, name=name, is_partner=is_partner)
    if is_partner == "yes":
        seen = world.ago(world.rng.randint(120, 600))
        row.update(policy_seen_on=seen, policy_seen_by=world.senior["staff_id"], assurance_on=seen + 9 * DAY)
        row.update(our_policy_sent_on=seen, requirements_explained_on=seen + 9 * DAY)
    return row


def agency(world: World, kind: str, number: int = 0) -> dict:
    """The agency of a kind; number 1 is the second of that kind."""
    return [row for row in world.agencies if row["kind"] == kind][number]


def lead_worker(world: World, service: str, first_day: dt.date, last_day: dt.date) -> dict:
    """Someone of the team who worked there on both days."""
    pool = [row for row in world.teams[service] if row["started_on"] <= first_day]
    gone = world.leavers[service]
    if gone["started_on"] <= first_day and last_day <= gone["left_on"]:
        pool.append(gone)
    return world.pick(pool)
