"""A notebook run by papermill, whole or not at all: its kernel, its time limit, and what its failures may say."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import papermill
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from checks.errors import ExportError, LeakError, PolicyError, UserError
from checks.runs import parameters
from checks.runs.completion import MARKER, Unexpected, digest
from checks.runs.folders import IncompleteRun

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
TIME_LIMIT = 2 * 60 * 60  # seconds
_OURS: Mapping[str, type[UserError]] = {
    kind.__name__: kind for kind in (UserError, PolicyError, ExportError, LeakError, IncompleteRun)
}


def check_declared(notebook: Path, names: Sequence[str], given: Mapping[str, str]) -> None:
    """PolicyError unless the notebook is there, declares just these parameters, and all that are given are of them.

    Papermill only warns of one it does not declare, and runs on with the default.
    """
    if not notebook.is_file():
        raise PolicyError(f"There is no notebook {notebook}. Run from a copy of the project that has it.")
    parameters.refuse_unknown(set(given), names)
    declared = set(papermill.inspect_notebook(str(notebook)))
    if declared != set(names):
        odd = ", ".join(sorted(declared ^ set(names)))
        raise PolicyError(f"Notebook {notebook.name} does not declare the parameters this version runs: {odd}.")


def execute(notebook: Path, texts: Mapping[str, str], staging: Path, time_limit: float, progress: str) -> NotebookNode:
    """The notebook as it ran in the folder ``staging``; ``progress`` names the bar on stderr, blank for none.

    Any failure becomes a UserError that repeats nothing of a record.
    """
    try:
        with _silent_loggers():
            ran: NotebookNode = papermill.execute_notebook(
                str(notebook),
                str(staging / "ran.ipynb"),
                parameters=dict(texts),
                cwd=str(staging),
                progress_bar={"desc": progress} if progress else False,
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


def check_complete(ran: NotebookNode, staging: Path) -> None:
    """Hold the run to its completion marker: a cell may end a kernel early without any error."""
    last = [cell for cell in ran.cells if cell.cell_type == "code"][-1]
    markers = [output.data[MARKER] for output in last.get("outputs", []) if MARKER in output.get("data", {})]
    if not markers:
        raise IncompleteRun("The notebook did not reach its last cell, so nothing was published.")
    for name, expected in markers[0]["files"].items():
        if not (staging / name).is_file() or digest(staging / name) != expected:
            raise IncompleteRun(f"The run did not leave {Path(name).name} whole, so nothing was published.")


def keep_sections(ran: NotebookNode) -> None:
    """Take printed text and this machine's paths out of a notebook as it ran."""
    ran.metadata.pop("papermill", None)
    for cell in ran.cells:
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.output_type != "stream"]


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
