"""What a small charity's log carries of the sample: some cases of the women's services, and their records that fit.

``cut`` is at once what the workbook is written from and what must come out of it again. Nothing in it is
changed but the ids: the charity numbers its clients, knows its workers by initials and everything else by name.
docs/layouts.md says what is lost on the way.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

from sample_data.layouts.canonical import Record, records

HERE = Path(__file__).parent
CASES = 200
FIRST_REF = 101
SETS = {"consents": 3, "disclosures": 3, "safe_contacts": 2}  # how many fit side by side
NOTICES = {"confidentiality_explained": "e", "privacy_statement": "p"}

Tables = Mapping[str, Sequence[Record]]


@cache
def spec() -> dict[str, dict]:
    """sheets.yml: the sheets and their groups of columns, and what every record of a table has in common."""
    return yaml.safe_load((HERE / "sheets.yml").read_text("utf-8"))


def write_cut(folder: Path) -> Path:
    """The records the log carries as a canonical export, one CSV a table; gives the folder."""
    for table, rows in cut().items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


@cache
def cut() -> Tables:
    """Table -> its records, with the columns that the log carries and no others."""
    chosen = _chosen()
    rename = _names(chosen)
    told = _told(chosen)
    columns = spec()["carried"]
    result = {table: [_renamed(table, row, rename) for row in rows] for table, rows in told.items()}
    return {table: [{name: row[name] for name in columns[table]} for row in rows] for table, rows in result.items()}


def _by_case(table: str) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for row in records(table):
        found[row["case_id"]].append(row)
    return found


def _chosen() -> list[Record]:
    """The cases, the oldest first: those whose records all fit, one case a client."""
    held = {table: _by_case(table) for table in ("consents", "disclosures", "decisions", "safe_contacts", "notices")}
    clients = [case["person_id"] for case in records("cases")]
    cases = [
        case
        for case in records("cases")
        if case["service"] in ("iss", "refuge") and clients.count(case["person_id"]) == 1 and _fits(case, held)
    ]
    return sorted(cases, key=lambda case: (case["opened_on"], case["case_id"]))[-CASES:]


def _fits(case: Record, held: Mapping[str, Mapping[str, list[Record]]]) -> bool:
    own = {table: rows.get(case["case_id"], []) for table, rows in held.items()}
    client = case["person_id"]
    kinds = [notice["kind"] for notice in own["notices"]]
    return (
        bool(own["disclosures"])
        and all(len(own[table]) <= most for table, most in SETS.items())
        and all(_own_consent(row, client) for row in own["consents"])
        and all(_own_disclosure(row, client) for row in own["disclosures"])
        and _decided(own["disclosures"], own["decisions"], client)
        and {row["consent_id"] for row in own["disclosures"]} <= {"", *(row["consent_id"] for row in own["consents"])}
        and set(kinds) <= set(NOTICES)
        and len(kinds) == len(set(kinds))
        and all(row["recipient_id"] == client for row in own["notices"])
    )


def _own_consent(row: Record, client: str) -> bool:
    return row["subject_id"] == row["given_by_id"] == client and row["given_as"] == "self"


def _own_disclosure(row: Record, client: str) -> bool:
    return row["subject_id"] == client and row["subject_type"] == "client" and row["scope"] == "external"


def _decided(disclosures: Sequence[Record], decisions: Sequence[Record], client: str) -> bool:
    """Whether the decisions are those behind the disclosures and no others, since they share their columns."""
    behind = sorted(row["decision_id"] for row in disclosures)
    own = sorted(row["decision_id"] for row in decisions)
    return behind == own and all(row["subject_id"] == client and row["decision_type"] == "share" for row in decisions)


def _told(chosen: Sequence[Record]) -> dict[str, list[Record]]:
    """The sample's own records of the chosen cases, then the workers, agencies and places that they name."""
    ids = {case["case_id"]: place for place, case in enumerate(chosen)}
    clients = {case["person_id"] for case in chosen}
    told = {"cases": list(chosen), "people": [row for row in records("people") if row["person_id"] in clients]}
    for table in (*SETS, "decisions", "notices", "case_people"):
        rows = [row for row in records(table) if row["case_id"] in ids]
        told[table] = sorted(rows, key=lambda row: ids[row["case_id"]])
    told["case_people"] = [row for row in told["case_people"] if row["relationship"] == "client"]
    told["staff"] = _workers([case["lead_worker_id"] for case in chosen], told)
    shared = {row["recipient_agency_id"] for table in ("disclosures", "consents") for row in told[table]}
    told["agencies"] = [row for row in records("agencies") if row["agency_id"] in shared]
    places = {case["storage_location_id"] for case in chosen}
    told["storage_locations"] = [row for row in records("storage_locations") if row["location_id"] in places]
    return told


def _workers(leads: Iterable[str], told: Mapping[str, Sequence[Record]]) -> list[Record]:
    """Everybody who is named, and their managers up to the top."""
    staff = {row["staff_id"]: row for row in records("staff")}
    named = {*leads, *(row["disclosed_by"] for row in told["disclosures"])}
    waiting = [*named, *(row["decided_by"] for row in told["decisions"])]
    known: set[str] = set()
    while waiting:
        one = waiting.pop()
        if one in staff and one not in known:
            known.add(one)
            waiting.append(staff[one]["line_manager_id"])
    return [row for row in records("staff") if row["staff_id"] in known]


def _names(chosen: Sequence[Record]) -> dict[str, str]:
    """Every id of the sample that the log writes otherwise, and how."""
    rename = {row["agency_id"]: row["name"] for row in records("agencies")}
    rename |= {row["location_id"]: f"Place {row['location_id'][4:]}" for row in records("storage_locations")}
    taken: dict[str, int] = defaultdict(int)
    for row in records("staff"):
        initials = "".join(word[0] for word in row["full_name"].split())
        taken[initials] += 1
        rename[row["staff_id"]] = initials + (str(taken[initials]) if taken[initials] > 1 else "")
    for ref, case in enumerate(chosen, FIRST_REF):
        rename |= {case["case_id"]: str(ref), case["person_id"]: f"P{ref}"}
    for table, key, letter in (("consents", "consent_id", "c"), ("disclosures", "disclosure_id", "s")):
        rename |= _numbered(table, key, letter, rename)
    rename |= _numbered("safe_contacts", "safe_contact_id", "w", rename)
    rename |= {
        row["decision_id"]: rename[row["disclosure_id"]] for row in records("disclosures") if row["case_id"] in rename
    }
    cases = [row for row in records("notices") if row["case_id"] in rename]
    return rename | {row["notice_id"]: rename[row["case_id"]] + NOTICES[row["kind"]] for row in cases}


def _numbered(table: str, key: str, letter: str, rename: Mapping[str, str]) -> dict[str, str]:
    """The records of a case by its number, a letter and their place: 101c1, 101c2."""
    found = {}
    for case, rows in _by_case(table).items():
        if case in rename:
            found |= {row[key]: f"{rename[case]}{letter}{place}" for place, row in enumerate(rows, 1)}
    return found


def _renamed(table: str, row: Record, rename: Mapping[str, str]) -> Record:
    """A record with the log's ids; texts that look like one stay as they are."""
    ids = spec()["ids"].get(table, ())
    return {name: rename.get(value, value) if name in ids else value for name, value in row.items()}
