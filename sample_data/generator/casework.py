"""One case at a time: the client, the people around the client, the lead worker's grant and the file's first papers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sample_data.generator import papers
from sample_data.generator.calendar import DAY, anniversary, working_day
from sample_data.generator.organisation import lead_worker
from sample_data.generator.world import World

GROUPS = {
    "iss": "adult_victim", "refuge": "adult_victim", "dvpp": "man_dvpp", "childrens": "child",
    "family_support": "parent_carer", "youth": "young_person", "other": "other",
}  # fmt: skip
AGES = {"child": (5, 9), "young_person": (14, 16)}
GRANTED = "client;third_party;restricted"


@dataclass
class Case:
    """A case row with what belongs to it."""

    row: dict
    client: dict
    lead: dict
    client_is_male: bool
    people: dict[str, list[dict]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.row["case_id"]

    @property
    def group(self) -> str:
        return self.row["client_group"]

    @property
    def opened(self) -> dt.date:
        return self.row["opened_on"]

    def person(self, *relationships: str) -> dict | None:
        """The first person on the case with one of the relationships."""
        return next((people[0] for name in relationships if (people := self.people.get(name))), None)


def new_case(
    world: World,
    service: str = "iss",
    status: str = "open",
    opened: dt.date | None = None,
    closed: dt.date | None = None,
    client: dict | None = None,
    **more: object,
) -> Case:
    """A case that breaks no rule, as long as `closed` fits `status`; `more` sets columns of the cases row."""
    if status != "open" and closed is None:
        closed = working_day(world.ago(world.rng.randint(40, 900)))
    last = closed or world.as_of
    opened = opened or working_day(last - world.rng.randint(45, 700) * DAY)
    lead = lead_worker(world, service, opened, last)
    client = client or new_client(world, GROUPS[service], opened)
    row = world.add(
        "cases",
        case_id=world.new_id(f"C{opened:%y}", 1000, 4999),
        person_id=client["person_id"],
        service=service,
        client_group=GROUPS[service],
        opened_on=opened,
        closed_on=closed or "",
        status=status,
        lead_worker_id=lead["staff_id"],
        statutory_service="yes" if service == "childrens" and world.chance(0.2) else "no",
        looked_after="yes" if service in ("childrens", "youth") and world.chance(0.06) else "no",
        evidence_hold="no",
        retention_basis="standard",
        storage_location_id=world.places["archive"] if status == "archived" else papers.a_place(world),
    )
    case = Case(row, client, lead, client["person_id"] in world.male)
    world.cases.append(case)
    join(world, case, client, "client")
    _household(world, case)
    row.update(more)
    _grant(world, case)
    if status != "destroyed":
        papers.first_papers(world, case)
    return case


def new_client(world: World, group: str, day: dt.date) -> dict:
    """A client of an age that fits the group on the day."""
    low, high = AGES.get(group, (21, 62))
    born = anniversary(day, -world.rng.randint(low, high)) - world.rng.randint(3, 330) * DAY
    sex = {"adult_victim": "fffffffm", "man_dvpp": "m"}.get(group, "fm")
    sex = str(world.pick(sex))
    person = new_person(world, sex, born=born, is_client="yes", capacity="presumed")
    if sex == "m":
        world.male.add(person["person_id"])
    if group == "young_person":
        person.update(competence="gillick", competence_assessed_on=day + 5 * DAY)
    elif group == "child":
        person["competence"] = "not_assessed"
    return person


def new_person(world: World, sex: str, surname: str = "", born: dt.date | str = "", **more: object) -> dict:
    values = {"is_client": "no", "date_of_birth": born} | more
    return world.add("people", full_name=world.names.full(sex, surname), **values)


def join(world: World, case: Case, person: dict, relationship: str, starts: object = "", ends: object = "") -> dict:
    """Put a person on the case."""
    case.people.setdefault(relationship, []).append(person)
    return world.add(
        "case_people",
        case_id=case.id,
        person_id=person["person_id"],
        relationship=relationship,
        starts_on=starts or case.opened,
        ends_on=ends,
    )


def _household(world: World, case: Case) -> None:
    surname = case.client["full_name"].split()[1]
    if case.group == "adult_victim":
        join(world, case, new_person(world, "m"), str(world.pick(("ex_partner", "ex_partner", "partner"))))
    if case.group == "man_dvpp":
        join(world, case, new_person(world, "f"), str(world.pick(("ex_partner", "partner"))))
    if case.group in ("child", "young_person"):
        join(world, case, new_person(world, "f", surname), str(world.pick(("parent_carer", "non_abusing_parent"))))
    if case.group in ("adult_victim", "parent_carer", "man_dvpp"):
        for _ in range(world.pick((0, 0, 1, 1, 2))):
            join(world, case, _child(world, surname, case.opened), "child")
    if world.chance(0.25):
        join(world, case, new_person(world, str(world.pick("fm")), surname), "other_family")


def _child(world: World, surname: str, day: dt.date) -> dict:
    born = day - world.rng.randint(400, 4200) * DAY
    return new_person(world, str(world.pick("fm")), surname, born=born)


def _grant(world: World, case: Case) -> None:
    """The lead worker may use and amend the file from the opening day until two weeks after closing."""
    closed = case.row["closed_on"]
    if closed and closed < world.ago(730):
        return
    world.add(
        "access_grants",
        holder_type="staff",
        holder_id=case.lead["staff_id"],
        scope_type="case",
        scope_id=case.id,
        sections=GRANTED,
        may_amend="yes",
        starts_on=case.opened,
        ends_on=closed + 14 * DAY if closed else "",
        authorised_by=world.managers[case.row["service"]]["staff_id"],
        reason=world.pick(("Allocated worker", "Case allocated at team meeting", "Lead worker from intake")),
    )
