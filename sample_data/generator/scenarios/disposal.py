"""RET-02: destroyed too soon, while on hold, or while a request was open."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.background import destroyed, dispose
from sample_data.generator.calendar import DAY, anniversary, latest_leap_day
from sample_data.generator.casework import Case, new_case
from sample_data.generator.other_sharing import ask_to_see
from sample_data.generator.papers import client_paper
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.world import World

TIMED = "WC"  # the packs that say how long a file must be kept; the third asks for evidence alone


def _gone(world: World, closed: dt.date, gone: dt.date, reason: str = "retention_expired") -> tuple[Case, dict]:
    """A case destroyed, with its entry in the log and no paper left."""
    service = str(world.pick(("iss", "refuge", "family_support")))
    case = new_case(world, service, "destroyed", closed=closed)
    return case, dispose(world, "case", case.id, gone, reason=reason)


def _due(world: World, days: int = 150) -> tuple[dt.date, dt.date]:
    """A closing day and its six-year anniversary, about `days` days ago."""
    closed = anniversary(world.ago(days + world.rng.randint(0, 200)), -6)
    return closed, anniversary(closed, 6)


def years_too_soon(world: World) -> None:
    _, row = _gone(world, world.ago(world.rng.randint(700, 1900)), world.ago(world.rng.randint(20, 300)))
    world.breach("RET-02", row, "before_retention_date", TIMED)


def the_day_before(world: World) -> None:
    closed, due = _due(world)
    world.breach("RET-02", _gone(world, closed, due - DAY)[1], "before_retention_date", TIMED)
    world.near("RET-02", _gone(world, closed, due)[1], "destroyed on the anniversary")


def closed_on_a_leap_day(world: World) -> None:
    """Closed on 29 February: the anniversary six years on is 28 February."""
    closed = latest_leap_day(anniversary(world.ago(30), -6))
    due = anniversary(closed, 6)
    world.near("RET-02", _gone(world, closed, due)[1], "29 February becomes 28 February")
    world.breach("RET-02", _gone(world, closed, due - DAY)[1], "before_retention_date", TIMED)


def paper_of_an_open_case(world: World) -> None:
    case = a_case(world, days=310)
    paper = client_paper(world, case, case.opened)
    row = dispose(world, "document", paper["document_id"], world.ago(20), reason="error")
    world.breach("RET-02", row, "before_retention_date", TIMED)


def duplicate_of_an_open_case(world: World) -> None:
    case = a_case(world, days=310)
    paper = client_paper(world, case, case.opened)
    row = dispose(world, "document", paper["document_id"], world.ago(20), reason="duplicate")
    world.near("RET-02", row, "a duplicate")


def on_hold_that_day(world: World) -> None:
    """The first and the last day of the hold count."""
    closed, due = _due(world)
    case, row = _gone(world, closed, due + 30 * DAY)
    case.row.update(hold_started_on=due - 200 * DAY, hold_ended_on=due + world.pick((30, 60)) * DAY)
    world.breach("RET-02", row, "on_hold")
    case, row = _gone(world, closed, due + 30 * DAY)
    case.row.update(evidence_hold="yes", hold_reason="Claim pending", hold_started_on=due + 30 * DAY)
    world.breach("RET-02", row, "on_hold")


def day_after_the_hold(world: World) -> None:
    closed, due = _due(world)
    case, row = _gone(world, closed, due + 30 * DAY)
    case.row.update(hold_started_on=due - 200 * DAY, hold_ended_on=due + 29 * DAY)
    world.near("RET-02", row, "the day after the hold ended")


def too_soon_and_on_hold(world: World) -> None:
    case, row = _gone(world, world.ago(1500), world.ago(90))
    case.row.update(evidence_hold="yes", hold_reason="Police investigation open")
    world.breach("RET-02", row, "before_retention_date;on_hold", TIMED)
    world.breach("RET-02", row, "on_hold", "D")


def while_she_waited_for_her_copy(world: World) -> None:
    closed, due = _due(world)
    case, row = _gone(world, closed, due + 20 * DAY)
    request = ask_to_see(world, case, due + 10 * DAY, world.pick(("", due + 20 * DAY)))
    world.breach("RET-02", row, "request_open", TIMED)
    if request["outcome"] == "open":
        world.breach("CLA-01", request, "no_outcome")


def request_answered_the_day_before(world: World) -> None:
    closed, due = _due(world)
    case, row = _gone(world, closed, due + 20 * DAY)
    ask_to_see(world, case, due + 2 * DAY, due + 19 * DAY)
    world.near("RET-02", row, "the request was answered the day before")


def request_came_the_day_after(world: World) -> None:
    closed, due = _due(world)
    case, row = _gone(world, closed, due + 20 * DAY)
    request = ask_to_see(world, case, due + 21 * DAY, "")
    world.near("RET-02", row, "the request came the day after")
    world.breach("CLA-01", request, "no_outcome")


def erased_as_asked(world: World) -> None:
    case, row = _gone(world, world.ago(800), world.ago(100), "subject_request")
    ask_to_see(world, case, world.ago(125), world.ago(100), kind="erase", impact_explained_on=world.ago(110))
    world.near("RET-02", row, "a valid request to erase, granted that day")


def erased_although_refused(world: World) -> None:
    case, row = _gone(world, world.ago(900), world.ago(100), "subject_request")
    reason = "File is still needed for the court"
    request = ask_to_see(world, case, world.ago(130), world.ago(110), kind="erase", outcome="refused")
    request.update(refusal_reason=reason, impact_explained_on=world.ago(115))
    world.breach("RET-02", row, "before_retention_date", TIMED)


def erased_before_the_answer(world: World) -> None:
    case, row = _gone(world, world.ago(900), world.ago(100), "subject_request")
    ask_to_see(world, case, world.ago(125), world.ago(99), kind="erase", impact_explained_on=world.ago(104))
    world.breach("RET-02", row, "before_retention_date", TIMED)


def erased_from_a_statutory_service(world: World) -> None:
    case, row = _gone(world, world.ago(850), world.ago(100), "subject_request")
    case.row["statutory_service"] = "yes"
    request = ask_to_see(world, case, world.ago(130), world.ago(105), kind="erase", impact_explained_on=world.ago(106))
    world.breach("RET-02", row, "before_retention_date", TIMED)
    world.breach("RET-07", request, "granted_against_bar")


def erased_as_asked_while_on_hold(world: World) -> None:
    """Two duties disagree: the request was valid, and the file was to be kept.

    The conflict is told once: on the disposal where the pack judges it, else on the request.
    """
    case, row = _gone(world, world.ago(880), world.ago(100), "subject_request")
    case.row.update(hold_started_on=world.ago(300), hold_ended_on=world.ago(50))
    request = ask_to_see(world, case, world.ago(130), world.ago(105), kind="erase", impact_explained_on=world.ago(106))
    world.conflict("RET-02", row, "on_hold")
    world.conflict("RET-07", request, "granted_against_bar", "H")


def case_not_in_the_export(world: World) -> None:
    row = dispose(world, "case", world.new_id("C09", 1000, 4999), world.ago(210))
    world.undecided("RET-02", row)


def closing_day_not_known(world: World) -> None:
    case, row = _gone(world, world.ago(2500), world.ago(60))
    case.row["closed_on"] = ""
    world.undecided("RET-02", row, "", TIMED)
    world.breach("RET-05", case.row, "closed_on_blank")


def day_of_destruction_missing(world: World) -> None:
    _, row = _gone(world, _due(world)[0], world.as_of)
    row["disposed_on"] = ""
    world.undecided("RET-02", row)
    world.breach("RET-05", row, "disposal_undated")


def moved_to_the_archive_early(world: World) -> None:
    case = new_case(world, "iss", "archived", closed=world.ago(500))
    row = dispose(world, "case", case.id, world.ago(300), action="archived")
    world.near("RET-02", row, "archived, not destroyed")


def on_time(world: World) -> None:
    destroyed(world, "iss", _due(world)[0], 12)
    world.near("RET-02", world.tables["disposal_log"][-1], "destroyed within the fortnight after the anniversary")


STORIES = (
    (years_too_soon, 5), (the_day_before, 1), (closed_on_a_leap_day, 1), (paper_of_an_open_case, 3),
    (duplicate_of_an_open_case, 1), (on_hold_that_day, 1), (day_after_the_hold, 1), (too_soon_and_on_hold, 1),
    (while_she_waited_for_her_copy, 2), (request_answered_the_day_before, 1), (request_came_the_day_after, 1),
    (erased_as_asked, 2), (erased_although_refused, 1), (erased_before_the_answer, 1),
    (erased_from_a_statutory_service, 1), (erased_as_asked_while_on_hold, 2), (case_not_in_the_export, 1),
    (closing_day_not_known, 1), (day_of_destruction_missing, 1), (moved_to_the_archive_early, 1), (on_time, 1),
)  # fmt: skip
