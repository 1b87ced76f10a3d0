"""DIS-09 from end to end, on hand-made rows."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.facts.sharing_stories import SHARE, Case, judge_cases, told

pytestmark = pytest.mark.engine

CALL = told(
    SHARE,
    disclosures={
        "channel": "phone", "verification": "identity_checked;entitlement_checked;called_back", "basis": "consent",
    },
    decisions={"request_id": "Q#"},
    information_requests={"request_id": "Q#", "direction": "received", "channel": "phone"},
)  # fmt: skip
ASKED = {"disclosures.verification": "identity_checked;entitlement_checked"}
DIS_09: Sequence[Case] = [
    ("all_checked", {}, "complies"),
    ("not_called_back", ASKED, "breach missing_called_back"),
    ("rang_by_us", {**ASKED, "information_requests.direction": "made_by_us"}, "complies"),
    ("asked_by_letter", {**ASKED, "information_requests.channel": "letter"}, "complies"),
    ("request_blank", {**ASKED, "decisions.request_id": ""}, "complies"),
    ("request_dangling", {**ASKED, "information_requests": None}, "complies"),
    (
        "nothing_recorded",
        {"disclosures.verification": ""},
        "breach missing_called_back;missing_entitlement_checked;missing_identity_checked",
    ),
    (
        "post",
        {"disclosures.channel": "post", "disclosures.verification": "address_checked;contents_checked"},
        "complies",
    ),
    (
        "post_checked_as_a_call",
        {"disclosures.channel": "post"},
        "breach missing_address_checked;missing_contents_checked",
    ),
    (
        "fax",
        {"disclosures.channel": "fax", "disclosures.verification": "fax_number_checked"},
        "breach missing_recipient_waiting",
    ),
    ("fax_to_staff", {"disclosures.channel": "fax", "disclosures.scope": "internal",
                      "disclosures.recipient_kind": "staff_member"},
     "breach missing_fax_number_checked;missing_recipient_waiting"),
    ("to_herself", {**ASKED, "disclosures.recipient_kind": "data_subject"}, "out_of_scope"),
    ("channel_blank", {**ASKED, "disclosures.channel": ""}, "out_of_scope"),
    ("by_email", {**ASKED, "disclosures.channel": "email"}, "out_of_scope"),
    ("nothing_identifying", {**ASKED, "disclosures.info_categories": "none_identifying"}, "out_of_scope"),
]  # fmt: skip


def test_callers_addresses_and_numbers_are_checked(tmp_path: Path) -> None:
    came, due = judge_cases("DIS-09", CALL, DIS_09, tmp_path)
    assert came == due


def test_absent_requests_leave_only_the_call_back_open(tmp_path: Path) -> None:
    cases: Sequence[Case] = [
        ("by_phone", ASKED, "undecided missing_called_back_not_testable"),
        ("called_back", {}, "complies"),
        ("no_request", {**ASKED, "decisions.request_id": ""}, "complies"),
    ]
    came, due = judge_cases("DIS-09", CALL, cases, tmp_path, without={"information_requests"})
    assert came == due


def test_a_channel_without_a_list_asks_for_no_check(tmp_path: Path) -> None:
    cases: Sequence[Case] = [("nothing", {"disclosures.verification": ""}, "complies")]
    came, due = judge_cases("DIS-09", CALL, cases, tmp_path, verification__phone="none")
    assert came == due
