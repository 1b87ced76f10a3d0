"""A case's timeline as a picture: a lane for each kind of event, a mark for each day, a ring where a finding is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from checks.output.charts import INK, MUTED, SETTINGS, Chart, svg
from checks.output.pictures import BESIDE, BREACH, GRID, PLAIN, WIDE

# A shape each, so that lanes differ without their colour; the order is that of a reader's questions.
SHAPES: Mapping[str, str] = {
    "case opened": ">",
    "case closed": "X",
    "notice given": "^",
    "consent": "o",
    "harm concern": "*",
    "decision": "D",
    "manager or adviser": "P",
    "disclosure": "s",
}


@dataclass(frozen=True)
class Mark:
    """One event: its lane, its day, and whether a rule found it."""

    lane: str
    day: date
    found: bool


def timeline(marks: Sequence[Mark], as_of: date, alt: str) -> Chart:
    """The events by lane along the days, up to the audit's day."""
    lanes = [lane for lane in SHAPES if any(mark.lane == lane for mark in marks)]
    lanes += sorted({mark.lane for mark in marks} - set(lanes))
    with mpl.rc_context(SETTINGS):
        drawing = Figure(figsize=(WIDE, 1.3 + 0.36 * len(lanes)), layout="constrained")
        axes = drawing.subplots()
        for place, lane in enumerate(lanes):
            axes.axhline(place, color=GRID, linewidth=1, zorder=0)
            _lane(axes, place, [mark for mark in marks if mark.lane == lane])
        axes.axvline(_number(as_of), color=MUTED, linestyle="--", linewidth=1)
        axes.annotate(
            "judged on", (_number(as_of), -0.6), (-4, -2), textcoords="offset points", ha="right", color=MUTED
        )
        axes.set_yticks(range(len(lanes)), lanes)
        axes.set_ylim(len(lanes) - 0.4, -0.6)
        _dress(axes)
        if any(mark.found for mark in marks):
            key = Line2D([], [], marker="o", markersize=12, markerfacecolor="none", color=BREACH, linestyle="none")
            drawing.legend([key], ["ringed: a rule found it"], loc="outside upper right", frameon=False, labelcolor=INK)
        image = svg(drawing)
    return Chart(image, f"{alt} {BESIDE}")


def _lane(axes: Axes, place: int, marks: Sequence[Mark]) -> None:
    """One lane's marks, those that a rule found on top and ringed."""
    for mark in sorted(marks, key=lambda one: one.found):
        shaped = mark.lane in SHAPES
        axes.scatter(
            [_number(mark.day)],
            [place],
            marker=SHAPES.get(mark.lane, "|"),
            s=75 if shaped else 110,
            c=BREACH if mark.found else PLAIN,
            linewidths=0.8 if shaped else 1.6,
            zorder=3 if mark.found else 2,
        )
        if mark.found:
            axes.scatter([_number(mark.day)], [place], s=260, c="none", edgecolors=BREACH, linewidths=1.8, zorder=4)


def _dress(axes: Axes) -> None:
    locator = AutoDateLocator(maxticks=7)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.tick_params(length=0, colors=INK)
    for side in axes.spines.values():
        side.set_visible(False)


def _number(day: date) -> float:
    return float(date2num(day))  # type: ignore[no-untyped-call]
