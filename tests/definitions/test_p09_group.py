"""P9, group: what a person is on a case, and when there is a child on it."""

from collections.abc import Mapping

import pytest

from tests.definitions.told import DAY, Row, Told, case, on_case, share, tell
from tests.exports import pack_of

pytestmark = pytest.mark.engine


def grouped(expected: str, *cases: Row, disclosed: Row | None = None, **tables: list[Row]) -> Told:
    shared = {"disclosures": [share(**(disclosed or {}))]}
    return Told("disclosures.subject_group", expected, {"cases": list(cases), **shared, **tables})


def person(**own: str) -> list[Row]:
    return [{"person_id": "P#", **own}]


BORN_18 = person(date_of_birth="2008-10-24")
GROUPS = {
    # the case's own client
    "the case's own client has the case's group": grouped("man_dvpp", case(client_group="man_dvpp")),
    "even where a later case of theirs says otherwise": grouped(
        "man_dvpp", case(client_group="man_dvpp"), case(case_id="C#-2", client_group="child", opened_on="2026-02-05")
    ),
    "an adult victim is one": grouped("adult_victim", case()),
    "a child is one": grouped("child", case(client_group="child")),
    "a young person is read as a child": grouped("child", case(client_group="young_person")),
    "a parent or carer is read as other": grouped("other", case(client_group="parent_carer")),
    "other is other": grouped("other", case(client_group="other")),
    "the case's group goes before what case_people and age say": grouped(
        "adult_victim", case(), people=person(date_of_birth="2012-01-01"),
        case_people=[on_case("child", person_id="P#")],
    ),
    # the subject's own latest-opened case
    "another subject has the group of their own latest case": grouped(
        "adult_victim",
        case(person_id="X#", client_group="child"),
        case(case_id="C#-1", client_group="man_dvpp"),
        case(case_id="C#-2", opened_on="2026-01-06"),
    ),
    "of two opened that day, of the higher id": grouped(
        "man_dvpp", case(person_id="X#"), case(case_id="C#-1"), case(case_id="C#-2", client_group="man_dvpp")
    ),
    "a case opened on no known day comes last": grouped(
        "man_dvpp", case(person_id="X#"), case(case_id="C#-9", opened_on=""),
        case(case_id="C#-1", client_group="man_dvpp", opened_on="2019-01-05"),
    ),
    "a latest case without a group gives no answer, whatever an earlier one says": grouped(
        "other", case(person_id="X#"), case(case_id="C#-1", opened_on="2019-01-05"),
        case(case_id="C#-2", client_group=""),
    ),
    "without a case_id the subject's own latest case is asked": grouped(
        "man_dvpp", case(client_group="man_dvpp"), disclosed={"case_id": ""}
    ),
    "with a case that is not there too": grouped(
        "man_dvpp", case(client_group="man_dvpp"), disclosed={"case_id": "C#-gone"}
    ),
    # a child
    "a blank group gives no answer": grouped("child", case(client_group=""), people=person(date_of_birth="2010-01-01")),
    "an unknown group gives none": grouped("other", case(client_group="grown_up")),
    "a person called a child on any case is a child": grouped(
        "child", case_people=[on_case("child", person_id="P#", case_id="C#-other")]
    ),
    "at any time": grouped(
        "child", case_people=[on_case("child", person_id="P#", starts_on="2001-01-01", ends_on="2002-01-01")]
    ),
    "one called something else is not": grouped("other", case_people=[on_case("other_family", person_id="P#")]),
    "a child on the case makes nobody else a child": grouped("other", case_people=[on_case("child")]),
    "a person under 18 that day is a child": grouped("child", people=person(date_of_birth="2008-10-25")),
    "who turns 18 that day is not": grouped("other", people=BORN_18),
    "born on 29 February turns 18 on the 28th": grouped(
        "other", people=person(date_of_birth="2008-02-29"), disclosed={"disclosed_at": "2026-02-28"}
    ),
    "and is a child the day before": grouped(
        "child", people=person(date_of_birth="2008-02-29"), disclosed={"disclosed_at": "2026-02-27"}
    ),
    "on a day not known, age is that of the run day": grouped(
        "child", people=person(date_of_birth="2008-11-01"), disclosed={"disclosed_at": ""}
    ),
    "whose age is 18 on the run day": grouped(
        "other", people=person(date_of_birth="2008-10-31"), disclosed={"disclosed_at": ""}
    ),
    # other
    "anybody else is other": grouped("other"),
    "somebody of no known age is other": grouped("other", people=person(date_of_birth="")),
    "nobody known is other": grouped("other", case(), disclosed={"subject_id": ""}),
}  # fmt: skip


def child(expected: bool, group: str = "adult_victim", people: list[Row] | None = None, **own: str) -> Told:
    """A decision on a case: a child is on it by its client, by its people, or by its subject's age."""
    decision = {"decision_id": "DE#", "case_id": "C#", "subject_id": "P#", "decided_at": f"{DAY}T10:00"}
    tables = {
        "cases": [case(client_group=group)],
        "people": people or [],
        "case_people": [on_case("child") | own] if own else [],
        "decisions": [decision],
    }
    return Told("decisions.case_of_child OR child_on_case OR subject_under_18", expected, tables, "DE#")


OPEN = {"starts_on": "", "ends_on": ""}
CHILDREN = {
    "a child's case has a child on it": child(True, "child"),
    "a young person's too": child(True, "young_person"),
    "a parent's has none": child(False, "parent_carer"),
    "a case of no known group has none": child(False, ""),
    "a child among the people, blank dates being open": child(True, **OPEN),
    "from the first day": child(True, starts_on=DAY),
    "not the day before": child(False, starts_on="2026-10-25"),
    "to the last day": child(True, ends_on=DAY),
    "not the day after": child(False, ends_on="2026-10-23"),
    "until a day that lies ahead": child(True, starts_on=DAY, ends_on="2030-01-01"),
    "on another case": child(False, case_id="C#-other"),
    "called something else": child(False, relationship="other_family"),
    "a subject who is 18 tomorrow": child(True, people=person(date_of_birth="2008-10-25")),
    "a subject who is 18 today": child(False, people=BORN_18),
    "a subject of no known age": child(False, people=person(date_of_birth="")),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    return tell({**GROUPS, **CHILDREN}, tmp_path_factory.mktemp("groups"), pack_of("combined"))


@pytest.mark.parametrize("sentence", GROUPS)
def test_the_group_of_a_subject(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] == GROUPS[sentence].expected


@pytest.mark.parametrize("sentence", CHILDREN)
def test_a_child_on_the_case(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] is CHILDREN[sentence].expected
