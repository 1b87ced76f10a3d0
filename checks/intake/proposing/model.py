"""A proposal: what an export's pieces and columns hold, and which canonical table and column each is likely to be.

It carries headings, file names, types and shapes. The only values in it are codes: few, short, repeated, and known
as a writing of one of the canonical codes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

HIGH, MEDIUM, LOW = "high", "medium", "low"


@dataclass(frozen=True)
class Profile:
    """What one column of a piece holds, told from all of its values."""

    heading: str
    place: int  # of the column in its piece, from 0
    records: int
    filled: int
    distinct: int
    kind: str  # empty, date, datetime, yes_no, tick, number, id, code, codes, name or text
    shape: str  # as a person would say it: 'AA-9999', 'dd/mm/yyyy', 'text of about 80 characters'
    date_formats: tuple[str, ...] = ()  # but ISO, in the mapping's words; day first where it could be either
    asks: str = ""  # why the values cannot tell the format for sure
    separator: str = ""  # between the items of a cell, of codes
    values: frozenset[str] = field(default=frozenset(), repr=False)  # of a small set; never to be shown as they are

    @property
    def unique(self) -> bool:
        """Whether no two records have the same value."""
        return self.filled > 0 and self.distinct == self.filled

    @property
    def told(self) -> str:
        """The type in words, with how full the column is."""
        if not self.filled:
            return "empty"
        full = "" if self.filled == self.records else f", filled in {_percent(self.filled, self.records)}"
        return f"{self.shape}{', no two alike' if self.unique and self.kind in ('id', 'number') else ''}{full}"


@dataclass(frozen=True)
class Kept:
    """One piece of the export as profiled. ``why_not`` says in a sentence why it could not be read, if so."""

    label: str
    file: str
    sheet: str
    name: str  # by which a table is told: the sheet's, or the file's without folder and ending
    headings: tuple[str, ...] = ()
    columns: Sequence[Profile] = ()  # empty where a shipped layout was recognised: its headings were enough
    records: int = 0
    header_rows: str = ""  # for the mapping, where the headings are not in the first filled row
    footer: tuple[str, ...] = ()  # for the mapping: what its last rows begin with, where they are no records
    why_not: str = ""


@dataclass(frozen=True)
class Placed:
    """One canonical column and the source column proposed for it."""

    table: str
    column: str
    source: Profile
    confidence: str
    why: str
    translate: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unknown: int = 0  # values of a code column that no code is known for
    others: Sequence[str] = ()  # other headings it could be
    joined: Sequence[str] = ()  # the headings of which it is joined, where it is

    @property
    def used(self) -> bool:
        """Whether the mapping reads it; a doubtful one is written there as a comment."""
        return self.confidence != LOW


@dataclass(frozen=True)
class Fed:
    """One canonical table and the pieces proposed for it, which all have the same headings."""

    table: str
    pieces: Sequence[Kept]
    columns: Sequence[Placed]
    confidence: str
    constants: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    one_record_per: str = ""  # the heading by which its rows become one record
    each: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))  # of a repeated set
    composed: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({})
    )  # column: what its ids are made of

    def headings(self, placed: Placed) -> Sequence[str]:
        """The headings that a placement reads: one, or one of each set."""
        return placed.joined or self.each.get(placed.source.heading, (placed.source.heading,))


@dataclass(frozen=True)
class Proposal:
    """What was found and what is proposed for it; of a shipped ``layout``, its mapping's ``text`` and no tables."""

    pieces: Sequence[Kept]
    tables: Sequence[Fed]
    others: Sequence[str] = ()  # files that nothing can read
    layout: str = ""
    text: str = ""
    edits: Sequence[str] = ()  # what is left to do in a shipped layout's mapping

    @property
    def unplaced(self) -> list[tuple[str, Profile]]:
        """Each column of a piece that no used placement reads, with its piece's label."""
        taken = {
            (piece.label, heading)
            for fed in self.tables
            for piece in fed.pieces
            for placed in fed.columns
            if placed.used
            for heading in fed.headings(placed)
        } | {(piece.label, fed.one_record_per) for fed in self.tables for piece in fed.pieces}
        return [
            (piece.label, column)
            for piece in self.pieces
            for column in piece.columns
            if (piece.label, column.heading) not in taken
        ]

    def fed(self) -> dict[str, frozenset[str]]:
        """The canonical tables that are fed, each with its columns that are."""
        found: dict[str, frozenset[str]] = {}
        for one in self.tables:
            columns = [placed.column for placed in one.columns if placed.used]
            if columns:
                found[one.table] = found.get(one.table, frozenset()) | {*columns, *one.constants, *one.composed}
        return found

    def counts(self) -> dict[str, int]:
        """How many source columns were placed, by confidence, and how many there are."""
        found = {HIGH: 0, MEDIUM: 0, LOW: 0}
        for fed in self.tables:
            for placed in fed.columns:
                found[placed.confidence] += 1
        return found

    def as_rows(self) -> list[dict[str, str]]:
        """The placements as a flat table: table, column, file, heading, type, confidence, why."""
        return [
            {
                "table": fed.table,
                "column": placed.column,
                "file": ", ".join(piece.label for piece in fed.pieces),
                "heading": placed.source.heading,
                "type": placed.source.told,
                "confidence": placed.confidence,
                "why": placed.why,
            }
            for fed in self.tables
            for placed in fed.columns
        ]


def _percent(part: int, whole: int) -> str:
    share = 100 * part / whole
    return "under 1%" if share < 1 else f"{min(round(share), 99)}%"
