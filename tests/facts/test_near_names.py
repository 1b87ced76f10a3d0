"""TPS-05 from end to end: other spellings of related people's names, and their telephone numbers and addresses."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.facts.judged import Row, audit, judged, statuses

pytestmark = pytest.mark.engine
PEOPLE = [
    {"person_id": "P1", "full_name": "Zorba Quennish", "is_client": "yes"},
    {"person_id": "P2", "full_name": "Ilsa Frondle-Maier", "known_as": "Müllie Strauß", "is_client": "no"},
    {"person_id": "P3", "full_name": "Tam O'Kayden", "is_client": "no"},
    {"person_id": "P4", "full_name": "Odo Brannick", "is_client": "no"},
    {"person_id": "P5", "full_name": "Sophie Van Lornwick", "is_client": "no"},
    {"person_id": "P6", "full_name": "Ellen Bracken", "is_client": "yes"},
    {"person_id": "P7", "full_name": "Zorbo Quennish", "is_client": "no"},
    {"person_id": "P8", "full_name": "Ann Lee", "is_client": "no"},
    {"person_id": "P9", "full_name": "Ellan Bracken", "is_client": "no"},
    {"person_id": "P10", "full_name": "Ruthie Calder", "is_client": "no"},
]
RELATED = {
    "P2": "partner", "P3": "child", "P4": "key_worker", "P5": "other_family", "P7": "child", "P8": "other",
    "P9": "parent_carer", "P10": "other_family",
}  # fmt: skip
TABLES: Mapping[str, list[Row]] = {
    "people": PEOPLE,
    "cases": [{"case_id": "C1", "person_id": "P1", "status": "open"}, {"case_id": "C2", "person_id": "P6"}],
    "case_people": [
        {"case_id": "C1", "person_id": person, "relationship": relation} for person, relation in RELATED.items()
    ],
    "staff": [{"staff_id": "S1", "full_name": "Ruthie Caldor"}],
    "safe_contacts": [
        {"person_id": "P1", "case_id": "C1", "detail": "01632 960001; LF1 1AA"},
        {"person_id": "P2", "case_id": "C2", "detail": "(01632) 960-002, Ilsa@Example.org, 3 Far Lane, lf2 2bb"},
        {"person_id": "P3", "case_id": "C1", "detail": "01632 960001, LF1 1AA", "ended_on": "2020-01-01"},
        {"person_id": "P3", "case_id": "C1", "detail": "+44 7700 900 003"},
        {"person_id": "P4", "case_id": "C1", "detail": "01632 960004"},
        {"person_id": "P6", "case_id": "C2", "detail": "01632 960006"},
    ],
}
NEAR, PHONE = "breach near_name", "breach telephone_number"

# What a paper of case C1 says, what TPS-05 finds, and where.
SAID: dict[str, tuple[str, str]] = {
    "Nobody is near.": ("", ""),
    "Saw Tam OKayden.": (NEAR, "4-15"),
    "Saw Tam O’Kayden.": (NEAR, "4-16"),
    "Saw Tam O'Kaydn’s bag.": (NEAR, "4-15"),
    "Saw Tam O'Kaydenn.": (NEAR, "4-17"),
    "Saw Tam O'Kaydne.": (NEAR, "4-16"),
    "Saw Tam O'Kadyan.": ("", ""),
    "Saw Tom O'Kayden.": ("", ""),
    "Saw Tam O'Kayden.": ("", ""),
    "Saw Tam O'Kaydn, and Tam O'Kayden.": ("", ""),
    "Saw Ilsa Frondle Maier.": (NEAR, "4-22"),
    "Saw Ilsa Frondel-Maier.": (NEAR, "4-22"),
    "Saw Ilsa Frondel-Mayer.": ("", ""),
    "Saw Ilsa Frondle-Maier-Smithe.": ("", ""),
    "Saw Ilsa Frondel-Maier-Smithe.": ("", ""),
    "Saw Ilsa. Frondel Maier came.": ("", ""),
    "  Muellie  STRAUSS": (NEAR, "0-16"),
    "mullie straus!": (NEAR, "0-13"),
    "MÜLLIE STRAUSS": (NEAR, "0-14"),
    "Mu\u0308llie Straß": (NEAR, "0-13"),
    "Müllie Strauß": ("", ""),
    "Sofie van Lornwick rang": (NEAR, "0-18"),
    "Sophie von Lornwick rang": ("", ""),
    "Sophie Van Lornwik rang": (NEAR, "0-18"),
    "Sophie Lornwick rang": ("", ""),
    "Odo Brannik": ("", ""),
    "Zorbo Quennish was here": ("", ""),
    "Zorb Quennish was here": ("", ""),
    "Zorba Quenish was here": ("", ""),
    "An Lee and Anne Lee": ("", ""),
    "Ellen Bracken of case 2": ("", ""),
    "Ellan Braken of case 1": (NEAR, "0-12"),
    "Ruthie Caldor took the call": ("", ""),
    "Ruthie Calderr took the call": (NEAR, "0-14"),
    "01632960002": (PHONE, "0-11"),
    "on 0044 1632 960 002 now": (PHONE, "3-20"),
    "on 101632960002": ("", ""),
    "on 01632 960002 or +44(0)1632 960002": (PHONE, "3-15,19-36"),
    "on 07700 900003": (PHONE, "3-15"),
    "on 01632 960001 at LF1 1AA": ("", ""),
    "on 01632 960004": ("", ""),
    "on 01632 960006": ("", ""),
    "write to ilsa@EXAMPLE.org.": ("breach email_address", "9-25"),
    "write to frailsa@example.org": ("", ""),
    "lives at LF22BB": ("breach postcode", "9-15"),
    "lives at LF2 2BBC": ("", ""),
    "Tam O'Kaydn, 07700 900003, LF2 2BB": ("breach near_name;postcode;telephone_number", "0-11; 13-25,27-34"),
}


def paper(number: int, said: str, **own: str) -> Row:
    return {
        "document_id": f"DO{number}", "owner_type": "case", "owner_id": "C1", "section": "client",
        "source_kind": "worker", "about_person_ids": "P1", "text": said, **own,
    }  # fmt: skip


def test_spellings_and_details_are_found_and_told_by_place(tmp_path: Path) -> None:
    papers = [paper(number, said) for number, said in enumerate(SAID)]
    found = audit({**TABLES, "documents": papers}, tmp_path, ["TPS-05"], third_party__near_names="yes").findings
    shown = {}
    for row in found.itertuples():
        places = str(row.detail).partition(": ")[2]
        places = places.replace("near name at ", "").replace("contact detail at ", "")
        shown[int(str(row.record_id)[2:])] = (f"{row.outcome} {row.cause}", places)
    assert {said: shown.get(n, ("", "")) for n, said in enumerate(SAID)} == SAID


def test_only_the_papers_that_tps_02_searches_are_read(tmp_path: Path) -> None:
    said = "Saw Tam O'Kaydenn."
    papers = [
        paper(0, said),
        paper(1, said, section="third_party"),
        paper(2, said, section=""),
        paper(3, said, source_kind="partner_or_ex"),
        paper(4, said, owner_type="staff"),
        paper(5, said, owner_id="C2"),
        paper(6, said, owner_id="gone"),
        paper(7, ""),
    ]
    tables = {**TABLES, "documents": papers}
    own = {"third_party__near_names": "yes"}
    assert judged(tables, tmp_path / "all", ["TPS-05"], **own).keys() == {("TPS-05", "DO0"), ("TPS-05", "DO2")}
    found = judged(tables, tmp_path / "section", ["TPS-05"], pack="women-dvpp", **own)
    assert found.keys() == {("TPS-05", "DO0")}


def test_the_pack_says_how_long_a_word_must_be_for_a_slip(tmp_path: Path) -> None:
    papers = [paper(0, "Anne Lee"), paper(1, "Saw Tam O'Kaydenn."), paper(2, "Muellie Strauss")]
    tables = {**TABLES, "documents": papers}
    own = {"third_party__near_names": "yes"}
    short = judged(tables, tmp_path / "short", ["TPS-05"], **own, third_party__near_letters=3)
    assert short == {("TPS-05", f"DO{n}"): NEAR for n in range(3)}
    none = judged(tables, tmp_path / "none", ["TPS-05"], **own, third_party__near_letters="off")
    assert none == {("TPS-05", "DO2"): NEAR}


@pytest.mark.parametrize("word", ["off", "no"])
def test_the_rule_is_off_unless_the_organisation_wants_it(word: str, tmp_path: Path) -> None:
    tables = {**TABLES, "documents": [paper(0, "Saw Tam O'Kaydenn.")]}
    found = audit(tables, tmp_path, ["TPS-05"], third_party__near_names=word)
    assert statuses(found)["TPS-05"] == ("off", "it is used only where third_party.near_names is yes")


def test_a_cause_may_be_left_out(tmp_path: Path) -> None:
    tables = {**TABLES, "documents": [paper(0, "Tam O'Kaydn, LF2 2BB"), paper(1, "LF2 2BB")]}
    own = {"third_party__near_names": "yes", "causes_off__TPS-05": "postcode"}
    assert judged(tables, tmp_path, ["TPS-05"], **own) == {("TPS-05", "DO0"): NEAR}


def test_without_safe_contacts_a_paper_that_has_no_name_is_undecided(tmp_path: Path) -> None:
    tables = {**TABLES, "documents": [paper(0, "Tam O'Kaydn"), paper(1, "01632 960002")]}
    del tables["safe_contacts"]
    assert judged(tables, tmp_path, ["TPS-05"], third_party__near_names="yes") == {
        ("TPS-05", "DO0"): NEAR,
        ("TPS-05", "DO1"): ("undecided email_address_not_testable;postcode_not_testable;telephone_number_not_testable"),
    }


def test_tps_02_says_where_the_names_stand(tmp_path: Path) -> None:
    papers = [
        paper(0, "Zorba Quennish met Tam O'Kayden; Ellen  Bracken (and Tam O'Kayden) left."),
        paper(1, "Nobody", about_person_ids="P2"),
    ]
    found = audit({**TABLES, "documents": papers}, tmp_path, ["TPS-02"]).findings
    assert found["detail"].tolist() == [
        "names other client, names related person: named at 19-31,33-47,53-65",
        "lists other person",
    ]
