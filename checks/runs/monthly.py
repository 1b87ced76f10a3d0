"""One month's reports, made whole or not at all: the notebook under papermill, in a private folder."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from checks.output import html
from checks.runs import folders, keys, parameters
from checks.runs.exceptions import NAME as EXCEPTIONS
from checks.runs.execution import NOTEBOOKS, TIME_LIMIT, check_complete, check_declared, execute, keep_sections
from checks.runs.folders import IncompleteRun, MonthFiles
from checks.runs.notebook import begin

NOTEBOOK = NOTEBOOKS / "monthly_audit.ipynb"


def run_month(
    given: Mapping[str, str],
    *,
    exceptions: Path | None = None,
    results_only: bool = False,
    notebook: Path = NOTEBOOK,
    time_limit: float = TIME_LIMIT,
    progress: bool = True,
) -> MonthFiles:
    """Run the monthly notebook and put its reports into ``reports_dir/YYYY-MM``.

    ``given`` maps the notebook's parameters to text; those left out are empty. ``exceptions`` is a file of
    accepted findings; without it the one that ``audit.yml`` names, or that is beside the settings, counts.
    ``results_only`` leaves out the report, and with it the notebook: the worklist and the results are the same.
    ``time_limit`` is in seconds, for the whole run. ``progress`` draws a bar on stderr.
    Raises PolicyError (2), ExportError (3) or IncompleteRun (5), each one sentence without any
    record's content; then nothing new is visible and an earlier run of the month stands untouched.
    """
    check_declared(notebook, parameters.NAMES, given)
    texts = dict.fromkeys(parameters.NAMES, "") | dict(given)
    asked = parameters.read(texts, Path.cwd())
    target = MonthFiles(asked.reports_dir, asked.month)
    try:
        with folders.alone(target.reports_dir), folders.private(target) as staging:
            staged = MonthFiles(staging, asked.month)
            _lend(target, staging, exceptions)
            if results_only:
                begin(_absolute(texts, asked) | {"reports_dir": str(staging)}).finish()
            else:
                ran = execute(notebook, _absolute(texts, asked), staging, time_limit, "Monthly audit" * progress)
                check_complete(ran, staging)
                _publish(ran, staged, asked)
            keys.move(staging, target.reports_dir)
            folders.promote(staged, target)
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise IncompleteRun(f"The reports could not be written to {target.reports_dir}: {cause}.") from None
    return target


def _lend(target: MonthFiles, staging: Path, exceptions: Path | None) -> None:
    """What the run in its private folder needs of the reports: the key, the months before, and the exceptions."""
    folders.lend(target, staging)
    keys.lend(target.reports_dir, staging)
    if exceptions is not None:
        (staging / folders.KEPT).mkdir(exist_ok=True, mode=0o700)
        shutil.copyfile(exceptions, staging / folders.KEPT / EXCEPTIONS)


def _absolute(texts: Mapping[str, str], asked: parameters.Parameters) -> dict[str, str]:
    """The parameters for a kernel that works, and writes, in the private folder alone."""
    return dict(texts) | {
        "export_dir": asked.export_dir,
        "pack": asked.pack,
        "reports_dir": ".",
        "settings_file": str(asked.settings_file or ""),
        "mapping_file": asked.mapping or "",
    }


def _publish(ran: NotebookNode, staged: MonthFiles, asked: parameters.Parameters) -> None:
    """Add the report and the notebook as it ran."""
    keep_sections(ran)
    nbformat.write(ran, staged.notebook)  # type: ignore[no-untyped-call]
    page = html.render(ran, f"Monthly confidentiality audit, {asked.as_of:%B %Y}")
    staged.report.write_text(page, "utf-8", newline="\n")
