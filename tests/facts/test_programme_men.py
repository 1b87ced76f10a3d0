"""AUT-06 from end to end, on hand-made rows."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.facts.sharing_stories import SHARE, Case, judge_cases, told

pytestmark = pytest.mark.engine

MAN = told(
    SHARE,
    cases={"client_group": "man_dvpp"},
    case_people={"case_id": "C#", "person_id": "F#", "relationship": "ex_partner"},
    disclosures={
        "basis": "programme_notification", "recipient_kind": "partner_or_ex", "recipient_agency_id": "",
        "recipient_person_id": "F#", "info_categories": "identity;programme_progress",
    },
    safeguarding_concerns={
        "concern_id": "K#", "case_id": "C#", "kind": "threat_to_named_person", "raised_at": "2026-03-05T12:00",
        "at_risk_id": "F#",
    },
    joint_working={"joint_id": "J#", "case_id": "C#", "agency_id": "G1", "started_on": "2026-03-05"},
)  # fmt: skip
WARNING = {
    "disclosures.basis": "threat_warning", "disclosures.recipient_kind": "threatened_person",
    "disclosures.info_categories": "offending", "decisions.concern_id": "K#",
}  # fmt: skip
REPORT = {
    "disclosures.basis": "public_interest", "disclosures.recipient_kind": "probation",
    "disclosures.recipient_person_id": "", "disclosures.recipient_agency_id": "G1",
}  # fmt: skip
REFERRED = {"referral_id": "E#", "case_id": "C#", "direction": "in", "agency_id": "G1", "made_on": "2026-03-05"}
AGREED = {
    "consent_id": "Y#", "subject_id": "P#", "status": "given", "given_as": "self", "given_on": "2026-03-01",
    "info_categories": "whole_file", "recipient_agency_id": "G1",
}  # fmt: skip
CHILD = {"concern_id": "L#", "kind": "child_concern", "decision_id": "D#"}
AUT_06: Sequence[Case] = [
    ("partner_told_of_milestone", {}, "complies"),
    ("partner_by_linked_case", {
        "case_people": None, "cases+": [{"case_id": "B#", "person_id": "F#", "linked_case_id": "C#",
                                         "client_group": "adult_victim"}],
    }, "complies"),
    ("nobody_named", {"disclosures.recipient_person_id": ""}, "breach wrong_partner"),
    ("somebody_else", {"disclosures.recipient_person_id": "ZZ"}, "breach wrong_partner"),
    ("somebody_else_and_beyond", {"disclosures.recipient_person_id": "ZZ", "disclosures.info_categories": "health"},
     "breach wrong_partner"),
    ("somebody_else_though_a_report",
     {"disclosures.recipient_person_id": "ZZ", "disclosures.recipient_agency_id": "G1"}, "breach wrong_partner"),
    ("somebody_else_though_agreed",
     {"disclosures.recipient_person_id": "ZZ", "disclosures.recipient_agency_id": "G1", "consents+": [AGREED]},
     "breach wrong_partner"),
    ("beyond", {"disclosures.info_categories": "identity;health"}, "breach beyond_milestone"),
    ("beyond_with_concern", {"disclosures.info_categories": "health", "safeguarding_concerns+": [CHILD]},
     "conflict beyond_milestone"),
    ("content_blank", {"disclosures.info_categories": ""}, "breach not_on_list"),
    ("case_of_nobody", {"disclosures.case_id": ""}, "breach wrong_partner"),
    ("notification_needs_no_day", {"disclosures.disclosed_at": ""}, "complies"),
    ("threatened_warned_same_moment", WARNING, "complies"),
    ("police_warned", {**WARNING, "disclosures.recipient_kind": "police", "disclosures.recipient_person_id": ""},
     "complies"),
    ("wrong_person_warned", {**WARNING, "disclosures.recipient_person_id": "ZZ"}, "breach warned_wrong_person"),
    ("kind_blank_warned",
     {**WARNING, "disclosures.recipient_kind": "", "disclosures.recipient_person_id": "ZZ"},
     "breach warned_wrong_person"),
    ("threat_second_after", {**WARNING, "safeguarding_concerns.raised_at": "2026-03-05T12:00:01",
                             "disclosures.recipient_kind": "police"}, "breach no_threat_concern"),
    ("threat_undated", {**WARNING, "safeguarding_concerns.raised_at": "", "disclosures.recipient_kind": "police"},
     "breach no_threat_concern"),
    ("no_threat_and_nobody_to_warn", {**WARNING, "decisions.concern_id": ""}, "breach not_on_list"),
    ("warning_content_blank", {**WARNING, "disclosures.info_categories": ""}, "breach not_on_list"),
    ("warning_day_blank", {**WARNING, "disclosures.disclosed_at": ""}, "undecided threat_linked_unknown"),
    ("warning_with_child_concern", {**WARNING, "disclosures.recipient_person_id": "ZZ",
                                    "safeguarding_concerns+": [CHILD]}, "conflict warned_wrong_person"),
    ("report_first_day", REPORT, "complies"),
    ("report_day_before_start", {**REPORT, "joint_working.started_on": "2026-03-06"}, "breach agency_not_involved"),
    ("report_start_undated", {**REPORT, "joint_working.started_on": ""}, "breach agency_not_involved"),
    ("report_to_referrer", {**REPORT, "joint_working": None, "referrals+": [REFERRED]}, "complies"),
    ("report_to_one_referred_to", {**REPORT, "joint_working": None, "referrals+": [{**REFERRED, "direction": "out"}]},
     "breach agency_not_involved"),
    ("report_twice_joint", {**REPORT, "joint_working+": [{"joint_id": "I#", "started_on": "2026-03-01"}]}, "complies"),
    ("report_beyond", {**REPORT, "disclosures.info_categories": "risk;health"}, "breach beyond_report"),
    ("report_beyond_by_order", {**REPORT, "disclosures.info_categories": "health", "disclosures.basis": "court_order",
                                "disclosures.legal_reference": "An order"}, "conflict beyond_report"),
    ("report_beyond_agreed", {**REPORT, "disclosures.info_categories": "health", "consents+": [AGREED]},
     "conflict beyond_report"),
    ("neither_fits", {**REPORT, "disclosures.info_categories": "health", "joint_working": None}, "breach not_on_list"),
    ("report_content_blank", {**REPORT, "disclosures.info_categories": ""}, "breach not_on_list"),
    ("no_agency", {**REPORT, "disclosures.recipient_agency_id": ""}, "breach not_on_list"),
    ("basis_blank_report", {**REPORT, "disclosures.basis": ""}, "complies"),
    ("report_day_blank", {**REPORT, "disclosures.disclosed_at": ""},
     "undecided agency_referred_case_unknown;agency_works_jointly_unknown"),
    ("no_agency_day_blank", {**REPORT, "disclosures.disclosed_at": "", "disclosures.recipient_agency_id": ""},
     "breach not_on_list"),
    ("never_involved_day_blank", {**REPORT, "disclosures.disclosed_at": "", "joint_working": None},
     "undecided agency_referred_case_unknown;agency_works_jointly_unknown"),
    ("about_her_on_his_case", {**REPORT, "disclosures.subject_id": "F#", "disclosures.subject_type": "third_party"},
     "complies"),
    ("other_case", {"cases.client_group": "adult_victim"}, "out_of_scope"),
    ("about_staff", {"disclosures.subject_type": "staff"}, "out_of_scope"),
    ("internal", {"disclosures.scope": "internal", "disclosures.recipient_kind": "staff_member"}, "out_of_scope"),
]  # fmt: skip


def test_a_programme_mans_information_leaves_on_the_closed_list(tmp_path: Path) -> None:
    came, due = judge_cases("AUT-06", MAN, AUT_06, tmp_path)
    assert came == due


@pytest.mark.parametrize(
    ("absent", "cases"),
    [
        ("referrals", [("joint", REPORT, "complies"),
                       ("not_joint", {**REPORT, "joint_working": None}, "undecided agency_not_involved_not_testable")]),
        ("joint_working", [("joint", REPORT, "undecided agency_not_involved_not_testable"),
                           ("referred", {**REPORT, "referrals+": [REFERRED]}, "complies"),
                           ("no_agency", {**REPORT, "disclosures.recipient_agency_id": ""}, "breach not_on_list")]),
        ("safeguarding_concerns", [("partner", {}, "complies"),
                                   ("warned", WARNING,
                                    "undecided not_on_list_not_testable;warned_wrong_person_not_testable"),
                                   ("no_decision", {**WARNING, "disclosures.decision_id": "",
                                                    "disclosures.recipient_kind": "police"},
                                    "breach no_threat_concern")]),
        ("consents", [("beyond", {"disclosures.info_categories": "health"}, "breach beyond_milestone")]),
    ],
)  # fmt: skip
def test_what_an_absent_table_leaves_open(absent: str, cases: Sequence[Case], tmp_path: Path) -> None:
    came, due = judge_cases("AUT-06", MAN, cases, tmp_path, without={absent})
    assert came == due
