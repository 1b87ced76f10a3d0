"""python -m sample_data.generator: write the sample export and its answer key again."""

from __future__ import annotations

import argparse
from pathlib import Path

from sample_data.generator import access, background, everyday, organisation, personnel, registers, scenarios
from sample_data.generator.calendar import last_day_of
from sample_data.generator.world import World
from sample_data.generator.writing import write_all

HERE = Path(__file__).resolve().parents[1]


def make(seed: int, cases: int, month: str) -> World:
    """The whole sample: `cases` in all, the planted ones included; run date the last day of the month."""
    world = World(seed, last_day_of(month))
    organisation.build(world)
    registers.build(world)
    scenarios.build(world)
    planted = len(world.tables["cases"])
    if cases < planted:
        raise SystemExit(f"--cases must be at least {planted}, which the planted stories need.")
    background.build(world, cases - planted)
    everyday.build(world)
    personnel.build(world)
    access.build(world)
    return world


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sample_data.generator", description=__doc__)
    parser.add_argument("--seed", type=int, default=20261031, help="another seed gives another organisation")
    parser.add_argument("--cases", type=int, default=1200, help="how many cases in all")
    parser.add_argument("--month", default="2026-10", help="the month audited, YYYY-MM; the run date is its last day")
    parser.add_argument("--out", type=Path, default=HERE, help="folder for export/, answer_key/ and near_misses.csv")
    given = parser.parse_args()
    write_all(make(given.seed, given.cases, given.month), given.out)


if __name__ == "__main__":
    main()
