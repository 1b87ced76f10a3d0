"""Telling families, clients and groups: from rows of an export to the outcome of each referral, share and session."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.facts.judging import Row, judged, numbered, outcomes_of

pytestmark = pytest.mark.engine
REFERRAL = {
    "direction": "out",
    "case_id": "child",
    "person_id": "P child",
    "agency_id": "A1",
    "made_on": "2026-10-20",
    "family_conversation_on": "2026-10-20",
    "told_of_referral_on": "2026-10-20",
}
SILENT = {"family_conversation_on": "", "told_of_referral_on": ""}
RISK = {"not_told_reason": "risk_to_child"}


def of(case: str) -> Row:
    return {"case_id": case, "person_id": f"P {case}"}


TRN_04: Mapping[str, tuple[str, Row]] = {
    "both that day": ("complies", {}),
    "spoke the day after": ("breach no_conversation", {"family_conversation_on": "2026-10-21"}),
    "told the day after": ("breach not_told", {"told_of_referral_on": "2026-10-21"}),
    "neither": ("breach no_conversation;not_told", SILENT),
    "told in the future": ("breach not_told", {"told_of_referral_on": "2026-11-02"}),
    "no day made": ("undecided made_on_unknown", {"made_on": ""}),
    "no day made, neither": ("breach no_conversation;not_told", {**SILENT, "made_on": ""}),
    "reason decided": ("complies", {**SILENT, **RISK, "decision_id": "reasoned"}),
    "reason, no decision": ("breach reason_without_decision", {**SILENT, **RISK}),
    "reason, decision lost": ("breach reason_without_decision", {**SILENT, **RISK, "decision_id": "lost"}),
    "reason, decision blank": ("breach reason_without_decision", {**SILENT, **RISK, "decision_id": "silent"}),
    "reason, decision says n/a": ("breach reason_without_decision", {**SILENT, **RISK, "decision_id": "placeholder"}),
    "reason, no day made": ("complies", {**SILENT, **RISK, "decision_id": "reasoned", "made_on": ""}),
    "reason not needed": ("complies", RISK),
    "reason for a late talk": ("breach reason_without_decision", {**RISK, "family_conversation_on": "2026-10-21"}),
    "reason not accepted": (
        "breach not_told;reason_not_accepted",
        {"told_of_referral_on": "", "not_told_reason": "not_practicable", "decision_id": "reasoned"},
    ),
    "reason unknown": ("breach no_conversation;not_told", {**SILENT, "not_told_reason": "no idea"}),
    "young person": ("breach not_told", {**of("young_person"), "told_of_referral_on": ""}),
    "parent": ("breach not_told", {**of("parent_carer"), "told_of_referral_on": ""}),
    "victim": ("out_of_scope", {**of("adult_victim"), **SILENT}),
    "programme man": ("out_of_scope", {**of("man_dvpp"), **SILENT}),
    "victim, no case given": ("out_of_scope", {**of("adult_victim"), **SILENT, "case_id": ""}),
    "victim, on her child's case": ("out_of_scope", {**SILENT, "person_id": "P adult_victim"}),
    "somebody on her case": (
        "breach not_told",
        {"case_id": "adult_victim", "person_id": "X", "told_of_referral_on": ""},
    ),
    "nobody known": ("breach not_told", {"case_id": "", "person_id": "", "told_of_referral_on": ""}),
    "inward": ("out_of_scope", {**SILENT, "direction": "in"}),
    "no direction": ("out_of_scope", {**SILENT, "direction": ""}),
}
GROUPS = ("child", "young_person", "parent_carer", "adult_victim", "man_dvpp")
CASES = [{"case_id": group, "person_id": f"P {group}", "client_group": group, "status": "open"} for group in GROUPS]
DECISIONS = [
    {"decision_id": "reasoned", "rationale": "Her father would find out"},
    {"decision_id": "silent", "rationale": ""},
    {"decision_id": "placeholder", "rationale": "N/A."},
]


def referrals() -> dict[str, Sequence[Row]]:
    rows = [{"referral_id": name, **REFERRAL, **row} for name, (_, row) in TRN_04.items()]
    return {"referrals": rows, "cases": CASES, "decisions": DECISIONS, "people": [], "case_people": []}


def test_a_family_is_spoken_to_and_told_before_a_referral(tmp_path: Path) -> None:
    assert judged(referrals(), "TRN-04", tmp_path, referral__not_told_reasons=["risk_to_child"]) == outcomes_of(TRN_04)


def test_a_lost_decision_and_an_absent_table_of_decisions_are_told_apart(tmp_path: Path) -> None:
    tables = {name: rows for name, rows in referrals().items() if name != "decisions"}
    found = judged(tables, "TRN-04", tmp_path, referral__not_told_reasons=["risk_to_child"])
    assert found["reason decided"] == "undecided reason_without_decision_not_testable"
    assert found["reason, no decision"] == "breach reason_without_decision"
    assert found["neither"] == "breach no_conversation;not_told"


JOINT = {"case_id": "man_dvpp", "agency_id": "A1", "client_told_on": "2026-10-20", "told": "what;why"}
WOMAN = {"case_id": "adult_victim", "told": "what;how_protected"}
SHARE = {
    "case_id": "man_dvpp",
    "subject_id": "P man_dvpp",
    "subject_type": "client",
    "scope": "external",
    "recipient_kind": "housing",
    "disclosed_at": "2026-10-20T09:00:00",
    "info_categories": "identity",
}
TRN_05A: Mapping[str, tuple[str, Row, Sequence[Row]]] = {
    "told that day": ("complies", {}, [{}]),
    "told the day after": ("breach told_late", {"client_told_on": "2026-10-21"}, [{}]),
    "told after the first": (
        "breach told_late",
        {"client_told_on": "2026-10-15"},
        [{}, {"disclosed_at": "2026-10-14T10:00:00"}],
    ),
    "never told": ("breach not_told", {"client_told_on": ""}, [{}]),
    "told blank": ("breach told_missing_what;told_missing_why", {"told": ""}, [{}]),
    "man not told why": ("breach told_missing_why", {"told": "what;how_protected"}, [{}]),
    "woman": ("complies", WOMAN, [WOMAN]),
    "woman not told how": ("breach told_missing_how_protected", {**WOMAN, "told": "what;why"}, [WOMAN]),
    "child": ("complies", {"case_id": "child", "told": ""}, [{"case_id": "child"}]),
    "child never told": ("breach not_told", {"case_id": "child", "client_told_on": ""}, [{"case_id": "child"}]),
    "nothing shared": ("out_of_scope", {"client_told_on": ""}, []),
    "shared inside": (
        "out_of_scope",
        {"client_told_on": ""},
        [{"scope": "internal", "recipient_kind": "staff_member"}],
    ),
    "shared on no known day": ("out_of_scope", {"client_told_on": ""}, [{"disclosed_at": ""}]),
    "shared on another case": ("out_of_scope", {"client_told_on": ""}, [{"case_id": "child"}]),
    "shared with another agency": ("out_of_scope", {"client_told_on": ""}, [{"recipient_agency_id": "A9"}]),
    "an undated share beside": ("complies", {}, [{"disclosed_at": ""}, {}]),
    "no case": ("out_of_scope", {"case_id": ""}, [{"case_id": ""}]),
}


def joint_work() -> dict[str, Sequence[Row]]:
    """Each joint working row with an agency of its own, and what was shared with that agency."""
    rows = [{"joint_id": name, **JOINT, "agency_id": f"A {name}", **row} for name, (_, row, _) in TRN_05A.items()]
    shares = [
        {**SHARE, "recipient_agency_id": f"A {name}", **share}
        for name, (_, _, given) in TRN_05A.items()
        for share in given
    ]
    tables = {"joint_working": rows, "disclosures": numbered("disclosure_id", shares), "cases": CASES}
    return {**tables, "notices": [], "people": [], "case_people": []}


def test_a_client_is_told_of_joint_work_by_the_first_share_with_the_agency(tmp_path: Path) -> None:
    found = judged(joint_work(), "TRN-05", tmp_path)
    assert {name: found[name] for name in TRN_05A} == outcomes_of(TRN_05A)


def test_without_disclosures_nobody_can_say_that_joint_work_was_explained_in_time(tmp_path: Path) -> None:
    tables = {name: rows for name, rows in joint_work().items() if name != "disclosures"}
    found = judged(tables, "TRN-05", tmp_path)
    assert found["told that day"].startswith("undecided ")
    assert found["never told"].startswith("undecided ")


REPORT = {**SHARE, "recipient_kind": "probation", "document_id": "D1"}
NOTICE = {"recipient_type": "person", "kind": "report_explained", "given_on": "2026-10-20"}
PROGRESS = {"document_id": "", "info_categories": "identity;programme_progress"}
OTHER = {"recipient_kind": "voluntary_agency", "recipient_agency_id": "A1"}
TRN_05B: Mapping[str, tuple[str, Row, Sequence[Row]]] = {
    "explained that day": ("complies", {}, [{}]),
    "explained the day after": ("breach no_report_notice", {}, [{"given_on": "2026-10-21"}]),
    "explained again": ("complies", {}, [{"given_on": "2026-10-21"}, {}]),
    "never explained": ("breach no_report_notice", {}, []),
    "not, for a reason": ("breach no_report_notice", {}, [{"not_given_reason": "risk_to_adult"}]),
    "undated": ("breach no_report_notice", {}, [{"given_on": ""}]),
    "another kind": ("breach no_report_notice", {}, [{"kind": "privacy_statement"}]),
    "for another case": ("breach no_report_notice", {}, [{"case_id": "child"}]),
    "for his case": ("complies", {}, [{"case_id": "man_dvpp"}]),
    "to staff of that id": ("breach no_report_notice", {}, [{"recipient_type": "staff"}]),
    "no day": ("undecided day_not_recorded", {"disclosed_at": ""}, [{}]),
    "no day, never explained": ("undecided day_not_recorded", {"disclosed_at": ""}, []),
    "progress, no paper": ("breach no_report_notice", PROGRESS, []),
    "concern, to court": (
        "breach no_report_notice",
        {"document_id": "", "info_categories": "programme_concern", "recipient_kind": "court"},
        [],
    ),
    "to social care": ("breach no_report_notice", {"recipient_kind": "childrens_social_care"}, []),
    "to a joint agency": ("breach no_report_notice", OTHER, []),
    "to an agency of another case": ("out_of_scope", {**OTHER, "recipient_agency_id": "A2"}, []),
    "to an agency unnamed": ("out_of_scope", {"recipient_kind": "", "recipient_agency_id": ""}, []),
    "about his child": ("out_of_scope", {"subject_id": "P child"}, []),
    "no case, still his": ("breach no_report_notice", {"case_id": ""}, []),
}


def reports() -> dict[str, Sequence[Row]]:
    """Each disclosure about a programme man of its own, with a case called after it."""
    men = [{**CASES[4], "case_id": f"C {name}", "person_id": f"M {name}"} for name in TRN_05B]
    shares, notices = [], []
    for name, (_, row, given) in TRN_05B.items():
        own = {"case_id": f"C {name}", "subject_id": f"M {name}"}
        shares.append({"disclosure_id": name, **REPORT, **own, **row})
        ids = {"man_dvpp": f"C {name}"}
        told = [
            {**notice, "case_id": ids.get(notice.get("case_id", ""), notice.get("case_id", ""))} for notice in given
        ]
        notices += [{"recipient_id": f"M {name}", **NOTICE, **notice} for notice in told]
    joint = [
        {"joint_id": "J1", "case_id": "C to a joint agency", "agency_id": "A1"},
        {"joint_id": "J2", "case_id": "C never explained", "agency_id": "A2"},
        {"joint_id": "J3", "case_id": "C to a joint agency", "agency_id": "A1"},
    ]
    tables = {"disclosures": shares, "notices": numbered("notice_id", notices), "cases": [*CASES, *men]}
    return {**tables, "joint_working": joint, "people": [], "case_people": []}


def test_a_programme_man_is_told_of_reports_before_one_is_made(tmp_path: Path) -> None:
    found = judged(reports(), "TRN-05", tmp_path)
    assert {name: found[name] for name in TRN_05B} == outcomes_of(TRN_05B)


def test_a_share_without_paper_or_programme_news_is_no_report(tmp_path: Path) -> None:
    plain = {"disclosure_id": "plain", **REPORT, "document_id": ""}
    within = {"disclosure_id": "within", **REPORT, "scope": "internal", "recipient_kind": "staff_member"}
    tables = {**reports(), "disclosures": [plain, within], "joint_working": []}
    assert judged(tables, "TRN-05", tmp_path) == {}


def test_reports_are_judged_without_joint_work_but_not_without_its_table(tmp_path: Path) -> None:
    tables = {**reports(), "joint_working": []}
    assert judged(tables, "TRN-05", tmp_path / "empty")["never explained"] == "breach no_report_notice"
    absent = {name: rows for name, rows in tables.items() if name != "joint_working"}
    assert judged(absent, "TRN-05", tmp_path / "absent") == {"": "not_tested"}


def test_whom_a_report_is_about_is_told_by_cases_alone(tmp_path: Path) -> None:
    tables = {name: rows for name, rows in reports().items() if name not in ("people", "case_people")}
    found = judged(tables, "TRN-05", tmp_path)
    assert {name: found[name] for name in TRN_05B} == outcomes_of(TRN_05B)


def test_without_cases_nobody_can_say_whom_a_report_is_about(tmp_path: Path) -> None:
    tables = {name: rows for name, rows in reports().items() if name != "cases"}
    found = judged(tables, "TRN-05", tmp_path)
    assert found["never explained"].startswith("undecided ")
    assert "complies" not in {found[name] for name in TRN_05B if TRN_05B[name][0].startswith("breach")}


DONE = {
    "group_id": "G1",
    "held_on": "2026-10-20",
    "service": "iss",
    "confidentiality_discussed": "yes",
    "asked_to_keep": "yes",
    "no_guarantee_said": "yes",
    "partner_rule_said": "yes",
}
NOTHING = {"confidentiality_discussed": "no", "asked_to_keep": "", "no_guarantee_said": "no", "partner_rule_said": ""}
ALL_FOUR = "breach no_guarantee_missing;not_asked;not_discussed;partner_rule_missing"
THREE = "breach no_guarantee_missing;not_asked;not_discussed"
TRN_06: Mapping[str, tuple[str, Row]] = {
    "S01/done": ("complies", {}),
    "S02/undiscussed": ("breach not_discussed", {"confidentiality_discussed": ""}),
    "S03/unasked": ("breach not_asked", {"asked_to_keep": "no"}),
    "S04/guaranteed": ("breach no_guarantee_missing", {"no_guarantee_said": "perhaps"}),
    "S05/partners": ("breach partner_rule_missing", {"partner_rule_said": "no"}),
    "S06/man": (THREE, NOTHING),
    "S07/nogroup": (THREE, NOTHING),
    "S08/later": ("out_of_scope", NOTHING),
    "S09/later": ("complies", {"held_on": "2026-10-19"}),
    "S11/same": ("out_of_scope", NOTHING),
    "S10/same": ("complies", {}),
    "S12/two": ("complies", {}),
    "S13/two": (ALL_FOUR, {**NOTHING, "group_id": "G2", "held_on": "2026-10-30"}),
    "S14/service": ("complies", {"group_id": "", "service": "youth"}),
    "S15/service": ("out_of_scope", {**NOTHING, "group_id": "", "service": "youth", "held_on": "2026-10-30"}),
    "S16/service": (ALL_FOUR, {**NOTHING, "group_id": "", "service": "iss"}),
    "S17/undated": ("undecided day_not_recorded", {"held_on": ""}),
    "S18/undated": ("undecided day_not_recorded", {**NOTHING, "held_on": "19/10/2026"}),
    "S19/undated": ("complies", {}),
    "S20/": (THREE, NOTHING),
    "S21/": (THREE, NOTHING),
}
MIXED = {"man": "man_dvpp", "nogroup": ""}


def sessions() -> dict[str, Sequence[Row]]:
    keys = [key.split("/") for key in TRN_06]
    rows = [
        {"session_id": session, "case_id": case, **DONE, **row}
        for (session, case), (_, row) in zip(keys, TRN_06.values(), strict=True)
    ]
    cases = [
        {"case_id": case, "client_group": MIXED.get(case, "adult_victim")}
        for case in {case for _, case in keys if case}
    ]
    return {"group_attendance": rows, "cases": cases}


def test_the_first_session_of_a_client_in_a_group_is_judged_and_undated_ones_are_asked_about(tmp_path: Path) -> None:
    assert judged(sessions(), "TRN-06", tmp_path) == outcomes_of(TRN_06)


def test_without_cases_only_the_rule_about_partners_is_undecided(tmp_path: Path) -> None:
    found = judged({"group_attendance": sessions()["group_attendance"]}, "TRN-06", tmp_path)
    assert found["S02/undiscussed"] == "breach not_discussed"
    assert found["S05/partners"] == "undecided partner_rule_missing_not_testable"
    assert found["S01/done"] == "complies"
