"""SAF-01, SAF-02 and SAF-03: harm not acted on, a threatened person not warned, a parent left out."""

from __future__ import annotations

import datetime as dt

from sample_data.generator import texts
from sample_data.generator.calendar import DAY, at
from sample_data.generator.casework import Case
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.sharing import authorise, decide, raise_concern, worded_reason
from sample_data.generator.world import World

CHILD = ("child_significant_harm", "child_significant_harm", "child_concern")
HOURS = dt.timedelta(hours=24)
MINUTE = dt.timedelta(minutes=1)
REFUSED = {"q1_purpose": "yes", "q2_identifiable": "yes", "q3_confidential": "yes", "q4_consent": "no"}
DECIDES, STARTS = "DHMC", "WHMC"  # the packs that ask for a decision, and those that ask for the procedure


def procedure_never_started(world: World) -> None:
    _, _, concern = _concern(world)
    concern["procedure_started_at"] = ""
    world.breach("SAF-01", concern, "procedure_not_started", STARTS)
    world.near("SAF-01", concern, "this policy asks for a decision alone", "D")


def procedure_started_a_minute_late(world: World) -> None:
    _, _, concern = _concern(world)
    concern["procedure_started_at"] = concern["raised_at"] + HOURS + MINUTE
    world.breach("SAF-01", concern, "procedure_late", STARTS)


def procedure_started_in_the_last_minute(world: World) -> None:
    _, _, concern = _concern(world)
    concern["procedure_started_at"] = concern["raised_at"] + HOURS
    world.near("SAF-01", concern, "started exactly 24 hours later")


def no_times_written(world: World) -> None:
    """Without a time a day counts as a day: the day after is in time, the one after that is not."""
    for days in (1, 2):
        _, _, concern = _concern(world)
        concern["raised_at"] = concern["raised_at"].date()
        concern["procedure_started_at"] = concern["raised_at"] + days * DAY
        if days == 1:
            world.near("SAF-01", concern, "the day after, no time written")
        else:
            world.breach("SAF-01", concern, "procedure_late", STARTS)


def harm_to_an_adult_and_no_procedure(world: World) -> None:
    """Two packs start the procedure for serious harm to anyone, one asks for a decision alone."""
    _, _, concern = _concern(world, "serious_harm_to_other")
    concern["procedure_started_at"] = ""
    world.breach("SAF-01", concern, "procedure_not_started", "HC")
    world.near("SAF-01", concern, "no procedure is asked for here, and a decision is there", "M")


def nobody_decided(world: World) -> None:
    concern = _alone(world)
    world.breach("SAF-01", concern, "no_decision", DECIDES)
    world.near("SAF-01", concern, "this policy asks for the procedure alone", "W")


def decided_a_minute_late(world: World) -> None:
    _, decision, concern = _concern(world)
    decision["decided_at"] = decision["recorded_at"] = concern["raised_at"] + HOURS + MINUTE
    world.breach("SAF-01", concern, "no_decision", DECIDES)


def decided_in_the_last_minute(world: World) -> None:
    """Linked from the decision's side alone."""
    _, decision, concern = _concern(world)
    decision["decided_at"] = decision["recorded_at"] = concern["raised_at"] + HOURS
    concern["decision_id"] = ""
    world.near("SAF-01", concern, "decided exactly 24 hours later")


def her_own_safety_and_no_decision(world: World) -> None:
    concern = _alone(world, "risk_to_client")
    world.breach("SAF-01", concern, "no_decision", "MC")


def hours_not_over(world: World) -> None:
    concern = _alone(world, day=world.as_of)
    concern.update(raised_at=at(world.as_of, "00:00"), procedure_started_at="")
    world.near("SAF-01", concern, "raised on the run date, the 24 hours end with it")


def hours_over_a_minute_ago(world: World) -> None:
    concern = _alone(world, day=world.ago(1))
    concern.update(raised_at=at(world.ago(1), "23:59"), procedure_started_at="")
    world.breach("SAF-01", concern, "no_decision;procedure_not_started", "HMC")
    world.breach("SAF-01", concern, "procedure_not_started", "W")
    world.breach("SAF-01", concern, "no_decision", "D")


def not_shared_and_the_child_not_weighed(world: World) -> None:
    case, decision, concern = _concern(world, kind="not_share")
    _lead_advised(world, case, decision)
    decision["considered"] = "subject_safety;others_safety;best_interests;law"
    world.breach("SAF-01", concern, "not_share_no_welfare", DECIDES)
    world.breach("RAT-06", decision, "missing_child_welfare", DECIDES)


def not_shared_and_others_not_weighed(world: World) -> None:
    case, decision, concern = _concern(world, "serious_harm_to_other", kind="not_share")
    _lead_advised(world, case, decision)
    decision["considered"] = decision["considered"].replace("others_safety;", "")
    world.breach("SAF-01", concern, "not_share_no_welfare", "HMC")
    world.breach("RAT-06", decision, "missing_others_safety", "MVC")


def not_shared_and_no_manager(world: World) -> None:
    """A colleague's view is no manager's."""
    case, decision, concern = _concern(world, kind="not_share")
    if world.chance(0.5):
        colleague = world.teams[case.row["service"]][0]["staff_id"]
        authorise(world, case, decision, "peer_advice", colleague, decision["decided_at"])
    world.breach("SAF-01", concern, "not_share_no_manager", DECIDES)


def shared_first_then_thought_better_of(world: World) -> None:
    """The latest decision counts, and it had no manager."""
    case, first, concern = _concern(world)
    later = _decision(world, case, first["decided_at"].date() + 7 * DAY, "not_share")
    later["concern_id"] = concern["concern_id"]
    later["considered"] = "subject_safety;others_safety;best_interests;law"
    world.breach("SAF-01", concern, "not_share_no_manager;not_share_no_welfare", DECIDES)
    world.breach("RAT-06", later, "missing_child_welfare", DECIDES)


def refused_first_then_shared(world: World) -> None:
    _, second, concern = _concern(world)
    case = next(one for one in world.cases if one.id == concern["case_id"])
    first = _decision(world, case, second["decided_at"].date(), "not_share")
    first.update(decided_at=at(second["decided_at"].date(), "08:59"), concern_id=concern["concern_id"])
    world.near("SAF-01", concern, "not shared at first, shared the same morning")


def not_shared_with_reasons_and_advice(world: World) -> None:
    case, decision, concern = _concern(world, kind="not_share")
    _lead_advised(world, case, decision)
    world.near("SAF-01", concern, "not shared, the child weighed and the safeguarding lead asked", DECIDES)


def moment_it_was_raised_missing(world: World) -> None:
    _, _, concern = _concern(world)
    concern["raised_at"] = ""
    world.undecided("SAF-01", concern)


def nobody_warned(world: World) -> None:
    """Telling the police is not warning the person."""
    concern = _threat(world, "")
    concern["police_informed_at"] = world.pick(("", concern["raised_at"] + HOURS / 8))
    concern["at_risk_id"] = world.pick((concern["at_risk_id"], ""))
    world.breach("SAF-02", concern, "not_warned")


def warned_a_minute_late(world: World) -> None:
    concern = _threat(world, HOURS + MINUTE)
    world.breach("SAF-02", concern, "warned_late")


def warned_in_the_last_minute(world: World) -> None:
    world.near("SAF-02", _threat(world, HOURS), "warned exactly 24 hours later")


def warned_no_times_written(world: World) -> None:
    for days in (1, 2):
        concern = _threat(world, HOURS)
        concern["raised_at"] = concern["raised_at"].date()
        concern["warned_at"] = concern["raised_at"] + days * DAY
        if days == 1:
            world.near("SAF-02", concern, "warned the day after, no time written")
        else:
            world.breach("SAF-02", concern, "warned_late")


def warning_still_due(world: World) -> None:
    concern = _threat(world, "", world.as_of)
    world.near("SAF-02", concern, "raised on the run date, the 24 hours not over")


def warned_but_whom(world: World) -> None:
    concern = _threat(world, HOURS / 4)
    concern["at_risk_id"] = world.pick(("", world.new_id("P")))
    world.undecided("SAF-02", concern)


def warned_but_when_was_it_raised(world: World) -> None:
    concern = _threat(world, HOURS / 4)
    concern["raised_at"] = ""
    world.undecided("SAF-02", concern)


def parent_not_mentioned(world: World) -> None:
    for days in (14, 15):
        _, _, concern = _concern(world, day=world.ago(days))
        concern["parent_involved"] = ""
        if days == 14:
            world.near("SAF-03", concern, "the last day for it is the run date")
        else:
            world.breach("SAF-03", concern, "not_recorded")


def parent_left_out_and_no_reason(world: World) -> None:
    _, _, concern = _concern(world)
    concern["parent_involved"] = world.pick(("no", "not_possible"))
    concern["parent_not_involved_reason"] = world.pick(("", "n/a", "as above"))
    world.breach("SAF-03", concern, "no_reason")


def parent_left_out_with_a_reason(world: World) -> None:
    _, _, concern = _concern(world)
    concern["parent_involved"] = world.pick(("no", "not_possible"))
    concern["parent_not_involved_reason"] = world.pick(("She is away and cannot be reached", "It is she who is feared"))
    world.near("SAF-03", concern, "not involved, and why is written")


def parent_not_mentioned_day_missing(world: World) -> None:
    _, _, concern = _concern(world)
    concern.update(raised_at="", parent_involved="")
    world.breach("SAF-03", concern, "not_recorded")
    world.undecided("SAF-01", concern)


def _decision(world: World, case: Case, day: dt.date, kind: str) -> dict:
    bank = (texts.NOT_SHARED,) if kind == "not_share" else texts.BY_EXCEPTION
    reason = worded_reason(world, case, world.agencies[2]["name"], *bank)
    answers = REFUSED | {"q5_other_reason": "no"} if kind == "not_share" else {"q4_consent": "no"}
    return decide(world, case, day, reason, "To keep someone safe", kind=kind, basis="risk_to_other", **answers)


def _concern(world: World, harm: str = "", kind: str = "share", day: dt.date | None = None) -> tuple[Case, dict, dict]:
    """A concern raised one morning, decided on and acted on within two hours; nothing was sent yet."""
    case = a_case(world, "iss", "refuge", "family_support", "childrens", days=420)
    day = day or world.ago(world.rng.randint(20, 380))
    decision = _decision(world, case, day, kind)
    return case, decision, raise_concern(world, case, day, harm or str(world.pick(CHILD)), decision)


def _alone(world: World, harm: str = "", day: dt.date | None = None) -> dict:
    """A concern nobody decided on."""
    case = a_case(world, "iss", "refuge", "family_support", days=420)
    day = day or world.ago(world.rng.randint(20, 380))
    return raise_concern(world, case, day, harm or str(world.pick(CHILD)), {"decision_id": ""})


def _threat(world: World, after: dt.timedelta | str, day: dt.date | None = None) -> dict:
    """A threat to somebody named, who was warned that long after, or never."""
    concern = _alone(world, "threat_to_named_person", day)
    concern["warned_at"] = concern["raised_at"] + after if isinstance(after, dt.timedelta) else ""
    return concern


def _lead_advised(world: World, case: Case, decision: dict) -> None:
    lead = next(row for row in world.tables["staff"] if row["role"] == "safeguarding_lead")
    authorise(world, case, decision, "safeguarding_lead_advice", lead["staff_id"], decision["decided_at"])


STORIES = (
    (procedure_never_started, 2), (procedure_started_a_minute_late, 1), (procedure_started_in_the_last_minute, 1),
    (no_times_written, 1), (harm_to_an_adult_and_no_procedure, 1), (nobody_decided, 2), (decided_a_minute_late, 1),
    (decided_in_the_last_minute, 1), (her_own_safety_and_no_decision, 1), (hours_not_over, 1),
    (hours_over_a_minute_ago, 1), (not_shared_and_the_child_not_weighed, 1), (not_shared_and_others_not_weighed, 1),
    (not_shared_and_no_manager, 2), (shared_first_then_thought_better_of, 1), (refused_first_then_shared, 1),
    (not_shared_with_reasons_and_advice, 1), (moment_it_was_raised_missing, 1), (nobody_warned, 3),
    (warned_a_minute_late, 1), (warned_in_the_last_minute, 1), (warned_no_times_written, 1), (warning_still_due, 1),
    (warned_but_whom, 1), (warned_but_when_was_it_raised, 1), (parent_not_mentioned, 1),
    (parent_left_out_and_no_reason, 3), (parent_left_out_with_a_reason, 1), (parent_not_mentioned_day_missing, 1),
)  # fmt: skip
