"""The common definitions, apart from any rule: the macros, and the facts on records made by hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from checks.engine.database import Database
from checks.facts import views
from checks.intake import conversions
from tests.exports import Audited, audited, pack_of, write_export

pytestmark = pytest.mark.engine
AS_OF = date(2026, 10, 31)
DAY = "2026-10-24"
Row = dict[str, str]


# the macros


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    found = Database()
    conversions.register_functions(found.connection)
    views.prepare(found.connection)
    yield found
    found.close()


def value(database: Database, expression: str) -> object:
    row = database.connection.execute(f"SELECT {expression}").fetchone()
    return row[0] if row else None


def text(given: str | None) -> str:
    return "NULL" if given is None else "'" + given.replace("'", "''") + "'"


def moment(given: str | None) -> str:
    """A moment and whether it is timed, as the macros take them."""
    return f"CAST({text(given)} AS TIMESTAMP), {'true' if given and 'T' in given else 'false'}"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2026-10-24T09:00:00", "2026-10-24T09:00:00", True),
        ("2026-10-24T09:00:01", "2026-10-24T09:00:00", False),
        ("2026-10-24T08:59:59", "2026-10-24T09:00:00", True),
        ("2026-10-24T18:00:00", "2026-10-24", True),
        ("2026-10-24", "2026-10-24T00:00:00", True),
        ("2026-10-25", "2026-10-24T23:59:59", False),
        ("2026-10-25T00:00:00", "2026-10-24", False),
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
        (None, "2026-10-24", 24, None),
    ],
)
def test_hours_are_exact_with_two_times_and_whole_days_rounded_up_without(
    database: Database, later: str | None, start: str, hours: int, expected: bool | None
) -> None:
    assert value(database, f"within_hours({moment(later)}, {moment(start)}, {hours})") is expected


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        ("2026-10-31T00:00:00", 24, True),
        ("2026-10-30T23:59:59", 24, False),
        ("2026-10-31T23:00:00", 1, True),
        ("2026-10-31T22:59:59", 1, False),
        ("2026-10-30", 24, True),
        ("2026-10-29", 24, False),
        ("2026-10-29", 25, True),
        ("2026-10-31", 0, True),
        (None, 24, None),
    ],
)
def test_hours_run_until_the_end_of_the_run_day(
    database: Database, start: str | None, hours: int, expected: bool | None
) -> None:
    assert value(database, f"hours_still_open({moment(start)}, {hours}, DATE '2026-10-31')") is expected


@pytest.mark.parametrize(
    ("day", "years", "expected"),
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
    database: Database, day: str | None, years: int, expected: date | None
) -> None:
    assert value(database, f"anniversary(CAST({text(day)} AS DATE), {years})") == expected


NAMED = {
    "Saw Zorba  QUENNISH today": True,
    "Zorba Quennish": True,
    "Zorba Quennish's sister": True,
    "Zorba Quennish’s sister": True,
    "(Zorba Quennish)": True,
    "met Zorba Quennish, then left": True,
    "Zorba Quennish/Ilsa Frondle": True,
    "12-Zorba Quennish-7": True,
    "Zorba Quennish- later": True,
    "Zorba Quennish Zorba Quennish": True,
    "xZorba Quennish, Zorba Quennish": True,
    "pre-Zorba Quennish": False,
    "Zorba Quennish-Smithe": False,
    "Zorba Quennish\u2010Smithe": False,
    "Zorba Quennish\u2011Smithe": False,
    "Zorba Quennishs": False,
    "Zorba Quennish2": False,
    "see Zorba Quennish_2": False,
    "_Zorba Quennish": True,
    "see _Zorba Quennish": False,
    "Zorba met Quennish": False,
    "Zorba\nQuennish": True,
    "\uff3aorba Quennish": True,
    "Zorba Quennishé": False,
    "": False,
}


@pytest.mark.parametrize("said", NAMED)
def test_a_name_is_found_as_whole_words(database: Database, said: str) -> None:
    found = value(database, f"coalesce(says_name(normalised_text({text(said)}), 'zorba quennish'), false)")
    assert found is NAMED[said]


@pytest.mark.parametrize("said", ["zorba quennishzorba quennish", "zorba quennish-zorba quennish"])
def test_a_name_that_touches_itself_is_not_found(database: Database, said: str) -> None:
    assert value(database, f"says_name({text(said)}, 'zorba quennish')") is False


@pytest.mark.parametrize(
    ("said", "names", "left"),
    [
        ("ilsa mo frondle rang", ["ilsa mo frondle"], ". rang"),
        ("ilsa mo frondle and mo frondle", ["ilsa mo frondle", "mo frondle"], ". and ."),
        ("tam zorba quennish lorn", ["zorba quennish"], "tam . lorn"),
        ("zorba quennish-smithe", ["zorba quennish"], "zorba quennish-smithe"),
        ("zorba quennish's file", ["zorba quennish"], ".'s file"),
        ("zorba quennish zorba quennish", ["zorba quennish"], ". ."),
        ("nobody here", ["zorba quennish"], "nobody here"),
    ],
)
def test_whole_names_are_taken_out_without_making_a_new_one(
    database: Database, said: str, names: list[str], left: str
) -> None:
    listed = ", ".join(text(name) for name in names)
    assert value(database, f"without_names({text(said)}, [{listed}])") == left


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("he says: please pass on the note", True),
        ("pass on", True),
        ("passed onward", False),
        ("impass only", False),
        ("pass only", False),
        ("pass_on, pass on_", True),
        ("(pass on)", True),
        ("pass on2", False),
    ],
)
def test_a_phrase_is_found_as_whole_words(database: Database, said: str, expected: bool) -> None:
    assert value(database, f"says_phrase({text(said)}, 'pass on')") is expected


@pytest.mark.parametrize(
    ("limits", "agency", "person", "kind", "name", "expected"),
    [
        ("AG1", "AG1", None, None, None, True),
        ("AG1", "AG2", "P1", "police", "a force", False),
        ("AG2; P1", "AG1", "P1", None, None, True),
        ("Police", "AG1", None, "police", None, True),
        ("ag1", "AG1", None, None, None, False),
        (" The  FORCE. ", None, None, None, "the force", True),
        ("the force two", None, None, None, "the force", False),
        ("AG1", None, None, None, None, False),
        (None, "AG1", "P1", "police", "a force", False),
    ],
)
def test_a_recipient_is_excluded_by_id_kind_or_name(
    database: Database,
    limits: str | None,
    agency: str | None,
    person: str | None,
    kind: str | None,
    name: str | None,
    expected: bool,
) -> None:
    lists = f"semicolon_items({text(limits)}), semicolon_items(lower({text(limits)})), semicolon_names({text(limits)})"
    given = ", ".join(map(text, (agency, person, kind, name)))
    assert value(database, f"excludes_recipient({lists}, {given})") is expected


IDENTITY, HEALTH, HIV, WHOLE_FILE = 1, 2, 4, 8


@pytest.mark.parametrize(
    ("listed", "needed", "blank_scope", "expected"),
    [
        (IDENTITY, IDENTITY | HEALTH, "nothing", IDENTITY),
        (WHOLE_FILE, IDENTITY | HIV, "nothing", IDENTITY),
        (WHOLE_FILE | HIV, IDENTITY | HIV, "nothing", IDENTITY | HIV),
        (WHOLE_FILE, WHOLE_FILE, "nothing", WHOLE_FILE),
        (IDENTITY | HEALTH | HIV, WHOLE_FILE, "anything", 0),
        (None, IDENTITY, "nothing", 0),
        (None, IDENTITY | HIV | WHOLE_FILE, "anything", IDENTITY),
        (IDENTITY, "blank_bit()", "anything", 0),
        (WHOLE_FILE, "blank_bit()", "nothing", 1 << 40),
        (None, "blank_bit()", "anything", 1 << 40),
        (None, "blank_bit()", "nothing", 0),
    ],
)
def test_a_consents_list_covers_what_it_names(
    database: Database, listed: int | None, needed: int | str, blank_scope: str, expected: int
) -> None:
    list_of = "CAST(NULL AS BIGINT)" if listed is None else str(listed)
    assert value(database, f"consent_covers({list_of}, {needed}, '{blank_scope}', {HIV}, {WHOLE_FILE})") == expected


@pytest.mark.parametrize(
    ("agency", "named", "blank_scope", "expected"),
    [
        ("AG1", None, "nothing", True),
        ("AG2", None, "nothing", False),
        (None, "the force", "nothing", True),
        (None, "another force", "nothing", False),
        ("AG2", "the force", "nothing", True),
        (None, None, "nothing", False),
        (None, None, "anything", True),
        ("AG2", None, "anything", False),
    ],
)
def test_a_consent_names_its_recipient_by_agency_or_by_name(
    database: Database, agency: str | None, named: str | None, blank_scope: str, expected: bool
) -> None:
    none = "true" if agency is None and named is None else "false"
    found = f"names_recipient({none}, '{blank_scope}', {text(agency)}, {text(named)}, 'AG1', 'the force')"
    assert value(database, found) is expected


NULL = "CAST(NULL AS VARCHAR)"


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        ({}, True),
        ({"refused_on": "DATE '2026-10-25'"}, False),
        ({"refused_on": "DATE '2026-10-24'"}, True),
        ({"case_id": "'C2'"}, False),
        ({"case_id": NULL}, True),
        ({"categories": "2"}, False),
        ({"agency_id": "'AG2'"}, False),
        ({"agency_id": NULL, "names_none": "true"}, True),
        ({"ids": "';AG1;'"}, False),
        ({"undated": "true", "refused_on": "CAST(NULL AS DATE)", "agency_id": "'AG2'", "ids": "';AG1;'"}, True),
        ({"undated": "true", "refused_on": "CAST(NULL AS DATE)", "case_id": "'C2'"}, False),
    ],
)
def test_a_refusal_reaches_its_own_recipient_case_categories_and_days(
    database: Database, refusal: Mapping[str, str], expected: bool
) -> None:
    dated = {"case_id": "'C1'", "categories": "1", "undated": "false", "refused_on": "DATE '2026-10-01'"}
    names = {
        "names_none": "false",
        "agency_id": "'AG1'",
        "named": NULL,
        "ids": NULL,
        "kinds": NULL,
        "names": NULL,
    }
    given = ", ".join({**dated, **names, **refusal}.values())
    shared = "'C1', 1, DATE '2026-10-24', 'AG1', 'P9', 'police', 'the force'"
    assert value(database, f"coalesce(refusal_reaches({given}, {shared}), false)") is expected


# the facts


@dataclass(frozen=True)
class Told:
    """Records of one story, in which # stands for its own number, and what one fact must say of one of them."""

    fact: str
    expected: object
    tables: Mapping[str, list[Row]]
    record: str = "DI#"


def consent(**own: str) -> Row:
    return {
        "consent_id": "CO#", "subject_id": "P#", "case_id": "C#", "status": "given", "given_as": "self",
        "given_on": "2026-10-01", "recipient_agency_id": "AG1", "info_categories": "identity", **own,
    }  # fmt: skip


def refusal(**own: str) -> Row:
    return consent(consent_id="CO#-no", status="refused", given_on="", sought_on="2026-10-10", **own)


def share(**own: str) -> Row:
    return {
        "disclosure_id": "DI#", "case_id": "C#", "subject_id": "P#", "subject_type": "client", "scope": "external",
        "recipient_kind": "police", "recipient_agency_id": "AG1", "disclosed_at": DAY, "info_categories": "identity",
        **own,
    }  # fmt: skip


def case(**own: str) -> Row:
    return {"case_id": "C#", "person_id": "P#", "client_group": "adult_victim", "opened_on": "2026-01-05", **own}


def covered(expected: bool | None, *consents: Row, **own: str) -> Told:
    return Told("disclosures.covered", expected, {"consents": list(consents), "disclosures": [share(**own)]})


COVER = {
    "consent given on the day itself counts": covered(True, consent(given_on=DAY)),
    "consent given the day after does not": covered(False, consent(given_on="2026-10-25")),
    "the day that a given consent ends still counts": covered(True, consent(ended_on=DAY)),
    "the day after does not": covered(False, consent(ended_on="2026-10-23")),
    "the day of a withdrawal does not count": covered(False, consent(status="withdrawn", ended_on=DAY)),
    "the day before a withdrawal does": covered(True, consent(status="withdrawn", ended_on="2026-10-25")),
    "a withdrawal without a day means never in force": covered(False, consent(status="withdrawn")),
    "an undated consent covers nothing": covered(False, consent(given_on="")),
    "a consent without a status covers nothing": covered(False, consent(status="")),
    "a consent that was not sought covers nothing": covered(False, consent(status="not_sought")),
    "another person's consent covers nothing": covered(False, consent(subject_id="P#-other")),
    "an information provider's consent covers nothing": covered(False, consent(given_as="info_provider")),
    "a consent that does not say how it was given counts": covered(True, consent(given_as="")),
    "a consent of another case covers nothing": covered(False, consent(case_id="C#-other")),
    "a consent of no case counts": covered(True, consent(case_id="")),
    "a share of no case is covered by a consent of any": covered(True, consent(), case_id=""),
    "another agency is not covered": covered(False, consent(recipient_agency_id="AG2")),
    "a recipient is known by name, however written": covered(
        True, consent(recipient_agency_id="", recipient_named=" The  Force. "), recipient_name="the force"
    ),
    "a consent that names nobody covers nothing here": covered(False, consent(recipient_agency_id="")),
    "an excluded kind is not covered": covered(False, consent(excluded_recipients="Police")),
    "an excluded agency is not covered": covered(False, consent(excluded_recipients="AG9;AG1")),
    "an excluded person is not covered": covered(
        False, consent(excluded_recipients="X1"), recipient_person_id="X1"
    ),
    "each category needs cover": covered(False, consent(), info_categories="identity;health"),
    "two consents may cover a category each": covered(
        True, consent(), consent(consent_id="CO#-b", info_categories="health"), info_categories="identity;health"
    ),
    "an excluded category is not covered": covered(False, consent(excluded_categories="identity")),
    "the whole file covers its parts": covered(True, consent(info_categories="whole_file"), info_categories="health"),
    "but not what needs express permission": covered(
        False, consent(info_categories="whole_file"), info_categories="hiv_status"
    ),
    "which is covered by its name": covered(True, consent(info_categories="hiv_status"), info_categories="hiv_status"),
    "only the whole file covers the whole file": covered(
        False, consent(info_categories="identity;health;risk"), info_categories="whole_file"
    ),
    "a blank list covers nothing here": covered(False, consent(info_categories="")),
    "blank categories are covered by the whole file": covered(
        True, consent(info_categories="whole_file"), info_categories=""
    ),
    "and by nothing else here": covered(False, consent(), info_categories=""),
    "what identifies nobody needs no cover": covered(True, info_categories="none_identifying"),
    "a share without a day is not covered when the person has no consents": covered(False, disclosed_at=""),
    "and cannot be told when she has": covered(None, consent(), disclosed_at=""),
    "a later refusal ends it": covered(False, consent(), refusal()),
    "a refusal on the day of the consent wins": covered(False, consent(given_on="2026-10-10"), refusal()),
    "a refusal before the consent does not": covered(True, consent(given_on="2026-10-11"), refusal()),
    "a refusal on the day of the share ends it": covered(False, consent(), refusal() | {"sought_on": DAY}),
    "a refusal after the share does not": covered(True, consent(), refusal() | {"sought_on": "2026-10-25"}),
    "a refusal of another recipient does not": covered(True, consent(), refusal(recipient_agency_id="AG2")),
    "a refusal that names no recipient does": covered(False, consent(), refusal(recipient_agency_id="")),
    "a refusal of another category does not": covered(True, consent(), refusal(info_categories="health")),
    "a refusal that names no category does": covered(False, consent(), refusal(info_categories="")),
    "a refusal of the whole file does": covered(False, consent(), refusal(info_categories="whole_file")),
    "a refusal of another case does not": covered(True, consent(), refusal(case_id="C#-other")),
    "a refusal's own limits narrow it": covered(True, consent(), refusal(excluded_recipients="AG1")),
    "an undated refusal ends everything": covered(
        False, consent(), refusal(recipient_agency_id="AG2", info_categories="health") | {"sought_on": ""}
    ),
    "a later withdrawal of another row ends it": covered(
        False, consent(), consent(consent_id="CO#-no", status="withdrawn", given_on="2026-09-01", ended_on="2026-10-10")
    ),
    "an undated withdrawal of another row ends everything": covered(
        False, consent(), consent(consent_id="CO#-no", status="withdrawn", recipient_agency_id="AG2")
    ),
    "an information provider's refusal ends nothing": covered(True, consent(), refusal(given_as="info_provider")),
}  # fmt: skip


def grouped(expected: str, *cases: Row, **tables: list[Row]) -> Told:
    return Told(
        "disclosure_grounds.subject_group", expected, {"cases": list(cases), "disclosures": [share()], **tables}
    )


def person(**own: str) -> list[Row]:
    return [{"person_id": "P#", **own}]


def on_case(relationship: str, **own: str) -> list[Row]:
    return [{"case_id": "C#", "person_id": "X#", "relationship": relationship, **own}]


GROUPS = {
    "the case's own client has the case's group": grouped("man_dvpp", case(client_group="man_dvpp")),
    "a young person is read as a child": grouped("child", case(client_group="young_person")),
    "a parent or carer is read as other": grouped("other", case(client_group="parent_carer")),
    "another subject has the group of their own latest case": grouped(
        "adult_victim",
        case(person_id="X#", client_group="child"),
        case(case_id="C#-1", client_group="man_dvpp"),
        case(case_id="C#-2", opened_on="2026-01-06"),
    ),
    "of two opened that day, of the higher id": grouped(
        "man_dvpp", case(person_id="X#"), case(case_id="C#-1"), case(case_id="C#-2", client_group="man_dvpp")
    ),
    "a blank group gives no answer": grouped("child", case(client_group=""), people=person(date_of_birth="2010-01-01")),
    "a person called a child on any case is a child": grouped("child", case_people=on_case("child", person_id="P#")),
    "a person under 18 that day is a child": grouped("child", people=person(date_of_birth="2008-10-25")),
    "who turns 18 that day is not": grouped("other", people=person(date_of_birth="2008-10-24")),
    "anybody else is other": grouped("other"),
}  # fmt: skip


def partner(expected: bool, tables: Mapping[str, list[Row]], person_id: str = "X#") -> Told:
    shared = {"disclosures": [share(recipient_person_id=person_id)]}
    return Told("disclosures.recipient_is_partner", expected, {**tables, **shared})


PARTNERS = {
    "a partner on her case is her partner": partner(True, {"cases": [case()], "case_people": on_case("partner")}),
    "so is one of long ago": partner(
        True, {"cases": [case()], "case_people": on_case("ex_partner", from_on="2001-01-01", to_on="2002-01-01")}
    ),
    "other family is not": partner(False, {"cases": [case()], "case_people": on_case("other_family")}),
    "a partner on somebody else's case is not hers": partner(
        False, {"cases": [case(person_id="Y#")], "case_people": on_case("partner")}
    ),
    "she is not the partner of those on her case": partner(
        False, {"cases": [case(person_id="X#")], "case_people": on_case("partner", person_id="P#")}
    ),
    "the client of a case that hers names is": partner(
        True, {"cases": [case(linked_case_id="D#"), case(case_id="D#", person_id="X#")]}
    ),
    "so is the client of a case that names hers": partner(
        True, {"cases": [case(), case(case_id="D#", person_id="X#", linked_case_id="C#")]}
    ),
    "nobody is her own partner": partner(
        False, {"cases": [case(linked_case_id="D#"), case(case_id="D#")]}, person_id="P#"
    ),
    "nobody is the partner of a recipient not recorded": partner(
        False, {"cases": [case()], "case_people": on_case("partner")}, person_id=""
    ),
}  # fmt: skip


def shared(fact: str, expected: bool, **own: str) -> Told:
    return Told(f"disclosures.{fact}", expected, {"disclosures": [share(**own)]})


SHARES = {
    "to the subject, by kind": shared("to_the_subject", True, recipient_kind="data_subject"),
    "to the subject, by kind and person": shared(
        "to_the_subject", True, recipient_kind="data_subject", recipient_person_id="P#"
    ),
    "to another person whatever the kind": shared(
        "to_the_subject", False, recipient_kind="data_subject", recipient_person_id="X#"
    ),
    "what goes to the subject is not external": shared("external", False, recipient_kind="data_subject"),
    "a blank scope is external": shared("external", True, scope=""),
    "internal to a worker is not": shared("external", False, scope="internal", recipient_kind="staff_member"),
    "internal to an agency is": shared("external", True, scope="internal"),
    "external to a worker is": shared("external", True, recipient_kind="staff_member"),
    "internal to nobody known is": shared("external", True, scope="internal", recipient_kind=""),
    "blank categories may identify": shared("identifiable", True, info_categories=""),
    "none that identify do not": shared("identifiable", False, info_categories="none_identifying"),
    "one that identifies is enough": shared("identifiable", True, info_categories="none_identifying;identity"),
    "what identifies is confidential": shared("may_be_not_confidential", False, basis="consent"),
    "unless the pack accepts a basis that says it is not": shared(
        "may_be_not_confidential", True, basis="not_confidential"
    ),
    "but never what is always confidential": shared(
        "may_be_not_confidential", False, basis="not_confidential", info_categories="hiv_status"
    ),
    "nor where the categories are blank": shared(
        "may_be_not_confidential", False, basis="not_confidential", info_categories=""
    ),
    "the pack's list for the group says whether it accepts it": shared(
        "basis_accepted", True, basis="not_confidential"
    ),
    "and another basis is not on that list": shared("basis_accepted", False, basis="risk_to_other"),
}  # fmt: skip


def linked(fact: str, expected: bool, concern: Row | None = None, **own: str) -> Told:
    """A share at noon on its decision at eleven, with a concern raised at ten that the decision names."""
    raised = {"concern_id": "K#", "kind": "serious_harm_to_other", "raised_at": f"{DAY}T10:00", "at_risk_id": "X#"}
    decision = {"decision_id": "DE#", "decision_type": "share", "decided_at": f"{DAY}T11:00", "concern_id": "K#"}
    decision |= {name.removeprefix("d_"): given for name, given in own.items() if name.startswith("d_")}
    event = {name: given for name, given in own.items() if not name.startswith("d_")}
    tables = {
        "safeguarding_concerns": [raised | (concern or {})],
        "decisions": [decision],
        "disclosures": [share(decision_id="DE#", disclosed_at=f"{DAY}T12:00") | event],
    }
    return Told(f"disclosures.{fact}", expected, tables)


CONCERNS = {
    "a concern that the decision names is linked": linked("concern_linked", True),
    "a concern that names the decision is linked": linked(
        "concern_linked", True, {"decision_id": "DE#"}, d_concern_id=""
    ),
    "raised at the very moment counts": linked("concern_linked", True, {"raised_at": f"{DAY}T12:00"}),
    "raised a second later does not": linked("concern_linked", False, {"raised_at": f"{DAY}T12:00:01"}),
    "raised that day without a time counts": linked("concern_linked", True, {"raised_at": DAY}),
    "raised at no known time is not linked": linked("concern_linked", False, {"raised_at": ""}),
    "an undated share has no concern": linked("concern_linked", False, disclosed_at=""),
    "a decision that is not there links nothing": linked(
        "concern_linked", False, {"decision_id": "DE#-gone"}, decision_id="DE#-gone"
    ),
    "a kind of serious harm is serious": linked("serious_concern_linked", True),
    "another kind is not": linked("serious_concern_linked", False, {"kind": "child_concern"}),
    "a concern about somebody else is told apart": linked("concern_about_another", True),
    "from one about the subject": linked("concern_about_another", False, {"at_risk_id": "P#"}),
    "and one about nobody known": linked("concern_about_another", False, {"at_risk_id": ""}),
    "raised by the time of the decision": linked("concern_decided", True, {"raised_at": f"{DAY}T11:00"}),
    "raised between the decision and the share": linked("concern_decided", False, {"raised_at": f"{DAY}T11:30"}),
}  # fmt: skip


def managed(fact: str, expected: bool, *held: Row, **own: str) -> Told:
    """A share at noon, decided with urgency, and the authorisations behind it."""
    approval = {"kind": "manager_approval", "held_at": f"{DAY}T11:00", "covers": "reasons;grounds", "staff_id": "S1"}
    rows = [{"authorisation_id": f"AU#-{place}", **approval, **row} for place, row in enumerate(held)]
    decision = {"decision_id": "DE#", "decision_type": "share", "considered": "urgency", "decided_at": DAY}
    event = share(decision_id="DE#", disclosed_at=f"{DAY}T12:00") | own
    return Told(
        f"disclosures.{fact}", expected, {"authorisations": rows, "decisions": [decision], "disclosures": [event]}
    )


BY_DECISION = {"decision_id": "DE#"}
MANAGERS = {
    "an authorisation is linked by the decision": managed("manager_row_linked", True, BY_DECISION),
    "by the share it names": managed("manager_row_linked", True, {"disclosure_id": "DI#"}),
    "by being named": managed("manager_row_linked", True, {}, authorisation_id="AU#-0"),
    "and by nothing else": managed("manager_row_linked", False, {"case_id": "C#"}),
    "another kind is not accepted": managed("manager_kind_found", False, BY_DECISION | {"kind": "peer_advice"}),
    "one accepted kind is enough where the pack says so": managed("manager_kinds_complete", True, BY_DECISION),
    "what it covers must be all the pack wants": managed(
        "manager_covers_complete", False, BY_DECISION | {"covers": "reasons"}
    ),
    "two may cover it together": managed(
        "manager_covers_complete", True, BY_DECISION | {"covers": "reasons"}, BY_DECISION | {"covers": "grounds"}
    ),
    "blank covers nothing": managed("manager_covers_complete", False, BY_DECISION | {"covers": ""}),
    "held at the very moment is in time": managed("manager_in_time", True, BY_DECISION | {"held_at": f"{DAY}T12:00"}),
    "a second later is not": managed("manager_in_time", False, BY_DECISION | {"held_at": f"{DAY}T12:00:01"}),
    "that day without a time is": managed("manager_in_time", True, BY_DECISION | {"held_at": DAY}),
    "held on no known day is not": managed("manager_in_time", False, BY_DECISION | {"held_at": ""}),
    "held as many hours later as an emergency allows": managed(
        "manager_in_emergency_time", True, BY_DECISION | {"held_at": "2026-10-25T12:00"}
    ),
    "and a second more": managed(
        "manager_in_emergency_time", False, BY_DECISION | {"held_at": "2026-10-25T12:00:01"}
    ),
    "without urgency there is no emergency": managed(
        "manager_in_emergency_time", False, {"disclosure_id": "DI#", "held_at": "2026-10-25T12:00"}, decision_id=""
    ),
}  # fmt: skip


def inside(expected: bool | None, day: str = DAY, **own: str) -> Told:
    member = {"staff_id": "S#", "worker_type": "volunteer", "started_on": DAY, "left_on": DAY, **own}
    event = share(recipient_kind="staff_member", recipient_person_id="S#", disclosed_at=day)
    return Told("disclosures.recipient_inside", expected, {"staff": [member], "disclosures": [event]})


STAFF = {
    "the first and last working day count": inside(True),
    "the day before the first does not": inside(False, "2026-10-23"),
    "nor the day after the last": inside(False, "2026-10-25"),
    "blank dates are open": inside(True, started_on="", left_on=""),
    "a worker of another type is not inside": inside(False, worker_type="committee_member"),
    "nor is somebody not in staff": inside(False, staff_id="S#-other"),
    "on no known day it cannot be told": inside(None, ""),
}


def held_now(expected: bool, **own: str) -> Told:
    return Told("retention.on_hold", expected, {"cases": [case(**own)]}, "C#")


def held_then(expected: bool, day: str = DAY, **own: str) -> Told:
    disposal = {"disposal_id": "DP#", "object_type": "case", "object_id": "C#", "action": "destroyed"}
    tables = {"cases": [case(**own)], "disposal_log": [disposal | {"disposed_on": day}]}
    return Told("disposals.on_hold", expected, tables, "DP#")


HOLDS = {
    "an evidence hold is on whatever its dates say now": held_now(
        True, evidence_hold="yes", hold_ended_on="2026-10-01"
    ),
    "a legal hold is too": held_now(True, retention_basis="legal_hold"),
    "dates alone are none now": held_now(False, hold_started_on="2026-10-01", hold_ended_on="2026-10-31"),
    "blank is none": held_now(False),
    "a hold's first day counts": held_then(True, evidence_hold="yes", hold_started_on=DAY),
    "the day before does not": held_then(False, evidence_hold="yes", hold_started_on="2026-10-25"),
    "a hold's last day counts": held_then(True, evidence_hold="yes", hold_ended_on=DAY),
    "the day after does not": held_then(False, evidence_hold="yes", hold_ended_on="2026-10-23"),
    "blank hold dates are open": held_then(True, retention_basis="legal_hold"),
    "a hold that is over was on between its dates": held_then(
        True, hold_started_on=DAY, hold_ended_on=DAY, evidence_hold="no"
    ),
    "but needs both of them": held_then(False, hold_started_on="2026-10-01"),
    "a disposal on the run day reads no dates": held_then(
        True, "2026-10-31", evidence_hold="yes", hold_ended_on="2026-10-01"
    ),
    "a disposal on no known day meets no hold": held_then(False, "", evidence_hold="yes"),
}  # fmt: skip


def source(expected: bool, kind: str, source_id: str = "", **own: str) -> Told:
    paper = {"document_id": "DO#", "owner_type": "case", "owner_id": "C#", "source_kind": kind, "source_id": source_id}
    return Told("documents.third_party_source", expected, {"cases": [case()], "documents": [paper | own]}, "DO#")


SOURCES = {
    "a partner is a third party": source(True, "partner_or_ex"),
    "a worker is none": source(False, "worker"),
    "a child is one": source(True, "child", "X#"),
    "unless the case is the child's own": source(False, "child", "P#"),
    "a child not recorded is one": source(True, "child"),
    "a child of a case that is not there is one": source(True, "child", "P#", owner_id="C#-gone"),
    "a partner is one even on their own case": source(True, "partner_or_ex", "P#"),
    "a source not said is none": source(False, ""),
}


def kept(fact: str, expected: object, closed_on: str) -> Told:
    row = case(status="closed", opened_on="2015-01-05", closed_on=closed_on)
    return Told(f"retention.{fact}", expected, {"cases": [row]}, "C#")


RETENTION = {
    "the retention date is the anniversary of closing": kept("keep_until", date(2026, 10, 31), "2020-10-31"),
    "of a leap day the 28th": kept("keep_until", date(2026, 2, 28), "2020-02-29"),
    "the anniversary itself is not overdue": kept("overdue", False, "2020-10-31"),
    "the day after is": kept("overdue", True, "2020-10-30"),
    "a case with no closing day is never overdue": kept("overdue", False, ""),
    "a closing day after the run day is read as blank": kept("keep_until", None, "2026-11-01"),
}

STORIES: dict[str, Told] = {}
for theme, stories in {
    "cover (P13)": COVER, "group (P9)": GROUPS, "partner (P10)": PARTNERS, "share (P11)": SHARES, "staff (P12)": STAFF,
    "concern (P14)": CONCERNS, "manager (P15)": MANAGERS, "hold (P17)": HOLDS, "source (P18)": SOURCES,
    "retention (P19)": RETENTION,
}.items():  # fmt: skip
    STORIES |= {f"{theme}: {sentence}": told for sentence, told in stories.items()}
TABLES = (
    "decisions", "disclosures", "consents", "authorisations", "cases", "case_people", "people", "staff", "documents",
    "disposal_log", "safeguarding_concerns",
)  # fmt: skip


def numbered(row: Row, number: int) -> Row:
    return {name: given.replace("#", str(number)) for name, given in row.items()}


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    """Every story in one export, each with people and records of its own."""
    tables: dict[str, list[Row]] = {table: [] for table in TABLES}
    for number, told in enumerate(STORIES.values()):
        for table, rows in told.tables.items():
            tables[table] += [numbered(row, number) for row in rows]
    folder = write_export(tables, tmp_path_factory.mktemp("stories"))
    pack = pack_of(
        "combined", consent__blank_scope="nothing", never_without_permission=["rape_or_sexual_violence", "hiv_status"],
        always_confidential=["hiv_status"], exceptions__other=["not_confidential"],
        inside_worker_types=["employee", "volunteer"], conflict__harm_kinds=["serious_harm_to_other"],
        manager__kinds=["manager_approval", "line_manager_discussion"], manager__kinds_all="no",
        manager__before="yes", manager__emergency_hours=24, manager__covers=["reasons", "grounds"],
        third_party__source_kinds=["partner_or_ex", "child"], retention__years=6, retention__grace_days=0,
    )  # fmt: skip
    with audited(folder, pack, AS_OF) as found:
        yield found


@pytest.mark.parametrize("sentence", STORIES)
def test_a_fact_says_what_the_definition_says(facts: Audited, sentence: str) -> None:
    told = STORIES[sentence]
    number = list(STORIES).index(sentence)
    assert said(facts, told.fact)[told.record.replace("#", str(number))] == told.expected


def said(facts: Audited, fact: str) -> Mapping[str, object]:
    """A column of a view; the group, which only the grounds keep, by the disclosure it belongs to."""
    source, column = fact.split(".")
    if source in views.views():
        return facts.column(source, column)
    query = f"SELECT disclosure_id, {column} FROM {source} JOIN disclosures USING (row_key)"
    return dict(facts.database.connection.execute(query).fetchall())


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("cover (P13): a consent that names nobody covers nothing here", True),
        ("cover (P13): a blank list covers nothing here", True),
        ("cover (P13): and by nothing else here", False),
        ("cover (P13): another agency is not covered", False),
    ],
)
def test_a_pack_may_let_a_blank_scope_stand_for_anything(
    under_anything: Mapping[str, object], sentence: str, expected: bool
) -> None:
    assert under_anything[f"DI{list(STORIES).index(sentence)}"] is expected


@pytest.fixture(scope="module")
def under_anything(facts: Audited) -> Iterator[Mapping[str, object]]:
    first = facts.pack
    yield facts.rebuilt(pack_of("combined", consent__blank_scope="anything")).column("disclosures", "covered")
    facts.rebuilt(first)


def test_grace_days_put_off_the_day_that_a_case_is_overdue(facts: Audited) -> None:
    number = list(STORIES).index("retention (P19): the day after is")
    overdue = facts.rebuilt(pack_of("combined", retention__years=6, retention__grace_days=1)).column(
        "retention", "overdue"
    )
    facts.rebuilt(facts.pack)
    assert overdue[f"C{number}"] is False


def test_every_kind_may_be_wanted_of_a_managers_involvement(facts: Audited) -> None:
    number = list(STORIES).index("manager (P15): one accepted kind is enough where the pack says so")
    pack = pack_of("combined", manager__kinds=["manager_approval", "line_manager_discussion"], manager__kinds_all="yes")
    complete = facts.rebuilt(pack).column("disclosures", "manager_kinds_complete")
    facts.rebuilt(facts.pack)
    assert complete[f"DI{number}"] is False
