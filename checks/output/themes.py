"""The findings, theme by theme: a sentence, a chart with its data, then the failing records of each rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd

from checks.output.charts import Bar, stacked
from checks.output.sections import Section, badge, notice
from checks.output.tables import ROWS_SHOWN, Column, code, numeric, table
from checks.output.words import (
    CERTAINTIES,
    JUDGED,
    NOT_THERE,
    OUTCOMES,
    SEVERITIES,
    STATUSES,
    count,
    listed,
    number,
    plain,
    text,
    verb,
)
from checks.results.audit import HEADLINES, Audit

OTHER = "Everything else"


@dataclass(frozen=True)
class Theme:
    """One theme's share of an audit: its rules with their outcomes, and its findings.

    ``over`` says what the rules' numbers are of, where the findings are only a part: `` over all services``.
    """

    title: str
    rules: pd.DataFrame
    findings: pd.DataFrame
    over: str = ""

    @property
    def judged(self) -> pd.DataFrame:
        """The rules of the theme that judged at least one record."""
        return self.rules[self.rules["status"].isin(JUDGED)]

    def records(self) -> dict[str, int]:
        """Distinct records by their gravest outcome: one found by three rules counts once."""
        order = list(OUTCOMES)
        gravest = (
            self.findings.assign(gravity=self.findings["outcome"].map(order.index).astype(int))
            .groupby(["table", "record_id"], dropna=False)["gravity"]
            .min()
            .value_counts()
        )
        return {outcome: int(gravest.get(place, 0)) for place, outcome in enumerate(order)}


def select(audit: Audit, headline: str | None) -> Theme:
    """The theme of that headline; None selects every rule that belongs to no headline."""
    if headline is not None and headline not in HEADLINES:
        raise ValueError(f"There is no headline {headline}; there are {', '.join(HEADLINES)}.")
    mine = audit.rules["headline"] == headline if headline else ~audit.rules["headline"].isin(HEADLINES)
    told = audit.rules[mine].merge(audit.outcomes, on="rule_id", how="left")
    told["status"] = told["status"].fillna("not_tested")
    findings = audit.findings[audit.findings["rule_id"].isin(told["rule_id"])]
    return Theme(HEADLINES[headline] if headline else OTHER, told, findings)


def theme(audit: Audit, headline: str) -> Section:
    """One headline theme, under its own heading."""
    chosen = select(audit, headline)
    return Section(f"<h3>{escape(chosen.title)}</h3>{body(chosen, 4)}")


def other(audit: Audit) -> Section:
    """Every rule that belongs to no headline theme, under its own heading."""
    chosen = select(audit, None)
    note = "<p>Rules outside the four headline questions.</p>"
    return Section(f"<h3>{escape(chosen.title)}</h3>{note}{body(chosen, 4)}")


def body(chosen: Theme, level: int) -> str:
    """The theme as HTML: a sentence, a chart with its table, and the records of each rule.

    ``level`` is that of its rules' headings, one below the theme's own.
    """
    blocks = "".join(
        _rule(rule, chosen.findings[chosen.findings["rule_id"] == rule.rule_id], level, chosen.over)
        for rule in chosen.rules.itertuples(index=False)
        if (chosen.findings["rule_id"] == rule.rule_id).any()
    )
    return _headline(chosen) + _figure(chosen) + blocks


def _headline(chosen: Theme) -> str:
    """The theme in a sentence or two, never silent about what was not tested."""
    if chosen.judged.empty:
        known = "Nothing is known about these questions, which is not a clean result."
        return notice(f"No rule could be judged. {_silent(chosen)} {known}")
    scope = int(chosen.judged["in_scope"].astype(int).sum())
    basis = f"{count(len(chosen.judged), 'rule')} made {count(scope, 'judgement')}{chosen.over}."
    if len(chosen.judged) > 1:
        basis += " A record found by several rules counts once here, by its gravest outcome."
    said = numbers(chosen.records(), "a rule") or "No record that was judged breaks a rule or needs a decision"
    return f'<p class="lead">{said}.</p><p>{basis} {_silent(chosen)}</p>'


def numbers(sizes: "Mapping[str, int] | pd.Series[int]", what: str) -> str:
    """``12 records break it and 1 record cannot be judged``, the numbers set in bold."""
    told = {key: int(sizes[key]) for key in OUTCOMES if sizes.get(key)}
    nouns = {key: "record" if size == 1 else "records" for key, size in told.items()}
    return listed([f"<strong>{size:,}</strong> {nouns[key]} {verb(key, size, what)}" for key, size in told.items()])


def _silent(chosen: Theme) -> str:
    """Which rules of the theme say nothing, and why."""
    if chosen.rules.empty:
        return "No rule of this run looks at them."
    silent = chosen.rules[~chosen.rules["status"].isin(JUDGED)]
    parts = [
        f"{listed(sorted(rows['rule_id'].map(text)))} ({STATUSES[text(status)].name.lower()})"
        for status, rows in silent.groupby("status", sort=True)
    ]
    return escape(f"No result from {'; '.join(parts)}.") if parts else ""


def _figure(chosen: Theme) -> str:
    """The chart of records by rule and cause, with the same numbers in a table beside it."""
    if chosen.findings.empty:
        return ""
    counts = _by_cause(chosen.findings)
    bars = [
        Bar(
            f"{row.rule_id}: {row.words}",
            {key: float(getattr(row, key)) for key in OUTCOMES},
            f"{row.total:,}",
        )
        for row in counts.itertuples(index=False)
    ]
    largest = f"{bars[0].label}, with {count(int(counts['total'].iloc[0]), 'record')}"
    alt = (
        f"{chosen.title}: records by rule and cause, split into those that break the rule, policy conflicts "
        f"and those that cannot be judged. The most frequent is {largest}."
    )
    chart = stacked(bars, alt, "Number of records")
    columns = (
        Column("rule_id", "Rule", code),
        Column("words", "Cause"),
        *(numeric(key, word.name) for key, word in OUTCOMES.items()),
    )
    caption = f"{chosen.title}: records by rule and cause"
    several = chosen.findings["cause"].map(text).str.contains(";").any()
    note = '<p class="more">A record with several causes is in several rows.</p>' if several else ""
    return f'<figure class="chart">{chart.html}<div>{table(counts, caption, columns)}{note}</div></figure>'


def _by_cause(findings: pd.DataFrame) -> pd.DataFrame:
    """Records by rule and cause, a column for each outcome, the most frequent first."""
    causes = findings.assign(words=findings["cause"].map(text).str.split(";")).explode("words")
    causes["words"] = causes["words"].map(plain).str.strip().replace("", "a fact is missing")
    counts = causes.groupby(["rule_id", "words", "outcome"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(OUTCOMES), fill_value=0)
    counts["total"] = counts.sum(axis=1)
    return counts.sort_values("total", ascending=False, kind="stable").reset_index()


def _rule(rule: object, findings: pd.DataFrame, level: int, over: str) -> str:
    """One rule's failing records, led by why the rule matters and what to do."""
    said = {name: text(getattr(rule, name)) for name in ("rule_id", "title", "why", "remedy", "clauses", "certainty")}
    severity = SEVERITIES.get(text(getattr(rule, "severity", "")), "")
    scope = number(getattr(rule, "in_scope", ""))
    found = numbers(findings["outcome"].value_counts(), "it")
    certainty = escape(CERTAINTIES.get(said["certainty"], ""))
    return (
        f'<section class="rule"><h{level}>{escape(said["rule_id"])} {escape(said["title"])}</h{level}>'
        f'<p class="signs">{badge(getattr(rule, "status", ""))} <span class="badge">{escape(severity)}</span> '
        f"Of {scope} in scope{over}, {found}. {certainty}</p>"
        f'<dl class="advice"><div><dt>Why it matters</dt><dd>{escape(said["why"])}</dd></div>'
        f"<div><dt>What to do</dt><dd>{escape(said['remedy'])}</dd></div>"
        f"<div><dt>Clauses</dt><dd>{escape(plain(said['clauses']))}</dd></div></dl>"
        f"{listed_records(findings, 'Records found by ' + said['rule_id'])}</section>"
    )


def listed_records(findings: pd.DataFrame, caption: str, *, limit: int = ROWS_SHOWN, by_rule: bool = False) -> str:
    """The records that rules found, the gravest first, with what was found and where; ``by_rule`` names the rule."""
    rank = {outcome: place for place, outcome in enumerate(OUTCOMES)}
    files, rows = findings["source_file"].map(text), findings["source_row"].map(text)
    shown = findings.assign(where=(files + ", record " + rows).where(files != "", NOT_THERE))
    shown = shown.sort_values("outcome", key=lambda column: column.map(rank), kind="stable")
    columns = (
        Column("record_id", "Record", code),
        *((Column("rule_id", "Rule", code),) if by_rule else ()),
        Column("case_id", "Case", code),
        Column("outcome", "Outcome", outcome),
        Column("detail", "What was found"),
        Column("where", "Where"),
    )
    return table(shown, caption, columns, limit=limit)


def outcome(code: object) -> str:
    """An outcome as mark and words."""
    word = OUTCOMES[text(code)]
    return f'<span aria-hidden="true">{word.mark}</span> {escape(word.name)}'
