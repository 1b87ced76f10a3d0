"""The house style of the rulebook. A failure names the chapter and the rule."""

import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from sqlglot import exp

import checks.rules
from checks.facts.fill import settings_read
from checks.policy.clauses import register
from checks.policy.settings import catalogue
from checks.rules.examples import OUTCOMES
from checks.rules.loader import rulebook
from checks.rules.model import Rule
from checks.rules.predicates import ANY_CODE

FOLDER = Path(checks.rules.__file__).parent
CHAPTERS = sorted((FOLDER / "chapters").glob("*.yml"))
RULES = list(rulebook().values())
KEYS = [
    "id", "title", "clauses", "headline", "severity", "severity_instead", "certainty", "only_with", "judges", "needs",
    "applies_to", "breach", "conflict", "undecided", "waiting", "blank", "counted", "shows", "remedy", "why",
    "examples",
]  # fmt: skip
ENDS = {"undecided": "undecided", "out of scope": "out_of_scope"}
NOT_POSITIVE = re.compile(r"\b(is|are|was|were|has|have|does|do) (not|never)\b|\b(should|shall|cannot|breach)\b")
ORDERS = {
    "Add", "Agree", "Ask", "Assess", "Book", "Carry", "Check", "Classify", "Close", "Complete", "Confirm", "Contact",
    "Cover", "Destroy", "Discuss", "Do", "End", "Explain", "File", "Fill", "Fix", "Follow", "Get", "Give", "Go",
    "Have", "Hold", "Involve", "Lock", "Make", "Mark", "Move", "Name", "Narrow", "Open", "Plan", "Put", "Re-take",
    "Read", "Recall", "Record", "Remove", "Report", "Resend", "Return", "Review", "Seal", "Send", "Set", "Sign",
    "Stop", "Take", "Tell", "Treat", "Update", "Warn", "Withdraw", "Write", "Amend", "Arrange", "Find",
    "Suspend", "Replace",
}  # fmt: skip


def place(rule: Rule) -> str:
    return f"{rule.chapter} rule {rule.id}"


def bodies() -> Iterator[tuple[str, list[str]]]:
    """Each rule as it is written, without its examples and the blank lines between rules."""
    for chapter in CHAPTERS:
        for text in re.split(r"^(?=- id: )", chapter.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            body = text.split("\n  examples: |\n")[0].rstrip().splitlines()
            yield f"{chapter.name} rule {body[0].removeprefix('- id: ')}", body


def test_the_list_of_chapters_equals_the_folder() -> None:
    listed = yaml.safe_load((FOLDER / "rulebook.yml").read_text(encoding="utf-8"))
    assert len(listed) == len(set(listed))
    assert sorted(listed) == [chapter.name for chapter in CHAPTERS]


def test_ids_are_well_formed_and_each_is_used_once() -> None:
    written = [place.rsplit(" ", 1)[1] for place, _ in bodies()]
    assert [rule_id for rule_id in written if not re.fullmatch(r"[A-Z]{3}-\d\d", rule_id)] == []
    assert sorted(set(written)) == sorted(written)
    assert sorted(written) == sorted(rulebook())


def test_every_rule_of_a_chapter_is_of_its_theme_and_in_order() -> None:
    for chapter in CHAPTERS:
        ids = [rule.id for rule in RULES if rule.chapter == chapter.name]
        assert len({rule_id[:3] for rule_id in ids}) == 1, chapter.name
        assert ids == sorted(ids), chapter.name


def test_keys_come_in_one_order() -> None:
    for chapter in CHAPTERS:
        for entry in yaml.safe_load(chapter.read_text(encoding="utf-8")):
            in_order = [key for key in KEYS if key in entry]
            assert list(entry) == in_order, f"{chapter.name} rule {entry['id']}"


@pytest.mark.parametrize("rule", RULES, ids=place)
def test_every_column_that_may_be_blank_has_its_meaning_and_an_example_that_shows_it(rule: Rule) -> None:
    nullable = {column for column in rule.columns if rule.view.facts[column].blank}
    assert set(rule.blank) == nullable
    unshown = []
    for column, blank in rule.blank.items():
        shown = [one for one in rule.examples if one.values.get(column) == ""]
        if blank.kind == "breach":
            pattern = blank.by.replace(ANY_CODE, "[a-z0-9_]+")
            shown = [one for one in shown if any(re.fullmatch(pattern, cause) for cause in one.causes.split(";"))]
        if blank.kind in ENDS:
            shown = [one for one in shown if one.outcome == ENDS[blank.kind]]
        unshown += [] if shown else [column]
    assert unshown == []


@pytest.mark.parametrize("rule", RULES, ids=place)
def test_there_is_an_example_of_every_cause_and_one_that_complies(rule: Rule) -> None:
    by_outcome = {
        outcome: {cause for one in rule.examples if one.outcome == outcome for cause in one.causes.split(";")}
        for outcome in OUTCOMES
    }
    shown = ";".join(by_outcome["breach"])
    patterns = {cause: f"(^|;){cause.replace(ANY_CODE, '[a-z0-9_]+')}(;|$)" for cause in rule.written}
    assert [cause for cause, pattern in patterns.items() if not re.search(pattern, shown)] == []
    assert set(rule.conflict) - by_outcome["conflict"] == set()
    assert set(rule.undecided) - by_outcome["undecided"] == set()
    assert any(one.outcome == "complies" for one in rule.examples)


@pytest.mark.parametrize("rule", RULES, ids=place)
def test_every_example_says_why(rule: Rule) -> None:
    assert [one for one in rule.examples if not one.because or one.because.endswith(".")] == []


@pytest.mark.parametrize("rule", RULES, ids=place)
def test_a_waiting_rule_shows_a_record_that_waits(rule: Rule) -> None:
    waits = rule.waiting is not None
    assert not waits or any(one.outcome == "out_of_scope" for one in rule.examples)


@pytest.mark.parametrize("rule", RULES, ids=place)
def test_titles_are_positive_sentences_and_remedies_are_orders(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z][^.:;!?]+", rule.title)
    assert not NOT_POSITIVE.search(rule.title)
    assert rule.remedy.split()[0].rstrip(",") in ORDERS
    assert rule.remedy.endswith(".")
    assert rule.why.endswith(".")


def test_titles_are_different() -> None:
    assert len({rule.title for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=place)
def test_causes_are_slugs_and_no_name_means_two_things(rule: Rule) -> None:
    names = [*rule.breach, *rule.undecided]
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9_]+", name)] == []
    assert len(names) == len(set(names))


@pytest.mark.parametrize("rule", RULES, ids=place)
def test_no_number_stands_in_a_predicate(rule: Rule) -> None:
    numbers = [
        (name, literal.sql())
        for name, tree in rule.predicates
        for literal in tree.find_all(exp.Literal)
        if not literal.is_string or re.fullmatch(r"\d+", str(literal.this))
    ]
    assert numbers == []


@pytest.mark.parametrize("rule", RULES, ids=place)
def test_every_clause_is_in_the_register_and_cited_once(rule: Rule) -> None:
    assert [clause for clause in rule.clauses if clause not in register()] == []
    assert len(rule.clauses) == len(set(rule.clauses))


@pytest.mark.parametrize("rule", RULES, ids=place)
def test_every_setting_is_in_the_catalogue_which_should_name_the_rule(rule: Rule) -> None:
    """A catalogue that forgets a rule misleads a reader and nothing else: a warning."""
    read = {name for _, tree in rule.predicates for name in settings_read(tree)}
    read |= {rule.severity_instead[1]} if rule.severity_instead else set()
    origins = [side.columns[column] for side in rule.view.sides(rule.applies_to) for column in rule.columns]
    read |= {name for origin in origins for name in origin.settings}
    assert read - set(catalogue()) == set()
    forgotten = sorted(name for name in read if not {rule.id, "all"} & set(catalogue()[name].used_by))
    if forgotten:
        warnings.warn(f"settings.yml: used_by of {', '.join(forgotten)} does not name {rule.id}.", stacklevel=1)


@pytest.mark.parametrize(("place", "body"), list(bodies()))
def test_a_rule_without_its_examples_is_short_and_narrow(place: str, body: list[str]) -> None:
    assert len(body) <= 50
    assert [line for line in body if len(line) > 120] == []
