"""STO-01, STO-02 and STO-03. Each function takes one row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* STO-01: a location with kind blank is `kind_not_accepted`; it is neither a paper nor an electronic kind, so of the
  other causes only `check_overdue` can be raised. A case with status blank is not destroyed; a document is in scope
  whatever became of its case.
* STO-02: `returned_unsecured` reads no date, so it is raised with taken_at blank too.
* STO-03: the two location columns are compared only when both are filled; both blank is a doubt about
  `monitoring_with_form`, and a row that waits for `detached_late` waits all the same (P3).
"""

from __future__ import annotations

from .context import Context, Verdict
from .notices import breach_once_past, is_older, last_good_day
from .records import Row
from .times import hours_have_passed, within_hours

PAPER = ("locked_cabinet", "locked_room", "secure_archive", "desk", "other")
ELECTRONIC = ("case_system", "shared_drive", "laptop", "mobile_phone", "removable_media")
CLEARED = ("mobile_phone", "removable_media")


def sto_01_location(ctx: Context, location: Row) -> Verdict | None:
    if location["holds_personal_data"] == "no":
        return None
    verdict, kind = Verdict(), location["kind"]
    if kind in PAPER or not kind:
        accepted = ctx.is_off("storage.paper_kinds") or kind in ctx.items("storage.paper_kinds")
        verdict.breach("kind_not_accepted", when=not accepted)
    verdict.breach("archive_in_use", when=is_archive_in_use(ctx, location))
    verdict.breach("unlocked", when=kind in PAPER and location["locked"] != "yes")
    tests = ctx.items("storage.electronic_tests") if kind in ELECTRONIC else []
    verdict.breach("no_password", when="no_password" in tests and location["password_protected"] != "yes")
    verdict.breach("not_compliant", when="not_compliant" in tests and location["it_policy_compliant"] != "yes")
    if not ctx.lacks("days.storage_check"):
        verdict.breach("check_overdue", when=is_older(ctx, location["last_checked_on"], "days.storage_check"))
    if kind in CLEARED and not ctx.lacks("days.media_clear"):
        verdict.breach("not_cleared", when=is_older(ctx, location["last_cleared_on"], "days.media_clear"))
    return verdict


def is_archive_in_use(ctx: Context, location: Row) -> bool:
    if location["kind"] != "secure_archive" or not ctx.is_value("storage.archive_after_closing", "yes"):
        return False
    return any(
        case["storage_location_id"] == location["location_id"] and case["status"] == "open"
        for case in ctx.rows("cases")
    )


def has_location(ctx: Context, row: Row) -> Verdict:
    verdict = Verdict()
    verdict.breach("no_location", when=ctx.find("storage_locations", row["storage_location_id"]) is None)
    return verdict


def sto_01_case(ctx: Context, case: Row) -> Verdict | None:
    return None if case["status"] == "destroyed" else has_location(ctx, case)


def sto_01_document(ctx: Context, document: Row) -> Verdict | None:
    return has_location(ctx, document)


def is_secured(ctx: Context, location: Row | None) -> bool:
    if location is None or not location["kind"]:
        return False
    return location["kind"] in ctx.items("storage.paper_kinds") and location["locked"] == "yes"


def sto_02(ctx: Context, movement: Row) -> Verdict | None:
    verdict, taken, returned = Verdict(), movement["taken_at"], movement["returned_at"]
    if returned is not None and not ctx.lacks("storage.paper_kinds"):
        location = ctx.find("storage_locations", movement["returned_to"])
        verdict.breach("returned_unsecured", when=not is_secured(ctx, location))
    if ctx.lacks("hours.file_out"):
        return verdict
    hours = ctx.number("hours.file_out")
    if taken is None:
        verdict.undecided()
    elif returned is not None:
        verdict.breach("returned_late", when=not within_hours(taken, returned, hours))
    elif hours_have_passed(taken, hours, ctx.as_of):
        verdict.breach("not_returned")
    else:
        verdict.wait("not_returned")
    return verdict


def sto_03_document(ctx: Context, document: Row) -> Verdict | None:
    owner, kind, verdict = document["owner_type"], document["doc_type"], Verdict()
    if owner == "staff" and kind == "medical_record":
        verdict.breach("not_sealed", when=document["section"] != "personnel_sealed")
        return verdict
    if owner == "staff" and kind == "medical_certificate":
        filed, actioned = document["filed_on"], document["payroll_actioned_on"]
        verdict.breach("filed_before_payroll", when=filed is not None and (actioned is None or actioned > filed))
        return verdict
    if owner in ("staff", "applicant") and kind == "eo_monitoring":
        verdict.breach("monitoring_section", when=document["section"] != "monitoring")
        return verdict
    return None


def sto_03_applicant(ctx: Context, applicant: Row) -> Verdict | None:
    verdict = Verdict()
    monitoring, form = applicant["monitoring_location_id"], applicant["form_location_id"]
    verdict.breach("monitoring_with_form", when=bool(form) and monitoring == form)
    if not monitoring and not form:
        verdict.undecided("monitoring_with_form")
    if ctx.lacks("days.monitoring_detach"):
        return verdict
    applied, detached = applicant["applied_on"], applicant["monitoring_detached_on"]
    if applied is None:
        verdict.undecided("detached_late")
    elif detached is None:
        breach_once_past(ctx, verdict, "detached_late", applied, "days.monitoring_detach")
    else:
        verdict.breach("detached_late", when=detached > last_good_day(ctx, applied, "days.monitoring_detach"))
    return verdict


CHECKS = {
    "STO-01": [("storage_locations", sto_01_location), ("cases", sto_01_case), ("documents", sto_01_document)],
    "STO-02": [("file_movements", sto_02)],
    "STO-03": [("documents", sto_03_document), ("applicants", sto_03_applicant)],
}
