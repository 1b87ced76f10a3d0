"""The worked examples of a rule, run on the real engine: what the tests hold it to and the manual prints.

Each example becomes one row of a temporary table with the columns and types of the rule's view. A
column that an example leaves out takes a value that puts the row in scope, where ``applies_to`` asks
for one, and else the view's typical value.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from checks.engine.database import Database
from checks.engine.judge import judge
from checks.engine.suites import Counted, Suites
from checks.errors import PolicyError
from checks.facts import views
from checks.facts.fill import fill
from checks.intake.tables import code_lists
from checks.policy import packs
from checks.rules.compile import Judgement, compile_rule
from checks.rules.examples import in_scope_values
from checks.rules.model import Example, Rule
from checks.rules.predicates import codes_of

PACK = "combined"
AS_OF = date(2026, 3, 31)
SQL_TYPES = {
    "yes_no": "BOOLEAN", "code": "VARCHAR", "codes": "BIGINT", "date": "DATE", "number": "BIGINT",
    "offsets": "BIGINT[]",
}  # fmt: skip
READ: dict[str, Callable[[str], object]] = {
    "yes_no": {"yes": True, "no": False}.__getitem__,
    "code": str,
    "date": date.fromisoformat,
    "number": int,
    "offsets": lambda cell: [int(number) for number in re.split("[-,]", cell)],
}
CARRIED_TYPES = {"source_row": "BIGINT"}


class Ran(NamedTuple):
    """One example and what came of it: an outcome, and its causes joined by semicolons."""

    example: Example
    outcome: str
    causes: str


@dataclass(frozen=True)
class Batch:
    """Examples that share their settings, judged together.

    ``places`` are their places among the rule's examples and their record ids; ``counted`` is what
    Great Expectations counted and ``findings`` what the findings query found.
    """

    places: Sequence[int]
    ran: Sequence[Ran]
    counted: Counted
    findings: pd.DataFrame


def run_examples(rule: Rule) -> list[Ran]:
    """Every example of a rule with its outcome and causes, in the order they are written."""
    placed = [pair for batch in judge_examples(rule) for pair in zip(batch.places, batch.ran, strict=True)]
    return [ran for _, ran in sorted(placed, key=lambda pair: pair[0])]


def judge_examples(rule: Rule) -> list[Batch]:
    """The same, with the counts and findings of each batch. PolicyError for a value that does not fit its column."""
    by_settings: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for place, example in enumerate(rule.examples):
        by_settings.setdefault(tuple(sorted(example.settings.items())), []).append(place)
    database = Database()
    try:
        suites = Suites(database)
        return [_judge(database, suites, rule, dict(given), places) for given, places in by_settings.items()]
    finally:
        database.close()


def _judge(database: Database, suites: Suites, rule: Rule, given: Mapping[str, str], places: Sequence[int]) -> Batch:
    pack = packs.load(PACK, {**packs.examples(PACK), **given}, code_lists())
    judgement = compile_rule(rule, pack, AS_OF, frozenset())
    relation = f"examples_{places[0]}"
    typical = {fact.name: _typical(fact) for fact in rule.view.facts.values()}
    left_out = {**typical, **in_scope_values(fill(rule.applies_to, pack, AS_OF))}
    _build(database, relation, rule, left_out, places)
    judged = judge(database, suites, [judgement], {rule.judges: relation})
    return Batch(places, _ran(database, relation, judgement, places), judged.counts[rule.id], judged.findings)


def _build(
    database: Database, relation: str, rule: Rule, left_out: Mapping[str, object], places: Sequence[int]
) -> None:
    """The view's table, holding the examples at these places."""
    facts = rule.view.facts
    columns = [f'"{name}" {CARRIED_TYPES.get(name, "VARCHAR")}' for name in views.CARRIED]
    columns += [f'"{fact.name}" {SQL_TYPES[fact.kind]}' for fact in facts.values()]
    database.connection.execute(f"CREATE TEMP TABLE {relation} ({', '.join(columns)})")
    marks = ", ".join("?" for _ in columns)
    for place in places:
        values = {**left_out, **_values(rule, rule.examples[place])}
        carried = (rule.view.main[0], str(place), None, "examples.csv", place + 2)
        row = [*carried, *(values[name] for name in facts)]
        database.connection.execute(f"INSERT INTO {relation} VALUES ({marks})", row)


def _values(rule: Rule, example: Example) -> dict[str, object]:
    return {name: _value(rule, name, cell) for name, cell in example.values.items()}


def _value(rule: Rule, name: str, cell: str) -> object:
    fact = rule.view.facts[name]
    place = f"{rule.chapter} rule {rule.id} examples: {name}"
    if not cell:
        if not fact.blank:
            raise PolicyError(f"{place} is never blank. Give a value in every row.")
        return None
    try:
        return mask(fact, cell.split(";")) if fact.kind == "codes" else READ[fact.kind](cell)
    except (KeyError, ValueError):
        raise PolicyError(f"{place} is '{cell}', which is no {fact.kind.replace('_', ' or ')}.") from None


def _typical(fact: views.Fact) -> object:
    given = fact.typical
    return mask(fact, given) if fact.kind == "codes" and isinstance(given, list) else given


def mask(fact: views.Fact, codes: Sequence[str]) -> int:
    """Codes as the database holds them, one bit each; ``none`` alone is no code. ValueError for an unknown one."""
    known = codes_of(fact.of)
    return sum(1 << known.index(code.strip()) for code in codes if codes != ["none"])


def _ran(database: Database, relation: str, judgement: Judgement, places: Sequence[int]) -> list[Ran]:
    """Each row's own outcome: the findings leave out those that comply and those out of scope."""
    cause = f"CASE WHEN {judgement.outcome} IN ('breach', 'conflict', 'undecided') THEN {judgement.cause} ELSE '' END"
    rows = database.connection.execute(
        f"SELECT CAST(record_id AS INTEGER), {judgement.outcome}, {cause} FROM {relation} ORDER BY source_row"
    ).fetchall()
    return [Ran(judgement.rule.examples[place], outcome, causes) for place, outcome, causes in rows]
