"""STF-03: staff not told what was done with their records."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY, at
from sample_data.generator.notices import tell_staff
from sample_data.generator.organisation import agency as agency_of
from sample_data.generator.personnel import office_paper
from sample_data.generator.requests import request
from sample_data.generator.scenarios.ground import a_worker
from sample_data.generator.sharing import ALWAYS_CONSIDERED, once
from sample_data.generator.world import World

BOTH = "file_storage;file_access_procedure"


def file_shown_and_not_explained(world: World) -> None:
    """Nothing said, said in two halves, or said the day after; one notice must hold both."""
    for told in ((), (("file_storage", 0), ("file_access_procedure", 0)), ((BOTH, 1),)):
        worker, row = _shown(world)
        for covers, days in told:
            tell_staff(world, worker, "personnel_file_explained", row["completed_on"] + days * DAY, covers=covers)
        world.breach("STF-03", row, "file_not_explained")


def file_explained_that_day(world: World) -> None:
    worker, row = _shown(world)
    tell_staff(world, worker, "personnel_file_explained", row["completed_on"], covers=BOTH)
    world.near("STF-03", row, "explained on the day it was shown")


def day_it_was_shown_missing(world: World) -> None:
    worker, row = _shown(world)
    tell_staff(world, worker, "personnel_file_explained", row["completed_on"], covers=BOTH)
    row["completed_on"] = ""
    world.undecided("STF-03", row)
    world.breach("CLA-01", row, "no_outcome")


def referee_not_told(world: World) -> None:
    """A notice for another request, or for none, does not count."""
    for document_id in (None, "", world.new_id("DOC")):
        worker = a_worker(world)
        paper = office_paper(world, "staff", worker["staff_id"], "reference_request", world.ago(60))
        if document_id is not None:
            _in_confidence(world, paper, document_id)
        world.breach("STF-03", paper, "not_in_confidence")


def referee_told(world: World) -> None:
    paper = office_paper(world, "staff", a_worker(world)["staff_id"], "reference_request", world.ago(60))
    _in_confidence(world, paper, paper["document_id"])
    world.near("STF-03", paper, "the notice goes with the request")


def who_reads_the_review(world: World) -> None:
    """Four weeks either side will do; a day more, no day, or a notice that goes with something else will not."""
    for days, document_id in ((29, ""), (-29, ""), (None, ""), (0, "other"), (28, ""), (-28, "")):
        worker = a_worker(world)
        kind = str(world.pick(("probation_review", "appraisal")))
        paper = office_paper(world, "staff", worker["staff_id"], kind, world.ago(90))
        given = paper["created_on"] + days * DAY if days is not None else ""
        goes_with = world.new_id("DOC") if document_id else ""
        tell_staff(world, worker, "review_readers_explained", given, document_id=goes_with)
        if days in (28, -28):
            world.near("STF-03", paper, "told four weeks before or after the review")
        else:
            world.breach("STF-03", paper, "readers_not_explained")


def day_of_the_review_missing(world: World) -> None:
    worker = a_worker(world)
    paper = office_paper(world, "staff", worker["staff_id"], "appraisal", world.ago(90))
    paper["created_on"] = ""
    tell_staff(world, worker, "review_readers_explained", world.ago(90))
    world.undecided("STF-03", paper)


def law_asked_and_she_was_not_told(world: World) -> None:
    for days in (None, 1, 0):
        worker, row, decision = _legal_request(world)
        if days is not None:
            tell_staff(world, worker, "legal_requirement", decision["decided_at"].date() + days * DAY)
        if days == 0:
            world.near("STF-03", row, "told on the day it was decided")
        else:
            world.breach("STF-03", row, "legal_not_notified")


def law_asked_day_of_decision_missing(world: World) -> None:
    worker, row, decision = _legal_request(world)
    tell_staff(world, worker, "legal_requirement", world.ago(100))
    decision["decided_at"] = ""
    world.undecided("STF-03", row)


def no_right_to_ask(world: World) -> None:
    _, row, _ = _legal_request(world)
    row["legal_right"] = world.pick(("no", ""))
    world.near("STF-03", row, "asked without a right in law")


def _shown(world: World) -> tuple[dict, dict]:
    """A worker's own file, shown by the line manager within the week."""
    worker = a_worker(world)
    asked: dt.date = world.ago(world.rng.randint(40, 300))
    row = world.add(
        "subject_access_requests",
        requester_type="staff",
        requester_id=worker["staff_id"],
        kind="view",
        received_at=asked,
        handled_by=worker["line_manager_id"],
        completed_on=asked + 6 * DAY,
        outcome="granted",
        explained_on=asked + 6 * DAY,
    )
    return worker, row


def _in_confidence(world: World, paper: dict, document_id: str) -> None:
    world.add(
        "notices",
        recipient_type="referee",
        recipient_id=f"REFEREE-{world.rng.randint(100, 999)}",
        kind="reference_in_confidence",
        given_on=paper["created_on"],
        document_id=document_id,
    )


def _legal_request(world: World) -> tuple[dict, dict, dict]:
    """A request about a worker with a right in law behind it, decided on, and nothing sent yet."""
    worker = a_worker(world)
    day: dt.date = world.ago(world.rng.randint(20, 90))
    why = "Tax authority named the power it asks under; only the pay of the year in question may go."
    decision = world.add(
        "decisions",
        subject_id=worker["staff_id"],
        decided_at=at(day, "10:40"),
        recorded_at=at(day, "11:00"),
        decided_by=world.senior["staff_id"],
        decision_type="share",
        rationale=once(world, why),
        considered=ALWAYS_CONSIDERED,
        basis="legal_obligation",
        in_doubt="no",
        q1_purpose="yes",
        q2_identifiable="yes",
        q3_confidential="yes",
        q4_consent="no",
        q5_other_reason="yes",
    )
    row = request(
        world, worker["staff_id"], "", at(day - 3 * DAY, "09:00"), agency_of(world, "other"), about_type="staff"
    )
    row.update(legal_right="yes", requester_name="Tax office", asked_for="Pay of the last year", basis_stated="By law")
    if world.chance(0.5):
        row["decision_id"] = decision["decision_id"]
    else:
        decision["request_id"] = row["request_id"]
    return worker, row, decision


STORIES = (
    (file_shown_and_not_explained, 1), (file_explained_that_day, 1), (day_it_was_shown_missing, 1),
    (referee_not_told, 1), (referee_told, 1), (who_reads_the_review, 1), (day_of_the_review_missing, 1),
    (law_asked_and_she_was_not_told, 1), (law_asked_day_of_decision_missing, 1), (no_right_to_ask, 1),
)  # fmt: skip
