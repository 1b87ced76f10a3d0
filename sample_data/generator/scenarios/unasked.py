"""RAT-02: disclosures with no decision behind them."""

from __future__ import annotations

import datetime as dt

from sample_data.generator import other_sharing as other
from sample_data.generator.calendar import DAY
from sample_data.generator.scenarios.ground import a_case, drop
from sample_data.generator.sharing import Share, a_day, with_consent
from sample_data.generator.world import World


def nobody_decided(world: World) -> None:
    share = with_consent(world, a_case(world))
    _undecided(world, share)
    world.breach("RAT-02", share.disclosure, "no_decision")


def decision_not_in_the_export(world: World) -> None:
    share = with_consent(world, a_case(world))
    _undecided(world, share)
    share.disclosure["decision_id"] = world.new_id("DEC")
    world.breach("RAT-02", share.disclosure, "dangling")


def decided_not_to_share(world: World) -> None:
    share = with_consent(world, a_case(world))
    share.decision.update(decision_type="not_share", q4_consent="no", q5_other_reason="no")
    world.breach("RAT-02", share.disclosure, "not_a_share_decision")


def decision_type_left_blank(world: World) -> None:
    share = with_consent(world, a_case(world))
    share.decision.update(decision_type="", rationale="")
    world.breach("RAT-02", share.disclosure, "not_a_share_decision")
    world.near("RAT-01", share.decision, "no reason, but the type of decision is not known")


def decided_afterwards(world: World) -> None:
    share = with_consent(world, a_case(world))
    later = share.disclosure["disclosed_at"] + world.pick((dt.timedelta(minutes=20), DAY, 3 * DAY))
    share.decision.update(decided_at=later, recorded_at=later)
    world.breach("RAT-02", share.disclosure, "decided_after")


def decided_about_someone_else(world: World) -> None:
    share = with_consent(world, a_case(world, "iss"))
    share.decision["subject_id"] = share.case.person("ex_partner", "partner")["person_id"]
    world.breach("RAT-02", share.disclosure, "other_subject")


def decided_late_and_about_someone_else(world: World) -> None:
    share = with_consent(world, a_case(world, "refuge"))
    share.decision["subject_id"] = share.case.person("ex_partner", "partner")["person_id"]
    share.decision["decided_at"] = share.disclosure["disclosed_at"] + DAY
    world.breach("RAT-02", share.disclosure, "decided_after;other_subject")


def day_of_decision_missing(world: World) -> None:
    share = with_consent(world, a_case(world))
    share.decision["decided_at"] = ""
    world.undecided("RAT-02", share.disclosure)
    world.undecided("RAT-08", share.decision, "", "MC")


def told_a_colleague_without_deciding(world: World) -> None:
    """Only the policies that apply the rules inside the organisation ask for it."""
    share = other.inside(world, a_case(world))
    _undecided(world, share)
    world.breach("RAT-02", share.disclosure, "no_decision", "MC")
    world.near("RAT-02", share.disclosure, "shared inside the organisation", "DWHV")


def decided_the_same_minute(world: World) -> None:
    share = with_consent(world, a_case(world))
    share.decision["decided_at"] = share.disclosure["disclosed_at"]
    world.near("RAT-02", share.disclosure, "decided and shared at the same moment")


def decided_that_day_no_time(world: World) -> None:
    share = with_consent(world, a_case(world))
    share.decision["decided_at"] = share.disclosure["disclosed_at"].date()
    world.near("RAT-02", share.disclosure, "decided the same day, no time written")


def shared_that_day_no_time(world: World) -> None:
    share = with_consent(world, a_case(world))
    share.disclosure["disclosed_at"] = share.disclosure["disclosed_at"].date()
    world.near("RAT-02", share.disclosure, "shared the same day, no time written")


def given_to_the_client(world: World) -> None:
    row = other.to_client(world, a_case(world))
    world.near("RAT-02", row, "given to the person it is about")


def about_a_member_of_staff(world: World) -> None:
    row = other.about_staff(world, world.teams["youth"][1], world.ago(77))
    world.near("RAT-02", row, "about a member of staff")


def decision_without_a_subject(world: World) -> None:
    share = with_consent(world, a_case(world))
    share.decision["subject_id"] = ""
    world.near("RAT-02", share.disclosure, "the decision does not say whom it is about")


def old_case_shared_now(world: World) -> None:
    case = a_case(world, days=900)
    share = with_consent(world, case, a_day(world, case))
    for column in ("decided_at", "recorded_at"):
        share.decision[column] -= 30 * DAY
    world.near("RAT-02", share.disclosure, "decided a month before")


def _undecided(world: World, share: Share) -> None:
    drop(world, "decisions", share.decision)
    share.disclosure["decision_id"] = ""


STORIES = (
    (nobody_decided, 7), (decision_not_in_the_export, 2), (decided_not_to_share, 3), (decision_type_left_blank, 1),
    (decided_afterwards, 5), (decided_about_someone_else, 2), (decided_late_and_about_someone_else, 1),
    (day_of_decision_missing, 1), (told_a_colleague_without_deciding, 4), (decided_the_same_minute, 2),
    (decided_that_day_no_time, 1), (shared_that_day_no_time, 1), (given_to_the_client, 1),
    (about_a_member_of_staff, 1), (decision_without_a_subject, 1), (old_case_shared_now, 1),
)  # fmt: skip
