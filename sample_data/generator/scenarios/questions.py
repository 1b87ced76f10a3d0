"""RAT-05: outcomes that contradict the five questions."""

from __future__ import annotations

from sample_data.generator import other_sharing as other
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.sharing import a_day, by_exception, decide, with_consent
from sample_data.generator.world import World


def shared_against_the_answers(world: World) -> None:
    """One policy asks the second question alone, and finds it unanswered where the first one ended the walk."""
    share = with_consent(world, a_case(world))
    if world.chance(0.5):
        share.decision.update(q1_purpose="no", q2_identifiable="", q3_confidential="", q4_consent="not_reached")
        world.breach("RAT-05", share.decision, "unanswered", "D")
    else:
        share.decision.update(q4_consent="no", q5_other_reason="no")
    world.breach("RAT-05", share.decision, "share_against_answers", "MC")


def a_question_skipped(world: World) -> None:
    share = with_consent(world, a_case(world))
    question = str(world.pick(("q1_purpose", "q2_identifiable", "q3_confidential")))
    share.decision[question] = world.pick(("", "not_reached"))
    world.breach("RAT-05", share.decision, "unanswered", "DMC" if question == "q2_identifiable" else "MC")


def last_question_left_blank(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.decision["q5_other_reason"] = ""
    world.breach("RAT-05", share.decision, "unanswered", "MC")


def said_nobody_could_be_recognised(world: World) -> None:
    share = with_consent(world, a_case(world))
    share.decision.update(q2_identifiable="no", q3_confidential="not_reached", q4_consent="not_reached")
    world.breach("RAT-05", share.decision, "q2_contradicted")


def said_it_was_not_confidential(world: World) -> None:
    share = with_consent(world, a_case(world, "iss", "refuge"), kind="police")
    share.decision.update(q3_confidential="no", q4_consent="not_reached")
    world.breach("RAT-05", share.decision, "q3_contradicted", "MC")


def said_there_was_consent(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.decision.update(q4_consent="yes", q5_other_reason="not_reached")
    world.breach("RAT-05", share.decision, "q4_contradicted", "MC")


def other_reason_not_named(world: World) -> None:
    share = by_exception(world, a_case(world))
    share.decision["basis"] = world.pick(("", "none"))
    world.breach("RAT-05", share.decision, "q5_no_basis", "MC")


def refused_without_the_first_question(world: World) -> None:
    case = a_case(world)
    reason = "School rang for a chat about home life and named no purpose, so nothing was said."
    decision = decide(world, case, a_day(world, case), reason, kind="not_share")
    world.breach("RAT-05", decision, "unanswered", "MC")


def refused_after_answers_that_allow_it(world: World) -> None:
    case = a_case(world)
    answers = {"q1_purpose": "yes", "q2_identifiable": "yes", "q3_confidential": "yes", "q4_consent": "yes"}
    reason = "She had agreed, but rang back within the hour to say not yet, so nothing was sent."
    decision = decide(world, case, a_day(world, case), reason, kind="not_share", **answers)
    world.near("RAT-05", decision, "the answers allow sharing and it was refused")


def only_a_name_given(world: World) -> None:
    share = with_consent(world, a_case(world, "iss", "refuge"), kind="housing")
    share.disclosure["info_categories"] = "identity"
    share.consent["info_categories"] = "identity"
    share.decision.update(q3_confidential="no", q4_consent="", q5_other_reason="")
    world.near("RAT-05", share.decision, "not confidential, and only the name was given")


def figures_only(world: World) -> None:
    share = other.without_names(world, a_case(world))
    world.near("RAT-05", share.decision, "nobody could be recognised, and nothing identifying was given")


def later_questions_left_blank(world: World) -> None:
    share = with_consent(world, a_case(world))
    share.decision["q5_other_reason"] = ""
    world.near("RAT-05", share.decision, "a question that was not reached is blank")


def consent_under_another_row(world: World) -> None:
    """The link to the consent is missing; the consent is there."""
    share = with_consent(world, a_case(world))
    share.disclosure["consent_id"] = ""
    world.near("RAT-05", share.decision, "covered by a consent that is not linked")
    world.near("CON-01", share.disclosure, "covered by a consent that is not linked")


STORIES = (
    (shared_against_the_answers, 3), (a_question_skipped, 5), (last_question_left_blank, 1),
    (said_nobody_could_be_recognised, 2), (said_it_was_not_confidential, 2), (said_there_was_consent, 2),
    (other_reason_not_named, 2), (refused_without_the_first_question, 2), (refused_after_answers_that_allow_it, 1),
    (only_a_name_given, 1), (figures_only, 1), (later_questions_left_blank, 2), (consent_under_another_row, 2),
)  # fmt: skip
