"""What a story does to a record: October's row as it stood while something was wrong with it."""

from __future__ import annotations

import datetime as dt

from sample_data.generator import texts
from sample_data.generator.world import World


def write(decision: dict, words: str, world: World) -> None:
    """A decision's reason in these words."""
    _then(world, "decisions", decision)["rationale"] = words


def no_note(decision: dict, world: World) -> None:
    """A decision without a note on the file."""
    _then(world, "decisions", decision)["file_note_id"] = ""


def file(paper: dict, world: World) -> None:
    """A paper filed in the client's section."""
    _then(world, "documents", paper)["section"] = "client"


def no_consent(disclosure: dict, world: World) -> None:
    """A consent that is not in the system, and not named by the disclosure that rests on it."""
    kept = [row for row in world.tables["consents"] if row["consent_id"] != disclosure["consent_id"]]
    world.tables["consents"] = kept
    _then(world, "disclosures", disclosure)["consent_id"] = ""


def no_manager(disclosure: dict, world: World) -> None:
    """A disclosure whose talk and approval are not in the system."""
    kept = [row for row in world.tables["authorisations"] if row["decision_id"] != disclosure["decision_id"]]
    world.tables["authorisations"] = kept
    _then(world, "disclosures", disclosure)["authorisation_id"] = ""


def not_logged(case: dict, world: World) -> None:
    """A destroyed case that the log does not show and whose status still says closed."""
    world.tables["disposal_log"] = [row for row in world.tables["disposal_log"] if row["object_id"] != case["case_id"]]
    _then(world, "cases", case)["status"] = "closed"


def whole_form(applicant: dict, world: World) -> None:
    """An applicant whose papers the register shows as kept whole."""
    _then(world, "applicants", applicant).update(kept_fields="whole_form", rest_destroyed_on="")


def hold(case: dict, month: str, world: World) -> None:
    """A case kept for a court, with its reason, from the fourth of a month on."""
    started = dt.date.fromisoformat(f"{month}-04")
    _then(world, "cases", case).update(evidence_hold="yes", hold_reason=texts.HOLDS[0], hold_started_on=started)


def _then(world: World, table: str, october: dict) -> dict:
    """The row that has the id of October's."""
    wanted = next(iter(october.values()))
    return next(row for row in world.tables[table] if next(iter(row.values())) == wanted)
