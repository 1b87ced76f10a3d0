"""TRN-07: a young person not shown as encouraged to talk to a parent or carer."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY, first_due
from sample_data.generator.casework import Case
from sample_data.generator.notices import tell
from sample_data.generator.scenarios.explaining import REASONS
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.world import World


def not_encouraged(world: World) -> None:
    world.breach("TRN-07", _young(world, "youth").row, "not_encouraged")


def ten_on_the_run_date(world: World) -> None:
    for days in (0, 1):
        case = _young(world, "childrens")
        case.client["date_of_birth"] = first_due(world.as_of + DAY, 10) - (1 - days) * DAY
        if days:
            world.near("TRN-07", case.row, "ten the day after the run date")
        else:
            world.breach("TRN-07", case.row, "not_encouraged")


def birthday_not_known(world: World) -> None:
    case = _young(world, "childrens")
    case.client["date_of_birth"] = ""
    world.breach("TRN-07", case.row, "not_encouraged")


def four_weeks_over_yesterday(world: World) -> None:
    world.breach("TRN-07", _young(world, "youth", world.ago(29)).row, "not_encouraged")
    world.near("TRN-07", _young(world, "youth", world.ago(28)).row, "the last day for it is the run date")


def not_encouraged_for_a_reason(world: World) -> None:
    case = _young(world, "youth")
    tell(world, case, "encouraged_to_tell_parents", "", not_given_reason=str(world.pick(tuple(REASONS))))
    world.near("TRN-07", case.row, "not encouraged, with a reason")


def encouraged_late_on_another_case(world: World) -> None:
    case = _young(world, "youth")
    row = tell(world, case, "encouraged_to_tell_parents", world.ago(1))
    row["case_id"] = a_case(world, "iss").id
    world.near("TRN-07", case.row, "late, and under another case of the same child")


def _young(world: World, service: str, opened: dt.date | None = None) -> Case:
    case = a_case(world, service, days=(world.as_of - opened).days if opened else 200)
    case.row["opened_on"] = opened or case.opened
    world.leave_out("encouraged", case.row)
    return case


STORIES = (
    (not_encouraged, 2), (ten_on_the_run_date, 1), (birthday_not_known, 1), (four_weeks_over_yesterday, 1),
    (not_encouraged_for_a_reason, 1), (encouraged_late_on_another_case, 1),
)  # fmt: skip
