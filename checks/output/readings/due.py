"""What reaches the end of its time soon: now, and in each of the next twelve months."""

from html import escape

import pandas as pd

from checks.output.pictures import Cell, columns, figure
from checks.output.readings.dates import day
from checks.output.readings.selected import Selected, nothing
from checks.output.sections import Section
from checks.output.tables import Column, code, numeric, table
from checks.output.words import count, plain, text

MONTHS = 12
NOW = "due now"
CASES = (
    Column("case_id", "Case", code),
    Column("of", "Service"),
    Column("status", "Status", lambda value: escape(plain(value))),
    Column("closed_on", "Closed", day),
    Column("keep_until", "Keep until", day),
    numeric("days_past_due", "Days past it"),
)


def falling_due(selected: Selected) -> Section:
    """What is due now, within any grace, and what reaches its date in each of the next twelve months."""
    register = selected.listing("retention_register")
    if register.empty:
        return Section(nothing("case that has closed", selected))
    as_of = pd.Timestamp(selected.audit.run.as_of)
    kept = register[
        ~register["disposal_logged"].astype(bool)
        & (register["status"].map(text) != "destroyed")
        & ~register["overdue"].astype(bool)
    ]
    ends = [as_of + pd.DateOffset(months=number) for number in range(MONTHS + 1)]
    dates = pd.to_datetime(kept["keep_until"])
    coming = kept[dates <= ends[-1]].copy()
    coming["bin"] = [sum(date > end for end in ends) for date in pd.to_datetime(coming["keep_until"])]
    frame = pd.DataFrame(
        [
            (_named(number, ends), int((coming["bin"] == number).sum()), int((_held(coming)["bin"] == number).sum()))
            for number in range(MONTHS + 1)
        ],
        columns=["until", "size", "held"],
    )
    lead = (
        f'<p class="lead"><strong>{len(coming):,}</strong> {"case reaches" if len(coming) == 1 else "cases reach"} '
        "the end of their time now or in the next twelve months.</p>"
    )
    undated = int(kept["closed_on"].isna().sum())
    if undated:
        lead += f"<p>{count(undated, 'case')} without a closing date: nobody can tell when the time ends.</p>"
    endless = int((kept["keep_until"].isna() & kept["closed_on"].notna()).sum())
    if endless:
        lead += (
            f"<p>{count(endless, 'case')} with a closing date and no end to the time: no number of years is set, or "
            "the law-uk overlay asks for a date of birth that is not recorded.</p>"
        )
    return Section(lead + (_shown(frame, coming, ends, selected) if len(coming) else ""))


def _held(coming: pd.DataFrame) -> pd.DataFrame:
    return coming[coming["on_hold"].astype(bool)]


def _named(number: int, ends: list[pd.Timestamp]) -> str:
    return NOW if number == 0 else f"to {ends[number].day} {ends[number]:%B %Y}"


def _label(end: pd.Timestamp) -> str:
    return f"to {end.day}\n{end:%b}" + (f"\n{end:%Y}" if end.month == 1 else "")


def _shown(frame: pd.DataFrame, coming: pd.DataFrame, ends: list[pd.Timestamp], selected: Selected) -> str:
    most = frame.sort_values("size", ascending=False, kind="stable").iloc[0]
    alt = f"Cases whose time ends, by month. Most: {most['until']}, {count(int(most['size']), 'case')}."
    labels = [
        NOW.replace(" ", "\n"),
        *(f"to {end.day}\n{end:%b}" + (f"\n{end:%Y}" if end.month == 1 else "") for end in ends[1:]),
    ]
    sizes = zip(labels, frame.to_dict("records"), strict=True)
    counts = {label: Cell(int(row["size"]), int(row["held"])) for label, row in sizes}
    columns_ = (Column("until", "When"), numeric("size", "Cases"), numeric("held", "Of these on hold"))
    words = table(frame, "Cases whose time ends in the next twelve months", columns_)
    chart = columns(counts, alt, "Number of cases whose time ends", "on hold")
    listed = coming.assign(of=selected.of_service(coming["case_id"]).map(plain)).sort_values(
        "keep_until", kind="stable"
    )
    return figure(chart, words, wide=True) + table(listed, "The next cases to review", CASES[:-1], limit=15)
