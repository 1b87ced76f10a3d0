"""random_export(): small seeded exports that sit on the limits of the definitions, with damage in every column."""

from __future__ import annotations

from datetime import timedelta

from . import fuzz_files, fuzz_more, fuzz_people
from .fuzz_people import Raw
from .fuzz_shares import REASONS, Shares, add_consent, add_decision
from .fuzz_stories import add_story
from .fuzz_values import AS_OF, Values
from .records import table_descriptions

TABLES = [name for name, description in table_descriptions().items() if description["tier"] == 1] + [
    "safeguarding_concerns",
    "subject_access_requests",
    "information_requests",
    "referrals",
    "joint_working",
    "contacts",
    *fuzz_more.MORE_TABLES,
]
SUMMARIES = (
    "rang to say hello",
    "He says: PASS  ON, please",
    "message from his sister",
    "passed onward",
    "impassion",
    "",
)
DAMAGED_PERCENT = 2.5
LATE_PERCENT = 1.5


def random_export(seed: int, size: int) -> dict[str, list[Raw]]:
    """Canonical table name -> rows of strings, every column filled in. as_of is meant to be 2026-10-31.

    size 1 is about 12 people, 10 cases and 30 disclosures; other tables grow with size. The same seed and size give
    the same export. Keys are unique and never blank.
    """
    values = Values(seed)
    people = fuzz_people.make_people(values, 10 + 2 * size)
    staff = fuzz_people.make_staff(values, 5 + size)
    agencies = fuzz_people.make_agencies(values, 3 + size)
    cases = fuzz_people.make_cases(values, 8 + 2 * size, people, staff)
    case_people = fuzz_people.make_case_people(values, 20 * size, cases, people)
    document_ids = [f"DO{number:02}" for number in range(1, 22 * size)]
    shares = Shares(values, people, staff, agencies, cases, case_people, document_ids)
    for _ in range(30 * size):
        add_story(shares)
    add_retention_decisions(shares, size)
    documents = fuzz_files.make_documents(values, document_ids, cases, people, staff)
    grants = fuzz_files.make_grants(values, 14 * size, cases, staff)
    disposals = fuzz_files.make_disposals(values, 10 * size, cases, document_ids, staff)
    requests = fuzz_files.make_access_requests(values, 12 * size, cases, staff)
    tables = {
        **shares.tables,
        "people": people,
        "staff": staff,
        "agencies": agencies,
        "cases": cases,
        "case_people": case_people,
        "documents": documents,
        "disposal_log": disposals,
        "access_grants": grants,
        "access_log": fuzz_files.make_log(values, 24 * size, grants, cases, documents, staff),
        "subject_access_requests": fuzz_files.follow_disposals(values, requests, disposals),
        "information_requests": make_requests(values, 4 * size, cases),
        "referrals": make_referrals(shares, 10 * size),
        "joint_working": make_joint_working(shares, 6 * size),
        "contacts": make_contacts(values, 10 * size, cases, case_people, people),
    }
    fuzz_more.enrich(shares, tables, seed, size)
    return {name: [finish(values, name, row) for row in tables[name]] for name in TABLES}


def add_retention_decisions(shares: Shares, size: int) -> None:
    values = shares.values
    for _ in range(4 * size):
        case = values.pick(*shares.cases)
        decision = add_decision(shares, case["case_id"], case["person_id"], values.event(), "")
        decision["decision_type"] = values.pick("retain_longer", "retain_longer", "not_share", "refuse_access")


def make_requests(values: Values, count: int, cases: list[Raw]) -> list[Raw]:
    rows = []
    for number in range(1, count + 1):
        case = values.pick(*cases)
        rows.append(
            {
                "request_id": f"IR{number:02}",
                "direction": values.pick("received", "made_by_us"),
                "about_type": "client",
                "about_id": case["person_id"],
                "case_id": case["case_id"],
                "requester_name": "Somebody Made-Up",
                "received_at": values.write(values.event()),
                "channel": values.pick("phone", "email"),
                "asked_for": "a report",
            }
        )
    return rows


def make_referrals(shares: Shares, count: int) -> list[Raw]:
    """Referrals, most of the outward ones with a consents row, often one not sought."""
    values, rows = shares.values, []
    for number in range(1, count + 1):
        case, agency = values.pick(*shares.cases), values.pick(*shares.agencies)
        made = AS_OF - timedelta(days=values.pick(0, 1, 7, 8, 30))
        if shares.met and values.chance(20):
            rows.append(inward_referral(shares, f"RF{number:02}"))
            continue
        row = {
            "referral_id": f"RF{number:02}",
            "case_id": case["case_id"] if values.chance(90) else "",
            "person_id": case["person_id"],
            "direction": values.pick("out", "out", "in"),
            "agency_id": agency["agency_id"],
            "made_on": values.write(made),
            "not_told_reason": values.pick("", "risk_to_child"),
            "decision_id": values.pick("", values.pick(*shares.tables["decisions"])["decision_id"]),
        }
        if values.chance(55):
            about = {
                "case_id": row["case_id"],
                "subject_id": row["person_id"],
                "recipient_agency_id": row["agency_id"],
                "recipient_person_id": "",
                "recipient_kind": "health",
                "recipient_name": agency["name"],
            }
            reason = values.pick(*REASONS)
            row["consent_id"] = add_consent(
                shares, about, made, ["identity"], status=values.pick("not_sought", "given"), not_sought_reason=reason
            )["consent_id"]
        rows.append(row)
    return rows


def inward_referral(shares: Shares, referral_id: str) -> Raw:
    """A programme man referred to us by an agency that was told something about him."""
    case_id, agency_id, event = shares.values.pick(*shares.met)
    made = shares.values.write(shares.values.near(event))
    person_id = next(row["person_id"] for row in shares.cases if row["case_id"] == case_id)
    found = {"referral_id": referral_id, "case_id": case_id, "person_id": person_id}
    return {**found, "direction": "in", "agency_id": agency_id, "made_on": made}


def make_joint_working(shares: Shares, count: int) -> list[Raw]:
    values, rows = shares.values, []
    for number in range(1, count + 1):
        case_id, agency_id = values.pick(*shares.cases)["case_id"], values.pick(*shares.agencies)["agency_id"]
        started = values.near(AS_OF - timedelta(days=values.pick(1, 8, 30)))
        if shares.met and values.chance(50):
            case_id, agency_id, event = values.pick(*shares.met)
            started = values.near(event)
        row = {"joint_id": f"JW{number:02}", "case_id": case_id, "agency_id": agency_id, "told": "what"}
        rows.append({**row, "started_on": values.write(started)})
    return rows


def make_contacts(values: Values, count: int, cases: list[Raw], case_people: list[Raw], people: list[Raw]) -> list[Raw]:
    rows = []
    for number in range(1, count + 1):
        case = values.pick(*cases)
        partners = [
            row["person_id"]
            for row in case_people
            if row["case_id"] == case["case_id"] and row["relationship"] in ("partner", "ex_partner")
        ]
        linked = [row["person_id"] for row in cases if row["case_id"] == case["linked_case_id"]]
        rows.append(
            {
                "contact_id": f"CT{number:02}",
                "case_id": case["case_id"],
                "person_id": values.pick(*partners, *linked, values.pick(*people)["person_id"]),
                "started_at": values.write(values.event()),
                "method": "phone",
                "direction": values.pick("out", "out", "out", "in"),
                "worker_id": "S1",
                "summary": values.pick(*SUMMARIES),
            }
        )
    return rows


def finish(values: Values, table: str, row: Raw) -> Raw:
    """Every column of the table, in its order, some cells damaged, some rows moved past as_of."""
    description = table_descriptions()[table]
    finished = {}
    for name, column in description["columns"].items():
        value = row.get(name, "")
        if name in description["key"]:
            value = values.pick(f" {value}", f"{value} ") if values.chance(2) else value
        elif values.chance(DAMAGED_PERCENT):
            value = values.damage(value, column)
        finished[name] = value
    if description["event"] and values.chance(LATE_PERCENT):
        finished[description["event"][0]] = (AS_OF + timedelta(days=values.pick(1, 2))).isoformat()
    return finished
