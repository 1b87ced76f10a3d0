"""AUT-03: what was shared may raise her risk, and no senior colleague talked it through, or not in time."""

from __future__ import annotations

import datetime as dt

from sample_data.generator import other_sharing as other
from sample_data.generator.calendar import DAY, at
from sample_data.generator.papers import client_paper
from sample_data.generator.scenarios.footing import agreed, day_of, shared
from sample_data.generator.scenarios.ground import hand_to, relative
from sample_data.generator.sharing import Share, authorise
from sample_data.generator.world import World


def nobody_senior_asked(world: World) -> None:
    share = _risky(world)
    world.breach("AUT-03", share.disclosure, "no_discussion")


def asked_a_colleague(world: World) -> None:
    """The wrong kind of talk, the wrong role, or nobody named."""
    share = _risky(world)
    kind, who = world.pick(
        (
            ("case_meeting", _senior(world, share)),
            ("senior_practitioner_discussion", world.teams["youth"][1]["staff_id"]),
            ("line_manager_discussion", ""),
        )
    )
    _talk(world, share, kind, who)
    world.breach("AUT-03", share.disclosure, "no_discussion")


def talked_through_next_morning(world: World) -> None:
    """No emergency lifts it."""
    share = _risky(world)
    _talk(world, share)["held_at"] = at(day_of(share) + DAY, "09:05")
    world.breach("AUT-03", share.disclosure, "too_late")


def talk_not_dated(world: World) -> None:
    share = _risky(world)
    _talk(world, share)["held_at"] = ""
    world.breach("AUT-03", share.disclosure, "too_late")


def talk_not_noted(world: World) -> None:
    share, elsewhere = _risky(world), shared(world, "other")
    note = client_paper(world, elsewhere, elsewhere.opened, "case_note")["document_id"]
    _talk(world, share)["file_note_id"] = world.pick(("", note))
    world.breach("AUT-03", share.disclosure, "no_file_note")


def told_a_colleague_inside(world: World) -> None:
    """What is said inside the organisation can reach him too."""
    share = other.inside(world, shared(world, "iss", "refuge"))
    share.disclosure["may_increase_risk"] = "yes"
    world.breach("AUT-03", share.disclosure, "no_discussion")


def told_her_sister_risk_not_recorded(world: World) -> None:
    share = _risky(world)
    hand_to(share, "family", relative(world, share.case))
    share.disclosure["may_increase_risk"] = ""
    world.undecided("AUT-03", share.disclosure)


def risk_not_recorded(world: World) -> None:
    share = _risky(world)
    share.disclosure["may_increase_risk"] = ""
    world.near("AUT-03", share.disclosure, "told to an agency, and no risk recorded")


def talked_through_in_time(world: World) -> None:
    """At the same minute, or the same day where no time is written."""
    share = _risky(world)
    held: dt.date = share.disclosure["disclosed_at"]
    _talk(world, share)["held_at"] = held if world.chance(0.5) else day_of(share)
    world.near("AUT-03", share.disclosure, "talked through with a senior colleague that day, and noted")


def risk_to_a_mother(world: World) -> None:
    share = agreed(world, "housing", "family_support")
    share.disclosure["may_increase_risk"] = "yes"
    world.near("AUT-03", share.disclosure, "the client is not an adult victim")


def _risky(world: World) -> Share:
    share = agreed(world, "housing", "iss", "iss", "refuge")
    share.disclosure["may_increase_risk"] = "yes"
    return share


def _senior(world: World, share: Share) -> str:
    return str(world.teams[share.case.row["service"]][0]["staff_id"])


def _talk(world: World, share: Share, kind: str = "senior_practitioner_discussion", who: str | None = None) -> dict:
    """A talk on the morning of the day, noted on the file."""
    who = _senior(world, share) if who is None else who
    return authorise(world, share.case, share.decision, kind, who, at(day_of(share), "11:30"))


STORIES = (
    (nobody_senior_asked, 3), (asked_a_colleague, 3), (talked_through_next_morning, 2), (talk_not_dated, 1),
    (talk_not_noted, 2), (told_a_colleague_inside, 1), (told_her_sister_risk_not_recorded, 1), (risk_not_recorded, 1),
    (talked_through_in_time, 2), (risk_to_a_mother, 1),
)  # fmt: skip
