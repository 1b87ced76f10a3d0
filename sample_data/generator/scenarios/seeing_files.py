"""CLA-01: a request to see a file that was not honoured."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY
from sample_data.generator.notices import tell_staff
from sample_data.generator.other_sharing import ask_to_see
from sample_data.generator.scenarios.ground import a_host, a_worker
from sample_data.generator.sharing import decide
from sample_data.generator.world import World

WHY = "Parts are about her brother, who has not agreed; the rest was offered"
HURRIED = (
    "Asked at short notice and nobody was free.",
    "She gave us 24 hours only.",
    "Not enough notice to copy the file",
)


def nobody_handles_it(world: World) -> None:
    """In time, answered or not: somebody must be named."""
    row = _request(world, 10, world.pick((6, None)))
    row["handled_by"] = world.pick(("", world.new_id("S")))
    world.breach("CLA-01", row, "no_handler")


def thirty_days_over_yesterday(world: World) -> None:
    world.breach("CLA-01", _request(world, 31, None), "no_outcome")
    world.near("CLA-01", _request(world, 30, None), "the last day for it is the run date")


def answered_on_the_thirty_first_day(world: World) -> None:
    for days in (31, 30):
        row = _request(world, 100, days)
        if days == 31:
            world.breach("CLA-01", row, "answered_late")
        else:
            world.near("CLA-01", row, "answered on the thirtieth day")


def answered_but_when(world: World) -> None:
    row = _request(world, 60, 20)
    row["completed_on"] = ""
    world.breach("CLA-01", row, "no_outcome")


def refused_without_a_word(world: World) -> None:
    row = _request(world, 90, 15)
    row.update(outcome="refused", refusal_reason=world.pick(("", "n/a")))
    world.breach("CLA-01", row, "refused_no_decision;refused_no_reason")


def refused_and_nobody_decided(world: World) -> None:
    row = _request(world, 90, 15)
    row.update(outcome="refused", refusal_reason=WHY)
    case = _case(world, row)
    if world.chance(0.5):
        other = decide(world, case, row["completed_on"], "Considered and left as it was for now", kind="do_not_tell")
        row["decision_id"] = other["decision_id"]
    world.breach("CLA-01", row, "refused_no_decision")


def refused_with_reason_and_decision(world: World) -> None:
    row = _request(world, 90, 15)
    decision = decide(world, _case(world, row), row["completed_on"], WHY + ".", kind="refuse_access")
    row.update(outcome="refused", refusal_reason=WHY, decision_id=decision["decision_id"])
    world.near("CLA-01", row, "refused, with a reason and a decision")


def partly_and_no_reason(world: World) -> None:
    row = _request(world, 90, 15)
    row.update(outcome="partly", refusal_reason="")
    world.breach("CLA-01", row, "refused_no_reason")


def refused_as_too_sudden(world: World) -> None:
    """One policy forbids this very reason; for the other a reason is a reason."""
    row = _request(world, 90, 15)
    decision = decide(world, _case(world, row), row["completed_on"], WHY + ", and more.", kind="refuse_access")
    row.update(outcome="refused", refusal_reason=world.pick(HURRIED), decision_id=decision["decision_id"])
    world.breach("CLA-01", row, "short_notice", "WC")
    world.near("CLA-01", row, "this policy does not forbid the reason", "H")


def seen_but_not_explained(world: World) -> None:
    """Questions answered within a fortnight of the copy, before it or after."""
    for days in (-15, 15, 14, -14):
        row = _request(world, 100, 20)
        row["explained_on"] = row["completed_on"] + days * DAY
        if abs(days) == 15:
            world.breach("CLA-01", row, "not_explained", "WC")
        else:
            world.near("CLA-01", row, "explained a fortnight before or after", "WC")


def explanation_still_due(world: World) -> None:
    for days in (15, 14):
        row = _request(world, days + 10, 10)
        row["explained_on"] = ""
        if days == 15:
            world.breach("CLA-01", row, "not_explained", "WC")
        else:
            world.near("CLA-01", row, "the last day for explaining is the run date", "WC")


def withdrawn(world: World) -> None:
    row = _request(world, 90, None)
    row["outcome"] = "withdrawn"
    world.near("CLA-01", row, "withdrawn by the client")


def day_of_the_request_missing(world: World) -> None:
    row = _request(world, 90, None)
    row["received_at"] = ""
    world.undecided("CLA-01", row)


def own_file_handled_by_somebody_else(world: World) -> None:
    """Of a worker's own file the line manager takes care, where the policy says so."""
    row = _staff_request(world)
    row["handled_by"] = world.admins[1]["staff_id"]
    world.breach("CLA-01", row, "not_line_manager", "WC")
    world.near("CLA-01", row, "this policy does not say who handles it", "H")


def own_file_and_no_manager_known(world: World) -> None:
    row = _staff_request(world)
    if world.chance(0.5):
        row["requester_id"] = world.new_id("S")
        tell = next(line for line in reversed(world.tables["notices"]) if line["kind"] == "personnel_file_explained")
        tell["recipient_id"] = row["requester_id"]
    else:
        worker = next(line for line in world.tables["staff"] if line["staff_id"] == row["requester_id"])
        worker["line_manager_id"] = ""
    world.undecided("CLA-01", row, "", "WC")


def own_file_shown_by_the_manager(world: World) -> None:
    world.near("CLA-01", _staff_request(world), "handled by the line manager")


def _request(world: World, days: int, after: object) -> dict:
    """A client's request so many days ago, answered so many days after it, or not yet."""
    case = a_host(world)
    asked = world.ago(days)
    return ask_to_see(world, case, asked, asked + after * DAY if isinstance(after, int) else "")


def _case(world: World, row: dict) -> object:
    return next(case for case in world.cases if case.id == row["case_id"])


def _staff_request(world: World) -> dict:
    """A worker's request to see the own file, shown and explained within the week by the line manager."""
    worker = a_worker(world)
    asked: dt.date = world.ago(world.rng.randint(30, 200))
    tell_staff(world, worker, "personnel_file_explained", asked, covers="file_storage;file_access_procedure")
    return world.add(
        "subject_access_requests",
        requester_type="staff",
        requester_id=worker["staff_id"],
        kind=world.pick(("view", "copy")),
        received_at=asked,
        handled_by=worker["line_manager_id"],
        completed_on=asked + 5 * DAY,
        outcome="granted",
        explained_on=asked + 5 * DAY,
    )


STORIES = (
    (nobody_handles_it, 3), (thirty_days_over_yesterday, 1), (answered_on_the_thirty_first_day, 1),
    (answered_but_when, 1), (refused_without_a_word, 2), (refused_and_nobody_decided, 2),
    (refused_with_reason_and_decision, 1), (partly_and_no_reason, 1), (refused_as_too_sudden, 3),
    (seen_but_not_explained, 1), (explanation_still_due, 1), (withdrawn, 1), (day_of_the_request_missing, 1),
    (own_file_handled_by_somebody_else, 2), (own_file_and_no_manager_known, 2), (own_file_shown_by_the_manager, 1),
)  # fmt: skip
