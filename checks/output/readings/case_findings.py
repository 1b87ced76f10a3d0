"""What the rules found on one case, which of them judged it, and which say nothing."""

from html import escape

import pandas as pd

from checks.output import themes
from checks.output.readings.selected import Selected
from checks.output.sections import Section
from checks.output.tables import Column, code, numeric, table
from checks.output.words import JUDGED, STATUSES, count, listed, plain, text
from checks.results.audit import ON_CASE


def found(selected: Selected) -> Section:
    """Every finding on the case, and which rules judged it."""
    findings = selected.findings
    if findings.empty:
        return Section(
            "<p class='lead'>No rule found anything on this case.</p>"
            "<p>That is as much as the rules below could judge, and no more.</p>" + _judged(selected)
        )
    titles = dict(zip(selected.audit.rules["rule_id"], selected.audit.rules["title"], strict=True))
    shown = findings.assign(
        rule=[f"{text(rule)} {text(titles.get(rule))}" for rule in findings["rule_id"]],
        words=findings["cause"].map(plain).replace("", "a fact is missing"),
    )
    order = {"breach": 0, "conflict": 1, "undecided": 2}
    shown = shown.sort_values("outcome", key=lambda column: column.map(order), kind="stable")
    columns = (
        Column("rule", "Rule"),
        Column("outcome", "Outcome", themes.outcome),
        Column("record_id", "Record", code),
        Column("words", "Cause"),
        Column("detail", "What was found"),
        Column("remedy", "What to do"),
    )
    sizes = findings["outcome"].value_counts()
    lead = f'<p class="lead">{themes.numbers(sizes, "a rule")}.</p>'
    return Section(lead + table(shown, "Every finding on the case", columns) + _judged(selected))


def _judged(selected: Selected) -> str:
    """Which rules judged records of the case, and why the others did not."""
    mine = selected.audit.listings.get(ON_CASE)
    mine = pd.DataFrame(columns=["rule_id"]) if mine is None else mine
    titles = selected.audit.rules[["rule_id", "title"]]
    told = mine.merge(titles, on="rule_id", how="left")
    told["rule"] = told["rule_id"].map(text) + " " + told["title"].map(text)
    head = f"<h3>Which rules judged the case</h3><p>{count(len(told), 'rule')} judged at least one of its records.</p>"
    columns = (
        Column("rule", "Rule"),
        numeric("in_scope", "Records judged"),
        numeric("complies", "Keep it"),
        numeric("breach", "Break it"),
        numeric("conflict", "Policies conflict"),
        numeric("undecided", "Cannot be judged"),
    )
    shown = table(told, "Rules that judged records of the case", columns) if len(told) else ""
    return head + shown + _silent(selected, set(told["rule_id"]))


def _silent(selected: Selected, judged: "set[str]") -> str:
    rest = selected.audit.outcomes[~selected.audit.outcomes["rule_id"].isin(judged)]
    lines = []
    elsewhere = rest[rest["status"].isin(JUDGED)]
    if len(elsewhere):
        lines.append(f"nothing of this case in scope: {_ids(elsewhere['rule_id'])}")
    for status, rows in rest[~rest["status"].isin(JUDGED)].groupby("status", sort=True):
        lines.append(f"{STATUSES[text(status)].name.lower()}: {_ids(rows['rule_id'])}")
    said = "".join(f"<li>{line}</li>" for line in lines)
    note = "<p>Records that name no case, such as those of staff or agencies, are not part of a case's review.</p>"
    return (f"<p>These rules say nothing about the case:</p><ul>{said}</ul>" if lines else "") + note


def _ids(rules: "pd.Series[str]") -> str:
    return escape(listed(sorted(map(text, rules))))
