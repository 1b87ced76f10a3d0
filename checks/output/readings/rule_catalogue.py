"""A pack's clauses and how each is met, then every rule's page with its worked examples."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from checks.output import markdown
from checks.output.charts import Bar, Style, stacked
from checks.output.pictures import figure
from checks.output.sections import Section, notice
from checks.output.style import STYLE_TAG
from checks.output.tables import Column, code, numeric, table
from checks.output.words import SEVERITIES, count

# How a clause is met, in the order a reader asks for it.
MET: Mapping[str, str] = {
    "enforced": "a rule judges it from the records",
    "attested": "a rule asks for a named person's word for it",
    "product": "it is about the audit itself, and a test of the product proves it",
    "open": "nothing covers it: an audit says nothing about it",
}

STYLES: Mapping[str, Style] = {
    "enforced": Style("#0b5583", "", "enforced"),
    "attested": Style("#1d7a4f", "////", "attested"),
    "product": Style("#5b4a8a", "....", "product"),
    "open": Style("#b9c2ca", "", "open"),
}


@dataclass(frozen=True)
class Clause:
    """One clause of the pack: where it stands, what it asks, how it is met and by which rules or tests."""

    clause_id: str
    policy: str
    reference: str
    duty: str
    status: str
    rules: Sequence[str]
    tests: Sequence[str]


@dataclass(frozen=True)
class RulePage:
    """One rule: ``on`` says whether the pack has it, ``page`` is its documentation in Markdown."""

    rule_id: str
    title: str
    chapter: str
    severity: str
    on: bool
    page: str


@dataclass(frozen=True)
class Listed:
    """What the catalogue shows; ``only`` is the one rule asked for, or blank."""

    pack: str
    pack_title: str
    clauses: Sequence[Clause]
    rules: Sequence[RulePage]
    only: str = ""


def about(shown_pack: Listed) -> Section:
    """The pack, and how many of its clauses are met and how."""
    sizes = {status: sum(clause.status == status for clause in shown_pack.clauses) for status in MET}
    rules = sum(rule.on for rule in shown_pack.rules)
    facts = {
        "Policy pack": f"{shown_pack.pack_title} ({shown_pack.pack})",
        "Clauses": f"{len(shown_pack.clauses):,}",
        "Rules shown": f"{len(shown_pack.rules):,} ({rules:,} on in this pack)",
    }
    if shown_pack.only:
        facts["Only the rule"] = shown_pack.only
    pairs = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(said)}</dd></div>" for name, said in facts.items())
    note = (
        "<p>The catalogue comes from the rules and the pack alone. It reads no records, and it does not say "
        "whether anybody keeps a clause.</p>"
    )
    return Section(f'{STYLE_TAG}<dl class="facts">{pairs}</dl>{note}{_gap(sizes)}{_chart(shown_pack)}')


def _gap(sizes: Mapping[str, int]) -> str:
    if not sizes["open"]:
        return ""
    return notice(
        f"{count(sizes['open'], 'clause')} of the pack: nothing covers {'it' if sizes['open'] == 1 else 'them'}."
    )


def _chart(shown_pack: Listed) -> str:
    """How the clauses of each policy are met."""
    if not shown_pack.clauses:
        return notice("No clause of this pack is shown here.")
    frame = pd.DataFrame(
        [(clause.policy, clause.status) for clause in shown_pack.clauses], columns=["policy", "status"]
    )
    told = frame.groupby(["policy", "status"]).size().unstack(fill_value=0).reindex(columns=list(MET), fill_value=0)
    told["all"] = told.sum(axis=1)
    told = told.sort_values("all", ascending=False, kind="stable").reset_index()
    bars = [
        Bar(row["policy"], {name: float(row[name]) for name in MET}, f"{row['all'] - row['open']:,} of {row['all']:,}")
        for row in told.to_dict("records")
    ]
    met = int(told["all"].sum() - told["open"].sum())
    alt = f"How the clauses of each policy are met. {met:,} of {int(told['all'].sum()):,} are met; the rest are open."
    columns = (Column("policy", "Policy"), *(numeric(name, name.capitalize()) for name in MET), numeric("all", "All"))
    words = table(told, "Clauses of each policy by how they are met", columns)
    return f"<h3>How the clauses are met</h3>{figure(stacked(bars, alt, 'Number of clauses', STYLES), words)}"


def clauses(shown_pack: Listed) -> Section:
    """Every clause, policy by policy, with the rules that enforce it."""
    meanings = "".join(f"<li><strong>{escape(name)}</strong>: {escape(said)}.</li>" for name, said in MET.items())
    parts = [f"<ul>{meanings}</ul>"]
    for policy in dict.fromkeys(clause.policy for clause in shown_pack.clauses):
        mine = [clause for clause in shown_pack.clauses if clause.policy == policy]
        frame = pd.DataFrame(
            [(one.clause_id, one.reference, one.duty, one.status, _by(one, shown_pack)) for one in mine],
            columns=["clause", "place", "duty", "status", "by"],
        )
        columns = (
            Column("clause", "Clause", code),
            Column("place", "Place"),
            Column("duty", "What it asks, in our words"),
            Column("status", "How it is met", _status),
            Column("by", "By", str),  # links, already HTML
        )
        parts.append(f"<h3>{escape(policy)}</h3>{table(frame, f'Clauses of {policy}', columns)}")
    return Section("".join(parts))


def _status(status: object) -> str:
    marks = {"enforced": "✓", "attested": "✓", "product": "✓", "open": "○"}
    colours = {"open": "not_tested"}
    name = str(status)
    mark = f'<span aria-hidden="true">{marks.get(name, "")}</span>'
    return f'<span class="badge {colours.get(name, "passed")}">{mark} {escape(name)}</span>'


def _by(clause: Clause, shown_pack: Listed) -> str:
    shown = {rule.rule_id for rule in shown_pack.rules}
    rules = [
        f'<a href="#rule-{escape(r, quote=True)}">{escape(r)}</a>' if r in shown else escape(r) for r in clause.rules
    ]
    return ", ".join([*rules, *(f"<code>{escape(test)}</code>" for test in clause.tests)])


def contents(shown_pack: Listed) -> Section:
    """A list of the rules by chapter, each leading to its page."""
    parts = []
    for chapter in dict.fromkeys(rule.chapter for rule in shown_pack.rules):
        items = "".join(
            f'<li><a href="#rule-{escape(rule.rule_id, quote=True)}">{escape(rule.rule_id)}</a> {escape(rule.title)}'
            f"{'' if rule.on else ' (off in this pack)'}</li>"
            for rule in shown_pack.rules
            if rule.chapter == chapter
        )
        parts.append(f'<h3>{escape(chapter[:1].upper() + chapter[1:])}</h3><ul class="contents">{items}</ul>')
    return Section("".join(parts))


def pages(shown_pack: Listed) -> Section:
    """The rules' pages: what each enforces, judges and calls a breach, what a blank means, and its examples."""
    return Section("".join(map(_page, shown_pack.rules)))


def _page(rule: RulePage) -> str:
    _, _, body = rule.page.partition("\n")
    on = '<span class="badge passed">on in this pack</span>' if rule.on else '<span class="badge off">off</span>'
    severity = escape(SEVERITIES.get(rule.severity, rule.severity))
    return (
        f'<section class="rule page" id="rule-{escape(rule.rule_id, quote=True)}" tabindex="-1">'
        f"<h3>{escape(rule.rule_id)} {escape(rule.title)}</h3>"
        f'<p class="signs">{on} <span class="badge">{severity}</span></p>'
        f"{markdown.html(body, 4, rule.rule_id)}</section>"
    )


SECTIONS: Mapping[str, Callable[[Listed], Section]] = {
    "about": about,
    "clauses": clauses,
    "contents": contents,
    "pages": pages,
}
