"""Clients and cases on the limits of the checks about explaining, safe contact and record keeping, and their papers.

Rows are made whole and then made amiss in one or two columns, so that rows that comply are as common as those that do
not. Ids carry a B, so that they do not meet those of the other parts of a random export.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from .fuzz_people import GROUPS, NAMES, Raw
from .fuzz_values import AS_OF, Values, wide

Tables = dict[str, list[Raw]]
OPENED_AGO = (0, 3, 7, 8, 13, 14, 14, 15, 15, 28, 28, 29, 29, 42, 43, 90, 91, 400, 400, 400)
NOTICE_KINDS = ("confidentiality_explained", "privacy_statement", "policy_explained", "dvpp_form")
QUIET = "579"  # cases whose id ends so get few entries
POINTS = [
    *("limits", "when_breached", "what_recorded", "where_kept", "how_long", "what_shared", "how_shared"),
    *("why_shared", "who_may_see", "reasons"),
]
REASONS = ("risk_to_child", "risk_to_adult", "risk_to_referrer", "prejudice_crime", "not_practicable")
WORDING = (
    "a calm visit, all agreed and planned",
    "She was Attention  Seeking again",
    'he called her a "liar" and then left',
    "he called her a “liar”, then rang",
    'he said "liar and left in a hurry',
    "lazy” she wrote, then “stayed",
    'wrote "one" stupid "two" and so on',
    "a hopeless\nMOTHER by the look of it",
    '"she is\ncrazy" was his view of it',
    "“never “lazy” then” was the answer",
    "'liar' in single marks is no quotation",
    "liar’s tale, or so it was put to us",
    "crazyish and unlazy, psychology, liar2",
    "time-waster, or a time waster?",
    'time ""waster or "" nothing',
    "anti-stupid_lazy.",
    wide("liar") + " in wide letters",
    wide('"liar"') + " in wide marks",
    "lazy\u20dd ringed about",
    "attention-\nseeking over two lines",
    "brought it on   herself",
    "N/A",
)
SUMMARIES = (
    "a talk of twenty chars about school and sleep",
    "exactly twenty chars",
    "just nineteen chars",
    "  exactly twenty chars \u00a0",
    "  just nineteen chars  ",
    "see notes",
    "",
)


def amiss(values: Values, row: Raw, faults: dict[str, Sequence[str]], percent: float = 55) -> Raw:
    """The row with none, one or two of these columns made amiss."""
    if values.chance(percent):
        for name in values.some(list(faults), 2) or [values.pick(*faults)]:
            row[name] = values.pick(*faults[name])
    return row


def day_ago(days: int) -> str:
    return (AS_OF - timedelta(days=days)).isoformat()


def by_as_of(values: Values, start: str, *days: int) -> str:
    """A day so many days after a written one, seldom after as_of; now and then with no start."""
    if not start:
        return day_ago(values.pick(0, 1, 30))
    day = date.fromisoformat(start) + timedelta(days=values.pick(*days))
    return min(day, AS_OF + timedelta(days=1) if values.chance(4) else AS_OF).isoformat()


def add_clients(values: Values, tables: Tables, size: int) -> None:
    staff = tables["staff"]
    for number in range(1, 9 * size + 1):
        person_id, case_id = f"PB{number:02}", f"CB{number:02}"
        born = values.pick(values.on_limit(AS_OF, 10), values.on_limit(AS_OF, 10), date(2016, 2, 29), None)
        tables["people"].append(
            {
                "person_id": person_id,
                "full_name": values.pick(*NAMES, f"Sunniva Holl{'abcdefghijklmnopqr'[number % 18]}n"),
                "known_as": values.pick("", "", "Sunniva Hollan; Sun", "n/a"),
                "date_of_birth": values.write(born),
                "is_client": values.pick("yes", "yes", "yes", "no", ""),
            }
        )
        if values.chance(8):
            continue
        opened = values.pick(*OPENED_AGO)
        status = values.weighted({"open": 84, "closed": 12, "": 4})
        row = {
            "case_id": case_id,
            "person_id": person_id if values.chance(94) else values.pick(*tables["people"])["person_id"],
            "service": values.pick("iss", "dvpp", "childrens"),
            "client_group": values.weighted({**GROUPS, "": 4}),
            "opened_on": "" if values.chance(7) else day_ago(opened),
            "closed_on": day_ago(values.pick(0, 13, 14, 15, 16)) if status != "open" and values.chance(85) else "",
            "status": status,
            "lead_worker_id": values.pick(*staff)["staff_id"],
            "looked_after": values.pick("yes", "yes", "no", ""),
        }
        tables["cases"].append(row)


def add_key_workers(values: Values, tables: Tables) -> None:
    for case in tables["cases"]:
        if case["looked_after"] == "yes" and values.chance(70):
            starts = values.pick("", "", day_ago(0), day_ago(40), day_ago(-1))
            ends = values.pick("", "", day_ago(0), day_ago(1), day_ago(-1))
            person_id = values.pick(*tables["people"])["person_id"]
            row = {"case_id": case["case_id"], "person_id": person_id, "relationship": "key_worker"}
            tables["case_people"].append({**row, "starts_on": starts, "ends_on": ends})


def add_safe_contacts(values: Values, tables: Tables) -> None:
    rows = tables.setdefault("safe_contacts", [])
    for case in tables["cases"]:
        if case["status"] != "open" or values.chance(30):
            continue
        for _ in range(values.pick(1, 1, 2)):
            row = {
                "safe_contact_id": f"SF{len(rows) + 1:03}",
                "person_id": case["person_id"],
                "case_id": case["case_id"],
                "method": values.pick("phone", "text", "post"),
                "detail": "01632 960101, mornings",
                **{name: values.pick("yes", "yes", "no", "") for name in ("voicemail_ok", "text_ok", "post_ok")},
                "email_ok": values.pick("yes", "no"),
                "confirmed_on": day_ago(values.pick(0, 1, 7, 8, 90, 90, 91, 91)),
                "ended_on": values.pick("", "", "", "", day_ago(0), day_ago(1), day_ago(-1)),
                "next_contact_agreed": values.pick("Tuesday at noon", "Tuesday at noon", "tbc", ""),
            }
            faults = {
                "person_id": [values.pick(*tables["people"])["person_id"], ""],
                "case_id": [values.pick(*tables["cases"])["case_id"]],
                "detail": ["", "n/a"],
                "confirmed_on": [day_ago(200), ""],
            }
            rows.append(amiss(values, row, faults, 35))


def add_messages(values: Values, tables: Tables, size: int) -> None:
    """Outward messages on days about those on which a safe contact began or ended."""
    rows, safe = tables["contacts"], tables["safe_contacts"]
    for number in range(1, 22 * size + 1):
        open_cases = [row for row in tables["cases"] if row["status"] == "open"]
        case = values.pick(*[row for row in open_cases if row["case_id"][-1] not in QUIET] or open_cases)
        own = [row for row in safe if row["case_id"] == case["case_id"]]
        about = values.pick(*own)["safe_contact_id"] if own and values.chance(55) else ""
        days = [row[name] for row in own for name in ("confirmed_on", "ended_on") if row[name]]
        start = values.pick(*days, *days, day_ago(1))
        row = {
            "contact_id": f"CM{number:03}",
            "case_id": case["case_id"],
            "person_id": case["person_id"],
            "started_at": by_as_of(values, start, 0, 0, 1, 1, 2, -1) + values.pick("", "T09:00", " 23:59"),
            "method": values.weighted({"voicemail": 22, "text": 22, "email": 22, "post": 22, "fax": 8, "phone": 4}),
            "direction": "out",
            "worker_id": values.pick(*tables["staff"])["staff_id"],
            "summary": values.pick(*SUMMARIES),
            "safe_contact_id": about,
        }
        faults = {
            "person_id": ["", values.pick(*tables["people"])["person_id"]],
            "started_at": ["", ""],
            "safe_contact_id": ["SF999", values.pick(*safe)["safe_contact_id"], ""],
            "direction": ["in", ""],
        }
        rows.append(amiss(values, row, faults, 30))


def add_entries(values: Values, tables: Tables, size: int) -> None:
    """Contacts and case notes, the only ones of some cases as old as may be; texts close to the list of words."""
    documents = tables["documents"]
    quiet = {row["case_id"] for row in tables["cases"] if row["case_id"][-1] in QUIET}
    document_ids = [row["document_id"] for row in documents]
    for number in range(1, 16 * size + 1):
        case = values.pick(*tables["cases"])
        ago = values.pick(42, 43, 90, 91) if case["case_id"] in quiet else values.pick(1, 42, 43, 90)
        row = {
            "contact_id": f"CE{number:03}",
            "case_id": case["case_id"],
            "person_id": case["person_id"],
            "started_at": day_ago(ago) + values.pick("T10:00", " 10:00:30"),
            "method": values.pick("phone", "phone", "home_visit", "post", "post", "fax"),
            "direction": values.pick("in", "out"),
            "worker_id": values.pick(*tables["staff"])["staff_id"],
            "summary": values.pick(SUMMARIES[0], SUMMARIES[0], *SUMMARIES[:2], *WORDING),
            "document_id": values.pick(*document_ids),
        }
        faults = {
            "started_at": ["", day_ago(ago), datetime.combine(AS_OF, time(0, 0)).isoformat()],
            "method": ["", "post"],
            "worker_id": ["", "S99"],
            "summary": SUMMARIES[2:],
            "document_id": ["", "DO999"],
        }
        tables["contacts"].append(amiss(values, row, faults))
    for number in range(1, 14 * size + 1):
        case_id = values.pick(*tables["cases"])["case_id"]
        documents.append(case_paper(values, f"DC{number:03}", case_id, values.pick(90, 91) if case_id in quiet else 1))


def case_paper(values: Values, document_id: str, case_id: str, ago: int) -> Raw:
    row = {
        "document_id": document_id,
        "owner_type": "case",
        "owner_id": case_id,
        "doc_type": values.pick("case_note", "case_note", "report", "letter_in", "statement", "risk_assessment"),
        "created_on": day_ago(values.pick(ago, ago, 90, 91, 200)),
        "source_kind": "worker",
        "section": "client",
        "content_nature": values.weighted({"opinion": 40, "mixed": 20, "fact": 15, "": 25}),
        "opinion_marked": "yes",
        "opinion_basis": "from three visits",
        "text": values.pick(*WORDING),
    }
    faults = {"opinion_marked": ["no", ""], "opinion_basis": ["", "as above"], "created_on": [""], "owner_type": [""]}
    return amiss(values, row, faults, 40)
