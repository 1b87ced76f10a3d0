"""AUT-04 from end to end, on hand-made rows."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.facts.sharing_stories import SHARE, Case, judge_cases, told

pytestmark = pytest.mark.engine

HARM = told(
    SHARE,
    disclosures={"basis": "risk_to_other"},
    decisions={"concern_id": "K#", "risk_assessment_id": "R#"},
    safeguarding_concerns={
        "concern_id": "K#", "case_id": "C#", "kind": "serious_harm_to_other", "raised_at": "2026-03-05T12:00",
        "at_risk_id": "O#",
    },
    documents={
        "document_id": "R#", "owner_type": "case", "owner_id": "C#", "doc_type": "risk_assessment",
        "created_on": "2026-03-05",
    },
)  # fmt: skip
REFUSED = {
    "consent_id": "X#", "subject_id": "P#", "status": "refused", "given_as": "self", "sought_on": "2026-03-05",
    "info_categories": "", "recipient_agency_id": "",
}  # fmt: skip
GIVEN = {
    "consent_id": "Y#", "subject_id": "P#", "status": "given", "given_as": "self", "given_on": "2026-03-04",
    "info_categories": "identity", "recipient_agency_id": "G1",
}  # fmt: skip
SILENT = {"decisions.rationale": "n/a"}
STAFF = {
    "disclosures.subject_type": "staff", "disclosures.subject_id": "W1", "decisions.concern_id": "",
    "decisions.risk_assessment_id": "",
}  # fmt: skip
AUT_04: Sequence[Case] = [
    ("same_moment_same_day", {}, "complies"),
    ("concern_second_after", {"safeguarding_concerns.raised_at": "2026-03-05T12:00:01"}, "breach no_concern"),
    ("concern_day_only", {"safeguarding_concerns.raised_at": "2026-03-05"}, "complies"),
    ("concern_undated", {"safeguarding_concerns.raised_at": ""}, "breach no_concern"),
    ("concern_dangling", {"safeguarding_concerns": None}, "breach no_concern"),
    (
        "concern_names_decision",
        {"decisions.concern_id": "", "safeguarding_concerns.decision_id": "D#"},
        "complies",
    ),
    ("concern_unlinked", {"decisions.concern_id": ""}, "breach no_concern"),
    ("concern_kind_wrong", {"safeguarding_concerns.kind": "risk_to_client"}, "breach wrong_concern"),
    ("concern_kind_blank", {"safeguarding_concerns.kind": ""}, "breach wrong_concern"),
    ("about_the_subject", {"safeguarding_concerns.at_risk_id": "P#"}, "breach wrong_concern"),
    ("about_nobody", {"safeguarding_concerns.at_risk_id": ""}, "breach wrong_concern"),
    (
        "second_concern_fits",
        {
            "safeguarding_concerns.at_risk_id": "P#",
            "safeguarding_concerns+": [{"concern_id": "L#", "decision_id": "D#"}],
        },
        "complies",
    ),
    (
        "kind_and_person_on_two_rows",
        {
            "safeguarding_concerns.at_risk_id": "P#",
            "safeguarding_concerns+": [{"concern_id": "L#", "decision_id": "D#", "kind": "child_concern"}],
        },
        "breach wrong_concern",
    ),
    (
        "herself_at_risk",
        {
            "disclosures.basis": "risk_to_client",
            "safeguarding_concerns.kind": "risk_to_client",
            "safeguarding_concerns.at_risk_id": "P#",
        },
        "complies",
    ),
    (
        "herself_at_risk_but_not_named",
        {
            "disclosures.basis": "risk_to_client",
            "safeguarding_concerns.kind": "risk_to_client",
            "safeguarding_concerns.at_risk_id": "",
        },
        "breach wrong_concern",
    ),
    (
        "child_at_risk_not_named",
        {
            "disclosures.basis": "child_protection",
            "safeguarding_concerns.kind": "child_concern",
            "safeguarding_concerns.at_risk_id": "",
        },
        "complies",
    ),
    ("assessment_next_day", {"documents.created_on": "2026-03-06"}, "breach no_risk_assessment"),
    ("assessment_undated", {"documents.created_on": ""}, "breach no_risk_assessment"),
    ("assessment_dangling", {"documents": None}, "breach no_risk_assessment"),
    ("assessment_another_paper", {"documents.doc_type": "report"}, "breach no_risk_assessment"),
    ("decision_dangling", {"decisions": None}, "breach no_concern;no_risk_assessment"),
    ("decision_blank", {"disclosures.decision_id": ""}, "breach no_concern;no_risk_assessment"),
    ("order_named", {"disclosures.basis": "court_order", "disclosures.legal_reference": "Family court"}, "complies"),
    ("order_not_named", {"disclosures.basis": "court_order"}, "breach no_legal_reference"),
    (
        "order_placeholder",
        {"disclosures.basis": "court_order", "disclosures.legal_reference": "tbc"},
        "breach no_legal_reference",
    ),
    ("interest_concern", {"disclosures.basis": "public_interest"}, "complies"),
    (
        "interest_law",
        {"disclosures.basis": "public_interest", "decisions.concern_id": "", "disclosures.legal_reference": "An Act"},
        "complies",
    ),
    ("interest_neither", {"disclosures.basis": "public_interest", "decisions.concern_id": ""}, "breach no_evidence"),
    ("staff_contract_reason", {**STAFF, "disclosures.basis": "contract_terms"}, "complies"),
    (
        "staff_contract_short",
        {**STAFF, "disclosures.basis": "contract_terms", "decisions.rationale": "For safety"},
        "breach no_legal_reference",
    ),
    ("staff_interest_reason", {**STAFF, "disclosures.basis": "public_interest"}, "complies"),
    (
        "staff_interest_concern_only",
        {**STAFF, **SILENT, "disclosures.basis": "public_interest", "decisions.concern_id": "K#"},
        "breach no_evidence",
    ),
    ("staff_crime_reason", {**STAFF, "disclosures.basis": "crime_prevention"}, "breach no_legal_reference"),
    ("day_blank", {"disclosures.disclosed_at": ""}, "undecided day_not_recorded"),
    ("day_blank_no_concern", {"disclosures.disclosed_at": "", "decisions.concern_id": ""}, "breach no_concern"),
    (
        "day_blank_undated_concern",
        {"disclosures.disclosed_at": "", "safeguarding_concerns.raised_at": ""},
        "breach no_concern",
    ),
    ("day_blank_no_assessment", {"disclosures.disclosed_at": "", "documents": None}, "breach no_risk_assessment"),
    ("refused_and_answered", {"consents+": [REFUSED]}, "complies"),
    ("refused_same_day", {**SILENT, "consents+": [REFUSED]}, "breach refusal_not_answered"),
    ("refused_next_day", {**SILENT, "consents+": [{**REFUSED, "sought_on": "2026-03-06"}]}, "complies"),
    ("refused_undated", {**SILENT, "consents+": [{**REFUSED, "sought_on": ""}]}, "breach refusal_not_answered"),
    (
        "refused_undated_and_no_day",
        {**SILENT, "disclosures.disclosed_at": "", "consents+": [{**REFUSED, "sought_on": ""}]},
        "breach refusal_not_answered",
    ),
    (
        "refused_undated_another_agency",
        {**SILENT, "consents+": [{**REFUSED, "sought_on": "", "recipient_agency_id": "G2"}]},
        "complies",
    ),
    (
        "refused_undated_another_category",
        {**SILENT, "consents+": [{**REFUSED, "sought_on": "", "info_categories": "health"}]},
        "complies",
    ),
    ("refused_another_agency", {**SILENT, "consents+": [{**REFUSED, "recipient_agency_id": "G2"}]}, "complies"),
    ("refused_another_case", {**SILENT, "consents+": [{**REFUSED, "case_id": "ZZ"}]}, "complies"),
    ("refused_by_provider", {**SILENT, "consents+": [{**REFUSED, "given_as": "info_provider"}]}, "complies"),
    (
        "withdrawn_that_day",
        {**SILENT, "consents+": [{**GIVEN, "status": "withdrawn", "ended_on": "2026-03-05"}]},
        "breach refusal_not_answered",
    ),
    ("withdrawn_undated", {**SILENT, "consents+": [{**GIVEN, "status": "withdrawn"}]}, "complies"),
    (
        "agreed_later",
        {**SILENT, "consents+": [{**REFUSED, "sought_on": "2026-03-03"}, GIVEN]},
        "complies",
    ),
    (
        "agreed_the_same_day",
        {**SILENT, "consents+": [{**REFUSED, "sought_on": "2026-03-04"}, GIVEN]},
        "breach refusal_not_answered",
    ),
    (
        "agreed_later_to_less",
        {
            **SILENT,
            "disclosures.info_categories": "identity;health",
            "consents+": [{**REFUSED, "sought_on": "2026-03-03"}, GIVEN],
        },
        "breach refusal_not_answered",
    ),
    ("refused_no_decision", {"decisions": None, "consents+": [REFUSED], "disclosures.basis": "court_order",
                             "disclosures.legal_reference": "An order"}, "breach refusal_not_answered"),
    ("consent_basis", {"disclosures.basis": "consent"}, "out_of_scope"),
    ("basis_blank", {"disclosures.basis": ""}, "out_of_scope"),
    ("internal", {"disclosures.scope": "internal", "disclosures.recipient_kind": "staff_member"}, "out_of_scope"),
    ("not_identifying", {"disclosures.info_categories": "none_identifying"}, "out_of_scope"),
]  # fmt: skip


def test_a_ground_is_borne_out_by_concerns_law_and_assessment(tmp_path: Path) -> None:
    came, due = judge_cases("AUT-04", HARM, AUT_04, tmp_path)
    assert came == due


@pytest.mark.parametrize(
    ("absent", "cases"),
    [
        (
            "safeguarding_concerns",
            [
                ("linked", {}, "undecided no_concern_not_testable;wrong_concern_not_testable"),
                ("no_decision", {"disclosures.decision_id": ""}, "breach no_concern;no_risk_assessment"),
                (
                    "order",
                    {"disclosures.basis": "court_order", "disclosures.legal_reference": "An order"},
                    "complies",
                ),
            ],
        ),
        (
            "documents",
            [
                ("assessed", {}, "undecided no_risk_assessment_not_testable"),
                ("not_assessed", {"decisions.risk_assessment_id": ""}, "breach no_risk_assessment"),
            ],
        ),
        ("consents", [("silent", SILENT, "undecided refusal_not_answered_not_testable"), ("said", {}, "complies")]),
    ],
)
def test_what_an_absent_table_leaves_open(absent: str, cases: Sequence[Case], tmp_path: Path) -> None:
    came, due = judge_cases("AUT-04", HARM, cases, tmp_path, without={absent})
    assert came == due


def test_a_pack_may_ask_for_no_assessment(tmp_path: Path) -> None:
    cases: Sequence[Case] = [("not_assessed", {"documents": None}, "complies"),
                             ("no_concern", {"decisions.concern_id": ""}, "breach no_concern")]  # fmt: skip
    came, due = judge_cases("AUT-04", HARM, cases, tmp_path, pack="women-dvpp")
    assert came == due


def test_a_pack_may_let_any_reason_of_any_length_serve(tmp_path: Path) -> None:
    cases: Sequence[Case] = [
        ("short", {**STAFF, "disclosures.basis": "contract_terms", "decisions.rationale": "Pay"}, "complies"),
        ("none", {**STAFF, **SILENT, "disclosures.basis": "contract_terms"}, "breach no_legal_reference"),
    ]
    came, due = judge_cases("AUT-04", HARM, cases, tmp_path, rationale__min_chars="off")
    assert came == due
