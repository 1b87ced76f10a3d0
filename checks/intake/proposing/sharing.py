"""Tables that have no piece of their own but are found in another's: a log of cases that holds the client's name."""

from collections.abc import Mapping, Sequence

from checks.intake.proposing.matching import MEDIUM_FROM, Chosen, Matcher, Pair
from checks.intake.proposing.model import LOW, MEDIUM
from checks.intake.tables import declared

HALF = 0.5  # of the columns that a record never lacks
# What is true of every record of a table that is found in another's piece.
TRUE_OF_ALL: Mapping[tuple[str, str], Mapping[str, str]] = {("cases", "people"): {"is_client": "yes"}}


def also(matcher: Matcher, chosen: Sequence[Chosen]) -> list[Chosen]:
    """The further tables that chosen pieces feed, each from the piece that holds most of it."""
    found = []
    fed = {one.table for one in chosen}
    for table in declared().values():
        if table.name in fed or len(table.key) != 1:
            continue
        offers = [offer for one in chosen if (offer := _offer(matcher, one, table.name))]
        if offers:
            found.append(max(offers, key=lambda offer: sum(pair.score for pair in offer.pairs)))
    return found


def _offer(matcher: Matcher, one: Chosen, name: str) -> Chosen | None:
    """A table as the piece of another would feed it; None unless its key and half of what it needs are there."""
    table = declared()[name]
    taken = {pair.place for pair in one.pairs if pair.confidence != LOW}
    likely = [pair for pair in matcher.pairs(one.group, table, {}) if pair.score >= MEDIUM_FROM]
    pairs = [pair for pair in likely if _free(pair, taken, name)]
    placed = {pair.column for pair in pairs}
    constants = TRUE_OF_ALL.get((one.table, name), {})
    needed = [column.name for column in table.columns.values() if column.need == "R"]
    own = [pair for pair in pairs if pair.place not in taken]
    if table.key[0] not in placed or not own:
        return None
    if sum(column in placed or column in constants for column in needed) < HALF * len(needed):
        return None
    key = next(pair for pair in pairs if pair.column == table.key[0])
    source = matcher.groups[one.group].first.columns[key.place]
    per = "" if source.unique else source.heading
    return Chosen(one.group, name, MEDIUM, pairs, {k: v for k, v in constants.items() if k not in placed}, per)


def _free(pair: Pair, taken: set[int], table: str) -> bool:
    """An id may serve two tables; whatever else is placed already belongs where it is."""
    return pair.place not in taken or declared()[table].columns[pair.column].type == "id"
