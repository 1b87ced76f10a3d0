"""P1, run date: a date given to the run, never the clock; "now" is the end of that day."""

import ast
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

import checks
from checks.engine.database import Database
from checks.errors import PolicyError
from checks.runs.check import read_date
from tests.definitions.macros import moment, value
from tests.definitions.told import AS_OF, Told, case, tell
from tests.exports import pack_of

pytestmark = pytest.mark.engine
PACKAGE = Path(checks.__file__).parent
MOMENTS = {"value", "whole"}  # names of a cell's moment, of which ``.time()`` is the hour
CLOCK = {"now", "utcnow", "today", "time", "localtime", "gmtime"}  # a stopwatch (monotonic) tells no date
SQL_CLOCK = re.compile(
    r"\b(?:current_(?:date|time|timestamp)|localtime(?:stamp)?)\b|\b(?:now|today|get_current_\w+|transaction_timestamp)\(",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        ("2026-10-31T00:00:00", 24, True),
        ("2026-10-30T23:59:59", 24, False),
        ("2026-10-31T23:00:00", 1, True),
        ("2026-10-31T22:59:59", 1, False),
        ("2026-10-31T23:59:59", 0, False),
        ("2026-10-30", 24, True),
        ("2026-10-29", 24, False),
        ("2026-10-29", 25, True),
        ("2026-10-31", 0, True),
        ("2026-10-30", 0, False),
        (None, 24, None),
    ],
)
def test_hours_run_until_the_end_of_the_run_day(
    database: Database, start: str | None, hours: int, expected: bool | None
) -> None:
    assert value(database, f"hours_still_open({moment(start)}, {hours}, DATE '2026-10-31')") is expected


STORIES = {
    "a case is overdue": Told(
        "retention.overdue", True, {"cases": [case(opened_on="2015-01-05", closed_on="2020-10-30")]}, "C#"
    ),
    "a worker is in post": Told(
        "staff_duties.in_post", False, {"staff": [{"staff_id": "S#", "left_on": "2026-10-30"}]}, "S#"
    ),
    "days have passed": Told("reachable_cases.days_since_opening", 10, {"cases": [case(opened_on="2026-10-21")]}, "C#"),
}  # fmt: skip
THE_DAY_BEFORE = {"a case is overdue": False, "a worker is in post": True, "days have passed": 9}
LONG_AGO = {"a case is overdue": False, "a worker is in post": True, "days have passed": "no such record"}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (AS_OF, {sentence: told.expected for sentence, told in STORIES.items()}),
        (date(2026, 10, 30), THE_DAY_BEFORE),
        (date(2016, 2, 29), LONG_AGO),
    ],
)
def test_the_same_records_are_read_as_of_the_day_given(
    as_of: date, expected: Mapping[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    pack = pack_of("combined", retention__years=6, retention__grace_days=0)
    assert tell(STORIES, tmp_path_factory.mktemp("days"), pack, as_of) == expected


@pytest.mark.parametrize(
    "given", ["2026-10-31", " 2026-10-31 ", AS_OF, datetime(2026, 10, 31), datetime(2026, 10, 31, 23, 59, 59)]
)
def test_a_date_is_taken_as_the_run_date(given: str | date) -> None:
    assert read_date(given) == AS_OF


@pytest.mark.parametrize("given", ["", "today", "31/10/2026", "2026-02-29", "2026-10-31T12:00", "20261031", None])
def test_nothing_else_is_and_no_clock_stands_in_for_it(given: str | None, tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="Write it as YYYY-MM-DD"):
        checks.check(tmp_path, pack="combined", as_of=given)  # type: ignore[arg-type]


def test_a_run_without_a_date_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="as_of"):
        checks.check(tmp_path, pack="combined")  # type: ignore[call-arg]


def test_no_module_calls_a_clock() -> None:
    called = [
        f"{path.name}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK
        if not (node.func.attr == "time" and ast.unparse(node.func.value) in MOMENTS)
    ]
    assert called == []


@pytest.mark.parametrize("folder", ["facts", "rules", "intake", "engine"])
def test_no_step_macro_or_rule_asks_the_database_for_the_time(folder: str) -> None:
    files = [path for suffix in ("sql", "yml", "py") for path in (PACKAGE / folder).rglob(f"*.{suffix}")]
    assert files
    assert [path.name for path in files if SQL_CLOCK.search(path.read_text("utf-8"))] == []
