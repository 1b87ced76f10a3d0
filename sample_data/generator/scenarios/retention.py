"""RET-01, RET-03 and RET-05: kept past its time, kept on without a review, and retention that cannot be shown."""

from __future__ import annotations

import datetime as dt

from sample_data.generator import texts
from sample_data.generator.background import archived, destroyed, dispose
from sample_data.generator.calendar import DAY, anniversary, last_overdue
from sample_data.generator.casework import Case, new_case
from sample_data.generator.other_sharing import ask_to_see
from sample_data.generator.papers import client_paper, from_outside
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.sharing import decide
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
    case = _indefinite(world, _old(world), world.as_of + days * DAY)
    world.breach("RET-01", case.row, "overdue", "WC")
    world.near("RET-01", case.row, "kept indefinitely with a live review", "M")
    world.near("RET-03", case.row, "the review is due on the run date or later", "M")
    world.breach("RET-03", case.row, "not_allowed", "C")


def kept_indefinitely_review_missed(world: World) -> None:
    case = _indefinite(world, _old(world), world.ago(1))
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


def hold_without_a_reason(world: World) -> None:
    case = a_case(world)
    case.row.update(evidence_hold="yes", hold_reason=world.pick(("", "tbc", "n/a")), hold_started_on=case.opened)
    world.breach("RET-03", case.row, "no_reason")


def hold_with_a_thin_decision(world: World) -> None:
    case = a_case(world)
    case.row["evidence_hold"] = "yes"
    decide(world, case, case.opened, "Keep for now", kind="retain_longer")
    world.breach("RET-03", case.row, "no_reason")


def hold_explained_in_a_decision(world: World) -> None:
    case = a_case(world)
    case.row.update(evidence_hold="yes", retention_review_on=world.ago(40))
    decide(world, case, case.opened, str(world.pick(texts.RETAINED)), kind="retain_longer")
    world.near("RET-03", case.row, "the reason is in a decision; a hold alone needs no review")


def legal_hold_never_reviewed(world: World) -> None:
    case = new_case(world, "family_support", "closed")
    case.row.update(retention_basis="legal_hold", hold_reason=world.pick(texts.HOLDS))
    world.breach("RET-03", case.row, "no_review_date")


def legal_hold_review_missed(world: World) -> None:
    case = new_case(world, "refuge", "closed")
    case.row.update(retention_basis="legal_hold", hold_reason=world.pick(texts.HOLDS))
    case.row["retention_review_on"] = world.ago(int(world.pick((1, 50))))
    world.breach("RET-03", case.row, "review_passed")


def indefinite_with_nothing_behind_it(world: World) -> None:
    case = new_case(world, "youth", "closed", retention_basis="indefinite")
    world.breach("RET-03", case.row, "no_reason;no_review_date", "M")
    world.breach("RET-03", case.row, "no_reason;no_review_date;not_allowed", "C")


def indefinite_not_reviewed(world: World) -> None:
    case = _indefinite(world, new_case(world, "childrens", "closed"), "")
    world.breach("RET-03", case.row, "no_review_date", "M")
    world.breach("RET-03", case.row, "no_review_date;not_allowed", "C")


def closing_day_missing(world: World) -> None:
    status = str(world.pick(("closed", "archived")))
    case = new_case(world, "iss", status)
    if status == "archived":
        dispose(world, "case", case.id, world.ago(20), action="archived")
    case.row["closed_on"] = ""
    world.breach("RET-05", case.row, "closed_on_blank")


def closed_before_it_was_opened(world: World) -> None:
    case = new_case(world, "iss", "closed")
    case.row["closed_on"] = case.opened - world.rng.randint(1, 400) * DAY
    world.breach("RET-05", case.row, "closed_before_opened")


def open_with_a_closing_day(world: World) -> None:
    case = a_case(world, days=300)
    case.row["closed_on"] = world.pick((world.as_of, world.ago(1), world.ago(120)))
    world.breach("RET-05", case.row, "open_but_closed")


def open_and_closing_soon(world: World) -> None:
    case = a_case(world)
    case.row["closed_on"] = world.as_of + DAY
    world.near("RET-05", case.row, "the closing day lies after the run date")


def archive_not_in_the_log(world: World) -> None:
    case = new_case(world, str(world.pick(SERVICES)), "archived")
    world.breach("RET-05", case.row, "no_disposal_row")


def destruction_not_in_the_log(world: World) -> None:
    closed = anniversary(world.as_of, -6) - world.rng.randint(90, 700) * DAY
    case = new_case(world, "dvpp", "destroyed", closed=closed)
    if world.chance(0.5):
        dispose(world, "case", case.id, closed + 300 * DAY, action="archived")
    world.breach("RET-05", case.row, "no_disposal_row")


def papers_left_behind(world: World) -> None:
    case = destroyed(world, "iss", anniversary(world.ago(200), -6), 3)
    client_paper(world, case, case.opened)
    world.breach("RET-05", case.row, "documents_remain")


def nothing_left_behind(world: World) -> None:
    case = destroyed(world, "iss", anniversary(world.ago(250), -6), 3)
    paper = client_paper(world, case, case.opened)
    dispose(world, "document", paper["document_id"], anniversary(case.row["closed_on"], 6) + 3 * DAY)
    world.near("RET-05", case.row, "each paper has its own entry in the log")


def opened_and_closed_in_a_day(world: World) -> None:
    day = world.ago(321)
    case = new_case(world, "other", "closed", opened=day, closed=day)
    world.near("RET-05", case.row, "closed the day it was opened")


def nobody_put_their_name_to_it(world: World) -> None:
    case = archived(world, "refuge", 800)
    row = world.tables["disposal_log"][-1]
    row["done_by"] = world.pick(("", world.new_id("S")))
    world.breach("RET-05", row, "no_doer")
    world.near("RET-05", case.row, "the entry is there, though it names nobody")


def status_missing(world: World) -> None:
    case = new_case(world, "family_support", "closed")
    case.row["status"] = ""
    world.undecided("RET-05", case.row)


def opening_day_missing(world: World) -> None:
    case = new_case(world, "youth", "closed")
    case.row["opened_on"] = ""
    world.undecided("RET-05", case.row)


def _indefinite(world: World, case: Case, review: dt.date | str) -> Case:
    case.row.update(retention_basis="indefinite", retention_review_on=review)
    reason = str(world.pick(texts.RETAINED))
    decide(world, case, case.row["closed_on"], reason, kind="retain_longer")
    return case


STORIES = (
    (forgotten, 11), (past_six_years_not_seven, 9), (first_day_too_late, 1), (due_on_the_run_date, 1),
    (archived_and_kept, 4), (kept_on_hold, 3), (hold_recorded_as_ended, 1), (hold_lifted, 1),
    (legal_hold_under_review, 2), (asked_to_see_it, 2), (asked_to_see_it_and_answered, 1), (asked_to_erase_it, 1),
    (gone_but_still_called_closed, 1), (kept_indefinitely_under_review, 2), (kept_indefinitely_review_missed, 1),
    (orphan_paper, 1), (orphan_paper_archived, 1), (hold_without_a_reason, 4), (hold_with_a_thin_decision, 1),
    (hold_explained_in_a_decision, 1), (legal_hold_never_reviewed, 2), (legal_hold_review_missed, 2),
    (indefinite_with_nothing_behind_it, 1), (indefinite_not_reviewed, 2), (closing_day_missing, 4),
    (closed_before_it_was_opened, 2), (open_with_a_closing_day, 3), (open_and_closing_soon, 1),
    (archive_not_in_the_log, 3), (destruction_not_in_the_log, 2), (papers_left_behind, 2), (nothing_left_behind, 1),
    (opened_and_closed_in_a_day, 1), (nobody_put_their_name_to_it, 2), (status_missing, 1), (opening_day_missing, 1),
)  # fmt: skip
