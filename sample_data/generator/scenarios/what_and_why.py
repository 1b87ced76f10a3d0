"""RAT-04: disclosures that do not say what, to whom or for what purpose."""

from __future__ import annotations

from sample_data.generator import other_sharing as other
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.sharing import with_consent
from sample_data.generator.world import World

EMPTY = ("", "", "n/a", "see notes", "as above", "-")


def what_left_out(world: World) -> None:
    row = with_consent(world, a_case(world)).disclosure
    row["what_shared"] = world.pick(EMPTY)
    world.breach("RAT-04", row, "no_what", "HMVC")


def recipient_left_out(world: World) -> None:
    row = with_consent(world, a_case(world)).disclosure
    row["recipient_name"] = world.pick(("", "unknown", "Not known", "TBC"))
    world.breach("RAT-04", row, "no_recipient", "HMVC")


def purpose_left_out(world: World) -> None:
    row = with_consent(world, a_case(world)).disclosure
    row["purpose"] = world.pick(EMPTY)
    world.breach("RAT-04", row, "no_purpose")


def purpose_not_coded(world: World) -> None:
    row = with_consent(world, a_case(world)).disclosure
    row["purpose_code"] = ""
    world.breach("RAT-04", row, "no_purpose_code", "DMVC")
    world.undecided("DIS-10", row)


def nearly_nothing_said(world: World) -> None:
    row = with_consent(world, a_case(world)).disclosure
    row.update(what_shared="as discussed", purpose="")
    world.breach("RAT-04", row, "no_what;no_purpose", "HMVC")
    world.breach("RAT-04", row, "no_purpose", "D")


def handover_without_purpose(world: World) -> None:
    row = other.inside(world, a_case(world)).disclosure
    row["purpose"] = world.pick(("", "n/a"))
    world.breach("RAT-04", row, "no_purpose")


def copy_for_the_client_not_described(world: World) -> None:
    row = other.to_client(world, a_case(world))
    row["what_shared"] = "see file"
    world.breach("RAT-04", row, "no_what", "HMVC")
    world.near("RAT-04", row, "this policy asks for the purpose alone", "D")


def short_but_said(world: World) -> None:
    row = with_consent(world, a_case(world)).disclosure
    row.update(what_shared="Dates", purpose="Rehousing", recipient_name="Duty desk")
    world.near("RAT-04", row, "short, but it says so")


def unknown_is_part_of_a_sentence(world: World) -> None:
    row = with_consent(world, a_case(world)).disclosure
    row["what_shared"] = "Whereabouts not known since the weekend; last seen at the drop-in"
    world.near("RAT-04", row, "a stock phrase inside a real description")


STORIES = (
    (what_left_out, 5), (recipient_left_out, 4), (purpose_left_out, 5), (purpose_not_coded, 2),
    (nearly_nothing_said, 2), (handover_without_purpose, 3), (copy_for_the_client_not_described, 1),
    (short_but_said, 2), (unknown_is_part_of_a_sentence, 1),
)  # fmt: skip
