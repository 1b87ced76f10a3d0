"""One month's reports, made whole or not at all: the notebook under papermill, in a private folder."""

import logging
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import nbformat
import papermill
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from checks.errors import ExportError, PolicyError, UserError
from checks.output import html
from checks.runs import folders, parameters
from checks.runs.folders import IncompleteRun, MonthFiles
from checks.runs.notebook import MARKER, Unexpected, digest

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "monthly_audit.ipynb"
TIME_LIMIT = 2 * 60 * 60  # seconds
_OURS: Mapping[str, type[UserError]] = {
    kind.__name__: kind for kind in (UserError, PolicyError, ExportError, IncompleteRun)
}


def run_month(
    given: Mapping[str, str],
    *,
    notebook: Path = NOTEBOOK,
    time_limit: float = TIME_LIMIT,
    progress: bool = True,
) -> MonthFiles:
    """Run the monthly notebook and put its reports into ``reports_dir/YYYY-MM``.

    ``given`` maps the notebook's parameters to text; those left out are empty, ``reports_dir`` is
    ``reports``. ``time_limit`` is in seconds, for the whole run. ``progress`` draws a bar on stderr.
    Raises PolicyError (2), ExportError (3) or IncompleteRun (5), each one sentence without any
    record's content; then nothing new is visible and an earlier run of the month stands untouched.
    """
    _refuse_unknown(given, notebook)
    blank = dict.fromkeys(parameters.NAMES, "") | {"reports_dir": "reports"}
    texts = blank | dict(given)
    asked = parameters.read(texts, Path.cwd())
    target = MonthFiles(asked.reports_dir, asked.month)
    try:
        with folders.alone(target.reports_dir), _private_folder(target) as staging:
            staged = MonthFiles(staging, asked.month)
            ran = _execute(notebook, _absolute(texts, asked), staging, time_limit, progress)
            _check_complete(ran, staging)
            _publish(ran, staged, asked)
            folders.promote(staged, target)
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise IncompleteRun(f"The reports could not be written to {target.reports_dir}: {cause}.") from None
    return target


def _refuse_unknown(given: Mapping[str, str], notebook: Path) -> None:
    """Papermill only warns of an unknown parameter and runs on with the default."""
    if not notebook.is_file():
        raise PolicyError(f"There is no notebook {notebook}. Run from a copy of the project that has it.")
    declared = set(papermill.inspect_notebook(str(notebook)))
    parameters.refuse_unknown(set(given))
    if declared != set(parameters.NAMES):
        odd = ", ".join(sorted(declared ^ set(parameters.NAMES)))
        raise PolicyError(f"Notebook {notebook.name} does not declare the parameters this version runs: {odd}.")


def _absolute(texts: Mapping[str, str], asked: parameters.Parameters) -> dict[str, str]:
    """The parameters for a kernel that works, and writes, in the private folder alone."""
    return dict(texts) | {
        "export_dir": str(asked.export_dir),
        "pack": asked.pack,
        "reports_dir": ".",
        "settings_file": str(asked.settings_file or ""),
        "mapping_file": asked.mapping or "",
    }


@contextmanager
def _private_folder(target: MonthFiles) -> Iterator[Path]:
    """A folder only its owner may read, beside the target so that a move is one step; gone afterwards.

    What a killed run left is put right first.
    """
    folders.restore(target)
    private = Path(tempfile.mkdtemp(prefix=f".{target.month}-", dir=target.reports_dir))
    try:
        yield private
    finally:
        shutil.rmtree(private, ignore_errors=True)


def _execute(
    notebook: Path, texts: Mapping[str, str], staging: Path, time_limit: float, progress: bool
) -> NotebookNode:
    """The notebook as it ran. Any failure becomes a UserError that repeats nothing of a record."""
    try:
        with _silent_loggers():
            ran: NotebookNode = papermill.execute_notebook(
                str(notebook),
                str(staging / "ran.ipynb"),
                parameters=dict(texts),
                cwd=str(staging),
                progress_bar={"desc": "Monthly audit"} if progress else False,
                timeout_func=_remaining(time_limit),
                extra_arguments=["--log-level=CRITICAL"],  # the kernel's own log would go to the terminal
            )
            return ran
    except PapermillExecutionError as error:
        raise _cause(error) from None
    except CellTimeoutError:
        raise IncompleteRun(f"The run passed its time limit of {time_limit / 60:g} minutes.") from None
    except DeadKernelError:
        raise IncompleteRun("The notebook's kernel died; the machine may be short of memory.") from None
    except (NoSuchKernel, RuntimeError):
        raise IncompleteRun("The notebook's kernel could not start. Install ipykernel in this environment.") from None


def _remaining(time_limit: float) -> Callable[[object], int]:
    """A limit for each cell that adds up to one for the whole run."""
    end = time.monotonic() + time_limit
    return lambda _cell: max(1, int(end - time.monotonic()))


def _cause(error: PapermillExecutionError) -> UserError:
    """A user's error as itself. Of any other only the kind is told: its message may quote a record."""
    if error.ename in _OURS:
        return _OURS[error.ename](error.evalue)
    if error.ename == Unexpected.__name__:
        return IncompleteRun(error.evalue)
    return IncompleteRun(f"The notebook stopped in cell {error.exec_count} with {error.ename}.")


def _check_complete(ran: NotebookNode, staging: Path) -> None:
    """Hold the run to its completion marker: a cell may end a kernel early without any error."""
    last = [cell for cell in ran.cells if cell.cell_type == "code"][-1]
    markers = [output.data[MARKER] for output in last.get("outputs", []) if MARKER in output.get("data", {})]
    if not markers:
        raise IncompleteRun("The notebook did not reach its last cell, so nothing was published.")
    for name, expected in markers[0]["files"].items():
        if not (staging / name).is_file() or digest(staging / name) != expected:
            raise IncompleteRun(f"The run did not leave {Path(name).name} whole, so nothing was published.")


def _publish(ran: NotebookNode, staged: MonthFiles, asked: parameters.Parameters) -> None:
    """Add the report and the notebook as it ran, without printed text and without this machine's paths."""
    ran.metadata.pop("papermill", None)
    for cell in ran.cells:
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.output_type != "stream"]
    nbformat.write(ran, staged.notebook)  # type: ignore[no-untyped-call]
    staged.report.write_text(html.render(ran, asked.as_of), "utf-8", newline="\n")


@contextmanager
def _silent_loggers() -> Iterator[None]:
    """Papermill's logger repeats a failing cell's messages, which may quote a record."""
    logger = logging.getLogger("papermill")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before
