"""STF-04: breaches and security worries not followed through."""

from __future__ import annotations

from sample_data.generator.registers import incident
from sample_data.generator.world import World

BREACH, PARTNER, RAISED, SUPPORT = "WC", "WC", "MC", "HC"  # the packs that ask for each part of following through


def told_no_manager(world: World) -> None:
    row = incident(world, str(world.pick(("staff_breach", "security_concern"))), "disciplinary", "warning", "Talked to")
    row["raised_with"] = world.pick(("", world.new_id("S"), world.teams["iss"][3]["staff_id"]))
    world.breach("STF-04", row, "not_raised", RAISED)


def told_a_manager_alone(world: World) -> None:
    """Raised, and nothing came of it: enough for one policy, not for the women's services."""
    row = incident(world, "staff_breach", str(world.pick(("none", ""))), "none", "")
    world.breach("STF-04", row, "no_route", BREACH)
    world.near("STF-04", row, "raised with a manager, which is what this policy asks", "M")


def another_route_and_no_reason(world: World) -> None:
    row = incident(world, "staff_breach", "management_support", "none", "")
    world.breach("STF-04", row, "no_route", BREACH)
    row = incident(world, "staff_breach", "management_support", "none", "A slip in the first week, put right with her")
    world.near("STF-04", row, "another route, and why")


def level_not_recorded(world: World) -> None:
    row = incident(world, "staff_breach", "disciplinary", "", "Retrained")
    world.breach("STF-04", row, "no_level", BREACH)
    row = incident(world, "staff_breach", "disciplinary", "", "")
    row["outcome_on"] = ""
    world.near("STF-04", row, "no outcome yet, so no level")


def colleagues_details_given_out(world: World) -> None:
    """Giving out a colleague's details is gross misconduct, or the reason says why not."""
    for level, reason in (("warning", ""), ("gross_misconduct", ""), ("warning", "The address was already public")):
        row = incident(world, "staff_breach", "disciplinary", level, reason)
        row["staff_details_disclosed"] = "yes"
        if level == "warning" and not reason:
            world.breach("STF-04", row, "level_too_low", BREACH)
        else:
            world.near("STF-04", row, "gross misconduct, or the reason why not", BREACH)


def colleagues_details_and_no_level(world: World) -> None:
    row = incident(world, "staff_breach", "disciplinary", "", "")
    row["staff_details_disclosed"] = "yes"
    world.breach("STF-04", row, "level_too_low;no_level", BREACH)


def partner_let_off(world: World) -> None:
    row = incident(world, "partner_breach", str(world.pick(("none", "management_support"))), "", "Spoken to")
    world.breach("STF-04", row, "not_agreement_breach", PARTNER)
    row = incident(world, "partner_breach", "agreement_breach", "", "Apology received")
    row["agreement_id"] = world.pick(("", world.new_id("AGR")))
    world.breach("STF-04", row, "not_agreement_breach", PARTNER)


def worker_not_supported(world: World) -> None:
    row = incident(world, "complaint_about_sharing", str(world.pick(("none", "disciplinary"))), "none", "")
    world.breach("STF-04", row, "no_support", SUPPORT)
    row = incident(world, "complaint_about_sharing", "disciplinary", "informal", "")
    row["guidance_followed"] = "no"
    world.near("STF-04", row, "the guidance was not followed", SUPPORT)


def guidance_followed_or_not(world: World) -> None:
    row = incident(world, "complaint_about_sharing", "disciplinary", "informal", "")
    row["guidance_followed"] = ""
    world.undecided("STF-04", row, "", SUPPORT)
    row = incident(world, "complaint_about_sharing", "management_support", "none", "")
    row["guidance_followed"] = ""
    world.near("STF-04", row, "the worker was supported in any case", SUPPORT)


def four_weeks_over_yesterday(world: World) -> None:
    for days in (29, 28):
        row = incident(world, "staff_breach", "", "", "")
        row.update(occurred_on=world.ago(days), outcome_on="")
        if days == 29:
            world.breach("STF-04", row, "no_route", BREACH)
        else:
            world.near("STF-04", row, "the last day for a route is the run date")


def client_talked(world: World) -> None:
    row = incident(world, "client_breach", "none", "", "")
    row["raised_with"] = ""
    world.near("STF-04", row, "a client's breach is not judged")


STORIES = (
    (told_no_manager, 3), (told_a_manager_alone, 2), (another_route_and_no_reason, 1), (level_not_recorded, 1),
    (colleagues_details_given_out, 1), (colleagues_details_and_no_level, 1), (partner_let_off, 2),
    (worker_not_supported, 2), (guidance_followed_or_not, 1), (four_weeks_over_yesterday, 1), (client_talked, 1),
)  # fmt: skip
