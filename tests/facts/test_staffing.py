"""Induction, training, personnel explanations and incidents: from rows of an export to the outcome of each record."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.facts.judging import Row, judged, numbered, outcomes_of

pytestmark = pytest.mark.engine
WORKER = {
    "worker_type": "employee",
    "role": "worker",
    "started_on": "2026-01-05",
    "confidentiality_clause": "during_and_after",
}
Given = Mapping[str, tuple[str, Row, Sequence[Row]]]  # staff id -> outcome, what differs in the person, their rows
COPY, EXPLAINED, DUTY = {"kind": "policy_copy"}, {"kind": "policy_explained"}, {"kind": "committee_responsibility"}
BOTH = [COPY, EXPLAINED]
MEMBER = {"worker_type": "committee_member", "role": "committee", "confidentiality_clause": ""}
STF_01: Given = {
    "all of it": ("complies", {}, BOTH),
    "given late": ("complies", {}, [COPY, {**EXPLAINED, "given_on": "2026-10-31"}]),
    "given before the start": ("complies", {}, [COPY, {**EXPLAINED, "given_on": "2025-12-01"}]),
    "nothing": ("breach no_policy_copy;no_policy_explained", {}, []),
    "one of two": ("breach no_policy_explained", {}, [COPY, COPY]),
    "undated": ("breach no_policy_copy", {}, [{**COPY, "given_on": ""}, EXPLAINED]),
    "not given for a reason": (
        "breach no_policy_copy",
        {},
        [{**COPY, "not_given_reason": "not_practicable"}, EXPLAINED],
    ),
    "after the run date": ("breach no_policy_copy", {}, [{**COPY, "given_on": "2026-11-01"}, EXPLAINED]),
    "as a committee notice": ("complies", {}, [{**COPY, "recipient_type": "committee_member"}, EXPLAINED]),
    "last day today": ("out_of_scope", {"started_on": "2026-10-01"}, []),
    "last day passed": ("breach no_policy_copy;no_policy_explained", {"started_on": "2026-09-30"}, []),
    "no start": ("breach no_policy_copy;no_policy_explained", {"started_on": ""}, []),
    "member": ("complies", MEMBER, [COPY, DUTY]),
    "member told as staff": ("breach no_committee_responsibility", MEMBER, BOTH),
    "no type": ("complies", {"worker_type": "", "confidentiality_clause": ""}, BOTH),
    "clause blank": ("breach contract_clause", {"confidentiality_clause": ""}, BOTH),
    "clause during": ("breach contract_clause", {"confidentiality_clause": "during"}, BOTH),
    "clause of a new employee": (
        "breach contract_clause",
        {"confidentiality_clause": "none", "started_on": "2026-10-30"},
        [],
    ),
    "volunteer without a clause": ("complies", {"worker_type": "volunteer", "confidentiality_clause": ""}, BOTH),
    "leaves today": ("breach no_policy_copy;no_policy_explained", {"left_on": "2026-10-31"}, []),
    "leaves next year": ("breach no_policy_copy;no_policy_explained", {"left_on": "2027-03-31"}, []),
    "left yesterday": ("out_of_scope", {"left_on": "2026-10-30"}, []),
}


def staff(people: Given, table: str, key: str, **base: str) -> dict[str, Sequence[Row]]:
    rows = [{key: name, **base, **row} for name, (_, _, given) in people.items() for row in given]
    ids = {"notices": "notice_id", "training": "training_id"}
    return {
        "staff": [{"staff_id": name, **WORKER, **row} for name, (_, row, _) in people.items()],
        table: numbered(ids[table], rows),
    }


def notices_of_staff() -> dict[str, Sequence[Row]]:
    return staff(STF_01, "notices", "recipient_id", recipient_type="staff", given_on="2026-01-10")


def test_induction_is_complete_within_the_days(tmp_path: Path) -> None:
    assert judged(notices_of_staff(), "STF-01", tmp_path) == outcomes_of(STF_01)


def test_without_notices_only_the_contract_is_judged(tmp_path: Path) -> None:
    found = judged({"staff": notices_of_staff()["staff"]}, "STF-01", tmp_path)
    assert found["clause blank"] == "breach contract_clause"
    assert found["all of it"] == "undecided no_policy_copy_not_testable;no_policy_explained_not_testable"


def test_a_pack_that_asks_no_notices_raises_none(tmp_path: Path) -> None:
    found = judged(notices_of_staff(), "STF-01", tmp_path, pack="manchester")
    assert (found["nothing"], found["clause blank"]) == ("complies", "breach contract_clause")
    found = judged({"staff": notices_of_staff()["staff"]}, "STF-01", tmp_path / "absent", pack="manchester")
    assert (found["nothing"], found["last day today"]) == ("complies", "complies")


FIRST, SECURE = {"topic": "confidentiality"}, {"topic": "data_security"}
STF_02: Given = {
    "both": ("complies", {}, [FIRST, SECURE]),
    "refresh on the last day": (
        "complies",
        {"started_on": "2020-01-05"},
        [{**FIRST, "completed_on": "2024-10-31", "is_induction": "yes"}, {**SECURE}],
    ),
    "refresh a day over": (
        "breach refresh_confidentiality",
        {"started_on": "2024-10-01"},
        [{**FIRST, "completed_on": "2024-10-30"}, SECURE],
    ),
    "the latest counts": ("complies", {}, [{**FIRST, "completed_on": "2019-01-01"}, FIRST, SECURE]),
    "one missing": ("breach missing_data_security", {}, [FIRST]),
    "the induction topic missing": ("breach missing_confidentiality;not_induction_confidentiality", {}, [SECURE]),
    "undated": ("breach missing_data_security", {}, [FIRST, {**SECURE, "completed_on": ""}]),
    "last day today": ("out_of_scope", {"started_on": "2026-08-02"}, []),
    "last day passed": (
        "breach missing_confidentiality;missing_data_security;not_induction_confidentiality",
        {"started_on": "2026-08-01"},
        [],
    ),
    "new, and out of date": (
        "breach refresh_confidentiality",
        {"started_on": "2026-10-20"},
        [{**FIRST, "completed_on": "2019-01-01"}],
    ),
    "trained before the start": ("complies", {"started_on": "2026-10-20"}, [FIRST, SECURE]),
    "induction on the last day": (
        "complies",
        {"started_on": "2026-01-05"},
        [{**FIRST, "completed_on": "2026-04-05"}, SECURE],
    ),
    "induction a day late": (
        "breach not_induction_confidentiality",
        {},
        [{**FIRST, "completed_on": "2026-04-06"}, SECURE],
    ),
    "late, marked induction": (
        "complies",
        {},
        [{**FIRST, "completed_on": "2026-04-06", "is_induction": "yes"}, SECURE],
    ),
    "late, another topic's mark": (
        "breach not_induction_confidentiality",
        {},
        [{**FIRST, "completed_on": "2026-04-06"}, {**SECURE, "is_induction": "yes"}],
    ),
    "mark without a date": (
        "breach not_induction_confidentiality",
        {},
        [{**FIRST, "completed_on": "2026-04-06"}, {**FIRST, "completed_on": "", "is_induction": "yes"}, SECURE],
    ),
    "no start": ("undecided start_not_recorded", {"started_on": ""}, [FIRST, SECURE]),
    "no start, marked": ("complies", {"started_on": ""}, [{**FIRST, "is_induction": "yes"}, SECURE]),
    "no start, nothing": ("breach missing_confidentiality;missing_data_security", {"started_on": ""}, []),
    "no start, out of date": (
        "breach refresh_data_security",
        {"started_on": ""},
        [FIRST, {**SECURE, "completed_on": "2019-01-01"}],
    ),
    "no type": ("breach missing_data_security", {"worker_type": ""}, [FIRST]),
    "member": ("out_of_scope", MEMBER, []),
    "left": ("out_of_scope", {"left_on": "2026-10-30"}, []),
}
ASKED = {
    "training__required__staff": ["confidentiality", "data_security"],
    "training__required__committee": "none",
    "training__induction_topics": ["confidentiality"],
}


def trained(people: Given = STF_02) -> dict[str, Sequence[Row]]:
    return staff(people, "training", "staff_id", completed_on="2026-01-10")


def test_everyone_is_trained_in_time_and_again(tmp_path: Path) -> None:
    assert judged(trained(), "STF-02", tmp_path, **ASKED) == outcomes_of(STF_02)


def test_an_induction_topic_is_asked_only_of_those_who_need_the_topic(tmp_path: Path) -> None:
    people: Given = {"member": ("", MEMBER, [FIRST]), "untrained": ("", MEMBER, [SECURE])}
    found = judged(trained(people), "STF-02", tmp_path)
    assert found == {
        "member": "complies",
        "untrained": "breach missing_confidentiality;not_induction_confidentiality",
    }


def test_settings_that_are_off_raise_nothing(tmp_path: Path) -> None:
    off = {**ASKED, "training__induction_topics": "off", "days__training_refresh": "off"}
    found = judged(trained(), "STF-02", tmp_path, **off)
    assert {found[name] for name in ("induction a day late", "refresh a day over", "no start")} == {"complies"}
    assert found["one missing"] == "breach missing_data_security"


def test_training_that_is_not_exported_is_not_tested(tmp_path: Path) -> None:
    assert judged({"staff": trained()["staff"]}, "STF-02", tmp_path / "absent") == {"": "not_tested"}
    assert judged({**trained(), "training": []}, "STF-02", tmp_path / "empty")["one missing"].startswith("breach ")


FILE = {
    "requester_type": "staff",
    "requester_id": "W1",
    "kind": "view",
    "outcome": "granted",
    "completed_on": "2026-10-20",
}
STORED = {"kind": "personnel_file_explained", "covers": "file_storage;file_access_procedure", "recipient_id": "W1"}
SEEN: Mapping[str, tuple[str, Row]] = {
    "seen": ("complies", {}),
    "copy, partly": ("complies", {"kind": "copy", "outcome": "partly"}),
    "told the day after": ("breach file_not_explained", {"requester_id": "W2"}),
    "told in two halves": ("breach file_not_explained", {"requester_id": "W3"}),
    "never told": ("breach file_not_explained", {"requester_id": "W4"}),
    "told undated": ("breach file_not_explained", {"requester_id": "W5"}),
    "not told for a reason": ("breach file_not_explained", {"requester_id": "W6"}),
    "nobody known": ("breach file_not_explained", {"requester_id": ""}),
    "no day": ("undecided day_not_recorded", {"completed_on": ""}),
    "refused": ("out_of_scope", {"outcome": "refused"}),
    "of a client": ("out_of_scope", {"requester_type": "client"}),
    "to correct": ("out_of_scope", {"kind": "correct"}),
}
REVIEW = {"owner_type": "staff", "owner_id": "W1", "doc_type": "appraisal", "created_on": "2026-06-15"}
PAPERS: Mapping[str, tuple[str, Row]] = {
    "reference": ("complies", {"doc_type": "reference_request", "owner_id": "X", "created_on": ""}),
    "reference, nobody told": ("breach not_in_confidence", {"doc_type": "reference_request"}),
    "reference, told undated": ("breach not_in_confidence", {"doc_type": "reference_request"}),
    "a reference itself": ("out_of_scope", {"doc_type": "reference"}),
    "review, with its paper": ("complies", {"created_on": "2026-10-30"}),
    "review, paper and no day": ("complies", {"created_on": ""}),
    "review 28 days after": ("complies", {"created_on": "2026-07-10", "doc_type": "probation_review"}),
    "review 29 days after": ("breach readers_not_explained", {"created_on": "2026-07-11"}),
    "review 28 days before": ("complies", {"created_on": "2026-05-15"}),
    "review 29 days before": ("breach readers_not_explained", {"created_on": "2026-05-14"}),
    "review of another": ("breach readers_not_explained", {"owner_id": "W2"}),
    "review, another told with its paper": ("breach readers_not_explained", {"created_on": "2026-10-30"}),
    "review of nobody": ("breach readers_not_explained", {"owner_id": ""}),
    "review, no day": ("undecided day_not_recorded", {"created_on": ""}),
}
REQUEST = {"about_type": "staff", "about_id": "W1", "legal_right": "yes", "decision_id": "share 20"}
ASKED_FOR: Mapping[str, tuple[str, Row]] = {
    "told that day": ("complies", {}),
    "told the day after": ("breach legal_not_notified", {"decision_id": "share 19"}),
    "told of nothing": ("breach legal_not_notified", {"about_id": "W2"}),
    "decision names it": ("breach legal_not_notified", {"decision_id": ""}),
    "two decisions, first too soon": ("breach legal_not_notified", {"decision_id": "share 20"}),
    "two decisions, one undated": ("undecided day_not_recorded", {}),
    "decided on no day": ("undecided day_not_recorded", {"decision_id": "share undated"}),
    "not shared": ("out_of_scope", {"decision_id": "not share", "about_id": "W2"}),
    "decision lost": ("out_of_scope", {"decision_id": "lost", "about_id": "W2"}),
    "no legal right known": ("out_of_scope", {"legal_right": "", "about_id": "W2"}),
    "of a client": ("out_of_scope", {"about_type": "client", "about_id": "W2"}),
}
DECIDED = [
    {"decision_id": "share 20", "decided_at": "2026-10-20T08:00:00"},
    {"decision_id": "share 19", "decided_at": "2026-10-19T23:00:00"},
    {"decision_id": "share undated", "decided_at": ""},
    {"decision_id": "not share", "decided_at": "2026-10-20", "decision_type": "not_share"},
    {"decision_id": "D1", "decided_at": "2026-10-01", "request_id": "decision names it"},
    {"decision_id": "D2", "decided_at": "2026-10-01", "request_id": "two decisions, first too soon"},
    {"decision_id": "D3", "decided_at": "", "request_id": "two decisions, one undated"},
]
PERSONNEL_NOTICES = [
    {**STORED, "given_on": "2026-10-20"},
    {**STORED, "given_on": "2026-10-30"},
    {**STORED, "recipient_id": "W2", "given_on": "2026-10-21"},
    {**STORED, "recipient_id": "W3", "covers": "file_storage"},
    {**STORED, "recipient_id": "W3", "covers": "file_access_procedure"},
    {**STORED, "recipient_id": "W5", "given_on": ""},
    {**STORED, "recipient_id": "W6", "not_given_reason": "not_practicable"},
    {**STORED, "recipient_id": ""},
    {"kind": "reference_in_confidence", "document_id": "reference", "recipient_type": "referee"},
    {"kind": "reference_in_confidence", "document_id": "reference, told undated", "given_on": ""},
    {"kind": "reference_in_confidence", "document_id": ""},
    {"kind": "review_readers_explained", "recipient_id": "W1", "document_id": "review, with its paper"},
    {"kind": "review_readers_explained", "recipient_id": "W1", "document_id": "review, paper and no day"},
    {"kind": "review_readers_explained", "recipient_id": "W2", "document_id": "review, another told with its paper"},
    {"kind": "review_readers_explained", "recipient_id": "W1", "given_on": "2026-06-12"},
    {"kind": "legal_requirement", "recipient_id": "W1", "given_on": "2026-10-20"},
    {"kind": "legal_requirement", "recipient_id": "W1", "given_on": "2026-10-25"},
]


def personnel() -> dict[str, Sequence[Row]]:
    return {
        "subject_access_requests": [{"sar_id": f"sar {name}", **FILE, **row} for name, (_, row) in SEEN.items()],
        "documents": [{"document_id": name, **REVIEW, **row} for name, (_, row) in PAPERS.items()],
        "information_requests": [{"request_id": name, **REQUEST, **row} for name, (_, row) in ASKED_FOR.items()],
        "decisions": [{"decision_type": "share", **row} for row in DECIDED],
        "notices": numbered("notice_id", PERSONNEL_NOTICES, recipient_type="staff", given_on="2026-01-10"),
    }


def test_staff_are_told_what_happens_with_information_about_them(tmp_path: Path) -> None:
    expected = {f"sar {name}": outcome for name, (outcome, _) in SEEN.items()}
    expected |= outcomes_of(PAPERS) | outcomes_of(ASKED_FOR)
    found = judged(personnel(), "STF-03", tmp_path)
    # what is none of the four events has no row at all, which is out of scope too
    assert {name: found.get(name, "out_of_scope") for name in expected} == expected
    assert set(found) <= set(expected)


def test_without_decisions_legal_requests_are_undecided_and_the_rest_judged(tmp_path: Path) -> None:
    found = judged({name: rows for name, rows in personnel().items() if name != "decisions"}, "STF-03", tmp_path)
    assert found["told of nothing"].startswith("undecided ")
    assert found["told that day"].startswith("undecided ")
    assert found["sar never told"] == "breach file_not_explained"
    assert found["reference"] == "complies"


def test_each_of_the_tables_alone_is_enough_to_judge_and_notices_are_needed(tmp_path: Path) -> None:
    notices = personnel()["notices"]
    requests = {"subject_access_requests": personnel()["subject_access_requests"]}
    assert judged({**requests, "notices": notices}, "STF-03", tmp_path / "some")["sar seen"] == "complies"
    assert judged({**requests, "notices": []}, "STF-03", tmp_path / "none")["sar seen"] == "breach file_not_explained"
    assert judged(requests, "STF-03", tmp_path / "absent") == {"": "not_tested"}


INCIDENT = {
    "kind": "staff_breach",
    "occurred_on": "2026-06-15",
    "raised_with": "manager",
    "handled_under": "disciplinary",
    "level": "warning",
    "outcome_on": "2026-07-01",
}
PARTNER = {"kind": "partner_breach", "handled_under": "agreement_breach", "agreement_id": "SA1"}
COMPLAINT = {"kind": "complaint_about_sharing", "guidance_followed": "yes", "handled_under": "management_support"}
OPEN_DAY, PASSED = {"occurred_on": "2026-10-03"}, {"occurred_on": "2026-10-02"}
DETAILS = {"staff_details_disclosed": "yes"}
STF_04: Mapping[str, tuple[str, Row]] = {
    "handled": ("complies", {}),
    "raised with nobody": ("breach not_raised", {"raised_with": ""}),
    "raised with somebody unknown": ("breach not_raised", {"raised_with": "W9"}),
    "raised with a worker": ("breach not_raised", {"raised_with": "worker"}),
    "raised with no known role": ("breach not_raised", {"raised_with": "roleless"}),
    "no route, last day today": ("out_of_scope", {**OPEN_DAY, "handled_under": ""}),
    "no route, last day passed": ("breach no_route", {**PASSED, "handled_under": ""}),
    "no route, no day": ("breach no_route", {"occurred_on": "", "handled_under": ""}),
    "no route waits, not raised does not": ("breach not_raised", {**OPEN_DAY, "handled_under": "", "raised_with": ""}),
    "none, for a reason": ("breach no_route", {**OPEN_DAY, "handled_under": "none", "outcome_reason": "A slip"}),
    "another route": ("breach no_route", {"handled_under": "management_support"}),
    "another route, a placeholder": (
        "breach no_route",
        {"handled_under": "management_support", "outcome_reason": "TBC"},
    ),
    "another route, for a reason": ("complies", {"handled_under": "management_support", "outcome_reason": "A slip"}),
    "grievance": ("complies", {"handled_under": "grievance"}),
    "no level": ("breach no_level", {"level": ""}),
    "no level yet": ("complies", {"level": "", "outcome_on": ""}),
    "level none": ("complies", {"level": "none"}),
    "outcome in the future": ("complies", {"level": "", "outcome_on": "2026-11-02"}),
    "details, too low": ("breach level_too_low", {**DETAILS, "level": "misconduct"}),
    "details, for a reason": ("complies", {**DETAILS, "outcome_reason": "Her own number"}),
    "details, gross": ("complies", {**DETAILS, "level": "gross_misconduct"}),
    "details, no level": ("breach level_too_low;no_level", {**DETAILS, "level": ""}),
    "details, no outcome": ("complies", {**DETAILS, "level": "", "outcome_on": ""}),
    "worry": ("complies", {"kind": "security_concern", "handled_under": "", **OPEN_DAY, "level": "", "outcome_on": ""}),
    "worry not raised": ("breach not_raised", {"kind": "security_concern", "raised_with": ""}),
    "partner": ("complies", {**PARTNER, "raised_with": ""}),
    "partner, another route": ("breach not_agreement_breach", {**PARTNER, "handled_under": "none"}),
    "partner, no agreement": ("breach not_agreement_breach", {**PARTNER, "agreement_id": ""}),
    "partner, agreement lost": ("breach not_agreement_breach", {**PARTNER, "agreement_id": "SA9"}),
    "partner, last day today": ("out_of_scope", {**PARTNER, **OPEN_DAY, "handled_under": ""}),
    "partner, last day passed": ("breach not_agreement_breach", {**PARTNER, **PASSED, "handled_under": ""}),
    "complaint": ("complies", COMPLAINT),
    "complaint, no support": ("breach no_support", {**COMPLAINT, "handled_under": "disciplinary"}),
    "complaint, last day today": ("out_of_scope", {**COMPLAINT, **OPEN_DAY, "handled_under": ""}),
    "complaint, last day passed": ("breach no_support", {**COMPLAINT, **PASSED, "handled_under": ""}),
    "complaint, guidance left": ("complies", {**COMPLAINT, **PASSED, "handled_under": "", "guidance_followed": "no"}),
    "complaint, guidance blank": (
        "undecided guidance_followed_unknown",
        {**COMPLAINT, "handled_under": "none", "guidance_followed": ""},
    ),
    "complaint, supported anyway": ("complies", {**COMPLAINT, "guidance_followed": ""}),
    "complaint, blank and waiting": (
        "out_of_scope",
        {**COMPLAINT, **OPEN_DAY, "handled_under": "", "guidance_followed": ""},
    ),
    "client": ("out_of_scope", {"kind": "client_breach", "raised_with": ""}),
    "kind unknown": ("undecided guidance_followed_unknown;kind_unknown", {"kind": "", "raised_with": ""}),
}


def incidents() -> dict[str, Sequence[Row]]:
    roles = {"manager": "line_manager", "worker": "worker", "roleless": ""}
    return {
        "incidents": [{"incident_id": name, **INCIDENT, **row} for name, (_, row) in STF_04.items()],
        "staff": [{"staff_id": name, "role": role} for name, role in roles.items()],
        "sharing_agreements": [{"agreement_id": "SA1", "kind": "joint_working"}],
    }


def test_an_incident_is_taken_through_its_route(tmp_path: Path) -> None:
    assert judged(incidents(), "STF-04", tmp_path) == outcomes_of(STF_04)


def test_a_cause_that_the_pack_leaves_out_neither_raises_nor_waits(tmp_path: Path) -> None:
    found = judged(incidents(), "STF-04", tmp_path / "001", pack="women-dvpp")
    assert found["raised with nobody"] == "complies"
    assert found["complaint, guidance blank"] == "complies"
    assert found["complaint, last day today"] == "complies"
    assert found["no route, last day today"] == "out_of_scope"
    found = judged(incidents(), "STF-04", tmp_path / "002", pack="hampshire")
    assert found["no route, last day today"] == "complies"
    assert found["complaint, no support"] == "breach no_support"


def test_without_agreements_or_staff_only_what_they_would_show_is_undecided(tmp_path: Path) -> None:
    found = judged({"incidents": incidents()["incidents"]}, "STF-04", tmp_path)
    assert found["partner"] == "undecided not_agreement_breach_not_testable"
    assert found["partner, no agreement"] == "breach not_agreement_breach"
    assert found["raised with nobody"] == "breach not_raised"
    assert found["handled"] == "undecided not_raised_not_testable"
