"""DIS-01, DIS-02, DIS-04 and DIS-07. Each function takes one row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* DIS-01: a recipient_person_id that is filled but found nowhere is simply not the partner; kind other or family is
  undecided only with no person. Disclosures to the subject are in scope.
* DIS-02 scope: a blank recipient_kind is no `other kind`, so it is out of scope. `An outside body` is any kind of the
  scope's third group (internal, and neither on outsider_kinds nor staff_member or committee).
* DIS-02: an allowed family recipient complies whatever else could be said; `on the case` reads no dates; a person is on
  the case as its client or by case_people. `other_client` for kind other_client asks nothing about the person.
* DIS-02: cover, or being inside, that cannot be told because the row is undated makes the cause undecided; the cause is
  not raised if its other half already fails.
* DIS-07: a blank subject_type counts as client, as in CON-06.
"""

from __future__ import annotations

from datetime import timedelta

from .consent import is_covered, share_of
from .context import Context, Verdict, undecided
from .definitions import (
    ABOUT_CLIENT,
    GROUPS,
    INSIDE_KINDS,
    exceptions_setting,
    group_of_disclosure,
    has_serious,
    is_external,
    is_identifiable,
    is_inside,
    is_partner,
    is_to_subject,
    linked_concerns,
    relationships,
)
from .programme import fits_a_route
from .records import Row, day_of
from .wording import holds_words


def dis_01_disclosure(ctx: Context, disclosure: Row) -> Verdict | None:
    if disclosure["subject_type"] not in ("client", "") or group_of_disclosure(ctx, disclosure) != "adult_victim":
        return None
    verdict = Verdict()
    kind, person = disclosure["recipient_kind"], disclosure["recipient_person_id"]
    verdict.breach("recipient_partner", when=kind == "partner_or_ex")
    verdict.breach("recipient_is_partner", when=is_partner(ctx, person, disclosure["subject_id"]))
    if kind in ("family", "other") and not person:
        verdict.undecided("recipient_unknown")
    return verdict


def is_client_of_group(ctx: Context, person_id: str, group: str) -> bool:
    return any(row["person_id"] == person_id and row["client_group"] == group for row in ctx.rows("cases"))


def dis_01_contact(ctx: Context, contact: Row) -> Verdict | None:
    case, person = ctx.find("cases", contact["case_id"]), contact["person_id"]
    if contact["direction"] != "out" or case is None or not is_partner(ctx, person, case["person_id"]):
        return None
    to_her_partner = case["client_group"] == "adult_victim"
    to_his_partner = case["client_group"] == "man_dvpp" and is_client_of_group(ctx, person, "adult_victim")
    if not to_her_partner and not to_his_partner:
        return None
    if any(holds_words(phrase, contact["summary"]) for phrase in ctx.items("message.phrases")):
        return undecided("message_carried")
    return Verdict()


def in_dis_02(ctx: Context, disclosure: Row) -> bool:
    kind = disclosure["recipient_kind"]
    if not is_identifiable(disclosure) or is_to_subject(disclosure) or disclosure["subject_type"] not in ABOUT_CLIENT:
        return False
    outsider = kind in ctx.items("outsider_kinds") or kind in INSIDE_KINDS
    if not outsider and not (kind and disclosure["scope"] == "internal"):
        return False
    if ctx.is_on("DIS-01"):
        partner = dis_01_disclosure(ctx, disclosure)
        if partner is not None and partner.breaches:
            return False
    return not (ctx.is_on("AUT-06") and fits_a_route(ctx, disclosure))


def is_allowed_parent(ctx: Context, disclosure: Row) -> bool:
    """A family recipient to whom this child's information may go without consent."""
    allowed = {GROUPS.get(item, item) for item in ctx.items("family.parent_allowed_for")}
    person = ctx.find("people", disclosure["subject_id"])
    roles = relationships(ctx, disclosure["case_id"], disclosure["recipient_person_id"])
    concerns = linked_concerns(ctx, disclosure["decision_id"], disclosure["disclosed_at"])
    return (
        disclosure["recipient_kind"] == "family"
        and group_of_disclosure(ctx, disclosure) in allowed
        and bool({"parent_carer", "non_abusing_parent"} & set(roles))
        and (person is None or person["competence"] not in ("gillick", "fraser"))
        and not has_serious(ctx, concerns)
    )


def dis_02(ctx: Context, disclosure: Row) -> Verdict | None:
    if not in_dis_02(ctx, disclosure):
        return None
    verdict = Verdict()
    if is_allowed_parent(ctx, disclosure):
        return verdict
    kind, covered = disclosure["recipient_kind"], is_covered(ctx, share_of(disclosure))
    if kind in INSIDE_KINDS:
        judge_inside(ctx, disclosure, covered, verdict)
    else:
        cause = "outsider" if kind in ctx.items("outsider_kinds") else "internal_to_agency"
        verdict.breach(cause, when=covered is False)
        if covered is None:
            verdict.undecided()
    judge_other_client(ctx, disclosure, covered, verdict)
    if "outsider" in verdict.breaches and is_conflict_of_dis_02(ctx, disclosure):
        verdict.conflict("outsider")
    return verdict


def judge_inside(ctx: Context, disclosure: Row, covered: bool | None, verdict: Verdict) -> None:
    if covered:
        return
    if not disclosure["recipient_person_id"]:
        verdict.undecided("recipient_not_recorded")
        return
    inside = is_inside(ctx, disclosure["recipient_person_id"], day_of(disclosure["disclosed_at"]))
    if inside is True:
        return
    if inside is False and covered is False:
        verdict.breach("not_inside")
    else:
        verdict.undecided()


def judge_other_client(ctx: Context, disclosure: Row, covered: bool | None, verdict: Verdict) -> None:
    person_id, case_id = disclosure["recipient_person_id"], disclosure["case_id"]
    person, roles = ctx.find("people", person_id), relationships(ctx, case_id, person_id)
    is_client = person is not None and person["is_client"] == "yes"
    another = is_client and person_id != disclosure["subject_id"] and "parent_carer" not in roles
    if disclosure["recipient_kind"] != "other_client" and not another:
        return
    case = ctx.find("cases", case_id)
    on_case = bool(roles) or (case is not None and bool(person_id) and case["person_id"] == person_id)
    if on_case and covered is None:
        verdict.undecided()
    verdict.breach("other_client", when=not on_case or covered is False)


def is_conflict_of_dis_02(ctx: Context, disclosure: Row) -> bool:
    concerns = linked_concerns(ctx, disclosure["decision_id"], disclosure["disclosed_at"])
    return (
        disclosure["recipient_kind"] in ("family", "partner_or_ex", "other")
        and disclosure["basis"] in ctx.items(exceptions_setting(ctx, disclosure))
        and has_serious(ctx, concerns)
    )


def dis_04(ctx: Context, disclosure: Row) -> Verdict | None:
    if not is_external(disclosure) or not is_identifiable(disclosure):
        return None
    verdict, channel = Verdict(), disclosure["channel"]
    excused = ctx.is_value("secure.reason_accepted", "yes") and bool(disclosure["insecure_channel_reason"])
    verdict.breach("channel_blank", when=not channel)
    insecure = bool(channel) and channel not in ctx.items("secure_channels")
    verdict.breach("channel_not_accepted", when=insecure and not excused and not ctx.is_off("secure_channels"))
    return verdict


def dis_07(ctx: Context, disclosure: Row) -> Verdict | None:
    if not is_external(disclosure) or not is_identifiable(disclosure) or disclosure["subject_type"] not in ABOUT_CLIENT:
        return None
    verdict = Verdict()
    if disclosure["client_requested"] == "yes":
        return verdict
    day = day_of(disclosure["disclosed_at"])
    if day is None:
        return undecided()
    told, reason = disclosure["subject_told_on"], disclosure["not_told_reason"]
    last_good_day = day + timedelta(days=ctx.number("days.told_after"))
    if reason and reason in ctx.items("not_told_reasons"):
        return verdict
    if told is not None:
        verdict.breach("told_late", when=told > last_good_day)
    elif ctx.as_of <= last_good_day:
        return None
    else:
        verdict.breach("reason_not_accepted" if reason else "not_told")
    return verdict
