"""REC-04 from end to end: words of the pack's list, outside quotation marks, in papers and contacts."""

from pathlib import Path

import duckdb
import pytest

from checks.facts import views
from checks.intake import conversions
from tests.facts.judged import audit, judged, statuses

pytestmark = pytest.mark.engine
WORDS = "liar; Time-waster; bad mother; straße"

# What a paper says, and the places of what is found in it.
SAID: dict[str, str] = {
    "He called her a liar.": "16-20",
    "LIAR": "0-4",
    "She is no liar's friend": "10-14",
    "familiar liars unliar": "",
    "liar_ and _liar": "0-4,11-15",
    "liar2": "",
    "a time-waster, a time waster": "2-13",
    "a bad \t mother": "2-14",
    "bad; mother": "",
    'He said "she is a liar" to me': "",
    'He said "no" and liar and "yes"': "17-21",
    "She said “liar” and he “bad mother”": "",
    'An unpaired " liar': "14-18",
    "”liar“": "1-5",
    "“liar": "1-5",
    "‘liar’ in single marks": "1-5",  # noqa: RUF001
    '"bad" mother, bad "mother"': "",
    "＂liar＂": "",  # noqa: RUF001
    "ｌｉａｒ": "0-4",  # noqa: RUF001
    "Die STRAẞE": "4-10",
    "die straße": "4-10",
    "e\u0301 liar, ﬁ liar": "3-7,11-15",
    "nothing at all": "",
    "n/a": "",
}


def test_words_are_found_outside_quotation_marks_and_told_by_place(tmp_path: Path) -> None:
    papers = [
        {"document_id": f"DO{n}", "owner_type": "case", "owner_id": "C1", "text": said} for n, said in enumerate(SAID)
    ]
    contacts = [{"contact_id": f"CT{n}", "case_id": "C1", "summary": said} for n, said in enumerate(SAID)]
    tables = {"documents": papers, "contacts": contacts}
    findings = audit(tables, tmp_path, ["REC-04"], derogatory__words=WORDS).findings
    detail = dict(zip(findings["record_id"], findings["detail"], strict=True))
    for prefix in ("DO", "CT"):
        shown = {said: detail.get(f"{prefix}{n}", "") for n, said in enumerate(SAID)}
        assert shown == {said: f"word found: word at {places}" if places else "" for said, places in SAID.items()}


def test_only_papers_of_a_case_and_contacts_with_words_are_in_scope(tmp_path: Path) -> None:
    papers = [
        {"document_id": "DO1", "owner_type": "case", "owner_id": "C1", "text": "a liar"},
        {"document_id": "DO2", "owner_type": "staff", "owner_id": "S1", "text": "a liar"},
        {"document_id": "DO3", "owner_type": "", "owner_id": "C1", "text": "a liar"},
        {"document_id": "DO4", "owner_type": "case", "owner_id": "C1"},
        {"document_id": "DO5", "owner_type": "case", "owner_id": "gone", "text": "a liar"},
    ]
    contacts = [{"contact_id": "CT1", "case_id": "", "summary": "a liar"}, {"contact_id": "CT2", "case_id": "C1"}]
    found = audit({"documents": papers, "contacts": contacts}, tmp_path, ["REC-04"])
    assert found.findings["record_id"].tolist() == ["CT1", "DO1", "DO5"]
    assert found.outcomes.set_index("rule_id").loc["REC-04", "in_scope"] == 3


def test_a_pack_without_a_list_has_the_rule_off(tmp_path: Path) -> None:
    papers = [{"document_id": "DO1", "owner_type": "case", "owner_id": "C1", "text": "a liar"}]
    found = audit({"documents": papers}, tmp_path, ["REC-04"], derogatory__words="off")
    assert statuses(found)["REC-04"] == ("off", "pack combined raises none of its causes")


def test_contacts_alone_can_be_judged(tmp_path: Path) -> None:
    contacts = [{"contact_id": "CT1", "case_id": "C1", "summary": "a liar"}]
    assert judged({"contacts": contacts}, tmp_path, ["REC-04"]) == {("REC-04", "CT1"): "breach word_found"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("he says: please pass on the note", True),
        ("pass on", True),
        ("passed onward", False),
        ("impass only", False),
        ("pass only", False),
        ("pass_on, pass on_", True),
        ("(pass on)", True),
        ("pass on2", False),
    ],
)
def test_a_phrase_is_found_as_whole_words(said: str, expected: bool) -> None:
    with duckdb.connect() as connection:
        conversions.register_functions(connection)
        views.prepare(connection)
        [found] = connection.execute("SELECT says_phrase($1, 'pass on')", [said]).fetchall()
    assert found == (expected,)
