"""Which pieces of an export hold which canonical table, where no mapping says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checks.errors import ExportError
from checks.intake.opening import Offered
from checks.intake.pieces import Piece
from checks.intake.tables import declared


@dataclass(frozen=True)
class Found:
    """The pieces that hold a canonical table, and the names of what nothing asked for."""

    tables: Mapping[str, Piece]
    others: Sequence[str]


def find_tables(offered: Offered, export: str) -> Found:
    """The canonical tables of an export: ``cases.csv``, ``cases.parquet`` or a sheet ``cases`` holds ``cases``.

    Raises ExportError when it holds none, or one table twice.
    """
    tables: dict[str, Piece] = {}
    others = list(offered.others)
    for piece in offered.pieces:
        table = piece.stem.lower()
        if table not in declared():
            others.append(piece.label)
        elif table in tables:
            raise ExportError(f"{tables[table].label} and {piece.label} both hold {table}. Keep one of them.")
        else:
            tables[table] = piece
    if not tables:
        raise ExportError(
            f"Folder {export} holds none of the tables an audit reads, such as cases.csv or decisions.parquet. "
            "Check the path, or give a mapping."
        )
    return Found(tables, sorted(others))
