"""Requests to see or erase a record, refusals, and disposals of all media, of a random export, on their limits."""

from __future__ import annotations

from .fuzz_clients import Tables, amiss, by_as_of, day_ago
from .fuzz_notices import add_notice
from .fuzz_people import Raw
from .fuzz_values import Values

METHODS = {
    "paper": ("shredded",),
    "disc": ("physically_destroyed",),
    "usb": ("secure_erase", "physically_destroyed"),
    "hard_drive": ("secure_erase", "physically_destroyed"),
    "phone": ("secure_erase",),
    "electronic_record": ("system_delete", "secure_erase"),
}
REFUSALS = (
    "it would reveal her sister's address",
    "it would reveal her sister's address",
    "Only 24  HOURS left, too short notice.",
    "124 hours",
    "short-notice",
    "notice periods differ",
    "as discussed",
    "",
)


def add_access_requests(values: Values, tables: Tables, size: int) -> None:
    for number in range(1, 26 * size + 1):
        member, case = values.pick(*tables["staff"]), values.pick(*asked_about(tables))
        kind, by_staff = values.pick("view", "copy", "erase", "erase"), values.chance(40)
        received = day_ago(values.pick(0, 5, 29, 30, 31, 31, 60, 60, 90))
        row = {
            "sar_id": f"SB{number:03}",
            "requester_type": "staff" if by_staff else "client",
            "requester_id": member["staff_id"] if by_staff else case["person_id"],
            "case_id": "" if by_staff else case["case_id"],
            "kind": kind,
            "received_at": received + values.pick("", "T09:00", "T23:59"),
            "handled_by": member["line_manager_id"] or "S1",
            "completed_on": by_as_of(values, received, 0, 5, 10, 30, 30, 30, 31) if values.chance(75) else "",
            "outcome": values.weighted({"granted": 35, "partly": 15, "refused": 30, "withdrawn": 5, "open": 15}),
            "refusal_reason": values.pick(*REFUSALS) if values.chance(75) else "",
        }
        done = row["completed_on"]
        row["explained_on"] = by_as_of(values, done, 0, 0, 14, 14, 15, -14, -15)
        row["impact_explained_on"] = by_as_of(values, done or received, 0, 0, 0, -1, 1)
        if row["outcome"] == "refused" and values.chance(70):
            row["decision_id"] = add_refusal_decision(values, tables, number, row)
        tables["subject_access_requests"].append(amiss(values, row, faults_of(values, tables), 45))
        if by_staff and kind != "erase" and done and values.chance(75):
            add_file_notice(values, tables, member["staff_id"], done)


def asked_about(tables: Tables) -> list[Raw]:
    """Not the closed cases, which are overdue (RET-01) only while nothing stands against it."""
    return [row for row in tables["cases"] if row["status"] not in ("closed", "archived") or row["case_id"][1] == "B"]


def faults_of(values: Values, tables: Tables) -> dict[str, list[str]]:
    return {
        "received_at": [""],
        "handled_by": ["", "S99", values.pick(*tables["staff"])["staff_id"]],
        "completed_on": ["", day_ago(-1)],
        "outcome": ["", "open"],
        "explained_on": ["", ""],
        "impact_explained_on": ["", ""],
        "decision_id": ["", "DE999"],
        "case_id": ["", "C99"],
        "requester_id": ["S99"],
    }


def add_refusal_decision(values: Values, tables: Tables, number: int, request: Raw) -> str:
    """A decision the request names, or that is only about the same case and person."""
    erase = request["kind"] == "erase"
    row = {
        "decision_id": f"DR{number:03}",
        "case_id": request["case_id"],
        "subject_id": request["requester_id"],
        "decided_at": day_ago(values.pick(1, 5)),
        "decision_type": values.pick("refuse_erasure" if erase else "refuse_access", "refuse_erasure", "refuse_access"),
        "rationale": values.pick(values.sentence(), values.sentence(), "N/A", "too short", ""),
    }
    tables["decisions"].append(row)
    return row["decision_id"] if values.chance(65) else values.pick("", "DE999")


def add_file_notice(values: Values, tables: Tables, staff_id: str, done: str) -> None:
    row = {
        "recipient_type": "staff",
        "recipient_id": staff_id,
        "kind": "personnel_file_explained",
        "given_on": by_as_of(values, done, 0, 0, -1, 1),
        "covers": "file_storage;file_access_procedure",
    }
    faults = {
        "given_on": [""],
        "covers": ["file_storage", "file_access_procedure", ""],
        "not_given_reason": ["not_practicable"],
    }
    add_notice(tables, **amiss(values, row, faults, 25))


def add_disposals(values: Values, tables: Tables, size: int) -> None:
    """Every medium, by its own method or another; erasures on request; and the media of the rows made before."""
    rows = tables["disposal_log"]
    for row in rows:
        row["media"] = values.pick(*METHODS)
        row["method"] = values.pick(*METHODS[row["media"]], *METHODS[row["media"]], "binned", "unknown")
    for number in range(1, 12 * size + 1):
        media = values.pick(*METHODS)
        request = values.pick(*tables["subject_access_requests"])
        erased = request["kind"] == "erase" and request["case_id"] and values.chance(50)
        row = {
            "disposal_id": f"DB{number:02}",
            "object_type": "case" if erased else values.pick("media", "staff_file", "applicant", "document"),
            "object_id": request["case_id"] if erased else values.pick(*tables["documents"])["document_id"],
            "media": media,
            "action": "wiped" if media == "phone" else values.pick("destroyed", "wiped", "archived"),
            "method": values.pick(*METHODS[media]),
            "disposed_on": request["completed_on"] or day_ago(1),
            "done_by": values.pick(*tables["staff"])["staff_id"],
            "reason": "subject_request" if erased else values.pick("media_retired", "retention_expired"),
        }
        faults = {
            "media": ["", "phone"],
            "action": ["", "destroyed"],
            "method": ["binned", "unknown", "", "archive_transfer", "shredded"],
        }
        rows.append(amiss(values, row, faults, 45))


def add_held_erasures(values: Values, tables: Tables, size: int) -> None:
    """Granted erasures on cases with a hold, ending about the day on which the request was completed."""
    for number in range(1, 4 * size + 1):
        case = values.pick(*asked_about(tables))
        done = day_ago(values.pick(0, 1, 5, 7))
        case["evidence_hold"], case["statutory_service"] = "yes", values.pick("no", "no", "", "yes")
        case["hold_started_on"] = values.pick("", by_as_of(values, done, 0, 1, -30))
        case["hold_ended_on"] = values.pick("", by_as_of(values, done, 0, -1, 1))
        tables["subject_access_requests"].append(
            {
                "sar_id": f"SH{number:02}",
                "requester_type": "client",
                "requester_id": case["person_id"],
                "case_id": case["case_id"],
                "kind": "erase",
                "received_at": day_ago(20),
                "handled_by": "S1",
                "completed_on": done,
                "outcome": values.pick("granted", "partly"),
                "impact_explained_on": done,
            }
        )
