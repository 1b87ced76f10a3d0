"""The parts of the monthly report that frame the findings: the run, the outcomes, what was not tested.

Each function takes an Audit and returns a Section, already rendered, so that a fault shows up as a
failed cell and never as a report with a part missing. The data gate and the themes have modules
of their own.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd

from checks.output.charts import Bar, stacked
from checks.output.style import STYLE_TAG
from checks.output.tables import Column, code, escaped, numeric, table
from checks.output.words import JUDGED, OUTCOMES, STATUSES, count, text
from checks.results.audit import Audit

PARTLY = "partly tested"  # how the reason of a rule that judged what it could begins


@dataclass(frozen=True)
class Section:
    """One rendered part of the report; a notebook shows it as HTML."""

    html: str = field(repr=False)  # else a notebook would keep it twice, as text too

    def _repr_html_(self) -> str:
        return f'<div class="audit">{self.html}</div>'


def badge(status: object) -> str:
    """A rule's status as a label of words, mark and colour."""
    key = text(status)
    word = STATUSES[key]
    return f'<span class="badge {key}"><span aria-hidden="true">{word.mark}</span> {escape(word.name)}</span>'


def _sentence(reason: object) -> str:
    said = text(reason)
    return escape(said[:1].upper() + said[1:])


def notice(sentence: str) -> str:
    """A sentence a reader must not miss, already safe as HTML."""
    return f'<p class="notice">{sentence}</p>'


def about(audit: Audit) -> Section:
    """What was audited, against which policy, as of which day, and with which settings changed."""
    run = audit.run
    facts = {
        "Policy pack": f"{run.pack_title} ({run.pack})",
        "Records as they stood on": f"{run.as_of.day} {run.as_of:%B %Y}",
        "Records read": _records_read(audit),
        "Made with": "; ".join(f"{name} {version}" for name, version in run.versions.items()) or "not stated",
    }
    pairs = "".join(f"<div><dt>{escape(name)}</dt><dd>{escaped(value)}</dd></div>" for name, value in facts.items())
    note = (
        "<p>Findings name records by their ids, codes and dates, never by a person's name. "
        "Keep this report as confidential as the records themselves.</p>"
    )
    return Section(f'{STYLE_TAG}<dl class="facts">{pairs}</dl>{_settings(audit)}{note}')


def _records_read(audit: Audit) -> str:
    files = audit.sources["file"].nunique()
    if not files:
        return "none: no file of the export was read"
    return f"{count(int(audit.sources['records'].sum()), 'record')} from {count(files, 'file')}"


def _settings(audit: Audit) -> str:
    if not audit.run.overrides:
        return "<p>The run used the policy pack's settings as they stand.</p>"
    changed = pd.DataFrame(list(audit.run.overrides.items()), columns=["name", "value"])
    columns = (Column("name", "Setting"), Column("value", "Value in this run"))
    return table(changed, "The run changed these settings", columns)


def outcomes(audit: Audit) -> Section:
    """Every rule with its status and counts, before any finding; what each status means beside it."""
    told = audit.outcomes.merge(audit.rules[["rule_id", "title"]], on="rule_id", how="left")
    order = list(STATUSES)
    told = told.sort_values("status", key=lambda column: column.map(order.index), kind="stable")
    told["rule"] = told["rule_id"].map(text) + " " + told["title"].map(text)
    judged = told[told["status"].isin(JUDGED)]
    parts = [_tiles(told), _verdict(told, judged), _meanings(), _chart(judged), _every_rule(told)]
    return Section("".join(parts))


def _tiles(told: pd.DataFrame) -> str:
    numbers = told["status"].value_counts()
    tiles = (
        f'<li class="{key}"><strong>{int(numbers.get(key, 0))}</strong> '
        f'<span><span aria-hidden="true">{word.mark}</span> {escape(word.name)}</span></li>'
        for key, word in STATUSES.items()
    )
    return f'<ul class="tiles" aria-label="Number of rules by status">{"".join(tiles)}</ul>'


def _verdict(told: pd.DataFrame, judged: pd.DataFrame) -> str:
    """Whether the numbers below may be read as anything at all."""
    if judged.empty:
        return notice("Nothing was tested. This report finds nothing, and that is not a clean result.")
    asked = told[told["status"] != "off"]
    silent = len(asked) - len(judged)
    tested = f"{len(judged)} of the {count(len(asked), 'rule')} this policy pack asks for could be judged"
    if silent:
        return f"<p>{tested}. The other {silent} say nothing about your records, good or bad.</p>"
    return f"<p>{tested}.</p>"


def _meanings() -> str:
    rows = pd.DataFrame(
        [(key, word.meaning, word.action) for key, word in STATUSES.items()], columns=["status", "means", "next"]
    )
    columns = (Column("status", "Status", badge), Column("means", "What it means"), Column("next", "What to do next"))
    return table(rows, "What each status means", columns)


def _chart(judged: pd.DataFrame) -> str:
    """The rules with something to do, the largest share first; the table has the others."""
    bars = [bar for bar in map(_share, judged.to_dict("records")) if any(bar.parts.values())]
    bars.sort(key=lambda bar: sum(bar.parts.values()), reverse=True)
    if not bars:
        return ""
    alt = (
        "Share of the records in scope that need attention, rule by rule. "
        f"The largest share is that of {bars[0].label}: {bars[0].note} records."
    )
    chart = stacked(bars, alt, "Per cent of the records in scope")
    heading = "<h3>Share of records that need attention</h3>"
    return f'{heading}<figure class="chart alone">{chart.html}</figure>'


def _share(rule: Mapping[Hashable, Any]) -> Bar:
    """One judged rule's bar: what needs attention, in per cent of the records in scope."""
    scope = int(rule["in_scope"])
    parts = {key: int(rule[key]) for key in OUTCOMES}
    shares = {key: 100 * size / max(scope, 1) for key, size in parts.items()}
    return Bar(text(rule["rule"]), shares, f"{sum(parts.values()):,} of {scope:,}")


def _every_rule(told: pd.DataFrame) -> str:
    counts = ("in_scope", "complies", *OUTCOMES)
    shown = told.astype(dict.fromkeys(counts, "object"))
    shown.loc[~shown["status"].isin(JUDGED), list(counts)] = None
    columns = (
        Column("rule", "Rule"),
        Column("status", "Status", badge),
        numeric("in_scope", "In scope"),
        numeric("complies", "Keep it"),
        numeric("breach", "Break it"),
        numeric("conflict", "Policies conflict"),
        numeric("undecided", "Cannot be judged"),
        Column("reason", "Reason or note", _sentence),
    )
    note = (
        "<h3>Every rule</h3><p>In scope counts the records the rule judged. "
        "A dash means that the rule judged no record, so there is nothing to count.</p>"
    )
    return note + table(shown, "Outcome of every rule, with the records in scope", columns)


def not_tested(audit: Audit) -> Section:
    """What this audit cannot speak about: not tested, could not run, tested in part, and off."""
    told = audit.outcomes.merge(audit.rules[["rule_id", "title"]], on="rule_id", how="left")
    partly = told[told["status"].isin(JUDGED) & told["reason"].map(text).str.startswith(PARTLY)]
    groups = [
        ("Could not run", told[told["status"] == "could_not_run"], STATUSES["could_not_run"].meaning),
        ("Not tested", told[told["status"] == "not_tested"], STATUSES["not_tested"].meaning),
        ("Tested in part", partly, "The rule judged what it could; the reason names the part it could not."),
        ("Off", told[told["status"] == "off"], STATUSES["off"].meaning),
    ]
    shown = [_group(*group) for group in groups if not group[1].empty]
    empty = [name.lower() for name, rows, _ in groups if rows.empty]
    rest = f"<p>There is no rule under: {', '.join(empty)}.</p>" if empty else ""
    return Section("".join(shown) + rest)


def _group(name: str, rows: pd.DataFrame, meaning: str) -> str:
    columns: Sequence[Column] = (
        Column("rule_id", "Rule", code),
        Column("title", "What it asks"),
        Column("reason", "Reason", _sentence),
    )
    caption = f"{name}: {count(len(rows), 'rule')}"
    return f"<h3>{escape(name)}</h3><p>{escape(meaning)}</p>{table(rows, caption, columns)}"


__all__ = ["Section", "about", "badge", "not_tested", "notice", "outcomes"]
