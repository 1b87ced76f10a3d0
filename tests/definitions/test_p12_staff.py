"""P12, staff: who is current on a day, and who is inside."""

from collections.abc import Mapping

import pytest

from tests.definitions.told import DAY, Told, share, tell
from tests.exports import pack_of

pytestmark = pytest.mark.engine
RUN_DAY = "2026-10-31"


def current(expected: bool, day: str = DAY, **own: str) -> Told:
    """Who signed a yearly statement: the day is a past one."""
    signed = {"attestation_id": "AT#", "clause_id": "CL#", "attested_by": "S#", "attested_on": day}
    return Told(
        "attested_clauses.attester_current", expected, {"staff": [member(**own)], "attestations": [signed]}, "CL#"
    )


def current_now(expected: bool, **own: str) -> Told:
    return Told("staff_duties.in_post", expected, {"staff": [member(**own)]}, "S#")


def inside(expected: bool | None, day: str = DAY, **own: str) -> Told:
    event = share(recipient_kind="staff_member", recipient_person_id="S#", disclosed_at=day)
    return Told("disclosures.recipient_inside", expected, {"staff": [member(**own)], "disclosures": [event]})


def member(**own: str) -> dict[str, str]:
    """Somebody who worked for one day."""
    return {"staff_id": "S#", "worker_type": "volunteer", "started_on": DAY, "left_on": DAY, **own}


CURRENT = {
    "on a day that is the first and the last": current(True),
    "not the day before the first": current(False, "2026-10-23"),
    "nor the day after the last": current(False, "2026-10-25"),
    "since ever, where no start is recorded": current(True, "2001-01-01", started_on=""),
    "for ever, where no end is": current(True, "2026-10-30", left_on=""),
    "until a day that lies ahead": current(True, "2026-10-30", left_on="2027-01-01"),
    "of whatever type": current(True, worker_type="committee_member"),
    "of no known type": current(True, worker_type=""),
    "never, where the start lies ahead": current(False, started_on="2026-11-01", left_on=""),
    "not somebody who is not in staff": current(False, staff_id="S#-other"),
    "on the run day, the last": current_now(True, left_on=RUN_DAY),
    "on the run day, the first": current_now(True, started_on=RUN_DAY, left_on=""),
    "not where yesterday was the last": current_now(False, left_on="2026-10-30"),
    "with blank dates on the run day": current_now(True, started_on="", left_on=""),
    "with an end that cannot be read": current_now(True, left_on="31/10/2026"),
}
INSIDE = {
    "the first and last working day count": inside(True),
    "at any hour": inside(True, f"{DAY}T23:59:59"),
    "the day before the first does not": inside(False, "2026-10-23T23:59:59"),
    "nor the day after the last": inside(False, "2026-10-25T00:00:00"),
    "blank dates are open": inside(True, started_on="", left_on=""),
    "an employee is inside too": inside(True, worker_type="employee"),
    "a worker of another type is not inside": inside(False, worker_type="committee_member"),
    "nor is one of no known type": inside(False, worker_type=""),
    "nor is somebody not in staff": inside(False, staff_id="S#-other"),
    "on no known day it cannot be told": inside(None, ""),
    "but of nobody in staff it can": inside(False, "", staff_id="S#-other"),
}
STORIES = {
    **{f"current {sentence}": told for sentence, told in CURRENT.items()},
    **{f"inside: {sentence}": told for sentence, told in INSIDE.items()},
}
CLAUSES = [f"CL{number}" for number in range(len(STORIES))]
PACK = pack_of("combined", inside_worker_types=["employee", "volunteer"], attestation__clauses=CLAUSES)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    return tell(STORIES, tmp_path_factory.mktemp("staff"), PACK)


@pytest.mark.parametrize("sentence", STORIES)
def test_staff_are_current_or_inside(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] is STORIES[sentence].expected


def test_with_no_types_on_the_list_nobody_is_inside(tmp_path_factory: pytest.TempPathFactory) -> None:
    story = {"open": inside(False, started_on="", left_on="")}
    assert tell(story, tmp_path_factory.mktemp("none"), pack_of("combined", inside_worker_types=[])) == {"open": False}
