"""Retention in both directions: what is kept too long, and what is destroyed too soon or by the wrong method.

Each line is a record made by hand and what the rules say of it on 31 October 2026. Where the definitions have no rule
(cases that are linked, a person who came back), the line shows that each case keeps a clock of its own.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.exports import pack_of
from tests.facts.stories import AS_OF, Row, Story, expected, told

pytestmark = pytest.mark.engine
Line = tuple[str, str, Mapping[str, list[Row]]]  # rule and record, what is said of it, and the records
REASON = "A serious case review asked for this file."
STAFF = {"staff_id": "S#", "worker_type": "employee", "role": "admin", "started_on": "2010-01-04"}
EVERY_TABLE: Mapping[str, list[Row]] = {
    "staff": [STAFF],
    "documents": [{"document_id": "D#z", "owner_type": "staff", "owner_id": "S#"}],
    "subject_access_requests": [{"sar_id": "R#z"}],
    "decisions": [{"decision_id": "E#z", "decision_type": "share"}],
    "disposal_log": [{"disposal_id": "X#z", "object_type": "staff_file"}],
}


def case(closed: str = "2016-03-01", name: str = "C#", **differs: str) -> Row:
    """A case that closed long ago and is kept on the standard terms."""
    return {
        "case_id": name, "person_id": "P#", "opened_on": "2015-01-05", "closed_on": closed, "status": "closed",
        **differs,
    }  # fmt: skip


def cases(*rows: Row, **more: list[Row]) -> Mapping[str, list[Row]]:
    return {"cases": list(rows), **more}


def destroyed(day: str = "2023-06-01", name: str = "X#", **differs: str) -> Row:
    """The log of a case's destruction, as it should be."""
    return {
        "disposal_id": name, "object_type": "case", "object_id": "C#", "media": "paper", "action": "destroyed",
        "method": "shredded", "disposed_on": day, "done_by": "S#", "reason": "retention_expired", **differs,
    }  # fmt: skip


def gone(closed: str = "2016-03-01", day: str = "2023-06-01", **differs: str) -> Mapping[str, list[Row]]:
    """A case that is destroyed, its columns as given, and the log of it."""
    status = differs.pop("status", "destroyed")
    return cases(case(closed, status=status, **differs), disposal_log=[destroyed(day)], staff=[STAFF])


def asked(**differs: str) -> Row:
    """A client's request to see her record, still open."""
    return {
        "sar_id": "R#", "case_id": "C#", "requester_type": "client", "requester_id": "P#", "kind": "view",
        "received_at": "2026-10-12T09:00", **differs,
    }  # fmt: skip


def paper(name: str = "D#", **differs: str) -> Row:
    return {
        "document_id": name, "owner_type": "case", "owner_id": "C#", "created_on": "2016-02-01", "doc_type": "report",
        **differs,
    }  # fmt: skip


def erased(disposal: Row | None = None, case_row: Row | None = None, **differs: str) -> Mapping[str, list[Row]]:
    """A case destroyed before its time because the client asked for it."""
    request = asked(kind="erase", received_at="2026-09-01", completed_on="2026-09-20", outcome="granted")
    kept = case("2025-03-01", status="destroyed", **(case_row or {}))
    log = {**destroyed("2026-09-25", reason="subject_request"), **(disposal or {})}
    return cases(kept, disposal_log=[log], subject_access_requests=[{**request, **differs}], staff=[STAFF])


OVERDUE, DUE_TODAY, HELD = "2016-03-01", "2020-10-31", {"evidence_hold": "yes", "hold_reason": REASON}
LEGAL = {"retention_basis": "legal_hold", "hold_reason": REASON}
FOREVER = {"retention_basis": "indefinite", "hold_reason": REASON}
PAST_HOLD = {"hold_started_on": "2023-06-01", "hold_ended_on": "2023-06-30"}

CLOCK: Mapping[str, Line] = {
    "due today is not yet overdue": ("RET-01 C#", "out_of_scope", cases(case(DUE_TODAY))),
    "due yesterday is": ("RET-01 C#", "breach overdue", cases(case("2020-10-30"))),
    "a closing day to come is no closing day": ("RET-01 C#", "out_of_scope", cases(case("2026-11-01"))),
    "and the clock cannot be shown": ("RET-05 C#", "breach closed_on_blank", cases(case("2026-11-01"))),
    "no closing day starts no clock": ("RET-01 C#", "out_of_scope", cases(case(""))),
    "which is found": ("RET-05 C#", "breach closed_on_blank", cases(case(""))),
    "closed before it opened starts none": ("RET-01 C#", "out_of_scope", cases(case("2014-03-01"))),
    "which is found too": ("RET-05 C#", "breach closed_before_opened", cases(case("2014-03-01"))),
    "closed on a leap day, destroyed on 28 February": ("RET-02 X#", "complies", gone("2020-02-29", "2026-02-28")),
    "on the 27th, a day too soon": ("RET-02 X#", "breach before_retention_date", gone("2020-02-29", "2026-02-27")),
    "closed on 1 March, destroyed on 28 February": (
        "RET-02 X#",
        "breach before_retention_date",
        gone("2020-03-01", "2026-02-28"),
    ),
    "destroyed on the anniversary": ("RET-02 X#", "complies", gone("2017-06-01")),
    "destroyed the day before": ("RET-02 X#", "breach before_retention_date", gone("2017-06-02")),
    "destroyed while open": ("RET-02 X#", "breach before_retention_date", gone("", status="open")),
    "destroyed, closed nobody knows when": ("RET-02 X#", "undecided closing_not_recorded", gone("")),
    "destroyed nobody knows when": ("RET-02 X#", "undecided day_not_recorded", gone(day="")),
    "which the trail shows": ("RET-05 X#", "breach disposal_undated", gone(day="")),
    "a copy destroyed early": (
        "RET-02 X#",
        "complies",
        cases(case("2025-03-01"), disposal_log=[destroyed(reason="duplicate")]),
    ),
    "archived, where archiving does not end the duty": (
        "RET-01 C#",
        "breach overdue",
        cases(case(status="archived"), disposal_log=[destroyed(action="archived", method="archive_transfer")]),
    ),
    "archived early is not destroyed": (
        "RET-02 X#",
        "out_of_scope",
        cases(case("2025-03-01"), disposal_log=[destroyed(action="archived")]),
    ),
}
HOLDS: Mapping[str, Line] = {
    "a hold without dates keeps": ("RET-01 C#", "complies", cases(case(**HELD))),
    "one whose last day has passed keeps while the mark stands": (
        "RET-01 C#",
        "complies",
        cases(case(**HELD, **PAST_HOLD)),
    ),
    "without the mark, past dates do not": ("RET-01 C#", "breach overdue", cases(case(**PAST_HOLD))),
    "a legal hold keeps": ("RET-01 C#", "complies", cases(case(**LEGAL))),
    "one whose review has passed is not dropped": (
        "RET-01 C#",
        "complies",
        cases(case(**LEGAL, retention_review_on="2026-10-30")),
    ),
    "but shown": ("RET-03 C#", "breach review_passed", cases(case(**LEGAL, retention_review_on="2026-10-30"))),
    "a review due today has not passed": (
        "RET-03 C#",
        "complies",
        cases(case(**LEGAL, retention_review_on="2026-10-31")),
    ),
    "a legal hold needs a review date": ("RET-03 C#", "breach no_review_date", cases(case(**LEGAL))),
    "an evidence hold needs none": ("RET-03 C#", "complies", cases(case(**HELD))),
    "a hold on nobody's authority": ("RET-03 C#", "breach no_reason", cases(case(evidence_hold="yes"))),
    "a decision is its authority": (
        "RET-03 C#",
        "complies",
        cases(
            case(evidence_hold="yes"),
            decisions=[{"decision_id": "E#", "case_id": "C#", "decision_type": "retain_longer", "rationale": REASON}],
        ),
    ),
    "destroyed under a hold without dates": ("RET-02 X#", "breach on_hold", gone(**HELD)),
    "destroyed under a legal hold": ("RET-02 X#", "breach on_hold", gone(**LEGAL)),
    "on its first day": ("RET-02 X#", "breach on_hold", gone(**HELD, **PAST_HOLD)),
    "the day before it": ("RET-02 X#", "complies", gone(day="2023-05-31", **HELD, **PAST_HOLD)),
    "on the last day of one since lifted": ("RET-02 X#", "breach on_hold", gone(day="2023-06-30", **PAST_HOLD)),
    "the day after it": ("RET-02 X#", "complies", gone(day="2023-07-01", **PAST_HOLD)),
}
REQUESTS: Mapping[str, Line] = {
    "an open request keeps": ("RET-01 C#", "complies", cases(case(), subject_access_requests=[asked()])),
    "an answered one does not": (
        "RET-01 C#",
        "breach overdue",
        cases(case(), subject_access_requests=[asked(completed_on="2026-10-20", outcome="granted")]),
    ),
    "nor one that nobody dated": (
        "RET-01 C#",
        "breach overdue",
        cases(case(), subject_access_requests=[asked(received_at="")]),
    ),
    "nor one to erase": ("RET-01 C#", "breach overdue", cases(case(), subject_access_requests=[asked(kind="erase")])),
    "nor one on another case": (
        "RET-01 C#",
        "breach overdue",
        cases(case(), subject_access_requests=[asked(case_id="C#b")]),
    ),
    "destroyed while a request was open": (
        "RET-02 X#",
        "breach request_open",
        {**gone(), "subject_access_requests": [asked(received_at="2023-06-01")]},
    ),
    "on the day it was answered": (
        "RET-02 X#",
        "breach request_open",
        {**gone(), "subject_access_requests": [asked(received_at="2023-05-01", completed_on="2023-06-01")]},
    ),
    "the day after": (
        "RET-02 X#",
        "complies",
        {**gone(), "subject_access_requests": [asked(received_at="2023-05-01", completed_on="2023-05-31")]},
    ),
    "asked for the day after it was gone": (
        "RET-02 X#",
        "complies",
        {**gone(), "subject_access_requests": [asked(received_at="2023-06-02")]},
    ),
    "a valid erasure": ("RET-02 X#", "complies", erased()),
    "granted in part": ("RET-02 X#", "complies", erased(outcome="partly")),
    "refused": ("RET-02 X#", "breach before_retention_date", erased(outcome="refused")),
    "granted after it was done": ("RET-02 X#", "breach before_retention_date", erased(completed_on="2026-09-26")),
    "done for another reason": ("RET-02 X#", "breach before_retention_date", erased({"reason": "error"})),
    "of a statutory service's record": (
        "RET-02 X#",
        "breach before_retention_date",
        erased(case_row={"statutory_service": "yes"}),
    ),
    "a valid erasure of what was held": ("RET-02 X#", "conflict on_hold", erased(case_row=HELD)),
}
LATER = case("", "C#b", opened_on="2025-02-03", status="open")
OTHERS: Mapping[str, Line] = {
    "linked to an open case, the closed one's clock runs on": (
        "RET-01 C#",
        "breach overdue",
        cases(case(linked_case_id="C#b"), {**LATER, "person_id": "P#b"}),
    ),
    "whichever of the two names the other": (
        "RET-01 C#",
        "breach overdue",
        cases(case(), {**LATER, "person_id": "P#b", "linked_case_id": "C#"}),
    ),
    "a hold on the linked case does not reach it": (
        "RET-01 C#",
        "breach overdue",
        cases(case(linked_case_id="C#b"), {**LATER, **HELD}),
    ),
    "nor is it destroyed too soon because the linked one is open": (
        "RET-02 X#",
        "complies",
        {**gone(linked_case_id="C#b"), "cases": [case(status="destroyed", linked_case_id="C#b"), LATER]},
    ),
    "the linked one, closed later, is not due with it": (
        "RET-01 C#b",
        "out_of_scope",
        cases(case(linked_case_id="C#b"), case("2024-03-01", "C#b", linked_case_id="C#")),
    ),
    "a person came back: the earlier case's clock runs on": ("RET-01 C#", "breach overdue", cases(case(), LATER)),
    "re-opened, and the closing day left in": ("RET-01 C#", "out_of_scope", cases(case(status="open"))),
    "which is found as such": ("RET-05 C#", "breach open_but_closed", cases(case(status="open"))),
    "such a case destroyed: its closing day decides": ("RET-02 X#", "complies", gone(status="open")),
    "and if that was later": ("RET-02 X#", "breach before_retention_date", gone("2019-03-01", status="open")),
}
METHODS: Mapping[str, Line] = {
    "shredded paper": ("RET-04 X#", "complies", gone()),
    "paper put in a bin": (
        "RET-04 X#",
        "breach method_binned;wrong_method",
        cases(case(), disposal_log=[destroyed(method="binned")]),
    ),
    "a disc erased": (
        "RET-04 X#",
        "breach wrong_method",
        cases(case(), disposal_log=[destroyed(media="disc", method="secure_erase")]),
    ),
    "a phone broken and not wiped": (
        "RET-04 X#",
        "breach phone_not_wiped",
        cases(case(), disposal_log=[destroyed(media="phone", method="physically_destroyed")]),
    ),
    "by no method told": ("RET-04 X#", "breach method_unknown", cases(case(), disposal_log=[destroyed(method="")])),
    "the right method does not make it late enough": (
        "RET-02 X#",
        "breach before_retention_date",
        gone("2025-03-01"),
    ),
}
NO_CASE = {"documents": [paper()], "disposal_log": [destroyed()], "staff": [STAFF]}
LOGGED = destroyed(name="X#b", object_type="document", object_id="D#")
PAPERS: Mapping[str, Line] = {
    "a paper of a case that the export no longer has": ("RET-01 D#", "undecided orphan_document", NO_CASE),
    "the destruction of that case, which nobody can date": ("RET-02 X#", "undecided case_not_found", NO_CASE),
    "its log has a day and a doer": ("RET-05 X#", "complies", NO_CASE),
    "a paper of a case that never was, not six years old": (
        "RET-01 D#",
        "out_of_scope",
        {"documents": [paper(owner_id="C#none", created_on="2020-10-31")]},
    ),
    "one of six years and a day": (
        "RET-01 D#",
        "undecided orphan_document",
        {"documents": [paper(owner_id="C#none", created_on="2020-10-30")]},
    ),
    "of no day": ("RET-01 D#", "undecided orphan_document", {"documents": [paper(owner_id="", created_on="")]}),
    "a logged one is gone": ("RET-01 D#", "not judged", {"documents": [paper(owner_id="")], "disposal_log": [LOGGED]}),
    "and cannot be placed": (
        "RET-02 X#b",
        "undecided case_not_found",
        {"documents": [paper(owner_id="")], "disposal_log": [LOGGED]},
    ),
    "a paper of a case that is there is told with it": ("RET-01 D#", "not judged", cases(case(), documents=[paper()])),
    "a destroyed case whose paper remains": (
        "RET-05 C#",
        "breach documents_remain",
        {**gone(), "documents": [paper()]},
    ),
    "one whose papers went with it": (
        "RET-05 C#",
        "complies",
        {**gone(), "documents": [paper()], "disposal_log": [destroyed(), LOGGED]},
    ),
    "one of whose papers remains": (
        "RET-05 C#",
        "breach documents_remain",
        {**gone(), "documents": [paper(), paper("D#b")], "disposal_log": [destroyed(), LOGGED]},
    ),
    "a paper destroyed before its case was due": (
        "RET-02 X#b",
        "breach before_retention_date",
        cases(case("2020-03-01"), documents=[paper()], disposal_log=[LOGGED]),
    ),
    "a case said to be destroyed and not logged": (
        "RET-05 C#",
        "breach no_disposal_row",
        cases(case(status="destroyed")),
    ),
}
GROUPS = (CLOCK, HOLDS, REQUESTS, OTHERS, METHODS, PAPERS)
COMBINED = {words: line for group in GROUPS for words, line in group.items()}

LIVE, TODAY, PASSED = ({**FOREVER, "retention_review_on": day} for day in ("2027-01-04", "2026-10-31", "2026-10-30"))
INDEFINITE = {
    "a review to come": cases(case(**LIVE)),
    "one due today": cases(case(**TODAY)),
    "one that has passed": cases(case(**PASSED)),
    "none": cases(case(**FOREVER)),
}


def stories(lines: Mapping[str, Line]) -> dict[str, Story]:
    """The lines as stories, after one that brings every table."""
    first = {"every table is there": Story("RET-02", "X#z", "out_of_scope", EVERY_TABLE)}
    return first | {words: Story(*of.split(), said, tables) for words, (of, said, tables) in lines.items()}


def test_each_record_comes_out_as_the_definitions_say(tmp_path: Path) -> None:
    lines = stories(COMBINED)
    assert len(COMBINED) == sum(map(len, GROUPS)), "two lines have the same words"
    assert told(lines, tmp_path, pack_of("combined")) == expected(lines)


@pytest.mark.parametrize(
    ("pack", "rule", "said"),
    [
        ("manchester", "RET-01", ["complies", "complies", "breach overdue", "breach overdue"]),
        ("manchester", "RET-03", ["complies", "complies", "breach review_passed", "breach no_review_date"]),
        ("women-dvpp", "RET-01", ["breach overdue"] * 4),
        ("women-dvpp", "RET-03", ["not judged"] * 4),
    ],
)
def test_indefinite_keeping_needs_a_live_review_and_a_policy_that_allows_it(
    pack: str, rule: str, said: list[str], tmp_path: Path
) -> None:
    lines = stories({words: (f"{rule} C#", "", tables) for words, tables in INDEFINITE.items()})
    came = told(lines, tmp_path, pack_of(pack, **({"retention__years": 6} if pack == "manchester" else {})))
    assert [came[words] for words in INDEFINITE] == said


def test_archiving_ends_the_duty_where_the_policy_says_so(tmp_path: Path) -> None:
    words = "archived, where archiving does not end the duty"
    came = told(stories({words: CLOCK[words]}), tmp_path, pack_of("women-dvpp"))
    assert came[words] == "complies"


@pytest.mark.parametrize(
    ("closed", "due"),
    [("2020-02-28", "2026-02-28"), ("2020-02-29", "2026-02-28"), ("2020-03-01", "2026-03-01")],
)
def test_a_leap_days_clock_ends_on_28_february_and_grace_is_counted_from_there(
    closed: str, due: str, tmp_path: Path
) -> None:
    """The last day of grace is the run's day, and then it was the day before."""
    days = (AS_OF - date.fromisoformat(due)).days
    lines = stories({"kept": ("RET-01 C#", "", cases(case(closed)))})
    for grace, said in ((days, "out_of_scope"), (days - 1, "breach overdue")):
        pack = pack_of("combined", retention__grace_days=grace)
        assert told(lines, tmp_path / str(grace), pack)["kept"] == said
