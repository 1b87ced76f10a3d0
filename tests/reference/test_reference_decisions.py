"""RAT-03 and RAT-06 to RAT-09 by hand-made examples."""

from __future__ import annotations

from typing import Any

import pytest

from .judged import COMPLIES, OUT, UNDECIDED, breach, outcome

ASKED = {
    "request_id": "IR1",
    "direction": "received",
    "about_type": "client",
    "about_id": "P1",
    "received_at": "2026-10-20T09:00",
}
SHARED = {
    "decision_id": "DE1",
    "request_id": "IR1",
    "decision_type": "share",
    "decided_at": "2026-10-25",
    "subject_id": "P1",
    "case_id": "C1",
}
ADULT = {"person_id": "P1", "date_of_birth": "1990-01-01"}


def request(decisions: list[dict[str, str]], **changes: str) -> tuple[str, str]:
    return outcome("RAT-03", "IR1", {"information_requests": [ASKED | changes], "decisions": decisions})


@pytest.mark.parametrize(
    ("decided", "expected"),
    [
        ("2026-10-25T23:59", COMPLIES),
        ("2026-10-26T00:00", breach("unanswered")),
        ("2026-10-01", COMPLIES),
        ("", UNDECIDED),
    ],
)
def test_a_request_is_answered_up_to_the_last_of_its_calendar_days(decided: str, expected: Any) -> None:
    assert request([SHARED | {"decided_at": decided}]) == expected


def test_a_request_waits_until_its_last_day_is_over_and_without_a_day_it_never_waits() -> None:
    assert request([], received_at="2026-10-26") == OUT
    assert request([], received_at="2026-10-25") == breach("unanswered")
    assert request([], received_at="") == breach("unanswered")
    assert request([SHARED | {"decided_at": ""}], received_at="") == COMPLIES


@pytest.mark.parametrize(
    ("decided", "told", "expected"),
    [
        ("2026-10-24", "", breach("not_told_why")),
        ("2026-10-25", "", breach("not_told_why", "unanswered")),
        ("2026-10-26", "", breach("unanswered")),  # telling may wait until the run date itself
        ("2026-10-24", "2026-10-31", COMPLIES),
    ],
)
def test_a_requester_who_was_refused_is_told_why(decided: str, told: str, expected: Any) -> None:
    refused = SHARED | {"decision_type": "not_share", "decided_at": decided, "requester_told_on": told}
    assert request([refused], received_at="2026-10-19") == expected


def test_telling_the_requester_waits_for_its_own_days() -> None:
    refused = SHARED | {"decision_type": "not_share", "decided_at": "2026-10-26"}
    assert request([refused], received_at="2026-10-24") == OUT


def test_of_several_answers_the_one_named_else_the_earliest_is_the_request_s() -> None:
    refused = SHARED | {"decision_id": "DE2", "decision_type": "not_share", "decided_at": "2026-10-24"}
    assert request([SHARED, refused]) == breach("not_told_why")
    assert request([SHARED, refused], decision_id="DE1") == COMPLIES


def test_our_own_request_states_its_basis() -> None:
    assert request([], direction="made_by_us", basis_stated="N/A") == breach("no_basis_stated")
    assert request([], direction="made_by_us", basis_stated="section 9") == COMPLIES
    assert request([], direction="") == UNDECIDED
    assert request([], about_type="", received_at="2026-10-01") == OUT


def considering(considered: str, *, born: str = "1990-01-01", **tables: Any) -> tuple[str, str]:
    decision = SHARED | {"considered": considered}
    people = [{"person_id": "P1", "date_of_birth": born, "capacity": "presumed"}]
    settings = {"considered__share": ["law"], "considered__child": ["child_welfare"]}
    return outcome("RAT-06", "DE1", {"decisions": [decision], "people": people, **tables}, **settings)


def test_a_share_considers_what_the_pack_lists_and_the_child_on_the_case() -> None:
    assert considering("law") == COMPLIES
    assert considering("") == breach("missing_law")
    assert considering("law", born="2008-10-25") == COMPLIES  # 18 on the day of the decision
    assert considering("law", born="2008-10-26") == breach("missing_child_welfare")


@pytest.mark.parametrize(("ends", "expected"), [("2026-10-24", COMPLIES), ("2026-10-25", None), ("", None)])
def test_a_child_is_on_the_case_within_its_dates(ends: str, expected: Any) -> None:
    row = {"case_id": "C1", "person_id": "P9", "relationship": "child", "ends_on": ends}
    assert considering("law", case_people=[row]) == (expected or breach("missing_child_welfare"))


def test_where_nothing_is_required_the_decision_is_out_of_scope() -> None:
    tables = {"decisions": [SHARED], "people": [ADULT]}
    assert outcome("RAT-06", "DE1", tables, considered__share=[]) == OUT


def test_doubt_asks_for_advice_by_the_decision_or_one_of_its_disclosures() -> None:
    doubted = SHARED | {"in_doubt": "yes"}
    advice = {"authorisation_id": "AU1", "kind": "peer_advice", "outcome": "go", "anonymised": "yes"}
    shared = {"disclosure_id": "DI1", "decision_id": "DE1", "authorisation_id": "AU1"}
    tables = {"decisions": [doubted], "authorisations": [advice]}
    assert outcome("RAT-07", "DE1", tables) == breach("no_advice")
    assert outcome("RAT-07", "DE1", tables | {"disclosures": [shared]}) == COMPLIES
    assert outcome("RAT-07", "DE1", {"decisions": [SHARED]}) == OUT
    assert outcome("RAT-07", "DE1", tables | {"disclosures": [shared]}, advice__scope="reports") == OUT


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"outcome": "tbc"}, breach("no_outcome")),
        ({"outcome": "go", "kind": "peer_advice"}, breach("named_outside")),
        ({"outcome": "go", "agency_id": "A9", "anonymised": "no"}, breach("named_outside")),
        ({"outcome": "go", "agency_id": "A9", "why_identified": "they know her"}, COMPLIES),
        ({"outcome": "go", "kind": "legal_advice"}, COMPLIES),
    ],
)
def test_advice_has_an_outcome_and_names_nobody_outside(row: dict[str, str], expected: Any) -> None:
    assert outcome("RAT-07", "AU1", {"authorisations": [{"authorisation_id": "AU1", **row}]}) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, COMPLIES),
        ({"recorded_at": "2026-10-28"}, breach("late_record")),
        ({"recorded_at": "2026-10-24"}, COMPLIES),
        ({"recorded_at": ""}, UNDECIDED),
        ({"case_id": ""}, breach("no_case", "no_file_note")),
        ({"case_id": "C2"}, breach("no_case", "no_file_note")),
        ({"file_note_id": "DO2"}, breach("no_file_note")),
    ],
)
def test_a_decision_is_on_its_case_s_file_within_two_days(changes: dict[str, str], expected: Any) -> None:
    decision = SHARED | {"file_note_id": "DO1", "recorded_at": "2026-10-27T23:00"} | changes
    papers = [{"document_id": "DO1", "owner_type": "case", "owner_id": "C1"}]
    tables = {"decisions": [decision], "people": [ADULT], "cases": [{"case_id": "C1"}], "documents": papers}
    assert outcome("RAT-08", "DE1", tables) == expected


def reasons(clients: list[str]) -> tuple[str, str]:
    texts = ("Risk of harm.", " risk  of harm", "- RISK of harm!", "risk of harm")
    rows = [
        SHARED | {"decision_id": f"DE{number}", "subject_id": client, "rationale": texts[number % 4]}
        for number, client in enumerate(clients, 1)
    ]
    return outcome("RAT-09", "DE1", {"decisions": rows})


def test_a_reason_may_be_used_three_times_for_two_clients() -> None:
    assert reasons(["P1", "P1", ""]) == COMPLIES
    assert reasons(["P1", "P1", "P1", "P1"]) == breach("too_many_decisions")
    assert reasons(["P1", "P2", ""]) == breach("too_many_clients")
    assert outcome("RAT-09", "DE1", {"decisions": [SHARED | {"rationale": "N/A"}]}) == OUT
