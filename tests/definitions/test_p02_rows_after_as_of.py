"""P2, rows after as_of: which rows are out, which dates are read as blank, and what looks ahead."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import duckdb
import pytest

import checks
from checks.intake.load import load
from checks.intake.tables import declared
from checks.policy import packs
from tests.definitions.told import ABSENT, AS_OF, DAY, Row, Told, case, share, tell
from tests.exports import pack_of, write_export

pytestmark = pytest.mark.engine
TODAY, TOMORROW = "2026-10-31", "2026-11-01"

# The one date that places a row of each table in time. The register of policies is in no list of the definitions;
# GOV-01 says that a policy approved later does not exist.
EVENTS = {
    "cases": "opened_on", "disclosures": "disclosed_at", "decisions": "decided_at", "authorisations": "held_at",
    "safeguarding_concerns": "raised_at", "contacts": "started_at", "joint_working": "started_on",
    "staff": "started_on", "information_requests": "received_at", "subject_access_requests": "received_at",
    "programme_events": "event_on", "group_attendance": "held_on", "referrals": "made_on", "documents": "created_on",
    "disposal_log": "disposed_on", "file_movements": "taken_at", "access_log": "at", "notices": "given_on",
    "training": "completed_on", "applicants": "applied_on", "committee_papers": "meeting_on",
    "incidents": "occurred_on", "attestations": "attested_on", "safe_contacts": "confirmed_on",
    "sharing_agreements": "signed_on", "access_grants": "starts_on", "policy_register": "approved_on",
}  # fmt: skip
IN_ORDER = {"consents": ("given_on", "sought_on", "ended_on")}
NONE = {"people", "case_people", "agencies", "storage_locations"}


def looks_ahead(table: str, column: str) -> bool:
    """The columns that may lie after the run date, by their names."""
    if column in ("ends_on", "left_on", "ended_on") or (table, column) == ("information_requests", "closed_on"):
        return True
    return "review" in column or "due" in column


OTHERS = [
    (name, column.name)
    for name, table in declared().items()
    for column in table.columns.values()
    if column.type in ("date", "datetime") and column.name not in table.event and name not in IN_ORDER
]


def row_of(table: str, record: str, **own: str) -> Row:
    key = declared()[table].key
    return {**dict.fromkeys(key, record), **own} if key else {"case_id": record, **own}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Rows of every table: with their event on the run day, in its last second, the day after, and blank; and with
    each other date on the run day and the day after."""
    tables: dict[str, list[Row]] = {table: [] for table in declared()}
    for table, column in EVENTS.items():
        days = {"today": TODAY, "tomorrow": TOMORROW, "blank": "", "unreadable": "soon"}
        if declared()[table].columns[column].type == "datetime":
            days |= {"last second": f"{TODAY}T23:59:59.9", "midnight": f"{TOMORROW}T00:00"}
        tables[table] += [row_of(table, record, **{column: day}) for record, day in days.items()]
    for table, column in OTHERS:
        tables[table] += [row_of(table, f"{column} {day}", **{column: day}) for day in (TODAY, TOMORROW)]
    with duckdb.connect() as connection:
        load(connection, write_export(tables, tmp_path_factory.mktemp("rows")), AS_OF, ())
        yield connection


def records(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> dict[str, object]:
    key = (*declared()[table].key, "case_id")[0]
    return dict(connection.execute(f'SELECT "{key}", CAST("{column}" AS DATE) FROM "{table}"').fetchall())


def test_every_table_is_placed_in_time_by_its_event_date() -> None:
    placed = {name: table.event for name, table in declared().items()}
    expected = {table: (column,) for table, column in EVENTS.items()} | IN_ORDER | dict.fromkeys(NONE, ())
    assert placed == expected


@pytest.mark.parametrize("table", EVENTS)
def test_a_row_is_out_the_day_after_the_run_date_and_a_blank_one_stays(
    loaded: duckdb.DuckDBPyConnection, table: str
) -> None:
    found = records(loaded, table, EVENTS[table])
    assert found["today"] == AS_OF
    assert found.get("last second", AS_OF) == AS_OF
    assert (found["blank"], found["unreadable"]) == (None, None)
    assert {"tomorrow", "midnight"} & set(found) == set()


@pytest.mark.parametrize(("table", "column"), OTHERS, ids=lambda part: part)
def test_any_other_date_after_it_is_blank_unless_it_looks_ahead(
    loaded: duckdb.DuckDBPyConnection, table: str, column: str
) -> None:
    found = records(loaded, table, column)
    assert found[f"{column} {TODAY}"] == AS_OF
    assert found[f"{column} {TOMORROW}"] == (date(2026, 11, 1) if looks_ahead(table, column) else None)


CONSENTS = {
    "A": ({"given_on": TOMORROW, "sought_on": DAY}, False),
    "B": ({"sought_on": TOMORROW, "ended_on": DAY}, False),
    "C": ({"ended_on": TOMORROW}, False),
    "D": ({"given_on": TODAY, "sought_on": TOMORROW, "ended_on": TOMORROW}, True),
    "E": ({"given_on": "31/02/2026", "sought_on": TOMORROW}, False),
    "F": ({}, True),
    "G": ({"sought_on": TODAY, "ended_on": TOMORROW}, True),
    "H": ({"given_on": "soon"}, True),
}


def test_a_consent_is_placed_by_the_first_of_its_dates_that_is_filled_and_readable(tmp_path: Path) -> None:
    rows = [{"consent_id": record, **dates} for record, (dates, _) in CONSENTS.items()]
    with duckdb.connect() as connection:
        load(connection, write_export({"consents": rows}, tmp_path), AS_OF, ())
        found = connection.execute("SELECT consent_id, sought_on, ended_on FROM consents ORDER BY 1").fetchall()
    assert [row[0] for row in found] == [record for record, (_, stays) in CONSENTS.items() if stays]
    assert found[0] == ("D", None, date(2026, 11, 1))


CONSENT = {
    "consent_id": "CO#", "subject_id": "P#", "status": "given", "given_on": DAY, "recipient_agency_id": "AG1",
    "info_categories": "identity",
}  # fmt: skip
REFUSAL = CONSENT | {"consent_id": "CO#-no", "status": "refused", "given_on": ""}
SHARED = {"disclosures": [share(decision_id="DE#", disclosed_at=TODAY)]}
INSIDE = [share(recipient_kind="staff_member", recipient_person_id="S#", disclosed_at=TODAY)]


def covered(expected: bool, *consents: Row) -> Told:
    return Told("disclosures.covered", expected, {**SHARED, "consents": consents})


EVIDENCE = {
    "a disclosure of tomorrow is not judged": Told(
        "disclosures.external", ABSENT, {"disclosures": [share(disclosed_at=TOMORROW)]}
    ),
    "one on no known day is": Told("disclosures.external", True, {"disclosures": [share(disclosed_at="")]}),
    "a decision of tomorrow is not there": Told(
        "disclosures.decision_found", False, {**SHARED, "decisions": [{"decision_id": "DE#", "decided_at": TOMORROW}]}
    ),
    "one of today is": Told(
        "disclosures.decision_found", True, {**SHARED, "decisions": [{"decision_id": "DE#", "decided_at": TODAY}]}
    ),
    "a refusal of tomorrow ends no consent": covered(True, CONSENT, REFUSAL | {"sought_on": TOMORROW}),
    "one of today does": covered(False, CONSENT, REFUSAL | {"sought_on": TODAY}),
    "an end that lies ahead is no end yet": covered(True, CONSENT | {"ended_on": TOMORROW}),
    "nor is a withdrawal": covered(True, CONSENT | {"status": "withdrawn", "ended_on": TOMORROW}),
    "a worker of tomorrow is nobody": Told(
        "disclosures.recipient_inside", False,
        {"disclosures": INSIDE, "staff": [{"staff_id": "S#", "worker_type": "employee", "started_on": TOMORROW}]},
    ),
    "a worker who leaves tomorrow is somebody": Told(
        "disclosures.recipient_inside", True,
        {"disclosures": INSIDE, "staff": [{"staff_id": "S#", "worker_type": "employee", "left_on": TOMORROW}]},
    ),
    "a case closed tomorrow is not closed": Told(
        "retention.closed_on", None, {"cases": [case(closed_on=TOMORROW)]}, "C#"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    pack = pack_of("combined", inside_worker_types=["employee"])
    return tell(EVIDENCE, tmp_path_factory.mktemp("evidence"), pack)


@pytest.mark.parametrize("sentence", EVIDENCE)
def test_a_row_that_is_out_is_neither_judged_nor_evidence(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] == EVIDENCE[sentence].expected


def test_the_gate_reports_both(tmp_path: Path) -> None:
    days = [TOMORROW, "2027-01-01", TODAY, ""]
    cases = [{"case_id": f"C{place}", "opened_on": day} for place, day in enumerate(days)]
    cases.append({"case_id": "C9", "opened_on": TODAY, "closed_on": TOMORROW, "retention_review_on": TOMORROW})
    folder = write_export({"cases": cases}, tmp_path)
    given = packs.examples("combined")
    audit = checks.check(folder, pack="combined", as_of=AS_OF, settings=given, rules=["RET-05"])
    told = audit.gate[audit.gate["problem"].isin(["after_as_of", "future_date"])]
    assert sorted(told.to_numpy().tolist()) == [
        ["cases", "closed_on", "future_date", 1, "6"],
        ["cases", "opened_on", "after_as_of", 2, "2;3"],
    ]
    assert audit.sources["records"].tolist() == [5]
