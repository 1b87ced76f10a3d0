"""Records of one story each, and what a fact must say of one of them, for the tests of the common definitions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checks.engine.database import Database
from checks.facts import views
from checks.intake.load import load
from checks.intake.tables import declared
from checks.policy.packs import Pack
from tests.exports import write_export

AS_OF = date(2026, 10, 31)
DAY = "2026-10-24"
ABSENT = "no such record"
Row = dict[str, str]
Tables = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Told:
    """Records in which # stands for the story's own number, and what must be said of one of them.

    ``fact`` is a view and, after a dot, one of its columns or an expression over several.
    """

    fact: str
    expected: object
    tables: Tables
    record: str = "DI#"


def tell(stories: Mapping[str, Told], folder: Path, pack: Pack, as_of: date = AS_OF) -> dict[str, object]:
    """What the product says, by sentence: all stories in one export, each with people and records of its own."""
    tables: dict[str, list[Row]] = {}
    for number, told in enumerate(stories.values()):
        for table, rows in told.tables.items():
            tables.setdefault(table, []).extend(numbered(table, row, number) for row in rows)
    database = Database()
    try:
        load(database.connection, write_export(tables, folder), as_of, pack.items("rationale.placeholders"))
        views.prepare(database.connection)
        views.build(database.connection, wanted(stories), pack, as_of, once=False)
        columns = {told.fact: column(database, told.fact) for told in stories.values()}
    finally:
        database.close()
    return {
        sentence: columns[told.fact].get(told.record.replace("#", str(number)), ABSENT)
        for number, (sentence, told) in enumerate(stories.items())
    }


def numbered(table: str, row: Row, number: int) -> Row:
    """A row with the story's number in it; each of its columns must be there, or the story would not say what it
    seems to say."""
    unknown = set(row) - set(declared()[table].columns)
    assert not unknown, f"{table} has no {', '.join(unknown)}"
    return {name: given.replace("#", str(number)) for name, given in row.items()}


def wanted(stories: Mapping[str, Told]) -> dict[str, set[str]]:
    """The columns that the stories ask for, by view."""
    found: dict[str, set[str]] = {}
    for told in stories.values():
        view, expression = told.fact.split(".", 1)
        facts = set(views.views()[view].facts)
        found.setdefault(view, {"row_key"}).update(facts & set(re.findall(r"\w+", expression)))
    return found


def column(database: Database, fact: str) -> dict[str, object]:
    """One fact of every judged record, by record id."""
    view, expression = fact.split(".", 1)
    return dict(database.connection.execute(f'SELECT record_id, {expression} FROM "{view}_judged"').fetchall())


def share(**own: str) -> Row:
    """A disclosure of a client's identity to an agency."""
    return {
        "disclosure_id": "DI#", "case_id": "C#", "subject_id": "P#", "subject_type": "client", "scope": "external",
        "recipient_kind": "police", "recipient_agency_id": "AG1", "disclosed_at": DAY, "info_categories": "identity",
        **own,
    }  # fmt: skip


def case(**own: str) -> Row:
    """An adult victim's case."""
    return {"case_id": "C#", "person_id": "P#", "client_group": "adult_victim", "opened_on": "2026-01-05", **own}


def on_case(relationship: str, **own: str) -> Row:
    """Somebody else on that case."""
    return {"case_id": "C#", "person_id": "X#", "relationship": relationship, **own}
