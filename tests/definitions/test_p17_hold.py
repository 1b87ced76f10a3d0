"""P17, hold: whether a case is on hold on the run day, and whether it was on a past day."""

from collections.abc import Mapping

import pytest

from tests.definitions.told import DAY, Told, case, tell
from tests.exports import pack_of

pytestmark = pytest.mark.engine
BEFORE, AFTER = "2026-10-23", "2026-10-25"


def now(expected: bool, **own: str) -> Told:
    return Told("retention.on_hold", expected, {"cases": [case(**own)]}, "C#")


def then(expected: bool, day: str = DAY, **own: str) -> Told:
    """On the day that the case was disposed of."""
    disposal = {"disposal_id": "DP#", "object_type": "case", "object_id": "C#", "action": "destroyed"}
    tables = {"cases": [case(**own)], "disposal_log": [disposal | {"disposed_on": day}]}
    return Told("disposals.on_hold", expected, tables, "DP#")


STORIES = {
    # on the run day
    "an evidence hold is on now": now(True, evidence_hold="yes"),
    "in any case of letters": now(True, evidence_hold=" YES "),
    "whatever its dates say": now(True, evidence_hold="yes", hold_started_on="2026-10-01", hold_ended_on="2026-10-02"),
    "a legal hold is on now": now(True, retention_basis="legal_hold"),
    "whatever the dates and the mark say": now(
        True, retention_basis="legal_hold", evidence_hold="no", hold_ended_on="2026-10-02"
    ),
    "dates alone are none now": now(False, hold_started_on="2026-10-01", hold_ended_on="2026-10-31"),
    "another retention basis is none": now(False, retention_basis="indefinite"),
    "no is none": now(False, evidence_hold="no"),
    "blank is none": now(False),
    "a mark that cannot be read is none": now(False, evidence_hold="perhaps"),
    # on a past day, with the mark
    "a hold with blank dates was on": then(True, evidence_hold="yes"),
    "so was a legal hold": then(True, retention_basis="legal_hold"),
    "a hold's first day counts": then(True, evidence_hold="yes", hold_started_on=DAY),
    "the day before does not": then(False, evidence_hold="yes", hold_started_on=AFTER),
    "a hold's last day counts": then(True, evidence_hold="yes", hold_ended_on=DAY),
    "the day after does not": then(False, evidence_hold="yes", hold_ended_on=BEFORE),
    "a legal hold's first day counts": then(True, retention_basis="legal_hold", hold_started_on=DAY),
    "the day before that does not": then(False, retention_basis="legal_hold", hold_started_on=AFTER),
    "a legal hold's last day counts": then(True, retention_basis="legal_hold", hold_ended_on=DAY),
    "the day after that does not": then(False, retention_basis="legal_hold", hold_ended_on=BEFORE),
    # on a past day, without it
    "a hold that is over was on between its dates": then(
        True, hold_started_on=BEFORE, hold_ended_on=AFTER, evidence_hold="no"
    ),
    "both its days included": then(True, hold_started_on=DAY, hold_ended_on=DAY),
    "not before them": then(False, hold_started_on=AFTER, hold_ended_on=AFTER),
    "nor after them": then(False, hold_started_on=BEFORE, hold_ended_on=BEFORE),
    "it needs its last day": then(False, hold_started_on=BEFORE),
    "and its first": then(False, hold_ended_on=AFTER),
    "with neither there was none": then(False),
    # the run day and no day
    "a disposal on the run day reads no dates": then(True, "2026-10-31", evidence_hold="yes", hold_ended_on=BEFORE),
    "nor are dates alone a hold that day": then(
        False, "2026-10-31", hold_started_on=BEFORE, hold_ended_on="2026-10-31"
    ),
    "a disposal on no known day meets no hold": then(False, "", evidence_hold="yes"),
    "a hold's end after the run day is read as blank": then(
        False, hold_started_on=BEFORE, hold_ended_on="2026-11-01"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    return tell(STORIES, tmp_path_factory.mktemp("holds"), pack_of("combined"))


@pytest.mark.parametrize("sentence", STORIES)
def test_a_hold_is_on(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] is STORIES[sentence].expected
