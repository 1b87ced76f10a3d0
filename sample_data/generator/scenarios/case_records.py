"""REC-01, REC-02 and REC-05: no working file, incomplete contact entries, too thin a record of a looked-after child."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY
from sample_data.generator.casework import Case, join, new_person
from sample_data.generator.contact_log import contact
from sample_data.generator.notices import tell
from sample_data.generator.papers import client_paper
from sample_data.generator.scenarios.ground import a_case, a_host, a_worker
from sample_data.generator.texts_office import MET, POSTED, SPOKEN
from sample_data.generator.world import World


def client_without_a_case(world: World) -> None:
    person = new_person(world, "f", is_client="yes", capacity="presumed")
    world.breach("REC-01", person, "no_case")
    other = new_person(world, "f", is_client=str(world.pick(("no", ""))))
    world.near("REC-01", other, "not a client")


def nothing_written_for_a_quarter(world: World) -> None:
    """Ninety days without a note or a contact, and a day more."""
    for days in (91, 90, None):
        case = _quiet(world)
        if days:
            _spoken(world, case, world.ago(days))
        if days == 90:
            world.near("REC-01", case.row, "the last contact is exactly 90 days old")
        else:
            world.breach("REC-01", case.row, "no_recent_entry")


def letters_are_no_notes(world: World) -> None:
    case = _quiet(world)
    client_paper(world, case, world.ago(30), "letter_out")
    world.breach("REC-01", case.row, "no_recent_entry")
    case = _quiet(world)
    client_paper(world, case, world.ago(30), "case_note")
    world.near("REC-01", case.row, "no contact, but a note on the file")


def quarter_over_yesterday(world: World) -> None:
    for days in (91, 90):
        case = _quiet(world, world.ago(days))
        if days == 91:
            world.breach("REC-01", case.row, "no_recent_entry")
        else:
            world.near("REC-01", case.row, "opened exactly 90 days ago")


def day_of_the_entry_missing(world: World) -> None:
    case = _quiet(world)
    _spoken(world, case, world.ago(10))["started_at"] = ""
    world.breach("REC-01", case.row, "no_recent_entry")


def entry_lacks_something(world: World) -> None:
    for column, causes in (
        ("started_at", "no_date"), ("time", "no_time"), ("method", "no_method"), ("worker_id", "no_worker"),
        ("summary", "no_account"),
    ):  # fmt: skip
        row = _child_contact(world)
        if column == "time":
            row["started_at"] = row["started_at"].date()
        elif column == "worker_id":
            row["worker_id"] = world.pick(("", world.new_id("S")))
        else:
            row[column] = ""
        world.breach("REC-02", row, causes)


def entry_says_next_to_nothing(world: World) -> None:
    """Nineteen characters are too few, twenty are an account."""
    row = _child_contact(world)
    row["summary"] = world.pick(("As discussed", "Saw the young lady.", "Call, nothing new."))
    world.breach("REC-02", row, "no_account")
    row = _child_contact(world)
    row["summary"] = world.pick(("Saw the young woman.", "Call. Nothing's new. "))
    world.near("REC-02", row, "exactly the least number of characters")


def letter_without_a_copy(world: World) -> None:
    for method in ("post", "fax"):
        row = _child_contact(world)
        row.update(method=method, direction="in", summary=POSTED[1], document_id=world.pick(("", world.new_id("DOC"))))
        world.breach("REC-02", row, "no_copy")


def letter_with_a_copy_and_no_time(world: World) -> None:
    row = _child_contact(world)
    case = next(one for one in world.cases if one.id == row["case_id"])
    day = row["started_at"].date()
    copy = client_paper(world, case, day, "letter_out")
    row.update(method="post", started_at=day, summary=POSTED[1], direction="in", document_id=copy["document_id"])
    world.near("REC-02", row, "a letter has no time of day")


def entry_with_nothing_in_it(world: World) -> None:
    row = _child_contact(world)
    row.update(started_at=row["started_at"].date(), method="", worker_id="", summary="-")
    world.breach("REC-02", row, "no_account;no_method;no_time;no_worker")


def written_by_childrens_services(world: World) -> None:
    worker = a_worker(world, childrens_services="yes")
    row = _child_contact(world)
    row.update(worker_id=worker["staff_id"], summary="")
    world.near("REC-02", row, "the worker belongs to children's services, which keep their own log")


def about_a_grown_up(world: World) -> None:
    row = _spoken(world, a_host(world, "iss"), world.ago(9))
    row["summary"] = ""
    world.near("REC-02", row, "about a grown-up")


def looked_after_and_no_key_worker(world: World) -> None:
    """None at all, one who left yesterday, one who starts tomorrow; one whose last day it is will do."""
    for starts, ends in ((None, None), (-200, -1), (1, None), (-200, 0), (0, None)):
        case = _looked_after(world)
        if starts is not None:
            last = world.as_of + ends * DAY if ends is not None else ""
            join(world, case, new_person(world, "f"), "key_worker", world.as_of + starts * DAY, last)
        if ends == 0 or starts == 0:
            world.near("REC-05", case.row, "the key worker's first or last day is the run date")
        else:
            world.breach("REC-05", case.row, "no_key_worker")


def looked_after_and_not_seen(world: World) -> None:
    for days in (43, 42):
        case = _looked_after(world, key_worker=True)
        world.leave_out("contacts", case.row)
        _spoken(world, case, world.ago(days))
        if days == 43:
            world.breach("REC-05", case.row, "no_recent_contact")
        else:
            world.near("REC-05", case.row, "the last contact is exactly 42 days old")


def looked_after_since_six_weeks(world: World) -> None:
    case = _looked_after(world, world.ago(42), key_worker=True)
    world.leave_out("contacts", case.row)
    world.near("REC-05", case.row, "opened exactly 42 days ago, no contact yet")


def looked_after_and_not_told(world: World) -> None:
    for reason in ("", "risk_to_child"):
        case = _looked_after(world, key_worker=True, told=False)
        if reason:
            tell(world, case, "looked_after_record", case.opened + DAY, not_given_reason=reason)
        world.breach("REC-05", case.row, "not_told")


def looked_after_a_fortnight(world: World) -> None:
    for days in (15, 14):
        case = _looked_after(world, world.ago(days), key_worker=True, told=False)
        if days == 15:
            world.breach("REC-05", case.row, "not_told")
        else:
            world.near("REC-05", case.row, "the last day for telling is the run date")


def looked_after_and_forgotten(world: World) -> None:
    case = _looked_after(world, told=False)
    world.leave_out("contacts", case.row)
    _spoken(world, case, world.ago(70))
    world.breach("REC-05", case.row, "no_key_worker;no_recent_contact;not_told")


def _quiet(world: World, opened: dt.date | None = None) -> Case:
    """An open case with no contact; its papers are as old as the case, and none is a note."""
    case = a_case(world, "iss", "refuge", "other", days=(world.as_of - opened).days if opened else 300)
    case.row["opened_on"] = opened or case.opened
    world.leave_out("contacts", case.row)
    for paper in [row for row in world.tables["documents"] if row["owner_id"] == case.id]:
        paper["doc_type"] = "letter_out" if paper["doc_type"] == "case_note" else paper["doc_type"]
    return case


def _spoken(world: World, case: Case, day: dt.date) -> dict:
    return contact(world, case, day, "phone", str(world.pick(SPOKEN)))


def _child_contact(world: World) -> dict:
    """A visit to a child, written up by the manager of the service."""
    case = a_host(world, "childrens", "youth")
    day = world.ago(world.rng.randint(5, 200))
    manager = world.managers[case.row["service"]]["staff_id"]
    return contact(world, case, day, "home_visit", str(world.pick(MET)), worker_id=manager)


def _looked_after(world: World, opened: dt.date | None = None, key_worker: bool = False, told: bool = True) -> Case:
    """A looked-after child's open case that lacks what it is not given here."""
    case = a_case(world, "childrens", "youth", days=(world.as_of - opened).days if opened else 260)
    case.row.update(opened_on=opened or case.opened, looked_after="yes")
    world.leave_out("looked_after", case.row)
    if key_worker:
        join(world, case, new_person(world, "f"), "key_worker")
    if told:
        tell(world, case, "looked_after_record", case.opened + 2 * DAY)
    return case


STORIES = (
    (client_without_a_case, 2), (nothing_written_for_a_quarter, 1), (letters_are_no_notes, 1),
    (quarter_over_yesterday, 1), (day_of_the_entry_missing, 1), (entry_lacks_something, 1),
    (entry_says_next_to_nothing, 2), (letter_without_a_copy, 1), (letter_with_a_copy_and_no_time, 1),
    (entry_with_nothing_in_it, 1), (written_by_childrens_services, 1), (about_a_grown_up, 1),
    (looked_after_and_no_key_worker, 1), (looked_after_and_not_seen, 1), (looked_after_since_six_weeks, 1),
    (looked_after_and_not_told, 1), (looked_after_a_fortnight, 1), (looked_after_and_forgotten, 1),
)  # fmt: skip
