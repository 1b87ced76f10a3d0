"""The preflight: everything of an export is read and nothing is judged, to say what an audit of it would be worth."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from checks.engine.database import Database
from checks.engine.gate import GateLine, check_gate
from checks.engine.suites import Suites
from checks.intake import mapping as mappings
from checks.intake.load import Loaded, load
from checks.intake.tables import code_lists, declared
from checks.policy import packs
from checks.policy import settings as catalogue
from checks.policy.packs import Pack
from checks.results import build
from checks.results.preflight import COLUMN_COLUMNS, FILE_COLUMNS, RULE_COLUMNS, Preflight
from checks.rules.loader import rulebook as shipped
from checks.rules.loader import with_own
from checks.rules.model import Rule
from checks.rules.readiness import OFF, Ready, readiness
from checks.runs import audit_file
from checks.runs.audit_file import Asked
from checks.runs.check import read_date

Gate = Sequence[GateLine]


def preflight(
    export: str | Path,
    *,
    pack: str | None = None,
    as_of: str | date,
    settings: Mapping[str, object] | None = None,
    mapping: str | Path | None = None,
    own_rules: str | Path | None = None,
) -> Preflight:
    """Read an export, or an audit folder, as an audit would, and say what its rules could be tested on.

    Options and errors as of ``check``, but a setting that the organisation has yet to answer stops nothing.
    """
    about = audit_file.asked(export, pack, mapping, settings, own_rules)
    day = read_date(as_of)
    rulebook = with_own(about.own_rules)
    policy, unanswered = _policy(about)
    policy = policy.with_rules(set(rulebook) - set(shipped()))
    loaded, gate = _read(about, policy, day)
    ready = readiness(rulebook, policy, unanswered, day, loaded)
    return _found(rulebook, policy, unanswered, day, loaded, gate, ready)


def _policy(about: Asked) -> tuple[Pack, Sequence[str]]:
    """The pack with a value for every setting, and the names of those whose value is only an example."""
    policy = packs.load(about.pack, about.settings, code_lists())
    if not policy.unanswered:
        return policy, ()
    examples = {name: value for name, value in packs.examples(about.pack).items() if name in policy.unanswered}
    return packs.load(about.pack, {**examples, **about.settings}, code_lists()), policy.unanswered


def _read(about: Asked, policy: Pack, day: date) -> tuple[Loaded, Gate]:
    chosen = mappings.load(about.mapping) if about.mapping else None
    database = Database()
    try:
        placeholders = policy.items("rationale.placeholders")
        loaded = load(database.connection, about.export, day, placeholders, chosen, details=True)
        return loaded, check_gate(database, Suites(database), loaded, day)
    finally:
        database.close()


def _found(
    rulebook: Mapping[str, Rule],
    policy: Pack,
    unanswered: Sequence[str],
    day: date,
    loaded: Loaded,
    gate: Gate,
    ready: Sequence[Ready],
) -> Preflight:
    readers: dict[tuple[str, str], list[str]] = defaultdict(list)
    waiting: dict[str, list[str]] = {table: [] for table in declared() if table not in loaded.columns}
    for one in ready:
        for pair in one.columns:
            readers[pair].append(one.rule.id)
        for table in {table for table, _ in one.columns} & set(waiting):
            waiting[table].append(one.rule.id)
    return Preflight(
        files=_files(loaded),
        columns=_columns(loaded, readers, Counter(pair for one in ready for pair in one.held_against)),
        rules=_rules(ready),
        gate=build.gate_frame([(g.table, g.column, g.problem, g.rows, g.first_rows) for g in gate]),
        absent=waiting,
        unanswered={name: catalogue.find(name).source for name in unanswered},
        pack=policy.name,
        pack_title=policy.title,
        as_of=day,
    )


def _files(loaded: Loaded) -> pd.DataFrame:
    how = {(source.table, source.file): source.encoding for source in loaded.sources}
    rows = [
        (a.table, a.file, a.rows, a.looked_up, a.left_out, a.made, a.merged, a.records, how.get((a.table, a.file), ""))
        for a in loaded.accounts
    ]
    return pd.DataFrame(rows, columns=list(FILE_COLUMNS))


def _columns(
    loaded: Loaded, readers: Mapping[tuple[str, str], Sequence[str]], held: Mapping[tuple[str, str], int]
) -> pd.DataFrame:
    """Every declared column of each table that is there, in the order they are declared."""
    read = {(one.table, one.column): one for one in loaded.details}
    rows: list[tuple[object, ...]] = []
    for table in declared().values():
        for column in table.columns.values() if table.name in loaded.columns else ():
            place = (table.name, column.name)
            rules = (len(readers.get(place, ())), held.get(place, 0))
            one = read.get(place)
            if one is None:
                rows.append((*place, column.need, "", 0, 0, 0, 0, "", *rules))
            else:
                counts = (one.records, one.filled, one.unreadable, one.unlisted)
                rows.append((*place, column.need, one.origin, *counts, one.date_format, *rules))
    return pd.DataFrame(rows, columns=list(COLUMN_COLUMNS))


def _rules(ready: Sequence[Ready]) -> pd.DataFrame:
    on = [one for one in ready if one.state != OFF] + [one for one in ready if one.state == OFF]
    rows = [(one.rule.id, one.rule.title, one.rule.severity, one.state, "; ".join(one.why)) for one in on]
    return pd.DataFrame(rows, columns=list(RULE_COLUMNS))
