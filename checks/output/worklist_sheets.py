"""The sheets beside the findings: by team, what was accepted, and what people wrote to other findings."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from checks.output.cells import Cell, Pen, print_setup
from checks.output.words import ACCEPTANCES, FAULTS, STATES, text
from checks.results.followed import Followed
from checks.results.history import NEW, PERSISTING, RETURNED
from checks.results.notes import Notes, Written

BY_TEAM, EXCEPTIONS, NOT_HERE, NOT_MATCHED = "By team", "Exceptions", "No longer in this list", "Notes not matched"
NOBODY = "Nobody yet"
_COUNTS = (
    ("Open", 10), ("New or returned", 12), ("Persisting", 12), ("Overdue", 10), ("Accepted", 10), ("Without owner", 10),
    ("Open since", 12),
)  # fmt: skip


def add(book: Workbook, pen: Pen, rows: pd.DataFrame, followed: Followed, notes: Notes) -> None:
    """Add the sheets that have something to say."""
    _by_team(_sheet(book, BY_TEAM), pen, rows)
    if followed.accepted.given:
        _exceptions(_sheet(book, EXCEPTIONS), pen, followed)
    gone = notes.left_over(list(rows["reference"]))
    states = dict(zip(followed.history["identity"], followed.history["state"], strict=True))
    known = [one for one in gone if any(part in states for part in one.references)]
    lost = [*notes.unmatched, *(one for one in gone if one not in known)]
    for name, written in ((NOT_HERE, known), (NOT_MATCHED, lost)):
        if written:
            _written(_sheet(book, name), pen, written, notes.headings, states)


def _sheet(book: Workbook, name: str) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    print_setup(sheet)
    return sheet


def _by_team(sheet: Worksheet, pen: Pen, rows: pd.DataFrame) -> None:
    """The manager's view: what each service, each manager's team and each owner has open, and for how long."""
    told = rows.assign(owner=rows["owner"].map(lambda owner: text(owner).strip() or NOBODY))
    top = 0
    for heading, by in (("Service", "service"), ("Team of (staff id)", "team"), ("Owner", "owner")):
        top = 1 + pen.table(sheet, [(heading, 26), *_COUNTS], list(_counted(told, by)), top)


def _counted(rows: pd.DataFrame, by: str) -> Iterable[Sequence[Cell]]:
    """One row a group, in the order of their names, and one for all."""
    groups = [(text(name), part) for name, part in rows.groupby(by, sort=True)]
    for name, part in [*groups, ("All", rows)]:
        accepted = part["accepted_until"] != ""
        still = part[~accepted]
        fresh = still["state"].map(lambda state: bool({NEW, RETURNED} & set(state.split(";"))))
        lasting = still["state"].map(lambda state: PERSISTING in state.split(";"))
        unowned = still["owner"].map(lambda owner: text(owner).strip() in ("", NOBODY))
        counts = [len(still), fresh.sum(), lasting.sum(), still["overdue"].sum(), accepted.sum(), unowned.sum()]
        yield [name, *map(int, counts), min(filter(None, still["since"]), default="")]


def _exceptions(sheet: Worksheet, pen: Pen, followed: Followed) -> None:
    headings = [("Row of exceptions.csv", 12), ("Rule", 9), ("Record", 16), ("Standing", 26), ("What is wrong", 60),
                ("Findings", 10), ("Until", 13), ("What to do", 60)]  # fmt: skip
    rows: list[Sequence[Cell]] = []
    for line in followed.accepted.lines.to_dict("records"):
        state = ACCEPTANCES[line["state"]]
        wrong = [FAULTS[fault] for fault in line["faults"].split(";") if fault]
        rows.append(
            [int(line["row"]), line["rule_id"], line["record_id"], state.name, " ".join(wrong), int(line["findings"]),
             line["until"], state.action]
        )  # fmt: skip
    pen.table(sheet, headings, rows)


def _written(
    sheet: Worksheet, pen: Pen, written: Sequence[Written], own: Sequence[str], states: Mapping[str, str]
) -> None:
    """What people wrote, with the finding it was about, so that the next month's list can find it again."""
    headings = [("State", 16), ("Rule", 9), ("What", 38), ("Record", 16), ("Owner", 16), ("Due", 13), ("Notes", 60)]
    headings += [*((heading, 20) for heading in own), ("Reference", 20)]
    rows: list[Sequence[Cell]] = []
    for one in written:
        state = next((STATES[states[part]].name for part in one.references if part in states), "")
        extra = [one.own.get(heading, "") for heading in own]
        rows.append(
            [state, one.rule, one.what, one.record, one.owner, one.due, one.notes, *extra, ";".join(one.references)]
        )
    pen.table(sheet, headings, rows)
