"""Which files and sheets a mapping's source means."""

import pytest

from checks.errors import ExportError
from checks.intake.choosing import choose
from checks.intake.pieces import Piece


def chosen(files: list[str], given: list[str], pick: str = "only", sheet: str = "") -> list[str]:
    """The labels of the pieces chosen of these files; ``book.xlsx|Sheet`` is a sheet, an empty one with ``!``."""
    pieces = []
    for name in given:
        file, _, tab = name.partition("|")
        pieces.append(Piece(file, "workbook" if tab else "csv", None, tab.rstrip("!"), tab.endswith("!")))
    return [piece.label for piece in choose(files, pick, sheet, pieces).pieces]


def test_names_and_patterns_are_matched_without_case_and_in_the_order_of_the_mapping() -> None:
    given = ["B.CSV", "log 2.csv", "log [1].csv", "mail.zip/a.csv"]
    assert chosen(["a.csv", "b.csv"], given) == ["mail.zip/a.csv", "B.CSV"]
    assert chosen(["LOG [?].csv"], given) == ["log [1].csv"]
    assert chosen(["mail.zip/*"], given) == ["mail.zip/a.csv"]
    assert chosen(["*.csv"], given, "all") == ["B.CSV", "log 2.csv", "log [1].csv", "mail.zip/a.csv"]


def test_a_file_that_is_not_there_is_named() -> None:
    found = choose(["a.csv", "b*.csv"], "only", "", [Piece("a.csv", "csv")])
    assert (len(found.pieces), found.missing) == (1, ("b*.csv",))


@pytest.mark.parametrize(
    ("files", "newest"),
    [
        (["log 2026-07-31.csv", "log 2026-08-31.csv", "log 2025-12-31.csv"], "log 2026-08-31.csv"),
        (["log_20260731.csv", "log_20260831.csv"], "log_20260831.csv"),
        (["log 2026_07.csv", "log 2026_08.csv"], "log 2026_08.csv"),
        (["log 31-07-2026.csv", "log 30-08-2026.csv"], "log 30-08-2026.csv"),
        (["log July 2026.csv", "log Aug 2026.csv"], "log Aug 2026.csv"),
        (["log 3 July 2026.csv", "log 12 Jul 2026.csv"], "log 12 Jul 2026.csv"),
    ],
)
def test_the_newest_is_told_by_the_date_in_the_name(files: list[str], newest: str) -> None:
    assert chosen(["log*.csv"], files, "newest") == [newest]


@pytest.mark.parametrize(
    ("files", "pick", "said"),
    [
        (
            ["log1.csv", "log2.csv"],
            "only",
            "log1.csv and log2.csv are all named log*.csv. Say pick: newest or pick: all",
        ),
        (["log 2026-07.csv", "log final.csv"], "newest", "log final.csv has no date in its name that can be told"),
        (["log 01-02-2026.csv", "log 2026-01.csv"], "newest", "log 01-02-2026.csv has no date in its name that can"),
        (["log 2026-13-45.csv", "log 2026-01.csv"], "newest", "log 2026-13-45.csv has no date in its name"),
        (
            ["log 2026-07.csv", "log b 2026-07.csv"],
            "newest",
            "log 2026-07.csv and log b 2026-07.csv have the same date",
        ),
    ],
)
def test_what_cannot_be_told_is_asked(files: list[str], pick: str, said: str) -> None:
    with pytest.raises(ExportError) as refused:
        chosen(["log*.csv"], files, pick)
    assert str(refused.value).startswith(said)


BOOK = ["book.xlsx|Clients", "book.xlsx|Lists", "book.xlsx|Sheet3!"]


def test_a_sheet_is_named_or_is_the_only_one_that_holds_anything() -> None:
    assert chosen(["book.xlsx"], BOOK, sheet="clients") == ["book.xlsx sheet Clients"]
    assert chosen(["book.xlsx"], BOOK, sheet="L*") == ["book.xlsx sheet Lists"]
    assert chosen(["book.xlsx"], BOOK[1:]) == ["book.xlsx sheet Lists"]
    assert chosen(["book.xlsx"], BOOK[:2], "all", "*") == ["book.xlsx sheet Clients", "book.xlsx sheet Lists"]


@pytest.mark.parametrize(
    ("given", "sheet", "said"),
    [
        (BOOK, "", "book.xlsx has the sheets Clients and Lists. Say in the mapping which one, with sheet."),
        (BOOK, "Client", "book.xlsx has no sheet Client, which the mapping reads. Did you mean Clients?"),
        (BOOK, "*s", "book.xlsx has the sheets Clients and Lists, which are all named *s."),
        (["book.xlsx"], "Clients", "book.xlsx is no workbook, so it has no sheet Clients."),
    ],
)
def test_a_sheet_that_cannot_be_told_is_asked(given: list[str], sheet: str, said: str) -> None:
    with pytest.raises(ExportError) as refused:
        chosen(["book.xlsx"], given, sheet=sheet)
    assert str(refused.value).startswith(said)
