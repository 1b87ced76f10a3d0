"""What people are told: clients about confidentiality, staff about the policy and their files."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.casework import Case
from sample_data.generator.world import World


def tell(world: World, case: Case, kind: str, given: dt.date | str, covers: str = "", **more: object) -> dict:
    """A notice to the client of a case."""
    return world.add(
        "notices",
        recipient_type="person",
        recipient_id=case.row["person_id"],
        case_id=case.id,
        kind=kind,
        given_on=given,
        covers=covers,
        **more,
    )


def tell_staff(world: World, staff: dict, kind: str, given: dt.date | str, **more: object) -> dict:
    """A notice to a member of staff or of the committee."""
    kind_of = "committee_member" if staff["worker_type"] == "committee_member" else "staff"
    return world.add(
        "notices", recipient_type=kind_of, recipient_id=staff["staff_id"], kind=kind, given_on=given, **more
    )
