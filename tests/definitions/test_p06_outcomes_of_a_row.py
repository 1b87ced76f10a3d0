"""P6, outcomes of a row: which of several comes first, what a finding lists, and what is counted."""

from pathlib import Path

import pytest

from checks.engine.examples import Batch, judge_examples
from checks.output import themes
from checks.rules.loader import with_own
from tests.definitions.told import share
from tests.facts.judged import audit

pytestmark = pytest.mark.engine
RULE = """
- id: OWN-06
  title: What went is recorded
  clauses: [D-11]
  headline: other
  severity: warning
  certainty: fact
  judges: disclosures
  applies_to: external
  breach:
    what_missing: NOT what_shared_said
    purpose_missing: NOT purpose_said
    basis_bad: basis = 'none'
  conflict:
    what_missing: serious_concern_linked
  undecided:
    owner_unknown: consent_of_unknown
  blank:
    basis: undecided
  remedy: Write it down.
  why: It holds every outcome that a row can have.
  examples: |
    external | what_shared_said | purpose_said | basis | serious_concern_linked | consent_of_unknown | expect | because
"""
ROWS = """
    yes | yes | yes | consent | no  | no  | complies                                      | nothing is wrong
    yes | yes | yes | consent | yes | no  | complies                                      | a conflict needs its cause
    yes | no  | yes | consent | no  | no  | breach what_missing                           | one cause
    yes | no  | no  | none    | no  | no  | breach basis_bad;purpose_missing;what_missing | all of them, by the alphabet
    yes | no  | yes | consent | yes | no  | conflict what_missing                         | what it names becomes one
    yes | yes | no  | consent | yes | no  | breach purpose_missing                        | another does not
    yes | no  | no  | consent | yes | no  | breach purpose_missing;what_missing           | first, and lists both
    yes | yes | yes | consent | no  | yes | undecided owner_unknown                       | nobody can tell
    yes | yes | yes |         | no  | no  | undecided basis_unknown                       | a blank may hide a cause
    yes | yes | yes |         | no  | yes | undecided basis_unknown;owner_unknown         | both
    yes | yes | no  |         | no  | yes | breach purpose_missing                        | it goes before undecided
    yes | no  | yes |         | yes | yes | conflict what_missing                         | so does a conflict
    no  | no  | no  | none    | yes | yes | out_of_scope                                  | whatever else holds
"""
COUNTS = {"complies": 2, "breach": 5, "conflict": 2, "undecided": 3}


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    folder = tmp_path_factory.mktemp("own")
    (folder / "own.yml").write_text(RULE.rstrip() + ROWS, "utf-8")
    [found] = judge_examples(with_own(folder)["OWN-06"])
    return found


@pytest.mark.parametrize("place", range(len(ROWS.strip().splitlines())))
def test_of_several_outcomes_the_first_in_order_stands(batch: Batch, place: int) -> None:
    came = batch.ran[place]
    assert f"{came.outcome} {came.causes}" == f"{came.example.outcome} {came.example.causes}"


def test_every_row_in_scope_is_counted_once_and_no_other(batch: Batch) -> None:
    assert {outcome: batch.counted.counts[outcome] for outcome in COUNTS} == COUNTS
    assert sum(COUNTS.values()) == len(batch.ran) - 1


def test_a_rule_has_one_finding_a_record_and_none_of_those_that_comply(batch: Batch) -> None:
    found = dict(zip(batch.findings["record_id"], batch.findings["outcome"], strict=True))
    assert len(found) == len(batch.findings)
    told = {str(place): came.outcome for place, came in enumerate(batch.ran)}
    assert found == {record: outcome for record, outcome in told.items() if outcome not in ("complies", "out_of_scope")}


def test_a_headline_counts_a_record_once_however_many_rules_find_it(tmp_path: Path) -> None:
    said = {
        "what_shared": "Her address",
        "recipient_name": "The force",
        "purpose": "Her safety",
        "purpose_code": "safeguarding",
    }
    rows = [
        share(disclosure_id="1", subject_id="P1"), share(disclosure_id="2", subject_id="P1"),
        share(disclosure_id="3", subject_id="P1", **said),
    ]  # fmt: skip
    found = audit({"disclosures": rows, "decisions": []}, tmp_path, ["RAT-02", "RAT-04"])
    assert len(found.findings) == 5
    assert themes.select(found, "missing_rationale").records() == {"breach": 3, "conflict": 0, "undecided": 0}
