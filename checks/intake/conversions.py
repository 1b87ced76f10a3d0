"""How the text of an export becomes typed values, as DuckDB expressions over one text column each.

Nothing is dropped: a value that cannot be read becomes NULL and raises the column's ``__bad`` flag,
which the data gate counts.
"""

import unicodedata
from collections.abc import Sequence

import duckdb
from duckdb.sqltypes import VARCHAR

# Everything that is white space to Unicode or to Python, so that a cell of tabs or non-breaking spaces is blank.
SPACES = (*range(9, 14), *range(28, 33), 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288)
WHITE = "'" + "".join(map(chr, SPACES)) + "'"
INK_AT_BOTH_ENDS = "(?s)[!-~](.*[!-~])?"
# White space other than a plain space, and the characters outside ASCII that NFKC leaves as they are, alone and
# side by side, both as the inside of a class of DuckDB's regular expressions.
WIDE = "".join(rf"\x{{{place:x}}}" for place in SPACES if place != ord(" "))
UNMOVED = (
    r"\x00-\x{9f}\x{a1}-\x{a7}\x{a9}\x{ab}-\x{ae}\x{b0}\x{b1}\x{b6}\x{b7}\x{bb}\x{bf}-\x{ff}"
    r"\x{2013}\x{2014}\x{2018}-\x{201e}\x{2022}\x{20ac}"
)
DATE = r"\d{4}-\d{2}-\d{2}"
LONGEST_REPEAT = 1000  # of a pattern, in DuckDB's regular expressions
TIME = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?"


def literal(value: str) -> str:
    """A text as a SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def name(identifier: str) -> str:
    """A name as a SQL identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def listing(values: Sequence[str]) -> str:
    """Texts as a SQL list for IN; an empty list matches nothing."""
    return "(" + (", ".join(literal(value) for value in values) or "NULL") + ")"


def array(values: Sequence[str]) -> str:
    """Texts as a SQL list value, for ``list_contains``.

    DuckDB turns IN over more than a few texts into a join, which computes what it is asked about for
    every record, whatever CASE stands around it; ``list_contains`` leaves the CASE its effect.
    """
    return "[" + ", ".join(literal(value) for value in values) + "]::VARCHAR[]"


def register_functions(connection: duckdb.DuckDBPyConnection) -> None:
    """Give a connection ``nfkc`` and ``normalised_text`` (P4); called once, when it is opened.

    DuckDB has no NFKC, so text goes through Python's unless every character of it is one that NFKC
    leaves alone; nearly all text is, and Python is by far the dearer way.
    """
    connection.create_function("nfkc", lambda text: unicodedata.normalize("NFKC", text), [VARCHAR], VARCHAR)
    connection.execute(
        f"""
        CREATE OR REPLACE MACRO nfkc_text(t) AS CASE
            WHEN strlen(t) = length(t) OR NOT regexp_matches(t, '[^{UNMOVED}]') THEN t ELSE nfkc(t) END;
        CREATE OR REPLACE MACRO one_space(t) AS CASE
            WHEN contains(t, '  ') OR regexp_matches(t, '[{WIDE}]') THEN regexp_replace(t, '[ {WIDE}]+', ' ', 'g')
            ELSE t END;
        CREATE OR REPLACE MACRO normalised_text(t) AS regexp_replace(
            regexp_replace(one_space(lower(nfkc_text(t))), '^[^\\p{{L}}\\p{{Nd}}]+', ''), '[^\\p{{L}}\\p{{Nd}}]+$', '')
        """
    )


def normalised(connection: duckdb.DuckDBPyConnection, texts: Sequence[str]) -> list[str]:
    """Each text as ``normalised_text`` writes it."""
    rows = connection.execute("SELECT normalised_text(t) FROM (SELECT unnest($1::VARCHAR[]) AS t)", [list(texts)])
    return [str(row[0]) for row in rows.fetchall()]


def trimmed(text: str) -> str:
    """The text without white space at its ends; NULL when nothing is left.

    Text that plainly has none there, which is nearly all, is passed by one match: trimming is dearer.
    """
    return (
        f"CASE WHEN regexp_full_match({text}, '{INK_AT_BOTH_ENDS}') THEN {text} "
        f"ELSE nullif(trim({text}, {WHITE}), '') END"
    )


def ids(text: str) -> str:
    """A list of ids without white space or empty items; NULL when nothing is left."""
    split = f"list_transform(string_split({text}, ';'), lambda item: {trimmed('item')})"
    items = f"list_filter({split}, lambda item: item IS NOT NULL)"
    return f"CASE WHEN contains({text}, ';') THEN nullif(array_to_string({items}, ';'), '') ELSE {text} END"


def day(text: str) -> str:
    """A DATE; an ISO date and time gives its day."""
    return (
        f"CASE WHEN regexp_full_match({text}, '{DATE}([T ]{TIME})?') AND {text} >= '0001' "
        f"THEN TRY_CAST(substr({text}, 1, 10) AS DATE) END"
    )


def moment(text: str) -> str:
    """A TIMESTAMP in local time, to the second (P3); a date alone gives midnight, and ``timed`` says so."""
    return (
        f"CASE WHEN regexp_full_match({text}, '{DATE}([T ]{TIME})?') AND {text} >= '0001' "
        f"THEN date_trunc('second', TRY_CAST({text} AS TIMESTAMP)) END"
    )


def timed(text: str) -> str:
    """Whether a date and time has its time."""
    return f"coalesce(length({text}) > 10, false)"


def code(text: str, codes: Sequence[str]) -> str:
    """One of the declared codes, lower-cased; anything else is NULL."""
    return f"CASE WHEN list_contains({array(codes)}, lower({text})) THEN lower({text}) END"


def placeholder(text: str, placeholders: Sequence[str]) -> str:
    """Whether a text that is not blank says nothing (P4); the placeholders come normalised.

    Long plain text is waved through by one cheap match: a run without double spaces that starts and
    ends with a letter or digit and is longer than every placeholder cannot normalise to one.
    """
    longest = max((len(item) for item in placeholders), default=0)
    says_nothing = f"list_contains({array(['', *placeholders])}, normalised_text({text}))"
    if longest > LONGEST_REPEAT:
        return f"coalesce({says_nothing}, false)"
    long_run = f"[A-Za-z0-9](?: ?[!-~]){{{longest},}}[A-Za-z0-9]"
    return f"coalesce(CASE WHEN regexp_matches({text}, '{long_run}') THEN false ELSE {says_nothing} END, false)"


def code_dictionary(text_table: str, column: str, codes: Sequence[str]) -> str:
    """A query of every distinct list in a column: its text, mask, clean text and ``bad`` flag.

    A list is decoded once however many records hold it. An unknown item is left out and flagged (P5).
    """
    items = f"list_transform(string_split(lower(t), ';'), lambda item: {trimmed('item')})"
    bits = " ".join(f"WHEN {literal(known)} THEN {1 << place}" for place, known in enumerate(codes))
    mask = f"list_sum(list_transform(list_distinct(items), lambda item: CASE item {bits} ELSE 0 END))::BIGINT"
    kept = f"list_filter(items, lambda item: item IN {listing(codes)})"
    return (
        f"SELECT t, nullif({mask}, 0) AS mask, nullif(array_to_string({kept}, ';'), '') AS clean, "
        f"len(list_filter(items, lambda item: item IS NOT NULL AND item NOT IN {listing(codes)})) > 0 AS bad "
        f"FROM (SELECT t, {items} AS items FROM (SELECT DISTINCT {name(column)} AS t FROM {text_table} "
        f"WHERE {name(column)} IS NOT NULL))"
    )
