"""What the monthly notebook calls: begin, show each section, finish. The notebook itself holds no logic.

The completion marker and the plain telling of errors are shared with the other notebooks (``readings``).
"""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import checks
from checks.output import gate, sections, since, themes, worklist
from checks.output.sections import Section
from checks.results import aggregates, files
from checks.results.audit import Audit
from checks.results.followed import Followed
from checks.runs import folders, following, parameters
from checks.runs.completion import Complete, Unexpected, digest, passed, plainly
from checks.runs.exceptions import NAME as EXCEPTIONS
from checks.runs.folders import MonthFiles
from checks.runs.following import Prepared
from checks.runs.parameters import Parameters


@dataclass(frozen=True)
class Month:
    """One month's audit, section by section."""

    audit: Audit
    parameters: Parameters
    prepared: Prepared
    followed: Followed

    @property
    def about(self) -> Section:
        """What was audited, and how."""
        with plainly():
            return sections.about(self.audit)

    @property
    def gate(self) -> Section:
        """What was read and what could not be relied on."""
        with plainly():
            return gate.gate(self.audit)

    @property
    def outcomes(self) -> Section:
        """The outcome of every rule, with denominators."""
        with plainly():
            return sections.outcomes(self.audit)

    @property
    def since(self) -> Section:
        """What changed since the month before, and what was accepted."""
        with plainly():
            return since.since(self.audit, self.followed)

    def theme(self, headline: str) -> Section:
        """One headline theme: sentence, chart and failing records."""
        with plainly():
            return themes.theme(self.audit, headline)

    @property
    def other(self) -> Section:
        """The findings that belong to no headline theme."""
        with plainly():
            return themes.other(self.audit)

    @property
    def not_tested(self) -> Section:
        """What the audit cannot speak about, and why."""
        with plainly():
            return sections.not_tested(self.audit)

    def finish(self) -> Complete:
        """Write the worklist and the results files into the month's folder; the marker of a whole run."""
        with plainly():
            month = MonthFiles(self.parameters.reports_dir, self.parameters.month)
            with folders.alone(month.reports_dir):
                _write(self, month)
                kept = following.keep(self.prepared, self.audit, self.followed)
                counts = aggregates.aggregate(self.audit, self.followed, self.prepared.before.earlier)
                kept.append(aggregates.write(counts, month.results))
            written = [month.worklist, *(month.results / name for name in files.NAMES), *kept]
            hashes = {path.relative_to(month.reports_dir).as_posix(): digest(path) for path in written}
            return Complete(hashes, "The audit is complete. Every finding is in", month.worklist.name)


def begin(namespace: Mapping[str, object]) -> Month:
    """Check the notebook's parameters, found among its ``globals()``, and run the audit they ask for.

    Every name that holds text, a number or a list must be a parameter: papermill passes a misspelt
    one on, and the default it was meant to replace would be used in silence. Raises UserError.
    """
    with plainly():
        asked = parameters.read(passed(namespace), Path.cwd())
        month = MonthFiles(asked.reports_dir, asked.month)
        lent = asked.reports_dir / folders.KEPT / EXCEPTIONS  # what an option of the command named
        prepared = following.prepare(month, lent if lent.is_file() else asked.exceptions)
        audit = checks.check(
            asked.export_dir,
            pack=asked.pack,
            as_of=asked.as_of,
            settings=asked.settings,
            rules=asked.rules,
            mapping=asked.mapping,
            own_rules=asked.own_rules,
            listings=following.LISTINGS,
            again=prepared.again,
        )
        return Month(audit, asked, prepared, following.follow(prepared, audit))


def _write(begun: Month, month: MonthFiles) -> None:
    month.folder.mkdir(exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=f".{month.month}-", dir=month.reports_dir) as private:
        unfinished = Path(private) / month.worklist.name
        worklist.write(begun.audit, unfinished, followed=begun.followed, notes=following.notes(month))
        unfinished.chmod(0o600)
        folders.set_aside(month.worklist, unfinished)
        os.replace(unfinished, month.worklist)
    files.write(begun.audit, month.results)


__all__ = ["Month", "Unexpected", "begin"]
