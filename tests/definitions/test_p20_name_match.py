"""P20, name match: which names are looked for in a text, and when one is found there."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from checks.engine.database import Database
from tests.definitions.macros import text, value
from tests.definitions.told import Told, tell
from tests.exports import pack_of
from tests.facts.judged import audit

pytestmark = pytest.mark.engine
FOUND = {
    "Saw Zorba  QUENNISH today": True,
    "Zorba Quennish": True,
    "Zorba Quennish's sister": True,
    "Zorba Quennish’s sister": True,
    "(Zorba Quennish)": True,
    "met Zorba Quennish, then left": True,
    "Zorba Quennish/Ilsa Frondle": True,
    "12-Zorba Quennish-7": True,
    "Zorba Quennish- later": True,
    "Zorba Quennish Zorba Quennish": True,
    "xZorba Quennish, Zorba Quennish": True,
    "pre-Zorba Quennish": False,
    "Zorba Quennish-Smithe": False,
    "Zorba Quennish\u2010Smithe": False,
    "Zorba Quennish\u2011Smithe": False,
    "Zorba Quennishs": False,
    "Zorba Quennish2": False,
    "2Zorba Quennish": False,
    "see Zorba Quennish_2": False,
    "_Zorba Quennish": True,  # the mark at its end is not part of the normalised text
    "see _Zorba Quennish": False,
    "Zorba met Quennish": False,
    "Quennish Zorba": False,
    "Zorba": False,
    "Zorba\nQuennish": True,
    "\uff3aorba Quennish": True,
    "Zorba Quennishé": False,
    "": False,
}


@pytest.mark.parametrize("said", FOUND)
def test_a_name_is_found_as_whole_words(database: Database, said: str) -> None:
    found = value(database, f"coalesce(says_name(normalised_text({text(said)}), 'zorba quennish'), false)")
    assert found is FOUND[said]


@pytest.mark.parametrize("said", ["zorba quennishzorba quennish", "zorba quennish-zorba quennish"])
def test_a_name_that_touches_itself_is_not_found(database: Database, said: str) -> None:
    assert value(database, f"says_name({text(said)}, 'zorba quennish')") is False


@pytest.mark.parametrize(
    ("said", "names", "left"),
    [
        ("ilsa mo frondle rang", ["ilsa mo frondle"], ". rang"),
        ("ilsa mo frondle and mo frondle", ["ilsa mo frondle", "mo frondle"], ". and ."),
        ("tam zorba quennish lorn", ["zorba quennish"], "tam . lorn"),
        ("zorba quennish-smithe", ["zorba quennish"], "zorba quennish-smithe"),
        ("zorba quennish's file", ["zorba quennish"], ".'s file"),
        ("zorba quennish zorba quennish", ["zorba quennish"], ". ."),
        ("nobody here", ["zorba quennish"], "nobody here"),
    ],
)
def test_whole_names_are_taken_out_without_making_a_new_one(
    database: Database, said: str, names: list[str], left: str
) -> None:
    listed = ", ".join(text(name) for name in names)
    assert value(database, f"without_names({text(said)}, [{listed}])") == left


def named(expected: bool, said: str, full_name: str = "Zorba Quennish", known_as: str = "") -> Told:
    """A committee paper, and a client with a name of the story's own: its number stands in the text and the name."""
    client = {"person_id": "P#", "full_name": full_name, "known_as": known_as, "is_client": "yes"}
    tables = {"people": [client], "committee_papers": [{"paper_id": "PA#", "text": said}]}
    return Told("committee_papers.names_client", expected, tables, "PA#")


NAMES = {
    "her full name": named(True, "We met Zorba Quen#nish.", "Zorba Quen#nish"),
    "however her record writes it": named(True, "We met Zorba Quen#nish.", " ZORBA   Quen#nish. "),
    "a name she is known by": named(True, "We met Bo Quen#nish.", "Z#", "Bo Quen#nish"),
    "any of several": named(True, "We met Mo Quen#nish.", "Z#", "Zed#; Bo Quen#nish ;Mo Quen#nish"),
    "not two of them together": named(False, "We met Mo Bo#.", "Z#", "Mo; Bo#"),
    "three words, and all of them": named(True, "Ilsa Mo Fron#dle came", "Ilsa Mo Fron#dle"),
    "not two of the three": named(False, "Ilsa Fron#dle came", "Ilsa Mo Fron#dle"),
    "a name of one word is not looked for": named(False, "We met Zor#ba.", "Zor#ba"),
    "nor one that she is known by": named(False, "We met Zed#.", "Zorba Quen#nish", "Zed#"),
    "nor a hyphenated first name alone, which is one word": named(False, "We met Zorba-Ann#.", "Zorba-Ann#"),
    "which stands with the last name": named(True, "We met Zorba-Ann# Quennish.", "Zorba-Ann# Quennish"),
    "and not without its first part": named(False, "We met Ann# Quennish.", "Zorba-Ann# Quennish"),
    "a double last name is found whole": named(True, "We met Zorba Quen#-Smithe.", "Zorba Quen#-Smithe"),
    "and not by its first half": named(False, "We met Zorba Quen#.", "Zorba Quen#-Smithe"),
    "a name with a full stop in it": named(True, "We met Z. Quen#nish.", "Z. Quen#nish"),
    "a blank name is nobody's": named(False, "We met Zorba Quen#nish.", ""),
    "nor is a placeholder": named(False, "Name not known here", "not known"),
    "a text left blank names nobody": named(False, "", "Zorba Quen#nish"),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    pack = pack_of("combined", rationale__placeholders=["not known"])
    return tell(NAMES, tmp_path_factory.mktemp("names"), pack)


@pytest.mark.parametrize("sentence", NAMES)
def test_which_names_are_looked_for(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] is NAMES[sentence].expected


def test_names_are_never_printed(tmp_path: Path) -> None:
    tables = {
        "people": [{"person_id": "P1", "full_name": "Zorba Quennish", "known_as": "Bo Quennish", "is_client": "yes"}],
        "committee_papers": [{"paper_id": "PA1", "meeting_on": "2026-10-05", "text": "Zorba Quennish and Bo Quennish"}],
        "decisions": [],
    }
    found = audit(tables, tmp_path, ["BRD-02"])
    frames = [found.findings, found.outcomes, found.gate, found.rules, found.sources]
    assert found.findings["cause"].tolist() == ["client_named"]
    assert [frame for frame in frames if "quennish" in frame.to_csv().lower()] == []
