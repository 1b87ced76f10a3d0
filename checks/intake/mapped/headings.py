"""Which headings a part of a mapping reads, and where each is found among the pieces that were read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.errors import ExportError
from checks.intake.mapping import Mapping, composing, expressions
from checks.intake.mapping.column import ColumnSource
from checks.intake.mapping.model import Part
from checks.intake.mapping.near import near
from checks.intake.raws import Raw

Aliases = tuple[str, ...]


@dataclass(frozen=True)
class PartRead:
    """A part of a table's mapping with its pieces read; ``place`` is its place among the table's parts."""

    table: str
    place: int
    spec: Part
    raws: Sequence[Raw]
    joined: dict[str, Sequence[Raw]]
    mapping: Mapping | None = None

    @property
    def file(self) -> str:
        """How a message names what is read."""
        return self.raws[0].file

    def join_of(self, heading: str) -> tuple[str, str] | None:
        """The join whose column a heading names, and its heading there: ``worker.Payroll no``."""
        name, dot, column = heading.partition(".")
        known = {join.lower(): join for join in self.spec.join}
        found = known.get(name.strip().lower())
        return (found, column.strip()) if dot and found is not None else None


def key(heading: str | Aliases) -> Aliases:
    """A heading, or its aliases, as they are compared."""
    return tuple(" ".join(alias.split()).lower() for alias in ((heading,) if isinstance(heading, str) else heading))


def references(spec: Part) -> list[Aliases]:
    """Every heading a part reads, or set of aliases, once, in the order of the file."""
    found: dict[Aliases, Aliases] = {}
    for aliases in _all(spec):
        found.setdefault(key(aliases), aliases)
    return list(found.values())


def _all(spec: Part) -> Iterator[Aliases]:
    for column in spec.columns.values():
        yield from of_column(column)
    singles = [*(spec.one_record_per or ()), *(heading for each in spec.each for heading in each.values())]
    singles += [heading for join in spec.join.values() for heading in join.on]
    singles += [heading for heading in (spec.ordered_by, spec.split.column if spec.split else None) if heading]
    if spec.where:
        singles += expressions.parse(spec.where, expressions.TRUTH).headings
    yield from ((heading,) for heading in singles)


def of_column(spec: ColumnSource) -> list[Aliases]:
    """The headings that one canonical column reads."""
    named = spec.heading or spec.first or spec.last
    singles = [*(spec.joined or ()), *(spec.first_filled or ()), *(h for some in spec.ticks.values() for h in some)]
    if spec.compose is not None:
        singles += [piece.heading for piece in composing.parse(spec.compose) if piece.heading]
    if spec.expression is not None:
        singles += expressions.parse(spec.expression, expressions.TEXT).headings
    return [*([named] if named else []), *((heading,) for heading in [*singles, *spec.blank_when])]


def find(raw: Raw, aliases: Aliases, part: PartRead, beside: Sequence[Aliases] = ()) -> int:
    """The place of a heading among a piece's columns. ExportError, with the nearest, where there is not exactly one.

    ``beside`` are the headings that are read with it. Where a piece has none of them, its "headings" may be somebody's
    record, so none is named.
    """
    lowered = [column.lower() for column in raw.columns]
    places = [lowered.index(alias) for alias in key(aliases) if alias in lowered]
    if len(places) == 1:
        return places[0]
    line = part.mapping.line(part.table, aliases[0]) if part.mapping else None
    where = f" (line {line})" if line else ""
    if places:
        both = " and ".join(raw.columns[place] for place in places)
        raise ExportError(
            f"{raw.file} has the columns {both}, and the mapping{where} takes either. Name only one there."
        )
    if not any(alias in lowered for known in beside for alias in key(known)):
        raise ExportError(
            f"{raw.file} has none of the headings that the mapping{where} reads, such as {aliases[0]}. Check that its "
            "first row holds the headings, or say header_rows in the mapping."
        )
    hint = near(aliases[0], raw.columns)
    if len(aliases) == 1:
        raise ExportError(f"{raw.file} has no column {aliases[0]}, which the mapping{where} reads.{hint}")
    raise ExportError(f"{raw.file} has none of the columns {', '.join(aliases)}, which the mapping{where} reads.{hint}")
