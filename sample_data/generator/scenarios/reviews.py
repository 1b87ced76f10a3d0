"""RET-03: kept on hold or indefinitely without a reason or a live review."""

from __future__ import annotations

import datetime as dt

from sample_data.generator import texts
from sample_data.generator.casework import Case, new_case
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.sharing import decide
from sample_data.generator.world import World


def hold_without_a_reason(world: World) -> None:
    case = a_case(world)
    case.row.update(evidence_hold="yes", hold_reason=world.pick(("", "tbc", "n/a")), hold_started_on=case.opened)
    world.breach("RET-03", case.row, "no_reason")


def hold_with_a_thin_decision(world: World) -> None:
    case = a_case(world)
    case.row["evidence_hold"] = "yes"
    decide(world, case, case.opened, "Keep for now", kind="retain_longer")
    world.breach("RET-03", case.row, "no_reason")


def hold_explained_in_a_decision(world: World) -> None:
    case = a_case(world)
    case.row.update(evidence_hold="yes", retention_review_on=world.ago(40))
    decide(world, case, case.opened, str(world.pick(texts.RETAINED)), kind="retain_longer")
    world.near("RET-03", case.row, "the reason is in a decision; a hold alone needs no review")


def legal_hold_never_reviewed(world: World) -> None:
    case = new_case(world, "family_support", "closed")
    case.row.update(retention_basis="legal_hold", hold_reason=world.pick(texts.HOLDS))
    world.breach("RET-03", case.row, "no_review_date")


def legal_hold_review_missed(world: World) -> None:
    case = new_case(world, "refuge", "closed")
    case.row.update(retention_basis="legal_hold", hold_reason=world.pick(texts.HOLDS))
    case.row["retention_review_on"] = world.ago(int(world.pick((1, 50))))
    world.breach("RET-03", case.row, "review_passed")


def indefinite_with_nothing_behind_it(world: World) -> None:
    case = new_case(world, "youth", "closed", retention_basis="indefinite")
    world.breach("RET-03", case.row, "no_reason;no_review_date", "M")
    world.breach("RET-03", case.row, "no_reason;no_review_date;not_allowed", "C")


def indefinite_not_reviewed(world: World) -> None:
    case = keep_indefinitely(world, new_case(world, "childrens", "closed"), "")
    world.breach("RET-03", case.row, "no_review_date", "M")
    world.breach("RET-03", case.row, "no_review_date;not_allowed", "C")


def keep_indefinitely(world: World, case: Case, review: dt.date | str) -> Case:
    case.row.update(retention_basis="indefinite", retention_review_on=review)
    reason = str(world.pick(texts.RETAINED))
    decide(world, case, case.row["closed_on"], reason, kind="retain_longer")
    return case


STORIES = (
    (hold_without_a_reason, 4), (hold_with_a_thin_decision, 1), (hold_explained_in_a_decision, 1),
    (legal_hold_never_reviewed, 2), (legal_hold_review_missed, 2), (indefinite_with_nothing_behind_it, 1),
    (indefinite_not_reviewed, 2),
)  # fmt: skip
