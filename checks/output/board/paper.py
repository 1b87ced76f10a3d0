"""The board paper, section by section, written from figures as shown and from facts that count no record.

Nothing here can reach a true count: a ``Paper`` holds what suppression let through, and the facts of the month.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

import pandas as pd

from checks.output.board import doing, matters, reading
from checks.output.board.chart import NAMES, kind, xmr_chart
from checks.output.board.facts import Facts
from checks.output.board.shown import Point, Shown, per_cent, said
from checks.output.board.verdict import LEVEL, Verdict, chart_of, tally, verdict
from checks.output.pictures import figure
from checks.output.sections import Section
from checks.output.style import STYLE_TAG
from checks.output.suppression import MEANINGS, Mark
from checks.output.tables import Column, numeric, table
from checks.output.words import count, month_name
from checks.results.audit import HEADLINES


@dataclass(frozen=True)
class Said:
    """What people say of the paper: who answers for it, who may read it, which version it is."""

    owner: str
    circulation: str
    version: str


@dataclass(frozen=True)
class Paper:
    """One month's board paper."""

    shown: Shown
    facts: Facts
    said: Said

    @cached_property
    def series(self) -> dict[str, list[Point]]:
        """Each headline question's months as shown."""
        return {headline: self.shown.series(headline, self.facts.month) for headline in HEADLINES}

    @cached_property
    def verdicts(self) -> dict[str, Verdict]:
        """What each headline question's months say."""
        return {headline: verdict(points) for headline, points in self.series.items()}

    @property
    def title(self) -> str:
        """What the page and the PDF are called."""
        return f"Board summary, {month_name(self.facts.month)}"

    @property
    def brief(self) -> Section:
        """Whose paper it is, the four answers as tiles, and what to know in five sentences."""
        points = "".join(f"<li>{sentence}</li>" for sentence in self._sentences())
        return Section(
            f'{STYLE_TAG}{self._about()}<ul class="tiles answers">{"".join(map(self._tile, HEADLINES))}</ul>'
            f'<p class="more">Share of the records judged this month that break a rule. Lower is better.</p>'
            f'<ul class="brief">{points}</ul><p class="more">{reading.IS}</p>'
        )

    def _about(self) -> str:
        told = {
            "Owner": self.said.owner,
            "Circulation": self.said.circulation,
            "Version": self.said.version,
            "Records as they stood on": f"{int(self.facts.as_of[8:])} {month_name(self.facts.as_of[:7])}",
            "Judged against": self.facts.pack_title,
            "Kind of paper": "De-identified summary",
        }
        pairs = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in told.items())
        return f'<dl class="facts">{pairs}</dl>'

    def _tile(self, headline: str) -> str:
        """One question: its share, its name, and the answer as a shape and words."""
        told = self.verdicts[headline]
        now = self.shown.point(self.facts.month, headline)
        return (
            f'<li class="{told.kind}"><span>{escape(HEADLINES[headline])}</span><strong>{per_cent(now.share)}</strong>'
            f'<em><span aria-hidden="true">{told.mark}</span> {told.words}</em></li>'
        )

    def _sentences(self) -> Sequence[str]:
        kinds = [told.kind for told in self.verdicts.values()]
        return [
            f"Of the four questions that come first, {tally(kinds)}.",
            *matters.brief(self.shown, self.facts),
            *doing.brief(self.shown, self.facts),
            reading.brief(self.facts),
        ]

    @property
    def trends(self) -> Section:
        """Each headline question over the months: the answer in words, the chart, and its numbers."""
        return Section(reading.charts() + "".join(self._trend(headline) for headline in HEADLINES))

    def _trend(self, headline: str) -> str:
        points, told, title = self.series[headline], self.verdicts[headline], HEADLINES[headline]
        silent = self.facts.silent(headline)
        without = f" {count(len(silent), 'rule')} of this question could not be tested: see below." if silent else ""
        words = (
            f'<section class="question"><h3>{escape(title)}: <span class="{told.kind}">'
            f'<span aria-hidden="true">{told.mark}</span> {told.words}</span></h3>'
            f"<p>{escape(told.sentence)}{escape(without)}</p>"
        )
        if not points:
            return f"{words}</section>"
        return f"{words}{figure(xmr_chart(title, points, told), _numbers(title, points))}</section>"

    @property
    def matters(self) -> Section:
        """What is open by urgency and state, and each question by service."""
        return Section(matters.section(self.shown, self.facts))

    @property
    def doing(self) -> Section:
        """What was resolved, what is past due, what was accepted, and who answers."""
        return Section(doing.section(self.shown, self.facts))

    @property
    def untested(self) -> Section:
        """What the audit cannot speak about."""
        return Section(reading.untested(self.facts))

    @property
    def reading(self) -> Section:
        """How to read the paper: marks, profile, and what was withheld."""
        return Section(reading.section(self.shown))


def _numbers(title: str, points: Sequence[Point]) -> str:
    """The chart's data: the months, the newest first."""
    chart = chart_of(points)
    rows = [
        (
            short_month(point.month), said(point.judged), said(point.breach), per_cent(point.share),
            "no share to show" if isinstance(point.share, Mark) else _sign(kind(points, chart, place)),
        )
        for place, point in enumerate(points)
    ]  # fmt: skip
    frame = pd.DataFrame(rows[::-1], columns=["month", "judged", "breach", "share", "sign"])
    columns = (
        Column("month", "Month"), numeric("judged", "Judged"), numeric("breach", "Break a rule"),
        numeric("share", "Share"), Column("sign", "Sign"),
    )  # fmt: skip
    return table(frame, f"{title}: records by month", columns)


def short_month(month: str) -> str:
    """``Oct 2026``."""
    name, year = month_name(month).split()
    return f"{name[:3]} {year}"


def _sign(found: str) -> str:
    return "none" if found == LEVEL else NAMES[found].removeprefix("sign of getting ")


__all__ = ["MEANINGS", "Paper", "Said"]
