"""Which pieces of an export hold which canonical table, where no mapping says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checks.errors import ExportError
from checks.intake.databases import is_url
from checks.intake.opening import Offered
from checks.intake.pieces import Piece
from checks.intake.tables import declared


@dataclass(frozen=True)
class Found:
    """The pieces that hold a canonical table, and the names of what nothing asked for."""

    tables: Mapping[str, Piece]
    others: Sequence[str]


def find_tables(offered: Offered, export: str) -> Found:
    """The canonical tables of an export.

    ``cases.csv``, ``cases.parquet``, a sheet ``cases`` and a database's table ``cases`` each hold ``cases``; so does
    the only sheet of ``cases.xlsx`` that holds anything, whatever it is called. Raises ExportError when the
    export holds none, or one table twice.
    """
    tables: dict[str, Piece] = {}
    others = list(offered.others)
    lone = _lone_sheets(offered.pieces)
    for piece in offered.pieces:
        table = lone.get(piece, piece.stem.lower())
        if table not in declared() or piece.empty:
            others.append(piece.label)
        elif table in tables:
            raise ExportError(f"{tables[table].label} and {piece.label} both hold {table}. Keep one of them.")
        else:
            tables[table] = piece
    if not tables:
        raise ExportError(
            f"{called(export)} holds none of the tables an audit reads, such as cases.csv or decisions.parquet. "
            "Check the path, or give a mapping."
        )
    return Found(tables, sorted(others))


def _lone_sheets(pieces: Sequence[Piece]) -> dict[Piece, str]:
    """The only filled sheet of each workbook, with the name of its file."""
    sheets: dict[str, list[Piece]] = {}
    for piece in pieces:
        if piece.sheet and not piece.empty:
            sheets.setdefault(piece.file, []).append(piece)
    lone = [found[0] for found in sheets.values() if len(found) == 1]
    named = {piece: Path(piece.file).stem.lower() for piece in lone if piece.stem.lower() not in declared()}
    return {piece: stem for piece, stem in named.items() if stem in declared()}


def called(export: str) -> str:
    """What an export is called in a message."""
    if is_url(export):
        return "The database"
    return f"{'File' if Path(export).is_file() else 'Folder'} {export}"
