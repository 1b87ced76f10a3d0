"""Which pieces feed which table, before any of them is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checks.errors import ExportError
from checks.intake import files
from checks.intake import mapping as mappings
from checks.intake.choosing import Chosen, choose
from checks.intake.mapping.model import Part, Source, TableSource
from checks.intake.opening import Offered
from checks.intake.pieces import Options
from checks.intake.raws import Wanted


@dataclass(frozen=True)
class PartPlan:
    """A part of a table, the pieces that hold its rows, and those of each join."""

    spec: Part
    pieces: Sequence[Wanted]
    joined: Mapping[str, Sequence[Wanted]]


@dataclass(frozen=True)
class TablePlan:
    """A table's mapping and its parts that have pieces. Without a mapping both are made when the piece is read."""

    source: TableSource | None
    parts: Sequence[PartPlan]

    def uses(self) -> list[Wanted]:
        """Every piece the table needs, once."""
        wanted = [piece for part in self.parts for piece in part.pieces]
        wanted += [piece for part in self.parts for pieces in part.joined.values() for piece in pieces]
        return list(dict.fromkeys(wanted))


@dataclass(frozen=True)
class Plan:
    """The tables to read, what nothing asked for, and what was asked for in vain as (table, file)."""

    tables: Mapping[str, TablePlan]
    others: Sequence[str]
    lacking: Sequence[tuple[str, str]]


def plan(offered: Offered, export: str, mapping: mappings.Mapping | None) -> Plan:
    """What is to be read of an export. ExportError when that is nothing, or cannot be told."""
    if mapping is None:
        found = files.find_tables(offered, export)
        canonical = {table: PartPlan(Part(), [(piece, Options())], {}) for table, piece in found.tables.items()}
        return Plan({table: TablePlan(None, [part]) for table, part in canonical.items()}, found.others, ())
    tables: dict[str, TablePlan] = {}
    lacking: list[tuple[str, str]] = []
    for table, source in mapping.tables.items():
        parts = [_part(part, mapping, offered, table, lacking) for part in source.all_parts]
        present = [part for part in parts if part.pieces]
        if present:
            tables[table] = TablePlan(source, present)
    if not tables:
        raise ExportError(f"{files.called(export)} holds none of the files the mapping reads. Check the path.")
    used = {piece for table_plan in tables.values() for piece, _ in table_plan.uses()}
    unused = [piece.label for piece in offered.pieces if piece not in used]
    return Plan(tables, sorted([*unused, *offered.others]), tuple(dict.fromkeys(lacking)))


def _part(
    part: Part, mapping: mappings.Mapping, offered: Offered, table: str, lacking: list[tuple[str, str]]
) -> PartPlan:
    source = mapping.sources[part.from_] if part.from_ is not None else Source(files=part.files or ())
    chosen = _choose(source, offered)
    lacking += [(table, file) for file in chosen.missing]
    if not chosen.pieces:
        return PartPlan(part, (), {})
    joined = {}
    for name, join in part.join.items():
        found = _choose(mapping.sources[join.from_], offered)
        if found.missing:
            raise ExportError(
                f"The export has no file {found.missing[0]}, which the mapping joins to {table}. Add it, or remove "
                f"join {name} from the mapping."
            )
        joined[name] = _wanted(mapping.sources[join.from_], found)
    return PartPlan(part, _wanted(source, chosen), joined)


def _choose(source: Source, offered: Offered) -> Chosen:
    return choose(source.files, source.pick, source.sheet, offered.pieces)


def _wanted(source: Source, chosen: Chosen) -> list[Wanted]:
    return [(piece, source.options) for piece in chosen.pieces]
