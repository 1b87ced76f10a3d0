"""STF-01 and STF-02: induction paperwork and training that is missing."""

from __future__ import annotations

from sample_data.generator.calendar import DAY
from sample_data.generator.notices import tell_staff
from sample_data.generator.personnel import TOPICS, trained
from sample_data.generator.scenarios.ground import a_worker
from sample_data.generator.world import World

# The packs that ask for a topic, and those that want it in the first months.
ASKED = {
    "confidentiality": "DWC", "information_sharing_principles": "MC", "data_security": "MC", "access_rules": "MC",
    "guidance_update": "MC",
}  # fmt: skip
AT_FIRST = {"confidentiality": "WC", "data_security": "MC"}
PAPERS = ("policy_copy", "policy_explained")
OWN_POLICY, CONTRACT = "WC", "MC"


def policy_not_handed_over(world: World) -> None:
    for left_out in PAPERS:
        worker = _unpapered(world)
        for kind in PAPERS:
            if kind != left_out:
                tell_staff(world, worker, kind, worker["started_on"])
        world.breach("STF-01", worker, f"no_{left_out}", OWN_POLICY)
        world.near("STF-01", worker, "this policy asks for the contract alone", "M")


def nothing_handed_over(world: World) -> None:
    worker = _unpapered(world, confidentiality_clause=str(world.pick(("during", "none", ""))))
    world.breach("STF-01", worker, "no_policy_copy;no_policy_explained", "W")
    world.breach("STF-01", worker, "contract_clause", "M")
    world.breach("STF-01", worker, "contract_clause;no_policy_copy;no_policy_explained", "C")


def committee_member_not_told(world: World) -> None:
    member = _unpapered(world, worker_type="committee_member", role="committee", line_manager_id="")
    tell_staff(world, member, "policy_copy", member["started_on"])
    world.breach("STF-01", member, "no_committee_responsibility", OWN_POLICY)


def contract_ends_with_the_job(world: World) -> None:
    """Two packs want the duty to last beyond the contract, for employees."""
    worker = a_worker(world, confidentiality_clause=str(world.pick(("during", "none", ""))))
    world.breach("STF-01", worker, "contract_clause", CONTRACT)
    world.near("STF-01", worker, "this policy does not speak of the contract", "W")
    helper = a_worker(world, worker_type="volunteer", confidentiality_clause="none")
    world.near("STF-01", helper, "no employee, so the clause is not asked for")


def day_of_the_notice_missing(world: World) -> None:
    worker = _unpapered(world)
    tell_staff(world, worker, "policy_copy", worker["started_on"])
    tell_staff(world, worker, "policy_explained", "")
    world.breach("STF-01", worker, "no_policy_explained", OWN_POLICY)


def thirty_days_over_yesterday(world: World) -> None:
    for days in (31, 30):
        worker = _unpapered(world, started_on=world.ago(days))
        if days == 31:
            world.breach("STF-01", worker, "no_policy_copy;no_policy_explained", OWN_POLICY)
        else:
            world.near("STF-01", worker, "the last day for it is the run date")


def late_but_done(world: World) -> None:
    worker = _unpapered(world)
    for kind in PAPERS:
        tell_staff(world, worker, kind, world.ago(1))
    world.near("STF-01", worker, "handed over late")


def last_working_day(world: World) -> None:
    for days in (1, 0):
        worker = _unpapered(world, left_on=world.ago(days))
        if days:
            world.near("STF-01", worker, "had left the day before", OWN_POLICY)
        else:
            world.breach("STF-01", worker, "no_policy_copy;no_policy_explained", OWN_POLICY)


def topic_never_taught(world: World) -> None:
    for left_out in TOPICS:
        worker = _untrained(world)
        _taught(world, worker, without=left_out)
        _missing(world, worker, left_out)


def never_taught_anything(world: World) -> None:
    worker = _untrained(world)
    for pack in "DWMC":
        causes = [f"missing_{topic}" for topic in TOPICS if pack in ASKED[topic]]
        causes += [f"not_induction_{topic}" for topic, packs in AT_FIRST.items() if pack in packs]
        world.breach("STF-02", worker, ";".join(causes), pack)


def taught_more_than_two_years_ago(world: World) -> None:
    for days in (731, 730):
        worker = _untrained(world, started_on=world.ago(1000))
        _taught(world, worker, without="confidentiality")
        trained(world, worker, "confidentiality", world.ago(980), "yes")
        trained(world, worker, "confidentiality", world.ago(days))
        if days == 731:
            world.breach("STF-02", worker, "refresh_confidentiality", ASKED["confidentiality"])
            world.near("STF-02", worker, "this policy has other topics", "M")
        else:
            world.near("STF-02", worker, "taught again exactly 730 days ago")


def all_of_it_old(world: World) -> None:
    """Taught at the beginning and never again."""
    worker = _untrained(world, started_on=world.ago(900))
    for topic in TOPICS:
        trained(world, worker, topic, world.ago(880), "yes")
    for pack in "DWMC":
        world.breach("STF-02", worker, ";".join(f"refresh_{topic}" for topic in TOPICS if pack in ASKED[topic]), pack)


def taught_too_late_for_an_induction(world: World) -> None:
    """Ninety days are the first months; a day more is not, unless it is called the induction."""
    for topic, packs in AT_FIRST.items():
        for days, called in ((91, "no"), (90, "no"), (300, "yes")):
            worker = _untrained(world, started_on=world.ago(500))
            _taught(world, worker, without=topic)
            trained(world, worker, topic, worker["started_on"] + days * DAY, called)
            if days == 91:
                world.breach("STF-02", worker, f"not_induction_{topic}", packs)
            else:
                world.near("STF-02", worker, "in the first 90 days, or called the induction", packs)


def ninety_days_over_yesterday(world: World) -> None:
    for days in (91, 90):
        worker = _untrained(world, started_on=world.ago(days))
        _taught(world, worker, without="confidentiality")
        if days == 91:
            _missing(world, worker, "confidentiality")
        else:
            world.near("STF-02", worker, "the last day for it is the run date")


def day_of_the_training_missing(world: World) -> None:
    worker = _untrained(world)
    _taught(world, worker, without="access_rules")
    trained(world, worker, "access_rules", "")
    _missing(world, worker, "access_rules")


def committee_member_not_taught(world: World) -> None:
    member = _untrained(world, worker_type="committee_member", role="committee", line_manager_id="")
    world.breach("STF-02", member, "missing_confidentiality;not_induction_confidentiality", "WC")


def _unpapered(world: World, **more: object) -> dict:
    """A worker trained in everything who was handed nothing."""
    worker = a_worker(world, **more)
    world.leave_out("notices", worker)
    return worker


def _untrained(world: World, **more: object) -> dict:
    """A worker who was handed everything and taught nothing."""
    worker = a_worker(world, **({"started_on": world.ago(400)} | more))
    world.leave_out("training", worker)
    return worker


def _taught(world: World, worker: dict, without: str = "") -> None:
    """Every topic but one in the first weeks, and again a month ago."""
    for topic in TOPICS:
        if topic != without:
            trained(world, worker, topic, worker["started_on"] + 20 * DAY, "yes")
            trained(world, worker, topic, world.ago(30))


def _missing(world: World, worker: dict, topic: str) -> None:
    """State that a topic is missing, where it is asked for; where it belongs to the induction, that too."""
    for pack in ASKED[topic]:
        late = pack in AT_FIRST.get(topic, "")
        world.breach("STF-02", worker, f"missing_{topic}" + (f";not_induction_{topic}" if late else ""), pack)


STORIES = (
    (policy_not_handed_over, 1), (nothing_handed_over, 1), (committee_member_not_told, 1),
    (contract_ends_with_the_job, 2), (day_of_the_notice_missing, 1), (thirty_days_over_yesterday, 1),
    (late_but_done, 1), (last_working_day, 1), (topic_never_taught, 1), (never_taught_anything, 1),
    (taught_more_than_two_years_ago, 1), (all_of_it_old, 1), (taught_too_late_for_an_induction, 1),
    (ninety_days_over_yesterday, 1), (day_of_the_training_missing, 1), (committee_member_not_taught, 1),
)  # fmt: skip
