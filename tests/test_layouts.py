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
from checks.intake.load import Loaded, load
from checks.intake.tables import declared
from sample_data.layouts import LAYOUTS, shaken, written
from sample_data.layouts.charity_log.carried import cut, write_cut
from sample_data.layouts.ssda903 import LAST_DAY, returns
from tests.exports import SAMPLE, SAMPLE_AS_OF, Audited, audited, decided, pack_of

Typed = Mapping[str, Counter[tuple[object, ...]]]


def typed(export: Path, mapping: str | None = None) -> tuple[Loaded, Typed]:
    """Every table as loaded, typed and with its flags, without the places the records came from.

    A list of codes is compared as the set that the rules read: the order of its items means nothing.
    """
    with duckdb.connect() as connection:
        loaded = load(connection, export, SAMPLE_AS_OF, ["n/a"], mappings.load(mapping) if mapping else None)
        return loaded, {
            table.name: Counter(connection.execute(f"SELECT {_compared(connection, table.name)}").fetchall())
            for table in declared().values()
        }


def _compared(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    lists = [column.name for column in declared()[table].columns.values() if column.type == "codes"]
    left_out = ", ".join(["source_file", "source_row", *lists])
    return f"* EXCLUDE ({left_out}) FROM loaded_{table}"


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written("council_extract", tmp_path_factory.mktemp("council"))


@pytest.fixture(scope="module")
def charity(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written("charity_log", tmp_path_factory.mktemp("charity"))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_cut(tmp_path_factory.mktemp("kept"))


# ---- the council's extract --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def council_and_sample(council: Path) -> tuple[tuple[Loaded, Typed], tuple[Loaded, Typed]]:
    return typed(council, "council_extract"), typed(SAMPLE / "export")


@pytest.mark.parametrize("table", declared())
def test_each_table_of_the_council_extract_is_the_samples(
    council_and_sample: tuple[tuple[Loaded, Typed], tuple[Loaded, Typed]], table: str
) -> None:
    (loaded, mapped), (sample, canonical) = council_and_sample
    assert loaded.columns[table] == sample.columns[table]
    assert mapped[table].total() > 0
    assert mapped[table] - canonical[table] == canonical[table] - mapped[table] == Counter()


def test_the_council_extract_is_more_than_thirty_files_unlike_the_canonical_ones(council: Path) -> None:
    files = sorted(file.name for file in council.iterdir())
    assert len(files) == 39
    assert not {Path(file).stem.lower() for file in files} & set(declared())


def test_the_council_extract_holds_deleted_rows_and_every_one_is_left_out(council: Path) -> None:
    with (council / "CASE_EPISODE.csv").open(encoding="windows-1252", newline="") as file:
        marks = Counter(row["DEL_FLG"] for row in csv.DictReader(file, delimiter="|"))
    assert marks == {"N": 1200, "Y": 48}


@pytest.fixture(scope="module")
def council_records(council: Path) -> Iterator[Audited]:
    with audited(council, pack_of("combined"), SAMPLE_AS_OF, "council_extract") as records:
        yield records


def test_findings_on_the_council_extract_equal_the_samples_answer_key(council_records: Audited) -> None:
    found = found_in(council_records)
    with (SAMPLE / "answer_key" / "combined.csv").open(encoding="utf-8", newline="") as file:
        key = [(row["rule_id"], row["record_id"], row["outcome"], row["cause"]) for row in csv.DictReader(file)]
    assert len(key) > 1000
    assert sorted(map(decided, found)) == sorted(map(decided, key))


def found_in(records: Audited) -> list[tuple[str, str, str, str]]:
    """Every finding: rule, record, outcome and cause."""
    found = records.found(records.select().judgements)
    return [(rule, record, outcome, cause) for (rule, record), (outcome, cause) in found.items()]


# ---- the charity's log ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def log_and_kept(charity: Path, kept: Path) -> tuple[tuple[Loaded, Typed], tuple[Loaded, Typed]]:
    return typed(charity, "charity_log"), typed(kept)


@pytest.mark.parametrize("table", cut())
def test_each_table_of_the_charity_log_is_what_it_keeps_of_the_sample(
    log_and_kept: tuple[tuple[Loaded, Typed], tuple[Loaded, Typed]], table: str
) -> None:
    (loaded, mapped), (cut_down, canonical) = log_and_kept
    assert loaded.columns[table] == cut_down.columns[table]
    assert mapped[table].total() == len(cut()[table]) > 0
    assert mapped[table] - canonical[table] == canonical[table] - mapped[table] == Counter()


def test_what_the_charity_keeps_are_the_samples_own_values_but_for_ids() -> None:
    kept_values = {
        table: Counter(tuple(value for name, value in row.items() if name not in ids(table)) for row in rows)
        for table, rows in cut().items()
    }
    for table, rows in kept_values.items():
        names = [name for name in cut()[table][0] if name not in ids(table)]
        with (SAMPLE / "export" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            sample = Counter(tuple(row[name] for name in names) for row in csv.DictReader(file))
        assert rows - sample == Counter(), table


def ids(table: str) -> set[str]:
    return {column.name for column in declared()[table].columns.values() if column.type in ("id", "ids")}


def test_findings_on_the_charity_log_are_those_of_what_it_keeps_rule_by_rule(charity: Path, kept: Path) -> None:
    pack = pack_of("combined")
    with audited(charity, pack, SAMPLE_AS_OF, "charity_log") as log:
        chosen = log.select()
        found, outcomes = found_in(log), log.outcomes(chosen.judgements)
    with audited(kept, pack, SAMPLE_AS_OF) as canonical:
        assert sorted(found) == sorted(found_in(canonical))
        assert outcomes == canonical.outcomes(canonical.select().judgements)
        assert (chosen.set_aside, chosen.partly) == (canonical.select().set_aside, canonical.select().partly)
    assert len(found) > 100
    print(len(found), Counter(r[0] for r in found), len(chosen.set_aside), len(chosen.judgements))
    judged = {rule for rule, records in outcomes.items() if set(records.values()) - {"out_of_scope"}}
    assert {"CON-01", "RAT-01", "RET-01"} <= judged


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
def test_a_layout_is_written_the_same_each_time(layout: str, tmp_path: Path) -> None:
    one, other = (written(layout, tmp_path / name) for name in ("one", "other"))
    assert {file.name: file.read_bytes() for file in one.iterdir()} == {
        file.name: file.read_bytes() for file in other.iterdir()
    }


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
