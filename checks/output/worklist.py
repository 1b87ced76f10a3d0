"""The worklist: an Excel workbook with one row per finding, for people to work through.

Every cell of the export's making is written as text, so that nothing in it can become a formula, a
link or a number. Equal audits give equal bytes: the only date in the file is the audit's own.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from checks.output.words import JUDGED, NOT_THERE, OUTCOMES, SEVERITIES, STATUSES, count, plain, text
from checks.results.audit import Audit
from checks.results.files import FORMULA_SIGNS

ROWS_A_SHEET = 1_000_000  # Excel holds 1,048,576 rows a sheet
LONGEST_CELL = 32_000  # Excel refuses a cell of more than 32,767 characters
CONFIDENTIAL = "Private and Confidential"


@dataclass(frozen=True)
class Field:
    """One column of the worklist: heading, width in characters, what fills it, and what it is for."""

    heading: str
    width: int
    purpose: str
    value: Callable[[dict[str, object]], str] = lambda _: ""


def _where(row: dict[str, object]) -> str:
    if not text(row["source_file"]):
        return NOT_THERE
    return f"{text(row['source_file'])}, record {text(row['source_row'])}"


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
    Field("Owner", 16, "Yours to fill in: who will do it."),
    Field("Due", 13, "Yours to fill in: by when."),
    Field("Notes", 40, "Yours to fill in: what was done."),
)


def write(audit: Audit, path: Path, about: Mapping[str, str] = MappingProxyType({})) -> None:
    """Write the workbook of an audit's findings to ``path``, the gravest first.

    ``about`` adds to the first sheet what else a reader must know of this list: heading -> sentence.

    Temporary files go beside it, never to a shared folder. Raises OSError if it cannot be written.
    """
    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        _describe(book, audit)
        _explain(book, audit, about)
        findings = _sorted(audit)
        for place, start in enumerate(range(0, max(len(findings), 1), ROWS_A_SHEET), start=1):
            sheet = book.add_worksheet("Findings" if place == 1 else f"Findings {place}")
            _list(book, sheet, findings.iloc[start : start + ROWS_A_SHEET])


def _describe(book: Workbook, audit: Audit) -> None:
    book.set_properties(
        {
            "title": f"Worklist, {audit.run.as_of:%B %Y}: {CONFIDENTIAL}",
            "subject": f"Findings of the audit against {audit.run.pack_title}",
            "category": CONFIDENTIAL,
            "created": datetime.combine(audit.run.as_of, time()),
        }
    )


def _sorted(audit: Audit) -> pd.DataFrame:
    """The findings with each rule's words, by urgency, then outcome, rule and record."""
    told = audit.findings.merge(audit.rules[["rule_id", "title", "why"]], on="rule_id", how="left")
    urgency = {severity: place for place, severity in enumerate(SEVERITIES)}
    gravity = {outcome: place for place, outcome in enumerate(OUTCOMES)}
    told = told.assign(urgency=told["severity"].map(urgency), gravity=told["outcome"].map(gravity))
    return told.sort_values(["urgency", "gravity", "rule_id", "record_id"], kind="stable")


def _list(book: Workbook, sheet: Worksheet, findings: pd.DataFrame) -> None:
    """One sheet of findings: a frozen header with a filter, and cells that stay text."""
    head = book.add_format(
        {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"}
    )
    cell = {"num_format": "@", "text_wrap": True, "valign": "top"}
    plain_cell = book.add_format(cell)
    quoted_cell = book.add_format(cell | {"quote_prefix": True})
    due = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
    for column, field in enumerate(FIELDS):
        sheet.set_column(column, column, field.width, due if field.heading == "Due" else plain_cell)
        sheet.write_string(0, column, field.heading, head)
    for place, row in enumerate(_rows(findings), start=1):
        for column, field in enumerate(FIELDS):
            _put(sheet, place, column, field.value(row), plain_cell, quoted_cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(findings), 1), len(FIELDS) - 1)
    _print_setup(sheet)


def _rows(findings: pd.DataFrame) -> Iterator[dict[str, object]]:
    names = [str(name) for name in findings.columns]
    return (dict(zip(names, row, strict=True)) for row in findings.itertuples(index=False, name=None))


def _put(sheet: Worksheet, row: int, column: int, value: str, plain_cell: Format, quoted_cell: Format) -> None:
    """Write text as text; a sign that Excel would take for a formula on editing gets the quote prefix."""
    if not value:
        return
    shown = value if len(value) <= LONGEST_CELL else value[:LONGEST_CELL] + " (cut short)"
    sheet.write_string(row, column, shown, quoted_cell if shown.startswith(FORMULA_SIGNS) else plain_cell)


def _print_setup(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C{CONFIDENTIAL}")
    sheet.set_footer("&CPage &P of &N")


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
    _print_setup(sheet)


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
        ("How to use it", "Filter by urgency, rule or case. Fill in owner, due and notes as you go."),
        ("", ""),
        *((word.name, f"{word.meaning} {word.action}") for word in OUTCOMES.values()),
        ("", ""),
        *((field.heading, field.purpose) for field in FIELDS),
        ("", ""),
        *((f"Status: {word.name}", f"{word.meaning} {word.action}") for word in STATUSES.values()),
    ]
