"""P11, what a disclosure is: to its subject, external, identifiable, confidential."""

from collections.abc import Mapping

import pytest

from tests.definitions.told import Told, case, share, tell
from tests.exports import pack_of

pytestmark = pytest.mark.engine


def shared(fact: str, expected: bool, group: str = "other", **own: str) -> Told:
    tables = {"disclosures": [share(**own)], "cases": [case(client_group=group)]}
    return Told(f"disclosures.{fact}", expected, tables)


def to_subject(expected: bool, **own: str) -> Told:
    return shared("to_the_subject", expected, **own)


def external(expected: bool, **own: str) -> Told:
    return shared("external", expected, **own)


def identifiable(expected: bool, *categories: str) -> Told:
    return shared("identifiable", expected, info_categories=";".join(categories))


def confidential(expected: bool, *categories: str, group: str = "other", basis: str = "not_confidential") -> Told:
    return shared("identifiable AND confidential", expected, group, info_categories=";".join(categories), basis=basis)


TO_THE_SUBJECT = {
    "to the subject, by kind alone": to_subject(True, recipient_kind="data_subject"),
    "to the subject, by kind and person": to_subject(True, recipient_kind="data_subject", recipient_person_id="P#"),
    "to another person whatever the kind": to_subject(False, recipient_kind="data_subject", recipient_person_id="X#"),
    "to the person with a kind of its own": to_subject(False, recipient_kind="family", recipient_person_id="P#"),
    "to the person with no kind": to_subject(False, recipient_kind="", recipient_person_id="P#"),
    "to a person where the subject is not known": to_subject(
        False, recipient_kind="data_subject", recipient_person_id="P#", subject_id=""
    ),
}
EXTERNAL = {
    "what goes to the subject is not external": external(False, recipient_kind="data_subject"),
    "nor with a blank scope": external(False, recipient_kind="data_subject", scope=""),
    "what goes to another in the subject's name is": external(
        True, recipient_kind="data_subject", recipient_person_id="X#", scope="internal"
    ),
    "external to an agency is": external(True),
    "external to a worker is": external(True, recipient_kind="staff_member"),
    "a blank scope is external": external(True, scope="", recipient_kind="staff_member"),
    "an unknown scope too": external(True, scope="outside", recipient_kind="committee"),
    "internal to a worker is not": external(False, scope="internal", recipient_kind="staff_member"),
    "nor internal to the committee": external(False, scope="internal", recipient_kind="committee"),
    "internal to an agency is": external(True, scope="internal"),
    "internal to nobody known is": external(True, scope="internal", recipient_kind=""),
}
IDENTIFIABLE = {
    "blank categories may identify": identifiable(True),
    "an unknown one alone is blank": identifiable(True, "gossip"),
    "none that identify do not": identifiable(False, "none_identifying"),
    "one that identifies is enough": identifiable(True, "none_identifying", "identity"),
    "so is one by itself": identifiable(True, "health"),
}
CONFIDENTIAL = {
    "what identifies is confidential": confidential(True, "identity", basis="consent"),
    "also with no basis at all": confidential(True, "identity", basis=""),
    "unless its basis says that it is not and the pack accepts that": confidential(False, "identity"),
    "but never what is always confidential": confidential(True, "hiv_status"),
    "nor what holds a part of that": confidential(True, "identity", "hiv_status"),
    "nor where the categories are blank": confidential(True),
    "what identifies nobody is not": confidential(False, "none_identifying", basis="consent"),
    "a programme man's list does not accept it": confidential(True, "identity", group="man_dvpp"),
}
ACCEPTED = {
    "the list of the subject's group accepts the basis": shared("basis_accepted", True, basis="not_confidential"),
    "another basis is not on it": shared("basis_accepted", False, basis="risk_to_other"),
    "no basis is on no list": shared("basis_accepted", False, basis=""),
    "staff have a list of their own": shared("basis_accepted", True, basis="contract_terms", subject_type="staff"),
    "which is not the clients'": shared("basis_accepted", False, basis="not_confidential", subject_type="applicant"),
}
STORIES = {**TO_THE_SUBJECT, **EXTERNAL, **IDENTIFIABLE, **CONFIDENTIAL, **ACCEPTED}
PACK = pack_of(
    "combined", always_confidential=["hiv_status"], exceptions__other=["not_confidential"],
    exceptions__man_dvpp=["consent"], exceptions__staff=["contract_terms"],
)  # fmt: skip


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    return tell(STORIES, tmp_path_factory.mktemp("shares"), PACK)


@pytest.mark.parametrize("sentence", TO_THE_SUBJECT)
def test_to_the_subject(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] is STORIES[sentence].expected


@pytest.mark.parametrize("sentence", EXTERNAL)
def test_external(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] is STORIES[sentence].expected


@pytest.mark.parametrize("sentence", IDENTIFIABLE)
def test_identifiable(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] is STORIES[sentence].expected


@pytest.mark.parametrize("sentence", CONFIDENTIAL)
def test_confidential(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] is STORIES[sentence].expected


@pytest.mark.parametrize("sentence", ACCEPTED)
def test_a_basis_on_the_exceptions_list(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] is STORIES[sentence].expected
