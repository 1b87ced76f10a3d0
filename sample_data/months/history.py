"""The history key: what each month must find for six rules, and whether it is new, persisting, resolved or returned."""

from __future__ import annotations

from sample_data.generator.world import World
from sample_data.months.back import RULES, Finding, since
from sample_data.months.calendar import months
from sample_data.months.opened import opened
from sample_data.months.stories import Change

__all__ = ["HEADER", "RULES", "history"]

HEADER = ["month", "rule_id", "outcome", "record_id", "cause", "state"]


def history(world: World, changes: list[Change]) -> list[list[str]]:
    """The key's lines, in order; `world` is October's. `resolved` is told once, in the first month without it."""
    stood = since(world)
    for change in changes:
        _add(stood, change)
    for month in months():
        for row in opened(world, month):
            stood[("ACC-01", "breach", row["log_id"], "no_grant")] = {month}
    return sorted([month, *finding, state] for finding, found in stood.items() for month, state in _states(found))


def _add(stood: dict[Finding, set[str]], change: Change) -> None:
    finding = (change.rule_id, "breach", change.record_id, change.cause)
    before = stood.get(finding, set())
    found = set(change.months if change.found is None else change.found)
    if now := before - found if change.mends else before | found:
        stood[finding] = now


def _states(found: set[str]) -> list[tuple[str, str]]:
    """(month, state) as somebody who reads one month after the other would say."""
    told, seen, last = [], False, False
    for month in months():
        now = month in found
        if now:
            told.append((month, "persisting" if last else "returned" if seen else "new"))
        elif last:
            told.append((month, "resolved"))
        seen, last = seen or now, now
    return told
