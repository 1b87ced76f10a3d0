"""What a headline question's months say: better, worse, no sign of change, or too little to tell; and by which rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks.output.board.shown import Point
from checks.output.suppression import Mark
from checks.output.words import listed
from checks.output.xmr import ENOUGH, FIRM_FROM, Xmr, xmr

BETTER, WORSE, MIXED, LEVEL, UNKNOWN = "better", "worse", "mixed", "level", "unknown"
MARKS = {BETTER: "▼", WORSE: "▲", MIXED: "◆", LEVEL: "●", UNKNOWN: "○"}
WORDS = {
    BETTER: "getting better",
    WORSE: "getting worse",
    MIXED: "signs both ways",
    LEVEL: "no sign of change",
    UNKNOWN: "too little to tell",
}

MEANS = {
    BETTER: "Something has changed for the better",
    WORSE: "Something has changed for the worse",
    MIXED: "Something has changed, and the signs point both ways",
}


@dataclass(frozen=True)
class Verdict:
    """The answer for one headline question, and the sentence that says why."""

    kind: str
    sentence: str

    @property
    def mark(self) -> str:
        """A shape that says it without colour."""
        return MARKS[self.kind]

    @property
    def words(self) -> str:
        """The answer in a few words."""
        return WORDS[self.kind]


def chart_of(points: Sequence[Point]) -> Xmr:
    """The XmR chart of the shares as shown; a month whose share is not shown is a gap."""
    return xmr([float(point.share) if isinstance(point.share, Decimal) else None for point in points])


def verdict(points: Sequence[Point]) -> Verdict:
    """What the shares as shown say. Lower is better."""
    chart = chart_of(points)
    if not points or chart.known == 0:
        return Verdict(UNKNOWN, "There is no month whose share may be shown, so nothing can be said of a trend.")
    if not isinstance(points[-1].share, Decimal):
        why = {Mark.CONFIDENTIAL: "is confidential", Mark.NOT_AVAILABLE: "is not available"}
        told = why.get(Mark(points[-1].share), "does not apply")
        return Verdict(UNKNOWN, f"This month's share {told}, so nothing can be said of how it moves.")
    if chart.known < 2:
        return Verdict(UNKNOWN, "This is the first month with a share to show. One month is no trend.")
    if too_few(points):
        return Verdict(
            UNKNOWN,
            f"Too few points to tell: under about {ENOUGH} records a month break a rule, and counts so small go up and "
            "down by chance.",
        )
    return _read(chart)


def too_few(points: Sequence[Point]) -> bool:
    """Whether the counts behind the shares are under about ten a month."""
    return xmr([None if isinstance(point.breach, Mark) else point.breach for point in points]).too_few


def _read(chart: Xmr) -> Verdict:
    found = signals(chart, len(chart.values) - 1)
    trial = f" These are trial limits: they rest on fewer than {FIRM_FROM} months." if chart.trial else ""
    ways = {way for way, _ in found}
    if not ways:
        calm = "The latest month lies within the limits, as chance alone would have it: no rule finds a change."
        return Verdict(LEVEL, f"{calm}{_past(chart)}{trial}")
    kind = MIXED if len(ways) > 1 else WORSE if "up" in ways else BETTER
    return Verdict(kind, f"{MEANS[kind]}: {'; and '.join(said for _, said in found)}.{_past(chart)}{trial}")


def signals(chart: Xmr, place: int) -> list[tuple[str, str]]:
    """Each rule that picks out this month: which way, and what it means."""
    high = bool(chart.points[place] > chart.mean)
    way, side, limit = ("up", "above", "upper") if high else ("down", "below", "lower")
    found = []
    if chart.outside[place]:
        found.append((way, f"this month is {side} the {limit} limit, which chance alone hardly ever does"))
    if chart.run[place]:
        found.append((way, f"seven or more months in a row are {side} the mean"))
    if chart.trend[place]:
        rising = bool(chart.points[place] > chart.points[place - 1])
        found.append(("up" if rising else "down", f"seven or more months in a row {'rise' if rising else 'fall'}"))
    if chart.near[place]:
        found.append((way, f"two of three months are close to the {limit} limit"))
    return found


def _past(chart: Xmr) -> str:
    """How many of the earlier months lie beyond a limit, and on which side."""
    out = chart.outside[:-1]
    high, low = int((out & (chart.points[:-1] > chart.mean)).sum()), int((out & (chart.points[:-1] < chart.mean)).sum())
    told = [f"{number} above the upper" for number in [high] if number]
    told += [f"{number} below the lower" for number in [low] if number]
    return f" Earlier months beyond a limit: {listed(told)}." if told else ""


def tally(kinds: Sequence[str]) -> str:
    """``1 is getting better, 2 show no sign of change``."""
    told = []
    for kind in (WORSE, BETTER, MIXED, LEVEL, UNKNOWN):
        number = kinds.count(kind)
        if number:
            verb = {BETTER: "is|are", WORSE: "is|are", LEVEL: "shows|show", MIXED: "shows|show", UNKNOWN: "has|have"}[
                kind
            ]
            one, many = verb.split("|")
            told.append(f"{number} {one if number == 1 else many} {WORDS[kind]}")
    return listed(told)


__all__ = ["BETTER", "LEVEL", "MIXED", "UNKNOWN", "WORSE", "Verdict", "chart_of", "signals", "tally", "verdict"]
