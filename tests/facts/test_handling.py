"""DIS-03, DIS-05 and DIS-06 from end to end, on hand-made rows: what is prepared before sending."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.facts.sharing_stories import SHARE, Case, judge_cases, told

pytestmark = pytest.mark.engine

REPORT = told(
    SHARE,
    disclosures={
        "recipient_kind": "court", "basis": "consent", "consent_id": "Y#", "readers_known": "yes",
        "implications_discussed_on": "2026-03-05",
    },
    consents={"consent_id": "Y#", "subject_id": "P#", "status": "given", "info_categories": "identity"},
    authorisations={"authorisation_id": "A#", "kind": "case_meeting"},
)  # fmt: skip
ELSEWHERE = "consents.implications_discussed_on"
DIS_03: Sequence[Case] = [
    ("same_day", {}, "complies"),
    ("next_day", {"disclosures.implications_discussed_on": "2026-03-06"}, "breach implications_late"),
    ("on_the_consent", {"disclosures.implications_discussed_on": "", ELSEWHERE: "2026-03-05"}, "complies"),
    (
        "late_on_the_consent",
        {"disclosures.implications_discussed_on": "", ELSEWHERE: "2026-03-06"},
        "breach implications_late",
    ),
    ("earlier_of_two", {"disclosures.implications_discussed_on": "2026-03-07", ELSEWHERE: "2026-03-05"}, "complies"),
    ("nowhere", {"disclosures.implications_discussed_on": ""}, "breach implications_missing"),
    (
        "on_a_consent_not_named",
        {"disclosures.implications_discussed_on": "", "disclosures.consent_id": "", ELSEWHERE: "2026-03-05"},
        "breach implications_missing",
    ),
    (
        "consent_dangling",
        {"disclosures.implications_discussed_on": "", "consents": None},
        "breach implications_missing",
    ),
    ("after_the_run_date", {"disclosures.implications_discussed_on": "2026-11-01"}, "breach implications_missing"),
    ("readers_blank", {"disclosures.readers_known": ""}, "breach readers_unknown"),
    ("readers_not_known", {"disclosures.readers_known": "no"}, "breach readers_unknown"),
    (
        "readers_not_asked_for",
        {
            "disclosures.recipient_kind": "housing",
            "disclosures.client_requested": "yes",
            "disclosures.readers_known": "",
        },
        "complies",
    ),
    ("in_doubt", {"decisions.in_doubt": "yes"}, "breach no_case_meeting"),
    ("in_doubt_and_met", {"decisions.in_doubt": "yes", "authorisations.decision_id": "D#"}, "complies"),
    (
        "in_doubt_and_advised",
        {"decisions.in_doubt": "yes", "authorisations.decision_id": "D#", "authorisations.kind": "legal_advice"},
        "breach no_case_meeting",
    ),
    ("day_blank", {"disclosures.disclosed_at": ""}, "undecided day_not_recorded"),
    (
        "day_blank_nowhere",
        {"disclosures.disclosed_at": "", "disclosures.implications_discussed_on": ""},
        "breach implications_missing",
    ),
    ("type_blank", {"disclosures.subject_type": "", "disclosures.readers_known": ""}, "breach readers_unknown"),
    ("nobody_asked", {"disclosures.recipient_kind": "housing"}, "out_of_scope"),
    ("recipient_blank", {"disclosures.recipient_kind": ""}, "out_of_scope"),
    ("not_a_victim", {"cases.client_group": "child"}, "out_of_scope"),
    ("internal", {"disclosures.scope": "internal", "disclosures.recipient_kind": "committee"}, "out_of_scope"),
]

LITTLE = told(
    SHARE,
    disclosures={"basis": "risk_to_other", "consent_id": "Y#", "minimum_checked": "yes"},
    consents={"consent_id": "Y#", "subject_id": "P#", "status": "given", "info_categories": "identity;health"},
)
WHOLE = {"disclosures.info_categories": "whole_file", "disclosures.consent_id": ""}
DIS_05: Sequence[Case] = [
    ("within", {}, "complies"),
    ("beyond", {"disclosures.info_categories": "identity;risk"}, "breach beyond_consent"),
    ("beyond_by_nothing_identifying", {"disclosures.info_categories": "identity;none_identifying"}, "complies"),
    ("beyond_on_consent", {"disclosures.info_categories": "risk", "disclosures.basis": "consent"}, "complies"),
    ("beyond_basis_blank", {"disclosures.info_categories": "risk", "disclosures.basis": ""}, "breach beyond_consent"),
    ("consent_lists_nothing", {"disclosures.info_categories": "risk", "consents.info_categories": ""}, "complies"),
    ("consent_to_all", {"disclosures.info_categories": "risk", "consents.info_categories": "whole_file"}, "complies"),
    ("consent_blank", {"disclosures.info_categories": "risk", "disclosures.consent_id": ""}, "complies"),
    ("consent_dangling", {"disclosures.info_categories": "risk", "consents": None}, "complies"),
    ("all_of_it", WHOLE, "breach whole_file"),
    (
        "all_beyond",
        {"disclosures.info_categories": "whole_file", "disclosures.minimum_checked": "no"},
        "breach beyond_consent;minimum_not_checked;whole_file",
    ),
    (
        "all_by_order",
        {**WHOLE, "disclosures.basis": "court_order", "disclosures.legal_reference": "An order"},
        "complies",
    ),
    ("all_by_order_not_named", {**WHOLE, "disclosures.basis": "court_order"}, "breach whole_file"),
    ("not_checked", {"disclosures.minimum_checked": ""}, "breach minimum_not_checked"),
    ("content_blank", {"disclosures.info_categories": ""}, "undecided consent_lists_less_unknown;whole_file_unknown"),
    (
        "content_blank_not_checked",
        {"disclosures.info_categories": "", "disclosures.minimum_checked": "no"},
        "breach minimum_not_checked",
    ),
    ("internal", {"disclosures.scope": "internal", "disclosures.recipient_kind": "staff_member"}, "out_of_scope"),
]

PAPER = told(
    SHARE,
    disclosures={
        "document_id": "N#", "info_as_at": "2025-09-06", "accuracy_checked_on": "2026-03-05", "basis": "consent",
        "info_categories": "risk",
    },
    documents={"document_id": "N#", "doc_type": "report", "content_nature": "fact"},
)  # fmt: skip
DIS_06: Sequence[Case] = [
    ("exactly_180_days_old", {}, "complies"),
    ("181_days_old", {"disclosures.info_as_at": "2025-09-05"}, "breach historical_unexplained"),
    (
        "old_and_explained",
        {"disclosures.info_as_at": "2025-09-05", "disclosures.historical_explained": "yes"},
        "complies",
    ),
    ("age_blank", {"disclosures.info_as_at": ""}, "undecided info_age_unknown"),
    ("age_blank_explained", {"disclosures.info_as_at": "", "disclosures.historical_explained": "yes"}, "complies"),
    ("opinion", {"documents.content_nature": "opinion"}, "breach opinion_unmarked"),
    ("mixed", {"documents.content_nature": "mixed"}, "breach opinion_unmarked"),
    ("mixed_marked", {"documents.content_nature": "mixed", "disclosures.fact_opinion_marked": "yes"}, "complies"),
    ("nature_blank", {"documents.content_nature": ""}, "breach opinion_unmarked"),
    (
        "nature_blank_plain_content",
        {"documents.content_nature": "", "disclosures.info_categories": "identity"},
        "complies",
    ),
    ("paper_dangling", {"documents": None}, "breach opinion_unmarked"),
    ("paper_blank", {"disclosures.document_id": ""}, "breach opinion_unmarked"),
    (
        "content_blank_no_paper",
        {"disclosures.document_id": "", "disclosures.info_categories": ""},
        "undecided opinion_likely_unknown",
    ),
    ("content_blank_but_fact", {"disclosures.info_categories": ""}, "complies"),
    ("checked_next_day", {"disclosures.accuracy_checked_on": "2026-03-06"}, "breach accuracy_not_checked"),
    ("never_checked", {"disclosures.accuracy_checked_on": ""}, "breach accuracy_not_checked"),
    (
        "no_report",
        {"disclosures.accuracy_checked_on": "", "documents.doc_type": "letter_out"},
        "complies",
    ),
    ("day_blank", {"disclosures.disclosed_at": ""}, "undecided disclosed_day_unknown;info_age_unknown"),
    (
        "day_blank_never_checked",
        {"disclosures.disclosed_at": "", "disclosures.accuracy_checked_on": ""},
        "breach accuracy_not_checked",
    ),
]

RULES = {
    "DIS-03": (REPORT, DIS_03),
    "DIS-05": (LITTLE, DIS_05),
    "DIS-06": (PAPER, DIS_06),
}


@pytest.mark.parametrize("rule", RULES)
def test_each_case_comes_out_as_its_definition_says(rule: str, tmp_path: Path) -> None:
    came, due = judge_cases(rule, *RULES[rule], tmp_path)
    assert came == due


@pytest.mark.parametrize(
    ("rule", "absent", "cases"),
    [
        ("DIS-03", "consents", [("here", {}, "complies"),
                                ("not_here", {"disclosures.implications_discussed_on": ""},
                                 "undecided implications_late_not_testable;implications_missing_not_testable"),
                                ("nowhere", {"disclosures.implications_discussed_on": "",
                                             "disclosures.consent_id": ""}, "breach implications_missing")]),
        ("DIS-03", "authorisations", [("no_doubt", {}, "complies"),
                                      ("doubt", {"decisions.in_doubt": "yes"},
                                       "undecided no_case_meeting_not_testable")]),
        ("DIS-05", "consents", [("named", {}, "undecided beyond_consent_not_testable"),
                                ("all", WHOLE, "breach whole_file")]),
        ("DIS-06", "documents", [("paper", {}, "undecided opinion_unmarked_not_testable"),
                                 ("unchecked", {"disclosures.accuracy_checked_on": "",
                                                "disclosures.fact_opinion_marked": "yes"},
                                  "undecided accuracy_not_checked_not_testable"),
                                 ("no_paper", {"disclosures.document_id": ""}, "breach opinion_unmarked")]),
    ],
)  # fmt: skip
def test_what_an_absent_table_leaves_open(rule: str, absent: str, cases: Sequence[Case], tmp_path: Path) -> None:
    came, due = judge_cases(rule, RULES[rule][0], cases, tmp_path, without={absent})
    assert came == due


def test_causes_that_a_pack_does_not_raise(tmp_path: Path) -> None:
    opinion: Sequence[Case] = [
        ("mixed", {"documents.content_nature": "mixed"}, "complies"),
        ("content_blank", {"disclosures.info_categories": "", "disclosures.document_id": ""}, "complies"),
        ("old", {"disclosures.info_as_at": "2025-09-05"}, "breach historical_unexplained"),
    ]
    came, due = judge_cases("DIS-06", PAPER, opinion, tmp_path / "a", pack="coventry")
    assert came == due
    unchecked: Sequence[Case] = [("unchecked", {"disclosures.minimum_checked": ""}, "complies"),
                                 ("all", WHOLE, "breach whole_file")]  # fmt: skip
    came, due = judge_cases("DIS-05", LITTLE, unchecked, tmp_path / "b", pack="women-dvpp")
    assert came == due
