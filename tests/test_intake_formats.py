"""One table in every format that is read gives the same texts, and an export may be a folder, a zip or a workbook."""

import csv
import io
import json
import os
import random
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from checks.errors import ExportError
from checks.intake.choosing import choose
from checks.intake.conversions import literal, name
from checks.intake.load import Loaded, load
from checks.intake.opening import opened
from checks.intake.pieces import Piece
from tests.sheets import CANARY, Rows, ods, read, sqlite, xls, xlsx

AS_OF = date(2026, 3, 31)
Table = list[list[str]]


def write_csv(path: Path, rows: Rows) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def write_lines(path: Path, rows: Rows) -> Path:
    records = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), "utf-8")
    return path


def write_array(path: Path, rows: Rows) -> Path:
    path.write_text(json.dumps([dict(zip(rows[0], row, strict=True)) for row in rows[1:]]), "utf-8")
    return path


def write_parquet(path: Path, rows: Rows) -> Path:
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t ({', '.join(f'{name(heading)} VARCHAR' for heading in rows[0])})")
        connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' for _ in rows[0])})", [list(r) for r in rows[1:]])
        connection.execute(f"COPY t TO {literal(str(path))} (FORMAT parquet)")
    return path


WRITERS: dict[str, Callable[[Path, Rows], Path]] = {
    "cases.csv": write_csv,
    "cases.parquet": write_parquet,
    "cases.jsonl": write_lines,
    "cases.json": write_array,
    "cases.xlsx": xlsx,
    "cases.xls": xls,
    "cases.ods": ods,
    "cases.db": sqlite,
}
# What XML cannot hold is left out, the white space that OpenDocument writes in another way, and the mark of byte order,
# which calamine takes off the start of a text in an .xls file.
LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"), exclude_characters="\ufeff"
)
WORDS = st.one_of(
    st.text(LETTERS, max_size=12),
    st.sampled_from(
        ["0042", "1e5", "=1+1", "01/02/2026", "2026-03-05", "true", "N/A", '"', "a;b", "a,b", "#REF!", "NULL"]
    ),
    st.integers(-(10**9), 10**9).map(str),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of words: its first column is always filled, since a row of blanks is no record."""
    width = draw(st.integers(2, 4))
    headings = [f"h{place} {draw(st.text(st.sampled_from('abÄ_'), max_size=3))}".strip() for place in range(width)]
    row = st.tuples(st.text("abc", min_size=1, max_size=3), *[WORDS] * (width - 1)).map(list)
    return [headings, *draw(st.lists(row, min_size=1, max_size=20))]


@given(table=tables())
@example(table=[["a", "b"], ["x", "=cmd"], ["y", ""], ["z", "Zoë – “q” 🙂"]])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_table_in_every_format_gives_the_same_texts(tmp_path: Path, table: Table) -> None:
    for file, write in WRITERS.items():
        (tmp_path / file).unlink(missing_ok=True)
        path = write(tmp_path / file, table)
        folder = tmp_path / "export"
        folder.mkdir(exist_ok=True)
        path.rename(folder / file)
        with opened(f"sqlite:///{folder / file}" if file.endswith("db") else folder) as offered:
            assert [piece.stem for piece in offered.pieces] == ["cases"], file
            read_table, rows = read(offered.pieces[0])
        (folder / file).unlink()
        assert list(read_table.columns) == table[0], file
        assert [list(row[:-1]) for row in rows] == table[1:], file
        assert read_table.rows["record"] == len(table) - 1, file


CASES = [["case_id", "service", "opened_on"], ["C1", "iss", date(2026, 3, 5)], ["C2", "dvpp", date(2026, 3, 6)]]
STAFF = [["staff_id", "full_name"], ["S1", "Invented Person"]]


def load_it(export: Path | str) -> tuple[Loaded, list[tuple[object, ...]]]:
    with duckdb.connect() as connection:
        loaded = load(connection, export, AS_OF, ["n/a"])  # type: ignore[arg-type]
        query = "SELECT case_id, opened_on, source_file, source_row FROM cases ORDER BY case_id"
        return loaded, connection.execute(query).fetchall()


def workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        days = book.add_format({"num_format": "dd/mm/yy"})
        for sheet, rows in (("Cases", CASES), ("staff", STAFF), ("Notes", [["x"]]), ("Sheet4", [])):
            written = book.add_worksheet(sheet)
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    written.write(row, column, value, days if isinstance(value, date) else None)
    return path


def test_a_workbook_whose_sheets_are_the_tables_is_an_export(tmp_path: Path) -> None:
    loaded, rows = load_it(workbook(tmp_path / "export.xlsx"))
    assert rows == [
        ("C1", date(2026, 3, 5), "export.xlsx sheet Cases", 2),
        ("C2", date(2026, 3, 6), "export.xlsx sheet Cases", 3),
    ]
    assert set(loaded.columns) == {"cases", "staff"}
    assert set(loaded.unexpected) == {("", "export.xlsx sheet Notes"), ("", "export.xlsx sheet Sheet4")}


def test_a_source_without_a_sheet_means_the_only_one_that_holds_cells() -> None:
    spare, filled = (
        Piece("log.xlsx", "workbook", None, "Sheet2", empty=True),
        Piece("log.xlsx", "workbook", None, "Log"),
    )
    assert choose(["log.xlsx"], "only", "", [spare, filled]).pieces == (filled,)
    with pytest.raises(ExportError, match=r"^log\.xlsx has the sheets Log and Staff\. Say in the mapping which one"):
        choose(["log.xlsx"], "only", "", [spare, filled, Piece("log.xlsx", "workbook", None, "Staff")])


def test_a_workbook_named_after_its_table_may_call_its_only_filled_sheet_anything(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "staff.xlsx") as book:
        sheet = book.add_worksheet("Sheet1")
        book.add_worksheet("Sheet2")
        for row, values in enumerate(STAFF):
            sheet.write_row(row, 0, values)
    write_csv(tmp_path / "cases.csv", [["case_id", "service", "opened_on"], ["C1", "iss", "2026-03-05"]])
    loaded, _ = load_it(tmp_path)
    assert set(loaded.columns) == {"cases", "staff"}
    assert loaded.unexpected == [("", "staff.xlsx sheet Sheet2")]


def test_a_zip_is_an_export_and_its_records_say_where_in_it_they_stand(tmp_path: Path) -> None:
    write_csv(tmp_path / "cases.csv", [["case_id", "service", "opened_on"], ["C1", "iss", "2026-03-05"]])
    with zipfile.ZipFile(tmp_path / "march.zip", "w") as archive:
        archive.write(tmp_path / "cases.csv", "export/cases.csv")
    (tmp_path / "cases.csv").unlink()
    assert load_it(tmp_path / "march.zip")[1] == [("C1", date(2026, 3, 5), "cases.csv", 2)]
    assert load_it(tmp_path)[1] == [("C1", date(2026, 3, 5), "march.zip/cases.csv", 2)]


def test_a_table_held_twice_in_two_formats_is_refused(tmp_path: Path) -> None:
    write_csv(tmp_path / "cases.csv", [["case_id"], ["C1"]])
    workbook(tmp_path / "export.xlsx")
    with pytest.raises(ExportError, match=r"cases\.csv and export\.xlsx sheet Cases both hold cases"):
        load_it(tmp_path)


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("cases.csv", b"PK\x03\x04Quillfeather", "cases.csv is damaged or cut short"),
        ("cases.csv", b"<html><body>Quillfeather", "cases.csv is a web page"),
        ("cases.csv", b"%PDF-1.4", "cases.csv is a PDF"),
        ("cases.csv", b"\x89PNG\r\n", "cases.csv is a picture"),
        ("cases.csv", b"\x1f\x8b\x08", "cases.csv is packed in a way that is not read here. Unpack it"),
        ("cases.json", b"SQLite format 3\x00", "cases.json is a database"),
        ("cases.xlsb", b"Quillfeather", "cases.xlsb is text"),
        ("cases.zip", b"Quillfeather", "cases.zip is text"),
    ],
)
def test_a_file_that_is_not_what_its_ending_says_is_refused(
    tmp_path: Path, file: str, content: bytes, said: str
) -> None:
    (tmp_path / file).write_bytes(content)
    with pytest.raises(ExportError) as refused, opened(tmp_path):
        pass
    assert str(refused.value).startswith(said)
    assert CANARY not in str(refused.value)


def test_a_binary_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "cases.xlsb", "w") as archive:
        archive.writestr("xl/workbook.bin", b"x")
    with pytest.raises(
        ExportError, match=r"^cases\.xlsb is a binary workbook \(\.xlsb\)\. Open it in Excel and save it as"
    ):
        load_it(tmp_path)


def test_a_workbook_under_another_kind_of_ending_is_refused(tmp_path: Path) -> None:
    workbook(tmp_path / "cases.xlsx").rename(tmp_path / "cases.csv")
    with pytest.raises(ExportError, match=r"^cases\.csv is a workbook \(\.xlsx\)\. Give it that ending\.$"):
        load_it(tmp_path)


def test_an_opendocument_sheet_with_a_password_is_refused(tmp_path: Path) -> None:
    path = ods(tmp_path / "cases.ods", [["case_id"], [CANARY]])
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(
                part, content.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")
            )
    with pytest.raises(ExportError, match=r"^cases\.ods is protected by a password"):
        load_it(tmp_path)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The same with some bytes changed, taken out or put in."""
    bent = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20))):
        place = chance.randrange(len(bent))
        length = chance.choice((0, 1, 1, 4, 60))
        bent[place : place + length] = chance.choice((b"", b"\x00", b"<", b"\xff", b"9999999", b"\xed\xa0\x80", b'"'))
    return bytes(bent)


@pytest.mark.parametrize("file", ["cases.xlsx", "cases.xls", "cases.ods", "cases.jsonl", "cases.json", "cases.zip"])
def test_damage_anywhere_ends_in_records_or_in_one_sentence(tmp_path: Path, file: str) -> None:
    rows = [["case_id", "notes"], *([f"C{n}", f"{CANARY} {n}"] for n in range(30))]
    whole = zipped(tmp_path, rows) if file.endswith("zip") else WRITERS[file](tmp_path / file, rows).read_bytes()
    (tmp_path / "export").mkdir()
    chance = random.Random(file)
    for _ in range(8):
        (tmp_path / "export" / file).write_bytes(bent(file, whole, chance))
        said = outcome(tmp_path / "export")
        assert said == "read" or (said.startswith("cases.") and said.endswith(".") and CANARY not in said)


def outcome(export: Path) -> str:
    """What is said of an export that is refused; ``read`` of one whose every record is there."""
    try:
        with opened(export) as offered:
            found = [read(piece) for piece in offered.pieces]
    except ExportError as refused:
        return str(refused)
    return "read" if all(table.rows["record"] == len(rows) for table, rows in found) else "records are missing"


def zipped(folder: Path, rows: Rows) -> bytes:
    """A zip of the table in two formats."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in ("cases.jsonl", "cases.xlsx"):
            archive.write(WRITERS[file](folder / file, rows), file)
    return made.getvalue()


def bent(file: str, whole: bytes, chance: random.Random) -> bytes:
    """A damaged file; of one that is a zip, every other time a part of it, within a sound zip."""
    if not whole.startswith(b"PK") or chance.random() < 0.5:
        return damaged(whole, chance)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        hit = chance.choice(
            [part for part in old.namelist() if "sheet1" in part or part in ("content.xml", "cases.jsonl")]
        )
        for part in old.namelist():
            new.writestr(part, damaged(old.read(part), chance) if part == hit else old.read(part))
    return made.getvalue()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let such a name be made")
@pytest.mark.parametrize("file", [b"a\nb.csv", b"a\x1b[2Jb.csv", b"a\xffb.csv"])
def test_a_file_whose_name_cannot_be_shown_is_refused_by_its_place(tmp_path: Path, file: bytes) -> None:
    write_csv(tmp_path / "Cases.csv", [["case_id"], ["C1"]])
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + file)).write_bytes(b"x")
    with pytest.raises(ExportError, match="file 2, by name, has a name that cannot be shown"):
        load_it(tmp_path)


def test_what_is_no_data_is_passed_over_and_what_is_unknown_is_named(tmp_path: Path) -> None:
    write_csv(tmp_path / "cases.csv", [["case_id"], ["C1"]])
    for file in ("~$log.xlsx", ".DS_Store", "desktop.ini", "readme.txt", "notes.docx"):
        (tmp_path / file).write_bytes(b"x")
    (tmp_path / "old").mkdir()
    with opened(tmp_path) as offered:
        assert [piece.file for piece in offered.pieces] == ["cases.csv"]
        assert offered.others == ["notes.docx", "old/"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")
def test_a_link_to_nothing_is_refused_rather_than_passed_over(tmp_path: Path) -> None:
    write_csv(tmp_path / "cases.csv", [["case_id"], ["C1"]])
    (tmp_path / "people.csv").symlink_to(tmp_path / "nowhere.csv")
    with pytest.raises(ExportError, match=r"^people\.csv is no ordinary file, or a link to one that is not there"):
        load_it(tmp_path)


def test_headings_that_no_message_can_show_are_marked_and_may_not_look_alike(tmp_path: Path) -> None:
    write_csv(tmp_path / "cases.csv", [["case_id", "a\x1bb\n c"], ["C1", "x"]])
    with opened(tmp_path) as offered:
        assert read(offered.pieces[0])[0].columns == ("case_id", "a\ufffdb c")
    write_csv(tmp_path / "cases.csv", [["case_id", "a\u202e", "a\u200b"], ["C1", "x", "y"]])
    with pytest.raises(ExportError, match="has two headings that look the same"):
        load_it(tmp_path)
