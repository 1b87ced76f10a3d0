"""Stories told end to end: a few records made by hand, and what a rule must say of one of them.

In every value # stands for the story's own number, so that all stories of a module share one export.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checks.engine.database import Database
from checks.facts import views
from checks.intake.load import load
from checks.policy.packs import Pack
from checks.rules.loader import rulebook
from tests.exports import EVERYTHING, Audited, write_export

AS_OF = date(2026, 10, 31)
Row = Mapping[str, str]


@dataclass(frozen=True)
class Story:
    """Some records and the rule's word on one of them: ``complies``, ``breach a;b``, ``out_of_scope`` and so on."""

    rule: str
    record: str
    expected: str
    tables: Mapping[str, Sequence[Row]]


def told(stories: Mapping[str, Story], folder: Path, pack: Pack, without: Sequence[str] = ()) -> dict[str, str]:
    """What the rules say of each story's record, by its sentence; ``without`` some tables.

    A rule that was not run, and a record that it was not asked about, come out as "not judged".
    """
    tables: dict[str, list[Row]] = {}
    for number, story in enumerate(stories.values()):
        for table, rows in story.tables.items():
            tables.setdefault(table, []).extend(_numbered(row, number) for row in rows)
    kept = {table: rows for table, rows in tables.items() if table not in without}
    said = _said(write_export(kept, folder), pack, {story.rule for story in stories.values()})
    return {
        sentence: said.get((story.rule, story.record.replace("#", str(number))), "not judged")
        for number, (sentence, story) in enumerate(stories.items())
    }


def expected(stories: Mapping[str, Story]) -> dict[str, str]:
    """What they must say."""
    return {sentence: story.expected for sentence, story in stories.items()}


def _numbered(row: Row, number: int) -> Row:
    return {name: value.replace("#", str(number)) for name, value in row.items()}


def _said(export: Path, pack: Pack, rules: Set[str]) -> dict[tuple[str, str], str]:
    """The outcome and causes of every record by these rules, from no more views than they judge."""
    database = Database()
    try:
        loaded = load(database.connection, export, AS_OF, pack.items("rationale.placeholders"))
        views.prepare(database.connection)
        judged = {rulebook()[rule].judges for rule in rules}
        views.build(database.connection, {name: EVERYTHING[name] for name in judged}, pack, AS_OF, once=False)
        found = Audited(database, loaded, pack, AS_OF)
        judgements = [one for one in found.select().judgements if one.rule.id in rules]
        causes = found.found(judgements)
        return {
            (rule, record): f"{outcome} {causes.get((rule, record), ('', ''))[1]}".strip()
            for rule, records in found.outcomes(judgements).items()
            for record, outcome in records.items()
        }
    finally:
        database.close()
