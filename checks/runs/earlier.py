"""The months before this one: which of them it is compared with, and where their findings stood."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from checks.results import files, history_files, identity
from checks.results.audit import FINDING_COLUMNS
from checks.results.followed import Comparison
from checks.results.history import RESOLVED, Earlier, Row
from checks.results.history_files import Damaged, Seal

MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
RESULTS = "results"
FINDINGS = "findings.csv"


@dataclass(frozen=True)
class Before:
    """What the months before left: the comparison, the history to go on from, and the seal's hash of it.

    ``again`` names (``rule_id,table,record_id``) the records whose judgement of today is wanted.
    """

    comparison: Comparison
    earlier: Earlier | None = None
    sha256: str = ""
    again: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["rule_id", "table", "record_id"]))

    @property
    def comparable(self) -> bool:
        """Whether nothing but the lack of an earlier month keeps this one from being compared."""
        return not self.comparison.key_changed


@dataclass
class _Looked:
    """What was met on the way back from month to month."""

    damaged: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)


def look_back(reports: Path, month: str, key: bytes | None) -> Before:
    """The newest month before ``month`` that has a whole history. A later month is never read.

    ``key`` is None where there is none yet, so that any history is of a key that was lost.
    """
    looked = _Looked()
    for name in sorted(months(reports, month), reverse=True):
        found = _history(reports / name / RESULTS, name, looked)
        if found is not None:
            return _from(reports, month, key, found, looked)
    return Before(Comparison(month, damaged=tuple(looked.damaged), without=tuple(looked.without)))


def months(reports: Path, before: str) -> list[str]:
    """The months that the folder of reports holds and that are earlier, the oldest first."""
    if not reports.is_dir():
        return []
    return sorted(
        entry.name
        for entry in reports.iterdir()
        if MONTH.fullmatch(entry.name) and entry.name < before and (entry / RESULTS).is_dir()
    )


def _history(folder: Path, month: str, looked: _Looked) -> tuple[pd.DataFrame, Seal] | None:
    try:
        found = history_files.read(folder)
    except Damaged:
        looked.damaged.append(month)
        return None
    if found is not None and found[1].month != month:  # a folder that was renamed or copied
        looked.damaged.append(month)
        return None
    if found is None and (folder / FINDINGS).exists():
        looked.without.append(month)
    return found


def _from(reports: Path, month: str, key: bytes | None, found: tuple[pd.DataFrame, Seal], looked: _Looked) -> Before:
    history, seal = found
    comparison = Comparison(
        month,
        seal.month,
        skipped=tuple(_between(seal.month, month)),
        damaged=tuple(looked.damaged),
        without=tuple(looked.without),
        redone=_redone(reports, seal),
        key_changed=key is None or seal.key != identity.fingerprint(key),
        pack_before=seal.pack,
    )
    if comparison.key_changed or key is None:
        return Before(comparison)
    rows: dict[str, Row] = {row["identity"]: row for row in history.to_dict("records") if row["identity"]}  # type: ignore[misc]
    still = {one: row["last_seen"] for one, row in rows.items() if row["state"] != RESOLVED}
    records = {
        one: place
        for name in sorted(set(still.values()))
        for one, place in _records(reports / name / RESULTS / FINDINGS, key, {o for o in still if still[o] == name})
    }
    named = sorted({place[:3] for place in records.values()})
    again = pd.DataFrame(named, columns=["rule_id", "table", "record_id"])
    return Before(comparison, Earlier(rows, records), seal.sha256, again)


def _records(path: Path, key: bytes, wanted: Collection[str]) -> list[tuple[str, tuple[str, str, str, bool]]]:
    """Where the findings of these identities stood, led back from that month's findings; none where they are gone."""
    try:
        findings = files.read(path)
    except (OSError, ValueError):
        return []
    if tuple(findings.columns) != FINDING_COLUMNS:
        return []
    parts = identity.parts(findings, key)
    mine = parts[parts["identity"].isin(wanted)]
    places = zip(mine["rule_id"], mine["table"], mine["record_id"], mine["absent"].astype(bool), strict=True)
    return list(zip(mine["identity"], places, strict=True))


def _redone(reports: Path, seal: Seal) -> tuple[str, ...]:
    """The month that the history at hand was itself reckoned from, where that month has been audited again since."""
    if not seal.compared_with:
        return ()
    path = reports / seal.compared_with / RESULTS / history_files.CSV
    if path.is_file() and history_files.digest(path) != seal.compared_sha256:
        return (seal.compared_with,)
    return ()


def _between(first: str, last: str) -> list[str]:
    """The months after the first and before the last."""
    year, number = map(int, first.split("-"))
    found: list[str] = []
    while True:
        year, number = (year, number + 1) if number < 12 else (year + 1, 1)
        name = f"{date(year, number, 1):%Y-%m}"
        if name >= last:
            return found
        found.append(name)
