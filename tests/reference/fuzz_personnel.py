"""Staff, training, applicants, personnel papers and incidents of a random export, on the limits of their checks."""

from __future__ import annotations

from .fuzz_clients import Tables, amiss, by_as_of, day_ago
from .fuzz_notices import add_notice
from .fuzz_people import ROLES, WORKERS, Raw
from .fuzz_values import Values

TOPICS = ("confidentiality", "information_sharing_principles", "data_security", "access_rules", "guidance_update")
STARTED_AGO = (0, 1, 29, 30, 31, 31, 89, 90, 91, 91, 729, 730, 731, 2000)
LOCATIONS = ("LB01", "LB02", "LB03", "LB04")
INCIDENTS = ("staff_breach", "staff_breach", "partner_breach", "security_concern", "complaint_about_sharing")
ROUTES = {
    "staff_breach": ("disciplinary", "grievance", "disciplinary", "management_support"),
    "partner_breach": ("agreement_breach",),
    "complaint_about_sharing": ("management_support", "management_support", "grievance"),
}
BY_RIGHT = {
    "direction": "received",
    "about_type": "staff",
    "requester_name": "Somebody Made-Up",
    "channel": "letter",
    "asked_for": "pay details",
    "legal_right": "yes",
}
KEPT = ("race;sex;age", "race; sex", "race;name", "sexuality;name", "whole_form", "")


def add_staff(values: Values, tables: Tables, size: int) -> None:
    for number in range(1, 8 * size + 1):
        row = {
            "staff_id": f"SB{number:02}",
            "full_name": f"Colleague Number{number}",
            "worker_type": values.weighted({**WORKERS, "": 5}),
            "role": values.weighted({**ROLES, "": 4}),
            "line_manager_id": values.pick("S1", "S2", "SB01", ""),
            "started_on": "" if values.chance(8) else day_ago(values.pick(*STARTED_AGO)),
            "left_on": values.pick("", "", "", "", day_ago(0), day_ago(1), day_ago(-1)),
            "confidentiality_clause": values.pick("during_and_after", "during_and_after", "during", "none", ""),
            "childrens_services": values.pick("", "yes", "no"),
        }
        tables["staff"].append(row)


def add_training(values: Values, tables: Tables) -> None:
    rows = tables.setdefault("training", [])
    for member in tables["staff"]:
        diligent = values.chance(60)
        for topic in TOPICS:
            for _ in range(values.pick(1, 1, 2) if diligent or values.chance(60) else 0):
                completed = by_as_of(values, member["started_on"], 0, 90, 90, 91, -5, 30)
                latest = day_ago(values.pick(0, 5, 729, 730, *([] if diligent else [731, 731])))
                row = {
                    "training_id": f"TR{len(rows) + 1:04}",
                    "staff_id": member["staff_id"],
                    "topic": topic,
                    "completed_on": values.pick(completed, latest, latest),
                    "is_induction": "yes" if diligent else values.pick("yes", "no", ""),
                }
                rows.append(amiss(values, row, {"completed_on": [""], "is_induction": ["", "no"]}, 8))


def add_induction(values: Values, tables: Tables) -> None:
    for member in tables["staff"]:
        committee = member["worker_type"] == "committee_member"
        kinds = ("policy_copy", "committee_responsibility" if committee else "policy_explained")
        for kind in kinds:
            if values.chance(22):
                continue
            row = {
                "recipient_type": values.pick("staff", "committee_member", ""),
                "recipient_id": member["staff_id"],
                "kind": kind,
                "given_on": by_as_of(values, member["started_on"], -3, 0, 30, 31),
            }
            add_notice(tables, **amiss(values, row, {"given_on": [""], "not_given_reason": ["not_practicable"]}, 12))


def add_applicants(values: Values, tables: Tables, size: int) -> None:
    rows = tables.setdefault("applicants", [])
    for number in range(1, 10 * size + 1):
        applied = day_ago(values.pick(0, 1, 2, 30, 180, 181, 400))
        ended = by_as_of(values, applied, 0, 1, 30)
        row = {
            "applicant_id": f"AP{number}",
            "kind": values.pick("job", "volunteer", "service"),
            "applied_on": applied,
            "outcome": values.weighted({"unsuccessful": 45, "withdrawn": 25, "pending": 20, "successful": 10}),
            "outcome_on": values.pick(ended, ended, day_ago(180), day_ago(181), ""),
            "monitoring_detached_on": by_as_of(values, applied, 0, 0, 1, 1),
            "monitoring_location_id": "LB01",
            "form_location_id": "LB02",
            "kept_fields": values.pick("race;sex;age", *KEPT),
        }
        start = row["outcome_on"] or applied
        row["rest_destroyed_on"] = values.pick("", by_as_of(values, start, 0, 30, 180, 180, 181))
        faults = {
            "monitoring_detached_on": ["", "", by_as_of(values, applied, 2)],
            "monitoring_location_id": ["", "LB02"],
            "form_location_id": ["", "LB01"],
            "applied_on": [""],
            "outcome_on": [day_ago(-1)],
        }
        row = amiss(values, row, faults, 45)
        for names in (("monitoring_location_id", "form_location_id"), ("applied_on", "outcome_on")):
            row |= dict.fromkeys(names, "") if values.chance(7) else {}
        rows.append(row)


def add_personnel_papers(values: Values, tables: Tables, size: int) -> None:
    for number in range(1, 15 * size + 1):
        created = day_ago(values.pick(1, 30, 60))
        kind = values.pick("medical_record", "medical_certificate", "eo_monitoring", "reference_request", "appraisal")
        row = {
            "document_id": f"DP{number:03}",
            "owner_type": values.pick("applicant", "staff") if kind == "eo_monitoring" else "staff",
            "owner_id": values.pick(*tables["staff"])["staff_id"],
            "doc_type": values.pick("appraisal", "probation_review") if kind == "appraisal" else kind,
            "created_on": created,
            "source_kind": "worker",
            "section": {"medical_record": "personnel_sealed", "eo_monitoring": "monitoring"}.get(
                kind, "personnel_open"
            ),
            "payroll_actioned_on": by_as_of(values, created, 0, 5),
        }
        row["filed_on"] = by_as_of(values, row["payroll_actioned_on"], 0, 0, 1)
        faults = {
            "section": ["", "personnel_open", "personnel_sealed"],
            "payroll_actioned_on": ["", by_as_of(values, row["filed_on"], 1)],
            "filed_on": ["", by_as_of(values, row["payroll_actioned_on"], -1)],
            "owner_type": ["", "case"],
            "created_on": [""],
        }
        tables["documents"].append(amiss(values, row, faults, 45))
        if kind in ("reference_request", "appraisal") and values.chance(80):
            add_notice(tables, **notice_of_paper(values, row, created))


def notice_of_paper(values: Values, paper: Raw, created: str) -> Raw:
    reference = paper["doc_type"] == "reference_request"
    row = {
        "recipient_type": "referee" if reference else "staff",
        "recipient_id": paper["owner_id"],
        "document_id": paper["document_id"] if reference else values.pick(paper["document_id"], "", "", ""),
        "kind": "reference_in_confidence" if reference else "review_readers_explained",
        "given_on": by_as_of(values, created, 0, 28, 28, 29, -28, -28, -29),
    }
    faults = {"given_on": [""], "document_id": ["", "DP001"], "not_given_reason": ["not_practicable"]}
    return amiss(values, row, faults, 25)


def add_legal_requests(values: Values, tables: Tables, size: int) -> None:
    """Requests about staff as of right, their share decision named or naming them, and the notice about it."""
    for number in range(1, 5 * size + 1):
        member, decided = values.pick(*tables["staff"])["staff_id"], day_ago(values.pick(1, 2, 10))
        request = {**BY_RIGHT, "request_id": f"IL{number:02}", "about_id": member, "received_at": day_ago(12)}
        for copy in range(values.pick(0, 1, 1, 1, 2)):
            decision = {
                "decision_id": f"DL{number:02}{copy}",
                "subject_id": member,
                "decided_at": decided + values.pick("", "T09:00", "T15:30"),
                "decision_type": values.pick("share", "share", "share", "not_share"),
                "rationale": "the law gives the right to have it",
                "request_id": values.pick(request["request_id"], request["request_id"], ""),
            }
            decided = by_as_of(values, decided, 1, 2)
            if values.chance(60):
                request["decision_id"] = decision["decision_id"]
            tables["decisions"].append(amiss(values, decision, {"decided_at": [""]}, 12))
        tables["information_requests"].append(amiss(values, request, {"legal_right": ["no", ""]}, 15))
        if values.chance(80):
            given = by_as_of(values, decided, 0, 0, -1, -2, 1)
            add_notice(tables, recipient_type="staff", recipient_id=member, kind="legal_requirement", given_on=given)


def add_incidents(values: Values, tables: Tables, size: int) -> None:
    managers = [row["staff_id"] for row in tables["staff"] if row["role"] in ("line_manager", "senior_manager")]
    rows = tables.setdefault("incidents", [])
    for number in range(1, 16 * size + 1):
        kind, ended = values.pick(*INCIDENTS), values.chance(60)
        row = {
            "incident_id": f"IN{number:02}",
            "kind": kind,
            "occurred_on": day_ago(values.pick(0, 27, 28, 28, 29, 60)),
            "agreement_id": values.pick(*tables["sharing_agreements"])["agreement_id"],
            "staff_details_disclosed": values.pick("yes", "no", ""),
            "raised_with": values.pick(*managers) if managers else "S1",
            "handled_under": values.pick(*ROUTES.get(kind, ("", "none"))),
            "level": values.pick("gross_misconduct", "gross_misconduct", "warning", "none"),
            "guidance_followed": values.pick("yes", "no"),
            "outcome_on": day_ago(0) if ended else "",
            "outcome_reason": values.pick("", "her first slip, put right the same day"),
        }
        faults = {
            "kind": ["client_breach", ""],
            "occurred_on": [""],
            "agreement_id": ["", "AG999"],
            "raised_with": ["", "S99", values.pick(*tables["staff"])["staff_id"]],
            "handled_under": ["", "", "", "none"],
            "level": [""],
            "guidance_followed": ["", ""],
            "outcome_reason": ["n/a"],
        }
        rows.append(amiss(values, row, faults, 60))
