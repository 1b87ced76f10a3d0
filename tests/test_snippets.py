"""Masked snippets: the shape of a text around a place, and never a word of it."""

import csv
import stat
from pathlib import Path

import pytest

from checks.errors import PolicyError
from checks.runs.cli import main
from checks.runs.snippets import masked, snippets
from tests.exports import pack_of, write_export

pytestmark = pytest.mark.engine
TEXT = "  Zorba Quennish met Tam O’Kayden at 3 Far Lane, LF2 2BB.\nTam Okayden rang: 01632 960003, tam@example.org!"
TABLES = {
    "people": [
        {"person_id": "P1", "full_name": "Zorba Quennish", "is_client": "yes"},
        {"person_id": "P2", "full_name": "Tam O’Kayden", "is_client": "no"},
    ],
    "cases": [{"case_id": "C1", "person_id": "P1", "status": "open"}],
    "case_people": [{"case_id": "C1", "person_id": "P2", "relationship": "child"}],
    "safe_contacts": [{"person_id": "P2", "case_id": "C1", "detail": "01632 960 003"}],
    "staff": [{"staff_id": "S1", "full_name": "Odo Brannick"}],
    "documents": [
        {"document_id": "DO1", "owner_type": "case", "owner_id": "C1", "section": "client", "source_kind": "worker",
         "about_person_ids": "P1", "text": TEXT},
    ],
    "contacts": [{"contact_id": "CT1", "case_id": "C1", "summary": "She is no liar."}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "start", "stop", "shape"),
    [
        ("Saw Tam today", 4, 7, "xxx [xxx] xxxxx"),
        ("Tam", 0, 3, "[xxx]"),
        ("ring 07700 900003, Tam’s", 5, 17, "xxxx [99999 999999], xxxxx"),
        ("é Zoë\n\tLß ½ \uff13 漢字 🙂", 2, 5, "x [xxx] xx 9 9 xx x"),
        ("a" * 60 + " Tam " + "b" * 60, 61, 64, "x" * 60 + " [xxx] " + "x" * 60),
        (" ".join(["word"] * 40), 95, 99, "xxxx " * 8 + "[xxxx]" + " xxxx" * 8),
    ],
)
def test_letters_become_x_and_digits_9_and_words_keep_their_length(
    text: str, start: int, stop: int, shape: str
) -> None:
    assert masked(text, start, stop) == shape


def test_each_place_that_a_rule_found_has_its_shape(tmp_path: Path) -> None:
    folder = write_export(TABLES, tmp_path)
    given = {**pack_of("combined").overrides, "third_party.near_names": "yes"}
    found = snippets(folder, pack="combined", as_of="2026-10-31", settings=given, rules=["TPS-02", "REC-04"])
    assert found.to_numpy().tolist() == [
        ["REC-04", "CT1", "10-14", "xxx xx xx [xxxx]."],
        ["TPS-02", "DO1", "19-31", "xxxxx xxxxxxxx xxx [xxx xxxxxxxx] xx 9 xxx xxxx, xx9 9xx. xxx xxxxxxx xxxx:"],
    ]


def test_the_command_writes_a_file_of_its_own_that_only_its_owner_may_read(tmp_path: Path) -> None:
    folder, out = write_export(TABLES, tmp_path / "export"), tmp_path / "own" / "snippets.csv"
    asked = ["--rules", "TPS-05", "--set", "third_party.near_names=yes", "--out", str(out)]
    with pytest.raises(SystemExit) as left:
        main(["snippets", str(folder), "--pack", "combined", "--as-of", "2026-10-31", *asked])
    assert left.value.code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    written = out.read_text(encoding="utf-8")
    assert [row["place"] for row in csv.DictReader(written.splitlines())] == ["74-86"]
    assert not any(word in written for word in ("Tam", "Okayden", "Zorba", "01632", "LF2"))


def test_rules_that_read_no_text_have_no_snippets(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="None of these rules finds anything in a text"):
        snippets(write_export(TABLES, tmp_path), pack="combined", as_of="2026-10-31", rules=["RAT-01"])
