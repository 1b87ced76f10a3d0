"""The decision, consents, authorisations and concerns around a disclosure, close enough to meet or just miss it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from .fuzz_people import Raw
from .fuzz_values import Values

BASES = {
    "consent": 24,
    "risk_to_other": 10,
    "risk_to_client": 6,
    "child_protection": 8,
    "vital_interests": 3,
    "legal_obligation": 6,
    "court_order": 5,
    "crime_prevention": 3,
    "public_interest": 4,
    "public_function": 2,
    "programme_notification": 5,
    "threat_warning": 6,
    "contract_terms": 2,
    "subject_access": 2,
    "not_identifiable": 4,
    "not_confidential": 5,
    "none": 4,
}
CATEGORIES = {
    "identity": 30,
    "health": 14,
    "risk": 12,
    "programme_progress": 12,
    "programme_concern": 4,
    "address": 6,
    "rape_or_sexual_violence": 9,
    "hiv_status": 6,
    "whole_file": 7,
    "none_identifying": 8,
    "staff_personal": 3,
    "job_application": 2,
    "third_party": 3,
}
CONCERNS = (
    "child_significant_harm",
    "child_concern",
    "serious_harm_to_other",
    "risk_to_client",
    "threat_to_named_person",
)
REASONS = (
    "",
    "",
    "delay_would_harm",
    "risk_to_child",
    "risk_to_adult",
    "risk_to_adult",
    "prejudice_crime",
    "delay_would_harm",
    "lacks_capacity",
    "not_appropriate",
)
PURPOSES = ("service_provision", "safeguarding", "court_report", "research", "other", "subject_request")
CHANNELS = ("secure_email", "email", "portal", "phone", "in_person", "post", "fax", "text", "voicemail")
COVERS = ["reasons", "grounds", "risk", "limits", "readers"]
QUESTIONS = ("q1_purpose", "q2_identifiable", "q3_confidential", "q4_consent", "q5_other_reason")


@dataclass
class Shares:
    """The tables being filled, and the people they are about."""

    values: Values
    people: list[Raw]
    staff: list[Raw]
    agencies: list[Raw]
    cases: list[Raw]
    case_people: list[Raw]
    document_ids: list[str]
    met: list[tuple[str, str, date | datetime]] = field(default_factory=list)  # case, agency told, when: programme men
    tables: dict[str, list[Raw]] = field(
        default_factory=lambda: {
            name: [] for name in ("decisions", "disclosures", "consents", "authorisations", "safeguarding_concerns")
        }
    )

    def next_id(self, table: str, prefix: str) -> str:
        return f"{prefix}{len(self.tables[table]) + 1:03}"

    def add(self, table: str, row: Raw) -> Raw:
        self.tables[table].append(row)
        return row


def categories(values: Values) -> list[str]:
    return list(dict.fromkeys(values.weighted(CATEGORIES) for _ in range(values.pick(1, 1, 2, 2, 3))))


def add_decision(shares: Shares, case_id: str, subject_id: str, event: date | datetime | None, basis: str) -> Raw:
    values = shares.values
    answers = dict.fromkeys(QUESTIONS, "yes")
    answers[values.pick(*QUESTIONS)] = values.pick("no", "no", "", "not_reached", "yes")
    answers["q4_consent"] = values.pick("no", "no", "yes", answers["q4_consent"])
    row = {
        "decision_id": shares.next_id("decisions", "DE"),
        "case_id": case_id,
        "subject_id": subject_id,
        "request_id": values.pick("", "", "IR01", "IR02"),
        "decided_at": values.write(event),
        "decided_by": values.pick(*shares.staff)["staff_id"],
        "decision_type": values.weighted({"share": 86, "not_share": 8, "do_not_tell": 3, "retain_longer": 3}),
        "rationale": values.pick(values.sentence(), values.sentence(), values.sentence(), "N/A", "see notes"),
        "purpose": "help",
        **answers,
        "considered": values.codes(values.some(["urgency", "urgency", "law", "subject_safety"], 3)),
        "basis": basis if values.chance(70) else values.pick("", "none", *BASES),
        "in_doubt": values.pick("", "no", "yes"),
    }
    return shares.add("decisions", row)


def add_concern(shares: Shares, decision: Raw, event: date | datetime, at_risk: str) -> None:
    values = shares.values
    concern_id = shares.next_id("safeguarding_concerns", "SC")
    by_concern = values.chance(50)
    shares.add(
        "safeguarding_concerns",
        {
            "concern_id": concern_id,
            "case_id": decision["case_id"],
            "kind": values.pick(*CONCERNS, "threat_to_named_person"),
            "raised_at": values.write(values.before(event)),
            "raised_by": values.pick(*shares.staff)["staff_id"],
            "at_risk_id": values.pick(
                at_risk, at_risk, decision["subject_id"], values.pick(*shares.people)["person_id"]
            ),
            "decision_id": decision["decision_id"] if by_concern else "",
        },
    )
    if not by_concern or values.chance(20):
        decision["concern_id"] = concern_id


def add_authorisation(shares: Shares, disclosure: Raw, event: date | datetime, kind: str | None = None) -> None:
    values = shares.values
    manager = next(
        (row["line_manager_id"] for row in shares.staff if row["staff_id"] == disclosure["disclosed_by"]), ""
    )
    by = values.pick("decision", "disclosure", "named")
    row = {
        "authorisation_id": shares.next_id("authorisations", "AU"),
        "case_id": disclosure["case_id"],
        "decision_id": disclosure["decision_id"] if by == "decision" else "",
        "disclosure_id": disclosure["disclosure_id"] if by == "disclosure" else "",
        "kind": kind
        or values.pick(
            "line_manager_discussion", "manager_approval", "manager_approval", "case_meeting", "peer_advice"
        ),
        "staff_id": values.pick(
            manager, manager, manager, disclosure["disclosed_by"], values.pick(*shares.staff)["staff_id"]
        ),
        "held_at": values.write(values.before(event) if values.chance(55) else values.beside(event)),
        "covers": values.codes(["reasons", "grounds"] if values.chance(65) else values.some(COVERS, 3)),
        "outcome": "agreed",
    }
    shares.add("authorisations", row)
    if by == "named":
        disclosure["authorisation_id"] = row["authorisation_id"]


def add_consent(shares: Shares, disclosure: Raw, event: date | datetime, listed: list[str], **fixed: Any) -> Raw:
    """A consents row that mostly fits the disclosure."""
    values = shares.values
    status = fixed.get("status") or values.weighted({"given": 66, "withdrawn": 10, "refused": 4, "not_sought": 20})
    given = (
        values.near(event) - timedelta(days=values.pick(0, 0, 1, 5, 40)) if status in ("given", "withdrawn") else None
    )
    end_by_status = {"given": values.pick(None, None, None, values.near(event)), "withdrawn": values.near(event)}
    by_name = values.chance(25)
    row = {
        "consent_id": shares.next_id("consents", "CO"),
        "case_id": values.pick(disclosure["case_id"], disclosure["case_id"], ""),
        "subject_id": disclosure["subject_id"],
        "given_by_id": disclosure["subject_id"],
        "given_as": values.weighted({"self": 74, "parent_carer": 8, "attorney_or_deputy": 10, "info_provider": 8}),
        "status": status,
        "form": values.pick("written", "written", "verbal", ""),
        "sought_on": values.write(values.near(event)) if status in ("refused", "not_sought") else "",
        "given_on": values.write(given),
        "ended_on": values.write(end_by_status.get(status)),
        "not_sought_reason": values.pick(*REASONS) if status == "not_sought" else "",
        "recipient_agency_id": "" if by_name else disclosure["recipient_agency_id"],
        "recipient_named": written_name(values, disclosure["recipient_name"]) if by_name or values.chance(20) else "",
        "info_categories": values.codes(consented(values, listed)),
        "excluded_categories": values.codes(values.some([*listed, "health"], 1)) if values.chance(10) else "",
        "excluded_recipients": excluded(values, disclosure) if values.chance(10) else "",
        "purpose_code": values.pick("", *PURPOSES),
        "told": "what;why",
        "document_id": values.pick("", values.pick(*shares.document_ids)),
        **{key: value for key, value in fixed.items() if key != "status"},
    }
    return shares.add("consents", row)


def consented(values: Values, listed: list[str]) -> list[str]:
    if values.chance(12):
        return ["whole_file"]
    if values.chance(10):
        return []
    return values.some(listed, 3) if values.chance(15) else [*listed, *values.some(["identity", "risk"], 1)]


def written_name(values: Values, name: str) -> str:
    return values.pick(name, name.upper(), f" {name}. ", name.replace(" ", "  "), f"“{name}”", name + " Team")


def excluded(values: Values, disclosure: Raw) -> str:
    named = (
        disclosure["recipient_agency_id"],
        disclosure["recipient_person_id"],
        disclosure["recipient_kind"],
        disclosure["recipient_kind"].upper(),
        f"{disclosure['recipient_name'].lower()}.",
        "media",
        "P03",
        "none",
    )
    return values.pick("; ", ";").join([values.pick(*named), values.pick(*named, "Her Aunt Zib")])


def add_refusal(shares: Shares, disclosure: Raw, event: date | datetime, listed: list[str]) -> None:
    """A refusal or withdrawal near the day; undated ones are rare, since they end every consent of the person."""
    values = shares.values
    status = values.pick("refused", "refused", "withdrawn")
    column = "sought_on" if status == "refused" else "ended_on"
    other_end = values.near(event) if values.chance(30) else None
    fixed: dict[str, Any] = {
        "status": status,
        "sought_on": "",
        "ended_on": "",
        "given_on": values.write(other_end) if status == "withdrawn" else "",
        column: "" if values.chance(12) else values.write(values.near(event)),
    }
    if values.chance(40):
        fixed |= {"recipient_agency_id": "", "recipient_named": ""}
    if values.chance(40):
        fixed |= {"info_categories": values.pick("", "whole_file", "health")}
    add_consent(shares, disclosure, event, listed, **fixed)
