"""RAT-03: requests to share left without a recorded answer, refusals not told, and requests of ours without a basis."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY, at
from sample_data.generator.casework import Case
from sample_data.generator.requests import of_ours, request
from sample_data.generator.scenarios.footing import refusal, shared, some_day
from sample_data.generator.sharing import decide
from sample_data.generator.world import World

ANSWER = "MC"  # the packs with days for an answer; the third that has the rule asks for our own basis alone


def never_answered(world: World) -> None:
    row = _asked(world, shared(world), some_day(world))
    world.breach("RAT-03", row, "unanswered", ANSWER)
    world.near("RAT-03", row, "this policy sets no days for an answer", "V")


def five_days_and_six(world: World) -> None:
    """The fifth day is the last good one: for a request of this week, and for an answer given."""
    case, day = shared(world), some_day(world)
    world.near("RAT-03", _asked(world, case, world.ago(5)), "the last day for an answer is the run date", ANSWER)
    world.breach("RAT-03", _asked(world, case, world.ago(6)), "unanswered", ANSWER)
    world.near("RAT-03", _answered(world, case, day, day + 5 * DAY)[0], "answered on the last day", ANSWER)
    world.breach("RAT-03", _answered(world, case, day, day + 6 * DAY)[0], "unanswered", ANSWER)


def decided_before_it_was_asked(world: World) -> None:
    day = some_day(world)
    row, _ = _answered(world, shared(world), day, day - 4 * DAY)
    world.near("RAT-03", row, "decided before the request came")


def another_decision_is_no_answer(world: World) -> None:
    case, day = shared(world), some_day(world)
    row, reason = _asked(world, case, day), "The officer asked that she is not told before the interview on Friday."
    row["decision_id"] = decide(world, case, day, reason, kind="do_not_tell")["decision_id"]
    world.breach("RAT-03", row, "unanswered", ANSWER)


def day_of_the_answer_missing(world: World) -> None:
    row, decision = _answered(world, shared(world), some_day(world), some_day(world))
    decision["decided_at"] = ""
    world.undecided("RAT-03", row, "", ANSWER)
    world.undecided("RAT-08", decision, "", "MC")


def refused_and_not_told(world: World) -> None:
    day = some_day(world)
    row, decision = _answered(world, shared(world), day, day + 2 * DAY)
    decision["requester_told_on"] = ""
    world.breach("RAT-03", row, "not_told_why", ANSWER)
    world.near("RAT-03", row, "this policy does not ask that the requester is told", "V")


def refused_late_and_not_told(world: World) -> None:
    day = some_day(world)
    row, decision = _answered(world, shared(world), day, day + 9 * DAY)
    decision["requester_told_on"] = ""
    world.breach("RAT-03", row, "not_told_why;unanswered", ANSWER)


def still_time_to_tell(world: World) -> None:
    """Five days from the refusal: not over for the one, over for the other."""
    case = shared(world)
    row, decision = _answered(world, case, world.ago(7), world.ago(5))
    decision["requester_told_on"] = ""
    world.near("RAT-03", row, "the last day to tell the requester is the run date", ANSWER)
    row, decision = _answered(world, case, world.ago(8), world.ago(6))
    decision["requester_told_on"] = ""
    world.breach("RAT-03", row, "not_told_why", ANSWER)


def our_request_without_a_basis(world: World) -> None:
    case = shared(world)
    row = of_ours(world, case.row, some_day(world))
    row["basis_stated"] = world.pick(("", "n/a", "tbc", "As discussed"))
    world.breach("RAT-03", row, "no_basis_stated")
    world.near("RAT-03", of_ours(world, case.row, some_day(world)), "a request of ours with its basis")


def who_asked_whom_not_recorded(world: World) -> None:
    row = _asked(world, shared(world), some_day(world), direction="", basis_stated="")
    world.undecided("RAT-03", row)


def about_whom_not_recorded(world: World) -> None:
    """The person is in our records, so it counts as a request about a client; one about a service does not."""
    case = shared(world)
    row = _asked(world, case, some_day(world), about_type="")
    world.breach("RAT-03", row, "unanswered", ANSWER)
    row = _asked(world, case, some_day(world), about_type="other", asked_for="Opening hours over the holidays")
    world.near("RAT-03", row, "not about a client")


def day_of_receipt_missing(world: World) -> None:
    """With no waiting time to count, an answer is an answer and none is overdue."""
    case = shared(world)
    row = _asked(world, case, some_day(world))
    row["received_at"] = ""
    world.breach("RAT-03", row, "unanswered", ANSWER)
    row, _ = _answered(world, case, some_day(world), some_day(world))
    row["received_at"] = ""
    world.near("RAT-03", row, "no day of receipt, but an answer", ANSWER)


def _asked(world: World, case: Case, day: dt.date, **more: object) -> dict:
    received = at(day, f"{world.rng.randint(9, 15):02d}:25")
    return request(world, case.row["person_id"], case.id, received, world.pick(world.agencies[:13]), **more)


def _answered(world: World, case: Case, asked: dt.date, decided: dt.date) -> tuple[dict, dict]:
    """A request refused, and the requester told at once; the link is on one of the two rows."""
    row, decision = _asked(world, case, asked), refusal(world, case, decided, requester_told_on=decided)
    if world.chance(0.5):
        row["decision_id"] = decision["decision_id"]
    else:
        decision["request_id"] = row["request_id"]
    row["closed_on"] = decided
    return row, decision


STORIES = (
    (never_answered, 3), (five_days_and_six, 1), (decided_before_it_was_asked, 1), (another_decision_is_no_answer, 1),
    (day_of_the_answer_missing, 1), (refused_and_not_told, 2), (refused_late_and_not_told, 1), (still_time_to_tell, 1),
    (our_request_without_a_basis, 3), (who_asked_whom_not_recorded, 1), (about_whom_not_recorded, 1),
    (day_of_receipt_missing, 1),
)  # fmt: skip
