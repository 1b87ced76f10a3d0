"""Every row is accounted for, whatever a mapping does to it: checked against a reckoning in plain Python."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.errors import ExportError
from checks.intake.accounts import Account
from checks.intake.conversions import register_functions
from checks.intake.mapped import records
from checks.intake.mapped.headings import PartRead
from checks.intake.mapping import Mapping
from checks.intake.pieces import TextTable
from checks.intake.raws import Raw
from checks.intake.tables import declared

HEADINGS = ("Ref", "Kind", "Worker", "To 1", "How 1", "To 2", "How 2", "Seen by")
STAFF = ("Initials", "No")
CELL = st.sampled_from(["", "a", "b", " a", "a;b", ";", "b; ;a", "x"])
Row = dict[str, str]


@dataclass(frozen=True)
class Given:
    """An export of two files, and what the mapping does with their rows."""

    files: list[list[Row]]
    staff: list[Row]
    where: bool
    join: bool
    each: bool
    split: str
    group: bool
    last: bool
    per_key: bool


@st.composite
def exports(draw: st.DrawFn) -> Given:
    row = st.fixed_dictionaries(dict.fromkeys(HEADINGS, CELL))
    staff = st.lists(st.fixed_dictionaries({"Initials": st.sampled_from(["", "a", "b", "x"]), "No": CELL}), max_size=4)
    flag = st.booleans()
    return Given(
        draw(st.lists(st.lists(row, max_size=5), min_size=1, max_size=2)),
        draw(staff.map(lambda rows: list({r["Initials"] or n: r for n, r in enumerate(rows)}.values()))),
        draw(flag),
        draw(flag),
        draw(flag),
        draw(st.sampled_from(["", "column", "each"])),
        draw(flag),
        draw(flag),
        draw(flag),
    )


def mapping_of(given: Given) -> dict[str, Any]:
    """The mapping that does what was drawn."""
    split = given.split if given.split != "each" or given.each else ""
    name: Any = {"item": True} if split else {"each": "to"} if given.each else "Seen by"
    table: dict[str, Any] = {
        "files": ["one.csv", "two.csv"],
        "columns": {"disclosure_id": "Ref", "recipient_name": name, "what_shared": {"last": ["Kind"]}},
    }
    table["columns"]["purpose"] = "Kind"
    if given.where:
        table["where"] = "Kind <> 'x'"
    if given.join:
        table["join"] = {"w": {"from": "staff", "on": {"Worker": "Initials"}}}
        table["columns"]["disclosed_by"] = "w.No"
    if given.each:
        table["each"] = [{"to": "To 1", "how": "How 1"}, {"to": "To 2", "how": "How 2"}]
    if split:
        table["split"] = {"column": "Seen by", "by": ";"} if split == "column" else {"each": "to", "by": ";"}
    if given.group:
        table |= {"one_record_per": "Ref", "keep": "last" if given.last else "first"}
    if given.per_key:
        table["one_record_per_key"] = "first"
    return {"sources": {"staff": {"files": "staff.csv"}}, "tables": {"disclosures": table}}


def reckoned(given: Given) -> tuple[Counter[tuple[object, ...]], list[Account]]:
    """The records and the accounts, by hand."""
    made = [list(_made(given, rows, place)) for place, rows in enumerate(given.files)]
    records = [record for each in made for record in each]
    if given.group:
        records = _grouped(records, given.last)
    if given.per_key:
        seen: dict[object, dict[str, object]] = {}
        for record in records:
            seen.setdefault(record["key"] or object(), record)
        records = list(seen.values())
    accounts = []
    for place, rows in enumerate(given.files):
        left_out = sum(given.where and row["Kind"].strip() == "x" for row in rows)
        kept = sum(record["place"] == place for record in records)
        file = ("one.csv", "two.csv")[place]
        accounts.append(
            Account("disclosures", file, len(rows), left_out, len(made[place]), len(made[place]) - kept, kept)
        )
    if given.join:
        accounts.append(Account("disclosures", "staff.csv", len(given.staff), 0, 0, 0, 0, len(given.staff)))
    shown = Counter((r["place"], r["row"], r["key"], r["to"], r["last"], r["kind"], r["by"]) for r in records)
    return shown, accounts


def _made(given: Given, rows: list[Row], place: int) -> Iterator[dict[str, object]]:
    numbers = {row["Initials"].strip(): row["No"].strip() for row in given.staff if row["Initials"].strip()}
    for number, row in enumerate(rows, 2):
        kind, worker = row["Kind"].strip(), row["Worker"].strip()
        if given.where and kind == "x":
            continue
        by = numbers.get(worker) if given.join and worker else None
        for to in _cells(given, row):
            yield {
                "place": place, "row": number, "key": row["Ref"].strip() or None, "to": to.strip() or None,
                "kind": kind or None, "last": kind or None, "by": by or None,
            }  # fmt: skip


def _cells(given: Given, row: Row) -> Iterator[str]:
    sets = [(row["To 1"], row["How 1"]), (row["To 2"], row["How 2"])] if given.each else [(row["Seen by"], "x")]
    split = given.split if given.split != "each" or given.each else ""
    for to, how in sets:
        if not to.strip() and not how.strip():
            continue
        if not split:
            yield to
            continue
        cell = row["Seen by"] if split == "column" else to
        yield from (item for item in cell.split(";") if item.strip())


def _grouped(made: list[dict[str, object]], last: bool) -> list[dict[str, object]]:
    groups: dict[object, list[dict[str, object]]] = {}
    for record in made:
        groups.setdefault(record["key"] or object(), []).append(record)
    whole = []
    for group in groups.values():
        kept = group[-1] if last else group[0]
        place = {"place": group[0]["place"], "row": group[0]["row"], "last": group[-1]["last"]}
        whole.append({**kept, **place})
    return whole


def raw(connection: duckdb.DuckDBPyConnection, file: str, rows: list[Row], headings: tuple[str, ...]) -> Raw:
    """Rows as a reader leaves them."""
    relation = "raw_" + file.partition(".")[0]
    columns = ", ".join(f"c{place} VARCHAR" for place in range(len(headings)))
    connection.execute(f"CREATE OR REPLACE TABLE {relation} ({columns}, source_row INTEGER)")
    marks = ", ".join("?" * (len(headings) + 1))
    for number, row in enumerate(rows, 2):
        connection.execute(f"INSERT INTO {relation} VALUES ({marks})", [*(row[h] for h in headings), number])
    return Raw(file, relation, TextTable(headings, "utf-8", (), {"record": len(rows)}))


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as opened:
        register_functions(opened)
        yield opened


@settings(max_examples=60, deadline=None)
@given(exports())
def test_records_and_accounts_are_what_a_person_would_reckon(
    connection: duckdb.DuckDBPyConnection, given: Given
) -> None:
    mapping = Mapping.model_validate(mapping_of(given))
    source, table = mapping.tables["disclosures"], declared()["disclosures"]
    files = [
        raw(connection, file, rows, HEADINGS) for file, rows in zip(("one.csv", "two.csv"), given.files, strict=False)
    ]
    joined = {"w": [raw(connection, "staff.csv", given.staff, STAFF)]} if given.join else {}
    made = records.make(connection, table, source, [PartRead("disclosures", 0, source, files, joined, mapping)], False)
    by = "disclosed_by" if given.join else "NULL"
    found = connection.execute(
        "SELECT CASE source_file WHEN 'one.csv' THEN 0 ELSE 1 END, source_row, trim(disclosure_id), "
        f"nullif(trim(recipient_name), ''), nullif(trim(what_shared), ''), nullif(trim(purpose), ''), "
        f"nullif(trim({by}), '') FROM texts"
    ).fetchall()
    shown, accounts = reckoned(given)
    blank_keys = Counter((place, row, key or None, *rest) for place, row, key, *rest in found)
    try:
        assert blank_keys == shown
        assert list(made.account(len(found))) == accounts
        for account in accounts:
            assert account.rows - account.left_out >= 0
            assert account.made - account.merged == account.records
    finally:
        made.drop()


def test_a_record_that_went_missing_on_the_way_stops_the_run(connection: duckdb.DuckDBPyConnection) -> None:
    mapping = Mapping.model_validate({"tables": {"cases": {"files": "a.csv", "columns": {"case_id": "Initials"}}}})
    source = mapping.tables["cases"]
    read = raw(connection, "a.csv", [{"Initials": "a", "No": ""}, {"Initials": "b", "No": ""}], STAFF)
    made = records.make(
        connection, declared()["cases"], source, [PartRead("cases", 0, source, [read], {}, mapping)], False
    )
    with pytest.raises(ExportError, match=r"^a\.csv: 2 records are there and 1 could be read\. Export it again\.$"):
        made.account(1)
    made.drop()


def test_a_row_that_a_reader_counted_and_the_table_lacks_stops_the_run(connection: duckdb.DuckDBPyConnection) -> None:
    text = {"files": "a.csv", "where": "No = ''", "columns": {"case_id": "Initials"}}
    mapping = Mapping.model_validate({"tables": {"cases": text}})
    read = raw(connection, "a.csv", [{"Initials": "a", "No": ""}], STAFF)
    short = Raw(read.file, read.relation, TextTable(STAFF, "utf-8", (), {"record": 3}))
    part = PartRead("cases", 0, mapping.tables["cases"], [short], {}, mapping)
    made = records.make(connection, declared()["cases"], mapping.tables["cases"], [part], False)
    with pytest.raises(ExportError, match=r"^a\.csv: 3 records are there and 1 could be read"):
        made.account(1)
    made.drop()
