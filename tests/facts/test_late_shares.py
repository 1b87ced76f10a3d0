"""DIS-08 from end to end, on hand-made rows."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.facts.sharing_stories import SHARE, Case, judge_cases, told

pytestmark = pytest.mark.engine

ALARM = told(
    SHARE,
    decisions={"concern_id": "K#"},
    safeguarding_concerns={
        "concern_id": "K#", "case_id": "C#", "kind": "risk_to_client", "raised_at": "2026-03-04T12:00",
        "at_risk_id": "P#",
    },
    information_requests={"request_id": "Q#", "direction": "received", "received_at": "2026-02-28T12:00"},
)  # fmt: skip
ASKED = {"decisions.concern_id": "", "decisions.request_id": "Q#"}
LATE = {"safeguarding_concerns.raised_at": "2026-03-04T11:59:59"}
DIS_08: Sequence[Case] = [
    ("exactly_24_hours", {}, "complies"),
    ("a_second_more", LATE, "breach late_after_concern"),
    ("no_time_next_day", {"disclosures.disclosed_at": "2026-03-05"}, "complies"),
    ("no_time_day_after", {"disclosures.disclosed_at": "2026-03-06"}, "breach late_after_concern"),
    ("concern_without_time", {"safeguarding_concerns.raised_at": "2026-03-04"}, "complies"),
    ("child_concern_72_hours", {"safeguarding_concerns.kind": "child_concern",
                                "safeguarding_concerns.raised_at": "2026-03-02T12:00"}, "complies"),
    ("child_concern_73_hours", {"safeguarding_concerns.kind": "child_concern",
                                "safeguarding_concerns.raised_at": "2026-03-02T11:00"}, "breach late_after_concern"),
    ("kind_blank", {"safeguarding_concerns.kind": ""}, "undecided late_after_concern_unknown"),
    ("latest_of_two_counts", {**LATE, "safeguarding_concerns+": [{
        "concern_id": "L#", "decision_id": "D#", "raised_at": "2026-03-05T09:00"}]}, "complies"),
    ("a_later_one_does_not", {**LATE, "safeguarding_concerns+": [{
        "concern_id": "L#", "decision_id": "D#", "raised_at": "2026-03-05T13:00"}]}, "breach late_after_concern"),
    ("two_at_once_the_stricter", {**LATE, "safeguarding_concerns.kind": "child_concern", "safeguarding_concerns+": [{
        "concern_id": "L#", "decision_id": "D#", "raised_at": "2026-03-04T11:59:59", "kind": "risk_to_client"}]},
     "breach late_after_concern"),
    ("undated", {"safeguarding_concerns.raised_at": ""}, "undecided late_after_concern_unknown"),
    ("undated_beside_a_dated_one", {"safeguarding_concerns.raised_at": "", "safeguarding_concerns+": [{
        "concern_id": "L#", "decision_id": "D#", "raised_at": "2026-03-05T09:00"}]}, "complies"),
    ("raised_after", {"safeguarding_concerns.raised_at": "2026-03-05T12:00:01"}, "out_of_scope"),
    ("unlinked", {"decisions.concern_id": ""}, "out_of_scope"),
    ("day_blank", {"disclosures.disclosed_at": ""}, "undecided late_after_concern_unknown"),
    ("both_the_concern_counts", {"decisions.request_id": "Q#", "information_requests.received_at": "2026-01-01"},
     "complies"),
    ("request_exactly_120_hours", ASKED, "complies"),
    ("request_a_second_more", {**ASKED, "information_requests.received_at": "2026-02-28T11:59:59"},
     "breach late_after_request"),
    ("request_days_only", {**ASKED, "information_requests.received_at": "2026-02-28"}, "complies"),
    ("request_six_days", {**ASKED, "information_requests.received_at": "2026-02-27"}, "breach late_after_request"),
    ("request_after", {**ASKED, "information_requests.received_at": "2026-03-06"}, "complies"),
    ("request_undated", {**ASKED, "information_requests.received_at": ""}, "undecided late_after_request_unknown"),
    ("request_day_blank", {**ASKED, "disclosures.disclosed_at": ""}, "undecided late_after_request_unknown"),
    ("request_of_ours", {**ASKED, "information_requests.direction": "made_by_us"}, "out_of_scope"),
    ("request_dangling", {**ASKED, "information_requests": None}, "out_of_scope"),
    ("concern_after_and_request", {"decisions.request_id": "Q#", "information_requests.received_at": "2026-01-01",
                                   "safeguarding_concerns.raised_at": "2026-03-06"}, "breach late_after_request"),
    ("not_identifying", {**LATE, "disclosures.info_categories": "none_identifying"}, "breach late_after_concern"),
    ("internal", {**LATE, "disclosures.scope": "internal", "disclosures.recipient_kind": "staff_member"},
     "out_of_scope"),
]  # fmt: skip


def test_information_is_shared_within_the_hours_for_its_concern_or_request(tmp_path: Path) -> None:
    came, due = judge_cases("DIS-08", ALARM, DIS_08, tmp_path)
    assert came == due


@pytest.mark.parametrize(
    ("absent", "cases"),
    [
        (
            "safeguarding_concerns",
            [
                ("no_request", {}, "undecided late_after_concern_not_testable;scope_not_testable"),
                ("no_decision", {"disclosures.decision_id": ""}, "out_of_scope"),
            ],
        ),
        ("information_requests", [("concern", LATE, "breach late_after_concern"), ("neither", {"decisions": None},
                                                                                  "out_of_scope")]),
    ],
)  # fmt: skip
def test_what_an_absent_table_leaves_open(absent: str, cases: Sequence[Case], tmp_path: Path) -> None:
    came, due = judge_cases("DIS-08", ALARM, cases, tmp_path, without={absent})
    assert came == due


def test_a_kind_without_hours_is_never_late(tmp_path: Path) -> None:
    cases: Sequence[Case] = [
        ("no_hours", {**LATE, "safeguarding_concerns.kind": "child_concern",
                      "safeguarding_concerns.raised_at": "2026-01-01"}, "complies"),
        ("hours", LATE, "breach late_after_concern"),
        ("request", {**ASKED, "information_requests.received_at": "2026-01-01"}, "complies"),
    ]  # fmt: skip
    off = {"hours__share__child_concern": "off", "hours__share__request": "off"}
    came, due = judge_cases("DIS-08", ALARM, cases, tmp_path, **off)
    assert came == due
