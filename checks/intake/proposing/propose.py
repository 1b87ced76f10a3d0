"""From an export to a proposal of its mapping."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from checks.intake import conversions
from checks.intake.opening import opened
from checks.intake.proposing import codes, recognise, sharing, whole_names
from checks.intake.proposing.links import links
from checks.intake.proposing.matching import EXACTLY, NEARLY, Chosen, Matcher, Pair
from checks.intake.proposing.model import LOW, Fed, Kept, Placed, Profile, Proposal
from checks.intake.proposing.reading import Group, headed, look
from checks.intake.tables import declared


def propose(export: str | Path) -> Proposal:
    """What an export's pieces and columns are likely to be. Raises ExportError for what is no export.

    A piece that cannot be read is kept with the sentence that says why; no value of a record is in the result.
    """
    with duckdb.connect() as connection, opened(export) as offered:
        conversions.register_functions(connection)
        pieces = headed(connection, offered)
        known = recognise.recognise(pieces)
        if known is not None:
            return _of_layout(known, pieces, offered.others)
        groups = look(connection, offered)
        matcher = Matcher(groups, links(connection, groups))
    chosen = sharing.one_number(matcher, matcher.match())
    chosen = sharing.keyed_sets(matcher, [*chosen, *sharing.also(matcher, chosen)])
    tables = [_fed(groups, one) for one in chosen]
    profiled = [piece for group in groups if not group.each for piece in group.pieces]
    failed = [piece for piece in pieces if piece.why_not]
    order = list(declared())
    return Proposal([*profiled, *failed], sorted(tables, key=lambda fed: order.index(fed.table)), offered.others)


def _of_layout(known: recognise.Recognised, pieces: Sequence[Kept], others: Sequence[str]) -> Proposal:
    missing = [f"no file has the headings of the layout's {file}" for file in known.missed]
    return Proposal(pieces, (), others, known.layout, recognise.text(known), missing)


def _fed(groups: Sequence[Group], one: Chosen) -> Fed:
    group = groups[one.group]
    columns = group.columns
    placed = whole_names.joined([_placed(one, pair, columns) for pair in one.pairs], columns, one.table)
    return Fed(
        one.table, group.pieces, placed, one.confidence, one.constants, one.one_record_per, group.each, one.composed
    )


def _placed(one: Chosen, pair: Pair, columns: Sequence[Profile]) -> Placed:
    source, column = columns[pair.place], declared()[one.table].columns[pair.column]
    translate: Mapping[str, str] = {}
    unknown = 0
    if column.codes and source.values:
        translate = codes.translation(source, one.table, column)
        unknown = len(source.values) - len(codes.recognised(source, one.table, column))
    others = [columns[other].heading for other in pair.others] if pair.confidence == LOW else []
    return Placed(one.table, pair.column, source, pair.confidence, _why(pair, unknown), translate, unknown, others)


def _why(pair: Pair, unknown: int) -> str:
    """The reasons for a placement in words."""
    if pair.only:
        return "it is the only id of which no two records have the same"
    if pair.stands_in:
        return "there is no other number, so one stands for the case and its client"
    said = "the heading says so" if pair.name >= EXACTLY else "the heading is like it"
    parts = [said if pair.name >= NEARLY else "the heading hardly says so"]
    if pair.points:
        parts.append("its ids are found where they should be")
    if pair.strange:
        parts.append(
            f"but its words are not among the ids of {pair.strange}: join them by name, or take another column"
        )
    if pair.known:
        parts.append("its codes are known")
    elif unknown:
        parts.append(f"{unknown} of its values are no known codes")
    return ", ".join(parts)
