"""Exports for tests of the facts and the engine: written, loaded and turned into judged records without an audit."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from checks.engine.database import Database
from checks.engine.judge import findings
from checks.facts import views
from checks.facts.steps import steps
from checks.intake import mapping as mappings
from checks.intake.load import Loaded, load
from checks.intake.tables import code_lists, declared
from checks.policy import packs
from checks.policy.packs import Pack
from checks.rules.compile import Judgement
from checks.rules.loader import rulebook
from checks.rules.select import Selection, select

Tables = Mapping[str, Sequence[Mapping[str, str]]]
SAMPLE = Path(__file__).parents[1] / "sample_data"
SAMPLE_AS_OF = date(2026, 10, 31)
SAMPLE_PACKS = ("derbyshire", "women-dvpp", "hampshire", "manchester", "coventry", "combined")


def write_export(tables: Tables, folder: Path) -> Path:
    """One CSV file a table, with every declared column; a table not given has no file."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in tables.items():
        columns = list(declared()[table].columns)
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return folder


def pack_of(name: str, **own: object) -> Pack:
    """A pack with its open questions answered by their examples; ``own`` names settings with __ for a dot."""
    given = {key.replace("__", "."): value for key, value in own.items()}
    return packs.load(name, {**packs.examples(name), **given}, code_lists())


EVERYTHING = {name: set(view.facts) | {"row_key"} for name, view in views.views().items()}


@dataclass(frozen=True)
class Audited:
    """An export in the database, with the facts views of every rule built for a pack."""

    database: Database
    loaded: Loaded
    pack: Pack
    as_of: date

    def rebuilt(self, pack: Pack) -> "Audited":
        """The same records under another pack."""
        views.build(self.database.connection, EVERYTHING, pack, self.as_of, once=False)
        return Audited(self.database, self.loaded, pack, self.as_of)

    @cached_property
    def statements(self) -> Mapping[str, str]:
        """The SQL of every step, in building order."""
        return views.statements(EVERYTHING, self.pack, self.as_of)

    @contextmanager
    def without(self, table: str) -> Iterator[Loaded]:
        """The same records without a table, for as long as the context lasts: what is then loaded.

        Only the steps that read the table, or a step that does, are built again: the others hold what they held.
        """
        touched = {table}
        self.database.connection.execute(f"BEGIN TRANSACTION; DELETE FROM loaded_{table}")
        try:
            for name, statement in self.statements.items():
                if steps()[name].reads & touched:
                    touched.add(name)
                    self.database.connection.execute(statement)
            yield without_table(self.loaded, table)
        finally:
            self.database.connection.execute("ROLLBACK")

    def column(self, view: str, column: str) -> dict[str, object]:
        """One fact of every judged record, by record id."""
        rows = self.database.connection.execute(f'SELECT record_id, "{column}" FROM "{view}_judged"').fetchall()
        return dict(rows)

    def select(self, loaded: Loaded | None = None) -> Selection:
        """The rules this export can be judged by, or would be if that much were loaded."""
        return select(rulebook(), list(rulebook()), self.pack, self.as_of, loaded or self.loaded)

    def outcomes(self, judgements: Sequence[Judgement]) -> dict[str, dict[str, str]]:
        """Rule id -> record id -> outcome, the records out of scope among them."""
        found: dict[str, dict[str, str]] = {}
        for judgement in judgements:
            relation = views.views()[judgement.rule.judges].step
            rows = self.database.connection.execute(f"SELECT record_id, {judgement.outcome} FROM {relation}").fetchall()
            found[judgement.rule.id] = dict(rows)
        return found

    def found(self, judgements: Sequence[Judgement]) -> dict[tuple[str, str], tuple[str, str]]:
        """(rule id, record id) -> (outcome, cause), by the findings query."""
        result: dict[tuple[str, str], tuple[str, str]] = {}
        for view in {judgement.rule.judges for judgement in judgements}:
            group = [judgement for judgement in judgements if judgement.rule.judges == view]
            frame = findings(self.database, views.views()[view].step, group)
            keys = zip(frame["rule_id"], frame["record_id"], strict=True)
            result |= dict(zip(keys, zip(frame["outcome"], frame["cause"], strict=True), strict=True))
        return result


def decided(row: tuple[str, str, str, str]) -> tuple[str, str, str, str]:
    """A finding as the key tells of it: the reason of an undecided record is the product's own word."""
    rule, record, outcome, cause = row
    return rule, record, outcome, "" if outcome == "undecided" else cause


def without_table(loaded: Loaded, table: str) -> Loaded:
    """What is loaded of an export that lacks the table."""
    columns = {name: present for name, present in loaded.columns.items() if name != table}
    return replace(loaded, columns=columns, records={**loaded.records, table: 0})


@contextmanager
def audited(export: Path, pack: Pack, as_of: date, mapping: str | None = None) -> Iterator[Audited]:
    """An export folder, loaded (through a shipped mapping, if one is named), with every facts view built."""
    database = Database()
    try:
        given = mappings.load(mapping) if mapping else None
        loaded = load(database.connection, export, as_of, pack.items("rationale.placeholders"), given)
        views.prepare(database.connection)
        views.build(database.connection, EVERYTHING, pack, as_of, once=False)
        yield Audited(database, loaded, pack, as_of)
    finally:
        database.close()
