"""What was wrong in earlier months and was put right before October: whom it befell, from which month to which.

A change is made to October's rows before they are set back to the month; October itself knows none of them, and no key
of October's speaks of these records. January to March 2026 is the bad quarter: a third of the staff were off sick,
reasons stayed unwritten, the post was filed by whoever had a minute, forms lay in a tray, and a backup restored after a
failure showed destroyed files as if they were still there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from sample_data.generator.calendar import DAY, last_day_of
from sample_data.generator.world import World
from sample_data.months import changes as change
from sample_data.months.calendar import FIRST, between, is_late, month_of, months
from sample_data.months.cut import on
from sample_data.months.pools import (
    from_outside,
    has_reason,
    overdue_for_long,
    rests_on_approval,
    rests_on_consent,
    unstated,
)

# How many records go wrong in each month from September 2025 to September 2026; the first number is the backlog.
REASONS_UNWRITTEN = (52, 9, 9, 8, 28, 30, 28, 10, 6, 4, 3, 2, 2)
POST_MISFILED = (25, 5, 4, 4, 16, 18, 18, 5, 4, 3, 3, 2, 2)
FORMS_NOT_ENTERED = (16, 4, 5, 5, 9, 10, 10, 3, 2, 2, 1, 1, 1)
TALKS_NOT_ENTERED = (5, 1, 0, 2, 2, 4, 3, 0, 1, 1, 0, 1, 0)
BAD_QUARTER = ("2026-01", "2026-02", "2026-03")
RECOVERED_BY = ("2026-04", "2026-04", "2026-05", "2026-06")  # the months by which the bad quarter's were put right
# From this month on the organisation's policy asks for twenty characters of reason; until then ten were enough.
DEMANDS_MORE, ENOUGH_BEFORE = "2026-07", 10
REWRITTEN_BY = ("2026-08", "2026-09", "2026-09", "2026-10")
SHORT_REASONS = 30
BACKUP_OF, RESTORED = "2024-09", "2026-01"
TYPED_IN_BY = ("2026-04", "2026-04", "2026-05", "2026-05")


@dataclass(frozen=True)
class Change:
    """How a record differed in some months, and the finding that stood for it then.

    `found` are the months of the finding where they are fewer than those of the change; with `mends`, the finding
    stood in all months but these.
    """

    rule_id: str
    record_id: str
    cause: str
    months: tuple[str, ...]
    make: Callable[[World], None]
    found: tuple[str, ...] | None = None
    mends: bool = False


def changes(world: World) -> list[Change]:
    """Every change of every month; `world` is October's and stays as it is."""
    made: list[Change] = []
    for story in STORIES:
        world.start(f"months:{story.__name__}")
        made += list(story(world, {known.record_id for known in made}))
    return made


def twice(world: World, taken: set[str]) -> Iterator[Change]:
    """Put right, and wrong again months later: a letter moved back by the next worker, a reason lost in a merge."""
    papers = [row for row in unstated(world, "documents", "created_on", taken, until=FIRST) if from_outside(row)]
    for row in world.rng.sample(papers, 3):
        wrong = (*between("2025-11", "2026-02"), "2026-06")
        yield Change("TPS-01", row["document_id"], "in_client_section", wrong, partial(change.file, row))
    reasons = [row for row in unstated(world, "decisions", "decided_at", taken, until=FIRST) if has_reason(row)]
    for row in world.rng.sample(reasons, 3):
        wrong = (*between("2025-10", "2025-12"), *between("2026-02", "2026-05"), "2026-09")
        yield Change("RAT-01", row["decision_id"], "blank", wrong, partial(change.write, row, ""))


def unwritten(world: World, taken: set[str]) -> Iterator[Change]:
    """The reason is blank or a stock word and no note is on the file, until somebody writes both."""
    for row, wrong in _befallen(world, "decisions", "decided_at", REASONS_UNWRITTEN, has_reason, taken):
        word = str(world.pick(("", "", "tbc", "As discussed")))
        cause = "placeholder" if word else "blank"
        yield Change("RAT-01", row["decision_id"], cause, wrong, partial(change.write, row, word))
        yield Change("RAT-08", row["decision_id"], "no_file_note", wrong, partial(change.no_note, row))


def misfiled(world: World, taken: set[str]) -> Iterator[Change]:
    """A third party's letter lies in the client's section until the next sorting of the file."""
    for row, wrong in _befallen(world, "documents", "created_on", POST_MISFILED, from_outside, taken, older=True):
        yield Change("TPS-01", row["document_id"], "in_client_section", wrong, partial(change.file, row))


def not_entered(world: World, taken: set[str]) -> Iterator[Change]:
    """The client signed, but the form is not in the system until somebody enters it."""
    fits = rests_on_consent(world)
    for row, wrong in _befallen(world, "disclosures", "disclosed_at", FORMS_NOT_ENTERED, fits, taken):
        yield Change("CON-01", row["disclosure_id"], "consent_missing", wrong, partial(change.no_consent, row))


def not_talked(world: World, taken: set[str]) -> Iterator[Change]:
    """The manager was asked, but the talk and the approval are entered weeks later."""
    for row, wrong in _befallen(world, "disclosures", "disclosed_at", TALKS_NOT_ENTERED, rests_on_approval, taken):
        yield Change("AUT-01", row["disclosure_id"], "no_manager_row", wrong, partial(change.no_manager, row))


def short(world: World, taken: set[str]) -> Iterator[Change]:
    """A reason of ten to nineteen characters, enough until the policy asked for more; rewritten in the months after."""
    rows = [row for row in unstated(world, "decisions", "decided_at", taken, until="2026-06") if has_reason(row)]
    for number, row in enumerate(world.rng.sample(rows, SHORT_REASONS)):
        until = str(world.pick(REWRITTEN_BY))
        make = partial(change.write, row, f"Agreed, {9 + number // 6}:{number % 6}5 call")
        wrong = between(DEMANDS_MORE, until)
        yield Change("RAT-01", row["decision_id"], "too_short", between(FIRST, until), make, found=wrong)


def restored(world: World, taken: set[str]) -> Iterator[Change]:
    """A backup brings back files destroyed since it was made; their entries are typed in again from paper in spring."""
    stated = {item.record_id for item in world.expected}
    cases = {row["case_id"]: row for row in world.tables["cases"] if row["case_id"] not in stated}
    for row in sorted(world.tables["disposal_log"], key=lambda row: row["disposal_id"]):
        case = cases.get(row["object_id"])
        if case and row["action"] == "destroyed" and row["disposal_id"] not in stated and _lost(row["disposed_on"]):
            wrong = between(RESTORED, str(world.pick(TYPED_IN_BY)))
            yield Change("RET-01", case["case_id"], "overdue", wrong, partial(change.not_logged, case))
    for row in world.tables["applicants"]:
        if row["applicant_id"] not in stated and _lost(row["rest_destroyed_on"]) and row["outcome_on"]:
            wrong = between(RESTORED, str(world.pick(TYPED_IN_BY)))
            found = tuple(month for month in wrong if last_day_of(month) > row["outcome_on"] + 180 * DAY)
            cause = "kept_too_much;not_destroyed"
            yield Change("RET-06", row["applicant_id"], cause, wrong, partial(change.whole_form, row), found=found)


def held_for_a_time(world: World, taken: set[str]) -> Iterator[Change]:
    """Overdue, then kept for a court that might ask, and overdue again once it did not."""
    spans = (("2025-11", "2026-03"), ("2025-12", "2026-05"), ("2026-02", "2026-08"))
    for case, span in zip(overdue_for_long(world), spans, strict=False):
        held = between(*span)
        make = partial(change.hold, case, held[0])
        yield Change("RET-01", case["case_id"], "overdue", held, make, mends=True)


STORIES = (twice, unwritten, misfiled, not_entered, not_talked, short, restored, held_for_a_time)


def _lost(day: object) -> bool:
    """Whether an entry of that day was made after the backup and before it was restored."""
    placed = on(day)
    return placed is not None and BACKUP_OF <= month_of(placed) < RESTORED


def _befallen(
    world: World,
    table: str,
    column: str,
    numbers: tuple[int, ...],
    fits: Callable[[dict], bool],
    taken: set[str],
    older: bool = False,
) -> Iterator[tuple[dict, tuple[str, ...]]]:
    """So many fitting rows of each month, and the months they lay so; with `older`, of that month and all before it."""
    rows = [row for row in unstated(world, table, column, taken) if fits(row) and not is_late(on(row[column]))]
    world.rng.shuffle(rows)
    for month, number in zip(months(), numbers, strict=False):
        from_month = "" if older or month == FIRST else month
        found = [row for row in rows if from_month <= month_of(row[column]) <= month][:number]
        rows = [row for row in rows if row not in found]
        for row in found:
            yield row, between(month, _put_right(world, month))


def _put_right(world: World, month: str) -> str:
    """The first month in which it is right: of the bad quarter's, in spring; else up to five on, but before October."""
    if month in BAD_QUARTER:
        return str(world.pick(RECOVERED_BY))
    later = months(month)
    return later[min(world.rng.randint(1, 5 if month == FIRST else 3), len(later) - 1)]
