"""What a text file is written in: told for certain, or refused by the line of the first byte that does not fit."""

from pathlib import Path

import pytest

from checks.errors import ExportError
from checks.intake.readers import encodings

HEADER = b"id,name\n"
DAMAGED = "holds bytes that are not UTF-8, though other parts of the file are written in it. Mend that line, or "
PAIR = "holds a character that is no whole one in UTF-16 (half of a pair, perhaps). Mend that line, or "
CUT = "ends in the middle of a character, in line {}: it is cut off. Export it again."


def told(folder: Path, content: bytes, given: str = "") -> str:
    path = folder / "c.csv"
    path.write_bytes(content)
    return encodings.tell(path, "c.csv", given)


def refusal(folder: Path, content: bytes, given: str = "") -> str:
    with pytest.raises(ExportError) as refused:
        told(folder, content, given)
    return str(refused.value)


UTF_8 = HEADER + "1,Zoë\n".encode() * 3
LATIN = b"1,Zo\xeb\n"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (UTF_8 + LATIN + UTF_8, 5),
        (HEADER + LATIN + UTF_8, 2),
        (HEADER + LATIN * 50 + "2,’\n".encode(), 2),
        (HEADER + "1,мама\n".encode() * 3 + LATIN, 5),  # letters that Windows-1252 lacks
        (HEADER + b"1,a\n2,\xed\xa0\x80\n", 3),  # half of a surrogate pair
        (HEADER + b"1,a\n2,\xed\xb0\x80\xed\xa0\x80\n", 3),
        (HEADER + b"1,a\n2,\xc0\xaf\n", 3),  # more bytes than needed
        (HEADER + b"1,a\r2,b\r\n3,\xe0\x80\xaf\n", 4),  # whatever ends the lines
        (HEADER + UTF_8 + b'1,"a\nb\r\n\xff"\n', 8),
    ],
)
def test_utf_8_with_damage_is_never_taken_for_windows_1252(tmp_path: Path, content: bytes, line: int) -> None:
    assert refusal(tmp_path, content).startswith(f"c.csv line {line} {DAMAGED}")


@pytest.mark.parametrize(
    "content",
    [
        HEADER + LATIN,
        HEADER + LATIN * 3 + b"2,JOS\xc9\x92S\n",
        HEADER + b"1,na\xefve",
        HEADER + b"1,\x93caf\xe9\x94, \xa35\n",
    ],
)
def test_windows_1252_is_told_even_where_two_of_its_letters_would_make_one_of_utf_8(
    tmp_path: Path, content: bytes
) -> None:
    assert told(tmp_path, content) == "cp1252"


def test_damage_is_found_wherever_the_file_is_cut_into_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = HEADER + "1,€ Zoë\r\n".encode() * 4 + LATIN
    for size in range(1, 24):
        monkeypatch.setattr(encodings, "CHUNK", size)
        assert refusal(tmp_path, content).startswith(f"c.csv line 6 {DAMAGED}")
        assert told(tmp_path, HEADER + LATIN * 4) == "cp1252"


@pytest.mark.parametrize("kind", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_utf_16_is_refused_by_line_where_half_of_a_pair_is_lacking_or_its_end(
    tmp_path: Path, kind: str, mark: str
) -> None:
    half = "\ud800".encode(kind, "surrogatepass")
    text = f"{mark}id,name\n1,some words\n".encode(kind)
    assert refusal(tmp_path, text + "2,".encode(kind) + half + "x\n".encode(kind)).startswith(f"c.csv line 3 {PAIR}")
    assert refusal(tmp_path, text + "2,".encode(kind) + half) == "c.csv " + CUT.format(3)
    assert refusal(tmp_path, text + "2,a".encode(kind)[:-1]) == "c.csv " + CUT.format(3)
    assert told(tmp_path, text + "2,😀\n".encode(kind)) == ("utf-16" if mark else kind)


@pytest.mark.parametrize("kind", ["utf-32-le", "utf-32-be"])
def test_utf_32_is_told_with_a_mark_and_without(tmp_path: Path, kind: str) -> None:
    assert told(tmp_path, "id,name\n1,Zoë\n".encode(kind)) == kind
    assert told(tmp_path, "\ufeffid,name\n1,Zoë\n".encode(kind)) == "utf-32"


@pytest.mark.parametrize(
    ("given", "byte", "wanted"),
    [("cp850", b"\x82", "cp850"), ("Mac Roman", b"\x8e", "mac-roman"), ("latin-1", b"\x81", "iso8859-1")],
)
def test_a_mapping_may_say_what_a_file_is_written_in(tmp_path: Path, given: str, byte: bytes, wanted: str) -> None:
    assert told(tmp_path, HEADER + b"1," + byte + b"\n", given) == wanted


def test_a_mapping_that_is_wrong_about_it_is_told_so(tmp_path: Path) -> None:
    assert refusal(tmp_path, HEADER + LATIN, "ascii").startswith(
        "c.csv line 2 holds bytes that are not ascii, as the mapping says."
    )
    assert refusal(tmp_path, b"\xef\xbb\xbf" + UTF_8, "utf-16").startswith(
        "c.csv begins with the mark of UTF-8, and the mapping says that it is utf-16."
    )
    assert told(tmp_path, b"\xef\xbb\xbf" + UTF_8, "UTF8") == "utf-8-sig"


def test_only_encodings_that_files_are_written_in_are_known() -> None:
    for text, wanted in (("windows-1252", "cp1252"), ("UTF8", "utf-8"), (" Latin-1 ", "iso8859-1"), ("cp037", "cp037")):
        assert encodings.known_encoding(text) == wanted
    for text in ("", "rot13", "base64", "idna", "unicode-escape", "utf-7", "nonsense", "a\x00b"):
        assert encodings.known_encoding(text) is None
