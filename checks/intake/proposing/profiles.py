"""What each column of a piece holds, told from all of its values: its type, its shape and how full it is.

The values themselves stay in DuckDB, in the table ``held`` (piece, place, v, n): each distinct value of each column,
trimmed, with how often it occurs. Of small sets alone they are taken into Python, to be compared with codes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import duckdb

from checks.intake import conversions
from checks.intake.conversions import listing, literal, name
from checks.intake.proposing import dates
from checks.intake.proposing.model import Profile

NAMED = 0.8  # of the filled values, that are a few words with capitals
SMALL_SET = 40  # distinct values: more than any code list has
MOSTLY = 0.9  # of the filled values: the rest may be slips
LONGEST_CODE, LONGEST_LIST = 60, 200  # characters; of a list on average
YES = ("yes", "y", "true", "t", "1", "✓", "✔", "x", "tick", "ticked", "yes.")
NO = ("no", "n", "false", "f", "0", "✗", "✘", "-", "unticked", "no.")
TICKS = ("✓", "✔", "x", "✗", "✘", "tick", "ticked", "1", "y", "yes", "true")
SEPARATORS = (";", "|", ",", "/")
NAME_LIKE = r"[\p{Lu}][\p{L}''’.-]*(,? [\p{Lu}][\p{L}''’.-]*){1,3}"
TOLD = {
    "plain_id": r"regexp_full_match(v, '[A-Za-z0-9][A-Za-z0-9/._:-]*') AND regexp_matches(v, '[0-9]')",
    "whole": r"regexp_full_match(v, '[0-9]+')",
    "number": r"regexp_full_match(v, '[-+£]?[0-9][0-9,]*([.][0-9]+)?%?')",
    "yes_no": f"lower(v) IN {listing(YES + NO)}",
    "ticked": f"lower(v) IN {listing(TICKS)}",
    "named": f"regexp_full_match(v, '{NAME_LIKE}')",
    "worded": "contains(v, ' ')",
    "long": f"length(v) > {LONGEST_CODE}",
    **{f"with {mark}": f"contains(v, {literal(mark)})" for mark in SEPARATORS},
}
MASK = r"regexp_replace(regexp_replace(regexp_replace(v, '[A-Z]', 'A', 'g'), '[a-z]', 'a', 'g'), '[0-9]', '9', 'g')"


@dataclass(frozen=True)
class _Facts:
    """Of one column: how many values are of each kind, and what they look like."""

    filled: int
    distinct: int
    most: int  # how often the commonest value occurs
    length: float
    mask: str
    masked: int
    told: Mapping[str, int]
    dated: Mapping[str, int]

    def share(self, kind: str) -> float:
        return self.told[kind] / self.filled


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the empty table ``held``."""
    connection.execute("CREATE OR REPLACE TEMP TABLE held (piece INTEGER, place INTEGER, v VARCHAR, n BIGINT)")


def hold(connection: duckdb.DuckDBPyConnection, piece: int, relation: str, columns: int) -> None:
    """Take the values of a piece, which is read into a relation of that many columns, into ``held``."""
    values = ", ".join(conversions.trimmed(f"c{place}") for place in range(columns))
    connection.execute(
        f"INSERT INTO held SELECT {piece}, place, v, count(*) FROM (SELECT unnest(range({columns})) AS place, "
        f"unnest([{values}]) AS v FROM {name(relation)}) WHERE v IS NOT NULL GROUP BY place, v"
    )


def profile(connection: duckdb.DuckDBPyConnection, piece: int, headings: Sequence[str], records: int) -> list[Profile]:
    """The profile of each column of a piece that is held, in the order of the headings."""
    facts = _facts(connection, piece)
    found = []
    for place, heading in enumerate(headings):
        known = facts.get(place)
        if known is None:
            found.append(Profile(heading, place, records, 0, 0, "empty", "empty"))
        else:
            found.append(_profile(connection, piece, heading, place, records, known))
    return found


def _facts(connection: duckdb.DuckDBPyConnection, piece: int) -> dict[int, _Facts]:
    kinds = {**TOLD, **dates.predicates("v")}
    sums = ", ".join(f"coalesce(sum(n) FILTER (WHERE {test}), 0)::BIGINT" for test in kinds.values())
    rows = connection.execute(
        f"SELECT place, sum(n)::BIGINT, count(*), max(n), sum(n * length(v)) / sum(n), {sums} "
        f"FROM held WHERE piece = {piece} GROUP BY place"
    ).fetchall()
    masks = connection.execute(
        f"SELECT place, arg_max(mask, n), max(n)::BIGINT FROM (SELECT place, {MASK} AS mask, sum(n) AS n FROM held "
        f"WHERE piece = {piece} AND length(v) <= 40 GROUP BY ALL) GROUP BY place"
    ).fetchall()
    mask = {place: (str(shown), int(count)) for place, shown, count in masks}
    found = {}
    for place, filled, distinct, most, length, *counts in rows:
        told = dict(zip(kinds, map(int, counts), strict=True))
        shown, masked = mask.get(place, ("", 0))
        dated = {kind: told.pop(kind) for kind in dates.predicates("v")}
        found[place] = _Facts(int(filled), distinct, int(most), float(length), shown, masked, told, dated)
    return found


def _profile(
    connection: duckdb.DuckDBPyConnection, piece: int, heading: str, place: int, records: int, facts: _Facts
) -> Profile:
    small = facts.distinct <= SMALL_SET and not facts.told["long"]
    values = _values(connection, piece, place) if small else frozenset()
    seen = _dated(facts) or _answered(facts, values, records)
    if seen is None:
        listed = _items(connection, piece, place, facts)
        seen = _listed(*listed) if listed else _worded(facts, values)
    return Profile(heading, place, records, facts.filled, facts.distinct, **asdict(seen))


@dataclass(frozen=True)
class _Seen:
    kind: str
    shape: str
    values: frozenset[str] = frozenset()
    separator: str = ""
    date_formats: tuple[str, ...] = ()
    asks: str = ""


def _dated(facts: _Facts) -> _Seen | None:
    written = dates.told(facts.dated, facts.filled)
    if written is None:
        return None
    kind = "datetime" if dates.timed(facts.dated) else "date"
    shape = f"a date written like {written.common}, but {written.asks}" if written.asks else written.common
    return _Seen(kind, shape, date_formats=written.formats, asks=written.asks)


def _answered(facts: _Facts, values: frozenset[str], records: int) -> _Seen | None:
    """Ticks, or yes and no in one of their writings."""
    if facts.share("ticked") == 1 and facts.distinct <= 2 and facts.filled < records:
        return _Seen("tick", "a tick or nothing", values)
    if facts.share("yes_no") >= MOSTLY and facts.distinct <= 8:
        return _Seen("yes_no", "yes/no", values)
    return None


def _listed(separator: str, items: frozenset[str]) -> _Seen:
    return _Seen("codes", f"a list of codes, {len(items)} different", items, separator)


def _worded(facts: _Facts, values: frozenset[str]) -> _Seen:
    repeated = facts.distinct * 2 <= facts.filled or facts.distinct <= 5
    digits = facts.mask.strip("9") == ""
    if facts.share("plain_id") >= MOSTLY and not (digits and repeated and facts.distinct <= 12):
        plain_number = facts.share("whole") == 1 and facts.length < 3
        return _Seen("number" if plain_number else "id", _id_shape(facts), values)
    if facts.share("number") >= MOSTLY:
        return _Seen("code" if values and repeated else "number", "a number", values)
    if values and repeated:
        return _Seen("code", f"one of {facts.distinct} words", values)
    if facts.share("named") >= NAMED:
        return _Seen("name", "a name", values)
    return _Seen("text", f"text of about {_round(facts.length)} characters", values)


def _values(connection: duckdb.DuckDBPyConnection, piece: int, place: int) -> frozenset[str]:
    """The distinct values of a small set, each in the writing that is commonest."""
    mine = f"piece = {piece} AND place = {place}"
    rows = connection.execute(f"SELECT arg_max(v, n) FROM held WHERE {mine} GROUP BY lower(v)")
    return frozenset(str(row[0]) for row in rows.fetchall())


def _items(
    connection: duckdb.DuckDBPyConnection, piece: int, place: int, facts: _Facts
) -> tuple[str, frozenset[str]] | None:
    """The separator and the items where a column's cells hold lists of few different words."""
    if facts.length > LONGEST_LIST or facts.share("plain_id") >= MOSTLY:
        return None
    mine = f"FROM held WHERE piece = {piece} AND place = {place}"
    for separator in SEPARATORS:
        with_it = facts.told[f"with {separator}"]
        if with_it < 2 or with_it * 10 < facts.filled:
            continue
        split = f"trim(unnest(string_split(v, {literal(separator)})))"
        rows = connection.execute(
            "SELECT any_value(item), max(length(item)), sum(n)::BIGINT "
            f"FROM (SELECT {split} AS item, n {mine}) WHERE item <> '' GROUP BY lower(item)"
        ).fetchall()
        items, different = sum(row[2] for row in rows), len(rows)
        few = different <= SMALL_SET and items >= 3 * different and all(row[1] <= LONGEST_CODE for row in rows)
        if few and (different < facts.distinct or items >= 2 * facts.filled):
            return separator, frozenset(str(row[0]) for row in rows)
    return None


def _id_shape(facts: _Facts) -> str:
    if facts.masked >= 0.5 * facts.filled and len(facts.mask) <= 24:
        return facts.mask
    return "an id of letters and digits"


def _round(length: float) -> int:
    return max(5, round(length / 5) * 5) if length < 100 else round(length / 50) * 50
