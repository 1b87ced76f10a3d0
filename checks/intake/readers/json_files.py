"""JSON as text: one object a line, or one array of objects. Numbers keep their digits as they are written."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

import duckdb

from checks.errors import ExportError
from checks.intake.pieces import Options, Piece, TextTable
from checks.intake.readers import appending
from checks.intake.readers.appending import BATCH, Row

MOST_COLUMNS = 2_000  # more keys than that are not headings, but ids of records
LARGEST_ARRAY = 1 << 30  # characters; an array is read whole, and lines are not
BLANK = " \t\r\n"


class _FaultError(Exception):
    """What is wrong with a value or an object; completes "line 3 ..."."""


@dataclass
class _Columns:
    """The headings so far, in the order of their first appearance, by their names in small letters."""

    places: dict[str, int] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)

    def row(self, pairs: Sequence[tuple[str, Any]]) -> list[str | None]:
        """One object as a row. _FaultError for what is no row."""
        texts: list[str | None] = [None] * len(self.headings)
        seen: set[int] = set()
        for order, (key, value) in enumerate(pairs, 1):
            place = self._place(key, order, texts)
            if place in seen:
                raise _FaultError("has one key twice. Rename or remove one of them")
            seen.add(place)
            texts[place] = _text(value, order)
        return texts

    def _place(self, key: str, order: int, texts: list[str | None]) -> int:
        heading = " ".join(_encodable(key, order).split())
        place = self.places.setdefault(heading.lower(), len(self.headings))
        if place == len(self.headings):
            if place == MOST_COLUMNS:
                raise _FaultError(f"brings the keys to more than {MOST_COLUMNS:,}. Use the same keys for every record")
            self.headings.append(heading)
            texts.append(None)
        return place


def read(connection: duckdb.DuckDBPyConnection, piece: Piece, into: str, options: Options) -> TextTable:
    """Read a JSON file into a table of texts whose columns are all the keys, as they first appear.

    ``source_row`` is the line, the first being 1; in an array, the place of the object. Raises ExportError
    naming the file, the line and the repair; never quotes a value.
    """
    assert piece.path is not None
    encoding = _encoding(piece.path, piece.label)
    columns, skipped = _Columns(), []  # type: tuple[_Columns, list[int]]
    try:
        with piece.path.open(encoding=encoding, newline="\n") as file:
            array = file.read(4096).lstrip(BLANK)[:1] == "["
            file.seek(0)
            rows = _array(file, piece, columns) if array else _lines(file, piece, columns, skipped)
            count = _append(connection, into, columns, rows)
    except UnicodeError:
        place = _undecodable(piece.path) if encoding.startswith("utf-8") else ""
        raise ExportError(f"{piece.label}{place} is not written in UTF-8, as JSON must be. Export it again.") from None
    if not columns.headings:
        held = "holds no record" if not count else "has objects without a key"
        raise ExportError(f"{piece.label} {held}. Export it again with one object for each record.")
    counts = {"record": count, "empty": len(skipped)}
    return TextTable(tuple(columns.headings), encoding, tuple(skipped), counts)


def _encoding(path: Path, label: str) -> str:
    """UTF-8, or UTF-16 or UTF-32 where the first bytes say so: JSON is written in nothing else."""
    try:
        with path.open("rb") as file:
            first = file.read(4)
    except OSError:
        raise ExportError(f"{label} cannot be opened. Check that you may read it.") from None
    if not first:
        raise ExportError(f"{label} is empty. Export it again.")
    return json.detect_encoding(first)


def _undecodable(path: Path) -> str:
    """The first line that is not UTF-8, to put after the file's name."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return f" line {number}"
    return ""


def _append(connection: duckdb.DuckDBPyConnection, into: str, columns: _Columns, rows: Iterator[Row]) -> int:
    """Append the rows, whose table grows by a column whenever a new key appears."""
    appending.make(connection, into, 0)
    batch: list[Row] = []
    count = 0
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            count += _flush(connection, into, columns, batch)
            batch = []
    return count + _flush(connection, into, columns, batch)


def _flush(connection: duckdb.DuckDBPyConnection, into: str, columns: _Columns, batch: list[Row]) -> int:
    width = len(columns.headings)
    appending.widen(connection, into, width)
    appending.add(connection, into, [(number, [*texts, *[None] * (width - len(texts))]) for number, texts in batch])
    return len(batch)


def _lines(file: Iterator[str], piece: Piece, columns: _Columns, skipped: list[int]) -> Iterator[Row]:
    decoder = _decoder()
    for number, line in enumerate(file, 1):
        if not line.strip(BLANK):
            skipped.append(number)
            continue
        try:
            yield number, columns.row(_object(decoder.decode(line)))
        except _FaultError as fault:
            raise ExportError(f"{piece.label} line {number} {fault}.") from None
        except (json.JSONDecodeError, RecursionError):
            raise _not_json(piece, number, line.endswith("\n")) from None


def _not_json(piece: Piece, number: int, ended: bool) -> ExportError:
    if not ended:
        return ExportError(
            f"{piece.label} line {number}, the last, is no whole JSON object: the file is cut short. Export it again."
        )
    return ExportError(
        f"{piece.label} line {number} is no whole JSON object. Export it with one object on each line, or as one array."
    )


def _array(file: TextIO, piece: Piece, columns: _Columns) -> Iterator[Row]:
    """The objects of one array, each with its place in it."""
    text = file.read(LARGEST_ARRAY)
    if file.read(1):
        raise ExportError(f"{piece.label} is one array of more than 1 GB. Export it with one object on each line.")
    decoder = _decoder()
    place, number = _blanks(text, _blanks(text, 0) + 1), 0
    try:
        while text[place : place + 1] != "]" or number:
            number += 1
            value, place = decoder.raw_decode(text, place)
            yield number, columns.row(_object(value))
            place = _blanks(text, place)
            if text[place : place + 1] == "]":
                break
            if text[place : place + 1] != ",":
                raise _FaultError("is not followed by a comma or the array's end. Export it again")
            place = _blanks(text, place + 1)
    except _FaultError as fault:
        raise ExportError(f"{piece.label} object {number} {fault}.") from None
    except (json.JSONDecodeError, RecursionError):
        raise ExportError(
            f"{piece.label} object {number} is no whole JSON object: the file is damaged or cut short. Export it again."
        ) from None
    if _blanks(text, place + 1) < len(text):
        raise ExportError(f"{piece.label} goes on after the array's end. Export it again as one array.")


def _blanks(text: str, place: int) -> int:
    while place < len(text) and text[place] in BLANK:
        place += 1
    return place


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_constant, object_pairs_hook=_Pairs)


class _Pairs(list[tuple[str, Any]]):
    """The keys and values of an object, in order, none lost."""


def _constant(_: str) -> None:
    raise _FaultError("holds NaN or Infinity, which JSON does not know. Write null where there is no number")


def _object(value: object) -> _Pairs:
    if not isinstance(value, _Pairs):
        raise _FaultError("is not an object. Write each record as {...} with its keys")
    return value


def _text(value: object, order: int) -> str | None:
    if value is None or isinstance(value, bool):
        return None if value is None else "yes" if value else "no"
    if isinstance(value, str):
        return _encodable(value, order) or None
    if isinstance(value, _Pairs) or not isinstance(value, list):
        raise _FaultError(f"holds an object within its value {order}. Write each record flat, with plain values")
    items = [_item(item, order) for item in value]
    return ";".join(item for item in items if item) or None


def _item(item: object, order: int) -> str | None:
    if isinstance(item, list) and not isinstance(item, _Pairs):
        raise _FaultError(f"holds a list within the list that is its value {order}. Write plain values")
    text = _text(item, order)
    if text and ";" in text:
        raise _FaultError(f"has a semicolon within an item of the list that is its value {order}. Replace it")
    return text


def _encodable(text: str, order: int) -> str:
    """The text itself. _FaultError for half a character (a lone surrogate) or a NUL."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _FaultError(f"holds half a character in its value {order}. Export it again in UTF-8") from None
    if "\x00" in text:
        raise _FaultError(f"holds a NUL character in its value {order}. Remove it")
    return text
