"""Notices and group sessions of a random export, given or signed on, just before and just after the last good days."""

from __future__ import annotations

from .fuzz_clients import NOTICE_KINDS, POINTS, REASONS, Tables, amiss, by_as_of, day_ago
from .fuzz_people import Raw
from .fuzz_values import Values


def add_notice(tables: Tables, **row: str) -> Raw:
    rows = tables.setdefault("notices", [])
    rows.append({"notice_id": f"NB{len(rows) + 1:04}", **row})
    return rows[-1]


def add_notices_to_clients(values: Values, tables: Tables) -> None:
    for case in tables["cases"]:
        if case["status"] not in ("open", "") or values.chance(20):
            continue
        for _ in range(values.pick(1, 1, 2, 3)):
            codes = list(POINTS) if values.chance(60) else values.some(POINTS, 9)
            row = to_client(values, case, values.pick(*NOTICE_KINDS[:2], *NOTICE_KINDS))
            row["given_on"] = by_as_of(values, case["opened_on"], -29, -28, -28, 0, 0, 5, 14, 14, 15, 15, 30)
            row["covers"] = values.codes(codes)
            faults = {
                "case_id": [values.pick(*tables["cases"])["case_id"]],
                "recipient_id": [values.pick(*tables["people"])["person_id"]],
                "recipient_type": ["agency", ""],
                "not_given_reason": REASONS,
                "given_on": ["", ""],
            }
            row = amiss(values, row, faults, 40)
            if values.chance(15):
                row |= {"not_given_reason": values.pick(*REASONS), "given_on": values.pick(row["given_on"], "")}
            add_notice(tables, **row)
        add_notices_of_group(values, tables, case)


def to_client(values: Values, case: Raw, kind: str) -> Raw:
    return {
        "recipient_type": "person",
        "recipient_id": case["person_id"],
        "case_id": values.pick(case["case_id"], case["case_id"], ""),
        "kind": kind,
    }


def add_notices_of_group(values: Values, tables: Tables, case: Raw) -> None:
    """The record of a looked-after child, and the encouragement of a young person."""
    for kind, wanted in (
        ("looked_after_record", case["looked_after"] == "yes"),
        ("encouraged_to_tell_parents", case["client_group"] in ("child", "young_person")),
    ):
        if wanted and values.chance(60):
            row = to_client(values, case, kind)
            row["given_on"] = by_as_of(values, case["opened_on"], 0, 14, 15, 28, 29, 60)
            faults = {
                "given_on": ["", ""],
                "not_given_reason": REASONS,
                "case_id": [values.pick(*tables["cases"])["case_id"]],
            }
            add_notice(tables, **amiss(values, row, faults, 35))


def add_sessions(values: Values, tables: Tables) -> None:
    """One to three sessions for most cases, some on one day, some undated, some without a group."""
    rows, taken = tables.setdefault("group_attendance", []), set()
    for case in tables["cases"]:
        if case["client_group"] not in ("adult_victim", "man_dvpp") and values.chance(75):
            continue
        for _ in range(values.pick(0, 1, 1, 2, 3)):
            key = (f"GS{values.pick(*range(1, 13))}", case["case_id"])
            if key in taken:
                continue
            taken.add(key)
            row = {
                "session_id": key[0],
                "group_id": values.pick("G1", "G1", "G2", "", "dvpp"),
                "held_on": by_as_of(values, case["opened_on"], 0, 5, 5, 14, 15, 30),
                "service": values.pick("dvpp", "dvpp", "iss", ""),
                "case_id": case["case_id"],
                **dict.fromkeys(("confidentiality_discussed", "asked_to_keep", "no_guarantee_said"), "yes"),
                "partner_rule_said": "yes",
            }
            faults = {name: ["no", ""] for name in list(row)[5:]} | {"held_on": [""]}
            rows.append(amiss(values, row, faults, 45))


def add_forms(values: Values, tables: Tables) -> None:
    """Signed forms of programme men, about the day of the first session and the last good day."""
    for case in tables["cases"]:
        if case["client_group"] != "man_dvpp" or values.chance(30):
            continue
        held = [row["held_on"] for row in tables["group_attendance"] if row["case_id"] == case["case_id"]]
        for _ in range(values.pick(1, 1, 1, 2)):
            row = to_client(values, case, "dvpp_form")
            start = values.pick(*[day for day in held if day], case["opened_on"])
            row["signed_on"] = by_as_of(values, start, 0, 0, 0, -1, 1, 14)
            row["given_on"] = values.pick(row["signed_on"], row["signed_on"], day_ago(0), "")
            row["covers"] = values.pick("limits", "limits;reasons")
            faults = {
                "signed_on": ["", ""],
                "covers": ["", "reasons", "reasons"],
                "case_id": [values.pick(*tables["cases"])["case_id"]],
                "not_given_reason": ["not_practicable"],
            }
            add_notice(tables, **amiss(values, row, faults, 50))
