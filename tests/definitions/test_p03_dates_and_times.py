"""P3, dates and times: on or before, within days and hours, what is not done yet, anniversaries and ages."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from checks.engine.database import Database
from tests.definitions.macros import day, moment, value
from tests.definitions.told import DAY, Row, Told, share, tell
from tests.exports import pack_of
from tests.facts.judged import audit, statuses
from tests.facts.judging import judged

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2026-10-24T09:00:00", "2026-10-24T09:00:00", True),
        ("2026-10-24T09:00:01", "2026-10-24T09:00:00", False),
        ("2026-10-24T08:59:59", "2026-10-24T09:00:00", True),
        ("2026-10-24T18:00:00", "2026-10-24", True),
        ("2026-10-24", "2026-10-24T00:00:00", True),
        ("2026-10-24", "2026-10-24", True),
        ("2026-10-25", "2026-10-24T23:59:59", False),
        ("2026-10-25T00:00:00", "2026-10-24", False),
        ("2024-02-29", "2024-03-01T00:00:00", True),
        (None, "2026-10-24", None),
        ("2026-10-24", None, None),
    ],
)
def test_on_or_before_is_exact_with_two_times_and_by_day_without(
    database: Database, first: str | None, second: str | None, expected: bool | None
) -> None:
    assert value(database, f"no_later({moment(first)}, {moment(second)})") is expected


@pytest.mark.parametrize(
    ("later", "start", "hours", "expected"),
    [
        ("2026-10-25T09:00:00", "2026-10-24T09:00:00", 24, True),
        ("2026-10-25T09:00:01", "2026-10-24T09:00:00", 24, False),
        ("2026-10-23T09:00:00", "2026-10-24T09:00:00", 24, True),
        ("2026-10-25", "2026-10-24T09:00:00", 24, True),
        ("2026-10-26", "2026-10-24T23:59:59", 24, False),
        ("2026-10-25T23:59:00", "2026-10-24", 20, True),
        ("2026-10-26", "2026-10-24", 24, False),
        ("2026-10-26", "2026-10-24", 25, True),
        ("2026-10-24", "2026-10-24", 0, True),
        ("2026-10-25", "2026-10-24", 0, False),
        ("2026-10-24T09:00:00", "2026-10-24T09:00:00", 0, True),
        ("2024-03-01", "2024-02-29T09:00:00", 24, True),
        (None, "2026-10-24", 24, None),
        ("2026-10-24", None, 24, None),
    ],
)
def test_hours_are_exact_with_two_times_and_whole_days_rounded_up_without(
    database: Database, later: str | None, start: str | None, hours: int, expected: bool | None
) -> None:
    assert value(database, f"within_hours({moment(later)}, {moment(start)}, {hours})") is expected


@pytest.mark.parametrize(
    ("later", "start", "expected"),
    [  # the clocks go back on 25 October 2026 and forward on 29 March
        ("2026-10-26T00:30:00", "2026-10-25T00:30:00", True),
        ("2026-10-26T00:30:01", "2026-10-25T00:30:00", False),
        ("2026-03-30T00:30:00", "2026-03-29T00:30:00", True),
        ("2026-03-30T00:30:01", "2026-03-29T00:30:00", False),
    ],
)
def test_hours_are_those_of_the_clock_on_the_wall(database: Database, later: str, start: str, expected: bool) -> None:
    assert value(database, f"within_hours({moment(later)}, {moment(start)}, 24)") is expected


@pytest.mark.parametrize(
    ("start", "years", "expected"),
    [
        ("2020-10-31", 6, date(2026, 10, 31)),
        ("2020-02-29", 6, date(2026, 2, 28)),
        ("2020-02-29", 8, date(2028, 2, 29)),
        ("2021-02-28", 3, date(2024, 2, 28)),
        ("2020-02-29", 0, date(2020, 2, 29)),
        (None, 6, None),
    ],
)
def test_an_anniversary_is_the_same_day_but_for_leap_days(
    database: Database, start: str | None, years: int, expected: date | None
) -> None:
    assert value(database, f"anniversary({day(start)}, {years})") == expected


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        ("2010-10-26", "2026-10-26", 16),
        ("2010-10-27", "2026-10-26", 15),
        ("2008-02-29", "2026-02-27", 17),
        ("2008-02-29", "2026-02-28", 18),
        ("2008-02-29", "2028-02-28", 19),
        ("2008-02-29", "2028-02-29", 20),
        ("2026-10-26", "2026-10-26", 0),
        (None, "2026-10-26", None),
    ],
)
def test_age_is_told_in_whole_years_and_the_birthday_counts(
    database: Database, birth: str | None, on: str, age: int | None
) -> None:
    assert value(database, f"age_on({day(birth)}, {day(on)})") == age


# Days, as the requests to share tell them: each has so many days for its answer. The run day is 31 October.


def request(received: str, decided: str | None = None) -> dict[str, Row]:
    row = {"direction": "received", "about_type": "client", "about_id": "P1", "received_at": received}
    return (
        {"request": row, "decision": {"decision_type": "share", "decided_at": decided}} if decided else {"request": row}
    )


WAITING, LATE = "out_of_scope", "breach unanswered"
FIVE_DAYS = {
    "on the fifth day": (request("2026-10-01", "2026-10-06"), "complies"),
    "in its last second": (request("2026-10-01T23:00:00", "2026-10-06T23:59:59"), "complies"),
    "on the sixth": (request("2026-10-01T23:00:00", "2026-10-07T00:00:00"), LATE),
    "on the day itself": (request("2026-10-01T12:00:00", "2026-10-01T09:00:00"), "complies"),
    "over 29 February": (request("2024-02-26", "2024-03-02"), "complies"),
    "a day too late over 29 February": (request("2024-02-25", "2024-03-02"), LATE),
    "not yet, and today is the last good day": (request("2026-10-26"), WAITING),
    "not yet, received late on it": (request("2026-10-26T00:00:01"), WAITING),
    "not yet, and yesterday was": (request("2026-10-25T23:59:59"), LATE),
}
NO_DAYS = {
    "on the day itself": (request("2026-10-01T09:00:00", "2026-10-01T18:00:00"), "complies"),
    "on the next": (request("2026-10-01T23:59:59", "2026-10-02T00:00:00"), LATE),
    "not yet, on the run day": (request("2026-10-31"), WAITING),
    "not yet, the day after": (request("2026-10-30"), LATE),
}


@pytest.mark.parametrize(("days", "table"), [(5, FIVE_DAYS), (0, NO_DAYS)])
def test_the_last_good_day_is_so_many_days_later_and_until_it_has_passed_a_row_waits(
    days: int, table: Mapping[str, tuple[dict[str, Row], str]], tmp_path: Path
) -> None:
    requests, decisions = [], []
    for sentence, (rows, _) in table.items():
        requests.append({"request_id": sentence, **rows["request"]})
        if "decision" in rows:
            decisions.append({"decision_id": sentence, "request_id": sentence, **rows["decision"]})
    tables = {"information_requests": requests, "decisions": decisions, "people": [{"person_id": "P1"}]}
    found = judged(tables, "RAT-03", tmp_path, days__request_answer=days)
    assert found == {sentence: outcome for sentence, (_, outcome) in table.items()}


def test_a_row_with_one_cause_waiting_is_out_of_scope_unless_another_is_breached(tmp_path: Path) -> None:
    child = {"status": "open", "looked_after": "yes", "opened_on": "2026-10-30"}
    worker = {"case_id": "waits", "person_id": "S1", "relationship": "key_worker"}
    tables = {
        "cases": [{"case_id": "waits", **child}, {"case_id": "breached", **child}],
        "case_people": [worker], "contacts": [], "notices": [],
    }  # fmt: skip
    found = judged(tables, "REC-05", tmp_path, days__notice=5, days__looked_after_contact=5)
    assert found == {"waits": "out_of_scope", "breached": "breach no_key_worker"}


def trained(expected: bool, completed_on: str) -> Told:
    """Whether somebody's training is older than thirty days."""
    training = {"training_id": "TR#", "staff_id": "S#", "topic": "confidentiality", "completed_on": completed_on}
    tables = {"staff": [{"staff_id": "S#", "worker_type": "employee"}], "training": [training]}
    return Told("staff_duties.topics_stale <> 0", expected, tables, "S#")


OLDER = {
    "so many days old is not older": trained(False, "2026-10-01"),
    "one day more is": trained(True, "2026-09-30"),
    "of the run day is not": trained(False, "2026-10-31"),
    "on no known day is not": trained(False, ""),
}


def test_older_means_more_days_than_so_many(tmp_path_factory: pytest.TempPathFactory) -> None:
    pack = pack_of("combined", training__required__staff=["confidentiality"], days__training_refresh=30)
    found = tell(OLDER, tmp_path_factory.mktemp("older"), pack)
    assert found == {sentence: told.expected for sentence, told in OLDER.items()}


def test_what_complies_on_the_same_day_for_want_of_a_time_is_counted_beside_the_rule(tmp_path: Path) -> None:
    times = {
        "both have a time": (f"{DAY}T09:00:00", f"{DAY}T09:00:00"), "the decision has none": (DAY, f"{DAY}T09:00:00"),
        "the share has none": (f"{DAY}T09:00:00", DAY), "neither has": (DAY, DAY),
        "the day before": ("2026-10-23", DAY),
    }  # fmt: skip
    tables = {
        "decisions": [
            {"decision_id": key, "decision_type": "share", "decided_at": decided} for key, (decided, _) in times.items()
        ],
        "disclosures": [
            share(disclosure_id=key, decision_id=key, subject_id="P1", case_id="C1", disclosed_at=disclosed)
            for key, (_, disclosed) in times.items()
        ],
    }
    found = audit(tables, tmp_path, ["RAT-02"])
    assert statuses(found)["RAT-02"] == ("passed", "3 decided the same day with a time missing")
