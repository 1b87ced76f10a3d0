"""Who may open what, and the month's access log, all of it within a live grant."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY, at
from sample_data.generator.world import World

SERVICE_SECTIONS = "client;third_party;restricted"


def build(world: World) -> None:
    """Standing grants for managers and administrators, then a month of entries against the grants."""
    world.start("access")
    for service, manager in world.managers.items():
        grant(world, manager, "service", service, may_amend="yes", reason="Manages the service")
    grant(world, world.senior, "all", "", SERVICE_SECTIONS + ";personnel_open", reason="Oversight of all services")
    for service, team in world.teams.items():
        for member in team:
            file_id = member["staff_id"]
            grant(world, world.managers[service], "personnel_file", file_id, "personnel_open", reason="Line manager")
            grant(world, world.admins[0], "personnel_file", file_id, "personnel_open;personnel_sealed", "yes")
    month(world)


def grant(
    world: World,
    holder: dict,
    scope: str,
    scope_id: str,
    sections: str = SERVICE_SECTIONS,
    may_amend: str = "no",
    reason: str = "Personnel administration",
    **more: object,
) -> dict:
    """A grant to a member of staff from the first working day on, open-ended unless told otherwise."""
    values = {"starts_on": holder["started_on"], "holder_type": "staff"} | more
    return world.add(
        "access_grants",
        holder_id=holder["staff_id"],
        scope_type=scope,
        scope_id=scope_id,
        sections=sections,
        may_amend=may_amend,
        authorised_by=world.senior["staff_id"] if holder is not world.senior else world.managers["iss"]["staff_id"],
        reason=reason,
        **values,
    )


def log(world: World, user_id: str, object_type: str, object_id: str, when: object = "", **more: object) -> dict:
    """An entry in the access log, on a working moment of the month unless told otherwise."""
    values = {"action": "view"} | more
    return world.add(
        "access_log",
        user_id=user_id,
        at=when or a_moment(world),
        object_type=object_type,
        object_id=object_id,
        **values,
    )


def a_moment(world: World) -> dt.datetime:
    """A working hour on a weekday of the month under audit."""
    day = world.as_of
    while day == world.as_of or day.weekday() > 4:
        day = world.as_of.replace(day=world.rng.randint(1, world.as_of.day))
    return at(day, f"{world.rng.randint(8, 17):02d}:{world.rng.randint(0, 59):02d}")


def month(world: World) -> None:
    """A month of entries by those who may: lead workers and managers on open cases, line managers on staff files."""
    papers: dict[str, list[dict]] = {}
    for row in world.tables["documents"]:
        if row["section"] in SERVICE_SECTIONS.split(";"):
            papers.setdefault(row["owner_id"], []).append(row)
    for case in world.tables["cases"]:
        opened = isinstance(case["opened_on"], dt.date)
        if opened and case["status"] == "open" and case["case_id"] not in world.untouched:
            for _ in range(world.rng.randint(1, 5)):
                _used(world, case, papers.get(case["case_id"], []))
    for service, team in world.teams.items():
        for member in team:
            if world.chance(0.35):
                viewer = world.managers[service] if world.chance(0.6) else world.admins[0]
                log(world, viewer["staff_id"], "staff_file", member["staff_id"], section="personnel_open")


def _used(world: World, case: dict, papers: list[dict]) -> None:
    """The lead worker, now and then the manager, opens the file or one of its papers after the case was opened."""
    user = case["lead_worker_id"] if world.chance(0.85) else world.managers[case["service"]]["staff_id"]
    when = a_moment(world)
    if when.date() < case["opened_on"] + 2 * DAY:
        return
    action = str(world.pick(("view", "view", "view", "edit", "print")))
    papers = [row for row in papers if row["created_on"] <= when.date()]
    if papers and world.chance(0.5):
        paper = world.pick(papers)
        more = {"case_id": case["case_id"] if world.chance(0.8) else "", "section": paper["section"]}
        log(world, user, "document", paper["document_id"], when, action=action, **more)
    else:
        log(world, user, "case", case["case_id"], when, case_id=case["case_id"], section="client", action=action)
