"""Documents, disposals, grants, the access log and requests of a random export."""

from __future__ import annotations

from datetime import date, timedelta

from .fuzz_people import Raw, closing_day
from .fuzz_values import AS_OF, Values

SECTIONS = ["client", "third_party", "restricted", "personnel_open", "personnel_sealed", "monitoring"]
SOURCES = {
    "client": 30,
    "worker": 24,
    "partner_or_ex": 8,
    "child": 16,
    "family": 6,
    "agency": 6,
    "other_client": 3,
    "not_known": 4,
}
DOC_TYPES = (
    "case_note",
    "letter_in",
    "report",
    "risk_assessment",
    "consent_form",
    "application_form",
    "medical_record",
    "other",
)
FRAMES = (
    "{} came in",
    "Saw {}'s mother",
    "({})",
    "met {}-Smithe today",
    "pre-{} days",
    "{}’s note, no more",
    "the file of {}.",
    "with {}s",
    "X{} seen",
    "12-{}-7",
    "_{}_",
    "{}",
)


def named_text(values: Values, people: list[Raw]) -> str:
    """A text that names people, wholly, in part, or joined to other letters."""
    parts = []
    for _ in range(values.pick(0, 1, 1, 2)):
        person = values.pick(*people)
        known = [item for item in person["known_as"].split(";") if item.strip()]
        name = values.pick(person["full_name"], person["full_name"], *known).strip()
        name = values.pick(name, name, name.upper(), name.replace(" ", "  "), name.split(" ")[0])
        parts.append(values.pick(*FRAMES).format(name))
    return values.pick(", ", " ", " and ").join(parts)


def make_documents(values: Values, ids: list[str], cases: list[Raw], people: list[Raw], staff: list[Raw]) -> list[Raw]:
    rows = []
    for document_id in ids:
        case = values.pick(*cases)
        owner_type = values.weighted({"case": 84, "staff": 10, "applicant": 4, "agency": 2})
        owner_id = {
            "case": case["case_id"],
            "staff": values.pick(*staff)["staff_id"],
            "applicant": "AP1",
            "agency": "A1",
        }
        about = values.pick([case["person_id"]], [case["person_id"]], [], [values.pick(*people)["person_id"]])
        about = [*about, *values.some([values.pick(*staff)["staff_id"], case["person_id"], "ZZ99"], 1)]
        created = closing_day(values) if values.chance(40) else values.near(AS_OF - timedelta(days=30))
        rows.append(
            {
                "document_id": document_id,
                "owner_type": owner_type,
                "owner_id": values.pick("", "C99") if values.chance(10) else owner_id[owner_type],
                "doc_type": values.pick(*DOC_TYPES),
                "created_on": values.write(created),
                "about_person_ids": values.pick(";", "; ").join(about),
                "source_kind": values.weighted(SOURCES),
                "source_id": values.pick("", case["person_id"], case["person_id"], values.pick(*people)["person_id"]),
                "section": values.weighted(
                    {"client": 55, "third_party": 12, "restricted": 8, "personnel_open": 8, "not_set": 8}
                ),
                "storage_location_id": "L1",
                "text": named_text(values, people),
            }
        )
    return rows


def make_disposals(
    values: Values, count: int, cases: list[Raw], document_ids: list[str], staff: list[Raw]
) -> list[Raw]:
    rows = []
    for number in range(1, count + 1):
        kind = values.weighted({"case": 62, "document": 30, "media": 4, "staff_file": 4})
        object_id = {"case": values.pick(*cases)["case_id"], "document": values.pick(*document_ids)}.get(kind, "S1")
        day = AS_OF - timedelta(days=values.pick(0, 0, 1, 7, 8, 9, 30, 245, 246))
        hold = [
            row[name] for row in cases if row["case_id"] == object_id for name in ("hold_started_on", "hold_ended_on")
        ]
        hold = [written for written in hold if written and written <= AS_OF.isoformat()]
        if hold and values.chance(40):
            day = date.fromisoformat(values.pick(*hold)) + timedelta(days=values.pick(0, 0, -1))
        rows.append(
            {
                "disposal_id": f"DP{number:02}",
                "object_type": kind,
                "object_id": object_id,
                "media": "paper",
                "action": values.weighted({"destroyed": 45, "archived": 25, "wiped": 15, "anonymised": 15}),
                "method": "shredded",
                "disposed_on": values.write(day),
                "done_by": values.pick(*staff)["staff_id"],
                "reason": values.pick("retention_expired", "subject_request", "subject_request", "duplicate", "error"),
                "decision_id": "",
            }
        )
    return rows


def make_access_requests(values: Values, count: int, cases: list[Raw], staff: list[Raw]) -> list[Raw]:
    rows = []
    for number in range(1, count + 1):
        case, member = values.pick(*cases), values.pick(*staff)
        by_staff = values.chance(35)
        received = values.event()
        done = values.near(received) + timedelta(days=values.pick(0, 1, 3)) if values.chance(65) else None
        rows.append(
            {
                "sar_id": f"SR{number:02}",
                "requester_type": "staff" if by_staff else "client",
                "requester_id": member["staff_id"] if by_staff else case["person_id"],
                "case_id": "" if by_staff else case["case_id"],
                "kind": values.pick("view", "copy", "correct", "erase", "erase", "erase"),
                "received_at": values.write(received),
                "handled_by": values.pick(
                    member["line_manager_id"], member["line_manager_id"], values.pick(*staff)["staff_id"]
                ),
                "completed_on": values.write(done),
                "outcome": values.pick("granted", "granted", "partly", "refused", "withdrawn", "open"),
            }
        )
    return rows


def follow_disposals(values: Values, requests: list[Raw], disposals: list[Raw]) -> list[Raw]:
    """Some of the clients' requests made about a case that was destroyed, done with near the day of it."""
    of_cases = [row for row in disposals if row["object_type"] == "case"]
    for row in requests:
        if of_cases and row["case_id"] and values.chance(45):
            disposal = values.pick(*of_cases)
            day = date.fromisoformat(disposal["disposed_on"])
            row["case_id"] = disposal["object_id"]
            row["received_at"] = values.write(day - timedelta(days=values.pick(0, 1, 5, -1)))
            row["completed_on"] = values.pick("", values.write(min(values.near(day), AS_OF)))
            if values.chance(50):
                row |= {"kind": "erase", "outcome": "granted", "completed_on": values.write(day)}
                disposal["reason"] = "subject_request"
    return requests


def make_grants(values: Values, count: int, cases: list[Raw], staff: list[Raw]) -> list[Raw]:
    rows = []
    for number in range(1, count + 1):
        partner = values.chance(18)
        scope = values.weighted({"case": 48, "service": 16, "personnel_file": 20, "all": 16})
        scope_id = {"case": values.pick(*cases)["case_id"], "service": values.pick("iss", "dvpp"), "all": ""}
        ends = values.pick(None, None, values.near(AS_OF - timedelta(days=7)), AS_OF)
        rows.append(
            {
                "grant_id": f"GR{number:02}",
                "holder_type": "partner_staff" if partner else "staff",
                "holder_id": values.pick("X1", "X2") if partner else values.pick(*staff)["staff_id"],
                "agency_id": "A1" if partner else "",
                "scope_type": scope,
                "scope_id": scope_id.get(scope, values.pick(*staff)["staff_id"]),
                "sections": values.codes(values.some(SECTIONS, 6)),
                "may_amend": values.pick("yes", "yes", "no", ""),
                "starts_on": values.write(values.near(AS_OF - timedelta(days=values.pick(400, 30, 8, 7, 7)))),
                "ends_on": values.write(ends),
                "authorised_by": "S1",
                "reason": "duty",
            }
        )
    return rows


def make_log(
    values: Values, count: int, grants: list[Raw], cases: list[Raw], documents: list[Raw], staff: list[Raw]
) -> list[Raw]:
    """Half of the rows follow a grant, so that they reach what it opens."""
    rows = []
    for number in range(1, count + 1):
        grant, case, document = values.pick(*grants), values.pick(*cases), values.pick(*documents)
        kind = values.weighted({"case": 40, "document": 28, "staff_file": 22, "applicant": 10})
        follow = values.chance(50)
        user = grant["holder_id"] if follow else values.pick("X1", "X9", *(row["staff_id"] for row in staff))
        if follow and grant["scope_type"] in ("case", "personnel_file"):
            kind = {"case": "case", "personnel_file": "staff_file"}[grant["scope_type"]]
        own_file = values.pick(user, user, values.pick(*staff)["staff_id"])
        object_id = {
            "case": case["case_id"],
            "document": document["document_id"],
            "staff_file": own_file,
            "applicant": "AP1",
        }[kind]
        if follow and grant["scope_type"] in ("case", "personnel_file") and values.chance(80):
            object_id = grant["scope_id"]
        sections = [code.strip().lower() for code in grant["sections"].split(";") if code.strip()]
        rows.append(
            {
                "log_id": f"LG{number:03}",
                "user_id": case["lead_worker_id"] if kind == "case" and values.chance(15) else user,
                "at": values.write(values.event()),
                "object_type": kind,
                "object_id": object_id,
                "case_id": values.pick("", "", object_id if kind == "case" else case["case_id"]),
                "section": values.pick("", "client", "not_set", *sections, *sections),
                "action": values.pick("view", "view", "edit", "delete", "print"),
                "reason": "",
            }
        )
    return rows
