"""Reading Parquet: real types become the words a CSV would hold, and a damaged file is refused by name."""

import random
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from checks.errors import ExportError
from checks.intake.load import load
from checks.intake.pieces import Options, Piece
from checks.intake.readers import parquet_files

AS_OF = date(2026, 3, 31)
Rows = list[tuple[object, ...]]


def write(folder: Path, query: str, file: str = "cases.parquet", options: str = "") -> Path:
    path = folder / file
    with duckdb.connect() as connection:
        quoted = str(path).replace("'", "''")
        connection.execute(f"COPY ({query}) TO '{quoted}' (FORMAT parquet{options})")
    return path


def texts(folder: Path, expression: str) -> list[str | None]:
    """What one column of a file arrives as."""
    path = write(folder, f"SELECT {expression} AS x")
    with duckdb.connect() as connection:
        parquet_files.read(connection, Piece(path.name, "parquet", path), "t", Options())
        return [row[0] for row in connection.execute("SELECT c0 FROM t ORDER BY source_row").fetchall()]


def loaded(folder: Path, query: str) -> Rows:
    with duckdb.connect() as connection:
        load(connection, folder, AS_OF, ["n/a"])
        return list(connection.execute(query).fetchall())


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("DATE '2026-03-05'", "2026-03-05"),
        ("TIMESTAMP '2026-03-05 10:00:00'", "2026-03-05 10:00:00"),
        ("TIMESTAMP_NS '2026-03-05 10:00:00.123456789'", "2026-03-05 10:00:00.123456789"),
        ("TIMESTAMP_MS '2026-03-05 10:00:00'", "2026-03-05 10:00:00"),
        ("true", "yes"),
        ("false", "no"),
        ("NULL::BOOLEAN", None),
        ("NULL::DATE", None),
        ("17::DOUBLE", "17"),
        ("17::FLOAT", "17"),
        ("1.5::DOUBLE", "1.5"),
        ("'nan'::DOUBLE", "nan"),
        ("123456789012345678::DOUBLE", "1.2345678901234568e+17"),
        ("17.00::DECIMAL(9,2)", "17"),
        ("17.50::DECIMAL(9,2)", "17.50"),
        ("9007199254740993::BIGINT", "9007199254740993"),
        ("200::UTINYINT", "200"),
        ("'yes'::ENUM('yes', 'no')", "yes"),
        ("['health', 'address']", "health;address"),
        ("['health', NULL]", "health"),
        ("[1, 2]", "1;2"),
        ("[]::VARCHAR[]", ""),
        ("uuid '00000000-0000-0000-0000-00000000000a'", "00000000-0000-0000-0000-00000000000a"),
    ],
)
def test_each_type_arrives_as_a_csv_would_write_it(tmp_path: Path, expression: str, text: str | None) -> None:
    assert texts(tmp_path, expression) == [text]


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("{'a': 1}", "holds nested data"),
        ("MAP {'a': 1}", "holds nested data"),
        ("[[1]]", "holds nested data"),
        ("[{'a': 1}]", "holds nested data"),
        ("'a'::BLOB", "holds bytes"),
    ],
)
def test_nested_data_and_bytes_are_refused_by_column(tmp_path: Path, expression: str, said: str) -> None:
    write(tmp_path, f"SELECT 'C1' AS case_id, {expression} AS hold_reason")
    with pytest.raises(ExportError, match=rf"^cases\.parquet column hold_reason {said}"):
        loaded(tmp_path, "SELECT 1")


def test_real_types_are_typed_as_their_words_would_be(tmp_path: Path) -> None:
    write(
        tmp_path,
        "SELECT 7::DOUBLE AS case_id, DATE '2026-03-05' AS opened_on, true AS evidence_hold, 'OPEN' AS status, "
        "TIMESTAMP '2026-03-06 00:00:00' AS closed_on",
    )
    query = "SELECT case_id, opened_on, evidence_hold, status, closed_on, source_file, source_row FROM cases"
    days = (date(2026, 3, 5), date(2026, 3, 6))
    assert loaded(tmp_path, query) == [("7", days[0], "yes", "open", days[1], "cases.parquet", 2)]


def test_a_timestamp_keeps_its_time_and_one_with_a_zone_is_blank_and_flagged(tmp_path: Path) -> None:
    write(tmp_path, "SELECT 'D1' AS decision_id, TIMESTAMP '2026-03-05 10:00:01.9' AS decided_at", "decisions.parquet")
    write(
        tmp_path,
        "SELECT 'S1' AS disclosure_id, '2026-03-05 10:00:00+00'::TIMESTAMPTZ AS disclosed_at",
        "disclosures.parquet",
    )
    moment = loaded(tmp_path, "SELECT decided_at, decided_at__timed, decided_at__bad FROM loaded_decisions")
    assert moment == [(datetime(2026, 3, 5, 10, 0, 1), True, False)]
    assert loaded(tmp_path, "SELECT disclosed_at, disclosed_at__bad FROM loaded_disclosures") == [(None, True)]


def test_a_list_column_is_decoded_as_a_list_of_codes(tmp_path: Path) -> None:
    write(tmp_path, "SELECT 'S1' AS disclosure_id, ['health', 'gossip'] AS info_categories", "disclosures.parquet")
    query = "SELECT info_categories, info_categories__bad FROM loaded_disclosures"
    assert loaded(tmp_path, query) == [("health", True)]


def test_records_are_numbered_over_row_groups_as_a_csv_would_number_them(tmp_path: Path) -> None:
    write(tmp_path, "SELECT 'C' || (i + 2) AS case_id FROM range(7000) r(i)", options=", ROW_GROUP_SIZE 2048")
    query = "SELECT count(*), count(DISTINCT source_row), min(source_row), max(source_row), "
    query += "count(*) FILTER (WHERE case_id = 'C' || source_row) FROM cases"
    assert loaded(tmp_path, query) == [(7000, 7000, 2, 7001, 7000)]


def test_no_records_are_no_records(tmp_path: Path) -> None:
    write(tmp_path, "SELECT 'C1' AS case_id WHERE false")
    assert loaded(tmp_path, "SELECT count(*) FROM cases") == [(0,)]


def test_headings_are_read_in_any_case_and_without_the_spaces_around_them(tmp_path: Path) -> None:
    write(tmp_path, "SELECT 'C1' AS \" Case_ID \", 'open' AS \"STATUS\"")
    assert loaded(tmp_path, "SELECT case_id, status FROM cases") == [("C1", "open")]


def test_a_heading_twice_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "SELECT 'C1' AS case_id, 'C2' AS \" case_id\"")
    with pytest.raises(ExportError, match="two columns headed case_id"):
        loaded(tmp_path, "SELECT 1")


def test_the_readers_own_heading_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "SELECT 'C1' AS case_id, 5 AS file_row_number")
    with pytest.raises(ExportError, match="a column headed file_row_number"):
        loaded(tmp_path, "SELECT 1")


@pytest.mark.parametrize("folder", ["a[b]c", "sp ace é", "status=closed", "it's"])
def test_any_folder_name_is_read_as_it_stands(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    write(tmp_path, "SELECT 'C1' AS case_id").rename(tmp_path / folder / "cases.parquet")
    assert loaded(tmp_path / folder, "SELECT case_id, status FROM cases") == [("C1", None)]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"case_id\nC1\n", b"PAR1" + b"\x00" * 100 + b"PAR1"])
def test_what_is_no_parquet_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "cases.parquet").write_bytes(content)
    with pytest.raises(ExportError, match=r"^cases\.parquet cannot be read as Parquet\."):
        loaded(tmp_path, "SELECT 1")


def test_a_damaged_file_is_read_or_refused_and_never_quoted(tmp_path: Path) -> None:
    query = "SELECT 'C' || i AS case_id, 'canary ' || (i * 7919 % 1000) AS hold_reason, DATE '2020-01-01' AS opened_on"
    path = write(tmp_path, f"{query} FROM range(400) r(i)")
    good, generator, told = path.read_bytes(), random.Random(3), []
    for _ in range(60):
        bad = bytearray(good)
        for _ in range(generator.choice([1, 4])):
            bad[generator.randrange(len(bad))] = generator.randrange(256)
        path.write_bytes(bad[: generator.randrange(len(bad))] if generator.random() < 0.2 else bad)
        try:
            assert loaded(tmp_path, "SELECT count(*) FROM loaded_cases") == [(400,)]
        except ExportError as error:
            told.append(str(error))
    assert len(told) > 20
    assert [sentence for sentence in told if "canary" in sentence] == []
