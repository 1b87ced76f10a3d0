"""What the stories stand on: a case of a service where consent decides, and changes they share."""

from __future__ import annotations

from sample_data.generator.calendar import working_day
from sample_data.generator.casework import Case, join, new_case, new_person
from sample_data.generator.organisation import agency as agency_of
from sample_data.generator.sharing import Share
from sample_data.generator.world import World

SERVICES = ("iss", "iss", "iss", "refuge", "childrens", "family_support", "youth", "other")


def a_case(world: World, *services: str, days: int = 0) -> Case:
    """A case of the last years, open or closed; open, and opened that long ago, where `days` says so.

    Never a programme man's unless asked for.
    """
    service = str(world.pick(services or SERVICES))
    if days or world.chance(0.45):
        return new_case(world, service, opened=working_day(world.ago(days or world.rng.randint(60, 800))))
    return new_case(world, service, "closed", closed=working_day(world.ago(world.rng.randint(20, 700))))


def a_host(world: World, *services: str) -> Case:
    """An open case, a year old and more, that up to six stories hang one record each on. None may change the case."""
    wanted = services or ("iss", "refuge", "family_support", "childrens")
    shared = [case for case in world.hosts if case.row["service"] in wanted and world.hosts.count(case) < 6]
    case = shared[0] if shared else a_case(world, str(world.pick(wanted)), days=430)
    world.hosts.append(case)
    return case


def a_worker(world: World, **more: object) -> dict:
    """Somebody new on the staff, an employee of the first service unless told otherwise."""
    values = {
        "worker_type": "employee",
        "role": "worker",
        "line_manager_id": world.managers["iss"]["staff_id"],
        "started_on": world.ago(900),
        "confidentiality_clause": "during_and_after",
    } | more
    return world.add("staff", full_name=world.names.full(str(world.pick("fm"))), **values)


def drop(world: World, table: str, row: dict) -> None:
    """Take a row away, as if it had never been made."""
    world.tables[table] = [other for other in world.tables[table] if other is not row]


def without_managers(world: World, share: Share) -> None:
    """Take the manager rows away from a share."""
    drop(world, "authorisations", share.talk)
    drop(world, "authorisations", share.approval)
    share.disclosure["authorisation_id"] = ""


def uncovered(world: World, share: Share) -> None:
    """Take the consent away from a share that rested on it, the link too, and the answer that it was there."""
    drop(world, "consents", share.consent)
    share.disclosure["consent_id"] = ""
    share.decision.update(q4_consent="no", q5_other_reason="yes", basis="risk_to_other")


def hand_to(share: Share, kind: str, person: dict | None, name: str = "") -> None:
    """Change the recipient to a person, or to a name alone; the consent row follows."""
    name = name or person["full_name"]
    person_id = person.get("person_id") or person["staff_id"] if person else ""
    share.disclosure.update(recipient_kind=kind, recipient_name=name, recipient_person_id=person_id)
    share.disclosure["recipient_agency_id"] = ""
    if share.consent:
        named = name if share.consent["status"] == "given" else ""
        share.consent.update(recipient_agency_id="", recipient_named=named)


def send_to(world: World, share: Share, kind: str, recipient_kind: str = "", number: int = 0) -> dict:
    """Change the recipient to an agency; the consent row follows."""
    to = agency_of(world, kind, number)
    share.disclosure.update(recipient_kind=recipient_kind or kind, recipient_name=to["name"])
    share.disclosure["recipient_agency_id"] = share.consent["recipient_agency_id"] = to["agency_id"]
    return to


def relative(world: World, case: Case) -> dict:
    """A sister or brother on the case."""
    person = case.person("other_family")
    if person is None:
        person = new_person(world, str(world.pick("fm")), case.client["full_name"].split()[1])
        join(world, case, person, "other_family")
    return person
