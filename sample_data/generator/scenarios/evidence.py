"""AUT-04: an exception was claimed, and what it rests on is not there."""

from __future__ import annotations

from sample_data.generator.calendar import DAY, at
from sample_data.generator.papers import client_paper
from sample_data.generator.scenarios.footing import day_of, lasting, shared, some_day
from sample_data.generator.scenarios.ground import drop
from sample_data.generator.sharing import TOLD, Share, by_exception
from sample_data.generator.world import World

ASSESSED = "HC"  # the packs that want a risk assessment behind an exception


def no_risk_assessment(world: World) -> None:
    share = by_exception(world, shared(world, of="harm "), some_day(world))
    note = client_paper(world, share.case, day_of(share), "case_note")["document_id"]
    share.decision["risk_assessment_id"] = world.pick(("", world.new_id("DOC"), note))
    world.breach("AUT-04", share.disclosure, "no_risk_assessment", ASSESSED)
    world.near("AUT-04", share.disclosure, "this policy asks for no assessment", "DWMV")


def assessed_the_day_after(world: World) -> None:
    share = by_exception(world, shared(world, of="harm "), some_day(world))
    paper = client_paper(world, share.case, day_of(share) + DAY, "risk_assessment")
    share.decision["risk_assessment_id"] = paper["document_id"]
    world.breach("AUT-04", share.disclosure, "no_risk_assessment", ASSESSED)


def assessed_that_day(world: World) -> None:
    share = by_exception(world, shared(world, of="harm "), some_day(world))
    world.near("AUT-04", share.disclosure, "the concern and the assessment are of the same day")


def she_is_the_one_at_risk(world: World) -> None:
    """Risk to others, and the concern is about herself, or about nobody."""
    share = by_exception(
        world, shared(world, "iss", "refuge", of="harm "), some_day(world), harm="serious_harm_to_other"
    )
    share.concern["at_risk_id"] = world.pick((share.case.row["person_id"], ""))
    world.breach("AUT-04", share.disclosure, "wrong_concern")


def child_protection_and_no_child(world: World) -> None:
    share = by_exception(world, shared(world, "childrens", of="harm "), some_day(world), harm="serious_harm_to_other")
    world.breach("AUT-04", share.disclosure, "wrong_concern")


def matter_of_life_and_only_a_worry(world: World) -> None:
    """Two policies do not know the ground either; the stack has a manager weigh it, since others do."""
    share = by_exception(
        world, shared(world, "iss", of="harm "), some_day(world), harm="child_concern", basis="vital_interests"
    )
    world.breach("AUT-04", share.disclosure, "wrong_concern")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "DW")
    world.conflict("CON-01", share.disclosure, "basis_not_accepted", "C")


def day_of_concern_missing(world: World) -> None:
    """A concern without a day stands behind nothing; how late the share was, and the steps, cannot be told."""
    share = by_exception(world, shared(world, "childrens", of="harm "), some_day(world))
    share.concern["raised_at"] = ""
    world.breach("AUT-04", share.disclosure, "no_concern")
    world.undecided("DIS-08", share.disclosure)
    world.undecided("SAF-01", share.concern)


def public_task_not_named(world: World) -> None:
    share = by_exception(
        world, shared(world, "iss", "refuge", of="harm "), some_day(world), harm="", basis="public_function"
    )
    world.breach("AUT-04", share.disclosure, "no_legal_reference")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "DWHVC")
    world.near("CON-01", share.disclosure, "a ground this policy accepts", "M")


def crime_prevention_not_named(world: World) -> None:
    share = by_exception(
        world, shared(world, "family_support", of="harm "), some_day(world), harm="", basis="crime_prevention"
    )
    world.breach("AUT-04", share.disclosure, "no_legal_reference")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "DWC")


def public_interest_with_an_act(world: World) -> None:
    share = by_exception(world, shared(world, "iss", of="harm "), some_day(world), harm="", basis="public_interest")
    share.disclosure["legal_reference"] = "Public protection arrangements, level 2"
    world.near("AUT-04", share.disclosure, "no concern, but the process is named")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "DWC")


def public_interest_with_nothing(world: World) -> None:
    """One fault in four policies; two also miss the risk assessment."""
    share = by_exception(
        world, shared(world, "childrens", of="harm "), some_day(world), harm="", basis="public_interest"
    )
    share.decision["risk_assessment_id"] = ""
    world.breach("AUT-04", share.disclosure, "no_evidence", "DWMV")
    world.breach("AUT-04", share.disclosure, "no_evidence;no_risk_assessment", ASSESSED)
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "WC")
    world.near("CON-01", share.disclosure, "a ground this policy accepts for children", "D")


def she_had_said_no(world: World) -> None:
    """She refused, it was shared all the same, and the decision does not say why."""
    share = _against_her_word(world)
    share.decision["rationale"], cause = world.pick((("", "blank"), ("see notes", "placeholder")))
    world.breach("AUT-04", share.disclosure, "refusal_not_answered")
    world.breach("RAT-01", share.decision, cause)


def she_had_said_no_and_it_says_why(world: World) -> None:
    share = _against_her_word(world)
    world.near("AUT-04", share.disclosure, "refused, and the decision answers it")
    share = _against_her_word(world)
    share.decision["rationale"] = "Child at risk"
    world.near("AUT-04", share.disclosure, "refused, and the answer is short")
    world.breach("RAT-01", share.decision, "too_short")


def nobody_decided(world: World) -> None:
    """Without a decision nothing is tied to the share: no concern, no assessment, and no reason to read."""
    share = by_exception(world, lasting(world), some_day(world), harm="")
    for row in (share.talk, share.approval):
        row.update(decision_id="", disclosure_id=share.disclosure["disclosure_id"])
    drop(world, "decisions", share.decision)
    share.disclosure["decision_id"] = ""
    world.breach("AUT-04", share.disclosure, "no_concern", "DWMV")
    world.breach("AUT-04", share.disclosure, "no_concern;no_risk_assessment", ASSESSED)
    world.breach("RAT-02", share.disclosure, "no_decision")


def raised_after_it_went(world: World) -> None:
    """The decision came before the concern was written up, which is quick enough for every rule but this one."""
    share = by_exception(world, shared(world, of="harm "), some_day(world))
    raised = at(day_of(share), "18:30")
    share.concern.update(raised_at=raised, procedure_started_at=raised)
    world.breach("AUT-04", share.disclosure, "no_concern")


def _against_her_word(world: World) -> Share:
    share = by_exception(world, shared(world, "iss", "refuge", "family_support", of="harm "), some_day(world))
    share.consent.update(status="refused", not_sought_reason="", told=TOLD)
    return share


STORIES = (
    (no_risk_assessment, 3), (assessed_the_day_after, 1), (assessed_that_day, 1), (she_is_the_one_at_risk, 2),
    (child_protection_and_no_child, 1), (matter_of_life_and_only_a_worry, 1), (day_of_concern_missing, 1),
    (public_task_not_named, 1), (crime_prevention_not_named, 1), (public_interest_with_an_act, 1),
    (public_interest_with_nothing, 1), (she_had_said_no, 2), (she_had_said_no_and_it_says_why, 1),
    (nobody_decided, 1), (raised_after_it_went, 1),
)  # fmt: skip
