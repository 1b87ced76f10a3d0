"""Zips that are put together oddly: some programs make such ones, and some people to do harm."""

import os
import random
import sqlite3
import struct
from pathlib import Path

from tests.hostile.base import EITHER, NAME, REFUSED, SAME, Case, counts, put, tables, write_csv
from tests.hostile.packed import members, packed
from tests.sheets import sqlite


def odd(chance: random.Random, folder: Path) -> Case:
    """Something before it, after it or between; a list that says another thing than the members themselves."""
    found = tables(chance.choice((8, 400)))
    whole = packed(members(found))
    place, end = whole.rindex(b"PK\x01\x02"), whole.rindex(b"PK\x05\x06")
    first = whole.index(b"PK\x01\x02")
    said = chance.choice(
        ("before", "after", "a comment", "another name within", "no list", "a list that points nowhere", "encrypted",
         "another method", "a wrong sum", "zip64", "a size too small", "two lists", "parts", "an unknown version")
    )  # fmt: skip
    made = bytearray(whole)
    if said == "before":
        made[:0] = b"#!/bin/sh\nexit\n" + os.urandom(500)
    elif said == "after":
        made += NAME.encode() * 20
    elif said == "a comment":
        made[end + 20 : end + 22] = struct.pack("<H", 12)
        made += NAME.encode()
    elif said == "another name within":
        made[30:35] = b"CASES"
    elif said == "no list":
        made = made[:first]
    elif said == "a list that points nowhere":
        made[end + 16 : end + 20] = struct.pack("<I", 0xFFFFFF)
    elif said == "encrypted":
        made[place + 8] |= 1
    elif said == "another method":
        made[place + 10 : place + 12] = struct.pack("<H", chance.choice((1, 6, 9, 93, 95, 99)))
    elif said == "a wrong sum":
        made[place + 16] ^= 0xFF
    elif said == "zip64":
        made[place + 20 : place + 28] = b"\xff" * 8
    elif said == "a size too small":
        made[place + 24 : place + 28] = struct.pack("<I", 10)
    elif said == "two lists":
        made += whole[first:]
    elif said == "parts":
        made[end + 4 : end + 8] = struct.pack("<HH", 3, 3)
    elif said == "an unknown version":
        made[place + 6] = 200
    put(folder, {"march.zip": bytes(made)})
    expect = SAME if said in ("before", "after", "a comment") else EITHER
    wanted = counts(found) if expect == SAME else {}
    if said == "after":  # where a zip ends is then anybody's guess
        expect = EITHER
    return Case("odd zip", said, str(folder), expect, ("march.zip",), wanted)


def odd_database(chance: random.Random, folder: Path) -> Case:
    """SQLite that is busy, that keeps a log beside it, that computes nonsense, or that is not there."""
    found = tables(8)
    folder.mkdir(parents=True)
    path = folder / "records.db"
    for name, rows in found.items():
        sqlite(path, rows, name)
    said = chance.choice(
        ("a log beside it", "a view over a view", "an overflow in a view", "json in a view", "a trigger", "no such file",
         "a folder", "a password in the URL", "an unknown kind", "an option", "many tables", "a thousand columns", "a huge text",
         "a view that loads code")
    )  # fmt: skip
    url, expect = f"sqlite:///{path}", SAME
    base = sqlite3.connect(path, isolation_level=None)
    if said == "a log beside it":
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("INSERT INTO cases (case_id) VALUES ('QZC-9')")
        expect = EITHER
    elif said == "a view over a view":
        base.execute("CREATE VIEW staff AS SELECT * FROM people")
        base.execute("CREATE VIEW people AS SELECT * FROM staff")
        expect = REFUSED
    elif said == "an overflow in a view":
        base.execute(
            "CREATE VIEW people AS SELECT case_id AS person_id, abs(-9223372036854775807 - 1) AS full_name FROM cases"
        )
        expect = REFUSED
    elif said == "json in a view":
        base.execute(
            "CREATE VIEW people AS SELECT case_id AS person_id, json_extract(hold_reason, '$.x') AS full_name FROM cases"
        )
        expect = REFUSED
    elif said == "a trigger":
        base.execute("CREATE TRIGGER t INSERT ON cases BEGIN DELETE FROM cases; END")
    elif said == "many tables":
        base.execute("BEGIN")
        for n in range(1_500):
            base.execute(f"CREATE TABLE t{n} (x)")
        base.execute("COMMIT")
    elif said == "a thousand columns":
        base.execute(f"CREATE TABLE people (person_id, {', '.join(f'x{n}' for n in range(1_900))})")
        base.execute("INSERT INTO people (person_id) VALUES ('QZP-1')")
        expect = EITHER
    elif said == "a huge text":
        base.execute("INSERT INTO decisions (decision_id, rationale) VALUES ('QZD-777', hex(zeroblob(20000000)))")
        expect = EITHER
    elif said == "a view that loads code":
        base.execute("CREATE VIEW people AS SELECT load_extension('x') AS person_id")
        expect = REFUSED
    base.close()
    status, names = 3, ("people", "staff", "database", "decisions")
    other = {
        "no such file": f"sqlite:///{folder}/nothing.db", "a folder": f"sqlite:///{folder}", "an option": url + "?mode=rwc&x=1",
        "a password in the URL": f"postgresql://audit:{NAME}@db.example.org/x", "an unknown kind": "quillbase://x/y",
    }.get(said)  # fmt: skip
    if other:
        url, expect, status = other, REFUSED if said != "an option" else EITHER, 2
    wanted = counts(found) if expect == SAME else {}
    if said == "an unknown kind":
        url = "nobase://x/y"
    return Case("odd database", said, url, expect, names, wanted, status=status)


def audit_file(chance: random.Random, folder: Path) -> Case:
    """An ``audit.yml`` in the export's folder that nobody would write."""
    found = tables()
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    texts = (
        "[" * 20_000, "{a: " * 5_000, "export: .\nsettings:\n  " + bomb.replace("\n", "\n  "), "export: &a [*a]", "export: {a: b}",
        "export: .\nexport: ..\n", "", "x", "- a", "\x00", "export: !!python/object/apply:os.system ['x']", "export: 42",
        "export: /etc/passwd", f"export: {'a/' * 150}", "export: \"a\\0b\"", "export: .\npack: ../../x.yml", "export: sqlite:///x",
        "export: .\nmapping: /etc/passwd", "export: .\nown_rules: /etc", "export: .\nsettings: [1]", "export: 2026-01-01",
        "export: .\nsettings: &a {b: *a}", "? {a: b}\n: c", "export: .\n\ud800".encode("utf-8", "surrogatepass"),
        "export: .\nsettings: {written_for: {a: {b: {c: d}}}}", "export: .\nas_of: 2026-10-31",
    )  # fmt: skip
    place = chance.randrange(len(texts))
    write_csv(folder, found)
    put(folder, {"audit.yml": texts[place]})
    return Case("audit.yml", f"text {place}", str(folder), EITHER, (), status=2)
