"""The pieces of an export as they are read: each once, kept while a table still needs it, then dropped."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from checks.intake.conversions import name
from checks.intake.pieces import Options, Piece, TextTable
from checks.intake.readers import reading

Wanted = tuple[Piece, Options]


@dataclass(frozen=True)
class Raw:
    """A piece that has been read: the relation that holds its texts, and its headings."""

    file: str
    relation: str
    text: TextTable

    @property
    def columns(self) -> tuple[str, ...]:
        """Its headings as written."""
        return self.text.columns


class Raws:
    """The pieces of one run; ``uses`` says how many tables need each."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, uses: Iterable[Wanted]) -> None:
        self._connection = connection
        self._left = Counter(uses)
        self._read: dict[Wanted, Raw] = {}
        self._made = 0

    def read(self, wanted: Wanted) -> Raw:
        """A piece's texts; it is read on first use."""
        if wanted not in self._read:
            piece, options = wanted
            relation = f"raw_{self._made}"
            self._made += 1
            self._read[wanted] = Raw(piece.label, relation, reading.read(self._connection, piece, relation, options))
        return self._read[wanted]

    def done(self, used: Iterable[Wanted]) -> None:
        """Give back the memory of the texts that no later table needs."""
        over: list[str] = []
        for wanted in used:
            self._left[wanted] -= 1
            if self._left[wanted] <= 0 and wanted in self._read:
                over.append(self._read.pop(wanted).relation)
        if over:
            self._drop(over)

    def _drop(self, relations: list[str]) -> None:
        """A reader leaves a table, or a view over a table of the same name with ``_text``."""
        named = [*relations, *(relation + "_text" for relation in relations)]
        found = self._connection.execute(
            "SELECT 'VIEW', view_name FROM duckdb_views() WHERE list_contains($1, view_name) "
            "UNION ALL SELECT 'TABLE', table_name FROM duckdb_tables() WHERE list_contains($1, table_name)",
            [named],
        ).fetchall()
        for kind, known in found:
            self._connection.execute(f"DROP {kind} {name(known)}")
