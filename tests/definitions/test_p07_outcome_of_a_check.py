"""P7, outcome of a check: off, not tested, could not run, failed, needs review, passed; and partly tested beside it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import checks
from checks.errors import PolicyError
from checks.intake.tables import declared
from checks.policy import packs
from checks.results.audit import Audit
from tests.definitions.told import AS_OF, DAY, Row, case, share
from tests.exports import write_export

pytestmark = pytest.mark.engine
GIVEN = packs.examples("combined")
DECISION = {"decision_id": "D1", "decision_type": "share", "decided_at": DAY, "subject_id": "P1"}
GOOD = share(disclosure_id="1", subject_id="P1", decision_id="D1")
OWN = """
- id: OWN-07
  title: A rule that fails on the records
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
"""


def run(
    tables: Mapping[str, Sequence[Row]], folder: Path, rule: str = "RAT-02", drop: str = "", **settings: object
) -> Audit:
    """An audit by one rule; ``drop`` is a ``table.column`` that the files do not have."""
    export = write_export(tables, folder / "export")
    if drop:
        table, column = drop.split(".")
        columns = [name for name in declared()[table].columns if name != column]
        rows = [",".join(row.get(name, "") for name in columns) for row in tables[table]]
        (export / f"{table}.csv").write_text("\n".join([",".join(columns), *rows]) + "\n", "utf-8")
    given = {**GIVEN, **{key.replace("__", "."): value for key, value in settings.items()}}
    return checks.check(export, pack="combined", as_of=AS_OF, settings=given, rules=[rule])


def outcome(found: Audit, rule: str = "RAT-02") -> tuple[str, str]:
    row = found.outcomes.set_index("rule_id").loc[rule]
    return str(row["status"]), str(row["reason"])


def shares(*rows: Row) -> dict[str, Sequence[Row]]:
    return {"decisions": [DECISION], "disclosures": rows}


STATUSES: dict[str, tuple[Sequence[Row], str]] = {
    "passed, where every row complies": ([GOOD | {"disclosed_at": "2026-10-25"}], "passed"),
    "failed, with any breach": ([GOOD, GOOD | {"disclosure_id": "2", "decision_id": ""}], "failed"),
    "failed, also beside what is undecided": (
        [GOOD | {"disclosed_at": ""}, GOOD | {"disclosure_id": "2", "decision_id": ""}], "failed",
    ),
    "needs_review, with none but some undecided": (
        [GOOD, GOOD | {"disclosure_id": "2", "disclosed_at": ""}], "needs_review",
    ),
    "not_tested, with no row in scope": ([GOOD | {"recipient_kind": "data_subject"}], "not_tested"),
    "not_tested, with no row": ([], "not_tested"),
}  # fmt: skip


@pytest.mark.parametrize("sentence", STATUSES)
def test_a_check_has(sentence: str, tmp_path: Path) -> None:
    rows, status = STATUSES[sentence]
    assert outcome(run(shares(*rows), tmp_path))[0] == status


def test_a_conflict_needs_review_too(tmp_path: Path) -> None:
    tables = {
        "cases": [case(case_id="C1", person_id="P1", status="destroyed", evidence_hold="yes", closed_on="2015-01-05")],
        "disposal_log": [
            {"disposal_id": "1", "object_type": "case", "object_id": "C1", "action": "destroyed",
             "reason": "subject_request", "disposed_on": DAY}
        ],
        "subject_access_requests": [
            {"sar_id": "1", "kind": "erase", "case_id": "C1", "outcome": "granted", "completed_on": DAY,
             "received_at": "2026-10-01"}
        ],
        "documents": [],
    }  # fmt: skip
    found = run(tables, tmp_path, "RET-02")
    assert found.outcomes.set_index("rule_id").loc["RET-02", ["breach", "conflict"]].tolist() == [0, 1]
    assert outcome(found, "RET-02")[0] == "needs_review"


def test_a_check_that_the_pack_does_not_have_is_off(tmp_path: Path) -> None:
    found = run(shares(GOOD), tmp_path, checks__on=["RAT-01"])
    assert outcome(found) == ("off", "pack combined has none of its clauses")


def test_a_check_that_fails_on_the_records_could_not_run(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own.yml").write_text(OWN, "utf-8")
    export = write_export({"decisions": [DECISION | {"rationale": "She asked us to do it"}]}, tmp_path / "export")
    found = checks.check(
        export, pack="combined", as_of=AS_OF, settings=GIVEN, rules=["OWN-07"], own_rules=tmp_path / "own"
    )
    assert outcome(found, "OWN-07")[0] == "could_not_run"


# What the export lacks.


def test_without_its_main_table_a_check_is_not_tested(tmp_path: Path) -> None:
    assert outcome(run({"decisions": [DECISION]}, tmp_path)) == ("not_tested", "table disclosures absent")


@pytest.mark.parametrize("column", ["disclosures.scope", "disclosures.decision_id", "decisions.decided_at"])
def test_without_an_r_or_c_column_that_it_reads_a_check_is_not_tested(column: str, tmp_path: Path) -> None:
    assert outcome(run(shares(GOOD), tmp_path, drop=column)) == ("not_tested", f"column {column} absent")


def test_a_column_that_it_does_not_read_is_no_matter(tmp_path: Path) -> None:
    assert outcome(run(shares(GOOD), tmp_path, drop="decisions.rationale"))[0] == "passed"


def test_such_a_column_supplied_empty_on_purpose_is_read_as_blank(tmp_path: Path) -> None:
    found = run(shares(GOOD | {"decision_id": ""}), tmp_path)
    assert found.findings["cause"].tolist() == ["no_decision"]


@pytest.mark.parametrize("drop", ["", "cases.evidence_hold"])
def test_an_absent_o_column_is_read_as_blank(drop: str, tmp_path: Path) -> None:
    rows = [case(case_id="C1", status="closed", opened_on="2010-01-05", closed_on="2011-01-05")]
    tables = {"cases": rows, "documents": [], "disposal_log": [], "decisions": [], "subject_access_requests": []}
    found = run(tables, tmp_path, "RET-01", drop)
    assert (outcome(found, "RET-01"), found.findings["cause"].tolist()) == (("failed", ""), ["overdue"])


def test_without_another_table_what_needs_it_is_undecided_and_the_check_partly_tested(tmp_path: Path) -> None:
    rows = [
        GOOD,
        GOOD | {"disclosure_id": "2", "decision_id": ""},
        GOOD | {"disclosure_id": "3", "recipient_kind": "data_subject"},
    ]
    found = run({"disclosures": rows}, tmp_path)
    came = dict(zip(found.findings["record_id"], found.findings["outcome"], strict=True))
    assert came == {"1": "undecided", "2": "breach"}
    said = "partly tested: table decisions absent, so what needs it is undecided or not judged"
    assert outcome(found) == ("failed", said)


def test_a_table_of_what_may_be_missing_must_be_there_but_may_be_empty(tmp_path: Path) -> None:
    tables = {"cases": [case(case_id="C1", person_id="P1", status="open")]}
    assert outcome(run(tables, tmp_path, "TRN-01"), "TRN-01") == ("not_tested", "table notices absent")
    found = run({**tables, "notices": []}, tmp_path, "TRN-01")
    assert (outcome(found, "TRN-01")[0], found.findings["cause"].tolist()) == ("failed", ["no_notice"])


def test_a_setting_still_at_ask_stops_the_run_until_it_has_a_value(tmp_path: Path) -> None:
    tables = {"cases": [case(case_id="C1", status="open")], "notices": []}
    export = write_export(tables, tmp_path)
    open_questions = sorted(packs.examples("combined"))
    assert open_questions
    with pytest.raises(PolicyError) as told:
        checks.check(export, pack="combined", as_of=AS_OF)
    assert [name for name in open_questions if name in str(told.value)] != []
    found = checks.check(export, pack="combined", as_of=AS_OF, settings=GIVEN, rules=["TRN-01"])
    assert outcome(found, "TRN-01")[0] == "failed"
