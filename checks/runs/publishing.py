"""``policy-audit board``: the paper made in a private folder, attacked, searched, and only then put in its place."""

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from nbformat import NotebookNode

import checks.output
from checks.errors import LeakError
from checks.output import html, pdf
from checks.output.board import register
from checks.output.words import month_name
from checks.results import aggregates
from checks.results.aggregates import Aggregates
from checks.runs import board, board_parameters, folders
from checks.runs.board_parameters import MONTH, NAMES, BoardParameters
from checks.runs.execution import NOTEBOOKS, TIME_LIMIT, check_complete, check_declared, execute, keep_sections
from checks.runs.folders import SUFFIX, IncompleteRun, MonthFiles

NOTEBOOK = NOTEBOOKS / "board_summary.ipynb"
DEFAULTS: Mapping[str, str] = {
    "profile": "dfe_1_5",
    "zeros": "",
    "owner": "Quality lead",
    "circulation": "Members of the board committee only",
    "version": "1",
}

# Asked about the final bytes of the files, by name; it raises a UserError where any of them could expose somebody.
Gate = Callable[[Mapping[str, bytes]], object]


@dataclass(frozen=True)
class BoardFiles:
    """Where a paper was put; ``without`` says why there is no PDF, blank where there is one."""

    page: Path
    pdf: Path
    without: str = ""

    @property
    def sentence(self) -> str:
        """Where to look, for the person who started the run."""
        if self.without:
            return f"The board paper is {self.page}. {self.without}"
        return f"The board paper is {self.page}, and for printing {self.pdf}."


def run_board(
    given: Mapping[str, str],
    gate_for: Callable[[Aggregates], Gate],
    *,
    notebook: Path = NOTEBOOK,
    time_limit: float = TIME_LIMIT,
    progress: bool = True,
) -> BoardFiles:
    """Make the board paper of a month into ``reports_dir/YYYY-MM/board``.

    ``given`` maps the notebook's parameters to text. ``gate_for`` makes, of the month's counts, the gate that is asked
    about the final files before any is put in its place. Raises PolicyError (2), ExportError (3), LeakError or what the
    gate raises (4), or IncompleteRun (5); then nothing new is visible.
    """
    check_declared(notebook, NAMES, given)
    asked = board_parameters.read({**DEFAULTS, **given}, Path.cwd())
    target = MonthFiles(asked.reports_dir, asked.month)
    counts = board.months(asked.reports_dir, asked.month)  # its faults in their own words, before a kernel starts
    gate = gate_for(counts[asked.month])
    bar = "Board summary" * progress
    try:
        with folders.alone(target.reports_dir), folders.private(target) as staging:
            _lend(target.reports_dir, staging, asked.month)
            ran = execute(notebook, _texts(asked), staging, time_limit, bar)
            check_complete(ran, staging)
            made = _files(ran, MonthFiles(staging, asked.month))
            withstand(board.registers(target.reports_dir), board.registers(staging))
            publish([path for path in made[:3] if path.exists()], gate, target.board)
            return BoardFiles(target.board / made[0].name, target.board / made[1].name, made[3])
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise IncompleteRun(f"The board paper could not be written to {target.board}: {cause}.") from None


def publish(files: Sequence[Path], gate: Gate, folder: Path) -> None:
    """Have the gate look at the files as they are, then put them into the folder; a PDF of before goes with its page.

    The record of what is published goes first: if the move is cut short, too much is taken as known, never too little.
    """
    gate({path.name: path.read_bytes() for path in files})
    folder.mkdir(exist_ok=True, mode=0o700)
    for stale in folder.glob("*.pdf"):
        stale.unlink()
    for path in sorted(files, key=lambda one: one.name != register.NAME):
        path.chmod(0o600)
        os.replace(path, folder / path.name)


def withstand(before: Mapping[str, register.Register], after: Mapping[str, register.Register]) -> None:
    """LeakError if a reader of all papers, the new one included, can work out more than a reader of those before."""
    found = board.recovered(after) - board.recovered(before)
    if found:
        raise LeakError(
            f"{len(found)} hidden figures could be worked out from this paper and those before it, so it was not "
            "published. Please report this: it should never happen."
        )


def _lend(reports_dir: Path, staging: Path, month: str) -> None:
    """Copy to the private folder the counts up to this month and the records of papers, and nothing else."""
    for entry in sorted(reports_dir.iterdir()):
        if not MONTH.fullmatch(entry.name):
            continue
        wanted = [entry / "board" / register.NAME]
        wanted += [entry / "results" / aggregates.NAME] if entry.name <= month else []
        for file in filter(Path.is_file, wanted):
            place = staging / file.relative_to(reports_dir)
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(file, place)


def _texts(asked: BoardParameters) -> dict[str, str]:
    """The parameters for a kernel that works in the private folder alone."""
    return {name: getattr(asked, name) for name in NAMES} | {"reports_dir": "."}


def _files(ran: NotebookNode, staged: MonthFiles) -> tuple[Path, Path, Path, str]:
    """The page, the PDF and the record in the private folder, and why there is no PDF."""
    keep_sections(ran)
    sheet = resources.files(checks.output).joinpath("report", "board.css").read_text("utf-8")
    text = html.render(ran, f"Board summary, {month_name(staged.month)}", sheet)
    page = staged.board / f"board-summary-{staged.month}-{SUFFIX}.html"
    page.write_text(text, "utf-8", newline="\n")
    printed, without = page.with_suffix(".pdf"), ""
    try:
        printed.write_bytes(pdf.render(text))
    except pdf.NoPdf as error:
        without = str(error)
    return page, printed, staged.board / register.NAME, without
