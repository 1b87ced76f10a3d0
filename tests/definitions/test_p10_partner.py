"""P10, partner: who is whose partner or ex-partner, by the people of a case or by linked cases."""

from collections.abc import Mapping

import pytest

from tests.definitions.told import Row, Told, case, on_case, share, tell
from tests.exports import pack_of

pytestmark = pytest.mark.engine


def partner(expected: bool, cases: list[Row], *people: Row, person_id: str = "X#", **own: str) -> Told:
    tables = {"cases": cases, "case_people": people, "disclosures": [share(recipient_person_id=person_id, **own)]}
    return Told("disclosures.recipient_is_partner", expected, tables)


HIS = case(case_id="D#", person_id="X#")
STORIES = {
    # by the people of a case
    "a partner on her case is her partner": partner(True, [case()], on_case("partner")),
    "so is an ex-partner": partner(True, [case()], on_case("ex_partner")),
    "one of long ago too, since dates are not read": partner(
        True, [case()], on_case("ex_partner", starts_on="2001-01-01", ends_on="2002-01-01")
    ),
    "on any case of hers": partner(True, [case(), case(case_id="E#")], on_case("partner", case_id="E#")),
    "also where the share is of no case": partner(True, [case()], on_case("partner"), case_id=""),
    "among other things that he is": partner(True, [case()], on_case("other_family"), on_case("partner")),
    "other family is not": partner(False, [case()], on_case("other_family")),
    "a relationship left blank is none": partner(False, [case()], on_case("")),
    "a partner on somebody else's case is not hers": partner(False, [case(person_id="Y#")], on_case("partner")),
    "nor one on a case whose client is not known": partner(False, [case(person_id="")], on_case("partner")),
    "nor one on a case that is not there": partner(False, [], on_case("partner")),
    "she is not the partner of those on her case": partner(
        False, [case(person_id="X#")], on_case("partner", person_id="P#")
    ),
    # by linked cases
    "the client of a case that hers names is": partner(True, [case(linked_case_id="D#"), HIS]),
    "so is the client of a case that names hers": partner(True, [case(), HIS | {"linked_case_id": "C#"}]),
    "a case that is not linked tells nothing": partner(False, [case(), HIS]),
    "nor does one linked to another of no use": partner(False, [case(linked_case_id="E#"), HIS]),
    "nor one linked to a case without a client": partner(
        False, [case(linked_case_id="D#"), HIS | {"person_id": ""}], person_id=""
    ),
    # nobody
    "nobody is her own partner, by linked cases": partner(
        False, [case(linked_case_id="D#"), case(case_id="D#")], person_id="P#"
    ),
    "nor by the people of her case": partner(False, [case()], on_case("partner", person_id="P#"), person_id="P#"),
    "nobody is the partner of a recipient not recorded": partner(False, [case()], on_case("partner"), person_id=""),
    "nor of a subject not recorded": partner(False, [case()], on_case("partner"), subject_id=""),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    return tell(STORIES, tmp_path_factory.mktemp("partners"), pack_of("combined"))


@pytest.mark.parametrize("sentence", STORIES)
def test_who_is_a_partner(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] is STORIES[sentence].expected
