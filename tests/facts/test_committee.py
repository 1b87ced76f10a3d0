"""BRD-01 and BRD-02 from end to end: who is named in a committee paper, how it is marked, and who gets it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.facts.judged import Row, audit, judged, statuses

pytestmark = pytest.mark.engine
REASON = "The committee hears her own complaint about us"
PAPER: Row = {
    "paper_id": "PA#", "meeting_on": "2026-10-05", "title": "Service report", "confidential": "no", "marking": "none",
    "circulation": "all_staff", "decision_id": "DE#", "text": "Numbers are up on last year.",
}  # fmt: skip
DECISION: Row = {
    "decision_id": "DE#", "decision_type": "name_in_committee_paper", "decided_at": "2026-10-05T09:00:00",
    "rationale": REASON,
}  # fmt: skip
PEOPLE = [
    {"person_id": "P1", "full_name": "Zorba Quennish", "known_as": "Bo Quennish; Zed", "is_client": "yes"},
    {"person_id": "P2", "full_name": "Ilsa Frondle", "is_client": "no"},
    {"person_id": "P3", "full_name": "Tam Lornwick", "is_client": "no"},
    {"person_id": "P4", "full_name": "Mo Kaydence", "is_client": ""},
]
TABLES: Mapping[str, list[Row]] = {
    "people": PEOPLE,
    "cases": [{"case_id": "C-1001", "person_id": "P1"}, {"case_id": "77", "person_id": "P9"}],
    "case_people": [
        {"case_id": "C-1001", "person_id": "P2", "relationship": "key_worker"},
        {"case_id": "gone", "person_id": "P4", "relationship": "partner"},
    ],
    "staff": [{"staff_id": "S1", "full_name": "Odo Brannick"}],
}
NO_DECISION = {"decision_id": ""}
NAMED = "breach client_named"

# What differs of a paper, what differs of its decision, and what BRD-02 finds.
PAPERS: dict[str, tuple[Row, Row, str]] = {
    "nobody is named": (NO_DECISION, {}, ""),
    "a client in the text": ({"text": "We thank Zorba  QUENNISH.", **NO_DECISION}, {}, NAMED),
    "in the title alone": ({"title": "On Zorba Quennish's complaint", "text": "", **NO_DECISION}, {}, NAMED),
    "by another name": ({"text": "(Bo Quennish)", **NO_DECISION}, {}, NAMED),
    "half in the title and half in the text": ({"title": "Zorba", "text": "Quennish", **NO_DECISION}, {}, ""),
    "a name of one word": ({"text": "Zed spoke.", **NO_DECISION}, {}, ""),
    "a longer name": ({"text": "Zorba Quennish-Smithe spoke.", **NO_DECISION}, {}, ""),
    "her key worker": ({"text": "Ilsa Frondle", **NO_DECISION}, {}, "breach related_person_named"),
    "somebody of a case that is gone": ({"text": "Mo Kaydence", **NO_DECISION}, {}, "breach related_person_named"),
    "somebody on no case": ({"text": "Tam Lornwick", **NO_DECISION}, {}, ""),
    "staff": ({"text": "Odo Brannick", **NO_DECISION}, {}, ""),
    "a case number": ({"text": "See c-1001.", **NO_DECISION}, {}, "breach case_number"),
    "a case number within a word": ({"text": "See C-10012, xC-1001 and C-1001-b", **NO_DECISION}, {}, ""),
    "a number that is a case's": ({"text": "We saw 77 people", **NO_DECISION}, {}, "breach case_number"),
    "both": ({"text": "Zorba Quennish (C-1001)", **NO_DECISION}, {}, "breach case_number;client_named"),
    "decided the same day": ({"text": "Zorba Quennish"}, {}, ""),
    "decided on a day with no time": ({"text": "Zorba Quennish"}, {"decided_at": "2026-10-05"}, ""),
    "decided the day after": ({"text": "Zorba Quennish"}, {"decided_at": "2026-10-06"}, NAMED),
    "on no known day": ({"text": "Zorba Quennish"}, {"decided_at": ""}, NAMED),
    "for a meeting on no known day": ({"text": "Zorba Quennish", "meeting_on": ""}, {}, NAMED),
    "another kind of decision": ({"text": "Zorba Quennish"}, {"decision_type": "share"}, NAMED),
    "a reason too short": ({"text": "Zorba Quennish"}, {"rationale": "Because."}, NAMED),
    "a placeholder for a reason": ({"text": "Zorba Quennish"}, {"rationale": "as per policy"}, NAMED),
    "no reason": ({"text": "Zorba Quennish"}, {"rationale": ""}, NAMED),
    "a decision that is not there": ({"text": "Zorba Quennish", "decision_id": "gone"}, {}, NAMED),
    "no decision": ({"text": "Zorba Quennish", "decision_id": ""}, {}, NAMED),
    "nothing to read": ({"title": "", "text": "n/a", **NO_DECISION}, {}, ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], str]:
    papers, decisions = [], []
    for number, (paper, decision, _) in enumerate(PAPERS.values()):
        papers.append({key: value.replace("#", str(number)) for key, value in (PAPER | paper).items()})
        decisions.append({key: value.replace("#", str(number)) for key, value in (DECISION | decision).items()})
    tables = {**TABLES, "committee_papers": papers, "decisions": decisions}
    return judged(tables, tmp_path_factory.mktemp("papers"), ["BRD-01", "BRD-02"])


@pytest.mark.parametrize("sentence", PAPERS)
def test_a_paper_is_found_by_whom_it_names(found: Mapping[tuple[str, str], str], sentence: str) -> None:
    assert found.get(("BRD-02", f"PA{list(PAPERS).index(sentence)}"), "") == PAPERS[sentence][2]


@pytest.mark.parametrize("sentence", PAPERS)
def test_a_paper_that_names_somebody_must_be_marked_and_kept_close(
    found: Mapping[tuple[str, str], str], sentence: str
) -> None:
    expected = "breach not_marked;too_wide" if PAPERS[sentence][2] else ""
    assert found.get(("BRD-01", f"PA{list(PAPERS).index(sentence)}"), "") == expected


MARKED: dict[tuple[str, str, str], str] = {
    ("yes", "private_and_confidential", "committee_only"): "",
    ("yes", "confidential", "committee_only"): "breach not_marked",
    ("yes", "", "committee_only"): "breach not_marked",
    ("yes", "private_and_confidential", ""): "breach too_wide",
    ("yes", "unheard_of", "public"): "breach not_marked;too_wide",
    ("no", "none", "public"): "",
    ("no", "private_and_confidential", "public"): "",
    ("", "none", "committee_only"): "undecided confidential_not_recorded",
    ("", "", ""): "undecided confidential_not_recorded",
    ("", "confidential", "committee_only"): "breach not_marked",
    ("", "private_and_confidential", "committee_only"): "",
    ("", "private_and_confidential", "public"): "breach too_wide",
    ("maybe", "none", "public"): "undecided confidential_not_recorded",
}


def test_marking_and_circulation_are_judged_where_a_paper_is_or_may_be_confidential(tmp_path: Path) -> None:
    papers = [
        PAPER | {"paper_id": f"PA{n}", "confidential": said, "marking": marking, "circulation": sent}
        for n, (said, marking, sent) in enumerate(MARKED)
    ]
    found = judged({**TABLES, "committee_papers": papers, "decisions": []}, tmp_path, ["BRD-01"])
    assert [found.get(("BRD-01", f"PA{n}"), "") for n in range(len(MARKED))] == list(MARKED.values())


def test_a_finding_says_where_and_never_what(tmp_path: Path) -> None:
    paper = PAPER | {
        "paper_id": "PA1",
        "title": "Re: C-1001",
        "text": "  Met Zorba\tQuennish. \u24ba Bo Quennish’s own",
    }
    found = audit({**TABLES, "committee_papers": [paper], "decisions": []}, tmp_path, ["BRD-02"])
    assert found.findings["detail"].tolist() == [
        "case number, client named: meeting on 2026-10-05; title at 4-10; text at 4-18,22-33"
    ]


def test_without_a_table_what_needs_it_is_undecided(tmp_path: Path) -> None:
    paper = PAPER | {"paper_id": "PA1", "decision_id": "", "text": "C-1001"}
    other = PAPER | {"paper_id": "PA2", "decision_id": ""}
    marked = PAPER | {"paper_id": "PA3", "decision_id": "", "confidential": "yes"}
    tables = {"cases": TABLES["cases"], "committee_papers": [paper, other, marked], "decisions": []}
    assert judged(tables, tmp_path, ["BRD-01", "BRD-02"]) == {
        ("BRD-01", "PA1"): "breach not_marked;too_wide",
        ("BRD-01", "PA2"): "undecided not_marked_not_testable;scope_not_testable;too_wide_not_testable",
        ("BRD-01", "PA3"): "breach not_marked;too_wide",
        ("BRD-02", "PA1"): "breach case_number",
        ("BRD-02", "PA2"): "undecided client_named_not_testable;related_person_named_not_testable",
        ("BRD-02", "PA3"): "undecided client_named_not_testable;related_person_named_not_testable",
    }


def test_without_papers_neither_is_tested(tmp_path: Path) -> None:
    found = statuses(audit({"people": PEOPLE}, tmp_path, ["BRD-01", "BRD-02"]))
    assert found["BRD-01"] == found["BRD-02"] == ("not_tested", "table committee_papers absent")
