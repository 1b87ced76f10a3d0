"""Files in use, contact entries and marked opinion: from rows of an export to the outcome of each record."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.facts.judging import Row, judged, numbered, outcomes_of

pytestmark = pytest.mark.engine
LAST, BEFORE = "2026-08-02", "2026-08-01"  # 90 and 91 days before the run date

# case or person id -> outcome, the case's row, its contact days, its case notes
REC_01: Mapping[str, tuple[str, Row, Sequence[str], Sequence[Row]]] = {
    "contact on the last day": ("complies", {}, [f"{LAST}T00:00:00"], []),
    "contact a day before": ("breach no_recent_entry", {}, [f"{BEFORE}T23:59:59"], []),
    "note on the last day": ("complies", {}, [], [{"created_on": LAST}]),
    "note a day before": ("breach no_recent_entry", {}, [BEFORE, ""], [{"created_on": BEFORE}]),
    "the latest counts": ("complies", {}, [BEFORE, "2026-10-31", "2020-01-01"], []),
    "undated entries": ("breach no_recent_entry", {}, [""], [{"created_on": ""}]),
    "another paper": ("breach no_recent_entry", {}, [], [{"doc_type": "letter_in"}]),
    "a paper of no kind": ("breach no_recent_entry", {}, [], [{"doc_type": ""}]),
    "a note on staff": ("breach no_recent_entry", {}, [], [{"owner_type": "staff"}]),
    "a note after the run date": ("breach no_recent_entry", {}, ["2026-11-01"], [{"created_on": "2026-11-01"}]),
    "opened on the last day": ("out_of_scope", {"opened_on": LAST}, [], []),
    "opened a day before": ("breach no_recent_entry", {"opened_on": BEFORE}, [], []),
    "new and in use": ("complies", {"opened_on": "2026-10-30"}, ["2026-10-30"], []),
    "no opening day": ("breach no_recent_entry", {"opened_on": ""}, [], []),
    "closed": ("out_of_scope", {"status": "closed"}, [], []),
    "status blank": ("out_of_scope", {"status": ""}, [], []),
}
PEOPLE: Mapping[str, tuple[str, str, str]] = {  # person id -> outcome, is_client, status of their case
    "P open": ("complies", "yes", "open"),
    "P destroyed": ("complies", "yes", "destroyed"),
    "P none": ("breach no_case", "yes", ""),
    "P no": ("out_of_scope", "no", ""),
    "P blank": ("out_of_scope", "", ""),
}


def files() -> dict[str, Sequence[Row]]:
    cases = [
        {"case_id": case, "person_id": "P open", "status": "open", "opened_on": "2026-01-05", **row}
        for case, (_, row, _, _) in REC_01.items()
    ]
    cases += [{"case_id": "C", "person_id": "P destroyed", "status": "destroyed"}, {"case_id": "D", "status": "closed"}]
    calls = [{"case_id": case, "started_at": day} for case, (_, _, days, _) in REC_01.items() for day in days]
    note = {"owner_type": "case", "doc_type": "case_note", "created_on": "2026-10-30"}
    notes = [{"owner_id": case, **note, **row} for case, (_, _, _, rows) in REC_01.items() for row in rows]
    people = [{"person_id": person, "is_client": client} for person, (_, client, _) in PEOPLE.items()]
    tables = {"cases": cases, "people": people}
    return {**tables, "contacts": numbered("contact_id", calls), "documents": numbered("document_id", notes)}


def test_a_client_has_a_case_and_an_open_case_an_entry_within_the_days(tmp_path: Path) -> None:
    expected = {**outcomes_of(REC_01), **outcomes_of(PEOPLE), "C": "out_of_scope", "D": "out_of_scope"}
    assert judged(files(), "REC-01", tmp_path) == expected


def test_without_contacts_a_note_still_shows_a_file_in_use(tmp_path: Path) -> None:
    found = judged({name: rows for name, rows in files().items() if name != "contacts"}, "REC-01", tmp_path)
    assert found["note on the last day"] == "complies"
    assert found["contact on the last day"] == "undecided no_recent_entry_not_testable"
    assert found["P none"] == "breach no_case"


def test_without_people_cases_are_judged_and_without_cases_nothing_is(tmp_path: Path) -> None:
    no_people = {name: rows for name, rows in files().items() if name != "people"}
    assert judged(no_people, "REC-01", tmp_path / "people")["contact a day before"] == "breach no_recent_entry"
    no_cases = {name: rows for name, rows in files().items() if name != "cases"}
    assert judged(no_cases, "REC-01", tmp_path / "cases") == {"": "not_tested"}


ENTRY = {
    "case_id": "child",
    "started_at": "2026-10-20T09:00:00",
    "method": "phone",
    "worker_id": "W1",
    "summary": "Spoke to the school.",
}
REC_02: Mapping[str, tuple[str, Row]] = {
    "twenty characters": ("complies", {}),
    "nineteen and spaces": ("breach no_account", {"summary": "  Spoke to a school.   \n"}),
    "nineteen and a note of no letters": ("complies", {"summary": "Spoke to a school.🙂🙂"}),
    "no account": ("breach no_account", {"summary": ""}),
    "placeholder": ("breach no_account", {"summary": "see notes"}),
    "no date": ("breach no_date", {"started_at": ""}),
    "unreadable date": ("breach no_date", {"started_at": "20/10/2026 09:00"}),
    "date alone": ("breach no_time", {"started_at": "2026-10-20"}),
    "midnight": ("complies", {"started_at": "2026-10-20T00:00:00"}),
    "letter with a date alone": ("complies", {"started_at": "2026-10-20", "method": "post", "document_id": "D1"}),
    "fax with a date alone": ("breach no_time", {"started_at": "2026-10-20", "method": "fax", "document_id": "D1"}),
    "no method, date alone": ("breach no_method;no_time", {"started_at": "2026-10-20", "method": ""}),
    "unknown method": ("breach no_method", {"method": "pigeon"}),
    "no worker": ("breach no_worker", {"worker_id": ""}),
    "worker lost": ("breach no_worker", {"worker_id": "W9"}),
    "letter, no copy": ("breach no_copy", {"method": "post"}),
    "letter, copy lost": ("breach no_copy", {"method": "post", "document_id": "D9"}),
    "fax, no copy": ("breach no_copy", {"method": "fax"}),
    "e-mail, no copy": ("complies", {"method": "email"}),
    "nothing at all": (
        "breach no_account;no_date;no_method;no_worker",
        {"started_at": "", "method": "", "worker_id": "", "summary": ""},
    ),
    "worker of children's services": ("out_of_scope", {"worker_id": "W2", "summary": ""}),
    "worker not known to be": ("breach no_account", {"worker_id": "W3", "summary": ""}),
    "young person": ("breach no_account", {"case_id": "young_person", "summary": ""}),
    "no group, listed as a child": ("breach no_account", {"case_id": "listed", "summary": ""}),
    "no group, under 18 that day": ("breach no_account", {"case_id": "born", "summary": ""}),
    "no group, 18 that day": ("out_of_scope", {"case_id": "born", "summary": "", "started_at": "2026-10-25T09:00:00"}),
    "no group, a child elsewhere": ("breach no_account", {"case_id": "elsewhere", "summary": ""}),
    "no group at all": ("out_of_scope", {"case_id": "unknown", "summary": ""}),
    "victim": ("out_of_scope", {"case_id": "adult_victim", "summary": ""}),
    "no case": ("out_of_scope", {"case_id": "", "summary": ""}),
    "case lost": ("out_of_scope", {"case_id": "lost", "summary": ""}),
}


def entries() -> dict[str, Sequence[Row]]:
    groups = {
        "child": "child", "young_person": "young_person", "adult_victim": "adult_victim",
        "listed": "", "born": "", "elsewhere": "", "unknown": "",
    }  # fmt: skip
    cases = [{"case_id": case, "person_id": f"P {case}", "client_group": group} for case, group in groups.items()]
    cases += [{**cases[0], "case_id": "E2", "person_id": "P elsewhere", "opened_on": "2026-01-05"}]
    named = [{"case_id": "adult_victim", "person_id": "P listed", "relationship": "child"}] * 2
    people = [{"person_id": f"P {case}", "date_of_birth": "2008-10-21" if case == "born" else ""} for case in groups]
    staff = [{"staff_id": "W1", "childrens_services": "no"}, {"staff_id": "W2", "childrens_services": "yes"}]
    return {
        "contacts": [{"contact_id": name, **ENTRY, **row} for name, (_, row) in REC_02.items()],
        "cases": cases, "case_people": named, "people": people, "staff": [*staff, {"staff_id": "W3"}],
        "documents": [{"document_id": "D1", "owner_type": "case", "owner_id": "child"}],
    }  # fmt: skip


def test_a_contact_entry_is_complete(tmp_path: Path) -> None:
    assert judged(entries(), "REC-02", tmp_path) == outcomes_of(REC_02)


def test_where_the_pack_exempts_nobody_childrens_services_are_judged(tmp_path: Path) -> None:
    found = judged(entries(), "REC-02", tmp_path, contact_log__childrens_services_exempt="no")
    assert found["worker of children's services"] == "breach no_account"


@pytest.mark.parametrize(
    ("table", "contact", "outcome"),
    [
        ("documents", "letter with a date alone", "undecided no_copy_not_testable"),
        ("documents", "letter, no copy", "breach no_copy"),
        ("documents", "twenty characters", "complies"),
        ("case_people", "no date", "breach no_date"),
        ("case_people", "no group at all", "undecided scope_not_testable"),
        ("people", "victim", "out_of_scope"),
    ],
)
def test_of_an_incomplete_export_only_what_is_certain_is_told(
    tmp_path: Path, table: str, contact: str, outcome: str
) -> None:
    found = judged({name: rows for name, rows in entries().items() if name != table}, "REC-02", tmp_path)
    assert found[contact] == outcome


OPINION = {
    "owner_type": "case",
    "doc_type": "case_note",
    "content_nature": "opinion",
    "opinion_marked": "yes",
    "opinion_basis": "What the health visitor saw",
}
UNSAID = {"opinion_marked": "", "opinion_basis": ""}
REC_03: Mapping[str, tuple[str, Row]] = {
    "marked, with its basis": ("complies", {}),
    "not marked": ("breach not_marked", {"opinion_marked": "no"}),
    "mark blank": ("breach not_marked", {"opinion_marked": ""}),
    "no basis": ("breach no_basis", {"opinion_basis": ""}),
    "basis a placeholder": ("breach no_basis", {"opinion_basis": "- as discussed -"}),
    "mixed, neither": ("breach no_basis;not_marked", {**UNSAID, "content_nature": "mixed"}),
    "fact": ("out_of_scope", {**UNSAID, "content_nature": "fact"}),
    "note of no nature": ("undecided nature_not_recorded", {"content_nature": ""}),
    "statement of unknown nature": (
        "undecided nature_not_recorded",
        {"content_nature": "hunch", "doc_type": "statement"},
    ),
    "letter of no nature": ("out_of_scope", {**UNSAID, "content_nature": "", "doc_type": "letter_in"}),
    "nothing known": ("out_of_scope", {**UNSAID, "content_nature": "", "doc_type": ""}),
    "of staff": ("out_of_scope", {**UNSAID, "owner_type": "staff"}),
    "of nobody known": ("out_of_scope", {**UNSAID, "owner_type": ""}),
}


def papers() -> dict[str, Sequence[Row]]:
    return {"documents": [{"document_id": name, **OPINION, **row} for name, (_, row) in REC_03.items()]}


def test_opinion_is_marked_and_says_what_it_rests_on(tmp_path: Path) -> None:
    assert judged(papers(), "REC-03", tmp_path) == outcomes_of(REC_03)


def test_a_pack_that_asks_no_basis_and_no_nature_raises_neither(tmp_path: Path) -> None:
    found = judged(papers(), "REC-03", tmp_path, pack="manchester")
    assert found["no basis"] == "complies"
    assert found["mixed, neither"] == "breach not_marked"
    assert found["note of no nature"] == "out_of_scope"
