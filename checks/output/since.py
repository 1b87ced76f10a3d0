"""The section that says what changed since the month before: counts by state, why, how long, and what was accepted."""

from collections.abc import Mapping
from html import escape

import pandas as pd

from checks.output import standing
from checks.output.charts import Bar, Style, stacked
from checks.output.pictures import figure
from checks.output.sections import Section, notice
from checks.output.tables import Column, numeric, table
from checks.output.words import REASONS, SEVERITIES, STATES, count, listed, month_name, text
from checks.results.audit import Audit
from checks.results.followed import Comparison, Followed
from checks.results.history import NEW, NOT_JUDGED, OPEN, PERSISTING, RESOLVED, RETURNED

STYLES: Mapping[str, Style] = {
    "critical": Style("#a63a00", "", SEVERITIES["critical"]),
    "warning": Style("#0072b2", "////", SEVERITIES["warning"]),
    "info": Style("#6b7680", "---", SEVERITIES["info"]),
}


def since(audit: Audit, followed: Followed) -> Section:
    """What changed since the month before. A finding here is one cause of one record under one rule."""
    parts = [_compared(audit, followed.comparison), _counts(followed), _why(followed)]
    return Section("".join([*parts, *standing.parts(audit, followed)]))


def _compared(audit: Audit, comparison: Comparison) -> str:
    """What this month was compared with, and whatever makes the comparison less than whole."""
    notes = list(_obstacles(comparison))
    if comparison.key_changed:
        return "".join(notice(escape(note)) for note in notes)
    if not comparison.with_month:
        first = "There is no earlier month to compare with, so every finding counts as new."
        return "".join(notice(escape(note)) for note in [first, *notes])
    if comparison.pack_before and comparison.pack_before != audit.run.pack:
        notes.append(
            f"The policy pack was {comparison.pack_before} then and is {audit.run.pack} now. A finding of a rule that "
            "asks something else now is not judged, rather than resolved."
        )
    lead = f"<p>Compared with {escape(month_name(comparison.with_month))}.</p>"
    return lead + "".join(notice(escape(note)) for note in notes)


def _obstacles(comparison: Comparison) -> list[str]:
    """Each thing that stands in the way of a plain comparison, as a sentence."""
    told = []
    if comparison.key_changed:
        told.append(
            f"The findings of {month_name(comparison.with_month)} were marked with another key, so none can be known "
            "again and nothing is compared. Put back the file .policy-audit-key of then and run the month again; "
            "if it is lost, the history starts anew with this month."
        )
    if comparison.skipped:
        told.append(
            f"There is no audit of {_months(comparison.skipped)}. What came and went in between is not seen here."
        )
    if comparison.damaged:
        told.append(
            f"The history of {_months(comparison.damaged)} is not as it was written, so it was left out. "
            "Run that month again, and then this one."
        )
    if comparison.without:
        told.append(f"The audit of {_months(comparison.without)} kept no history, so it could not be compared with.")
    if comparison.redone:
        told.append(
            f"{_months(comparison.redone)} was audited again after {month_name(comparison.with_month)}. "
            f"Run {month_name(comparison.with_month)} again, and then this month."
        )
    return told


def _months(names: tuple[str, ...]) -> str:
    return listed([month_name(name) for name in sorted(names)])


def _counts(followed: Followed) -> str:
    """The states with their numbers, as a sentence, a chart and a table."""
    told = _now(followed)
    counts = (
        told.groupby(["state", "severity"]).size().unstack(fill_value=0).reindex(columns=list(STYLES), fill_value=0)
    )
    counts = counts.reindex([state for state in STATES if state in counts.index])
    counts["total"] = counts.sum(axis=1)
    shown = counts.reset_index()
    shown["words"] = [STATES[state].name for state in shown["state"]]
    if shown.empty:
        return "<p>There is no finding this month, and none was open before.</p>"
    numbers = {state: int(total) for state, total in zip(shown["state"], shown["total"], strict=True)}
    return f'<p class="lead">{_sentence(numbers)}</p>{_basis(followed)}{_chart(shown, numbers)}'


def _now(followed: Followed) -> pd.DataFrame:
    """What the month has to tell: what is open or not judged, and what was resolved this month."""
    history = followed.history
    past = (history["state"] == RESOLVED) & (history["changed"] != followed.comparison.month)
    return history[~past]


def _sentence(numbers: Mapping[str, int]) -> str:
    """``12 new, 3 returned and 40 persisting findings; 9 were resolved``, the numbers set in bold."""
    still = [f"<strong>{numbers[s]:,}</strong> {STATES[s].name.lower()}" for s in OPEN if numbers.get(s)]
    total = sum(numbers.get(state, 0) for state in OPEN)
    left = f"{listed(still)} {'finding' if total == 1 else 'findings'}" if still else "No finding"
    resolved, unknown = numbers.get(RESOLVED, 0), numbers.get(NOT_JUDGED, 0)
    told = [f"{left}; <strong>{resolved:,}</strong> {'was' if resolved == 1 else 'were'} resolved"]
    if unknown:
        told.append(f"of <strong>{unknown:,}</strong> nobody can tell")
    return f"{listed(told)}."


def _basis(followed: Followed) -> str:
    accepted = int((followed.history["accepted_until"] != "").sum())
    taken = f" {count(accepted, 'open finding')} {'is' if accepted == 1 else 'are'} accepted: see below."
    return (
        "<p>A record with several causes counts once for each, so that one may be resolved while another persists. "
        "Resolved means that the same rule met the record again; not judged means that nobody can tell, "
        f"which is not resolved.{taken if accepted else ''}</p>"
    )


def _chart(shown: pd.DataFrame, numbers: Mapping[str, int]) -> str:
    bars = [
        Bar(text(row.words), {key: float(getattr(row, key)) for key in STYLES}, f"{row.total:,}")
        for row in shown.itertuples(index=False)
    ]
    fresh = numbers.get(NEW, 0) + numbers.get(RETURNED, 0)
    resolved = numbers.get(RESOLVED, 0)
    way = "more" if fresh > resolved else "fewer"
    way = "as many came as went" if fresh == resolved else f"{way} came than went"
    lasting = numbers.get(PERSISTING, 0)
    alt = (
        f"{count(fresh, 'finding')} {'is' if fresh == 1 else 'are'} new or returned and {resolved:,} "
        f"{'was' if resolved == 1 else 'were'} resolved, so {way}; "
        f"{lasting:,} {'persists' if lasting == 1 else 'persist'}. Findings by where they stand and by urgency."
    )
    columns = (
        Column("words", "State"),
        *(numeric(key, style.name) for key, style in STYLES.items()),
        numeric("total", "All"),
    )
    chart = stacked(bars, alt, "Number of findings", STYLES)
    return figure(chart, table(shown, "Findings compared with the month before", columns))


def _why(followed: Followed) -> str:
    """Why findings count as resolved, and why others could not be judged."""
    told = _now(followed)
    told = told[told["state"].isin([RESOLVED, NOT_JUDGED])]
    if told.empty:
        return ""
    counted = told.assign(fresh=told["changed"] == followed.comparison.month)
    shown = counted.groupby(["state", "reason"], sort=True).agg(total=("fresh", "size"), fresh=("fresh", "sum"))
    shown = shown.reset_index().sort_values("state", ascending=False, kind="stable")
    columns = (
        Column("state", "State", lambda state: escape(STATES[text(state)].name)),
        Column("reason", "Why", lambda reason: escape(REASONS[text(reason)].capitalize())),
        numeric("total", "Findings"),
        numeric("fresh", "Of these, since this month"),
    )
    return "<h3>What is no longer found, and why</h3>" + table(shown, "Findings that are not there any more", columns)
