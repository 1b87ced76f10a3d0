"""How a fault spreads: its share by group or by month, always with the denominator."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

import pandas as pd

from checks.output.charts import Bar, stacked
from checks.output.pictures import Cell, Month, figure, over_months
from checks.output.readings.selected import UNKNOWN
from checks.output.tables import Column, code, numeric, table
from checks.output.words import count, plain, text

MONTHS = 24


def groups(records: pd.DataFrame, by: str) -> pd.DataFrame:
    """One row per value of ``by``: all of its records, those with the fault (column ``fault``) and their share.

    The most faults come first, then the largest share.
    """
    named = records.assign(group=records[by].map(text).replace("", UNKNOWN))
    told = named.groupby("group")["fault"].agg(total="size", faults="sum").reset_index()
    told["faults"] = told["faults"].astype(int)
    told["share"] = 100 * told["faults"] / told["total"]
    return told.sort_values(["faults", "share", "group"], ascending=[False, False, True], ignore_index=True)


def per_cent(value: object) -> str:
    """A share as a reader sees it: none, under one, or a whole number."""
    share = float(str(text(value) or 0))
    return "0%" if share == 0 else "under 1%" if share < 1 else f"{share:.0f}%"


def by_group(told: pd.DataFrame, heading: str, caption: str, fault: str, what: str, *, ids: bool = False) -> str:
    """A chart of the groups that have the fault, with every group in the table beside it.

    ``fault`` and ``what`` are words: ``without a reason``, ``decisions``. ``ids`` keeps ids on one line.
    """
    some = told[told["faults"] > 0]
    title = f"<h3>{escape(heading)}</h3>"
    shown = [
        Column("group", "Who" if ids else "Which", code if ids else lambda value: escape(plain(value))),
        numeric("faults", fault[:1].upper() + fault[1:]),
        numeric("total", f"All {what}"),
        Column("share", "Share", per_cent, numeric=True),
    ]
    words = table(told, caption, shown, limit=30, rest="not shown")
    if some.empty:
        return f"{title}<p>None of the {int(told['total'].sum()):,} {escape(what)} is {escape(fault)}.</p>{words}"
    bars = [
        Bar(plain(row["group"]), {"breach": float(row["faults"])}, f"{row['faults']:,} of {row['total']:,}")
        for row in some.to_dict("records")
    ]
    first = some.iloc[0]
    lead = (
        f"{plain(first['group'])} has most: {int(first['faults']):,} of {int(first['total']):,} {what} "
        f"({per_cent(first['share'])})"
    )
    chart = stacked(bars, f"{caption}. {lead}.", f"Number {fault}")
    return f"{title}<p>{escape(lead)}.</p>{figure(chart, words)}"


def by_month(records: pd.DataFrame, day: str, as_of: date, caption: str, fault: str, what: str) -> str:
    """The share with the fault over the last 24 months, with the counts; undated records are told of."""
    last = pd.Period(as_of, freq="M")
    days = pd.to_datetime(records[day], errors="coerce")
    month = days.dt.to_period("M")
    span = pd.period_range(end=last, periods=MONTHS, freq="M")
    total = month.value_counts()
    faults = month[records["fault"].astype(bool)].value_counts()
    months = [Month(_label(one), int(total.get(one, 0)), int(faults.get(one, 0))) for one in span]
    undated = int(days.isna().sum())
    notes = f"<p>{count(undated, 'record')} without a day: in no month here.</p>" if undated else ""
    part = {"without": sum(one.part for one in months), "all": sum(one.total for one in months)}
    if not part["all"]:
        return f"<p>None of the {escape(what)} falls in the last {MONTHS} months.</p>{notes}"
    lead = _trend(months, fault, what)
    frame = pd.DataFrame(
        [(f"{one:%B %Y}", m.part, m.total, m.share) for one, m in zip(span, months, strict=True)],
        columns=["month", "part", "total", "share"],
    )
    shown = (
        Column("month", "Month"),
        numeric("part", fault[:1].upper() + fault[1:]),
        numeric("total", f"All {what}"),
        Column("share", "Share", per_cent, numeric=True),
    )
    chart = over_months(months, f"{caption}. {lead}", fault, what)
    return f"<p>{escape(lead)}</p>{notes}{figure(chart, table(frame, caption, shown), wide=True)}"


def _label(month: pd.Period) -> str:
    """Every third month by name, and the year under its January."""
    return f"{month:%b}\n{month:%Y}" if month.month == 1 else f"{month:%b}" if month.month in (4, 7, 10) else ""


def _trend(months: Sequence[Month], fault: str, what: str) -> str:
    """The last twelve months against the twelve before, in one sentence that claims no more than the counts."""
    before, after = months[: MONTHS // 2], months[MONTHS // 2 :]
    said = [f"{sum(m.part for m in half):,} of {sum(m.total for m in half):,}" for half in (after, before)]
    return (
        f"In the last twelve months {said[0]} {what} were {fault}; in the twelve before, {said[1]}. "
        "Where a month has few, its share says little."
    )


def crossed(records: pd.DataFrame, row: str, head: str, marked: str = "") -> dict[tuple[str, str], Cell]:
    """How many records there are of each pair of values, and for how many of them ``marked`` is true."""
    pairs = list(zip(map(text, records[row]), map(text, records[head]), strict=True))
    flags = records[marked].astype(bool) if marked else [False] * len(pairs)
    sizes, marks = Counter(pairs), Counter(pair for pair, flag in zip(pairs, flags, strict=True) if flag)
    return {pair: Cell(size, marks[pair]) for pair, size in sizes.items()}


def ordered(records: pd.DataFrame, column: str) -> list[str]:
    """The values of a column, the most frequent first."""
    return list(map(text, records[column].value_counts().index))


def words(codes: Mapping[str, str], value: object) -> str:
    """A code in the words given for it, or as it is."""
    return codes.get(text(value), plain(value))
