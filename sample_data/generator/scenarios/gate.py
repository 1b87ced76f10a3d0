"""What an export gets wrong: a code nobody knows, a day that is none, rows dated after the run date."""

from __future__ import annotations

from sample_data.generator.calendar import DAY
from sample_data.generator.casework import new_case
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.sharing import with_consent
from sample_data.generator.world import World


def a_code_nobody_knows(world: World) -> None:
    """Read as blank: the purpose is not coded."""
    row = with_consent(world, a_case(world)).disclosure
    row["purpose_code"] = "wellbeing"
    world.breach("RAT-04", row, "no_purpose_code", "DMVC")
    world.undecided("DIS-10", row)


def a_day_that_is_none(world: World) -> None:
    """Read as blank: a closed case without a closing day."""
    case = new_case(world, "refuge", "closed")
    case.row["closed_on"] = f"31/02/{world.as_of.year - 1}"
    world.breach("RET-05", case.row, "closed_on_blank")


def dated_after_the_run(world: World) -> None:
    """Everything is wrong with it, and it is left for next month's audit."""
    share = with_consent(world, a_case(world, days=230), world.as_of + 3 * DAY, kind="housing")
    share.decision["rationale"] = ""
    share.disclosure.update(channel="email", what_shared="", subject_told_on="", client_requested="no")
    world.near("RAT-01", share.decision, "dated after the run date")
    for rule in ("RAT-04", "DIS-04", "DIS-07"):
        world.near(rule, share.disclosure, "dated after the run date")


STORIES = ((a_code_nobody_knows, 1), (a_day_that_is_none, 1), (dated_after_the_run, 2))
