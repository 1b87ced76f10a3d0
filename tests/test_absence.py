"""What an export lacks is never read as compliance: tables empty or absent, and columns that are not there."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import checks
from checks.facts.lineage import Origin, Relation
from checks.intake.load import Loaded
from checks.intake.tables import code_lists, declared
from checks.policy import packs
from checks.results.build import COUNTED, outcome_row
from checks.rules.loader import rulebook
from checks.rules.model import Rule
from checks.rules.select import select
from tests.exports import Audited, audited, without_table, write_export
from tests.reference.fuzz import TABLES, random_export
from tests.reference.fuzz_values import AS_OF

pytestmark = pytest.mark.engine
SEED, SIZE = 38, 4  # an export on which every rule finds breaches and records that comply
RULES = list(rulebook().values())
PACK = "combined"
# every rule is on, and reads all that it can
GIVEN = {**packs.examples(PACK), "third_party.near_names": "yes", "retention.overlay": "scotland"}
FULL = packs.load(PACK, GIVEN, code_lists())
UNITS = ("policies", "attested_clauses")  # judged by what a setting asks for, with or without a record of it
Outcomes = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Lacking:
    """What came of an export that lacks one table: outcomes by rule and record, and why rules were set aside."""

    outcomes: Outcomes
    partly: Mapping[str, str]
    set_aside: Mapping[str, tuple[str, str]]


def origin(rule: Rule) -> Origin:
    """Everything a rule reads when nothing is absent."""
    found = Origin()
    for side in sides_of(rule):
        found |= side.rows | side.columns["record_id"]
        for column in rule.columns:
            found |= side.columns[column]
    return found


def needed(rule: Rule) -> list[tuple[str, str]]:
    """The R and C columns it reads."""
    pairs = [(table, column) for table, column in origin(rule).columns if column]
    return sorted((table, column) for table, column in pairs if declared()[table].columns[column].need != "O")


def without_column(loaded: Loaded, table: str, column: str) -> Loaded:
    return replace(loaded, columns={**loaded.columns, table: loaded.columns[table] - {column}})


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    folder = write_export(random_export(SEED, SIZE), tmp_path_factory.mktemp("records"))
    with audited(folder, FULL, AS_OF) as found:
        yield found


@pytest.fixture(scope="module")
def whole(records: Audited) -> Outcomes:
    return records.outcomes(records.select().judgements)


@pytest.fixture(scope="module")
def lacking(records: Audited, whole: Outcomes) -> Mapping[str, Lacking]:
    """The same records without each table in turn."""
    found = {}
    for table in TABLES:
        with records.without(table) as loaded:
            selection = records.select(loaded)
            outcomes = records.outcomes(selection.judgements)
        found[table] = Lacking(outcomes, selection.partly, selection.set_aside)
    return found


def changes(whole: Outcomes, lacking: Lacking) -> list[tuple[str, str, str, str]]:
    """(rule, record, outcome before, outcome after) of every record that both judged."""
    return [
        (rule, record, before, lacking.outcomes[rule][record])
        for rule, by_record in whole.items()
        for record, before in by_record.items()
        if record in lacking.outcomes.get(rule, {}) and lacking.outcomes[rule][record] != before
    ]


def test_every_rule_judges_records_of_every_outcome_it_has_when_nothing_is_absent(whole: Outcomes) -> None:
    assert set(whole) == set(rulebook())
    assert [rule for rule, by_record in whole.items() if "breach" not in by_record.values()] == []
    assert [rule for rule, by_record in whole.items() if "complies" not in by_record.values()] == []


@pytest.mark.parametrize("tables", [TABLES, ["agencies"]], ids=["headers only", "main tables absent"])
def test_no_rule_passes_without_records_and_each_says_which_table(tables: list[str], tmp_path: Path) -> None:
    write_export({table: [] for table in tables}, tmp_path)
    audit = checks.check(tmp_path, pack=PACK, as_of=AS_OF, settings=GIVEN)
    outcomes = audit.outcomes.set_index("rule_id")
    # what a policy document says, or that there is none, is judged where the register is there, empty or not
    asked = {rule.id for rule in RULES if rule.view.name in UNITS and tables == TABLES}
    assert {rule: outcomes.loc[rule, "status"] for rule in asked} == dict.fromkeys(asked, "failed")
    outcomes = outcomes.drop(list(asked))
    assert set(outcomes["status"]) == {"not_tested"}
    assert outcomes[["in_scope", "complies", "breach", "conflict", "undecided"]].to_numpy().sum() == 0
    reasons = outcomes["reason"].to_dict()
    named = {rule.id for rule in RULES if any(table in reasons.get(rule.id, "") for table in rule.view.main)}
    assert set(reasons) - named == set()
    assert set(audit.findings["rule_id"]) == asked


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_whose_main_table_is_absent_is_not_tested_and_names_it(records: Audited, rule: Rule) -> None:
    loaded = records.loaded
    for table in rule.view.main:
        loaded = without_table(loaded, table)
    aside = select({rule.id: rule}, [rule.id], records.pack, AS_OF, loaded).set_aside
    assert aside == {rule.id: ("not_tested", f"table {' and '.join(rule.view.main)} absent")}


@pytest.mark.parametrize("table", TABLES)
def test_a_rule_that_reads_an_absent_table_names_it(lacking: Mapping[str, Lacking], table: str) -> None:
    readers = {rule.id for rule in RULES if table in origin(rule).tables}
    reasons = {**lacking[table].partly, **{rule: reason for rule, (_, reason) in lacking[table].set_aside.items()}}
    assert {rule for rule, reason in reasons.items() if table in reason} == readers


@pytest.mark.parametrize("table", TABLES)
def test_only_rules_that_say_so_judge_otherwise_without_a_table(
    whole: Outcomes, lacking: Mapping[str, Lacking], table: str
) -> None:
    readers = {rule.id for rule in RULES if table in origin(rule).tables}
    assert {rule for rule, *_ in changes(whole, lacking[table])} - readers == set()


@pytest.mark.parametrize("table", TABLES)
def test_without_a_table_no_breach_becomes_compliance_and_no_compliance_a_breach(
    whole: Outcomes, lacking: Mapping[str, Lacking], table: str
) -> None:
    """A record that may be out of scope complies where it would comply if it were in scope; without the table that
    shows the conflict, what breaks the rule breaks it; and what may still wait for the thing that the table shows
    does not comply yet."""
    allowed = {
        "breach": {"undecided"},
        "conflict": {"undecided", "breach"},
        "undecided": {"undecided"},
        "complies": {"undecided"},
        "out_of_scope": {"undecided", "complies"},
    }
    waiting = {(rule.id, "complies", "out_of_scope") for rule in RULES if rule.waiting is not None}
    found = [one for one in changes(whole, lacking[table]) if (one[0], *one[2:]) not in waiting]
    assert [one for one in found if one[3] not in allowed[one[2]]] == []


@pytest.mark.parametrize("table", TABLES)
def test_a_record_is_gone_only_with_the_table_it_is_kept_in(
    whole: Outcomes, lacking: Mapping[str, Lacking], table: str
) -> None:
    gone = {
        rule
        for rule, by_record in lacking[table].outcomes.items()
        for record, outcome in whole[rule].items()
        if record not in by_record and outcome != "out_of_scope"
    }
    # contacts are judged where case_people says that they reach a partner; no contact breaks a rule by itself
    assert gone - branches(table) - ({"DIS-01"} if table == "case_people" else set()) == set()


def sides_of(rule: Rule) -> Sequence[Relation]:
    return rule.view.sides(rule.applies_to, pack=FULL)


def branches(table: str) -> set[str]:
    """The rules that judge records of this table among others."""
    return {rule.id for rule in RULES if any(table in side.spine for side in sides_of(rule))}


@pytest.mark.parametrize("table", TABLES)
def test_no_rule_passes_without_a_table_it_reads_unless_all_it_lost_is_that_tables_own_records(
    lacking: Mapping[str, Lacking], table: str
) -> None:
    """Then the records it still has are judged whole, and its reason names the table."""
    passed = set()
    for rule in RULES:
        if table in origin(rule).tables and rule.id in lacking[table].outcomes:
            counts = dict.fromkeys(COUNTED, 0) | Counter(lacking[table].outcomes[rule.id].values())
            row = outcome_row(rule.id, counts, "", lacking[table].partly[rule.id])
            passed |= {rule.id} if row["status"] == "passed" else set()
            assert table in str(row["reason"])
    assert passed - branches(table) == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_not_tested_without_any_one_column_it_needs_and_names_it(records: Audited, rule: Rule) -> None:
    said = {}
    for table, column in needed(rule):
        loaded = without_column(records.loaded, table, column)
        said[table, column] = select({rule.id: rule}, [rule.id], records.pack, AS_OF, loaded).set_aside.get(rule.id)
    assert said
    assert said == {(t, c): ("not_tested", f"column {t}.{c} absent") for t, c in needed(rule)}


def test_columns_absent_from_the_files_are_named_by_every_rule_that_needs_them(tmp_path: Path) -> None:
    dropped = {"disclosures": "info_categories", "decisions": "rationale", "cases": "closed_on", "documents": "section",
               "access_log": "user_id", "disposal_log": "action", "authorisations": "staff_id"}  # fmt: skip
    write_export(random_export(SEED, 1), tmp_path)
    for table, column in dropped.items():
        drop_columns(tmp_path / f"{table}.csv", {column})
    audit = checks.check(tmp_path, pack=PACK, as_of=AS_OF, settings=GIVEN)
    outcomes = audit.outcomes.set_index("rule_id")
    affected = {rule.id: sorted(set(dropped.items()) & set(needed(rule))) for rule in RULES}
    assert {rule: outcomes.loc[rule, "reason"] for rule, lost in affected.items() if lost} == {
        rule: f"column {', '.join(f'{table}.{column}' for table, column in lost)} absent"
        for rule, lost in affected.items()
        if lost
    }
    assert {outcomes.loc[rule, "status"] for rule, lost in affected.items() if lost} == {"not_tested"}


def test_an_absent_optional_column_reads_as_blank(tmp_path: Path) -> None:
    optional = {
        table: {name for name, column in declared()[table].columns.items() if column.need == "O"} for table in TABLES
    }
    export = random_export(SEED, 2)
    blanked = {
        table: [{name: "" if name in optional[table] else value for name, value in row.items()} for row in rows]
        for table, rows in export.items()
    }
    blank, absent = write_export(blanked, tmp_path / "blank"), write_export(export, tmp_path / "absent")
    for table in TABLES:
        drop_columns(absent / f"{table}.csv", optional[table])
    found = []
    for folder in (blank, absent):
        with audited(folder, FULL, AS_OF) as records:
            selection = records.select()
            found.append((records.outcomes(selection.judgements), selection.partly, selection.set_aside))
    assert sum(map(len, optional.values())) > 10
    assert set(found[0][0]) == set(rulebook())
    assert found[1] == found[0]


def drop_columns(path: Path, columns: set[str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
        file.seek(0)
        kept = [name for name in next(csv.reader(file)) if name not in columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, kept, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


URGENT = {
    "decisions": [
        {"decision_id": "DE1", "subject_id": "P1", "case_id": "C1", "decided_at": "2026-10-31T09:00",
         "decision_type": "share", "considered": "urgency", "concern_id": "K1"}
    ],
    "safeguarding_concerns": [
        {"concern_id": "K1", "case_id": "C1", "kind": "serious_harm_to_other", "raised_at": "2026-10-31T08:00"}
    ],
    "disclosures": [
        {"disclosure_id": "DI1", "case_id": "C1", "subject_id": "P1", "disclosed_at": "2026-10-31T10:00",
         "recipient_kind": "police", "scope": "external", "info_categories": "risk", "basis": "risk_to_other",
         "decision_id": "DE1"}
    ],
}  # fmt: skip


def aut_01(tables: Mapping[str, list[dict[str, str]]], folder: Path) -> dict[str, str]:
    given = {"manager.emergency_hours": 24}
    pack = packs.load(PACK, {**packs.examples(PACK), **given}, code_lists())
    with audited(write_export(tables, folder), pack, AS_OF) as records:
        return records.outcomes(records.select().judgements)["AUT-01"]


def test_an_emergency_waits_for_its_manager_while_the_hours_run(tmp_path: Path) -> None:
    assert aut_01({**URGENT, "authorisations": []}, tmp_path) == {"DI1": "out_of_scope"}


def test_an_emergency_does_not_comply_where_no_table_can_show_its_manager(tmp_path: Path) -> None:
    assert aut_01(URGENT, tmp_path)["DI1"] != "complies"
