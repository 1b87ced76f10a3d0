"""More stories about children and young people, and about programme men close to one of the routes of AUT-06."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from .fuzz_people import Raw
from .fuzz_shares import Shares, add_concern, add_consent, add_decision
from .fuzz_stories import add_decision_behind, make_disclosure
from .fuzz_values import AS_OF

YOUNG = ("child", "young_person")
COMPETENCE = ("", "gillick", "gillick", "gillick", "fraser", "fraser", "not_competent", "not_assessed")
ROUTES = {
    "notification": ("programme_notification", "partner_or_ex", ["identity", "programme_progress"]),
    "warning": ("threat_warning", "threatened_person", ["risk"]),
    "report": ("none", "probation", ["identity", "programme_concern"]),
}
FRESH = {"given_as": "self", "status": "given", "ended_on": "", "sought_on": "", "not_sought_reason": ""}
FOR_ANYBODY = {"excluded_categories": "", "excluded_recipients": "", "case_id": ""}


def make_young(shares: Shares) -> None:
    """Clients of the children's cases near 13 and 18, competent or not; and when capacity was looked at."""
    values = shares.values
    young = {row["person_id"] for row in shares.cases if row["client_group"] in YOUNG}
    for person in shares.people:
        if person["person_id"] in young and values.chance(85):
            day = AS_OF - timedelta(days=values.pick(0, 1, 7, 8, 30))
            born = values.pick(values.on_limit(day, 13), values.on_limit(day, 15), values.on_limit(day, 18), None)
            person["date_of_birth"] = values.write(born)
            person["competence"] = values.pick(*COMPETENCE)
            person["capacity"] = values.pick("", "presumed", "presumed", "presumed", "lacks_capacity")
        person["competence_assessed_on"] = values.write(
            values.pick(None, AS_OF - timedelta(days=7), AS_OF - timedelta(days=30), AS_OF - timedelta(days=400))
        )


def add_stories(shares: Shares, size: int) -> None:
    values = shares.values
    children = [row for row in shares.cases if row["client_group"] in YOUNG]
    men = [row for row in shares.cases if row["client_group"] == "man_dvpp"]
    victims = [row for row in shares.cases if row["client_group"] == "adult_victim"]
    for _ in range(5 * size):
        if victims:
            add_report(shares, values.pick(*victims))
        if children:
            add_child_story(shares, values.pick(*children))
        if men:
            add_mans_story(shares, values.pick(*men))


def add_report(shares: Shares, case: Raw) -> None:
    """A report with a victim's information to one of the bodies that ask for them."""
    values, event = shares.values, shares.values.event()
    basis = values.pick("consent", "risk_to_other", "court_order", "legal_obligation")
    row = make_disclosure(shares, case, case["person_id"], "client", basis, event)
    kind = values.pick("court", "childrens_social_care", "probation", "voluntary_agency")
    row |= {"scope": "external", "recipient_kind": kind}
    row["recipient_agency_id"] = values.pick(*shares.agencies)["agency_id"]
    add_decision_behind(shares, row, event)
    listed = [code.strip().lower() for code in row["info_categories"].split(";") if code.strip()]
    if values.chance(70):
        row["consent_id"] = add_consent(shares, row, event, listed, **FRESH)["consent_id"]
    shares.add("disclosures", row)


def add_child_story(shares: Shares, case: Raw) -> None:
    """A share that relies on a consent, mostly the parent's, which the child may have refused."""
    values, event = shares.values, shares.values.event()
    row = make_disclosure(shares, case, case["person_id"], "client", "consent", event)
    listed = values.pick(["health"], ["health"], ["hiv_status", "health"], ["identity"], [])
    row |= {"scope": "external", "info_categories": values.codes(listed)}
    add_decision_behind(shares, row, event)
    given = {**FRESH, "given_as": values.pick("parent_carer", "parent_carer", "self", "attorney_or_deputy")}
    row["consent_id"] = add_consent(shares, row, event, listed, **given)["consent_id"]
    shares.add("disclosures", row)
    if values.chance(85):
        refuse_in_own_name(shares, row, event, listed)


def refuse_in_own_name(shares: Shares, row: Raw, event: datetime | date, listed: list[str]) -> None:
    """The child's own refusal near the day, sometimes with a change of mind after it."""
    values = shares.values
    status = values.pick("refused", "refused", "withdrawn")
    column = "sought_on" if status == "refused" else "ended_on"
    dated = values.near(event) - timedelta(days=values.pick(0, 0, 1))
    fixed = {**FRESH, "status": status, "given_on": "", column: "" if values.chance(8) else values.write(dated)}
    if values.chance(75):
        fixed |= {"recipient_agency_id": "", "recipient_named": "", **FOR_ANYBODY}
    add_consent(shares, row, event, listed, info_categories=values.pick("", ";".join(listed)), **fixed)
    if values.chance(25):
        again = {**FRESH, "given_on": values.write(dated + timedelta(days=values.pick(0, 1))), **FOR_ANYBODY}
        add_consent(shares, row, event, listed, info_categories=";".join(listed), **again)


def add_mans_story(shares: Shares, case: Raw) -> None:
    values, event = shares.values, shares.values.event()
    route = values.pick(*ROUTES)
    basis, kind, listed = ROUTES[route]
    row = make_disclosure(shares, case, case["person_id"], "client", basis, event)
    related = [one for one in shares.case_people if one["case_id"] == case["case_id"]]
    partners = [one["person_id"] for one in related if one["relationship"] in ("partner", "ex_partner")]
    anyone, agency = values.pick(*shares.people)["person_id"], values.pick(*shares.agencies)["agency_id"]
    row |= {
        "scope": "external",
        "recipient_kind": values.pick(kind, kind, "police", "other"),
        "recipient_person_id": values.pick(anyone, *partners, *partners, *partners),
        "recipient_agency_id": agency if route == "report" or values.chance(15) else "",
        "info_categories": values.codes(values.pick(listed, listed, [*listed, "health"], listed[:1], [])),
    }
    shares.add("disclosures", row)
    decision = add_decision(shares, case["case_id"], case["person_id"], values.before(event), basis)
    row["decision_id"] = decision["decision_id"]
    if values.chance(65 if route == "warning" else 25):
        add_concern(shares, decision, event, row["recipient_person_id"])
        if values.chance(70):
            shares.tables["safeguarding_concerns"][-1]["kind"] = "threat_to_named_person"
    if values.chance(15):
        fixed = {**FRESH, **FOR_ANYBODY, "given_on": values.write(values.near(event))}
        add_consent(shares, row, event, listed, info_categories="", **fixed)
