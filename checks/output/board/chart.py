"""The picture of one headline question over the months, as an XmR chart of shares as shown."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from checks.output.board.shown import Point, per_cent
from checks.output.board.verdict import BETTER, LEVEL, WORSE, Verdict, chart_of, too_few
from checks.output.charts import INK, MUTED, SETTINGS, Chart, svg
from checks.output.pictures import BESIDE, GRID
from checks.output.suppression import Mark
from checks.output.words import count, month_name
from checks.output.xmr import Xmr

SIZE = (4.9, 2.9)  # inches
NARROW = 0.075  # of the chart's height: the least distance between two of its labels
# Darker than the usual blue, orange and grey of these charts, which do not reach 3:1 on white.
LOOKS: Mapping[str, tuple[str, str, float]] = {  # colour, shape, size
    LEVEL: ("#5c6873", "o", 6.0),
    BETTER: ("#00679e", "v", 8.5),
    WORSE: ("#b34700", "^", 8.5),
}
NAMES = {WORSE: "sign of getting worse", BETTER: "sign of getting better", LEVEL: "no sign of change"}


def xmr_chart(title: str, points: Sequence[Point], told: Verdict) -> Chart:
    """Shares in per cent, a dot a month, with the mean and the limits where there are enough months to have any."""
    chart = chart_of(points)
    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=SIZE, layout="constrained")
        axes = figure.subplots()
        _frame(axes, points, chart)
        if not too_few(points):
            _limits(axes, chart, len(points))
        _months(axes, points, chart)
        image = svg(figure)
    return Chart(image, f"{_alt(title, points, told)} {BESIDE}")


def _frame(axes: Axes, points: Sequence[Point], chart: Xmr) -> None:
    """The axes: their heights come from what is shown and from nothing else."""
    heights = [value for value in (*chart.points, chart.upper, chart.lower) if value == value]
    low, high = max(min(heights, default=0), 0), max([*heights, 1])
    room = (high - low) * 0.25 or high * 0.25
    axes.set_ylim(low - room if low > 2 * room else 0, high + room)
    axes.set_xlim(-0.6, len(points) - 0.4 + 0.3 * max(len(points), 4))
    step = 1 if len(points) <= 7 else 2 if len(points) <= 14 else 3
    last = len(points) - 1
    ticks = [place for place in range(len(points)) if (last - place) % step == 0]
    axes.set_xticks(ticks, [_short(points[place].month, place == ticks[0]) for place in ticks], fontsize=9)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4))
    axes.yaxis.set_major_formatter("{x:g}%")
    axes.tick_params(colors=MUTED, length=0, labelsize=9)
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(MUTED)


def _short(month: str, first: bool) -> str:
    """``Sep``, with the year under the first month shown and each January or February after it."""
    name = month_name(month)
    return f"{name[:3]}\n{month[:4]}" if first or month[5:] in ("01", "02") else name[:3]


def _limits(axes: Axes, chart: Xmr, width: int) -> None:
    """The mean, and the limits as dashes, each named and numbered at its right end."""
    lines = [("lower limit", chart.lower, "--"), ("mean", chart.mean, "-"), ("upper limit", chart.upper, "--")]
    bottom, top = axes.get_ylim()
    free = bottom
    for name, height, dashes in lines:
        if height == height and height > 0:  # NaN is not itself
            axes.plot([-0.5, width - 0.5], [height, height], dashes, color=MUTED, linewidth=1.1)
            place = max(height, free)
            said = f"{name} {height:.1f}%"
            axes.text(width + 0.35, place, said, fontsize=8.5, color=MUTED, va="center", ha="left")
            free = place + NARROW * (top - bottom)


def _months(axes: Axes, points: Sequence[Point], chart: Xmr) -> None:
    """The months: a line that no gap is crossed by, a shape for what each says, and a mark where a month is hidden."""
    axes.plot(range(len(points)), chart.points, color="#8b96a0", linewidth=1.4, zorder=2)
    for place, point in enumerate(points):
        if isinstance(point.share, Mark):  # at the foot, wherever the share may be
            axes.text(
                place, 0.02, str(point.share), transform=axes.get_xaxis_transform(), ha="center", fontsize=8, color=INK
            )
            continue
        colour, shape, size = LOOKS[kind(points, chart, place)]
        axes.plot(
            [place], [float(point.share)], shape, color=colour, markersize=size, markeredgecolor="white", zorder=3
        )
    _latest(axes, points, chart)


def _latest(axes: Axes, points: Sequence[Point], chart: Xmr) -> None:
    """The latest share in figures, on the side of its point that the line does not come from."""
    last, share = len(points) - 1, points[-1].share
    if isinstance(share, Decimal):
        falling = last > 0 and chart.points[last - 1] > chart.points[last]
        side = (0, -15) if falling else (0, 9)
        axes.annotate(
            per_cent(share), (last, float(share)), side, textcoords="offset points",
            ha="center", fontsize=11, color=INK, weight="bold", zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85},
        )  # fmt: skip


def kind(points: Sequence[Point], chart: Xmr, place: int) -> str:
    """What one month's shape says; a share that rises is worse."""
    if too_few(points) or not chart.signals[place]:
        return LEVEL
    if chart.outside[place] or chart.run[place] or chart.near[place]:
        return WORSE if chart.points[place] > chart.mean else BETTER
    step = chart.points[place] - chart.points[place - 1] if place else chart.points[1] - chart.points[0]
    return WORSE if step > 0 else BETTER


def _alt(title: str, points: Sequence[Point], told: Verdict) -> str:
    shown = [point for point in points if isinstance(point.share, Decimal)]
    if not shown:
        return f"{title}: {told.words}. No month's share may be shown."
    first, last = shown[0], shown[-1]
    way = f"{per_cent(first.share)} of the records judged in {month_name(first.month)}"
    moved = f"{way}, {per_cent(last.share)} in {month_name(last.month)}" if last is not first else way
    hidden = len(points) - len(shown)
    gaps = f" {count(hidden, 'month')} {'has' if hidden == 1 else 'have'} no share to show." if hidden else ""
    return f"{title}: {told.words}. {moved} broke a rule. {told.sentence}{gaps}"
