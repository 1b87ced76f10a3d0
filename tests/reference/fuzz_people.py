"""The people, staff, agencies and cases of a random export. All names are invented."""

from __future__ import annotations

from datetime import date, timedelta

from .fuzz_values import AS_OF, Values, wide

Raw = dict[str, str]

NAMES = (
    "Zorba Quennish",
    "Mimi-Lou Varnett",
    "Ótilia Brannóg",
    "Ilsa Mo Frondle",
    "Mo Frondle",
    "Wren O'Tuck",
    "Zoë Fêatherby",
    "Pip de la Morrow",
    "Anwen-Sky Tolliver",
    "Tolliver Ashquill",
    "Bo Lix",
    wide("Kit Drumble"),
    "Straße Ümlautt",
    "Jorum",
    "Zorba Quennish",
    "Nell Quennish",
)
ALIASES = (
    "",
    "",
    "",
    "Zib",
    "Zib Marrow; Lulu",
    "Mo Frondle",
    " Tolliver  Ashquill ;Dot",
    "Kit Drumble",
    "n/a",
    "Nell Quennish",
)
GROUPS = {"adult_victim": 30, "man_dvpp": 24, "child": 12, "young_person": 10, "parent_carer": 8, "other": 8}
RELATIONSHIPS = {
    "client": 8,
    "child": 12,
    "partner": 20,
    "ex_partner": 16,
    "parent_carer": 16,
    "non_abusing_parent": 8,
    "other_family": 6,
    "key_worker": 6,
    "referrer": 6,
    "other_client": 4,
    "other": 4,
}
ROLES = {
    "worker": 30,
    "senior_practitioner": 10,
    "line_manager": 25,
    "senior_manager": 12,
    "safeguarding_lead": 8,
    "admin": 6,
    "committee": 6,
}
WORKERS = {"employee": 50, "volunteer": 12, "sessional": 10, "student": 8, "committee_member": 20}


def make_people(values: Values, count: int) -> list[Raw]:
    rows = []
    for number in range(1, count + 1):
        day = AS_OF - timedelta(days=values.pick(0, 1, 7, 8, 200))
        born = values.pick(
            values.on_limit(day, 18), values.on_limit(day, 18), date(2008, 2, 29), date(1980, 5, 5), None
        )
        rows.append(
            {
                "person_id": f"P{number:02}",
                "full_name": NAMES[(number - 1) % len(NAMES)],
                "known_as": values.pick(*ALIASES),
                "date_of_birth": values.write(born),
                "is_client": values.pick("yes", "yes", "no", "YES"),
                "capacity": values.pick("", "presumed", "presumed", "lacks_capacity", "fluctuating"),
                "competence": values.pick("", "", "gillick", "fraser", "not_competent", "not_assessed"),
                "competence_assessed_on": "",
            }
        )
    return rows


def make_staff(values: Values, count: int) -> list[Raw]:
    ids = [f"S{number}" for number in range(1, count + 1)]
    rows = []
    for number, staff_id in enumerate(ids):
        started = values.weighted({date(2015, 1, 5): 70, AS_OF - timedelta(days=8): 15, AS_OF - timedelta(days=1): 10})
        left = values.weighted({None: 70, AS_OF - timedelta(days=7): 10, AS_OF: 10, AS_OF + timedelta(days=30): 10})
        rows.append(
            {
                "staff_id": staff_id,
                "full_name": f"Staffer Number{number}",
                "worker_type": values.weighted(WORKERS),
                "role": values.weighted(ROLES),
                "line_manager_id": values.pick(ids[0], ids[1], *ids),
                "started_on": values.write(started),
                "left_on": values.write(left),
                "confidentiality_clause": values.pick("", "none", "during_and_after"),
                "childrens_services": values.pick("", "yes", "no"),
            }
        )
    return rows


def make_agencies(values: Values, count: int) -> list[Raw]:
    kinds = ("police", "childrens_social_care", "health", "housing", "court", "voluntary")
    return [
        {
            "agency_id": f"A{number}",
            "name": f"Made-Up {kinds[number % len(kinds)].title()} Office",
            "kind": kinds[number % len(kinds)],
            "is_partner": values.pick("yes", "no", ""),
            "policy_seen_on": "",
            "policy_seen_by": "",
            "assurance_on": "",
            "our_policy_sent_on": "",
            "requirements_explained_on": "",
        }
        for number in range(1, count + 1)
    ]


def closing_day(values: Values) -> date:
    """Days whose sixth or seventh anniversary is close to as_of, to 29 February, or to recent disposals."""
    if values.chance(15):
        return values.pick(date(2020, 2, 29), date(2019, 2, 28), date(2016, 2, 29))
    years = values.pick(6, 6, 7, 7)
    day = AS_OF - timedelta(days=values.pick(0, 0, 0, 1, 7, 8, 30))
    return values.on_limit(day, years)


def make_cases(values: Values, count: int, people: list[Raw], staff: list[Raw]) -> list[Raw]:
    ids = [f"C{number:02}" for number in range(1, count + 1)]
    return [make_case(values, case_id, ids, people, staff) for case_id in ids]


def make_case(values: Values, case_id: str, ids: list[str], people: list[Raw], staff: list[Raw]) -> Raw:
    status = values.weighted({"open": 45, "closed": 28, "archived": 14, "destroyed": 13})
    closed = closing_day(values) if values.chance(92 if status != "open" else 10) else None
    opened = (closed or AS_OF) - timedelta(days=values.pick(0, -1, 1, 8, 30, 400, 400, 400))
    hold_started, hold_ended = hold_days(values)
    return {
        "case_id": case_id,
        "person_id": values.pick(*people)["person_id"],
        "service": values.pick("iss", "dvpp", "childrens", "youth"),
        "client_group": values.weighted(GROUPS),
        "opened_on": values.write(opened if values.chance(96) else None),
        "closed_on": values.write(closed),
        "status": status,
        "lead_worker_id": values.pick(*staff)["staff_id"],
        "statutory_service": values.pick("", "no", "no", "yes"),
        "looked_after": values.pick("", "no", "yes"),
        "evidence_hold": values.pick("", "no", "no", "no", "yes"),
        "hold_reason": values.pick("", "", "court case", "N/A", "live inquiry"),
        "hold_started_on": values.write(hold_started),
        "hold_ended_on": values.write(hold_ended),
        "retention_basis": values.weighted({"": 30, "standard": 45, "indefinite": 22, "legal_hold": 10}),
        "retention_review_on": values.write(
            values.pick(None, AS_OF, AS_OF - timedelta(days=1), AS_OF + timedelta(days=1))
        ),
        "linked_case_id": values.pick(*ids) if values.chance(35) else "",
        "storage_location_id": "L1",
    }


def hold_days(values: Values) -> tuple[date | None, date | None]:
    """A hold that starts or ends within days of the recent disposals."""
    started = values.pick(None, None, None, values.near(AS_OF - timedelta(days=8)), date(2019, 1, 1))
    ended = values.pick(None, None, None, values.near(AS_OF - timedelta(days=7)), AS_OF)
    return started, ended


def make_case_people(values: Values, count: int, cases: list[Raw], people: list[Raw]) -> list[Raw]:
    rows = []
    for _ in range(count):
        starts = values.pick(None, None, values.near(AS_OF - timedelta(days=8)))
        ends = values.pick(None, None, values.near(AS_OF), AS_OF - timedelta(days=30))
        rows.append(
            {
                "case_id": values.pick(*cases)["case_id"],
                "person_id": values.pick(*people)["person_id"],
                "relationship": values.weighted(RELATIONSHIPS),
                "starts_on": values.write(starts),
                "ends_on": values.write(ends),
            }
        )
    return rows
