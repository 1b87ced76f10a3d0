"""RAT-08: decisions that are not on the case file, or were written up late."""

from __future__ import annotations

from sample_data.generator import other_sharing as other
from sample_data.generator.calendar import DAY, at
from sample_data.generator.papers import client_paper
from sample_data.generator.scenarios.footing import refusal, shared, some_day, three_files
from sample_data.generator.world import World


def case_not_named(world: World) -> None:
    """No file, so no note on it; one policy asks for the file alone."""
    decision = refusal(world, shared(world), some_day(world))
    decision["case_id"] = world.pick(("", world.new_id("C19", 5000, 5999)))
    world.breach("RAT-08", decision, "no_case;no_file_note", "HC")
    world.breach("RAT-08", decision, "no_case", "M")


def no_note_on_the_file(world: World) -> None:
    decision = refusal(world, shared(world), some_day(world))
    decision["file_note_id"] = world.pick(("", world.new_id("DOC")))
    world.breach("RAT-08", decision, "no_file_note", "HC")
    world.near("RAT-08", decision, "this policy asks for no note of its own", "M")


def note_on_another_file(world: World) -> None:
    case, elsewhere = three_files(world)[:2]
    decision = refusal(world, case, some_day(world))
    decision["file_note_id"] = client_paper(world, elsewhere, elsewhere.opened, "case_note")["document_id"]
    world.breach("RAT-08", decision, "no_file_note", "HC")


def written_up_on_the_second_and_the_third_day(world: World) -> None:
    case, day = shared(world), some_day(world)
    decision = refusal(world, case, day, recorded_at=at(day + 2 * DAY, "17:20"))
    world.near("RAT-08", decision, "written up two days later")
    decision = refusal(world, case, day, recorded_at=at(day + 3 * DAY, "08:45"))
    world.breach("RAT-08", decision, "late_record", "MC")
    world.near("RAT-08", decision, "this policy sets no days for the writing up", "H")


def weeks_later_and_no_note(world: World) -> None:
    day = some_day(world)
    decision = refusal(world, shared(world), day, recorded_at=at(day + 16 * DAY, "12:10"), file_note_id="")
    world.breach("RAT-08", decision, "late_record;no_file_note", "C")
    world.breach("RAT-08", decision, "late_record", "M")
    world.breach("RAT-08", decision, "no_file_note", "H")


def day_of_writing_up_missing(world: World) -> None:
    """Where something else is wrong already, that is what is found."""
    case = shared(world)
    decision = refusal(world, case, some_day(world), recorded_at="")
    world.undecided("RAT-08", decision, "", "MC")
    world.near("RAT-08", decision, "this policy sets no days for the writing up", "H")
    decision = refusal(world, case, some_day(world), recorded_at="", file_note_id="")
    world.breach("RAT-08", decision, "no_file_note", "HC")
    world.undecided("RAT-08", decision, "", "M")


def written_before_it_was_decided(world: World) -> None:
    day = some_day(world)
    decision = refusal(world, shared(world), day, recorded_at=at(day - DAY, "16:00"))
    world.near("RAT-08", decision, "recorded before it was decided, which the load reports")


def about_a_colleague(world: World) -> None:
    row = other.about_staff(world, world.teams["childrens"][1], some_day(world))
    world.near("RAT-08", row["decision_id"], "about a member of staff, who has no case")


STORIES = (
    (case_not_named, 2), (no_note_on_the_file, 3), (note_on_another_file, 1),
    (written_up_on_the_second_and_the_third_day, 2), (weeks_later_and_no_note, 1), (day_of_writing_up_missing, 1),
    (written_before_it_was_decided, 1), (about_a_colleague, 1),
)  # fmt: skip
