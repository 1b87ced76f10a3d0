"""What people wrote into earlier worklists, read back, whether they sorted, filtered, cut rows or added columns.

A row is known again by its Reference alone. What has none, or one that is not a finding's, is handed on as it is,
so that no word of it is lost. A workbook that cannot be read is told in one sentence, and left where it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from checks.output.words import text
from checks.output.worklist import FIELDS
from checks.results.identity import LENGTH
from checks.results.notes import Notes, Written

_REFERENCE = re.compile(rf"[0-9a-f]{{{LENGTH}}}(;[0-9a-f]{{{LENGTH}}})*")
_OURS = {field.heading for field in FIELDS} | {"State", "What", "Rule", "Record"}
_SIGNS = ("Reference", "Owner", "Due", "Notes")
Cell = str | date


@dataclass(frozen=True)
class Book:
    """One worklist of an earlier run: its path, and the month it is of in words; blank for the same month."""

    month: str
    path: Path


def read(books: Sequence[Book], more: Sequence[Book] = ()) -> Notes:
    """What was written in ``books``, newest first, of which an earlier one says only what a later one does not.

    ``more`` are other lists that hold some of the same findings: what they say counts where nobody wrote in
    ``books``. A file that is not there is passed over.
    """
    notes = Notes()
    for book in (book for book in books if book.path.is_file()):
        notes = _with(notes, book, others=False)
    for book in (book for book in more if book.path.is_file()):
        notes = _with(notes, book, others=True)
    return notes


def _with(notes: Notes, book: Book, *, others: bool) -> Notes:
    try:
        found = list(_sheets(book.path))
    except (CalamineError, OSError, ValueError):
        sentence = (
            f"{book.path.name} could not be read: it is damaged, open elsewhere, or has a password. What people wrote "
            "in it is not here. Save it under its name without a password, and run the month again."
        )
        return replace(notes, troubles=[*notes.troubles, sentence])
    rows, unmatched = dict(notes.rows), list(notes.unmatched)
    met: dict[str, Written] = {}
    for written in found:
        twin = next((met[one] for one in written.references if one in met), None)
        if not written.references or (twin is not None and _said(twin) != _said(written)):
            unmatched += [written] if written.by_hand and _said(written) not in map(_said, unmatched) else []
            continue
        for one in written.references:
            met[one] = written
            if one not in rows or (others and written.by_hand and not rows[one].by_hand):
                rows[one] = written
    headings = dict.fromkeys([*notes.headings, *(heading for one in found for heading in one.own)])
    months = dict.fromkeys([*notes.months, *filter(None, [book.month])])
    return Notes(rows, unmatched, list(headings), notes.troubles, list(months))


def _said(one: Written) -> tuple[object, ...]:
    """What tells two rows of one finding apart."""
    return (one.rule, one.record, one.owner, one.notes, *sorted(one.own.items()))


def _sheets(path: Path) -> Iterator[Written]:
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        rows = [[_cell(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        yield from _listed(rows)


def _cell(value: object) -> Cell:
    """A cell as a day or as text; a whole number without its point, an hour as it was written."""
    if isinstance(value, datetime):
        return text(value) if value.time() != time() else value.date()
    return value if isinstance(value, date) else text(value).strip()


def _listed(rows: Sequence[Sequence[Cell]]) -> Iterator[Written]:
    """The rows of one sheet that is a list, under whatever heading row it has; none of another sheet."""
    head = next((place for place, row in enumerate(rows) if _is_head(row)), None)
    if head is None:
        return
    headings = [text(cell) or f"Column {place}" for place, cell in enumerate(rows[head], start=1)]
    for row in rows[head + 1 :]:
        if any(row):
            yield _written(dict(reversed([*zip(headings, row, strict=False)])), row)


def _is_head(row: Sequence[Cell]) -> bool:
    """The list's own heading row: two of the headings that every list has, however the others were changed."""
    return sum(heading in row for heading in _SIGNS) >= 2


def _written(cells: dict[str, Cell], row: Sequence[Cell]) -> Written:
    """One row. Of two columns with one heading the first counts."""
    reference = text(cells.get("Reference", ""))
    if not _REFERENCE.fullmatch(reference):  # the heading was changed: the cell that reads like one
        reference = next((cell for cell in row if isinstance(cell, str) and _REFERENCE.fullmatch(cell)), "")
    own = {heading: f"{cell}" for heading, cell in cells.items() if heading not in _OURS and cell != reference}
    return Written(
        references=tuple(reference.split(";")) if reference else (),
        owner=text(cells.get("Owner", "")),
        due=cells.get("Due", ""),
        notes=text(cells.get("Notes", "")),
        own={heading: said for heading, said in own.items() if said},
        rule=text(cells.get("Rule", "")),
        record=text(cells.get("Record", "")),
        what=text(cells.get("What", "")),
    )
