"""BRD-01 and BRD-02, which take one row (None is out of scope); GOV-01 and GOV-02, which give a verdict to each unit.

Decisions where the text leaves room:
* BRD-01: whether a paper is a breach of BRD-02 is read by its definition, whether or not BRD-02 is on.
* BRD-02: title and text are searched one by one. `case_number` ends, as whole words without more do, at anything but a
  letter or digit. A meeting_on that is blank clears nothing. A person is on case_people by any row.
* GOV-01: rows with approved_on blank are ranked by policy_id alone. `law_repealed` is asked of every required kind.
* GOV-02: clause ids compare exactly. attestation.years at off takes `expired` away as a whole (P8).
"""

from __future__ import annotations

from datetime import date

from .context import Context, Verdict, undecided
from .definitions import is_current
from .keeping import has_real_rationale
from .records import Row
from .times import anniversary, on_or_before
from .wording import holds_words, name_places, names_of, normalise


def is_cleared(ctx: Context, paper: Row) -> bool:
    decision, meeting = ctx.find("decisions", paper["decision_id"]), paper["meeting_on"]
    if decision is None or decision["decision_type"] != "name_in_committee_paper":
        return False
    if not has_real_rationale(ctx, decision) or decision["decided_at"] is None or meeting is None:
        return False
    return on_or_before(decision["decided_at"], meeting)


def brd_02(ctx: Context, paper: Row) -> Verdict | None:
    texts = [normalise(text) for text in (paper["title"], paper["text"]) if text]
    if not texts:
        return None
    verdict = Verdict()
    if is_cleared(ctx, paper):
        return verdict
    on_case = {row["person_id"] for row in ctx.rows("case_people")}
    for person in ctx.rows("people"):
        if any(name_places(name, text) for name in names_of(person) for text in texts):
            verdict.breach("client_named", when=person["is_client"] == "yes")
            verdict.breach("related_person_named", when=person["person_id"] in on_case)
    numbered = any(holds_words(case["case_id"], text) for case in ctx.rows("cases") for text in texts)
    verdict.breach("case_number", when=numbered)
    return verdict


def brd_01(ctx: Context, paper: Row) -> Verdict | None:
    named = brd_02(ctx, paper)
    names_client = named is not None and bool(named.breaches)
    confidential, marking = paper["confidential"], paper["marking"]
    if confidential == "no" and not names_client:
        return None
    if not confidential and not names_client and marking not in ("confidential", "private_and_confidential"):
        return undecided()
    verdict = Verdict()
    verdict.breach("not_marked", when=marking != "private_and_confidential")
    verdict.breach("too_wide", when=paper["circulation"] != "committee_only")
    return verdict


def gov_01(ctx: Context) -> list[tuple[str, Verdict]]:
    """One unit per required kind: the policy_id of its row, or the kind where there is none."""
    found = []
    for kind in ctx.items("policy.kinds_required"):
        rows = [row for row in ctx.rows("policy_register") if row["kind"] == kind]
        if rows:
            row = max(rows, key=lambda row: (row["approved_on"] or date.min, row["policy_id"]))
            found.append((row["policy_id"], judge_policy(ctx, kind, row)))
        else:
            verdict = Verdict()
            verdict.breach("absent")
            found.append((kind, verdict))
    return found


def judge_policy(ctx: Context, kind: str, row: Row) -> Verdict:
    verdict, due, approved = Verdict(), row["review_due_on"], row["approved_on"]
    verdict.breach("review_overdue", when=due is None or due < ctx.as_of)
    if not ctx.lacks("policy.review_years") and due is not None and approved is not None:
        verdict.breach("review_too_far", when=due > anniversary(approved, ctx.number("policy.review_years")))
    cited = set(row["laws_cited"])
    lawful = kind in ctx.items("policy.kinds_law")
    verdict.breach("law_missing", when=lawful and not set(ctx.items("law.current")) <= cited)
    verdict.breach("law_repealed", when=bool(set(ctx.items("law.repealed")) & cited))
    audiences = set(ctx.items("policy.audiences")) <= set(row["audiences"])
    verdict.breach("audience_missing", when=kind == "confidentiality" and not audiences)
    published = set(ctx.items("policy.publication")) <= set(row["published_in"])
    verdict.breach("publication_missing", when=kind == "privacy_statement" and not published)
    return verdict


def gov_02(ctx: Context) -> list[tuple[str, Verdict]]:
    """One unit per clause that somebody has to attest."""
    found = []
    for clause_id in ctx.items("attestation.clauses"):
        rows = [
            row for row in ctx.rows("attestations") if row["clause_id"] == clause_id and row["attested_on"] is not None
        ]
        verdict = Verdict()
        verdict.breach("none", when=not rows)
        if rows:
            judge_attestation(ctx, max(rows, key=lambda row: (row["attested_on"], row["attestation_id"])), verdict)
        found.append((clause_id, verdict))
    return found


def judge_attestation(ctx: Context, row: Row, verdict: Verdict) -> None:
    attested, due = row["attested_on"], row["next_due_on"]
    if not ctx.lacks("attestation.years"):
        last = anniversary(attested, ctx.number("attestation.years"))
        verdict.breach("expired", when=due is None or due < ctx.as_of or due > last)
    verdict.breach("answered_no", when=row["answer"] == "no")
    verdict.breach("answer_blank", when=not row["answer"])
    member = ctx.find("staff", row["attested_by"])
    verdict.breach("unknown_person", when=member is None or not is_current(member, attested))


CHECKS = {"BRD-01": [("committee_papers", brd_01)], "BRD-02": [("committee_papers", brd_02)]}
UNITS = {"GOV-01": gov_01, "GOV-02": gov_02}
