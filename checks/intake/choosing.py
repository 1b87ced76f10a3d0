"""Which pieces of an export a mapping's source means: names, patterns, the newest of several, sheets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checks.errors import ExportError
from checks.intake.mapping.near import near
from checks.intake.mapping.telling import MONTHS
from checks.intake.pieces import Piece
from checks.intake.wildcards import matches

YEAR_FIRST = re.compile(r"(?<!\d)(20\d\d)[-_. ]?(\d\d)(?:[-_. ]?(\d\d))?(?!\d)")
DAY_FIRST = re.compile(r"(?<!\d)(\d\d)[-_. ](\d\d)[-_. ](20\d\d)(?!\d)")
NAMED = re.compile(
    rf"(?<![a-z])(?:(\d\d?)[-_. ]?)?({'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in MONTHS)})"
    r"[-_. ]?(20\d\d)(?!\d)"
)


@dataclass(frozen=True)
class Chosen:
    """The pieces of a source, in the order of its files, and its files that the export lacks."""

    pieces: tuple[Piece, ...]
    missing: tuple[str, ...]


def choose(files: Sequence[str], pick: str, sheet: str, pieces: Sequence[Piece]) -> Chosen:
    """The pieces that names and patterns (``*`` and ``?``) mean, without regard to case.

    ``pick`` says what to do where several files match one of them: ``only`` refuses, ``newest`` takes the one with
    the latest date in its name, ``all`` takes all. Raises ExportError where that or the sheet cannot be told.
    """
    chosen: list[Piece] = []
    missing: list[str] = []
    for wanted in files:
        by_file: dict[str, list[Piece]] = {}
        for piece in pieces:
            if _matches(wanted, piece.file):
                by_file.setdefault(piece.file, []).append(piece)
        if not by_file:
            missing.append(wanted)
            continue
        for file in _picked(wanted, pick, list(by_file)):
            chosen += _sheets(by_file[file], sheet, pick)
    return Chosen(tuple(dict.fromkeys(chosen)), tuple(missing))


def _matches(pattern: str, name: str) -> bool:
    """Whether a file is meant; a pattern without a folder means the file in whichever folder or zip it lies."""
    names = [name] if "/" in pattern else [name, name.rpartition("/")[2]]
    return any(matches(pattern, each) for each in names)


def _picked(wanted: str, pick: str, files: Sequence[str]) -> Sequence[str]:
    if len(files) == 1 or pick == "all":
        return sorted(files)
    if pick == "only":
        raise ExportError(
            f"{_listed(files)} are all named {wanted}. Say pick: newest or pick: all for that source in the mapping, "
            "or remove those not meant."
        )
    return [_newest(wanted, files)]


def _newest(wanted: str, files: Sequence[str]) -> str:
    dated = {file: _day(file) for file in files}
    undated = [file for file, day in dated.items() if day is None]
    if undated:
        raise ExportError(
            f"{undated[0]} has no date in its name that can be told, so the newest file named {wanted} cannot be. "
            "Write dates in file names as 2026-08-31 or 2026-08."
        )
    latest = max(day for day in dated.values() if day is not None)
    found = [file for file, day in dated.items() if day == latest]
    if len(found) > 1:
        raise ExportError(f"{_listed(found)} have the same date in their names. Remove those not meant.")
    return found[0]


def _day(file: str) -> tuple[int, int, int] | None:
    """The date in a file's name; None where there is none, or one that could be another."""
    name = file.rpartition("/")[2].lower()
    days = [(int(year), int(month), int(day or 0)) for year, month, day in YEAR_FIRST.findall(name)]
    days += [
        (int(year), int(month), int(day)) for day, month, year in DAY_FIRST.findall(name) if int(day) > 12
    ]  # a name that could be read month first decides nothing
    days += [(int(year), _month(month), int(day or 0)) for day, month, year in NAMED.findall(name)]
    real = {found for found in days if _real(found)}
    return real.pop() if len(real) == 1 else None


def _month(word: str) -> int:
    return next(place for place, month in enumerate(MONTHS, 1) if month.startswith(word))


def _real(day: tuple[int, int, int]) -> bool:
    try:
        date(day[0], day[1], day[2] or 1)
    except ValueError:
        return False
    return True


def _sheets(pieces: Sequence[Piece], sheet: str, pick: str) -> Sequence[Piece]:
    """The sheets of one file that are meant; a file that is no workbook is its only piece."""
    file, names = pieces[0].file, [piece.sheet for piece in pieces]
    if not sheet:
        filled = [piece for piece in pieces if not piece.empty] or pieces[:1]
        if len(filled) > 1:
            several = _listed([piece.sheet for piece in filled])
            raise ExportError(f"{file} has the sheets {several}. Say in the mapping which one, with sheet.")
        return filled
    if not any(names):
        raise ExportError(f"{file} is no workbook, so it has no sheet {sheet}. Remove sheet from the mapping.")
    found = [piece for piece in pieces if _matches(sheet.replace("/", ""), piece.sheet.replace("/", ""))]
    if not found:
        raise ExportError(f"{file} has no sheet {sheet}, which the mapping reads.{near(sheet, names)}")
    if len(found) > 1 and pick != "all":
        several = _listed([piece.sheet for piece in found])
        raise ExportError(f"{file} has the sheets {several}, which are all named {sheet}. Say which one, or pick: all.")
    return found


def _listed(names: Sequence[str]) -> str:
    first, last = ", ".join(names[:-1]), names[-1]
    return f"{first} and {last}" if first else last
