"""Requests to share and the notices given to people in a random export."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from .fuzz_people import Raw
from .fuzz_shares import Shares, add_decision
from .fuzz_times import hours_on, read_back
from .fuzz_values import AS_OF, Values


def add_requests(shares: Shares, tables: dict[str, list[Raw]], size: int) -> None:
    values = shares.values
    for request in tables["information_requests"]:
        fill_request(values, request)
    events = {row["decision_id"]: row["disclosed_at"] for row in tables["disclosures"] if row.get("decision_id")}
    for decision in list(tables["decisions"]):
        about = events.get(decision["decision_id"], "") if values.chance(60) else ""
        event = read_back(about or decision["decided_at"])
        staff = decision["subject_id"].startswith("S")
        if event is not None and values.chance(80 if staff else 30):
            limit = -120 if about else values.pick(-120, -144, 24)
            add_request(shares, tables, decision, hours_on(values, event, limit))
    for _ in range(6 * size):
        add_recent_request(shares, tables)


def fill_request(values: Values, request: Raw) -> None:
    request["basis_stated"] = values.pick("", "her letter of authority", "her letter of authority", "N/A")
    request["legal_right"] = values.pick("", "no", "yes")
    request["direction"] = values.pick("received", "received", "received", "made_by_us")


def add_request(shares: Shares, tables: dict[str, list[Raw]], decision: Raw, received: datetime | date) -> Raw:
    values, subject_id = shares.values, decision["subject_id"]
    kinds = {"S": "staff", "A": "applicant", "P": "client"}
    request = {
        "request_id": f"IR{len(tables['information_requests']) + 1:02}",
        "about_type": kinds.get(subject_id[:1], "other") if values.chance(92) else values.pick("", "other"),
        "about_id": subject_id,
        "case_id": decision["case_id"],
        "requester_name": "Somebody Made-Up",
        "agency_id": values.pick("", "A1"),
        "received_at": values.write(received),
        "channel": values.pick("phone", "phone", "email", "letter", "portal"),
        "asked_for": "a report",
        "referred_to_subject_on": values.write(values.pick(None, values.near(received) + timedelta(days=5))),
        "line_manager_id": values.pick("", "S1", "S2"),
    }
    fill_request(values, request)
    if values.chance(55):
        decision["request_id"] = request["request_id"]
    if values.chance(55):
        request["decision_id"] = decision["decision_id"]
    tables["information_requests"].append(request)
    return request


def add_recent_request(shares: Shares, tables: dict[str, list[Raw]]) -> None:
    """A request near the end of its days: unanswered, or just decided, often against sharing."""
    values = shares.values
    case = values.pick(*shares.cases)
    received = AS_OF - timedelta(days=values.pick(0, 4, 5, 6, 10, 11))
    decided = values.pick(received, received + timedelta(days=5), received + timedelta(days=6))
    decision = add_decision(shares, case["case_id"], case["person_id"], min(decided, AS_OF), "")
    decision["decision_type"] = values.pick("not_share", "not_share", "share", "dispose")
    decision["request_id"] = ""
    decision["requester_told_on"] = values.pick("", "", values.write(AS_OF))
    request = add_request(shares, tables, decision, received)
    if values.chance(25):
        request["decision_id"] = decision["request_id"] = ""


def add_notices(shares: Shares, tables: dict[str, list[Raw]]) -> None:
    values, rows = shares.values, tables["notices"]
    men = {row["person_id"] for row in shares.cases if row["client_group"] == "man_dvpp"}
    for disclosure in tables["disclosures"]:
        event = read_back(disclosure["disclosed_at"])
        about = disclosure["subject_id"]
        is_staff = disclosure["subject_type"] == "staff"
        if event is None or not (is_staff or about in men) or not values.chance(70):
            continue
        day = event.date() if isinstance(event, datetime) else event
        rows.append(
            {
                "notice_id": f"NO{len(rows) + 1:03}",
                "recipient_type": "staff" if is_staff else "person",
                "recipient_id": about,
                "case_id": values.pick("", disclosure["case_id"]),
                "kind": values.pick(*["legal_requirement" if is_staff else "report_explained"] * 4, "policy_copy"),
                "given_on": values.write(day + timedelta(days=values.pick(-5, -1, 0, 0, 0, 1))),
                "covers": values.codes(values.some(["limits", "file_storage", "what_shared"], 2)),
                "not_given_reason": "not_practicable" if values.chance(8) else "",
            }
        )
