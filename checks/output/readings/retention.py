"""Records kept past their time: how long past it, what falls due, what is held, what was destroyed wrongly."""

from collections.abc import Callable, Mapping

import pandas as pd

from checks.output import themes
from checks.output.pictures import Cell, figure, matrix
from checks.output.readings import due, holds, shares
from checks.output.readings import selected as reading
from checks.output.readings.dates import AGES, aged
from checks.output.readings.selected import Selected, nothing
from checks.output.sections import Section
from checks.output.tables import Column, numeric, table
from checks.output.themes import Theme
from checks.output.words import count, plain

OVERDUE = "RET-01"
DESTROYED_WRONGLY = ("RET-02", "RET-04")


def theme(selected: Selected) -> Theme:
    """The rules on keeping and destroying."""
    return selected.theme("Retention", ("RET",), "overdue_retention")


def overdue(selected: Selected) -> Section:
    """What a rule found overdue, by how long and in which service."""
    off = selected.unjudged(OVERDUE, "what is overdue")
    register = selected.listing("retention_register")
    if off or register.empty:
        return Section(off or nothing("case that has closed", selected))
    late = register[register["record_id"].isin(selected.breaches(OVERDUE)["record_id"])].copy()
    excused = register[register["overdue"].astype(bool) & ~register["record_id"].isin(late["record_id"])]
    late["days"] = late["days_past_due"].astype(float)
    head = _lead(late, register) + _excused(excused)
    return Section(head + (_ages(late, selected) if len(late) else "") + _orphans(selected))


def _lead(late: pd.DataFrame, register: pd.DataFrame) -> str:
    if late.empty:
        return f'<p class="lead">None of {count(len(register), "case")} that are not open is kept past its time.</p>'
    longest = int(late["days"].max())
    return (
        f'<p class="lead"><strong>{len(late):,}</strong> of {count(len(register), "case")} that are not open '
        f"{'is' if len(late) == 1 else 'are'} kept past their time. The longest has been for {longest:,} days.</p>"
    )


def _excused(excused: pd.DataFrame) -> str:
    """Cases past their date that the rule did not find: never silently left out of the picture."""
    if excused.empty:
        return ""
    logged = int(excused["disposal_logged"].astype(bool).sum())
    held = int((excused["on_hold"].astype(bool) & ~excused["disposal_logged"].astype(bool)).sum())
    rest = len(excused) - logged - held
    return (
        f"<p>Not counted here: another {count(len(excused), 'case')} past the date, {logged:,} with the "
        f"disposal logged, {held:,} on hold, {rest:,} for another reason, such as a review to come or an open access "
        "request.</p>"
    )


def _ages(late: pd.DataFrame, selected: Selected) -> str:
    bands = aged(late["days"])
    told = late.assign(band=bands, of=selected.of_service(late["case_id"]).map(plain))
    cells, rows, empty = shares.crossed(told, "of", "band"), shares.ordered(told, "of"), Cell(0)
    lines: list[list[object]] = [[row, *(cells.get((row, band), empty).count for band in AGES)] for row in rows]
    totals = bands.value_counts()
    lines.append(["all services", *(int(totals.get(band, 0)) for band in AGES)])
    frame = pd.DataFrame(lines, columns=["service", *AGES])
    frame["all"] = frame[list(AGES)].sum(axis=1)
    old = int(totals.get("over 2 years", 0) + totals.get("1 to 2 years", 0))
    alt = (
        f"How long cases are overdue, by service. {count(old, 'case')} {'is' if old == 1 else 'are'} more than a year "
        f"past the date; the service with most is {rows[0]}, with {int(frame['all'].iloc[0]):,}."
    )
    shown = (
        Column("service", "Service"),
        *(numeric(band, band.capitalize()) for band in AGES),
        numeric("all", "All"),
    )
    words = table(frame, "Overdue cases by service and by how long", shown)
    chart = matrix(rows, list(AGES), cells, alt, totals="Number of overdue cases, by how long past their date")
    return f"<h3>How long overdue</h3>{figure(chart, words, wide=True)}{_oldest(told)}"


def _oldest(late: pd.DataFrame) -> str:
    shown = late.sort_values("days", ascending=False, kind="stable")
    return table(shown, "The cases longest overdue", due.CASES, limit=15)


def _orphans(selected: Selected) -> str:
    found = selected.findings
    orphans = found[(found["rule_id"] == OVERDUE) & (found["table"] == "documents")]
    if orphans.empty:
        return "<h3>Papers without a case</h3><p>No overdue paper belongs to a case that is not in the records.</p>"
    return (
        f"<h3>Papers without a case</h3><p>{count(len(orphans), 'paper')} of a case that is not in the records: nobody "
        f"can tell how long to keep it.</p>{themes.listed_records(orphans, 'Papers whose case is not in the records')}"
    )


def destroyed(selected: Selected) -> Section:
    """What was destroyed too soon, on hold or by a wrong method."""
    off = "".join(selected.unjudged(rule, "what was destroyed wrongly") for rule in DESTROYED_WRONGLY)
    whole = theme(selected)
    mine = Theme(
        "Destroyed too soon, on hold or by a wrong method",
        whole.rules[whole.rules["rule_id"].isin(DESTROYED_WRONGLY)],
        whole.findings[whole.findings["rule_id"].isin(DESTROYED_WRONGLY)],
        whole.over,
    )
    return Section(off + (themes.body(mine, 3) if not mine.rules.empty else ""))


def others(selected: Selected) -> Section:
    """What the theme's other rules found."""
    whole = theme(selected)
    shown = (OVERDUE, *DESTROYED_WRONGLY)
    rest = Theme(
        "The other rules of this theme",
        whole.rules[~whole.rules["rule_id"].isin(shown)],
        whole.findings[~whole.findings["rule_id"].isin(shown)],
        whole.over,
    )
    return Section(themes.body(rest, 3))


SECTIONS: Mapping[str, Callable[[Selected], Section]] = {
    "about": lambda selected: reading.about(selected, theme(selected)),
    "overdue": overdue,
    "falling_due": due.falling_due,
    "holds": holds.holds,
    "destroyed": destroyed,
    "others": others,
    "not_tested": lambda selected: reading.not_tested(selected, theme(selected)),
}
