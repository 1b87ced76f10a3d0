"""DIS-02: told to family, to another client or to someone outside the service."""

from __future__ import annotations

from sample_data.generator import other_sharing as other
from sample_data.generator.calendar import DAY, at, working_day
from sample_data.generator.casework import new_case
from sample_data.generator.scenarios.ground import a_case, drop, hand_to, relative, send_to, uncovered
from sample_data.generator.sharing import Share, by_exception, with_consent
from sample_data.generator.world import World


def told_her_sister(world: World) -> None:
    share = _by_consent(world)
    uncovered(world, share)
    share.consent = None
    share.disclosure["basis"] = "none"
    hand_to(share, "family", relative(world, share.case))
    world.breach("DIS-02", share.disclosure, "outsider")
    world.breach("CON-01", share.disclosure, "no_basis")


def talked_about_her_to_another_resident(world: World) -> None:
    share = _by_consent(world)
    uncovered(world, share)
    drop(world, "decisions", share.decision)
    share.consent = None
    share.disclosure.update(basis="none", decision_id="", client_requested="no", subject_told_on="")
    hand_to(share, "other_client", a_case(world, "refuge").client)
    world.breach("DIS-02", share.disclosure, "other_client;outsider")
    world.breach("CON-01", share.disclosure, "no_basis")
    world.breach("RAT-02", share.disclosure, "no_decision")
    world.breach("DIS-07", share.disclosure, "not_told")


def another_client_even_as_agreed(world: World) -> None:
    share = _by_consent(world)
    hand_to(share, "other_client", a_case(world, "iss").client)
    world.breach("DIS-02", share.disclosure, "other_client")


def told_her_employer(world: World) -> None:
    share = by_exception(world, a_case(world, "iss"))
    send_to(world, share, "other", "employer")
    world.breach("DIS-02", share.disclosure, "outsider")


def told_family_because_of_harm(world: World) -> None:
    """The ground allows sharing, the recipient does not fit; one pack weighs no harm against its rules."""
    share = by_exception(world, a_case(world, "iss", "refuge"))
    hand_to(share, "family", relative(world, share.case))
    world.conflict("DIS-02", share.disclosure, "outsider", "WHMVC")
    world.breach("DIS-02", share.disclosure, "outsider", "D")


def told_family_because_of_a_worry(world: World) -> None:
    """A concern short of significant harm weighs as serious in two of the packs."""
    share = by_exception(world, a_case(world, "iss"), harm="child_concern")
    hand_to(share, "family", relative(world, share.case))
    world.conflict("DIS-02", share.disclosure, "outsider", "WC")
    world.breach("DIS-02", share.disclosure, "outsider", "DHMV")
    world.breach("AUT-04", share.disclosure, "wrong_concern", "WC")  # only serious harm carries a risk to others


def told_the_childs_mother(world: World) -> None:
    """Where the policy lets a parent be told; the women's services policy says nothing of children's parents."""
    share = by_exception(world, a_case(world, "childrens"), harm="")
    hand_to(share, "family", share.case.person("parent_carer", "non_abusing_parent"))
    world.breach("DIS-02", share.disclosure, "outsider", "W")
    world.near("DIS-02", share.disclosure, "a parent of a child who is not competent to decide alone", "DHMVC")
    world.breach("AUT-04", share.disclosure, "no_concern")


def told_the_mother_of_a_competent_girl(world: World) -> None:
    share = by_exception(world, a_case(world, "youth"), harm="")
    share.case.client["competence"] = world.pick(("gillick", "fraser"))
    hand_to(share, "family", share.case.person("parent_carer", "non_abusing_parent"))
    world.breach("DIS-02", share.disclosure, "outsider")
    world.breach("AUT-04", share.disclosure, "no_concern")


def told_a_colleague_who_had_left(world: World) -> None:
    share = _to_leaver(world, 12)
    world.breach("DIS-02", share.disclosure, "not_inside")


def told_a_colleague_on_the_last_day(world: World) -> None:
    share = _to_leaver(world, 0)
    world.near("DIS-02", share.disclosure, "the colleague's last working day")


def told_the_chair(world: World) -> None:
    share = other.inside(world, a_case(world))
    hand_to(share, "committee", world.pick(world.committee))
    world.breach("DIS-02", share.disclosure, "not_inside")


def colleague_not_recorded(world: World) -> None:
    share = other.inside(world, a_case(world))
    share.disclosure.update(recipient_person_id="", recipient_name="Duty worker")
    world.undecided("DIS-02", share.disclosure, "recipient_not_recorded")


def police_called_internal(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.disclosure["scope"] = "internal"
    world.breach("DIS-02", share.disclosure, "internal_to_agency")


def agency_called_internal_as_agreed(world: World) -> None:
    share = _by_consent(world)
    share.disclosure["scope"] = "internal"
    world.near("DIS-02", share.disclosure, "called internal, but agreed with the agency named")


def mans_employer(world: World) -> None:
    """No joint work, no referral and no threat: the closed list does not reach his employer."""
    share = by_exception(world, a_case(world, "dvpp"), harm="", basis="crime_prevention")
    send_to(world, share, "other", "employer")
    share.disclosure["legal_reference"] = "Disclosure protocol, section 4"
    world.breach("DIS-02", share.disclosure, "outsider")
    world.breach("AUT-06", share.disclosure, "agency_not_involved")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "D")


def partner_told_without_his_agreement(world: World) -> None:
    """The programme tells her whether he agrees or not; the other policies know no such ground."""
    share = other.tell_partner(world, a_case(world, "dvpp"))
    uncovered(world, share)
    share.decision["basis"] = "programme_notification"
    world.near("DIS-02", share.disclosure, "a milestone, told to the partner", "WC")
    world.breach("DIS-02", share.disclosure, "outsider", "DHMV")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "DHMV")


def figures_for_the_press(world: World) -> None:
    share = other.without_names(world, a_case(world))
    share.disclosure.update(recipient_kind="media", recipient_name="Local paper", recipient_agency_id="")
    world.near("DIS-02", share.disclosure, "to the press, with nobody recognisable")


def _by_consent(world: World) -> Share:
    case = a_case(world, "iss", "refuge", days=420)
    return with_consent(world, case, working_day(world.ago(world.rng.randint(20, 300))), kind="voluntary")


def _to_leaver(world: World, days: int) -> Share:
    gone = world.leavers["youth"]
    day = gone["left_on"] + days * DAY
    share = other.inside(world, new_case(world, "youth", opened=day - 90 * DAY), day)
    hand_to(share, "staff_member", gone)
    share.disclosure["disclosed_at"] = at(day, "16:45")
    return share


STORIES = (
    (told_her_sister, 3), (talked_about_her_to_another_resident, 2), (another_client_even_as_agreed, 1),
    (told_her_employer, 1), (told_family_because_of_harm, 2), (told_family_because_of_a_worry, 1),
    (told_the_childs_mother, 2), (told_the_mother_of_a_competent_girl, 1), (told_a_colleague_who_had_left, 2),
    (told_a_colleague_on_the_last_day, 1), (told_the_chair, 3), (colleague_not_recorded, 2),
    (police_called_internal, 2), (agency_called_internal_as_agreed, 1), (mans_employer, 1),
    (partner_told_without_his_agreement, 2), (figures_for_the_press, 1),
)  # fmt: skip
