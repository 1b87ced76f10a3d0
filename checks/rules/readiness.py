"""How ready an export is for each rule: what will be tested, tested in part, or not at all, before anything is judged.

It asks ``select``, which the audit asks too, and adds what the state of the columns takes from a rule that runs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checks.intake.accounts import ColumnRead
from checks.intake.load import Loaded
from checks.intake.tables import declared
from checks.policy.packs import Pack
from checks.rules.model import Rule
from checks.rules.select import reads, select

TESTED, WEAKENED, UNANSWERED = "tested", "weakened", "unanswered"
NOT_TESTED, OFF = "not_tested", "off"


@dataclass(frozen=True)
class Ready:
    """One rule: its state (one of the words above), why, and every (table, column) that it reads."""

    rule: Rule
    state: str
    why: tuple[str, ...]
    columns: frozenset[tuple[str, str]]


def readiness(
    rules: Mapping[str, Rule], pack: Pack, unanswered: Sequence[str], as_of: date, loaded: Loaded
) -> list[Ready]:
    """Every rule of the rulebook. ``unanswered`` are the settings that the organisation has yet to answer.

    The pack must have a value for them all the same, since a rule cannot be compiled without.
    """
    selection = select(rules, list(rules), pack, as_of, loaded)
    found = {(column.table, column.column): column for column in loaded.details}
    return [
        _ready(rule, pack, unanswered, loaded, selection.set_aside, selection.partly, found) for rule in rules.values()
    ]


def _ready(
    rule: Rule,
    pack: Pack,
    unanswered: Sequence[str],
    loaded: Loaded,
    set_aside: Mapping[str, tuple[str, str]],
    partly: Mapping[str, str],
    found: Mapping[tuple[str, str], ColumnRead],
) -> Ready:
    state, reason = set_aside.get(rule.id, ("", ""))
    if state == OFF:
        return Ready(rule, OFF, (reason,), frozenset())
    origin = reads(rule, pack, frozenset())
    columns = frozenset(pair for pair in origin.columns if pair[1])
    if state:
        return Ready(rule, state, (reason,), columns)
    asked = sorted(origin.settings & set(unanswered))
    if asked:
        return Ready(rule, UNANSWERED, (f"needs your answer to {', '.join(asked)}",), columns)
    why = (*([partly[rule.id]] if rule.id in partly else []), *_gaps(columns, loaded, found))
    return Ready(rule, WEAKENED if why else TESTED, why, columns)


def _gaps(
    columns: frozenset[tuple[str, str]], loaded: Loaded, found: Mapping[tuple[str, str], ColumnRead]
) -> Iterator[str]:
    """What the columns that are there, or should be, take from a rule that reads them."""
    for table, entry in declared().items():
        ours = [column for column in entry.columns if (table, column) in columns and table in loaded.columns]
        absent = [column for column in ours if column not in loaded.columns[table]]
        if absent:
            yield f"column {', '.join(f'{table}.{column}' for column in absent)} absent"
        for column in (found[table, column] for column in ours if (table, column) in found):
            if column.records and not column.filled and entry.columns[column.column].need != "O":
                yield f"{table}.{column.column} blank in every record"
            elif column.unreadable:
                yield f"{table}.{column.column} unreadable in {column.unreadable:,} of {column.records:,} records"
