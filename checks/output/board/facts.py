"""What a board paper tells of a month that is no count of records: its rules, what was not tested, who answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checks.output.board import figures
from checks.results.aggregates import Aggregates, RuleCounts
from checks.results.audit import HEADLINES

PARTLY = "partly tested"
_COUNTED = re.compile(r"\d")
NOTHING_THERE = "the records it needs were absent, or none was in scope"


@dataclass(frozen=True)
class Untested:
    """A rule that says nothing this month, or not all it could: why, as a sentence's end."""

    rule_id: str
    title: str
    headline: str
    severity: str
    status: str
    reason: str


@dataclass(frozen=True)
class Facts:
    """One month without any count of records, so that nothing written from it can give one away.

    ``untested`` are the rules that were not tested or could not run, ``partly`` those tested in part, ``off`` how many
    the pack has no clause for. ``days`` says how long a finding may stay open, by severity, and ``roles`` who may
    accept one. ``critical`` gives the titles of the critical rules of no headline question that judged anything.
    """

    month: str
    as_of: str
    pack_title: str
    services: tuple[str, ...]
    states: tuple[str, ...]
    compared_with: str
    rules: int
    off: int
    untested: tuple[Untested, ...]
    partly: tuple[Untested, ...]
    critical: dict[str, str]
    days: dict[str, int]
    roles: tuple[str, ...]

    @property
    def judged(self) -> int:
        """How many rules judged anything."""
        return self.rules - self.off - len(self.untested)

    def silent(self, headline: str) -> Sequence[Untested]:
        """The rules of a headline question that were not tested or could not run."""
        return [one for one in self.untested if one.headline == headline]


def facts(month: Aggregates) -> Facts:
    """The facts of one month's aggregates."""
    silent = [rule for rule in month.rules if rule.status in ("not_tested", "could_not_run")]
    partly = [rule for rule in month.rules if rule.status in figures.TESTED and rule.reason.startswith(PARTLY)]
    return Facts(
        month=month.month,
        as_of=month.as_of,
        pack_title=month.pack_title,
        services=figures.services(month),
        states=figures.states(month),
        compared_with=month.compared_with,
        rules=len(month.rules),
        off=sum(rule.status == "off" for rule in month.rules),
        untested=tuple(map(_untested, silent)),
        partly=tuple(map(_untested, partly)),
        critical={rule.rule_id: rule.title for rule in figures.other_critical(month)},
        days=month.days,
        roles=month.roles,
    )


def _untested(rule: RuleCounts) -> Untested:
    """The rule with its reason, less whatever counts records; an empty scope is not told from an absent table."""
    parts = [part for part in rule.reason.split("; ") if not _COUNTED.match(part)]
    told = [NOTHING_THERE if part == "nothing in scope" else part for part in parts]
    headline = rule.headline if rule.headline in HEADLINES else ""
    return Untested(rule.rule_id, rule.title, headline, rule.severity, rule.status, "; ".join(told))
