"""Audits made by hand, for tests of what is built from results. No engine runs here."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from checks.results.audit import (
    FINDING_COLUMNS,
    GATE_COLUMNS,
    OUTCOME_COLUMNS,
    RULE_COLUMNS,
    SOURCE_COLUMNS,
    Audit,
    Run,
)

AS_OF = date(2026, 3, 31)

# rule, title, headline, severity, certainty, clauses, why, remedy
RULES = [
    ("RAT-01", "Every decision has a real reason", "missing_rationale", "critical", "fact", "D-11;H-1.5a",
     "A decision without its reason cannot be defended or learned from.",
     "Have the decision-maker add the reason now as a dated late entry; do not backdate it."),
    ("RAT-04", "Every disclosure says what went, to whom and why", "missing_rationale", "critical", "fact", "M-6.9b",
     "Nobody can tell what was shared.", "Complete the entry from the letter, email or call note."),
    ("RAT-02", "A decision stands behind every disclosure", "missing_rationale", "critical", "fact", "O-1.2;M-11.8",
     "Nobody can say who chose to share.", "Record the decision and who made it."),
    ("RET-01", "Files are kept no longer than the policy allows", "overdue_retention", "critical", "fact", "O-5.2.7b",
     "Keeping a file past its time is a breach of trust.", "Review, then destroy or archive and log it."),
    ("RET-02", "Files are kept for as long as the policy asks", "other", "critical", "fact", "O-5.2.7a",
     "A file destroyed too soon cannot be given back.", "Report the loss; secure copies held elsewhere."),
    ("TPS-01", "Third-party papers are filed apart", "unsegregated_third_party", "critical", "fact", "O-3.2.1c",
     "The client may read what another person told in confidence.", "Move it to the third-party section."),
    ("TPS-02", "Client papers are about the client", "unsegregated_third_party", "warning", "review", "O-3.2.1c",
     "A paper may tell the client about someone else.", "Read, split or redact, and refile."),
    ("CON-01", "Information leaves with consent or an accepted exception", "unauthorised_disclosure", "critical",
     "fact", "D-02a;O-2.1a", "Sharing without either breaks the promise made to the client.",
     "Tell the data protection lead today and assess the harm."),
    ("DIS-04", "Information travels by a secure route", "other", "warning", "fact", "D-22d;H-1.4d",
     "An insecure message may be read by anyone.", "Resend securely next time; assess whether it was seen."),
    ("ACC-01", "Records are opened only by those who need them", "unauthorised_disclosure", "critical", "fact",
     "D-14;O-5.1.2a", "Looking without need is a disclosure too.", "Ask why, and suspend access if unexplained."),
]  # fmt: skip

# rule, status, reason, in scope, complies, breach, conflict, undecided
OUTCOMES = [
    ("RAT-01", "failed", "", 412, 371, 40, 0, 1),
    ("RAT-02", "failed", "", 230, 226, 3, 0, 1),
    ("RET-01", "needs_review", "", 118, 115, 0, 1, 2),
    ("RET-02", "passed", "", 31, 31, 0, 0, 0),
    ("TPS-01", "not_tested", "table documents absent", 0, 0, 0, 0, 0),
    ("TPS-02", "not_tested", "table documents absent", 0, 0, 0, 0, 0),
    (
        "CON-01",
        "failed",
        "partly tested: agencies absent, so what needs it is undecided or not judged",
        230,
        219,
        7,
        3,
        1,
    ),
    ("RAT-04", "off", "pack combined has none of its clauses", 0, 0, 0, 0, 0),
    ("DIS-04", "failed", "", 40, 39, 1, 0, 0),
    ("ACC-01", "could_not_run", "Binder error in access_log.", 0, 0, 0, 0, 0),
]


def _findings() -> list[tuple[object, ...]]:
    """RAT-01 finds 41 records, RAT-02 four (one of them also CON-01's), RET-01 three, CON-01 eleven and DIS-04 one."""
    causes = ("blank", "placeholder", "too_short")
    rows = [_finding("RAT-01", "breach", f"D{n:04}", causes[n % 3], n, "decided 2026-03-04") for n in range(1, 41)]
    rows.append(_finding("RAT-01", "undecided", "D0041", "", 41, "the decision type is blank"))
    rows += [_finding("RAT-02", "breach", f"S{n:04}", "no_decision", n, "disclosed 2026-03-09") for n in (1, 2, 3)]
    rows.append(_finding("RAT-02", "undecided", "S0004", "", 4, "disclosed_at is blank"))
    rows.append(_finding("RET-01", "conflict", "C0001", "held", 1, "closed 2019-01-02, hold and review disagree"))
    rows += [_finding("RET-01", "undecided", f"C{n:04}", "", n, "closed_on is blank") for n in (2, 3)]
    rows += [_finding("CON-01", "breach", f"S{n:04}", "no_consent;no_exception", n, "basis none") for n in range(1, 8)]
    rows += [
        _finding("CON-01", "conflict", f"S{n:04}", "child_protection", n, "basis child_protection") for n in (8, 9, 10)
    ]
    rows.append(_finding("CON-01", "undecided", "S0011", "", 11, "disclosed_at is blank"))
    rows.append(_finding("DIS-04", "breach", "S0012", "channel_not_accepted", 12, "channel email"))
    return rows


def _finding(rule: str, outcome: str, record: str, cause: str, row: int, detail: str) -> tuple[object, ...]:
    table = {"D": "decisions", "S": "disclosures", "C": "cases"}[record[0]]
    told = next(entry for entry in RULES if entry[0] == rule)
    return (
        rule, outcome, told[3], told[4], table, record, f"C{row:04}", cause, told[5],
        f"{table}.csv", row + 1, f"{cause.replace('_', ' ').replace(';', ', ')}: {detail}".strip(": "), told[7],
    )  # fmt: skip


def _frame(rows: Sequence[tuple[object, ...]], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns))


RUN = Run(
    pack="combined",
    pack_title="All five policies together",
    as_of=AS_OF,
    overrides={"written_for": "health;court_report"},
    versions={"policy-audit": "0.1.0", "great_expectations": "1.24.1", "duckdb": "1.5.6"},
)


def sample() -> Audit:
    """An audit in which every rule status, every outcome and every kind of gate problem occurs."""
    gate = [
        ("documents", "", "missing_table", 0, ""),
        ("decisions", "concern_id", "missing_column", 0, ""),
        ("disclosures", "disclosed_at", "unreadable_date", 2, "14;88"),
        ("disclosures", "basis", "unknown_code", 1, "20"),
        ("cases", "lead_worker_id", "dangling_id", 3, "2;9;31"),
    ]
    sources = [
        ("cases", "cases.csv", 1200, 1200, 0, 1200, 0, 0),
        ("decisions", "decisions.csv", 412, 412, 0, 412, 0, 0),
        ("disclosures", "disclosures.csv", 260, 260, 0, 260, 0, 0),
    ]
    return Audit(
        _frame(_findings(), FINDING_COLUMNS),
        _frame(OUTCOMES, OUTCOME_COLUMNS),
        _frame(gate, GATE_COLUMNS),
        _frame(RULES, RULE_COLUMNS),
        _frame(sources, SOURCE_COLUMNS),
        RUN,
    )


def empty() -> Audit:
    """An audit of an export that holds nothing: no rule was tested, and nothing was found."""
    outcomes = [(rule[0], "not_tested", "table cases is empty", 0, 0, 0, 0, 0) for rule in RULES]
    return Audit(
        _frame([], FINDING_COLUMNS),
        _frame(outcomes, OUTCOME_COLUMNS),
        _frame([], GATE_COLUMNS),
        _frame(RULES, RULE_COLUMNS),
        _frame([], SOURCE_COLUMNS),
        Run("combined", "All five policies together", AS_OF, {}, {}),
    )


def hostile() -> Audit:
    """The sample with markup and formulas where an export could have put them."""
    audit = sample()
    findings = audit.findings.copy()
    findings.loc[0, ["record_id", "case_id", "detail"]] = ["=1+1", "@SUM(A1)", "<script>alert(1)</script>"]
    findings.loc[1, ["record_id", "source_file"]] = ["+44", '"><img src=x onerror=alert(1)>.csv']
    findings.loc[2, ["record_id", "case_id"]] = ["-7", "\tC9"]
    return replace(audit, findings=findings)
