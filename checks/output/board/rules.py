"""The critical rules that belong to no headline question: how many records each judged, and how many break it."""

from decimal import Decimal
from html import escape

import pandas as pd

from checks.output.board import figures
from checks.output.board.facts import Facts
from checks.output.board.shown import Point, Shown, per_cent, said
from checks.output.sections import notice
from checks.output.suppression import Mark
from checks.output.tables import Column, code, numeric, table
from checks.output.words import count

MOST = 10


def section(shown: Shown, facts: Facts) -> str:
    """A sentence and a table, the highest share that is shown first; those without one come last, by their ids."""
    withheld = shown.now.withheld.get(figures.RULES)
    if not facts.critical or withheld:
        return f"<h3>Other critical rules</h3>{notice(escape(withheld))}" if withheld else ""
    found = {rule: shown.point(facts.month, rule) for rule in sorted(facts.critical)}
    order = sorted(found, key=lambda rule: (_rank(found[rule]), rule))
    rows = [
        (rule, facts.critical[rule], said(found[rule].judged), said(found[rule].breach), per_cent(found[rule].share))
        for rule in order
    ]
    frame = pd.DataFrame(rows, columns=["rule", "title", "judged", "breach", "share"])
    columns = (
        Column("rule", "Rule", code),
        Column("title", "What it asks"),
        numeric("judged", "Judged"),
        numeric("breach", "Break it"),
        numeric("share", "Share"),
    )
    first = found[order[0]]
    told = ""
    if isinstance(first.share, Decimal) and first.share:
        told = (
            f" Of those whose share is shown, {order[0]} is broken most often: {per_cent(first.share)} of its records."
        )
    lead = f"<p>{count(len(found), 'critical rule')} outside the four questions judged records.{escape(told)}</p>"
    words = table(frame, "Critical rules outside the four questions", columns, limit=MOST, rest="in the monthly report")
    return f"<h3>Other critical rules</h3>{lead}{words}"


def _rank(point: Point) -> Decimal:
    return Decimal(1) if isinstance(point.share, Mark) else -point.share
