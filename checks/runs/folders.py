"""Where a month's reports stand, and how a new month takes the place of an earlier one.

Worklists are filled in by people, so none is ever overwritten: one that differs from its
replacement is kept beside it under another name.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import filelock

from checks.errors import PolicyError, UserError

SUFFIX = "private-and-confidential"
LOCK = ".policy-audit.lock"
KEPT = ".kept"  # within a private folder


class IncompleteRun(UserError):
    """A run that did not reach its end; nothing of it was published."""

    exit_status = 5


@dataclass(frozen=True)
class MonthFiles:
    """The files of one month's reports, in their folder; ``month`` is ``YYYY-MM``."""

    reports_dir: Path
    month: str

    @property
    def folder(self) -> Path:
        """The month's own folder."""
        return self.reports_dir / self.month

    @property
    def report(self) -> Path:
        """The report to open in a browser."""
        return self.folder / f"monthly-audit-{self.month}-{SUFFIX}.html"

    @property
    def worklist(self) -> Path:
        """The workbook with one row per finding."""
        return self.folder / f"worklist-{self.month}-{SUFFIX}.xlsx"

    def worklist_of(self, service: str) -> Path:
        """The workbook with the findings of one service's cases alone."""
        return self.folder / f"worklist-{self.month}-{service}-{SUFFIX}.xlsx"

    @property
    def notebook(self) -> Path:
        """The notebook as it ran."""
        return self.folder / f"monthly-audit-{self.month}-{SUFFIX}.ipynb"

    @property
    def results(self) -> Path:
        """The folder of the three results files."""
        return self.folder / "results"

    @property
    def board(self) -> Path:
        """The folder of the month's board paper, and of the record of what it published."""
        return self.folder / "board"

    @property
    def sentence(self) -> str:
        """Where to look, for the person who started the run."""
        return f"The report is {self.report} and the worklist is {self.worklist}."


def keep_apart(out: Path, export: str | Path) -> None:
    """PolicyError if what an audit writes would go among the files of the export, which it only ever reads."""
    if out.resolve() == Path(export).resolve():
        raise PolicyError(f"{out} is the export's folder, to which the audit adds nothing. Give another folder.")


@contextmanager
def alone(reports_dir: Path) -> Iterator[None]:
    """Make the reports folder if need be, and hold it against a second writer. Raises IncompleteRun."""
    reports_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = filelock.FileLock(reports_dir / LOCK, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise IncompleteRun(f"Another run is writing to {reports_dir}. Wait for it to end.") from None
    try:
        yield
    finally:
        lock.release()


def set_aside(worklist: Path, replacement: Path) -> None:
    """Keep a worklist that its replacement would overwrite, unless the two are equal."""
    if worklist.exists() and worklist.read_bytes() != replacement.read_bytes():
        os.replace(worklist, _free(worklist))


def promote(staged: MonthFiles, target: MonthFiles) -> None:
    """Put a finished month in its place in one move, keeping the worklists people worked in, the readings, the board's.

    An earlier folder of the month steps aside first; ``restore`` brings it back if the run is
    killed between the two moves, and this function does if the second move fails.
    """
    _carry_over(target, staged)
    _make_private(staged.folder)
    aside = _aside(target)
    if target.folder.exists():
        os.replace(target.folder, aside)
    try:
        os.replace(staged.folder, target.folder)
    except OSError:
        restore(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def restore(target: MonthFiles) -> None:
    """Bring back a month that an interrupted run had moved aside, and clear what such a run left."""
    aside = _aside(target)
    if aside.exists() and not target.folder.exists():
        os.replace(aside, target.folder)
    for left in target.reports_dir.glob(f".{target.month}-*"):
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def private(target: MonthFiles) -> Iterator[Path]:
    """A folder only its owner may read, beside the target so that a move is one step; gone afterwards.

    What a killed run left is put right first.
    """
    restore(target)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.month}-", dir=target.reports_dir))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def lend(target: MonthFiles, staging: Path) -> None:
    """Let a run in its private folder see the months before and this month's worklists, without a copy where it can.

    They stand under ``KEPT``, which goes with the private folder. A later month is not lent.
    """
    for entry in sorted(target.reports_dir.iterdir()):
        if len(entry.name) != len(target.month) or entry.name > target.month or entry.name.startswith("."):
            continue
        earlier = entry.name < target.month
        files = [*entry.glob("worklist-*.xlsx"), *(entry.glob("results/*") if earlier else [])]
        for file in sorted(files):
            _lend(file, staging / KEPT / file.relative_to(target.reports_dir))


def _lend(file: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        os.link(file, place)
    except OSError:  # a disk that cannot give a file two names
        shutil.copy2(file, place)


def kept(reports_dir: Path) -> Path:
    """Where the months before stand: in the folder of reports, or where they were lent to a private one."""
    return reports_dir / KEPT if (reports_dir / KEPT).is_dir() else reports_dir


def place(page: Path, folder: Path) -> Path:
    """Put one finished page into a folder of reports in one step, for its owner alone. Where it stands now."""
    folder.mkdir(exist_ok=True, mode=0o700)
    page.chmod(0o600)
    os.replace(page, folder / page.name)
    return folder / page.name


def _aside(target: MonthFiles) -> Path:
    return target.reports_dir / f".{target.month}-aside"


def _carry_over(earlier: MonthFiles, later: MonthFiles) -> None:
    for worklist in sorted(earlier.folder.glob(f"worklist-{earlier.month}-*.xlsx")):  # those of services, too
        if worklist.name != earlier.worklist.name:
            shutil.copy2(worklist, later.folder / worklist.name)
    for page in sorted(earlier.folder.glob(f"*-{SUFFIX}.html")):  # the month's readings
        if page.name != earlier.report.name:
            shutil.copy2(page, later.folder / page.name)
    if earlier.board.is_dir():  # what was published stays known, whatever is audited anew
        shutil.copytree(earlier.board, later.board, dirs_exist_ok=True)
    if earlier.worklist.exists() and earlier.worklist.read_bytes() != later.worklist.read_bytes():
        shutil.copy2(earlier.worklist, _free(later.worklist))


def _free(worklist: Path) -> Path:
    """The first name not taken of ``…-earlier-1``, ``…-earlier-2`` and so on."""
    place = 1
    while (path := worklist.with_stem(f"{worklist.stem}-earlier-{place}")).exists():
        place += 1
    return path


def _make_private(folder: Path) -> None:
    folder.chmod(0o700)
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
