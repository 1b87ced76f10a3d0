"""exceptions.csv: the findings that somebody accepted, read strictly. No message quotes a value of the file."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from checks.errors import PolicyError
from checks.results.exceptions import Acceptance
from checks.runs.check import read_date

NAME = "exceptions.csv"
COLUMNS = ("rule_id", "record_id", "cause", "reason", "approved_by", "approver_role", "approved_on", "until")
LONGEST = 1_000_000  # characters of a file, which is far more than anybody accepts one by one


def chosen(option: str | None, named: Path | None, *places: str | Path | None) -> Path | None:
    """The exceptions file of a run: the one an option names, else the one ``audit.yml`` names, else one of that name.

    ``places`` are settings files, beside which it may stand, and folders that may hold it. None where there is
    none. PolicyError where a file is named and is not there.
    """
    for file in (option, named):
        if file and not Path(file).is_file():
            raise PolicyError(f"There is no exceptions file {file}. Check the path.")
        if file:
            return Path(file)
    folders = (Path(place) if Path(place).is_dir() else Path(place).parent for place in places if place)
    return next((folder / NAME for folder in folders if (folder / NAME).is_file()), None)


def read(path: Path) -> list[Acceptance]:
    """The lines of the file, in its order. PolicyError names the file, the row, the column and the repair."""
    rows = _rows(path)
    if not rows:
        raise PolicyError(f"{path.name} is empty. Its first row must be {','.join(COLUMNS)}.")
    _check_header([heading.strip() for heading in rows[0]], path.name)
    lines = []
    for place, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(COLUMNS):
            raise PolicyError(
                f"{path.name} row {place} has {len(row)} cells and the first row {len(COLUMNS)}. "
                "Put a text with a comma in it between double quotes."
            )
        cells = dict(zip([heading.strip() for heading in rows[0]], (cell.strip() for cell in row), strict=True))
        lines.append(_line(cells, place, path.name))
    return lines


def _rows(path: Path) -> list[list[str]]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise PolicyError(f"{path.name} is not UTF-8 text. Save it as 'CSV UTF-8'.") from None
    except OSError:
        raise PolicyError(f"{path.name} cannot be read. Close it elsewhere, and check that you may read it.") from None
    if len(text) > LONGEST:
        raise PolicyError(f"{path.name} is too long to be a list of exceptions. Check that it is the right file.")
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise PolicyError(
            f"{path.name} has a quotation mark that is not closed or stands in a text. Double it."
        ) from None


def _check_header(headings: list[str], name: str) -> None:
    """Every column of ours once, in any order, and no other."""
    for place, heading in enumerate(headings, start=1):
        if headings.count(heading) > 1 and heading in COLUMNS:
            raise PolicyError(f"{name} row 1 has the heading {heading} twice. Take one of the columns out.")
        if heading not in COLUMNS:
            near = get_close_matches(heading, COLUMNS, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"The headings are {', '.join(COLUMNS)}, parted by commas."
            raise PolicyError(f"{name} row 1 column {place} has a heading that the file may not have. {hint}")
    lacking = [column for column in COLUMNS if column not in headings]
    if lacking:
        raise PolicyError(f"{name} row 1 lacks the heading {lacking[0]}. Add the column; its cells may be blank.")


def _line(cells: Mapping[str, str], place: int, name: str) -> Acceptance:
    return Acceptance(
        row=place,
        rule_id=cells["rule_id"].upper(),
        record_id=cells["record_id"],
        cause=cells["cause"],
        reasoned=bool(cells["reason"]),
        approved_by=cells["approved_by"],
        approver_role=cells["approver_role"].lower(),
        approved_on=_day(cells["approved_on"], f"{name} row {place} column approved_on"),
        until=_day(cells["until"], f"{name} row {place} column until"),
    )


def _day(text: str, where: str) -> date | None:
    try:
        return read_date(text) if text else None
    except PolicyError:
        raise PolicyError(f"{where} is not a date. Write it as YYYY-MM-DD.") from None
