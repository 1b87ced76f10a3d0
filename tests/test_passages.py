"""Places in a text: the same finds as the database's own, at the right characters of the text as exported."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.engine.database import Database
from checks.facts import passages, spelling, views
from checks.intake import conversions

pytestmark = pytest.mark.engine
NAME = "zorba quennish"
# Pieces of which texts are made that could trip a search: names, joints, marks, spaces and letters of two forms.
PIECES = st.sampled_from(
    ["Zorba Quennish", "zorba", "QUENNISH", "Zorba  Quennish", "\uff3aorba", "quenni\u017fh", " ", "\u00a0", "\n", "-",
     "\u2011", "_", "'s", ".", "2", "x", "é", "e\u0301", "\u0301", "İ", "ﬁ", "Σ", "\u1100\u1161", "\uac00\u11a8",
     '"', "“"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    found = Database()
    conversions.register_functions(found.connection)
    views.prepare(found.connection)
    yield found
    found.close()


def value(database: Database, expression: str, *given: object) -> object:
    row = database.connection.execute(f"SELECT {expression}", list(given)).fetchone()
    return row[0] if row else None


@given(text=TEXTS)
@settings(deadline=None, max_examples=300)
def test_a_name_has_a_place_exactly_where_the_database_finds_it(database: Database, text: str) -> None:
    found = value(database, f"says_name(normalised_text($1::VARCHAR), '{NAME}')", text)
    assert bool(passages.names_at(text, [], [NAME])) == found


@given(text=TEXTS)
@settings(deadline=None, max_examples=300)
def test_what_stands_at_a_place_is_the_name(database: Database, text: str) -> None:
    places = passages.names_at(text, [], [NAME])
    said = [text[start:stop] for start, stop in zip(places[::2], places[1::2], strict=True)]
    assert [value(database, "normalised_text($1::VARCHAR)", one) for one in said] == [NAME] * len(said)


@given(text=TEXTS)
@settings(deadline=None, max_examples=300)
def test_a_phrase_has_a_place_exactly_where_the_database_finds_it(database: Database, text: str) -> None:
    found = value(database, "says_phrase(normalised_outside_quotations($1::VARCHAR), 'zorba')", text)
    assert bool(passages.phrases_at(text, ["Zorba"])) == found


LETTERS = st.text("aeoushpftmlnüößæœøłđðþ\u0131éé'’\u02bc", min_size=1, max_size=9)


@given(word=LETTERS)
@settings(deadline=None, max_examples=300)
def test_the_database_folds_a_word_as_spellings_are_compared(database: Database, word: str) -> None:
    assert value(database, "spelt_text($1::VARCHAR)", word) == spelling.folded(word)


@given(word=st.text("abc", max_size=5), other=st.text("abc", max_size=5))
@settings(deadline=None, max_examples=500)
def test_one_slip_is_a_distance_of_one(database: Database, word: str, other: str) -> None:
    far = value(database, "damerau_levenshtein($1::VARCHAR, $2::VARCHAR)", word, other)
    assert (word == other or spelling.one_slip(word, other)) == (far in (0, 1))


@pytest.mark.parametrize(
    ("written", "kind", "one_way"),
    [
        ("01632 960123", "phone", ["01632960123"]),
        ("(01632) 960-123 or +44 (0)7700 900.123", "phone", ["01632960123", "07700900123"]),
        ("0044 7700 900123", "phone", ["07700900123"]),
        ("+353 1 555 0123", "phone", ["+35315550123"]),
        ("12 2026-10-31 09:00", "phone", []),
        ("case 101632960123", "phone", []),
        ("Ring 07700 900123.", "phone", ["07700900123"]),
        ("A.B+c@Mail.Example.org, x@y", "email", ["a.b+c@mail.example.org"]),
        ("lf1 1aa and LF11AA, EC1A 1BB", "postcode", ["lf11aa", "ec1a1bb"]),
        ("LF1 1AAB, XLF1 1AA", "postcode", []),
    ],
)
def test_a_detail_has_one_way_of_writing(written: str, kind: str, one_way: list[str]) -> None:
    assert spelling.details_of(written, kind) == one_way


@pytest.mark.parametrize("kind", ["yes_no", "code", "codes", "date", "number", "offsets"])
def test_places_are_whole_numbers_and_nothing_else(kind: str) -> None:
    from checks.engine.examples import SQL_TYPES

    texts = {name for view in views.views().values() for name, fact in view.facts.items() if fact.kind == "offsets"}
    assert texts == {"named_at", "near_name_at", "contact_detail_at", "word_at", "title_at", "text_at"}
    assert (SQL_TYPES[kind] == "BIGINT[]") == (kind == "offsets")
