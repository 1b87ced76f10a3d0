"""Reading JSON: lines or one array of flat objects, every digit as it was written, and every fault by its line."""

import json
from pathlib import Path

import pytest

from checks.errors import ExportError
from checks.intake.pieces import Piece, TextTable
from tests.sheets import CANARY, Texts, read


def read_json(folder: Path, content: str | bytes, file: str = "cases.jsonl") -> tuple[TextTable, Texts]:
    path = folder / file
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(Piece(file, "json", path))


def refusal(folder: Path, content: str | bytes) -> str:
    with pytest.raises(ExportError) as refused:
        read_json(folder, content)
    assert CANARY not in str(refused.value)
    return str(refused.value)


def test_values_become_the_words_a_csv_would_hold(tmp_path: Path) -> None:
    line = (
        '{"a": "x", "b": 1.50, "c": 12345678901234567890, "d": true, "e": false, "f": null, "g": ["p", 2, null], '
        '"h": [], "i": 1e3, "j": ""}'
    )
    table, rows = read_json(tmp_path, line + "\n")
    assert table.columns == tuple("abcdefghij")
    assert rows == [("x", "1.50", "12345678901234567890", "yes", "no", "", "p;2", "", "1e3", "", 1)]
    assert table.rows == {"record": 1, "empty": 0}


def test_columns_are_all_the_keys_as_they_first_appear_and_rows_keep_their_lines(tmp_path: Path) -> None:
    table, rows = read_json(tmp_path, '{"b": "1"}\n\n{"a": "2", " B ": "3"}\r\n  \n{"c": "4"}')
    assert table.columns == ("b", "a", "c")
    assert rows == [("1", "", "", 1), ("3", "2", "", 3), ("", "", "4", 5)]
    assert table.skipped == (2, 4)
    assert table.rows == {"record": 3, "empty": 2}


def test_a_key_that_appears_after_thousands_of_records_is_a_column_too(tmp_path: Path) -> None:
    lines = [json.dumps({"a": str(n)}) for n in range(45_000)] + ['{"z": "last"}']
    table, rows = read_json(tmp_path, "\n".join(lines))
    assert table.columns == ("a", "z")
    assert rows[0] == ("0", "", 1)
    assert rows[-1] == ("", "last", 45_001)
    assert table.rows["record"] == 45_001


@pytest.mark.parametrize("content", ['[{"a": "1"}, {"b": 2.0}]', ' [\n{"a":"1"}\n,{"b":2.0}\n]\n'])
def test_one_array_is_read_like_lines_and_its_objects_are_numbered(tmp_path: Path, content: str) -> None:
    table, rows = read_json(tmp_path, content, "cases.json")
    assert table.columns == ("a", "b")
    assert rows == [("1", "", 1), ("", "2.0", 2)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8"])
def test_unicode_in_any_of_its_encodings_is_read(tmp_path: Path, encoding: str) -> None:
    content = "".join(f'{{"a": "Zoë {n}"}}\n' for n in range(40)).encode(encoding)
    assert read_json(tmp_path, content)[1][0] == ("Zoë 0", 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f'{{"a": "{CANARY}"}}\n["{CANARY}"]\n', "line 2 is not an object"),
        (f'{{"a": "{CANARY}"}}\n"{CANARY}"\n', "line 2 is not an object"),
        (f'{{"a": "{CANARY}", "A ": 1}}\n', "line 1 has one key twice"),
        (f'{{"a": {{"{CANARY}": 1}}}}\n', "line 1 holds an object within its value 1"),
        (f'{{"a": [{{"{CANARY}": 1}}]}}\n', "line 1 holds an object within its value 1"),
        (f'{{"b": 1, "a": [["{CANARY}"]]}}\n', "line 1 holds a list within the list that is its value 2"),
        (f'{{"a": ["{CANARY};x"]}}\n', "line 1 has a semicolon within an item"),
        ('{"a": NaN}\n', "line 1 holds NaN or Infinity"),
        ('{"a": -Infinity}\n', "line 1 holds NaN or Infinity"),
        (f'{{"a": 1}}\n\n{{"a": "{CANARY}\\ud800"}}\n', "line 3 holds half a character in its value 1"),
        ('{"a\\udfff": 1}\n', "line 1 holds half a character"),
        (f'{{"a": "{CANARY}\\u0000"}}\n', "line 1 holds a NUL character"),
        (f'{{"a": 1}}\n{{"a": "{CANARY}', "line 2, the last, is no whole JSON object: the file is cut short"),
        (f'{{"a": 1}}\n{{"a": "{CANARY}"\n{{"a": 2}}\n', "line 2 is no whole JSON object"),
        (f'{{"a": 1}} {{"a": "{CANARY}"}}\n', "line 1 is no whole JSON object"),
        (f'[{{"a": 1}}, {{"a": "{CANARY}"', "object 2 is no whole JSON object: the file is damaged or cut short"),
        (f'[{{"a": 1}} {{"a": "{CANARY}"}}]', "object 1 is not followed by a comma"),
        (f'[{{"a": 1}}] {CANARY}', "goes on after the array's end"),
        (f'[{{"a": 1}}, "{CANARY}"]', "object 2 is not an object"),
        ('[{"a": 1},]', "object 2 is no whole JSON object"),
        ("[" * 100_000, "object 1 is no whole JSON object"),
        ("[]", "holds no record"),
        ("{}\n", "has objects without a key"),
        ("", "is empty"),
        ("\n\n", "holds no record"),
        (b'{"a": 1}\n{"a": "Zo\xeb"}\n', "line 2 is not written in UTF-8"),
        (b'{"a": "\xed\xa0\x80"}\n', "line 1 is not written in UTF-8"),
        (f'{{"a": "{CANARY}"}}'.encode("utf-16")[:-1], "is not written in UTF-8"),
    ],
)
def test_a_fault_is_told_by_its_place_and_never_by_the_value(tmp_path: Path, content: str | bytes, said: str) -> None:
    told = refusal(tmp_path, content)
    assert told.startswith("cases.jsonl")
    assert said in told
    assert told.endswith(".")


def test_objects_keyed_by_record_are_refused_and_their_keys_not_told(tmp_path: Path) -> None:
    content = "{" + ", ".join(f'"{CANARY} {n}": 1' for n in range(2_001)) + "}"
    assert "line 1 brings the keys to more than 2,000" in refusal(tmp_path, content)
