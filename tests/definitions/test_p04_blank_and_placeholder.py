"""P4, blank and placeholder: what says nothing, the normalised form of a text, and what a real rationale is."""

from collections.abc import Mapping

import pytest

from checks.engine.database import Database
from checks.policy.packs import Pack
from tests.definitions.macros import text, value
from tests.definitions.told import DAY, Told, case, share, tell
from tests.exports import pack_of

pytestmark = pytest.mark.engine
REASON = "She asked us to do it"  # 21 characters
NORMALISED = {
    "As  Discussed.": "as discussed",
    " \t She\u00a0said \n so ": "she said so",
    "\uff26ull \uff37idth": "full width",
    "\ufb01le": "file",
    "Cafe\u0301": "café",
    "ÉCOLE": "école",
    "...": "",
    "--- n/a ---": "n/a",
    "(“None”)": "none",
    "a, b; c!": "a, b; c",
    "_kept_apart_": "kept_apart",
    "7": "7",
    "\u0667.": "\u0667",
    "mother-in-law's": "mother-in-law's",
    "": "",
    " \u2003\u3000 ": "",
}


@pytest.mark.parametrize("given", NORMALISED)
def test_a_text_is_normalised(database: Database, given: str) -> None:
    assert value(database, f"normalised_text({text(given)})") == NORMALISED[given]


def test_no_text_is_still_none_when_normalised(database: Database) -> None:
    assert value(database, "normalised_text(CAST(NULL AS VARCHAR))") is None


def filled(expected: bool, said: str) -> Told:
    """What was shared, a text column that a rule reads as blank or not."""
    return Told("disclosures.what_shared_said", expected, {"disclosures": [share(what_shared=said)]})


TEXTS = {
    "a text says something": filled(True, "Her new address"),
    "an empty one does not": filled(False, ""),
    "nor one of white space": filled(False, " \t\u00a0\u2003\n"),
    "nor a placeholder": filled(False, "n/a"),
    "nor one in other letters and marks": filled(False, " “N/A.” "),
    "nor one in wide letters": filled(False, "\uff2e/\uff21"),
    "nor one with other spaces": filled(False, "as\u00a0 discussed"),
    "nor marks alone": filled(False, "--- ... ---"),
    "a text that holds a placeholder says something": filled(True, "n/a until she rings"),
    "and one that holds it within a word": filled(True, "nonetheless"),
    "one letter says something": filled(True, "x"),
    "and so does a number": filled(True, "0"),
}
NAMED = {"recipient_agency_id": "", "recipient_named": "n/a", "subject_id": "P#", "status": "given", "given_on": DAY,
         "consent_id": "CO#", "info_categories": "identity"}  # fmt: skip
COLUMNS = {
    "a recipient": Told("disclosures.recipient_said", False, {"disclosures": [share(recipient_name="none")]}),
    "a purpose": Told("disclosures.purpose_said", False, {"disclosures": [share(purpose="As Discussed")]}),
    "a legal reference": Told("disclosures.legal_reference_said", False, {"disclosures": [share(legal_reference="-")]}),
    "a reason for an insecure route": Told(
        "disclosures.insecure_reason_said", False, {"disclosures": [share(insecure_channel_reason="none.")]}
    ),
    "the name on a consent": Told(
        "disclosures.covered", False, {"consents": [NAMED], "disclosures": [share(recipient_name="n/a")]}
    ),
    "the reason for a hold": Told("retention.hold_reason_said", False, {"cases": [case(hold_reason="NONE")]}, "C#"),
}


def coded(fact: str, expected: object, **own: str) -> Told:
    return Told(f"disclosures.{fact}", expected, {"disclosures": [share(**own)]})


CODES = {
    "a code in any case of letters, trimmed": coded("basis", "consent", basis=" Consent\u00a0"),
    "one that looks like a placeholder is a code": coded("basis", "none", basis="None"),
    "a list of codes, each trimmed": coded("identifiable", False, info_categories=" None_Identifying ; "),
    "a yes, trimmed": coded("client_requested", True, client_requested=" YES "),
    "another word for yes is none": coded("client_requested", False, client_requested="y"),
    "a blank code": coded("basis", None, basis=" "),
    "an id is trimmed": Told(
        "disclosures.decision_found", True,
        {"decisions": [{"decision_id": "DE# "}], "disclosures": [share(decision_id="\tDE#\u00a0")]},
    ),
    "but not lower-cased": Told(
        "disclosures.decision_found", False,
        {"decisions": [{"decision_id": "de#"}], "disclosures": [share(decision_id="DE#")]},
    ),
    "an id may look like a placeholder": coded("decision_named", True, decision_id="n/a"),
    "a date is trimmed": Told(
        "retention.closed_on IS NOT NULL", True, {"cases": [case(closed_on=" 2026-10-01 ")]}, "C#"
    ),
}  # fmt: skip


def raw(fact: str, expected: object, rationale: str) -> Told:
    decision = {"decision_id": "DE#", "decision_type": "share", "rationale": rationale}
    return Told(f"decisions.{fact}", expected, {"decisions": [decision]}, "DE#")


RAW = {
    "a placeholder was written": raw("rationale_written", True, "n/a"),
    "and is known for one": raw("rationale_placeholder", True, "n/a"),
    "and has no length": raw("rationale_chars", None, "n/a"),
    "a blank was not written": raw("rationale_written", False, " "),
    "and is no placeholder": raw("rationale_placeholder", False, " "),
    "a reason is none": raw("rationale_placeholder", False, REASON),
    "its length is that of its normalised form": raw("rationale_chars", 21, f" “{REASON}...” "),
    "inner spaces and marks count": raw("rationale_chars", 4, "a, b"),
}


def real(expected: bool, rationale: str) -> Told:
    """A decision to keep a case longer, which counts only with a real reason."""
    decision = {"decision_id": "DE#", "decision_type": "retain_longer", "rationale": rationale, "case_id": "C#"}
    return Told("retention.retain_decision", expected, {"cases": [case()], "decisions": [decision]}, "C#")


REAL = {
    "a reason as long as the pack asks is real": real(True, REASON),
    "one character less is not": real(False, REASON[:-1]),
    "nor one that is long by its marks and spaces": real(False, f"  ({REASON[:-1]})...  "),
    "nor a placeholder, however long": real(False, "in line with our whole policy"),
    "nor a blank": real(False, ""),
    "nor white space": real(False, " " * 30),
}
STORIES = {**TEXTS, **{f"blank is {key}": told for key, told in COLUMNS.items()}, **CODES, **RAW, **REAL}


def pack(**own: object) -> Pack:
    words = ["n/a", "none", "as discussed", "In line with our whole policy"]
    return pack_of("combined", **{"rationale__placeholders": words, "rationale__min_chars": 21, **own})


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    return tell(STORIES, tmp_path_factory.mktemp("texts"), pack())


@pytest.mark.parametrize("sentence", STORIES)
def test_what_says_nothing_is_blank(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] == STORIES[sentence].expected


@pytest.fixture
def reasons(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Mapping[str, object]:
    return tell(REAL, tmp_path_factory.mktemp("reasons"), pack(**request.param))


@pytest.mark.parametrize("reasons", [{"checks__on": ["RET-03"]}], indirect=True)
def test_a_reason_is_real_by_the_same_measure_where_rat_01_is_off(reasons: Mapping[str, object]) -> None:
    assert reasons == {sentence: told.expected for sentence, told in REAL.items()}


@pytest.mark.parametrize("reasons", [{"rationale__min_chars": "off"}], indirect=True)
def test_a_pack_that_asks_no_length_takes_any_reason_that_says_something(reasons: Mapping[str, object]) -> None:
    blank = {"nor a placeholder, however long", "nor a blank", "nor white space"}
    assert reasons == {sentence: sentence not in blank for sentence in REAL}
