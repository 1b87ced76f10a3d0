"""The expressions of a mapping: what they may say, what they come to, and that nothing else gets through."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.intake.conversions import literal
from checks.intake.mapping import expressions
from checks.intake.mapping.expressions import TEXT, TRUTH, Binder

VALUES = {"a": "Ab,c", "b": "2", "ref": "7", "long ref": "1234567", "blank": None, "day": "2026-03-05"}


def value(written: str, wanted: str = TEXT) -> object:
    """What an expression comes to over the values above."""

    def text(heading: str) -> str:
        found = VALUES.get(heading.lower())
        return "CAST(NULL AS VARCHAR)" if found is None else literal(found)

    sql = expressions.parse(written, wanted).sql(Binder(text, text))
    row = duckdb.execute(f"SELECT {sql}").fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize(
    ("written", "comes_to"),
    [
        ('"A"', "Ab,c"),
        ("lower(a) || '-' || upper(a)", "ab,c-AB,C"),
        ("a || blank", None),
        ("coalesce(blank, '', a)", "Ab,c"),
        ("nullif(b, '2')", None),
        ("left(a, 2) || right(a, 1)", "Abc"),
        ("substr(a, 2) || substr(a, 1, 1)", "b,cA"),
        ("split_part(a, ',', 2)", "c"),
        ("replace(trim(' x '), 'x', 'y')", "y"),
        ("lpad(ref, 3, '0')", "007"),
        ("lpad(\"Long ref\", 3, '0')", "1234567"),
        ("date(day)", "2026-03-05"),
        ("CASE WHEN blank IS NULL THEN 'none' ELSE 'some' END", "none"),
        ("CASE b WHEN '1' THEN 'one' WHEN '2' THEN 'two' END", "two"),
        ("CASE WHEN b = '3' THEN 'three' END", None),
    ],
)
def test_an_expression_comes_to_a_text(written: str, comes_to: str | None) -> None:
    assert value(written) == comes_to


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("b = '2' AND NOT ref = '8'", True),
        ("blank = '2' OR blank <> '2'", True),
        ("blank = ''", True),
        ("blank <> ''", False),
        ("blank IS NOT NULL", False),
        ("b IN ('1', '2')", True),
        ("blank NOT IN ('1')", True),
        ("blank IN ('')", True),
        ("a LIKE 'A%'", True),
        ("blank NOT LIKE 'A%'", True),
        ("a NOT LIKE 'A%'", False),
        ("day BETWEEN '2026-01-01' AND '2026-12-31'", True),
        ("day NOT BETWEEN '2026-01-01' AND '2026-12-31'", False),
        ("blank < '2'", False),
        ("length(a) = 4 AND length(blank) = 0", True),
        ("starts_with(a, 'Ab') AND contains(a, ',')", True),
        ("contains(blank, 'x')", False),
    ],
)
def test_a_condition_is_always_true_or_false(written: str, holds: bool) -> None:
    assert value(written, TRUTH) is holds


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("md5(a)", "there is no function md5 in a mapping"),
        ("lenght(a)", "there is no function lenght in a mapping. Did you mean length"),
        ("read_text('/etc/hosts')", "there is no function read_text in a mapping"),
        ("(SELECT 1)", "not allowed in a mapping's expression"),
        ("a IN (SELECT b)", "IN is not allowed"),
        ("a IN (b)", "write IN with texts in single quotes"),
        ("a; DROP TABLE x", "not allowed in a mapping's expression"),
        ("CAST(a AS INTEGER)", "there is no function cast in a mapping"),
        ("a LIKE 'x' ESCAPE 'y'", "not allowed"),
        ("a + 1", "not allowed"),
        ("left(a, 100000)", "a number in an expression is a whole one up to 9999"),
        ("left(a, b)", "an expression has a text where a number is wanted"),
        ("left(a, -1)", "not allowed"),
        ("a = 1", "an expression has a text where a number is wanted"),
        ("lpad(a, 3, '')", "lpad takes a text, a width and what to fill it up with"),
        ("rpad(a, 3, 'x')", "lpad is written with 3 arguments"),
        ("ltrim(a)", "not allowed"),
        ("count(*)", "there is no function count"),
        ("b = 'x'", "this expression gives true or false where a text is wanted"),
        ("lower(a", "this is not an expression that can be read"),
        ("*", "not allowed"),
        ("a" * 6000, "an expression is too long"),
        ("(" * 2000 + "a" + ")" * 2000, "expression"),
    ],
)
def test_anything_else_is_refused_in_words(written: str, said: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        expressions.parse(written, TEXT)
    assert said in str(refused.value)


def test_the_headings_it_reads_are_told() -> None:
    read = expressions.parse('CASE WHEN date("Closed") < "w.Left" THEN \'x\' ELSE team.No END', TEXT)
    assert set(read.headings) == {"Closed", "w.Left", "team.No"}
    assert (read.dates, read.answers()) == (("Closed",), ("x",))


WORDS = st.sampled_from(
    ["a", "blank", '"A"', "'x'", "''", "1", "(", ")", "=", "<>", "<", "||", ",", "AND", "OR", "NOT", "IN", "LIKE", "IS",
     "NULL", "CASE", "WHEN", "THEN", "ELSE", "END", "lower", "left", "lpad", "coalesce", "split_part", "date",
     "BETWEEN", ";", "--", "/*", "*", "::", "INTEGER", "SELECT", "FROM", "replace", "substr", "length", "0", "9999"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=9).map(" ".join), st.sampled_from([TEXT, TRUTH]))
def test_whatever_is_written_is_refused_in_words_or_never_fails(written: str, wanted: str) -> None:
    try:
        expressions.parse(written, wanted)
    except ValueError:
        return
    assert isinstance(value(written, wanted), (str, bool, type(None)))
