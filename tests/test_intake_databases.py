"""Reading a database: only ever read, its tables whole, and neither password nor record in any message."""

import sqlite3
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from checks.errors import ExportError, PolicyError, UserError
from checks.intake import databases
from checks.intake.opening import opened
from checks.intake.pieces import TextTable
from tests.sheets import CANARY, Texts, read, sqlite

SECRET = "tr0ub4dor"


def table_of(url: str, name: str = "cases") -> tuple[TextTable, Texts]:
    with opened(url) as offered:
        return read(next(piece for piece in offered.pieces if piece.file == name))


def refusal(url: str, kind: type[UserError]) -> str:
    with pytest.raises(kind) as refused:
        table_of(url)
    for hidden in (SECRET, CANARY, "SELECT", "sqlalche.me"):
        assert hidden not in str(refused.value)
    return str(refused.value)


def test_tables_and_views_are_pieces_and_rows_are_counted(tmp_path: Path) -> None:
    path = sqlite(tmp_path / "records.db", [("case_id", "notes"), ("C1", CANARY), ("C2", None), ("", "x")])
    with sqlite3.connect(path) as database:
        database.execute("CREATE VIEW open_cases AS SELECT * FROM cases")
    with opened(f"sqlite:///{path}") as offered:
        assert [piece.file for piece in offered.pieces] == ["cases", "open_cases"]
        assert [piece.stem for piece in offered.pieces] == ["cases", "open_cases"]
        for piece in offered.pieces:
            table, rows = read(piece)
            assert table.columns == ("case_id", "notes")
            assert rows == [("C1", CANARY, 1), ("C2", "", 2), ("", "x", 3)]
            assert table.rows == {"record": 3}
            assert table.encoding == "database"


def test_types_become_words_as_those_of_a_workbook_do(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE cases (a BOOLEAN, b INTEGER, c REAL, d DATE, e TEXT)")
        database.execute(
            "INSERT INTO cases VALUES (1, 12345678901234567, 2.0, '2026-03-05', 'x'), (0, 0, 0.1, NULL, '')"
        )
    assert table_of(f"sqlite:///{path}")[1] == [
        ("yes", "12345678901234567", "2", "2026-03-05", "x", 1),
        ("no", "0", "0.1", "", "", 2),
    ]


def test_a_duckdb_database_keeps_its_types_lists_and_schemas(tmp_path: Path) -> None:
    path = tmp_path / "records.duckdb"
    with duckdb.connect(str(path)) as made:
        made.execute(
            "CREATE TABLE cases AS SELECT true AS a, DATE '2026-03-05' AS b, TIMESTAMP '2026-03-05 00:00:00' AS c, "
            "TIMESTAMP '2026-03-05 10:30:00.6' AS d, 17.50::DECIMAL(9,2) AS e, 17.00::DECIMAL(9,2) AS f, "
            "['p', 'q'] AS g, NULL::INTEGER AS h; CREATE SCHEMA care; CREATE TABLE care.notes AS SELECT 'n' AS x"
        )
    url = f"duckdb:///{path}"
    assert table_of(url)[1] == [("yes", "2026-03-05", "2026-03-05", "2026-03-05 10:30:01", "17.50", "17", "p;q", "", 1)]
    assert table_of(url, "care.notes")[1] == [("n", 1)]


def test_nothing_is_ever_written_to_a_database(tmp_path: Path) -> None:
    path = sqlite(tmp_path / "records.db", [("a",), ("1",)])
    before = path.read_bytes()
    with databases.connected(f"sqlite:///{path}") as pieces:
        relation: databases.Relation = pieces[0].database
        with pytest.raises(Exception, match="readonly"):
            relation.connection.exec_driver_sql("DELETE FROM cases")
    assert path.read_bytes() == before
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["records.db"]


def test_a_column_of_bytes_is_refused_by_its_name_and_row(tmp_path: Path) -> None:
    path = sqlite(tmp_path / "records.db", [("a", "b"), ("1", "x"), ("2", CANARY.encode())])
    assert refusal(f"sqlite:///{path}", ExportError).startswith("cases row 2 column b is neither text, number, date")


def test_a_path_may_hold_signs_that_mean_something_in_an_address(tmp_path: Path) -> None:
    folder = tmp_path / "50% of #1 & more"
    folder.mkdir()
    sqlite(folder / "records.db", [("a",), ("1",)])
    assert table_of(f"sqlite:///{folder / 'records.db'}")[1] == [("1", 1)]


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    said = refusal(f"sqlite:///{tmp_path / 'records.db'}", ExportError)
    assert said == f"There is no database file {tmp_path / 'records.db'}. Check the path in the URL."
    assert not (tmp_path / "records.db").exists()
    assert "There is no database file" in refusal("sqlite://", ExportError)
    assert "There is no database file" in refusal(f"duckdb:///{tmp_path / 'x.duckdb'}", ExportError)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "records.db").write_bytes(CANARY.encode() * 1000)
    assert "does not say which tables it has" in refusal(f"sqlite:///{tmp_path / 'records.db'}", ExportError)
    assert "cannot be opened" in refusal(f"duckdb:///{tmp_path / 'records.db'}", ExportError)


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://quality:{SECRET}@db.example.org/records",
        f"postgresql://quality@db.example.org/records?password={SECRET}",
        f"mssql+pyodbc:///?odbc_connect=DRIVER%3D%7BODBC%7D%3BPWD%3D{SECRET}",
        f"postgresql://quality:{SECRET}@[::1",
    ],
)
def test_a_password_in_the_url_is_refused_and_not_repeated(url: str) -> None:
    said = refusal(url, PolicyError)
    assert "POLICY_AUDIT_DB_PASSWORD" in said or "cannot be read" in said


def test_the_password_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(databases.PASSWORD, SECRET)
    assert databases._url("postgresql://quality@db.example.org/records").password == SECRET
    assert SECRET not in str(databases._url("postgresql://quality@db.example.org/records"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://quality@db.example.org/x", "pip install psycopg2-binary"),
        ("mysql+pymysql://quality@db.example.org/x", "pip install pymysql"),
        ("mssql+pyodbc://quality@db.example.org/x", "pip install pyodbc"),
        ("oracle+oracledb://quality@db.example.org/x", "pip install oracledb"),
        ("sequel://quality@db.example.org/x", "No database called 'sequel' is known"),
    ],
)
def test_a_missing_driver_is_named_with_what_to_install(url: str, said: str) -> None:
    assert said in refusal(url, PolicyError)


def test_two_columns_that_differ_in_nothing_but_case_or_space_are_refused(tmp_path: Path) -> None:
    path = sqlite(tmp_path / "records.db", [("notes", "Notes "), ("1", CANARY)])
    assert "cases has two columns headed notes" in refusal(f"sqlite:///{path}", ExportError)


def test_a_view_that_cannot_be_read_is_told_without_its_query(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE t (a TEXT)")
        database.execute(f"CREATE VIEW cases AS SELECT a, '{CANARY}' AS b FROM t")
        database.execute("DROP TABLE t")
    assert refusal(f"sqlite:///{path}", ExportError).startswith("cases cannot be read from the database")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("17.00"), "17"),
        (Decimal("1E+3"), "1000"),
        (Decimal("NaN"), "NaN"),
        (float("inf"), "inf"),
        (1e22, "1e+22"),
        (datetime(2026, 3, 5), "2026-03-05"),
        (datetime(9999, 12, 31, 23, 59, 59, 999_999), "9999-12-31 23:59:59"),
        (datetime.fromisoformat("2026-03-05T00:00:00+01:00"), "2026-03-05 00:00:00+01:00"),
        (date(2026, 3, 5), "2026-03-05"),
        ((1, None, "a"), "1;a"),
        ([], None),
    ],
)
def test_every_type_that_a_driver_gives_has_one_text(value: Any, text: str | None) -> None:
    from checks.intake.readers.cell_texts import text_of

    assert text_of(value) == text


def test_a_database_with_a_log_is_left_as_it_was(tmp_path: Path) -> None:
    path = sqlite(tmp_path / "records.db", [["case_id"], ["C1"]])
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA journal_mode = WAL")
    base.close()
    with opened(f"sqlite:///{path}") as offered:
        assert read(offered.pieces[0])[1] == [("C1", 1)]
    assert [found.name for found in tmp_path.iterdir()] == ["records.db"]
