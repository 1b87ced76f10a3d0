"""What October's rows said before their last change: cases still open, requests unanswered, holds not yet lifted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sample_data.generator.world import World
from sample_data.months.cut import on

HELD = "Papers may be asked for by a court"


def set_back(world: World, day: dt.date) -> None:
    """Set each row's state back to the end of a day; call it before later rows are cut away, whose days it reads."""
    disposed = _disposals(world)
    archive = world.places["archive"]
    for row in world.tables["cases"]:
        _case(row, disposed.get(row["case_id"], []), day, archive, world.places["case_system"])
    for table, change in CHANGES.items():
        for row in world.tables[table]:
            change(row, day)
    closed = {row["case_id"] for row in world.tables["cases"] if not row["closed_on"]}
    for row in world.tables["access_grants"]:
        ends = on(row["ends_on"])
        if row["scope_type"] == "case" and row["scope_id"] in closed and ends and ends > day:
            row["ends_on"] = ""


def _disposals(world: World) -> dict[str, list[dict]]:
    """Case id -> its entries in the disposal log that carry a day."""
    found: dict[str, list[dict]] = {}
    for row in world.tables["disposal_log"]:
        if row["object_type"] == "case" and on(row["disposed_on"]):
            found.setdefault(row["object_id"], []).append(row)
    return found


def _case(row: dict, disposals: list[dict], day: dt.date, archive: str, shelf: str) -> None:
    """Destroyed was closed or archived before, archived was closed, and closed was open."""
    then = {entry["action"] for entry in disposals if on(entry["disposed_on"]) <= day}
    if disposals and row["status"] == "destroyed" and "destroyed" not in then:
        row["status"] = "archived" if "archived" in then else "closed"
    if disposals and row["status"] == "archived" and "archived" not in then:
        row["status"] = "closed"
        if row["storage_location_id"] == archive:
            row["storage_location_id"] = shelf
    closed = on(row["closed_on"])
    if closed and closed > day:
        row.update(closed_on="", status="open")
    started, ended = on(row["hold_started_on"]), on(row["hold_ended_on"])
    if ended and ended > day and started and started <= day:
        row.update(evidence_hold="yes", hold_reason=row["hold_reason"] or HELD)
    if started and started > day:
        row.update(evidence_hold="no", hold_reason="", hold_ended_on="")


def _person(row: dict, day: dt.date) -> None:
    assessed = on(row["competence_assessed_on"])
    if assessed and assessed > day:
        row.update(competence="not_assessed", competence_assessed_on="")


def _staff(row: dict, day: dt.date) -> None:
    left = on(row["left_on"])
    if left and left > day:
        row["left_on"] = ""


def _consent(row: dict, day: dt.date) -> None:
    ended = on(row["ended_on"])
    if row["status"] == "withdrawn" and ended and ended > day:
        row.update(status="given", ended_on="")


def _request(row: dict, day: dt.date) -> None:
    closed = on(row["closed_on"])
    if closed and closed > day:
        row["closed_on"] = ""


def _subject_request(row: dict, day: dt.date) -> None:
    done = on(row["completed_on"])
    if done and done > day:
        row.update(completed_on="", outcome="open", refusal_reason="")


def _applicant(row: dict, day: dt.date) -> None:
    decided, gone = on(row["outcome_on"]), on(row["rest_destroyed_on"])
    if decided and decided > day:
        row.update(outcome="pending", outcome_on="")
    if gone and gone > day:
        row.update(kept_fields="whole_form", rest_destroyed_on="")


def _incident(row: dict, day: dt.date) -> None:
    over = on(row["outcome_on"])
    if over and over > day:
        row.update(outcome_on="", outcome_reason="", level="")


def _movement(row: dict, day: dt.date) -> None:
    back = on(row["returned_at"])
    if back and back > day:
        row.update(returned_at="", returned_to="")


CHANGES: dict[str, Callable[[dict, dt.date], None]] = {
    "people": _person, "staff": _staff, "consents": _consent, "information_requests": _request,
    "subject_access_requests": _subject_request, "applicants": _applicant, "incidents": _incident,
    "file_movements": _movement,
}  # fmt: skip
