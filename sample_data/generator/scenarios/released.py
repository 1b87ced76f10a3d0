"""TPS-03: what a third party gave us was released to the client."""

from __future__ import annotations

from sample_data.generator import other_sharing as other
from sample_data.generator.calendar import DAY
from sample_data.generator.casework import Case
from sample_data.generator.papers import client_paper, from_outside
from sample_data.generator.scenarios.footing import lasting, shared, some_day
from sample_data.generator.scenarios.ground import relative
from sample_data.generator.world import World


def letter_given_to_the_client(world: World) -> None:
    row, _ = _given(world, str(world.pick(("agency", "family", "partner_or_ex"))))
    world.breach("TPS-03", row, "third_party_section;third_party_source")


def workers_note_kept_apart(world: World) -> None:
    """The worker's own note, filed apart since it is about others."""
    case = shared(world)
    paper = client_paper(world, case, case.opened, "case_note", section=str(world.pick(("third_party", "restricted"))))
    row = _released(world, case, paper)
    world.breach("TPS-03", row, "third_party_section")


def letter_in_the_clients_own_section(world: World) -> None:
    row, paper = _given(world, "agency", section="client")
    world.breach("TPS-03", row, "third_party_source")
    world.breach("TPS-01", paper, "in_client_section")


def letter_not_sorted(world: World) -> None:
    row, paper = _given(world, "partner_or_ex", section=str(world.pick(("", "not_set"))))
    world.breach("TPS-03", row, "third_party_source")
    world.breach("TPS-04", paper, "section_unknown")


def nobody_knows_whose_it_is(world: World) -> None:
    """Neither source nor section is known: it has to be treated as a third party's."""
    case = shared(world)
    paper = client_paper(world, case, case.opened, source_kind=str(world.pick(("", "not_known"))), section="not_set")
    world.breach("TPS-03", _released(world, case, paper), "third_party_source")
    world.breach("TPS-04", paper, "section_unknown;source_unknown")


def source_not_known(world: World) -> None:
    case = shared(world)
    paper = client_paper(world, case, case.opened, source_kind="not_known")
    world.undecided("TPS-03", _released(world, case, paper))
    world.breach("TPS-04", paper, "source_unknown")


def told_about_others(world: World) -> None:
    case = shared(world)
    row = _released(world, case, client_paper(world, case, case.opened, "case_note"))
    row["info_categories"] = "identity;third_party"
    world.breach("TPS-03", row, "third_party_category")


def paper_not_named(world: World) -> None:
    row = other.to_client(world, shared(world), some_day(world))
    row["document_id"] = world.pick(("", world.new_id("DOC")))
    world.undecided("TPS-03", row)


def her_aunt_agreed(world: World) -> None:
    """The policy has no exception for it."""
    row, paper = _given(world, "family")
    day = row["disclosed_at"].date() - 3 * DAY
    world.add(
        "consents",
        case_id=row["case_id"],
        subject_id=row["subject_id"],
        given_by_id=paper["source_id"],
        given_as="info_provider",
        status="given",
        sought_on=day,
        given_on=day,
    )
    world.breach("TPS-03", row, "third_party_section;third_party_source")


def the_childs_own_words(world: World) -> None:
    case = shared(world, "childrens")
    own = case.row["person_id"]
    paper = from_outside(world, case, case.opened, "child", source_id=own, about_person_ids=own, section="client")
    world.near("TPS-03", _released(world, case, paper), "the child's own words, given to the child")


def letter_sent_elsewhere(world: World) -> None:
    """About the client and not to the client, nor on the client's request."""
    case, to = lasting(world, "iss", "refuge"), world.agencies[9]
    row = _released(world, case, from_outside(world, case, case.opened, "agency"))
    row.update(recipient_kind="housing", recipient_name=f"Housing adviser, {to['name']}", basis="none", sar_id="")
    row.update(
        recipient_agency_id=to["agency_id"], recipient_person_id="", channel="portal", info_categories="identity"
    )
    world.near("TPS-03", row, "not released to the client")
    world.breach("RAT-02", row, "no_decision")
    world.breach("CON-01", row, "no_basis", "DWHMVC")
    world.breach("CON-07", row, "provider_not_asked")


def nobody_looked_through_it(world: World) -> None:
    case, day = shared(world), some_day(world)
    request = other.ask_to_see(world, case, day - 12 * DAY, day, str(world.pick(("view", "copy"))))
    request["third_party_checked_by"] = world.pick(("", world.new_id("S")))
    if world.chance(0.4):
        request.update(outcome="partly", refusal_reason="Pages about other people were left out")
    world.breach("TPS-03", request, "no_check")


def refused_so_nothing_to_check(world: World) -> None:
    case, day = shared(world), some_day(world)
    for outcome, kind in (("withdrawn", "copy"), ("granted", "correct")):
        request = other.ask_to_see(world, case, day - 12 * DAY, day, kind, outcome=outcome)
        request["third_party_checked_by"] = ""
        world.near("TPS-03", request, "nothing was shown or copied")


def _given(world: World, source: str, **more: object) -> tuple[dict, dict]:
    """A paper from outside among what the client was given."""
    case = shared(world, "iss", "refuge")
    if source == "family":
        relative(world, case)
    paper = from_outside(world, case, case.opened, source, **more)
    return _released(world, case, paper), paper


def _released(world: World, case: Case, paper: dict) -> dict:
    row = other.to_client(world, case, some_day(world))
    row["document_id"] = paper["document_id"]
    return row


STORIES = (
    (letter_given_to_the_client, 4), (workers_note_kept_apart, 1), (letter_in_the_clients_own_section, 1),
    (letter_not_sorted, 1), (nobody_knows_whose_it_is, 1), (source_not_known, 1), (told_about_others, 1),
    (paper_not_named, 2), (her_aunt_agreed, 1), (the_childs_own_words, 1), (letter_sent_elsewhere, 1),
    (nobody_looked_through_it, 3), (refused_so_nothing_to_check, 1),
)  # fmt: skip
