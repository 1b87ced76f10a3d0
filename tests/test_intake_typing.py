"""From text to typed values: what is blank, a date, a code or a placeholder."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from checks.intake import conversions
from checks.intake.load import Loaded, load
from checks.intake.tables import declared

AS_OF = date(2026, 3, 31)
PLACEHOLDERS = ("n/a", "none", "tbc", "as discussed", "see notes")
WHITE = (
    "",
    " ",
    "\t",
    "\u00a0",
    "\u2007",
    "\u2009",
    "\u202f",
    "\u3000",
    "\u0085",
    "\x0b",
    "\x1f",
    "\u2028",
    "  \u00a0 \t",
)


def typed(
    folder: Path, table: str, column: str, values: Sequence[str], flag: str = "__bad", placeholders: Sequence[str] = ()
) -> list[tuple[object, object]]:
    """What became of each value of one column, and its flag."""
    lines = [
        f"{table}_number,{column}",
        *(f'{n},"{value.replace(chr(34), chr(34) * 2)}"' for n, value in enumerate(values)),
    ]
    (folder / f"{table}.csv").write_text("\n".join(lines) + "\n", "utf-8", newline="")
    with duckdb.connect() as connection:
        load(connection, folder, AS_OF, placeholders or PLACEHOLDERS)
        query = f'SELECT "{column}", "{column}{flag}" FROM loaded_{table} ORDER BY source_row'
        return list(connection.execute(query).fetchall())


def kept(folder: Path, tables: dict[str, str], query: str) -> tuple[Loaded, list[tuple[object, ...]]]:
    for table, content in tables.items():
        (folder / f"{table}.csv").write_text(content, "utf-8", newline="")
    with duckdb.connect() as connection:
        loaded = load(connection, folder, AS_OF, PLACEHOLDERS)
        return loaded, connection.execute(query).fetchall()


NO_DATES = [
    "31/02/2026", "2026-02-30", "2026-3-5", "05/03/2026", "0000-01-01", "20260305", "2026-03-05Z", "46086", "tomorrow",
    "2026-03-05 24:00", "2026-03-05T10", "2026-03-05T10:00Z", "2026-03-05T10:00+01:00", "2026-13-01",
    "\uff12\uff10\uff12\uff16-03-05",
    "2026-03-05 10:60", "2026-03-05 10:00:60", "2026-03-05  10:00", "2026-03-05t10:00", "infinity", "-2026-03-05",
]  # fmt: skip


@pytest.mark.parametrize(("table", "column"), [("cases", "opened_on"), ("decisions", "decided_at")])
def test_what_is_no_iso_date_is_blank_and_flagged(tmp_path: Path, table: str, column: str) -> None:
    found = dict(zip(NO_DATES, typed(tmp_path, table, column, NO_DATES), strict=True))
    assert {text: value for text, value in found.items() if value != (None, True)} == {}


def test_iso_dates_are_read_with_or_without_a_time(tmp_path: Path) -> None:
    given = [
        "2026-03-05",
        " 2026-03-05\u00a0",
        "2026-03-05T10:00",
        "2026-03-05 23:59:59.999",
        "2024-02-29",
        "0001-01-01",
        "",
    ]
    days = [date(2026, 3, 5)] * 4 + [date(2024, 2, 29), date(1, 1, 1), None]
    assert typed(tmp_path, "cases", "opened_on", given) == [(day, False) for day in days]


def test_a_moment_is_cut_to_the_second_and_says_whether_it_has_a_time(tmp_path: Path) -> None:
    given = [
        "2026-03-05",
        "2026-03-05T10:00",
        "2026-03-05 10:00:59.999999999",
        "2026-03-05 00:00",
        "2026-03-05 23:59:59.5",
    ]
    assert typed(tmp_path, "decisions", "decided_at", given, "__timed") == [
        (datetime(2026, 3, 5), False),
        (datetime(2026, 3, 5, 10), True),
        (datetime(2026, 3, 5, 10, 0, 59), True),
        (datetime(2026, 3, 5), True),
        (datetime(2026, 3, 5, 23, 59, 59), True),
    ]


def test_codes_are_read_in_any_case_and_unknown_ones_are_blank_and_flagged(tmp_path: Path) -> None:
    given = ["OPEN", " Closed ", "opened", "", "\u00a0archived\t", "open;closed"]
    found = [("open", False), ("closed", False), (None, True), (None, False), ("archived", False), (None, True)]
    assert typed(tmp_path, "cases", "status", given) == found


@pytest.mark.parametrize("text", ["Y", "true", "1", "yes.", "ja"])
def test_yes_and_no_are_the_only_words_for_yes_and_no(tmp_path: Path, text: str) -> None:
    assert typed(tmp_path, "cases", "evidence_hold", ["YES", " no ", text]) == [
        ("yes", False),
        ("no", False),
        (None, True),
    ]


def test_lists_keep_what_they_know_and_flag_what_they_do_not(tmp_path: Path) -> None:
    given = ["health;address", " HEALTH ; \u00a0address\u00a0 ;", "health;gossip", "gossip", ";;", "health;health", ""]
    found = [("health;address", False), ("health;address", False), ("health", True), (None, True), (None, False)]
    found += [("health;health", False), (None, False)]
    assert typed(tmp_path, "disclosures", "info_categories", given) == found


def test_a_list_is_one_bit_for_each_code_however_often_it_is_named(tmp_path: Path) -> None:
    codes = declared()["disclosures"].columns["info_categories"].codes
    both = (1 << codes.index("health")) | (1 << codes.index("address"))
    given = ["health;address", "address; health;health;gossip", "gossip", ""]
    masks = [mask for _, mask in typed(tmp_path, "disclosures", "info_categories", given, "__mask")]
    assert masks == [both, both, None, None]


@pytest.mark.parametrize(
    ("column", "value"),
    [("case_id", "C 1"), ("opened_on", date(2026, 3, 5)), ("status", "open"), ("hold_reason", "Court, in May")],
)
def test_white_space_around_a_value_is_not_part_of_it_and_alone_is_blank(
    tmp_path: Path, column: str, value: object
) -> None:
    records = "".join(f'"{white}{value}{white}",iss\n"{white}",iss\n' for white in WHITE)
    query = f'SELECT "{column}" FROM cases ORDER BY source_row'
    _, rows = kept(tmp_path, {"cases": f"{column},service\n{records}"}, query)
    assert rows == [(value,), (None,)] * len(WHITE)


def test_lists_of_ids_lose_the_space_around_each_and_the_empty_ones(tmp_path: Path) -> None:
    content = 'document_id,about_person_ids\nD1,"P1 ;\u00a0P2;;\tP3; "\nD2,P1\nD3,;\n'
    _, rows = kept(tmp_path, {"documents": content}, "SELECT about_person_ids FROM documents ORDER BY source_row")
    assert rows == [("P1;P2;P3",), ("P1",), (None,)]


EMPTY_WORDS = [
    "n/a", "N/A", " n/a. ", "\uff4e\uff0f\uff41", "\uff2e\uff0f\uff21", "-", "...", "–", "“none”", "TBC!",
    "As  Discussed.", "as\u00a0discussed", "as\ndiscussed",
    "as\x0bdiscussed", "see notes " + "." * 40, "." * 40 + " none", "\u200b", "()",
    "see" + "\x0b" * 20 + "notes",
]  # fmt: skip


def test_a_placeholder_in_any_spelling_is_blank_and_remembered(tmp_path: Path) -> None:
    found = dict(zip(EMPTY_WORDS, typed(tmp_path, "decisions", "rationale", EMPTY_WORDS, "__placeholder"), strict=True))
    assert {text: value for text, value in found.items() if value != (None, True)} == {}


WORDS = [
    "n/a to her but he was told", "none of the family were present at the meeting", "as discussed with the police",
    "x1", "She said: see notes", "na", "7", "nonetheless", "é", "as discussed" + " " * 30 + "x", "n / a",
]  # fmt: skip


def test_a_text_that_merely_holds_a_placeholder_says_something(tmp_path: Path) -> None:
    assert typed(tmp_path, "decisions", "rationale", WORDS, "__placeholder") == [(text, False) for text in WORDS]


def test_a_placeholder_of_any_length_can_be_set(tmp_path: Path) -> None:
    long = "word " * 300 + "end"
    assert typed(tmp_path, "decisions", "rationale", [long, "x " + long], "__placeholder", [long]) == [
        (None, True),
        ("x " + long, False),
    ]


def test_codes_and_ids_may_look_like_placeholders(tmp_path: Path) -> None:
    content = "disclosure_id,basis\nnone,None\nn/a,consent\n"
    _, rows = kept(
        tmp_path, {"disclosures": content}, "SELECT disclosure_id, basis FROM disclosures ORDER BY source_row"
    )
    assert rows == [("none", "none"), ("n/a", "consent")]


def test_a_table_that_is_not_there_is_empty_and_every_column_can_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("case_id\nC1\n", "utf-8")
    with duckdb.connect() as connection:
        loaded = load(connection, tmp_path, AS_OF, PLACEHOLDERS)
        counts = {
            t: connection.execute(f'SELECT count(*), count(COLUMNS(*)) FROM "{t}"').fetchall()[0][0] for t in declared()
        }
    assert counts == {table: int(table == "cases") for table in declared()}
    assert loaded.columns == {"cases": frozenset({"case_id"})}


def test_white_space_is_all_that_unicode_and_python_call_so() -> None:
    spaces = "".join(chr(point) for point in range(0x110000) if chr(point).isspace())
    with duckdb.connect() as connection:
        blank = connection.execute(f"SELECT {conversions.trimmed('t')} FROM (SELECT $1 AS t)", [spaces]).fetchone()
    assert blank == (None,)
