"""What stories of decisions and shares stand on: a file that has been open long enough, a day, and a refusal.

Many of these stories change one row and leave the person and the consents as they are. They share files, so that the
planted cases stay few; a story whose change would reach another share has a file of its own.
"""

from __future__ import annotations

import datetime as dt

from sample_data.generator import texts
from sample_data.generator.calendar import working_day
from sample_data.generator.casework import Case
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.sharing import Share, decide, once, with_consent
from sample_data.generator.world import World

ANSWERS = {"q1_purpose": "yes", "q2_identifiable": "yes", "q3_confidential": "yes", "q4_consent": "no"}


FILES = 6  # how many files of a service the stories share


def shared(world: World, *services: str, of: str = "") -> Case:
    """One of the files that stories share; `of` keeps those of one kind of story apart from the rest."""
    service = str(world.pick(services or ("iss", "refuge", "family_support", "other")))
    files = world.files.setdefault(f"{of}{service}", [])
    if len(files) < (FILES if not of else 3):
        files.append(lasting(world, service))
        return files[-1]
    return world.pick(files)


def three_files(world: World) -> list[Case]:
    """Three shared files, of three clients."""
    while len(world.files.get("iss", [])) < 3:
        shared(world, "iss")
    return world.rng.sample(world.files["iss"], 3)


def lasting(world: World, *services: str) -> Case:
    """A case of its own, open for more than a year."""
    return a_case(world, *(services or ("iss", "refuge", "family_support", "other")), days=430)


def some_day(world: World) -> dt.date:
    """A working day of the last year, a month or more after a lasting case was opened."""
    return working_day(world.ago(world.rng.randint(20, 340)))


def agreed(world: World, kind: str, *services: str, case: Case | None = None, day: dt.date | None = None) -> Share:
    """A share by consent, which the client did not ask for herself; from a shared file unless a case is given."""
    share = with_consent(world, case or shared(world, *services), day or some_day(world), kind)
    share.disclosure["client_requested"] = "no"
    return share


def refusal(world: World, case: Case, day: dt.date, reason: str = "", **more: object) -> dict:
    """A decision not to share, with its reason and the answers that led to it."""
    words = str(world.pick(texts.NOT_SHARED)).format(agency=world.pick(world.agencies[:10])["name"], day="Tuesday")
    reason = reason or once(world, words)
    decision = decide(world, case, day, reason, kind="not_share", q5_other_reason="no", **ANSWERS)
    decision.update(more)
    return decision


def day_of(share: Share) -> dt.date:
    """The day on which it went."""
    return share.disclosure["disclosed_at"].date()
