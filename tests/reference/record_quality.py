"""REC-01 to REC-05. Each function takes one row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* REC-01: an entry is a contact with this case_id, or a case_note with owner_type case and this owner_id.
* REC-02 `cases whose group`: P9's group of the case's client on the contact's day; a contact whose case is not found is
  out of scope. contact.min_chars at off takes `no_account` away as a whole (P8).
* REC-04: quotations are taken out from left to right, whichever kind of mark opens first; the text between the marks
  may span lines. What is left is normalised and searched.
* REC-05: a contact of any direction and method counts. A key worker who starts after as_of does not serve.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from .context import Context, Verdict, undecided
from .definitions import GROUPS, group_of
from .notices import breach_once_past, is_given, notices_to_client
from .records import Moment, Row, day_of
from .wording import holds_words

QUOTATION = re.compile('"[^"]*"|\u201c[^\u201d]*\u201d')
NATURE_NEEDED = ("case_note", "report", "risk_assessment", "statement")


def rec_01_person(ctx: Context, person: Row) -> Verdict | None:
    if person["is_client"] != "yes":
        return None
    verdict = Verdict()
    verdict.breach("no_case", when=not any(case["person_id"] == person["person_id"] for case in ctx.rows("cases")))
    return verdict


def is_recent(ctx: Context, day: date | None, setting: str) -> bool:
    return day is not None and (ctx.as_of - day).days <= ctx.number(setting)


def has_recent_contact(ctx: Context, case: Row, setting: str) -> bool:
    return any(
        row["case_id"] == case["case_id"] and is_recent(ctx, day_of(row["started_at"]), setting)
        for row in ctx.rows("contacts")
    )


def has_recent_note(ctx: Context, case: Row, setting: str) -> bool:
    return any(
        row["owner_type"] == "case"
        and row["owner_id"] == case["case_id"]
        and row["doc_type"] == "case_note"
        and is_recent(ctx, row["created_on"], setting)
        for row in ctx.rows("documents")
    )


def rec_01_case(ctx: Context, case: Row) -> Verdict | None:
    if case["status"] != "open":
        return None
    verdict, setting = Verdict(), "days.case_activity"
    if ctx.lacks(setting) or has_recent_contact(ctx, case, setting) or has_recent_note(ctx, case, setting):
        return verdict
    breach_once_past(ctx, verdict, "no_recent_entry", case["opened_on"], setting)
    return verdict


def is_logged_group(ctx: Context, contact: Row) -> bool:
    case = ctx.find("cases", contact["case_id"])
    if case is None:
        return False
    listed = {GROUPS.get(item, item) for item in ctx.items("contact_log.groups")}
    return group_of(ctx, case["person_id"], case["case_id"], day_of(contact["started_at"])) in listed


def rec_02(ctx: Context, contact: Row) -> Verdict | None:
    worker = ctx.find("staff", contact["worker_id"])
    in_childrens_services = worker is not None and worker["childrens_services"] == "yes"
    if not is_logged_group(ctx, contact):
        return None
    if in_childrens_services and ctx.is_value("contact_log.childrens_services_exempt", "yes"):
        return None
    verdict = Verdict()
    started: Moment | None = contact["started_at"]
    method = contact["method"]
    verdict.breach("no_date", when=started is None)
    verdict.breach("no_time", when=started is not None and started.time is None and method != "post")
    verdict.breach("no_method", when=not method)
    verdict.breach("no_worker", when=worker is None)
    if not ctx.lacks("contact.min_chars"):
        verdict.breach("no_account", when=len(contact["summary"]) < max(1, ctx.number("contact.min_chars")))
    no_copy = method in ("post", "fax") and ctx.find("documents", contact["document_id"]) is None
    verdict.breach("no_copy", when=no_copy)
    return verdict


def rec_03(ctx: Context, document: Row) -> Verdict | None:
    if document["owner_type"] != "case":
        return None
    if not document["content_nature"]:
        needed = ctx.is_value("opinion.nature_needed", "yes") and document["doc_type"] in NATURE_NEEDED
        return undecided() if needed else None
    if document["content_nature"] == "fact":
        return None
    verdict = Verdict()
    verdict.breach("not_marked", when=document["opinion_marked"] != "yes")
    verdict.breach("no_basis", when=not document["opinion_basis"])
    return verdict


def judge_words(ctx: Context, text: str) -> Verdict | None:
    if not text:
        return None
    unquoted = QUOTATION.sub(".", unicodedata.normalize("NFKC", text))
    verdict = Verdict()
    verdict.breach("word_found", when=any(holds_words(word, unquoted) for word in ctx.items("derogatory.words")))
    return verdict


def rec_04_document(ctx: Context, document: Row) -> Verdict | None:
    return judge_words(ctx, document["text"]) if document["owner_type"] == "case" else None


def rec_04_contact(ctx: Context, contact: Row) -> Verdict | None:
    return judge_words(ctx, contact["summary"])


def has_key_worker(ctx: Context, case: Row) -> bool:
    return any(
        row["case_id"] == case["case_id"]
        and row["relationship"] == "key_worker"
        and "later:starts_on" not in row
        and (row["ends_on"] is None or row["ends_on"] >= ctx.as_of)
        for row in ctx.rows("case_people")
    )


def rec_05(ctx: Context, case: Row) -> Verdict | None:
    if case["status"] != "open" or case["looked_after"] != "yes":
        return None
    verdict, opened = Verdict(), case["opened_on"]
    verdict.breach("no_key_worker", when=not has_key_worker(ctx, case))
    setting = "days.looked_after_contact"
    if not ctx.lacks(setting) and not has_recent_contact(ctx, case, setting):
        breach_once_past(ctx, verdict, "no_recent_contact", opened, setting)
    told = any(is_given(row) for row in notices_to_client(ctx, case, ["looked_after_record"]))
    if not ctx.lacks("days.notice") and not told:
        breach_once_past(ctx, verdict, "not_told", opened, "days.notice")
    return verdict


CHECKS = {
    "REC-01": [("people", rec_01_person), ("cases", rec_01_case)],
    "REC-02": [("contacts", rec_02)],
    "REC-03": [("documents", rec_03)],
    "REC-04": [("documents", rec_04_document), ("contacts", rec_04_contact)],
    "REC-05": [("cases", rec_05)],
}
