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
from sample_data.layouts.charity_log.fitting import NOTICES, SETS, Tables, by_case, fitting

HERE = Path(__file__).parent
FIRST_REF = 101
LETTERS = {
    "consents": "c",
    "disclosures": "s",
    "safe_contacts": "w",
    "authorisations": "m",
    "safeguarding_concerns": "h",
}
KEYS = {"safeguarding_concerns": "concern_id"}
STAFF_NOTICES = ("policy_copy", "policy_explained")
RELATIONS = ("client", "child")


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
    told, rename = _told(fitting()), names()
    columns = spec()["carried"]
    result = {table: [_renamed(table, row, rename) for row in rows] for table, rows in told.items()}
    return {table: [{name: row[name] for name in columns[table]} for row in rows] for table, rows in result.items()}


def _told(chosen: Sequence[Record]) -> dict[str, list[Record]]:
    """The sample's own records of the chosen cases, then the workers, agencies and places that they name."""
    ids = {case["case_id"]: place for place, case in enumerate(chosen)}
    told = {"cases": list(chosen)}
    for table in (*SETS, "decisions", "notices", "case_people"):
        rows = [row for row in records(table) if row["case_id"] in ids]
        told[table] = sorted(rows, key=lambda row: ids[row["case_id"]])
    told["case_people"] = [row for row in told["case_people"] if row["relationship"] in RELATIONS]
    family = {row["person_id"] for row in told["case_people"]}
    told["people"] = [row for row in records("people") if row["person_id"] in family]
    told["staff"] = _workers([case["lead_worker_id"] for case in chosen], told)
    staff = {row["staff_id"] for row in told["staff"]}
    told["notices"] += [
        row for row in records("notices") if row["recipient_id"] in staff and row["kind"] in STAFF_NOTICES
    ]
    shared = {row["recipient_agency_id"] for table in ("disclosures", "consents") for row in told[table]}
    told["agencies"] = [row for row in records("agencies") if row["agency_id"] in shared]
    places = {case["storage_location_id"] for case in chosen}
    told["storage_locations"] = [row for row in records("storage_locations") if row["location_id"] in places]
    return told


def _workers(leads: Iterable[str], told: Mapping[str, Sequence[Record]]) -> list[Record]:
    """Everybody who is named, and their managers up to the top."""
    staff = {row["staff_id"]: row for row in records("staff")}
    named = {*leads, *(row["disclosed_by"] for row in told["disclosures"])}
    named |= {row["staff_id"] for row in told["authorisations"]}
    named |= {row["raised_by"] for row in told["safeguarding_concerns"]}
    waiting = [*named, *(row["decided_by"] for row in told["decisions"])]
    known: set[str] = set()
    while waiting:
        one = waiting.pop()
        if one in staff and one not in known:
            known.add(one)
            waiting.append(staff[one]["line_manager_id"])
    return [row for row in records("staff") if row["staff_id"] in known]


@cache
def names() -> Mapping[str, str]:
    """Every id of the sample that the log writes otherwise, and how."""
    rename = {row["agency_id"]: row["name"] for row in records("agencies")}
    rename |= {row["location_id"]: f"Place {row['location_id'][4:]}" for row in records("storage_locations")}
    taken: dict[str, int] = defaultdict(int)
    for row in records("staff"):
        initials = "".join(word[0] for word in row["full_name"].split())
        taken[initials] += 1
        rename[row["staff_id"]] = initials + (str(taken[initials]) if taken[initials] > 1 else "")
    for ref, case in enumerate(fitting(), FIRST_REF):
        rename |= {case["case_id"]: str(ref), case["person_id"]: f"P{ref}"}
    for table, letter in LETTERS.items():
        rename |= _numbered(by_case(table), KEYS.get(table, f"{table[:-1]}_id"), letter, rename)
    children = {
        case: [row for row in rows if row["relationship"] == "child"] for case, rows in by_case("case_people").items()
    }
    rename |= _numbered(children, "person_id", "k", rename)
    for row in records("disclosures"):
        if row["case_id"] in rename:
            rename[row["decision_id"]] = rename[row["disclosure_id"]]
    for row in records("notices"):
        if row["case_id"] in rename:
            rename[row["notice_id"]] = rename[row["case_id"]] + NOTICES[row["kind"]]
        elif row["recipient_type"] == "staff" and row["kind"] in STAFF_NOTICES:
            rename[row["notice_id"]] = f"{rename[row['recipient_id']]} {row['kind']}"
    return rename


def _numbered(
    cases: Mapping[str, Sequence[Record]], key: str, letter: str, rename: Mapping[str, str]
) -> dict[str, str]:
    """The records of a case by its number, a letter and their place: 101c1, 101c2."""
    return {
        row[key]: f"{rename[case]}{letter}{place}"
        for case, rows in cases.items()
        if case in rename
        for place, row in enumerate(rows, 1)
    }


def _renamed(table: str, row: Record, rename: Mapping[str, str]) -> Record:
    """A record with the log's ids; texts that look like one stay as they are."""
    ids = spec()["ids"].get(table, ())
    return {name: rename.get(value, value) if name in ids else value for name, value in row.items()}
