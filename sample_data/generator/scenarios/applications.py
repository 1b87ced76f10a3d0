"""STO-03 and RET-06: staff and applicant papers not kept apart, and kept after the post was filled."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY
from sample_data.generator.personnel import office_paper
from sample_data.generator.registers import applicant
from sample_data.generator.scenarios.ground import a_worker
from sample_data.generator.world import World

OUT = ("unsuccessful", "unsuccessful", "withdrawn")


def medical_record_not_sealed(world: World) -> None:
    paper = _paper(world, "medical_record")
    paper["section"] = world.pick(("personnel_open", ""))
    world.breach("STO-03", paper, "not_sealed")


def medical_record_sealed(world: World) -> None:
    world.near("STO-03", _paper(world, "medical_record"), "sealed")


def certificate_filed_too_soon(world: World) -> None:
    paper = _paper(world, "medical_certificate")
    paper["payroll_actioned_on"] = world.pick(("", paper["filed_on"] + DAY))
    world.breach("STO-03", paper, "filed_before_payroll")


def certificate_filed_that_day(world: World) -> None:
    paper = _paper(world, "medical_certificate")
    paper["payroll_actioned_on"] = paper["filed_on"]
    world.near("STO-03", paper, "filed on the day payroll acted")
    paper = _paper(world, "medical_certificate")
    paper["filed_on"] = ""
    world.near("STO-03", paper, "not filed yet")


def monitoring_form_in_the_file(world: World) -> None:
    paper = _paper(world, "eo_monitoring")
    paper["section"] = world.pick(("personnel_open", "", "restricted"))
    world.breach("STO-03", paper, "monitoring_section")
    row = _pending(world)
    paper = office_paper(world, "applicant", row["applicant_id"], "eo_monitoring", row["applied_on"])
    paper["section"] = "personnel_open"
    world.breach("STO-03", paper, "monitoring_section")


def monitoring_form_with_the_application(world: World) -> None:
    row = _pending(world)
    row["monitoring_location_id"] = row["form_location_id"]
    world.breach("STO-03", row, "monitoring_with_form")


def monitoring_form_detached_late(world: World) -> None:
    for days in (2, 1, None):
        row = _pending(world)
        row["monitoring_detached_on"] = row["applied_on"] + days * DAY if days else ""
        if days == 1:
            world.near("STO-03", row, "detached the day after it came")
        else:
            world.breach("STO-03", row, "detached_late")


def monitoring_form_came_yesterday(world: World) -> None:
    for days in (2, 1):
        row = _pending(world, world.ago(days))
        row["monitoring_detached_on"] = ""
        if days == 2:
            world.breach("STO-03", row, "detached_late")
        else:
            world.near("STO-03", row, "the last day for it is the run date")


def detached_late_and_kept_together(world: World) -> None:
    row = _pending(world)
    row.update(monitoring_detached_on="", monitoring_location_id=row["form_location_id"])
    world.breach("STO-03", row, "detached_late;monitoring_with_form")


def where_the_forms_lie_is_missing(world: World) -> None:
    row = _pending(world)
    row.update(monitoring_location_id="", form_location_id="")
    world.undecided("STO-03", row)
    row = _pending(world)
    row["monitoring_location_id"] = ""
    world.near("STO-03", row, "one of the two places is known")


def day_of_the_application_missing(world: World) -> None:
    row = _pending(world)
    row["applied_on"] = ""
    world.leave_out("documents", row)
    world.undecided("STO-03", row)


def papers_never_destroyed(world: World) -> None:
    row = _decided(world, world.rng.randint(200, 700))
    row["kept_fields"] = "age;sex"
    world.breach("RET-06", row, "not_destroyed")


def papers_never_destroyed_and_all_kept(world: World) -> None:
    row = _decided(world, world.rng.randint(200, 700))
    row["kept_fields"] = world.pick(("whole_form", "history;name;referee"))
    world.breach("RET-06", row, "kept_too_much;not_destroyed")


def half_a_year_over_yesterday(world: World) -> None:
    world.breach("RET-06", _decided(world, 181, kept_fields="age"), "not_destroyed")
    world.near("RET-06", _decided(world, 180, kept_fields="whole_form"), "the last day for it is the run date")


def papers_destroyed_late(world: World) -> None:
    for days in (181, 180):
        row = _decided(world, 400, kept_fields="race;religion")
        row["rest_destroyed_on"] = row["outcome_on"] + days * DAY
        if days == 181:
            world.breach("RET-06", row, "destroyed_late")
        else:
            world.near("RET-06", row, "destroyed on the last day")


def more_kept_than_allowed(world: World) -> None:
    """A name beside a sexuality is never allowed."""
    row = _decided(world, 300)
    row["rest_destroyed_on"] = row["outcome_on"] + 30 * DAY
    row["kept_fields"] = world.pick(("name;sexuality", "age;medical", "address;race;sex"))
    world.breach("RET-06", row, "kept_too_much")


def late_and_too_much(world: World) -> None:
    row = _decided(world, 500, kept_fields="name")
    row["rest_destroyed_on"] = row["outcome_on"] + 300 * DAY
    world.breach("RET-06", row, "destroyed_late;kept_too_much")


def what_was_kept_is_missing(world: World) -> None:
    row = _decided(world, 300, kept_fields="")
    row["rest_destroyed_on"] = row["outcome_on"] + 30 * DAY
    world.undecided("RET-06", row)


def day_of_the_outcome_missing(world: World) -> None:
    """The clock runs from the day of the application instead."""
    for days in (181, 180):
        row = applicant(world, world.ago(days), outcome=str(world.pick(OUT)))
        row.update(outcome_on="", rest_destroyed_on="", kept_fields="whole_form")
        if days == 181:
            world.breach("RET-06", row, "kept_too_much;not_destroyed")
        else:
            world.near("RET-06", row, "counted from the application, the last day is the run date")


def neither_day_known(world: World) -> None:
    row = _decided(world, 300, outcome_on="", applied_on="")
    world.leave_out("documents", row)
    world.undecided("RET-06", row)
    world.undecided("STO-03", row)


def got_the_post(world: World) -> None:
    row = applicant(world, world.ago(600), outcome="successful")
    world.near("RET-06", row, "the papers of whoever got the post")


def _paper(world: World, doc_type: str) -> dict:
    worker = a_worker(world)
    return office_paper(
        world, "staff", worker["staff_id"], doc_type, world.ago(world.rng.randint(20, 300)), **_paid(world)
    )


def _paid(world: World) -> dict[str, object]:
    day = world.ago(world.rng.randint(5, 15))
    return {"payroll_actioned_on": day, "filed_on": day}


def _pending(world: World, applied: dt.date | None = None) -> dict:
    """An applicant nobody has decided on."""
    row = applicant(world, applied or world.ago(world.rng.randint(5, 19)), kind="job", outcome="pending")
    row.update(outcome_on="", kept_fields="whole_form", rest_destroyed_on="")
    return row


def _decided(world: World, days: int, **more: object) -> dict:
    """An applicant turned down so many days ago, whose papers are all still there."""
    row = applicant(world, world.ago(days + 30), outcome=str(world.pick(OUT)))
    row.update({"outcome_on": world.ago(days), "rest_destroyed_on": "", "kept_fields": "whole_form"} | more)
    return row


STORIES = (
    (medical_record_not_sealed, 3), (medical_record_sealed, 1), (certificate_filed_too_soon, 2),
    (certificate_filed_that_day, 1), (monitoring_form_in_the_file, 2), (monitoring_form_with_the_application, 2),
    (monitoring_form_detached_late, 1), (monitoring_form_came_yesterday, 1), (detached_late_and_kept_together, 1),
    (where_the_forms_lie_is_missing, 1), (day_of_the_application_missing, 1), (papers_never_destroyed, 2),
    (papers_never_destroyed_and_all_kept, 2), (half_a_year_over_yesterday, 1), (papers_destroyed_late, 1),
    (more_kept_than_allowed, 3), (late_and_too_much, 1), (what_was_kept_is_missing, 1),
    (day_of_the_outcome_missing, 1), (neither_day_known, 1), (got_the_post, 1),
)  # fmt: skip
