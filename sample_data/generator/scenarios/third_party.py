"""TPS-01, TPS-02 and TPS-04: third-party papers in the client's section, papers about someone else, unknown sources."""

from __future__ import annotations

from sample_data.generator.background import destroyed, dispose
from sample_data.generator.calendar import DAY, anniversary
from sample_data.generator.casework import Case, join, new_person
from sample_data.generator.papers import client_paper, from_outside
from sample_data.generator.scenarios.ground import a_case, relative
from sample_data.generator.world import World

SAYS = (
    "Phone call. She said {who} was outside the house again on {day} and she is keeping a log.",
    "Review. Contact with {who} is still through the solicitor; worried about the weekend.",
    "{who}'s car was seen near the school. Agreed to change the route and to ring us on {day}.",
)


def letter_in_the_clients_section(world: World) -> None:
    case = a_case(world)
    source = str(world.pick(("agency", "agency", "family", "partner_or_ex", "other_client")))
    paper = from_outside(world, case, case.opened, source, section="client")
    world.breach("TPS-01", paper, "in_client_section")


def childs_words_in_her_mothers_section(world: World) -> None:
    case = a_case(world, "iss")
    child = new_person(world, "f", case.client["full_name"].split()[1], born=world.ago(2600))
    join(world, case, child, "child")
    paper = from_outside(world, case, case.opened, "child", section="client", source_id=child["person_id"])
    world.breach("TPS-01", paper, "in_client_section")


def childs_words_source_not_named(world: World) -> None:
    case = a_case(world, "childrens")
    paper = from_outside(world, case, case.opened, "child", section="client", source_id="")
    world.breach("TPS-01", paper, "in_client_section")


def childs_own_words(world: World) -> None:
    case = a_case(world, "childrens")
    own = case.client["person_id"]
    paper = from_outside(world, case, case.opened, "child", section="client", source_id=own, about_person_ids=own)
    world.near("TPS-01", paper, "the child is the client of the case")
    world.near("TPS-02", paper, "the child's own words about itself")


def letter_kept_apart(world: World) -> None:
    case = a_case(world)
    paper = from_outside(world, case, case.opened, "family", section=str(world.pick(("third_party", "restricted"))))
    world.near("TPS-01", paper, "filed apart from the client's papers")
    world.near("TPS-02", paper, "about others, filed apart")


def lists_a_relative(world: World) -> None:
    case = a_case(world, "iss", "refuge", "family_support")
    other = relative(world, case)["person_id"]
    paper = client_paper(world, case, case.opened, about_person_ids=f"{case.client['person_id']};{other}")
    world.breach("TPS-02", paper, "lists_other_person")


def names_her_ex(world: World) -> None:
    case = a_case(world, "iss", "refuge")
    paper = _says(world, case, _ex(case)["full_name"])
    world.breach("TPS-02", paper, "names_related_person")


def names_him_as_he_is_known(world: World) -> None:
    case = a_case(world, "iss")
    nickname = world.names.full("m", _ex(case)["full_name"].split()[1])
    _ex(case)["known_as"] = f"Big Mo;{nickname}"
    paper = _says(world, case, nickname.upper().replace(" ", "  "))
    world.breach("TPS-02", paper, "names_related_person")


def names_another_client(world: World) -> None:
    paper = _says(world, a_case(world), a_case(world).client["full_name"])
    world.breach("TPS-02", paper, "names_other_client")


def names_someone_from_another_case(world: World) -> None:
    paper = _says(world, a_case(world), relative(world, a_case(world))["full_name"])
    world.breach("TPS-02", paper, "names_person_off_case")


def lists_and_names(world: World) -> None:
    case = a_case(world, "iss")
    paper = _says(world, case, _ex(case)["full_name"])
    paper["about_person_ids"] = f"{case.client['person_id']};{_ex(case)['person_id']}"
    world.breach("TPS-02", paper, "lists_other_person;names_related_person")


def about_nobody(world: World) -> None:
    case = a_case(world)
    paper = client_paper(world, case, case.opened, about_person_ids="")
    paper["text"] = ""
    world.undecided("TPS-02", paper)


def names_a_worker(world: World) -> None:
    case = a_case(world)
    paper = _says(world, case, world.pick(world.teams["iss"])["full_name"])
    world.near("TPS-02", paper, "names a member of staff")


def names_the_key_worker(world: World) -> None:
    case = a_case(world, "iss", "youth")
    person = new_person(world, "f")
    join(world, case, person, str(world.pick(("key_worker", "referrer"))))
    world.near("TPS-02", _says(world, case, person["full_name"]), "names the key worker or the referrer")


def first_name_only(world: World) -> None:
    case = a_case(world, "iss")
    world.near("TPS-02", _says(world, case, _ex(case)["full_name"].split()[0]), "a first name alone")


def part_of_a_longer_name(world: World) -> None:
    case = a_case(world, "iss", "refuge")
    paper = _says(world, case, f"Mary-{relative(world, case)['full_name']}")
    world.near("TPS-02", paper, "the name is part of a double-barrelled one")


def named_after_her_mother(world: World) -> None:
    case = a_case(world, "family_support")
    mother = new_person(world, "f")
    mother["full_name"] = case.client["full_name"]
    join(world, case, mother, "other_family")
    paper = client_paper(world, case, case.opened, text=f"{mother['full_name']} rang to move Thursday's session.")
    world.near("TPS-02", paper, "the client has the same name")


def source_not_known(world: World) -> None:
    case = a_case(world)
    paper = client_paper(world, case, case.opened, source_kind=str(world.pick(("", "not_known"))))
    world.breach("TPS-04", paper, "source_unknown")


def section_not_set(world: World) -> None:
    case = a_case(world)
    paper = from_outside(world, case, case.opened, "agency", section=str(world.pick(("", "not_set"))))
    world.breach("TPS-04", paper, "section_unknown")


def neither_known(world: World) -> None:
    case = a_case(world)
    paper = client_paper(world, case, case.opened, source_kind="not_known", section="not_set")
    world.breach("TPS-04", paper, "section_unknown;source_unknown")


def unsorted_and_names_her_ex(world: World) -> None:
    """One person to a record is asked wherever a paper lies; the women's policy looks in the client's section."""
    case = a_case(world, "iss", "refuge")
    paper = _says(world, case, _ex(case)["full_name"])
    paper["section"] = world.pick(("not_set", ""))
    world.breach("TPS-04", paper, "section_unknown")
    world.breach("TPS-02", paper, "names_related_person", "HC")
    world.near("TPS-02", paper, "not in the client's section", "W")


def sender_not_linked(world: World) -> None:
    case = a_case(world)
    paper = from_outside(world, case, case.opened, "agency", source_id="")
    world.near("TPS-04", paper, "the kind of source is known, the sender is not")


def of_a_destroyed_case(world: World) -> None:
    case = destroyed(world, "iss", anniversary(world.ago(180), -6), 5)
    paper = from_outside(world, case, case.opened, "agency", section="client", source_kind="")
    dispose(world, "document", paper["document_id"], anniversary(case.row["closed_on"], 6) + 5 * DAY)
    world.near("TPS-04", paper, "the case is destroyed")
    paper = from_outside(world, case, case.opened, "family", section="client")
    dispose(world, "document", paper["document_id"], anniversary(case.row["closed_on"], 6) + 5 * DAY)
    world.near("TPS-01", paper, "the case is destroyed")


def _ex(case: Case) -> dict:
    return case.person("ex_partner", "partner")


def _says(world: World, case: Case, who: str) -> dict:
    """A worker's note in the client's section that names somebody."""
    text = str(world.pick(SAYS)).format(who=who, day=world.pick(("Monday", "Thursday", "Saturday")))
    return client_paper(world, case, case.opened, "case_note", text)


STORIES = (
    (letter_in_the_clients_section, 12), (childs_words_in_her_mothers_section, 2),
    (childs_words_source_not_named, 1), (childs_own_words, 2), (letter_kept_apart, 2), (lists_a_relative, 3),
    (names_her_ex, 5), (names_him_as_he_is_known, 1), (names_another_client, 3),
    (names_someone_from_another_case, 2), (lists_and_names, 1), (about_nobody, 2), (names_a_worker, 1),
    (names_the_key_worker, 2), (first_name_only, 1), (part_of_a_longer_name, 1), (named_after_her_mother, 1),
    (source_not_known, 6), (section_not_set, 5), (neither_known, 2), (unsorted_and_names_her_ex, 2),
    (sender_not_linked, 1), (of_a_destroyed_case, 1),
)  # fmt: skip
