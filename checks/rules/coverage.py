"""The clause register of a pack: for each duty, how it is met today, or that it is open.

``enforced``: a rule that is on in the pack cites the clause. ``attested``: the same for a duty that
only a named person can vouch for. ``product``: a duty of the audit itself that a named test proves.
``open``: nothing covers it. A rule may enforce one part of a clause and leave another.
"""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from checks import yaml_files
from checks.policy import clauses as policy
from checks.policy.clauses import Clause, register
from checks.policy.packs import Pack
from checks.rules.model import Rule
from checks.rules.practice import is_on

STATUSES = ("enforced", "attested", "product", "open")
COLUMNS = ("clause_id", "source", "testable", "status", "rules")


@dataclass(frozen=True)
class Covered:
    """One clause of a pack: its status, the rules on in the pack that cite it, the tests that prove it."""

    clause: Clause
    status: str
    rules: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The policy's number and the place in it."""
        return f"{self.clause.policy} {self.clause.reference}"


@cache
def proofs() -> Mapping[str, tuple[str, ...]]:
    """The tests that prove a clause about the audit itself, as pytest names them, by clause id."""
    text = resources.files(policy.__package__ or "").joinpath("tool_clauses.yml").read_text("utf-8")
    return {clause_id: tuple(tests) for clause_id, tests in yaml_files.read(text).items()}


def coverage(pack: Pack, rules: Mapping[str, Rule]) -> list[Covered]:
    """Every clause of the pack once, in the register's order."""
    on = [rule for rule in rules.values() if is_on(rule, pack)]
    return [_covered(clause, on) for clause in register().values() if pack.cites(clause.clause_id)]


def _covered(clause: Clause, on: Sequence[Rule]) -> Covered:
    citing = tuple(rule.id for rule in on if clause.clause_id in rule.clauses)
    if citing:
        return Covered(clause, "attested" if clause.met_by == "attestation" else "enforced", citing)
    if clause.clause_id in proofs():
        return Covered(clause, "product", tests=proofs()[clause.clause_id])
    return Covered(clause, "open")


def totals(lines: Sequence[Covered]) -> dict[str, int]:
    """How many clauses have each status, every status named."""
    counted = Counter(line.status for line in lines)
    return {status: counted[status] for status in STATUSES}


def as_csv(lines: Sequence[Covered]) -> str:
    """The register as CSV with a header line; several rules are joined by semicolons."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines:
        clause = line.clause
        writer.writerow((clause.clause_id, line.source, clause.met_by, line.status, ";".join(line.rules)))
    return text.getvalue()


def as_table(pack: Pack, lines: Sequence[Covered]) -> str:
    """The same for a reader: totals first, then a line a clause with what it asks, then the tests."""
    counts = ", ".join(f"{count} {status}" for status, count in totals(lines).items())
    rows = [("clause", "testable", "status", "rules", "what it asks, in our words")]
    for line in lines:
        clause = line.clause
        rows.append((clause.clause_id, clause.met_by, line.status, " ".join(line.rules), clause.duty))
    shown = [pack.title, f"{len(lines)} clauses: {counts}.", "", *columns(rows)]
    proved = [f"{line.clause.clause_id} is proved by {test}" for line in lines for test in line.tests]
    return "\n".join([*shown, "", *proved] if proved else shown) + "\n"


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of text with their columns lined up, the last as long as it is."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
