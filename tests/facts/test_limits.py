"""The macros that tell a rule how long something took: they must agree with those that judge a limit (P3)."""

from collections.abc import Iterator
from itertools import product

import pytest

from checks.engine.database import Database
from checks.facts import views
from checks.intake import conversions

pytestmark = pytest.mark.engine
MOMENTS = (
    "2026-10-23T12:00:00", "2026-10-24", "2026-10-24T00:00:00", "2026-10-24T09:00:00", "2026-10-24T09:00:01",
    "2026-10-25", "2026-10-25T09:00:00", "2026-10-25T09:00:01", "2026-10-25T23:59:59", "2026-10-26",
    "2026-10-27T00:00:00",
)  # fmt: skip
HOURS = (0, 1, 20, 24, 25, 48, 49, 72)


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    found = Database()
    conversions.register_functions(found.connection)
    views.prepare(found.connection)
    yield found
    found.close()


def moment(given: str) -> str:
    return f"TIMESTAMP '{given}', {str('T' in given).lower()}"


def values(database: Database, *expressions: str) -> tuple[object, ...]:
    return database.connection.execute(f"SELECT {', '.join(expressions)}").fetchone() or ()


@pytest.mark.parametrize(("later", "start"), product(MOMENTS, MOMENTS))
def test_the_hours_to_allow_are_the_fewest_that_make_it_timely(database: Database, later: str, start: str) -> None:
    timely = [f"within_hours({moment(later)}, {moment(start)}, {hours})" for hours in HOURS]
    allowed = [f"hours_to_allow({moment(later)}, {moment(start)}) <= {hours}" for hours in HOURS]
    assert values(database, *allowed) == values(database, *timely)


@pytest.mark.parametrize("start", MOMENTS)
def test_the_hours_passed_are_the_fewest_that_leave_a_limit_open(database: Database, start: str) -> None:
    day = "DATE '2026-10-26'"
    still_open = [f"hours_still_open({moment(start)}, {hours}, {day})" for hours in HOURS]
    allowed = [f"hours_passed({moment(start)}, {day}) <= {hours}" for hours in HOURS]
    assert values(database, *allowed) == values(database, *still_open)


def test_hours_from_or_to_no_known_moment_are_blank(database: Database) -> None:
    blank, known = "CAST(NULL AS TIMESTAMP), false", moment(MOMENTS[0])
    calls = [f"hours_to_allow({blank}, {known})", f"hours_to_allow({known}, {blank})"]
    calls.append(f"hours_passed({blank}, DATE '2026-10-26')")
    assert values(database, *calls) == (None, None, None)
