"""A mistake in a chapter stops the load with one sentence: the file, the rule, what is wrong, and the repair."""

import re
from pathlib import Path

import pytest

from checks.errors import PolicyError
from checks.rules.loader import read_chapter, rulebook, with_own

RULE = """
- id: OWN-01
  title: Every disclosure says how it went
  clauses: [D-11]
  headline: other
  severity: warning
  certainty: fact
  judges: disclosures
  applies_to: external AND scope = 'external'
  breach:
    channel_blank: channel IS NULL
    too_late: subject_told_on > tell_by
  conflict:
    too_late: client_requested
  blank:
    scope: out of scope
    channel: breach (channel_blank)
    subject_told_on: not raised, somebody else asks
    tell_by: undecided
  remedy: Record the channel.
  why: A test of the loader.
  examples: |
    channel | expect               | because
    post    | complies             | it went by post
            | breach channel_blank | nobody says
"""
MISTAKES = {
    "a misspelt column": (
        "channel IS NULL", "chanel IS NULL",
        "own.yml rule OWN-01 breach channel_blank: view disclosures has no column 'chanel'. Did you mean channel?",
    ),
    "a column of another view": (
        "applies_to: external AND", "applies_to: rationale_written AND",
        "own.yml rule OWN-01 applies_to: view disclosures has no column 'rationale_written'.",
    ),
    "a column with a table before it": (
        "channel IS NULL", "disclosures.channel IS NULL",
        "own.yml rule OWN-01 breach channel_blank: view disclosures has no column 'disclosures.channel'."
        " Did you mean channel?",
    ),
    "a misspelt clause": (
        "clauses: [D-11]", "clauses: [D-1l]",
        "own.yml rule OWN-01: there is no clause 'D-1l'. Did you mean",
    ),
    "a misspelt key": (
        "remedy:", "remidy:",
        "own.yml rule OWN-01: there is no key 'remidy'. Did you mean remedy?",
    ),
    "a missing key": (
        "  why: A test of the loader.\n", "",
        "own.yml rule OWN-01: why must be given.",
    ),
    "an unknown view": (
        "judges: disclosures", "judges: disclosure",
        "own.yml rule OWN-01: judges is one of access, ",
    ),
    "an unknown headline": (
        "headline: other", "headline: others",
        "own.yml rule OWN-01: headline is one of",
    ),
    "an unknown severity": (
        "severity: warning", "severity: warn",
        "own.yml rule OWN-01: severity is one of critical, warning, info. Did you mean warning?",
    ),
    "an unknown certainty": (
        "certainty: fact", "certainty: facts",
        "own.yml rule OWN-01: certainty is one of fact, review. Did you mean fact?",
    ),
    "a conflict for a cause that is not there": (
        "    too_late: client_requested", "    to_late: client_requested",
        "own.yml rule OWN-01 conflict: there is no cause 'to_late'. Did you mean too_late?",
    ),
    "a blank that names a cause that is not there": (
        "breach (channel_blank)", "breach (chanel_blank)",
        "own.yml rule OWN-01 blank channel: there is no cause 'chanel_blank'. Did you mean channel_blank?",
    ),
    "a blank that is a breach by no cause": (
        "breach (channel_blank)", "breach",
        "own.yml rule OWN-01 blank channel: name the cause that asks for it, as breach (cause).",
    ),
    "a blank that means nothing": (
        "scope: out of scope", "scope: unsure",
        "own.yml rule OWN-01 blank scope: begin with undecided, breach (cause), not raised or out of scope.",
    ),
    "a blank left unsaid": (
        "    tell_by: undecided\n", "",
        "own.yml rule OWN-01: it reads tell_by, which may be blank. Say under 'blank' what that means.",
    ),
    "a blank of a column that is not read": (
        "    tell_by: undecided\n", "    tell_by: undecided\n    basis: undecided\n",
        "own.yml rule OWN-01: 'blank' names basis, which the rule does not read or is never blank. Remove it.",
    ),
    "a blank of a column that is never blank": (
        "    tell_by: undecided\n", "    tell_by: undecided\n    external: undecided\n",
        "own.yml rule OWN-01: 'blank' names external, which the rule does not read or is never blank. Remove it.",
    ),
    "a function that is not allowed": (
        "channel IS NULL", "getenv(channel) IS NULL",
        "own.yml rule OWN-01 breach channel_blank: function getenv is not allowed in a rule. Put it in a facts view.",
    ),
    "a function of the database": (
        "channel IS NULL", "lower(channel) = 'post'",
        "own.yml rule OWN-01 breach channel_blank: LOWER(channel) is not allowed in a rule. Put it in a facts view.",
    ),
    "a sum": (
        "subject_told_on > tell_by", "subject_told_on > tell_by + 7",
        "own.yml rule OWN-01 breach too_late: tell_by + 7 is not allowed in a rule. Put it in a facts view.",
    ),
    "a subquery": (
        "channel IS NULL", "channel IN (SELECT name FROM people)",
        "own.yml rule OWN-01 breach channel_blank: (SELECT name FROM people) is not allowed in a rule.",
    ),
    "a predicate that cannot be read": (
        "channel IS NULL", "channel IS NULL)",
        "own.yml rule OWN-01 breach channel_blank: this is not a predicate that can be read."
        " Check its brackets and quotes.",
    ),
    "two statements": (
        "channel IS NULL", "channel IS NULL; DROP TABLE people",
        "own.yml rule OWN-01 breach channel_blank: channel IS NULL; DROP TABLE people is not allowed in a rule.",
    ),
    "an unknown setting": (
        "channel IS NULL", "channel NOT IN (setting('secure_chanels'))",
        "own.yml rule OWN-01 breach channel_blank: There is no setting named 'secure_chanels'."
        " Did you mean secure_channels",
    ),
    "a setting without quotes": (
        "channel IS NULL", "channel NOT IN (setting(secure_channels))",
        "own.yml rule OWN-01 breach channel_blank: write setting('name') with a quoted name.",
    ),
    "causes that are not one a line": (
        "    channel_blank: channel IS NULL\n    too_late: subject_told_on > tell_by\n", "    channel IS NULL\n",
        "own.yml rule OWN-01 breach: write one 'name: predicate' a line.",
    ),
    "an example heading that is no column": (
        "    channel | expect  ", "    chanel  | expect  ",
        "own.yml rule OWN-01 examples line 1: view disclosures has no column 'chanel'. Did you mean channel?",
    ),
    "example headings without an expectation": (
        "| expect               | because", "| expected             | because",
        "own.yml rule OWN-01 examples line 1: the last two headings are expect and because.",
    ),
    "an example with an unknown outcome": (
        "| complies             |", "| passes               |",
        "own.yml rule OWN-01 examples line 2: expect begins with one of complies, breach,",
    ),
    "an example with a cell too few": (
        "    post    | complies             | it went by post", "    post    | complies",
        "own.yml rule OWN-01 examples line 2: 2 cells under 3 headings.",
    ),
    "an example under an unknown setting": (
        "    channel | expect  ", "    secure.chanels | expect  ",
        "own.yml rule OWN-01 examples line 1: There is no setting named 'secure.chanels'.",
    ),
    "no examples": (
        RULE[RULE.index("    channel | expect") :], "    channel | expect | because\n",
        "own.yml rule OWN-01: give examples, the boundary and each blank among them.",
    ),
    "YAML that cannot be read": (
        "  remedy: Record the channel.", "  remedy: Record: the channel.",
        "Rule chapter own.yml line 20 is not YAML. Check its colons and quotes.",
    ),
    "a chapter that is not a list": (
        RULE, "id: OWN-01\ntitle: One rule\n",
        "Rule chapter own.yml must be a list of rules, each beginning '- id:'.",
    ),
    "an empty chapter": (
        RULE, "",
        "Rule chapter own.yml must be a list of rules, each beginning '- id:'.",
    ),
    "an id that ships with the product": (
        "- id: OWN-01", "- id: CON-02",
        "own.yml: rule CON-02 is already in consent.yml. Give it its own id.",
    ),
    "an id used twice": (
        RULE, RULE + RULE,
        "own.yml: rule OWN-01 is already in own.yml. Give it its own id.",
    ),
}  # fmt: skip


def load(folder: Path, text: str) -> None:
    (folder / "own.yml").write_text(text, encoding="utf-8")
    with_own(folder)


def test_the_rule_that_the_mistakes_are_made_in_loads(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text(RULE, encoding="utf-8")
    assert [rule.id for rule in with_own(tmp_path).values()] == [*rulebook(), "OWN-01"]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_one_sentence_that_names_place_and_repair(mistake: str, tmp_path: Path) -> None:
    right, wrong, said = MISTAKES[mistake]
    assert RULE.count(right) >= 1
    with pytest.raises(PolicyError) as told:
        load(tmp_path, RULE.replace(right, wrong, 1))
    assert str(told.value).startswith(said)
    assert "\n" not in str(told.value)
    assert re.search(r"[.?]$", str(told.value))


def test_a_chapter_in_another_encoding_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_bytes(RULE.replace("loader", "lo\u00e4der").encode("latin-1"))
    with pytest.raises(PolicyError, match=r"^Rule chapter own\.yml cannot be read\. Save it as UTF-8 text\.$"):
        read_chapter(tmp_path / "own.yml")


def test_a_folder_without_chapters_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"holds no rule chapter \(\*\.yml\)\. Check the path\.$"):
        with_own(tmp_path)


def test_mistakes_in_the_shape_of_an_entry_are_told_as_well(tmp_path: Path) -> None:
    for right, wrong in [("clauses: [D-11]", "clauses: D-11"), ("applies_to: external", "applies_to: [external]")]:
        with pytest.raises(PolicyError, match=r"^own\.yml rule OWN-01"):
            load(tmp_path, RULE.replace(right, wrong, 1).replace("[external] AND scope = 'external'", "[external]"))
