"""CON-04: facts that are never passed on without express permission."""

from __future__ import annotations

from sample_data.generator import other_sharing as other
from sample_data.generator.casework import join, new_person
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.sharing import Share, by_exception, with_consent
from sample_data.generator.world import World

HIV = "identity;health;hiv_status"


def hiv_status_she_had_not_agreed_to(world: World) -> None:
    share = _to_clinic(world, HIV, "identity;health")
    world.breach("CON-04", share.disclosure, "no_permission")
    world.breach("CON-02", share.disclosure, "other_category")
    world.breach("RAT-05", share.decision, "q4_contradicted", "MC")


def whole_file_form_and_hiv_status(world: World) -> None:
    """A form for the whole file does not reach what a policy never shares without express permission."""
    share = _to_clinic(world, HIV, "whole_file")
    world.breach("CON-04", share.disclosure, "no_permission")
    world.breach("CON-02", share.disclosure, "other_category", "WC")
    world.breach("RAT-05", share.decision, "q4_contradicted", "C")
    world.near("CON-02", share.disclosure, "consent for the whole file covers it here", "DHMV")


def rape_told_to_the_police_for_a_child(world: World) -> None:
    """A serious concern is linked: safety against the promise, for a manager to decide."""
    share = _told_of_rape(world, "child_significant_harm")
    world.conflict("CON-04", share.disclosure, "no_permission")


def rape_told_with_no_concern_logged(world: World) -> None:
    share = _told_of_rape(world, "")
    world.breach("CON-04", share.disclosure, "no_permission")
    world.breach("AUT-04", share.disclosure, "no_concern")


def rape_told_for_her_own_safety(world: World) -> None:
    """Only the stack counts a risk to herself as serious harm."""
    share = _told_of_rape(world, "risk_to_client")
    world.breach("CON-04", share.disclosure, "no_permission", "W")
    world.conflict("CON-04", share.disclosure, "no_permission", "C")
    world.breach("AUT-04", share.disclosure, "wrong_concern")


def the_whole_file_sent(world: World) -> None:
    share = _to_clinic(world, "whole_file", "whole_file")
    share.disclosure["what_shared"] = "Copy of the whole file"
    world.undecided("CON-04", share.disclosure, "whole_file_may_hold")
    world.breach("DIS-05", share.disclosure, "whole_file")


def a_parents_word_is_not_enough(world: World) -> None:
    share = with_consent(world, a_case(world, "childrens"), kind="health", number=2)
    share.disclosure["info_categories"] = share.consent["info_categories"] = HIV
    world.breach("CON-04", share.disclosure, "no_permission")


def attorney_while_capacity_comes_and_goes(world: World) -> None:
    share = _attorney(world, "fluctuating")
    world.breach("CON-04", share.disclosure, "no_permission")


def told_the_committee(world: World) -> None:
    share = other.inside(world, a_case(world, "iss"))
    member = world.pick(world.committee)
    share.disclosure.update(recipient_kind="committee", recipient_name=member["full_name"])
    share.disclosure.update(recipient_person_id=member["staff_id"], info_categories="identity;hiv_status")
    world.breach("CON-04", share.disclosure, "no_permission")
    world.breach("DIS-02", share.disclosure, "not_inside")


def told_a_colleague(world: World) -> None:
    share = other.inside(world, a_case(world, "iss"))
    share.disclosure["info_categories"] = "identity;hiv_status"
    world.near("CON-04", share.disclosure, "told to a colleague inside the service")


def expressly_agreed(world: World) -> None:
    share = _to_clinic(world, HIV, HIV)
    share.consent["given_on"] = share.disclosure["disclosed_at"].date()
    world.near("CON-04", share.disclosure, "expressly agreed, the same day")


def whole_file_and_expressly_agreed(world: World) -> None:
    share = _to_clinic(world, "whole_file;hiv_status", "whole_file;hiv_status")
    world.near("CON-04", share.disclosure, "the whole file, the sensitive part named and agreed")
    world.breach("DIS-05", share.disclosure, "whole_file")


def attorney_for_someone_without_capacity(world: World) -> None:
    share = _attorney(world, "lacks_capacity")
    world.near("CON-04", share.disclosure, "agreed by the attorney of a person without capacity")


def _to_clinic(world: World, shared: str, agreed: str) -> Share:
    share = with_consent(world, a_case(world, "iss", "refuge"), kind="health", number=2)
    share.disclosure.update(info_categories=shared, what_shared="Test result and the date of the next appointment")
    share.consent["info_categories"] = agreed
    return share


def _told_of_rape(world: World, harm: str) -> Share:
    share = by_exception(world, a_case(world, "iss", "refuge"), harm=harm)
    share.disclosure.update(info_categories="identity;risk;rape_or_sexual_violence")
    share.disclosure["what_shared"] = "What she said about the assault, and who is at risk"
    return share


def _attorney(world: World, capacity: str) -> Share:
    share = _to_clinic(world, HIV, HIV)
    share.case.client["capacity"] = capacity
    share.decision["considered"] += ";capacity"
    attorney = new_person(world, "f")
    join(world, share.case, attorney, "other")
    share.consent.update(given_by_id=attorney["person_id"], given_as="attorney_or_deputy")
    return share


STORIES = (
    (hiv_status_she_had_not_agreed_to, 3), (whole_file_form_and_hiv_status, 1),
    (rape_told_to_the_police_for_a_child, 3), (rape_told_with_no_concern_logged, 2),
    (rape_told_for_her_own_safety, 1), (the_whole_file_sent, 3), (a_parents_word_is_not_enough, 1),
    (attorney_while_capacity_comes_and_goes, 1), (told_the_committee, 1), (told_a_colleague, 1),
    (expressly_agreed, 2), (whole_file_and_expressly_agreed, 1), (attorney_for_someone_without_capacity, 1),
)  # fmt: skip
