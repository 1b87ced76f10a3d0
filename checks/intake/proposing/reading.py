"""Every piece of an export read and profiled; pieces that are months of one another are taken together."""

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import duckdb

from checks.errors import ExportError
from checks.intake.conversions import name
from checks.intake.opening import Offered
from checks.intake.pieces import Options, Piece, TextTable
from checks.intake.proposing import headers, names, profiles
from checks.intake.proposing.model import Kept, Profile
from checks.intake.proposing.sets import Repeated, repeated
from checks.intake.readers import parquet_files, reading

MONTHS = frozenset(word.lower() for word in (*calendar.month_name, *calendar.month_abbr))


@dataclass(frozen=True)
class Group:
    """Pieces with the same headings and the same name but for a date in it, or a set of columns that they repeat.

    ``columns`` are profiled over them all. ``each`` gives, for the columns of a repeated set, the headings they have.
    """

    pieces: Sequence[Kept]
    columns: Sequence[Profile]
    name: str
    each: Mapping[str, Sequence[str]] = field(default_factory=dict)


def headed(connection: duckdb.DuckDBPyConnection, offered: Offered) -> list[Kept]:
    """Every piece with its headings, or with the sentence that says why it cannot be read."""
    found = []
    for piece in offered.pieces:
        found.append(_read(connection, piece)[0])
        _drop(connection)
    return found


def look(connection: duckdb.DuckDBPyConnection, offered: Offered) -> list[Group]:
    """The pieces that can be read, in groups, profiled; the table ``held`` of ``profiles`` has their values."""
    profiles.prepare(connection)
    groups: list[tuple[TextTable, list[Kept]]] = []
    for piece in offered.pieces:
        kept, text = _read(connection, piece)
        if text is None:
            continue
        place = _its_group(kept, text, groups)
        if place == len(groups):
            groups.append((text, []))
        groups[place][1].append(kept)
        profiles.hold(connection, place, "looked_at", len(text.columns))
        _drop(connection)
    bases = [_base(connection, place, text, kept) for place, (text, kept) in enumerate(groups)]
    sets: list[Group] = []
    for place, (text, _) in enumerate(groups):
        for repeat in repeated(text.columns):
            sets.append(_set(connection, (place, len(groups) + len(sets)), bases[place], repeat))
    return [*bases, *sets]


def _base(connection: duckdb.DuckDBPyConnection, place: int, text: TextTable, pieces: Sequence[Kept]) -> Group:
    """A group of pieces, but for the columns of its repeated sets."""
    columns = profiles.profile(connection, place, text.columns, sum(piece.records for piece in pieces))
    inside = {one for repeat in repeated(text.columns) for places in repeat.columns.values() for one in places}
    own = [column for column in columns if column.place not in inside]
    return Group([replace(piece, columns=columns) for piece in pieces], own, pieces[0].name)


def _set(connection: duckdb.DuckDBPyConnection, numbers: tuple[int, int], base: Group, repeat: Repeated) -> Group:
    """A repeated set as a group of its own: its columns, each with the values of all its places, and the ids beside."""
    number, new = numbers
    ids = [column for column in base.columns if column.kind in ("id", "number")]
    places = [*repeat.columns.values(), *((column.place,) for column in ids)]
    for place, old in enumerate(places):
        connection.execute(
            f"INSERT INTO held SELECT {new}, {place}, v, sum(n)::BIGINT FROM held "
            f"WHERE piece = {number} AND place IN ({', '.join(map(str, old))}) GROUP BY v"
        )
    headings = [*repeat.columns, *(column.heading for column in ids)]
    records = sum(piece.records for piece in base.pieces) * max(map(len, repeat.columns.values()))
    whole = base.pieces[0].headings
    each = {name: [whole[place] for place in places] for name, places in repeat.columns.items()}
    return Group(base.pieces, profiles.profile(connection, new, headings, records), repeat.name, each)


def _its_group(kept: Kept, text: TextTable, groups: Sequence[tuple[TextTable, list[Kept]]]) -> int:
    """The group of an earlier piece with the same headings and a name that differs by a date; or a new one."""
    for place, (other, members) in enumerate(groups):
        mine, theirs = _undated(kept), _undated(members[0])
        same = [heading.lower() for heading in other.columns] == [heading.lower() for heading in text.columns]
        if same and (mine <= theirs or theirs <= mine):
            return place
    return len(groups)


def _read(connection: duckdb.DuckDBPyConnection, piece: Piece) -> tuple[Kept, TextTable | None]:
    """Leave the piece in the relation ``looked_at``; None where it cannot be read or has no headings."""
    kept = Kept(piece.label, piece.file, piece.sheet, piece.stem)
    rows, below, text = headers.guess(piece), headers.footer(piece), None
    for tried in dict.fromkeys((rows, ())):  # a guess that the reader refuses is no better than none
        try:
            read = reading.read(connection, piece, "looked_at", Options(header_rows=tried, footer=below))
            _check_whole(connection, piece)
            rows, text = tried, read
            break
        except ExportError as error:
            kept = replace(kept, why_not=str(error))
    if text is None:
        return kept, None
    kept = replace(kept, why_not="")
    if headers.is_record(text.columns):
        _drop(connection)
        no_headings = f"The first row of {piece.label} is a record, not headings. Add a row of headings."
        return replace(kept, why_not=no_headings), None
    known = replace(kept, headings=text.columns, header_rows="-".join(map(str, rows)), footer=below)
    return replace(known, records=text.rows.get("record", 0)), text


def undated(name: str) -> str:
    """A piece's name without the numbers and months in it; as it is where nothing else would be left."""
    kept = [word for word in names.split(name) if not re.search(r"\d", word) and word not in MONTHS]
    return " ".join(kept) or name


def _check_whole(connection: duckdb.DuckDBPyConnection, piece: Piece) -> None:
    """Read the pages of a Parquet file, of which only the footer has been. ExportError where they cannot be."""
    if piece.kind == "parquet":
        try:
            connection.execute("SELECT max(hash(COLUMNS(*))) FROM looked_at").fetchall()
        except duckdb.Error:
            raise parquet_files.unreadable(piece.label) from None


def _undated(kept: Kept) -> frozenset[str]:
    return frozenset(undated(kept.name).split())


def _drop(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"DROP VIEW IF EXISTS {name('looked_at')}")
    connection.execute(f"DROP TABLE IF EXISTS {name('looked_at_text')}")
