"""Write a large invented export in Parquet: disclosures, and the cases, consents and decisions around them.

    python benchmarks/generate.py 1000000 benchmarks/data/export [--typed] [--all-tables]

The same arguments give the same records. Most records comply; of each rule's records some 1 to 5 in a
hundred do not, and a few values are blank, unreadable or after the run date (31 March 2026).
"""

# ruff: noqa: E501  (SQL expressions, one a column)

import argparse
from pathlib import Path

import duckdb

from checks.intake.tables import declared

AS_OF = "2026-03-31"
CORE = ("cases", "consents", "decisions", "disclosures")
SMALL = ("people", "staff", "agencies", "case_people", "authorisations", "documents")

# chance: a number in [0, 1) that depends on the row and a label only. pick: one item of a list.
# spoil: once in ten thousand the value is something else. cap: once in five hundred in capitals, with a space.
MACROS = """
CREATE MACRO chance(i, label) AS (hash(i, label) % 1000003) / 1000003.0;
CREATE MACRO pick(items, i, label) AS items[CAST(hash(i, label, 'pick') % len(items) AS INTEGER) + 1];
CREATE MACRO spoil(x, other, i, label) AS CASE WHEN chance(i, label || '!') < 0.0001 THEN other ELSE x END;
CREATE MACRO cap(x, i, label) AS CASE WHEN chance(i, label || '^') < 0.002 THEN ' ' || upper(x) ELSE x END;
CREATE MACRO code(x, i, label) AS spoil(cap(x, i, label), 'q7', i, label);
CREATE MACRO maybe(p, x, i, label) AS CASE WHEN chance(i, label || '?') < p THEN x END;
CREATE MACRO yn(p_filled, p_yes, i, label) AS
    maybe(p_filled, CASE WHEN chance(i, label) < p_yes THEN 'yes' ELSE 'no' END, i, label);
CREATE MACRO day(d, i, label) AS spoil(CAST(d AS VARCHAR), '31/02/2026', i, label);
CREATE MACRO moment(d, i, label) AS spoil(
    CASE WHEN chance(i, label || ':') < 0.03 THEN CAST(d AS VARCHAR)
    ELSE strftime(CAST(d AS TIMESTAMP) + to_minutes(CAST(480 + hash(i, label) % 600 AS BIGINT)), '%Y-%m-%dT%H:%M:%S') END,
    'last week', i, label);
CREATE MACRO said(p_blank, x, i, label) AS CASE
    WHEN chance(i, label || '-') < p_blank THEN NULL
    WHEN chance(i, label || '-') < 1.5 * p_blank THEN pick(['N/A', 'as discussed', 'tbc', ' See notes. ', '--'], i, label)
    ELSE x END;
CREATE MACRO agency(n) AS 'AG' || lpad(CAST(n AS VARCHAR), 3, '0');
CREATE MACRO agency_name(n) AS
    pick(['Northgate', 'St Anne''s', 'Riverside', 'Queen''s Park', 'Ashfield', 'Café Zoë', 'Old Mill', 'Kingsway'], n, 'place')
    || ' ' || pick(['Police', 'Housing', 'Health Centre', 'Court', 'Probation', 'Family Hub', 'Women''s Aid', 'School'], n, 'body')
    || ' ' || CAST(n AS VARCHAR);
CREATE MACRO agency_kind(n) AS
    pick(['police', 'housing', 'health', 'court', 'probation', 'voluntary_agency', 'voluntary_agency', 'childrens_social_care'], n, 'body');
CREATE MACRO reason(i) AS
    pick(['The risk assessment of that week', 'What she told her worker at the visit', 'The account given by telephone',
          'The conference notes and the safety plan', 'The school’s report of his behaviour'], i, 'r1')
    || ' ' || pick(['showed that the threats had become worse', 'made plain that help was needed at once',
          'left no doubt about what was asked for', 'gave grounds that the team discussed together'], i, 'r2')
    || pick([', and sharing was the least that would keep the family safe.', '; nothing less would have been of use.',
          ', so we agreed on what to say and to whom (see entry ' || CAST(i AS VARCHAR) || ').',
          '. The person agreed with this after it had been explained to them twice.'], i, 'r3');
CREATE MACRO categories(i) AS pick(['identity;address', 'identity', 'identity;contact_details;risk', 'identity;risk;children',
    'health;identity', 'identity;programme_progress', 'identity;address;contact_details',
    'identity; risk', 'identity;offending',
    CASE WHEN chance(i, 'file') < 0.3 THEN pick(['identity;hiv_status', 'identity;risk;rape_or_sexual_violence', 'whole_file'], i, 'file') ELSE 'identity;health;children' END
    ], i, 'categories');
"""

# The skeleton: who, when and to whom, so that the tables hang together.
BASE = """
CREATE TABLE case_base AS SELECT i, CAST(hash(i, 'person') % greatest({cases} * 9 // 10, 1) AS BIGINT) AS person,
    DATE '2016-01-01' + CAST(hash(i, 'opened') % 3650 AS INTEGER) AS opened,
    pick(['open', 'open', 'open', 'closed', 'closed', 'archived'], i, 'status') AS status,
    CASE WHEN chance(i, 'kept') < 0.05 THEN 'legal_hold' ELSE pick(['standard', 'standard', NULL], i, 'kept') END AS kept,
    CASE WHEN chance(i, 'hold') < 0.03 THEN 'yes' ELSE pick(['no', NULL], i, 'hold') END AS hold
FROM (SELECT range AS i FROM range({cases}));
CREATE TABLE consent_base AS SELECT row_number() OVER (ORDER BY i, j) AS n, i, j, person, opened,
    CAST(hash(i, j, 'agency') % 400 AS BIGINT) AS agency,
    greatest(opened, DATE '2024-06-01') + CAST(hash(i, j, 'given') % 400 AS INTEGER) AS given,
    CASE WHEN chance(i * 16 + j, 'status') < 0.94 THEN 'given' WHEN chance(i * 16 + j, 'status') < 0.96 THEN 'refused'
         WHEN chance(i * 16 + j, 'status') < 0.985 THEN 'withdrawn' ELSE 'not_sought' END AS status,
    categories(i * 16 + j) AS categories
FROM case_base, (SELECT range AS j FROM range(1, 11)) WHERE j <= 1 + hash(i, 'consents') % 10 AND chance(i, 'asked') < 0.97;
CREATE TABLE disclosure_base AS SELECT d.i, case_base.i AS c, case_base.person, consent.n, consent.agency AS consent_agency,
    coalesce(consent.agency, CAST(hash(d.i, 'agency') % 400 AS BIGINT)) AS agency, coalesce(consent.status, 'none') AS consent_status,
    coalesce(consent.categories, categories(d.i)) AS categories,
    CASE WHEN chance(d.i, 'future') < 0.0005 THEN DATE '2026-04-02'
         ELSE least(coalesce(consent.given, greatest(case_base.opened, DATE '2024-06-01'))
            + CAST(hash(d.i, 'after') % 240 AS INTEGER) - CASE WHEN chance(d.i, 'early') < 0.01 THEN 5 ELSE 0 END,
            DATE '2026-03-31') END AS disclosed
FROM (SELECT range AS i, CAST(hash(range, 'case') % {cases} AS BIGINT) AS c FROM range({n})) AS d
JOIN case_base ON case_base.i = d.c
LEFT JOIN consent_base AS consent ON consent.i = d.c
    AND consent.j = 1 + hash(d.i, 'which') % (1 + hash(d.c, 'consents') % 10);
"""

# Every column that is ever filled; the others are there and empty.
TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "cases": (
        "case_base ORDER BY i",
        {
            "case_id": "'C' || i",
            "person_id": "'P' || person",
            "service": "code(pick(['iss', 'dvpp', 'childrens', 'refuge'], i, 'service'), i, 'service')",
            "client_group": "code(pick(['adult_victim', 'adult_victim', 'adult_victim', 'man_dvpp', 'child', 'other'], i, 'group'), i, 'group')",
            "opened_on": "day(opened, i, 'opened')",
            "closed_on": "CASE WHEN status <> 'open' THEN day(least(opened + CAST(60 + hash(i, 'closed') % 500 AS INTEGER), DATE '2026-03-31'), i, 'closed') END",
            "status": "code(status, i, 'status')",
            "lead_worker_id": "'S' || hash(i, 'lead') % 500",
            "statutory_service": "yn(0.3, 0.1, i, 'statutory')",
            "looked_after": "yn(0.5, 0.03, i, 'looked')",
            "evidence_hold": "code(hold, i, 'hold')",
            "hold_reason": "CASE WHEN kept = 'legal_hold' OR hold = 'yes' THEN said(0.02, reason(i), i, 'holding') END",
            "retention_basis": "code(kept, i, 'basis')",
            "retention_review_on": "maybe(0.99, day(DATE '2026-03-29' + CAST(hash(i, 'review') % 365 AS INTEGER), i, 'review'), i, 'review')",
            "storage_location_id": "'L' || hash(i, 'store') % 20",
        },
    ),
    "consents": (
        "(SELECT *, i * 16 + j AS k FROM consent_base) ORDER BY n",
        {
            "consent_id": "'N' || n",
            "case_id": "maybe(0.9, 'C' || i, k, 'case')",
            "subject_id": "maybe(0.9995, 'P' || person, k, 'subject')",
            "given_by_id": "'P' || person",
            "given_as": "code(CASE WHEN chance(k, 'as') < 0.985 THEN 'self' ELSE pick(['parent_carer', 'attorney_or_deputy', 'info_provider'], k, 'as') END, k, 'as')",
            "status": "code(status, k, 'status')",
            "form": "maybe(0.99, code(CASE WHEN chance(k, 'form') < 0.7 OR chance(k, 'form') < 0.99 AND agency_kind(agency) IN ('health', 'court') THEN 'written' ELSE 'verbal' END, k, 'form'), k, 'form')",
            "sought_on": "maybe(0.98, day(given, k, 'sought'), k, 'sought')",
            "given_on": "CASE WHEN status IN ('given', 'withdrawn') THEN maybe(0.995, day(given, k, 'given'), k, 'given') END",
            "ended_on": "CASE WHEN status = 'withdrawn' THEN maybe(0.97, day(given + CAST(30 + hash(k, 'ended') % 300 AS INTEGER), k, 'ended'), k, 'ended')"
            " WHEN status = 'given' AND chance(k, 'ends') < 0.1 THEN day(given + CAST(200 + hash(k, 'ended') % 400 AS INTEGER), k, 'ended') END",
            "not_sought_reason": "CASE WHEN status = 'not_sought' THEN pick(['risk_to_child', 'prejudice_crime', 'delay_would_harm', NULL], k, 'why') END",
            "recipient_agency_id": "CASE WHEN chance(k, 'to') < 0.85 THEN agency(agency) END",
            "recipient_named": "CASE WHEN chance(k, 'to') BETWEEN 0.65 AND 0.995 THEN agency_name(agency) || CASE WHEN chance(k, 'dot') < 0.1 THEN '.' ELSE '' END END",
            "info_categories": "maybe(0.995, cap(CASE WHEN chance(k, 'more') < 0.6 THEN categories || ';contact_details' ELSE categories END, k, 'cat'), k, 'cat')",
            "excluded_categories": "maybe(0.05, pick(['health', 'offending', 'children;health'], k, 'excluded'), k, 'excluded')",
            "excluded_recipients": "maybe(0.04, pick(['media; employer', 'family', 'AG001;AG002', agency_name(hash(k) % 400)], k, 'barred'), k, 'barred')",
            "limits_discussed": "yn(0.9, 0.95, k, 'limits')",
            "purpose_code": "code('service_provision', k, 'purpose')",
            "told": "maybe(0.97, 'what;why;to_whom;how;consequences', k, 'told')",
            "document_id": "CASE WHEN agency_kind(agency) IN ('health', 'court') THEN maybe(0.99, 'DOC' || n, k, 'paper') ELSE maybe(0.7, 'DOC' || n, k, 'paper') END",
        },
    ),
    "decisions": (
        "disclosure_base ORDER BY i",
        {
            "decision_id": "'DEC' || i",
            "case_id": "'C' || c",
            "subject_id": "maybe(0.999, 'P' || CASE WHEN chance(i, 'whom') < 0.005 THEN person + 1 ELSE person END, i, 'subject')",
            "decided_at": "maybe(0.999, moment(disclosed - CAST(1 + hash(i, 'before') % 9 AS INTEGER) + CASE WHEN chance(i, 'late') < 0.012 THEN 12 WHEN chance(i, 'late') < 0.022 THEN 1 ELSE 0 END, i, 'decided'), i, 'decided')",
            "recorded_at": "moment(disclosed, i, 'recorded')",
            "decided_by": "'S' || hash(i, 'by') % 500",
            "decision_type": "code(CASE WHEN chance(i, 'type') < 0.985 THEN 'share' ELSE pick(['not_share', 'do_not_tell', 'retain_longer', 'refuse_access', 'do_not_seek_consent'], i, 'type') END, i, 'type')",
            "rationale": "CASE WHEN chance(i, 'short') < 0.01 THEN 'She asked us to.' ELSE said(0.012, reason(i), i, 'rationale') END",
            "purpose": "said(0.01, 'To keep the family safe', i, 'aim')",
            "q1_purpose": "code(CASE WHEN chance(i, 'q1') < 0.99 THEN 'yes' ELSE 'no' END, i, 'q1')",
            "q2_identifiable": "maybe(0.99, 'yes', i, 'q2')",
            "q3_confidential": "maybe(0.99, 'yes', i, 'q3')",
            "q4_consent": "maybe(0.99, CASE WHEN consent_status = 'given' THEN 'yes' ELSE 'no' END, i, 'q4')",
            "q5_other_reason": "maybe(0.99, CASE WHEN consent_status = 'given' THEN 'not_reached' ELSE 'yes' END, i, 'q5')",
            "considered": "maybe(0.97, 'subject_safety;others_safety;urgency;law', i, 'considered')",
            "basis": "CASE WHEN consent_status = 'given' THEN 'consent' ELSE maybe(0.98, 'risk_to_other', i, 'basis') END",
            "in_doubt": "yn(0.4, 0.1, i, 'doubt')",
        },
    ),
    "disclosures": (
        "disclosure_base ORDER BY i",
        {
            "disclosure_id": "'D' || i",
            "case_id": "maybe(0.99, 'C' || c, i, 'case')",
            "subject_id": "maybe(0.9995, 'P' || person, i, 'subject')",
            "subject_type": "code(CASE WHEN chance(i, 'type') < 0.93 THEN 'client' ELSE pick(['third_party', 'staff', NULL], i, 'type') END, i, 'type')",
            "scope": "code(CASE WHEN chance(i, 'scope') < 0.9 THEN 'external' ELSE 'internal' END, i, 'scope')",
            "disclosed_at": "maybe(0.998, moment(disclosed, i, 'disclosed'), i, 'disclosed')",
            "disclosed_by": "'S' || hash(i, 'by') % 500",
            "recipient_kind": "code(CASE WHEN chance(i, 'scope') >= 0.9 THEN 'staff_member' WHEN chance(i, 'kind') < 0.01 THEN pick(['family', 'partner_or_ex', 'data_subject', 'employer'], i, 'kind') ELSE agency_kind(agency) END, i, 'kind')",
            "recipient_name": "said(0.01, agency_name(agency), i, 'name')",
            "recipient_agency_id": "CASE WHEN chance(i, 'scope') < 0.9 AND chance(i, 'to') < 0.98 THEN agency(CASE WHEN chance(i, 'other') < 0.004 THEN 399 - agency ELSE agency END) END",
            "recipient_person_id": "CASE WHEN chance(i, 'scope') >= 0.9 THEN 'S' || hash(i, 'colleague') % 500 END",
            "channel": "maybe(0.995, code(CASE WHEN chance(i, 'channel') < 0.97 THEN pick(['secure_email', 'phone', 'portal', 'in_person', 'post'], i, 'channel') ELSE pick(['email', 'text', 'fax'], i, 'channel') END, i, 'channel'), i, 'channel')",
            "insecure_channel_reason": "maybe(0.02, 'No other route was open that day', i, 'insecure')",
            "what_shared": "said(0.01, 'Summary of ' || pick(['the risk', 'progress', 'her address and household', 'the safety plan'], i, 'what') || ' as at ' || CAST(disclosed AS VARCHAR), i, 'what')",
            "info_categories": "maybe(0.995, cap(CASE WHEN chance(i, 'fewer') < 0.5 THEN 'identity' WHEN chance(i, 'more') < 0.015 THEN categories || ';health' ELSE categories END, i, 'cat'), i, 'cat')",
            "purpose": "said(0.01, 'To ' || pick(['plan a safe move', 'support the application', 'prepare the conference', 'agree who calls whom'], i, 'aim'), i, 'aim')",
            "purpose_code": "maybe(0.99, code(CASE WHEN agency_kind(agency) = 'court' AND chance(i, 'report') < 0.3 THEN 'court_report' ELSE pick(['service_provision', 'safeguarding', 'service_planning'], i, 'purpose') END, i, 'purpose'), i, 'purpose')",
            "basis": "maybe(0.995, code(CASE WHEN consent_status = 'given' AND chance(i, 'basis') < 0.96 THEN 'consent' WHEN chance(i, 'basis') < 0.985 THEN 'risk_to_other' ELSE pick(['public_interest', 'legal_obligation', 'none', 'not_confidential', 'not_identifiable', 'crime_prevention'], i, 'basis') END, i, 'basis'), i, 'basis')",
            "legal_reference": "maybe(0.03, 'Children Act 1989 s47', i, 'law')",
            "consent_id": "CASE WHEN consent_status <> 'none' AND chance(i, 'basis') < 0.96 THEN maybe(0.99, CASE WHEN chance(i, 'lost') < 0.002 THEN 'N0' ELSE 'N' || n END, i, 'consent') END",
            "decision_id": "maybe(0.99, CASE WHEN chance(i, 'astray') < 0.003 THEN 'DEC-lost' ELSE 'DEC' || i END, i, 'decision')",
            "client_requested": "yn(0.5, 0.05, i, 'asked')",
            "may_increase_risk": "yn(0.5, 0.1, i, 'risk')",
            "readers_known": "yn(0.5, 0.9, i, 'readers')",
            "verification": "maybe(0.6, 'identity_checked;entitlement_checked', i, 'verified')",
            "info_as_at": "maybe(0.3, day(disclosed - 20, i, 'as_at'), i, 'as_at')",
            "minimum_checked": "yn(0.9, 0.97, i, 'minimum')",
            "subject_told_on": "CASE WHEN chance(i, 'told') < 0.93 THEN day(disclosed + CAST(hash(i, 'told') % 8 AS INTEGER) + CASE WHEN chance(i, 'slow') < 0.01 THEN 5 ELSE 0 END, i, 'told') END",
            "not_told_reason": "CASE WHEN chance(i, 'told') >= 0.95 THEN code(CASE WHEN chance(i, 'untold') < 0.9 THEN 'would_raise_risk' ELSE 'not_practicable' END, i, 'untold') END",
        },
    ),
    "people": (
        "(SELECT range AS i FROM range(greatest({cases} * 9 // 10, 1))) ORDER BY i",
        {
            "person_id": "'P' || i",
            "full_name": "pick(['Ada', 'Ben', 'Cai', 'Dee', 'Eve', 'Zoë'], i, 'first') || ' ' || pick(['Ash', 'Birch', 'Cole', 'Dunn', 'Ellis'], i, 'last') || i",
            "date_of_birth": "maybe(0.97, day(DATE '1950-01-01' + CAST(hash(i, 'born') % 25000 AS INTEGER), i, 'born'), i, 'born')",
            "is_client": "'yes'",
            "capacity": "code(pick(['presumed', 'presumed', 'presumed', 'lacks_capacity'], i, 'capacity'), i, 'capacity')",
            "competence": "maybe(0.1, pick(['gillick', 'not_assessed'], i, 'competence'), i, 'competence')",
        },
    ),
    "staff": (
        "(SELECT range AS i FROM range(500)) ORDER BY i",
        {
            "staff_id": "'S' || i",
            "full_name": "'Worker ' || i",
            "worker_type": "pick(['employee', 'employee', 'volunteer', 'sessional'], i, 'type')",
            "role": "CASE WHEN i < 60 THEN 'line_manager' ELSE 'worker' END",
            "line_manager_id": "'S' || i % 60",
            "started_on": "'2015-01-01'",
            "left_on": "CASE WHEN chance(i, 'left') < 0.05 THEN '2025-12-31' END",
            "confidentiality_clause": "'during_and_after'",
        },
    ),
    "agencies": (
        "(SELECT range AS i FROM range(400)) ORDER BY i",
        {"agency_id": "agency(i)", "name": "agency_name(i)", "is_partner": "yn(1, 0.2, i, 'partner')"},
    ),
    "case_people": (
        "case_base ORDER BY i",
        {
            "case_id": "'C' || i",
            "person_id": "'P' || hash(i, 'other') % greatest({cases} * 9 // 10, 1)",
            "relationship": "pick(['child', 'partner', 'ex_partner', 'parent_carer', 'other_family', 'other'], i, 'relationship')",
        },
    ),
    "authorisations": (
        "(SELECT * FROM disclosure_base WHERE consent_status <> 'given' AND chance(i, 'unmanaged') > 0.02) ORDER BY i",
        {
            "authorisation_id": "'A' || i",
            "case_id": "'C' || c",
            "decision_id": "'DEC' || i",
            "kind": "pick(['line_manager_discussion', 'manager_approval'], i, 'manager')",
            "staff_id": "'S' || hash(i, 'by') % 500 % 60",
            "held_at": "moment(disclosed - 1, i, 'held')",
            "covers": "'reasons;grounds'",
            "outcome": "'Agreed'",
        },
    ),
    "documents": (
        "(SELECT n, i, given FROM consent_base WHERE n % 5 > 0) ORDER BY n",
        {
            "document_id": "'DOC' || n",
            "owner_type": "'case'",
            "owner_id": "'C' || i",
            "doc_type": "'consent_form'",
            "created_on": "day(given, n, 'made')",
            "source_kind": "'client'",
            "section": "'client'",
            "text": "reason(n)",
        },
    ),
}  # fmt: skip


def generate(n: int, out: Path, typed: bool = False, all_tables: bool = False) -> None:
    """Write the export. ``typed``: dates as DATE and TIMESTAMP (without the values that are neither)."""
    out.mkdir(parents=True, exist_ok=True)
    counts = {"n": n, "cases": max(n // 5, 1)}
    with duckdb.connect() as connection:
        connection.execute(MACROS)
        connection.execute(BASE.format(**counts))
        for table in (*CORE, *(SMALL if all_tables else ())):
            _write(connection, table, out / f"{table}.parquet", counts, typed)


def _write(connection: duckdb.DuckDBPyConnection, table: str, path: Path, counts: dict[str, int], typed: bool) -> None:
    source, given = TABLES[table]
    columns = declared()[table].columns
    unknown = set(given) - set(columns)
    assert not unknown, f"{table} has no column {', '.join(sorted(unknown))}"
    parts = []
    for name, column in columns.items():
        text = f"CAST({given.get(name, 'NULL')} AS VARCHAR)".format(**counts)
        kind = {"date": "DATE", "datetime": "TIMESTAMP"}.get(column.type) if typed else None
        parts.append(f'{f"TRY_CAST({text} AS {kind})" if kind else text} AS "{name}"')
    query = f"SELECT {', '.join(parts)} FROM {source.format(**counts)}"
    connection.execute(
        f"COPY ({query}) TO '{str(path).replace(chr(39), chr(39) * 2)}' (FORMAT parquet, COMPRESSION zstd)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("n", type=int, help="how many disclosures")
    parser.add_argument("out", type=Path, help="the folder to write")
    parser.add_argument("--typed", action="store_true", help="dates as DATE and TIMESTAMP, not as texts")
    parser.add_argument("--all-tables", action="store_true", help="people, staff, agencies and other tables too")
    arguments = parser.parse_args()
    generate(arguments.n, arguments.out, arguments.typed, arguments.all_tables)


if __name__ == "__main__":
    main()
