"""What the onboarding notebook calls: propose a mapping, write the audit folder, inspect what an audit would read."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

from checks.errors import PolicyError
from checks.intake.proposing.model import Proposal
from checks.intake.proposing.propose import propose
from checks.output import preflight as inspected
from checks.output import proposed
from checks.output.sections import Section, notice
from checks.results.preflight import Preflight
from checks.runs import audit_file, parameters, starting
from checks.runs.completion import passed, plainly
from checks.runs.inspecting import preflight
from checks.runs.parameters import OnboardingParameters
from checks.runs.readings import Begun

INSPECTED: Mapping[str, Callable[[Preflight], Section]] = {
    "overview": inspected.overview,
    "mend": inspected.mend,
    "files": inspected.files,
    "columns": inspected.columns,
    "rules": inspected.rules,
}


def begin(namespace: Mapping[str, object]) -> Begun:
    """Check the notebook's parameters, found among its ``globals()``, look at the export, and write the audit folder.

    A folder that has an ``audit.yml`` already is left as it is, and what it says now is inspected. Raises UserError.
    """
    with plainly():
        asked = parameters.read_onboarding(passed(namespace), Path.cwd())
        kept = (asked.folder / audit_file.NAME).exists()
        export = audit_file.find(asked.folder).export if kept else asked.export
        if kept:
            proposal = propose(export)
            lines = [f"{asked.folder / audit_file.NAME} is there already, and is inspected below as it stands now."]
        else:
            started = starting.start(asked.folder, export, asked.pack, f"{asked.as_of:%Y-%m-%d}")
            proposal, lines = started.proposal, starting.summary(started).splitlines()
        look = cache(partial(_preflight, asked))
        return Begun(
            "Onboarding",
            {**_proposed(proposal, lines), **{name: partial(_or_why, look, show) for name, show in INSPECTED.items()}},
        )


def _proposed(proposal: Proposal, lines: list[str]) -> dict[str, Callable[[], Section]]:
    unplaced = [{"file": label, "heading": column.heading, "type": column.told} for label, column in proposal.unplaced]
    unread = [piece.why_not for piece in proposal.pieces if piece.why_not]
    return {
        "about": partial(proposed.about, lines),
        "placed": partial(proposed.placed, proposal.as_rows(), proposal.layout, proposal.edits),
        "left_over": partial(proposed.left_over, [] if proposal.layout else unplaced, unread, proposal.others),
    }


def _preflight(asked: OnboardingParameters) -> Preflight:
    return preflight(asked.folder, pack=asked.pack, as_of=asked.as_of)


def _or_why(look: Callable[[], Preflight], show: Callable[[Preflight], Section]) -> Section:
    """A part of the preflight; while the mapping still asks something, what it asks."""
    try:
        return show(look())
    except PolicyError as error:
        return Section(notice(f"Nothing can be inspected yet: {error}"))


__all__ = ["begin"]
