"""CON-06: consent not sought, and no reason given that the policy accepts."""

from __future__ import annotations

from sample_data.generator.calendar import DAY
from sample_data.generator.organisation import agency as agency_of
from sample_data.generator.scenarios.ground import a_case, drop, send_to
from sample_data.generator.sharing import TOLD, Share, by_exception
from sample_data.generator.world import World


def nobody_asked(world: World) -> None:
    share = by_exception(world, a_case(world))
    drop(world, "consents", share.consent)
    world.breach("CON-06", share.disclosure, "no_consent_row")


def not_asked_and_no_reason(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.consent["not_sought_reason"] = ""
    world.breach("CON-06", share.disclosure, "no_reason")


def risk_to_the_referrer(world: World) -> None:
    share = _reason(world, "risk_to_referrer")
    world.breach("CON-06", share.disclosure, "reason_not_accepted", "DHMC")
    world.near("CON-06", share.disclosure, "a reason this policy accepts", "V")


def not_appropriate(world: World) -> None:
    share = _reason(world, "not_appropriate")
    world.breach("CON-06", share.disclosure, "reason_not_accepted", "DHC")
    world.near("CON-06", share.disclosure, "a reason this policy accepts", "MV")


def delay_would_harm(world: World) -> None:
    share = _reason(world, "delay_would_harm")
    world.breach("CON-06", share.disclosure, "reason_not_accepted", "DHVC")
    world.near("CON-06", share.disclosure, "delay would harm, and the concern is logged", "M")


def delay_would_harm_no_concern(world: World) -> None:
    share = _reason(world, "delay_would_harm", "")
    world.breach("CON-06", share.disclosure, "delay_without_concern", "M")
    world.breach("CON-06", share.disclosure, "delay_without_concern;reason_not_accepted", "DHVC")
    world.breach("AUT-04", share.disclosure, "no_concern")


def risk_to_an_adult_other_than_her(world: World) -> None:
    """A reason two packs do not list; whether it falls under risk to others needs a person."""
    share = _reason(world, "risk_to_adult")
    world.undecided("CON-06", share.disclosure, "", "HC")
    world.near("CON-06", share.disclosure, "a reason this policy accepts", "DMV")


def risk_to_herself(world: World) -> None:
    share = _reason(world, "risk_to_adult", "risk_to_client")
    world.breach("CON-06", share.disclosure, "reason_not_accepted", "HC")
    world.breach("AUT-04", share.disclosure, "wrong_concern")


def written_up_the_day_after(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.consent["sought_on"] += DAY
    world.breach("CON-06", share.disclosure, "no_consent_row")


def asked_about_another_agency(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.consent["recipient_agency_id"] = agency_of(world, "voluntary", 1)["agency_id"]
    world.breach("CON-06", share.disclosure, "no_consent_row")


def man_on_the_programme_not_asked(world: World) -> None:
    """The stack judges programme men by their own closed list instead; one policy knows no ground of warning."""
    case = a_case(world, "dvpp")
    share = by_exception(world, case, harm="threat_to_named_person", basis="threat_warning")
    send_to(world, share, "police")
    drop(world, "consents", share.consent)
    world.breach("CON-06", share.disclosure, "no_consent_row", "DHMV")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "D")
    world.near("CON-06", share.disclosure, "a programme man, judged by the closed list", "C")


def asked_and_refused(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.consent.update(status="refused", sought_on=share.consent["sought_on"] - 2 * DAY, not_sought_reason="")
    share.consent["told"] = TOLD
    world.near("CON-06", share.disclosure, "asked, and refused")


def crime_would_be_prejudiced(world: World) -> None:
    share = _reason(world, "prejudice_crime")
    world.near("CON-06", share.disclosure, "a reason every policy accepts, written the same day")


def no_agency_named(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.consent["recipient_agency_id"] = ""
    world.near("CON-06", share.disclosure, "a row for no agency in particular")


def _reason(world: World, reason: str, harm: str = "child_significant_harm") -> Share:
    share = by_exception(world, a_case(world, "iss", "refuge", "family_support"), harm=harm)
    share.consent["not_sought_reason"] = reason
    return share


STORIES = (
    (nobody_asked, 6), (not_asked_and_no_reason, 3), (risk_to_the_referrer, 1), (not_appropriate, 2),
    (delay_would_harm, 2), (delay_would_harm_no_concern, 1), (risk_to_an_adult_other_than_her, 1),
    (risk_to_herself, 1), (written_up_the_day_after, 1), (asked_about_another_agency, 1),
    (man_on_the_programme_not_asked, 1), (asked_and_refused, 2), (crime_would_be_prejudiced, 1),
    (no_agency_named, 1),
)  # fmt: skip
