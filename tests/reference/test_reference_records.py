"""Checks about the quality of case records, by hand-made cases. as_of is 2026-10-31."""

from __future__ import annotations

import pytest

from .hand_made import CASE, MESSAGE, NOTICE, found


def test_a_client_has_a_case_and_an_open_case_a_recent_entry() -> None:
    client, quiet = {"person_id": "P2", "is_client": "yes"}, CASE | {"opened_on": "2026-08-01"}
    assert found("REC-01", people=client, cases=quiet) == {"P2": "breach no_case", "C1": "breach no_recent_entry"}
    assert found("REC-01", cases=CASE | {"opened_on": "2026-08-02"}) == {}
    assert found("REC-01", cases=quiet, contacts=MESSAGE | {"started_at": "2026-08-02"}) == {"C1": "complies"}
    note = {"document_id": "D1", "owner_type": "case", "owner_id": "C1", "created_on": "2026-08-02"}
    assert found("REC-01", cases=quiet, documents=note | {"doc_type": "case_note"}) == {"C1": "complies"}
    assert found("REC-01", cases=quiet, documents=note | {"doc_type": "report"}) == {"C1": "breach no_recent_entry"}


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ({}, "complies"),
        ({"started_at": "2026-10-20"}, "breach no_time"),
        ({"started_at": "", "method": ""}, "breach no_date;no_method"),
        ({"started_at": "2026-10-20", "method": "post", "document_id": "D1"}, "complies"),
        ({"method": "fax", "document_id": "D9"}, "breach no_copy"),
        ({"summary": " exactly twenty chars "}, "complies"),
        ({"summary": " just nineteen chars  "}, "breach no_account"),
        ({"summary": "see notes"}, "breach no_account"),
        ({"worker_id": "S9"}, "breach no_worker"),
        ({"worker_id": "S2"}, None),
    ],
)
def test_a_contact_entry_about_a_child_is_complete(contact: dict[str, str], expected: str | None) -> None:
    row = MESSAGE | {"worker_id": "S1", "summary": "a talk about school and sleep"} | contact
    staff = [{"staff_id": "S1"}, {"staff_id": "S2", "childrens_services": "yes"}]
    child, copy = CASE | {"client_group": "young_person"}, {"document_id": "D1"}
    judged = found("REC-02", cases=child, contacts=row, staff=staff, documents=copy)
    assert judged == ({"M1": expected} if expected else {})
    assert found("REC-02", cases=CASE, contacts=row, staff=staff, documents=copy) == {}


PAPER = {"document_id": "D1", "owner_type": "case", "owner_id": "C1", "doc_type": "report", "created_on": "2026-10-01"}


def test_an_opinion_is_marked_and_explained() -> None:
    opinion = PAPER | {"content_nature": "mixed", "opinion_marked": "yes", "opinion_basis": "as above"}
    assert found("REC-03", documents=opinion) == {"D1": "breach no_basis"}
    assert found("REC-03", documents=PAPER) == {"D1": "undecided"}
    assert found("REC-03", documents=PAPER | {"doc_type": "letter_in"}) == {}
    assert found("REC-03", documents=PAPER | {"content_nature": "fact"}) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Such a LIAR, he says", "breach word_found"),
        ('Such a "liar", he says', "complies"),
        ('Such a "liar, he says', "breach word_found"),
        ("Such a “liar”, he says, lazy", "breach word_found"),
        ("Such a ”liar“, he says", "breach word_found"),
        ('"no" liar "no"', "breach word_found"),
        ("liars2 and unlazy", "complies"),
        ("attention \n seeking", "breach word_found"),
        ("'liar' is put thus", "breach word_found"),
        ("bad “” mother", "complies"),
    ],
)
def test_derogatory_words_are_whole_words_outside_quotation_marks(text: str, expected: str) -> None:
    assert found("REC-04", documents=PAPER | {"text": text}) == {"D1": expected}


def test_a_looked_after_child_has_a_key_worker_who_has_started() -> None:
    child = CASE | {"looked_after": "yes", "opened_on": "2026-09-19"}
    told, worker = NOTICE | {"kind": "looked_after_record"}, {"case_id": "C1", "relationship": "key_worker"}

    def judged(**key_worker: str) -> dict[str, str]:
        contact = MESSAGE | {"started_at": "2026-09-19"}
        return found("REC-05", cases=child, notices=told, contacts=contact, case_people=worker | key_worker)

    assert judged() == judged(starts_on="2026-10-31", ends_on="2026-10-31") == {"C1": "complies"}
    assert judged(starts_on="2026-11-01") == judged(ends_on="2026-10-30") == {"C1": "breach no_key_worker"}
    assert found("REC-05", cases=child, notices=told, case_people=worker) == {}
    older = child | {"opened_on": "2026-09-18"}
    assert found("REC-05", cases=older, case_people=worker) == {"C1": "breach no_recent_contact;not_told"}
