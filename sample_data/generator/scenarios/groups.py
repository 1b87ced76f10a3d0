"""TRN-06: the first session of a group without its confidentiality steps."""

from __future__ import annotations

from sample_data.generator.calendar import DAY
from sample_data.generator.casework import Case
from sample_data.generator.programme import attend
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.world import World

STEPS = {
    "confidentiality_discussed": "not_discussed", "asked_to_keep": "not_asked",
    "no_guarantee_said": "no_guarantee_missing", "partner_rule_said": "partner_rule_missing",
}  # fmt: skip


def a_step_left_out(world: World) -> None:
    for column, cause in STEPS.items():
        row = _first(world, _case(world))
        row[column] = world.pick(("no", ""))
        world.breach("TRN-06", _id(row), cause)


def nothing_said(world: World) -> None:
    row = _first(world, _case(world))
    row.update(dict.fromkeys(STEPS, ""))
    world.breach("TRN-06", _id(row), ";".join(STEPS.values()))


def said_at_the_first_session_alone(world: World) -> None:
    case = _case(world)
    first = _first(world, case)
    later = attend(world, case, "GRP-W1", first["held_on"] + 7 * DAY)
    later.update(dict.fromkeys(STEPS, "no"))
    world.near("TRN-06", _id(first), "said at the first session of the group")
    world.near("TRN-06", _id(later), "not the first session")


def new_group_nothing_said(world: World) -> None:
    """Every group has its own first session, whatever was said in the one before."""
    case = _case(world)
    first = _first(world, case)
    other = attend(world, case, "GRP-W2", first["held_on"] + 60 * DAY)
    other["asked_to_keep"] = "no"
    world.breach("TRN-06", _id(other), "not_asked")


def group_not_recorded(world: World) -> None:
    """Without a group the service stands for it: the earlier of two sessions is the first."""
    case = _case(world)
    first, later = _first(world, case), attend(world, case, "GRP-W1", case.opened + 40 * DAY)
    for row in (first, later):
        row.update(group_id="", no_guarantee_said="no")
    world.breach("TRN-06", _id(first), "no_guarantee_missing")
    world.near("TRN-06", _id(later), "not the first session of the service")


def day_of_the_session_missing(world: World) -> None:
    row = attend(world, _case(world), "GRP-W1", "")
    world.undecided("TRN-06", _id(row))


def partner_rule_for_parents(world: World) -> None:
    case = a_case(world, "family_support", days=200)
    world.leave_out("group_attendance", case.row)
    row = attend(world, case, "GRP-P1", case.opened + 10 * DAY)
    world.near("TRN-06", _id(row), "the rule about partners is for the women's groups")


def _case(world: World) -> Case:
    case = a_case(world, "iss", "refuge", days=220)
    world.leave_out("group_attendance", case.row)
    return case


def _first(world: World, case: Case) -> dict:
    return attend(world, case, "GRP-W1", case.opened + world.rng.randint(8, 30) * DAY)


def _id(row: dict) -> str:
    return f"{row['session_id']}/{row['case_id']}"


STORIES = (
    (a_step_left_out, 1), (nothing_said, 1), (said_at_the_first_session_alone, 1), (new_group_nothing_said, 1),
    (group_not_recorded, 1), (day_of_the_session_missing, 1), (partner_rule_for_parents, 1),
)  # fmt: skip
