"""A rule's page says all that its entry says, in words and as SQL, and the command prints it."""

import subprocess
import sys
from pathlib import Path

import pytest

from checks.errors import PolicyError
from checks.policy.clauses import register
from checks.policy.settings import catalogue
from checks.rules.explain import find, page
from checks.rules.loader import read_chapter, rulebook
from checks.rules.model import Rule
from checks.rules.practice import packs_of, settings_of
from checks.rules.wording import alone, conditions, in_words, plain, predicate
from checks.runs.cli import main

ROOT = Path(__file__).parents[1]
RULES = pytest.mark.parametrize("rule", rulebook().values(), ids=lambda rule: rule.id)


def cells(text: str) -> list[list[str]]:
    """The rows of every table of a page."""
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


@RULES
def test_a_page_opens_with_the_rule_and_why_it_matters(rule: Rule) -> None:
    lines = page(rule).splitlines()
    assert lines[0] == f"# {rule.id}: {rule.title}"
    assert lines[2] == rule.why


@RULES
def test_a_page_has_every_clause_with_what_it_asks(rule: Rule) -> None:
    shown = {row[0]: row[-1] for row in cells(page(rule))}
    assert {clause: shown.get(clause) for clause in rule.clauses} == {c: register()[c].duty for c in rule.clauses}


@RULES
def test_a_page_has_every_cause_in_words_and_as_sql(rule: Rule) -> None:
    text = page(rule)
    causes = [*rule.written, *rule.conflict, *rule.undecided]
    assert [cause for cause in causes if f"- `{cause}`" not in text] == []
    parts = [pair for pair in rule.predicates if not pair[0].startswith("breach ")]
    parts += [(f"breach {cause}", tree) for cause, tree in rule.written.items()]
    assert [name for name, tree in parts if f"-- {name}\n{predicate(tree)}" not in text] == []


@RULES
def test_a_page_has_what_each_blank_means(rule: Rule) -> None:
    text = page(rule)
    assert [name for name in rule.blank if f"- A blank *{plain(name)}* " not in text] == []
    assert [blank for blank in rule.blank.values() if blank.note not in text] == []


@RULES
def test_a_page_has_every_example_with_its_values(rule: Rule) -> None:
    shown = cells(page(rule))
    for example in rule.examples:
        values = [value or "(blank)" for value in example.values.values()]
        row = next(row for row in shown if row[-1] == example.because and row[: len(values)] == values)
        assert set(example.settings.values()) <= set(row)
        assert row[-2].split(":")[0] == plain(example.outcome)
        assert all(f"`{cause}`" in row[-2] for cause in example.causes.split(";") if cause)


@RULES
def test_a_page_has_every_fact_the_rule_reads_with_its_meaning(rule: Rule) -> None:
    shown = {row[0] for row in cells(page(rule))}
    assert {f"`{column}`" for column in rule.columns} <= shown


@RULES
def test_a_page_has_every_setting_that_names_the_rule(rule: Rule) -> None:
    named = {name for name, one in catalogue().items() if rule.id in one.used_by and not name.startswith("causes_off.")}
    shown = "\n".join(settings_of(rule))
    assert [name for name in named if f"- `{name}` (" not in shown] == []


@RULES
def test_a_page_has_what_to_do(rule: Rule) -> None:
    assert f"## What to do\n\n{rule.remedy}\n" in page(rule)


@RULES
def test_the_command_prints_the_committed_page(rule: Rule, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["explain", rule.id.lower()])
    assert left.value.code == 0
    assert capsys.readouterr().out == (ROOT / "docs" / "rules" / f"{rule.id}.md").read_text(encoding="utf-8")


def test_settings_are_shown_pack_by_pack_with_their_source() -> None:
    lines = settings_of(rulebook()["RET-01"])
    at = lines.index(next(line for line in lines if line.startswith("- `retention.years`")))
    assert lines[at].startswith("- `retention.years` (a number of years; source: O-5.2.7a, O-5.2.7b, M-6.10a; ")
    assert lines[at + 1 : at + 3] == [
        "  - women-dvpp, combined: 6",
        "  - manchester: for your organisation to answer",
    ]


def test_packs_are_told_with_the_causes_they_never_raise() -> None:
    assert packs_of(rulebook()["RET-02"]) == [
        "- On: derbyshire, women-dvpp, combined.",
        "- Off: hampshire, manchester, coventry.",
        "- derbyshire never raises `before_retention_date`, `before_birthday`, `request_open`.",
        "- women-dvpp never raises `before_birthday`.",
        "- combined never raises `before_birthday`.",
    ]


def test_what_a_rule_leaves_to_a_check_that_is_no_rule_yet_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    left = "Not rules yet, so that nothing takes this one's place for what it leaves to them: "
    assert left not in page(rulebook()["CON-01"])
    fewer = {rule_id: rule for rule_id, rule in rulebook().items() if rule_id != "AUT-05"}
    monkeypatch.setattr("checks.rules.explain.rulebook", lambda: fewer)
    assert f"{left}AUT-05." in page(rulebook()["CON-01"])
    assert left not in page(rulebook()["RAT-01"])


def test_predicates_read_as_words() -> None:
    rule = rulebook()["TPS-02"]
    assert conditions(rule.applies_to, rule.view)[:2] == [
        "*of a case*: It belongs to a case file.",
        "not *case destroyed*",
    ]
    assert in_words(rulebook()["TPS-04"].breach["source_unknown"], rule.view) == (
        "*source kind* is blank or is `not_known`"
    )
    assert alone(rule.breach["names_other_client"], rule.view) == "The text names a client who is not on the case."
    assert predicate(rulebook()["RAT-01"].breach["too_short"]) == "rationale_chars < setting('rationale.min_chars')"


def test_an_unknown_rule_is_refused_with_the_nearest_ids(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PolicyError, match=r"There is no rule 'CON-2' in the rulebook. Did you mean CON-02"):
        find(rulebook(), "CON-2")
    with pytest.raises(SystemExit) as left:
        main(["explain", "CON-2"])
    assert left.value.code == 2
    assert "Did you mean CON-02" in capsys.readouterr().err


def test_rules_are_listed_with_their_standing_in_a_pack(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["rules", "--pack", "coventry"])
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [line[0] for line in lines] == list(rulebook())
    assert {line[0]: line[2] for line in lines if line[0] in ("RAT-01", "RET-01")} == {"RAT-01": "on", "RET-01": "off"}


def test_nothing_is_imported_that_takes_seconds() -> None:
    code = (
        "import sys; from checks.runs.cli import commands\n"
        "for words in (['explain', 'CON-02'], ['rules'], ['coverage', '--pack', 'combined']):\n"
        "    commands.main(words, standalone_mode=False)\n"
        "sys.exit(', '.join({'great_expectations', 'pandas', 'matplotlib'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


OWN = """
- id: OWN-01
  title: Faxes are left to those who have no other way
  clauses: []
  headline: other
  severity: info
  certainty: review
  judges: disclosures
  applies_to: external
  breach: {by_fax: channel = 'fax'}
  blank: {channel: "not raised, DIS-04 reports it"}
  remedy: Ask the recipient for another route.
  why: The machine stands in a waiting room.
  examples: |
    channel | expect        | because
    fax     | breach by_fax | it went by fax
            | complies      | how it went is not recorded
"""


def test_a_rule_of_ones_own_has_a_page_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ours.yml").write_text(OWN, encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["explain", "OWN-01", "--own-rules", str(tmp_path)])
    text = capsys.readouterr().out
    assert text == page(read_chapter(tmp_path / "ours.yml")[0])
    assert "No clause of the register." in text
    assert "A rule of your own: on under every pack" in text
