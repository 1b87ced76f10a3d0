"""The months as files: an export and the settings of each, and the history key of all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import yaml

from sample_data.generator.__main__ import make
from sample_data.generator.calendar import last_day_of
from sample_data.generator.world import World
from sample_data.generator.writing import write_export, write_table
from sample_data.months import as_then, upkeep
from sample_data.months.calendar import LAST, months
from sample_data.months.cut import cut
from sample_data.months.history import HEADER, history
from sample_data.months.opened import opened
from sample_data.months.stories import DEMANDS_MORE, ENOUGH_BEFORE, changes

SEED, CASES = 20261031, 1200
ANSWERS = Path(__file__).resolve().parents[1] / "settings.yml"


@dataclass(frozen=True)
class Month:
    """One month's export folder, the day it speaks for, and the organisation's settings of that month."""

    month: str
    export: Path
    as_of: dt.date
    settings: dict[str, object]


def settings(month: str) -> dict[str, object]:
    """The organisation's answers and changes for the pack `combined`; until July 2026 a shorter reason was enough."""
    answers: dict[str, object] = yaml.safe_load(ANSWERS.read_text(encoding="utf-8"))
    return answers | ({"rationale.min_chars": ENOUGH_BEFORE} if month < DEMANDS_MORE else {})


def write(month: str, folder: Path) -> Month:
    """Write `export/` and `settings.yml` of a month into a folder; the same bytes each time; October as committed."""
    if month not in months():
        raise ValueError(f"There is no month {month}: the sample has {months()[0]} to {months()[-1]}.")
    write_export(then(month), folder)
    given = settings(month)
    text = yaml.safe_dump(given, sort_keys=False, allow_unicode=True)
    (folder / "settings.yml").write_text(text, encoding="utf-8", newline="\n")
    return Month(month, folder / "export", last_day_of(month), given)


def write_history(path: Path) -> None:
    """Write the history key of all months to a CSV file."""
    world = _october()
    write_table(path, HEADER, history(world, changes(world)))


def then(month: str) -> World:
    """The organisation's records as its system held them at the end of a month."""
    world = _october()
    if month == LAST:
        return world
    entries = opened(world, month)
    for change in changes(world):
        if month in change.months:
            change.make(world)
    day = last_day_of(month)
    as_then.set_back(world, day)
    upkeep.set_back(world, day)
    cut(world, day)
    upkeep.fill(world, day)
    world.tables["access_log"] += entries
    return world


def _october() -> World:
    return make(SEED, CASES, LAST)
