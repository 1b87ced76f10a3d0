"""How the text of an export becomes typed values, as DuckDB expressions over one text column each.

Nothing is dropped: a value that cannot be read becomes NULL and raises the column's ``__bad`` flag,
which the data gate counts.
"""

from collections.abc import Sequence

import duckdb
from duckdb.sqltypes import VARCHAR

# Everything a person would call white space, so that a cell of tabs or non-breaking spaces is blank.
WHITE = "chr(32) || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(133) || chr(160) || chr(8239) || chr(12288)"
DATE = r"\d{4}-\d{2}-\d{2}"
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


def register_functions(connection: duckdb.DuckDBPyConnection) -> None:
    """Give a connection ``nfkc`` and ``normalised_text`` (P4); called once, when it is opened.

    DuckDB has no NFKC, so text that is not plain ASCII goes through Python's.
    """
    import unicodedata

    connection.create_function("nfkc", lambda text: unicodedata.normalize("NFKC", text), [VARCHAR], VARCHAR)
    connection.execute(
        """
        CREATE OR REPLACE MACRO ascii_or_nfkc(t) AS CASE WHEN strlen(t) = length(t) THEN t ELSE nfkc(t) END;
        CREATE OR REPLACE MACRO normalised_text(t) AS regexp_replace(
            regexp_replace(lower(ascii_or_nfkc(t)), '[\\s\\p{Z}]+', ' ', 'g'),
            '^[^\\p{L}\\p{Nd}]+|[^\\p{L}\\p{Nd}]+$', '', 'g')
        """
    )


def normalised(connection: duckdb.DuckDBPyConnection, texts: Sequence[str]) -> list[str]:
    """Each text as ``normalised_text`` writes it."""
    rows = connection.execute("SELECT normalised_text(t) FROM (SELECT unnest($1::VARCHAR[]) AS t)", [list(texts)])
    return [str(row[0]) for row in rows.fetchall()]


def trimmed(text: str) -> str:
    """The text without white space at its ends; NULL when nothing is left."""
    return f"nullif(trim({text}, {WHITE}), '')"


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
    return f"CASE WHEN lower({text}) IN {listing(codes)} THEN lower({text}) END"


def placeholder(text: str, placeholders: Sequence[str]) -> str:
    """Whether a text that is not blank says nothing (P4); the placeholders come normalised.

    Long plain text is waved through by one cheap match: a run that starts and ends with a letter
    or digit and is longer than every placeholder cannot normalise to one.
    """
    longest = max((len(item) for item in placeholders), default=0)
    long_run = f"[A-Za-z0-9](?:\\S|\\s\\S){{{longest},}}[A-Za-z0-9]"
    return (
        f"coalesce(CASE WHEN strlen({text}) = length({text}) AND regexp_matches({text}, '{long_run}') THEN false "
        f"ELSE normalised_text({text}) IN {listing(['', *placeholders])} END, false)"
    )


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
