"""The documentation: generated pages are those the rules make today, and the manual is true to the code."""

import re
from pathlib import Path

import pytest

from checks.facts.fill import FILLS
from checks.rules.examples import OUTCOMES
from checks.rules.explain import BLANKS
from checks.rules.loader import CERTAINTIES, HEADLINES, OPTIONAL, REQUIRED, SEVERITIES, read_chapter, rulebook
from checks.rules.predicates import FUNCTIONS
from checks.runs import docs

FORMAT = (docs.DOCS / "rule-format.md").read_text(encoding="utf-8")


def test_generated_pages_are_committed_as_the_rules_make_them_today() -> None:
    assert docs.stale() == [], f"run `{docs.COMMAND}` and commit docs/"


def test_a_changed_a_missing_and_a_left_over_page_are_all_stale_until_written_again(tmp_path: Path) -> None:
    docs.write(tmp_path)
    assert docs.stale(tmp_path) == []
    (tmp_path / "coverage.md").write_text("old", encoding="utf-8")
    (tmp_path / "rules" / "RAT-01.md").unlink()
    (tmp_path / "rules" / "OLD-01.md").write_text("gone", encoding="utf-8")
    changed = ["coverage.md", "rules/OLD-01.md", "rules/RAT-01.md"]
    assert docs.stale(tmp_path) == changed
    assert docs.write(tmp_path) == changed
    assert docs.stale(tmp_path) == []


def test_the_index_links_every_rule_and_the_coverage_every_pack() -> None:
    index, coverage = docs.index(), docs.matrix()
    assert [rule for rule in rulebook() if f"[{rule}]({rule}.md)" not in index] == []
    assert "| combined | 384 |" in coverage
    assert "| women-dvpp | 126 |" in coverage


def test_the_manual_names_every_key_word_and_function_of_a_rule() -> None:
    words = REQUIRED | OPTIONAL | {*HEADLINES, *SEVERITIES, *CERTAINTIES, *OUTCOMES}
    assert [word for word in sorted(words) if f"`{word}`" not in FORMAT] == []
    assert set(FUNCTIONS) <= set(FILLS)
    assert [name for name in FUNCTIONS if f"| `{name}(" not in FORMAT] == []
    assert [kind for kind in BLANKS if f"| `{kind}" not in FORMAT] == []


def test_the_manual_marks_exactly_the_keys_that_must_be_given() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (yes|no) \|", FORMAT, re.MULTILINE))
    assert {key for key, needed in rows.items() if needed == "yes"} == REQUIRED
    assert {key for key, needed in rows.items() if needed == "no"} == OPTIONAL


def test_the_rule_that_the_manual_shows_is_the_rulebooks(tmp_path: Path) -> None:
    shown = re.search(r"```yaml\n(.+?)```", FORMAT, re.DOTALL)
    assert shown
    (tmp_path / "shown.yml").write_text(shown[1], encoding="utf-8")
    (rule,) = read_chapter(tmp_path / "shown.yml")
    real = rulebook()[rule.id]
    assert (rule.title, rule.clauses, rule.blank, rule.remedy) == (real.title, real.clauses, real.blank, real.remedy)
    assert rule.predicates == real.predicates
    assert [example for example in rule.examples if example not in real.examples] == []


@pytest.mark.engine
def test_pages_name_the_pack_and_day_that_examples_run_under() -> None:
    from checks.engine.examples import AS_OF, PACK

    assert f"under the pack `{PACK}` as on {AS_OF}" in docs.pages()["rules/RAT-01.md"]
    assert f"under the pack `{PACK}`, with its sample answers, as on {AS_OF}" in FORMAT
