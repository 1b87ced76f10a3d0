"""Every rule's worked examples, on the real engine."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from checks.engine.examples import AS_OF, Batch, Ran, judge_examples, run_examples
from checks.engine.expectations import OUTCOMES
from checks.errors import PolicyError
from checks.intake.tables import code_lists
from checks.policy import packs
from checks.rules.compile import active_causes
from checks.rules.loader import rulebook

pytestmark = pytest.mark.engine
RULES = list(rulebook())
FOUND = ("breach", "conflict", "undecided")


@pytest.fixture(scope="module")
def batches() -> Mapping[str, Sequence[Batch]]:
    return {rule.id: judge_examples(rule) for rule in rulebook().values()}


def ran(batches: Mapping[str, Sequence[Batch]], rule_id: str) -> list[Ran]:
    return [one for batch in batches[rule_id] for one in batch.ran]


@pytest.mark.parametrize("rule_id", RULES)
def test_every_example_comes_out_as_it_says(batches: Mapping[str, Sequence[Batch]], rule_id: str) -> None:
    wrong = [
        (one.example.because, "expected", one.example.outcome, one.example.causes, "got", one.outcome, one.causes)
        for one in ran(batches, rule_id)
        if one.outcome != one.example.outcome
        or (one.example.causes != one.causes and (one.outcome != "undecided" or one.example.causes))
    ]
    assert wrong == []


@pytest.mark.parametrize("rule_id", RULES)
def test_great_expectations_counts_what_the_examples_say(batches: Mapping[str, Sequence[Batch]], rule_id: str) -> None:
    for batch in batches[rule_id]:
        outcomes = Counter(one.outcome for one in batch.ran)
        counted = {label: count for label, count in batch.counted.counts.items() if label in OUTCOMES}
        assert batch.counted.error == ""
        assert counted == {outcome: outcomes[outcome] for outcome in OUTCOMES}


@pytest.mark.parametrize("rule_id", RULES)
def test_the_findings_query_finds_what_the_examples_say(batches: Mapping[str, Sequence[Batch]], rule_id: str) -> None:
    for batch in batches[rule_id]:
        rows = batch.findings[["record_id", "outcome", "cause"]].itertuples(index=False, name=None)
        placed = zip(batch.places, batch.ran, strict=True)
        assert sorted(rows) == sorted((str(p), one.outcome, one.causes) for p, one in placed if one.outcome in FOUND)


def test_examples_come_back_in_the_order_they_are_written() -> None:
    rule = rulebook()["TPS-02"]
    assert [one.example for one in run_examples(rule)] == list(rule.examples)


def test_every_cause_can_be_raised_in_the_pack_the_examples_run_under() -> None:
    given = {**packs.examples("combined"), "retention.overlay": "england_wales"}  # which a cause of RET-02 asks for
    pack = packs.load("combined", given, code_lists())
    quiet = {rule.id: set(rule.breach) - set(active_causes(rule, pack)) for rule in rulebook().values()}
    assert {rule_id: causes for rule_id, causes in quiet.items() if causes} == {}


def test_the_run_date_of_the_examples_is_fixed() -> None:
    assert AS_OF.isoformat() == "2026-03-31"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("", "own.yml rule TPS-04 examples: of_a_case is never blank. Give a value in every row."),
        ("true", "own.yml rule TPS-04 examples: of_a_case is 'true', which is no yes or no."),
    ],
)
def test_a_value_that_does_not_fit_its_column_is_told_by_name(cell: str, said: str) -> None:
    rule = rulebook()["TPS-04"]
    example = replace(rule.examples[0], values={"of_a_case": cell})
    with pytest.raises(PolicyError) as told:
        run_examples(replace(rule, chapter="own.yml", examples=(example,)))
    assert str(told.value) == said
