"""What an export is made of: pieces, each one table-shaped thing that a reader turns into texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Piece:
    """One file, one sheet of a workbook, one member of a zip or one table of a database.

    ``file`` is its name as people and mappings write it: ``cases.csv``, ``march.zip/cases.csv``, a database's
    table. ``path`` is where its bytes lie now (a zip's members lie in a private folder), None in a database.
    """

    file: str
    kind: str  # csv, parquet, workbook, json or database
    path: Path | None = None
    sheet: str = ""  # of a workbook
    empty: bool = False  # a sheet without a filled cell, such as a chart or the spare sheets of a new workbook
    database: Any = field(default=None, compare=False, repr=False)  # of a database: its ``Relation``

    @property
    def label(self) -> str:
        """How a message and a finding name it."""
        return f"{self.file} sheet {self.sheet}" if self.sheet else self.file

    @property
    def stem(self) -> str:
        """The name by which a canonical table is told: the sheet's or table's, or the file's without its ending."""
        if self.kind == "database":
            return self.file
        return self.sheet or Path(self.file).stem


@dataclass(frozen=True)
class Options:
    """How a mapping says a piece is to be read; everything it leaves out is told from the piece itself."""

    header_rows: tuple[int, ...] = ()  # the rows that hold the headings, the first row being 1; empty: the first filled
    delimiter: str = ""
    encoding: str = ""
    repeated_header: str = "refused"  # or left_out: records that repeat the headings
    merged_cells: str = "refused"  # or filled: cells merged over several records
    footer: tuple[str, ...] = ()  # what the first cell of the last rows says, where they are no records


@dataclass(frozen=True)
class TextTable:
    """A piece read as text: column i is ``c<i>`` of a relation that also has ``source_row``, in the piece's order.

    ``rows`` accounts for every row the piece has: how many became records (``record``) and what became of the
    others (``header``, ``above_header``, ``empty``, ``repeated_header``, ``footer``). Nothing else may happen to a
    row.
    """

    columns: tuple[str, ...]  # the headings as written, without white space at their ends
    encoding: str  # how it was written: an encoding, or the kind of file
    skipped: tuple[int, ...] = ()  # the empty ones by number, as the piece counts them
    rows: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
