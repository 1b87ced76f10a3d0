"""Tables: accessible, escaped, and honest about the rows they leave out."""

import pandas as pd
from bs4 import BeautifulSoup

from checks.output.tables import Column, numeric, table

COLUMNS = (Column("id", "Record"), numeric("size", "Size"))


def soup(frame: pd.DataFrame, **options: object) -> BeautifulSoup:
    return BeautifulSoup(table(frame, "Some records", COLUMNS, **options), "html.parser")


def test_a_table_has_a_caption_and_every_header_says_what_it_heads() -> None:
    page = soup(pd.DataFrame({"id": ["A", "B"], "size": [1, 2000]}))
    assert page.caption.text == "Some records"
    assert [cell["scope"] for cell in page.find_all("th")] == ["col", "col", "row", "row"]
    assert [cell.text for cell in page.find_all("td")] == ["1", "2,000"]


def test_a_table_scrolls_in_a_region_that_takes_the_focus_and_has_a_name() -> None:
    region = soup(pd.DataFrame({"id": ["A"], "size": [1]})).div
    assert (region["role"], region["tabindex"], region["aria-label"]) == ("region", "0", "Some records")


def test_values_are_shown_and_never_run() -> None:
    page = soup(pd.DataFrame({"id": ["<script>alert(1)</script>"], "size": [1]}))
    assert page.find("script") is None
    assert page.find("th", scope="row").text == "<script>alert(1)</script>"


def test_a_long_table_says_how_many_rows_it_leaves_out_and_where_they_are() -> None:
    page = soup(pd.DataFrame({"id": list("ABCDE"), "size": range(5)}), limit=2)
    assert len(page.tbody.find_all("tr")) == 2
    assert page.find("p").text == "2 of 5 rows are shown here; the other 3 are in the worklist."


def test_missing_values_are_blank_and_whole_numbers_have_no_decimal_point() -> None:
    page = soup(pd.DataFrame({"id": [None, 12.0], "size": [float("nan"), 3.0]}, dtype=object))
    assert [cell.text for cell in page.tbody.find_all(["th", "td"])] == ["", "–", "12", "3"]
