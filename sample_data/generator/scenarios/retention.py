"""RET-01: kept past its time."""

from __future__ import annotations

from sample_data.generator import texts
from sample_data.generator.background import archived, dispose
from sample_data.generator.calendar import DAY, anniversary, last_overdue
from sample_data.generator.casework import Case, new_case
from sample_data.generator.other_sharing import ask_to_see
from sample_data.generator.papers import from_outside
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.scenarios.reviews import keep_indefinitely
from sample_data.generator.world import World

SERVICES = ("iss", "iss", "refuge", "dvpp", "childrens", "family_support", "youth")


def _old(world: World, years: int = 7, days: int = -1, status: str = "closed", **more: object) -> Case:
    """A case past that many years, by `days` days (0 is the first day too late), or by one to eleven months."""
    late = world.rng.randint(30, 330) if days < 0 else days
    closed = last_overdue(world.as_of, years) - late * DAY
    return new_case(world, str(world.pick(SERVICES)), status, closed=closed, **more)


def forgotten(world: World) -> None:
    world.breach("RET-01", _old(world).row, "overdue")


def past_six_years_not_seven(world: World) -> None:
    case = _old(world, years=6)
    world.breach("RET-01", case.row, "overdue", "WC")
    world.near("RET-01", case.row, "past six years, not yet seven", "M")


def first_day_too_late(world: World) -> None:
    world.breach("RET-01", _old(world, years=7, days=0).row, "overdue")
    world.breach("RET-01", _old(world, years=6, days=0).row, "overdue", "WC")


def due_on_the_run_date(world: World) -> None:
    seven = new_case(world, "iss", "closed", closed=last_overdue(world.as_of, 7) + DAY)
    world.near("RET-01", seven.row, "the anniversary is the run date", "M")
    world.breach("RET-01", seven.row, "overdue", "WC")
    six = new_case(world, "childrens", "closed", closed=last_overdue(world.as_of, 6) + DAY)
    world.near("RET-01", six.row, "the anniversary is the run date")


def archived_and_kept(world: World) -> None:
    """Archiving ends the duty for the women's services policy alone."""
    late = world.as_of - last_overdue(world.as_of, 7) + world.rng.randint(30, 300) * DAY
    case = archived(world, str(world.pick(SERVICES)), late.days)
    world.breach("RET-01", case.row, "overdue", "MC")
    world.near("RET-01", case.row, "archived, which this policy accepts", "W")


def kept_on_hold(world: World) -> None:
    case = _old(world, evidence_hold="yes", hold_reason=world.pick(texts.HOLDS), hold_started_on=world.ago(400))
    world.near("RET-01", case.row, "a hold is on")
    world.near("RET-03", case.row, "a hold with its reason")


def hold_recorded_as_ended(world: World) -> None:
    case = _old(world, evidence_hold="yes", hold_reason=world.pick(texts.HOLDS), hold_started_on=world.ago(900))
    case.row["hold_ended_on"] = world.ago(200)
    world.near("RET-01", case.row, "the hold still says yes, though an end was written")


def hold_lifted(world: World) -> None:
    case = _old(world, hold_started_on=world.ago(900), hold_ended_on=world.ago(200))
    world.breach("RET-01", case.row, "overdue")


def legal_hold_under_review(world: World) -> None:
    case = _old(world, retention_basis="legal_hold", hold_reason=world.pick(texts.HOLDS))
    case.row["retention_review_on"] = world.as_of + 60 * DAY
    world.near("RET-01", case.row, "a legal hold")
    world.near("RET-03", case.row, "a legal hold with its reason and a review to come")


def asked_to_see_it(world: World) -> None:
    case = _old(world)
    ask_to_see(world, case, world.ago(12), "", kind=str(world.pick(("view", "copy", "correct"))))
    world.near("RET-01", case.row, "the client's request is open")


def asked_to_see_it_and_answered(world: World) -> None:
    case = _old(world)
    ask_to_see(world, case, world.ago(90), world.ago(70))
    world.breach("RET-01", case.row, "overdue")


def asked_to_erase_it(world: World) -> None:
    case = _old(world)
    ask_to_see(world, case, world.ago(15), "", kind="erase")
    world.breach("RET-01", case.row, "overdue")


def gone_but_still_called_closed(world: World) -> None:
    case = _old(world)
    row = dispose(world, "case", case.id, anniversary(case.row["closed_on"], 6) + 40 * DAY)
    world.near("RET-01", case.row, "the disposal log shows it destroyed")
    world.near("RET-02", row, "destroyed after its time")


def kept_indefinitely_under_review(world: World) -> None:
    """One policy allows it with a review, one forbids it, and the stack takes the stricter."""
    days = int(world.pick((0, 90)))
    case = keep_indefinitely(world, _old(world), world.as_of + days * DAY)
    world.breach("RET-01", case.row, "overdue", "WC")
    world.near("RET-01", case.row, "kept indefinitely with a live review", "M")
    world.near("RET-03", case.row, "the review is due on the run date or later", "M")
    world.breach("RET-03", case.row, "not_allowed", "C")


def kept_indefinitely_review_missed(world: World) -> None:
    case = keep_indefinitely(world, _old(world), world.ago(1))
    world.breach("RET-01", case.row, "overdue")
    world.breach("RET-03", case.row, "review_passed", "M")
    world.breach("RET-03", case.row, "not_allowed;review_passed", "C")


def orphan_paper(world: World) -> None:
    for created, packs in ((-3000, "WMC"), (-2400, "WC"), (-900, "")):
        paper = from_outside(world, a_case(world), world.as_of + created * DAY, "agency")
        paper.update(owner_id=world.pick(("", world.new_id("C09", 1000, 4999))), about_person_ids="")
        if packs:
            world.undecided("RET-01", paper, "orphan_document", packs)
        for pack in set("WMC") - set(packs):
            world.near("RET-01", paper, "a paper without a case, not yet past the years", pack)


def orphan_paper_archived(world: World) -> None:
    paper = from_outside(world, a_case(world), world.ago(3100), "agency", owner_id="")
    dispose(world, "document", paper["document_id"], world.ago(300), action="archived")
    world.near("RET-01", paper, "a paper without a case, in the disposal log")


STORIES = (
    (forgotten, 11), (past_six_years_not_seven, 9), (first_day_too_late, 1), (due_on_the_run_date, 1),
    (archived_and_kept, 4), (kept_on_hold, 3), (hold_recorded_as_ended, 1), (hold_lifted, 1),
    (legal_hold_under_review, 2), (asked_to_see_it, 2), (asked_to_see_it_and_answered, 1), (asked_to_erase_it, 1),
    (gone_but_still_called_closed, 1), (kept_indefinitely_under_review, 2), (kept_indefinitely_review_missed, 1),
    (orphan_paper, 1), (orphan_paper_archived, 1),
)  # fmt: skip
