"""Which group of pieces is which canonical table, and which of its columns which canonical column.

Each pair of columns has a score: what its heading says (``names``), what it holds (``content``) and where its ids
point (``links``). Columns are assigned to columns, and groups to tables, so that the sum of scores is greatest
(scipy's linear_sum_assignment). Where ids point is known only when the tables are, so it goes round twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from checks.intake.proposing import content, drift, names
from checks.intake.proposing.links import Spot
from checks.intake.proposing.model import HIGH, LOW, MEDIUM, Profile
from checks.intake.proposing.reading import Group, undated
from checks.intake.tables import Column, Table, declared

Scores = NDArray[np.float64]
NAME, HOLDS = 0.72, 0.28  # what the heading and the contents count
LEAST_NAME = 0.4  # below it a heading says nothing
EXACTLY, NEARLY = 0.94, 0.6  # from which a heading says what a column is, and from which it is like that
AT_LEAST, MEDIUM_FROM, HIGH_FROM = 0.45, 0.62, 0.85
MARGIN = 0.06  # by which a placement must beat the next best to be sure
TABLE_FROM = 0.3
NEED = {"R": 1.0, "C": 0.5, "O": 0.25}
ROUNDS = 3
SURE_FIRST = 3  # the power of a score: one sure placement counts more than two doubtful ones


@dataclass(frozen=True)
class Pair:
    """A source column (its place) placed in a canonical column, and the headings' places that came near."""

    place: int
    column: str
    confidence: str
    score: float
    name: float
    content: float
    points: bool  # its ids lie in the key of the table the column names
    known: bool  # its values are writings of the column's codes
    others: tuple[int, ...]
    only: bool = False  # the one column that can be the key, whatever its heading
    stands_in: bool = False  # there is one number for the case and its client
    strange: str = ""  # the table among whose ids its words are not


@dataclass(frozen=True)
class Chosen:
    """A group's table, with its pairs."""

    group: int
    table: str
    confidence: str
    pairs: Sequence[Pair]
    constants: Mapping[str, str] = field(default_factory=dict)  # column: what is true of every record
    one_record_per: str = ""  # the heading of a key that repeats
    composed: Mapping[str, str] = field(default_factory=dict)  # column: what its ids are made of


@dataclass(frozen=True)
class _Scored:
    """One group against one table: sources down, canonical columns across."""

    total: Scores
    name: Scores
    content: Scores
    points: NDArray[np.bool_]


class Matcher:
    """Scores of groups against tables; ``said`` and ``held`` are worked out once, ``points`` every round."""

    def __init__(self, groups: Sequence[Group], linked: Mapping[Spot, frozenset[Spot]]) -> None:
        self.groups = groups
        self.linked = linked
        known = names.column_names()
        where = {target: place for place, target in enumerate(known.targets)}
        self.said: dict[tuple[int, str], Scores] = {}
        self.held: dict[tuple[int, str], list[list[content.Fit]]] = {}
        alike = _alike([_spoken(group) for group in groups], known)
        for number, group in enumerate(groups):
            columns = group.columns
            for table in declared().values():
                own = [where[f"{table.name}.{column}"] for column in table.columns]
                self.said[number, table.name] = alike[number][:, own]
                self.held[number, table.name] = [
                    [content.fit(source, table, column) for column in table.columns.values()] for source in columns
                ]
        self.called = names.alike([names.meant(undated(group.name)) for group in groups], names.table_names())

    def match(self) -> list[Chosen]:
        """The tables chosen, each for one group, in the order of the groups."""
        keys: dict[Spot, str] = {}
        chosen: list[Chosen] = []
        for _ in range(ROUNDS):
            chosen = self._tables(keys)
            keys = {
                (one.group, self.groups[one.group].columns[pair.place].place): one.table
                for one in chosen
                for pair in one.pairs
                if (pair.column,) == declared()[one.table].key
            }
        return chosen

    def _tables(self, keys: Mapping[Spot, str]) -> list[Chosen]:
        tables = list(declared().values())
        scores = np.zeros((len(self.groups), len(tables)))
        for number in range(len(self.groups)):
            for place, table in enumerate(tables):
                scores[number, place] = self._table_score(number, table, keys)
        followers = drift.followers(self.groups, scores)
        free = scores.copy()
        free[[number for others in followers.values() for number in others]] = 0
        found = []
        for number, place in zip(*linear_sum_assignment(-free), strict=True):
            if free[number, place] < TABLE_FROM:
                continue
            confidence = _table_confidence(free, number, place)
            for member in (int(number), *followers.get(int(number), ())):
                pairs = _keyed(self.pairs(member, tables[place], keys), self.groups[member], tables[place])
                if pairs:
                    found.append(Chosen(member, tables[place].name, confidence, pairs))
        return sorted(found, key=lambda one: one.group)

    def _table_score(self, number: int, table: Table, keys: Mapping[Spot, str]) -> float:
        scored = self.scored(number, table, keys)
        rows, columns = linear_sum_assignment(-scored.total)
        placed = np.where(scored.total[rows, columns] >= AT_LEAST, scored.total[rows, columns], 0)
        needs = np.array([NEED[column.need] for column in table.columns.values()])
        of_piece = float(placed.sum() / max(len(scored.total), 1))
        of_table = float((placed * needs[columns]).sum() / needs.sum())
        called = self.called[number, names.table_names().targets.index(table.name)]
        return 0.3 * float(called) + 0.3 * of_piece + 0.4 * of_table

    def scored(self, number: int, table: Table, keys: Mapping[Spot, str]) -> _Scored:
        """Every source column of a group against every column of a table."""
        said, held = self.said[number, table.name], self.held[number, table.name]
        holds = np.array([[one.score for one in row] for row in held]).reshape(said.shape)
        strong = np.array([[one.strong for one in row] for row in held], dtype=bool).reshape(said.shape)
        points, astray = self._pointing(number, table, keys)
        named = np.where(said >= LEAST_NAME, said, 0)
        total = np.where(named > 0, NAME * named + HOLDS * np.maximum(holds, 0), 0)
        total = np.where(strong, np.maximum(total, 0.5 + 0.4 * said), total)
        total = np.where(points, np.maximum(total + 0.1, 0.45 + 0.45 * said), total)
        total = np.where(astray, total * 0.6, total)
        total = np.where(holds == content.NEVER, np.where(said > 0.94, AT_LEAST, 0), total)
        return _Scored(np.minimum(total, 1), said, holds, points)

    def _pointing(
        self, number: int, table: Table, keys: Mapping[Spot, str]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Whether a column's ids lie in a key the canonical column may point to; whether only in others."""
        sources = self.groups[number].columns
        points = np.zeros((len(sources), len(table.columns)), dtype=bool)
        astray = points.copy()
        for row, source in enumerate(sources):
            reached = {keys[spot] for spot in self.linked.get((number, source.place), ()) if spot in keys}
            if not reached:
                continue
            for place, column in enumerate(table.columns.values()):
                if column.type == "text":
                    astray[row, place] = source.kind == "id"  # an id that points somewhere is nobody's words
                elif column.type in ("id", "ids"):
                    targets = _targets(column)
                    points[row, place] = bool(reached & targets)
                    astray[row, place] = bool(targets) and not reached & targets and source.kind == "id"
        return points, astray

    def pairs(self, number: int, table: Table, keys: Mapping[Spot, str]) -> list[Pair]:
        """The placements of a group's columns in a table, in the table's order."""
        scored = self.scored(number, table, keys)
        columns = list(table.columns)
        found = []
        for row, place in zip(*linear_sum_assignment(-(scored.total**SURE_FIRST)), strict=True):
            score = float(scored.total[row, place])
            if score < AT_LEAST:
                continue
            source, column = self.groups[number].columns[row], table.columns[columns[place]]
            pair = self._pair(source, column, scored, int(row), int(place))
            found.append(_strange(pair, source, column, frozenset(keys.values())))
        return sorted(found, key=lambda pair: columns.index(pair.column))

    def _pair(self, source: Profile, column: Column, scored: _Scored, row: int, place: int) -> Pair:
        score, said = float(scored.total[row, place]), float(scored.name[row, place])
        points = bool(scored.points[row, place])
        known = bool(column.codes and scored.content[row, place] >= content.NEARLY_ALL)
        near = np.flatnonzero(scored.total[:, place] >= max(AT_LEAST, score - 0.25))
        others = tuple(int(other) for other in near if other != row)
        # Dates, and yes and no, are in so many columns that they say nothing where the heading hardly does.
        spoken = said >= NEARLY or points or (known and column.type != "yn")
        sure = _confidence(scored.total, row, place) if spoken and (source.filled or said >= EXACTLY) else LOW
        return Pair(row, column.name, sure, score, said, float(scored.content[row, place]), points, known, others)


def _strange(pair: Pair, source: Profile, column: Column, keyed: frozenset[str]) -> Pair:
    """The pair, less sure where its words are not among the ids of the table it should name: they may be names."""
    missed = [table for table in column.finds if table in keyed]
    if pair.points or not missed or source.kind not in ("code", "name", "text"):
        return pair
    return replace(pair, confidence=MEDIUM if pair.confidence == HIGH else pair.confidence, strange=missed[0])


def _spoken(group: Group) -> list[list[tuple[str, ...]]]:
    """What each heading means; without a prefix that many headings of the piece share; without what is in brackets."""
    headings = [column.heading for column in group.columns]
    prefix = names.shared_prefix(headings)
    return [[names.meant(one), names.without(one, prefix), names.plainly(one)] for one in headings]


def _alike(spoken: Sequence[Sequence[Sequence[tuple[str, ...]]]], known: names.Known) -> list[Scores]:
    """For each group how well each of its headings names each column: the better of its readings."""
    phrases = sorted({phrase for group in spoken for readings in group for phrase in readings})
    scores = dict(zip(phrases, names.alike(phrases, known), strict=True))
    best = [[np.max([scores[phrase] for phrase in readings], axis=0) for readings in group] for group in spoken]
    # A group whose every column is one of a repeated set has none of its own.
    return [np.array(group, dtype=float).reshape(len(group), len(known.targets)) for group in best]


def _targets(column: Column) -> frozenset[str]:
    by = column.finds_by[1].values() if column.finds_by else ()
    return frozenset((*column.finds, *by))


def _keyed(pairs: list[Pair], group: Group, table: Table) -> list[Pair]:
    """The pairs, with the table's key where no heading says which it is but one id alone has no two records alike."""
    sure = [pair for pair in pairs if pair.confidence != LOW]
    taken = {pair.place for pair in sure}
    if len(table.key) != 1 or group.each or table.key[0] in {pair.column for pair in sure}:
        return pairs
    whole = [
        place
        for place, column in enumerate(group.columns)
        if column.unique and column.filled == column.records > 1 and column.kind == "id" and place not in taken
    ]
    if len(whole) != 1:
        return pairs
    key = Pair(whole[0], table.key[0], MEDIUM, MEDIUM_FROM, 0, 1, False, False, (), only=True)
    return [key, *(pair for pair in pairs if pair.place != key.place and pair.column != key.column)]


def _confidence(total: Scores, row: int, place: int) -> str:
    score = total[row, place]
    rivals = np.concatenate([np.delete(total[row], place), np.delete(total[:, place], row)])
    lead = score - (rivals.max() if rivals.size else 0)
    if score >= HIGH_FROM and lead >= MARGIN:
        return HIGH
    if score >= MEDIUM_FROM and lead >= 0:
        return MEDIUM
    return LOW


def _table_confidence(scores: Scores, row: int, place: int) -> str:
    score = scores[row, place]
    rivals = np.concatenate([np.delete(scores[row], place), np.delete(scores[:, place], row)])
    lead = score - (rivals.max() if rivals.size else 0)
    if score >= 0.55 and lead >= 0.1:
        return HIGH
    return MEDIUM if score >= 0.42 and lead >= 0.03 else LOW
