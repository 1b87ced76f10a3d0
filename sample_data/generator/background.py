"""The everyday caseload: every record here complies with, or is out of scope of, every rule in every pack."""

from __future__ import annotations

from sample_data.generator import other_sharing as other
from sample_data.generator import requests, sharing
from sample_data.generator.calendar import DAY, anniversary, at, working_day
from sample_data.generator.casework import Case, join, new_case
from sample_data.generator.papers import client_paper
from sample_data.generator.texts import DO_NOT_ASK, DO_NOT_TELL, HOLDS, NOT_SHARED
from sample_data.generator.world import World

SERVICES = ("iss",) * 36 + ("dvpp",) * 11 + ("childrens",) * 15 + ("family_support",) * 12
SERVICES += ("youth",) * 9 + ("refuge",) * 12 + ("other",) * 5
STATUSES = ("open",) * 38 + ("closed",) * 45 + ("archived",) * 10 + ("destroyed",) * 7


def build(world: World, count: int) -> None:
    """Add `count` cases with what was shared from them."""
    world.start("background")
    cases = []
    while len(cases) < count:
        service, status = str(world.pick(SERVICES)), str(world.pick(STATUSES))
        if service == "dvpp" and status == "open" and len(cases) + 2 <= count and world.chance(0.5):
            cases += linked_pair(world)
        else:
            cases.append(_one(world, service, status))
            if service == "iss" and status == "open" and len(cases) < count and world.chance(0.08):
                cases.append(_earlier(world, cases[-1]))
    for case in cases:
        if case.row["status"] in ("open", "closed") and _recent(world, case):
            _shared(world, case)
    for staff in world.teams["iss"][2:6] + world.teams["refuge"][2:4]:
        other.about_staff(world, staff, world.ago(world.rng.randint(20, 200)))


def _one(world: World, service: str, status: str) -> Case:
    if status == "open":
        case = new_case(world, service, opened=working_day(world.ago(world.rng.randint(12, 850))))
        if world.chance(0.03):
            started = case.opened + 5 * DAY
            case.row.update(evidence_hold="yes", hold_reason=world.pick(HOLDS), hold_started_on=started)
        return case
    if status == "closed":
        return new_case(world, service, status, closed=working_day(world.ago(world.rng.randint(3, 2100))))
    if status == "archived":
        return archived(world, service, world.rng.randint(420, 2100))
    due = anniversary(world.ago(world.rng.randint(100, 800)), -6)
    return destroyed(world, service, due, world.rng.randint(0, 60))


def _earlier(world: World, case: Case) -> Case:
    """The same client's case from before, closed months before this one was opened."""
    closed = case.opened - world.rng.randint(60, 700) * DAY
    return new_case(world, case.row["service"], "closed", closed=closed, client=case.client)


def archived(world: World, service: str, days: int) -> Case:
    """A case closed that many days ago and moved to the archive some months later."""
    closed = working_day(world.ago(days))
    case = new_case(world, service, "archived", closed=closed)
    dispose(world, "case", case.id, closed + world.rng.randint(90, 400) * DAY, action="archived")
    return case


def destroyed(world: World, service: str, closed: object, late: int = 0) -> Case:
    """A case destroyed on its six-year anniversary or `late` days after it; no paper is left behind."""
    case = new_case(world, service, "destroyed", closed=closed)
    gone = anniversary(closed, 6) + late * DAY
    dispose(world, "case", case.id, gone)
    if world.chance(0.3):
        paper = client_paper(world, case, case.opened, text="")
        dispose(world, "document", paper["document_id"], gone)
    return case


def dispose(world: World, object_type: str, object_id: str, day: object, **more: object) -> dict:
    """An entry in the disposal log, destroyed for retention unless told otherwise."""
    media = str(world.pick(("paper", "paper", "electronic_record")))
    action = more.get("action", "destroyed")
    method = "archive_transfer" if action == "archived" else {"paper": "shredded"}.get(media, "system_delete")
    values = {"action": action, "method": method, "media": media, "reason": "retention_expired"} | more
    done_by = world.pick(world.admins)["staff_id"]
    values.setdefault("done_by", done_by)
    return world.add("disposal_log", object_type=object_type, object_id=object_id, disposed_on=day, **values)


def linked_pair(world: World) -> list[Case]:
    """A woman's case and her ex-partner's on the programme, each on the other's file."""
    day = working_day(world.ago(world.rng.randint(60, 700)))
    hers = new_case(world, "iss", opened=day)
    his = new_case(world, "dvpp", opened=day + world.rng.randint(0, 20) * DAY)
    join(world, hers, his.client, "ex_partner")
    join(world, his, hers.client, "ex_partner")
    his.people["partner"], his.people["ex_partner"] = [hers.client], [hers.client]
    hers.row["linked_case_id"], his.row["linked_case_id"] = his.id, hers.id
    return [hers, his]


def _recent(world: World, case: Case) -> bool:
    closed = case.row["closed_on"]
    return not closed or closed > world.ago(900)


def _shared(world: World, case: Case) -> None:
    """What was shared from one case: by consent and by exception never mix on one file."""
    if world.chance(0.11) and case.group != "man_dvpp":
        _in_harm(world, case)
    elif world.chance(0.85):
        for _ in range(world.pick((1, 1, 2, 2, 3))):
            share = sharing.with_consent(world, case)
            if world.chance(0.15):
                requests.asked_first(world, share.decision, share.disclosure)
    if case.group == "man_dvpp" and world.chance(0.5):
        other.tell_partner(world, case)
    if world.chance(0.14):
        other.inside(world, case)
    if world.chance(0.04):
        other.to_client(world, case)
    if world.chance(0.03):
        other.without_names(world, case)
    if world.chance(0.05):
        _other_decision(world, case)


def _in_harm(world: World, case: Case) -> None:
    """Shared because of harm; now and then in doubt and taken to a meeting, or a risk to her talked through first."""
    share = sharing.by_exception(world, case, harm="child_significant_harm")
    if case.group == "adult_victim" and world.chance(0.3):
        share.disclosure["may_increase_risk"] = "yes"
    if world.chance(0.15):
        share.decision["in_doubt"] = "yes"
        held = at(share.decision["decided_at"].date(), "11:20")
        chair = world.teams[case.row["service"]][0]["staff_id"]
        sharing.authorise(world, case, share.decision, "case_meeting", chair, held)


def _other_decision(world: World, case: Case) -> None:
    kind = str(world.pick(("not_share", "not_share", "do_not_seek_consent", "do_not_tell")))
    words = {"not_share": NOT_SHARED, "do_not_seek_consent": DO_NOT_ASK, "do_not_tell": DO_NOT_TELL}[kind]
    agency, day = world.pick(world.agencies[:10])["name"], world.pick(("Monday", "Wednesday", "Friday"))
    answers = {"q1_purpose": "yes", "q2_identifiable": "yes", "q3_confidential": "yes", "q4_consent": "no"}
    answers = answers | {"q5_other_reason": "no"} if kind == "not_share" else {}
    reason = sharing.once(world, str(world.pick(words)).format(agency=agency, day=day))
    decision = sharing.decide(world, case, sharing.a_day(world, case), reason, kind=kind, **answers)
    if kind == "not_share" and world.chance(0.6):
        requests.asked_first(world, decision)
