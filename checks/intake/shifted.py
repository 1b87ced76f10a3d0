"""Records whose values stand one column too far to the left or right, though no field is too many or too few.

A field too many in one place and one lost in another leave no trace in a count of fields. Values do: a date where a
code should be, and a code where a date should be. One such value is dirt. Two that cannot be read where they stand,
can be read as the neighbouring column, all in the same direction and with none that gainsays it, are a shift.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from checks.errors import ExportError
from checks.intake import conversions, mapped
from checks.intake.conversions import literal, name
from checks.intake.mapping import TableSource
from checks.intake.tables import Column, Table

X = "$x"  # stands for a text in an expression
SUSPECT = 2  # unreadable values that make a record worth looking at


@dataclass(frozen=True)
class Feed:
    """What a heading's values are read as: a canonical column, of which ``text`` is the text made of ``$x``."""

    column: Column
    text: str = X


def feeds(table: Table, source: TableSource, date_format: str) -> dict[str, list[Feed]]:
    """What each source heading, in lower case, is read as by a mapping."""
    found: dict[str, list[Feed]] = {}
    for column, spec in source.columns.items():
        heading = spec.first if spec.first is not None else spec.last
        if heading is not None:
            alone = spec.model_copy(update={"blank_when": {}})
            text = mapped.text(table.columns[column], alone, date_format).replace(name(f"s_{heading}"), X)
            found.setdefault(heading.lower(), []).append(Feed(table.columns[column], text))
    return found


def check(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    raw: Sequence[mapped.Raw],
    read_as: Mapping[str, Sequence[Feed]],
) -> None:
    """Refuse a table with a shifted record, naming its piece, its row and the first heading it is wrong under.

    ``loaded_<table>`` must be there, whose flags tell which records have unreadable values, and the relations of
    the pieces still. ``read_as`` is what ``feeds`` gives.
    """
    flags = [f"CAST({name(column.name + '__bad')} AS INT)" for column in table.columns.values() if _readable(column)]
    if len(flags) < SUSPECT:
        return
    loaded = name("loaded_" + table.name)
    suspects = f"SELECT source_row, source_file FROM {loaded} WHERE {' + '.join(flags)} >= {SUSPECT}"
    if connection.execute(f"{suspects} LIMIT 1").fetchone() is None:
        return
    for piece in raw:
        fits = [_fits(read_as.get(heading.lower(), ())) for heading in piece.columns]
        rows = f"SELECT source_row FROM ({suspects}) WHERE source_file = {literal(piece.file)}"
        for step, side in ((1, "right"), (-1, "left")):
            found = _first(connection, piece, fits, step, rows)
            if found:
                row, place = found
                raise ExportError(
                    f"{piece.file} row {row}: values stand one column too far to the {side}, under "
                    f"{piece.columns[place]} and others. Mend that row where it is kept, and export it again."
                )


def _readable(column: Column) -> bool:
    """Whether a column's type turns some texts away; ids and free text take anything."""
    return column.type not in ("id", "ids", "text")


def _fits(read_as: Sequence[Feed]) -> str:
    """Whether a text can be read under a heading, as an expression of ``$x``; '' where anything can be."""
    if not all(_readable(feed.column) for feed in read_as):
        return ""
    return " OR ".join(f"({_read(feed.column, feed.text)}) IS NOT NULL" for feed in read_as)


def _read(column: Column, text: str) -> str:
    if column.type == "date":
        return conversions.day(text)
    if column.type == "datetime":
        return conversions.moment(text)
    if column.type == "codes":
        items = f"list_transform(string_split(lower({text}), ';'), lambda item: {conversions.trimmed('item')})"
        known = conversions.array(column.codes)
        return f"CASE WHEN len(list_filter({items}, lambda item: NOT list_contains({known}, item))) = 0 THEN 1 END"
    return conversions.code(text, column.codes)


def _first(
    connection: duckdb.DuckDBPyConnection, piece: mapped.Raw, fits: Sequence[str], step: int, rows: str
) -> tuple[int, int] | None:
    """The first row that is shifted by ``step`` columns, and the first place where that shows."""
    proofs, against, unread = [], [], []
    for place, own in enumerate(fits):
        home = fits[place - step] if 0 <= place - step < len(fits) else ""
        if not home:
            continue
        text = f"x{place}"
        fitting = f"{text} IS NOT NULL AND ({home.replace(X, text)})"
        misfit = f"{text} IS NOT NULL AND NOT ({home.replace(X, text)})"
        against.append(f"CASE WHEN {misfit} THEN {place} END")
        if own:
            bad = f"NOT ({own.replace(X, text)})"
            proofs.append(f"CASE WHEN {fitting} AND {bad} THEN {place} END")
            unread.append(f"({misfit} AND {bad})")
    if len(proofs) < SUSPECT:
        return None
    texts = ", ".join(f"{conversions.trimmed(f'c{place}')} AS x{place}" for place in range(len(fits)))
    found = connection.execute(
        f"SELECT source_row, list_min(proofs) FROM (SELECT source_row, {_filled(proofs)} AS proofs, "
        f"{_filled(against)} AS against, {' OR '.join(unread)} AS unexplained "
        f"FROM (SELECT source_row, {texts} FROM {name(piece.relation)} WHERE source_row IN ({rows}))) "
        f"WHERE len(proofs) >= {SUSPECT} AND NOT unexplained "
        "AND len(list_filter(against, lambda p: p BETWEEN list_min(proofs) AND list_max(proofs))) = 0 "
        "ORDER BY source_row LIMIT 1"
    ).fetchone()
    return (int(found[0]), int(found[1])) if found else None


def _filled(places: Sequence[str]) -> str:
    return f"list_filter([{', '.join(places)}], lambda p: p IS NOT NULL)"
