"""DIS-05 and DIS-06: more went than was needed, or its quality is not shown."""

from __future__ import annotations

from sample_data.generator.calendar import DAY
from sample_data.generator.organisation import agency as agency_of
from sample_data.generator.papers import client_paper
from sample_data.generator.scenarios.footing import agreed, day_of, lasting, shared, some_day
from sample_data.generator.scenarios.ground import send_to
from sample_data.generator.sharing import Share, by_exception, give_consent
from sample_data.generator.world import World

MARKED = "MC"  # the packs that ask for opinion to be marked; the other three ask for accurate and current alone


def the_whole_file(world: World) -> None:
    share = agreed(world, "health", case=lasting(world, "family_support", "other"))
    for row in (share.disclosure, share.consent):
        row["info_categories"] = "identity;whole_file"
    world.breach("DIS-05", share.disclosure, "whole_file")
    world.undecided("CON-04", share.disclosure, "whole_file_may_hold")


def whole_file_by_order(world: World) -> None:
    """An order for the file lifts this, and not that the check for the minimum was left out."""
    for checked in ("yes", ""):
        share = by_exception(world, shared(world, "childrens", of="harm "), some_day(world), "", "court_order")
        send_to(world, share, "court")
        share.disclosure.update(info_categories="whole_file", legal_reference="Order of the court for the file")
        share.disclosure["minimum_checked"] = checked
        world.conflict("CON-01", share.disclosure, "basis_not_accepted", "DWC")
        world.undecided("CON-04", share.disclosure, "whole_file_may_hold")
        world.near("DIS-05", share.disclosure, "the whole file, by order of a court", "DWHMVC" if checked else "W")
        if not checked:
            world.breach("DIS-05", share.disclosure, "minimum_not_checked", "DHMVC")


def order_without_its_number(world: World) -> None:
    share = by_exception(world, shared(world, "childrens", of="harm "), some_day(world), "", "court_order")
    send_to(world, share, "court")
    share.disclosure["info_categories"] = "whole_file"
    world.breach("DIS-05", share.disclosure, "whole_file")
    world.breach("AUT-04", share.disclosure, "no_legal_reference")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "DWC")
    world.undecided("CON-04", share.disclosure, "whole_file_may_hold")


def more_than_the_linked_consent(world: World) -> None:
    """It rests on harm, and beside it stands a consent to less."""
    share = _with_a_consent_beside(world, "identity")
    world.breach("DIS-05", share.disclosure, "beyond_consent")


def consent_beside_names_nothing(world: World) -> None:
    share = _with_a_consent_beside(world, "")
    world.near("DIS-05", share.disclosure, "the consent beside it lists nothing, so it sets no limit")


def less_would_have_done(world: World) -> None:
    share = agreed(world, "housing")
    share.disclosure["minimum_checked"] = world.pick(("no", ""))
    world.breach("DIS-05", share.disclosure, "minimum_not_checked", "DHMVC")
    world.near("DIS-05", share.disclosure, "this policy asks for no separate check", "W")


def opinion_as_fact(world: World) -> None:
    """A paper that mixes both, or no paper and a subject that mixes both by its nature."""
    share = agreed(world, "police", "iss", "refuge", "family_support")
    share.disclosure.update(info_categories="identity;risk", fact_opinion_marked=world.pick(("no", "")))
    share.consent["info_categories"] = "identity;risk"
    if world.chance(0.5):
        paper = client_paper(world, share.case, day_of(share), "risk_assessment")
        share.disclosure["document_id"] = paper["document_id"]
    world.breach("DIS-06", share.disclosure, "opinion_unmarked", MARKED)
    world.near("DIS-06", share.disclosure, "this policy does not ask that opinion is marked", "DHV")


def facts_need_no_mark(world: World) -> None:
    """What the paper is decides, and not the category, unless the paper does not say."""
    share = _risk_in_a_paper(world, "fact")
    world.near("DIS-06", share.disclosure, "risk, but the paper holds facts alone")
    share = _risk_in_a_paper(world, "")
    world.breach("DIS-06", share.disclosure, "opinion_unmarked", MARKED)


def old_news(world: World) -> None:
    share = agreed(world, "housing")
    share.disclosure.update(info_as_at=day_of(share) - 181 * DAY, historical_explained=world.pick(("no", "")))
    world.breach("DIS-06", share.disclosure, "historical_unexplained")


def half_a_year_old(world: World) -> None:
    share = agreed(world, "housing")
    share.disclosure["info_as_at"] = day_of(share) - 180 * DAY
    world.near("DIS-06", share.disclosure, "exactly as old as it may be")
    share = agreed(world, "housing")
    share.disclosure.update(info_as_at=day_of(share) - 300 * DAY, historical_explained="yes")
    world.near("DIS-06", share.disclosure, "older, and it says so")


def how_old_is_not_known(world: World) -> None:
    share = agreed(world, "housing")
    share.disclosure["info_as_at"] = ""
    world.undecided("DIS-06", share.disclosure)


def report_not_checked(world: World) -> None:
    share = agreed(world, "court", "iss", "refuge")
    share.disclosure["accuracy_checked_on"] = world.pick(("", day_of(share) + DAY))
    world.breach("DIS-06", share.disclosure, "accuracy_not_checked")


def report_with_everything_wrong(world: World) -> None:
    share = agreed(world, "court", "iss")
    share.disclosure.update(accuracy_checked_on="", fact_opinion_marked="no", historical_explained="")
    share.disclosure["info_as_at"] = day_of(share) - 250 * DAY
    world.breach("DIS-06", share.disclosure, "accuracy_not_checked;historical_unexplained", "DHV")
    world.breach("DIS-06", share.disclosure, "accuracy_not_checked;historical_unexplained;opinion_unmarked", MARKED)


def letter_needs_no_check(world: World) -> None:
    share = agreed(world, "housing")
    share.disclosure["document_id"] = client_paper(world, share.case, day_of(share), "letter_out")["document_id"]
    share.disclosure["accuracy_checked_on"] = ""
    world.near("DIS-06", share.disclosure, "a letter and no report")


def _with_a_consent_beside(world: World, categories: str) -> Share:
    share = by_exception(world, shared(world, "iss", "refuge", of="harm "), some_day(world))
    to = send_to(world, share, "police")
    beside = give_consent(world, share.case, day_of(share), to, categories)
    beside["recipient_agency_id"] = agency_of(world, "police", 1)["agency_id"]
    share.disclosure["consent_id"] = beside["consent_id"]
    return share


def _risk_in_a_paper(world: World, nature: str) -> Share:
    share = agreed(world, "police", "iss", "refuge")
    for row in (share.disclosure, share.consent):
        row["info_categories"] = "identity;risk"
    paper = client_paper(world, share.case, day_of(share), "letter_out")
    paper["content_nature"] = nature
    share.disclosure.update(document_id=paper["document_id"], fact_opinion_marked="no")
    return share


STORIES = (
    (the_whole_file, 1), (whole_file_by_order, 1), (order_without_its_number, 1),
    (more_than_the_linked_consent, 2), (consent_beside_names_nothing, 1), (less_would_have_done, 3),
    (opinion_as_fact, 3), (facts_need_no_mark, 1), (old_news, 2), (half_a_year_old, 1), (how_old_is_not_known, 1),
    (report_not_checked, 2), (report_with_everything_wrong, 1), (letter_needs_no_check, 1),
)  # fmt: skip
