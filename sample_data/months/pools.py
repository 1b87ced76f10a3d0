"""Whom a story may befall: records of which October's keys say nothing, so that only the story speaks of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from sample_data.generator.calendar import anniversary
from sample_data.generator.world import World
from sample_data.months.calendar import FIRST, month_of
from sample_data.months.cut import on

OUTSIDE = ("agency", "family", "partner_or_ex")


def unstated(world: World, table: str, column: str, taken: set[str], until: str = "9999") -> list[dict]:
    """Dated rows of a table, of months before `until`, whose case is still there, free of any statement or story."""
    barred = taken | {item.record_id for item in world.expected}
    there = {row["case_id"] for row in world.tables["cases"] if row["status"] != "destroyed"}
    whose = "owner_id" if table == "documents" else "case_id"
    rows = [row for row in world.tables[table] if row[whose] in there and on(row[column])]
    return [row for row in rows if month_of(row[column]) < until and next(iter(row.values())) not in barred]


def has_reason(row: dict) -> bool:
    """Whether a decision is of a kind that every pack wants a reason for, and has a note on the file."""
    return row["decision_type"] in ("share", "not_share") and bool(row["file_note_id"])


def from_outside(row: dict) -> bool:
    """Whether a paper came from a third party and lies apart from the client's own."""
    return (
        row["owner_type"] == "case"
        and row["source_kind"] in OUTSIDE
        and row["section"] in ("third_party", "restricted")
    )


def rests_on_approval(row: dict) -> bool:
    """Whether a disclosure went outside without consent and names a manager's approval."""
    return row["scope"] == "external" and row["subject_type"] == "client" and bool(row["authorisation_id"])


def rests_on_consent(world: World) -> Callable[[dict], bool]:
    """Whether a disclosure rests on a consent that is its alone, the subject's only one for that agency.

    Not of a man on the programme, whose disclosures AUT-06 judges.
    """
    men = {row["case_id"] for row in world.tables["cases"] if row["client_group"] == "man_dvpp"}
    barred = {item.record_id for item in world.expected}
    consents = {row["consent_id"]: row for row in world.tables["consents"] if row["consent_id"] not in barred}
    used = Counter(row["consent_id"] for table in ("disclosures", "referrals") for row in world.tables[table])
    agencies: dict[str, Counter[str]] = {}
    for row in world.tables["consents"]:
        agencies.setdefault(row["subject_id"], Counter())[row["recipient_agency_id"]] += 1

    def fits(row: dict) -> bool:
        consent = consents.get(row["consent_id"])
        if row["case_id"] in men or row["basis"] != "consent" or not consent or used[row["consent_id"]] > 1:
            return False
        theirs = agencies[row["subject_id"]]
        return theirs[consent["recipient_agency_id"]] == 1 and not theirs[""]

    return fits


def overdue_for_long(world: World) -> list[dict]:
    """Cases that October finds overdue, were so before the first month, and never had a hold or a request."""
    found = {item.record_id for item in world.expected if item.rule_id == "RET-01" and item.pack == "manchester"}
    asked = {row["case_id"] for row in world.tables["subject_access_requests"]}
    rows = [row for row in world.tables["cases"] if row["case_id"] in found - asked and row["status"] == "closed"]
    rows = [row for row in rows if not row["hold_started_on"] and row["retention_basis"] == "standard"]
    rows = [row for row in rows if month_of(anniversary(row["closed_on"], 6)) < FIRST]
    return sorted(rows, key=lambda row: str(row["case_id"]))
