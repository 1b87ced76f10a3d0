"""Checks about committee papers, policies and attestations, by hand-made cases. as_of is 2026-10-31."""

from __future__ import annotations

from typing import Any

import pytest

from .hand_made import found

PAPER = {
    "paper_id": "K1",
    "meeting_on": "2026-10-20",
    "title": "The year",
    "confidential": "yes",
    "marking": "private_and_confidential",
    "circulation": "committee_only",
}
PEOPLE = [
    {"person_id": "P1", "full_name": "Zorba Quennish", "is_client": "yes"},
    {"person_id": "P2", "full_name": "Bo Lix", "is_client": "no"},
]
NAMING = {
    "decision_id": "E1",
    "decision_type": "name_in_committee_paper",
    "rationale": "the funder asked for this one by name",
    "decided_at": "2026-10-20T18:00",
}


def papers(rule: str, paper: dict[str, str], **tables: Any) -> str | None:
    related = {"case_id": "C1", "person_id": "P2", "relationship": "partner"}
    cases = {"case_id": "C-17", "person_id": "P1"}
    given = {"people": PEOPLE, "case_people": related, "cases": cases} | tables
    return found(rule, committee_papers=PAPER | paper, **given).get("K1")


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        ({}, "complies"),
        ({"title": "", "text": "tbc"}, None),
        ({"text": "zorba quennish's year"}, "breach client_named"),
        ({"title": "Bo  LIX left"}, "breach related_person_named"),
        ({"text": "Zorba came, Bo went"}, "complies"),
        ({"text": "see c-17."}, "breach case_number"),
        ({"text": "see c-170"}, "complies"),
        ({"text": "Zorba Quennish", "decision_id": "E1"}, "complies"),
        ({"text": "Zorba Quennish", "decision_id": "E1", "meeting_on": "2026-10-19"}, "breach client_named"),
        ({"text": "Zorba Quennish", "decision_id": "E2"}, "breach client_named"),
    ],
)
def test_a_paper_names_no_client_without_a_reasoned_decision(paper: dict[str, str], expected: str | None) -> None:
    assert papers("BRD-02", paper, decisions=[NAMING, NAMING | {"decision_id": "E2", "rationale": "N/A"}]) == expected


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        ({}, "complies"),
        ({"marking": "confidential", "circulation": ""}, "breach not_marked;too_wide"),
        ({"confidential": "no", "marking": "none"}, None),
        ({"confidential": "no", "marking": "none", "text": "Bo Lix"}, "breach not_marked"),
        ({"confidential": "", "marking": "none", "circulation": "public"}, "undecided"),
        ({"confidential": "", "marking": "confidential"}, "breach not_marked"),
        ({"confidential": ""}, "complies"),
    ],
)
def test_a_confidential_paper_is_marked_and_kept_to_the_committee(paper: dict[str, str], expected: str | None) -> None:
    assert papers("BRD-01", paper) == expected


# GOV-01, GOV-02

POLICY = {
    "policy_id": "Y1",
    "kind": "confidentiality",
    "approved_on": "2024-10-31",
    "review_due_on": "2026-10-31",
    "laws_cited": "dpa_2018",
    "audiences": "staff",
}
ONE = {
    "policy.kinds_required": ["confidentiality"],
    "law.current": ["dpa_2018"],
    "policy.audiences": ["staff"],
    "attestation.clauses": ["O-1a"],
}


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ({}, "complies"),
        ({"review_due_on": "2026-10-30"}, "breach review_overdue"),
        ({"review_due_on": ""}, "breach review_overdue"),
        ({"review_due_on": "2026-11-01"}, "breach review_too_far"),
        ({"approved_on": "", "review_due_on": "2040-01-01"}, "complies"),
        ({"laws_cited": "dpa_1998"}, "breach law_missing;law_repealed"),
        ({"audiences": ""}, "breach audience_missing"),
    ],
)
def test_a_policy_is_reviewed_in_time_and_cites_current_law(policy: dict[str, str], expected: str) -> None:
    assert found("GOV-01", ONE, policy_register=POLICY | policy) == {"Y1": expected}


def test_the_latest_approved_row_of_a_kind_is_judged_and_a_missing_one_goes_by_its_kind() -> None:
    assert found("GOV-01", ONE, policy_register=[]) == {"confidentiality": "breach absent"}
    future = POLICY | {"approved_on": "2026-11-01"}
    assert found("GOV-01", ONE, policy_register=future) == {"confidentiality": "breach absent"}
    tie, undated = POLICY | {"policy_id": "Y2"}, POLICY | {"policy_id": "Y9", "approved_on": ""}
    assert found("GOV-01", ONE, policy_register=[tie, POLICY, undated]) == {"Y2": "complies"}


@pytest.mark.parametrize(
    ("attestation", "expected"),
    [
        ({}, "complies"),
        ({"answer": "not_applicable"}, "complies"),
        ({"answer": "no"}, "breach answered_no"),
        ({"answer": "perhaps"}, "breach answer_blank"),
        ({"next_due_on": "2026-10-30"}, "breach expired"),
        ({"attested_on": "2026-10-30", "next_due_on": "2027-10-31"}, "breach expired"),
        ({"attested_by": "S2"}, "breach unknown_person"),
        ({"attested_on": ""}, "breach none"),
        ({"clause_id": "O-1b"}, "breach none"),
    ],
)
def test_a_duty_is_attested_by_somebody_who_was_here(attestation: dict[str, str], expected: str) -> None:
    own = {"clause_id": "O-1a", "attested_by": "S1", "attested_on": "2025-10-31", "next_due_on": "2026-10-31"}
    row = {"attestation_id": "T1", "answer": "yes"} | own | attestation
    staff = [{"staff_id": "S1", "left_on": "2026-10-31"}, {"staff_id": "S2", "left_on": "2025-10-30"}]
    assert found("GOV-02", ONE, attestations=row, staff=staff) == {"O-1a": expected}
