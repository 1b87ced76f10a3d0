"""Where the headings of a CSV file stand, what parts its fields, and the sentences that refuse what is not certain."""

import csv
import io
import random
from pathlib import Path

import duckdb
import pytest

from checks.errors import ExportError, PolicyError
from checks.intake.pieces import Options, Piece, TextTable
from checks.intake.readers import csv_files, layout, records, rewritten, structure
from checks.intake.readers.layout import known_delimiter

OPEN = duckdb.connect()  # one for all the tests: opening takes longer than reading
TITLE = " If a title stands above the headings, say in the mapping which row holds them (header_rows)."
REPEATED = (
    " repeats the headings, as where files were joined. Take it out, or say in the mapping that such records are to be "
    "left out (repeated_header: left_out)."
)


def read(folder: Path, content: str | bytes, **options: object) -> tuple[TextTable, list[tuple[object, ...]]]:
    """What a file holds, with the number of each record last; NULL levelled with the empty text."""
    path = folder / "c.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    text = csv_files.read(OPEN, Piece("c.csv", "csv", path), "t", Options(**options))  # type: ignore[arg-type]
    found = OPEN.execute("SELECT * FROM t ORDER BY source_row").fetchall()
    return text, [tuple("" if value is None else value for value in row) for row in found]


def refusal(folder: Path, content: str | bytes, **options: object) -> str:
    with pytest.raises(ExportError) as refused:
        read(folder, content, **options)
    return str(refused.value)


def rows(**counts: int) -> dict[str, int]:
    return {"above_header": 0, "header": 1, "record": 0, "empty": 0, "repeated_header": 0, **counts}


@pytest.mark.parametrize(
    ("content", "columns", "records"),
    [
        ("id;amount;at\n1;2,5;x\n2;3,25;y\n", ("id", "amount", "at"), [("1", "2,5", "x", 2), ("2", "3,25", "y", 3)]),
        ('"Name, first";"Name, last";id\na;b;c\n', ("Name, first", "Name, last", "id"), [("a", "b", "c", 2)]),
        ("id;seen, by whom, when\n1;a\n2;b\n", ("id", "seen, by whom, when"), [("1", "a", 2), ("2", "b", 3)]),
        ("id\twords\n1\ta, b\n", ("id", "words"), [("1", "a, b", 2)]),
        ("sep=;\r\nid;words\r\n1;a, b\r\n", ("id", "words"), [("1", "a, b", 2)]),
        ("\ufeffSEP=|\nid|words\n1|a\n", ("id", "words"), [("1", "a", 2)]),
        ("\ufeff\ufeffid,words\n1,a\n", ("id", "words"), [("1", "a", 2)]),
    ],
)
def test_the_delimiter_is_told_from_the_first_records(
    tmp_path: Path, content: str, columns: tuple[str, ...], records: list[tuple[object, ...]]
) -> None:
    text, found = read(tmp_path, content)
    assert (text.columns, found) == (columns, records)


def test_a_delimiter_that_cannot_be_told_is_asked_for(tmp_path: Path) -> None:
    content = "a;b,c\n1;2,3\n"
    assert refusal(tmp_path, content).startswith("c.csv could be parted by , or ; alike.")
    assert read(tmp_path, content, delimiter=";")[1] == [("1", "2,3", 2)]


@pytest.mark.parametrize("mark", [":", "§", "\t"])
def test_a_mapping_may_say_any_one_character(tmp_path: Path, mark: str) -> None:
    assert read(tmp_path, f"a{mark}b\n1{mark}x, y; z\n", delimiter=mark)[1] == [("1", "x, y; z", 2)]


def test_what_cannot_part_fields_is_no_delimiter(tmp_path: Path) -> None:
    assert [known_delimiter(text) for text in (";", "TAB", "\t", "", '"', "\n", "||", " ")] == [
        ";", "\t", "\t", None, None, None, None, None
    ]  # fmt: skip
    for options in ({"delimiter": "||"}, {"encoding": "utf-9"}):
        with pytest.raises(PolicyError):
            read(tmp_path, "a,b\n", **options)


def test_titles_above_the_headings_are_counted_by_the_rules_of_csv(tmp_path: Path) -> None:
    content = '"Cases,\nas at March",,\n\nid,name,note\n1,a,b\n\n2,c,d\n'
    text, found = read(tmp_path, content, header_rows=(3,))
    assert (text.columns, text.skipped) == (("id", "name", "note"), (3, 6))
    assert text.rows == rows(above_header=1, record=2, empty=2)
    assert found == [("1", "a", "b", 4), ("2", "c", "d", 5)]


def test_two_rows_of_headings_are_joined(tmp_path: Path) -> None:
    text, found = read(tmp_path, "Report\nShared,, Case\nDate,With,Ref \n1,2,3\n", header_rows=(2, 3))
    assert text.columns == ("Shared Date", "With", "Case Ref")
    assert (text.rows, found) == (rows(above_header=1, header=2, record=1), [("1", "2", "3", 4)])


@pytest.mark.parametrize(("content", "row"), [("id,a\n1,2\n", 7), ("id,a\n\n1,2\n", 2), ("id,a\n,\n1,2\n", 2)])
def test_headings_that_are_not_where_the_mapping_says_are_refused(tmp_path: Path, content: str, row: int) -> None:
    said = refusal(tmp_path, content, header_rows=(row,))
    assert said.startswith(f"c.csv has no headings in row {row}, where the mapping says they stand.")


@pytest.mark.parametrize("mark", [",", ";"])
def test_a_title_without_a_word_of_the_mapping_is_refused_with_the_repair(tmp_path: Path, mark: str) -> None:
    table = "id,a,b\n1,2,3\n2,3,4\n".replace(",", mark)
    said = refusal(tmp_path, f"Cases at 31 March\n{table}")
    assert said.startswith("c.csv record 2 (the header is 1) has 3 fields where the header has 1.")
    assert said.endswith(TITLE)


def test_a_title_with_as_many_fields_as_the_table_is_refused_too(tmp_path: Path) -> None:
    said = refusal(tmp_path, "Cases at 31 March,,\nid,a,b\n1,2,3\n")
    assert said == (
        "c.csv record 2 (the header is 1) has a value in column 2, which has no heading. "
        "Give the column a heading or take it out." + TITLE
    )


def test_a_column_without_heading_may_be_there_if_it_is_blank(tmp_path: Path) -> None:
    assert read(tmp_path, "id,,a\n1, ,2\n")[0].columns == ("id", "", "a")
    assert "record 3 (the header is 1) has a value in column 2" in refusal(tmp_path, "id,,a\n1,,2\n2,x,3\n")


@pytest.mark.parametrize("content", ["id,a\n1,2\nID, a\n2,3\n", "\ufeffid,a\n1,2\n\ufeffid,a\n2,3\n"])
def test_headings_that_repeat_are_refused_or_left_out_and_counted(tmp_path: Path, content: str) -> None:
    assert refusal(tmp_path, content) == "c.csv record 3 (the header is 1)" + REPEATED
    text, found = read(tmp_path, content, repeated_header="left_out")
    assert (text.rows, found) == (rows(record=2, repeated_header=1), [("1", "2", 2), ("2", "3", 4)])


def test_a_mark_at_the_beginning_of_any_other_record_is_refused(tmp_path: Path) -> None:
    said = refusal(tmp_path, "id,a\n1,2\n\ufeff2,3\n", repeated_header="left_out")
    assert said.startswith(
        "c.csv record 3 (the header is 1) begins with a byte order mark, as where files were joined."
    )


@pytest.mark.parametrize("content", ['id,a\n1,2\n2,"cut', 'id,a\n1,2\n2,"never closed\n3,4\n5,6\n'])
def test_a_quotation_mark_that_is_never_closed_is_refused_where_its_record_begins(tmp_path: Path, content: str) -> None:
    assert refusal(tmp_path, content).startswith("c.csv line 3: the quotation marks do not match up in the record")


def test_a_field_that_swallows_the_file_is_refused_before_all_of_it_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "LONGEST_FIELD", 1 << 12)
    monkeypatch.setattr(rewritten, "LONGEST_RECORD", 1 << 12)
    monkeypatch.setattr(rewritten, "BLOCK", 1 << 10)
    path = tmp_path / "c.csv"
    path.write_bytes(('id,a\n1,2\n2,"' + "x, y\n" * 2_000 + '"\n').encode())
    found = layout.lay_out(path, "c.csv", "utf-8", Options())
    assert rewritten.level(found, tmp_path / "level.csv") is None
    assert rewritten.requote(found, tmp_path / "requoted.csv") is None
    said = r"c\.csv line 3: the record that begins there has a field of more than 4,096 characters\. Look for a"
    with pytest.raises(ExportError, match=said):
        records.read_records(OPEN, found, "swallowed")


def test_line_breaks_in_quotation_marks_are_left_as_they_are_whatever_ends_the_lines(tmp_path: Path) -> None:
    for end in ("\r\n", "\r", "\n"):
        _, found = read(tmp_path, 'id,a|1,"x\r\ny\rz\n\n"|2,b|'.replace("|", end))
        assert found == [("1", "x\r\ny\rz\n\n", 2), ("2", "b", 3)]


def test_a_file_that_is_rewritten_leaves_no_copy_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "private").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "private"))
    made: list[int] = []
    opened = rewritten._private
    monkeypatch.setattr(
        rewritten, "_private", lambda path: made.append(path.parent.stat().st_mode & 0o777) or opened(path)
    )
    assert read(tmp_path, "id,a\n1,é\n\n".encode("cp1252"))[1] == [("1", "é", 2)]
    assert made == [0o700]
    assert list((tmp_path / "private").iterdir()) == []


# ---- every row accounted for ------------------------------------------------------------------------------------


def test_every_row_is_accounted_for_whatever_stands_between_the_records(tmp_path: Path) -> None:
    generator = random.Random(11)
    for _ in range(40):
        width, end = generator.randint(2, 4), generator.choice(["\n", "\r\n", "\r"])
        head = ",".join(f"h{place}" for place in range(width))
        kinds = generator.choices(["record", "empty", "repeated_header"], (8, 2, 1), k=generator.randint(0, 12))
        cells = ["x", "", "é", '"a, b"', '"a\nb"', '""""', "b ", '"\r"']
        filled = [",".join([*generator.choices(cells, k=width - 1), "z"]) for _ in kinds]
        shown = {"empty": "", "repeated_header": head}
        above = generator.randint(0, 2)
        lines = [*["A title"] * above, head, *(shown.get(kind, filled[n]) for n, kind in enumerate(kinds))]
        ends = [end if generator.random() < 0.9 else "\r\n" for _ in lines]
        content = "".join(line + end for line, end in zip(lines, ends, strict=True))
        encoding = generator.choice(["utf-8", "utf-16", "cp1252"])
        text, found = read(
            tmp_path, content.encode(encoding), header_rows=(above + 1,), repeated_header="left_out", delimiter=","
        )
        independent = list(csv.reader(io.StringIO(content, newline="")))
        assert sum(text.rows.values()) == len(independent)
        assert text.rows == rows(above_header=above, **{kind: kinds.count(kind) for kind in sorted(set(kinds))})
        wanted = [fields for fields in independent[above + 1 :] if fields and fields != head.split(",")]
        assert [row[:-1] for row in found] == [tuple(fields) for fields in wanted]


NASTY = (
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\x00",
    b"\xff",
    b"\xe9",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xc3",
    b" ",
    b"",
    b"\n\n",
)


def test_a_file_spoilt_anywhere_is_read_whole_or_refused_in_a_sentence(tmp_path: Path) -> None:
    generator = random.Random(4)
    clean = 'id,name,note\n1,Qqë,"qq, qq"\n2,Qqé,"qq\nqq"\n3,qq,"qq ""qq"""\n4,qq,\n'.encode()
    refused: list[str] = []
    for _ in range(200):
        place, cut = generator.randint(0, len(clean)), generator.randint(0, 3)
        content = clean[:place] + generator.choice(NASTY) + clean[place + cut :]
        if generator.random() < 0.2:
            content = content[: generator.randint(1, len(content))]
        try:
            text, found = read(tmp_path, content)
        except ExportError as error:
            refused.append(str(error))
            continue
        decoded = content.decode(text.encoding)
        independent = list(csv.reader(io.StringIO(decoded, newline=""), skipinitialspace=True))
        records = [row for row in independent if len(row) > 1]
        assert sum(text.rows.values()) == len(independent)
        assert [[str(value).lstrip(" ") for value in row[:-1]] for row in found] == records[1:]
    assert 50 < len(refused) < 150
    assert all(said.startswith("c.csv ") and "q" not in said.lower().replace("quotation", "") for said in refused)


def test_the_count_of_records_is_the_same_however_the_bytes_come() -> None:
    content = 'a,b\n1,"x\n,""y"""\n2,é\n3,"' + "long " * 40 + '"\n4,5'
    for size in (1, 2, 3, 63, 64, 65, 1000):
        counted = structure.Count(ord(","), 2)
        data = content.encode()
        assert all(counted.add(data[place : place + size]) for place in range(0, len(data), size))
        assert counted.finish()
        assert counted.records == 5


@pytest.mark.parametrize(
    "content",
    ["a,b\n1,2\n\n", "\na,b\n", "a,b\n1,2\r\n", "a,b\r\n1,2\n", "a,b\r1,2\r", 'a,b\n1,x"y\n', 'a,b\n1,"x\n', "a,b\n1\n",
     'a,b\n"x"y,2\n', 'a,b\n"x" ,2\n', "a,b\n1,2,3\n", "a,b\n1,\x00\n", "a,b\n\ufeff1,2\n", "a,b\r\n\r\n1,2\r\n"],
)  # fmt: skip
@pytest.mark.parametrize("before", [0, 60, 64])
def test_what_is_not_plain_is_never_counted(content: str, before: int) -> None:
    """Wherever in a word of 64 bytes it stands."""
    end = "\r\n" if content.startswith("a,b\r\n") else "\n"
    padded = ("x" * (before - 2 - len(end)) + ",y" + end if before else "") + content
    assert structure.count_records(io.BytesIO(padded.encode()), ",", 2) is None
