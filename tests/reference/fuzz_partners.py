"""Agencies worked with, the agreements with them, and what the family or the client was told, near the shares."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from .fuzz_people import Raw
from .fuzz_shares import Shares
from .fuzz_times import read_back
from .fuzz_values import AS_OF, Values

Met = dict[tuple[str, str], list[date]]


def days_met(tables: dict[str, list[Raw]]) -> Met:
    """(case, agency) -> the days something about the case went to the agency, the first one first."""
    found: Met = {}
    for row in tables["disclosures"]:
        event = read_back(row["disclosed_at"])
        if event is not None and row["case_id"] and row["recipient_agency_id"]:
            day = event.date() if isinstance(event, datetime) else event
            found.setdefault((row["case_id"], row["recipient_agency_id"]), []).append(day)
    return {pair: sorted(days) for pair, days in found.items()}


def fill_partners(shares: Shares, tables: dict[str, list[Raw]], size: int) -> None:
    values, met = shares.values, days_met(tables)
    for agency in tables["agencies"]:
        for column in ("policy_seen_on", "assurance_on"):
            seen = values.on_limit(AS_OF - timedelta(days=values.pick(0, 1, 7, 8)), 2)
            agency[column] = values.write(values.pick(None, seen, AS_OF - timedelta(days=30)))
    add_agreements(values, tables, met)
    rows = tables["joint_working"]
    for case_id, agency_id in values.some(sorted(met), 12 * size):
        rows.append(
            {
                "joint_id": f"JW{len(rows) + 1:02}",
                "case_id": case_id,
                "agency_id": agency_id,
                "started_on": values.write(values.near(met[case_id, agency_id][0])),
            }
        )
    for joint in rows:
        fill_joint(values, tables, joint, met.get((joint["case_id"], joint["agency_id"]), [AS_OF]))
    for referral in tables["referrals"]:
        fill_referral(values, referral)


def add_agreements(values: Values, tables: dict[str, list[Raw]], met: Met) -> None:
    rows = tables["sharing_agreements"]
    for agency in tables["agencies"]:
        days = [day for pair, found in met.items() if pair[1] == agency["agency_id"] for day in found] or [AS_OF]
        for _ in range(values.pick(0, 1, 1, 2)):
            signed = values.near(values.pick(*days)) - timedelta(days=values.pick(0, 0, 30, 400))
            review = values.pick(None, values.near(values.pick(*days)), AS_OF + timedelta(days=90))
            rows.append(
                {
                    "agreement_id": f"AG{len(rows) + 1:02}",
                    "agency_id": agency["agency_id"],
                    "kind": values.pick(
                        "information_sharing_protocol",
                        "information_sharing_protocol",
                        "management_agreement",
                        "joint_working",
                    ),
                    "signed_on": values.write(signed) if values.chance(90) else "",
                    "review_due_on": values.write(review),
                    "access_staff_agreed": "the two named posts",
                    "breach_clause": values.pick("yes", "no"),
                }
            )
    for disclosure in tables["disclosures"]:
        if values.chance(30):
            disclosure["agreement_id"] = agreement_with(values, tables, disclosure["recipient_agency_id"])


def agreement_with(values: Values, tables: dict[str, list[Raw]], agency_id: str) -> str:
    """An agreement, mostly with this agency."""
    ids = [row["agreement_id"] for row in tables["sharing_agreements"] if row["agency_id"] == agency_id]
    return values.pick("ZZ99", "AG01", *ids, *ids, *ids)


def fill_joint(values: Values, tables: dict[str, list[Raw]], joint: Raw, days: list[date]) -> None:
    first, last = days[0], days[-1]
    joint["client_told_on"] = values.write(values.pick(None, first, first, values.near(first)))
    told = ["what", "how_protected", "why"]
    joint["told"] = values.codes(told if values.chance(55) else values.some(told, 2))
    for column in ("policy_checked_on", "assurance_on"):
        joint[column] = values.write(values.pick(None, None, first, values.near(first), values.on_limit(last, 2)))
    if values.chance(60):
        joint["agreement_id"] = agreement_with(values, tables, joint["agency_id"])
    joint["agency_told_of_protocol_on"] = values.write(values.pick(None, first, first, values.near(first)))


def fill_referral(values: Values, referral: Raw) -> None:
    made = read_back(referral["made_on"])
    if made is None:
        return
    for column in ("family_conversation_on", "told_of_referral_on"):
        told = made if values.chance(60) else values.near(made)
        referral[column] = values.write(told) if values.chance(75) else ""
    referral["not_told_reason"] = values.pick("", "", "risk_to_child", "risk_to_adult", "not_practicable")
