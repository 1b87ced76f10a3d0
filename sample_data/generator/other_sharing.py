"""The rest of what leaves a worker's desk and complies: inside, to the client, without names, to a man's partner."""

from __future__ import annotations

import datetime as dt

from sample_data.generator import papers, requests, texts
from sample_data.generator.calendar import DAY, at
from sample_data.generator.casework import Case
from sample_data.generator.organisation import agency as agency_of
from sample_data.generator.sharing import (
    ALWAYS_CONSIDERED,
    TOLD,
    Share,
    a_day,
    decide,
    disclose,
    give_consent,
    once,
    worded_reason,
)
from sample_data.generator.world import World

INSIDE = {"kind": "staff", "name": "", "agency_id": ""}


def inside(world: World, case: Case, day: dt.date | None = None) -> Share:
    """A colleague in the service is told what the cover or the handover needs."""
    day = day or a_day(world, case)
    team = [row for row in world.teams[case.row["service"]] if row["started_on"] <= day and row is not case.lead]
    colleague = world.pick(team)
    reason = worded_reason(world, case, "", texts.INTERNAL, texts.INSIDE_LIMITS)
    decision = decide(world, case, day, reason, "Cover for the client", q4_consent="no", basis="contract_terms")
    disclosure = disclose(world, case, day, INSIDE, decision, basis="contract_terms", scope="internal")
    disclosure.update(
        recipient_kind="staff_member",
        recipient_name=colleague["full_name"],
        recipient_person_id=colleague["staff_id"],
        what_shared=world.pick(("Safety plan and safe times to ring", "Current risks and who is in the home")),
        info_categories=world.pick(("identity;risk", "identity;contact_details;risk", "identity")),
        purpose="Cover while the lead worker is away",
        purpose_code="service_provision",
        legal_reference="Service agreement signed at intake",
        channel=world.pick(("in_person", "email", "secure_email")),
        verification="",
    )
    return Share(case, decision, disclosure)


def to_client(world: World, case: Case, day: dt.date | None = None) -> dict:
    """The client is given part of the file after asking to see it; no decision to share is needed."""
    day = day or a_day(world, case)
    asked = max(case.opened, day - 18 * DAY)
    request = ask_to_see(world, case, asked, day)
    paper = papers.client_paper(world, case, case.opened)
    row = disclose(world, case, day, INSIDE, None, basis="subject_access", recipient_kind="data_subject")
    row.update(
        recipient_name=case.client["full_name"],
        recipient_person_id=case.client["person_id"],
        what_shared=world.pick(("Copy of the notes asked for", "Copy of the letters and plans")),
        info_categories="identity;health",
        purpose="Request to see the file",
        purpose_code="subject_request",
        sar_id=request["sar_id"],
        document_id=paper["document_id"],
        channel=world.pick(("post", "in_person", "secure_email")),
    )
    row["verification"] = "address_checked;contents_checked" if row["channel"] == "post" else ""
    return row


def ask_to_see(
    world: World, case: Case, asked: dt.date, done: dt.date | str, kind: str = "copy", **more: object
) -> dict:
    """A request by the client, completed on `done`, or still open where that is blank."""
    values = {"outcome": "granted" if done else "open", "explained_on": done} | more
    return world.add(
        "subject_access_requests",
        requester_type="client",
        requester_id=case.client["person_id"],
        case_id=case.id,
        kind=kind,
        received_at=at(asked, f"{world.rng.randint(9, 16):02d}:20"),
        handled_by=case.lead["staff_id"],
        completed_on=done,
        third_party_checked_by=world.managers[case.row["service"]]["staff_id"],
        **values,
    )


def without_names(world: World, case: Case, day: dt.date | None = None) -> Share:
    """A funder is told what was done, with nothing that could point to anyone."""
    day = day or a_day(world, case)
    reason = worded_reason(world, case, "", texts.RETURNS, texts.NOBODY)
    answers = {"q2_identifiable": "no", "q3_confidential": "not_reached", "q4_consent": "not_reached"}
    decision = decide(world, case, day, reason, "Quarterly return", basis="not_identifiable", **answers)
    decision["q5_other_reason"] = "not_reached"
    to = agency_of(world, "funder")
    disclosure = disclose(world, case, day, to, decision, basis="not_identifiable", recipient_name=to["name"])
    disclosure.update(
        what_shared="Number of sessions and an outcome score, no names or places",
        info_categories="none_identifying",
        purpose="Quarterly return to the funder",
        purpose_code="service_review",
        channel=world.pick(("email", "portal")),
    )
    return Share(case, decision, disclosure)


def tell_partner(world: World, case: Case, day: dt.date | None = None) -> Share:
    """A programme man's partner is told of a milestone, which he agreed to in writing when he joined."""
    day = day or a_day(world, case)
    partner = case.person("partner", "ex_partner")
    consent = give_consent(world, case, day, {"kind": "health", "agency_id": ""}, "identity;programme_progress")
    consent.update(recipient_named=partner["full_name"])
    reason = worded_reason(world, case, "", texts.MILESTONES, texts.MILESTONE_LIMITS)
    decision = decide(world, case, day, reason, "Milestone", q4_consent="yes", basis="programme_notification")
    disclosure = disclose(world, case, day, INSIDE, decision, basis="programme_notification")
    disclosure.update(
        recipient_kind="partner_or_ex",
        recipient_name=partner["full_name"],
        recipient_person_id=partner["person_id"],
        what_shared=world.pick(("That he has finished the first block", "That he has been accepted on the programme")),
        info_categories="identity;programme_progress",
        purpose="Programme notification to the partner",
        purpose_code="service_provision",
        channel="phone",
        verification="identity_checked;entitlement_checked;called_back",
        consent_id=consent["consent_id"],
    )
    return Share(case, decision, disclosure, consent)


def about_staff(world: World, staff: dict, day: dt.date) -> dict:
    """A new employer's request for dates, put to the member of staff by the line manager and agreed."""
    to = agency_of(world, "other")
    consent = world.add(
        "consents",
        subject_id=staff["staff_id"],
        given_by_id=staff["staff_id"],
        given_as="self",
        status="given",
        form="written",
        sought_on=day - 3 * DAY,
        given_on=day - 2 * DAY,
        recipient_agency_id=to["agency_id"],
        info_categories="staff_personal",
        told=TOLD,
    )
    decision = _decided_for_staff(world, staff, day, to)
    return world.add(
        "disclosures",
        subject_id=staff["staff_id"],
        subject_type="staff",
        scope="external",
        disclosed_at=at(day, "14:10"),
        disclosed_by=world.senior["staff_id"],
        recipient_kind="employer",
        recipient_name=f"Personnel office, {to['name']}",
        recipient_agency_id=to["agency_id"],
        channel="secure_email",
        what_shared="Dates of employment and the post held",
        info_categories="staff_personal",
        purpose="Reference asked for by the member of staff",
        purpose_code="other",
        basis="consent",
        consent_id=consent["consent_id"],
        decision_id=decision["decision_id"],
        subject_told_on=day,
        info_as_at=day,
        fact_opinion_marked="yes",
        minimum_checked="yes",
    )


def _decided_for_staff(world: World, staff: dict, day: dt.date, to: dict) -> dict:
    """The decision to answer, and the request that went to the person first."""
    decision = world.add(
        "decisions",
        subject_id=staff["staff_id"],
        decided_at=at(day, "11:30"),
        recorded_at=at(day, "11:45"),
        decided_by=world.senior["staff_id"],
        decision_type="share",
        rationale=once(world, str(world.pick(texts.STAFF_REASONS))),
        purpose="Reference",
        basis="consent",
        considered=ALWAYS_CONSIDERED,
        in_doubt="no",
        **dict.fromkeys(("q1_purpose", "q2_identifiable", "q3_confidential", "q4_consent"), "yes"),
    )
    asked = requests.request(world, staff["staff_id"], "", at(day - 4 * DAY, "09:40"), to, about_type="staff")
    asked.update(referred_to_subject_on=day - 3 * DAY, line_manager_id=staff["line_manager_id"], closed_on=day)
    asked.update(asked_for="Dates of employment and the post held", decision_id=decision["decision_id"])
    decision["request_id"] = asked["request_id"]
    return decision
