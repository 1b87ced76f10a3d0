"""One worklist for each service, so that whoever works on it is given the records of its own cases and no others.

Findings about records that no case places in a service (staff files, applicants, committee papers, stores and the
like) go to a list of their own, for whoever answers for those.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from checks.output import worklist
from checks.output.readings.selected import UNKNOWN, Selected
from checks.output.words import count
from checks.results.audit import Audit
from checks.results.followed import Followed
from checks.runs import folders, following, keys
from checks.runs.audit_file import find
from checks.runs.check import check, read_date
from checks.runs.folders import IncompleteRun, MonthFiles
from checks.runs.parameters import service_code

NO_SERVICE = "no-service"


def write(
    reports_dir: Path, export: str | Path, *, service: str = "", exceptions: Path | None = None, **given: Any
) -> list[Path]:
    """Audit an export and put a worklist for each service into the month's folder; where they are.

    ``service`` makes the list of that service alone; ``exceptions`` is a file of accepted findings; ``given`` are
    the options of ``check``. What people wrote in the last list of a service goes on in the new one, and a list of
    the same month that people filled in is kept beside it. Raises PolicyError, ExportError, or IncompleteRun where
    it cannot be written.
    """
    wanted = service_code(service)
    folders.keep_apart(reports_dir, find(export).export)
    target = MonthFiles(reports_dir, f"{read_date(given['as_of']):%Y-%m}")
    prepared = following.prepare(target, exceptions)
    audit = check(export, **given, listings=following.LISTINGS, again=prepared.again)
    begun = _Begun(audit, target, following.follow(prepared, audit))
    try:
        with folders.alone(reports_dir), folders.private(target) as staging:
            keys.keep(prepared.key, reports_dir)
            staged = MonthFiles(staging, target.month)
            staged.folder.mkdir(mode=0o700)
            made = [_made(begun, staged, one) for one in _services(audit, wanted)]
            return [_placed(file, target.folder) for file in made]
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise IncompleteRun(f"The worklists could not be written to {reports_dir}: {cause}.") from None


@dataclass(frozen=True)
class _Begun:
    """One audit, whose findings were followed, and the month's folder."""

    audit: Audit
    target: MonthFiles
    followed: Followed


def _services(audit: Audit, wanted: str) -> list[str]:
    """The services asked for: one, or every one that has a case and, last, that of the records without."""
    return [wanted] if wanted else [*sorted(set(Selected(audit).services.values()) - {""}), UNKNOWN]


def _made(begun: _Begun, staged: MonthFiles, service: str) -> Path:
    """One service's list. It holds nothing of another's: neither findings, nor states, nor notes, nor exceptions."""
    theirs = replace(begun.audit, findings=Selected(begun.audit, service).findings)
    path = staged.worklist_of(NO_SERVICE if service == UNKNOWN else service)
    about = _about(service, len(begun.audit.findings) - len(theirs.findings))
    worklist.write(theirs, path, about, begun.followed.of(theirs.findings), following.notes(begun.target, path))
    return path


def _about(service: str, others: int) -> Mapping[str, str]:
    whose = (
        "Records that no case places in a service: staff files, applicants, committee papers, and cases without one."
        if service == UNKNOWN
        else f"Records of the cases of service {service} alone."
    )
    return {"Whose records": f"{whose} {count(others, 'finding')} of the audit are not here."}


def _placed(file: Path, folder: Path) -> Path:
    folders.set_aside(folder / file.name, file)
    return folders.place(file, folder)
