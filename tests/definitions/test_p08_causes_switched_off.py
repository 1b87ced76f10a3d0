"""P8, causes switched off: by the pack's list, by a setting that is off, by a list that demands nothing."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import checks
from checks.engine.database import Database
from checks.facts import views
from checks.facts.fill import settings_read
from checks.intake.load import load
from checks.policy import packs
from checks.policy.settings import OFF, Value, catalogue
from checks.rules.compile import active_causes
from checks.rules.loader import rulebook
from checks.rules.select import select
from tests.definitions.told import AS_OF, DAY, Told, share, tell
from tests.exports import Audited, pack_of, write_export
from tests.facts.judged import audit, judged
from tests.reference.fuzz import random_export
from tests.reference.fuzz_values import AS_OF as RANDOM_AS_OF

pytestmark = pytest.mark.engine
LISTS = [name for name in catalogue() if name.startswith("causes_off.")]
READ = [
    (rule.id, cause, name)
    for rule in rulebook().values()
    for cause, tree in rule.breach.items()
    for name in dict.fromkeys(settings_read(tree))
    if name in catalogue() and not name.startswith("causes_off.")
]
DEMANDED = [(rule, cause, name) for rule, cause, name in READ if catalogue()[name].demands]
PACK = pack_of("combined")
SHORT = {"decision_id": "D1", "decision_type": "share", "rationale": "Because", "decided_at": DAY}


def causes(rule: str, name: str, given: Value) -> tuple[str, ...]:
    """The causes that the rule raises where that setting has that value."""
    return active_causes(rulebook()[rule], replace(PACK, values={**PACK.values, name: given}, unanswered=()))


@pytest.mark.parametrize("name", LISTS)
def test_a_cause_that_the_list_names_is_not_raised_and_the_others_are(name: str) -> None:
    rule = name.removeprefix("causes_off.")
    every = causes(rule, name, ())
    assert every
    assert {cause: causes(rule, name, (cause,)) for cause in every} == {
        cause: tuple(other for other in every if other != cause) for cause in every
    }


def test_only_findings_of_the_other_causes_come_of_it(tmp_path: Path) -> None:
    tables = {"disclosures": [share(disclosure_id="1", what_shared="Her address")]}
    every = {("RAT-04", "1"): "breach no_purpose;no_purpose_code;no_recipient"}
    off = ["no_purpose", "no_recipient"]
    found = [judged(tables, tmp_path, ["RAT-04"], **{"causes_off.RAT-04": given}) for given in ([], off)]
    assert found == [every, {("RAT-04", "1"): "breach no_purpose_code"}]


def test_with_every_cause_off_the_check_is(tmp_path: Path) -> None:
    found = audit({"disclosures": [share(disclosure_id="1")]}, tmp_path, ["RAT-04"], **{
        "causes_off__RAT-04": list(rulebook()["RAT-04"].breach)
    }).outcomes.set_index("rule_id")  # fmt: skip
    assert found.loc["RAT-04", ["status", "reason"]].tolist() == ["off", "pack combined raises none of its causes"]


@pytest.mark.parametrize(("rule", "cause", "name"), READ)
def test_a_cause_that_reads_a_setting_that_is_off_is_not_raised(rule: str, cause: str, name: str) -> None:
    assert cause not in causes(rule, name, OFF)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[tuple[str, str]]]:
    """(rule, cause) of every breach in random records: by the pack, and with nothing on any list that demands."""
    packs_of = {
        "demanding": pack_of("combined", storage__electronic_tests=["no_password", "not_compliant"]),
        "demanding nothing": pack_of("combined", **dict.fromkeys((name for *_, name in DEMANDED), "none")),
    }
    tables = random_export(33, 3)
    for kind in ("confidentiality", "privacy_statement"):  # the latest of each, and nothing said of it
        tables["policy_register"].append({"policy_id": kind, "kind": kind, "approved_on": RANDOM_AS_OF.isoformat()})
    tables["storage_locations"].append({"location_id": "open", "kind": "laptop", "holds_personal_data": "yes"})
    folder = write_export(tables, tmp_path_factory.mktemp("random"))
    rules = {rule: rulebook()[rule] for rule, *_ in DEMANDED}
    wanted = {rule.judges: set(rule.view.facts) | {"row_key"} for rule in rules.values()}
    database = Database()
    try:
        loaded = load(database.connection, folder, RANDOM_AS_OF, PACK.items("rationale.placeholders"))
        views.prepare(database.connection)
        raised = {}
        for label, pack in packs_of.items():
            views.build(database.connection, wanted, pack, RANDOM_AS_OF, once=False)
            judgements = select(rules, list(rules), pack, RANDOM_AS_OF, loaded).judgements
            came = Audited(database, loaded, pack, RANDOM_AS_OF).found(judgements)
            raised[label] = {
                (rule, cause)
                for (rule, _), (outcome, said) in came.items()
                if outcome != "undecided"
                for cause in said.split(";")
            }
        return raised
    finally:
        database.close()


@pytest.mark.parametrize(("rule", "cause"), dict.fromkeys((rule, cause) for rule, cause, _ in DEMANDED))
def test_nor_is_one_that_reads_a_list_that_demands_nothing(
    found: Mapping[str, set[tuple[str, str]]], rule: str, cause: str
) -> None:
    assert (rule, cause) in found["demanding"]
    assert (rule, cause) not in found["demanding nothing"]


def test_no_cause_is_lost_for_a_list_that_clears_with_nothing_on_it() -> None:
    clearing = [(r, c, n) for r, c, n in READ if catalogue()[n].kind == "list" and not catalogue()[n].demands]
    assert len(clearing) > 5
    assert [(r, c, n) for r, c, n in clearing if c not in causes(r, n, ())] == []


def test_a_list_that_accepts_with_nothing_on_it_accepts_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    story = {"one": Told("disclosures.basis_accepted", False, {"disclosures": [share(basis="consent")]})}
    for place, own in enumerate(["none", "off"]):
        pack = pack_of("combined", exceptions__other=own)
        assert tell(story, tmp_path_factory.mktemp(f"none{place}"), pack) == {"one": False}


def test_without_the_least_length_no_reason_is_too_short_and_none_is_still_missing(tmp_path: Path) -> None:
    rows = [SHORT, SHORT | {"decision_id": "D2", "rationale": ""}]
    found = [judged({"decisions": rows}, tmp_path, ["RAT-01"], rationale__min_chars=length) for length in (20, "off")]
    blank = {("RAT-01", "D2"): "breach blank"}
    assert found == [{("RAT-01", "D1"): "breach too_short", **blank}, blank]


@pytest.mark.parametrize("pack", ["combined", "women-dvpp", "manchester"])
def test_a_finding_cites_only_clauses_of_its_pack(pack: str, tmp_path: Path) -> None:
    found = audit(
        {"decisions": [SHORT], "disclosures": [share(disclosure_id="1")]},
        tmp_path,
        ["RAT-01", "RAT-02", "RAT-04"],
        pack,
    )
    loaded = pack_of(pack)
    cited = {clause for clauses in found.findings["clauses"] for clause in clauses.split(";")}
    assert cited
    assert [clause for clause in cited if not loaded.cites(clause)] == []
    assert set(found.findings["rule_id"]) <= set(loaded.items("checks.on"))


def test_a_run_may_override_any_setting_and_the_audit_says_so(tmp_path: Path) -> None:
    export = write_export({"decisions": [SHORT]}, tmp_path)
    given = {**packs.examples("combined"), "rationale.min_chars": {"value": 7, "reason": "our forms are short"}}
    found = checks.check(export, pack="combined", as_of=AS_OF, settings=given, rules=["RAT-01"])
    assert found.findings.empty
    assert "7" in found.run.overrides["rationale.min_chars"]
    assert "our forms are short" in found.run.overrides["rationale.min_chars"]


def test_every_setting_may_be_switched_off_by_a_run() -> None:
    off = pack_of("combined", **dict.fromkeys(catalogue(), "off"))
    assert {off.value(name) for name in catalogue()} == {OFF}
    assert set(off.overrides) == set(catalogue())
