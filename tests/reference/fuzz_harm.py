"""Harm concerns, what was done about them, and the programme's milestones in a random export."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from .fuzz_people import Raw
from .fuzz_shares import CONCERNS, Shares, add_decision
from .fuzz_times import days_on, hours_on, read_back
from .fuzz_values import AS_OF

EVENTS = ("referred", "assessment_outcome", "stage_progress", "completed", "suspended", "left", "breached")
REASONS = ("no_partner_known", "no_partner_known", "partner_declined_contact", "unsafe_to_contact", "no_safe_contact")
MANAGERS = ("line_manager_discussion", "case_meeting", "safeguarding_lead_advice", "legal_advice", "peer_advice")


def fill_concerns(shares: Shares, tables: dict[str, list[Raw]], size: int) -> None:
    values = shares.values
    for _ in range(9 * size):
        add_concern_alone(shares)
    for concern in tables["safeguarding_concerns"]:
        raised = read_back(concern["raised_at"])
        if raised is not None:
            started, warned = hours_on(values, raised, 24), hours_on(values, raised, 24)
            concern["procedure_started_at"] = values.write(started) if values.chance(70) else ""
            concern["warned_at"] = values.write(warned) if values.chance(65) else ""
        concern["police_informed_at"] = values.pick("", "", concern["raised_at"])
        concern["parent_involved"] = values.pick("", "", "yes", "no", "not_possible")
        concern["parent_not_involved_reason"] = values.pick("", "N/A", "she was abroad", "she was abroad")


def add_concern_alone(shares: Shares) -> None:
    """A concern that led to no disclosure: fresh, decided close to its hours, or decided against sharing."""
    values, case = shares.values, shares.values.pick(*shares.cases)
    day = AS_OF - timedelta(days=values.pick(0, 0, 1, 2, 13, 14, 15, 30))
    raised = values.pick(day, datetime.combine(day, datetime.min.time()) + timedelta(hours=values.pick(0, 9, 23)))
    concern = {
        "concern_id": shares.next_id("safeguarding_concerns", "SC"),
        "case_id": case["case_id"],
        "kind": values.pick(*CONCERNS),
        "raised_at": values.write(raised),
        "raised_by": "S1",
        "at_risk_id": values.pick("", "ZZ99", case["person_id"], values.pick(*shares.people)["person_id"], "S1"),
    }
    shares.add("safeguarding_concerns", concern)
    for _ in range(values.pick(0, 1, 1, 2)):
        decide_on(shares, concern, case, hours_on(values, raised, 24))


def decide_on(shares: Shares, concern: Raw, case: Raw, decided: datetime | date) -> None:
    values = shares.values
    decision = add_decision(shares, case["case_id"], case["person_id"], decided, "")
    decision["decision_type"] = values.pick("share", "not_share", "not_share", "do_not_tell")
    if values.chance(60):
        decision["considered"] = values.pick("child_welfare", "others_safety", "child_welfare; others_safety")
    if values.chance(50):
        concern["decision_id"] = decision["decision_id"]
    else:
        decision["concern_id"] = concern["concern_id"]
    if values.chance(55):
        talk = {
            "authorisation_id": shares.next_id("authorisations", "AU"),
            "decision_id": decision["decision_id"],
            "kind": values.pick(*MANAGERS),
            "staff_id": "S1",
            "held_at": decision["decided_at"],
            "outcome": "no sharing",
        }
        shares.add("authorisations", talk)


def add_events(shares: Shares, tables: dict[str, list[Raw]], size: int) -> None:
    values = shares.values
    men = [row for row in shares.cases if row["client_group"] == "man_dvpp"]
    for number in range(1, 10 * size + 1):
        case = values.pick(*men, *men, values.pick(*shares.cases))
        happened = AS_OF - timedelta(days=values.pick(0, 1, 2, 3, 3, 4, 4, 5, 30))
        informed = days_on(values, happened, 3) if values.chance(45) else None
        if informed is not None and values.chance(8):
            informed = happened - timedelta(days=1)
        tables["programme_events"].append(
            {
                "event_id": f"EV{number:02}",
                "case_id": case["case_id"],
                "event_type": values.pick(*EVENTS),
                "event_on": values.write(happened),
                "partner_person_id": values.pick("", "", values.pick(*shares.people)["person_id"]),
                "partner_informed_on": values.write(informed),
                "not_informed_reason": values.pick("", *REASONS),
            }
        )
