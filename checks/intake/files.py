"""Which files of an export folder hold which canonical table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checks.errors import ExportError
from checks.intake.tables import declared

READABLE = (".csv", ".parquet")
# Left by operating systems and people beside an export; never data.
IGNORED = ("readme.md", "readme.txt", "thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Folder:
    """An export's files: the ones that hold a canonical table, and the ones nothing asked for."""

    path: Path
    tables: Mapping[str, Path]
    others: Sequence[Path]


def list_folder(export: Path) -> list[Path]:
    """Every file of an export folder, by name. ExportError when it is no folder that can be read."""
    try:
        if not export.exists():
            raise ExportError(f"There is no folder {export}. Check the path to the export.")
        if not export.is_dir():
            raise ExportError(f"{export} is a file. Give the folder that holds one file per table.")
        found = sorted(entry for entry in export.iterdir() if not entry.name.startswith("."))
        folders = [entry.name for entry in found if entry.suffix.lower() in READABLE and entry.is_dir()]
        if folders:
            raise ExportError(f"{folders[0]} is a folder. Export each table as one file.")
        return [entry for entry in found if entry.is_file() and entry.name.lower() not in IGNORED]
    except OSError:
        raise ExportError(f"Folder {export} cannot be opened. Check the path, and that you may read it.") from None


def find_tables(export: Path) -> Folder:
    """The canonical tables of an export: ``cases.csv`` or ``cases.parquet`` holds ``cases``.

    Raises ExportError when the folder holds none, or one table twice.
    """
    tables: dict[str, Path] = {}
    others: list[Path] = []
    for entry in list_folder(export):
        table = entry.stem.lower()
        if table not in declared() or entry.suffix.lower() not in READABLE:
            others.append(entry)
        elif table in tables:
            raise ExportError(f"{tables[table].name} and {entry.name} both hold {table}. Keep one of them.")
        else:
            tables[table] = entry
    if not tables:
        raise ExportError(
            f"Folder {export} holds none of the tables an audit reads, such as cases.csv or decisions.parquet. "
            "Check the path, or give a mapping."
        )
    return Folder(export, tables, others)
