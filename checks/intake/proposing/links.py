"""Which columns' values lie in which key-like columns of other pieces: the export's own foreign keys."""

from collections.abc import Mapping, Sequence

import duckdb

from checks.intake.proposing.reading import Group

Spot = tuple[int, int]  # a group and a place in it
NEARLY_ALL = 0.9  # of the distinct values: some ids point to nothing
KEY_KINDS = ("id", "number", "code", "name")
LEAST = 3  # values: fewer agree by chance


def links(connection: duckdb.DuckDBPyConnection, groups: Sequence[Group]) -> Mapping[Spot, frozenset[Spot]]:
    """For each id-like column the columns without repeats, of other groups, that hold nearly all of its values."""
    pointing, keys = [], []
    sizes: dict[Spot, int] = {}
    for number, group in enumerate(groups):
        for column in group.columns:
            if column.kind not in KEY_KINDS or column.distinct < LEAST:
                continue
            pointing.append((number, column.place))
            sizes[number, column.place] = column.distinct
            if column.unique and column.kind in ("id", "number"):
                keys.append((number, column.place))
    if not keys:
        return {}
    rows = connection.execute(
        "SELECT a.piece, a.place, b.piece, b.place, count(*) FROM held a JOIN held b ON a.v = b.v "
        f"WHERE (a.piece, a.place) IN ({_spots(pointing)}) AND (b.piece, b.place) IN ({_spots(keys)}) "
        "AND a.piece <> b.piece GROUP BY ALL"
    ).fetchall()
    found: dict[Spot, set[Spot]] = {}
    for piece, place, other, other_place, shared in rows:
        if shared >= NEARLY_ALL * sizes[piece, place]:
            found.setdefault((piece, place), set()).add((other, other_place))
    return {spot: frozenset(targets) for spot, targets in found.items()}


def _spots(spots: Sequence[Spot]) -> str:
    return ", ".join(f"({group}, {place})" for group, place in spots)
