"""One story per disclosure: what was shared, about whom, and which of the rows around it exist."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from .fuzz_people import Raw
from .fuzz_shares import (
    BASES,
    CHANNELS,
    PURPOSES,
    Shares,
    add_authorisation,
    add_concern,
    add_consent,
    add_decision,
    add_refusal,
    categories,
)
from .fuzz_values import AS_OF, wide

BODIES = (
    "police",
    "childrens_social_care",
    "court",
    "probation",
    "health",
    "housing",
    "voluntary_agency",
    "partner_agency",
)
KINDS = {
    "body": 44,
    "partner_or_ex": 6,
    "family": 13,
    "other_client": 7,
    "threatened_person": 4,
    "data_subject": 4,
    "staff_member": 10,
    "committee": 5,
    "employer": 2,
    "media": 1,
    "public": 1,
    "other": 5,
}
SUBJECTS = {"client": 66, "related": 14, "anyone": 8, "staff": 8, "applicant": 4}
TYPES = {"client": "client", "related": "third_party", "anyone": "client", "staff": "staff", "applicant": "applicant"}


def choose_subject(shares: Shares, case: Raw | None) -> tuple[str, str]:
    """(subject_id, subject_type)."""
    values = shares.values
    who = values.weighted(SUBJECTS)
    related = [row["person_id"] for row in shares.case_people if case and row["case_id"] == case["case_id"]]
    subject_id = {
        "client": case["person_id"] if case else values.pick(*shares.people)["person_id"],
        "related": values.pick(*related, values.pick(*shares.people)["person_id"]),
        "anyone": values.pick(*shares.people)["person_id"],
        "staff": values.pick(*shares.staff)["staff_id"],
        "applicant": "AP1",
    }[who]
    subject_type = TYPES[who] if values.chance(94) else values.pick("", "third_party", "committee_member", "client")
    return subject_id, subject_type


def recipient(shares: Shares, case: Raw | None, subject_id: str) -> Raw:
    """The kind of recipient with an id and a name to match."""
    values = shares.values
    kind = values.weighted(KINDS)
    found = {
        "recipient_kind": kind,
        "recipient_agency_id": "",
        "recipient_person_id": "",
        "recipient_name": "Somebody Made-Up",
    }
    if kind in ("body", "employer", "media", "public"):
        agency = values.pick(*shares.agencies)
        found |= {"recipient_agency_id": agency["agency_id"], "recipient_name": agency["name"]}
        found["recipient_kind"] = values.pick(*BODIES) if kind == "body" else kind
    elif kind in ("staff_member", "committee"):
        found["recipient_person_id"] = values.pick("", *(row["staff_id"] for row in shares.staff))
    elif kind == "data_subject":
        found["recipient_person_id"] = values.pick("", subject_id, values.pick(*shares.people)["person_id"])
    else:
        on_case = [row["person_id"] for row in shares.case_people if case and row["case_id"] == case["case_id"]]
        found["recipient_person_id"] = values.pick("", "", *on_case, *on_case, values.pick(*shares.people)["person_id"])
    if values.chance(6):
        found["recipient_agency_id"] = values.pick(*shares.agencies)["agency_id"]
    return found


def add_story(shares: Shares) -> None:
    values = shares.values
    case = values.pick(*shares.cases) if values.chance(95) else None
    subject_id, subject_type = choose_subject(shares, case)
    event = values.event()
    basis = values.weighted(BASES)
    if case and case["client_group"] == "man_dvpp" and values.chance(55):
        basis = values.pick("programme_notification", "threat_warning", "consent")
    disclosure = make_disclosure(shares, case, subject_id, subject_type, basis, event)
    if case and case["client_group"] == "man_dvpp" and values.chance(40):
        aim_at_route(shares, disclosure, case)
    shares.add("disclosures", disclosure)
    if case and case["client_group"] == "man_dvpp" and disclosure["recipient_agency_id"]:
        shares.met.append((case["case_id"], disclosure["recipient_agency_id"], event))
    listed = [code.strip().lower() for code in disclosure["info_categories"].split(";") if code.strip()]
    add_decision_behind(shares, disclosure, event)
    add_consents_around(shares, disclosure, event, listed)
    if basis not in ("consent", "none") and values.chance(70):
        for _ in range(values.pick(1, 1, 2)):
            add_authorisation(shares, disclosure, event)
        if values.chance(40):
            add_authorisation(shares, disclosure, event, kind="line_manager_discussion")
            add_authorisation(shares, disclosure, event, kind="manager_approval")


def make_disclosure(
    shares: Shares, case: Raw | None, subject_id: str, subject_type: str, basis: str, event: date | datetime
) -> Raw:
    values = shares.values
    to = recipient(shares, case, subject_id)
    inside = to["recipient_kind"] in ("staff_member", "committee")
    told = values.near(event) + timedelta(days=values.pick(7, 7, 8, 0, 6)) if values.chance(45) else None
    legal = basis in ("legal_obligation", "court_order", "public_function") and values.chance(60)
    return {
        "disclosure_id": shares.next_id("disclosures", "DI"),
        "case_id": case["case_id"] if case else "",
        "subject_id": subject_id,
        "subject_type": subject_type,
        "scope": values.weighted({"internal": 85 if inside else 12, "external": 15 if inside else 84, "": 4}),
        "disclosed_at": values.write(event),
        "disclosed_by": values.pick(*shares.staff)["staff_id"],
        **to,
        "channel": values.pick(*CHANNELS),
        "insecure_channel_reason": values.pick("", "", "no portal that day", "n/a"),
        "what_shared": values.pick("address and dates", "a summary", "as discussed", wide("N/A"))
        if values.chance(30)
        else "a letter",
        "info_categories": values.codes(categories(values)),
        "purpose": values.pick("support", "support", "support", "TBC", "  "),
        "purpose_code": values.pick(*PURPOSES),
        "basis": basis,
        "legal_reference": "Invented Act s.1" if legal else values.pick("", "", "", "n/a"),
        "document_id": values.pick("", "", *shares.document_ids),
        "client_requested": values.pick("", "", "no", "no", "yes"),
        "subject_told_on": values.write(min(told, AS_OF) if told else None),
        "not_told_reason": values.pick(
            "", "", "", "would_raise_risk", "not_practicable", "not_practicable", "staff_legal_process"
        ),
    }


def aim_at_route(shares: Shares, disclosure: Raw, case: Raw) -> None:
    """About a programme man, to somebody DIS-02 would call an outsider, but near one of the routes of AUT-06."""
    values = shares.values
    partners = [
        row["person_id"]
        for row in shares.case_people
        if row["case_id"] == case["case_id"] and row["relationship"] in ("partner", "ex_partner")
    ]
    disclosure["recipient_kind"] = values.pick("partner_or_ex", "family", "employer", "other", "threatened_person")
    disclosure["recipient_person_id"] = values.pick("", *partners, *partners, values.pick(*shares.people)["person_id"])
    disclosure["recipient_agency_id"] = values.pick("", values.pick(*shares.agencies)["agency_id"])
    disclosure["info_categories"] = values.pick(
        "", "identity", "identity; programme_progress", "risk", "health;identity"
    )


def add_decision_behind(shares: Shares, disclosure: Raw, event: date | datetime) -> None:
    values = shares.values
    if shares.tables["decisions"] and values.chance(8):
        disclosure["decision_id"] = values.pick(*shares.tables["decisions"])["decision_id"]
    elif values.chance(92):
        subject_id = disclosure["subject_id"] if values.chance(94) else values.pick(*shares.people)["person_id"]
        decided = values.before(event) if values.chance(70) else values.beside(event)
        decision = add_decision(shares, disclosure["case_id"], subject_id, decided, disclosure["basis"])
        disclosure["decision_id"] = decision["decision_id"]
        for _ in range(values.pick(0, 0, 1, 1, 2)):
            add_concern(shares, decision, values.pick(decided, event), disclosure["recipient_person_id"])
    else:
        disclosure["decision_id"] = values.pick("", "DE999")


def add_consents_around(shares: Shares, disclosure: Raw, event: date | datetime, listed: list[str]) -> None:
    values = shares.values
    by_consent = disclosure["basis"] == "consent"
    consents = [
        add_consent(shares, disclosure, event, listed) for _ in range(values.pick(0, 1, 1) if not by_consent else 1)
    ]
    if values.chance(12):
        consents.append(add_consent(shares, disclosure, event, listed, given_as="self", status="given"))
    if values.chance(14):
        add_refusal(shares, disclosure, event, listed)
    if by_consent and consents and values.chance(85):
        disclosure["consent_id"] = values.pick(*consents)["consent_id"]
    elif values.chance(15) and shares.tables["consents"]:
        disclosure["consent_id"] = values.pick("CO999", values.pick(*shares.tables["consents"])["consent_id"])
