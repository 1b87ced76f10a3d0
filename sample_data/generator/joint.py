"""Joint work with partner agencies: on the case before anything was shared, told to the client, checked beforehand."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY
from sample_data.generator.casework import Case
from sample_data.generator.requests import refer
from sample_data.generator.world import World

LONGEST = 600  # days of joint work that one check of the agency still covers


def build(world: World) -> None:
    """For a man on the programme, joint work with probation or its referral of him; for some others, joint work."""
    cases = {case.id: case for case in world.cases}
    agencies = {row["agency_id"]: row for row in world.agencies}
    for (case_id, agency_id), days in _partners_told(world, agencies).items():
        case, agency = cases[case_id], agencies[agency_id]
        short = (max(days) - min(days)).days <= LONGEST
        if case.row["client_group"] == "man_dvpp":
            if agency["kind"] == "probation" and world.has("joint_working", case.row):
                if short and world.chance(0.6):
                    work_together(world, case, agency, min(days))
                else:
                    refer(world, case, agency, case.opened, "in")
        elif short and case_id not in world.planted and world.chance(0.25):
            work_together(world, case, agency, min(days))


def _partners_told(world: World, agencies: dict[str, dict]) -> dict[tuple[str, str], list[dt.date]]:
    """(case, partner agency) -> the days on which the agency was told something, by consent or as a report."""
    told: dict[tuple[str, str], list[dt.date]] = {}
    for row in world.tables["disclosures"]:
        agency = agencies.get(row["recipient_agency_id"])
        if agency and agency["is_partner"] == "yes" and row["case_id"] and isinstance(row["disclosed_at"], dt.date):
            day = row["disclosed_at"].date() if isinstance(row["disclosed_at"], dt.datetime) else row["disclosed_at"]
            told.setdefault((row["case_id"], row["recipient_agency_id"]), []).append(day)
    return told


def work_together(world: World, case: Case, agency: dict, first: dt.date, **more: object) -> dict:
    """Joint work from shortly before the first disclosure on, under the protocol of that day."""
    started = max(case.opened, first - world.rng.randint(0, 20) * DAY)
    checked = first - world.rng.randint(1, 60) * DAY
    values = {
        "agreement_id": live_protocol(world, agency, first),
        "started_on": min(started, first),
        "client_told_on": min(started, first),
        "told": "what;how_protected;why",
        "policy_checked_on": checked,
        "assurance_on": min(checked + world.rng.randint(0, 9) * DAY, first),
        "agency_told_of_protocol_on": min(started, first),
    } | more
    return world.add("joint_working", case_id=case.id, agency_id=agency["agency_id"], **values)


def live_protocol(world: World, agency: dict, day: dt.date) -> str:
    """The id of the protocol in force with an agency on a day, blank where there is none."""
    for row in world.tables["sharing_agreements"]:
        with_them = row["agency_id"] == agency["agency_id"] and row["kind"] == "information_sharing_protocol"
        if with_them and row["signed_on"] and row["signed_on"] <= day <= row["review_due_on"]:
            return row["agreement_id"]
    return ""
