"""RAT-06: what had to be considered before sharing or refusing is not shown; each policy has its own list."""

from __future__ import annotations

from sample_data.generator.calendar import DAY, anniversary
from sample_data.generator.casework import join, new_person
from sample_data.generator.scenarios.footing import agreed, lasting, refusal, shared, some_day
from sample_data.generator.sharing import ALWAYS_CONSIDERED, decide
from sample_data.generator.world import World

CHILD = "DHMC"  # the packs that ask for the child's welfare where there is a child


def nothing_shown_as_considered(world: World) -> None:
    """The same empty field, read against five lists; there is no child on the file."""
    decision = agreed(world, "housing", "other").decision
    decision["considered"] = ""
    stacked = "missing_how_much;missing_law;missing_others_safety;missing_subject_safety;missing_third_party_impact"
    world.breach("RAT-06", decision, "missing_how_much", "D")
    world.breach("RAT-06", decision, "missing_best_interests;missing_law", "H")
    world.breach("RAT-06", decision, f"{stacked};missing_urgency", "M")
    world.breach("RAT-06", decision, "missing_others_safety;missing_subject_safety", "V")
    world.breach("RAT-06", decision, f"{stacked};missing_urgency;missing_best_interests", "C")


def law_and_urgency_left_out(world: World) -> None:
    decision = agreed(world, "health").decision
    decision["considered"] = _without("law", "urgency")
    world.breach("RAT-06", decision, "missing_law;missing_urgency", "MC")
    world.breach("RAT-06", decision, "missing_law", "H")
    world.near("RAT-06", decision, "neither is on this policy's list", "DV")


def childs_welfare_left_out(world: World) -> None:
    decision = refusal(world, shared(world, "childrens", "youth"), some_day(world))
    decision["considered"] = _without("child_welfare")
    world.breach("RAT-06", decision, "missing_child_welfare", CHILD)
    world.near("RAT-06", decision, "this policy does not ask for it", "V")


def child_moved_out(world: World) -> None:
    """A child counts up to the last day on the case."""
    case, day = lasting(world, "other"), some_day(world)
    child = new_person(world, "m", case.client["full_name"].split()[1], born=world.ago(3300))
    join(world, case, child, "child", ends=day)
    decision = refusal(world, case, day, considered=_without("child_welfare"))
    world.breach("RAT-06", decision, "missing_child_welfare", CHILD)
    decision = refusal(world, case, day + DAY, considered=_without("child_welfare"))
    world.near("RAT-06", decision, "the child left the case the day before")


def eighteen_that_day(world: World) -> None:
    case, day = lasting(world, "other"), some_day(world)
    case.client["date_of_birth"] = anniversary(day, -18)
    decision = refusal(world, case, day, considered=_without("child_welfare"))
    world.near("RAT-06", decision, "the client is eighteen that day")


def eighteen_the_day_after(world: World) -> None:
    case, day = lasting(world, "other"), some_day(world)
    case.client["date_of_birth"] = anniversary(day, -18) + DAY
    decision = refusal(world, case, day, considered=_without("child_welfare"))
    world.breach("RAT-06", decision, "missing_child_welfare", CHILD)


def capacity_not_thought_of(world: World) -> None:
    case = lasting(world, "iss", "refuge")
    case.client["capacity"] = world.pick(("lacks_capacity", "fluctuating"))
    decision = refusal(world, case, some_day(world))
    world.breach("RAT-06", decision, "missing_capacity", "MC")
    world.near("RAT-06", decision, "this policy has no rule on capacity", "DHV")


def capacity_thought_of(world: World) -> None:
    case = lasting(world, "iss")
    case.client["capacity"] = "fluctuating"
    decision = refusal(world, case, some_day(world), considered=f"{ALWAYS_CONSIDERED};capacity")
    world.near("RAT-06", decision, "capacity comes and goes, and it was considered")


def refused_without_weighing(world: World) -> None:
    """Two policies list nothing for a refusal where no child is concerned."""
    case, day = shared(world, "other"), some_day(world)
    decision = refusal(world, case, day, considered="")
    world.breach("RAT-06", decision, "missing_law;missing_others_safety;missing_subject_safety", "MC")
    world.breach("RAT-06", decision, "missing_others_safety;missing_subject_safety", "V")
    world.near("RAT-06", decision, "nothing is listed for a refusal", "DH")
    reason = "Telling by letter would show that the client has spoken to us."
    decision = decide(world, case, day, reason, kind="do_not_tell")
    world.near("RAT-06", decision, "neither a decision to share nor one to refuse")


def _without(*codes: str) -> str:
    return ";".join(code for code in ALWAYS_CONSIDERED.split(";") if code not in codes)


STORIES = (
    (nothing_shown_as_considered, 3), (law_and_urgency_left_out, 2), (childs_welfare_left_out, 2),
    (child_moved_out, 1), (eighteen_that_day, 1), (eighteen_the_day_after, 1), (capacity_not_thought_of, 2),
    (capacity_thought_of, 1), (refused_without_weighing, 2),
)  # fmt: skip
