"""REC-03 and REC-04: opinions not marked or not explained, and words no record should hold."""

from __future__ import annotations

from sample_data.generator.contact_log import contact
from sample_data.generator.papers import client_paper
from sample_data.generator.scenarios.ground import a_host
from sample_data.generator.world import World

UNKIND = (
    "Third missed visit in a row. Mum is lazy and did not ring to say so.",
    "He is lying about the car again, the neighbour says it never moved.",
    "Rang four times today, a real time waster. Told to wait for Friday.",
    "Came across as MANIPULATIVE in the meeting and left early.",
    "Attention-seeking, in my view; the tablets were still in the box.",
)
QUOTED = (
    'Said through tears that he calls her "a hopeless mother" in front of the school.',
    "He shouts \u201cyou are crazy\u201d down the phone and hangs up.",
)
NEARLY = (
    "Lay in the sun lazily with the dog while we talked about school.",
    "The child's bear is called Stupidest and goes everywhere with her.",
)


def opinion_not_marked(world: World) -> None:
    paper = _opinion(world)
    paper["opinion_marked"] = world.pick(("no", ""))
    world.breach("REC-03", paper, "not_marked")


def opinion_rests_on_nothing(world: World) -> None:
    """One policy wants opinions marked and does not ask what they rest on."""
    paper = _opinion(world)
    paper["opinion_basis"] = world.pick(("", "see notes"))
    world.breach("REC-03", paper, "no_basis", "WC")
    world.near("REC-03", paper, "marked, and this policy does not ask for the basis", "M")


def opinion_neither_marked_nor_explained(world: World) -> None:
    paper = _opinion(world)
    paper.update(opinion_marked="", opinion_basis="")
    world.breach("REC-03", paper, "no_basis;not_marked", "WC")
    world.breach("REC-03", paper, "not_marked", "M")


def fact_or_opinion_not_said(world: World) -> None:
    """Two packs want every note, report, assessment and statement to say what it is."""
    for doc_type in ("case_note", "report", "risk_assessment", "letter_out"):
        case = a_host(world)
        paper = client_paper(world, case, case.opened, doc_type, content_nature="")
        if doc_type == "letter_out":
            world.near("REC-03", paper, "a letter need not say", "WC")
        else:
            world.undecided("REC-03", paper, "", "WC")
            world.near("REC-03", paper, "this policy does not ask every paper to say what it is", "M")


def opinion_marked_and_explained(world: World) -> None:
    world.near("REC-03", _opinion(world), "an opinion, marked, with what it rests on")


def unkind_word_in_a_note(world: World) -> None:
    case = a_host(world)
    paper = client_paper(world, case, case.opened, "case_note", str(world.pick(UNKIND)))
    world.breach("REC-04", paper, "word_found")


def unkind_word_in_the_contact_log(world: World) -> None:
    case = a_host(world, "iss", "family_support")
    row = contact(world, case, world.ago(world.rng.randint(5, 200)), "phone", str(world.pick(UNKIND)))
    world.breach("REC-04", row, "word_found")


def somebody_elses_words(world: World) -> None:
    for text in QUOTED:
        case = a_host(world)
        world.near("REC-04", client_paper(world, case, case.opened, "case_note", text), "inside quotation marks")


def quotation_never_closed(world: World) -> None:
    case = a_host(world)
    paper = client_paper(world, case, case.opened, "case_note", 'Says that he calls her "lazy and does so daily.')
    world.breach("REC-04", paper, "word_found")


def part_of_another_word(world: World) -> None:
    for text in NEARLY:
        case = a_host(world)
        world.near("REC-04", client_paper(world, case, case.opened, "case_note", text), "part of another word")


def _opinion(world: World) -> dict:
    case = a_host(world)
    return client_paper(world, case, case.opened, "case_note", content_nature=str(world.pick(("opinion", "mixed"))))


STORIES = (
    (opinion_not_marked, 4), (opinion_rests_on_nothing, 3), (opinion_neither_marked_nor_explained, 1),
    (fact_or_opinion_not_said, 1), (opinion_marked_and_explained, 1), (unkind_word_in_a_note, 5),
    (unkind_word_in_the_contact_log, 3), (somebody_elses_words, 1), (quotation_never_closed, 1),
    (part_of_another_word, 1),
)  # fmt: skip
