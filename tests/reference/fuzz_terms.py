"""More about consents: what was told, whom it came from, young people, providers, staff; and the stories they need."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from .fuzz_people import Raw
from .fuzz_shares import Shares, add_consent
from .fuzz_stories import add_consents_around, add_decision_behind, make_disclosure
from .fuzz_times import read_back

TOLD = ["what", "why", "to_whom", "how", "consequences", "limits"]
STAFF_BASES = (
    "consent",
    "consent",
    "legal_obligation",
    "legal_obligation",
    "legal_obligation",
    "court_order",
    "contract_terms",
    "public_interest",
    "none",
)
OUTSIDE = ("research", "fundraising", "publicity", "other")


def codes_of(row: Raw, column: str) -> list[str]:
    return [code.strip().lower() for code in row.get(column, "").split(";") if code.strip()]


def add_stories(shares: Shares, size: int) -> None:
    """Disclosures about staff and applicants, of which the base has few."""
    values = shares.values
    for _ in range(8 * size):
        subject_type = values.pick("staff", "staff", "applicant")
        subject_id = values.pick(*shares.staff)["staff_id"] if subject_type == "staff" else values.pick("AP1", "AP2")
        event = values.event()
        row = make_disclosure(shares, None, subject_id, subject_type, values.pick(*STAFF_BASES), event)
        listed = values.pick(["staff_personal"], ["address"], ["job_application"], ["health", "identity"], [])
        row |= {"scope": values.pick("external", "external", "external", ""), "info_categories": values.codes(listed)}
        shares.add("disclosures", row)
        add_decision_behind(shares, row, event)
        add_consents_around(shares, row, event, listed)
        if values.chance(45):
            add_own_consent(shares, row, event, listed)


def add_own_consent(shares: Shares, row: Raw, event: datetime | date, listed: list[str]) -> None:
    """A consent of the person's own that covers the disclosure but for its day."""
    values = shares.values
    given = values.near(event) - timedelta(days=values.pick(0, 0, 5))
    fixed = {"given_as": "self", "status": "given", "given_on": values.write(given), "ended_on": ""}
    names = {"excluded_categories": "", "excluded_recipients": "", "case_id": ""}
    add_consent(shares, row, event, listed, info_categories=";".join(listed), **fixed, **names)


def fill_consents(shares: Shares, tables: dict[str, list[Raw]]) -> None:
    values = shares.values
    papers = {row["document_id"]: row for row in tables["documents"]}
    consents = {row["consent_id"]: row for row in tables["consents"]}
    for row in tables["consents"]:
        told = [code for code in TOLD if values.chance(90)] if values.chance(80) else values.some(TOLD, 4)
        row["told"] = values.codes(told)
        row["limits_discussed"] = values.pick("yes", "yes", "no", "")
    for disclosure in tables["disclosures"]:
        event = read_back(disclosure["disclosed_at"])
        if event is None:
            continue
        named = consents.get(disclosure.get("consent_id", ""))
        if named is not None:
            named["implications_discussed_on"] = values.write(values.pick(None, values.near(event)))
        if disclosure["purpose_code"] in OUTSIDE and values.chance(55):
            consent_to_purpose(shares, disclosure, event)
        paper = papers.get(disclosure.get("document_id", ""), {})
        if "third_party" in codes_of(disclosure, "info_categories") or paper:
            for _ in range(values.pick(0, 0, 1, 1, 2)):
                ask_provider(shares, disclosure, event, paper.get("source_id", ""))


def consent_to_purpose(shares: Shares, row: Raw, event: datetime | date) -> None:
    values = shares.values
    add_own_consent(shares, row, event, codes_of(row, "info_categories"))
    shares.tables["consents"][-1] |= {
        "purpose_code": values.pick(row["purpose_code"], row["purpose_code"], "", "research"),
        "told": values.pick("what;why", "what;why;how", "what", ""),
    }


def ask_provider(shares: Shares, row: Raw, event: datetime | date, source_id: str) -> None:
    """Whether the one the information came from was asked."""
    values = shares.values
    status = values.pick("given", "given", "not_sought", "not_sought", "refused", "withdrawn", "")
    asked, given = values.near(event), values.near(event)
    fixed = {
        "given_as": "info_provider",
        "status": status,
        "given_by_id": values.pick(source_id, source_id, source_id, "P01"),
        "sought_on": values.write(asked) if values.chance(80) else "",
        "given_on": values.write(given) if status in ("given", "withdrawn") and values.chance(85) else "",
        "not_sought_reason": values.pick("", "risk_to_child") if status == "not_sought" else "",
    }
    add_consent(shares, row, event, ["identity"], **fixed)
