"""Disclosures that comply in every pack, each with the decision, consent, concern and authorisations behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sample_data.generator import papers, texts
from sample_data.generator.calendar import DAY, at, working_day
from sample_data.generator.casework import Case, join, new_person
from sample_data.generator.organisation import agency as agency_of
from sample_data.generator.world import World

KINDS = {
    "adult_victim": ("police", "health", "health", "housing", "housing", "voluntary", "childrens_social_care", "court"),
    "man_dvpp": ("probation",),
    "child": ("childrens_social_care", "health", "education"),
    "young_person": ("childrens_social_care", "health", "education", "housing"),
    "parent_carer": ("childrens_social_care", "health", "housing", "voluntary", "other_statutory"),
    "other": ("health", "housing", "other_statutory"),
}
RECIPIENT = {"voluntary": "voluntary_agency", "education": "other_statutory", "funder": "other_statutory"}
CHECKED = {"phone": "identity_checked;entitlement_checked;called_back", "post": "address_checked;contents_checked"}
SECURE = ("secure_email", "secure_email", "secure_email", "portal", "phone", "post", "in_person", "video")
TOLD = "what;why;to_whom;how;consequences;limits"
ALWAYS_CONSIDERED = "subject_safety;others_safety;third_party_impact;how_much;urgency;best_interests;law;child_welfare"


@dataclass
class Share:
    """A disclosure and the rows behind it; a part that a kind of share has no need of is None."""

    case: Case
    decision: dict
    disclosure: dict
    consent: dict | None = None
    concern: dict | None = None
    talk: dict | None = None
    approval: dict | None = None


def a_day(world: World, case: Case) -> dt.date:
    """A day within the life of the case and the last two years and a half."""
    last = case.row["closed_on"] or world.ago(9)
    first = max(case.opened + 3 * DAY, last - 900 * DAY)
    day = first + world.rng.randint(0, max((last - first).days, 0)) * DAY
    return max(case.opened, working_day(day))


def with_consent(world: World, case: Case, day: dt.date | None = None, kind: str = "", number: int = 0) -> Share:
    """An outside agency is told something the client agreed to, in writing or by word of mouth."""
    day = day or a_day(world, case)
    kind = kind or str(world.pick(KINDS[case.group]))
    to = agency_of(world, kind, number)
    categories, what, why = world.pick(texts.SHARED[kind])
    consent = give_consent(world, case, day, to, categories)
    decision = decide(
        world,
        case,
        day,
        worded_reason(world, case, to["name"], *texts.BY_CONSENT),
        why,
        q4_consent="yes",
        basis="consent",
    )
    disclosure = disclose(world, case, day, to, decision, basis="consent", consent_id=consent["consent_id"])
    disclosure.update(info_categories=categories, what_shared=what, purpose=why, purpose_code=texts.CODES[kind])
    if kind in ("court", "probation"):
        report = papers.client_paper(world, case, day, "report")
        disclosure["document_id"] = report["document_id"]
    return Share(case, decision, disclosure, consent)


def give_consent(world: World, case: Case, day: dt.date, to: dict, categories: str) -> dict:
    """Consent given up to six weeks before the day, to one agency; a parent gives it for a younger child."""
    given = max(case.opened, day - world.rng.randint(0, 40) * DAY)
    parent = case.person("parent_carer", "non_abusing_parent") if case.group == "child" else None
    written = to["kind"] in ("health", "court") or world.chance(0.75)
    form = papers.client_paper(world, case, given, "consent_form") if written else None
    return world.add(
        "consents",
        case_id=case.id,
        subject_id=case.client["person_id"],
        given_by_id=(parent or case.client)["person_id"],
        given_as="parent_carer" if parent else "self",
        status="given",
        form="written" if written else "verbal",
        sought_on=given,
        given_on=given,
        ended_on=day + 180 * DAY if world.chance(0.3) else "",
        recipient_agency_id=to["agency_id"],
        info_categories=categories,
        limits_discussed="yes",
        told=TOLD,
        implications_discussed_on=given,
        document_id=form["document_id"] if form else "",
    )


def decide(
    world: World, case: Case, day: dt.date, rationale: str, purpose: str = "", kind: str = "share", **more: object
) -> dict:
    """A decision of the lead worker's, taken on the morning of the day and written up with a note on the file."""
    decided = at(day, f"{world.rng.randint(9, 10):02d}:{world.rng.randint(0, 59):02d}")
    note = papers.client_paper(world, case, day, "case_note", papers.worded(world, case, _note(world)))
    later = max(case.opened, day)
    values = {"considered": ALWAYS_CONSIDERED} if kind in ("share", "not_share") else {}
    if kind == "share":
        values |= {"q1_purpose": "yes", "q2_identifiable": "yes", "q3_confidential": "yes"}
        values["q5_other_reason"] = "not_reached" if more.get("q4_consent") == "yes" else "yes"
    return world.add(
        "decisions",
        case_id=case.id,
        subject_id=case.client["person_id"],
        decided_at=decided,
        recorded_at=at(later, f"{world.rng.randint(15, 17):02d}:{world.rng.randint(0, 59):02d}"),
        decided_by=case.lead["staff_id"],
        decision_type=kind,
        rationale=rationale,
        purpose=purpose,
        file_note_id=note["document_id"],
        in_doubt="no",
        **(values | more),
    )


def disclose(world: World, case: Case, day: dt.date, to: dict, decision: dict | None, **more: object) -> dict:
    """A disclosure to an agency, made after noon by a secure route, and the client told within five days."""
    channel = str(world.pick(SECURE))
    told = min(day + world.rng.randint(0, 5) * DAY, world.as_of)
    values = {
        "scope": "external",
        "recipient_kind": RECIPIENT.get(to["kind"], to["kind"]),
        "recipient_name": f"{world.pick(texts.DESKS[to['kind']])}, {to['name']}" if to["kind"] in texts.DESKS else "",
        "recipient_agency_id": to["agency_id"],
        "channel": channel,
        "verification": CHECKED.get(channel, ""),
        "client_requested": "yes" if world.chance(0.25) else "no",
        "subject_told_on": told,
    }
    return world.add(
        "disclosures",
        case_id=case.id,
        subject_id=case.client["person_id"],
        subject_type="client",
        disclosed_at=at(day, f"{world.rng.randint(12, 16):02d}:{world.rng.randint(0, 59):02d}"),
        disclosed_by=case.lead["staff_id"],
        decision_id=decision["decision_id"] if decision else "",
        may_increase_risk="no",
        readers_known="yes",
        implications_discussed_on=day,
        info_as_at=max(case.opened, day - world.rng.randint(0, 60) * DAY),
        accuracy_checked_on=day,
        fact_opinion_marked="yes",
        minimum_checked="yes",
        **(values | more),
    )


def by_exception(
    world: World, case: Case, day: dt.date | None = None, harm: str = "child_significant_harm", basis: str = ""
) -> Share:
    """Sharing without consent for a harm concern, with both manager rows first and the reason consent was not sought.

    `harm` is the kind of the linked concern, or blank for none. `basis` is the one the group accepts in every pack.
    """
    day = day or a_day(world, case)
    young = case.group in ("child", "young_person")
    basis = basis or ("child_protection" if young else "risk_to_other")
    to = agency_of(world, "childrens_social_care" if young or world.chance(0.5) else "police")
    what, why = "The incident, when it was seen, and who is at risk", "To keep a child safe"
    consent = not_sought(world, case, day, to)
    decision = decide(
        world, case, day, worded_reason(world, case, to["name"], *texts.BY_EXCEPTION), why, q4_consent="no", basis=basis
    )
    concern = raise_concern(world, case, day, harm, decision) if harm else None
    disclosure = disclose(world, case, day, to, decision, basis=basis, client_requested="no", what_shared=what)
    categories = "identity;children;risk" if young else "identity;risk"
    disclosure.update(purpose=why, purpose_code="safeguarding", info_categories=categories)
    assessed = papers.client_paper(world, case, day, "risk_assessment")
    decision["risk_assessment_id"] = assessed["document_id"]
    talk = authorise(world, case, decision, "line_manager_discussion", case.lead["line_manager_id"], at(day, "11:05"))
    approval = authorise(world, case, decision, "manager_approval", world.senior["staff_id"], at(day, "11:40"))
    disclosure["authorisation_id"] = approval["authorisation_id"]
    return Share(case, decision, disclosure, consent, concern, talk, approval)


def not_sought(world: World, case: Case, day: dt.date, to: dict, reason: str = "risk_to_child") -> dict:
    return world.add(
        "consents",
        case_id=case.id,
        subject_id=case.client["person_id"],
        given_by_id=case.client["person_id"],
        given_as="self",
        status="not_sought",
        sought_on=day,
        not_sought_reason=reason,
        recipient_agency_id=to["agency_id"],
    )


def raise_concern(world: World, case: Case, day: dt.date, harm: str, decision: dict) -> dict:
    """A concern raised early that day about somebody the kind of harm fits, acted on within the hour."""
    at_risk = case.person("child") if case.group != "child" else case.client
    if harm == "risk_to_client" or (case.group == "young_person" and harm.startswith("child")):
        at_risk = case.client
    if at_risk is None:
        surname = case.client["full_name"].split()[1]
        at_risk = new_person(world, "f", surname, born=case.opened - 2000 * DAY)
        join(world, case, at_risk, "child")
    row = world.add(
        "safeguarding_concerns",
        case_id=case.id,
        kind=harm,
        raised_at=at(day, f"08:{world.rng.randint(10, 59)}"),
        raised_by=case.lead["staff_id"],
        at_risk_id=at_risk["person_id"],
        procedure_started_at=at(day, "09:00"),
        decision_id=decision["decision_id"],
        parent_involved="yes" if harm.startswith("child") else "",
        warned_at=at(day, "12:00") if harm == "threat_to_named_person" else "",
    )
    decision["concern_id"] = row["concern_id"]
    return row


def authorise(world: World, case: Case, decision: dict, kind: str, staff_id: str, held: object) -> dict:
    return world.add(
        "authorisations",
        case_id=case.id,
        decision_id=decision["decision_id"],
        kind=kind,
        staff_id=staff_id,
        held_at=held,
        covers="reasons;grounds;risk",
        outcome=world.pick(texts.AGREED),
        anonymised="yes" if kind == "peer_advice" else "no",
        file_note_id=decision["file_note_id"],
    )


def worded_reason(world: World, case: Case, agency: str, *banks: tuple[str, ...]) -> str:
    """A reason in the worker's words, a sentence from each bank."""
    reason = " ".join(str(world.pick(bank)) for bank in banks)
    words = {"she": "he", "She": "He", "her": "his", "Her": "His", "him": "him"} if case.client_is_male else {}
    words = {"she": "she", "She": "She", "her": "her", "Her": "Her", "him": "her"} | words
    return once(world, reason.format(agency=agency, day=world.pick(texts.DAYS), **words))


def once(world: World, reason: str) -> str:
    """The reason, with a sentence of its own added where the same words would stand on a third record."""
    told = reason
    while world.worded_twice(told):
        clock = f"{world.rng.randint(9, 16)}:{world.rng.choice(('05', '10', '20', '35', '50'))}"
        told = f"{reason} {str(world.pick(texts.OWN_SENTENCE)).format(clock=clock, day=world.pick(texts.DAYS))}"
    return told


def _note(world: World) -> str:
    return str(world.pick(papers.DECISION_NOTES))
