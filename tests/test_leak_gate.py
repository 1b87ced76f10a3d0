"""The leak gate finds what was planted, in every kind of file and disguise, and nothing where nothing was."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checks.intake.tables import declared
from checks.output.final_bytes import Passage
from checks.runs import leak_gate
from checks.runs.leak_gate import Gate, LeakError
from checks.runs.leak_gate.needles import Needles
from tests import canary, planting
from tests.exports import SAMPLE, SAMPLE_AS_OF, write_export
from tests.planting import PLACES, page

PERSON, WORKER = canary.PERSON, canary.WORKER
OTHERS = ["Grace May", "Mark Hope-Green", "Jo Ng", "Will Case"]
NHS = "943 476 5919"


def export_in(folder: Path) -> Path:
    """A small export: one person with every detail, some with ordinary words for names, columns nobody declared."""
    people = [{"person_id": "P-10014", "full_name": PERSON, "known_as": canary.KNOWN_AS, "is_client": "yes",
               "date_of_birth": canary.BORN}]  # fmt: skip
    people += [{"person_id": f"P-2{place}", "full_name": name} for place, name in enumerate(OTHERS)]
    export = write_export(
        {
            "people": people,
            "staff": [{"staff_id": "S-100", "full_name": WORKER, "role": "worker"}],
            "cases": [{"case_id": "C26-2707", "person_id": "P-10014", "service": "iss", "lead_worker_id": "S-100"},
                      {"case_id": "2017", "person_id": "P-20"}, {"case_id": "9170266", "person_id": "P-21"}],
            "safe_contacts": [{"safe_contact_id": "SC-1", "person_id": "P-10014", "method": "phone",
                               "detail": "07700 900417"},
                              {"safe_contact_id": "SC-2", "person_id": "P-10014", "method": "email",
                               "detail": "zq417@example.org"}],
            "documents": [{"document_id": "DOC-10025", "owner_type": "case", "owner_id": "C26-2707",
                           "text": f"Lives at 17 Canary Row, QZ9 9ZQ. NHS no. {NHS}. Sister born 4 May 1970."}],
        },
        folder,
    )  # fmt: skip
    undeclared = {"Client forename": "Perpetua", "Client surname": "Larksong", "dtOfBirth": "09/11/1958",
                  "Home address": "4 Nettle Bank\nMillbrook", "GP ref": "GP/77-4410",
                  "Landline": "1632960555"}  # fmt: skip
    file = export / "cases.csv"
    rows = list(csv.reader(file.read_text("utf-8").splitlines()))
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([row + added for row, added in zip(
            rows, [list(undeclared), list(undeclared.values()), [""] * 6, [""] * 6], strict=True)])  # fmt: skip
    return export


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Gate:
    return leak_gate.gate(str(export_in(tmp_path_factory.mktemp("gate") / "export")), SAMPLE_AS_OF)


def refused(gate: Gate, files: Mapping[str, bytes]) -> str:
    """What the gate says of files it does not let through, which never repeats what it found."""
    with pytest.raises(LeakError) as found:
        gate(files)
    said = str(found.value)
    assert found.value.exit_status == 4
    assert canary.leaks(said) == []
    assert found.value.__cause__ is None
    return said


def kinds(said: str) -> set[str]:
    return {kind for kind in leak_gate.KINDS if f"holds {kind} from the export" in said}


@pytest.mark.parametrize("place", PLACES)
def test_a_name_is_found_in_every_place_of_every_kind_of_file(gate: Gate, place: str) -> None:
    assert "holds a name from the export" in refused(gate, dict([PLACES[place](PERSON)]))


@pytest.mark.parametrize("place", PLACES)
def test_the_same_place_without_a_name_is_let_through(gate: Gate, place: str) -> None:
    assert gate(dict([PLACES[place]("Overdue records")])).files == 1


CYRILLIC = str.maketrans("eaop", "еаор")  # noqa: RUF001
FULL_WIDTH = {ord(c): ord(c) + 0xFEE0 for c in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"}
DISGUISES = {
    "as it is": PERSON,
    "in capitals": PERSON.upper(),
    "the other way round": "QUILLFEATHER, Zephyrine",
    "the last name alone": "Ms Quillfeather",
    "the first name alone": "Zephyrine's file",
    "what she is called": "zephkin",
    "an initial and the last name": "Z. Quillfeather",
    "a letter left out": "Zephyrin Quilfeather",
    "a letter changed": "quillfeether",
    "two letters swapped": "Quillfaether",
    "broken over tags": "Quill<b>feat</b><i>her</i>",
    "broken over blocks": "<div>Zephyrine Quill</div><div>feather</div>",
    "broken by a comment": "Quill<!-- -->feather",
    "broken over lines": "Quill-\nfeather",
    "with soft hyphens": "Quill\u00adfeather",
    "with zero-width characters": "Q\u200bui\u200cll\u2060feather",
    "with spaces between letters": " ".join("ZephyrineQuillfeather"),
    "with dots between letters": ".".join("ZephyrineQuillfeather"),
    "in full width": PERSON.translate(FULL_WIDTH),
    "in Cyrillic letters": PERSON.translate(CYRILLIC),
    "with accents": "Zéphyrine Qüillfeäther",
    "with a wide space": "Zephyrine\u00a0Quillfeather",
    "in an underscored word": "chart_zephyrine_quillfeather_2",
    "in a longer word": "xzephyrinequillfeatherx",
    "the worker": "Wrenfinch",
    "mathematical letters": "".join(chr(0x1D41A + ord(c) - 97) for c in "quillfeather"),
    "ligatures": "Quillﬀeather".replace("ﬀ", "f"),
    "a whole name of ordinary words": "Grace May",
    "an ordinary name with a slip": "Grase May",
    "a name of a column nobody declared": "Larksong",
    "first and last name of columns nobody declared": "Larksong, Perpetua",
    "short names together": "Jo Ng",
    "a double name, one half": "Hope-Green",
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_name_is_found_in_every_disguise(gate: Gate, disguise: str) -> None:
    said = refused(gate, dict([page(f"<p>It says {DISGUISES[disguise]} here.</p>")]))
    assert kinds(said) & {"a name", "initials"}


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Z.Q.", "initials"), ("Z. Q.", "initials"), ("ZQ", "initials"), ("M. Green", "initials"),
        ("C26-2707", "an id"), ("c26 2707", "an id"), ("C26\u20112707", "an id"), ("C262707", "an id"),
        ("S-100", "an id"), ("S100", "an id"), ("DOC-10025", "an id"), ("9170266", "an id"), ("case 2017", "an id"),
        ("case no. 2017", "an id"), ("GP/77-4410", "an id"),
        ("1961-02-03", "a date of birth"), ("03/02/1961", "a date of birth"), ("3.2.1961", "a date of birth"),
        ("02/03/1961", "a date of birth"), ("3 February 1961", "a date of birth"), ("3rd Feb '61", "a date of birth"),
        ("February 3, 1961", "a date of birth"), ("03-02-61", "a date of birth"), ("19610203", "a date of birth"),
        ("03 <b>Feb</b> 1961", "a date of birth"), ("1961-02-03T00:00:00", "a date of birth"),
        ("9 November 1958", "a date of birth"), ("4 May 1970", "a date of birth"),
        ("07700 900417", "a telephone number"), ("+44 (0)7700 900 417", "a telephone number"),
        ("00447700900417", "a telephone number"), ("0770-090-0417", "a telephone number"),
        ("077<b>00 900</b>417", "a telephone number"), ("01632 960555", "a telephone number"),
        ("zq417@example.org", "an e-mail address"), ("zq417 (at) example (dot) org", "an e-mail address"),
        ("zq417", "an e-mail address"),
        ("17 Canary Row", "an address"), ("canary row", "an address"), ("4 Nettle Bank", "an address"),
        ("QZ9 9ZQ", "a postcode"), ("qz99zq", "a postcode"),
        ("943 476 5919", "an NHS number"), ("9434765919", "an NHS number"), ("943-476-5919", "an NHS number"),
    ],
)  # fmt: skip
def test_every_kind_of_detail_is_found_however_it_is_written(gate: Gate, written: str, kind: str) -> None:
    assert kind in kinds(refused(gate, dict([page(f"<p>It says {written} here.</p>")])))


@pytest.mark.parametrize(
    "said",
    [
        "By the grace of our partners, the mark is met; may and will are ordinary words. In May all was met.",
        "2,017 records, 2017 of them overdue; 100 staff; 917 of 026 (61.02%), 3 February 2026, 31 October 2026.",
        "RET-01 and DEC-03 failed; women's 100 records; version 3.2.61; 03.02.61 is nothing; A4, UK and PDF.",
        "7 months in a row above the mean: something has changed. Row 17. Trial limits: fewer than 13 points.",
        "The case is closed. Case by case, worker by worker; a blue line, i.e. the mean.",
        "07700 records, 900,417 of them; 1632 960 555 and 943 476 5910 are figures.",
    ],
)
def test_ordinary_words_and_figures_are_let_through(gate: Gate, said: str) -> None:
    assert gate(dict([page(f"<h1>Board summary</h1><p>{said}</p>"), ("paper.pdf", planting.pdf(said))])).files == 2


def test_a_day_that_the_paper_is_about_is_no_date_of_birth_but_any_other_is(gate: Gate) -> None:
    file = dict([page("<p>As of 3 February 1961.</p>")])
    refused(gate, file)
    assert replace(gate, own_days=frozenset({date(1961, 2, 3)}))(file).files == 1


def test_the_words_of_the_policy_are_no_names_but_a_name_beside_them_is(gate: Gate) -> None:
    ours = replace(gate, own_texts=("The Larksong policy of 2026",))
    assert ours(dict([page("<p>The Larksong policy</p>")])).files == 1
    refused(gate, dict([page("<p>The Larksong policy</p>")]))
    refused(ours, dict([page("<p>Perpetua Larksong</p>")]))


def test_the_error_names_the_file_the_kind_and_the_place(gate: Gate) -> None:
    name, data = page(f"<p>4</p>\n<p>5</p>\n<p>{PERSON}</p>", name="paper.html")
    assert "paper.html holds a name from the export (its line 3)" in refused(gate, {"a.txt": b"4", name: data})
    name, data = planting.PDF_PLACES["the second page"](PERSON)
    assert "paper.pdf holds a name from the export (its page 2)" in refused(gate, {name: data})
    name, data = planting.HTML_PLACES["alt text"](PERSON)
    assert "(its line 1 attribute alt)" in refused(gate, {name: data})
    name, data = planting.WORKBOOK_PLACES["a comment"](PERSON)
    assert "(its xl/comments1.xml," in refused(gate, {name: data})


def test_a_file_name_that_holds_a_leak_is_not_repeated(gate: Gate) -> None:
    assert refused(gate, {"a.txt": b"4", "quillfeather.txt": b"5"}).startswith("File 2 of 2 holds a name")
    assert refused(gate, {"quillfeather.exe": b"5"}).startswith("File 1 of 1 cannot be searched")
    name, data = page('<p data-quillfeather="1" quillfeather="Wrenfinch">4</p>')
    assert "attribute of another name" in refused(gate, {name: data})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("paper.exe", b"MZ"), ("paper", b"4"), ("paper.html", b"\x80\x81"), ("paper.pdf", b"no PDF"),
        ("paper.pdf", planting.pdf()[:900]), ("chart.png", b"no PNG"), ("chart.png", planting.png(b"tEXt", b"a")[:40]),
        ("figures.xlsx", b"no zip"), ("papers.zip", planting.zipped("macro.bin", b"\x00")),
        ("published.json", b"{"), ("a.ipynb", b"[[["), ("chart.png", planting.png(b"zTXt", b"a\0\0nothing packed")),
        ("paper.pdf", planting.rewritten(lambda writer: writer.encrypt("x"))),
        ("paper.html", page(f'<a href="{planting.uri("application/zip", b"PK")}">4</a>')[1]),
        ("paper.pdf", planting.rewritten(lambda writer: writer.add_attachment("macro.bin", b"1"))),
    ],
)  # fmt: skip
def test_what_cannot_be_searched_is_not_published(gate: Gate, name: str, data: bytes) -> None:
    said = refused(gate, {"fine.html": b"<p>4</p>", name: data})
    assert said.startswith(f"{name} cannot be searched (")
    assert said.endswith("so nothing was published.")


def test_without_a_file_or_without_needles_nothing_is_published(gate: Gate, tmp_path: Path) -> None:
    assert "no file" in refused(gate, {})
    assert "no names and no ids" in refused(Gate(Needles()), {"a.txt": b"4"})
    write_export({"training": [{"title": "Confidentiality"}] if "title" in declared()["training"].columns else [{}]},
                 tmp_path)  # fmt: skip
    empty = leak_gate.gate(str(tmp_path), SAMPLE_AS_OF)
    assert "The export has no name" in refused(empty, {"a.txt": b"4"})


def test_the_gate_says_what_it_searched_for_and_what_it_could_not_look_into(gate: Gate) -> None:
    told = gate({"chart.png": planting.png(b"tEXt", b"Title\0Overdue")})
    assert "NHS number 1" in told.sentence
    assert "no National Insurance number" in told.sentence
    assert told.unread == ["chart.png: the pixels of its picture"]


def test_nothing_of_the_gate_shows_what_it_searches_for(gate: Gate) -> None:
    assert gate.needles.phrases
    assert canary.leaks(repr(gate) + repr(gate.needles) + str(gate._searcher)) == []


@pytest.fixture(scope="module")
def of_the_sample() -> Gate:
    return leak_gate.gate(str(SAMPLE / "export"), SAMPLE_AS_OF)


def test_no_person_of_the_sample_is_in_the_products_own_words(of_the_sample: Gate) -> None:
    """What the product says itself is not counted: it must not say a whole name, an id or a contact detail."""
    assert {kind for kind, _ in of_the_sample._ours} <= {"a name", "initials"}
    assert [key for kind, key in of_the_sample._ours if kind == "a name" and " " in key] == []


def test_everybody_in_the_sample_would_be_found(of_the_sample: Gate) -> None:
    people = canary.rows(SAMPLE / "export", "people")[::40] + canary.rows(SAMPLE / "export", "staff")[::10]
    for row in people:
        for column, kind in (("full_name", "a name"), ("person_id", "an id"), ("date_of_birth", "a date of birth")):
            said = row.get(column) or row.get(column.replace("person", "staff"), "")
            assert not said or kind in of_the_sample._hits([Passage("", f"Of these, {said} is one.")])


def test_each_planted_detail_of_an_export_is_found_in_a_paper_and_none_is_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(canary, "EVERY", 40)
    gate = leak_gate.gate(str(canary.plant(tmp_path)), SAMPLE_AS_OF)
    for said in canary.SAID.replace(" (", ", ").replace(")", "").replace("; ", ", ").split(", "):
        refused(gate, dict([page(f"<h1>Board summary</h1><p>Of these, {said}.</p>")]))
    assert gate(dict([page("<h1>Board summary</h1><p>Of these, 12 are overdue.</p>")])).files == 1
