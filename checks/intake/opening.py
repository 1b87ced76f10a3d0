"""An export opened: every piece it offers, whatever holds them, and what nothing can read.

An export is a folder, a zip, a workbook or a database's URL. A folder's zips and workbooks are opened too.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from checks.errors import ExportError
from checks.intake import archives, databases, kinds
from checks.intake.kinds import KINDS
from checks.intake.pieces import Piece
from checks.intake.readers import workbooks

# Left by operating systems and people beside an export; never data.
IGNORED = ("readme.md", "readme.txt", "thumbs.db", "desktop.ini", "__macosx")
LOCK = "~$"  # how Excel begins the name of the file that says a workbook is open


@dataclass(frozen=True)
class Offered:
    """What an export offers: its pieces by name, and the files that hold none."""

    pieces: Sequence[Piece]
    others: Sequence[str]


@contextmanager
def opened(export: str | Path) -> Iterator[Offered]:
    """Open an export for as long as it is read. Raises ExportError for what is no export.

    Whatever it unpacks lies in a private folder, which is gone afterwards.
    """
    if isinstance(export, str) and databases.is_url(export):
        with databases.connected(export) as pieces:
            yield Offered(pieces, [])
        return
    files = _listed(Path(export))
    with tempfile.TemporaryDirectory(prefix="policy-audit-", ignore_cleanup_errors=True) as private:
        taken = _Taken(Path(private))
        for file in files:
            taken.take(file, file.name, alone=files == [Path(export)])
        yield Offered(taken.pieces, taken.others)


@dataclass
class _Taken:
    """What has been found so far, and the private folder into which zips are unpacked."""

    private: Path
    pieces: list[Piece] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    zips: int = 0

    def take(self, path: Path, file: str, *, alone: bool = False) -> None:
        """Take in a file by its name; a zip that is the whole export gives its members their own names."""
        kind = KINDS.get(Path(file).suffix.lower())
        if kind is None or path.is_dir():
            self.others.append(f"{file}/" if path.is_dir() else file)
            return
        kinds.check(path, kind, file)
        if kind == "zip":
            self._unpack(path, file, alone)
        elif kind == "workbook":
            self.pieces += workbooks.pieces(path, file)
        else:
            self.pieces.append(Piece(file, kind, path))

    def _unpack(self, path: Path, file: str, alone: bool) -> None:
        self.zips += 1
        folder = self.private / str(self.zips)
        folder.mkdir(mode=0o700)
        for member in archives.unpacked(path, folder, file):
            name = member.name if alone else f"{file}/{member.name}"
            if KINDS.get(Path(name).suffix.lower()) == "zip":
                raise ExportError(f"{file} holds another zip, {member.name}. Unpack it, and put its files beside it.")
            if not _ignored(Path(name).name):
                self.take(member.path, name)


def _ignored(name: str) -> bool:
    return name.startswith((".", LOCK)) or name.lower() in IGNORED


def _listed(export: Path) -> list[Path]:
    """Every file and folder of an export, by name. ExportError when it is nothing that can be read."""
    try:
        if not export.exists():
            raise ExportError(f"There is no folder {export}. Check the path to the export.")
        if not export.is_dir():
            return [_alone(export)]
        found = sorted(entry for entry in export.iterdir() if not _ignored(entry.name))
        odd = next((place for place, entry in enumerate(found, 1) if not kinds.sayable(entry.name)), None)
        if odd is not None:
            raise ExportError(f"Folder {export}: file {odd}, by name, has a name that cannot be shown. Rename it.")
        folders = [entry.name for entry in found if entry.suffix.lower() in KINDS and entry.is_dir()]
        if folders:
            raise ExportError(f"{folders[0]} is a folder. Export each table as one file.")
        lost = [entry.name for entry in found if entry.suffix.lower() in KINDS and not entry.is_file()]
        if lost:
            raise ExportError(
                f"{lost[0]} is no ordinary file, or a link to one that is not there. Put the file itself in its place."
            )
        return found
    except OSError:
        raise ExportError(f"Folder {export} cannot be opened. Check the path, and that you may read it.") from None


def _alone(export: Path) -> Path:
    """An export that is one file. ExportError for one that holds a single table."""
    if KINDS.get(export.suffix.lower()) not in ("zip", "workbook"):
        raise ExportError(f"{export} is a file. Give the folder that holds one file per table, a zip or a workbook.")
    return export
