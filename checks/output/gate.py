"""The data gate as a section: what was read, what could not be relied on, what the export lacks."""

from html import escape

import pandas as pd

from checks.output.sections import Section, notice
from checks.output.tables import Column, numeric, table
from checks.output.words import count, listed, plain, text
from checks.results.audit import Audit

PROBLEMS = {
    "blank": "Blank, though every record needs it",
    "unreadable_date": "Not a date; read as blank",
    "unknown_code": "Not a known code; read as blank",
    "after_as_of": "The record is dated after the audit's day; left for a later audit",
    "future_date": "A date after the audit's day; read as blank",
    "closed_before_opened": "Closed before it was opened",
    "dangling_id": "Points to a record that is not in the export",
    "empty_line_skipped": "Empty line; not counted as a record",
    "unexpected_column": "A column the audit does not know; not read",
    "missing_file": "A file the mapping reads is not there",
    "unexpected_file": "A file the audit does not know; not read",
}
ABSENT = ("missing_table", "missing_column")
ABOUT_FILES = ("empty_line_skipped", "missing_file", "unexpected_column", "unexpected_file", "converted_from_")
# What became of the rows of a file, in the order in which the sum is made.
COUNTS = {
    "rows": "Rows",
    "looked_up": "Only looked up",
    "left_out": "Left out",
    "made": "Made records",
    "merged": "Part of another",
    "records": "Records",
}
_COLUMNS = (
    Column("table", "Table"),
    Column("column", "Column"),
    Column("words", "Problem"),
    numeric("rows", "Records"),
    Column("first_rows", "First records", lambda rows: escape(plain(rows))),
)


def gate(audit: Audit) -> Section:
    """What was found before any rule ran, values first, then files, then what the export lacks."""
    lacking = audit.gate[audit.gate["problem"].isin(ABSENT)]
    if audit.sources.empty:
        return Section(_sources(audit) + _lacking(lacking))
    return Section(_sources(audit) + problems(audit.gate) + _lacking(lacking))


def problems(gate: pd.DataFrame) -> str:
    """What is wrong with values and files, of the lines of a data gate."""
    told = gate.assign(words=[PROBLEMS.get(text(code), plain(code)) for code in gate["problem"]])
    absent = told["problem"].isin(ABSENT)
    of_files = told["problem"].map(text).str.startswith(ABOUT_FILES)
    return _values(told[~absent & ~of_files]) + _files(told[of_files])


def _sources(audit: Audit) -> str:
    if audit.sources.empty:
        return notice("No file of the export was read, so no rule could be tested.")
    return files_read(audit.sources)


def files_read(sources: pd.DataFrame) -> str:
    """Every file with what became of its rows, and the sum, from a frame of at least table, file and COUNTS."""
    counts = [numeric(name, heading) for name, heading in COUNTS.items() if name in _telling(sources)]
    columns = (Column("table", "Table"), Column("file", "File"), *counts)
    return table(sources, "Files read", columns) + _sum(sources)


def _telling(sources: pd.DataFrame) -> list[str]:
    """The counts that say something: in an export whose every row is a record, rows and records say it all."""
    used = sources["rows"] - sources["looked_up"] - sources["left_out"]
    always = {"rows": True, "records": True, "made": (sources["made"] != used).any() or sources["merged"].any()}
    return [name for name in COUNTS if always.get(name, sources[name].any())]


def _sum(sources: pd.DataFrame) -> str:
    """How the rows became the records, as a sum that a reader can check."""
    total = {name: int(sources[name].sum()) for name in COUNTS}
    parts = [f"{count(total['rows'], 'row')} read"]
    if total["looked_up"]:
        parts.append(f"{total['looked_up']:,} only looked up, to add to other rows")
    if total["left_out"]:
        parts.append(f"{total['left_out']:,} left out, as the mapping says")
    used = total["rows"] - total["looked_up"] - total["left_out"]
    if used != total["rows"] or total["made"] != used or total["merged"]:
        parts.append(f"{used:,} used, which made {count(total['made'], 'record')}")
    if total["merged"]:
        parts.append(f"{total['merged']:,} of these became part of another record")
    parts.append(f"{count(total['records'], 'record')} to judge")
    twice = " A row counts once for each table that it feeds." if sources["file"].duplicated().any() else ""
    return f"<p>Every row is accounted for: {escape('; '.join(parts))}.{twice}</p>"


def _values(values: pd.DataFrame) -> str:
    if values.empty:
        return "<h3>Values</h3><p>Every value in the files read could be relied on as it stands.</p>"
    sentence = (
        f"<h3>Values</h3><p>{count(len(values), 'problem')} found. No record was dropped: a value that cannot be read "
        "is treated as blank, and each rule says what a blank means. Correct these in the case-management "
        "system, then export again. Record numbers count the header as 1.</p>"
    )
    return sentence + table(values, "Problems found in the values", _COLUMNS, limit=40, rest="in gate.csv")


def _files(of_files: pd.DataFrame) -> str:
    if of_files.empty:
        return ""
    return "<h3>Files</h3>" + table(of_files, "Notes on the files", _COLUMNS, limit=30, rest="in gate.csv")


def _lacking(lacking: pd.DataFrame) -> str:
    """Absent tables by name, then the columns that are absent from the others, one row for each table."""
    if lacking.empty:
        return ""
    whole = lacking["column"].map(text) == ""
    parts = [
        "<h3>Not in the export</h3><p>Rules that need these could not be tested, or only in part: the last section "
        "names them. Add to the export what your service keeps.</p>"
    ]
    if whole.any():
        parts.append(f"<p>Tables: {escape(listed(sorted(lacking[whole]['table'].map(text))))}.</p>")
    if not whole.all():
        gaps = lacking[~whole].groupby("table", sort=False)["column"].agg(", ".join).reset_index()
        columns = (Column("table", "Table"), Column("column", "Columns"))
        parts.append(table(gaps, "Columns the export does not have", columns))
    return "".join(parts)
