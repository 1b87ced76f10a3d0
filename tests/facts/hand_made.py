"""Records made by hand: each row says only what differs from a complying one, and what should come of it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from checks.engine.database import Database
from checks.facts import views
from checks.facts.views import View
from checks.intake.load import load
from checks.intake.tables import declared
from checks.policy.packs import Pack
from checks.rules.loader import rulebook
from checks.rules.select import Selection, select
from tests.exports import Audited, pack_of, write_export

AS_OF = date(2026, 3, 31)
Row = Mapping[str, str]
Cases = Mapping[str, tuple[Row, str]]  # record id -> what differs, and the outcome with its causes


def rows(table: str, base: Row, cases: Cases) -> list[Row]:
    """The table's rows, one a case."""
    return [{**base, declared()[table].key[0]: record, **differs} for record, (differs, _) in cases.items()]


def expected(*cases: Cases) -> dict[str, str]:
    """What should come of the cases, by record id; one that is said to be absent is no row of the view."""
    said = {record: outcome for group in cases for record, (_, outcome) in group.items()}
    return {record: outcome for record, outcome in said.items() if outcome != "absent"}


@contextmanager
def export(tables: Mapping[str, Iterable[Row]], folder: Path, absent: Iterable[str] = ()) -> Iterator[Audited]:
    """An export that has every table, empty where no rows are given, but for the absent ones; no view is built yet."""
    whole = {name: list(tables.get(name, ())) for name in declared() if name not in set(absent)}
    database = Database()
    try:
        pack = pack_of("combined")
        found = load(database.connection, write_export(whole, folder), AS_OF, pack.items("rationale.placeholders"))
        views.prepare(database.connection)
        yield Audited(database, found, pack, AS_OF)
    finally:
        database.close()


def judged(audit: Audited, rule_id: str, pack: Pack | None = None) -> dict[str, str]:
    """Record id -> outcome, with its causes where it was found; by ``combined`` unless a pack is given."""
    audit = replace(audit, pack=pack or audit.pack)
    [judgement] = _selection(audit, rule_id).judgements
    wanted = {judgement.rule.judges: set(judgement.rule.view.facts)}
    views.build(audit.database.connection, wanted, audit.pack, AS_OF, once=False)
    _check_view(audit, judgement.rule.view)
    outcomes = audit.outcomes([judgement])[rule_id]
    causes = {record: cause for (_, record), (_, cause) in audit.found([judgement]).items()}
    return {record: f"{outcome} {causes.get(record, '')}".strip() for record, outcome in outcomes.items()}


def _check_view(audit: Audited, view: View) -> None:
    """Each record comes once, and no fact is blank that never is."""
    blank = [f'"{fact.name}" IS NULL' for fact in view.facts.values() if not fact.blank]
    query = f"SELECT count(*), count(DISTINCT (record_table, record_id)), count(*) FILTER (WHERE {' OR '.join(blank)})"
    rows, once, bad = audit.database.connection.execute(f"{query} FROM {view.step}").fetchone() or (0, 0, 0)
    assert (once, bad) == (rows, 0), view.name


def told(audit: Audited, rule_id: str, *cases: Cases) -> dict[str, str]:
    """The same, for comparison with those cases: an undecided record without its causes where its case names none."""
    said = {record: outcome for group in cases for record, (_, outcome) in group.items()}
    came = {record: outcome for record, outcome in judged(audit, rule_id).items() if record in said}
    return {record: "undecided" if said[record] == "undecided" else outcome for record, outcome in came.items()}


def not_tested(audit: Audited, rule_id: str) -> str:
    """Why a rule was set aside."""
    return _selection(audit, rule_id).set_aside[rule_id][1]


def _selection(audit: Audited, rule_id: str) -> Selection:
    return select({rule_id: rulebook()[rule_id]}, [rule_id], audit.pack, AS_OF, audit.loaded)
