"""What the tests of the reference judge by hand: a few rows that comply, and found(), which judges them."""

from __future__ import annotations

from typing import Any

from .coverage import pack_settings
from .fuzz_values import AS_OF
from .judge import judge

COMBINED = pack_settings("combined")
CASE = {"case_id": "C1", "person_id": "P1", "status": "open", "client_group": "adult_victim", "opened_on": "2026-10-01"}
NOTICE = {
    "notice_id": "N1",
    "recipient_type": "person",
    "recipient_id": "P1",
    "kind": "privacy_statement",
    "given_on": "2026-10-15",
}
MESSAGE = {
    "contact_id": "M1",
    "case_id": "C1",
    "person_id": "P1",
    "direction": "out",
    "method": "text",
    "started_at": "2026-10-20T09:00",
}


def found(rule: str, settings: dict[str, Any] | None = None, /, **tables: Any) -> dict[str, str]:
    """Record id -> outcome and causes; a table may be given as one row."""
    rows = {name: given if isinstance(given, list) else [given] for name, given in tables.items()}
    judged = judge(rows, COMBINED | (settings or {}), AS_OF, [rule])[rule]
    return {record: " ".join(outcome).strip() for record, outcome in judged.items()}
