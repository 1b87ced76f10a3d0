"""Hostile CSV: how it is written down, laid out and cut."""

import codecs
import csv
import io
import random
from pathlib import Path

from tests.hostile.base import EITHER, NAME, REFUSED, SAME, Case, Rows, counts, csv_text, some_tables, write_csv

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")
WRONG = ("utf-7", "cp037", "cp500", "shift_jis", "cp850", "mac_roman", "utf-32-le", "utf-32-be", "cp1251", "koi8-r")


def encoded(chance: random.Random, folder: Path) -> Case:
    """In an encoding that is told for certain."""
    found = some_tables(chance)
    encoding = chance.choice(ENCODINGS)
    content = csv_text(found["decisions"], end=chance.choice(("\n", "\r\n"))).encode(encoding)
    if encoding == "utf-16-be" and chance.random() < 0.5:
        content, encoding = codecs.BOM_UTF16_BE + content, "utf-16-be, marked"
    return Case("encoding", encoding, str(write_csv(folder, found, decisions=content)), SAME, rows=counts(found))


def wrongly_encoded(chance: random.Random, folder: Path) -> Case:
    """In an encoding that nothing in the file tells: its headings are not the table's, or its signs are others."""
    found = some_tables(chance)
    encoding = chance.choice(WRONG)
    content = csv_text(found["decisions"]).encode(encoding, "replace")
    expect = EITHER if encoding not in ("cp037", "cp500") else REFUSED
    return Case("encoding", encoding, str(write_csv(folder, found, decisions=content)), expect, ("decisions.csv",))


def mixed(chance: random.Random, folder: Path) -> Case:
    """Two encodings in one file, a mark in the middle, half a character, or bytes that nothing writes."""
    found = some_tables(chance)
    lines = csv_text(found["decisions"]).encode().splitlines(keepends=True)
    place = chance.randrange(1, len(lines))
    bad = {
        "a line in cp1252": f"QZD-9,QZC-9,QZP-9,2016-01-01,QZS-1,share,{NAME} é—\n".encode("cp1252"),
        "a lone surrogate": b"QZD-9,QZC-9,QZP-9,2016-01-01,QZS-1,share,Quillfeather \xed\xa0\x80 x\n",
        "an overlong sign": b"QZD-9,QZC-9,QZP-9,2016-01-01,QZS-1,share,Quillfeather \xc0\xaf x\n",
        "half a character": b"QZD-9,QZC-9,QZP-9,2016-01-01,QZS-1,share,Quillfeather \xe2\x80\n",
        "a mark and the headings": codecs.BOM_UTF8 + lines[0],
        "a mark in the middle": codecs.BOM_UTF8 + lines[place],
        "a line in utf-16": "QZD-9,QZC-9,QZP-9,2016-01-01,QZS-1,share,Quillfeather\n".encode("utf-16"),
        "a NUL": b"QZD-9,QZC-9,QZP-9,2016-01-01,QZS-1,share,Quill\x00feather\n",
        "a NUL in quotes": b'QZD-9,QZC-9,QZP-9,2016-01-01,QZS-1,share,"Quill\x00feather, and"\n',
        "bytes of no letter": b"QZD-9,QZC-9,QZP-9,2016-01-01,QZS-1,share,Quill\x81\x8d\n",
    }
    what = chance.choice(list(bad))
    content = b"".join([*lines[:place], bad[what], *lines[place:]])
    # The reader says how many bytes are no text, and a mark before a record alone cannot be told from joined files.
    return Case("encoding", what, str(write_csv(folder, found, decisions=content)), REFUSED, ("decisions.csv",))


def cut(chance: random.Random, folder: Path) -> Case:
    """Cut off anywhere. Between two records nothing shows it; elsewhere it must not pass."""
    found = some_tables(chance)
    encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"))
    whole = csv_text(found["decisions"]).encode(encoding)
    place = chance.choice(
        (chance.randrange(len(whole)), chance.randrange(max(len(whole) - 90, 0), len(whole)), 0, 1, 2, 3)
    )
    return _counted("cut", f"{encoding}", folder, found, whole[:place], encoding)


def flipped(chance: random.Random, folder: Path) -> Case:
    """One bit or byte another."""
    found = some_tables(chance)
    content = bytearray(csv_text(found["decisions"], quoting=chance.choice((0, 1))).encode())
    place = chance.randrange(len(content))
    content[place] = chance.choice((content[place] ^ 1 << chance.randrange(8), chance.randrange(256)))
    case = _counted("flipped byte", "one", folder, found, bytes(content), "utf-8")
    return Case(**{**case.__dict__, "changed": 2 if place > content.index(b"\n") else -1})


def bent(chance: random.Random, folder: Path) -> Case:
    """Pieces taken out, put in or doubled at several places."""
    found = some_tables(chance)
    content = bytearray(csv_text(found["decisions"], quoting=chance.choice((0, 1))).encode())
    for _ in range(chance.choice((1, 2, 5, 20))):
        place, length = chance.randrange(len(content)), chance.choice((0, 1, 2, 7, 80))
        content[place : place + length] = chance.choice(
            (b"", b'"', b",", b"\n", b"\r", b"\xff", b"\x1a", b'",', b"\n\n")
        )
    return _counted("bent", "several places", folder, found, bytes(content), "utf-8")


def _counted(kind: str, what: str, folder: Path, found: dict[str, Rows], content: bytes, encoding: str) -> Case:
    """What another parser makes of a file: how many records, or that it must be refused."""
    records = recount(content, encoding)
    export = str(write_csv(folder, found, decisions=content))
    if records is None:
        return Case(kind, what, export, REFUSED, ("decisions.csv",))
    return Case(kind, what, export, EITHER, ("decisions.csv",), {**counts(found), "decisions": records})


def recount(content: bytes, encoding: str) -> int | None:
    """The records of a CSV file by Python's own reader; None when it is not well formed by any encoding it may have."""
    for known in dict.fromkeys((encoding, "cp1252")):
        try:
            text = content.decode(known)
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True))
        except (UnicodeError, csv.Error):
            continue
        full = [row for row in rows if row and not (len(row) == 1 and not row[0].strip())]
        if full and {len(row) for row in full} == {len(full[0])} and "\x00" not in text:
            return len(full) - 1
    return None
