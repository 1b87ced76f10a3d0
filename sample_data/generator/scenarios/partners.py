"""DIS-01: a victim's information reached her partner or ex-partner."""

from __future__ import annotations

from sample_data.generator import other_sharing as other
from sample_data.generator.background import linked_pair
from sample_data.generator.calendar import working_day
from sample_data.generator.casework import Case
from sample_data.generator.scenarios.ground import a_case, drop, hand_to, relative, uncovered
from sample_data.generator.sharing import CHECKED, Share, with_consent
from sample_data.generator.world import World


def he_rang_and_was_told(world: World) -> None:
    """Nobody decided, nothing allowed it, she was not told: five rules, one record."""
    share = _share(world)
    _slip(world, share)
    hand_to(share, "partner_or_ex", _ex(share.case))
    world.breach("DIS-01", share.disclosure, "recipient_is_partner;recipient_partner")
    world.breach("RAT-02", share.disclosure, "no_decision")
    world.breach("CON-01", share.disclosure, "no_basis")
    world.breach("DIS-02", share.disclosure, "outsider", "DHMV")
    world.breach("DIS-07", share.disclosure, "not_told")


def she_agreed_that_he_is_told(world: World) -> None:
    """Consent does not clear it where the policy keeps her information from him."""
    share = _share(world)
    hand_to(share, "partner_or_ex", _ex(share.case))
    world.breach("DIS-01", share.disclosure, "recipient_is_partner;recipient_partner")
    world.near("DIS-02", share.disclosure, "told with consent; this policy has no rule on partners", "DHMV")


def called_family_but_her_ex(world: World) -> None:
    """Past partners count, whatever the record calls them."""
    share = _share(world)
    hand_to(share, str(world.pick(("family", "other"))), _ex(share.case))
    for row in world.tables["case_people"]:
        if row["case_id"] == share.case.id and row["person_id"] == _ex(share.case)["person_id"]:
            row["ends_on"] = row["starts_on"]
    world.breach("DIS-01", share.disclosure, "recipient_is_partner")


def partner_by_linked_case_alone(world: World) -> None:
    """He is on her file only through the link between their cases."""
    hers, his = linked_pair(world)
    for relation in world.tables["case_people"]:
        if relation["case_id"] == hers.id and relation["person_id"] == his.client["person_id"]:
            drop(world, "case_people", relation)
    hers.row["linked_case_id"] = world.pick((his.id, ""))
    share = with_consent(world, hers, kind="voluntary")
    hand_to(share, "other", his.client)
    world.breach("DIS-01", share.disclosure, "recipient_is_partner")
    world.breach("DIS-02", share.disclosure, "other_client", "DHMV")


def a_partner_not_named_as_a_person(world: World) -> None:
    share = _share(world)
    hand_to(share, "partner_or_ex", None, "New partner, rang from her number")
    world.breach("DIS-01", share.disclosure, "recipient_partner")


def family_but_who(world: World) -> None:
    share = _share(world)
    hand_to(share, str(world.pick(("family", "other"))), None, "A relative, rang for her")
    world.undecided("DIS-01", share.disclosure, "recipient_unknown")


def her_sister_as_agreed(world: World) -> None:
    share = _share(world)
    hand_to(share, "family", relative(world, share.case))
    world.near("DIS-01", share.disclosure, "a relative she named")
    world.near("DIS-02", share.disclosure, "a relative, with her consent")


def about_him_to_her(world: World) -> None:
    his = a_case(world, "dvpp")
    share = other.tell_partner(world, his)
    world.near("DIS-01", share.disclosure, "about the man, told to his partner")
    world.near("DIS-02", share.disclosure, "a notification to the partner")
    world.near("CON-01", share.disclosure, "a notification he agreed to")


def _share(world: World) -> Share:
    case = a_case(world, "iss", "iss", "refuge", days=500)
    share = with_consent(world, case, working_day(world.ago(world.rng.randint(20, 400))), kind="voluntary")
    share.disclosure.update(channel="phone", verification=CHECKED["phone"])
    return share


def _slip(world: World, share: Share) -> None:
    """No decision, no consent, no ground, and she was not told."""
    uncovered(world, share)
    drop(world, "decisions", share.decision)
    share.disclosure.update(decision_id="", basis="none", client_requested="no", subject_told_on="")
    share.disclosure.update(what_shared="That she is staying with us", purpose="He asked how she was")
    share.consent = None


def _ex(case: Case) -> dict:
    return case.person("ex_partner", "partner")


STORIES = (
    (he_rang_and_was_told, 2), (she_agreed_that_he_is_told, 3), (called_family_but_her_ex, 2),
    (partner_by_linked_case_alone, 2), (a_partner_not_named_as_a_person, 1), (family_but_who, 2),
    (her_sister_as_agreed, 2), (about_him_to_her, 2),
)  # fmt: skip
