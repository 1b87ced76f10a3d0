"""An audit folder to start from: ``audit.yml``, a proposed ``mapping.yml`` and an empty ``exceptions.csv``."""

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.engine import make_url

from checks.errors import PolicyError
from checks.intake import mapping as mappings
from checks.intake.load import Loaded
from checks.intake.proposing import writing
from checks.intake.proposing.model import HIGH, LOW, MEDIUM, Proposal
from checks.intake.proposing.propose import propose
from checks.intake.tables import code_lists
from checks.policy import packs
from checks.rules.loader import rulebook
from checks.rules.select import select
from checks.runs.audit_text import audit_text

AUDIT, MAPPING, EXCEPTIONS = "audit.yml", "mapping.yml", "exceptions.csv"
EXCEPTION_COLUMNS = "rule_id,record_id,cause,reason,approved_by,approver_role,approved_on,until"
WIDEST = "combined"  # the pack whose rules tell what a gap costs, where none is chosen yet
ANY_DAY = date(2000, 1, 1)  # which rules a gap costs does not depend on the day
TOLD = 5  # rules named one by one in the summary


@dataclass(frozen=True)
class Started:
    """What was written where, the proposal, the rules that it leaves without data, and what stops a run as yet."""

    folder: Path
    proposal: Proposal
    untested: Mapping[str, str]
    pack: str
    stops: str = ""
    as_of: str = ""


def start(folder: Path, export: str, pack: str | None = None, as_of: str = "") -> Started:
    """Look at the export, and write the three files into the folder, which only its owner may open.

    PolicyError where one of them is there already, the folder cannot be written, or the pack is unknown;
    ExportError for what is no export.
    """
    if pack is not None:
        packs.check_names(pack)
    _check_free(folder)
    proposal = propose(export)
    untested = _untested(_columns(proposal), pack or WIDEST)
    text = writing.write(proposal, _costs(untested))
    stops = _stops(text)
    files = {
        AUDIT: audit_text(_from(folder, export), pack, (MAPPING, EXCEPTIONS)),
        MAPPING: text,
        EXCEPTIONS: EXCEPTION_COLUMNS + "\n",
    }
    _write(folder, files)
    return Started(folder, proposal, untested, pack or WIDEST, stops, as_of)


def _costs(untested: Mapping[str, str]) -> list[str]:
    """For each absent table or column the rules that need it, those that cost most first."""
    rules: dict[str, list[str]] = {}
    for rule, reason in untested.items():
        for absent in re.split(r", | and ", re.sub(r"^(table|column) | (absent|empty)$", "", reason)):
            rules.setdefault(absent, []).append(rule)
    most = sorted(rules.items(), key=lambda item: (-len(item[1]), item[0]))
    return [f"{absent}: {', '.join(found)}" for absent, found in most]


def summary(started: Started) -> str:
    """What a person should know now: found, placed, not placed, and what to do next."""
    proposal = started.proposal
    unread = [piece.why_not for piece in proposal.pieces if piece.why_not]
    read = len(proposal.pieces) - len(unread)
    others = f", and {len(unread)} that cannot be read:" if unread else "."
    lines = [f"Found {_counted(read, 'table')} in the export{others}"]
    lines += [f"  {sentence}" for sentence in unread]
    lines += _layout_lines(proposal) if proposal.layout else _placement_lines(proposal)
    lines += [f"Rules of pack {started.pack} without a source: {len(started.untested)}; {MAPPING} says which and why."]
    lines += [f"Wrote {AUDIT}, {MAPPING} and {EXCEPTIONS} to {started.folder}."]
    return "\n".join([*lines, *_next(started)])


def _layout_lines(proposal: Proposal) -> list[str]:
    lines = [f"They have the layout {proposal.layout}, whose mapping ships: it is proposed with your file names."]
    return lines + [f"  Look at this: {edit}." for edit in proposal.edits]


def _placement_lines(proposal: Proposal) -> list[str]:
    counts = proposal.counts()
    columns = sum(len(piece.columns) for piece in proposal.pieces)
    used = {piece.label for fed in proposal.tables for piece in fed.pieces}
    lines = [
        f"Placed {counts[HIGH] + counts[MEDIUM]} of {columns} columns in {_counted(len(proposal.fed()), 'table')} of "
        f"the audit: {counts[HIGH]} surely, {counts[MEDIUM]} likely. {counts[LOW]} more are doubtful, and stand there "
        "as comments."
    ]
    left = [piece.label for piece in proposal.pieces if not piece.why_not and piece.label not in used]
    return lines + ([f"Not placed: {', '.join(left)}."] if left else [])


def _next(started: Started) -> list[str]:
    day = started.as_of or "YYYY-MM-DD"
    steps = [
        f"Read {started.folder / MAPPING} line by line, and correct it.",
        *([started.stops] if started.stops else []),
        f"Fill in {started.folder / AUDIT}.",
        f"See what an audit would read: policy-audit inspect {started.folder} --as-of {day}",
        f"Run the month: policy-audit run {started.folder} --as-of {day}",
    ]
    return ["What to do next:", *(f"  {number}. {step}" for number, step in enumerate(steps, 1))]


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


def _check_free(folder: Path) -> None:
    try:
        taken = [name for name in (AUDIT, MAPPING, EXCEPTIONS) if (folder / name).exists()]
    except OSError:
        raise PolicyError(f"{folder} cannot be a folder. Give another.") from None
    if folder.exists() and not folder.is_dir():
        raise PolicyError(f"{folder} is a file. Give a folder.")
    if taken:
        raise PolicyError(f"{folder} already holds {', '.join(taken)}. Move them away, or give another folder.")


def _write(folder: Path, files: Mapping[str, str]) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        for name, text in files.items():
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                os.chmod(file.fileno() if os.chmod in os.supports_fd else folder / name, 0o600)
                file.write(text)
    except OSError as error:
        raise PolicyError(f"{folder} could not be written ({error.strerror}). Give another folder.") from None


def _from(folder: Path, export: str) -> str:
    """The export as ``audit.yml`` names it: a path from the folder, or a database's URL, with such a path in it."""
    if "://" in export:
        url = make_url(export)
        return str(url.set(database=_from(folder, url.database))) if url.host is None and url.database else export
    try:
        return Path(os.path.relpath(Path(export).resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive of Windows
        return str(Path(export).resolve())


def _stops(text: str) -> str:
    """Why the mapping does not load as it stands: the one thing that only the organisation knows."""
    with tempfile.TemporaryDirectory(prefix="policy-audit-") as private:
        path = Path(private) / MAPPING
        path.write_text(text, "utf-8")
        try:
            mappings.load(path)
        except PolicyError:
            if f'date_format: "{writing.ASKED}"' in text:
                return f"Answer the question about dates at the top of {MAPPING}: nothing is read until you do."
            if "\ntables:\n" in text and text.rstrip().endswith("tables:"):
                return f"Nothing could be placed, so write the tables of {MAPPING} yourself: docs/mapping.md says how."
            raise
    return ""


def _columns(proposal: Proposal) -> dict[str, frozenset[str]]:
    """The canonical tables and columns that the proposal feeds."""
    if proposal.layout:
        return _columns_of(mappings.load(proposal.layout))
    return proposal.fed()


def _columns_of(mapping: mappings.Mapping) -> dict[str, frozenset[str]]:
    found = {}
    for table, source in mapping.tables.items():
        parts: Sequence[object] = getattr(source, "all_parts", (source,))
        found[table] = frozenset(column for part in parts for column in part.columns)  # type: ignore[attr-defined]
    return found


def _untested(columns: Mapping[str, frozenset[str]], pack: str) -> dict[str, str]:
    """The rules of the pack that nothing in the export can test, each with its reason."""
    chosen = packs.load(pack, packs.examples(pack), code_lists())  # the answers decide nothing about what is read
    loaded = Loaded(columns, (), dict.fromkeys(columns, 1), ())
    aside = select(rulebook(), list(rulebook()), chosen, ANY_DAY, loaded).set_aside
    return {rule: reason for rule, (status, reason) in aside.items() if status == "not_tested"}
