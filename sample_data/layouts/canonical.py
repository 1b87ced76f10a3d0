"""The committed canonical sample, as texts."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
Record = dict[str, str]


@cache
def records(table: str) -> tuple[Record, ...]:
    """Every record of a table, in the order of the file."""
    with (ROOT / "sample_data" / "export" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def declared() -> dict[str, dict]:
    """Every canonical table as ``checks/intake/tables.yml`` declares it."""
    return yaml.safe_load((ROOT / "checks" / "intake" / "tables.yml").read_text("utf-8"))
