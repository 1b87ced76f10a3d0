"""AUT-03 and AUT-04. Each function takes one disclosure: None is out of scope, else its verdict.

Decisions where the text leaves room:
* AUT-03: a blank subject_type counts as client, as elsewhere. Of an undated disclosure `no_file_note` is raised if no
  talk at all has its note on the file; `too_late` is not raised there, and the row is else undecided.
* AUT-03, AUT-04: an undated disclosure is undecided whatever else, unless a cause holds whatever the day was.
* AUT-04 such causes: `no_concern` if no dated concern is tied to the decision at all; `no_risk_assessment` if no dated
  assessment is found; the legal reference, the evidence and a staff ground with neither read no date.
* AUT-04 `no_evidence` of an undated disclosure with a tied concern is undecided, as `no_concern` is.
* AUT-04 `wrong_concern` is raised for bases on `basis.needs_concern` only; an at_risk_id found nowhere is still
  somebody other than the subject.
* AUT-04: for staff with basis contract_terms or public_interest, a legal reference or a real rationale is needed and a
  concern does not do; without, the cause is the one of the list the basis is on.
* AUT-04 `refusal_not_answered`: P13 *Refused* (refused.py) for any category; not raised for an undated disclosure.
"""

from __future__ import annotations

from .consent import share_of
from .context import Context, Verdict, undecided
from .definitions import (
    group_of_disclosure,
    is_external,
    is_identifiable,
    is_to_subject,
    linked_authorisations,
    linked_concerns,
)
from .keeping import has_real_rationale
from .records import Row, day_of
from .refused import is_refused
from .times import on_or_before
from .waiting import is_on_file_of, tied_concerns


def aut_03(ctx: Context, disclosure: Row) -> Verdict | None:
    about_her = disclosure["subject_type"] in ("client", "") and group_of_disclosure(ctx, disclosure) == "adult_victim"
    if not about_her or is_to_subject(disclosure) or disclosure["may_increase_risk"] == "no":
        return None
    if not disclosure["may_increase_risk"]:
        return undecided() if disclosure["recipient_kind"] in ("partner_or_ex", "family") else None
    verdict, disclosed = Verdict(), disclosure["disclosed_at"]
    talks = senior_talks(ctx, disclosure)
    if disclosed is None:
        verdict.undecided()
        timely = talks
    else:
        timely = [talk for talk in talks if talk["held_at"] is not None and on_or_before(talk["held_at"], disclosed)]
    verdict.breach("no_discussion", when=not talks)
    verdict.breach("too_late", when=bool(talks) and not timely)
    noted = any(is_on_file_of(ctx, talk["file_note_id"], disclosure["case_id"]) for talk in timely)
    verdict.breach("no_file_note", when=bool(timely) and not noted)
    return verdict


def senior_talks(ctx: Context, disclosure: Row) -> list[Row]:
    found = []
    for talk in linked_authorisations(ctx, disclosure):
        member = ctx.find("staff", talk["staff_id"])
        senior = member is not None and member["role"] in ctx.items("senior_discussion.roles")
        if senior and talk["kind"] in ctx.items("senior_discussion.kinds"):
            found.append(talk)
    return found


def aut_04(ctx: Context, disclosure: Row) -> Verdict | None:
    basis = disclosure["basis"]
    if not is_external(disclosure) or not is_identifiable(disclosure) or basis not in ctx.items("basis.breaking"):
        return None
    verdict = Verdict()
    if disclosure["disclosed_at"] is None:
        verdict.undecided()
    if disclosure["subject_type"] == "staff" and basis in ("contract_terms", "public_interest"):
        judge_staff_ground(ctx, disclosure, verdict)
    else:
        judge_concern(ctx, disclosure, verdict)
        needs_reference = basis in ctx.items("basis.needs_legal_reference")
        verdict.breach("no_legal_reference", when=needs_reference and not disclosure["legal_reference"])
        neither = not disclosure["legal_reference"] and not concerns_for(ctx, disclosure)
        verdict.breach("no_evidence", when=basis in ctx.items("basis.needs_either") and neither)
    judge_assessment(ctx, disclosure, verdict)
    judge_refusal(ctx, disclosure, verdict)
    return verdict


def judge_staff_ground(ctx: Context, disclosure: Row, verdict: Verdict) -> None:
    basis, decision = disclosure["basis"], ctx.find("decisions", disclosure["decision_id"])
    if disclosure["legal_reference"] or (decision is not None and has_real_rationale(ctx, decision)):
        return
    verdict.breach("no_legal_reference", when=basis in ctx.items("basis.needs_legal_reference"))
    verdict.breach("no_evidence", when=basis in ctx.items("basis.needs_either"))


def concerns_for(ctx: Context, disclosure: Row) -> list[Row]:
    """The linked concerns; of an undated disclosure those that would be linked on some day."""
    if disclosure["disclosed_at"] is not None:
        return linked_concerns(ctx, disclosure["decision_id"], disclosure["disclosed_at"])
    return [row for row in tied_concerns(ctx, disclosure["decision_id"]) if row["raised_at"] is not None]


def judge_concern(ctx: Context, disclosure: Row, verdict: Verdict) -> None:
    basis = disclosure["basis"]
    if basis not in ctx.items("basis.needs_concern"):
        return
    concerns = concerns_for(ctx, disclosure)
    verdict.breach("no_concern", when=not concerns)
    setting = "concern_kinds." + basis
    if not concerns or disclosure["disclosed_at"] is None or ctx.is_off(setting):
        return
    of_kind = [concern for concern in concerns if concern["kind"] in ctx.items(setting)]
    verdict.breach("wrong_concern", when=not any(fits_subject(concern, disclosure) for concern in of_kind))


def fits_subject(concern: Row, disclosure: Row) -> bool:
    at_risk, subject = concern["at_risk_id"], disclosure["subject_id"]
    if disclosure["basis"] == "risk_to_other":
        return bool(at_risk) and at_risk != subject
    if disclosure["basis"] == "risk_to_client":
        return bool(at_risk) and at_risk == subject
    return True


def judge_assessment(ctx: Context, disclosure: Row, verdict: Verdict) -> None:
    needing = ctx.items("basis.needs_concern") + ctx.items("basis.needs_either")
    if not ctx.is_value("risk_assessment.needed", "yes") or disclosure["subject_type"] == "staff":
        return
    if disclosure["basis"] not in needing:
        return
    decision = ctx.find("decisions", disclosure["decision_id"])
    document = ctx.find("documents", decision["risk_assessment_id"]) if decision else None
    dated = document is not None and document["doc_type"] == "risk_assessment" and document["created_on"] is not None
    day = day_of(disclosure["disclosed_at"])
    verdict.breach("no_risk_assessment", when=not dated or (day is not None and document["created_on"] > day))


def judge_refusal(ctx: Context, disclosure: Row, verdict: Verdict) -> None:
    decision, share = ctx.find("decisions", disclosure["decision_id"]), share_of(disclosure)
    if decision is not None and decision["rationale"]:
        return
    refused = any(is_refused(ctx, share, category) for category in share.categories)
    verdict.breach("refusal_not_answered", when=refused)
