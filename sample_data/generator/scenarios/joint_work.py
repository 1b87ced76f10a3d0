"""PAR-01, PAR-04 and TRN-05: working with other agencies."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY, first_due, working_day
from sample_data.generator.casework import Case
from sample_data.generator.joint import work_together
from sample_data.generator.notices import tell
from sample_data.generator.organisation import agency as agency_of
from sample_data.generator.registers import agreement
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.sharing import with_consent
from sample_data.generator.world import World

NAMES = ("Saltmarsh", "Ferryside", "Kingfisher", "Oldbridge", "Whinmoor", "Tollgate", "Larkfield", "Quayside")


def she_was_not_told_of_it(world: World) -> None:
    row, _ = _joint(world)
    row["client_told_on"] = ""
    world.breach("TRN-05", row, "not_told")


def she_was_told_the_day_after(world: World) -> None:
    for days in (1, 0):
        row, day = _joint(world)
        row["client_told_on"] = day + days * DAY
        if days:
            world.breach("TRN-05", row, "told_late")
        else:
            world.near("TRN-05", row, "told on the day of the first disclosure")


def told_in_part(world: World) -> None:
    """What must be said differs: how it is protected for a woman, why for a man, and neither for a parent."""
    row, _ = _joint(world)
    row["told"] = "what;why"
    world.breach("TRN-05", row, "told_missing_how_protected")
    row, _ = _joint(world, "dvpp")
    row["told"] = "how_protected"
    world.breach("TRN-05", row, "told_missing_what;told_missing_why")
    row, _ = _joint(world)
    row["told"] = ""
    world.breach("TRN-05", row, "told_missing_how_protected;told_missing_what")
    row, _ = _joint(world, "family_support")
    row["told"] = ""
    world.near("TRN-05", row, "neither a woman of the women's services nor a man of the programme")


def nothing_shared_yet(world: World) -> None:
    case = a_case(world, "iss", days=150)
    row = work_together(world, case, agency_of(world, "voluntary"), world.ago(40))
    row.update(client_told_on="", told="", policy_checked_on="", assurance_on="")
    world.near("TRN-05", row, "nothing was shared under it yet")
    world.near("PAR-01", row, "nothing was shared under it yet")


def report_on_a_man_who_was_not_told(world: World) -> None:
    for days in (None, 1, 0):
        case, share = _report(world)
        day = share["disclosed_at"].date()
        if days is not None:
            tell(world, case, "report_explained", day + days * DAY, "what_shared;why_shared")
        if days == 0:
            world.near("TRN-05", share, "explained on the day of the report")
        else:
            world.breach("TRN-05", share, "no_report_notice")


def report_not_explained_for_a_reason(world: World) -> None:
    case, share = _report(world)
    day = share["disclosed_at"].date() - 9 * DAY
    tell(world, case, "report_explained", day, not_given_reason="not_practicable")
    world.breach("TRN-05", share, "no_report_notice")


def report_without_a_day(world: World) -> None:
    """Nobody can say whether it was explained, agreed, decided on or checked before, or which protocol was in force."""
    case, share = _report(world)
    tell(world, case, "report_explained", case.opened, "what_shared;why_shared")
    work_together(world, case, agency_of(world, "probation"), share["disclosed_at"].date())
    share.update(disclosed_at="", client_requested="yes", historical_explained="yes")
    decision = next(row for row in world.tables["decisions"] if row["decision_id"] == share["decision_id"])
    decision.update(q4_consent="no", q5_other_reason="yes")
    for rule in ("TRN-05", "RAT-02", "CON-02", "AUT-06", "DIS-06"):
        world.undecided(rule, share)
    world.undecided("PAR-04", share, "", "DC")


def agency_never_checked(world: World) -> None:
    """An agency outside the partnership: nobody read its policy and it gave no assurance."""
    row, _ = _joint(world, number=1)
    row.update(policy_checked_on="", assurance_on="")
    world.breach("PAR-01", row, "no_assurance;policy_not_checked")


def checked_the_day_after(world: World) -> None:
    for days in (1, 0):
        row, day = _joint(world)
        row.update(policy_checked_on=day + days * DAY, assurance_on=day + days * DAY)
        if days:
            world.breach("PAR-01", row, "assured_late;checked_late")
        else:
            world.near("PAR-01", row, "checked and assured on the day of the first disclosure")


def check_two_years_old(world: World) -> None:
    """Two years to the day still hold; a day more is too old."""
    for column, cause in (("policy_checked_on", "check_old"), ("assurance_on", "assurance_old")):
        row, day = _joint(world)
        row[column] = first_due(day, 2) - DAY
        world.breach("PAR-01", row, cause)
    row, day = _joint(world)
    row.update(policy_checked_on=first_due(day, 2), assurance_on=first_due(day, 2))
    world.near("PAR-01", row, "two years old on the day of the disclosure")


def checked_for_all_cases(world: World) -> None:
    row, _ = _joint(world, day=world.ago(20))
    row.update(policy_checked_on="", assurance_on="")
    world.near("PAR-01", row, "checked for the agency, not for the case")


def agency_not_told_of_the_protocol(world: World) -> None:
    for days in (None, 1, 0):
        row, day = _joint(world)
        row["agency_told_of_protocol_on"] = "" if days is None else day + days * DAY
        if days == 0:
            world.near("PAR-04", row, "told of the protocol on the day of the first disclosure")
        else:
            world.breach("PAR-04", row, "agency_not_told", "WC")
            world.near("PAR-04", row, "this policy asks for a live protocol alone", "D")


def partner_without_a_protocol(world: World) -> None:
    """An agreement about joint work is no protocol; one policy does not ask for either before sharing."""
    to = a_partner(world)
    if world.chance(0.5):
        agreement(world, to, "joint_working", world.ago(900))
    _outside(world, _shared(world, to))


def protocol_not_in_force_that_day(world: World) -> None:
    for signed, review, live in ((1, 900, False), (0, 900, True), (-300, -1, False), (-300, 0, True), (-300, "", True)):
        to = a_partner(world)
        share = _shared(world, to)
        day = share["disclosed_at"].date()
        row = agreement(world, to, "information_sharing_protocol", day + signed * DAY)
        row["review_due_on"] = day + review * DAY if isinstance(review, int) else ""
        if live:
            world.near("PAR-04", share, "the signing day, the review day, or no review day at all", "DC")
        else:
            _outside(world, share)


def protocol_not_signed(world: World) -> None:
    to = a_partner(world)
    row = agreement(world, to, "information_sharing_protocol", world.ago(1000))
    row["signed_on"] = ""
    _outside(world, _shared(world, to))
    world.breach("PAR-03", row, "unsigned")


def under_the_protocol_that_had_ended(world: World) -> None:
    """A live one is there, but the disclosure names the old one."""
    to = a_partner(world)
    old = agreement(world, to, "information_sharing_protocol", world.ago(1500))
    agreement(world, to, "information_sharing_protocol", world.ago(390))
    share = _shared(world, to)
    share["agreement_id"] = old["agreement_id"]
    _outside(world, share)


def a_partner(world: World) -> dict:
    """A new partner agency that has our policy and gave us its assurance, and has no agreement yet."""
    name = f"{world.pick(NAMES)} {world.pick(('Advice', 'Support', 'Outreach'))} {world.rng.randint(2, 99)}"
    seen = world.ago(world.rng.randint(400, 600))
    checks = dict.fromkeys(("policy_seen_on", "assurance_on", "our_policy_sent_on", "requirements_explained_on"), seen)
    return world.add("agencies", name=name, kind="voluntary", is_partner="yes", **checks)


def _shared(world: World, to: dict) -> dict:
    """A disclosure to it, by consent, some months ago."""
    case = a_case(world, "iss", "refuge", "family_support", days=400)
    share = with_consent(world, case, working_day(world.ago(world.rng.randint(30, 300))), kind="voluntary")
    share.disclosure.update(recipient_agency_id=to["agency_id"], recipient_name=f"Duty worker, {to['name']}")
    share.consent["recipient_agency_id"] = to["agency_id"]
    return share.disclosure


def _outside(world: World, share: dict) -> None:
    world.breach("PAR-04", share, "no_live_agreement", "DC")
    world.near("PAR-04", share, "this policy does not ask for a protocol before sharing", "W")


def _joint(world: World, service: str = "iss", number: int = 0, day: dt.date | None = None) -> tuple[dict, dt.date]:
    """Joint work with one disclosure under it, and the day of that disclosure."""
    case = a_case(world, service, days=400)
    world.leave_out("joint_working", case.row)
    day = day or working_day(world.ago(world.rng.randint(20, 300)))
    kind = "probation" if service == "dvpp" else "voluntary"
    with_consent(world, case, day, kind=kind, number=number)
    return work_together(world, case, agency_of(world, kind, number), day), day


def _report(world: World) -> tuple[Case, dict]:
    """A report on a programme man to probation, which nobody explained to him beforehand."""
    case = a_case(world, "dvpp", days=400)
    world.leave_out("report_explained", case.row)
    share = with_consent(world, case, working_day(world.ago(world.rng.randint(20, 300))))
    return case, share.disclosure


STORIES = (
    (she_was_not_told_of_it, 2), (she_was_told_the_day_after, 1), (told_in_part, 1), (nothing_shared_yet, 1),
    (report_on_a_man_who_was_not_told, 1), (report_not_explained_for_a_reason, 1),
    (report_without_a_day, 1), (agency_never_checked, 1),
    (checked_the_day_after, 1), (check_two_years_old, 1), (checked_for_all_cases, 1),
    (agency_not_told_of_the_protocol, 1), (partner_without_a_protocol, 2), (protocol_not_in_force_that_day, 1),
    (protocol_not_signed, 1), (under_the_protocol_that_had_ended, 1),
)  # fmt: skip
