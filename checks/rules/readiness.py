"""How ready an export is for each rule: what will be tested, tested in part, or not at all, before anything is judged.

It asks ``select``, which the audit asks too, and adds what the state of the columns takes from a rule that runs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from checks.intake.accounts import ColumnRead
from checks.intake.load import Loaded
from checks.intake.tables import declared
from checks.policy.packs import Pack
from checks.rules.compile import active_causes
from checks.rules.model import Rule
from checks.rules.select import reads, select

TESTED, WEAKENED, UNANSWERED = "tested", "weakened", "unanswered"
NOT_TESTED, OFF = "not_tested", "off"


@dataclass(frozen=True)
class Ready:
    """One rule: its state (one of the words above), why, and every (table, column) that it reads.

    ``held_against`` are the absent ones among them that its causes of breach take for blanks.
    """

    rule: Rule
    state: str
    why: tuple[str, ...]
    columns: frozenset[tuple[str, str]]
    held_against: frozenset[tuple[str, str]] = frozenset()


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
    held = frozenset(_held_against(rule, pack, loaded))
    blamed = (f"{table}.{column} absent and read as blank by what this rule calls a breach" for table, column in held)
    part = [partly[rule.id]] if rule.id in partly else []
    why = (*part, *sorted(blamed), *_gaps(columns - held, loaded, found))
    return Ready(rule, WEAKENED if why else TESTED, why, columns, held)


def _held_against(rule: Rule, pack: Pack, loaded: Loaded) -> Iterator[tuple[str, str]]:
    """Optional columns that are absent, so that they are read as blank (P7), and that a cause of breach reads.

    Where an organisation keeps such a thing elsewhere, every record may be found to lack it.
    """
    trees = [rule.breach[cause] for cause in active_causes(rule, pack)]
    facts = {column.name for tree in trees for column in tree.find_all(exp.Column)}
    sides = rule.view.sides(rule.applies_to, loaded.absent(), pack)
    for table, column in {pair for side in sides for name in facts for pair in side.columns[name].columns if pair[1]}:
        absent = table in loaded.columns and column not in loaded.columns[table]
        if absent and declared()[table].columns[column].need == "O":
            yield table, column


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
            if column.records and not column.filled and entry.columns[column.column].need == "R":
                yield f"{table}.{column.column} blank in every record"
            elif column.unreadable:
                yield f"{table}.{column.column} unreadable in {column.unreadable:,} of {column.records:,} records"
