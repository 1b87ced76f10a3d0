"""The shipped layouts: what comes out of them through their mappings is the sample, record by record."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import accumulate
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from checks.intake import mapping as mappings
from checks.intake.load import load
from checks.intake.tables import declared
from sample_data.layouts import LAYOUTS, shaken, written
from sample_data.layouts.charity_log.carried import cut, names, write_cut
from sample_data.layouts.ssda903 import LAST_DAY, returns
from tests.exports import SAMPLE, SAMPLE_AS_OF, Audited, audited, decided, pack_of

pytestmark = pytest.mark.whole

Finding = tuple[str, str, str, str]
Typed = Mapping[str, Counter[tuple[object, ...]]]
PACK = pack_of("combined")


def typed(connection: duckdb.DuckDBPyConnection) -> Typed:
    """Every table as loaded, typed and with its flags, without the places the records came from.

    A list of codes is compared as the set that the rules read: the order of its items means nothing.
    """
    return {table: Counter(connection.execute(f"SELECT {_compared(table)}").fetchall()) for table in declared()}


def _compared(table: str) -> str:
    lists = [column.name for column in declared()[table].columns.values() if column.type == "codes"]
    return f"* EXCLUDE ({', '.join(['source_file', 'source_row', *lists])}) FROM loaded_{table}"


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written("council_extract", tmp_path_factory.mktemp("council"))


@pytest.fixture(scope="module")
def charity(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written("charity_log", tmp_path_factory.mktemp("charity"))


# ---- the council's extract --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def council_records(council: Path) -> Iterator[Audited]:
    with audited(council, PACK, SAMPLE_AS_OF, "council_extract") as records:
        yield records


def test_each_table_of_the_council_extract_is_the_samples(council_records: Audited) -> None:
    with duckdb.connect() as connection:
        sample = load(connection, SAMPLE / "export", SAMPLE_AS_OF, PACK.items("rationale.placeholders"))
        canonical = typed(connection)
    assert council_records.loaded.columns == sample.columns
    assert council_records.loaded.records == sample.records
    assert differing(typed(council_records.database.connection), canonical) == {}


def differing(one: Typed, other: Typed) -> dict[str, Counter[tuple[object, ...]]]:
    """The tables that differ, with the records that only one of the two has."""
    found = {table: (one[table] - other[table]) + (other[table] - one[table]) for table in declared()}
    return {table: records for table, records in found.items() if records}


def test_findings_on_the_council_extract_equal_the_samples_answer_key(council_records: Audited) -> None:
    key = answer_key()
    assert len(key) > 1000
    assert sorted(map(decided, found_in(council_records))) == sorted(map(decided, key))


def answer_key() -> list[Finding]:
    """What the rules must find in the sample: rule, record, outcome and cause."""
    with (SAMPLE / "answer_key" / "combined.csv").open(encoding="utf-8", newline="") as file:
        return [(row["rule_id"], row["record_id"], row["outcome"], row["cause"]) for row in csv.DictReader(file)]


def found_in(records: Audited) -> list[Finding]:
    """The same of an audit."""
    found = records.found(records.select().judgements)
    return [(rule, record, outcome, cause) for (rule, record), (outcome, cause) in found.items()]


def test_the_council_extract_is_more_than_thirty_files_unlike_the_canonical_ones(council: Path) -> None:
    files = sorted(file.name for file in council.iterdir())
    assert len(files) == 39
    assert not {Path(file).stem.lower() for file in files} & set(declared())


def test_the_council_extract_holds_deleted_rows_and_every_one_is_left_out(
    council: Path, council_records: Audited
) -> None:
    with (council / "CASE_EPISODE.csv").open(encoding="windows-1252", newline="") as file:
        marks = Counter(row["DEL_FLG"] for row in csv.DictReader(file, delimiter="|"))
    (account,) = [account for account in council_records.loaded.accounts if account.file == "CASE_EPISODE.csv"]
    assert marks == {"N": 1200, "Y": 48}
    assert (account.rows, account.left_out, account.records) == (1248, 48, 1200)


# ---- the charity's log ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def log_records(charity: Path) -> Iterator[Audited]:
    with audited(charity, PACK, SAMPLE_AS_OF, "charity_log") as records:
        yield records


@pytest.fixture(scope="module")
def kept_records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    with audited(write_cut(tmp_path_factory.mktemp("kept")), PACK, SAMPLE_AS_OF) as records:
        yield records


def test_each_table_of_the_charity_log_is_what_it_keeps_of_the_sample(
    log_records: Audited, kept_records: Audited
) -> None:
    log, kept = log_records.loaded, kept_records.loaded
    assert log.columns == kept.columns
    assert log.records == kept.records == {table: len(cut().get(table, ())) for table in declared()}
    assert differing(*(typed(records.database.connection) for records in (log_records, kept_records))) == {}


def test_what_the_charity_keeps_are_the_samples_own_values_but_for_ids() -> None:
    for table, rows in cut().items():
        columns = declared()[table].columns
        names = [name for name in rows[0] if columns[name].type not in ("id", "ids")]
        with (SAMPLE / "export" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            sample = Counter(tuple(row[name] for name in names) for row in csv.DictReader(file))
        assert Counter(tuple(row[name] for name in names) for row in rows) - sample == Counter(), table


def test_the_charity_log_and_what_it_keeps_are_judged_alike_rule_by_rule(
    log_records: Audited, kept_records: Audited
) -> None:
    one, other = log_records.select(), kept_records.select()
    outcomes = log_records.outcomes(one.judgements)
    assert outcomes == kept_records.outcomes(other.judgements)
    assert (one.set_aside, one.partly) == (other.set_aside, other.partly)
    assert sorted(found_in(log_records)) == sorted(found_in(kept_records))
    judged = {rule for rule, records in outcomes.items() if set(records.values()) - {"out_of_scope"}}
    assert len(judged) == 34
    assert {"CON-01", "DIS-01", "RAT-01", "REC-01", "SAF-01", "SCN-01", "STF-01"} <= judged


def test_whatever_is_found_in_the_charity_log_is_in_the_samples_answer_key(log_records: Audited) -> None:
    found = [finding for finding in found_in(log_records) if finding[2] != "undecided"]
    ours = {(rule, log_id(record), outcome, cause) for rule, record, outcome, cause in answer_key()}
    assert len(found) > 50
    assert [finding for finding in found if finding not in ours] == []


def test_of_the_key_two_records_are_missed_in_the_log_because_tables_are_lost_and_the_rules_say_so(
    log_records: Audited,
) -> None:
    selection = log_records.select()
    outcomes = log_records.outcomes(selection.judgements)
    key = [(rule, log_id(record), outcome) for rule, record, outcome, _ in answer_key()]
    known = [(rule, record, outcome) for rule, record, outcome in key if record in outcomes.get(rule, {})]
    missed = [rule for rule, record, outcome in known if outcomes[rule][record] not in (outcome, "undecided")]
    assert sorted(missed) == ["DIS-06", "DIS-09"]
    assert set(missed) <= set(selection.partly)


def log_id(record: str) -> str:
    """The id that the log gives a record of the sample."""
    return names().get(record, record)


# ---- the return of looked-after children ------------------------------------------------------------------------


def test_the_invented_return_arrives_whole(tmp_path: Path) -> None:
    rows = returns()
    children = {row["CHILD"] for file in rows for row in rows[file]}
    cared_for = {row["CHILD"] for row in rows["episodes.csv"]}
    with duckdb.connect() as connection:
        export = written("ssda903", tmp_path)
        loaded = load(connection, export, LAST_DAY, [], mappings.load("ssda903"))
        cases = connection.execute("SELECT case_id, opened_on, closed_on, status, looked_after FROM cases").fetchall()
    assert (loaded.records["people"], loaded.records["cases"]) == (len(children), len(cared_for))
    assert sorted(cases) == sorted(reckoned(child) for child in cared_for)


def reckoned(child: str) -> tuple[str, date, date | None, str, str]:
    """A child's case, worked out from the episodes by hand."""
    own = [row for row in returns()["episodes.csv"] if row["CHILD"] == child]
    first, last = min(own, key=lambda row: day(row["DECOM"])), max(own, key=lambda row: day(row["DECOM"]))
    ended = last["REC"] not in ("", "X1")
    closed = day(last["DEC"]) if ended else None
    return child, day(first["DECOM"]), closed, "closed" if ended else "open", "no" if ended else "yes"


def day(written_day: str) -> date:
    return date(*map(int, reversed(written_day.split("/"))))


# ---- all of them ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_written_the_same_each_time(layout: str, council: Path, charity: Path, tmp_path: Path) -> None:
    before = {"council_extract": council, "charity_log": charity}.get(layout) or written(layout, tmp_path / "before")
    assert bytes_of(written(layout, tmp_path / "again")) == bytes_of(before)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_shaken_extract_has_the_same_columns_in_another_order_under_other_names(
    council: Path, tmp_path: Path
) -> None:
    other = shaken("council_extract", tmp_path, 5)
    assert not {file.name for file in council.iterdir()} & {file.name for file in other.iterdir()}
    assert columns_of(council) == columns_of(other)
    assert first_headings(council) != first_headings(other)


def columns_of(folder: Path) -> Counter[frozenset[tuple[str, ...]]]:
    """Each file as the set of its columns, heading and values."""
    return Counter(frozenset(zip(*lines, strict=True)) for lines in lines_of(folder))


def first_headings(folder: Path) -> set[str]:
    return {lines[0][0] for lines in lines_of(folder)}


def lines_of(folder: Path) -> list[list[list[str]]]:
    found = []
    for file in folder.iterdir():
        utf16 = file.read_bytes()[:2] in (b"\xff\xfe", b"\xfe\xff")
        text = file.read_text("utf-16" if utf16 else "windows-1252")
        found.append(list(csv.reader(text.splitlines(), delimiter="|" if "|" in text.partition("\n")[0] else ",")))
    return found


def test_a_shaken_log_has_the_same_columns_in_another_order_under_other_names(charity: Path, tmp_path: Path) -> None:
    plain, other = sheets_of(charity), sheets_of(shaken("charity_log", tmp_path, 5))
    shared = {"Lists", "Old"}
    assert set(plain) & set(other) == shared
    headings = Counter(frozenset(found) for name, found in plain.items() if name not in shared)
    assert headings == Counter(frozenset(found) for name, found in other.items() if name not in shared)
    assert {tuple(found) for found in plain.values()} & {tuple(found) for found in other.values()} == {
        tuple(plain[name]) for name in shared
    }


def sheets_of(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """The headings of each sheet, with the group above them on the sheet that has groups."""
    (file,) = folder.iterdir()
    book = CalamineWorkbook.from_path(file)
    found = {}
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if len(rows) > 3 and rows[3][1] and "PRIVATE" in str(rows[0][0]):
            groups = list(accumulate(map(str, rows[2]), lambda before, group: group or before))
            found[name] = list(zip(groups, map(str, rows[3]), strict=True))
        else:
            found[name] = [("", str(heading)) for heading in rows[0]]
    return found
