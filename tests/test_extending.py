"""Extending without forking: a new rule that needs nothing deleted, and the schemas that editors read."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

import checks
from checks.engine.examples import run_examples
from checks.errors import PolicyError
from checks.facts.views import views
from checks.intake import mapping as mappings
from checks.policy import packs
from checks.rules.loader import SETTINGS_FILE, rulebook, with_own
from checks.runs.cli import main
from checks.runs.extending import CHAPTER, add_rule, schemas
from tests.exports import SAMPLE, SAMPLE_AS_OF

ROOT = Path(__file__).parents[1]
POLICY, RULES = ROOT / "checks" / "policy", ROOT / "checks" / "rules"
ASKABLE = [
    name
    for name, view in views().items()
    if any(f.blank and f.kind not in ("yes_no", "offsets") for f in view.facts.values())
]


def wrong(schema: str, entry: object) -> list[str]:
    """What an editor would underline: where, and why."""
    found = Draft202012Validator(json.loads(schemas()[schema])).iter_errors(entry)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:80]}" for error in found]


@pytest.mark.engine
@pytest.mark.parametrize("view", ASKABLE)
def test_a_new_rule_is_valid_and_its_examples_come_out(view: str, tmp_path: Path) -> None:
    said = add_rule(tmp_path / "ours", "OWN-01", view, None)
    rule = with_own(tmp_path / "ours")["OWN-01"]
    assert [(one.outcome, one.causes) for one in run_examples(rule)] == [(e.outcome, e.causes) for e in rule.examples]
    assert "policy-audit explain OWN-01" in said


@pytest.mark.engine
def test_a_new_rule_runs_beside_the_rulebook_with_the_folders_settings(tmp_path: Path) -> None:
    add_rule(tmp_path, "OWN-01", "disclosures", "channel")
    (tmp_path / SETTINGS_FILE).write_text("retention.years: 8\n", "utf-8")
    given = {name: value for name, value in packs.examples("manchester").items() if name != "retention.years"}
    audit = checks.check(
        SAMPLE / "export", pack="manchester", as_of=SAMPLE_AS_OF, settings=given, rules=["OWN-01"], own_rules=tmp_path
    )
    assert audit.outcomes.set_index("rule_id").loc["OWN-01", "in_scope"] > 0
    assert audit.run.overrides["retention.years"] == "8"


def test_a_second_rule_leaves_the_first_as_it_was(tmp_path: Path) -> None:
    add_rule(tmp_path, "OWN-01", "disclosures", None)
    first = (tmp_path / CHAPTER).read_text("utf-8")
    add_rule(tmp_path, "OWN-02", "decisions", None)
    assert (tmp_path / CHAPTER).read_text("utf-8").startswith(first)
    assert list(with_own(tmp_path))[-2:] == ["OWN-01", "OWN-02"]


@pytest.mark.parametrize(
    ("rule", "judges", "column", "said"),
    [
        ("RAT-01", "disclosures", None, "Rule RAT-01 is already in decisions.yml. Give the new one its own id."),
        ("OWN-1", "disclosures", None, "'OWN-1' is not a rule id. Give three capitals and two digits"),
        ("OWN-01", "disclosure", None, "There is no view 'disclosure'. The views are:"),
        ("OWN-01", "disclosures", "external", "View disclosures has no column 'external' that may be blank. It has:"),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is_written(
    rule: str, judges: str, column: str | None, said: str, tmp_path: Path
) -> None:
    with pytest.raises(PolicyError) as told:
        add_rule(tmp_path / "ours", rule, judges, column)
    assert str(told.value).startswith(said)
    assert not (tmp_path / "ours").exists()


@pytest.mark.parametrize("chapter", sorted((RULES / "chapters").glob("*.yml")), ids=lambda path: path.stem)
def test_the_schema_accepts_every_chapter_that_ships(chapter: Path) -> None:
    assert wrong("rules.schema.json", yaml.safe_load(chapter.read_text("utf-8"))) == []


@pytest.mark.parametrize("pack", sorted((POLICY / "packs").glob("*.yml")), ids=lambda path: path.stem)
def test_the_schema_accepts_every_pack_that_ships(pack: Path) -> None:
    assert wrong("pack.schema.json", yaml.safe_load(pack.read_text("utf-8"))) == []


@pytest.mark.parametrize("mapping", sorted(mappings.shipped().values()), ids=lambda path: path.stem)
def test_the_schema_accepts_every_mapping_that_ships(mapping: Path) -> None:
    assert wrong("mapping.schema.json", as_editors_read(yaml.safe_load(mapping.read_text("utf-8")))) == []


def as_editors_read(data: object) -> object:
    """As YAML 1.2 has it, which editors follow: the key ``on`` is a word there, and true here."""
    if isinstance(data, dict):
        return {"on" if key is True else key: as_editors_read(value) for key, value in data.items()}
    return [as_editors_read(item) for item in data] if isinstance(data, list) else data


def test_the_schema_accepts_the_samples_settings_and_a_reasoned_value() -> None:
    assert wrong("settings.schema.json", yaml.safe_load((SAMPLE / "settings.yml").read_text("utf-8"))) == []
    assert wrong("settings.schema.json", {"retention.years": {"value": 7, "reason": "the funder asks it"}}) == []


@pytest.mark.parametrize(
    ("schema", "entry", "where"),
    [
        ("rules.schema.json", [{"id": "OWN-1"}], "0/id"),
        ("rules.schema.json", [{"severty": "info"}], "0"),
        ("rules.schema.json", [{"judges": "disclosure"}], "0/judges"),
        ("rules.schema.json", [{"clauses": ["D-99"]}], "0/clauses/0"),
        ("pack.schema.json", {"title": "Ours", "based_on": "womendvpp"}, "based_on"),
        (
            "pack.schema.json",
            {"title": "Ours", "based_on": "coventry", "settings": {"retention.years": "7"}},
            "settings",
        ),
        ("settings.schema.json", {"secure_channels": ["pigeon"]}, "secure_channels"),
        ("mapping.schema.json", {"tables": {"case": {}}}, "tables"),
        ("mapping.schema.json", {"tables": {"cases": {"columns": {"opend_on": "A"}}}}, "tables/cases/columns"),
        ("mapping.schema.json", {"tables": {"cases": {"files": "a", "keep": "lst"}}}, "tables/cases/keep"),
        ("mapping.schema.json", {"tables": {"cases": {"wher": "a"}}}, "tables/cases"),
        (
            "mapping.schema.json",
            {"tables": {"cases": {"columns": {"case_id": {"frist": "A"}}}}},
            "tables/cases/columns/case_id",
        ),
        ("settings.schema.json", {"retention.yeers": 7}, ""),
    ],
)
def test_the_schema_marks_what_the_loader_would_refuse(schema: str, entry: object, where: str) -> None:
    assert [place for place in wrong(schema, entry) if place.startswith(where)] != []


def test_the_command_writes_a_rule_and_prints_the_schemas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["new-rule", "own-07", "--own-rules", str(tmp_path)], ["schema", "pack"]):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 0
    assert capsys.readouterr().out.endswith(schemas()["pack.schema.json"])
    assert set(with_own(tmp_path)) - set(rulebook()) == {"OWN-07"}
