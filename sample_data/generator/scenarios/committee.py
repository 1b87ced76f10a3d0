"""BRD-01 and BRD-02: committee papers that name a client, are not marked, or went too far."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.casework import Case, new_person
from sample_data.generator.registers import paper
from sample_data.generator.scenarios.ground import a_case, a_host, relative
from sample_data.generator.sharing import decide
from sample_data.generator.world import World

SAID = "{who} has asked for a second review of the decision on the move. The committee is asked to agree."
CLIENT = "client_named;related_person_named"
WHY = "The appeal cannot be heard without the name, and the client asked to be named in the paper."


def confidential_but_not_marked(world: World) -> None:
    row = _confidential(world)
    row["marking"] = world.pick(("none", "confidential", ""))
    world.breach("BRD-01", row, "not_marked")


def confidential_and_passed_around(world: World) -> None:
    row = _confidential(world)
    row["circulation"] = world.pick(("all_staff", "public", ""))
    world.breach("BRD-01", row, "too_wide")


def marked_and_kept_to_the_committee(world: World) -> None:
    world.near("BRD-01", _confidential(world), "marked, and for the committee alone")


def confidential_or_not(world: World) -> None:
    """Nobody said; the marking may tell."""
    row = _paper(world, confidential="", marking="none", circulation="committee_only")
    world.undecided("BRD-01", row)
    row = _paper(world, confidential="", marking="confidential", circulation="all_staff")
    world.breach("BRD-01", row, "not_marked;too_wide")
    row = _paper(world, confidential="", marking="private_and_confidential", circulation="committee_only")
    world.near("BRD-01", row, "not said to be confidential, but marked so and kept so")


def client_named_in_the_text(world: World) -> None:
    """A client is on the people of her own case too, so both causes are told."""
    case = a_host(world)
    _named(world, _kept(world, SAID.format(who=case.client["full_name"])), CLIENT)


def client_without_a_case_named(world: World) -> None:
    person = new_person(world, "f", is_client="yes", capacity="presumed")
    _named(world, _kept(world, SAID.format(who=person["full_name"])), "client_named")
    world.breach("REC-01", person, "no_case")


def client_named_in_the_title(world: World) -> None:
    name = a_host(world).client["full_name"].upper()
    row = _kept(world, "For decision. Papers will be tabled.")
    row["title"] = f"Appeal of {name}"
    _named(world, row, CLIENT)


def her_ex_named(world: World) -> None:
    case = a_host(world, "iss", "refuge")
    ex = case.person("ex_partner", "partner")["full_name"]
    _named(world, _kept(world, SAID.format(who=f"The solicitor of {ex}")), "related_person_named")


def case_number_given(world: World) -> None:
    _named(world, _kept(world, f"Costs of case {a_host(world).id.lower()} were higher than planned."), "case_number")


def everything_given(world: World) -> None:
    case = a_case(world, "family_support")
    sister = relative(world, case)["full_name"]
    text = f"{case.client['full_name']} ({case.id}) and {sister} wrote to the chair about the waiting time."
    _named(world, _kept(world, text), "case_number;client_named;related_person_named")


def open_paper_names_a_client(world: World) -> None:
    """Not called confidential, but it names a client, and then it should have been."""
    row = _paper(world, text=SAID.format(who=a_host(world).client["full_name"]))
    row.update(circulation="public", marking="none")
    _named(world, row, CLIENT)
    world.breach("BRD-01", row, "not_marked;too_wide")


def named_for_a_reason(world: World) -> None:
    row, decision, meeting = _decided(world)
    decision["decided_at"] = meeting
    world.near("BRD-02", row, "decided with a reason, on the day of the meeting")


def named_before_it_was_decided(world: World) -> None:
    """Decided the day after, without a reason, without a day, or another kind of decision."""
    for broken in ("late", "reason", "day", "kind"):
        row, decision, meeting = _decided(world)
        if broken == "late":
            decision["decided_at"] = decision["recorded_at"] = meeting + dt.timedelta(days=1)
        if broken == "reason":
            decision["rationale"] = world.pick(("", "as above", "Needed"))
        if broken == "day":
            decision["decided_at"] = ""
            world.undecided("RAT-08", decision, "", "MC")
        if broken == "kind":
            decision["decision_type"] = "retain_longer"
        _named(world, row, CLIENT)


def one_word_or_a_worker(world: World) -> None:
    case = a_host(world)
    row = _kept(world, SAID.format(who=case.client["full_name"].split()[0]))
    world.near("BRD-02", row, "a first name alone")
    row = _kept(world, SAID.format(who=world.teams["refuge"][1]["full_name"]))
    world.near("BRD-02", row, "a member of staff")


def _paper(world: World, text: str = "Report of the quarter, for information.", **more: object) -> dict:
    row = paper(world, world.ago(world.rng.randint(20, 300)), str(world.pick(("Appeal", "Correspondence"))), text)
    row.update(more)
    return row


def _kept(world: World, text: str) -> dict:
    """A paper marked and kept as a confidential one must be."""
    kept = {"confidential": "yes", "marking": "private_and_confidential", "circulation": "committee_only"}
    return _paper(world, text, **kept)


def _confidential(world: World) -> dict:
    return _kept(world, "Two complaints were closed and one appeal is open. No action is asked for.")


def _decided(world: World) -> tuple[dict, dict, dt.date]:
    """A paper that names a client, and the decision to name her a week before the meeting."""
    case: Case = a_host(world, "iss", "refuge")
    row = _kept(world, SAID.format(who=case.client["full_name"]))
    meeting: dt.date = row["meeting_on"]
    decision = decide(world, case, meeting - dt.timedelta(days=7), WHY, kind="name_in_committee_paper")
    row["decision_id"] = decision["decision_id"]
    return row, decision, meeting


def _named(world: World, row: dict, cause: str) -> None:
    world.breach("BRD-02", row, cause)


STORIES = (
    (confidential_but_not_marked, 3), (confidential_and_passed_around, 2), (marked_and_kept_to_the_committee, 1),
    (confidential_or_not, 1), (client_named_in_the_text, 2),
    (client_without_a_case_named, 1), (client_named_in_the_title, 1), (her_ex_named, 1),
    (case_number_given, 1), (everything_given, 1), (open_paper_names_a_client, 2), (named_for_a_reason, 1),
    (named_before_it_was_decided, 1), (one_word_or_a_worker, 1),
)  # fmt: skip
