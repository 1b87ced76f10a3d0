"""ACC-01: a record opened by someone with no live need."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.access import a_moment, grant, log
from sample_data.generator.calendar import DAY, at
from sample_data.generator.casework import Case
from sample_data.generator.notices import tell_staff
from sample_data.generator.organisation import agency as agency_of
from sample_data.generator.papers import client_paper
from sample_data.generator.scenarios.ground import a_case, a_worker, drop
from sample_data.generator.world import World

CLIENT_FILES, STAFF_FILES = "DHMC", "WMC"  # the packs with rules on who opens which


def out_of_curiosity(world: World) -> None:
    case, _ = _case(world, "iss", "refuge")
    row = _opened(world, case, str(world.pick(world.teams["youth"] + world.teams["dvpp"])["staff_id"]))
    row["reason"] = world.pick(("", "covering", "had a question"))
    world.breach("ACC-01", row, "no_grant", CLIENT_FILES)


def lead_worker_without_a_grant(world: World) -> None:
    case, given = _case(world)
    drop(world, "access_grants", given)
    row = _opened(world, case, case.lead["staff_id"])
    world.breach("ACC-01", row, "no_grant", "MC")
    world.near("ACC-01", row, "this policy has rules on staff and applicant files alone", "W")
    world.near("ACC-01", row, "the lead worker needs no grant here", "DH")


def grant_had_ended(world: World) -> None:
    case, given = _case(world)
    row = _opened(world, case, case.lead["staff_id"])
    given["ends_on"] = row["at"].date() - DAY
    world.breach("ACC-01", row, "no_grant", "MC")
    world.near("ACC-01", row, "the lead worker needs no grant here", "DH")


def grant_not_yet_started(world: World) -> None:
    case, given = _case(world)
    row = _opened(world, case, case.lead["staff_id"])
    given["starts_on"] = row["at"].date() + DAY
    world.breach("ACC-01", row, "no_grant", "MC")


def after_leaving(world: World) -> None:
    """The account was never closed."""
    row, worker, given = _by_a_leaver(world)
    worker["left_on"] = row["at"].date() - DAY
    world.breach("ACC-01", row, "not_current", CLIENT_FILES)
    world.breach("ACC-02", given, "open_after_leaving")


def staff_file_after_leaving(world: World) -> None:
    worker = a_worker(world)
    own = grant(world, worker, "personnel_file", worker["staff_id"], "personnel_open")
    target = world.teams["other"][1]["staff_id"]
    given = grant(world, worker, "personnel_file", target, "personnel_open")
    row = log(world, worker["staff_id"], "staff_file", target, section="personnel_open")
    worker["left_on"] = row["at"].date() - DAY
    world.breach("ACC-01", row, "not_current", STAFF_FILES)
    for left_open in (own, given):
        world.breach("ACC-02", left_open, "open_after_leaving")


def user_nobody_knows(world: World) -> None:
    case, _ = _case(world)
    row = _opened(world, case, f"U-{world.rng.randint(1000, 9999)}")
    world.breach("ACC-01", row, "no_grant;unknown_user", CLIENT_FILES)


def section_not_in_the_grant(world: World) -> None:
    """Where a lead worker needs no grant, the restricted section is still not theirs."""
    case, given = _case(world)
    given["sections"] = "client"
    row = _opened(world, case, case.lead["staff_id"], section=str(world.pick(("third_party", "restricted"))))
    world.breach("ACC-01", row, "wrong_section", CLIENT_FILES if row["section"] == "restricted" else "MC")


def changed_without_leave(world: World) -> None:
    case, given = _case(world)
    given["may_amend"] = world.pick(("no", ""))
    row = _opened(world, case, case.lead["staff_id"], action=str(world.pick(("edit", "delete"))))
    world.breach("ACC-01", row, "may_not_amend", "MC")


def two_half_grants(world: World) -> None:
    """One grant lists the section, the other may amend: one grant must do both."""
    case, given = _case(world)
    given.update(sections="client", may_amend="yes")
    grant(world, case.lead, "case", case.id, "third_party", "no", "Cover", starts_on=case.opened)
    row = _opened(world, case, case.lead["staff_id"], section="third_party", action="edit")
    world.breach("ACC-01", row, "may_not_amend", "MC")


def colleagues_staff_file(world: World) -> None:
    reader, owner = world.teams["iss"][2], world.rng.choice(world.teams["refuge"])
    row = log(world, reader["staff_id"], "staff_file", owner["staff_id"], section="personnel_open")
    world.breach("ACC-01", row, "no_grant", STAFF_FILES)


def own_staff_file_round_the_manager(world: World) -> None:
    """A grant was there, but not the request through the line manager that two of the packs ask for."""
    worker = world.pick(world.teams["childrens"])
    grant(world, worker, "personnel_file", worker["staff_id"], "personnel_open")
    row = log(world, worker["staff_id"], "staff_file", worker["staff_id"], section="personnel_open")
    world.breach("ACC-01", row, "manager_route", "WC")
    world.near("ACC-01", row, "this policy does not ask for the way through the manager", "M")


def own_staff_file_no_grant(world: World) -> None:
    worker = world.teams["family_support"][2]
    row = log(world, worker["staff_id"], "staff_file", worker["staff_id"], section="personnel_open")
    world.breach("ACC-01", row, "manager_route;no_grant", "WC")
    world.breach("ACC-01", row, "no_grant", "M")


def own_staff_file_asked_for(world: World) -> None:
    worker = world.teams["dvpp"][1]
    grant(world, worker, "personnel_file", worker["staff_id"], "personnel_open")
    row = log(world, worker["staff_id"], "staff_file", worker["staff_id"], section="personnel_open")
    world.add(
        "subject_access_requests",
        requester_type="staff",
        requester_id=worker["staff_id"],
        kind="view",
        received_at=row["at"].date(),
        handled_by=worker["line_manager_id"],
        completed_on=row["at"].date(),
        outcome="granted",
        explained_on=row["at"].date(),
    )
    shown = "file_storage;file_access_procedure"
    tell_staff(world, worker, "personnel_file_explained", row["at"].date(), covers=shown)
    world.near("ACC-01", row, "asked for through the line manager, the same day", STAFF_FILES)


def applicants_form(world: World) -> None:
    row = log(world, world.teams["youth"][3]["staff_id"], "applicant", _applicant(world))
    world.breach("ACC-01", row, "no_grant", STAFF_FILES)


def applicants_form_senior_manager(world: World) -> None:
    row = log(world, world.senior["staff_id"], "applicant", _applicant(world))
    world.near("ACC-01", row, "a grant that reaches every record", STAFF_FILES)


def paper_not_in_the_export(world: World) -> None:
    case, _ = _case(world)
    row = log(world, case.lead["staff_id"], "document", world.new_id("DOC"), section="client")
    world.undecided("ACC-01", row, "", CLIENT_FILES)


def moment_missing(world: World) -> None:
    case, _ = _case(world)
    row = _opened(world, case, case.lead["staff_id"])
    row["at"] = ""
    world.undecided("ACC-01", row, "", CLIENT_FILES)


def first_and_last_day_of_a_grant(world: World) -> None:
    case, given = _case(world)
    row = _opened(world, case, case.lead["staff_id"])
    given["starts_on"] = given["ends_on"] = row["at"].date()
    world.near("ACC-01", row, "the only day of the grant")


def last_working_day(world: World) -> None:
    row, worker, given = _by_a_leaver(world)
    worker["left_on"] = given["ends_on"] = row["at"].date()
    world.near("ACC-01", row, "the user's last working day")


def section_not_recorded(world: World) -> None:
    case, given = _case(world)
    given["sections"] = "client"
    row = _opened(world, case, case.lead["staff_id"], section="")
    world.near("ACC-01", row, "the section was not logged, so it is not tested")


def through_the_paper_alone(world: World) -> None:
    case, _ = _case(world)
    paper = client_paper(world, case, case.opened)
    row = log(world, case.lead["staff_id"], "document", paper["document_id"], section="client", action="edit")
    world.near("ACC-01", row, "the case is taken from the paper")


def partner_worker(world: World) -> None:
    """Staff of a partner agency, within the grant and after it."""
    case, _ = _case(world, "refuge")
    to = agency_of(world, "voluntary", 2)["agency_id"]
    worker = {"staff_id": f"PW-{world.rng.randint(100, 999)}", "started_on": case.opened}
    kind = {"holder_type": "partner_staff", "agency_id": to}
    given = grant(world, worker, "case", case.id, "client", reason="Joint work agreed", **kind)
    late = at(world.as_of.replace(day=20), "10:15")
    given["ends_on"] = late.date() - DAY
    row = log(world, worker["staff_id"], "case", case.id, late - dt.timedelta(days=1), section="client")
    world.near("ACC-01", row, "partner staff, on the last day of the grant")
    row = log(world, worker["staff_id"], "case", case.id, late, section="client")
    world.breach("ACC-01", row, "no_grant", CLIENT_FILES)


def next_months_entry(world: World) -> None:
    case, _ = _case(world)
    row = _opened(world, case, "U-0000", when=at(world.as_of + DAY, "09:00"))
    world.near("ACC-01", row, "dated after the run date")


def _case(world: World, *services: str) -> tuple[Case, dict]:
    case = a_case(world, *services, days=200)
    return case, world.tables["access_grants"][-1]


def _opened(world: World, case: Case, user: str, when: object = "", **more: object) -> dict:
    values = {"case_id": case.id, "section": "client"} | more
    return log(world, user, "case", case.id, when or a_moment(world), **values)


def _applicant(world: World) -> str:
    return str(world.pick(world.tables["applicants"])["applicant_id"])


def _by_a_leaver(world: World) -> tuple[dict, dict, dict]:
    case, _ = _case(world)
    worker = a_worker(world)
    given = grant(world, worker, "case", case.id, "client", reason="Joint worker", starts_on=case.opened)
    return _opened(world, case, worker["staff_id"]), worker, given


STORIES = (
    (out_of_curiosity, 7), (lead_worker_without_a_grant, 2), (grant_had_ended, 3), (grant_not_yet_started, 1),
    (after_leaving, 3), (staff_file_after_leaving, 1), (user_nobody_knows, 2), (section_not_in_the_grant, 4),
    (changed_without_leave, 3), (two_half_grants, 1), (colleagues_staff_file, 4),
    (own_staff_file_round_the_manager, 2), (own_staff_file_no_grant, 1), (own_staff_file_asked_for, 1),
    (applicants_form, 2), (applicants_form_senior_manager, 1), (paper_not_in_the_export, 1), (moment_missing, 1),
    (first_and_last_day_of_a_grant, 1), (last_working_day, 1), (section_not_recorded, 1),
    (through_the_paper_alone, 2), (partner_worker, 1), (next_months_entry, 1),
)  # fmt: skip
