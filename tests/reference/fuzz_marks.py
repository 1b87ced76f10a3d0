"""What is marked on decisions, disclosures and papers, the advice taken, and the papers a check looks up."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from .fuzz_people import Raw
from .fuzz_shares import Shares
from .fuzz_times import days_on, read_back
from .fuzz_values import Values
from .records import table_descriptions

STOCK = ("Risk of harm to others", " risk of  HARM to others.", "- Risk of harm to others!")
SECOND_STOCK = ("She asked us to tell them", "she asked us to tell  them ...")
ADVICE = (
    "line_manager_discussion",
    "senior_practitioner_discussion",
    "manager_approval",
    "case_meeting",
    "safeguarding_lead_advice",
    "legal_advice",
    "peer_advice",
)
CHECKS_OF_CHANNEL = {
    "phone": ["identity_checked", "entitlement_checked", "called_back"],
    "post": ["address_checked", "contents_checked"],
    "fax": ["fax_number_checked", "recipient_waiting"],
}
SENIOR = ("senior_practitioner", "line_manager", "senior_manager")


def add_paper(values: Values, tables: dict[str, list[Raw]], **fixed: str) -> str:
    """A new document like one of the others but for what is fixed; its id."""
    paper = {**values.pick(*tables["documents"]), "document_id": f"DX{len(tables['documents']):03}", **fixed}
    tables["documents"].append(paper)
    return paper["document_id"]


def notes_by_case(shares: Shares, tables: dict[str, list[Raw]]) -> dict[str, str]:
    return {
        case["case_id"]: add_paper(
            shares.values, tables, owner_type="case", owner_id=case["case_id"], doc_type="case_note"
        )
        for case in shares.cases
    }


def mark_shares(shares: Shares, tables: dict[str, list[Raw]]) -> None:
    values = shares.values
    for paper in tables["documents"]:
        paper["content_nature"] = values.pick("", "fact", "fact", "opinion", "mixed")
    notes = notes_by_case(shares, tables)
    for decision in tables["decisions"]:
        mark_decision(values, tables, decision, notes)
    for disclosure in tables["disclosures"]:
        event = read_back(disclosure["disclosed_at"])
        if event is not None:
            mark_disclosure(values, tables, disclosure, event)
    for request in tables["subject_access_requests"]:
        request["third_party_checked_by"] = values.pick("", "ZZ99", "S1", "S1", "S2")


def considered(values: Values) -> list[str]:
    """All there is to consider, or all but one."""
    codes = list(table_descriptions()["decisions"]["columns"]["considered"]["codes"])
    if values.chance(60):
        codes.remove(values.pick(*codes))
    return codes


def mark_decision(values: Values, tables: dict[str, list[Raw]], decision: Raw, notes: dict[str, str]) -> None:
    decided = read_back(decision["decided_at"])
    if decided is not None:
        recorded = days_on(values, decided, 2) if values.chance(60) else decided
        decision["recorded_at"] = values.write(recorded) if values.chance(88) else ""
        if values.chance(45):
            decision["requester_told_on"] = values.write(days_on(values, decided, 5))
        if values.chance(55):
            decision["risk_assessment_id"] = add_assessment(values, tables, decided)
    if values.chance(50):
        decision["considered"] = values.codes(considered(values))
    if values.chance(40):
        matter = values.pick(*range(8), decision["subject_id"])
        decision["rationale"] = f"Harm was feared in the matter of {matter}" + values.pick("", ".", " ")
    elif values.chance(16):
        decision["rationale"] = values.pick(values.pick(*STOCK), values.pick(*STOCK), values.pick(*SECOND_STOCK))
    other_note = values.pick("", "ZZ99", values.pick(*tables["documents"])["document_id"])
    decision["file_note_id"] = notes.get(decision["case_id"], "") if values.chance(72) else other_note


def add_assessment(values: Values, tables: dict[str, list[Raw]], decided: datetime | date) -> str:
    if values.chance(15):
        return values.pick("ZZ99", values.pick(*tables["documents"])["document_id"])
    doc_type = "risk_assessment" if values.chance(90) else "case_note"
    created = "" if values.chance(6) else values.write(values.before(decided))
    return add_paper(values, tables, doc_type=doc_type, created_on=created[:10])


def mark_disclosure(values: Values, tables: dict[str, list[Raw]], row: Raw, event: datetime | date) -> None:
    day = event.date() if isinstance(event, datetime) else event
    row["may_increase_risk"] = values.pick("", "", "no", "yes", "yes", "yes")
    row["readers_known"] = values.pick("yes", "yes", "no", "")
    row["implications_discussed_on"] = values.write(values.pick(None, values.near(event), day))
    required = CHECKS_OF_CHANNEL.get(row["channel"], [])
    row["verification"] = values.codes(required if values.chance(45) else values.some([*required, "called_back"], 3))
    row["info_as_at"] = values.write(values.pick(None, *(day - timedelta(days=ago) for ago in (0, 179, 180, 181))))
    row["historical_explained"] = values.pick("", "no", "no", "yes")
    row["accuracy_checked_on"] = values.write(values.pick(None, day, values.near(event)))
    row["fact_opinion_marked"] = values.pick("", "no", "yes", "yes")
    row["minimum_checked"] = values.pick("", "no", "yes", "yes", "yes", "yes")
    if values.chance(14):
        row["purpose_code"] = values.pick("research", "fundraising", "publicity", "other", "")
    if values.chance(8):
        row["sar_id"] = values.pick("SR01", "SR02", "ZZ99")
    if not row["legal_reference"] and values.chance(20):
        row["legal_reference"] = values.pick("Invented Order 7", "as above")
    if values.chance(30):
        row["document_id"] = add_sent_paper(values, tables, row)


def add_sent_paper(values: Values, tables: dict[str, list[Raw]], row: Raw) -> str:
    """The paper that was sent: a report, or one of the papers of a member of staff or an applicant."""
    if row["subject_type"] not in ("staff", "applicant"):
        source = values.pick("client", "worker", "partner_or_ex", "agency", "child", "", "not_known")
        section = values.pick("client", "client", "third_party", "restricted", "not_set", "", "personnel_open")
        return add_paper(values, tables, doc_type="report", source_kind=source, section=section)
    owner_id = values.pick(row["subject_id"], row["subject_id"], "S2", "")
    doc_type = values.pick("application_form", "interview_record", "medical_certificate", "eo_monitoring", "reference")
    return add_paper(values, tables, owner_type=row["subject_type"], owner_id=owner_id, doc_type=doc_type)


def add_talks(shares: Shares, tables: dict[str, list[Raw]]) -> None:
    """Advice and talks with seniors about some of the disclosures, with what came of them."""
    values = shares.values
    seniors = [row["staff_id"] for row in shares.staff if row["role"] in SENIOR]
    papers = [row for row in tables["documents"] if row["document_id"].startswith("DX")]
    for disclosure in tables["disclosures"]:
        event = read_back(disclosure["disclosed_at"])
        risky = disclosure.get("may_increase_risk") == "yes"
        if event is None or not values.chance(65 if risky else 25):
            continue
        own = [row["document_id"] for row in papers if row["owner_id"] == disclosure["case_id"]]
        row = {
            "authorisation_id": shares.next_id("authorisations", "AU"),
            "case_id": disclosure["case_id"],
            "kind": values.pick(*ADVICE[:3]) if risky else values.pick(*ADVICE),
            "staff_id": values.pick(*seniors, *seniors, "S1", ""),
            "held_at": values.write(values.before(event)),
            "covers": "reasons",
            "file_note_id": values.pick("", "ZZ99", *own, *own, *own),
        }
        link = values.pick("decision_id", "disclosure_id")
        shares.add("authorisations", {**row, link: disclosure[link]})
    for row in tables["authorisations"]:
        row["outcome"] = values.pick("go ahead", "go ahead", "go ahead", "wait", "", "N/A")
        row["agency_id"] = "A1" if values.chance(15) else ""
        row["anonymised"] = values.pick("", "no", "yes")
        row["why_identified"] = values.pick("", "tbc", "they had met her")
