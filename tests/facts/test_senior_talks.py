"""AUT-03 from end to end, on hand-made rows."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.facts.sharing_stories import SHARE, Case, judge_cases, told

pytestmark = pytest.mark.engine

RISKY = told(
    SHARE,
    disclosures={"may_increase_risk": "yes", "basis": "consent"},
    authorisations={
        "authorisation_id": "A#", "decision_id": "D#", "kind": "manager_approval", "staff_id": "M1",
        "held_at": "2026-03-05T12:00", "file_note_id": "N#",
    },
    documents={"document_id": "N#", "owner_type": "case", "owner_id": "C#", "created_on": "2026-03-05"},
)  # fmt: skip
AUT_03: Sequence[Case] = [
    ("same_moment", {}, "complies"),
    ("second_after", {"authorisations.held_at": "2026-03-05T12:00:01"}, "breach too_late"),
    ("same_day_no_time", {"authorisations.held_at": "2026-03-05"}, "complies"),
    ("undated_talk", {"authorisations.held_at": ""}, "breach too_late"),
    ("no_talk", {"authorisations": None}, "breach no_discussion"),
    ("wrong_kind", {"authorisations.kind": "peer_advice"}, "breach no_discussion"),
    ("wrong_role", {"authorisations.staff_id": "A1"}, "breach no_discussion"),
    ("role_blank", {"authorisations.staff_id": "N1"}, "breach no_discussion"),
    ("nobody", {"authorisations.staff_id": ""}, "breach no_discussion"),
    ("not_in_staff", {"authorisations.staff_id": "ZZ"}, "breach no_discussion"),
    ("linked_by_disclosure", {"authorisations.decision_id": "", "authorisations.disclosure_id": "#"}, "complies"),
    ("note_blank", {"authorisations.file_note_id": ""}, "breach no_file_note"),
    ("note_dangling", {"authorisations.file_note_id": "ZZ"}, "breach no_file_note"),
    ("note_of_another_case", {"documents.owner_id": "ZZ"}, "breach no_file_note"),
    ("note_of_staff", {"documents.owner_type": "staff"}, "breach no_file_note"),
    ("case_blank", {"disclosures.case_id": ""}, "breach no_file_note"),
    ("late_and_not_noted", {"authorisations.held_at": "2026-03-06", "documents": None}, "breach too_late"),
    (
        "noted_talk_too_late",
        {"authorisations.file_note_id": "", "authorisations+": [{"authorisation_id": "B#", "held_at": "2026-03-06"}]},
        "breach no_file_note",
    ),
    (
        "one_of_two_will_do",
        {"authorisations.held_at": "2026-03-06", "authorisations+": [{"authorisation_id": "B#"}]},
        "complies",
    ),
    ("day_blank", {"disclosures.disclosed_at": ""}, "undecided day_not_recorded"),
    ("day_blank_no_talk", {"disclosures.disclosed_at": "", "authorisations": None}, "breach no_discussion"),
    ("day_blank_no_note", {"disclosures.disclosed_at": "", "documents": None}, "breach no_file_note"),
    ("internal", {"disclosures.scope": "internal", "disclosures.recipient_kind": "staff_member"}, "complies"),
    ("to_herself", {"disclosures.recipient_kind": "data_subject"}, "out_of_scope"),
    ("type_blank", {"disclosures.subject_type": "", "authorisations": None}, "breach no_discussion"),
    ("third_party", {"disclosures.subject_type": "third_party", "authorisations": None}, "out_of_scope"),
    ("not_a_victim", {"cases.client_group": "parent_carer", "authorisations": None}, "out_of_scope"),
    ("risk_blank", {"disclosures.may_increase_risk": ""}, "out_of_scope"),
    (
        "risk_blank_to_partner",
        {"disclosures.may_increase_risk": "", "disclosures.recipient_kind": "partner_or_ex"},
        "undecided risk_not_recorded",
    ),
    ("risk_blank_to_family", {"disclosures.may_increase_risk": "", "disclosures.recipient_kind": "family"},
     "undecided risk_not_recorded"),
    ("no_risk", {"disclosures.may_increase_risk": "no", "disclosures.recipient_kind": "family"}, "out_of_scope"),
]  # fmt: skip


def test_a_talk_with_somebody_senior_comes_first_and_is_noted(tmp_path: Path) -> None:
    came, due = judge_cases("AUT-03", RISKY, AUT_03, tmp_path)
    assert came == due


@pytest.mark.parametrize(
    ("absent", "cases"),
    [
        (
            "documents",
            [
                ("noted", {}, "undecided no_file_note_not_testable"),
                ("not_noted", {"authorisations.file_note_id": ""}, "breach no_file_note"),
                ("no_talk", {"authorisations": None}, "breach no_discussion"),
            ],
        ),
        (
            "staff",
            [("held", {}, "undecided no_discussion_not_testable;no_file_note_not_testable;too_late_not_testable")],
        ),
        ("cases", [("no_talk", {"authorisations": None}, "undecided scope_not_testable"),
                   ("no_risk", {"disclosures.may_increase_risk": "no"}, "out_of_scope")]),
    ],
)  # fmt: skip
def test_what_an_absent_table_leaves_open(absent: str, cases: Sequence[Case], tmp_path: Path) -> None:
    came, due = judge_cases("AUT-03", RISKY, cases, tmp_path, without={absent})
    assert came == due
