"""Hand-made exports for tests of one rule: a story that complies, and cases that each differ from it in a little.

A story is one row a table; ``#`` in its values stands for the case's name, so that every case has ids of its own
and all of them go into one export. A case names what differs: ``"table.column": value``, ``"table": None`` for no
such row, and ``"table+": [row, ...]`` for more rows, which take what they do not say from the story's row.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from checks.engine.database import Database
from checks.facts import views
from checks.intake.load import load
from checks.policy.packs import Pack
from checks.rules.loader import rulebook
from tests.exports import Audited, pack_of, write_export

AS_OF = date(2026, 10, 31)

Row = dict[str, str]
Story = Mapping[str, Row]
Changes = Mapping[str, object]
Case = tuple[str, Changes, str]  # a name, what differs, and the outcome with its causes
REASON = "She may be hurt if nobody tells them today."
SHARED: Mapping[str, Sequence[Row]] = {
    "staff": [
        {"staff_id": "W1", "worker_type": "employee", "role": "worker", "line_manager_id": "M1"},
        {"staff_id": "M1", "worker_type": "employee", "role": "line_manager"},
        {"staff_id": "A1", "worker_type": "employee", "role": "admin"},
        {"staff_id": "N1", "worker_type": "employee", "role": ""},
    ],
    "agencies": [{"agency_id": "G1", "kind": "housing", "is_partner": "yes"}],
    "case_people": [],
    "consents": [],
    "authorisations": [],
    "documents": [],
    "safeguarding_concerns": [],
    "information_requests": [],
    "notices": [],
    "joint_working": [],
    "referrals": [],
}  # fmt: skip
SHARE: Story = {
    "cases": {"case_id": "C#", "person_id": "P#", "client_group": "adult_victim", "opened_on": "2026-01-05"},
    "people": {"person_id": "P#", "is_client": "yes"},
    "decisions": {
        "decision_id": "D#", "case_id": "C#", "subject_id": "P#", "decided_at": "2026-03-04T10:00", "rationale": REASON,
    },
    "disclosures": {
        "disclosure_id": "#", "case_id": "C#", "subject_id": "P#", "subject_type": "client", "scope": "external",
        "disclosed_at": "2026-03-05T12:00", "disclosed_by": "W1", "recipient_kind": "housing",
        "recipient_agency_id": "G1", "info_categories": "identity", "purpose_code": "safeguarding",
        "decision_id": "D#",
    },
}  # fmt: skip


def told(story: Story, **more: Row) -> dict[str, Row]:
    """The story with more columns: of tables it has, and of tables it lacks."""
    return {table: {**story.get(table, {}), **more.get(table, {})} for table in [*story, *more]}


def export_of(story: Story, cases: Sequence[Case], shared: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """Every case's rows, table by table, after the rows that they share."""
    tables = {table: list(shared.get(table, ())) for table in [*shared, *story]}
    for name, changes, _ in cases:
        for table, rows in rows_of(story, changes).items():
            tables.setdefault(table, []).extend(
                {column: value.replace("#", name) for column, value in row.items()} for row in rows
            )
    return tables


def rows_of(story: Story, changes: Changes) -> dict[str, list[Row]]:
    """One case's rows, ``#`` still in them."""
    rows = {table: [dict(row)] for table, row in story.items()}
    for key, value in changes.items():
        table, _, column = key.partition(".")
        if value is None:
            rows[table] = []
        elif table.endswith("+"):
            base = story.get(table[:-1], {})
            rows.setdefault(table[:-1], []).extend({**base, **more} for more in value)  # type: ignore[attr-defined]
        else:
            rows[table][0][column] = str(value)
    return rows


@contextmanager
def judged(export: Path, pack: Pack, rules: Collection[str]) -> Iterator[Audited]:
    """An export, loaded, with the facts that these rules read."""
    database = Database()
    wanted: dict[str, set[str]] = {}
    for rule in rules:
        wanted.setdefault(rulebook()[rule].judges, set()).update({*rulebook()[rule].columns, *rulebook()[rule].shows})
    try:
        loaded = load(database.connection, export, AS_OF, pack.items("rationale.placeholders"))
        views.prepare(database.connection)
        views.build(database.connection, wanted, pack, AS_OF, once=False)
        yield Audited(database, loaded, pack, AS_OF)
    finally:
        database.close()


def outcomes(found: Audited, rule: str) -> dict[str, str]:
    """Every judged record of one rule with its outcome and, where it has any, its causes."""
    judgements = [one for one in found.select().judgements if one.rule.id == rule]
    causes = found.found(judgements)
    outcome = found.outcomes(judgements)[rule]
    return {record: f"{word} {causes.get((rule, record), ('', ''))[1]}".strip() for record, word in outcome.items()}


def judge_cases(
    rule: str,
    story: Story,
    cases: Sequence[Case],
    folder: Path,
    *,
    pack: str = "combined",
    without: Collection[str] = (),
    **settings: object,
) -> tuple[dict[str, str], dict[str, str]]:
    """What the cases came to under one rule, and what they should: under a pack, with some tables absent."""
    rows = export_of(story, cases, SHARED)
    export = write_export({table: rows[table] for table in rows if table not in without}, folder)
    with judged(export, pack_of(pack, **settings), [rule]) as found:
        return outcomes(found, rule), {name: outcome for name, _, outcome in cases}
