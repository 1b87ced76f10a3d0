"""Which cases of the sample a small charity's log could hold: those whose records all fit its sheet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cache

from sample_data.layouts.canonical import Record, records

CASES = 200
# How many fit side by side.
SETS = {"consents": 3, "disclosures": 3, "safe_contacts": 2, "authorisations": 3, "safeguarding_concerns": 1}
CHILDREN = 4
NOTICES = {"confidentiality_explained": "e", "privacy_statement": "p"}  # one of each, and the letter of its id

Tables = Mapping[str, Sequence[Record]]


def by_case(table: str) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for row in records(table):
        found[row["case_id"]].append(row)
    return found


@cache
def fitting() -> list[Record]:
    """The cases that fit, the oldest first."""
    held = {table: by_case(table) for table in (*SETS, "decisions", "notices", "case_people")}
    minors = {row["person_id"] for row in records("people") if row["competence_assessed_on"]}
    clients = [case["person_id"] for case in records("cases")]
    seen = Counter(row["person_id"] for row in records("case_people"))
    once = {person for person, cases in seen.items() if cases == 1}
    cases = [
        case
        for case in records("cases")
        if case["service"] in ("iss", "refuge")
        and case["person_id"] not in minors
        and clients.count(case["person_id"]) == 1
        and _fits(case, {table: rows.get(case["case_id"], []) for table, rows in held.items()}, once)
    ]
    return sorted(cases, key=lambda case: (case["opened_on"], case["case_id"]))[-CASES:]


def _fits(case: Record, own: Tables, once: Set[str]) -> bool:
    """Whether a case's records all fit; ``once`` are the people who belong to one case."""
    client = case["person_id"]
    kinds = [notice["kind"] for notice in own["notices"]]
    children = {row["person_id"] for row in own["case_people"] if row["relationship"] == "child"}
    decisions = {row["decision_id"] for row in own["decisions"]}
    return (
        bool(own["disclosures"])
        and all(len(own[table]) <= most for table, most in SETS.items())
        and len(children) <= CHILDREN
        and children <= once
        and all(_own_consent(row, client) for row in own["consents"])
        and all(_own_disclosure(row, client) for row in own["disclosures"])
        and _decided(own["disclosures"], own["decisions"], client)
        and {row["decision_id"] for row in own["authorisations"]} <= decisions
        and {row["decision_id"] for row in own["safeguarding_concerns"]} <= decisions
        and {row["at_risk_id"] for row in own["safeguarding_concerns"]} <= {client, *children}
        and _named(own["disclosures"], "authorisation_id", own["authorisations"])
        and _named(own["disclosures"], "consent_id", own["consents"])
        and _named(own["decisions"], "concern_id", own["safeguarding_concerns"])
        and set(kinds) <= set(NOTICES)
        and len(kinds) == len(set(kinds))
        and all(row["recipient_id"] == client for row in own["notices"])
    )


def _named(rows: Sequence[Record], column: str, others: Sequence[Record]) -> bool:
    """Whether what a column names, if it names anything, is among the case's own records."""
    return {row[column] for row in rows} <= {"", *(row[column] for row in others)}


def _own_consent(row: Record, client: str) -> bool:
    return row["subject_id"] == row["given_by_id"] == client and row["given_as"] == "self"


def _own_disclosure(row: Record, client: str) -> bool:
    outside = row["scope"] == "external" and not row["recipient_person_id"]
    return outside and row["subject_id"] == client and row["subject_type"] == "client"


def _decided(disclosures: Sequence[Record], decisions: Sequence[Record], client: str) -> bool:
    """Whether the decisions are those behind the disclosures and no others, since they share their columns."""
    behind = sorted(row["decision_id"] for row in disclosures)
    own = sorted(row["decision_id"] for row in decisions)
    return behind == own and all(row["subject_id"] == client and row["decision_type"] == "share" for row in decisions)
