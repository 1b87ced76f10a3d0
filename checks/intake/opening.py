"""An export opened: every piece it offers, whatever holds them, and what nothing can read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from checks.errors import ExportError
from checks.intake.pieces import Piece

KINDS = {".csv": "csv", ".parquet": "parquet"}
# Left by operating systems and people beside an export; never data.
IGNORED = ("readme.md", "readme.txt", "thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Offered:
    """What an export offers: its pieces by name, and the files that hold none."""

    pieces: Sequence[Piece]
    others: Sequence[str]


@contextmanager
def opened(export: str | Path) -> Iterator[Offered]:
    """Open an export folder for as long as it is read. Raises ExportError for what is no export.

    Whatever it unpacks lies in a private folder, which is gone afterwards.
    """
    files = _listed(Path(export))
    pieces = [Piece(entry.name, KINDS[entry.suffix.lower()], entry) for entry in files if entry.suffix.lower() in KINDS]
    yield Offered(pieces, [entry.name for entry in files if entry.suffix.lower() not in KINDS])


def _listed(export: Path) -> list[Path]:
    """Every file of an export folder, by name. ExportError when it is no folder that can be read."""
    try:
        if not export.exists():
            raise ExportError(f"There is no folder {export}. Check the path to the export.")
        if not export.is_dir():
            raise ExportError(f"{export} is a file. Give the folder that holds one file per table.")
        found = sorted(entry for entry in export.iterdir() if not entry.name.startswith("."))
        folders = [entry.name for entry in found if entry.suffix.lower() in KINDS and entry.is_dir()]
        if folders:
            raise ExportError(f"{folders[0]} is a folder. Export each table as one file.")
        return [entry for entry in found if entry.is_file() and entry.name.lower() not in IGNORED]
    except OSError:
        raise ExportError(f"Folder {export} cannot be opened. Check the path, and that you may read it.") from None
