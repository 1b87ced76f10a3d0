"""DIS-10: used for a purpose outside the service, with neither consent for it nor a legal basis."""

from __future__ import annotations

from sample_data.generator import other_sharing as other
from sample_data.generator.scenarios.footing import agreed, lasting, shared, some_day
from sample_data.generator.scenarios.ground import send_to
from sample_data.generator.sharing import Share, by_exception
from sample_data.generator.world import World

OUTSIDE = ("research", "fundraising", "publicity", "other")


def agreed_to_help_and_used_for_more(world: World) -> None:
    share = _used(world, "service_provision")
    world.breach("DIS-10", share.disclosure, "outside_purpose")


def agreed_without_saying_to_what(world: World) -> None:
    """A consent for no purpose in particular: two policies say it is none, one takes it for any."""
    share = _used(world, "")
    world.breach("DIS-10", share.disclosure, "outside_purpose", "WC")
    world.near("DIS-10", share.disclosure, "a blank purpose means any here", "M")


def agreed_to_that_very_purpose(world: World) -> None:
    share = _used(world, None)
    world.near("DIS-10", share.disclosure, "agreed for this purpose, and told what and why")


def agreed_without_being_told_why(world: World) -> None:
    share = _used(world, None)
    share.consent["told"] = "what;to_whom;how;consequences"
    world.breach("DIS-10", share.disclosure, "consent_not_known", "MC")
    world.near("DIS-10", share.disclosure, "this policy asks for consent, and another rule for what is told", "W")
    world.breach("CON-03", share.consent, "told_missing_why")


def told_nothing_at_all(world: World) -> None:
    share = _used(world, None)
    share.consent["told"] = ""
    world.breach("DIS-10", share.disclosure, "consent_not_known", "MC")
    four = "told_missing_how;told_missing_to_whom;told_missing_what;told_missing_why"
    world.breach("CON-03", share.consent, "told_missing_consequences;told_missing_to_whom;told_missing_why", "W")
    world.breach("CON-03", share.consent, four, "MV")
    world.breach("CON-03", share.consent, f"{four};told_missing_consequences", "C")


def for_research_because_of_harm(world: World) -> None:
    """A ground for sharing is no leave to use it for something else."""
    share = by_exception(world, shared(world, "iss", "refuge", of="harm "), some_day(world))
    share.disclosure.update(purpose_code="research", purpose="Study of what services saw before the event")
    world.breach("DIS-10", share.disclosure, "outside_purpose")


def ordered_by_a_court(world: World) -> None:
    share = _ordered(world, "Order of the family court, number on the file")
    world.near("DIS-10", share.disclosure, "by order of a court")
    world.conflict("CON-01", share.disclosure, "basis_not_accepted", "DWC")


def order_not_cited(world: World) -> None:
    share = _ordered(world, "")
    world.breach("DIS-10", share.disclosure, "outside_purpose")
    world.breach("AUT-04", share.disclosure, "no_legal_reference")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "DWC")


def figures_for_a_study(world: World) -> None:
    share = other.without_names(world, shared(world))
    share.disclosure.update(purpose_code="research", purpose="Regional study of waiting times")
    world.near("DIS-10", share.disclosure, "nobody can be recognised from it")


def _used(world: World, agreed_for: str | None) -> Share:
    """Shared with a charity for a purpose outside the service; None is a consent for that purpose."""
    share = agreed(world, "voluntary", case=lasting(world))
    purpose = str(world.pick(OUTSIDE))
    share.disclosure.update(purpose_code=purpose, purpose="Her story for the charity's yearly appeal")
    share.consent["purpose_code"] = purpose if agreed_for is None else agreed_for
    return share


def _ordered(world: World, reference: str) -> Share:
    share = by_exception(world, shared(world, "iss", of="harm "), some_day(world), "", "court_order")
    send_to(world, share, "court")
    share.disclosure.update(purpose_code="other", purpose="Inquest of another court", legal_reference=reference)
    return share


STORIES = (
    (agreed_to_help_and_used_for_more, 3), (agreed_without_saying_to_what, 2), (agreed_to_that_very_purpose, 2),
    (agreed_without_being_told_why, 2), (told_nothing_at_all, 1), (for_research_because_of_harm, 1),
    (ordered_by_a_court, 1), (order_not_cited, 1), (figures_for_a_study, 1),
)  # fmt: skip
