"""P19, retention date: until when a case is kept, and from when it is overdue."""

from collections.abc import Mapping
from datetime import date

import pytest

from tests.definitions.told import Told, case, tell
from tests.exports import pack_of

pytestmark = pytest.mark.engine


def kept(fact: str, expected: object, closed_on: str, opened_on: str = "2015-01-05") -> Told:
    row = case(status="closed", opened_on=opened_on, closed_on=closed_on)
    return Told(f"retention.{fact}", expected, {"cases": [row]}, "C#")


STORIES = {
    "the retention date is the anniversary of closing": kept("keep_until", date(2026, 10, 31), "2020-10-31"),
    "of 29 February the 28th": kept("keep_until", date(2026, 2, 28), "2020-02-29"),
    "of the 28th in a leap year the 28th": kept("keep_until", date(2026, 2, 28), "2020-02-28"),
    "into a leap year the 28th stays the 28th": kept("keep_until", date(2024, 2, 28), "2018-02-28"),
    "the year's last day too": kept("keep_until", date(2026, 12, 31), "2020-12-31"),
    "with no closing day there is none": kept("keep_until", None, ""),
    "nor with one that cannot be read": kept("keep_until", None, "31/10/2020"),
    "a closing day after the run day is read as blank": kept("keep_until", None, "2026-11-01"),
    "one on the run day is not": kept("keep_until", date(2032, 10, 31), "2026-10-31"),
    "one before the opening is left as it is": kept("keep_until", date(2020, 1, 4), "2014-01-04"),
    "the anniversary itself is not overdue": kept("overdue", False, "2020-10-31"),
    "the day after is": kept("overdue", True, "2020-10-30"),
    "the day before is not": kept("overdue", False, "2020-11-01"),
    "a case with no closing day is never overdue": kept("overdue", False, ""),
    "nor is one with no opening day for that": kept("overdue", False, "", opened_on=""),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    pack = pack_of("combined", retention__years=6, retention__grace_days=0)
    return tell(STORIES, tmp_path_factory.mktemp("kept"), pack)


@pytest.mark.parametrize("sentence", STORIES)
def test_a_case_is_kept_until(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] == STORIES[sentence].expected


@pytest.mark.parametrize(
    ("years", "grace", "as_of", "overdue"),
    [
        (6, 30, date(2026, 10, 31), {"2020-10-01": False, "2020-09-30": True}),
        (7, 0, date(2026, 10, 31), {"2019-10-31": False, "2019-10-30": True}),
        (6, 0, date(2026, 2, 28), {"2020-02-29": False, "2020-02-28": False, "2020-02-27": True}),
        (6, 1, date(2026, 3, 1), {"2020-03-01": False, "2020-02-29": False, "2020-02-27": True}),
    ],
)
def test_a_case_is_overdue_from_the_day_after_its_date_and_the_days_of_grace(
    years: int, grace: int, as_of: date, overdue: Mapping[str, bool], tmp_path_factory: pytest.TempPathFactory
) -> None:
    pack = pack_of("combined", retention__years=years, retention__grace_days=grace)
    stories = {closed_on: kept("overdue", late, closed_on) for closed_on, late in overdue.items()}
    assert tell(stories, tmp_path_factory.mktemp("overdue"), pack, as_of) == overdue
