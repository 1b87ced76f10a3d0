"""Checks about explaining and safe contact, by hand-made cases. as_of is 2026-10-31."""

from __future__ import annotations

from typing import Any

import pytest

from .hand_made import CASE, MESSAGE, NOTICE, found

SAFE = {
    "safe_contact_id": "F1",
    "person_id": "P1",
    "case_id": "C1",
    "detail": "mornings",
    "confirmed_on": "2026-10-01",
    "text_ok": "yes",
    "next_contact_agreed": "Tuesday",
}

# TRN-01, TRN-02


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        ({}, "complies"),
        ({"given_on": "2026-10-16"}, "breach late"),
        ({"given_on": "2026-09-03"}, "complies"),
        ({"given_on": "2026-09-02"}, "breach no_notice"),
        ({"given_on": ""}, "breach no_notice"),
        ({"case_id": "C2"}, "breach no_notice"),
        ({"recipient_type": "staff"}, "breach no_notice"),
        ({"not_given_reason": "risk_to_child"}, "complies"),
        ({"not_given_reason": "risk_to_child", "given_on": ""}, "complies"),
        ({"not_given_reason": "not_practicable"}, "breach reason_not_accepted"),
        ({"not_given_reason": "no such code"}, "complies"),
    ],
)
def test_a_client_is_told_of_confidentiality_in_time(notice: dict[str, str], expected: str) -> None:
    assert found("TRN-01", cases=CASE, notices=NOTICE | notice) == {"C1": expected}


def test_an_explanation_not_yet_due_is_waited_for() -> None:
    assert found("TRN-01", cases=CASE | {"opened_on": "2026-10-17"}) == {}
    assert found("TRN-01", cases=CASE | {"opened_on": "2026-10-16"}) == {"C1": "breach no_notice"}
    assert found("TRN-01", cases=CASE | {"opened_on": ""}, notices=NOTICE) == {"C1": "undecided"}


def test_points_add_up_over_notices_and_a_blank_group_is_other() -> None:
    asked = {"notice_covers.other": ["limits", "reasons"], "notice_covers.adult_victim": ["how_long"]}
    first, second = NOTICE | {"covers": "limits"}, NOTICE | {"notice_id": "N2", "covers": "reasons"}
    case = CASE | {"client_group": ""}
    assert found("TRN-02", asked, cases=case, notices=[first, second]) == {"C1": "complies"}
    assert found("TRN-02", asked, cases=case, notices=first) == {"C1": "breach missing_reasons"}
    assert found("TRN-02", asked, cases=CASE, notices=first) == {"C1": "breach missing_how_long"}
    assert found("TRN-02", asked, cases=CASE, notices=first | {"not_given_reason": "risk_to_child"}) == {}


# TRN-03, TRN-06, TRN-07

MAN = CASE | {"client_group": "man_dvpp"}
FORM = NOTICE | {"kind": "dvpp_form", "signed_on": "2026-10-10", "covers": "limits"}
SESSION = {"session_id": "S2", "case_id": "C1", "group_id": "G1", "held_on": "2026-10-10"}
SAID = dict.fromkeys(("confidentiality_discussed", "asked_to_keep", "no_guarantee_said", "partner_rule_said"), "yes")


def test_a_form_is_signed_by_the_first_session() -> None:
    assert found("TRN-03", cases=MAN, notices=FORM, group_attendance=SESSION) == {"C1": "complies"}
    late = found("TRN-03", cases=MAN, notices=FORM | {"signed_on": "2026-10-11"}, group_attendance=SESSION)
    assert late == {"C1": "breach signed_late"}
    assert found("TRN-03", cases=MAN, notices=FORM | {"covers": ""}) == {"C1": "breach limits_missing"}


def test_an_unsigned_form_is_late_after_the_earlier_of_session_and_days() -> None:
    assert found("TRN-03", cases=MAN | {"opened_on": "2026-10-17"}) == {}
    assert found("TRN-03", cases=MAN | {"opened_on": "2026-10-16"}) == {"C1": "breach not_signed"}
    early = SESSION | {"held_on": "2026-10-30"}
    assert found("TRN-03", cases=MAN | {"opened_on": ""}, group_attendance=early) == {"C1": "breach not_signed"}
    assert found("TRN-03", cases=MAN | {"opened_on": ""}) == {"C1": "undecided"}


def test_the_first_session_of_a_group_is_judged_and_undated_ones_are_undecided() -> None:
    tie, undated = SESSION | {"session_id": "S1"} | SAID, SESSION | {"session_id": "S3", "held_on": ""}
    other = SESSION | {"session_id": "S4", "group_id": "", "service": "iss"} | SAID | {"partner_rule_said": ""}
    rows = [SESSION, tie, undated, other]
    expected = {"S1/C1": "complies", "S3/C1": "undecided", "S4/C1": "breach partner_rule_missing"}
    assert found("TRN-06", cases=CASE, group_attendance=rows) == expected
    man = found("TRN-06", cases=MAN, group_attendance=SESSION | SAID | {"asked_to_keep": "no", "partner_rule_said": ""})
    assert man == {"S2/C1": "breach not_asked"}


def test_a_young_person_is_judged_from_the_day_the_age_is_reached() -> None:
    case = CASE | {"client_group": "young_person", "opened_on": "2026-10-02"}

    def born(day: str, **tables: Any) -> dict[str, str]:
        return found("TRN-07", cases=case, people={"person_id": "P1", "date_of_birth": day}, **tables)

    assert born("2016-10-31") == born("") == {"C1": "breach not_encouraged"}
    assert born("2016-11-01") == {}
    told = NOTICE | {"kind": "encouraged_to_tell_parents", "case_id": "C9"}
    assert born("", notices=told) == {"C1": "complies"}
    assert born("", notices=told | {"given_on": ""}) == {"C1": "breach not_encouraged"}
    assert born("", notices=told | {"given_on": "", "not_given_reason": "risk_to_child"}) == {"C1": "complies"}
    assert found("TRN-07", cases=case | {"opened_on": "2026-10-03"}) == {}


# SCN-01, SCN-02


@pytest.mark.parametrize(
    ("safe", "expected"),
    [
        ({}, "complies"),
        ({"ended_on": "2026-11-01"}, "complies"),
        ({"ended_on": "2026-10-31"}, "breach none_live"),
        ({"detail": "tbc"}, "breach none_live"),
        ({"confirmed_on": ""}, "breach none_live"),
        ({"confirmed_on": "2026-08-02"}, "complies"),
        ({"confirmed_on": "2026-08-01"}, "breach not_confirmed"),
        ({"next_contact_agreed": "n/a"}, "breach no_next_contact"),
    ],
)
def test_a_safe_contact_is_live_confirmed_and_leads_on(safe: dict[str, str], expected: str) -> None:
    assert found("SCN-01", cases=CASE, safe_contacts=SAFE | safe) == {"C1": expected}


def test_a_first_safe_contact_is_waited_for() -> None:
    assert found("SCN-01", cases=CASE | {"opened_on": "2026-10-24"}) == {}
    assert found("SCN-01", cases=CASE | {"opened_on": "2026-10-23"}) == {"C1": "breach none_live"}
    assert found("SCN-01", cases=CASE | {"opened_on": ""}) == {"C1": "undecided"}


@pytest.mark.parametrize(
    ("message", "safe", "expected"),
    [
        ({}, {}, "complies"),
        ({"method": "post"}, {}, "breach route_not_allowed"),
        ({"method": "fax"}, {"person_id": "P9"}, "breach route_not_allowed"),
        ({"method": "fax", "started_at": ""}, {}, "breach route_not_allowed"),
        ({"method": "phone"}, {}, None),
        ({"safe_contact_id": "F1"}, {"ended_on": "2026-10-21"}, "complies"),
        ({"safe_contact_id": "F1"}, {"ended_on": "2026-10-20"}, "breach ended_contact"),
        ({"safe_contact_id": "F9"}, {}, "breach ended_contact"),
        ({"safe_contact_id": "F1", "started_at": ""}, {"case_id": "C9"}, "breach ended_contact"),
        (
            {"safe_contact_id": "F1", "method": "fax"},
            {"ended_on": "2026-10-20"},
            "breach ended_contact;route_not_allowed",
        ),
        ({}, {"ended_on": "2026-10-20"}, "undecided no_safe_contact"),
        ({"person_id": ""}, {}, "undecided"),
        ({"started_at": ""}, {}, "undecided"),
        ({"person_id": "P2"}, {}, None),
    ],
)
def test_a_message_goes_by_a_route_agreed_that_day(message: Any, safe: Any, expected: str | None) -> None:
    judged = found("SCN-02", cases=CASE, safe_contacts=SAFE | safe, contacts=MESSAGE | message)
    assert judged == ({"M1": expected} if expected else {})


def test_without_a_safe_contact_only_an_adult_victims_message_is_undecided() -> None:
    assert found("SCN-02", cases=MAN, contacts=MESSAGE) == {}
    two = [SAFE | {"text_ok": "no"}, SAFE | {"safe_contact_id": "F2"}]
    assert found("SCN-02", cases=CASE, safe_contacts=two, contacts=MESSAGE) == {"M1": "complies"}
