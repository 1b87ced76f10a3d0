"""The result of one audit: everything a report, a worklist or a test may read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

FINDING_COLUMNS = (
    "rule_id", "outcome", "severity", "certainty", "table", "record_id", "case_id",
    "cause", "clauses", "source_file", "source_row", "detail", "remedy",
)  # fmt: skip
OUTCOME_COLUMNS = (
    "rule_id", "status", "reason", "in_scope", "complies", "breach", "conflict", "undecided",
)  # fmt: skip
GATE_COLUMNS = ("table", "column", "problem", "rows", "first_rows")
RULE_COLUMNS = ("rule_id", "title", "headline", "severity", "certainty", "clauses", "why", "remedy")
SOURCE_COLUMNS = ("table", "file", "records", "rows", "left_out", "made", "merged", "looked_up")

ON_CASE = "rules_on_case"  # the listing of what each rule made of one case's records
AGAIN = "judged_again"  # the listing of how each rule judged the records that an earlier month's findings named
BY_THEME = "judged_by_theme"  # the listing of how many records the rules of each theme judged, by service

HEADLINES = {
    "missing_rationale": "Missing decision rationales",
    "overdue_retention": "Overdue retention",
    "unsegregated_third_party": "Unsegregated third-party data",
    "unauthorised_disclosure": "Unauthorised disclosures",
}


@dataclass(frozen=True)
class FollowUp:
    """What following a run's findings from month to month needs to know of it.

    ``terms``: what each rule that ran asked, as a digest (two digests, parted by +, where the export lacked
    something it reads). ``days``: by severity, how many days a finding may stay open. ``roles``: the roles of
    staff who may accept a finding.
    """

    terms: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Run:
    """How an audit was run: enough to run it again and to say so in a report."""

    pack: str
    pack_title: str
    as_of: date
    overrides: dict[str, str]
    versions: dict[str, str]
    follow_up: FollowUp = FollowUp()


@dataclass(frozen=True)
class Audit:
    """One audit's results, as pandas frames of the columns named above.

    ``findings`` has one row per rule and record; ``outcomes`` one row per rule of the rulebook;
    ``gate`` one row per table, column and problem; ``rules`` what each rule says in words;
    ``sources`` what became of the rows of each file, for each table it feeds: of its ``rows`` the
    mapping ``left_out`` some, and the others made ``made`` records, ``merged`` of them part of
    another, which leaves ``records``; rows only joined to others are ``looked_up``.
    ``listings`` holds the facts views that were asked for beside the findings, by name, one row per
    record, ``rules_on_case`` where a case was asked for, and ``judged_again`` where earlier findings were
    named. No frame holds a name or free text of a record.
    """

    findings: pd.DataFrame
    outcomes: pd.DataFrame
    gate: pd.DataFrame
    rules: pd.DataFrame
    sources: pd.DataFrame
    run: Run
    listings: Mapping[str, pd.DataFrame] = field(default_factory=dict)
