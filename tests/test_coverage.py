"""The clause register: every clause of a pack once, and nothing called covered that is not."""

import ast
import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from checks.policy.clauses import register
from checks.policy.packs import names
from checks.rules.coverage import COLUMNS, STATUSES, as_csv, as_table, coverage, proofs, totals
from checks.rules.loader import rulebook
from checks.rules.practice import is_on, policy_names, shipped
from checks.runs.cli import main

ROOT = Path(__file__).parents[1]
PACKS = pytest.mark.parametrize("pack", names())
PREFIXES = {"derbyshire": "D", "women-dvpp": "O", "hampshire": "H", "manchester": "M", "coventry": "C"}

TOTALS = {  # enforced, attested, product, open
    "combined": (343, 33, 8, 0),
    "women-dvpp": (112, 10, 4, 0),
    "manchester": (105, 18, 2, 0),
    "derbyshire": (41, 1, 2, 0),
    "hampshire": (61, 2, 0, 0),
    "coventry": (24, 2, 0, 0),
}


def test_combined_lists_all_384_clauses_each_once_in_order() -> None:
    listed = [line.clause.clause_id for line in coverage(shipped()["combined"], rulebook())]
    assert len(listed) == 384
    assert listed == list(register())


@pytest.mark.parametrize(("pack", "prefix"), PREFIXES.items())
def test_each_pack_lists_its_own_clauses_and_no_other(pack: str, prefix: str) -> None:
    listed = [line.clause.clause_id for line in coverage(shipped()[pack], rulebook())]
    assert listed == [clause_id for clause_id in register() if clause_id.startswith(f"{prefix}-")]


@PACKS
def test_enforced_means_that_a_rule_on_in_the_pack_cites_the_clause(pack: str) -> None:
    for line in coverage(shipped()[pack], rulebook()):
        on = [rule for rule in rulebook().values() if is_on(rule, shipped()[pack])]
        citing = tuple(rule.id for rule in on if line.clause.clause_id in rule.clauses)
        assert line.rules == citing
        assert (line.status in ("enforced", "attested")) == bool(citing)


def test_a_rule_that_is_off_enforces_nothing() -> None:
    lines = {line.clause.clause_id: line for line in coverage(shipped()["hampshire"], rulebook())}
    assert not is_on(rulebook()["RET-01"], shipped()["hampshire"])
    assert all("RET-01" not in line.rules for line in lines.values())


def test_every_duty_that_a_person_vouches_for_is_attested() -> None:
    lines = [line for line in coverage(shipped()["combined"], rulebook()) if line.clause.met_by == "attestation"]
    assert Counter(line.status for line in lines) == {"attested": 33}
    assert {line.rules for line in lines} == {("GOV-02",)}


def test_only_clauses_about_the_audit_itself_are_proved_by_tests() -> None:
    assert {register()[clause_id].met_by for clause_id in proofs()} == {"tool"}
    lines = [line for line in coverage(shipped()["combined"], rulebook()) if line.status == "product"]
    assert {line.clause.clause_id: line.tests for line in lines} == dict(proofs())


@pytest.mark.parametrize("test", [test for tests in proofs().values() for test in tests])
def test_every_test_that_proves_a_clause_exists(test: str) -> None:
    path, _, name = test.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@PACKS
def test_no_clause_of_any_pack_is_open_and_the_totals_are_known(pack: str) -> None:
    lines = coverage(shipped()[pack], rulebook())
    assert list(totals(lines)) == list(STATUSES)
    assert tuple(totals(lines).values()) == TOTALS[pack]
    assert sum(TOTALS[pack]) == len(lines)


def test_every_clause_about_the_audit_itself_is_proved() -> None:
    assert set(proofs()) == {clause.clause_id for clause in register().values() if clause.met_by == "tool"}


def test_the_csv_has_its_header_and_one_line_a_clause(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["coverage", "--pack", "manchester", "--csv"])
    text = capsys.readouterr().out
    lines = coverage(shipped()["manchester"], rulebook())
    rows = list(csv.DictReader(io.StringIO(text)))
    assert (left.value.code, text) == (0, as_csv(lines))
    assert text.splitlines()[0] == ",".join(COLUMNS) == "clause_id,source,testable,status,rules"
    assert [row["clause_id"] for row in rows] == [line.clause.clause_id for line in lines]
    assert next(row for row in rows if row["clause_id"] == "M-8.7a") == {
        "clause_id": "M-8.7a", "source": "003 8, rule 7", "testable": "records", "status": "enforced",
        "rules": "RAT-01;RAT-02",
    }  # fmt: skip


def test_the_table_opens_with_the_totals_and_says_what_each_clause_asks(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["coverage", "--pack", "women-dvpp"])
    text = capsys.readouterr().out
    pack = shipped()["women-dvpp"]
    lines = coverage(pack, rulebook())
    assert text == as_table(pack, lines)
    assert text.splitlines()[1] == f"126 clauses: {', '.join(f'{n} {status}' for status, n in totals(lines).items())}."
    assert [line for line in lines if line.clause.duty not in text] == []
    assert [test for line in lines for test in line.tests if test not in text] == []


def test_an_unknown_pack_is_refused_with_the_nearest_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["coverage", "--pack", "manchster"])
    assert left.value.code == 2
    assert "Did you mean manchester?" in capsys.readouterr().err


def test_every_policy_has_the_name_of_its_own_pack() -> None:
    assert set(policy_names()) == {clause.policy for clause in register().values()}
