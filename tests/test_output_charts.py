"""Charts: the same bytes every time, words beside the picture, and colours that can be told apart."""

import base64

import pytest
from matplotlib.colors import to_rgb

from checks.output.charts import BARS_SHOWN, COLOURS, HATCHES, Bar, stacked
from checks.output.words import OUTCOMES

BARS = [Bar("RAT-01: blank", {"breach": 14.0, "conflict": 2.0, "undecided": 1.0}, "17")]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("outcome", COLOURS)
def test_every_colour_has_three_to_one_contrast_with_white(outcome: str) -> None:
    assert 1.05 / (luminance(COLOURS[outcome]) + 0.05) >= 3


def test_outcomes_differ_by_pattern_and_not_by_colour_alone() -> None:
    assert set(HATCHES) == set(COLOURS) == set(OUTCOMES)
    assert len(set(HATCHES.values())) == len(OUTCOMES)


def test_the_same_chart_has_the_same_bytes() -> None:
    assert stacked(BARS, "One bar.", "Number of records") == stacked(BARS, "One bar.", "Number of records")


def test_a_chart_is_an_image_within_the_page_and_asks_for_nothing_else() -> None:
    chart = stacked(BARS, "One bar.", "Number of records")
    kind, _, data = chart.image.partition(",")
    drawing = base64.b64decode(data).decode()
    assert kind == "data:image/svg+xml;base64"
    assert "<script" not in drawing
    assert "@import" not in drawing


def test_the_alternative_text_gives_the_message_and_is_escaped() -> None:
    html = stacked(BARS, 'Most: "blank" <b>.', "Number of records").html
    assert 'alt="Most: &quot;blank&quot; &lt;b&gt;. The numbers are in the table next to it."' in html


def test_bars_left_out_are_told() -> None:
    bars = [Bar(f"R{n}", {"breach": 1.0}, "1") for n in range(BARS_SHOWN + 3)]
    html = stacked(bars, "Many.", "Number of records").html
    assert f"The chart shows the {BARS_SHOWN} longest bars; the other 3 are in the table." in html
