"""The facts views: what the dictionary says of each column, and where each comes from."""

from collections.abc import Iterator

import pytest

from checks.facts.lineage import FLAGS, relation
from checks.facts.steps import steps
from checks.facts.views import CARRIED, View, views
from checks.intake.tables import declared
from checks.policy.packs import Pack
from checks.rules.loader import rulebook
from checks.rules.select import select
from tests.exports import SAMPLE, SAMPLE_AS_OF, Audited, audited, pack_of, without_table, write_export
from tests.reference.fuzz import random_export
from tests.reference.fuzz_values import AS_OF

pytestmark = pytest.mark.engine
SQL_TYPES = {
    "yes_no": "BOOLEAN", "code": "VARCHAR", "codes": "BIGINT", "date": "DATE", "number": "BIGINT",
    "offsets": "BIGINT[]",
}  # fmt: skip
UNITS = {"policies", "attested_clauses"}  # a record for each thing that a setting asks for, written or not
KEPT = ("record_id", "record_table", "source_file", "source_row", "row_key")
VIEWS = list(views().values())


def named(view: View) -> str:
    return view.name


@pytest.fixture(scope="module", params=["sample", "random"])
def records(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    folder, as_of = SAMPLE / "export", SAMPLE_AS_OF
    if request.param == "random":
        folder, as_of = write_export(random_export(5, 3), tmp_path_factory.mktemp("records")), AS_OF
    with audited(folder, pack_of("combined"), as_of) as found:
        yield found


@pytest.mark.parametrize("view", VIEWS, ids=named)
def test_a_view_has_the_columns_and_types_that_are_written_down(records: Audited, view: View) -> None:
    real = records.database.connection.execute(f"DESCRIBE {view.step}").fetchall()
    types = {name: kind for name, kind, *_ in real}
    told = {fact.name: SQL_TYPES[fact.kind] for fact in view.facts.values()}
    assert set(told) - set(types) == set()
    assert {name: types[name] for name in told} == told
    assert set(CARRIED) - set(types) == set()


@pytest.mark.parametrize("view", VIEWS, ids=named)
def test_a_view_has_no_column_that_is_not_written_down(records: Audited, view: View) -> None:
    real = set(relation(view.step).columns)
    assert real - set(view.facts) - {*CARRIED, "row_key"} == set()


@pytest.mark.parametrize("view", VIEWS, ids=named)
def test_no_fact_has_the_name_of_a_column_of_the_findings(view: View) -> None:
    """The findings query reads ``outcome`` over the view: a fact of that name would hide what was found."""
    assert set(view.facts) & {"rule_id", "outcome", "severity", "cause", "detail", *CARRIED, "row_key"} == set()


@pytest.mark.parametrize("view", VIEWS, ids=named)
def test_a_column_that_may_not_be_blank_never_is(records: Audited, view: View) -> None:
    never = [*KEPT, *(fact.name for fact in view.facts.values() if not fact.blank)]
    counts = ", ".join(f'count(*) FILTER (WHERE "{name}" IS NULL)' for name in never)
    found = records.database.connection.execute(f"SELECT {counts} FROM {view.step}").fetchone()
    assert {name: count for name, count in zip(never, found or (), strict=True) if count} == {}


@pytest.mark.parametrize("view", VIEWS, ids=named)
def test_a_view_holds_each_record_once(records: Audited, view: View) -> None:
    ids, keys = "DISTINCT (record_table, record_id)", "DISTINCT (record_table, row_key)"
    query = f"SELECT count(*), count({ids}), count({keys}) FROM {view.step}"
    rows, by_id, by_key = records.database.connection.execute(query).fetchone() or (0, 0, 0)
    assert rows > 0
    assert by_key == rows
    assert view.listing or by_id == rows


@pytest.mark.parametrize("view", VIEWS, ids=named)
def test_a_view_gives_the_file_and_row_that_its_record_came_from(records: Audited, view: View) -> None:
    tables = records.database.connection.execute(f"SELECT DISTINCT record_table FROM {view.step}").fetchall()
    for (table,) in tables if view.name not in UNITS else ():
        key = " || '/' || ".join(f"own.{column}" for column in declared()[table].key)
        lost = records.database.connection.execute(
            f"SELECT count(*) FROM {view.step} AS judged WHERE record_table = '{table}' AND NOT EXISTS (SELECT 1 FROM "
            f"loaded_{table} AS own WHERE {key} = judged.record_id AND own.source_row = judged.source_row "
            f"AND own.source_file = judged.source_file AND NOT own.after_as_of)"
        ).fetchone()
        assert lost == (0,)


@pytest.mark.parametrize("view", VIEWS, ids=named)
def test_every_record_of_a_whole_main_table_is_judged(records: Audited, view: View) -> None:
    """But where a view says that it holds only some: those that an event or a report can come from."""
    found = records.database.connection
    judged = dict(found.execute(f"SELECT record_table, count(*) FROM {view.step} GROUP BY 1").fetchall())
    counts = {table: (found.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,))[0] for table in view.main}
    parted = {"approvals", "access", "joint_telling", "personnel_events", "releases", "personnel", "messages"}
    parted |= {"partner_sharing", *UNITS}
    assert view.name in parted or view.listing or {table: judged[table] for table in view.main} == counts


@pytest.mark.parametrize("view", VIEWS, ids=named)
def test_a_typical_value_fits_its_column(view: View) -> None:
    kinds = {"yes_no": "bool", "code": "str", "codes": "list", "date": "date", "number": "int", "offsets": "list"}
    typical = {fact.name: fact for fact in view.facts.values() if fact.typical is not None}
    assert [name for name, fact in typical.items() if type(fact.typical).__name__ != kinds[fact.kind]] == []
    assert [fact.name for fact in view.facts.values() if fact.typical is None and not fact.blank] == []
    assert [fact.name for fact in view.facts.values() if fact.about[-1] not in ".?"] == []


@pytest.mark.parametrize("view", VIEWS, ids=named)
def test_every_column_of_a_view_is_traced_to_canonical_columns(view: View) -> None:
    for side in relation(view.step).sides:
        assert set(view.facts) | set(CARRIED) <= set(side.columns)
    untraced = [
        name
        for name in view.facts
        for side in relation(view.step).sides
        if not side.columns[name].columns and not side.columns[name].settings and name not in side.constants
    ]
    assert [name for name in untraced if len(relation(view.step).sides) == 1] == []


def test_lineage_names_only_columns_that_are_declared() -> None:
    pairs = {
        pair
        for step in steps()
        for origin in [relation(step).rows, *relation(step).columns.values()]
        for pair in origin.columns
    }
    unknown = [(table, column) for table, column in pairs if column and column not in declared()[table].columns]
    assert unknown == []
    assert not any(column.endswith(FLAGS) for _, column in pairs)


def test_every_step_is_read_by_another_or_is_a_view() -> None:
    read = {name for step in steps().values() for name in step.reads}
    assert set(steps()) - read == {view.step for view in VIEWS} - read


def test_every_view_is_read_by_some_rule_or_is_a_listing() -> None:
    assert {rule.judges for rule in rulebook().values()} == {view.name for view in VIEWS if not view.listing}


def test_a_side_that_a_rule_cannot_judge_is_left_out() -> None:
    def tables(rule_id: str) -> list[list[str]]:
        rule = rulebook()[rule_id]
        return [sorted(side.spine) for side in rule.view.sides(rule.applies_to, pack=pack_of("combined"))]

    assert tables("RET-01") == [["cases"], ["documents"]]
    assert tables("RET-03") == [["cases"]]
    assert tables("RET-05") == [["cases"], ["disposal_log"]]
    assert tables("CON-06") == [["disclosures"], ["referrals"]]


def test_a_side_without_its_tables_is_left_out() -> None:
    rule = rulebook()["RET-05"]
    assert [sorted(side.spine) for side in rule.view.sides(rule.applies_to, frozenset({"cases"}))] == [["disposal_log"]]


def about_referrals(records: Audited, pack: Pack) -> bool:
    """Whether CON-06 says of these records without their referrals that it lacks them."""
    rules = {"CON-06": rulebook()["CON-06"]}
    selection = select(rules, list(rules), pack, records.as_of, without_table(records.loaded, "referrals"))
    assert len(selection.judgements) == 1
    return "referrals" in selection.partly.get("CON-06", "")


def test_absent_referrals_are_named_where_the_pack_asks_consent_for_them(records: Audited) -> None:
    assert about_referrals(records, pack_of("manchester", referral__rule="consent"))


def test_absent_referrals_are_not_named_where_the_pack_asks_no_consent_for_them(records: Audited) -> None:
    assert not about_referrals(records, pack_of("manchester", referral__rule="none"))
