"""What is kept about staff: induction paperwork, training, personnel files, and the papers of applicants."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY, working_day
from sample_data.generator.notices import tell_staff
from sample_data.generator.world import World

TOPICS = ("confidentiality", "information_sharing_principles", "data_security", "access_rules", "guidance_update")
INDUCTION = ("confidentiality", "data_security")
OFFICE_NOTE = {
    "contract": "Contract signed by both sides, copy handed over.",
    "appraisal": "Year reviewed against the goals set; two new goals agreed.",
    "probation_review": "Probation passed. Caseload to rise in steps.",
    "medical_record": "Report of occupational health, sealed.",
    "medical_certificate": "Certificate for the days given on it.",
    "eo_monitoring": "Monitoring form, kept apart from the application.",
    "reference_request": "Request to the referee named on the form.",
    "reference": "Reference received, in confidence.",
    "application_form": "Application form with supporting statement.",
    "interview_record": "Panel's notes and scores.",
}


def build(world: World) -> None:
    """Induction and training for everybody who works here on the run date, then the personnel files."""
    world.start("personnel")
    for row in world.tables["staff"]:
        if not row["left_on"] or row["left_on"] >= world.as_of:
            induct(world, row)
    for team in world.teams.values():
        for row in team:
            _personnel_file(world, row)
    for row in world.tables["applicants"]:
        if world.has("documents", row) and not row["rest_destroyed_on"]:
            for doc_type in ("application_form", "interview_record", "eo_monitoring"):
                office_paper(world, "applicant", row["applicant_id"], doc_type, row["applied_on"])


def induct(world: World, staff: dict) -> None:
    """The paperwork of the first weeks, and the training since."""
    _induction(world, staff)
    _training(world, staff)


def _induction(world: World, staff: dict) -> None:
    committee = staff["worker_type"] == "committee_member"
    kinds = ("policy_copy", "committee_responsibility" if committee else "policy_explained")
    for kind in kinds:
        if world.has("notices", staff):
            given = min(staff["started_on"] + world.rng.randint(0, 25) * DAY, world.as_of)
            tell_staff(world, staff, kind, given)


def _training(world: World, staff: dict) -> None:
    """Every topic in the first three months, and again within the last two years."""
    if not world.has("training", staff):
        return
    topics = ("confidentiality",) if staff["worker_type"] == "committee_member" else TOPICS
    for topic in topics:
        first = min(staff["started_on"] + world.rng.randint(3, 85) * DAY, world.as_of)
        trained(world, staff, topic, first, "yes" if topic in INDUCTION else "no")
        if first < world.ago(700):
            trained(world, staff, topic, working_day(world.ago(world.rng.randint(10, 700))))


def trained(world: World, staff: dict, topic: str, day: dt.date | str, is_induction: str = "no") -> dict:
    values = {"topic": topic, "completed_on": day, "is_induction": is_induction}
    return world.add("training", staff_id=staff["staff_id"], **values)


def _personnel_file(world: World, staff: dict) -> None:
    """Contract, reviews with the notice of who reads them, and now and then something medical, sealed."""
    owner, started = staff["staff_id"], staff["started_on"]
    office_paper(world, "staff", owner, "contract", started)
    if started + 180 * DAY < world.as_of:
        review = office_paper(world, "staff", owner, "probation_review", started + 170 * DAY)
        _readers(world, staff, review)
    if started < world.ago(500):
        _readers(world, staff, office_paper(world, "staff", owner, "appraisal", world.ago(world.rng.randint(30, 360))))
    if world.chance(0.3):
        office_paper(world, "staff", owner, "medical_record", started + 20 * DAY)
    if world.chance(0.4):
        day = min(started + world.rng.randint(100, 400) * DAY, world.ago(10))
        paid = day + world.rng.randint(1, 6) * DAY
        office_paper(world, "staff", owner, "medical_certificate", day, payroll_actioned_on=paid, filed_on=paid)
    if world.chance(0.5):
        asked = office_paper(world, "staff", owner, "reference_request", started - 30 * DAY)
        referee = f"REFEREE-{world.rng.randint(100, 999)}"
        world.add(
            "notices",
            recipient_type="referee",
            recipient_id=referee,
            kind="reference_in_confidence",
            given_on=asked["created_on"],
            document_id=asked["document_id"],
        )
        office_paper(world, "staff", owner, "reference", started - 15 * DAY, source_kind="referee")


def _readers(world: World, staff: dict, review: dict) -> None:
    given = review["created_on"] - world.rng.randint(0, 10) * DAY
    tell_staff(world, staff, "review_readers_explained", given, document_id=review["document_id"])


def office_paper(world: World, owner_type: str, owner: str, doc_type: str, day: dt.date, **more: object) -> dict:
    """A paper on a personnel file or with an application, in the section it belongs to."""
    sections = {"medical_record": "personnel_sealed", "eo_monitoring": "monitoring"}
    values = {
        "source_kind": "worker",
        "section": sections.get(doc_type, "personnel_open"),
        "storage_location_id": world.places["monitoring" if doc_type == "eo_monitoring" else "personnel"],
        "content_nature": "fact",
        "filed_on": day,
        "text": OFFICE_NOTE[doc_type],
    } | more
    who = {"owner_type": owner_type, "owner_id": owner, "about_person_ids": owner}
    return world.add("documents", doc_type=doc_type, created_on=day, **(who | values))
