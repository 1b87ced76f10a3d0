"""The sample's earlier months: what they hold, what their audits find, and the story that the counts tell."""

import csv
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

import checks
from checks.intake.tables import declared
from checks.results.audit import Audit
from checks.rules.loader import rulebook
from sample_data import months as sample
from sample_data.months import audited
from sample_data.months.back import RULES

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "sample_data"
QUESTIONS = ("missing_rationale", "overdue_retention", "unsegregated_third_party", "unauthorised_disclosure")
BEFORE, WORST, BETTER, STRICTER = "2025-12", "2026-03", "2026-06", "2026-07"
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")  # what was typed in another way is planted and no date
AUDITED = (BEFORE, WORST, BETTER, STRICTER)

Line = dict[str, str]


def read(path: Path) -> list[Line]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four months and the history key, as files."""
    out = tmp_path_factory.mktemp("months")
    for month in AUDITED:
        sample.write(month, out / month)
    sample.write_history(out / "history.csv")
    return out


@pytest.fixture(scope="module")
def key(folder: Path) -> list[Line]:
    return read(folder / "history.csv")


@pytest.fixture(scope="module")
def audits(folder: Path) -> dict[str, Audit]:
    """The four months' audits, of the rules behind the four questions."""
    asked = [rule for rule, about in rulebook().items() if about.headline in QUESTIONS]
    found = {}
    for month in AUDITED:
        given = yaml.safe_load((folder / month / "settings.yml").read_text(encoding="utf-8"))
        export, last = folder / month / "export", sample.last_day_of(month)
        found[month] = checks.check(export, pack="combined", as_of=last, settings=given, rules=asked)
    return found


def found_in(key: list[Line], month: str, rules: tuple[str, ...] = RULES) -> int:
    return sum(line["month"] == month and line["state"] != "resolved" and line["rule_id"] in rules for line in key)


def test_fourteen_months_follow_each_other_up_to_the_committed_one() -> None:
    assert len(sample.months()) == 14
    assert (sample.months()[0], sample.months()[3:5], sample.months()[-1]) == (
        "2025-09",
        ("2025-12", "2026-01"),
        "2026-10",
    )
    with pytest.raises(ValueError, match="2025-09 to 2026-10"):
        sample.write("2025-08", Path())


def test_the_last_month_is_the_committed_export(tmp_path: Path) -> None:
    sample.write("2026-10", tmp_path)
    written = {path.name: path.read_bytes() for path in (tmp_path / "export").iterdir()}
    assert written == {path.name: path.read_bytes() for path in (SAMPLE / "export").iterdir()}
    assert yaml.safe_load((tmp_path / "settings.yml").read_text(encoding="utf-8")) == yaml.safe_load(
        (SAMPLE / "settings.yml").read_text(encoding="utf-8")
    )


def test_a_month_is_the_same_bytes_whenever_it_is_written(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sample_data.months", str(tmp_path), "--month", WORST]
    subprocess.run(command, cwd=ROOT, check=True, env=os.environ | {"PYTHONHASHSEED": "7"})
    names = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert len(names) == len(declared()) + 2
    assert [name for name in names if (tmp_path / name).read_bytes() != (folder / name).read_bytes()] == []


def test_nothing_in_a_month_is_dated_after_its_last_day(folder: Path) -> None:
    for month in AUDITED:
        last = sample.last_day_of(month).isoformat()
        for name, table in declared().items():
            dated = [
                column
                for column, about in table.columns.items()
                if about.type in ("date", "datetime") and not about.ahead
            ]
            rows = read(folder / month / "export" / f"{name}.csv")
            later = [
                row[column] for row in rows for column in dated if ISO.match(row[column]) and row[column][:10] > last
            ]
            assert later == [], (month, name)


def test_it_is_the_same_organisation_with_the_same_ids(folder: Path) -> None:
    """What an id stands for never changes, and the cases are those of October that were open by then."""
    whose = ("case_id", "person_id", "full_name", "opened_on", "agency_id", "kind", "owner_id", "staff_id")
    for name, table in declared().items():
        if not table.key or name in ("access_log", "group_attendance"):
            continue
        october = {row[table.key[0]]: row for row in read(SAMPLE / "export" / f"{name}.csv")}
        for month in AUDITED:
            for row in read(folder / month / "export" / f"{name}.csv"):
                then = october.get(row[table.key[0]], row)
                changed = [column for column in whose if row.get(column) and row[column] != then[column]]
                assert changed == [], (month, name)
    opened = {row["case_id"] for row in read(SAMPLE / "export" / "cases.csv") if row["opened_on"] <= "2026-03-31"}
    assert {row["case_id"] for row in read(folder / WORST / "export" / "cases.csv")} >= opened - {""}


def test_no_entry_of_the_access_log_is_in_two_months(folder: Path) -> None:
    logs = [read(SAMPLE / "export" / "access_log.csv")]
    logs += [read(folder / month / "export" / "access_log.csv") for month in AUDITED]
    ids = [row["log_id"] for log in logs for row in log]
    assert len(ids) == len(set(ids))
    assert min(len(log) for log in logs) > 1000


def test_a_month_names_no_record_that_is_not_there_beyond_those_october_misses(folder: Path) -> None:
    """Cutting later rows away leaves no link hanging: what dangles was planted so in October's export."""
    known = dangling(SAMPLE)
    for month in AUDITED:
        assert dangling(folder / month) - known == set(), month


def dangling(folder: Path) -> set[tuple[str, str, str]]:
    """Table, column and id of each link to a record that its tables do not hold."""
    rows = {name: read(folder / "export" / f"{name}.csv") for name in declared()}
    held = {name: {row[table.key[0]] for row in rows[name]} for name, table in declared().items() if table.key}
    found = set()
    for name, table in declared().items():
        for column, about in table.columns.items():
            there = set().union(*(held[target] for target in about.finds))
            values = {value for row in rows[name] for value in row[column].split(";") if about.finds and value}
            found |= {(name, column, value) for value in values - there}
    return found


@pytest.mark.engine
@pytest.mark.parametrize("month", AUDITED)
def test_a_months_audit_finds_what_the_history_key_says_and_no_more(
    audits: Mapping[str, Audit], key: list[Line], month: str
) -> None:
    """Every finding of the key's six rules; of other rules, every one that was planted."""
    assert not {"after_as_of", "future_date"} & set(audits[month].gate["problem"])
    lines = [line for line in key if line["month"] == month and line["state"] != "resolved"]
    wanted = {told(line["rule_id"], line["outcome"], line["record_id"], line["cause"]) for line in lines}
    rows = audits[month].findings.itertuples()
    every = {told(str(row.rule_id), str(row.outcome), str(row.record_id), str(row.cause)) for row in rows}
    assert wanted - every == set()
    assert {line for line in every if line[0] in RULES} - wanted == set()
    assert {"RAT-08", "RET-06"} & {line["rule_id"] for line in lines}


def told(rule: str, outcome: str, record: str, cause: str) -> tuple[str, str, str, str]:
    """A finding as the key tells of it: the reason of an undecided record is the product's own word."""
    return rule, outcome, record, "" if outcome == "undecided" else cause


@pytest.mark.engine
def test_the_four_questions_show_the_bad_quarter_the_recovery_and_the_new_demand(
    audits: Mapping[str, Audit],
) -> None:
    breaches = {month: counted(audit) for month, audit in audits.items()}
    for question in QUESTIONS:
        before, worst, better = (breaches[month][question] for month in (BEFORE, WORST, BETTER))
        assert worst > 1.4 * before, question
        assert better < 0.9 * worst, question
    assert breaches[STRICTER]["missing_rationale"] > 1.2 * breaches[BETTER]["missing_rationale"]
    others = [question for question in QUESTIONS if question != "missing_rationale"]
    assert all(breaches[STRICTER][question] < 1.1 * breaches[BETTER][question] for question in others)


@pytest.mark.engine
def test_the_readme_gives_the_counts_that_the_audits_give(audits: Mapping[str, Audit]) -> None:
    lines = (SAMPLE / "README.md").read_text(encoding="utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("| | 2025-09 |"))
    months, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start : start + 7]]
    for month in AUDITED:
        said = [int(row[months.index(month)]) for row in rows]
        outcomes = audits[month].outcomes.set_index("rule_id")
        breaches = counted(audits[month])
        assert said == [*(breaches[question] for question in QUESTIONS), outcomes.loc["RAT-01", "in_scope"]], month


def counted(audit: Audit) -> dict[str, int]:
    """Question -> breaches of its rules."""
    counts: dict[str, int] = defaultdict(int)
    for line in audit.outcomes.itertuples():
        counts[rulebook()[str(line.rule_id)].headline] += int(line.breach)
    return counts


def test_the_key_tells_the_same_story_month_by_month(key: list[Line]) -> None:
    """Level to December, up to March, back by June; a step in July, when a longer reason was asked for, then down."""
    reasons = [found_in(key, month, ("RAT-01",)) for month in sample.months()]
    level, bad, recovery, stricter = reasons[:4], reasons[4:7], reasons[7:10], reasons[10:]
    assert max(level) < min(bad[1:])
    assert bad == sorted(bad)
    assert recovery == sorted(recovery, reverse=True)
    assert stricter[0] - recovery[-1] > 25
    assert stricter == sorted(stricter, reverse=True)
    for rules in (("RET-01",), ("TPS-01",), ("CON-01", "AUT-01"), ("ACC-01",)):
        assert found_in(key, WORST, rules) > 1.1 * max(found_in(key, BEFORE, rules), found_in(key, BETTER, rules))


def test_a_state_follows_from_the_months_before(key: list[Line]) -> None:
    stood: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for line in key:
        stood[line["rule_id"], line["record_id"], line["cause"]][line["month"]] = line["state"]
    for finding, states in stood.items():
        path = [states.get(month, "-") for month in sample.months()]
        seen = " ".join(path).replace("-", " ").split()
        assert seen[0] == "new", finding
        assert seen.count("new") == 1, finding
        for last, now in pairwise(path):
            here = last in ("new", "persisting", "returned")
            assert now in (("persisting", "resolved") if here else ("-", "new", "returned")), finding
    assert {line["state"] for line in key} == {"new", "persisting", "resolved", "returned"}
    assert any(states.get("2026-10") == "persisting" and states.get("2025-09") == "new" for states in stood.values())
    assert any("returned" in states.values() and states.get("2026-10") == "persisting" for states in stood.values())


def test_the_policy_asks_for_a_longer_reason_from_july_on() -> None:
    asked = {month: sample.settings(month).get("rationale.min_chars") for month in sample.months()}
    assert {month for month, least in asked.items() if least == 10} == set(sample.months()[:10])
    assert {asked[month] for month in sample.months()[10:]} == {None}


def test_a_returned_hold_is_told_as_the_reader_would_see_it(key: list[Line]) -> None:
    """Overdue, on hold for some months, overdue again: gone from the list and back on it."""
    cases = {line["record_id"] for line in key if line["rule_id"] == "RET-01" and line["state"] == "returned"}
    assert cases
    for case in cases:
        states = [line["state"] for line in key if line["rule_id"] == "RET-01" and line["record_id"] == case]
        assert states[0] == "new"
        assert "resolved" in states[: states.index("returned")]


def test_the_earlier_months_are_audited_once_with_what_was_accepted_by_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audited, "months", lambda: ["2026-05", "2026-06", "2026-07"])
    assert audited.audit_earlier(tmp_path) == ["2026-05", "2026-06"]
    assert audited.audit_earlier(tmp_path) == []
    history = {month: read(tmp_path / month / "results" / "history.csv") for month in ("2026-05", "2026-06")}
    assert {line["state"] for line in history["2026-05"]} == {"new"}
    assert {"new", "persisting", "resolved"} <= {line["state"] for line in history["2026-06"]}
    # DEC-27251 was accepted in May, DOC-13594 in June.
    accepted = {month: sum(bool(line["accepted_until"]) for line in lines) for month, lines in history.items()}
    assert accepted == {"2026-05": 3, "2026-06": 4}
    assert [path.name for path in (tmp_path / "2026-05").iterdir() if path.suffix == ".html"] == []
