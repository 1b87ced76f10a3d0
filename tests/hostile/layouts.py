"""Hostile CSV: columns, rows, delimiters and quotation marks."""

import csv
import random
from collections.abc import Callable
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


def shuffled(chance: random.Random, folder: Path) -> Case:
    """Columns and rows in another order, headings in capitals or with spaces around them: nothing of meaning."""
    found = some_tables(chance)
    for rows in found.values():
        order = chance.sample(range(len(rows[0])), len(rows[0]))
        body = rows[1:]
        chance.shuffle(body)
        rows[:] = [[row[place] for place in order] for row in [rows[0], *body]]
        dress = chance.choice((str, str.upper, str.title, lambda head: f" {head} "))
        rows[0] = [dress(head) for head in rows[0]]
    return Case("shuffled", "columns and rows", str(write_csv(folder, found)), SAME, rows=counts(found))


def delimited(chance: random.Random, folder: Path) -> Case:
    """Another delimiter, line end, quoting, or a final line end that is not there."""
    found = some_tables(chance)
    files = {}
    for name, rows in found.items():
        mark = chance.choice((",", ";", "\t", "|"))
        text = csv_text(
            rows, mark, chance.choice(("\n", "\r\n", "\r")), chance.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL))
        )
        text = text.rstrip("\r\n") if chance.random() < 0.3 else text
        text = f"sep={mark}\n{text}" if chance.random() < 0.15 and "\r" not in text else text
        files[name + chance.choice((".csv", ".txt", ".tsv", ".CSV"))] = text
    return Case("delimiter", "another", str(put(folder, files)), SAME, rows=counts(found))


def oddly_delimited(chance: random.Random, folder: Path) -> Case:
    """A delimiter that nobody can be sure of."""
    found = some_tables(chance)
    rows = found["decisions"]
    what = chance.choice(("spaces", "two at once", "two alike", "a sign of its own", "decimal commas", "fixed width"))
    text = csv_text(rows)
    if what == "spaces":
        text = csv_text(rows, " ")
    elif what == "two at once":
        lines = csv_text(rows[: len(rows) // 2], ",") + csv_text(rows[len(rows) // 2 :], ";")
        text = lines
    elif what == "two alike":
        text = "\n".join(";,".join(row).replace('"', "") for row in rows) + "\n"
    elif what == "a sign of its own":
        text = csv_text(rows, chance.choice("^~#:¦"))
    elif what == "decimal commas":
        text = csv_text([[*row, f"{place},5" if place else "cost"] for place, row in enumerate(rows)], ";")
    elif what == "fixed width":
        text = "\n".join("".join(cell.ljust(30)[:30] for cell in row) for row in rows) + "\n"
    expect = SAME if what == "decimal commas" else REFUSED
    export = str(write_csv(folder, found, decisions=text))
    return Case("delimiter", what, export, expect, ("decisions.csv",), counts(found) if expect == SAME else {})


def ragged(chance: random.Random, folder: Path) -> Case:
    """A record with a field more or fewer, anywhere."""
    found = some_tables(chance)
    rows = found["decisions"]
    row = rows[chance.randrange(1, len(rows))]
    what = chance.choice(("one more", "one fewer", "a field lost in the middle", "many more", "a line of words"))
    if what == "one more":
        row.append(NAME)
    elif what == "one fewer":
        row.pop()
    elif what == "a field lost in the middle":
        del row[2]
    elif what == "many more":
        row += [NAME] * 50
    else:
        row[:] = [f"{NAME} wrote this below the table"]
    return Case("ragged", what, str(write_csv(folder, found)), REFUSED, ("decisions.csv",))


def shifted(chance: random.Random, folder: Path) -> Case:
    """A record whose values stand one column off, with as many fields as the others."""
    found = some_tables(chance)
    rows = found["cases"]
    row = rows[chance.randrange(1, len(rows))]
    place = chance.randrange(2)
    row[4] = row[4] or "2015-01-01"
    if chance.random() < 0.5:
        row.insert(place, NAME)
        row.pop()
    else:
        row.append("")
        del row[place]
    return Case("shifted row", f"from column {place + 1}", str(write_csv(folder, found)), REFUSED, ("cases.csv",))


def _put(rows: Rows, row: int, column: int, text: str) -> None:
    rows[row][column] = text


# What is done to the rows, or the text that is made of them.
HEADINGS: dict[str, tuple[str, Callable[[Rows], str | None]]] = {
    "two alike": (REFUSED, lambda rows: _put(rows, 0, 3, rows[0][0])),
    "two alike but for case": (REFUSED, lambda rows: _put(rows, 0, 3, rows[0][0].upper() + " ")),
    "repeated": (REFUSED, lambda rows: rows.insert(len(rows) // 2, list(rows[0]))),
    "repeated at the end": (REFUSED, lambda rows: rows.append([head.upper() for head in rows[0]])),
    "none": (REFUSED, lambda rows: csv_text(rows[1:])),
    "a title above": (REFUSED, lambda rows: f"{NAME} decisions of the month\n\n" + csv_text(rows)),
    "an empty one over values": (REFUSED, lambda rows: _put(rows, 0, 6, "")),
    "an empty one over nothing": (SAME, lambda rows: csv_text([[*row, ""] for row in rows])),
    "nothing": (REFUSED, lambda rows: "\n"),
    "blanks": (REFUSED, lambda rows: " \n\n"),
    "a mark": (REFUSED, lambda rows: "\ufeff"),
    "empty fields": (REFUSED, lambda rows: ",,,,,,\n"),
    "blank lines": (SAME, lambda rows: csv_text(rows).replace("\nQZD-00003", "\n\n\n  \nQZD-00003") + "\n\n"),
    "headings of others": (REFUSED, lambda rows: csv_text([[f"column {n}" for n in range(7)], *rows[1:]])),
    "headings over two rows": (EITHER, lambda rows: rows.insert(1, ["", "(see", "", "notes)", "", "", ""])),
    "a heading with a line break": (EITHER, lambda rows: _put(rows, 0, 6, "rationale\n(why)")),
    "headings alone": (EITHER, lambda rows: rows.__delitem__(slice(1, None))),
}


def headed(chance: random.Random, folder: Path) -> Case:
    """Headings twice, repeated, lacking, of no name, in the wrong row, or none at all."""
    found = some_tables(chance)
    what = chance.choice(list(HEADINGS))
    expect, change = HEADINGS[what]
    text = change(found["decisions"])
    export = str(write_csv(folder, found, decisions=csv_text(found["decisions"]) if text is None else text))
    wanted = counts(found) if expect != REFUSED else {}
    return Case("headings", what, export, expect, ("decisions.csv",), wanted)


def quoted(chance: random.Random, folder: Path) -> Case:
    """Quotation marks: loose, unclosed, curly, single, escaped in another way."""
    found = some_tables(chance)
    rows = found["decisions"]
    row = chance.randrange(1, len(rows))
    lines = csv_text(rows).splitlines(keepends=True)
    what = chance.choice(("unclosed", "loose", "curly", "backslashes", "after the end", "a lone one", "line breaks"))
    head = "QZD-90000,QZC-00001,QZP-00001,2016-01-01,QZS-1,share,"
    put_in, expect, more = {
        "unclosed": (f'{head}"{NAME} never ended\n', REFUSED, 0),
        "loose": (f'{head}{NAME} said "no" twice\n', EITHER, 1),
        "curly": (f"{head}“{NAME}” said \u2018no\u2019\n", EITHER, 1),
        "backslashes": (f'{head}"{NAME} said \\"no\\" twice"\n', REFUSED, 0),
        "after the end": (f'{head}"{NAME}" and more\n', REFUSED, 0),
        "a lone one": (f'{head}"\n', REFUSED, 0),
        "line breaks": (f'{head}"{NAME}\n\n""a"",\r\nb"\n', EITHER, 1),
    }[what]
    content = "".join([*lines[:row], put_in, *lines[row:]])
    wanted = {**counts(found), "decisions": counts(found)["decisions"] + more}
    export = str(write_csv(folder, found, decisions=content))
    return Case("quotes", what, export, expect, ("decisions.csv",), wanted if more else {})


def huge(chance: random.Random, folder: Path) -> Case:
    """Fields of millions of letters, thousands of columns, one column, very many rows."""
    found = tables(8)
    rows = found["decisions"]
    what = chance.choice(
        ("a field of 3 MB", "a field of 20 MB", "5,000 columns", "one column", "100,000 rows", "a long heading")
    )
    expect = SAME
    if what == "a field of 3 MB":
        rows[4][6], expect = f"{NAME} " * 230_000, EITHER
    elif what == "a field of 20 MB":
        rows[4][6], expect = f"{NAME} " * 1_550_000, EITHER
    elif what == "5,000 columns":
        rows[:] = [[*row, *(f"x{n}" if not place else "" for n in range(5_000))] for place, row in enumerate(rows)]
    elif what == "one column":
        rows[:], expect = [[row[0]] for row in rows], EITHER
    elif what == "100,000 rows":
        found = tables(100_000)
        expect = EITHER
    elif what == "a long heading":
        rows[:] = [[*row, "h" * 200_000 if not place else ""] for place, row in enumerate(rows)]
        expect = EITHER
    return Case("huge", what, str(write_csv(folder, found)), expect, ("decisions.csv",), counts(found))


def strange_cells(chance: random.Random, folder: Path) -> Case:
    """Values of the wrong type, formulas, controls, right-to-left marks: read, reported, and never acted upon."""
    found = some_tables(chance)
    strange = (
        f"=cmd|' /C calc'!{NAME}", f"@SUM(1+1)*{NAME}", f"+{NAME}", f"-{NAME}", f"{NAME}\u202egnp.exe",
        "\x1b[2J" + NAME,
        f"{NAME}\x07\x7f", f"<script>{NAME}</script>", f"'; DROP TABLE cases; -- {NAME}", f"{NAME}\u2028\u2029\x85x",
        "9" * 400, "-1e309", "2019-02-30", "31/31/2019", f"{{{{{NAME}}}}}", f"%s%n{NAME}", "\u00a0\u200b", "NULL",
        "NaN",
        "\U0001d57c" + NAME, f"{NAME}\x1f=1", "0000-00-00", "99999-01-01", "2019-01-01T25:61:61", "\ufffd" + NAME,
        "x" * 5_000,
    )  # fmt: skip
    for rows in found.values():
        for _ in range(chance.choice((1, 3, 10))):
            row = rows[chance.randrange(1, len(rows))]
            row[chance.choice([place for place in range(len(row)) if place > 1])] = chance.choice(strange)
    return Case(
        "strange cells", "any", str(write_csv(folder, found)), EITHER, ("cases.csv", "decisions.csv"), counts(found)
    )


def twice(chance: random.Random, folder: Path) -> Case:
    """Two records of one key: never judged as if they were one."""
    found: dict[str, Rows] = some_tables(chance)
    name = chance.choice(("cases", "decisions"))
    found[name].append(list(found[name][1]))
    return Case(
        "keys", "two records of one", str(write_csv(folder, found)), EITHER, ("cases", "decisions"), counts(found)
    )
