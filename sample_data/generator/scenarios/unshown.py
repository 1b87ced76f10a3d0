"""RET-05: retention that cannot be shown."""

from __future__ import annotations

from sample_data.generator.background import archived, destroyed, dispose
from sample_data.generator.calendar import DAY, anniversary
from sample_data.generator.casework import new_case
from sample_data.generator.papers import client_paper
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.scenarios.retention import SERVICES
from sample_data.generator.world import World


def closing_day_missing(world: World) -> None:
    status = str(world.pick(("closed", "archived")))
    case = new_case(world, "iss", status)
    if status == "archived":
        dispose(world, "case", case.id, world.ago(20), action="archived")
    case.row["closed_on"] = ""
    world.breach("RET-05", case.row, "closed_on_blank")


def closed_before_it_was_opened(world: World) -> None:
    case = new_case(world, "iss", "closed")
    case.row["closed_on"] = case.opened - world.rng.randint(1, 400) * DAY
    world.breach("RET-05", case.row, "closed_before_opened")


def open_with_a_closing_day(world: World) -> None:
    case = a_case(world, days=300)
    case.row["closed_on"] = world.pick((world.as_of, world.ago(1), world.ago(120)))
    world.breach("RET-05", case.row, "open_but_closed")


def open_and_closing_soon(world: World) -> None:
    case = a_case(world, days=140)
    case.row["closed_on"] = world.as_of + DAY
    world.near("RET-05", case.row, "the closing day lies after the run date")


def archive_not_in_the_log(world: World) -> None:
    case = new_case(world, str(world.pick(SERVICES)), "archived")
    world.breach("RET-05", case.row, "no_disposal_row")


def destruction_not_in_the_log(world: World) -> None:
    closed = anniversary(world.as_of, -6) - world.rng.randint(90, 700) * DAY
    case = new_case(world, "dvpp", "destroyed", closed=closed)
    if world.chance(0.5):
        dispose(world, "case", case.id, closed + 300 * DAY, action="archived")
    world.breach("RET-05", case.row, "no_disposal_row")


def papers_left_behind(world: World) -> None:
    case = destroyed(world, "iss", anniversary(world.ago(200), -6), 3)
    client_paper(world, case, case.opened)
    world.breach("RET-05", case.row, "documents_remain")


def nothing_left_behind(world: World) -> None:
    case = destroyed(world, "iss", anniversary(world.ago(250), -6), 3)
    paper = client_paper(world, case, case.opened)
    dispose(world, "document", paper["document_id"], anniversary(case.row["closed_on"], 6) + 3 * DAY)
    world.near("RET-05", case.row, "each paper has its own entry in the log")


def opened_and_closed_in_a_day(world: World) -> None:
    day = world.ago(321)
    case = new_case(world, "other", "closed", opened=day, closed=day)
    world.near("RET-05", case.row, "closed the day it was opened")


def nobody_put_their_name_to_it(world: World) -> None:
    case = archived(world, "refuge", 800)
    row = world.tables["disposal_log"][-1]
    row["done_by"] = world.pick(("", world.new_id("S")))
    world.breach("RET-05", row, "no_doer")
    world.near("RET-05", case.row, "the entry is there, though it names nobody")


def status_missing(world: World) -> None:
    case = new_case(world, "family_support", "closed")
    case.row["status"] = ""
    world.undecided("RET-05", case.row)


def opening_day_missing(world: World) -> None:
    case = new_case(world, "youth", "closed")
    case.row["opened_on"] = ""
    world.undecided("RET-05", case.row)


STORIES = (
    (closing_day_missing, 4), (closed_before_it_was_opened, 2), (open_with_a_closing_day, 3),
    (open_and_closing_soon, 1), (archive_not_in_the_log, 3), (destruction_not_in_the_log, 2),
    (papers_left_behind, 2), (nothing_left_behind, 1), (opened_and_closed_in_a_day, 1),
    (nobody_put_their_name_to_it, 2), (status_missing, 1), (opening_day_missing, 1),
)  # fmt: skip
