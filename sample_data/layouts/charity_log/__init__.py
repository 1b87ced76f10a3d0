"""A workbook that a small charity keeps by hand: one wide sheet with a row for each client, and a few lists.

It has what such workbooks have: titles above two rows of headings of which the upper are merged, empty rows between
the years, numbers for ids, dates of which some were typed as text, three ways to say yes, a sheet of lists for the
drop-downs, and a hidden sheet that nobody deletes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from sample_data.layouts.canonical import Record
from sample_data.layouts.charity_log.carried import cut, spec
from sample_data.layouts.charity_log.cells import Cell, Writer, cell, words
from sample_data.layouts.charity_log.fitting import NOTICES
from sample_data.layouts.shuffled import Shuffle

FILE = "Client log 2026-10.xlsx"
MADE = datetime(2026, 10, 31, 16, 30)
TITLES = ("Client log - PRIVATE AND CONFIDENTIAL", "Fill in the same day. Never e-mail this file.")

Column = tuple[str, str, str]  # the group, the heading below it, and what the cell holds


def write(folder: Path, shuffle: Shuffle) -> None:
    """Write the workbook into a folder that is there."""
    settings = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(folder / shuffle.name(FILE)), settings) as book:
        book.set_properties({"created": MADE})
        writer = Writer(book)
        _clients(writer, book.add_worksheet(shuffle.name("Clients")), shuffle)
        for name, sheet in spec()["lists"].items():
            _listed(writer, book.add_worksheet(shuffle.name(name)), name, sheet, shuffle)
        _drop_downs(book.add_worksheet("Lists"))
        old = book.add_worksheet("Old")
        old.write_string(0, 0, "Everything before 2024 is on paper in the archive.")
        old.hide()


def _clients(writer: Writer, sheet: xlsxwriter.worksheet.Worksheet, shuffle: Shuffle) -> None:
    """The wide sheet. Rows are counted from 0 here: the headings stand in 2 and 3, the first client in 4."""
    columns = _columns(shuffle)
    for row, title in enumerate(TITLES):
        sheet.write_string(row, 0, title, writer.bold)
    first = 0
    for place, (group, heading, _) in enumerate(columns):
        sheet.write_string(3, place, heading, writer.bold)
        if place + 1 == len(columns) or columns[place + 1][0] != group:
            _merged(writer, sheet, group, first, place)
            first = place + 1
    row = 4
    year = ""
    for client in _rows():
        if year and client[("Service", "Started")].year != year:
            row += 1  # an empty row between the years
        year = client[("Service", "Started")].year
        for place, (group, heading, _) in enumerate(columns):
            writer.put(sheet, row, place, client[(group, heading)])
        row += 1


def _merged(writer: Writer, sheet: xlsxwriter.worksheet.Worksheet, group: str, first: int, last: int) -> None:
    if first == last:
        sheet.write_string(2, first, group, writer.bold)
    else:
        sheet.merge_range(2, first, 2, last, group, writer.bold)


def _columns(shuffle: Shuffle) -> list[Column]:
    """Every column of the wide sheet; shaken, the groups change places, and the columns within each."""
    groups = [
        [(group["group"].format(n=place), heading, given) for heading, given in group["columns"].items()]
        for group in spec()["clients"]
        for place in range(1, group.get("sets", 1) + 1)
    ]
    shaken = [groups[place] for place in shuffle.order("Clients", len(groups))]
    return [group[place] for group in shaken for place in shuffle.order(group[0][0], len(group))]


def _rows() -> Iterator[Mapping[tuple[str, str], Cell]]:
    """For each client, the cells by group and heading."""
    tables = cut()
    for case in tables["cases"]:
        own = {table: [row for row in rows if row.get("case_id") == case["case_id"]] for table, rows in tables.items()}
        people = {row["person_id"]: row for row in tables["people"]}
        own["people"] = [people[case["person_id"]]]
        own["children"] = [people[row["person_id"]] for row in own["case_people"] if row["relationship"] == "child"]
        yield {
            (group["group"].format(n=place + 1), heading): _cell(group["table"], given, own, rows, place)
            for group in spec()["clients"]
            for rows in [_of_kind(group, own[group.get("rows", group["table"])])]
            for place in range(group.get("sets", 1))
            for heading, given in group["columns"].items()
        }


def _of_kind(group: Mapping[str, str], rows: Sequence[Record]) -> Sequence[Record]:
    """The records of a group; of notices, those of its kind, by the letter their ids end in."""
    return [row for row in rows if "kind" not in group or row["notice_id"].endswith(NOTICES[group["kind"]])]


def _cell(table: str, given: str, own: Mapping[str, Sequence[Record]], rows: Sequence[Record], place: int) -> Cell:
    """One cell; those of a decision stand beside the disclosure that it was about."""
    if place >= len(rows):
        return Cell()
    if given.startswith("decision "):
        decisions = {row["decision_id"]: row for row in own["decisions"]}
        return cell("decisions", given.removeprefix("decision "), decisions[rows[place]["decision_id"]])
    return cell(table, given, rows[place])


def _listed(
    writer: Writer,
    sheet: xlsxwriter.worksheet.Worksheet,
    name: str,
    given: Mapping[str, Mapping[str, str]],
    shuffle: Shuffle,
) -> None:
    """A smaller sheet: its headings, and one row for each record."""
    headings = list(given["columns"].items())
    for place, which in enumerate(shuffle.order(name, len(headings))):
        heading, word = headings[which]
        sheet.write_string(0, place, heading, writer.bold)
        for row, record in enumerate(cut()[given["table"]], 1):
            writer.put(sheet, row, place, _of_list(given["table"], word, record))


def _of_list(table: str, given: str, record: Record) -> Cell:
    """One cell of a smaller sheet; what a worker was given stands beside the worker."""
    if not given.startswith("notice "):
        return cell(table, given, record)
    kind, _, rest = given.removeprefix("notice ").partition(" ")
    own = [row for row in cut()["notices"] if row["recipient_id"] == record["staff_id"] and row["kind"] == kind]
    return cell("notices", rest, own[0]) if own else Cell()


def _drop_downs(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    """The words that the cells of the other sheets may hold."""
    for place, (name, known) in enumerate(words().items()):
        sheet.write_string(0, place, name.partition(".")[2].replace("_", " "))
        for row, said in enumerate(known.values(), 1):
            sheet.write_string(row, place, said if isinstance(said, str) else said[0])
