"""Reading CSV: any encoding a spreadsheet writes, every record numbered as it stands, nothing lost silently."""

import os
import random
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.errors import ExportError
from checks.intake.conversions import name
from checks.intake.pieces import Options, Piece, TextTable
from checks.intake.readers import csv_files, encodings, records, structure
from checks.intake.readers.layout import Layout, lay_out

HEADER = "case_id,person_id,hold_reason"
Rows = list[tuple[object, ...]]


def put(folder: Path, content: str | bytes, file: str = "cases.csv") -> Path:
    path = folder / file
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows_of(connection: duckdb.DuckDBPyConnection, relation: str = "t") -> Rows:
    """Every record with its number; whether a blank came as NULL or as empty text is nobody's business."""
    found = connection.execute(f"SELECT * FROM {name(relation)} ORDER BY source_row").fetchall()
    return [tuple("" if value is None else value for value in row) for row in found]


def read(path: Path) -> tuple[TextTable, Rows]:
    with duckdb.connect() as connection:
        text = csv_files.read(connection, Piece(path.name, "csv", path), "t", Options())
        return text, rows_of(connection)


def refusal(folder: Path, content: str | bytes) -> str:
    with pytest.raises(ExportError) as refused:
        read(put(folder, content))
    return str(refused.value)


TEXT = f"{HEADER}\nC1,P1,Zoë – “später”\nC2,P2,ok\n"
ROWS = [("C1", "P1", "Zoë – “später”", 2), ("C2", "P2", "ok", 3)]


@pytest.mark.parametrize(
    ("encoding", "mark", "told"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\x00\x00", "utf-32"),
        ("cp1252", b"", "cp1252"),
    ],
)
def test_the_encoding_is_told_and_the_words_arrive(tmp_path: Path, encoding: str, mark: bytes, told: str) -> None:
    text, rows = read(put(tmp_path, mark + TEXT.encode(encoding)))
    assert text.encoding == told
    assert text.columns == ("case_id", "person_id", "hold_reason")
    assert rows == ROWS


def test_latin_1_letters_are_read_as_windows_1252_reads_them(tmp_path: Path) -> None:
    text, rows = read(put(tmp_path, f"{HEADER}\nC1,P1,Zoë é £\n".encode("latin-1")))
    assert (text.encoding, rows) == ("cp1252", [("C1", "P1", "Zoë é £", 2)])


@pytest.mark.parametrize("byte", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_bytes_of_no_known_encoding_are_refused_by_name(tmp_path: Path, byte: int) -> None:
    said = refusal(tmp_path, HEADER.encode() + b"\nC1,P1,\xe9" + bytes([byte]) + b"\n")
    assert said.startswith("cases.csv line 2 holds bytes that are neither UTF-8 nor Windows-1252.")


def test_utf_16_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    said = refusal(tmp_path, TEXT.encode("utf-16")[:-1])
    assert said == "cases.csv ends in the middle of a character, in line 3: it is cut off. Export it again."


def test_utf_8_that_ends_within_a_character_is_refused(tmp_path: Path) -> None:
    cut = f"{HEADER}\nC1,P1,Zoë\nC2,P2,Noë".encode()[:-1]
    said = refusal(tmp_path, cut)
    assert said == "cases.csv ends in the middle of a character, in line 3: it is cut off. Export it again."


def test_utf_16_in_another_script_without_a_mark_is_refused_rather_than_guessed(tmp_path: Path) -> None:
    assert "NUL" in refusal(tmp_path, "日付,名前\n三月,花子\n".encode("utf-16-le"))


@pytest.mark.parametrize("place", [0, 3, len(HEADER) + 4])
def test_a_nul_byte_is_refused(tmp_path: Path, place: int) -> None:
    content = f"{HEADER}\nC1,P1,a\n".encode()
    assert "NUL" in refusal(tmp_path, content[:place] + b"\x00" + content[place:])


def test_a_nul_byte_far_into_a_large_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "CHUNK", 64)
    monkeypatch.setattr(structure, "BLOCK", 64)
    content = HEADER + "\n" + "C1,P1,some words\n" * 50
    assert "line 51 holds a NUL character" in refusal(tmp_path, content[:-2].encode() + b"\x00s\n")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"  \n \n", b"\xef\xbb\xbf", b'""\n', b"\xff\xfe", b",,\nC1,P1,a\n"])
def test_a_file_without_even_a_header_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path, content).startswith("cases.csv is empty: it has not even a header row.")


@pytest.mark.parametrize("content", [HEADER, HEADER + "\n", HEADER + "\r\n", "\ufeff" + HEADER])
def test_a_header_alone_is_a_table_without_records(tmp_path: Path, content: str) -> None:
    text, rows = read(put(tmp_path, content))
    assert (text.columns, rows) == (("case_id", "person_id", "hold_reason"), [])


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("C2,P2", "record 3 (the header is 1) has 2 fields where the header has 3"),
        ("C2,P2,a,b", "record 3 (the header is 1) has 4 fields where the header has 3"),
        ("C2,P2,a,", "record 3 (the header is 1) has 4 fields where the header has 3"),
        ('C2,P2,a,""', "record 3 (the header is 1) has 4 fields where the header has 3"),
        ("C2,P2,,,", "record 3 (the header is 1) has 5 fields where the header has 3"),
    ],
)
def test_a_ragged_record_is_refused_by_its_number(tmp_path: Path, record: str, said: str) -> None:
    assert said in refusal(tmp_path, f"{HEADER}\nC1,P1,a\n{record}\nC3,P3,c\n")


def test_a_half_written_last_line_is_refused(tmp_path: Path) -> None:
    said = refusal(tmp_path, f"{HEADER}\nC1,P1,a\nC2")
    assert said == (
        "cases.csv record 3 (the header is 1) has 1 field where the header has 3, and the file ends there: it is cut "
        "off. Export it again."
    )


def test_an_unquoted_comma_that_moves_later_values_along_is_refused_though_the_last_is_blank(tmp_path: Path) -> None:
    assert "record 2 (the header is 1) has 4 fields" in refusal(tmp_path, f"{HEADER}\nC1,Jones, Ann,\n")


def test_a_quoted_line_break_counts_once(tmp_path: Path) -> None:
    _, rows = read(put(tmp_path, f'{HEADER}\nC1,P1,"one\ntwo\n\nthree"\nC2,P2,b\n'))
    assert rows == [("C1", "P1", "one\ntwo\n\nthree", 2), ("C2", "P2", "b", 3)]


def test_a_quoted_line_break_in_the_header_counts_once(tmp_path: Path) -> None:
    text, rows = read(put(tmp_path, 'case_id,person_id,"hold\nreason"\nC1,P1,a\n'))
    assert (text.columns[2], rows) == ("hold reason", [("C1", "P1", "a", 2)])


def test_doubled_quotes_are_one_quote(tmp_path: Path) -> None:
    _, rows = read(put(tmp_path, f'{HEADER}\nC1,P1,"she said ""no"", twice"\nC2,P2,5" nails\n'))
    assert rows == [("C1", "P1", 'she said "no", twice', 2), ("C2", "P2", '5" nails', 3)]


@pytest.mark.parametrize("record", ['C1,P1,"never closed', 'C1,P1,"closed"twice', '"C1" ,P1,a', '"C1,P1,a'])
def test_quotes_that_do_not_match_are_refused_by_line(tmp_path: Path, record: str) -> None:
    said = refusal(tmp_path, f"{HEADER}\n{record}\n")
    assert said.startswith("cases.csv line 2: the quotation marks do not match up in the record that begins there")
    assert "C1" not in said


def test_a_space_before_an_opening_quote_is_read_past_by_both_readers(tmp_path: Path) -> None:
    for mark in ("", "\ufeff"):
        _, rows = read(put(tmp_path, f'{mark}{HEADER}\n "C1", P1, "a, b"\n'))
        assert [tuple(str(value).strip() for value in row) for row in rows] == [("C1", "P1", "a, b", "2")]


@pytest.mark.parametrize(
    "ends",
    [("\r\n",), ("\r",), ("\n", "\r\n"), ("\r\n", "\n", "\r"), ("\n",)],
    ids=["CRLF", "CR", "LF CRLF", "all", "LF"],
)
def test_any_line_ending_ends_a_line(tmp_path: Path, ends: tuple[str, ...]) -> None:
    lines = [HEADER, 'C1,P1,"a\nb"', "C2,P2,b", "C3,P3,c"]
    content = "".join(line + ends[place % len(ends)] for place, line in enumerate(lines))
    text, rows = read(put(tmp_path, content))
    assert rows == [("C1", "P1", "a\nb", 2), ("C2", "P2", "b", 3), ("C3", "P3", "c", 4)]
    assert text.skipped == ()


def test_blank_lines_are_reported_by_line_and_leave_record_numbers_alone(tmp_path: Path) -> None:
    text, rows = read(put(tmp_path, f"\n{HEADER}\nC1,P1,a\n\n  \nC2,P2,b\n\n"))
    assert text.skipped == (1, 4, 5, 7)
    assert rows == [("C1", "P1", "a", 2), ("C2", "P2", "b", 3)]


def test_a_blank_line_of_spaces_before_the_header_is_not_taken_for_it(tmp_path: Path) -> None:
    text, rows = read(put(tmp_path, f"   \n{HEADER}\nC1,P1,a\n"))
    assert (text.columns[0], text.skipped, rows) == ("case_id", (1,), [("C1", "P1", "a", 2)])


def test_a_record_of_blanks_is_a_record(tmp_path: Path) -> None:
    text, rows = read(put(tmp_path, f"{HEADER}\n,,\nC1,P1,a\n"))
    assert (text.skipped, rows) == ((), [("", "", "", 2), ("C1", "P1", "a", 3)])


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_told_from_the_header(tmp_path: Path, delimiter: str) -> None:
    content = f"{HEADER}\nC1,P1,a\n".replace(",", delimiter) + f'C2{delimiter}P2{delimiter}"x{delimiter}y, z"\n'
    _, rows = read(put(tmp_path, content))
    assert rows == [("C1", "P1", "a", 2), ("C2", "P2", f"x{delimiter}y, z", 3)]


def test_headings_twice_are_refused_by_place_and_never_quoted(tmp_path: Path) -> None:
    said = refusal(tmp_path, "case_id,Ann Jones,x,ANN JONES \n1,2,3,4\n")
    assert said == "cases.csv has the same heading over columns 2 and 4. Rename or remove one of them."


def test_headings_lose_the_spaces_around_them(tmp_path: Path) -> None:
    text, _ = read(put(tmp_path, " Case_ID ,\tperson_id\u00a0,hold_reason\nC1,P1,a\n"))
    assert text.columns == ("Case_ID", "person_id", "hold_reason")


def test_a_field_of_3_mb_is_read_whole(tmp_path: Path) -> None:
    long = "word, " * 500_000
    _, rows = read(put(tmp_path, f'{HEADER}\nC1,P1,"{long}"\nC2,P2,b\n'))
    assert [len(str(row[2])) for row in rows] == [len(long), 1]


@pytest.mark.parametrize("folder", ["a[b]c", "[ab]", "sp ace é", "month=03", "it's", "x,y {z}", "a%20b"])
def test_any_folder_name_is_read_as_it_stands(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / "a").mkdir()
    put(tmp_path / "a", f"{HEADER}\nwrong,P1,a\n")
    _, rows = read(put(tmp_path / folder, f"{HEADER}\nC1,P1,a\n"))
    assert rows == [("C1", "P1", "a", 2)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("folder", ["a*b", "a?b", "a\\b", 'a"b'])
def test_any_folder_name_of_other_systems_too(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    _, rows = read(put(tmp_path / folder, f"{HEADER}\nC1,P1,a\n"))
    assert rows == [("C1", "P1", "a", 2)]


def test_a_file_that_may_not_be_opened_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, HEADER)
    monkeypatch.setattr(Path, "open", lambda *_, **__: (_ for _ in ()).throw(PermissionError("denied")))
    with pytest.raises(ExportError, match=r"cases\.csv cannot be opened"):
        csv_files.read(duckdb.connect(), Piece(path.name, "csv", path), "t", Options())


def test_records_are_read_in_batches_without_losing_their_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "BATCH", 3)
    _, rows = read(put(tmp_path, HEADER + "\n" + "".join(f'C{n},P1,5" nail\n' for n in range(2, 12))))
    assert [(row[0], row[3]) for row in rows] == [(f"C{n}", n) for n in range(2, 12)]


# ---- the two readers --------------------------------------------------------------------------------------------

VALUES = st.text(alphabet=[*"ab ,;|'\"\n\r\t", "é", "–", "😀", "\u00a0", "\u2028", "#", "\\", "=", "0"], max_size=6)
TABLES = st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[VALUES] * width), max_size=6))
QUICK = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


OPEN = duckdb.connect()  # one for all the examples: opening takes longer than reading


def every(path: Path) -> tuple[object, object, object]:
    """What each of the three ways makes of a file: its records, or the sentence or silence in which it refuses."""
    layout = lay_out(path, path.name, encodings.tell(path, path.name), Options())
    plain: object = "refused"
    glance = csv_files.at_a_glance(Piece(path.name, "csv", path), Options())
    if glance and csv_files.read_plain(OPEN, glance, "plain") is not None:
        plain = held("plain", layout)
    rewritten: object = "refused"
    if found := csv_files.read_rewritten(OPEN, layout, "rewritten"):
        rewritten = held("rewritten", layout), found
    try:
        counted = records.read_records(OPEN, layout, "slow")
    except ExportError as error:
        return plain, rewritten, str(error)
    assert isinstance(rewritten, str) or rewritten[1] == counted
    return plain, rewritten if isinstance(rewritten, str) else rewritten[0], held("slow", layout)


def held(table: str, layout: Layout) -> Rows:
    """The records of a table with their numbers, white space at their beginnings and NULL levelled."""
    found = OPEN.execute(f"SELECT *, rowid + {layout.row + 1} FROM {table} ORDER BY rowid").fetchall()
    return [tuple((value or "").lstrip(" ") if not isinstance(value, int) else value for value in row) for row in found]


def written(table: list[tuple[str, ...]], delimiter: str, all_quoted: bool) -> str:
    """A table as a careful program writes it: quoted wherever a reader could be in doubt."""
    doubtful = set(delimiter + '"\n\r')

    def cell(value: str, alone: bool) -> str:
        quoted = all_quoted or doubtful & set(value) or (alone and not value.strip())
        return '"' + value.replace('"', '""') + '"' if quoted else value

    return "".join(delimiter.join(cell(value, len(row) == 1) for value in row) + "\n" for row in table)


@QUICK
@given(table=TABLES, delimiter=st.sampled_from(",;\t|"), all_quoted=st.booleans())
def test_both_readers_give_the_table_that_was_written(
    tmp_path: Path, table: list[tuple[str, ...]], delimiter: str, all_quoted: bool
) -> None:
    width = len(table[0]) if table else 2
    header = tuple(f"h{n}" for n in range(width))
    mark = delimiter if width > 1 else ","  # one heading alone shows no delimiter
    path = put(tmp_path, written([header, *table], mark, all_quoted))
    wanted = [(*(value.lstrip(" ") for value in row), number) for number, row in enumerate(table, 2)]
    plain, rewritten, slow = every(path)
    assert slow == wanted
    assert plain in ("refused", wanted)
    assert rewritten in ("refused", wanted)


@settings(QUICK, max_examples=400)
@given(body=st.text(alphabet=[*'ab ,"\n\r'], max_size=24), width=st.integers(1, 3))
def test_where_duckdb_is_trusted_with_a_file_all_readers_agree(tmp_path: Path, body: str, width: int) -> None:
    plain, rewritten, slow = every(put(tmp_path, ",".join(f"h{n}" for n in range(width)) + "\n" + body))
    assert plain in ("refused", slow)
    assert rewritten in ("refused", slow)


def test_no_record_of_a_plain_file_goes_to_the_slow_reader_for_nothing(tmp_path: Path) -> None:
    generator = random.Random(5)
    lines = [f'C{n},P{n},"{generator.choice(["a, b", "x", "two words", ""])}"' for n in range(500)]
    plain, rewritten, slow = every(put(tmp_path, "\n".join([HEADER, *lines]) + "\n"))
    assert plain == rewritten == slow
    assert len(lines) == len(plain)  # type: ignore[arg-type]
