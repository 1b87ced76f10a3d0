"""P18, third-party source: who counts as a third party to the case that a paper is on."""

from collections.abc import Mapping

import pytest

from tests.definitions.told import Told, case, tell
from tests.exports import pack_of

pytestmark = pytest.mark.engine


def source(expected: bool, kind: str, source_id: str = "", **own: str) -> Told:
    paper = {"document_id": "DO#", "owner_type": "case", "owner_id": "C#", "source_kind": kind, "source_id": source_id}
    return Told("documents.third_party_source", expected, {"cases": [case()], "documents": [paper | own]}, "DO#")


STORIES = {
    "a kind on the list is a third party": source(True, "partner_or_ex"),
    "in any case of letters": source(True, " Partner_Or_Ex "),
    "a kind that is not is none": source(False, "worker"),
    "the client is none": source(False, "client"),
    "a source not said is none": source(False, ""),
    "nor is one that is no code": source(False, "a neighbour"),
    "a child is one": source(True, "child", "X#"),
    "unless the case is the child's own": source(False, "child", "P#"),
    "a child not recorded is one": source(True, "child"),
    "a child of a case that is not there is one": source(True, "child", "P#", owner_id="C#-gone"),
    "a child where no case is named is one": source(True, "child", "P#", owner_id=""),
    "a child on the file of somebody on the staff is one": source(True, "child", "P#", owner_type="staff_file"),
    "another kind is one even where it is the case's client": source(True, "partner_or_ex", "P#"),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    pack = pack_of("combined", third_party__source_kinds=["partner_or_ex", "child"])
    return tell(STORIES, tmp_path_factory.mktemp("sources"), pack)


@pytest.mark.parametrize("sentence", STORIES)
def test_a_source_is_a_third_party(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] is STORIES[sentence].expected


def test_with_nothing_on_the_list_nobody_is(tmp_path_factory: pytest.TempPathFactory) -> None:
    pack = pack_of("combined", third_party__source_kinds=[])
    assert tell({"one": source(False, "child")}, tmp_path_factory.mktemp("none"), pack) == {"one": False}
