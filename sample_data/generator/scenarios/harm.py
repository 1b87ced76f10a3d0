"""SAF-01: harm not acted on."""

from __future__ import annotations

import datetime as dt

from sample_data.generator import texts
from sample_data.generator.calendar import DAY, at
from sample_data.generator.casework import Case
from sample_data.generator.scenarios.ground import a_host
from sample_data.generator.sharing import authorise, decide, raise_concern, worded_reason
from sample_data.generator.world import World

CHILD = ("child_significant_harm", "child_significant_harm", "child_concern")
HOURS = dt.timedelta(hours=24)
MINUTE = dt.timedelta(minutes=1)
REFUSED = {"q1_purpose": "yes", "q2_identifiable": "yes", "q3_confidential": "yes", "q4_consent": "no"}
DECIDES, STARTS = "DHMC", "WHMC"  # the packs that ask for a decision, and those that ask for the procedure


def procedure_never_started(world: World) -> None:
    _, _, concern = concern_decided(world)
    concern["procedure_started_at"] = ""
    world.breach("SAF-01", concern, "procedure_not_started", STARTS)
    world.near("SAF-01", concern, "this policy asks for a decision alone", "D")


def procedure_started_a_minute_late(world: World) -> None:
    _, _, concern = concern_decided(world)
    concern["procedure_started_at"] = concern["raised_at"] + HOURS + MINUTE
    world.breach("SAF-01", concern, "procedure_late", STARTS)


def procedure_started_in_the_last_minute(world: World) -> None:
    _, _, concern = concern_decided(world)
    concern["procedure_started_at"] = concern["raised_at"] + HOURS
    world.near("SAF-01", concern, "started exactly 24 hours later")


def no_times_written(world: World) -> None:
    """Without a time a day counts as a day: the day after is in time, the one after that is not."""
    for days in (1, 2):
        _, _, concern = concern_decided(world)
        concern["raised_at"] = concern["raised_at"].date()
        concern["procedure_started_at"] = concern["raised_at"] + days * DAY
        if days == 1:
            world.near("SAF-01", concern, "the day after, no time written")
        else:
            world.breach("SAF-01", concern, "procedure_late", STARTS)


def harm_to_an_adult_and_no_procedure(world: World) -> None:
    """Two packs start the procedure for serious harm to anyone, one asks for a decision alone."""
    _, _, concern = concern_decided(world, "serious_harm_to_other")
    concern["procedure_started_at"] = ""
    world.breach("SAF-01", concern, "procedure_not_started", "HC")
    world.near("SAF-01", concern, "no procedure is asked for here, and a decision is there", "M")


def nobody_decided(world: World) -> None:
    concern = concern_alone(world)
    world.breach("SAF-01", concern, "no_decision", DECIDES)
    world.near("SAF-01", concern, "this policy asks for the procedure alone", "W")


def decided_a_minute_late(world: World) -> None:
    _, decision, concern = concern_decided(world)
    decision["decided_at"] = decision["recorded_at"] = concern["raised_at"] + HOURS + MINUTE
    world.breach("SAF-01", concern, "no_decision", DECIDES)


def decided_in_the_last_minute(world: World) -> None:
    """Linked from the decision's side alone."""
    _, decision, concern = concern_decided(world)
    decision["decided_at"] = decision["recorded_at"] = concern["raised_at"] + HOURS
    concern["decision_id"] = ""
    world.near("SAF-01", concern, "decided exactly 24 hours later")


def her_own_safety_and_no_decision(world: World) -> None:
    concern = concern_alone(world, "risk_to_client")
    world.breach("SAF-01", concern, "no_decision", "MC")


def hours_not_over(world: World) -> None:
    concern = concern_alone(world, day=world.as_of)
    concern.update(raised_at=at(world.as_of, "00:00"), procedure_started_at="")
    world.near("SAF-01", concern, "raised on the run date, the 24 hours end with it")


def hours_over_a_minute_ago(world: World) -> None:
    concern = concern_alone(world, day=world.ago(1))
    concern.update(raised_at=at(world.ago(1), "23:59"), procedure_started_at="")
    world.breach("SAF-01", concern, "no_decision;procedure_not_started", "HMC")
    world.breach("SAF-01", concern, "procedure_not_started", "W")
    world.breach("SAF-01", concern, "no_decision", "D")


def not_shared_and_the_child_not_weighed(world: World) -> None:
    case, decision, concern = concern_decided(world, kind="not_share")
    _lead_advised(world, case, decision)
    decision["considered"] = "subject_safety;others_safety;best_interests;law"
    world.breach("SAF-01", concern, "not_share_no_welfare", DECIDES)
    world.breach("RAT-06", decision, "missing_child_welfare", DECIDES)


def not_shared_and_others_not_weighed(world: World) -> None:
    case, decision, concern = concern_decided(world, "serious_harm_to_other", kind="not_share")
    _lead_advised(world, case, decision)
    decision["considered"] = decision["considered"].replace("others_safety;", "")
    world.breach("SAF-01", concern, "not_share_no_welfare", "HMC")
    world.breach("RAT-06", decision, "missing_others_safety", "MVC")


def not_shared_and_no_manager(world: World) -> None:
    """A colleague's view is no manager's."""
    case, decision, concern = concern_decided(world, kind="not_share")
    if world.chance(0.5):
        colleague = world.teams[case.row["service"]][0]["staff_id"]
        authorise(world, case, decision, "peer_advice", colleague, decision["decided_at"])
    world.breach("SAF-01", concern, "not_share_no_manager", DECIDES)


def shared_first_then_thought_better_of(world: World) -> None:
    """The latest decision counts, and it had no manager."""
    case, first, concern = concern_decided(world)
    later = _decision(world, case, first["decided_at"].date() + 7 * DAY, "not_share")
    later["concern_id"] = concern["concern_id"]
    later["considered"] = "subject_safety;others_safety;best_interests;law"
    world.breach("SAF-01", concern, "not_share_no_manager;not_share_no_welfare", DECIDES)
    world.breach("RAT-06", later, "missing_child_welfare", DECIDES)


def refused_first_then_shared(world: World) -> None:
    _, second, concern = concern_decided(world)
    case = next(one for one in world.cases if one.id == concern["case_id"])
    first = _decision(world, case, second["decided_at"].date(), "not_share")
    first.update(decided_at=at(second["decided_at"].date(), "08:59"), concern_id=concern["concern_id"])
    world.near("SAF-01", concern, "not shared at first, shared the same morning")


def not_shared_with_reasons_and_advice(world: World) -> None:
    case, decision, concern = concern_decided(world, kind="not_share")
    _lead_advised(world, case, decision)
    world.near("SAF-01", concern, "not shared, the child weighed and the safeguarding lead asked", DECIDES)


def moment_it_was_raised_missing(world: World) -> None:
    _, _, concern = concern_decided(world)
    concern["raised_at"] = ""
    world.undecided("SAF-01", concern)


def _decision(world: World, case: Case, day: dt.date, kind: str) -> dict:
    bank = (texts.NOT_SHARED,) if kind == "not_share" else texts.BY_EXCEPTION
    reason = worded_reason(world, case, world.agencies[2]["name"], *bank)
    answers = REFUSED | {"q5_other_reason": "no"} if kind == "not_share" else {"q4_consent": "no"}
    return decide(world, case, day, reason, "To keep someone safe", kind=kind, basis="risk_to_other", **answers)


def concern_decided(
    world: World, harm: str = "", kind: str = "share", day: dt.date | None = None
) -> tuple[Case, dict, dict]:
    """A concern raised one morning, decided on and acted on within two hours; nothing was sent yet."""
    case = a_host(world)
    day = day or world.ago(world.rng.randint(20, 380))
    decision = _decision(world, case, day, kind)
    return case, decision, raise_concern(world, case, day, harm or str(world.pick(CHILD)), decision)


def concern_alone(world: World, harm: str = "", day: dt.date | None = None) -> dict:
    """A concern nobody decided on."""
    case = a_host(world, "iss", "refuge", "family_support")
    day = day or world.ago(world.rng.randint(20, 380))
    return raise_concern(world, case, day, harm or str(world.pick(CHILD)), {"decision_id": ""})


def _lead_advised(world: World, case: Case, decision: dict) -> None:
    lead = next(row for row in world.tables["staff"] if row["role"] == "safeguarding_lead")
    authorise(world, case, decision, "safeguarding_lead_advice", lead["staff_id"], decision["decided_at"])


STORIES = (
    (procedure_never_started, 2), (procedure_started_a_minute_late, 1), (procedure_started_in_the_last_minute, 1),
    (no_times_written, 1), (harm_to_an_adult_and_no_procedure, 1), (nobody_decided, 2), (decided_a_minute_late, 1),
    (decided_in_the_last_minute, 1), (her_own_safety_and_no_decision, 1), (hours_not_over, 1),
    (hours_over_a_minute_ago, 1), (not_shared_and_the_child_not_weighed, 1), (not_shared_and_others_not_weighed, 1),
    (not_shared_and_no_manager, 2), (shared_first_then_thought_better_of, 1), (refused_first_then_shared, 1),
    (not_shared_with_reasons_and_advice, 1), (moment_it_was_raised_missing, 1),
)  # fmt: skip
