"""The clauses and rules of a pack as plain values, for the catalogue that shows them."""

from collections.abc import Mapping
from pathlib import Path

from checks.intake.tables import code_lists
from checks.output.readings.rule_catalogue import Clause, Listed, RulePage
from checks.policy import packs
from checks.policy.packs import Pack
from checks.rules import coverage
from checks.rules.coverage import Covered
from checks.rules.explain import find, page
from checks.rules.loader import rulebook, with_own
from checks.rules.model import Rule
from checks.rules.practice import is_on, policy_names


def catalogue(pack: str, rule: str, own_rules: Path | None) -> Listed:
    """What the catalogue lists: the pack's clauses and each rule's page, or those of one rule.

    Raises PolicyError for an unknown pack or rule, or own rules that cannot be read.
    """
    known = with_own(own_rules)
    chosen = packs.load(pack, {}, code_lists()).with_rules(set(known) - set(rulebook()))
    wanted = {found.id: found for found in [find(known, rule)]} if rule else known
    lines = [line for line in coverage.coverage(chosen, known) if not rule or set(line.rules) & set(wanted)]
    return Listed(
        chosen.name,
        chosen.title,
        [_clause(line) for line in lines],
        [_page(one, chosen) for one in wanted.values()],
        rule.strip().upper(),
    )


def _clause(line: Covered) -> Clause:
    names: Mapping[str, str] = policy_names()
    clause = line.clause
    policy = names.get(clause.policy, clause.policy)
    return Clause(clause.clause_id, policy, clause.reference, clause.duty, line.status, line.rules, line.tests)


def _page(rule: Rule, pack: Pack) -> RulePage:
    chapter = rule.chapter.removesuffix(".yml").replace("_", " ")
    return RulePage(rule.id, rule.title, chapter, rule.severity, is_on(rule, pack), page(rule))
