"""From month to month: a finding is new, persists, returns, or is resolved, and silence resolves nothing."""

import os
import shutil
from pathlib import Path

import months
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from months import OTHER_RULE, RULE, audit, keep, row, states

from checks.errors import PolicyError
from checks.output import since
from checks.results import history_files, identity
from checks.results.audit import FollowUp
from checks.results.history import HISTORY_COLUMNS, OPEN, Earlier, ThisMonth, reckon
from checks.runs.keys import NAME as KEY

ONE = (RULE, "D0001", "blank")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return tmp_path / "reports"


def said(audited: object, followed: object) -> str:
    return since.since(audited, followed)._repr_html_()  # type: ignore[arg-type]


def test_a_first_month_has_new_findings_only_and_says_why(reports: Path) -> None:
    january = audit("2026-01", ONE, (OTHER_RULE, "S1", "late"))
    followed = keep(reports, january)
    assert set(followed.history["state"]) == {"new"}
    assert "There is no earlier month to compare with, so every finding counts as new." in said(january, followed)


def test_a_finding_persists_with_the_month_and_the_due_day_it_began_with(reports: Path) -> None:
    keep(reports, audit("2026-01", ONE))
    keep(reports, audit("2026-02", ONE))
    told = row(keep(reports, audit("2026-03", ONE)))
    assert (told["state"], told["since"], told["changed"]) == ("persisting", "2026-01", "2026-02")
    assert (told["first_seen"], told["last_seen"], told["due_on"]) == ("2026-01", "2026-03", "2026-02-04")


@pytest.mark.parametrize("outcome", ["complies", "out_of_scope"])
def test_a_finding_is_resolved_where_the_same_rule_met_the_record_and_returns_with_a_new_due_day(
    reports: Path, outcome: str
) -> None:
    keep(reports, audit("2026-01", ONE))
    february = keep(reports, audit("2026-02", again={ONE[:2]: outcome}))
    assert states(february) == {(RULE,): ("resolved", outcome)}
    assert states(keep(reports, audit("2026-03"))) == {(RULE,): ("resolved", outcome)}
    told = row(keep(reports, audit("2026-04", ONE)))
    assert (told["state"], told["since"], told["due_on"], told["first_seen"]) == (
        "returned", "2026-04", "2026-05-05", "2026-01",
    )  # fmt: skip
    assert row(keep(reports, audit("2026-05", ONE)))["since"] == "2026-04"


def test_of_two_causes_one_may_be_mended_while_the_other_persists(reports: Path) -> None:
    keep(reports, audit("2026-01", (RULE, "D1", "blank;too_short")))
    followed = keep(reports, audit("2026-02", (RULE, "D1", "blank"), again={(RULE, "D1"): "breach"}))
    assert states(followed) == {(RULE, "D1", "blank"): ("persisting", ""), (RULE,): ("resolved", "other_cause")}


@pytest.mark.parametrize("status", ["off", "not_tested", "could_not_run"])
def test_a_rule_that_did_not_judge_resolves_nothing(reports: Path, status: str) -> None:
    keep(reports, audit("2026-01", ONE))
    followed = keep(reports, audit("2026-02", status={RULE: status}, again={ONE[:2]: "complies"}))
    assert states(followed) == {(RULE,): ("not_judged", f"rule_{status}")}
    back = row(keep(reports, audit("2026-03", ONE)))
    assert (back["state"], back["since"], back["due_on"]) == ("persisting", "2026-01", "2026-02-04")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"again": {}}, "record_gone"),
        ({"again": {ONE[:2]: "undecided"}}, "undecided"),
        ({"again": {ONE[:2]: "conflict"}}, "conflict"),
        ({"again": {ONE[:2]: "complies"}, "terms": {RULE: "changed"}}, "rule_changed"),
        ({"again": {ONE[:2]: "complies"}, "terms": {RULE: "aaa+lacks"}}, "partly_tested"),
        ({"again": {ONE[:2]: "complies"}, "terms": {}}, "rule_changed"),
    ],
)
def test_what_nobody_can_tell_is_not_judged_and_never_resolved(
    reports: Path, given: dict[str, dict[object, str]], reason: str
) -> None:
    keep(reports, audit("2026-01", ONE))
    assert states(keep(reports, audit("2026-02", **given))) == {(RULE,): ("not_judged", reason)}  # type: ignore[arg-type]


def test_what_the_export_lacked_all_along_does_not_stand_in_the_way(reports: Path) -> None:
    lacking = {RULE: "aaa+lacks"}
    keep(reports, audit("2026-01", ONE, terms=lacking))
    followed = keep(reports, audit("2026-02", again={ONE[:2]: "complies"}, terms=lacking))
    assert states(followed) == {(RULE,): ("resolved", "complies")}


def test_a_record_that_was_missing_and_is_there_is_resolved(reports: Path) -> None:
    keep(reports, audit("2026-01", (RULE, "retention", "absent", "breach", "")))
    assert states(keep(reports, audit("2026-02"))) == {(RULE,): ("resolved", "there_now")}


def test_a_finding_not_judged_for_a_while_is_still_led_back_to_its_record(reports: Path) -> None:
    keep(reports, audit("2026-01", ONE))
    keep(reports, audit("2026-02", status={RULE: "not_tested"}))
    assert states(keep(reports, audit("2026-03", again={ONE[:2]: "complies"}))) == {(RULE,): ("resolved", "complies")}


def test_without_the_findings_of_then_nobody_can_lead_it_back(reports: Path) -> None:
    keep(reports, audit("2026-01", ONE))
    (reports / "2026-01" / "results" / "findings.csv").unlink()
    followed = keep(reports, audit("2026-02", again={ONE[:2]: "complies"}))
    assert states(followed) == {(RULE,): ("not_judged", "no_earlier_findings")}


def test_a_month_without_an_audit_is_passed_over_and_told(reports: Path) -> None:
    keep(reports, audit("2025-11", ONE))
    february = audit("2026-02", ONE)
    followed = keep(reports, february)
    assert states(followed) == {ONE: ("persisting", "")}
    assert "There is no audit of December 2025 and January 2026." in said(february, followed)


def test_a_record_without_an_id_is_never_taken_for_another(reports: Path) -> None:
    keep(reports, audit("2026-01", (RULE, "", "blank"), (RULE, "", "blank")))
    followed = keep(reports, audit("2026-02", (RULE, "", "blank")))
    assert list(followed.history["state"]) == ["no_id"]
    assert followed.lines["state"].tolist() == ["no_id"]


def test_without_its_key_a_month_is_not_compared_rather_than_all_called_new(reports: Path) -> None:
    keep(reports, audit("2026-01", ONE))
    (reports / KEY).unlink()
    february = audit("2026-02", ONE)
    followed = keep(reports, february)
    assert states(followed) == {ONE: ("not_compared", "")}
    assert "the history starts anew with this month" in said(february, followed)
    assert states(keep(reports, audit("2026-03", ONE))) == {ONE: ("persisting", "")}


def test_a_key_that_is_no_key_stops_the_run_and_is_not_shown(reports: Path) -> None:
    reports.mkdir()
    (reports / KEY).write_text("0xSECRET", "utf-8")
    with pytest.raises(PolicyError, match="is not as it was made") as refusal:
        keep(reports, audit("2026-01", ONE))
    assert "SECRET" not in str(refusal.value)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_the_key_is_made_once_for_its_owner_alone_and_is_in_no_file_of_the_month(reports: Path) -> None:
    keep(reports, audit("2026-01", ONE))
    key = (reports / KEY).read_bytes()
    keep(reports, audit("2026-02", ONE))
    assert (reports / KEY).read_bytes() == key
    assert (reports / KEY).stat().st_mode & 0o777 == 0o600
    kept = [path for path in reports.rglob("*") if path.is_file() and path.name != KEY]
    assert [path for path in kept if key.strip() in path.read_bytes()] == []


def test_a_history_that_was_changed_is_left_out_and_told(reports: Path) -> None:
    keep(reports, audit("2026-01", ONE))
    keep(reports, audit("2026-02", ONE))
    path = reports / "2026-02" / "results" / "history.csv"
    path.write_text(path.read_text("utf-8").replace("persisting", "resolved"), "utf-8")
    march = audit("2026-03", ONE)
    followed = keep(reports, march)
    assert followed.comparison.with_month == "2026-01"
    assert "The history of February 2026 is not as it was written" in said(march, followed)


def test_a_month_from_before_there_were_histories_is_told(reports: Path) -> None:
    keep(reports, audit("2026-01", ONE))
    for name in history_files.NAMES:
        (reports / "2026-01" / "results" / name).unlink()
    february = audit("2026-02", ONE)
    assert "The audit of January 2026 kept no history" in said(february, keep(reports, february))


def test_running_a_month_again_gives_the_same_bytes_and_reads_no_later_month(reports: Path) -> None:
    keep(reports, audit("2026-01", ONE))
    keep(reports, audit("2026-02", ONE))
    folder = reports / "2026-02" / "results"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    keep(reports, audit("2026-03", again={ONE[:2]: "complies"}))
    keep(reports, audit("2026-02", ONE))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_earlier_month_run_again_with_another_result_is_told_two_months_on(reports: Path) -> None:
    for name in ("2026-01", "2026-02"):
        keep(reports, audit(name, ONE))
    keep(reports, audit("2026-01"))
    march = audit("2026-03", ONE)
    assert "January 2026 was audited again after February 2026." in said(march, keep(reports, march))


def test_a_month_copied_under_another_name_is_not_taken_for_that_month(reports: Path) -> None:
    keep(reports, audit("2026-01", ONE))
    shutil.copytree(reports / "2026-01", reports / "2026-02")
    assert keep(reports, audit("2026-03", ONE)).comparison.damaged == ("2026-02",)


def test_another_pack_is_told(reports: Path) -> None:
    keep(reports, audit("2026-01", ONE))
    february = audit("2026-02", ONE, pack="coventry")
    assert "The policy pack was combined then and is coventry now." in said(february, keep(reports, february))


def test_the_history_names_no_record_and_the_same_finding_has_another_identity_under_another_key(reports: Path) -> None:
    followed = keep(reports, audit("2026-01", ONE))
    text = (reports / "2026-01" / "results" / "history.csv").read_text("utf-8")
    assert text.splitlines()[0] == ",".join(HISTORY_COLUMNS)
    assert "D0001" not in text
    (one,) = identity.parts(audit("2026-01", ONE).findings, b"another key")["identity"]
    assert one not in set(followed.history["identity"])
    assert len(one) == identity.LENGTH


def test_identities_tell_apart_what_only_looks_alike_when_joined() -> None:
    told = [("A", "b", "c", "d"), ("A", "b", "c,d", ""), ("Ab", "", "c", "d"), ("A", "b", "c", "d;")]
    assert len({identity.of(b"key", *one) for one in told}) == len(told)


def test_the_section_counts_every_state_once_and_its_chart_says_the_message(reports: Path) -> None:
    keep(reports, audit("2026-01", ONE, (RULE, "D2", "blank"), (OTHER_RULE, "S1", "late")))
    again = {(RULE, "D2"): "complies"}
    february = audit("2026-02", ONE, (RULE, "D3", "blank"), again=again, status={OTHER_RULE: "off"})
    page = said(february, keep(reports, february))
    assert (
        "<strong>1</strong> new and <strong>1</strong> persisting findings; <strong>1</strong> was resolved "
        "and of <strong>1</strong> nobody can tell." in page
    )
    assert 'alt="1 finding is new or returned and 1 was resolved, so as many came as went; 1 persists.' in page
    assert "The rule is off in this month&#x27;s policy pack" in page
    assert page.count("<caption>") >= 2


def test_a_resolved_finding_is_told_once_and_kept_to_know_it_when_it_returns(reports: Path) -> None:
    keep(reports, audit("2026-01", ONE))
    keep(reports, audit("2026-02", again={ONE[:2]: "complies"}))
    march = audit("2026-03")
    followed = keep(reports, march)
    assert len(followed.history) == 1
    assert "There is no finding this month, and none was open before." in said(march, followed)


def test_every_open_finding_is_in_the_history_and_every_state_has_its_line(reports: Path) -> None:
    followed = keep(reports, months.audit("2026-01", *[(RULE, f"D{n}", "blank;too_short") for n in range(50)]))
    still = followed.history[followed.history["state"].isin(OPEN)]
    assert len(still) == len(followed.parts) == 100
    assert isinstance(followed.lines, pd.DataFrame)
    assert len(followed.lines) == 50


# Any run of months, against a reckoning of one finding at a time.

Told = tuple[bool, str, str, str]  # there this month; the rule's status; how its record came out; what it asked
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04", "2026-05")
CHOICES = st.tuples(
    st.booleans(),
    st.sampled_from(["failed", "failed", "failed", "not_tested", "off"]),
    st.sampled_from(["complies", "complies", "out_of_scope", "undecided", "gone"]),
    st.sampled_from(["a", "a", "a", "b"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(CHOICES, min_size=len(MONTHS), max_size=len(MONTHS)))
def test_any_run_of_months_comes_out_as_one_finding_followed_by_hand(told: list[Told]) -> None:
    place = (RULE, "decisions", "D1")
    history: pd.DataFrame | None = None
    by_hand = ("", "")
    asked_then = ""
    for month, (there, status, outcome, asked) in zip(MONTHS, told, strict=True):
        found = there and status == "failed"
        audited = audit(month, *([(RULE, "D1", "blank")] if found else []), status={RULE: status})
        parts = identity.parts(audited.findings, b"key")
        one = identity.of(b"key", *place, "blank")
        again = {} if outcome == "gone" else {place: outcome}
        terms = {RULE: asked} if status == "failed" else {}
        now = ThisMonth(month, audited.run.as_of, parts, {RULE: status}, again, FollowUp(terms, months.DAYS))
        rows = {} if history is None else {row["identity"]: row for row in history.to_dict("records")}
        history = reckon(now, Earlier(rows, {one: (*place, False)}))  # type: ignore[arg-type]
        by_hand = _by_hand(by_hand, month, found, status == "failed" and outcome, asked == asked_then)
        asked_then = asked if found else asked_then
        rows = history.to_dict("records")
        assert [(row["state"], row["since"]) for row in rows] == ([by_hand] if by_hand[0] else [])


def _by_hand(before: tuple[str, str], month: str, found: bool, outcome: object, same: bool) -> tuple[str, str]:
    state, since = before
    if found:
        began = {"": "new", "resolved": "returned"}.get(state)
        return (began, month) if began else ("persisting", since)
    if state in ("", "resolved"):
        return before
    return ("resolved", since) if outcome in ("complies", "out_of_scope") and same else ("not_judged", since)
