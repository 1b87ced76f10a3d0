"""P15, manager involvement: of which kinds, covering what, and by when it must have been held."""

from collections.abc import Mapping

import pytest

from checks.policy.packs import Pack
from tests.definitions.told import DAY, Row, Told, share, tell
from tests.exports import pack_of

pytestmark = pytest.mark.engine
ACCEPTED = (
    "disclosures.manager_kinds_complete AND manager_covers_complete"
    " AND (manager_in_time OR manager_in_emergency_time AND concern_decided)"
)
APPROVAL = {"kind": "manager_approval", "held_at": f"{DAY}T11:00", "covers": "reasons;grounds", "decision_id": "DE#"}
TALK = {"kind": "line_manager_discussion"}
LATER = {"held_at": f"{DAY}T12:00:01"}
LAST = {"held_at": "2026-10-25T12:00"}


def managed(expected: bool, *held: Row, decided: Row | None = None, concern: Row | None = None, **own: str) -> Told:
    """A share at noon, decided with urgency over a concern, and the authorisations behind it."""
    rows = [{"authorisation_id": f"AU#-{place}", **APPROVAL, **row} for place, row in enumerate(held)]
    decision = {"decision_id": "DE#", "considered": "urgency", "decided_at": f"{DAY}T11:30", "concern_id": "K#"}
    raised = {"concern_id": "K#", "raised_at": f"{DAY}T11:30", "kind": "child_concern"}
    tables = {
        "authorisations": rows,
        "decisions": [decision | (decided or {})],
        "safeguarding_concerns": [raised | (concern or {})],
        "disclosures": [share(decision_id="DE#", disclosed_at=f"{DAY}T12:00") | own],
    }
    return Told(ACCEPTED, expected, tables)


def calm(expected: bool, *held: Row, **own: str) -> Told:
    """The same without urgency."""
    return managed(expected, *held, decided={"considered": "law"}, **own)


STORIES = {
    # linked, and of an accepted kind
    "one linked, covering all and in time, is enough": calm(True, {}),
    "none is not": calm(False),
    "one that is not linked is not": calm(False, {"decision_id": ""}),
    "one linked by the disclosure is": calm(True, {"decision_id": "", "disclosure_id": "DI#"}),
    "one that the disclosure names is": calm(True, {"decision_id": ""}, authorisation_id="AU#-0"),
    "one of another accepted kind is": calm(True, TALK),
    "one of a kind not accepted is not": calm(False, {"kind": "peer_advice"}),
    "nor one of no known kind": calm(False, {"kind": ""}),
    "who the manager was is not asked here": calm(True, {"staff_id": ""}),
    # what it covers
    "covering less than the pack wants is not enough": calm(False, {"covers": "reasons"}),
    "covering more is": calm(True, {"covers": "reasons;grounds;risk"}),
    "blank covers nothing": calm(False, {"covers": ""}),
    "two may cover it together": calm(True, {"covers": "reasons"}, {"covers": "grounds"}),
    "but not with one of a kind not accepted": calm(False, {"covers": "reasons"}, {"kind": "peer_advice"}),
    "nor with one that was late": calm(False, {"covers": "reasons"}, {"covers": "grounds"} | LATER),
    # in time
    "held at the very moment is in time": calm(True, {"held_at": f"{DAY}T12:00"}),
    "a second later is not": calm(False, LATER),
    "that day without a time is": calm(True, {"held_at": DAY}),
    "later that day is, where the share has no time": calm(True, {"held_at": f"{DAY}T23:59"}, disclosed_at=DAY),
    "the day after is not": calm(False, {"held_at": "2026-10-25"}),
    "long before is": calm(True, {"held_at": "2020-01-05"}),
    "on no known day is not": calm(False, {"held_at": ""}),
    "before a share on no known day is not": calm(False, {}, disclosed_at=""),
    "one in time is enough beside one that was late": calm(True, {}, LATER),
    # in an emergency
    "as many hours later as an emergency allows": managed(True, LAST),
    "and a second more": managed(False, {"held_at": "2026-10-25T12:00:01"}),
    "the next day without a time, which 24 hours make one day": managed(True, {"held_at": "2026-10-25"}),
    "two days later without a time": managed(False, {"held_at": "2026-10-26"}),
    "the next day at any time, where the share has none": managed(
        True, {"held_at": "2026-10-25T23:59:59"}, disclosed_at=DAY
    ),
    "held on no known day in an emergency": managed(False, {"held_at": ""}),
    "without urgency there is no emergency": calm(False, LAST),
    "nor with considerations left blank": managed(False, LAST, decided={"considered": ""}),
    "nor without a linked concern": managed(False, LAST, decided={"concern_id": ""}),
    "nor with one raised only after the decision": managed(False, LAST, concern={"raised_at": f"{DAY}T11:30:01"}),
    "nor with one raised on no known day": managed(False, LAST, concern={"raised_at": ""}),
    "nor without a decision": managed(False, LAST | {"decision_id": "", "disclosure_id": "DI#"}, decision_id=""),
    "two held in an emergency may cover it together": managed(
        True, LAST | {"covers": "reasons"}, LAST | {"covers": "grounds"}
    ),
}  # fmt: skip
EVERY_KIND = {
    "each kind must be there": calm(False, {}),
    "both are": calm(True, {}, TALK),
    "twice the same is not both": calm(False, {}, {}),
    "one of them late is not enough": calm(False, {}, TALK | LATER),
    "one of them late serves in an emergency": managed(True, {}, TALK | LAST),
}
ANY_TIME = {
    "held long after will do": calm(True, {"held_at": "2026-10-31"}),
    "held before will do": calm(True, {}),
    "held after a share on no known day will do": calm(True, {}, disclosed_at=""),
    "held on no known day will not": calm(False, {"held_at": ""}),
    "another kind will not": calm(False, {"kind": "peer_advice", "held_at": "2026-10-31"}),
}


def pack(**own: object) -> Pack:
    wanted: dict[str, object] = {
        "manager__kinds": ["manager_approval", "line_manager_discussion"], "manager__kinds_all": "no",
        "manager__before": "yes", "manager__emergency_hours": 24, "manager__covers": ["reasons", "grounds"],
    }  # fmt: skip
    return pack_of("combined", **{**wanted, **own})


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    return tell(STORIES, tmp_path_factory.mktemp("managers"), pack())


@pytest.mark.parametrize("sentence", STORIES)
def test_a_managers_involvement_is_accepted(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] is STORIES[sentence].expected


@pytest.mark.parametrize(
    ("stories", "setting"),
    [(EVERY_KIND, {"manager__kinds_all": "yes"}), (ANY_TIME, {"manager__before": "no"})],
    ids=["every kind is wanted", "any time will do"],
)
def test_a_pack_may_want_every_kind_or_ask_no_time(
    stories: Mapping[str, Told], setting: Mapping[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = tell(stories, tmp_path_factory.mktemp("managers"), pack(**setting))
    assert found == {sentence: told.expected for sentence, told in stories.items()}
