"""P16, safe contact: which are live on a day."""

from collections.abc import Mapping

import pytest

from tests.definitions.told import DAY, Row, Told, case, tell
from tests.exports import pack_of

pytestmark = pytest.mark.engine
PHONE = {
    "safe_contact_id": "SC#", "person_id": "P#", "case_id": "C#", "detail": "01632 960004", "confirmed_on": DAY,
}  # fmt: skip


def now(expected: bool, *contacts: Row) -> Told:
    """On the run day."""
    tables = {"cases": [case()], "safe_contacts": [PHONE | row for row in contacts]}
    return Told("reachable_cases.contact_live", expected, tables, "C#")


def then(expected: bool | None, contact: Row, day: str = DAY) -> Told:
    """On the day of a message that names it."""
    message = {
        "contact_id": "CN#", "case_id": "C#", "person_id": "P#", "direction": "out", "method": "text",
        "started_at": day, "safe_contact_id": "SC#",
    }  # fmt: skip
    tables = {"cases": [case()], "safe_contacts": [PHONE | contact], "contacts": [message]}
    return Told("messages.named_live", expected, tables, "CN#")


STORIES = {
    "on the run day, once confirmed": now(True, {}),
    "confirmed on the run day": now(True, {"confirmed_on": "2026-10-31"}),
    "not one confirmed on no known day": now(False, {"confirmed_on": ""}),
    "not one confirmed after the run day": now(False, {"confirmed_on": "2026-11-01"}),
    "not with no detail": now(False, {"detail": ""}),
    "not with a placeholder for it": now(False, {"detail": "n/a"}),
    "not without any": now(False),
    "ended tomorrow": now(True, {"ended_on": "2026-11-01"}),
    "not where it ended on the run day": now(False, {"ended_on": "2026-10-31"}),
    "not where it ended before": now(False, {"ended_on": "2026-10-30"}),
    "not of another case": now(False, {"case_id": "C#-b"}),
    "not of no case": now(False, {"case_id": ""}),
    "not of another person on the case": now(False, {"person_id": "X#"}),
    "not of nobody known": now(False, {"person_id": ""}),
    "one of two is enough": now(True, {"ended_on": DAY}, {"safe_contact_id": "SC#-b"}),
    "on a past day, from the day it was confirmed": then(True, {}),
    "not the day before that": then(False, {}, "2026-10-23"),
    "at the last minute of that day": then(True, {}, f"{DAY}T23:59"),
    "until the day before it ended": then(True, {"ended_on": "2026-10-25"}),
    "not on the day it ended": then(False, {"ended_on": DAY}),
    "confirmed again only later": then(False, {"confirmed_on": "2026-10-25"}),
    "not with no detail that day": then(False, {"detail": " "}),
    "not of another case that day": then(False, {"case_id": "C#-b"}),
    "on a day not known it cannot be told": then(None, {}, ""),
    "but with no detail it can": then(False, {"detail": ""}, ""),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    return tell(STORIES, tmp_path_factory.mktemp("contacts"), pack_of("combined"))


@pytest.mark.parametrize("sentence", STORIES)
def test_a_safe_contact_is_live(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] is STORIES[sentence].expected
