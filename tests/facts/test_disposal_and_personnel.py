"""RET-04 on disposals, and RET-06 and STO-03 on the papers of staff and applicants, made by hand."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.exports import Audited, pack_of
from tests.facts.hand_made import Cases, expected, export, judged, not_tested, rows, told

pytestmark = pytest.mark.engine

DISPOSAL = {"object_type": "media", "media": "paper", "action": "destroyed", "method": "shredded"}
DISPOSALS: Cases = {
    "D-good": ({}, "complies"),
    "D-archived": ({"action": "archived", "method": "binned"}, "out_of_scope"),
    "D-anonymised": ({"action": "anonymised", "method": ""}, "out_of_scope"),
    "D-binned": ({"method": "binned"}, "breach method_binned;wrong_method"),
    "D-unknown": ({"method": "unknown"}, "breach method_unknown;wrong_method"),
    "D-blank": ({"method": ""}, "breach method_unknown"),
    "D-bad-code": ({"method": "burnt"}, "breach method_unknown"),
    "D-paper-erased": ({"method": "secure_erase"}, "breach wrong_method"),
    "D-disc": ({"media": "disc", "method": "physically_destroyed"}, "complies"),
    "D-disc-erased": ({"media": "disc", "method": "secure_erase", "object_type": ""}, "breach wrong_method"),
    "D-stick": ({"media": "usb", "method": "secure_erase", "action": ""}, "complies"),
    "D-drive": ({"media": "hard_drive", "method": "system_delete"}, "breach wrong_method"),
    "D-record": ({"media": "electronic_record", "method": "system_delete", "action": "wiped"}, "complies"),
    "D-phone": ({"media": "phone", "method": "secure_erase", "action": "wiped"}, "complies"),
    "D-phone-broken": ({"media": "phone", "method": "physically_destroyed"}, "breach phone_not_wiped"),
    "D-phone-blank": ({"media": "phone", "method": "secure_erase", "action": ""}, "breach phone_not_wiped"),
    "D-no-medium": ({"media": ""}, "undecided medium_not_recorded"),
    "D-no-medium-binned": ({"media": "stone", "method": "binned"}, "breach method_binned"),
}

APPLIED = {
    "kind": "job", "applied_on": "2025-09-01", "outcome": "unsuccessful", "outcome_on": "2025-09-05",
    "rest_destroyed_on": "2025-09-10", "kept_fields": "race;sex;sexuality", "monitoring_detached_on": "2025-09-02",
    "monitoring_location_id": "L1", "form_location_id": "L2",
}  # fmt: skip
KEPT = {"rest_destroyed_on": "", "kept_fields": ""}
APPLICANTS: Cases = {
    "A-good": ({}, "complies"),
    "A-last-day": ({"rest_destroyed_on": "2026-03-04"}, "complies"),  # 180 days after the outcome
    "A-day-late": ({"rest_destroyed_on": "2026-03-05"}, "breach destroyed_late"),
    "A-waiting": ({**KEPT, "outcome_on": "2025-10-02"}, "out_of_scope"),  # 180 days before the run date
    "A-overdue": ({**KEPT, "outcome_on": "2025-10-01"}, "breach not_destroyed"),
    "A-overdue-whole": (
        {"rest_destroyed_on": "", "kept_fields": "whole_form"},
        "breach kept_too_much;not_destroyed",
    ),
    "A-waiting-whole": ({**KEPT, "kept_fields": "name", "outcome_on": "2025-10-02"}, "out_of_scope"),
    "A-name": ({"kept_fields": "sexuality;name"}, "breach kept_too_much"),
    "A-kept-unknown": ({"kept_fields": ""}, "undecided keeps_too_much_unknown"),
    "A-by-application": ({**KEPT, "outcome_on": "", "applied_on": "2025-10-01"}, "breach not_destroyed"),
    "A-outcome-ahead": ({**KEPT, "outcome_on": "2026-04-02", "applied_on": "2025-10-02"}, "out_of_scope"),
    "A-no-clock": ({**KEPT, "outcome_on": "", "applied_on": ""}, "undecided clock_not_known"),
    "A-no-clock-destroyed": ({"outcome_on": "", "applied_on": ""}, "complies"),
    "A-withdrawn": ({**KEPT, "kind": "service", "outcome": "withdrawn"}, "breach not_destroyed"),
    "A-pending": ({**KEPT, "outcome": "pending"}, "out_of_scope"),
    "A-successful": ({**KEPT, "outcome": "successful"}, "out_of_scope"),
    "A-no-outcome": ({**KEPT, "outcome": ""}, "out_of_scope"),
    "A-no-kind": ({**KEPT, "kind": ""}, "out_of_scope"),
}
MONITORED: Cases = {
    "B-good": ({}, "complies"),
    "B-day-late": ({"monitoring_detached_on": "2025-09-03"}, "breach detached_late"),
    "B-waiting": ({"monitoring_detached_on": "", "applied_on": "2026-03-30"}, "out_of_scope"),
    "B-overdue": (
        {"monitoring_detached_on": "", "applied_on": "2026-03-29", "outcome": "pending"},
        "breach detached_late",
    ),
    "B-one-place": ({"form_location_id": "L1"}, "breach monitoring_with_form"),
    "B-one-known": ({"form_location_id": ""}, "complies"),
    "B-none-known": ({"form_location_id": "", "monitoring_location_id": ""}, "undecided places_not_recorded"),
    "B-undated": ({"applied_on": ""}, "undecided application_not_dated"),
    "B-undated-one-place": ({"applied_on": "", "form_location_id": "L1"}, "breach monitoring_with_form"),
}
PAPER = {"owner_type": "staff", "doc_type": "medical_record", "section": "personnel_sealed"}
CERTIFICATE = {"doc_type": "medical_certificate", "filed_on": "2026-03-05"}
MONITORING = {"owner_type": "applicant", "doc_type": "eo_monitoring", "section": "monitoring"}
PAPERS: Cases = {
    "P-sealed": ({}, "complies"),
    "P-open": ({"section": "personnel_open"}, "breach not_sealed"),
    "P-no-section": ({"section": ""}, "breach not_sealed"),
    "P-of-applicant": ({"owner_type": "applicant", "section": ""}, "out_of_scope"),
    "P-of-a-case": ({"owner_type": "case", "section": ""}, "absent"),
    "P-of-nobody": ({"owner_type": "", "section": ""}, "absent"),
    "P-contract": ({"doc_type": "contract", "section": ""}, "out_of_scope"),
    "P-filed-that-day": ({**CERTIFICATE, "payroll_actioned_on": "2026-03-05"}, "complies"),
    "P-filed-before": ({**CERTIFICATE, "payroll_actioned_on": "2026-03-06"}, "breach filed_before_payroll"),
    "P-filed-alone": (CERTIFICATE, "breach filed_before_payroll"),
    "P-not-filed": ({**CERTIFICATE, "filed_on": "", "section": ""}, "complies"),
    "P-monitoring": (MONITORING, "complies"),
    "P-monitoring-open": ({**MONITORING, "section": "personnel_open"}, "breach monitoring_section"),
    "P-monitoring-staff": ({**MONITORING, "owner_type": "staff", "section": ""}, "breach monitoring_section"),
}
TABLES = {
    "disposal_log": rows("disposal_log", DISPOSAL, DISPOSALS),
    "applicants": [*rows("applicants", APPLIED, APPLICANTS), *rows("applicants", APPLIED, MONITORED)],
    "documents": rows("documents", PAPER, PAPERS),
}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    with export(TABLES, tmp_path_factory.mktemp("papers")) as found:
        yield found


def test_each_disposal_comes_out_as_it_should(papers: Audited) -> None:
    assert told(papers, "RET-04", DISPOSALS) == expected(DISPOSALS)


def test_each_applicant_comes_out_as_it_should(papers: Audited) -> None:
    assert told(papers, "RET-06", APPLICANTS) == expected(APPLICANTS)


def test_each_paper_that_is_kept_apart_comes_out_as_it_should(papers: Audited) -> None:
    assert told(papers, "STO-03", MONITORED, PAPERS) == expected(MONITORED, PAPERS)


def test_a_medium_whose_list_is_off_has_no_wrong_method_and_one_with_an_empty_list_only_wrong_ones(
    papers: Audited,
) -> None:
    off = judged(papers, "RET-04", pack_of("combined", disposal__methods__paper="off"))
    records = ("D-paper-erased", "D-binned", "D-disc-erased")
    assert [off[record] for record in records] == ["complies", "breach method_binned", "breach wrong_method"]
    empty = judged(papers, "RET-04", pack_of("combined", disposal__methods__paper="none"))
    assert empty["D-good"] == "breach wrong_method"


def test_what_the_pack_lets_be_kept_never_takes_in_the_name(papers: Audited) -> None:
    lenient = pack_of("combined", applicants__kept_allowed=["sexuality", "name"])
    assert judged(papers, "RET-06", lenient)["A-name"] == "breach kept_too_much"
    off = judged(papers, "RET-06", pack_of("combined", applicants__kept_allowed="off"))
    assert (off["A-name"], off["A-kept-unknown"]) == ("complies", "complies")


def test_days_that_are_off_raise_and_ask_nothing(papers: Audited) -> None:
    without = replace(papers, pack=pack_of("combined", days__applicant_destroy="off"))
    assert not_tested(without, "RET-06") == "pack combined raises none of its causes"
    off = judged(papers, "STO-03", pack_of("combined", days__monitoring_detach="off"))
    assert {off[record] for record in ("B-day-late", "B-overdue", "B-undated")} == {"complies"}


def test_an_absent_table_leaves_the_other_records_judged(tmp_path: Path) -> None:
    with export(TABLES, tmp_path, absent=["applicants"]) as found:
        assert not_tested(found, "RET-06") == "table applicants absent"
        assert judged(found, "STO-03")["P-open"] == "breach not_sealed"
