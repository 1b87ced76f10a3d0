"""What the organisation keeps about itself: places, agreements, policies, committee papers, incidents, applicants."""

from __future__ import annotations

import datetime as dt

from sample_data.generator import texts_office as office
from sample_data.generator.calendar import DAY, anniversary, working_day
from sample_data.generator.world import World

# name, kind: the paper ones are locked; the electronic ones have a password and meet the security policy.
PLACES = (
    ("case_system", "case_system"), ("cabinet_1", "locked_cabinet"), ("cabinet_2", "locked_cabinet"),
    ("personnel", "locked_cabinet"), ("archive", "secure_archive"), ("shared_drive", "shared_drive"),
    ("applicants", "locked_cabinet"), ("monitoring", "shared_drive"), ("laptop_1", "laptop"), ("laptop_2", "laptop"),
    ("phone_1", "mobile_phone"), ("phone_2", "mobile_phone"), ("phone_3", "mobile_phone"),
    ("stick", "removable_media"), ("poster_store", "other"),
)  # fmt: skip
PAPER = ("locked_cabinet", "locked_room", "secure_archive", "desk", "other")
POLICIES = (
    "confidentiality",
    "information_sharing",
    "child_protection",
    "it_security",
    "retention",
    "privacy_statement",
)
LAWS = "dpa_2018;uk_gdpr;hra_1998;mca_2005;common_law_confidence;caldicott"
PUBLISHED = "service_information;website;service_directory;leaflet;poster;handbook"
AUDIENCES = "staff;clients;committee;external_agencies"
ATTESTED = (
    "D-05b", "O-1a", "O-1.1a", "O-4.4.1a", "O-4.6.1", "O-4.6.2", "O-4.6.3", "O-4.6.4b", "O-4.6.6a", "O-5.2.1b",
    "O-5.2.6", "H-0.2a", "H-1.1", "M-3.1", "M-3.3", "M-6.5a", "M-6.5b", "M-8.6f", "M-10a.1", "M-10c.3", "M-10d.5",
    "M-10e.2", "M-10f.2", "M-11.1", "M-11.5a", "M-11.5b", "M-11.5c", "M-11.5d", "M-11.6", "M-11.10", "M-11.12b",
    "C-0c", "C-6f",
)  # fmt: skip
KEPT = ("race", "sex", "sexuality", "age", "disability", "religion")


def build(world: World) -> None:
    """Add the registers before any case, so that files have a place and partners an agreement."""
    world.start("registers")
    for name, kind in PLACES:
        world.places[name] = _place(world, kind)["location_id"]
    for agency in world.agencies:
        if agency["is_partner"] == "yes":
            protocols(world, agency)
    for agency in [row for row in world.agencies if row["kind"] == "voluntary" and row["is_partner"] == "yes"]:
        agreement(world, agency, "management_agreement", world.ago(500), breach_clause="yes")
    for kind in POLICIES:
        policy(world, kind)
        policy(world, kind, world.ago(world.rng.randint(900, 1200)), "4.0")
    for clause in ATTESTED:
        attest(world, clause, world.ago(world.rng.randint(20, 330)))
        attest(world, clause, world.ago(world.rng.randint(400, 690)))
    for months in range(36):
        _meeting(world, working_day(world.ago(25 + 30 * months)))
    for kind, handled, level, outcome in office.INCIDENTS:
        incident(world, kind, handled, level, outcome)
    for _ in range(48):
        applicant(world, world.ago(world.rng.randint(12, 1100)))


def _place(world: World, kind: str) -> dict:
    """A secured place, checked within the year; phones and sticks were cleared this month."""
    paper, carried = kind in PAPER, kind in ("mobile_phone", "removable_media")
    return world.add(
        "storage_locations",
        location_id=world.new_id("LOC", 10, 99),
        kind=kind,
        locked="yes" if paper else "",
        password_protected="" if paper else "yes",
        it_policy_compliant="" if paper else "yes",
        holds_personal_data="no" if kind == "other" else "yes",
        last_checked_on=world.ago(world.rng.randint(15, 340)),
        last_cleared_on=world.ago(world.rng.randint(1, 27)) if carried else "",
    )


def protocols(world: World, agency: dict) -> None:
    """An information sharing protocol for as long as any record reaches back, renewed before each review day."""
    signed = world.ago(world.rng.randint(2300, 2500))
    while True:
        row = agreement(world, agency, "information_sharing_protocol", signed)
        if row["review_due_on"] > world.as_of:
            return
        signed = row["review_due_on"] - world.rng.randint(0, 20) * DAY


def agreement(world: World, agency: dict, kind: str, signed: dt.date, **more: object) -> dict:
    """A signed agreement that says who may have access and when, to be reviewed three years on."""
    return world.add(
        "sharing_agreements",
        agency_id=agency["agency_id"],
        kind=kind,
        signed_on=signed,
        review_due_on=anniversary(signed, 3),
        access_staff_agreed=world.pick(office.WHO_HAS_ACCESS),
        access_circumstances_agreed=world.pick(office.WHEN_ACCESS),
        **more,
    )


def policy(world: World, kind: str, approved: dt.date | None = None, version: str = "5.1") -> dict:
    """A policy approved within the last year and a half, to be reviewed two years after it was approved."""
    approved = approved or world.ago(world.rng.randint(60, 540))
    laws = LAWS if version != "4.0" else "dpa_1998;hra_1998;mca_2005;common_law_confidence"
    return world.add(
        "policy_register",
        kind=kind,
        version=version,
        approved_on=approved,
        review_due_on=anniversary(approved, 2),
        laws_cited=laws,
        published_in=PUBLISHED if kind == "privacy_statement" else "handbook",
        audiences=AUDIENCES,
    )


def attest(world: World, clause: str, day: dt.date, answer: str = "yes") -> dict:
    return world.add(
        "attestations",
        clause_id=clause,
        attested_by=world.pick([world.senior, *world.managers.values()])["staff_id"],
        attested_on=day,
        answer=answer,
        next_due_on=anniversary(day, 1),
    )


def _meeting(world: World, day: dt.date) -> None:
    """A committee meeting with its papers; one is confidential and marked so, and none names a client."""
    for title, text in world.rng.sample(office.OPEN_PAPERS, 2):
        paper(world, day, title, _filled(world, text))
    title, text = world.pick(office.CONFIDENTIAL_PAPERS)
    row = paper(world, day, title, _filled(world, text))
    row.update(confidential="yes", marking="private_and_confidential", circulation="committee_only")


def paper(world: World, day: dt.date, title: str, text: str) -> dict:
    """An open paper put to the committee."""
    circulation = world.pick(("committee_only", "all_staff", "all_staff", "public"))
    values = {"meeting_on": day, "title": title, "text": text, "circulation": circulation}
    return world.add("committee_papers", confidential="no", marking="none", **values)


def _filled(world: World, text: str) -> str:
    return text.format(few=world.rng.randint(3, 9), some=world.rng.randint(11, 38), many=world.rng.randint(60, 240))


def incident(world: World, kind: str, handled: str, level: str, reason: str) -> dict:
    """An incident raised with a line manager and followed through."""
    happened = world.ago(world.rng.randint(40, 700))
    partners = [row for row in world.tables["sharing_agreements"] if row["kind"] == "management_agreement"]
    return world.add(
        "incidents",
        kind=kind,
        occurred_on=happened,
        agreement_id=world.pick(partners)["agreement_id"] if kind == "partner_breach" else "",
        staff_details_disclosed="no",
        raised_with=world.pick(list(world.managers.values()))["staff_id"],
        handled_under=handled,
        level=level,
        guidance_followed="yes" if kind == "complaint_about_sharing" else "",
        outcome_on=happened + world.rng.randint(5, 39) * DAY,
        outcome_reason=reason,
    )


def applicant(world: World, applied: dt.date, kind: str = "", outcome: str = "") -> dict:
    """An applicant whose monitoring form was detached at once and whose papers were cut down in time."""
    decided = applied + world.rng.randint(20, 60) * DAY
    pending = decided > world.as_of
    outcome = outcome or (
        "pending" if pending else str(world.pick(("successful", *("unsuccessful",) * 3, "withdrawn")))
    )
    gone = decided + world.rng.randint(10, 170) * DAY
    cut = outcome in ("unsuccessful", "withdrawn") and gone <= world.as_of
    return world.add(
        "applicants",
        kind=kind or world.pick(("job", "job", "volunteer", "service")),
        applied_on=applied,
        outcome=outcome,
        outcome_on="" if outcome == "pending" else decided,
        monitoring_detached_on=applied + world.rng.randint(0, 1) * DAY,
        monitoring_location_id=world.places["monitoring"],
        form_location_id=world.places["applicants"],
        kept_fields=";".join(sorted(world.rng.sample(KEPT, 3))) if cut else "whole_form",
        rest_destroyed_on=gone if cut else "",
    )
