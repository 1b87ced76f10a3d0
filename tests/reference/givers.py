"""CON-03 and CON-05. Each function takes one consents row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* the group of a consent's subject is read on its case_id and given_on, as_of where that is blank; the list of
  `consent.limits_needed_for` is read as groups are (young_person is child, parent_carer is other).
* CON-05 `parent_over_competent_child` under fraser: a blank list of categories is not `all health or hiv_status`.
* CON-05 `at 18 or more` is a known date of birth; with none, competence is read, but `not_competent_self`, which asks
  for an age under 18, is not raised.
* CON-05 `the two competence causes` that lacks_capacity lifts are `parent_over_competent_child` and `refusal_ignored`:
  they rest on the person being competent.
* CON-05 `a disclosure that relies on this row` names it in consent_id and has basis consent. The refusal is P13
  *Refused* (refused.py), read of own-name rows and for the consent's subject; a later own-name row has to cover the
  category. An undated disclosure is undecided where an own-name refusal might meet it. It is a conflict only if each
  disclosure that ignores a refusal has a linked serious concern.
* CON-05 `incapable_self` with given_on blank: competence_assessed_on counts as on or before it.
* `child_consent.assess_from_age` at none is read as off.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from . import consent
from .consent import Share, share_of
from .context import Context, Verdict
from .definitions import GROUPS, group_of, has_serious, linked_concerns
from .records import Row
from .refused import is_refused
from .times import is_under

OWN_NAME = ("self",)
FRASER = ("health", "hiv_status")


def day_given(ctx: Context, row: Row) -> date:
    return row["given_on"] or ctx.as_of


def group_of_consent(ctx: Context, row: Row) -> str:
    return group_of(ctx, row["subject_id"], row["case_id"], day_given(ctx, row))


def con_03(ctx: Context, row: Row) -> Verdict | None:
    if row["status"] not in ("given", "refused") or row["given_as"] == "info_provider":
        return None
    verdict = Verdict()
    for code in set(ctx.items("told_needed")) - set(row["told"]):
        verdict.breach("told_missing_" + code)
    needed_for = {GROUPS.get(item, item) for item in ctx.items("consent.limits_needed_for")}
    needed = row["status"] == "given" and group_of_consent(ctx, row) in needed_for
    verdict.breach("limits_not_discussed", when=needed and row["limits_discussed"] != "yes")
    return verdict


def con_05(ctx: Context, row: Row) -> Verdict | None:
    if row["status"] != "given" or row["given_as"] not in ("self", "parent_carer", "attorney_or_deputy"):
        return None
    person, day = ctx.find("people", row["subject_id"]), day_given(ctx, row)
    lacks = person is not None and person["capacity"] == "lacks_capacity"
    under_18 = is_under(person, 18, day)
    if not lacks and not under_18 and group_of_consent(ctx, row) != "child":
        return None
    verdict = Verdict()
    of_age = person is not None and person["date_of_birth"] is not None and not under_18
    if not of_age:
        competence = person["competence"] if person else ""
        judge_competence(ctx, row, person, competence, verdict)
        if not lacks:
            judge_parent(row, competence, verdict)
            judge_refusals(ctx, row, competence, verdict)
    assessed = person["competence_assessed_on"] if person else None
    in_time = assessed is None or row["given_on"] is None or assessed <= row["given_on"]
    verdict.breach("incapable_self", when=lacks and row["given_as"] == "self" and in_time)
    return verdict


def judge_competence(ctx: Context, row: Row, person: Row | None, competence: str, verdict: Verdict) -> None:
    day = day_given(ctx, row)
    self_given = row["given_as"] == "self" and competence == "not_competent"
    verdict.breach("not_competent_self", when=self_given and is_under(person, 18, day))
    age = ctx.settings.get("child_consent.assess_from_age", "off")
    if competence not in ("", "not_assessed") or age in ("off", "none") or not ctx.is_raised("CON-05", "not_assessed"):
        return
    if person is None or person["date_of_birth"] is None:
        verdict.undecided()
    else:
        verdict.breach("not_assessed", when=not is_under(person, int(age), day))


def judge_parent(row: Row, competence: str, verdict: Verdict) -> None:
    listed = row["info_categories"]
    all_health = bool(listed) and all(category in FRASER for category in listed)
    competent = competence == "gillick" or (competence == "fraser" and all_health)
    verdict.breach("parent_over_competent_child", when=competent and row["given_as"] == "parent_carer")


def own_categories(share: Share, competence: str) -> list[str]:
    """The categories of a share about which the person can decide."""
    if competence == "gillick":
        return list(share.categories)
    return [category for category in share.categories if competence == "fraser" and category in FRASER]


def judge_refusals(ctx: Context, row: Row, competence: str, verdict: Verdict) -> None:
    """The refusals of a competent person against each disclosure that relies on this row."""
    if not ctx.is_raised("CON-05", "refusal_ignored"):
        return
    excused = []
    for disclosure in ctx.rows("disclosures"):
        if disclosure["basis"] != "consent" or disclosure["consent_id"] != row["consent_id"]:
            continue
        share = replace(share_of(disclosure), subject_id=row["subject_id"])
        categories = own_categories(share, competence)
        if share.day is None:
            if any(might_be_refused(ctx, share, category) for category in categories):
                verdict.undecided()
        elif any(is_refused(ctx, share, category, OWN_NAME) for category in categories):
            concerns = linked_concerns(ctx, disclosure["decision_id"], disclosure["disclosed_at"])
            excused.append(has_serious(ctx, concerns))
    verdict.breach("refusal_ignored", when=bool(excused))
    if excused and all(excused):
        verdict.conflict("refusal_ignored")


def might_be_refused(ctx: Context, share: Share, category: str) -> bool:
    return any(
        row["given_as"] in OWN_NAME
        and row["status"] in ("refused", "withdrawn")
        and consent.same_subject(row["subject_id"], share.subject_id)
        and consent.case_fits(row, share)
        and consent.refusal_meets(row, share, category)
        for row in ctx.rows("consents")
    )
