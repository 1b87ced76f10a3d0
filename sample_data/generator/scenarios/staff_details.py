"""AUT-05: a member of staff's personal details were given out, with neither their word nor a right to them."""

from __future__ import annotations

import datetime as dt

from sample_data.generator import other_sharing as other
from sample_data.generator.calendar import DAY
from sample_data.generator.notices import tell_staff
from sample_data.generator.scenarios.footing import some_day
from sample_data.generator.scenarios.ground import drop
from sample_data.generator.world import World

VIA = "WC"  # the packs in which the request goes through the line manager, and a legal one is told to the person


def given_out_unasked(world: World) -> None:
    row = unasked(world, former(world, "unasked"), some_day(world))
    row["info_categories"] = world.pick(("staff_personal", "address", "contact_details", ""))
    world.breach("AUT-05", row, "no_consent_or_right")
    if not row["info_categories"]:
        world.undecided("DIS-05", row)


def sickness_record_given_out(world: World) -> None:
    """Health is on two lists; where it is not, the rule on sharing outside judges the same record."""
    row = unasked(world, former(world, "unasked"), some_day(world))
    row.update(info_categories="health", what_shared="Days of sickness in the last year")
    world.breach("AUT-05", row, "no_consent_or_right", "HC")
    world.breach("CON-01", row, "no_basis", "W")


def not_through_the_line_manager(world: World) -> None:
    worker = former(world, "agreed")
    for column, value in (("referred_to_subject_on", ""), ("line_manager_id", ""), ("referred_to_subject_on", DAY)):
        day = some_day(world)
        row = other.about_staff(world, worker, day)
        _request(world, row)[column] = day + value if value else value
        world.breach("AUT-05", row, "not_via_line_manager", VIA)
        world.near("AUT-05", row, "she agreed, and this policy asks for no more", "H")


def put_to_her_that_day(world: World) -> None:
    day = some_day(world)
    row = other.about_staff(world, former(world, "agreed"), day)
    _request(world, row)["referred_to_subject_on"] = day
    world.near("AUT-05", row, "put to her through the line manager the same day")


def asked_for_by_law(world: World) -> None:
    """She has to be told of the law on or before the day, in two of the policies."""
    worker, day = former(world), some_day(world)
    tell_staff(world, worker, "legal_requirement", day)
    row = _by_law(world, worker, day - DAY)
    world.breach("AUT-05", row, "no_legal_notice", VIA)
    world.near("AUT-05", row, "this policy asks for no notice", "H")
    world.near("AUT-05", _by_law(world, worker, day), "required by law, and she was told the same day")
    row = _by_law(world, worker, day + DAY, reference="")
    world.breach("AUT-05", row, "no_legal_reference")
    world.breach("AUT-04", row, "no_legal_reference")


def law_not_named_and_not_told(world: World) -> None:
    """Short on both points there is no right at all; where no notice is asked for, one point is left."""
    row = _by_law(world, former(world, "unasked"), some_day(world), reference="")
    world.breach("AUT-05", row, "no_consent_or_right", VIA)
    world.breach("AUT-05", row, "no_legal_reference", "H")
    world.breach("AUT-04", row, "no_legal_reference")


def ordered_by_a_court(world: World) -> None:
    """Two of the policies name the law and not the court: a manager decides."""
    row = _by_law(world, former(world, "unasked"), some_day(world), "court_order", "Order of the county court, on file")
    world.conflict("AUT-05", row, "no_consent_or_right", VIA)
    world.near("AUT-05", row, "a ground for staff here", "H")


def order_not_named(world: World) -> None:
    row = _by_law(world, former(world, "unasked"), some_day(world), "court_order", "")
    world.breach("AUT-05", row, "no_consent_or_right", VIA)
    world.breach("AUT-05", row, "no_legal_reference", "H")
    world.breach("AUT-04", row, "no_legal_reference")


def under_the_contract(world: World) -> None:
    """Grounds that one policy has for staff and the others do not."""
    row = _by_law(
        world, former(world, "unasked"), some_day(world), "contract_terms", "Contract of employment, section 9"
    )
    world.breach("AUT-05", row, "no_consent_or_right", VIA)
    world.near("AUT-05", row, "a ground for staff here", "H")
    row = _by_law(world, former(world, "unasked"), some_day(world), "public_interest", "")
    world.breach("AUT-05", row, "no_consent_or_right", VIA)
    world.near("AUT-05", row, "a ground for staff here", "H")
    world.near("AUT-04", row, "about staff, and the decision gives a real reason")


def public_interest_and_a_short_reason(world: World) -> None:
    row = _by_law(world, former(world, "unasked"), some_day(world), "public_interest", "")
    decision = next(line for line in world.tables["decisions"] if line["decision_id"] == row["decision_id"])
    decision["rationale"] = "Press had asked"
    world.breach("AUT-04", row, "no_evidence")
    world.breach("RAT-01", decision, "too_short")
    world.breach("AUT-05", row, "no_consent_or_right", VIA)


def told_the_payroll_inside(world: World) -> None:
    row, colleague = unasked(world, former(world, "unasked"), some_day(world)), world.pick(world.admins)
    row.update(scope="internal", recipient_kind="staff_member", recipient_name=colleague["full_name"])
    row.update(recipient_person_id=colleague["staff_id"], recipient_agency_id="")
    world.near("AUT-05", row, "among staff")


def former(world: World, of: str = "") -> dict:
    """Somebody who left a year or more ago, and of whom a new employer or an office asks.

    With `of`, one of the three whom stories of that kind share: those who agreed, or those who were never asked.
    """
    known = world.files.setdefault(f"former {of}", [])
    if of and len(known) == 3:
        return world.pick(known)
    row = world.add(
        "staff",
        full_name=world.names.full(str(world.pick("fm"))),
        worker_type="employee",
        role="worker",
        line_manager_id=world.pick(list(world.managers.values()))["staff_id"],
        started_on=world.ago(2000),
        left_on=world.ago(370),
        confidentiality_clause="during_and_after",
    )
    known.append(row)
    return row


def unasked(world: World, worker: dict, day: dt.date) -> dict:
    """Details given out with nothing behind it but the decision."""
    row = other.about_staff(world, worker, day)
    consent = next(line for line in world.tables["consents"] if line["consent_id"] == row["consent_id"])
    drop(world, "consents", consent)
    row.update(basis="none", consent_id="")
    return row


def _by_law(
    world: World, worker: dict, day: dt.date, basis: str = "legal_obligation", reference: str = "Tax notice, on file"
) -> dict:
    row = unasked(world, worker, day)
    row.update(basis=basis, legal_reference=reference)
    return row


def _request(world: World, row: dict) -> dict:
    rows = world.tables["information_requests"]
    return next(line for line in rows if line["decision_id"] == row["decision_id"])


STORIES = (
    (given_out_unasked, 3), (sickness_record_given_out, 1), (not_through_the_line_manager, 1),
    (put_to_her_that_day, 1), (asked_for_by_law, 1), (law_not_named_and_not_told, 1), (ordered_by_a_court, 1),
    (order_not_named, 1), (under_the_contract, 1), (public_interest_and_a_short_reason, 1),
    (told_the_payroll_inside, 1),
)  # fmt: skip
