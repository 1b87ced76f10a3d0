"""RAT-09: one reason for many decisions or for many clients."""

from __future__ import annotations

from sample_data.generator.scenarios.footing import refusal, some_day, three_files
from sample_data.generator.sharing import decide
from sample_data.generator.world import World


def one_reason_for_three_clients(world: World) -> None:
    reason = "Nothing was passed on, as the caller would not say who they were calling for."
    for case in three_files(world):
        world.breach("RAT-09", refusal(world, case, some_day(world), reason), "too_many_clients")


def one_reason_four_times_for_one_client(world: World) -> None:
    """Capitals, spaces and the full stop make no difference."""
    case, reason = three_files(world)[0], "Refused as the same relative has rung again without any authority"
    for told in (reason, f"{reason}.", reason.upper(), f"  {reason.replace(' as ', '  as ')} - "):
        world.breach("RAT-09", refusal(world, case, some_day(world), told), "too_many_decisions")


def the_usual_sentence(world: World) -> None:
    cases, reason = three_files(world), "Not shared because the duty desk gave no purpose when asked for one."
    for case in (*cases, cases[0]):
        world.breach("RAT-09", refusal(world, case, some_day(world), reason), "too_many_clients;too_many_decisions")


def three_times_for_two_clients(world: World) -> None:
    reason = "Held back until the new address has been confirmed with the client herself."
    case, sister = three_files(world)[:2]
    for row in (case, case, sister):
        world.near("RAT-09", refusal(world, row, some_day(world), reason), "three decisions for two clients")


def about_nobody_in_particular(world: World) -> None:
    """Decisions that do not say whom they are about count as one further client between them."""
    cases, reason = three_files(world), "Asked for by a number that did not match the one the agency publishes."
    for case in cases[:2]:
        world.breach("RAT-09", refusal(world, case, some_day(world), reason), "too_many_clients")
    blank = refusal(world, cases[2], some_day(world), reason, subject_id="")
    world.breach("RAT-09", blank, "too_many_clients")
    reason = "The letter was unsigned, so it was sent back and nothing was said."
    for number, case in enumerate(cases):
        more = {"subject_id": ""} if number else {}
        decision = refusal(world, case, some_day(world), reason, **more)
        world.near("RAT-09", decision, "one client, and one that is not said")


def other_decisions_do_not_count(world: World) -> None:
    cases, reason = three_files(world), "The officer in charge asked for a week in which nothing is said to anyone."
    for case in cases[:2]:
        decision = refusal(world, case, some_day(world), reason)
        world.near("RAT-09", decision, "the same words stand on decisions not to tell, which do not count")
    for _ in range(2):
        decide(world, cases[2], some_day(world), reason, kind="do_not_tell")


STORIES = (
    (one_reason_for_three_clients, 1), (one_reason_four_times_for_one_client, 1), (the_usual_sentence, 1),
    (three_times_for_two_clients, 1), (about_nobody_in_particular, 1), (other_decisions_do_not_count, 1),
)  # fmt: skip
