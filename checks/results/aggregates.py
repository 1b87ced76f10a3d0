"""The counts of one month, without an id or a name: all that a board paper is ever made from.

A record counts once in every count: under the theme whose rules found it, under the gravest severity of what is open
about it, in one state. So counts of the same kind add up, and a small count is a small number of records.
"""

import hashlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from checks.results.audit import BY_THEME, Audit
from checks.results.followed import Followed
from checks.results.history import Earlier
from checks.results.records import GONE, Standing, standings

NAME = "aggregates.json"
FORMAT = 1
STOPPED = "the rule stopped with an error"  # whose own words may quote a record


class _Counts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleCounts(_Counts):
    """One rule: what it asks, how it came out, and of how many records. ``reason`` names tables and columns only."""

    rule_id: str
    title: str
    headline: str
    severity: str
    status: str
    reason: str
    in_scope: int = Field(ge=0)
    complies: int = Field(ge=0)
    breach: int = Field(ge=0)
    conflict: int = Field(ge=0)
    undecided: int = Field(ge=0)


class ThemeCounts(_Counts):
    """The distinct records that a theme's rules judged in one service, and those of them that break one.

    ``theme`` is a headline, or ``chapter:`` and a chapter's name. ``service`` is blank where a record has none.
    """

    theme: str
    service: str
    judged: int = Field(ge=0)
    breach: int = Field(ge=0)


class RecordCounts(_Counts):
    """Records with something open about them, or that had: by the gravest severity, state and standing.

    ``until`` is the month in which the acceptance of an accepted record ends, else blank.
    """

    severity: str
    state: str
    standing: str
    until: str
    records: int = Field(ge=1)


class Aggregates(_Counts):
    """One month. Months are ``YYYY-MM``, days ``YYYY-MM-DD``. ``settings`` is the SHA-256 of the run's own settings.

    ``compared_with`` is the month the states are reckoned from, blank for none; ``open_before`` how many records had
    something open or not judged then. ``days`` and ``roles`` are as in ``FollowUp``. ``exceptions`` counts the lines
    of exceptions.csv by how they stand.
    """

    format: int = FORMAT
    month: str
    as_of: str
    pack: str
    pack_title: str
    settings: str
    versions: dict[str, str]
    compared_with: str
    open_before: int = Field(ge=0)
    days: dict[str, int]
    roles: tuple[str, ...]
    exceptions: dict[str, int]
    rules: tuple[RuleCounts, ...]
    themes: tuple[ThemeCounts, ...]
    records: tuple[RecordCounts, ...]


class Unreadable(Exception):
    """A file that is not the aggregates of a month."""


def aggregate(audit: Audit, followed: Followed, earlier: Earlier | None) -> Aggregates:
    """The counts of one audit that was followed; ``earlier`` is what its history was reckoned from."""
    found = standings(audit.findings, followed, earlier)
    run = audit.run
    told = json.dumps(run.overrides, sort_keys=True)
    return Aggregates(
        month=followed.comparison.month,
        as_of=f"{run.as_of}",
        pack=run.pack,
        pack_title=run.pack_title,
        settings=hashlib.sha256(told.encode()).hexdigest(),
        versions=dict(sorted(run.versions.items())),
        compared_with=followed.comparison.with_month if earlier else "",
        open_before=sum(one.before for one in found),
        days=dict(sorted(run.follow_up.days.items())),
        roles=tuple(sorted(run.follow_up.roles)),
        exceptions=dict(sorted(Counter(followed.accepted.lines["state"]).items())),
        rules=tuple(_rules(audit)),
        themes=tuple(_themes(audit.listings)),
        records=tuple(_records(found)),
    )


def write(counts: Aggregates, folder: Path) -> Path:
    """Write the file, which only its owner may read; the same bytes for the same counts. OSError if it cannot."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = json.dumps(counts.model_dump(mode="json"), indent=1, sort_keys=True, ensure_ascii=False)
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=folder) as unfinished:
        path = Path(unfinished, NAME)
        path.write_text(text + "\n", "utf-8", newline="\n")
        path.chmod(0o600)
        os.replace(path, folder / NAME)
    return folder / NAME


def read(path: Path) -> Aggregates:
    """A file that ``write`` wrote. Raises Unreadable."""
    try:
        found = Aggregates.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        raise Unreadable from None  # what pydantic says quotes the file
    if found.format != FORMAT:
        raise Unreadable
    return found


def _rules(audit: Audit) -> Iterable[RuleCounts]:
    told = audit.outcomes.merge(audit.rules[["rule_id", "title", "headline", "severity"]], on="rule_id", how="left")
    for row in told.sort_values("rule_id").to_dict("records"):
        row["reason"] = STOPPED if row["status"] == "could_not_run" else row["reason"] or ""
        yield RuleCounts.model_validate({str(name): value for name, value in row.items()})


def _themes(listings: Mapping[str, pd.DataFrame]) -> Iterable[ThemeCounts]:
    if BY_THEME in listings:
        for row in listings[BY_THEME].sort_values(["theme", "service"]).to_dict("records"):
            yield ThemeCounts.model_validate(row)


def _records(found: Iterable[Standing]) -> Iterable[RecordCounts]:
    counted = Counter((one.severity, one.state, one.standing, one.until) for one in found)
    for (severity, state, standing, until), records in sorted(counted.items()):
        yield RecordCounts(severity=severity, state=state, standing=standing, until=until, records=records)


__all__ = ["GONE", "NAME", "Aggregates", "RecordCounts", "RuleCounts", "ThemeCounts", "Unreadable", "aggregate", "read"]
