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
ROW_IDS = ("case_id", "person_id", "subject_id")  # what a set of a client's row is about, where it does not say
ENOUGH = 2  # columns of its own, besides the ids
WEIGHT = {"full_name": 2}  # a name alone makes a person


def one_number(matcher: Matcher, chosen: Sequence[Chosen]) -> list[Chosen]:
    """The chosen tables; where cases have one number, the client's or the case's own, it stands for both everywhere.

    A client's number stands for the case only where no two cases have the same.
    """
    known = {_known(matcher, one) for one in chosen if one.table == "cases"}
    number = known.pop() if len(known) == 1 else ""
    if not number:
        return list(chosen)
    return [one if matcher.groups[one.group].each else _both(one, number == "case_id") for one in chosen]


def _known(matcher: Matcher, cases: Chosen) -> str:
    """Which of the two numbers a piece of cases has, where it has one alone and every case another."""
    likely = [pair for pair in cases.pairs if pair.confidence != LOW or pair.points]
    sure = {pair.column: pair for pair in likely if pair.column in ROW_IDS}
    if len(sure) != 1:
        return ""
    name, pair = next(iter(sure.items()))
    column = matcher.groups[cases.group].columns[pair.place]
    return name if column.unique and column.filled == column.records else ""


def _both(one: Chosen, by_case: bool) -> Chosen:
    """A chosen table in which the number of the case is the client's too, or the other way round."""
    columns = declared()[one.table].columns
    theirs = next((name for name in ("person_id", "subject_id") if name in columns), "")
    old, new = ("case_id", theirs) if by_case else (theirs, "case_id")
    placed = {pair.column: pair for pair in one.pairs if pair.confidence != LOW or pair.points}
    if old not in placed or new in placed or new not in columns:
        return one
    stands_in = replace(placed[old], column=new, confidence=MEDIUM, others=(), stands_in=True)
    order = list(columns)
    kept = [pair for pair in one.pairs if pair.column != new]
    return replace(one, pairs=sorted([*kept, stands_in], key=lambda pair: order.index(pair.column)))


def also(matcher: Matcher, chosen: Sequence[Chosen]) -> list[Chosen]:
    """The table of the two that no piece is, from the piece of the other; none where the piece says nothing of it."""
    fed = {one.table for one in chosen}
    offers = [
        _offer(matcher, one)
        for one in chosen
        if one.table in SHARED and (SHARED[one.table][0] not in fed or _of_others(one))
    ]
    return [offer for offer in offers if offer is not None]


def _of_others(one: Chosen) -> bool:
    """Whether the clients of a piece of cases are not in the piece of people, which then holds their children, say."""
    client = next((pair for pair in one.pairs if pair.column == "person_id" and pair.confidence != LOW), None)
    return one.table == "cases" and client is not None and not client.points


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
    if sum(WEIGHT.get(pair.column, table.columns[pair.column].type != "id") for pair in pairs) < ENOUGH:
        return None
    pairs = _keyed(pairs, one, other)
    key = next((pair for pair in pairs if (pair.column,) == table.key), None)
    if key is None:
        return None
    source = matcher.groups[one.group].columns[key.place]
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


def keyed_sets(matcher: Matcher, chosen: Sequence[Chosen]) -> list[Chosen]:
    """The chosen tables; what a repeated set feeds has the ids of its row, and a key made of them and its place."""
    clients: dict[str, tuple[str, Pair]] = {}
    for one in chosen:
        group = matcher.groups[one.group]
        client = next((pair for pair in one.pairs if pair.column == "person_id" and pair.confidence != LOW), None)
        if client is not None and not group.each:
            clients.setdefault(group.pieces[0].label, (group.columns[client.place].heading, client))
    return [_keyed_set(matcher, one, clients) if matcher.groups[one.group].each else one for one in chosen]


def _keyed_set(matcher: Matcher, one: Chosen, clients: Mapping[str, tuple[str, Pair]]) -> Chosen:
    group, table = matcher.groups[one.group], declared()[one.table]
    heading, client = clients.get(group.pieces[0].label, ("", None))
    place = next((number for number, column in enumerate(group.columns) if column.heading == heading), None)
    if client is None or place is None:
        return one
    kept = [
        pair for pair in one.pairs if (pair.place != place and pair.confidence != LOW) or pair.column not in ROW_IDS
    ]
    placed = {pair.column for pair in kept}
    more = [
        replace(client, place=place, column=column, confidence=MEDIUM, others=())
        for column in ROW_IDS
        if column in table.columns and column not in placed
    ]
    key = table.key[0] if len(table.key) == 1 and table.key[0] not in placed else ""
    composed = {key: f"{{{heading}}}-{group.name.replace(' ', '')}-{{#each}}"} if key else {}
    return replace(one, pairs=[*more, *kept], composed=composed)
