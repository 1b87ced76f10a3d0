"""RET-07 and CLA-01 on requests made by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports import Audited, pack_of
from tests.facts.hand_made import Cases, expected, export, judged, not_tested, rows, told

pytestmark = pytest.mark.engine

STAFF = [
    {"staff_id": "S1", "role": "worker", "line_manager_id": "S2", "started_on": "2020-01-06"},
    {"staff_id": "S2", "role": "line_manager", "started_on": "2020-01-06"},
    {"staff_id": "S3", "role": "worker", "started_on": "2020-01-06"},
]
CASES = [
    {"case_id": "C1", "person_id": "P1", "status": "closed"},
    {"case_id": "STATUTORY", "person_id": "P1", "statutory_service": "yes", "evidence_hold": "yes"},
    {"case_id": "HELD", "person_id": "P1", "evidence_hold": "yes", "hold_started_on": "2026-03-05"},
    {"case_id": "LEGAL", "person_id": "P1", "retention_basis": "legal_hold", "hold_ended_on": "2026-03-04"},
    {"case_id": "PAST", "person_id": "P1", "hold_started_on": "2026-03-01", "hold_ended_on": "2026-03-05"},
    {"case_id": "ERASED", "person_id": "P1", "evidence_hold": "yes"},
]
ERASED = {"object_type": "case", "object_id": "ERASED", "reason": "subject_request", "disposed_on": "2026-03-06"}
DISPOSALS = [
    {**ERASED, "disposal_id": "D1", "action": "destroyed"},
    {**ERASED, "disposal_id": "D2", "object_id": "HELD", "action": "archived"},
    {**ERASED, "disposal_id": "D3", "object_id": "HELD", "action": "wiped", "reason": "error"},
]
REASON = "She asked for her own sake, and the police file needs it"
DECISIONS = [
    {"decision_id": "REAL", "decision_type": "refuse_erasure", "rationale": REASON},
    {"decision_id": "SHORT", "decision_type": "refuse_erasure", "rationale": "we keep it"},
    {"decision_id": "ACCESS", "decision_type": "refuse_access", "rationale": REASON},
    {
        "decision_id": "ON-CASE",
        "decision_type": "refuse_erasure",
        "rationale": REASON,
        "case_id": "C1",
        "subject_id": "P7",
    },
]

ERASE = {
    "kind": "erase", "requester_type": "client", "requester_id": "P1", "case_id": "C1", "outcome": "granted",
    "received_at": "2026-03-01T09:00:00", "completed_on": "2026-03-05", "impact_explained_on": "2026-03-05",
    "handled_by": "S1",
}  # fmt: skip
LATE = {"received_at": "2026-02-28"}  # 31 days before the run date
LAST = {"received_at": "2026-03-01"}  # 30 days
REFUSED = {"outcome": "refused", "completed_on": "2026-03-05"}
ERASURES: Cases = {
    "E-good": ({}, "complies"),
    "E-last-day": ({"received_at": "2026-02-03", "completed_on": "2026-03-05"}, "complies"),
    "E-day-late": ({"received_at": "2026-02-02", "completed_on": "2026-03-05"}, "breach answered_late"),
    "E-explained-after": ({"impact_explained_on": "2026-03-06"}, "breach impact_not_explained"),
    "E-waiting": ({**LAST, "outcome": "open", "completed_on": "", "impact_explained_on": ""}, "out_of_scope"),
    "E-overdue": (
        {**LATE, "outcome": "open", "completed_on": "", "impact_explained_on": ""},
        "breach impact_not_explained;no_outcome",
    ),
    "E-no-outcome": ({**LATE, "outcome": ""}, "breach no_outcome"),
    "E-bad-outcome": ({**LATE, "outcome": "perhaps"}, "breach no_outcome"),
    "E-not-completed": ({**LATE, "completed_on": ""}, "breach answered_late"),
    "E-completed-ahead": ({**LATE, "completed_on": "2026-04-01"}, "breach answered_late"),
    "E-withdrawn": ({"received_at": "2020-01-01", "outcome": "withdrawn", "completed_on": ""}, "complies"),
    "E-undated": ({"received_at": ""}, "undecided receipt_not_recorded"),
    "E-of-staff": ({"requester_type": "staff", "completed_on": ""}, "out_of_scope"),
    "E-no-reason": ({**REFUSED, "refusal_reason": "n/a"}, "breach refused_no_reason"),
    "E-reason": ({**REFUSED, "refusal_reason": "A court case is open"}, "complies"),
    "E-decided": ({**REFUSED, "decision_id": "REAL"}, "complies"),
    "E-decided-briefly": ({**REFUSED, "decision_id": "SHORT", "requester_id": "P7"}, "breach refused_no_reason"),
    "E-other-decision": ({**REFUSED, "decision_id": "ACCESS"}, "breach refused_no_reason"),
    "E-on-case": ({**REFUSED, "requester_id": "P7", "decision_id": "ACCESS"}, "complies"),
    "E-on-no-case": ({**REFUSED, "requester_id": "P7", "case_id": ""}, "breach refused_no_reason"),
    "E-no-case": ({"case_id": ""}, "undecided case_not_found"),
    "E-lost-case": ({"case_id": "NOWHERE", "outcome": "partly"}, "undecided case_not_found"),
    "E-lost-case-refused": ({**REFUSED, "case_id": "NOWHERE", "refusal_reason": "It is statutory"}, "complies"),
    "E-statutory": ({"case_id": "STATUTORY"}, "breach granted_against_bar"),
    "E-held": ({"case_id": "HELD"}, "conflict granted_against_bar"),
    "E-held-later": (
        {"case_id": "HELD", "completed_on": "2026-03-04", "impact_explained_on": "2026-03-04"},
        "complies",
    ),
    "E-held-now": ({**LAST, "case_id": "HELD", "completed_on": ""}, "conflict granted_against_bar"),
    "E-legal": ({"case_id": "LEGAL"}, "complies"),
    "E-legal-now": ({"case_id": "LEGAL", "completed_on": "2026-03-31"}, "conflict granted_against_bar"),
    "E-past-hold": ({"case_id": "PAST"}, "conflict granted_against_bar"),
    "E-past-hold-now": ({**LAST, "case_id": "PAST", "completed_on": ""}, "out_of_scope"),
    "E-erased": ({"case_id": "ERASED"}, "complies"),
}

VIEW = {
    "kind": "view", "requester_type": "client", "requester_id": "P1", "case_id": "C1", "handled_by": "S1",
    "received_at": "2026-03-01", "completed_on": "2026-03-05", "outcome": "granted", "explained_on": "2026-03-05",
    "third_party_checked_by": "S2",
}  # fmt: skip
OWN = {"requester_type": "staff", "requester_id": "S1"}
NO = {"outcome": "refused", "explained_on": "", "decision_id": "ACCESS"}
VIEWS: Cases = {
    "V-good": ({}, "complies"),
    "V-copy": ({"kind": "copy", "explained_on": "2026-03-19"}, "complies"),
    "V-explained-late": ({"explained_on": "2026-03-20"}, "breach not_explained"),
    "V-explained-early": ({"received_at": "2026-02-10", "explained_on": "2026-02-18"}, "breach not_explained"),
    "V-explaining": ({"completed_on": "2026-03-17", "explained_on": ""}, "out_of_scope"),
    "V-unexplained": ({"completed_on": "2026-03-16", "explained_on": ""}, "breach not_explained"),
    "V-no-handler": ({"handled_by": "", "outcome": "open", "completed_on": ""}, "breach no_handler"),
    "V-lost-handler": ({"handled_by": "S9"}, "breach no_handler"),
    "V-withdrawn": ({"outcome": "withdrawn", "received_at": "2020-01-01", "completed_on": ""}, "complies"),
    "V-withdrawn-unhandled": ({"outcome": "withdrawn", "handled_by": ""}, "breach no_handler"),
    "V-own": ({**OWN, "handled_by": "S2"}, "complies"),
    "V-own-by-other": ({**OWN, "handled_by": "S3"}, "breach not_line_manager"),
    "V-own-unhandled": ({**OWN, "handled_by": ""}, "breach no_handler"),
    "V-own-lost-handler": ({**OWN, "handled_by": "S9"}, "breach no_handler;not_line_manager"),
    "V-own-no-manager": ({"requester_type": "staff", "requester_id": "S3"}, "undecided"),
    "V-own-not-staff": ({"requester_type": "staff", "requester_id": "S9"}, "undecided"),
    "V-waiting": ({**LAST, "outcome": "", "completed_on": "", "explained_on": ""}, "out_of_scope"),
    "V-overdue": ({**LATE, "outcome": "open", "completed_on": "", "explained_on": ""}, "breach no_outcome"),
    "V-not-completed": ({**LATE, "completed_on": ""}, "breach no_outcome"),
    "V-late": ({"received_at": "2026-02-02", "completed_on": "2026-03-05"}, "breach answered_late"),
    "V-undated": ({"received_at": ""}, "undecided receipt_not_recorded"),
    "V-undated-withdrawn": ({"received_at": "", "outcome": "withdrawn"}, "complies"),
    "V-refused": ({**NO, "refusal_reason": "It names her sister"}, "complies"),
    "V-refused-bare": (
        {**NO, "refusal_reason": "tbc", "decision_id": "REAL"},
        "breach refused_no_decision;refused_no_reason",
    ),
    "V-partly-bare": ({"outcome": "partly"}, "breach refused_no_reason"),
    "V-short-notice": ({**NO, "refusal_reason": "Far too SHORT  notice, sorry"}, "breach short_notice"),
    "V-shorter-word": ({**NO, "refusal_reason": "He would take short noticeboard texts"}, "complies"),
}  # fmt: skip
REQUESTS = [*rows("subject_access_requests", ERASE, ERASURES), *rows("subject_access_requests", VIEW, VIEWS)]
TABLES = {
    "staff": STAFF, "cases": CASES, "disposal_log": DISPOSALS, "decisions": DECISIONS,
    "subject_access_requests": REQUESTS, "people": [{"person_id": "P1"}, {"person_id": "P7"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def requests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    with export(TABLES, tmp_path_factory.mktemp("requests")) as found:
        yield found


def test_each_request_to_erase_comes_out_as_it_should(requests: Audited) -> None:
    assert told(requests, "RET-07", ERASURES) == expected(ERASURES)


def test_each_request_to_see_a_file_comes_out_as_it_should(requests: Audited) -> None:
    assert told(requests, "CLA-01", VIEWS) == expected(VIEWS)


def test_a_pack_may_not_ask_for_the_line_manager_nor_for_explaining(requests: Audited) -> None:
    found = judged(requests, "CLA-01", pack_of("hampshire"))
    kept = ("V-own-by-other", "V-own-no-manager", "V-unexplained", "V-explaining", "V-short-notice", "V-late")
    assert [found[record] for record in kept] == ["complies"] * 5 + ["breach answered_late"]


def test_a_limit_that_is_off_raises_nothing_and_asks_nothing(requests: Audited) -> None:
    found = judged(requests, "CLA-01", pack_of("combined", days__access_request="off"))
    assert [found[record] for record in ("V-late", "V-undated", "V-overdue")] == [
        "complies",
        "complies",
        "out_of_scope",
    ]
    found = judged(requests, "RET-07", pack_of("combined", days__erasure_answer="off"))
    assert [found[record] for record in ("E-day-late", "E-undated", "E-overdue")] == [
        "complies", "complies", "out_of_scope",
    ]  # fmt: skip


def test_without_ret_02_the_conflict_is_told_at_the_request(requests: Audited) -> None:
    found = judged(requests, "RET-07", pack_of("hampshire"))
    assert found["E-erased"] == "conflict granted_against_bar"


def test_without_staff_a_blank_handler_is_still_told(tmp_path: Path) -> None:
    with export(TABLES, tmp_path, absent=["staff"]) as found:
        came = judged(found, "CLA-01")
        assert came["V-no-handler"] == "breach no_handler"
        assert came["V-good"] == "undecided no_handler_not_testable"


def test_without_requests_both_are_not_tested(tmp_path: Path) -> None:
    with export(TABLES, tmp_path, absent=["subject_access_requests"]) as found:
        assert not_tested(found, "RET-07") == not_tested(found, "CLA-01") == "table subject_access_requests absent"
