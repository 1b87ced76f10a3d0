"""Hostile JSON, Parquet and databases."""

import json
import random
import sqlite3
from pathlib import Path

import duckdb

from tests.hostile.base import EITHER, NAME, REFUSED, SAME, Case, Rows, counts, some_tables, tables, write_csv
from tests.hostile.books import bend


def _objects(rows: Rows) -> list[dict[str, object]]:
    return [{head: cell or None for head, cell in zip(rows[0], row, strict=True)} for row in rows[1:]]


def json_lines(chance: random.Random, folder: Path) -> Case:
    """One object a line, or an array: well written, or with a fault that another reader might pass over."""
    found = some_tables(chance)
    write_csv(folder, found)
    (folder / "decisions.csv").unlink()
    objects = _objects(found["decisions"])
    lines = [json.dumps(one, ensure_ascii=chance.random() < 0.5) for one in objects]
    head = lines[0][:-1]
    faults = {
        "sound": "", "an array": "", "a key twice": head + ', "decision_id": "QZD-7"}', "NaN": head + ', "a": NaN}',
        "a lone surrogate": head.replace("QZD-00001", "QZD-7") + ', "a": "\\ud800"}', "cut": head[:-10],
        "a list": "[1, 2]",
        "nested": head + ', "a": {"b": 1}}', "a NUL": head + ', "a": "Quill\\u0000"}',
        "two on a line": lines[0] + lines[0],
        "deep": '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "a text": f'"{NAME}"', "a trailing comma": head + ",}",
        "single quotes": lines[0].replace('"', "'"), "a comment": f"// {NAME}",
        "huge number": head + ', "a": ' + "9" * 9_999 + "}",
        "another key each": "", "a number for a date": "",
    }  # fmt: skip
    what = chance.choice(list(faults))
    wanted = counts(found)
    if what == "another key each":
        lines = [json.dumps({f"{NAME}{n}": one}) for n, one in enumerate(range(2_500))]
    elif what == "a number for a date":
        lines = [json.dumps({**one, "decided_at": 42}) for one in objects]
    elif faults[what]:
        lines.insert(chance.randrange(len(lines) + 1), faults[what])
    text = "[" + ",\n".join(lines) + "]" if what == "an array" else "\n".join(lines) + chance.choice(("", "\n"))
    name = chance.choice(("decisions.jsonl", "decisions.json", "decisions.ndjson"))
    (folder / name).write_text(text, "utf-8")
    expect = (
        SAME if what in ("sound", "an array") else EITHER if what in ("huge number", "a number for a date") else REFUSED
    )
    wanted["decisions"] += what == "huge number"
    return Case("json", what, str(folder), expect, (name,), wanted if expect != REFUSED else {})


def json_bent(chance: random.Random, folder: Path) -> Case:
    """JSON with bytes changed."""
    found = some_tables(chance)
    write_csv(folder, found)
    (folder / "decisions.csv").unlink()
    text = "\n".join(json.dumps(one) for one in _objects(found["decisions"]))
    (folder / "decisions.jsonl").write_bytes(bend(text.encode(), chance))
    return Case("json", "bytes changed", str(folder), EITHER, ("decisions.jsonl",))


def parquet(chance: random.Random, folder: Path) -> Case:
    """Parquet: with types of its own, with columns that are no texts, damaged, cut."""
    found = tables(chance.choice((8, 400)))
    write_csv(folder, found)
    said = chance.choice(("sound", "bytes changed", "bytes changed", "cut", "blobs", "nested", "doubles", "a NUL",
                          "a column twice", "nothing in it", "a file inside a name"))  # fmt: skip
    path = folder / "decisions.parquet"
    text = folder / "decisions.csv"
    more = {
        "blobs": ", '\\xAA\\x00'::BLOB AS q", "nested": ", {'a': rationale} AS q", "doubles": ", 1e300 AS q",
        "a NUL": ", chr(0) || 'Quill' AS purpose", "nothing in it": "", "a column twice": ', case_id AS "CASE_ID "',
    }.get(said, "")  # fmt: skip
    with duckdb.connect() as connection:
        read = f"read_csv('{text}', all_varchar = true, header = true)"
        end = " LIMIT 0" if said == "nothing in it" else ""
        connection.execute(f"COPY (SELECT *{more} FROM {read}{end}) TO '{path}'")
    text.unlink()
    content = path.read_bytes()
    if said == "bytes changed":
        path.write_bytes(bend(content, chance))
    elif said == "cut":
        path.write_bytes(content[: chance.randrange(len(content))])
    elif said == "a file inside a name":
        path.rename(folder / "decisions.PARQUET")
    wanted = counts(found)
    wanted["decisions"] *= said != "nothing in it"
    whole = ("sound", "doubles", "a file inside a name")
    expect = SAME if said in whole else EITHER if said in ("bytes changed", "a NUL", "nothing in it") else REFUSED
    sure = said in (*whole, "nothing in it", "a NUL")
    return Case("parquet", said, str(folder), expect, ("ecisions.",), wanted if sure else {})


def database(chance: random.Random, folder: Path) -> Case:
    """SQLite: damaged, with views that fail, values no table holds, text that is no text, odd names."""
    found = some_tables(chance)
    folder.mkdir(parents=True)
    path = folder / "records.db"
    said = chance.choice(
        ("sound", "a view that fails", "a view without end", "a huge integer", "a blob", "no UTF-8", "a NUL",
        "an odd name",
         "damaged", "cut", "nothing", "a column twice", "a real", "a table twice", "a generated column", "types mixed")
    )  # fmt: skip
    base = sqlite3.connect(path)
    for name, rows in found.items():
        if (said, name) == ("a table twice", "cases"):
            base.execute('CREATE TABLE "Cases " (case_id TEXT)')
        columns = ", ".join(f'"{head}"' for head in rows[0])
        base.execute(f'CREATE TABLE "{name}" ({columns})')
        base.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(rows[0]))})', rows[1:])
    insert = "INSERT INTO decisions (decision_id, rationale) VALUES ('QZD-777', {})"
    statements = {
        "a view that fails": "CREATE VIEW people AS SELECT * FROM not_there",
        "a view without end": "CREATE VIEW people AS WITH RECURSIVE n(person_id) AS (SELECT 1 UNION ALL SELECT "
        "person_id + 1 FROM n LIMIT 300000) SELECT person_id, hex(randomblob(20)) AS full_name FROM n",
        "a huge integer": insert.format("9223372036854775807"),
        "a blob": insert.format("x'5175696C6C00FF'"),
        "no UTF-8": insert.format("CAST(x'5175696C6CC3' AS TEXT)"),
        "a NUL": insert.format("'Quill' || char(0) || 'feather'"),
        "an odd name": f'CREATE TABLE "a""b; DROP TABLE cases; -- {chr(10)}\u202e" (x); ',
        "a column twice": 'ALTER TABLE decisions ADD COLUMN "Case_ID "',
        "a real": insert.format("1e308 * 10"),
        "a generated column": "ALTER TABLE decisions ADD COLUMN g AS (upper(rationale))",
        "types mixed": "UPDATE decisions SET decided_at = 20160101 WHERE rowid % 2 = 0",
    }
    if said in statements:
        base.execute(statements[said])
    base.commit()
    base.close()
    content = path.read_bytes()
    if said == "damaged":
        path.write_bytes(content[:100] + bend(content[100:], chance))
    elif said == "cut":
        path.write_bytes(content[: chance.randrange(len(content))])
    elif said == "nothing":
        path.write_bytes(b"")
    refused = ("a view that fails", "a blob", "no UTF-8", "a NUL", "nothing", "a column twice")
    same = ("sound", "a generated column", "a table twice")
    expect = REFUSED if said in refused else SAME if said in same else EITHER
    wanted = counts(found) if expect == SAME else {}
    return Case("database", said, f"sqlite:///{path}", expect, ("decisions", "people", "database", "cases"), wanted)
