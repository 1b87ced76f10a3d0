"""A mapping: how an export that somebody else designed becomes canonical tables.

One YAML file says, for each canonical table, which files feed it and where each column comes from; everything in it
is checked before a record is read. ``checks.intake.records`` makes the records.
"""

from checks.intake.mapping.column import ColumnSource
from checks.intake.mapping.dates import ISO
from checks.intake.mapping.model import Mapping, Part, Source, TableSource
from checks.intake.mapping.near import near
from checks.intake.mapping.reading import load, parse, shipped

__all__ = ["ISO", "ColumnSource", "Mapping", "Part", "Source", "TableSource", "load", "near", "parse", "shipped"]
