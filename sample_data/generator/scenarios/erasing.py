"""RET-04 and RET-07: destroyed by the wrong method, and requests to erase that were mishandled."""

from __future__ import annotations

from sample_data.generator.background import dispose
from sample_data.generator.calendar import DAY
from sample_data.generator.casework import Case, new_case
from sample_data.generator.other_sharing import ask_to_see
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.sharing import decide
from sample_data.generator.world import World

RIGHT = {
    "paper": ("shredded",), "disc": ("physically_destroyed",), "usb": ("secure_erase", "physically_destroyed"),
    "hard_drive": ("secure_erase", "physically_destroyed"), "electronic_record": ("system_delete", "secure_erase"),
}  # fmt: skip
WRONG = {
    "paper": "system_delete", "disc": "secure_erase", "usb": "shredded", "hard_drive": "system_delete",
    "electronic_record": "archive_transfer",
}  # fmt: skip
WHY = "The family court still has the file under order, so it stays until the order ends"


def thrown_in_the_bin(world: World) -> None:
    row = _media(world, str(world.pick(tuple(RIGHT))), "binned")
    world.breach("RET-04", row, "method_binned;wrong_method")


def nobody_knows_how(world: World) -> None:
    """A method called unknown is not on the list either; a blank is told once."""
    row = _media(world, str(world.pick(tuple(RIGHT))), "unknown")
    world.breach("RET-04", row, "method_unknown;wrong_method")
    row = _media(world, str(world.pick(tuple(RIGHT))), "")
    world.breach("RET-04", row, "method_unknown")


def wrong_method_for_it(world: World) -> None:
    for media, method in WRONG.items():
        world.breach("RET-04", _media(world, media, method), "wrong_method")


def right_method_for_it(world: World) -> None:
    for media, methods in RIGHT.items():
        for method in methods:
            world.near("RET-04", _media(world, media, method), "a method the policy names for it")


def phone_destroyed_and_not_wiped(world: World) -> None:
    row = _media(world, "phone", "physically_destroyed")
    world.breach("RET-04", row, "phone_not_wiped")
    row = _media(world, "phone", "secure_erase", action="wiped")
    world.near("RET-04", row, "wiped first, by an accepted method")


def phone_put_in_the_bin(world: World) -> None:
    row = _media(world, "phone", "binned")
    world.breach("RET-04", row, "method_binned;phone_not_wiped;wrong_method")


def what_it_was_is_missing(world: World) -> None:
    world.undecided("RET-04", _media(world, "", "shredded"))


def what_was_done_is_missing(world: World) -> None:
    """Read as destroyed."""
    world.breach("RET-04", _media(world, "disc", "shredded", action=""), "wrong_method")


def archived_or_made_anonymous(world: World) -> None:
    row = _media(world, "paper", "unknown", action=str(world.pick(("archived", "anonymised"))))
    world.near("RET-04", row, "not destroyed")


def impact_never_explained(world: World) -> None:
    row = _request(world, 90, 20)
    row["impact_explained_on"] = world.pick(("", row["completed_on"] + DAY))
    world.breach("RET-07", row, "impact_not_explained")


def impact_explained_that_day(world: World) -> None:
    row = _request(world, 90, 20)
    row["impact_explained_on"] = row["completed_on"]
    world.near("RET-07", row, "the impact was explained on the day of the answer")


def month_over_yesterday(world: World) -> None:
    row = _request(world, 31, None)
    world.breach("RET-07", row, "impact_not_explained;no_outcome")
    world.near("RET-07", _request(world, 30, None), "the last day for it is the run date")


def explained_but_never_answered(world: World) -> None:
    row = _request(world, 80, None)
    row["impact_explained_on"] = world.ago(70)
    row["outcome"] = world.pick(("open", ""))
    world.breach("RET-07", row, "no_outcome")


def answered_on_the_thirty_first_day(world: World) -> None:
    for days in (31, 30):
        row = _request(world, 100, days)
        if days == 31:
            world.breach("RET-07", row, "answered_late")
        else:
            world.near("RET-07", row, "answered on the thirtieth day")


def answered_but_when(world: World) -> None:
    row = _request(world, 60, 20)
    row["completed_on"] = ""
    world.breach("RET-07", row, "answered_late")


def refused_without_a_reason(world: World) -> None:
    """No reason in the request, and none in a decision either."""
    row = _request(world, 90, 20)
    row.update(outcome="refused", refusal_reason=world.pick(("", "as per policy")))
    if world.chance(0.5):
        decision = decide(world, _case(world, row), row["completed_on"], "Not now", kind="refuse_erasure")
        row["decision_id"] = decision["decision_id"]
        world.breach("RAT-01", decision, "too_short", "HC")
    world.breach("RET-07", row, "refused_no_reason")


def refused_by_a_decision_with_reasons(world: World) -> None:
    row = _request(world, 90, 20)
    row.update(outcome="refused", refusal_reason="")
    decision = decide(world, _case(world, row), row["completed_on"], WHY + ".", kind="refuse_erasure")
    row["decision_id"] = world.pick((decision["decision_id"], ""))
    world.near("RET-07", row, "the reason is in the decision, linked or on the same case")


def erased_from_a_statutory_file(world: World) -> None:
    row = _request(world, 90, 20)
    _case(world, row).row["statutory_service"] = "yes"
    row["outcome"] = world.pick(("granted", "partly"))
    world.breach("RET-07", row, "granted_against_bar")


def erased_while_on_hold(world: World) -> None:
    """Two duties: no entry of a disposal is there to tell it of, so the request does."""
    row = _request(world, 90, 20)
    _case(world, row).row.update(hold_started_on=world.ago(200), hold_ended_on=row["completed_on"])
    world.conflict("RET-07", row, "granted_against_bar")


def erased_the_day_after_the_hold(world: World) -> None:
    row = _request(world, 90, 20)
    _case(world, row).row.update(hold_started_on=world.ago(200), hold_ended_on=row["completed_on"] - DAY)
    world.near("RET-07", row, "the hold had ended the day before")


def whose_file_is_missing(world: World) -> None:
    row = _request(world, 90, 20)
    row["case_id"] = world.pick(("", world.new_id("C09", 1000, 4999)))
    world.undecided("RET-07", row)


def day_of_the_request_missing(world: World) -> None:
    row = _request(world, 90, None)
    row["received_at"] = ""
    world.undecided("RET-07", row)


def withdrawn(world: World) -> None:
    row = _request(world, 90, None)
    row["outcome"] = "withdrawn"
    world.near("RET-07", row, "withdrawn by the client")


def _media(world: World, media: str, method: str, **more: object) -> dict:
    """An entry for something that held records, not for a file."""
    values = {"media": media, "method": method, "reason": "media_retired", "action": "destroyed"} | more
    return dispose(
        world, "media", f"MEDIA-{world.rng.randint(1000, 9999)}", world.ago(world.rng.randint(9, 500)), **values
    )


def _request(world: World, days: int, after: int | None) -> dict:
    """A request to erase so many days ago, explained and granted so many days after it, or not yet answered."""
    case = a_case(world, days=400) if world.chance(0.5) else new_case(world, "iss", "closed", closed=world.ago(150))
    case.row["statutory_service"] = "no"
    asked = world.ago(days)
    if after is None:
        return ask_to_see(world, case, asked, "", kind="erase")
    done = asked + after * DAY
    return ask_to_see(world, case, asked, done, kind="erase", impact_explained_on=done - DAY)


def _case(world: World, row: dict) -> Case:
    return next(case for case in world.cases if case.id == row["case_id"])


STORIES = (
    (thrown_in_the_bin, 3), (nobody_knows_how, 2), (wrong_method_for_it, 1), (right_method_for_it, 1),
    (phone_destroyed_and_not_wiped, 1), (phone_put_in_the_bin, 1), (what_it_was_is_missing, 1),
    (what_was_done_is_missing, 1), (archived_or_made_anonymous, 2), (impact_never_explained, 2),
    (impact_explained_that_day, 1), (month_over_yesterday, 1), (explained_but_never_answered, 1),
    (answered_on_the_thirty_first_day, 1), (answered_but_when, 1), (refused_without_a_reason, 2),
    (refused_by_a_decision_with_reasons, 2), (erased_from_a_statutory_file, 2), (erased_while_on_hold, 2),
    (erased_the_day_after_the_hold, 1), (whose_file_is_missing, 1), (day_of_the_request_missing, 1), (withdrawn, 1),
)  # fmt: skip
