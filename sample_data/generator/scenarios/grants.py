"""ACC-02 and ACC-03: access wider than the role needs, left open too long, or not agreed with the partner."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.access import grant
from sample_data.generator.calendar import DAY
from sample_data.generator.casework import new_case
from sample_data.generator.registers import agreement
from sample_data.generator.scenarios.ground import a_host, a_worker
from sample_data.generator.world import World

SIX = "client;third_party;restricted;personnel_open;personnel_sealed;monitoring"
OPEN = "client;third_party"


def worker_sees_everything(world: World) -> None:
    row = grant(world, a_worker(world), "all", "", OPEN, reason="Covers for everyone")
    world.breach("ACC-02", row, "too_wide")
    row = grant(world, a_worker(world), "case", a_host(world).id, SIX, reason="Covers while others are away")
    world.breach("ACC-02", row, "too_wide")


def case_grant_without_a_case(world: World) -> None:
    row = grant(world, a_worker(world), "case", "", OPEN, reason="Duty worker")
    world.breach("ACC-02", row, "too_wide")


def lead_sees_everything(world: World) -> None:
    """The organisation answered that the safeguarding lead and senior managers may."""
    lead = a_worker(world, role="safeguarding_lead")
    row = grant(world, lead, "all", "", SIX, reason="Safeguarding lead of all services")
    world.near("ACC-02", row, "a role that may see everything")
    row = grant(world, a_worker(world, role="senior_manager"), "case", "", OPEN, reason="Oversight")
    world.near("ACC-02", row, "a role that may see everything, so no case is needed")


def five_sections_of_six(world: World) -> None:
    sections = SIX.replace(";monitoring", "")
    row = grant(world, a_worker(world), "case", a_host(world).id, sections, reason="Joint worker")
    world.near("ACC-02", row, "five sections of six, for one case")


def nobody_put_their_name_to_it(world: World) -> None:
    worker = a_worker(world)
    row = grant(world, worker, "case", a_host(world).id, OPEN, reason="Joint worker")
    row["authorised_by"] = world.pick(("", world.new_id("S"), worker["staff_id"]))
    world.breach("ACC-02", row, "no_authoriser")


def no_reason_given(world: World) -> None:
    reason = str(world.pick(("", "n/a", "as discussed")))
    row = grant(world, a_worker(world), "case", a_host(world).id, OPEN, reason=reason)
    world.breach("ACC-02", row, "no_reason")


def still_open_after_closing(world: World) -> None:
    """A fortnight to tidy up, and a day more."""
    for days in (15, 14):
        case = new_case(world, "iss", "closed", opened=world.ago(200), closed=world.ago(days))
        row = grant(world, case.lead, "case", case.id, OPEN, reason="Allocated worker", starts_on=case.opened)
        if days == 15:
            world.breach("ACC-02", row, "open_after_closure")
        else:
            world.near("ACC-02", row, "the case was closed exactly 14 days ago")


def closing_day_not_known(world: World) -> None:
    case = new_case(world, "refuge", "closed")
    case.row["closed_on"] = ""
    row = grant(world, case.lead, "case", case.id, OPEN, reason="Allocated worker", starts_on=case.opened)
    world.undecided("ACC-02", row)
    world.breach("RET-05", case.row, "closed_on_blank")


def left_but_can_still_look(world: World) -> None:
    for days in (1, 0):
        worker = a_worker(world, left_on=world.ago(days))
        row = grant(world, worker, "service", "iss", OPEN, reason="Duty worker")
        if days:
            world.breach("ACC-02", row, "open_after_leaving")
        else:
            world.near("ACC-02", row, "the last working day is the run date")


def wide_unsigned_and_forgotten(world: World) -> None:
    worker = a_worker(world, left_on=world.ago(30))
    row = grant(world, worker, "all", "", OPEN, reason="-")
    row["authorised_by"] = ""
    world.breach("ACC-02", row, "no_authoriser;no_reason;open_after_leaving;too_wide")


def ended_yesterday_or_starts_tomorrow(world: World) -> None:
    row = grant(world, a_worker(world), "all", "", OPEN, reason="Covered for the holidays", ends_on=world.ago(1))
    world.near("ACC-02", row, "ended the day before the run date")
    row = grant(world, a_worker(world), "all", "", OPEN, reason="Starts with the new post", starts_on=world.as_of + DAY)
    world.near("ACC-02", row, "starts the day after the run date")


def partner_worker_without_an_agreement(world: World) -> None:
    """Nothing was ever signed, or only afterwards, or it had run out."""
    world.breach("ACC-03", _partner_grant(world, None), "no_agreement")
    for signed, review in ((1, 400), (-400, -1)):
        world.breach("ACC-03", _partner_grant(world, signed, review), "no_agreement")


def agreement_on_the_first_day(world: World) -> None:
    world.near("ACC-03", _partner_grant(world, 0, 400), "signed on the day the access started")
    world.near("ACC-03", _partner_grant(world, -400, 0), "its review day is the day the access started")


def agreement_does_not_say_who_or_when(world: World) -> None:
    row = _partner_grant(world, -50, 400, access_staff_agreed="")
    world.breach("ACC-03", row, "staff_not_agreed")
    row = _partner_grant(world, -50, 400, access_circumstances_agreed="tbc")
    world.breach("ACC-03", row, "circumstances_not_agreed")
    row = _partner_grant(world, -50, 400, access_staff_agreed="", access_circumstances_agreed="")
    world.breach("ACC-03", row, "circumstances_not_agreed;staff_not_agreed")


def two_agreements_between_them(world: World) -> None:
    row = _partner_grant(world, -50, 400, access_staff_agreed="")
    to = next(line for line in world.tables["agencies"] if line["agency_id"] == row["agency_id"])
    second = agreement(world, to, "joint_working", row["starts_on"] - 9 * DAY)
    second["access_circumstances_agreed"] = ""
    world.breach("PAR-03", second, "no_circumstances_term")
    world.near("ACC-03", row, "one agreement says who, the other says when")


def whose_worker_is_missing(world: World) -> None:
    row = _partner_grant(world, -50, 400)
    row["agency_id"] = ""
    world.breach("ACC-03", row, "agency_blank")


def first_day_missing(world: World) -> None:
    row = _partner_grant(world, -50, 400)
    row["starts_on"] = ""
    world.undecided("ACC-03", row)


def partner_worker_sees_everything(world: World) -> None:
    row = _partner_grant(world, -50, 400)
    row.update(scope_type="all", scope_id="")
    world.breach("ACC-02", row, "too_wide")
    world.near("ACC-03", row, "agreed with the partner, however wide")


def _partner_grant(world: World, signed: int | None, review: int = 0, **terms: str) -> dict:
    """Access for somebody of a new agency, with an agreement signed and due so many days from the first day."""
    first: dt.date = world.ago(world.rng.randint(30, 150))
    to = world.add(
        "agencies", name=f"Millbrook Outreach {world.rng.randint(2, 999)}", kind="voluntary", is_partner="yes"
    )
    to.update(dict.fromkeys(("our_policy_sent_on", "requirements_explained_on"), first))
    if signed is not None:
        row = agreement(world, to, "joint_working", first + signed * DAY)
        row.update({"review_due_on": first + review * DAY} | terms)
        if terms:
            causes = {"access_staff_agreed": "no_staff_term", "access_circumstances_agreed": "no_circumstances_term"}
            world.breach("PAR-03", row, ";".join(causes[name] for name in terms))
    worker = {"staff_id": f"PW-{world.rng.randint(1000, 9999)}", "started_on": first}
    case_id = a_host(world, "iss", "refuge").id
    kind = {"holder_type": "partner_staff", "agency_id": to["agency_id"]}
    return grant(world, worker, "case", case_id, "client", reason="Joint work agreed", **kind)


STORIES = (
    (worker_sees_everything, 2), (case_grant_without_a_case, 1), (lead_sees_everything, 1), (five_sections_of_six, 1),
    (nobody_put_their_name_to_it, 3), (no_reason_given, 2), (still_open_after_closing, 1), (closing_day_not_known, 1),
    (left_but_can_still_look, 2), (wide_unsigned_and_forgotten, 1), (ended_yesterday_or_starts_tomorrow, 1),
    (partner_worker_without_an_agreement, 1), (agreement_on_the_first_day, 1),
    (agreement_does_not_say_who_or_when, 1), (two_agreements_between_them, 1), (whose_worker_is_missing, 1),
    (first_day_missing, 1), (partner_worker_sees_everything, 1),
)  # fmt: skip
