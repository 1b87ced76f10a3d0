"""One reading as a web page, made whole or not at all: its notebook under papermill, in a private folder."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from nbformat import NotebookNode

from checks.errors import PolicyError
from checks.output import html
from checks.runs import folders, parameters
from checks.runs.execution import NOTEBOOKS, TIME_LIMIT, check_complete, check_declared, execute, keep_sections
from checks.runs.folders import SUFFIX, IncompleteRun, MonthFiles
from checks.runs.readings import READINGS, Catalogue, Reading

LONGEST_NAME = 60  # of what a file's name takes from an id or a pack


def run_reading(
    name: str,
    given: Mapping[str, str],
    reports_dir: str = "",
    *,
    notebooks: Path = NOTEBOOKS,
    time_limit: float = TIME_LIMIT,
    progress: bool = True,
) -> Path:
    """Run the notebook ``name`` and put its page into the month's folder of ``reports_dir``; where it is.

    ``given`` maps the notebook's parameters to text; those left out are blank. ``reports_dir`` blank is the audit
    folder's, or ``reports``. The catalogue has no month:
    its page stands beside the months. ``time_limit`` is in seconds. Raises PolicyError (2), ExportError (3)
    or IncompleteRun (5), each one sentence without any record's content; then nothing new is visible.
    """
    reading = find(name)
    texts = dict.fromkeys(reading.names, "") | dict(given)
    notebook = notebooks / f"{name}.ipynb"
    check_declared(notebook, reading.names, given)
    bar = reading.title if progress else ""
    try:
        if isinstance(reading, Catalogue):
            return _catalogue(reading, texts, reports_dir, notebook, time_limit, bar)
        return _month(reading, texts, reports_dir, notebook, time_limit, bar)
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise IncompleteRun(f"The page could not be written to {reports_dir}: {cause}.") from None


def find(name: str) -> Reading | Catalogue:
    """The reading of that name. PolicyError with the nearest."""
    if name not in READINGS:
        near = get_close_matches(name, READINGS, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise PolicyError(f"There is no reading named '{name}'.{hint} The readings are: {', '.join(READINGS)}.")
    return READINGS[name]


def _month(
    reading: Reading, texts: Mapping[str, str], reports_dir: str, notebook: Path, time_limit: float, bar: str
) -> Path:
    asked = parameters.read(texts, Path.cwd(), reading.names)
    found = dict(texts) | {
        "export_dir": asked.export_dir,
        "pack": asked.pack,
        "settings_file": str(asked.settings_file or ""),
        "mapping_file": asked.mapping or "",
    }
    where = parameters.reports_folder(reports_dir, Path.cwd()) if reports_dir else asked.reports_dir
    target = MonthFiles(where, asked.month)
    folders.keep_apart(target.reports_dir, asked.export)
    about = [reading.name, _safe(asked.case_id or asked.service), asked.month, SUFFIX]
    file = "-".join(filter(None, about)) + ".html"
    with folders.alone(target.reports_dir), folders.private(target) as staging:
        page = _page(notebook, found, staging, time_limit, bar, reading.heading(asked), file)
        return folders.place(page, target.folder)


def _catalogue(
    reading: Catalogue, texts: Mapping[str, str], reports_dir: str, notebook: Path, time_limit: float, bar: str
) -> Path:
    asked = parameters.read_catalogue(texts, Path.cwd())
    found = dict(texts) | {"pack": asked.pack, "own_rules": str(asked.own_rules or "")}
    pack = "+".join(Path(part).stem if part.endswith(".yml") else part for part in asked.pack.split("+"))
    file = "-".join(filter(None, [reading.name, _safe(pack), _safe(asked.rule.upper()), SUFFIX])) + ".html"
    target = MonthFiles(parameters.reports_folder(reports_dir or parameters.REPORTS, Path.cwd()), reading.name)
    title = ", ".join(filter(None, [f"{reading.title}: pack {pack}", asked.rule.upper()]))
    with folders.alone(target.reports_dir), folders.private(target) as staging:
        page = _page(notebook, found, staging, time_limit, bar, title, file)
        return folders.place(page, target.reports_dir)


def _page(
    notebook: Path, texts: Mapping[str, str], staging: Path, time_limit: float, bar: str, title: str, file: str
) -> Path:
    """The finished page in the private folder."""
    ran: NotebookNode = execute(notebook, texts, staging, time_limit, bar)
    check_complete(ran, staging)
    keep_sections(ran)
    page = staging / file
    page.write_text(html.render(ran, title), "utf-8", newline="\n")
    return page


def _safe(text: str) -> str:
    """What of an id or name may stand in a file's name."""
    return re.sub(r"[^A-Za-z0-9_+]+", "-", text).strip("-")[:LONGEST_NAME]
