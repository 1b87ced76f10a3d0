"""Charts of shares over months, of counts by kind, and of two kinds against each other.

They keep the manners of ``charts``: every mark carries its number, nothing rests on colour alone, the
alternative text gives the message, and the data follow in a table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import log1p

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Patch
from matplotlib.ticker import MaxNLocator

from checks.output.charts import COLOURS, INK, MUTED, SETTINGS, Chart, svg

WIDE = 7.6  # inches: for pictures of many columns, which scroll on a telephone rather than shrink
PALE, GRID = "#d6e4f0", "#e3e8ed"
BREACH, PLAIN = COLOURS["breach"], "#0b5583"
BESIDE = "The numbers are in the table next to it."


@dataclass(frozen=True)
class Month:
    """One month: its label, how many there were, and how many of them had the fault."""

    label: str
    total: int
    part: int

    @property
    def share(self) -> float:
        """The part, in per cent."""
        return 100 * self.part / self.total if self.total else 0.0


@dataclass(frozen=True)
class Cell:
    """One cell of a matrix: how many records, and how many of them break a rule."""

    count: int
    marked: int = 0


def figure(chart: Chart, words: str, *, wide: bool = False) -> str:
    """A chart with its table (``words``, already HTML) beside it, or below it where the chart is wide."""
    if not wide:
        return f'<figure class="chart">{chart.html}<div>{words}</div></figure>'
    label = escape(f"Picture: {chart.alt.split('.')[0]}", quote=True)
    picture = f'<div class="picture" role="region" tabindex="0" aria-label="{label}">{chart.html}</div>'
    return f'<figure class="chart wide">{picture}<div>{words}</div></figure>'


def over_months(months: Sequence[Month], alt: str, part: str, total: str) -> Chart:
    """Two panels over the same months: the share with the fault above, the counts it is of below.

    ``part`` and ``total`` name the two counts, such as ``without a reason`` and ``decisions``.
    """
    with mpl.rc_context(SETTINGS):
        drawing = Figure(figsize=(WIDE, 4.4), layout="constrained")
        upper, lower = drawing.subplots(2, 1, sharex=True, height_ratios=(3, 2))
        _share_line(upper, months, f"Per cent {part}")
        _count_columns(lower, months, part, total)
        drawing.align_ylabels()
        image = svg(drawing)
    return Chart(image, f"{alt} {BESIDE}")


def _share_line(axes: Axes, months: Sequence[Month], label: str) -> None:
    """The share, a dot a month; a month with nothing to count has no dot, and the line does not cross it."""
    places = range(len(months))
    shares = [month.share if month.total else float("nan") for month in months]
    axes.plot(places, shares, color=BREACH, linewidth=2, marker="o", markersize=6, clip_on=False)
    for place, (month, share) in enumerate(zip(months, shares, strict=True)):
        if month.part:
            axes.annotate(
                f"{share:.0f}", (place, share), (0, 7), textcoords="offset points", ha="center", color=INK, fontsize=9
            )
    axes.set_ylim(0, max([share for share in shares if share == share] + [4]) * 1.3)
    axes.set_title(label, loc="left", fontsize=10.5, color=INK)
    _bare(axes)
    axes.grid(axis="y", color=GRID, linewidth=1)
    axes.set_axisbelow(True)


def _count_columns(axes: Axes, months: Sequence[Month], part: str, total: str) -> None:
    places = list(range(len(months)))
    kept = [month.total - month.part for month in months]
    parts = [month.part for month in months]
    axes.bar(places, parts, color=BREACH, hatch="////", edgecolor="white", width=0.75, label=part)
    axes.bar(places, kept, bottom=parts, color=PALE, edgecolor=MUTED, linewidth=0.6, width=0.75, label=f"other {total}")
    axes.set_title(f"Number of {total}", loc="left", fontsize=10.5, color=INK)
    axes.set_xticks(places, [month.label for month in months])
    axes.set_xlim(-0.6, len(months) - 0.4)
    _bare(axes)
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, fontsize=9, labelcolor=INK)


def _bare(axes: Axes) -> None:
    axes.tick_params(colors=MUTED, length=0)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(MUTED)


def columns(counts: Mapping[str, Cell], alt: str, counted: str, marked: str = "") -> Chart:
    """Upright columns, one a kind or month in the order given; ``marked`` names the hatched part, if any."""
    with mpl.rc_context(SETTINGS):
        drawing = Figure(figsize=(WIDE, 3.0), layout="constrained")
        axes = drawing.subplots()
        for place, cell in enumerate(counts.values()):
            axes.bar(place, cell.count - cell.marked, bottom=cell.marked, color=PLAIN, width=0.7)
            axes.bar(place, cell.marked, color=BREACH, hatch="////", edgecolor="white", width=0.7)
            axes.annotate(
                f"{cell.count:,}", (place, cell.count), (0, 4), textcoords="offset points", ha="center", color=INK
            )
        axes.set_xticks(range(len(counts)), list(counts))
        axes.set_ylim(0, max([cell.count for cell in counts.values()] + [1]) * 1.2)
        axes.set_title(counted, loc="left", fontsize=10.5, color=INK)
        _bare(axes)
        axes.set_yticks([])
        if marked and any(cell.marked for cell in counts.values()):
            key = [Patch(facecolor=BREACH, hatch="////", edgecolor="white", label=marked)]
            axes.legend(handles=key, loc="lower right", bbox_to_anchor=(1, 1), frameon=False, labelcolor=INK)
        image = svg(drawing)
    return Chart(image, f"{alt} {BESIDE}")


def matrix(
    rows: Sequence[str],
    heads: Sequence[str],
    cells: Mapping[tuple[str, str], Cell],
    alt: str,
    marked: str = "",
    *,
    totals: str = "",
) -> Chart:
    """Tiles in rows and columns, the darker the more; a cross and a thick edge where some break a rule.

    ``cells`` is by (row, head); a pair that is not there stays empty. ``marked`` says what the cross means.
    ``totals`` names the columns' sums, which then stand above as bars.
    """
    with mpl.rc_context(SETTINGS):
        tilt = len(heads) > 6
        bars = 1.4 if totals else 0.0
        drawing = Figure(figsize=(WIDE, (1.7 if tilt else 0.7) + bars + 0.44 * len(rows)), layout="constrained")
        axes = _with_totals(drawing, rows, heads, cells, totals) if totals else drawing.subplots()
        largest = max((cell.count for cell in cells.values()), default=1) or 1
        inches = (WIDE - 1.9) / max(len(heads), 1)
        for (row, head), cell in cells.items():
            if cell.count:
                _tile(axes, (heads.index(head), rows.index(row)), cell, largest, inches)
        _grid(axes, rows, heads, tilt, above=not totals)
        if marked and any(cell.marked for cell in cells.values()):
            axes.set_xlabel(f"✕  {marked}", color=BREACH, loc="left", fontsize=10, labelpad=8)
        image = svg(drawing)
    return Chart(image, f"{alt} {BESIDE}")


def _tile(axes: Axes, place: tuple[int, int], cell: Cell, largest: int, inches: float) -> None:
    """One tile, shaded by the count's size among all, its numbers as large as its width allows."""
    x, y = place
    shade = log1p(cell.count) / log1p(largest)
    edge, width = (BREACH, 2.2) if cell.marked else ("white", 0.5)
    axes.add_patch(
        FancyBboxPatch(
            (x - 0.44, y - 0.40),
            0.88,
            0.80,
            boxstyle="round,pad=0,rounding_size=0.08",
            facecolor=_blue(shade),
            edgecolor=edge,
            linewidth=width,
        )
    )
    said, broken = f"{cell.count:,}", f"✕{cell.marked:,}" if cell.marked else ""
    size = min(10.0, 68 * inches / max(len(said), len(broken)))
    if not cell.marked:
        axes.text(x, y, said, ha="center", va="center", color=INK, fontsize=size)
        return
    axes.text(x, y - 0.03, said, ha="center", va="bottom", color=INK, fontsize=size)
    axes.text(x, y, broken, ha="center", va="top", color="#7a2600", fontsize=size, weight="bold")


def _blue(shade: float) -> tuple[float, float, float]:
    """From nearly white to a blue on which dark words still stand out."""
    pale, full = (0.93, 0.96, 0.98), (0.60, 0.77, 0.89)
    red, green, blue = (start + (end - start) * shade for start, end in zip(pale, full, strict=True))
    return red, green, blue


def _with_totals(
    drawing: Figure, rows: Sequence[str], heads: Sequence[str], cells: Mapping[tuple[str, str], Cell], totals: str
) -> Axes:
    """The lower of two panels; the upper holds the columns' sums."""
    lower: Axes
    upper, lower = drawing.subplots(2, 1, sharex=True, height_ratios=(1.4, max(0.44 * len(rows), 0.44)))
    sums = [sum(cell.count for (_, of), cell in cells.items() if of == head) for head in heads]
    upper.bar(range(len(heads)), sums, color=BREACH, width=0.62)
    for place, size in enumerate(sums):
        upper.annotate(f"{size:,}", (place, size), (0, 3), textcoords="offset points", ha="center", color=INK)
    upper.set_ylim(0, max([*sums, 1]) * 1.25)
    upper.set_title(totals, loc="left", fontsize=10.5, color=INK)
    upper.set_yticks([])
    _bare(upper)
    upper.set_yticks([])
    upper.tick_params(labelbottom=False)
    return lower


def _grid(axes: Axes, rows: Sequence[str], heads: Sequence[str], tilt: bool, *, above: bool) -> None:
    """The names of rows and columns; those of the columns above the tiles, or below where bars stand above."""
    axes.set_xticks(range(len(heads)), list(heads), rotation=40 if tilt else 0, ha="left" if tilt else "center")
    axes.set_yticks(range(len(rows)), list(rows))
    axes.set_xlim(-0.55, len(heads) - 0.45)
    axes.set_ylim(len(rows) - 0.45, -0.55)
    if above:
        axes.xaxis.tick_top()
    axes.tick_params(length=0, colors=INK)
    for place in range(len(rows) + 1):
        axes.axhline(place - 0.5, color=GRID, linewidth=1, zorder=0)
    for side in axes.spines.values():
        side.set_visible(False)
