"""Charts of counts by matplotlib, as images that say their message in words too.

A chart never stands alone: every bar carries its number, every colour has a pattern, the alternative
text says what to see, and the data follow in a table. Colours keep 3:1 contrast with white and stay
apart for colour-blind readers (dark vermilion, blue and grey, after Okabe and Ito).
"""

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import shorten
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from checks.output.words import OUTCOMES

BARS_SHOWN = 14
WIDTH = 4.5  # inches: narrow, so that the words stay large enough when a telephone shrinks the chart
INK, MUTED = "#1b2733", "#4d5b68"
COLOURS: Mapping[str, str] = {"breach": "#a63a00", "conflict": "#0072b2", "undecided": "#6b7680"}
HATCHES: Mapping[str, str] = {"breach": "", "conflict": "////", "undecided": "---"}


@dataclass(frozen=True)
class Style:
    """How one part of a bar is drawn, and what the legend calls it."""

    colour: str
    hatch: str
    name: str


BY_OUTCOME: Mapping[str, Style] = {key: Style(COLOURS[key], HATCHES[key], OUTCOMES[key].name) for key in COLOURS}
SETTINGS: Any = {
    "svg.hashsalt": "checks",  # else matplotlib names its parts at random and no two reports are equal
    "svg.fonttype": "path",
    "hatch.linewidth": 1.2,
    "font.family": "DejaVu Sans",
    "font.size": 10.5,
}


@dataclass(frozen=True)
class Bar:
    """One bar: its label, the length of each outcome's part, and the words beside it."""

    label: str
    parts: Mapping[str, float]
    note: str


@dataclass(frozen=True)
class Chart:
    """A drawn chart: the image as a data URI, and what it says."""

    image: str
    alt: str
    note: str = ""

    @property
    def html(self) -> str:
        """The image with its alternative text, and a note for every reader where bars were left out."""
        note = f'<p class="more">{escape(self.note)}</p>' if self.note else ""
        return f'<div><img src="{self.image}" alt="{escape(self.alt, quote=True)}">{note}</div>'


def stacked(bars: Sequence[Bar], alt: str, axis: str, styles: Mapping[str, Style] = BY_OUTCOME) -> Chart:
    """Horizontal bars, one above the other, each split by outcome, or into the parts that ``styles`` names.

    Lengths are in the unit that ``axis`` names. Bars past ``BARS_SHOWN`` stay in the table only, and
    a note says so. The labels stand above the bars, which leaves the bars their width.
    """
    shown = list(bars[:BARS_SHOWN])
    left_out = len(bars) - len(shown)
    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(WIDTH, 1.2 + 0.56 * len(shown)), layout="constrained")
        axes = figure.subplots()
        _draw(axes, shown, styles)
        _dress(axes, shown, axis)
        _legend(figure, shown, styles)
        image = svg(figure)
    note = f"The chart shows the {len(shown)} longest bars; the other {left_out} are in the table." if left_out else ""
    return Chart(image, f"{alt} The numbers are in the table next to it.", note)


def _draw(axes: Axes, bars: Sequence[Bar], styles: Mapping[str, Style]) -> None:
    longest = max((sum(bar.parts.values()) for bar in bars), default=0) or 1
    for place, bar in enumerate(bars):
        start = 0.0
        for outcome, length in bar.parts.items():
            if length:
                axes.barh(
                    place,
                    length,
                    left=start,
                    height=0.42,
                    color=styles[outcome].colour,
                    hatch=styles[outcome].hatch,
                    edgecolor="white",
                    linewidth=1.2,
                )
            start += length
        axes.text(start + longest * 0.015, place, bar.note, va="center", ha="left", color=INK)
        label = shorten(bar.label, 48, placeholder=" …")
        axes.text(longest * 0.006, place - 0.3, label, va="bottom", ha="left", color=INK)
    axes.set_xlim(0, longest * 1.4)


def _dress(axes: Axes, bars: Sequence[Bar], axis: str) -> None:
    axes.set_ylim(len(bars) - 0.5, -0.85)
    axes.set_yticks([])
    axes.set_xlabel(axis, color=MUTED, loc="left")
    axes.tick_params(axis="x", colors=MUTED)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=axis.startswith("Number")))
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color(MUTED)


def _legend(figure: Figure, bars: Sequence[Bar], styles: Mapping[str, Style]) -> None:
    used = [styles[outcome] for outcome in styles if any(bar.parts.get(outcome) for bar in bars)]
    patches = [Patch(facecolor=style.colour, hatch=style.hatch, edgecolor="white", label=style.name) for style in used]
    if patches:
        figure.legend(
            handles=patches,
            loc="outside upper left",
            ncols=min(len(used), 4),
            frameon=False,
            labelcolor=INK,
            fontsize=8.5,
            handlelength=1.2,
            columnspacing=1,
        )


def svg(figure: Figure) -> str:
    """The drawing as a data URI: no file, no clock, no network."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return "data:image/svg+xml;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
