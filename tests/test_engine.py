"""The engine: Great Expectations' counts, the findings beside them, and a rule that cannot run."""

import csv
import gc
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa

import checks
from checks.engine.database import Database
from checks.engine.expectations import OUTCOMES
from checks.engine.judge import judge
from checks.engine.suites import Expectation, Suites
from checks.facts import views
from checks.policy import packs
from checks.results.audit import Audit
from checks.rules.loader import rulebook
from tests.exports import SAMPLE, SAMPLE_AS_OF, SAMPLE_PACKS, Audited, audited, decided, pack_of, write_export
from tests.reference.fuzz import random_export
from tests.reference.fuzz_values import AS_OF

pytestmark = pytest.mark.engine
FOUND = ("breach", "conflict", "undecided")
ROOT = Path(__file__).parents[1]
OWN_CHAPTER = """
- id: OWN-01
  title: A rule that fails on the records themselves
  clauses: [D-11]
  headline: other
  severity: warning
  certainty: fact
  judges: decisions
  applies_to: "true"
  breach:
    cannot_compare: decision_type > rationale_chars
  blank:
    decision_type: undecided
    rationale_chars: undecided
  remedy: Mend the rule.
  why: Texts are not numbers.
  examples: |
    decision_type | expect    | because
                  | undecided | never run
- id: OWN-02
  title: A rule beside it that runs
  clauses: [D-11]
  headline: other
  severity: warning
  certainty: fact
  judges: decisions
  applies_to: "true"
  breach:
    nothing_written: NOT rationale_written
  blank: {}
  remedy: Write it.
  why: It shows that one rule fails alone.
  examples: |
    rationale_written | expect   | because
    yes               | complies | never run
"""


def audit_sample(pack: str, own_rules: Path | None = None) -> Audit:
    return checks.check(
        SAMPLE / "export", pack=pack, as_of=SAMPLE_AS_OF, settings=packs.examples(pack), own_rules=own_rules
    )


@pytest.fixture(scope="module")
def sample_audits() -> Mapping[str, Audit]:
    return {pack: audit_sample(pack) for pack in SAMPLE_PACKS}


@pytest.fixture(scope="module")
def with_failing_rule(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    folder = tmp_path_factory.mktemp("own")
    (folder / "own.yml").write_text(OWN_CHAPTER, encoding="utf-8")
    return audit_sample("combined", folder)


@pytest.fixture(scope="module", params=[11, 12])
def random_records(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    folder = tmp_path_factory.mktemp("fuzz")
    write_export(random_export(request.param, 3), folder)
    with audited(folder, pack_of("combined"), AS_OF) as records:
        yield records


def counted(audit: Audit) -> dict[tuple[str, str], int]:
    rows = audit.outcomes.set_index("rule_id")[list(FOUND)].to_dict("index").items()
    return {(str(rule), outcome): counts[outcome] for rule, counts in rows for outcome in FOUND if counts[outcome]}


@pytest.mark.parametrize("pack", SAMPLE_PACKS)
def test_great_expectations_and_the_findings_query_count_the_same_on_the_sample(
    sample_audits: Mapping[str, Audit], pack: str
) -> None:
    audit = sample_audits[pack]
    assert counted(audit) == Counter(zip(audit.findings["rule_id"], audit.findings["outcome"], strict=True))


def test_great_expectations_counts_the_outcome_of_every_single_record(random_records: Audited) -> None:
    judgements = random_records.select().judgements
    relations = {name: view.step for name, view in views.views().items()}
    judged = judge(random_records.database, Suites(random_records.database), judgements, relations)
    outcomes = {rule: Counter(by_record.values()) for rule, by_record in random_records.outcomes(judgements).items()}
    by_rule = {rule: {outcome: counts[outcome] for outcome in OUTCOMES} for rule, counts in outcomes.items()}
    found = Counter(zip(judged.findings["rule_id"], judged.findings["outcome"], strict=True))
    assert set(by_rule) == set(rulebook()) - {"TPS-05"}  # which runs where its setting is yes
    assert {rule: {o: one.counts[o] for o in OUTCOMES} for rule, one in judged.counts.items()} == by_rule
    assert found == {(rule, o): counts[o] for rule, counts in outcomes.items() for o in FOUND if counts[o]}


@pytest.mark.parametrize("pack", SAMPLE_PACKS)
def test_findings_on_the_sample_equal_its_answer_key(sample_audits: Mapping[str, Audit], pack: str) -> None:
    with (SAMPLE / "answer_key" / f"{pack}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["rule_id"] in rulebook()]
    key = [(row["rule_id"], row["record_id"], row["outcome"], row["cause"]) for row in rows]
    columns = ["rule_id", "record_id", "outcome", "cause"]
    found = sample_audits[pack].findings[columns].itertuples(index=False, name=None)
    assert [decided(row) for row in found] == [decided(row) for row in sorted(key)]


@pytest.mark.parametrize("pack", SAMPLE_PACKS)
def test_every_rule_of_the_rulebook_has_one_outcome_and_none_fails_to_run(
    sample_audits: Mapping[str, Audit], pack: str
) -> None:
    outcomes = sample_audits[pack].outcomes
    assert list(outcomes["rule_id"]) == list(rulebook())
    assert list(outcomes.loc[outcomes["status"] == "could_not_run", "rule_id"]) == []


def test_a_rule_that_fails_on_the_records_fails_alone(
    sample_audits: Mapping[str, Audit], with_failing_rule: Audit
) -> None:
    outcomes = with_failing_rule.outcomes.set_index("rule_id")
    plain = sample_audits["combined"]
    own = with_failing_rule.findings["rule_id"].str.startswith("OWN")
    assert outcomes.loc["OWN-01", "status"] == "could_not_run"
    assert outcomes.loc["OWN-02", "status"] == "failed"
    assert outcomes.drop(["OWN-01", "OWN-02"]).reset_index().equals(plain.outcomes)
    assert with_failing_rule.findings[~own].reset_index(drop=True).equals(plain.findings)
    assert set(with_failing_rule.findings.loc[own, "rule_id"]) == {"OWN-02"}


def test_the_reason_of_a_rule_that_could_not_run_quotes_no_record(with_failing_rule: Audit) -> None:
    row = with_failing_rule.outcomes.set_index("rule_id").loc["OWN-01"]
    assert row["reason"]
    assert [word for word in ("share", "withhold", "'", "DEC-") if word in row["reason"]] == []
    assert row[["in_scope", "complies", *FOUND]].sum() == 0


def test_each_view_is_scanned_once_for_all_its_rules(random_records: Audited) -> None:
    judgements = random_records.select().judgements
    suites = Suites(random_records.database)
    scans: list[str] = []

    @sa.event.listens_for(random_records.database.engine, "before_cursor_execute")
    def watched(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        scans.extend(re.findall(r"FROM \"?(\w+_judged)", statement)[:1] if "histogram(" in statement else [])

    judge(random_records.database, suites, judgements, {name: view.step for name, view in views.views().items()})
    sa.event.remove(random_records.database.engine, "before_cursor_execute", watched)
    assert sorted(scans) == sorted({views.views()[one.rule.judges].step for one in judgements})


def test_one_suite_counts_each_relation_by_itself() -> None:
    database = Database()
    database.connection.execute("CREATE TABLE few AS SELECT unnest(range(3)) AS n")
    database.connection.execute("CREATE TABLE many AS SELECT unnest(range(30)) AS n")
    given = [Expectation(f"{name} {n}", name, dict.fromkeys(OUTCOMES, f"n >= {n}"), "counts")
             for n in (0, 2) for name in ("few", "many")]  # fmt: skip
    result = Suites(database).run("both", given)
    database.close()
    found = {key: counted.counts["breach"] for key, counted in result.items()}
    assert found == {"few 0": 3, "many 0": 30, "few 2": 1, "many 2": 28}


def test_suites_that_are_collected_leave_the_database_to_others() -> None:
    database = Database()
    database.connection.execute("CREATE TABLE few AS SELECT unnest(range(3)) AS n")
    given = [Expectation("few", "few", dict.fromkeys(OUTCOMES, "n > 0"), "counts")]
    Suites(database).run("few", given)
    others = Suites(database)
    gc.collect()
    assert others.run("few", given)["few"].counts == dict.fromkeys(OUTCOMES, 2)
    database.close()


def test_results_are_matched_by_key_whatever_their_order() -> None:
    database = Database()
    database.connection.execute("CREATE TABLE numbers AS SELECT unnest(range(10)) AS n")
    given = [Expectation(f"K{n}", "numbers", dict.fromkeys(OUTCOMES, f"n < {n}"), "counts") for n in (7, 1, 9, 3)]
    result = Suites(database).run("numbers", given)
    database.close()
    assert {key: counted.counts["breach"] for key, counted in result.items()} == {"K7": 7, "K1": 1, "K9": 9, "K3": 3}


WATCH = """
import os, sys
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "great_expectations":
            raise SystemExit(0 if os.environ.get("GX_ANALYTICS_ENABLED") == "false" else 1)
sys.meta_path.insert(0, Watch())
import checks.engine.{module}
raise SystemExit(2)
"""


@pytest.mark.parametrize("module", ["database", "examples", "gate", "judge", "suites"])
def test_telemetry_is_off_before_great_expectations_is_imported(module: str) -> None:
    free = {name: value for name, value in os.environ.items() if name != "GX_ANALYTICS_ENABLED"}
    watched = [sys.executable, "-c", WATCH.format(module=module)]
    assert subprocess.run(watched, env=free, cwd=ROOT, check=False).returncode == 0
