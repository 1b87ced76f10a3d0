"""Hostile zips, names and files that are not what they are called."""

import io
import os
import random
import stat
import struct
import zipfile
import zlib
from pathlib import Path

from tests.hostile.base import (
    EITHER,
    NAME,
    REFUSED,
    SAME,
    Case,
    Rows,
    counts,
    csv_text,
    put,
    some_tables,
    tables,
    write_csv,
)
from tests.hostile.books import bend, write
from tests.sheets import sqlite

Members = list[tuple[str | zipfile.ZipInfo, bytes]]


def members(found: dict[str, Rows], top: str = "") -> Members:
    """Every table as a member."""
    return [(f"{top}{name}.csv", csv_text(rows).encode()) for name, rows in found.items()]


def packed(what: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in what:
            archive.writestr(name, content, compress_type=method)
    return made.getvalue()


def sound(chance: random.Random, folder: Path) -> Case:
    """A zip as people make them, alone or in a folder."""
    found = some_tables(chance)
    method = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    inside = members(found, chance.choice(("", "export/", "a/b/ü/")))
    inside += chance.choice(([], [("__MACOSX/._cases.csv", b"\x00\x05")], [("notes.docx", b"x")], [("empty/", b"")]))
    put(folder, {"march.zip": packed(inside, method)})
    export = folder if chance.random() < 0.5 else folder / "march.zip"
    return Case("zip", "sound", str(export), SAME, rows=counts(found))


def tricky(chance: random.Random, folder: Path) -> Case:
    """Names that lead elsewhere, hide what they say, or that another system takes for a device."""
    found = tables()
    names = (
        "../cases.csv", "a/../../cases.csv", "/etc/cases.csv", "..\\cases.csv", "C:\\cases.csv", "ca\nses.csv",
        "ca\x1b[2Jses.csv", "cases\u202evsc.csv", "CON.csv", "aux/cases.csv", "cases.csv.", "cases.csv ", "ca|ses.csv",
        "./cases.csv", "a//cases.csv", "\u2066cases.csv", "~/cases.csv:x", "CASES.CSV", "cases.csv/",
        "cases.csv\x00.txt",
        "\u2028cases.csv", "x" * 300 + ".csv", "a/" * 200 + "cases.csv", "\x85.csv", "cases\u00ad.csv",
    )  # fmt: skip
    name = chance.choice(names)
    extra: Members = [(name, f"case_id\n{NAME}\n".encode())]
    put(folder, {"march.zip": packed([*members(found), *extra])})
    return Case("names in a zip", ascii(name)[:30], str(folder), EITHER, ("march.zip",))


def linked(chance: random.Random, folder: Path) -> Case:
    """Links and devices: in a zip, and in a folder."""
    found = tables()
    secret = folder.parent / "secret.csv"
    secret.write_text(f"case_id,status\n{NAME},open\n")
    said = chance.choice(("in a zip", "a device in a zip", "a link to a file", "a link to nothing", "a link to itself",
                          "a folder of that name", "a pipe", "a file nobody may read"))  # fmt: skip
    if said.endswith("in a zip"):
        info = zipfile.ZipInfo("people.csv")
        info.external_attr = ((stat.S_IFLNK if said == "in a zip" else stat.S_IFCHR) | 0o777) << 16
        put(folder, {"march.zip": packed([*members(found), (info, b"/etc/passwd")])})
        return Case("links", said, str(folder), REFUSED, ("march.zip",))
    write_csv(folder, found)
    path = folder / "people.csv"
    if said == "a link to a file":
        path.symlink_to(secret)
    elif said == "a link to nothing":
        path.symlink_to(folder / "nowhere.csv")
    elif said == "a link to itself":
        path.symlink_to(path)
    elif said == "a folder of that name":
        path.mkdir()
    elif said == "a pipe":
        os.mkfifo(path)
    else:
        path.write_text("person_id\nQZP-1\n")
        path.chmod(0)
    return Case("links", said, str(folder), EITHER, ("people.csv",))


def bombs(chance: random.Random, folder: Path) -> Case:
    """Zips that unpack to more than anybody has room for."""
    said = chance.choice(("one member", "nested", "overlapping", "a lying header", "many files", "a workbook", "an ods",
                          "many members under the ratio"))  # fmt: skip
    zeros = csv_text([["case_id"]]).encode() + b"0\n" * (20 << 20)
    where = "march.zip"
    if said == "one member":
        content = packed([("cases.csv", zeros)])
    elif said == "nested":
        content = packed([("inner.zip", packed([("cases.csv", zeros)]))])
    elif said == "many files":
        content = packed([(f"{n}.csv", b"a\n1\n") for n in range(3_000)])
    elif said == "a lying header":
        whole = bytearray(packed([("cases.csv", zeros)]))
        place = whole.rindex(b"PK\x01\x02")
        whole[place + 24 : place + 28] = struct.pack("<I", 12)
        content = bytes(whole)
    elif said == "overlapping":
        content = _overlapping(zeros)
    elif said == "many members under the ratio":
        block = os.urandom(100_000) + b"\x00" * (15 << 20)
        content = packed([(f"{n}.bin", block) for n in range(40)] + members(tables()))
    else:
        ending = "xlsx" if said == "a workbook" else "ods"
        write(folder, tables(), ending)
        where = f"decisions.{ending}"
        content = _inflated(
            (folder / where).read_bytes(), "xl/worksheets/sheet1.xml" if ending == "xlsx" else "content.xml"
        )
    put(folder, {where: content})
    expect = EITHER if said == "many members under the ratio" else REFUSED
    return Case("bombs", said, str(folder), expect, (where,))


def _overlapping(content: bytes) -> bytes:
    """Many members that share one stretch of packed bytes."""
    whole = packed([("0000.csv", content)])
    place = whole.rindex(b"PK\x01\x02")
    local, entry, end = whole[:place], whole[place : whole.rindex(b"PK\x05\x06")], bytearray(whole[-22:])
    many = 1_500
    entries = b"".join(entry.replace(b"0000.csv", f"{n:04}.csv".encode()) for n in range(many))
    end[8:12] = struct.pack("<HH", many, many)
    end[12:16] = struct.pack("<I", len(entries))
    return local + entries + bytes(end)


def _inflated(whole: bytes, part: str) -> bytes:
    """A workbook with 400 MB of spaces in a part."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w", force_zip64=True) as file:
            head, tail = old.read(part)[:-12], old.read(part)[-12:]
            file.write(head)
            for _ in range(400):
                file.write(b" " * (1 << 20))
            file.write(tail)
    return made.getvalue()


def damaged(chance: random.Random, folder: Path) -> Case:
    """A zip with bytes changed or its end gone."""
    put(folder, {"march.zip": bend(packed(members(some_tables(chance))), chance)})
    return Case("damaged zip", "bytes", str(folder), EITHER, ("march.zip",))


def named(chance: random.Random, folder: Path) -> Case:
    """A folder in which a name cannot be shown, or says another thing than it is."""
    found = tables()
    write_csv(folder, found)
    name = chance.choice(
        (b"a\nb.csv", b"a\x1b[2Jb.csv", b"\xff\xfe.csv", "cases\u202evsc.txt".encode(), b"a\r.csv",
        "x\u2028y.csv".encode(),
         b"-rf.csv", b"$(touch x).csv", b"*.csv", b"[a].csv", b"a'b.csv", b'a"b.csv', b"%s%n.csv",
         "\u200b.csv".encode())
    )  # fmt: skip
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(f"case_id\n{NAME}\n".encode())
    return Case("names in a folder", ascii(name), str(folder), EITHER, ("file", "csv", "txt"))


def disguised(chance: random.Random, folder: Path) -> Case:
    """A file that is of another kind than its ending says."""
    found = tables()
    write_csv(folder, found)
    html = f"<html><body><table><tr><td>case_id</td></tr><tr><td>{NAME}</td></tr></table></body></html>".encode()
    text = csv_text(found["decisions"]).encode()
    sqlite(folder.parent / "x.db", found["decisions"], "decisions")
    parquet = b"PAR1" + text + b"\x10\x00\x00\x00PAR1"
    options: tuple[tuple[str, bytes], ...] = (
        ("decisions.xls", html), ("decisions.xlsx", text), ("decisions.ods", text), ("decisions.parquet", text),
        ("decisions.csv", html), ("decisions.csv", b"%PDF-1.7\n" + text), ("decisions.zip", text),
        ("decisions.csv", packed(members(found))), ("decisions.json", text), ("decisions.jsonl", html),
        ("decisions.csv", (folder.parent / "x.db").read_bytes()), ("decisions.csv", parquet), ("decisions.parquet",
        parquet),
        ("decisions.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + text), ("decisions.xlsx", b"PK\x03\x04" + text),
        ("decisions.csv", b"\x89PNG\r\n\x1a\n" + text), ("decisions.csv", zlib.compress(text)), ("decisions.xls", b""),
        ("decisions.csv", b"\x1f\x8b\x08" + text), ("decisions.xlsb", packed([("xl/workbook.bin", b"x")])),
        ("decisions.csv", b"<?xml version='1.0'?><x>" + text + b"</x>"), ("decisions.xlsx", packed(members(found))),
        ("decisions.ods", packed([("content.xml", html), ("mimetype", b"x")])), ("decisions.xls", os.urandom(3_000)),
        ("decisions.xlsx", packed([("xl/workbook.xml", html)])), ("decisions.csv", os.urandom(3_000)),
        ("decisions.txt", text[:1] * 3_000), ("decisions.csv", b"{\\rtf1 " + text), ("decisions.zip",
        b"PK\x05\x06" + b"\0" * 18),
    )  # fmt: skip
    name, content = chance.choice(options)
    (folder / "decisions.csv").unlink()
    put(folder, {name: content})
    # An empty zip beside a table is no fault of the table; one letter 3,000 times is a heading of no table.
    expect = EITHER if name == "decisions.zip" else REFUSED
    return Case("disguised", f"{content[:4]!r} as {name[9:]}", str(folder), expect, (name,))
