"""What clients were told and who was in touch: from rows of an export to the outcome of each case."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.facts.judging import AS_OF, Row, judged, numbered, outcomes_of

pytestmark = pytest.mark.engine
Told = Mapping[str, tuple[str, Row, Sequence[Row]]]  # case id -> outcome, what differs in the case, its notices
TODAY = AS_OF.isoformat()
OPEN = {"opened_on": "2026-10-01", "status": "open", "client_group": "adult_victim", "service": "iss"}
EXPLAINED = {"recipient_type": "person", "kind": "confidentiality_explained", "given_on": "2026-10-03"}


def export(told: Told, base: Row = OPEN, notice: Row = EXPLAINED, **more: Sequence[Row]) -> dict[str, Sequence[Row]]:
    """Each case with a client of its own, called after it, and the client's notices."""
    cases = [{"case_id": case, "person_id": f"P {case}", **base, **row} for case, (_, row, _) in told.items()]
    notices = [
        {"recipient_id": f"P {case}", **notice, **given} for case, (_, _, rows) in told.items() for given in rows
    ]
    people = [{"person_id": f"P {case}", "full_name": "Zorba Quennish", "is_client": "yes"} for case in told]
    return {"cases": cases, "people": people, "notices": numbered("notice_id", notices), **more}


TRN_01: Told = {
    "on the last day": ("complies", {}, [{"given_on": "2026-10-15"}]),
    "a day late": ("breach late", {}, [{"given_on": "2026-10-16"}]),
    "first in time, second late": ("complies", {}, [{"given_on": "2026-10-20"}, {"given_on": "2026-10-15"}]),
    "28 days before opening": ("complies", {}, [{"given_on": "2026-09-03"}]),
    "29 days before opening": ("breach no_notice", {}, [{"given_on": "2026-09-02"}]),
    "too early, then late": ("breach late", {}, [{"given_on": "2026-09-02"}, {"given_on": "2026-10-16"}]),
    "none, last day passed": ("breach no_notice", {"opened_on": "2026-10-16"}, []),
    "none, last day today": ("out_of_scope", {"opened_on": "2026-10-17"}, []),
    "undated and no reason": ("breach no_notice", {}, [{"given_on": ""}]),
    "undated, so still waiting": ("out_of_scope", {"opened_on": "2026-10-17"}, [{"given_on": ""}]),
    "accepted reason": ("complies", {}, [{"given_on": "", "not_given_reason": "risk_to_child"}]),
    "accepted reason, long before": ("complies", {}, [{"given_on": "2020-01-01", "not_given_reason": "risk_to_child"}]),
    "reason not accepted": ("breach reason_not_accepted", {}, [{"given_on": "", "not_given_reason": "risk_to_adult"}]),
    "dated, with a reason": ("breach reason_not_accepted", {}, [{"not_given_reason": "not_practicable"}]),
    "reason not accepted, waits": (
        "out_of_scope",
        {"opened_on": "2026-10-17"},
        [{"given_on": "", "not_given_reason": "risk_to_adult"}],
    ),
    "two reasons, one accepted": (
        "complies",
        {},
        [{"not_given_reason": "prejudice_crime"}, {"not_given_reason": "not_practicable"}],
    ),
    "reason refused, given in time": ("complies", {}, [{"not_given_reason": "risk_to_adult"}, {}]),
    "unknown reason is none": ("complies", {}, [{"not_given_reason": "no idea"}]),
    "for another case": ("breach no_notice", {}, [{"case_id": "on the last day"}]),
    "for this case": ("complies", {}, [{"case_id": "for this case"}]),
    "to an agency": ("breach no_notice", {}, [{"recipient_type": "agency"}]),
    "to nobody known": ("breach no_notice", {}, [{"recipient_type": ""}]),
    "of another kind": ("breach no_notice", {}, [{"kind": "policy_copy"}]),
    "after the run date": ("breach no_notice", {}, [{"given_on": "2026-11-01"}]),
    "no opening day": ("undecided days_open_unknown", {"opened_on": ""}, []),
    "no opening day, explained": ("undecided explained_after_unknown", {"opened_on": ""}, [{}]),
    "no opening day, reason": ("complies", {"opened_on": ""}, [{"not_given_reason": "risk_to_child"}]),
    "no client": ("breach no_notice", {"person_id": ""}, [{"recipient_id": ""}]),
    "closed": ("out_of_scope", {"status": "closed"}, []),
    "status blank": ("out_of_scope", {"status": ""}, []),
}


def test_an_explanation_is_due_within_the_days_of_opening(tmp_path: Path) -> None:
    assert judged(export(TRN_01), "TRN-01", tmp_path) == outcomes_of(TRN_01)


def test_without_notices_nothing_is_said_and_with_none_each_is_due(tmp_path: Path) -> None:
    tables = export(TRN_01)
    assert judged({**tables, "notices": []}, "TRN-01", tmp_path / "empty")["on the last day"] == "breach no_notice"
    absent = {table: rows for table, rows in tables.items() if table != "notices"}
    assert judged(absent, "TRN-01", tmp_path / "absent") == {"": "not_tested"}


def test_a_pack_that_says_nothing_of_reasons_raises_none_for_them(tmp_path: Path) -> None:
    found = judged(export(TRN_01), "TRN-01", tmp_path, not_given_reasons="off")
    assert found["reason not accepted"] == "complies"
    assert found["none, last day passed"] == "breach no_notice"


LIMITS = {"covers": "limits;when_breached"}
TRN_02: Told = {
    "both points": ("complies", {}, [LIMITS]),
    "in two notices": ("complies", {}, [{"covers": "limits"}, {"covers": "when_breached", "given_on": "2026-10-30"}]),
    "years ago": ("complies", {}, [{**LIMITS, "given_on": "2019-01-01"}]),
    "one left out": ("breach missing_when_breached", {}, [{"covers": "limits"}]),
    "nothing covered": ("breach missing_limits;missing_when_breached", {}, [{"covers": ""}]),
    "the other not given": (
        "breach missing_when_breached",
        {},
        [{"covers": "limits"}, {"covers": "when_breached", "not_given_reason": "risk_to_child"}],
    ),
    "the other undated": (
        "breach missing_when_breached",
        {},
        [{"covers": "limits"}, {"covers": "when_breached", "given_on": ""}],
    ),
    "the other of another case": (
        "breach missing_when_breached",
        {},
        [{"covers": "limits"}, {"covers": "when_breached", "case_id": "both points"}],
    ),
    "a young person": (
        "breach missing_how_shared;missing_what_shared;missing_why_shared",
        {"client_group": "young_person"},
        [LIMITS],
    ),
    "a parent": ("complies", {"client_group": "parent_carer"}, [LIMITS]),
    "no group": ("breach missing_limits", {"client_group": ""}, [{"covers": "when_breached"}]),
    "a programme man": ("breach missing_limits", {"client_group": "man_dvpp"}, [{"covers": "when_breached"}]),
    "only refused": ("out_of_scope", {}, [{"covers": "limits", "not_given_reason": "risk_to_child"}]),
    "nothing given": ("out_of_scope", {}, []),
    "closed": ("out_of_scope", {"status": "closed"}, [{"covers": ""}]),
}


def test_the_points_are_those_of_the_group_over_every_notice_given(tmp_path: Path) -> None:
    assert judged(export(TRN_02), "TRN-02", tmp_path, pack="derbyshire") == outcomes_of(TRN_02)


MAN = {**OPEN, "client_group": "man_dvpp", "service": "dvpp"}
FORM = {"recipient_type": "person", "kind": "dvpp_form", "given_on": "2026-10-03", "covers": "limits"}
SIGNED = {"signed_on": "2026-10-10"}
TRN_03: Told = {
    "signed on the day": ("complies", {}, [SIGNED]),
    "signed the day after": ("breach signed_late", {}, [{"signed_on": "2026-10-11"}]),
    "signed twice": ("complies", {}, [{"signed_on": "2026-10-11"}, {**SIGNED, "covers": ""}]),
    "without limits": ("breach limits_missing", {}, [{**SIGNED, "covers": "reasons"}]),
    "covers blank, and late": ("breach limits_missing;signed_late", {}, [{"signed_on": "2026-10-12", "covers": ""}]),
    "not signed": ("breach not_signed", {}, [{}]),
    "signed in the future": ("breach not_signed", {}, [{"signed_on": "2026-11-02"}]),
    "another man's form": ("breach not_signed", {}, [{**SIGNED, "recipient_id": "P closed"}]),
    "another kind": ("breach not_signed", {}, [{**SIGNED, "kind": "policy_explained"}]),
    "a form for another case": ("breach not_signed", {}, [{**SIGNED, "case_id": "not signed"}]),
    "no session, last day today": ("out_of_scope", {"opened_on": "2026-10-17"}, []),
    "no session, last day passed": ("breach not_signed", {"opened_on": "2026-10-16"}, []),
    "session today": ("out_of_scope", {"opened_on": "2026-10-17"}, []),
    "session yesterday": ("breach not_signed", {"opened_on": "2026-10-30"}, []),
    "session undated": ("out_of_scope", {"opened_on": "2026-10-17"}, []),
    "no opening day": ("undecided opening_not_recorded", {"opened_on": ""}, []),
    "no opening day, session yesterday": ("breach not_signed", {"opened_on": ""}, []),
    "no opening day, signed": ("complies", {"opened_on": ""}, [SIGNED]),
    "a woman": ("out_of_scope", {"client_group": "adult_victim"}, []),
    "closed": ("out_of_scope", {"status": "closed"}, []),
}
SESSIONS = {
    **dict.fromkeys([case for case in TRN_03 if not case.startswith(("no ", "session"))], "2026-10-10"),
    "session today": TODAY,
    "session yesterday": "2026-10-30",
    "session undated": "",
    "no opening day, session yesterday": "2026-10-30",
}


def attendance(sessions: Mapping[str, str]) -> list[Row]:
    """One earlier or only session a case, and for dated ones a later one."""
    rows = [{"case_id": case, "held_on": day} for case, day in sessions.items()]
    rows += [{"case_id": case, "held_on": TODAY} for case, day in sessions.items() if day]
    return numbered("session_id", rows, group_id="men", service="dvpp")


def test_the_form_is_signed_by_the_first_session_and_within_the_days(tmp_path: Path) -> None:
    tables = export(TRN_03, MAN, FORM, group_attendance=attendance(SESSIONS))
    assert judged(tables, "TRN-03", tmp_path) == outcomes_of(TRN_03)


def test_without_attendance_only_what_no_session_could_change_is_judged(tmp_path: Path) -> None:
    found = judged(export(TRN_03, MAN, FORM), "TRN-03", tmp_path)
    assert found["not signed"] == "breach not_signed"
    assert found["without limits"] == "breach limits_missing"
    assert found["signed on the day"] == "undecided signed_late_not_testable"
    assert found["no session, last day today"] == "undecided not_signed_not_testable"


CHILD = {**OPEN, "client_group": "child", "opened_on": "2026-10-02", "service": "youth"}
TALKED = {"recipient_type": "person", "kind": "encouraged_to_tell_parents", "given_on": "2026-10-30"}
TRN_07: Told = {
    "encouraged late": ("complies", {}, [{}]),
    "not, for a reason": ("complies", {}, [{"given_on": "", "not_given_reason": "not_practicable"}]),
    "on another case": ("complies", {}, [{"case_id": "encouraged late"}]),
    "undated, no reason": ("breach not_encouraged", {}, [{"given_on": ""}]),
    "another's notice": ("breach not_encouraged", {}, [{"recipient_id": "P encouraged late"}]),
    "last day passed": ("breach not_encouraged", {}, []),
    "last day today": ("out_of_scope", {"opened_on": "2026-10-03"}, []),
    "ten today": ("breach not_encouraged", {}, []),
    "ten tomorrow": ("out_of_scope", {}, []),
    "leap day": ("breach not_encouraged", {"client_group": "young_person"}, []),
    "age unreadable": ("breach not_encouraged", {}, []),
    "not among the people": ("breach not_encouraged", {"person_id": "nobody"}, []),
    "no opening day": ("undecided days_open_unknown", {"opened_on": ""}, []),
    "no opening day, encouraged": ("complies", {"opened_on": ""}, [{}]),
    "an adult": ("out_of_scope", {"client_group": "adult_victim"}, []),
    "closed": ("out_of_scope", {"status": "closed"}, []),
}
BORN = {"ten today": "2016-10-31", "ten tomorrow": "2016-11-01", "leap day": "2012-02-29", "age unreadable": "31/10/16"}


def test_a_child_old_enough_is_encouraged_within_the_days(tmp_path: Path) -> None:
    tables = export(TRN_07, CHILD, TALKED)
    people = [{**row, "date_of_birth": BORN.get(row["person_id"][2:], "")} for row in tables["people"]]
    assert judged({**tables, "people": people}, "TRN-07", tmp_path) == outcomes_of(TRN_07)


CARED_FOR = {**CHILD, "looked_after": "yes", "opened_on": "2026-01-05"}
RECORD = {"recipient_type": "person", "kind": "looked_after_record", "given_on": "2026-10-30"}
WORKER = {"relationship": "key_worker", "person_id": "K1"}
REC_05: Told = {
    "all of it": ("complies", {}, [{}]),
    "contact on the last day": ("complies", {}, [{}]),
    "contact a day before": ("breach no_recent_contact", {}, [{}]),
    "contact undated": ("breach no_recent_contact", {}, [{}]),
    "no contact, new": ("out_of_scope", {"opened_on": "2026-09-19"}, [{}]),
    "no contact, not so new": ("breach no_recent_contact", {"opened_on": "2026-09-18"}, [{}]),
    "not told": ("breach not_told", {}, []),
    "not told, new": ("out_of_scope", {"opened_on": "2026-10-17"}, []),
    "not told, not so new": ("breach not_told", {"opened_on": "2026-10-16"}, []),
    "not told, for a reason": ("breach not_told", {}, [{"not_given_reason": "risk_to_child"}]),
    "told undated": ("breach not_told", {}, [{"given_on": ""}]),
    "told on another case": ("breach not_told", {}, [{"case_id": "all of it"}]),
    "worker left yesterday": ("breach no_key_worker", {}, [{}]),
    "worker leaves today": ("complies", {}, [{}]),
    "worker starts tomorrow": ("breach no_key_worker", {}, [{}]),
    "worker starts today": ("complies", {}, [{}]),
    "no worker, new": ("breach no_key_worker", {"opened_on": "2026-10-31"}, []),
    "no opening day": ("breach no_recent_contact;not_told", {"opened_on": ""}, []),
    "not looked after": ("out_of_scope", {"looked_after": "no"}, []),
    "not known to be": ("out_of_scope", {"looked_after": ""}, []),
    "closed": ("out_of_scope", {"status": "closed"}, []),
}
WORKERS: Mapping[str, Row | None] = {
    "worker left yesterday": {"ends_on": "2026-10-30"},
    "worker leaves today": {"starts_on": "2026-01-05", "ends_on": TODAY},
    "worker starts tomorrow": {"starts_on": "2026-11-01"},
    "worker starts today": {"starts_on": TODAY, "ends_on": "2027-01-01"},
    "no worker, new": None,
}
CONTACTS = {
    "contact on the last day": "2026-09-19T23:59:00",
    "contact a day before": "2026-09-18",
    "contact undated": "",
    **dict.fromkeys(["no contact, new", "no contact, not so new", "no opening day"], "1999-01-01"),
}


def cared_for() -> dict[str, Sequence[Row]]:
    workers = [{"case_id": case, **WORKER, **row} for case in REC_05 if (row := WORKERS.get(case, {})) is not None]
    calls = [{"case_id": case, "started_at": CONTACTS.get(case, "2026-10-30")} for case in REC_05]
    calls += [{"case_id": case, "started_at": "2026-01-06T09:00:00"} for case in REC_05]
    more = {"case_people": [*workers, *workers], "contacts": numbered("contact_id", calls, method="phone")}
    return export(REC_05, CARED_FOR, RECORD, **more)


def test_a_looked_after_child_has_workers_contact_and_an_explanation(tmp_path: Path) -> None:
    assert judged(cared_for(), "REC-05", tmp_path) == outcomes_of(REC_05)


@pytest.mark.parametrize(
    ("table", "cause"), [("contacts", "no_recent_contact"), ("case_people", "no_key_worker"), ("notices", "not_told")]
)
def test_what_an_absent_table_would_show_is_undecided_and_the_rest_judged(
    tmp_path: Path, table: str, cause: str
) -> None:
    found = judged({name: rows for name, rows in cared_for().items() if name != table}, "REC-05", tmp_path)
    assert found["all of it"] == f"undecided {cause}_not_testable"
    assert found["not looked after"] == "out_of_scope"
    others = {
        "contact a day before": "no_recent_contact",
        "worker left yesterday": "no_key_worker",
        "not told": "not_told",
    }
    assert {found[case] for case, other in others.items() if other != cause} == {
        f"breach {other}" for other in others.values() if other != cause
    }
