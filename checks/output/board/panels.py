"""Shares by service, a panel for each question, side by side with the same services on the same lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from checks.output.board.shown import per_cent
from checks.output.charts import INK, MUTED, SETTINGS, Chart, svg
from checks.output.pictures import BESIDE, GRID, PLAIN, WIDE
from checks.output.suppression import Mark


@dataclass(frozen=True)
class Line:
    """One service of a question: its name and its share as shown."""

    name: str
    share: Decimal | Mark


def panels(questions: Mapping[str, Sequence[Line]], alt: str) -> Chart:
    """A bar for each service and question, with its share; a hidden share is its mark, at the foot of every bar."""
    names = [line.name for line in next(iter(questions.values()))]
    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(WIDE, 0.8 + 0.22 * len(names)), layout="constrained")
        for axes, (title, lines) in zip(
            figure.subplots(1, len(questions), sharey=True), questions.items(), strict=True
        ):
            _panel(axes, _broken(title), lines)
        image = svg(figure)
    return Chart(image, f"{alt} {BESIDE}")


def _panel(axes: Axes, title: str, lines: Sequence[Line]) -> None:
    shares = [float(line.share) for line in lines if isinstance(line.share, Decimal)]
    longest = max([*shares, 1.0])
    for place, line in enumerate(lines):
        if isinstance(line.share, Mark):
            axes.text(longest * 0.03, place, str(line.share), va="center", fontsize=8.5, color=MUTED)
            continue
        axes.barh(place, float(line.share), height=0.62, color=PLAIN)
        beside = float(line.share) + longest * 0.03
        axes.text(beside, place, per_cent(line.share), va="center", fontsize=8.5, color=INK)
    axes.set_title(title, loc="left", fontsize=9.5, color=INK, linespacing=1.1)
    axes.set_xlim(0, longest * 1.45)
    axes.set_ylim(len(lines) - 0.5, -0.6)
    axes.set_xticks([])
    axes.set_yticks(range(len(lines)), [line.name for line in lines], fontsize=9)
    axes.tick_params(length=0, colors=INK)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color(GRID)


def _broken(title: str) -> str:
    """A title on several lines, so that four stand side by side."""
    return "\n".join(wrap(title, 16))
