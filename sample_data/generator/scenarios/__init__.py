"""Planted records: small named stories, each with the findings it must lead to in each pack.

A story starts from records that comply in every pack and changes what its name says. `world.breach`, `conflict` and
`undecided` state a finding in every pack that judges the rule, or only in the packs lettered (D derbyshire,
W women-dvpp, H hampshire, M manchester, V coventry, C combined); `world.near` states that the record must not be
found. What a story leaves unsaid is no finding: the key is complete.
"""

from __future__ import annotations

from sample_data.generator.scenarios import (
    advice,
    agreements,
    applications,
    asking,
    case_records,
    checks_made,
    committee,
    conditions,
    decision_reasons,
    disposal,
    encouraging,
    entry,
    erasing,
    evidence,
    exceptions,
    explaining,
    filing,
    gate,
    governance,
    grants,
    groups,
    harm,
    how_much,
    incidents,
    informed,
    joint_work,
    managers,
    milestones,
    outsiders,
    partners,
    personnel_matters,
    personnel_papers,
    programme_men,
    providers,
    purposes,
    questions,
    referring,
    released,
    retention,
    reviews,
    risk_to_her,
    routes,
    safe_ways,
    seeing_files,
    sensitive,
    signing,
    staff_details,
    stock_reasons,
    storing,
    third_party,
    threats,
    too_late,
    unanswered,
    unasked,
    unshown,
    untold,
    weighing,
    what_and_why,
    what_may_follow,
    who_agreed,
    wording,
    workforce,
)
from sample_data.generator.world import World

STORIES = (
    decision_reasons, unasked, what_and_why, questions, retention, reviews, unshown, disposal, third_party, exceptions,
    conditions, sensitive, asking, managers, partners, outsiders, routes, untold,
    harm, threats, milestones, explaining, signing, encouraging, groups, referring, joint_work, agreements,
    safe_ways, case_records, wording, seeing_files, storing, applications, erasing, grants, workforce,
    personnel_matters, incidents, committee, governance,
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
