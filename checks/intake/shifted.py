"""Records whose values stand one column too far to the left or right, though no field is too many or too few.

A field too many in one place and one lost in another leave no trace in a count of fields. Values do: a date where a
code should be, and a code where a date should be. One such value is dirt. Two that cannot be read where they stand,
can be read as the neighbouring column, all in the same direction and with none that gainsays it, are a shift.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from checks.errors import ExportError
from checks.intake import conversions
from checks.intake.conversions import literal, name, trimmed
from checks.intake.mapped.headings import Aliases, PartRead, find
from checks.intake.raws import Raw
from checks.intake.tables import Column, Table

SUSPECT = 2  # unreadable values that make a record worth looking at


@dataclass(frozen=True)
class Feed:
    """One canonical column that a heading alone feeds: ``text`` is its text, as SQL over the heading's ``own``."""

    column: Column
    own: str
    text: str


@dataclass(frozen=True)
class Feeds:
    """What the headings of a part are read as."""

    part: PartRead
    by_heading: Mapping[Aliases, Sequence[Feed]]


def check(connection: duckdb.DuckDBPyConnection, table: Table, read: Iterable[Feeds]) -> None:
    """Refuse a table with a shifted record, naming its piece, its row and the first heading it is wrong under.

    ``loaded_<table>`` must be there, whose flags tell which records have unreadable values, and the texts of its
    pieces still.
    """
    flags = [f"CAST({name(column.name + '__bad')} AS INT)" for column in table.columns.values() if _readable(column)]
    if len(flags) < SUSPECT:
        return
    loaded = name("loaded_" + table.name)
    suspects = f"SELECT source_row, source_file FROM {loaded} WHERE {' + '.join(flags)} >= {SUSPECT}"
    if connection.execute(f"{suspects} LIMIT 1").fetchone() is None:
        return
    for feeds in read:
        for raw in feeds.part.raws:
            rows = f"SELECT source_row FROM ({suspects}) WHERE source_file = {literal(raw.file)}"
            for step, side in ((1, "right"), (-1, "left")):
                found = _first(connection, raw, _homes(raw, feeds), step, rows)
                if found:
                    row, place = found
                    raise ExportError(
                        f"{raw.file} row {row}: values stand one column too far to the {side}, under "
                        f"{raw.columns[place]} and others. Mend that row where it is kept, and export it again."
                    )


def _readable(column: Column) -> bool:
    """Whether a column's type turns some texts away; ids and free text take anything."""
    return column.type not in ("id", "ids", "text")


def _homes(raw: Raw, feeds: Feeds) -> dict[int, Sequence[Feed]]:
    """By place in the piece, what its columns are read as, where that turns some texts away."""
    placed: dict[int, list[Feed]] = {}
    for aliases, read_as in feeds.by_heading.items():
        placed.setdefault(find(raw, aliases, feeds.part), []).extend(read_as)
    return {place: read_as for place, read_as in placed.items() if all(_readable(feed.column) for feed in read_as)}


def _first(
    connection: duckdb.DuckDBPyConnection, raw: Raw, homes: Mapping[int, Sequence[Feed]], step: int, rows: str
) -> tuple[int, int] | None:
    """The first row that is shifted by ``step`` columns, and the first place where that shows."""
    moved = {home + step: read_as for home, read_as in homes.items() if 0 <= home + step < len(raw.columns)}
    both = [place for place in moved if place in homes]
    if len(both) < SUSPECT:
        return None
    filled = "".join(f", {trimmed(f'c{place}')} IS NOT NULL AS x{place}" for place in moved)
    proofs = [f"CASE WHEN x{place} AND m{place} AND NOT f{place} THEN {place} END" for place in both]
    against = [f"CASE WHEN x{place} AND NOT m{place} THEN {place} END" for place in moved]
    unexplained = " OR ".join(f"(x{place} AND NOT m{place} AND NOT f{place})" for place in both)
    kept = f"(SELECT * FROM {name(raw.relation)} WHERE source_row IN ({rows}))"
    found = connection.execute(
        f"SELECT source_row, list_min(proofs) FROM (SELECT source_row, {_places(proofs)} AS proofs, "
        f"{_places(against)} AS against, {unexplained} AS unexplained FROM (SELECT source_row{filled} FROM {kept}) "
        f"JOIN ({_fits(kept, {place: (place, homes[place]) for place in homes}, 'f')}) USING (source_row) "
        f"JOIN ({_fits(kept, {place - step: (place, moved[place]) for place in moved}, 'm')}) USING (source_row)) "
        f"WHERE len(proofs) >= {SUSPECT} AND NOT unexplained "
        "AND len(list_filter(against, lambda p: p BETWEEN list_min(proofs) AND list_max(proofs))) = 0 "
        "ORDER BY source_row LIMIT 1"
    ).fetchone()
    return (int(found[0]), int(found[1])) if found else None


def _fits(kept: str, homes: Mapping[int, tuple[int, Sequence[Feed]]], flag: str) -> str:
    """For each home the place its text is taken from, and whether that can be read there, as a flag of the place."""
    texts = "".join(f", c{place} AS {own}" for place, feeds in homes.values() for own in {feed.own for feed in feeds})
    fits = "".join(
        f", {' OR '.join(f'({_read(feed.column, feed.text)}) IS NOT NULL' for feed in feeds)} AS {flag}{place}"
        for place, feeds in homes.values()
    )
    return f"SELECT source_row{fits} FROM (SELECT source_row{texts} FROM {kept})"


def _read(column: Column, written: str) -> str:
    text = trimmed(written)
    if column.type == "date":
        return conversions.day(text)
    if column.type == "datetime":
        return conversions.moment(text)
    if column.type == "codes":
        items = f"list_transform(string_split(lower({text}), ';'), lambda item: {trimmed('item')})"
        known = conversions.array(column.codes)
        return f"CASE WHEN len(list_filter({items}, lambda item: NOT list_contains({known}, item))) = 0 THEN 1 END"
    return conversions.code(text, column.codes)


def _places(places: Sequence[str]) -> str:
    return f"list_filter([{', '.join(places)}], lambda p: p IS NOT NULL)"
