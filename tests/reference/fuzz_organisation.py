"""Storage, agreements, grants, committee papers, policies and attestations of a random export, on their limits."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from .fuzz_clients import Tables, amiss, by_as_of, day_ago
from .fuzz_files import SECTIONS, named_text
from .fuzz_people import Raw
from .fuzz_values import AS_OF, Values

PAPER = ("locked_cabinet", "locked_cabinet", "secure_archive", "locked_room", "desk", "other")
ELECTRONIC = ("case_system", "shared_drive", "laptop", "mobile_phone", "removable_media")
LAWS = ["dpa_2018", "hra_1998", "common_law_confidence", "mca_2005", "uk_gdpr"]
AUDIENCES = ["staff", "clients", "committee", "external_agencies"]
PLACES = ["service_information", "website", "service_directory", "leaflet", "poster", "handbook"]
POLICY_KINDS = (
    *("confidentiality", "information_sharing", "child_protection", "it_security", "retention", "privacy_statement"),
)
CLAUSES = (
    *("D-05b", "O-1a", "O-1.1a", "O-4.4.1a", "O-4.6.1", "O-4.6.2", "O-4.6.3", "O-4.6.4b", "O-4.6.6a"),
    *("O-5.2.1b", "O-5.2.6", "H-0.2a", "H-1.1", "M-3.1", "M-3.3", "M-6.5a", "M-6.5b", "M-8.6f"),
    *("M-10a.1", "M-10c.3", "M-10d.5", "M-10e.2", "M-10f.2", "M-11.1", "M-11.5a", "M-11.5b", "M-11.5c"),
    *("M-11.5d", "M-11.6", "M-11.10", "M-11.12b", "C-0c", "C-6f", "X-1"),
)


def add_locations(values: Values, tables: Tables, size: int) -> None:
    rows = tables.setdefault("storage_locations", [])
    for number in range(1, 7 * size + 1):
        kind = values.pick(*PAPER, *ELECTRONIC)
        row = {
            "location_id": f"LB{number:02}",
            "kind": kind,
            "locked": "yes" if kind in PAPER else "",
            "password_protected": "" if kind in PAPER else "yes",
            "it_policy_compliant": "" if kind in PAPER else "yes",
            "holds_personal_data": values.pick("yes", "yes", ""),
            "last_checked_on": day_ago(values.pick(0, 30, 365, 365)),
            "last_cleared_on": day_ago(values.pick(0, 30)),
        }
        faults = {
            "kind": ["", "desk"],
            "locked": ["no", ""],
            "password_protected": ["no", ""],
            "it_policy_compliant": ["no", ""],
            "holds_personal_data": ["no"],
            "last_checked_on": [day_ago(366), "", day_ago(-1)],
            "last_cleared_on": [day_ago(31), ""],
        }
        rows.append(amiss(values, row, faults, 50))
    for row in (*tables["cases"], *tables["documents"]):
        row["storage_location_id"] = values.pick("", "L99") if values.chance(8) else values.pick(*rows)["location_id"]


def add_movements(values: Values, tables: Tables, size: int) -> None:
    rows = tables.setdefault("file_movements", [])
    locations = tables["storage_locations"]
    good = [row["location_id"] for row in locations if row["kind"] == "locked_cabinet" and row["locked"] == "yes"]
    for number in range(1, 14 * size + 1):
        taken = datetime.combine(
            AS_OF - timedelta(days=values.pick(0, 1, 1, 2, 5)), values.pick(time(0, 0), time(9, 0))
        )
        back = taken + timedelta(hours=values.pick(1, 24, 24, 24, 25, -1), seconds=values.pick(0, 0, 1))
        if back.date() > AS_OF or values.chance(25):
            back = None
        row = {
            "movement_id": f"MV{number:02}",
            "file_type": values.pick("case", "staff"),
            "file_id": values.pick(*tables["cases"])["case_id"],
            "taken_by": values.pick(*tables["staff"])["staff_id"],
            "taken_at": values.write(taken),
            "returned_at": values.write(back),
            "returned_to": values.pick(*(good or ["L99"])) if back else "",
        }
        faults = {
            "taken_at": ["", taken.date().isoformat(), taken.date().isoformat()],
            "returned_at": [back.date().isoformat()] if back else ["", day_ago(-1)],
            "returned_to": ["", "L99", values.pick(*locations)["location_id"]],
        }
        rows.append(amiss(values, row, faults, 50))


def add_agreements(values: Values, tables: Tables, size: int) -> None:
    rows = tables.setdefault("sharing_agreements", [])
    for agency in tables["agencies"]:
        agency["our_policy_sent_on"] = values.pick(day_ago(30), day_ago(30), day_ago(0), day_ago(-1), "")
        agency["requirements_explained_on"] = values.pick(day_ago(30), day_ago(30), day_ago(0), "")
    for number in range(1, 7 * size + 1):
        signed = day_ago(values.pick(0, 7, 8, 30, 400))
        row = {
            "agreement_id": f"AGB{number:02}",
            "agency_id": values.pick(*tables["agencies"])["agency_id"],
            "kind": values.pick("information_sharing_protocol", "management_agreement", "management_agreement"),
            "signed_on": signed,
            "review_due_on": values.pick("", by_as_of(values, signed, 0, 1, 30), day_ago(-300)),
            "access_staff_agreed": "the two named workers",
            "access_circumstances_agreed": "while both work on the case",
            "breach_clause": "yes",
        }
        faults = {
            "signed_on": ["", "", day_ago(-1)],
            "access_staff_agreed": ["", "tbc"],
            "access_circumstances_agreed": ["", "as discussed"],
            "breach_clause": ["no", ""],
            "agency_id": ["", "A99"],
        }
        rows.append(amiss(values, row, faults, 50))


def authorise_grants(values: Values, tables: Tables) -> None:
    for row in tables["access_grants"]:
        row["authorised_by"] = values.pick(*tables["staff"])["staff_id"]


def add_grants(values: Values, tables: Tables, size: int) -> None:
    """Grants beside those the access log follows."""
    rows, staff, agreements = tables["access_grants"], tables["staff"], tables["sharing_agreements"]
    not_open = [row for row in tables["cases"] if row["status"] != "open"] or tables["cases"]
    for number in range(1, 14 * size + 1):
        partner, agreement = values.chance(55), values.pick(*agreements)
        near = values.pick(agreement["signed_on"], agreement["signed_on"], agreement["review_due_on"])
        scope = values.weighted({"case": 60, "service": 10, "all": 20, "personnel_file": 10})
        row = {
            "grant_id": f"GB{number:02}",
            "holder_type": "partner_staff" if partner else "staff",
            "holder_id": "X7" if partner else values.pick(*staff)["staff_id"],
            "agency_id": agreement["agency_id"] if partner else "",
            "scope_type": scope,
            "scope_id": {"case": values.pick(*tables["cases"], *not_open)["case_id"], "service": "iss"}.get(scope, ""),
            "sections": values.codes(SECTIONS if values.chance(15) else values.some(SECTIONS, 4)),
            "may_amend": values.pick("yes", "no"),
            "starts_on": by_as_of(values, near if partner else "", 0, 0, 0, 1, -1),
            "ends_on": values.pick("", "", "", day_ago(0), day_ago(1), day_ago(-1)),
            "authorised_by": values.pick(*staff)["staff_id"],
            "reason": "duty rota",
        }
        faults = {
            "agency_id": ["", "A99"],
            "scope_id": [""],
            "starts_on": [""],
            "authorised_by": ["", "S99", row["holder_id"]],
            "reason": ["", "n/a"],
        }
        rows.append(amiss(values, row, faults, 35))


def paper_text(values: Values, tables: Tables) -> str:
    case_id = values.pick(*tables["cases"])["case_id"]
    framed = values.pick("case {} was closed", "({}).", "{}-2 and on", "no{} here", "{}7", "_{}_", "{}'s file", "{}")
    numbered = framed.format(values.pick(case_id, case_id.lower()))
    plain = "a plain text on the year's work"
    return values.pick(plain, plain, plain, numbered, named_text(values, tables["people"]), "tbc", "")


def add_papers(values: Values, tables: Tables, size: int) -> None:
    rows = tables.setdefault("committee_papers", [])
    for number in range(1, 14 * size + 1):
        meeting = day_ago(values.pick(0, 1, 30))
        row = {
            "paper_id": f"CP{number:02}",
            "meeting_on": meeting,
            "title": values.pick("The quarter's figures", "The quarter's figures", paper_text(values, tables)),
            "confidential": values.pick("yes", "yes", "no", ""),
            "marking": values.pick("private_and_confidential", "private_and_confidential", "confidential", "none", ""),
            "circulation": values.pick("committee_only", "committee_only", "all_staff", "public", ""),
            "text": paper_text(values, tables),
        }
        if values.chance(40):
            row["decision_id"] = add_naming_decision(values, tables, number, meeting)
        rows.append(amiss(values, row, {"meeting_on": [""], "decision_id": ["DE999"]}, 8))


def add_naming_decision(values: Values, tables: Tables, number: int, meeting: str) -> str:
    row = {
        "decision_id": f"DN{number:02}",
        "decided_at": by_as_of(values, meeting, 0, 0, 0, -1, 1) + values.pick("", "T18:00"),
        "decision_type": "name_in_committee_paper",
        "rationale": values.sentence(),
    }
    faults = {"decided_at": [""], "decision_type": ["not_share", ""], "rationale": ["", "as above", "too short"]}
    tables["decisions"].append(amiss(values, row, faults, 25))
    return row["decision_id"]


def due_day(values: Values, start: date, years: int) -> str:
    """About as_of, or about the anniversary of the start."""
    far = values.on_limit(start, -years)
    return values.write(values.pick(far, far, AS_OF, AS_OF + timedelta(days=30), AS_OF - timedelta(days=1)))


def add_policies(values: Values, tables: Tables) -> None:
    rows = tables.setdefault("policy_register", [])
    for kind in POLICY_KINDS:
        for _ in range(values.pick(0, 1, 1, 1, 2, 2)):
            approved = values.pick(date(2026, 10, 31), date(2025, 3, 1), date(2024, 10, 31), date(2024, 2, 29))
            row = {
                "policy_id": f"PO{len(rows) + 1:02}",
                "kind": kind,
                "version": "2",
                "approved_on": values.write(approved),
                "review_due_on": due_day(values, approved, 2),
                "laws_cited": values.codes(LAWS),
                "published_in": values.codes(PLACES),
                "audiences": values.codes(AUDIENCES),
            }
            faults = {
                "approved_on": ["", day_ago(-1)],
                "review_due_on": ["", day_ago(1)],
                "laws_cited": ["", "dpa_1998", "dpa_1998;" + ";".join(LAWS), "dpa_2018;hra_1998"],
                "published_in": ["", "website"],
                "audiences": ["", ";".join(AUDIENCES[:3])],
            }
            row = amiss(values, row, faults, 50)
            if values.chance(25):
                row |= {"published_in": values.codes(PLACES[1:]), "audiences": values.codes(AUDIENCES[1:])}
            rows.append(row)


def add_attestations(values: Values, tables: Tables) -> None:
    rows = tables.setdefault("attestations", [])
    for clause in CLAUSES:
        for _ in range(values.pick(0, 1, 1, 1, 2)):
            attested = values.pick(AS_OF, AS_OF - timedelta(days=30), AS_OF - timedelta(days=364), date(2025, 10, 31))
            rows.append(attestation(values, tables["staff"], f"AT{len(rows) + 1:03}", clause, attested))


def attestation(values: Values, staff: list[Raw], attestation_id: str, clause: str, attested: date) -> Raw:
    there = [row for row in staff if not row["left_on"] and row["started_on"] < attested.isoformat()] or staff
    row = {
        "attestation_id": attestation_id,
        "clause_id": clause,
        "attested_by": values.pick(*there)["staff_id"],
        "attested_on": values.write(attested),
        "answer": values.pick("yes", "yes", "not_applicable"),
        "next_due_on": due_day(values, attested, 1),
    }
    faults = {
        "attested_by": ["", "S99", values.pick(*staff)["staff_id"]],
        "attested_on": ["", day_ago(-1)],
        "answer": ["no", ""],
        "next_due_on": ["", day_ago(1)],
    }
    return amiss(values, row, faults, 35)
