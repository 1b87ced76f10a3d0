"""Since when October's findings were there, and what had been a finding by nature before October.

For the rules of the history key alone. A finding of a day stands from the day of its record on; an overdue case from
the day after its sixth anniversary, but for the days of a hold or of an open request, until it is destroyed.
"""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY, anniversary, last_day_of
from sample_data.generator.world import Expected, World
from sample_data.months.calendar import LAST, months
from sample_data.months.cut import declared, on, placed_on
from sample_data.months.stories import DEMANDS_MORE, ENOUGH_BEFORE

RULES = ("RAT-01", "RET-01", "TPS-01", "CON-01", "AUT-01", "ACC-01")
TABLES = {"RAT-01": "decisions", "TPS-01": "documents", "CON-01": "disclosures", "AUT-01": "disclosures"}
YEARS = 6

Finding = tuple[str, str, str, str]  # rule, outcome, record, cause


def since(world: World) -> dict[Finding, set[str]]:
    """Finding -> the months in which it stood, without the stories of the months; `world` is October's."""
    found = {(item.rule_id, item.outcome, item.record_id, item.cause): _months(world, item) for item in _key(world)}
    for row in world.tables["cases"]:
        found[("RET-01", "breach", row["case_id"], "overdue")] = _overdue(world, row)
    papers = {row["document_id"]: row for row in world.tables["documents"]}
    for item in world.expected:
        if item.outcome == "near" and item.record_id in papers and item.rule_id in RULES:
            found |= _since_gone(world, papers[item.record_id], item.cause)
    return {finding: stood for finding, stood in found.items() if stood}


def _since_gone(world: World, row: dict, note: str) -> dict[Finding, set[str]]:
    """A paper that October finds nothing wrong with, because by then it, or the case it lies on, is gone."""
    gone = _gone_on(world, row["document_id"], "destroyed", "archived")
    stood = {month for month in months() if gone and last_day_of(month) < gone}
    if note == "the case is destroyed":
        return {("TPS-01", "breach", row["document_id"], "in_client_section"): stood & _from(on(row["created_on"]))}
    if note == "a paper without a case, in the disposal log":
        due = _from(anniversary(row["created_on"], YEARS) + DAY)
        return {("RET-01", "undecided", row["document_id"], "orphan_document"): stood & due}
    return {}


def _key(world: World) -> list[Expected]:
    return [
        item for item in world.expected if item.pack == "combined" and item.rule_id in RULES and item.outcome != "near"
    ]


def _months(world: World, item: Expected) -> set[str]:
    """The months whose last day is not before the record's; the log's entries are of October alone."""
    if item.rule_id not in TABLES:
        orphan = next((row for row in world.tables["documents"] if row["document_id"] == item.record_id), None)
        return _from(anniversary(orphan["created_on"], YEARS) + DAY) if orphan else {LAST}
    table = TABLES[item.rule_id]
    row = next(row for row in world.tables[table] if next(iter(row.values())) == item.record_id)
    stood = _from(placed_on(row, declared()[table]))
    if item.cause == "too_short" and len(row["rationale"].strip(" .")) >= ENOUGH_BEFORE:
        return {month for month in stood if month >= DEMANDS_MORE}
    return stood


def _from(day: dt.date | None) -> set[str]:
    return {month for month in months() if day is None or last_day_of(month) >= day}


def _overdue(world: World, case: dict) -> set[str]:
    """The months in which a closed case was past its time, and nothing spoke for keeping it."""
    opened, closed = on(case["opened_on"]), on(case["closed_on"])
    if not opened or not closed or case["retention_basis"] == "legal_hold" or closed < opened:
        return set()
    over = anniversary(closed, YEARS)
    return {month for month in _from(over + DAY) if not _kept(world, case, last_day_of(month))}


def _kept(world: World, case: dict, day: dt.date) -> bool:
    """Whether on that day the file was gone, on hold, or asked for."""
    gone = _gone_on(world, case["case_id"])
    if (gone and gone <= day) or (case["status"] == "destroyed" and not gone):
        return True
    started, ended = on(case["hold_started_on"]), on(case["hold_ended_on"])
    if (case["evidence_hold"] == "yes" or (ended and ended > day)) and (not started or started <= day):
        return True
    return any(_asked(row, case, day) for row in world.tables["subject_access_requests"])


def _gone_on(world: World, record_id: str, *actions: str) -> dt.date | None:
    """The day on which the log shows a file or a paper destroyed (or the actions named)."""
    rows = [row for row in world.tables["disposal_log"] if row["object_id"] == record_id]
    days = [on(row["disposed_on"]) for row in rows if row["action"] in (actions or ("destroyed",))]
    return min((day for day in days if day), default=None)


def _asked(row: dict, case: dict, day: dt.date) -> bool:
    """Whether the client's request, but not one to erase, was open on the day."""
    received, done = on(row["received_at"]), on(row["completed_on"])
    if row["case_id"] != case["case_id"] or row["kind"] == "erase" or not received:
        return False
    return received <= day and (not done or done > day)
