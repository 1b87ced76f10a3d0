"""The worklist: an Excel workbook with one row per finding, for people to work through.

Every cell of the export's making is written as text, so that nothing in it can become a formula, a
link or a number. Equal audits give equal bytes: the only date in the file is the audit's own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import xlsxwriter
from xlsxwriter.workbook import Workbook

from checks.output import worklist_sheets
from checks.output.cells import CONFIDENTIAL, Cell, Pen, print_setup
from checks.output.words import (
    JUDGED,
    NOT_THERE,
    OUTCOMES,
    SEVERITIES,
    STATES,
    STATUSES,
    Word,
    count,
    listed,
    plain,
    text,
)
from checks.output.worklist_rows import rows
from checks.results.audit import Audit
from checks.results.followed import Followed
from checks.results.notes import Notes

ROWS_A_SHEET = 1_000_000  # Excel holds 1,048,576 rows a sheet
NOTHING_WRITTEN = Notes()


@dataclass(frozen=True)
class Field:
    """One column of the worklist: heading, width in characters, what fills it, and what it is for."""

    heading: str
    width: int
    purpose: str
    value: Callable[[dict[str, object]], Cell]


def _where(row: dict[str, object]) -> str:
    if not text(row["source_file"]):
        return NOT_THERE
    return f"{text(row['source_file'])}, record {text(row['source_row'])}"


def _state(row: dict[str, object]) -> str:
    return "; ".join(STATES[state].name for state in text(row["state"]).split(";") if state)


FIELDS = (
    Field("Urgency", 13, "Critical first.", lambda row: SEVERITIES.get(text(row["severity"]), text(row["severity"]))),
    Field("Rule", 9, "The rule's number; see the report.", lambda row: text(row["rule_id"])),
    Field("What", 38, "What the rule asks for.", lambda row: text(row["title"])),
    Field(
        "Outcome", 17, "Whether it breaks the rule or needs a person.", lambda row: OUTCOMES[text(row["outcome"])].name
    ),
    Field("Cause", 26, "This record is ...", lambda row: plain(row["cause"])),
    Field("What decided it", 40, "The dates and codes the rule read.", lambda row: text(row["detail"])),
    Field("Record", 16, "The record's own id.", lambda row: text(row["record_id"])),
    Field("Case", 14, "The case it belongs to.", lambda row: text(row["case_id"])),
    Field("Kind of record", 17, "The table of the export.", lambda row: plain(row["table"])),
    Field("Where", 28, "The file of the export, and the record in it (the header is 1).", _where),
    Field("Why it matters", 44, "The reason for the rule.", lambda row: text(row["why"])),
    Field("What to do", 44, "How to put it right.", lambda row: text(row["remedy"])),
    Field("Clauses", 22, "The clauses of the policy it comes from.", lambda row: plain(row["clauses"])),
    Field("State", 14, "Where it stands compared with the months before.", _state),
    Field("Since", 11, "The month since which it has been open without a break.", lambda row: text(row["since"])),
    Field(
        "Accepted until",
        13,
        "Accepted by a manager until then; blank for most.",
        lambda row: text(row["accepted_until"]),
    ),
    Field(
        "Owner", 16, "Yours to fill in: who will do it. Next month's list repeats it.", lambda row: text(row["owner"])
    ),
    Field("Due", 13, "By when, by its urgency and since when it is open. Yours to change.", lambda row: row["due"]),  # type: ignore[arg-type,return-value]
    Field(
        "Notes", 40, "Yours to fill in: what was done. Next month's list repeats it.", lambda row: text(row["notes"])
    ),
    Field(
        "Reference",
        20,
        "By it next month's list knows the row again. Leave it as it is.",
        lambda row: text(row["reference"]),
    ),
)


def write(
    audit: Audit,
    path: Path,
    about: Mapping[str, str] = MappingProxyType({}),
    followed: Followed | None = None,
    notes: Notes = NOTHING_WRITTEN,
) -> None:
    """Write the workbook of an audit's findings to ``path``, the gravest first.

    ``about`` adds to the first sheet what else a reader must know of this list: heading -> sentence. ``followed``
    says where each finding stands compared with the months before, and ``notes`` what people wrote to it then.
    Temporary files go beside it, never to a shared folder. Raises OSError if it cannot be written.
    """
    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    told = rows(audit, followed, notes)
    with xlsxwriter.Workbook(str(path), options) as book:
        pen = Pen.of(book)
        _describe(book, audit)
        _explain(book, audit, dict(about) | _carried(notes))
        for place, start in enumerate(range(0, max(len(told), 1), ROWS_A_SHEET), start=1):
            name = "Findings" if place == 1 else f"Findings {place}"
            _list(book, pen, name, told.iloc[start : start + ROWS_A_SHEET], notes.headings)
        if followed is not None:
            worklist_sheets.add(book, pen, told, followed, notes)


def _carried(notes: Notes) -> dict[str, str]:
    """What the first sheet says of the earlier lists."""
    read = f"Owners, due dates and notes come from the worklist of {listed(notes.months)}." if notes.months else ""
    told = {"Carried forward": read, "Not carried forward": " ".join(notes.troubles)}
    return {heading: sentence for heading, sentence in told.items() if sentence}


def _describe(book: Workbook, audit: Audit) -> None:
    book.set_properties(
        {
            "title": f"Worklist, {audit.run.as_of:%B %Y}: {CONFIDENTIAL}",
            "subject": f"Findings of the audit against {audit.run.pack_title}",
            "category": CONFIDENTIAL,
            "created": datetime.combine(audit.run.as_of, time()),
        }
    )


def _list(book: Workbook, pen: Pen, name: str, rows: pd.DataFrame, own: Sequence[str]) -> None:
    """One sheet of findings: a frozen header with a filter, and cells that stay text."""
    sheet = book.add_worksheet(name)
    fields = [*FIELDS[:-1], *(_own(heading) for heading in own), FIELDS[-1]]
    for column, field in enumerate(fields):
        sheet.set_column(column, column, field.width, pen.day if field.heading == "Due" else pen.plain)
        sheet.write_string(0, column, field.heading, pen.head)
    for place, row in enumerate(_rows(rows), start=1):
        for column, field in enumerate(fields):
            pen.put(sheet, place, column, field.value(row))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(fields) - 1)
    print_setup(sheet)


def _own(heading: str) -> Field:
    """A column that people added to an earlier list."""
    return Field(heading, 20, "Added by you.", lambda row: row["own"].get(heading, ""))  # type: ignore[attr-defined]


def _rows(findings: pd.DataFrame) -> Iterator[dict[str, object]]:
    names = [str(name) for name in findings.columns]
    return (dict(zip(names, row, strict=True)) for row in findings.itertuples(index=False, name=None))


def _explain(book: Workbook, audit: Audit, about: Mapping[str, str]) -> None:
    """The first sheet: what this is, how to use it, and what it does not say."""
    sheet = book.add_worksheet("Read me first")
    bold = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    title = book.add_format({"bold": True, "font_size": 16})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, f"Worklist, {audit.run.as_of:%B %Y}", title)
    for place, (name, value) in enumerate(_introduction(audit, about), start=1):
        if name:
            sheet.write_string(place, 0, name, bold)
            sheet.write_string(place, 1, value, wrap)
    print_setup(sheet)


def _introduction(audit: Audit, about: Mapping[str, str]) -> list[tuple[str, str]]:
    run = audit.run
    silent = audit.outcomes[~audit.outcomes["status"].isin((*JUDGED, "off"))]
    unknown = (
        f"{count(len(silent), 'rule')} could not be judged, so this list may be incomplete: see the report."
        if len(silent)
        else "Every rule the policy pack asks for was judged."
    )
    changed = "; ".join(f"{key} = {value}" for key, value in run.overrides.items()) or "none"
    return [
        (CONFIDENTIAL, "Records of real people stand behind every row. Share it only with those who must act on it."),
        ("Policy pack", f"{run.pack_title} ({run.pack})"),
        ("Records as they stood on", f"{run.as_of.day} {run.as_of:%B %Y}"),
        ("Settings the run changed", changed),
        *about.items(),
        ("Rows in this list", f"{count(len(audit.findings), 'finding')}: one row for each rule and record."),
        ("Not in this list", f"{unknown} No row for a rule is not proof that its records are in order."),
        ("", ""),
        (
            "How to use it",
            "Filter by urgency, rule or case. Fill in owner, due and notes as you go; next month's "
            "list repeats them, by the column Reference. Sort, hide and add columns as you like.",
        ),
        ("", ""),
        *_meanings("", OUTCOMES),
        ("", ""),
        *((field.heading, field.purpose) for field in FIELDS),
        ("", ""),
        *_meanings("State: ", STATES),
        ("", ""),
        *_meanings("Status: ", STATUSES),
    ]


def _meanings(before: str, words: Mapping[str, Word]) -> list[tuple[str, str]]:
    """Each code in words, with what it means and what to do."""
    return [(f"{before}{word.name}", f"{word.meaning} {word.action}") for word in words.values()]


__all__ = ["CONFIDENTIAL", "FIELDS", "Field", "write"]
