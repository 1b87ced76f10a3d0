"""The when-to-share procedure taken again from the records: all 32 answer sets, and what contradicts them."""

from collections.abc import Mapping
from datetime import date
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

import checks
from checks.policy import packs
from checks.runs.cli import main
from tests.exports import write_export

pytestmark = pytest.mark.engine
AS_OF = date(2026, 3, 31)
QUESTIONS = ("q1_purpose", "q2_identifiable", "q3_confidential", "q4_consent", "q5_other_reason")
WORDS = ("purpose", "identifiable", "confidential", "consent", "other reason")
SETS = list(product(("yes", "no"), repeat=5))
REASON = "She asked us to tell the school so that it keeps him away."
Row = dict[str, str]


def walked(answers: tuple[str, ...]) -> tuple[str, str]:
    """The path and the answer, stepping through the policy's flowchart by hand: stop where a question settles it."""
    settles = (("no", "not_share"), ("no", "may_share"), ("no", "may_share"), ("yes", "may_share"))
    path: list[str] = []
    for word, answer, (settling, outcome) in zip(WORDS, answers, settles, strict=False):
        path.append(f"{word} {answer}")
        if answer == settling:
            return " > ".join(path), outcome
    path.append(f"{WORDS[4]} {answers[4]}")
    return " > ".join(path), "may_share" if answers[4] == "yes" else "not_share"


def decision(record_id: str, answers: tuple[str, ...], **more: str) -> Row:
    base = {
        "decision_id": record_id, "case_id": "C1", "subject_id": "P1", "decided_at": "2026-03-02T10:00:00",
        "decided_by": "S1", "decision_type": "share", "rationale": REASON, "basis": "consent",
    }  # fmt: skip
    return base | dict(zip(QUESTIONS, answers, strict=True)) | more


def disclosure(record_id: str, decision_id: str, **more: str) -> Row:
    base = {
        "disclosure_id": record_id, "case_id": "C1", "subject_id": "P1", "subject_type": "client", "scope": "external",
        "disclosed_at": "2026-03-03T10:00:00", "recipient_kind": "housing", "recipient_agency_id": "A1",
        "info_categories": "identity;risk", "basis": "consent", "decision_id": decision_id,
    }  # fmt: skip
    return base | more


def replayed(folder: Path, pack: str = "manchester", **tables: list[Row]) -> pd.DataFrame:
    """The listing by record id."""
    case = {"case_id": "C1", "person_id": "P1", "client_group": "adult_victim", "status": "open"}
    given = {
        "cases": [case], "people": [{"person_id": "P1", "is_client": "yes"}], "case_people": [], "consents": [],
        "disclosures": [], "decisions": [], "agencies": [{"agency_id": "A1"}],
    }  # fmt: skip
    write_export({**given, **tables}, folder)
    audit = checks.check(
        folder, pack=pack, as_of=AS_OF, settings=packs.examples(pack), rules=["RAT-05"], listings=["when_to_share"]
    )
    return audit.listings["when_to_share"].set_index("record_id")


@pytest.fixture(scope="module")
def answer_sets(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, pd.DataFrame]:
    """Every answer set once as a decision to share and once not to, replayed."""
    folder = tmp_path_factory.mktemp("sets")
    rows = [decision(f"{kind}-{n:02}", answers, decision_type=kind) for kind in ("share", "not_share")
            for n, answers in enumerate(SETS)]  # fmt: skip
    return {"all": replayed(folder, decisions=rows)}


@pytest.mark.parametrize("number", range(32), ids=lambda n: "-".join(SETS[n]))
def test_each_answer_set_takes_its_path_to_its_answer(number: int, answer_sets: Mapping[str, pd.DataFrame]) -> None:
    w1, w2, w3, w4, w5 = (answer == "yes" for answer in SETS[number])
    row = answer_sets["all"].loc[f"share-{number:02}"]
    formula = "may_share" if w1 and (not w2 or not w3 or w4 or w5) else "not_share"
    assert (row["path"], row["answer"]) == walked(SETS[number])
    assert row["answer"] == formula


@pytest.mark.parametrize("number", range(32), ids=lambda n: "-".join(SETS[n]))
def test_only_sharing_against_the_answer_departs_from_it(number: int, answer_sets: Mapping[str, pd.DataFrame]) -> None:
    shared = answer_sets["all"].loc[f"share-{number:02}"]
    withheld = answer_sets["all"].loc[f"not_share-{number:02}"]
    may = shared["answer"] == "may_share"
    assert shared["departure"] == ("follows" if may else "against_answers")
    assert withheld["departure"] == ("withheld" if may else "follows")


@pytest.mark.parametrize(
    ("answers", "path", "answer"),
    [
        (("", "yes", "yes", "yes", ""),
         "purpose unanswered > identifiable yes > confidential yes > consent yes", "unanswered"),
        (("yes", "", "", "", ""), "purpose yes > identifiable unanswered > confidential unanswered > consent unanswered"
         " > other reason unanswered", "unanswered"),
        (("yes", "not_reached", "no", "", ""), "purpose yes > identifiable unanswered > confidential no", "unanswered"),
        (("yes", "no", "yes", "yes", "no"), "purpose yes > identifiable no", "may_share"),  # answered, not reached
        (("no", "", "", "", ""), "purpose no", "not_share"),
    ],
)  # fmt: skip
def test_a_blank_on_the_way_is_unanswered_and_one_off_it_is_harmless(
    answers: tuple[str, ...], path: str, answer: str, tmp_path: Path
) -> None:
    row = replayed(tmp_path, decisions=[decision("D1", answers)]).loc["D1"]
    assert (row["path"], row["answer"]) == (path, answer)


CONSENT = {
    "consent_id": "K1", "case_id": "C1", "subject_id": "P1", "given_as": "self", "status": "given",
    "given_on": "2026-03-01", "recipient_agency_id": "A1", "info_categories": "identity;risk",
}  # fmt: skip
ASKED, NOT_ASKED = ("yes", "yes", "yes", "yes", ""), ("yes", "yes", "yes", "no", "yes")


@pytest.mark.parametrize(
    ("answers", "made", "consents", "more", "contradicted"),
    [
        (ASKED, {}, [CONSENT], {}, ""),
        (ASKED, {}, [], {}, "q4_contradicted"),
        (ASKED, {}, [CONSENT | {"given_on": "2026-03-03"}], {}, ""),  # the same day
        (ASKED, {}, [CONSENT | {"given_on": "2026-03-04"}], {}, "q4_contradicted"),
        (ASKED, {"info_categories": "identity;risk;health"}, [CONSENT], {}, "q4_contradicted"),
        (("yes", "no", "", "", ""), {}, [], {}, "q2_contradicted"),
        (("yes", "no", "", "", ""), {"info_categories": "none_identifying"}, [], {}, ""),
        (("yes", "yes", "no", "", ""), {"info_categories": "identity"}, [], {}, ""),
        (("yes", "yes", "no", "", ""), {"info_categories": "identity;health"}, [], {}, "q3_contradicted"),
        (("yes", "yes", "no", "", ""), {"info_categories": ""}, [], {}, "q3_contradicted"),
        (NOT_ASKED, {"basis": "risk_to_other"}, [], {"basis": "risk_to_other"}, ""),
        (NOT_ASKED, {"basis": "risk_to_other"}, [], {"basis": ""}, "q5_no_basis"),
        (NOT_ASKED, {"basis": "court_order"}, [], {"basis": "risk_to_other"}, "q5_ground_differs"),
        (NOT_ASKED, {"basis": "risk_to_other"}, [CONSENT], {"basis": "risk_to_other"}, "q4_consent_in_force"),
    ],
)
def test_the_answers_are_held_against_consents_categories_and_grounds(
    answers: tuple[str, ...], made: Row, consents: list[Row], more: Row, contradicted: str, tmp_path: Path
) -> None:
    rows = replayed(
        tmp_path, decisions=[decision("D1", answers, **more)], disclosures=[disclosure("X1", "D1", **made)],
        consents=consents,
    )  # fmt: skip
    assert rows.loc["D1", "contradictions"] == contradicted
    assert rows.loc["X1", "contradictions"] == contradicted.replace("q5_no_basis", "")


@pytest.mark.parametrize(
    ("decided", "departure"),
    [
        ({}, "follows"),
        ({"decision_type": "not_share"}, "decided_not_to_share"),
        ({"q1_purpose": "no"}, "against_answers"),
        ({"q1_purpose": ""}, "unanswered"),
        ({"decision_id": "D2"}, "no_answers"),  # the one named is not there
        ({"decision_type": "retain_longer"}, "no_answers"),
    ],
)
def test_a_disclosure_stands_to_the_answer_of_its_decision(decided: Row, departure: str, tmp_path: Path) -> None:
    rows = replayed(
        tmp_path, decisions=[decision("D1", ASKED) | decided], disclosures=[disclosure("X1", "D1")], consents=[CONSENT]
    )
    assert rows.loc["X1", "departure"] == departure


def test_a_disclosure_with_no_decision_has_no_path(tmp_path: Path) -> None:
    rows = replayed(tmp_path, disclosures=[disclosure("X1", "")])
    assert rows.loc["X1", "departure"] == "no_decision"
    assert rows["path"].isna().all()


def test_a_policy_that_does_not_ask_the_questions_replays_nothing(tmp_path: Path) -> None:
    for pack in ("women-dvpp", "derbyshire"):
        assert replayed(tmp_path / pack, pack, decisions=[decision("D1", ASKED)]).empty


def test_the_command_writes_the_listing_to_a_private_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_export({"decisions": [decision("D1", ASKED)], "people": [{"person_id": "P1"}]}, tmp_path / "export")
    answers = [part for name, value in packs.examples("manchester").items()
               for part in ("--set", f"{name}={';'.join(value) if isinstance(value, list) else value}")]  # fmt: skip
    given = ["list", "when_to_share", str(tmp_path / "export"), "--pack", "manchester", "--as-of", "2026-03-31"]
    with pytest.raises(SystemExit) as left:
        main([*given, *answers, "--out", str(tmp_path / "paths.csv")])
    header, row = (tmp_path / "paths.csv").read_text("utf-8").splitlines()
    assert (left.value.code, capsys.readouterr().out) == (0, f"1 rows are in {tmp_path / 'paths.csv'}.\n")
    assert (tmp_path / "paths.csv").stat().st_mode & 0o777 == 0o600
    written = dict(zip(header.split(","), row.split(","), strict=True))
    assert (written["answer"], written["event_day"]) == ("may_share", "2026-03-02")


def test_a_view_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as left:
        main(["list", "paths", str(tmp_path), "--pack", "manchester", "--as-of", "2026-03-31", "--out", "x.csv"])
    assert left.value.code == 2
    assert "There is no view 'paths' to list. The views are:" in capsys.readouterr().err
