"""A small export of hand-made rows, judged by one rule: what the tests of the facts assert on."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from checks.engine.database import Database
from checks.facts import views
from checks.intake.load import load
from checks.rules.loader import rulebook
from checks.rules.select import select
from tests.exports import Audited, pack_of, write_export

AS_OF = date(2026, 10, 31)
Row = dict[str, str]
Tables = Mapping[str, Sequence[Row]]


def judged(tables: Tables, rule_id: str, folder: Path, pack: str = "combined", **settings: object) -> dict[str, str]:
    """Record id -> outcome, and its causes where it has any; ``not_tested`` alone where the rule is set aside."""
    rule, chosen = rulebook()[rule_id], pack_of(pack, **settings)
    database = Database()
    try:
        loaded = load(database.connection, write_export(tables, folder), AS_OF, chosen.items("rationale.placeholders"))
        selection = select({rule_id: rule}, [rule_id], chosen, AS_OF, loaded)
        if rule_id in selection.set_aside:
            return {"": selection.set_aside[rule_id][0]}
        views.prepare(database.connection)
        views.build(database.connection, {rule.judges: set(rule.view.facts) | {"row_key"}}, chosen, AS_OF, once=False)
        audit = Audited(database, loaded, chosen, AS_OF)
        rows = database.connection.execute(f"SELECT count(*) FROM {rule.view.step}").fetchone()
        outcomes = audit.outcomes(selection.judgements)[rule_id]
        assert rows == (len(outcomes),), "a record is there twice"
        found = {record: cause for (_, record), (_, cause) in audit.found(selection.judgements).items()}
        return {record: f"{outcome} {found.get(record, '')}".strip() for record, outcome in outcomes.items()}
    finally:
        database.close()


def numbered(name: str, rows: Sequence[Row], **base: str) -> list[Row]:
    """Rows that each differ from a base row, with ids of their own in the column ``name``."""
    return [{name: f"{number}", **base, **row} for number, row in enumerate(rows, start=1)]


def outcomes_of(expected: Mapping[str, tuple[str, ...] | tuple[object, ...]]) -> dict[str, str]:
    """What a table of rows expects, by record id: its first cell."""
    return {record: str(cells[0]) for record, cells in expected.items()}
