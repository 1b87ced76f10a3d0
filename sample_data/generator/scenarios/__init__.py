"""Planted records: small named stories, each with the findings it must lead to in each pack.

A story starts from records that comply in every pack and changes what its name says. `world.breach`, `conflict` and
`undecided` state a finding in every pack that judges the rule, or only in the packs lettered (D derbyshire,
W women-dvpp, H hampshire, M manchester, V coventry, C combined); `world.near` states that the record must not be
found. What a story leaves unsaid is no finding: the key is complete.
"""

from __future__ import annotations

from sample_data.generator.scenarios import (
    advice,
    asking,
    checks_made,
    conditions,
    decision_reasons,
    disposal,
    entry,
    evidence,
    exceptions,
    filing,
    gate,
    how_much,
    informed,
    managers,
    outsiders,
    partners,
    personnel_papers,
    programme_men,
    providers,
    purposes,
    questions,
    released,
    retention,
    reviews,
    risk_to_her,
    routes,
    sensitive,
    staff_details,
    stock_reasons,
    third_party,
    too_late,
    unanswered,
    unasked,
    unshown,
    untold,
    weighing,
    what_and_why,
    what_may_follow,
    who_agreed,
)
from sample_data.generator.world import World

STORIES = (
    decision_reasons, unasked, what_and_why, questions, retention, reviews, unshown, disposal, third_party, exceptions,
    conditions, sensitive, asking, managers, partners, outsiders, routes, untold,
    unanswered, weighing, advice, filing, stock_reasons, informed, who_agreed, providers, risk_to_her, evidence,
    staff_details, programme_men, what_may_follow, how_much, too_late, checks_made, purposes, personnel_papers,
    released, gate,
)  # fmt: skip


def build(world: World) -> None:
    """Plant every story. The access log's come last, and no everyday entry may touch their cases."""
    for module in STORIES:
        _plant(world, module)
    planted = len(world.tables["cases"])
    _plant(world, entry)
    world.untouched = {row["case_id"] for row in world.tables["cases"][planted:]}
    world.planted = {row["case_id"] for row in world.tables["cases"]}


def _plant(world: World, module: object) -> None:
    chapter = module.__name__.rsplit(".", 1)[1]
    for story, times in module.STORIES:
        for number in range(times):
            world.start(f"{chapter}:{story.__name__}:{number}")
            story(world)
