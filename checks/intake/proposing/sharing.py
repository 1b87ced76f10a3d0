"""Cases and people that share a piece: a log of cases that names the client, a list of clients with their cases.

Other tables are not looked for there: a wide sheet has a column that could be nearly anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from checks.intake.proposing.matching import MEDIUM_FROM, Chosen, Matcher, Pair
from checks.intake.proposing.model import LOW, MEDIUM
from checks.intake.tables import declared

# Whose piece may feed which other table, and what is then true of every record of that.
SHARED: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "cases": ("people", {"is_client": "yes"}),
    "people": ("cases", {}),
}
ENOUGH = 2  # columns of its own, besides the ids


def also(matcher: Matcher, chosen: Sequence[Chosen]) -> list[Chosen]:
    """The table of the two that no piece is, from the piece of the other; none where the piece says nothing of it."""
    fed = {one.table for one in chosen}
    offers = [_offer(matcher, one) for one in chosen if one.table in SHARED and SHARED[one.table][0] not in fed]
    return [offer for offer in offers if offer is not None]


def _offer(matcher: Matcher, one: Chosen) -> Chosen | None:
    other, constants = SHARED[one.table]
    table = declared()[other]
    taken = {pair.place for pair in one.pairs if pair.confidence != LOW}
    likely = [pair for pair in matcher.pairs(one.group, table, {}) if pair.score >= MEDIUM_FROM]
    pairs = [
        pair
        for pair in likely
        if pair.place not in taken or (table.columns[pair.column].type == "id" and pair.confidence != LOW)
    ]
    if sum(table.columns[pair.column].type != "id" for pair in pairs) < ENOUGH:
        return None
    pairs = _keyed(pairs, one, other)
    key = next((pair for pair in pairs if (pair.column,) == table.key), None)
    if key is None:
        return None
    source = matcher.groups[one.group].first.columns[key.place]
    per = "" if source.unique else source.heading
    return Chosen(one.group, other, MEDIUM, pairs, constants, per)


def _keyed(pairs: list[Pair], one: Chosen, other: str) -> list[Pair]:
    """The pairs, with the client's number as in the other table; it is the case's too where a case has none."""
    client = next((pair for pair in one.pairs if pair.column == "person_id" and pair.confidence != LOW), None)
    if client is None:
        return pairs
    kept = [pair for pair in pairs if pair.column != "person_id" and pair.place != client.place]
    lacking = {"case_id", "person_id"} & set(declared()[other].columns) - {pair.column for pair in kept}
    return [*(replace(client, column=column, confidence=MEDIUM, others=()) for column in sorted(lacking)), *kept]
