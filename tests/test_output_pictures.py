"""Pictures of the readings: the same bytes every time, words beside them, and numbers that stand out."""

import base64
from datetime import date

import pytest
from test_output_charts import luminance

from checks.output import markdown
from checks.output.charts import Chart
from checks.output.lanes import SHAPES, Mark, timeline
from checks.output.pictures import BREACH, INK, PLAIN, Cell, Month, _blue, columns, figure, matrix, over_months

MARKS = [Mark("disclosure", date(2026, 1, 2), True), Mark("odd", date(2026, 1, 3), False)]


def pictures() -> list[Chart]:
    cells = {("iss", "up to 30 days"): Cell(1200, 3), ("refuge", "over 2 years"): Cell(1)}
    rows, heads = ["iss", "refuge"], ["up to 30 days", "over 2 years"]
    return [
        over_months([Month("Jan", 10, 2), Month("", 0, 0), Month("Mar", 4, 4)], "Two of ten.", "late", "letters"),
        columns({"due\nnow": Cell(0), "to 30\nNov": Cell(9, 2)}, "Nine in November.", "Cases", "on hold"),
        matrix(rows, heads, cells, "Most in iss.", "break the rule"),
        matrix(rows, heads, cells, "Most in iss.", totals="Cases"),
        timeline(MARKS, date(2026, 3, 1), "Two events."),
    ]  # fmt: skip


def test_the_same_picture_has_the_same_bytes() -> None:
    assert pictures() == pictures()


def test_a_picture_is_within_the_page_and_asks_for_nothing_else() -> None:
    for picture in pictures():
        kind, _, data = picture.image.partition(",")
        drawing = base64.b64decode(data).decode()
        assert kind == "data:image/svg+xml;base64"
        assert "<script" not in drawing
        assert "@import" not in drawing


@pytest.mark.parametrize("shade", [0.0, 0.5, 1.0])
def test_the_words_on_a_tile_stand_out_from_its_shade(shade: float) -> None:
    tile = "#" + "".join(f"{round(255 * part):02x}" for part in _blue(shade))
    for ink in (INK, "#7a2600"):
        assert (luminance(tile) + 0.05) / (luminance(ink) + 0.05) >= 4.5


@pytest.mark.parametrize("colour", [BREACH, PLAIN])
def test_a_mark_has_three_to_one_contrast_with_white(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 3


def test_lanes_differ_by_shape() -> None:
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_a_wide_picture_scrolls_in_a_region_with_a_name_and_is_escaped() -> None:
    chart = matrix(["<b>"], ["x"], {("<b>", "x"): Cell(1)}, 'Most in "<b>".')
    html = figure(chart, "<table></table>", wide=True)
    assert 'role="region" tabindex="0" aria-label="Picture: Most in &quot;&lt;b&gt;&quot;"' in html
    assert "<b>" not in html


def test_rule_pages_become_html_with_captions_and_nothing_of_them_is_markup() -> None:
    table = "| a | b |\n| --- | --- |\n| x \\| y | <i> |"
    page = f"## What\n\nA `code` and *fact*.\n\n- one <b>\n\n{table}\n\n```sql\na < b\n```\n"
    html = markdown.html(page, 4, "RAT-01")
    assert html.startswith("<h4>What</h4><p>A <code>code</code> and <em>fact</em>.</p><ul><li>one &lt;b&gt;</li></ul>")
    assert '<caption>RAT-01: what</caption><thead><tr><th scope="col">a</th>' in html
    assert '<th scope="row">x | y</th><td>&lt;i&gt;</td>' in html
    assert "<pre>a &lt; b</pre>" in html
