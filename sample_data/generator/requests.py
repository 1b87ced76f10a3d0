"""Requests to share, received and made by us, and referrals in and out."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY, at
from sample_data.generator.casework import Case
from sample_data.generator.world import World

ASKED_FOR = (
    "An update on engagement since the last meeting",
    "Dates of contact in the last three months",
    "Whether the service is still involved, and who the worker is",
    "A short summary for the review",
    "Current risk level and safety measures in place",
)
CHANNELS = ("phone", "phone", "email", "letter", "portal")
OURS = (
    "Whether the move has been agreed and when",
    "Outcome of the visit made last week",
    "Copy of the current plan",
    "Whether bail conditions still stand",
)
GROUNDS = (
    "Client's signed consent, copy enclosed",
    "Consent given at intake for this agency, dated form on file",
    "Shared plan agreed at the last meeting",
)


def asked_first(world: World, decision: dict, disclosure: dict | None = None, days: int = -1) -> dict:
    """A request the decision answers, received up to three days before; the requester is told of a refusal."""
    day = decision["decided_at"].date()
    received = at(day - (world.rng.randint(0, 3) if days < 0 else days) * DAY, f"08:{world.rng.randint(10, 50)}")
    agency = world.pick(world.agencies[:13])
    if disclosure:
        agency = next(row for row in world.agencies if row["agency_id"] == disclosure["recipient_agency_id"])
    row = request(world, decision["subject_id"], decision["case_id"], received, agency)
    row["decision_id"], decision["request_id"] = decision["decision_id"], row["request_id"]
    row["closed_on"] = day
    if decision["decision_type"] == "not_share":
        decision["requester_told_on"] = day
    return row


def request(world: World, about: str, case_id: str, received: dt.datetime, agency: dict, **more: object) -> dict:
    """A request we received about a client, not yet answered."""
    values = {
        "direction": "received",
        "about_type": "client",
        "requester_name": f"Duty desk, {agency['name']}",
        "channel": world.pick(CHANNELS),
        "asked_for": world.pick(ASKED_FOR),
        "basis_stated": world.pick(("", "Duty under the children's legislation", "Client's consent, form attached")),
        "legal_right": "no",
    } | more
    return world.add(
        "information_requests",
        about_id=about,
        case_id=case_id,
        received_at=received,
        agency_id=agency["agency_id"],
        **values,
    )


def of_ours(world: World, case_row: dict, day: dt.date) -> dict:
    """A request we made about a client, with its basis."""
    agency = world.pick(world.agencies[:13])
    sent = at(day, f"{world.rng.randint(9, 15):02d}:15")
    row = request(world, case_row["person_id"], case_row["case_id"], sent, agency, direction="made_by_us")
    row.update(requester_name="Our service", asked_for=world.pick(OURS), basis_stated=world.pick(GROUNDS))
    row["closed_on"] = min(day + world.rng.randint(1, 12) * DAY, world.as_of)
    return row


def refer(world: World, case: Case, agency: dict, day: dt.date, direction: str = "out", **more: object) -> dict:
    """A referral; an outward one was talked about with the family and told to them before it was made."""
    before = {}
    if direction == "out":
        talked = max(case.opened, day - world.rng.randint(0, 9) * DAY)
        before = {"family_conversation_on": talked, "told_of_referral_on": talked}
    return world.add(
        "referrals",
        case_id=case.id,
        person_id=case.row["person_id"],
        direction=direction,
        agency_id=agency["agency_id"],
        made_on=day,
        **(before | more),
    )
