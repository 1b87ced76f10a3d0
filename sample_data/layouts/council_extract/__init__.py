"""The whole sample as the nightly extract of an invented council system: some forty files of technical names.

files.yml says what each holds, codes.yml what its codes are, values.py how it writes a value.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from sample_data.layouts.canonical import Record, records
from sample_data.layouts.council_extract import values
from sample_data.layouts.shuffled import Shuffle

HERE = Path(__file__).parent
DELETED_EVERY = 25  # of so many rows, one was changed and its old state kept as deleted
MONTHS = ("2026_08", "2026_09", "2026_10")  # earlier ones and those without a date are in one file
BEFORE = "2026_07_AND_BEFORE"
EXTRACTED = "31-OCT-2026"

Rows = list[Record]


def write(folder: Path, shuffle: Shuffle) -> None:
    """Write every file into a folder that is there."""
    for file, spec in yaml.safe_load((HERE / "files.yml").read_text("utf-8")).items():
        for name, rows in _files(file, spec):
            _put(folder, name, rows, spec, shuffle)


def _files(file: str, spec: dict) -> Iterator[tuple[str, Rows]]:
    """The files an entry of files.yml stands for: one, or one for each month."""
    if "kinds" in spec:
        yield file, _noted(spec["kinds"])
    elif "split_by" not in spec:
        yield file, _rows(spec, _chosen(spec))
    else:
        for month in (BEFORE, *MONTHS):
            chosen = [record for record in _chosen(spec) if _month(record[spec["split_by"]]) == month]
            yield file.format(month=month), _rows(spec, chosen)


def _month(moment: str) -> str:
    month = moment[:7].replace("-", "_")
    return month if month in MONTHS else BEFORE


def _chosen(spec: dict) -> Rows:
    """The canonical records that a file holds."""
    rows = list(records(spec["table"]))
    for column, codes in spec.get("only", {}).items():
        rows = [row for row in rows if row[column] in codes]
    for column, codes in spec.get("never", {}).items():
        rows = [row for row in rows if row[column] not in codes]
    return rows


def _rows(spec: dict, chosen: Sequence[Record]) -> Rows:
    rows = [
        {heading: values.written(spec["table"], record, given) for heading, given in spec["columns"].items()}
        for record in chosen
    ]
    if spec.get("distinct"):
        rows = [dict(row) for row in dict.fromkeys(tuple(row.items()) for row in rows)]
    return _with_deleted(rows) if spec.get("deleted") else rows


def _with_deleted(rows: Rows) -> Rows:
    """The rows, with earlier states of some that the system only marked as deleted."""
    result: Rows = []
    for place, row in enumerate(rows):
        if place % DELETED_EVERY == 0:
            result.append({**row, "DEL_FLG": "Y"})
        result.append({**row, "DEL_FLG": "N"})
    return result


def _noted(kinds: dict[str, dict]) -> Rows:
    """One file of several kinds of record: every column of each, blank where a kind has no such column."""
    headings = ["NOTE_TYP", *dict.fromkeys(heading for spec in kinds.values() for heading in spec["columns"])]
    rows = [{"NOTE_TYP": kind, **row} for kind, spec in kinds.items() for row in _rows(spec, _chosen(spec))]
    return [{heading: row.get(heading, "") for heading in headings} for row in rows]


def _put(folder: Path, name: str, rows: Rows, spec: dict, shuffle: Shuffle) -> None:
    lines = [[*row.values(), EXTRACTED] for row in rows]
    header = [*rows[0], "EXTRACT_DT"]
    order = shuffle.order(name, len(header))
    encoding = spec.get("encoding", "windows-1252")
    with (folder / shuffle.name(name)).open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=spec.get("delimiter", "|"), lineterminator="\r\n")
        writer.writerows([line[place] for place in order] for line in [header, *lines])
