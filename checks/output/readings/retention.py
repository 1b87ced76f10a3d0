"""Records kept past their time: how long past it, what falls due, what is held, what was destroyed wrongly."""

from collections.abc import Callable, Mapping
from html import escape

import pandas as pd

from checks.output import themes
from checks.output.pictures import Cell, columns, figure, matrix
from checks.output.readings import holds, shares
from checks.output.readings import selected as reading
from checks.output.readings.dates import AGES, aged, day
from checks.output.readings.selected import Selected, nothing
from checks.output.sections import Section
from checks.output.tables import Column, code, numeric, table
from checks.output.themes import Theme
from checks.output.words import count, plain, text

OVERDUE = "RET-01"
DESTROYED_WRONGLY = ("RET-02", "RET-04")
MONTHS = 12


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
        return f'<p class="lead">None of {count(len(register), "closed case")} is kept past its time.</p>'
    longest = int(late["days"].max())
    return (
        f'<p class="lead"><strong>{len(late):,}</strong> of {count(len(register), "closed case")} '
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
        f"<p>Another {count(len(excused), 'case')} passed the date and is not counted here: {logged:,} with the "
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
    chart = matrix(rows, list(AGES), cells, alt)
    return f"<h3>How long overdue</h3>{figure(chart, words, wide=True)}{_oldest(told)}"


def _oldest(late: pd.DataFrame) -> str:
    shown = late.sort_values("days", ascending=False, kind="stable")
    return table(shown, "The cases longest overdue", CASES, limit=15)


CASES = (
    Column("case_id", "Case", code),
    Column("of", "Service"),
    Column("status", "Status", lambda value: escape(plain(value))),
    Column("closed_on", "Closed", day),
    Column("keep_until", "Keep until", day),
    numeric("days_past_due", "Days past it"),
)


def _orphans(selected: Selected) -> str:
    found = selected.findings
    orphans = found[(found["rule_id"] == OVERDUE) & (found["table"] == "documents")]
    if orphans.empty:
        return "<h3>Papers without a case</h3><p>No overdue paper belongs to a case that is not in the records.</p>"
    return (
        f"<h3>Papers without a case</h3><p>{count(len(orphans), 'paper')} of a case that is not in the records: nobody "
        f"can tell how long to keep it.</p>{themes.listed_records(orphans, 'Papers whose case is not in the records')}"
    )


def falling_due(selected: Selected) -> Section:
    """What reaches its date in each of the next twelve months."""
    register = selected.listing("retention_register")
    if register.empty:
        return Section(nothing("case that has closed", selected))
    as_of = pd.Timestamp(selected.audit.run.as_of)
    kept = register[~register["disposal_logged"].astype(bool) & (register["status"].map(text) != "destroyed")]
    dates = pd.to_datetime(kept["keep_until"])
    coming = kept[(dates >= as_of) & (dates <= as_of + pd.DateOffset(months=MONTHS))]
    months = pd.to_datetime(coming["keep_until"]).dt.to_period("M")
    span = pd.period_range(start=pd.Period(as_of, freq="M"), periods=MONTHS + 1, freq="M")
    held = months[coming["on_hold"].astype(bool)].value_counts()
    total = months.value_counts()
    counts = {
        f"{month:%b}\n{month:%Y}" if month.month == 1 or place == 0 else f"{month:%b}": Cell(
            int(total.get(month, 0)), int(held.get(month, 0))
        )
        for place, month in enumerate(span[:-1])
    }
    counts["to " + f"{as_of + pd.DateOffset(months=MONTHS):%d %b}"] = Cell(
        int(total.get(span[-1], 0)), int(held.get(span[-1], 0))
    )
    return Section(_due(coming, counts, list(span), int(kept["keep_until"].isna().sum()), selected))


def _due(
    coming: pd.DataFrame, counts: Mapping[str, Cell], span: list[pd.Period], undated: int, selected: Selected
) -> str:
    lead = (
        f'<p class="lead"><strong>{len(coming):,}</strong> {"case reaches" if len(coming) == 1 else "cases reach"} '
        "the end of their time in the next twelve months.</p>"
    )
    if undated:
        lead += f"<p>{count(undated, 'case')} has no closing date, so no date can be told for it.</p>"
    if coming.empty:
        return lead
    frame = pd.DataFrame(
        [(f"{month:%B %Y}", cell.count, cell.marked) for month, cell in zip(span, counts.values(), strict=True)],
        columns=["month", "size", "held"],
    )
    most = frame.sort_values("size", ascending=False, kind="stable").iloc[0]
    alt = f"Cases whose time ends, by month. Most fall in {most['month']}: {count(int(most['size']), 'case')}."
    shown = (Column("month", "Month"), numeric("size", "Cases"), numeric("held", "Of these on hold"))
    words = table(frame, "Cases whose time ends in the next twelve months", shown)
    chart = columns(counts, alt, "Number of cases whose time ends", "on hold")
    listed = coming.assign(of=selected.of_service(coming["case_id"]).map(plain)).sort_values(
        "keep_until", kind="stable"
    )
    return lead + figure(chart, words, wide=True) + table(listed, "The next cases to review", CASES[:-1], limit=15)


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
    "falling_due": falling_due,
    "holds": holds.holds,
    "destroyed": destroyed,
    "others": others,
    "not_tested": lambda selected: reading.not_tested(selected, theme(selected)),
}
