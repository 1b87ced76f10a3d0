"""The counts of a month: each record once, the same bytes for the same audit, and no id in them."""

from dataclasses import replace
from pathlib import Path

import audits
import months
import pytest

from checks.results import aggregates
from checks.results.aggregates import Aggregates, RecordCounts
from checks.runs import following
from checks.runs.folders import MonthFiles

RULE, OTHER = months.RULE, months.OTHER_RULE


def counts(reports: Path, *audited: object, exceptions: Path | None = None) -> Aggregates:
    """The counts of the last of some months, each followed and kept as a run does."""
    for one in audited[:-1]:
        months.keep(reports, one)  # type: ignore[arg-type]
    last = audited[-1]
    month = MonthFiles(reports, f"{last.run.as_of:%Y-%m}")  # type: ignore[attr-defined]
    prepared = following.prepare(month, exceptions)
    followed = following.follow(prepared, last)  # type: ignore[arg-type]
    return aggregates.aggregate(last, followed, prepared.before.earlier)  # type: ignore[arg-type]


def told(found: Aggregates) -> dict[tuple[str, str, str], int]:
    return {(one.severity, one.state, one.standing): one.records for one in found.records}


def test_a_record_with_several_findings_counts_once_by_the_gravest(tmp_path: Path) -> None:
    found = counts(
        tmp_path, months.audit("2026-01", (RULE, "D1", "blank;short"), (OTHER, "D1", "late"), (OTHER, "D2", "late"))
    )
    assert told(found) == {("critical", "new", "in_time"): 1, ("warning", "new", "in_time"): 1}
    assert found.open_before == 0


def test_a_record_persists_while_anything_of_it_was_open_and_is_resolved_when_nothing_is(tmp_path: Path) -> None:
    january = months.audit("2026-01", (RULE, "D1", "blank"), (RULE, "D2", "blank"), (RULE, "D3", "blank"))
    complies = {(RULE, "D1"): "complies", (RULE, "D2"): "complies"}
    february = months.audit("2026-02", (OTHER, "D1", "late"), (RULE, "D4", "blank"), again=complies)
    found = counts(tmp_path, january, february)
    assert told(found) == {
        ("warning", "persisting", "in_time"): 1,
        ("critical", "new", "in_time"): 1,
        ("critical", "resolved", ""): 1,
        ("critical", "not_judged", ""): 1,  # nobody met D3 again
    }
    assert found.open_before == 3
    assert found.compared_with == "2026-01"


def test_what_came_back_returned_and_what_is_late_is_past_due(tmp_path: Path) -> None:
    january = months.audit("2026-01", (RULE, "D1", "blank"), (RULE, "D2", "blank"))
    february = months.audit("2026-02", (RULE, "D2", "blank"), again={(RULE, "D1"): "complies"})
    march = months.audit("2026-03", (RULE, "D1", "blank"), (RULE, "D2", "blank"))
    found = counts(tmp_path, january, february, march)
    assert told(found) == {("critical", "returned", "in_time"): 1, ("critical", "persisting", "past_due"): 1}


def test_an_accepted_record_is_counted_apart_with_the_month_its_acceptance_ends(tmp_path: Path) -> None:
    file = tmp_path / "exceptions.csv"
    file.write_text(
        "rule_id,record_id,cause,reason,approved_by,approver_role,approved_on,until\n"
        f"{RULE},D1,,Asked,S1,line_manager,2026-01-02,2026-06-30\n",
        "utf-8",
    )
    found = counts(
        tmp_path / "r", months.audit("2026-01", (RULE, "D1", "blank"), (RULE, "D2", "blank")), exceptions=file
    )
    assert [(one.standing, one.until, one.records) for one in found.records] == [
        ("accepted", "2026-06", 1),
        ("in_time", "", 1),
    ]
    assert found.exceptions == {"in_force": 1}


def test_findings_without_a_record_id_count_for_themselves(tmp_path: Path) -> None:
    found = counts(tmp_path, months.audit("2026-01", (RULE, "", "blank"), (RULE, "", "blank")))
    assert sum(one.records for one in found.records) == 2


def test_the_file_is_the_same_for_the_same_audit_and_reads_back(tmp_path: Path) -> None:
    audited = months.audit("2026-01", (RULE, "D1", "blank"), (OTHER, "D2", "late"))
    first, second = (aggregates.write(counts(tmp_path / name, audited), tmp_path / name) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()
    assert aggregates.read(first) == counts(tmp_path / "a", audited)
    assert "D1" not in first.read_text("utf-8")


def test_the_words_of_an_error_and_of_a_setting_are_not_in_the_file(tmp_path: Path) -> None:
    audited = audits.sample()
    told = replace(audited, run=replace(audited.run, overrides={"a": "Quillfeather"}))
    stopped = told.outcomes.assign(reason="Quillfeather").where(
        told.outcomes["status"] == "could_not_run", told.outcomes
    )
    found = counts(tmp_path, replace(told, outcomes=stopped))
    assert aggregates.STOPPED in [rule.reason for rule in found.rules]
    assert "Quillfeather" not in found.model_dump_json()


@pytest.mark.parametrize("text", ["", "{}", '{"format": 2}'])
def test_another_file_is_no_months_counts(tmp_path: Path, text: str) -> None:
    (tmp_path / "aggregates.json").write_text(text, "utf-8")
    with pytest.raises(aggregates.Unreadable):
        aggregates.read(tmp_path / "aggregates.json")


def test_a_count_of_records_is_never_nought_or_less() -> None:
    with pytest.raises(ValueError, match="greater than or equal to 1"):
        RecordCounts(severity="critical", state="new", standing="in_time", until="", records=0)
