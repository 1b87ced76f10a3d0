"""One table in every format: what it holds must arrive the same, however strange it is."""

import json
import random
import re
import sqlite3
from datetime import date
from pathlib import Path

import duckdb

from tests.hostile.base import AMBIGUOUS, NAME, REFUSED, SAME, Case, Rows, counts, put, tables, write_csv
from tests.hostile.mappings import good
from tests.sheets import ods, xls, xlsx

STRANGE = (
    "_x0041_", "_x000D_", "a\nb", "a\tb", " lead", "trail ", "  ", "two  spaces", "&amp;", "<b>x</b>", "]]>",
    "'quoted", "=1+1",
    "-1", "+44", "@x", "1e5", "00042", "1.0", "TRUE", "yes", "#N/A", "#REF!", "Err:502", "NULL", "null", "None",
    "nan", "\u00a0",
    "e\u0301", "\U0001d57cuill", "\u200b", "é", "“”", "\u2028", "\ufffd", "{x}", "%s", "\\", "a;b", "a,b", 'a"b',
    "2016-02-30",
    "1900-01-00", "12:30", "x" * 3_000, "0x1F", "\uff11\uff12", "-0", ".5", "1,5", "true", "\x7f",
)  # fmt: skip
FORMATS = ("xlsx", "xls", "ods", "jsonl", "parquet", "sqlite", "csv")
DATES = {
    "dd/mm/yyyy": "%d/%m/%Y", "dd.mm.yyyy": "%d.%m.%Y", "mm/dd/yyyy": "%m/%d/%Y", "dd-mon-yyyy": "%d-%b-%Y",
    "month dd, yyyy": "%B %d, %Y", "yyyymmdd": "%Y%m%d", "dd mon yy": "%d %b %y", "ddmmyyyy": "%d%m%Y",
}  # fmt: skip


def strange(chance: random.Random) -> dict[str, Rows]:
    """The clean tables with strange texts in any column but the keys."""
    found = tables(chance.choice((8, 40)))
    for rows in found.values():
        for row in rows[1:]:
            for place in range(1, len(row)):
                if chance.random() < 0.25:
                    row[place] = chance.choice(STRANGE)
    return found


def across(chance: random.Random, folder: Path) -> Case:
    """The same strange table as CSV and in another format."""
    found, kind = strange(chance), chance.choice(FORMATS)
    twin = write_csv(folder.parent / "twin", found)
    if kind in ("xls", "ods"):  # neither can hold a control character, and the writer of one no line ends and spaces
        lost = ("\x7f", "\n", "\t", "  ", " lead", "trail ") if kind == "ods" else ("\x7f",)
        for rows in found.values():
            rows[:] = [["" if any(sign in cell for sign in lost) else cell for cell in row] for row in rows]
        write_csv(twin, found)
    export = str(_write(folder, found, kind))
    return Case("across formats", kind, export, SAME, rows=counts(found), twin=str(twin))


def _write(folder: Path, found: dict[str, Rows], kind: str) -> str:
    folder.mkdir(parents=True)
    for name, rows in found.items():
        if kind in ("xlsx", "xls", "ods"):
            cells = [[cell or None for cell in row] for row in rows]
            {"xlsx": xlsx, "xls": xls, "ods": ods}[kind](folder / f"{name}.{kind}", cells, name)
        elif kind == "jsonl":
            lines = [json.dumps(dict(zip(rows[0], row, strict=True))) for row in rows[1:]]
            put(folder, {f"{name}.jsonl": "\n".join(lines) + "\n"})
        elif kind == "parquet":
            _parquet(folder / f"{name}.parquet", rows)
        elif kind == "sqlite":
            _table(folder / "records.db", name, rows)
        else:
            put(folder, {f"{name}.csv": "\r\n".join(",".join(_cell(cell) for cell in row) for row in rows)})
    return f"sqlite:///{folder / 'records.db'}" if kind == "sqlite" else str(folder)


def _cell(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _parquet(path: Path, rows: Rows) -> None:
    with duckdb.connect() as connection:
        columns = ", ".join(f'"{head}" VARCHAR' for head in rows[0])
        connection.execute(f"CREATE TABLE t ({columns})")
        connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(rows[0]))})", rows[1:])
        connection.execute(f"COPY t TO '{path}'")


def _table(path: Path, name: str, rows: Rows) -> None:
    with sqlite3.connect(path) as base:
        base.execute(f'CREATE TABLE "{name}" ({", ".join(rows[0])})')
        base.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(rows[0]))})', rows[1:])
    base.close()


def dated(chance: random.Random, folder: Path) -> Case:
    """Dates in another way of writing them: said by the mapping, told by the values, or not to be told."""
    found = tables(chance.choice((8, 40)))
    form = chance.choice([*DATES, "excel"])
    said = chance.random() < 0.6
    doubtful = not said and (chance.random() < 0.4 or form in ("dd mon yy", "excel", "yyyymmdd", "ddmmyyyy"))
    for place, row in enumerate(found["cases"][1:]):
        for column in (3, 4):
            if row[column]:
                day = date.fromisoformat(row[column])
                day = day.replace(day=AMBIGUOUS[place % len(AMBIGUOUS)]) if doubtful and form not in ("excel",) else day
                row[column] = _day(day, form)
    text = good(found)
    if said:
        text = re.sub(r"((opened|closed)_on): (\w+)", rf"\1: {{first: \3, date_format: '{form}'}}", text)
    expect, wanted = SAME, counts(found)
    if doubtful:  # a date with its month in letters, or eight digits that can be one date alone, may still be told
        expect, wanted = (REFUSED if form in ("dd/mm/yyyy", "mm/dd/yyyy", "dd.mm.yyyy", "dd mon yy") else "either"), {}
    what = f"{form}, {'said' if said else 'in doubt' if doubtful else 'told'}"
    names = ("cases.csv",)
    return Case("dates", what, str(write_csv(folder, found)), expect, names, wanted, mapping=text)


def _day(day: date, form: str) -> str:
    return str((day - date(1899, 12, 30)).days) if form == "excel" else day.strftime(DATES[form])


def odd_headings(chance: random.Random, folder: Path) -> Case:
    """Headings that no report can show as they stand: with controls, turned round, over two lines."""
    found = tables()
    odd = (
        "\x1b[2Jx",
        "a\u202eb",
        "why\nnot",
        "x\u2028y",
        "\u200b",
        "=cmd()",
        "\x07",
        "x" * 5_000,
        "a\r\nb",
        "<i>",
        "\x85z",
        "#REF!",
    )
    kind = chance.choice(("csv", "xlsx", "jsonl", "parquet", "sqlite"))
    head = chance.choice(odd)
    if kind == "xlsx":  # whose XML cannot hold a control character
        head = re.sub(r"[\x00-\x08\x0b-\x1f]", "", head) or "x\u202e"
    found["decisions"] = [[*row, NAME if place else head] for place, row in enumerate(found["decisions"])]
    if kind == "csv":
        found["decisions"][0][-1] = head
    export = _sqlite(folder, found) if kind == "sqlite" else _write(folder, found, kind)
    # What shows nothing at all is no heading over values, and is refused for that.
    return Case("odd headings", f"{head[:8]!a} in {kind}", export, "either", ("decisions",), counts(found), changed=0)


def _sqlite(folder: Path, found: dict[str, Rows]) -> str:
    folder.mkdir(parents=True)
    for name, rows in found.items():
        quoted = [f'"{head}"' for head in rows[0]]
        _table(folder / "records.db", name, [quoted, *rows[1:]])
    return f"sqlite:///{folder / 'records.db'}"
