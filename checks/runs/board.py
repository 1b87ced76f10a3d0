"""What the board notebook calls: begin, show each section, finish. It reads counts alone and cannot reach a record."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from checks.errors import ExportError, PolicyError
from checks.output.board import figures, register
from checks.output.board.facts import facts
from checks.output.board.paper import Paper, Said
from checks.output.board.register import Register
from checks.output.board.shown import Shown, earliest
from checks.output.sections import Section
from checks.output.suppression import Published, attack, for_board, profile, protect
from checks.output.suppression.profiles import Profile
from checks.output.words import month_name
from checks.results import aggregates
from checks.results.aggregates import Aggregates
from checks.runs import board_parameters
from checks.runs.board_parameters import BoardParameters
from checks.runs.completion import Complete, digest, passed, plainly
from checks.runs.folders import MonthFiles


@dataclass(frozen=True)
class Board:
    """One month's board paper, begun. Each of its sections is a property."""

    paper: Paper
    made: Register
    place: MonthFiles

    def __getattr__(self, name: str) -> Section:
        if name.startswith("_") or name not in ("brief", "trends", "matters", "doing", "untested", "reading"):
            raise AttributeError(f"A board paper has no section {name}.")
        with plainly():
            return cast(Section, getattr(self.paper, name))

    def finish(self) -> Complete:
        """Keep what the paper publishes, which later papers must know; the marker of a whole run."""
        with plainly():
            folder = self.place.board
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=folder) as unfinished:
                path = Path(unfinished, register.NAME)
                path.write_text(register.text(self.made), "utf-8", newline="\n")
                path.chmod(0o600)
                os.replace(path, folder / register.NAME)
            kept = folder / register.NAME
            name = kept.relative_to(self.place.reports_dir).as_posix()
            return Complete({name: digest(kept)}, f"{self.paper.title}, is complete.")


def begin(namespace: Mapping[str, object]) -> Board:
    """Check the notebook's parameters, found among its ``globals()``, and decide what may be published.

    Raises PolicyError for a parameter or a record of earlier papers that cannot be used, and ExportError where the
    month has no counts.
    """
    with plainly():
        asked = board_parameters.read(passed(namespace), Path.cwd())
        counts = months(asked.reports_dir, asked.month)
        known = registers(asked.reports_dir)
        made = publish(counts, asked.month, known, for_board(profile(asked.profile, _zeros(asked))))
        earlier = [known[month].published for month in sorted(made.knew)]
        said = Said(asked.owner, asked.circulation, asked.version)
        paper = Paper(Shown(made.published, earlier), facts(counts[asked.month]), said)
        return Board(paper, made, MonthFiles(asked.reports_dir, asked.month))


def months(reports_dir: Path, month: str) -> dict[str, Aggregates]:
    """The counts of this month and of the earlier ones that a chart may show. Raises ExportError."""
    found = {}
    for path in sorted(reports_dir.glob(f"*/results/{aggregates.NAME}")):
        name = path.parts[-3]
        if not board_parameters.MONTH.fullmatch(name) or not earliest(month) <= name <= month:
            continue
        try:
            found[name] = aggregates.read(path)
        except aggregates.Unreadable:
            raise ExportError(f"The counts of {month_name(name)} cannot be read. Audit that month again.") from None
        if found[name].month != name:
            raise ExportError(f"The folder {name} holds the counts of another month. Audit {month_name(name)} again.")
    if month not in found:
        raise ExportError(f"There are no counts of {month_name(month)}. Audit it first with policy-audit run.")
    return found


def registers(reports_dir: Path) -> dict[str, Register]:
    """The record of each paper published so far, by month. PolicyError where one is missing or not as it was."""
    found: dict[str, Register] = {}
    for path in sorted(reports_dir.glob(f"*/board/{register.NAME}")):
        month = path.parts[-3]
        if not board_parameters.MONTH.fullmatch(month):
            continue
        try:
            found[month] = register.read(path)
        except register.Unreadable:
            raise _lost(month) from None
        if found[month].month != month:
            raise _lost(month)
    digests = register.digests(found)
    for one in found.values():
        for month, sha256 in one.knew.items():
            if digests.get(month) != sha256:
                raise _lost(month)
    return found


def _lost(month: str) -> PolicyError:
    return PolicyError(
        f"The record of what the board paper of {month_name(month)} published is missing or not as it was written. Put "
        f"back {month}/board/{register.NAME} from a copy: without it nobody can tell what a new paper would give away."
    )


def publish(counts: Mapping[str, Aggregates], month: str, known: Mapping[str, Register], chosen: Profile) -> Register:
    """What the paper of the month may publish, knowing every paper before it.

    A paper that was made before is made again as it was, from the papers that it knew then. PolicyError where that
    would now come out otherwise: two papers of one month tell more than either.
    """
    before = known.get(month)
    others = {name: one for name, one in known.items() if name != month}
    if before is not None:
        others = {name: one for name, one in others.items() if name in before.knew}
    earlier = [others[name].published for name in sorted(others)]
    wanted = figures.release(counts, month, {key for paper in earlier for key in paper.figures})
    again = PolicyError(
        f"The board paper of {month_name(month)} was made before, and would now publish other figures: together they "
        f"tell more than either. If nobody was given it, delete the folder {month}/board and run again."
    )
    try:
        made = Register(month=month, knew=register.digests(others), published=protect(wanted, chosen, earlier))
    except PolicyError:
        if before is None:
            raise
        raise again from None
    if before is not None and register.text(before) != register.text(made):
        raise again
    return made


def recovered(papers: Mapping[str, Register]) -> frozenset[str]:
    """The hidden figures that a reader of all these papers can work out."""
    return frozenset(one.key for one in attack(_published(papers)) if one.recovered)


def _published(papers: Mapping[str, Register]) -> list[Published]:
    return [papers[month].published for month in sorted(papers)]


def _zeros(asked: BoardParameters) -> Literal["shown", "hidden"] | None:
    return cast(Literal["shown", "hidden"], asked.zeros) if asked.zeros else None
