"""Zips that are put together oddly: some programs make such ones, and some people to do harm."""

import random
import sqlite3
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.base import EITHER, NAME, REFUSED, SAME, Case, counts, put, tables, write_csv
from tests.hostile.packed import members, packed
from tests.sheets import sqlite


@dataclass(frozen=True)
class _Zip:
    """A zip's bytes, and where its list of members begins, the last entry of that, and its end."""

    whole: bytes

    @property
    def listed(self) -> int:
        return self.whole.index(b"PK\x01\x02")

    @property
    def entry(self) -> int:
        return self.whole.rindex(b"PK\x01\x02")

    @property
    def end(self) -> int:
        return self.whole.rindex(b"PK\x05\x06")

    def put(self, place: int, content: bytes) -> bytes:
        """The same with some bytes others."""
        return self.whole[:place] + content + self.whole[place + len(content) :]


COMMENT = struct.pack("<H", len(NAME)) + NAME.encode()
ODD: dict[str, Callable[[_Zip, random.Random], bytes]] = {
    "before": lambda made, chance: b"#!/bin/sh\nexit\n" + chance.randbytes(500) + made.whole,
    "after": lambda made, chance: made.whole + NAME.encode() * 20,
    "a comment": lambda made, chance: made.whole[: made.end + 20] + COMMENT,
    "another name within": lambda made, chance: made.put(30, b"CASES"),
    "no list": lambda made, chance: made.whole[: made.listed],
    "a list that points nowhere": lambda made, chance: made.put(made.end + 16, struct.pack("<I", 0xFFFFFF)),
    "encrypted": lambda made, chance: made.put(made.entry + 8, b"\x01"),
    "another method": lambda made, chance: made.put(made.entry + 10, bytes([chance.choice((1, 6, 9, 93, 95, 99)), 0])),
    "a wrong sum": lambda made, chance: made.put(made.entry + 16, b"\x00\x00\x00\x00"),
    "zip64": lambda made, chance: made.put(made.entry + 20, b"\xff" * 8),
    "a size too small": lambda made, chance: made.put(made.entry + 24, struct.pack("<I", 10)),
    "two lists": lambda made, chance: made.whole + made.whole[made.listed :],
    "parts": lambda made, chance: made.put(made.end + 4, struct.pack("<HH", 3, 3)),
    "an unknown version": lambda made, chance: made.put(made.entry + 6, b"\xc8"),
}


def odd(chance: random.Random, folder: Path) -> Case:
    """Something before it, after it or between; a list that says another thing than the members themselves."""
    found = tables(chance.choice((8, 400)))
    said = chance.choice(list(ODD))
    put(folder, {"march.zip": ODD[said](_Zip(packed(members(found))), chance)})
    expect = SAME if said == "a comment" else EITHER
    return Case("odd zip", said, str(folder), expect, ("march.zip",), counts(found) if expect == SAME else {})


VIEW = "CREATE VIEW people AS SELECT "
MADE: dict[str, tuple[str, tuple[str, ...]]] = {
    "a log beside it": (EITHER, ("PRAGMA journal_mode = WAL", "INSERT INTO cases (case_id) VALUES ('QZC-9')")),
    "a view over a view": (
        REFUSED,
        ("CREATE VIEW staff AS SELECT * FROM people", "CREATE VIEW people AS SELECT * FROM staff"),
    ),
    "an overflow in a view": (
        REFUSED,
        (VIEW + "case_id AS person_id, abs(-9223372036854775807 - 1) AS known_as FROM cases",),
    ),
    "json in a view": (
        REFUSED,
        (VIEW + "case_id AS person_id, json_extract(hold_reason, '$.x') AS known_as FROM cases",),
    ),
    "a trigger": (SAME, ("CREATE TRIGGER t INSERT ON cases BEGIN DELETE FROM cases; END",)),
    "many tables": (SAME, ("BEGIN", *(f"CREATE TABLE t{n} (x)" for n in range(800)), "COMMIT")),
    "many columns": (EITHER, (f"CREATE TABLE people (person_id, {', '.join(f'x{n}' for n in range(1_900))})",)),
    "a huge text": (
        EITHER,
        ("INSERT INTO decisions (decision_id, rationale) VALUES ('QZD-7', hex(zeroblob(20000000)))",),
    ),
    "a view that loads code": (REFUSED, (VIEW + "load_extension('x') AS person_id",)),
}
ADDRESSES = {
    "no such file": "sqlite:///{folder}/nothing.db", "a folder": "sqlite:///{folder}",
    "an unknown kind": "nobase://x/y",
    "an option": "sqlite:///{folder}/records.db?mode=rwc&x=1",
    "a password in the URL": f"postgresql://audit:{NAME}@db.example.org/x",
}  # fmt: skip


def odd_database(chance: random.Random, folder: Path) -> Case:
    """SQLite that keeps a log beside it or computes nonsense, or an address that leads to none."""
    found = tables(8)
    folder.mkdir(parents=True)
    path = folder / "records.db"
    for name, rows in found.items():
        sqlite(path, rows, name)
    said = chance.choice([*MADE, *ADDRESSES])
    names = ("people", "staff", "database", "decisions")
    if said in ADDRESSES:
        expect = EITHER if said == "an option" else REFUSED
        return Case("odd database", said, ADDRESSES[said].format(folder=folder), expect, names, status=2)
    expect, statements = MADE[said]
    base = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        base.execute(statement)
    base.close()
    return Case("odd database", said, f"sqlite:///{path}", expect, names, counts(found) if expect == SAME else {})


def audit_file(chance: random.Random, folder: Path) -> Case:
    """An ``audit.yml`` in the export's folder that nobody would write."""
    found = tables()
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    texts = (
        "[" * 20_000, "{a: " * 5_000, "export: .\nsettings:\n  " + bomb.replace("\n", "\n  "), "export: &a [*a]",
        "export: {a: b}",
        "export: .\nexport: ..\n", "", "x", "- a", "\x00", "export: !!python/object/apply:os.system ['x']",
        "export: 42",
        "export: /etc/passwd", f"export: {'a/' * 150}", "export: \"a\\0b\"", "export: .\npack: ../../x.yml",
        "export: sqlite:///x",
        "export: .\nmapping: /etc/passwd", "export: .\nown_rules: /etc", "export: .\nsettings: [1]",
        "export: 2026-01-01",
        "export: .\nsettings: &a {b: *a}", "? {a: b}\n: c", "export: .\n\ud800".encode("utf-8", "surrogatepass"),
        "export: .\nsettings: {written_for: {a: {b: {c: d}}}}", "export: .\nas_of: 2026-10-31",
    )  # fmt: skip
    place = chance.randrange(len(texts))
    write_csv(folder, found)
    put(folder, {"audit.yml": texts[place]})
    return Case("audit.yml", f"text {place}", str(folder), EITHER, (), status=2)
