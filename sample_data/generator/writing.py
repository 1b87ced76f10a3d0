"""The files: one CSV a table, one answer key a pack, and the list of near misses."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from sample_data.generator.world import PACKS, World


def write_all(world: World, out: Path) -> None:
    """Write export/, answer_key/ and near_misses.csv into a folder, the same bytes for the same world."""
    write_export(world, out)
    for pack in PACKS.values():
        found = [item for item in world.expected if item.pack == pack and item.outcome != "near"]
        lines = sorted([item.rule_id, item.outcome, item.record_id, item.cause] for item in found)
        lines.sort(key=lambda line: (line[0], line[2]))
        write_table(out / "answer_key" / f"{pack}.csv", ["rule_id", "outcome", "record_id", "cause"], lines)
    near = sorted(
        [item.rule_id, item.record_id, item.pack, item.cause] for item in world.expected if item.outcome == "near"
    )
    write_table(out / "near_misses.csv", ["rule_id", "record_id", "pack", "why_not"], near)


def write_export(world: World, out: Path) -> None:
    """Write export/ alone."""
    for table, rows in world.tables.items():
        lines = sorted([_cell(row[name]) for name in world.columns[table]] for row in rows)
        write_table(out / "export" / f"{table}.csv", world.columns[table], lines)


def _cell(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def write_table(path: Path, header: list[str], lines: list[list[str]]) -> None:
    """Write a header and its lines as CSV in UTF-8 with Unix line ends; the folder is made where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *lines])
