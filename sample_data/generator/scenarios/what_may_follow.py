"""DIS-03: she was not taken through what may follow before it went, or the writer did not know who reads the report."""

from __future__ import annotations

from sample_data.generator.calendar import DAY
from sample_data.generator.scenarios.footing import agreed, day_of
from sample_data.generator.sharing import Share
from sample_data.generator.world import World


def not_talked_through(world: World) -> None:
    share = _asked_for(world)
    share.disclosure["implications_discussed_on"] = share.consent["implications_discussed_on"] = ""
    world.breach("DIS-03", share.disclosure, "implications_missing")


def talked_through_the_day_after(world: World) -> None:
    share = _report(world)
    share.consent["implications_discussed_on"] = world.pick(("", day_of(share) + 5 * DAY))
    share.disclosure["implications_discussed_on"] = day_of(share) + DAY
    world.breach("DIS-03", share.disclosure, "implications_late")


def readers_not_known(world: World) -> None:
    share = _report(world)
    share.disclosure["readers_known"] = world.pick(("no", ""))
    world.breach("DIS-03", share.disclosure, "readers_unknown")


def in_doubt_and_none_of_it(world: World) -> None:
    """A report written alone: every policy but the women's says only that there was doubt and no advice."""
    share = _report(world)
    share.decision["in_doubt"] = "yes"
    share.disclosure.update(readers_known="", implications_discussed_on="")
    share.consent["implications_discussed_on"] = ""
    world.breach("DIS-03", share.disclosure, "implications_missing;no_case_meeting;readers_unknown")
    world.breach("RAT-07", share.decision, "no_advice")


def talked_through_with_the_consent(world: World) -> None:
    """On one of the two rows is enough, and the day itself."""
    share = _asked_for(world)
    share.disclosure["implications_discussed_on"] = ""
    share.consent["implications_discussed_on"] = day_of(share)
    world.near("DIS-03", share.disclosure, "talked through the same day, written on the consent")


def neither_asked_for_nor_a_report(world: World) -> None:
    share = agreed(world, "housing", "iss", "refuge")
    share.disclosure.update(implications_discussed_on="", readers_known="")
    share.consent["implications_discussed_on"] = ""
    world.near("DIS-03", share.disclosure, "she did not ask for it, and it is no report")


def report_about_a_child(world: World) -> None:
    share = agreed(world, "childrens_social_care", "childrens", "family_support")
    share.disclosure.update(implications_discussed_on="", readers_known="")
    share.consent["implications_discussed_on"] = ""
    world.near("DIS-03", share.disclosure, "not about an adult victim")


def _asked_for(world: World) -> Share:
    share = agreed(world, str(world.pick(("housing", "health"))), "iss", "refuge")
    share.disclosure["client_requested"] = "yes"
    return share


def _report(world: World) -> Share:
    return agreed(world, str(world.pick(("court", "childrens_social_care"))), "iss", "refuge")


STORIES = (
    (not_talked_through, 3), (talked_through_the_day_after, 2), (readers_not_known, 2), (in_doubt_and_none_of_it, 1),
    (talked_through_with_the_consent, 2), (neither_asked_for_nor_a_report, 1), (report_about_a_child, 1),
)  # fmt: skip
