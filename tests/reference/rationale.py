"""RAT-01, RAT-02, RAT-04 and RAT-05. Each function takes one row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* RAT-02 `other_subject`: a blank subject_id of the disclosure differs from a filled one of the decision. A cause that
  reads no date is a breach even where a date is blank (P6).
* RAT-05 scope: `a client or related person as subject` is a subject_id found in people.
* RAT-05 walk: only an answer settles it, so the walk goes on past a blank or not_reached one, and what follows counts
  as reached. The contradictions are raised for reached questions only.
* RAT-05 `a disclosure under it` is any disclosure with this decision_id. `q4_contradicted` is undecided where cover
  cannot be told because the disclosure is undated.
"""

from __future__ import annotations

from .consent import is_covered, share_of
from .context import Context, Verdict
from .definitions import ABOUT_CLIENT, has_always_confidential, is_external, is_identifiable, is_to_subject
from .keeping import rationale_cause
from .records import Row
from .times import on_or_before

SETTLED_BY = {  # question: (answer that settles it, what the walk then ends in)
    "q1_purpose": ("no", "not_share"),
    "q2_identifiable": ("no", "may_share"),
    "q3_confidential": ("no", "may_share"),
    "q4_consent": ("yes", "may_share"),
}


def rat_01(ctx: Context, decision: Row) -> Verdict | None:
    kind = decision["decision_type"]
    if not kind or kind not in ctx.items("rationale.decision_types"):
        return None
    if kind == "not_share" and ctx.is_off("severity.not_share_reason"):
        return None
    verdict = Verdict()
    cause = rationale_cause(ctx, decision)
    if cause:
        verdict.breach(cause)
    return verdict


def rat_02(ctx: Context, disclosure: Row) -> Verdict | None:
    if disclosure["subject_type"] not in ABOUT_CLIENT or is_to_subject(disclosure):
        return None
    if not is_external(disclosure) and not ctx.is_value("decision.internal_too", "yes"):
        return None
    verdict = Verdict()
    decision = ctx.find("decisions", disclosure["decision_id"])
    if decision is None:
        verdict.breach("dangling" if disclosure["decision_id"] else "no_decision")
        return verdict
    verdict.breach("not_a_share_decision", when=decision["decision_type"] != "share")
    decided, disclosed = decision["decided_at"], disclosure["disclosed_at"]
    if decided is None or disclosed is None:
        verdict.undecided()
    else:
        verdict.breach("decided_after", when=not on_or_before(decided, disclosed))
    subject = decision["subject_id"]
    verdict.breach("other_subject", when=bool(subject) and subject != disclosure["subject_id"])
    return verdict


def rat_04(ctx: Context, disclosure: Row) -> Verdict | None:
    verdict = Verdict()
    verdict.breach("no_what", when=not disclosure["what_shared"])
    verdict.breach("no_recipient", when=not disclosure["recipient_name"])
    verdict.breach("no_purpose", when=not disclosure["purpose"])
    verdict.breach("no_purpose_code", when=not disclosure["purpose_code"])
    return verdict


def walk(decision: Row, questions: list[str]) -> tuple[list[str], str]:
    """The questions reached, and what the walk ends in: may_share, not_share, or '' where nothing settles it."""
    reached = []
    for question in [name for name in (*SETTLED_BY, "q5_other_reason") if name in questions]:
        reached.append(question)
        answer = decision[question]
        if question == "q5_other_reason" and answer in ("yes", "no"):
            return reached, "may_share" if answer == "yes" else "not_share"
        if question in SETTLED_BY and answer == SETTLED_BY[question][0]:
            return reached, SETTLED_BY[question][1]
    return reached, ""


def rat_05(ctx: Context, decision: Row) -> Verdict | None:
    about_person = ctx.find("people", decision["subject_id"]) is not None
    if decision["decision_type"] not in ("share", "not_share") or not about_person:
        return None
    verdict = Verdict()
    reached, ending = walk(decision, ctx.items("flowchart.questions"))
    unanswered = [question for question in reached if decision[question] in ("", "not_reached")]
    if decision["decision_type"] == "not_share":
        verdict.breach("unanswered", when="q1_purpose" in unanswered)
        return verdict
    verdict.breach("unanswered", when=bool(unanswered))
    verdict.breach("share_against_answers", when=ending == "not_share")
    judge_answers(ctx, decision, {question: decision[question] for question in reached}, verdict)
    return verdict


def judge_answers(ctx: Context, decision: Row, answers: dict[str, str], verdict: Verdict) -> None:
    """The reached answers against the disclosures made under the decision."""
    under = [row for row in ctx.rows("disclosures") if row["decision_id"] == decision["decision_id"]]
    if answers.get("q2_identifiable") == "no":
        verdict.breach("q2_contradicted", when=any(is_identifiable(row) for row in under))
    if answers.get("q3_confidential") == "no":
        verdict.breach("q3_contradicted", when=any(has_always_confidential(ctx, row) for row in under))
    if answers.get("q4_consent") == "yes":
        covered = [is_covered(ctx, share_of(row)) for row in under]
        verdict.breach("q4_contradicted", when=False in covered)
        if None in covered:
            verdict.undecided()
    if answers.get("q5_other_reason") == "yes":
        verdict.breach("q5_no_basis", when=decision["basis"] in ("", "none"))
