"""RAT-03 and RAT-06 to RAT-09, end to end on records made by hand."""

from pathlib import Path

import pytest

from checks.engine.examples import judge_examples
from checks.rules.loader import rulebook
from tests.exports import pack_of
from tests.facts.stories import Row, Story, expected, told

pytestmark = pytest.mark.engine


def request(**own: str) -> Row:
    """A request received about a client."""
    return {
        "request_id": "RQ#", "direction": "received", "about_type": "client", "about_id": "P#", "case_id": "C#",
        "received_at": "2026-10-05T16:00:00", "basis_stated": "Under the local protocol", "decision_id": "DE#", **own,
    }  # fmt: skip


def decision(**own: str) -> Row:
    """A decision to share, written up the same day on its own case."""
    return {
        "decision_id": "DE#", "case_id": "C#", "subject_id": "P#", "decision_type": "share",
        "decided_at": "2026-10-06T09:00:00", "recorded_at": "2026-10-06T09:30:00", "file_note_id": "DO#",
        "rationale": "Reason number # of this record, and of no other.", "considered": "how_much", **own,
    }  # fmt: skip


def asked(expected: str, request: Row, *decisions: Row) -> Story:
    tables = {"information_requests": [request], "decisions": decisions, "people": [{"person_id": "P#"}]}
    return Story("RAT-03", "RQ#", expected, tables)


REFUSED = {"decision_type": "not_share", "requester_told_on": ""}
OTHER_LINK = {"request_id": "RQ#"}
UNNAMED = {"decision_id": ""}
REQUESTS = {
    "answered the next day": asked("complies", request(), decision()),
    "answered on the last day": asked("complies", request(), decision(decided_at="2026-10-10T23:59:00")),
    "answered the day after": asked("breach unanswered", request(), decision(decided_at="2026-10-11")),
    "answered before it came": asked("complies", request(), decision(decided_at="2026-09-01")),
    "answered by a decision that names it": asked("complies", request(**UNNAMED), decision(**OTHER_LINK)),
    "the named one is late, another in time": asked(
        "complies", request(), decision(decided_at="2026-10-20"), decision(decision_id="DE#-b", **OTHER_LINK)
    ),
    "named in vain": asked("breach unanswered", request(decision_id="DE#-gone"), decision()),
    "answered by another kind of decision": asked("breach unanswered", request(), decision(decision_type="dispose")),
    "not answered": asked("breach unanswered", request(**UNNAMED)),
    "not answered on the last day": asked("out_of_scope", request(**UNNAMED, received_at="2026-10-26")),
    "not answered the day after": asked("breach unanswered", request(**UNNAMED, received_at="2026-10-25T23:00:00")),
    "answered on no known day": asked("undecided decision_day_not_recorded", request(), decision(decided_at="")),
    "received on no known day and answered": asked("complies", request(received_at=""), decision(decided_at="")),
    "received on no known day": asked("breach unanswered", request(received_at="", **UNNAMED)),
    "refused and told": asked("complies", request(), decision(**REFUSED | {"requester_told_on": "2026-10-30"})),
    "refused and never told": asked("breach not_told_why", request(), decision(**REFUSED)),
    "to be told after the run date": asked(
        "breach not_told_why", request(), decision(**REFUSED | {"requester_told_on": "2026-11-02"})
    ),
    "refused with days left to tell": asked(
        "out_of_scope", request(received_at="2026-10-25"), decision(**REFUSED, decided_at="2026-10-26T08:00:00")
    ),
    "refused with no day left": asked(
        "breach not_told_why", request(received_at="2026-10-24"), decision(**REFUSED, decided_at="2026-10-25")
    ),
    "refused late and never told": asked(
        "breach not_told_why;unanswered", request(), decision(**REFUSED, decided_at="2026-10-15")
    ),
    "the named decision counts, not an earlier refusal": asked(
        "complies", request(), decision(),
        decision(decision_id="DE#-b", **OTHER_LINK, **REFUSED, decided_at="2026-10-05"),
    ),
    "of two that name it the earlier counts": asked(
        "breach not_told_why", request(**UNNAMED), decision(**OTHER_LINK),
        decision(decision_id="DE#-b", **OTHER_LINK, **REFUSED, decided_at="2026-10-05T17:00:00"),
    ),
    "ours, with a basis": asked("complies", request(direction="made_by_us", **UNNAMED)),
    "ours, with a basis that says nothing": asked(
        "breach no_basis_stated", request(direction="made_by_us", basis_stated="as above")
    ),
    "received or ours, nobody knows": asked("undecided direction_not_recorded", request(direction="")),
    "about a worker": asked("out_of_scope", request(about_type="staff", **UNNAMED)),
    "about somebody in people": asked("breach unanswered", request(about_type="", **UNNAMED)),
    "about nobody known": asked("out_of_scope", request(about_type="", about_id="X#", **UNNAMED)),
}  # fmt: skip

WEIGHED = "subject_safety;others_safety;third_party_impact;how_much;urgency;best_interests;law"


def weighed(expected: str, case: Row | None = None, people: list[Row] | None = None, **own: str) -> Story:
    person = {"person_id": "P#", "date_of_birth": "1990-02-01"}
    row = {**decision(considered=WEIGHED), **own}
    first = {"case_id": "C#", "person_id": "P#", "client_group": "adult_victim", "opened_on": "2026-01-05"}
    tables = {"decisions": [row], "people": [person], "cases": [{**first, **(case or {})}], "case_people": people or []}
    return Story("RAT-06", "DE#", expected, tables)


def subject(expected: str, decided_at: str = "2026-10-06", case_id: str = "C#", **own: str) -> Story:
    story = weighed(expected, decided_at=decided_at, case_id=case_id)
    return Story("RAT-06", "DE#", expected, {**story.tables, "people": [{"person_id": "P#", **own}]})


def child(**own: str) -> list[Row]:
    return [{"case_id": "C#", "person_id": "X#", "relationship": "child", **own}]


WEIGHING = {
    "all that is asked": weighed("complies"),
    "two things short": weighed(
        "breach missing_law;missing_urgency",
        considered="subject_safety;others_safety;third_party_impact;how_much;best_interests",
    ),
    "nothing at all": weighed(
        "breach missing_law;missing_others_safety;missing_subject_safety", decision_type="not_share", considered=""
    ),
    "a word that no list knows is nothing": weighed(
        "breach missing_others_safety", decision_type="not_share", considered="subject_safety;law;luck"
    ),
    "the case is a child's": weighed("breach missing_child_welfare", {"client_group": "young_person"}),
    "and the child was weighed": weighed("complies", {"client_group": "child"}, considered=f"{WEIGHED};child_welfare"),
    "a child is on the case": weighed("breach missing_child_welfare", people=[*child(), *child(person_id="Y#")]),
    "a child from that day": weighed("breach missing_child_welfare", people=child(starts_on="2026-10-06")),
    "a child from the next day": weighed("complies", people=child(starts_on="2026-10-07")),
    "a child until that day": weighed("breach missing_child_welfare", people=child(ends_on="2026-10-06")),
    "a child until the day before": weighed("complies", people=child(ends_on="2026-10-05")),
    "a child on another case": weighed("complies", people=child(case_id="C#-b")),
    "no case and a child on one": weighed("complies", people=child(), case_id=""),
    "under 18 that day": subject("breach missing_child_welfare", date_of_birth="2008-10-07"),
    "18 that day": subject("complies", date_of_birth="2008-10-06"),
    "under 18 and no case": subject("breach missing_child_welfare", case_id="", date_of_birth="2008-10-07"),
    "on no known day, under 18 now": subject("breach missing_child_welfare", "", date_of_birth="2008-11-01"),
    "on no known day, 18 now": subject("complies", "", date_of_birth="2008-10-31"),
    "capacity in doubt": subject("breach missing_capacity", capacity="fluctuating"),
    "capacity presumed": subject("complies", capacity="presumed"),
    "a decision about a worker": weighed("out_of_scope", subject_id="S1", considered=""),
    "another kind of decision": weighed("out_of_scope", decision_type="dispose", considered=""),
}


def doubt(expected: str, *authorisations: Row, disclosures: list[Row] | None = None, **own: str) -> Story:
    tables = {
        "decisions": [{**decision(in_doubt="yes"), **own}],
        "authorisations": [{**advice(authorisation_id=f"AU#-{n}"), **row} for n, row in enumerate(authorisations)],
        "disclosures": disclosures or [],
        "cases": [{"case_id": "C#", "person_id": "P#", "client_group": "adult_victim", "opened_on": "2026-01-05"}],
    }
    return Story("RAT-07", "DE#", expected, tables)


def advice(**own: str) -> Row:
    return {
        "authorisation_id": "AU#", "kind": "case_meeting", "held_at": "2026-10-20", "outcome": "Go on, and tell her.",
        **own,
    }  # fmt: skip


def advised(expected: str, **own: str) -> Story:
    return Story("RAT-07", "AU#", expected, {"authorisations": [advice(**own)], "decisions": [], "disclosures": []})


SHARE = {"disclosure_id": "DI#", "case_id": "C#", "subject_id": "P#", "decision_id": "DE#", "recipient_kind": "court"}
ADVICE = {
    "in doubt, and advised later": doubt("complies", {"decision_id": "DE#"}),
    "in doubt, and advised on the share": doubt("complies", {"disclosure_id": "DI#"}, disclosures=[SHARE]),
    "in doubt, the share names the advice": doubt("complies", {}, disclosures=[{**SHARE, "authorisation_id": "AU#-0"}]),
    "in doubt, and advised twice": doubt("complies", {"decision_id": "DE#"}, {"decision_id": "DE#"}),
    "in doubt and alone": doubt("breach no_advice", disclosures=[SHARE]),
    "in doubt, and advice of no known kind": doubt("breach no_advice", {"decision_id": "DE#", "kind": "chat"}),
    "in doubt, and advice on something else": doubt("breach no_advice", {"decision_id": "DE#-b", "case_id": "C#"}),
    "not in doubt": doubt("out_of_scope", in_doubt="no"),
    "in doubt or not, nobody knows": doubt("out_of_scope", in_doubt=""),
    "advice with an outcome": advised("complies"),
    "advice with an outcome that says nothing": advised("breach no_outcome", outcome="see file"),
    "advice from an agency with a name": advised("breach named_outside", agency_id="AG1"),
    "advice from a peer with a name": advised("breach named_outside", kind="peer_advice", anonymised="no"),
    "advice from a peer without one": advised("complies", kind="peer_advice", anonymised="yes"),
    "advice from an agency with a name, and why": advised(
        "complies", agency_id="AG1", why_identified="They knew the family already."
    ),
    "and why, in a word that says nothing": advised("breach named_outside", agency_id="AG1", why_identified="n/a"),
}


def filed(expected: str, note: Row | None = None, **own: str) -> Story:
    tables = {
        "decisions": [{**decision(), **own}],
        "people": [{"person_id": "P#"}],
        "cases": [{"case_id": "C#", "person_id": "P#", "opened_on": "2026-01-05"}],
        "documents": [{"document_id": "DO#", "owner_type": "case", "owner_id": "C#", **(note or {})}],
    }
    return Story("RAT-08", "DE#", expected, tables)


FILED = {
    "on its case the same day": filed("complies"),
    "on the last day": filed("complies", recorded_at="2026-10-08T23:00:00"),
    "the day after": filed("breach late_record", recorded_at="2026-10-09"),
    "before it was decided": filed("complies", recorded_at="2026-10-01"),
    "on no known day": filed("undecided days_to_record_unknown", recorded_at=""),
    "decided on no known day": filed("undecided days_to_record_unknown", decided_at=""),
    "no case, so no note on it": filed("breach no_case;no_file_note", case_id=""),
    "a case that is not there": filed("breach no_case", {"owner_id": "C#-gone"}, case_id="C#-gone"),
    "no note": filed("breach no_file_note", file_note_id=""),
    "a note that is not there": filed("breach no_file_note", file_note_id="DO#-gone"),
    "a note on another case": filed("breach no_file_note", {"owner_id": "C#-b"}),
    "a note of a worker's file": filed("breach no_file_note", {"owner_type": "staff"}),
    "a note that is missing, on no known day": filed("breach no_file_note", file_note_id="", recorded_at=""),
    "about a worker": filed("out_of_scope", subject_id="S1", case_id=""),
}


def reasons(expected: str, *decisions: Row) -> Story:
    rows = [{**decision(decision_id=f"DE#-{n}"), **row} for n, row in enumerate(decisions)]
    return Story("RAT-09", "DE#-0", expected, {"decisions": rows})


SAME = {"rationale": "To keep family number # safe."}
OF_A, OF_B, OF_C, OF_NOBODY = ({**SAME, "subject_id": who} for who in ("A#", "B#", "C#", ""))
STOCK = {
    "a reason of its own": reasons("complies", {}),
    "three times for two people": reasons("complies", OF_A, OF_A, OF_B),
    "four times for one person": reasons("breach too_many_decisions", OF_A, OF_A, OF_A, OF_A),
    "for three people": reasons("breach too_many_clients", OF_A, OF_B, OF_C),
    "all that are not recorded are one more person": reasons(
        "breach too_many_clients;too_many_decisions", OF_A, OF_B, OF_NOBODY, OF_NOBODY
    ),
    "not recorded at all is one person": reasons("complies", OF_NOBODY, OF_NOBODY),
    "however it is written": reasons(
        "breach too_many_clients", OF_A, OF_B, {**OF_C, "rationale": " to KEEP  family number # safe"}
    ),
    "other kinds of decision do not count": reasons(
        "complies", OF_A, OF_B, {**OF_C, "decision_type": "dispose"}, {**OF_A, "decision_type": ""}
    ),
    "a reason that says nothing": reasons("out_of_scope", {"rationale": "As discussed."}),
    "no reason": reasons("out_of_scope", {"rationale": ""}),
}

STORIES = {
    f"{theme}: {sentence}": story
    for theme, stories in {
        "request": REQUESTS, "weighing": WEIGHING, "advice": ADVICE, "file": FILED, "reason": STOCK,
    }.items()
    for sentence, story in stories.items()
}  # fmt: skip


def test_the_rules_say_what_the_definitions_say(tmp_path: Path) -> None:
    assert told(STORIES, tmp_path, pack_of("combined")) == expected(STORIES)


def test_a_pack_that_asks_for_no_answer_waits_for_none(tmp_path: Path) -> None:
    said = told(STORIES, tmp_path, pack_of("coventry"))
    assert said["request: not answered on the last day"] == "complies"
    assert said["request: answered on no known day"] == "complies"
    assert said["request: ours, with a basis that says nothing"] == "breach no_basis_stated"
    assert said["advice: advice with an outcome that says nothing"] == "complies"
    assert said["weighing: the case is a child's"] == "complies"


def test_a_pack_may_ask_about_children_only(tmp_path: Path) -> None:
    said = told(STORIES, tmp_path, pack_of("hampshire", considered__share="none"))
    assert said["weighing: all that is asked"] == "out_of_scope"
    assert said["weighing: a child is on the case"] == "breach missing_child_welfare"
    assert said["weighing: and the child was weighed"] == "complies"
    assert said["file: on no known day"] == "complies"


def test_advice_may_be_asked_of_reports_only(tmp_path: Path) -> None:
    said = told(STORIES, tmp_path, pack_of("women-dvpp"))
    assert said["advice: in doubt and alone"] == "breach no_advice"
    assert said["advice: in doubt, and advised on the share"] == "complies"
    assert said["advice: in doubt, and advice on something else"] == "out_of_scope"


def test_a_pack_need_not_ask_that_the_requester_is_told(tmp_path: Path) -> None:
    pack = pack_of("combined", severity__requester_told="off")
    said = told(STORIES, tmp_path, pack)
    assert said["request: refused and never told"] == "complies"
    assert said["request: refused late and never told"] == "breach unanswered"
    assert said["request: refused with days left to tell"] == "complies"


def test_only_an_untold_refusal_takes_the_severity_of_its_setting() -> None:
    frames = [batch.findings for batch in judge_examples(rulebook()["RAT-03"])]
    found = {
        (cause, severity) for frame in frames for cause, severity in zip(frame["cause"], frame["severity"], strict=True)
    }
    assert {severity for cause, severity in found if cause == "not_told_why"} == {"info"}
    assert {severity for cause, severity in found if "unanswered" in cause} == {"warning"}
    assert {severity for cause, severity in found if cause == "no_basis_stated"} == {"warning"}


def test_what_needs_an_absent_table_is_open(tmp_path: Path) -> None:
    said = told(STORIES, tmp_path, pack_of("combined"), without=["documents", "case_people", "disclosures"])
    assert said["file: no note"] == "breach no_file_note"
    assert said["file: on its case the same day"] == "undecided no_file_note_not_testable"
    assert said["weighing: the case is a child's"] == "breach missing_child_welfare"
    assert said["weighing: all that is asked"] == "undecided missing_child_welfare_not_testable"
    assert said["advice: in doubt, and advised later"] == "complies"
    assert said["advice: in doubt and alone"] == "undecided no_advice_not_testable"


def test_without_authorisations_doubt_is_not_tested(tmp_path: Path) -> None:
    said = told(STORIES, tmp_path, pack_of("combined"), without=["authorisations"])
    assert said["advice: in doubt and alone"] == "not judged"
