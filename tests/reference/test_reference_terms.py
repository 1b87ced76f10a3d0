"""CON-03, CON-05, CON-07 and TPS-03 by hand-made examples."""

from __future__ import annotations

from typing import Any

import pytest

from .judged import COMPLIES, OUT, UNDECIDED, breach, conflict, outcome

TOLD = "what;why;to_whom;how;consequences"
GIVEN = {
    "consent_id": "CO1",
    "subject_id": "P1",
    "case_id": "C1",
    "given_as": "self",
    "status": "given",
    "given_on": "2026-10-20",
    "recipient_agency_id": "A1",
    "info_categories": "health",
}
CASE = {"case_id": "C1", "person_id": "P1", "client_group": "child"}
RELIED_ON = {
    "disclosure_id": "DI1",
    "case_id": "C1",
    "subject_id": "P1",
    "basis": "consent",
    "consent_id": "CO1",
    "disclosed_at": "2026-10-24T09:00",
    "recipient_agency_id": "A1",
    "recipient_kind": "health",
    "info_categories": "health",
    "decision_id": "DE1",
}


@pytest.mark.parametrize(
    ("changes", "group", "expected"),
    [
        ({"told": TOLD}, "child", COMPLIES),
        ({"told": "what;why;how"}, "child", breach("told_missing_consequences", "told_missing_to_whom")),
        ({"told": TOLD}, "adult_victim", breach("limits_not_discussed")),
        ({"told": TOLD, "status": "refused"}, "adult_victim", COMPLIES),
        ({"given_as": "info_provider"}, "child", OUT),
        ({"status": "withdrawn"}, "child", OUT),
    ],
)
def test_a_consent_is_given_knowing_what_it_is_for(changes: dict[str, str], group: str, expected: Any) -> None:
    tables = {"consents": [GIVEN | changes], "cases": [CASE | {"client_group": group}]}
    assert outcome("CON-03", "CO1", tables) == expected


def giver(person: dict[str, str], others: list[dict[str, str]] | None = None, **changes: str) -> tuple[str, str]:
    """CON-05 of a young person's consent on which a disclosure relies; 15 years old unless told otherwise."""
    born = {"person_id": "P1", "date_of_birth": "2011-05-05"}
    tables = {
        "people": [born | person],
        "consents": [GIVEN | changes, *(others or [])],
        "disclosures": [RELIED_ON],
        "decisions": [{"decision_id": "DE1", "decided_at": "2026-10-24"}],
        "safeguarding_concerns": [
            {
                "concern_id": "SC1",
                "decision_id": person.get("decision", ""),
                "kind": "child_concern",
                "raised_at": "2026-10-24",
            }
        ],
    }
    return outcome("CON-05", "CO1", tables)


@pytest.mark.parametrize(
    ("born", "competence", "expected"),
    [
        ("2013-10-20", "", breach("not_assessed")),  # 13 on the day
        ("2013-10-21", "not_assessed", COMPLIES),
        ("2008-10-20", "", OUT),  # 18 on the day
        ("2008-10-21", "", breach("not_assessed")),
        ("2011-05-05", "not_competent", breach("not_competent_self")),
        ("2011-05-05", "fraser", COMPLIES),
    ],
)
def test_a_young_persons_own_consent_rests_on_competence(born: str, competence: str, expected: Any) -> None:
    assert giver({"date_of_birth": born, "competence": competence}) == expected


def test_without_a_date_of_birth_an_assessment_cannot_be_told_to_be_due() -> None:
    tables = {"people": [{"person_id": "P1"}], "consents": [GIVEN], "cases": [CASE]}
    assert outcome("CON-05", "CO1", tables) == UNDECIDED
    assert outcome("CON-05", "CO1", tables, child_consent__assess_from_age="none") == COMPLIES


def test_a_competent_child_is_not_overruled_by_a_parent() -> None:
    parents = {"given_as": "parent_carer"}
    assert giver({"competence": "gillick"}, **parents) == breach("parent_over_competent_child")
    assert giver({"competence": "fraser"}, **parents) == breach("parent_over_competent_child")
    assert giver({"competence": "fraser"}, info_categories="health;identity", **parents) == COMPLIES
    assert giver({"competence": "gillick", "capacity": "lacks_capacity"}, **parents) == COMPLIES


def test_a_competent_childs_own_refusal_is_not_ignored() -> None:
    refused = {
        "consent_id": "CO2",
        "subject_id": "P1",
        "given_as": "self",
        "status": "refused",
        "sought_on": "2026-10-24",
    }
    given = GIVEN | {"consent_id": "CO3", "given_on": "2026-10-24"}
    gillick = {"competence": "gillick"}
    assert giver(gillick, [refused]) == breach("refusal_ignored")
    assert giver(gillick, [refused | {"sought_on": "2026-10-25"}]) == COMPLIES
    assert giver(gillick, [refused | {"given_as": "parent_carer"}]) == COMPLIES
    assert giver(gillick, [refused | {"sought_on": "2026-10-23"}, given]) == COMPLIES
    assert giver({"competence": "not_assessed", "date_of_birth": "2014-01-01"}, [refused]) == COMPLIES
    assert giver(gillick | {"decision": "DE1"}, [refused]) == conflict("refusal_ignored")


@pytest.mark.parametrize(
    ("assessed", "expected"),
    [("", "incapable_self"), ("2026-10-20", "incapable_self"), ("2026-10-21", "")],
)
def test_a_person_found_to_lack_capacity_before_cannot_consent_herself(assessed: str, expected: str) -> None:
    person = {"date_of_birth": "1990-01-01", "capacity": "lacks_capacity", "competence_assessed_on": assessed}
    assert giver(person) == (breach(expected) if expected else COMPLIES)


PAPER = {"document_id": "DO1", "owner_type": "case", "owner_id": "C1", "source_kind": "agency", "source_id": "A2"}
PASSED_ON = RELIED_ON | {"document_id": "DO1", "scope": "external", "basis": "none", "consent_id": ""}
PROVIDER = {"consent_id": "CO5", "case_id": "C1", "given_as": "info_provider", "given_by_id": "A2"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"status": "given", "given_on": "2026-10-24"}, COMPLIES),
        ({"status": "given", "given_on": "2026-10-25"}, breach("provider_not_asked")),
        ({"status": "given", "given_by_id": "A3"}, breach("provider_not_asked")),
        ({"status": "given", "case_id": ""}, COMPLIES),
        ({"status": "not_sought"}, breach("no_reason")),
        ({"status": "not_sought", "not_sought_reason": "not_appropriate"}, COMPLIES),
        ({"status": "refused", "sought_on": "2026-10-24"}, breach("provider_refused")),
    ],
)
def test_the_provider_of_a_paper_is_asked_before_it_goes_on(row: dict[str, str], expected: Any) -> None:
    tables = {"disclosures": [PASSED_ON], "documents": [PAPER], "consents": [PROVIDER | row], "cases": [CASE]}
    assert outcome("CON-07", "DI1", tables) == expected


def test_the_latest_word_of_the_provider_counts_and_a_breaking_basis_overrides_a_refusal() -> None:
    rows = [
        PROVIDER | {"status": "refused", "sought_on": "2026-10-20"},
        PROVIDER | {"consent_id": "CO6", "status": "given", "given_on": "2026-10-21"},
    ]
    tables = {"disclosures": [PASSED_ON], "documents": [PAPER], "consents": rows}
    assert outcome("CON-07", "DI1", tables) == COMPLIES
    tables["consents"] = rows[:1]
    assert outcome("CON-07", "DI1", tables) == breach("provider_refused")
    tables["disclosures"] = [PASSED_ON | {"basis": "court_order"}]
    assert outcome("CON-07", "DI1", tables) == COMPLIES
    tables["disclosures"] = [PASSED_ON | {"disclosed_at": ""}]
    assert outcome("CON-07", "DI1", tables) == UNDECIDED


@pytest.mark.parametrize(
    ("source", "section", "expected"),
    [
        ("client", "client", COMPLIES),
        ("client", "restricted", breach("third_party_section")),
        ("agency", "client", breach("third_party_source")),
        ("agency", "third_party", breach("third_party_section", "third_party_source")),
        ("", "not_set", breach("third_party_source")),
        ("not_known", "client", UNDECIDED),
        ("worker", "", COMPLIES),
    ],
)
def test_a_release_to_a_client_holds_nothing_from_a_third_party(source: str, section: str, expected: Any) -> None:
    release = RELIED_ON | {"subject_type": "client", "basis": "subject_access", "document_id": "DO1"}
    paper = PAPER | {"source_kind": source, "section": section}
    assert outcome("TPS-03", "DI1", {"disclosures": [release], "documents": [paper]}) == expected


def test_a_release_of_no_known_paper_is_looked_at_by_a_person() -> None:
    release = RELIED_ON | {"subject_type": "client", "sar_id": "SR1"}
    assert outcome("TPS-03", "DI1", {"disclosures": [release]}) == UNDECIDED
    named = release | {"info_categories": "third_party"}
    assert outcome("TPS-03", "DI1", {"disclosures": [named]}) == breach("third_party_category")
    consents = [PROVIDER | {"status": "given", "given_on": "2026-10-24"}]
    tables = {"disclosures": [named | {"document_id": "DO1"}], "documents": [PAPER], "consents": consents}
    assert outcome("TPS-03", "DI1", tables, third_party__release_with_consent="yes") == COMPLIES


@pytest.mark.parametrize(("outcome_of_it", "checker", "expected"), [
    ("granted", "", breach("no_check")), ("partly", "S9", breach("no_check")), ("granted", "S1", COMPLIES),
    ("", "", OUT), ("refused", "", OUT),
])  # fmt: skip
def test_a_request_granted_was_checked_by_staff(outcome_of_it: str, checker: str, expected: Any) -> None:
    request = {"sar_id": "SR1", "requester_type": "client", "kind": "copy", "outcome": outcome_of_it}
    tables = {"subject_access_requests": [request | {"third_party_checked_by": checker}], "staff": [{"staff_id": "S1"}]}
    assert outcome("TPS-03", "SR1", tables) == expected
