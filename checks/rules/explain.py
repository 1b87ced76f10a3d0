"""A rule's page: one text for the reader, ``policy-audit explain`` and the committed documentation.

Everything on it comes from the rule's own entry, from what its view says of each fact, from the
clause register and from the packs, so that it cannot say anything but what an audit does.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import groupby

from sqlglot import exp

from checks.errors import PolicyError
from checks.policy.clauses import register
from checks.rules.loader import rulebook
from checks.rules.model import Blank, Example, Rule
from checks.rules.practice import packs_of, policy_names, settings_of
from checks.rules.wording import alone, conditions, fact, in_words, meaning, plain, predicate

SEVERITIES = {"critical": "critical", "warning": "warning", "info": "for information"}
CERTAINTIES = {
    "fact": "fact: the record itself shows a breach",
    "review": "review: a finding is only a sign, and a person reads the record before acting",
}
HEADLINES = {
    "missing_rationale": "missing decision rationales",
    "overdue_retention": "overdue retention",
    "unsegregated_third_party": "unsegregated third-party data",
    "unauthorised_disclosure": "unauthorised disclosures",
    "other": "everything else",
}
BLANKS = {
    "undecided": "leaves undecided whatever turns on it",
    "breach": "is a breach",
    "not raised": "raises nothing by itself",
    "out of scope": "puts the record out of scope",
}
EXAMPLES = (
    "under the pack `combined` as on 2026-03-31. A fact that a table leaves out takes a value that puts the record in "
    "scope and by itself breaks nothing."
)


def find(rules: Mapping[str, Rule], rule_id: str) -> Rule:
    """The rule of that id, in capitals or not. PolicyError with the nearest ids."""
    wanted = rule_id.strip().upper()
    if wanted not in rules:
        near = get_close_matches(wanted, rules, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else " policy-audit rules lists them all."
        raise PolicyError(f"There is no rule '{rule_id}' in the rulebook.{hint}")
    return rules[wanted]


def page(rule: Rule) -> str:
    """The whole page, as Markdown that also reads well in a terminal."""
    sections = {
        "": _lead(rule),
        "What it enforces": _enforces(rule),
        "What it judges": _judges(rule),
        "What breaks it": _breaks(rule),
        "When two policies disagree": _conflicts(rule),
        "What nobody can judge": _undecided(rule),
        "What is not late yet": _waiting(rule),
        "What is told beside it": _told(rule),
        "What a blank means": [f"- A blank {fact(name)} {_blank(blank)}" for name, blank in rule.blank.items()],
        "What to do": [rule.remedy],
        "Worked examples": _examples(rule),
        "The facts it reads": _facts(rule),
        "The settings it reads": settings_of(rule),
        "In the policy packs": packs_of(rule),
        "The predicates as SQL": _predicates(rule),
    }
    parts = [f"# {rule.id}: {rule.title}"]
    for heading, lines in sections.items():
        if lines:
            parts.append("\n".join([f"## {heading}\n", *lines] if heading else lines))
    return "\n\n".join(parts) + "\n"


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A Markdown table, a bar within a cell kept apart from those between cells."""
    names = list(headings)
    lines = [names, ["---"] * len(names), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return [f"| {' | '.join(line)} |" for line in lines]


def _lead(rule: Rule) -> list[str]:
    severity = SEVERITIES[rule.severity]
    if rule.severity_instead:
        when, setting = rule.severity_instead
        severity += f", or what the pack's `{setting}` says where {in_words(when, rule.view)}"
    return [
        rule.why,
        "",
        f"- Severity: {severity}.",
        f"- Certainty: {CERTAINTIES[rule.certainty]}.",
        f"- Reported under: {HEADLINES[rule.headline]}.",
        f"- Written in: `{rule.chapter}`.",
    ]


def _enforces(rule: Rule) -> list[str]:
    names = policy_names()
    clauses = [register()[clause_id] for clause_id in rule.clauses]
    rows = [(c.clause_id, f"{names[c.policy]}, {c.reference}", c.duty) for c in clauses]
    return table(("clause", "policy", "what it asks, in our words"), rows) if rows else ["No clause of the register."]


def _judges(rule: Rule) -> list[str]:
    needed = conditions(rule.applies_to, rule.view)
    tables = " and ".join(f"`{name}`" for name in rule.view.main)
    lines = [f"{rule.view.about} (View `{rule.judges}`, from {tables}.)", ""]
    if not needed:
        return [*lines, "The rule judges every one of them."]
    lines += ["The rule judges those of which all of this is true; every other is out of scope.", ""]
    lines += [f"- {condition}" for condition in needed]
    absent = [name for name in _other_rules(rule) if name not in rulebook()]
    if absent:
        lines += [
            "",
            f"Not rules yet, so that nothing takes this one's place for what it leaves to them: {', '.join(absent)}.",
        ]
    return lines


def _other_rules(rule: Rule) -> list[str]:
    """The rules it leaves records to, where a pack has them."""
    asked = [node for _, tree in rule.predicates for node in tree.find_all(exp.Anonymous)]
    return sorted({node.expressions[0].this for node in asked if node.name.lower() == "rule_on"})


def _breaks(rule: Rule) -> list[str]:
    lines = ["Each cause that holds is named in the finding.", ""]
    return lines + [f"- `{cause}`: {_said(tree, rule)}" for cause, tree in rule.written.items()]


def _conflicts(rule: Rule) -> list[str]:
    if not rule.conflict:
        return []
    lines = ["Instead of a breach, a record is in conflict, and a manager decides:", ""]
    return lines + [f"- `{cause}`, when also: {_said(tree, rule)}" for cause, tree in rule.conflict.items()]


def _undecided(rule: Rule) -> list[str]:
    if not rule.undecided:
        return []
    lines = ["Where no breach or conflict is certain, a record is undecided, and a person looks:", ""]
    return lines + [f"- `{name}`: {_said(tree, rule)}" for name, tree in rule.undecided.items()]


def _waiting(rule: Rule) -> list[str]:
    if rule.waiting is None:
        return []
    return [f"Out of scope for now, where nothing above holds: {_said(rule.waiting, rule)}"]


def _told(rule: Rule) -> list[str]:
    return [f"- {label}: {_said(tree, rule)}" for label, tree in rule.counted.items()]


def _said(tree: exp.Expr, rule: Rule) -> str:
    if isinstance(tree, exp.Not) and alone(tree.this, rule.view):
        return f"This is not so: {alone(tree.this, rule.view)}"
    return alone(tree, rule.view) or f"{in_words(tree, rule.view)}."


def _blank(blank: Blank) -> str:
    by = f", as `{blank.by}`" if blank.by else ""
    said = "leaves the record undecided" if blank.kind == "undecided" and by else BLANKS[blank.kind]
    return f"{said}{by}{f'; {blank.note}' if blank.note else ''}."


def _examples(rule: Rule) -> list[str]:
    lines = [f"{'Each is run as a test,' if rule.id in rulebook() else 'What must come out'} {EXAMPLES}"]
    for _, group in groupby(rule.examples, key=lambda example: tuple(example.values)):
        lines += ["", *_example_table(list(group))]
    return lines


def _example_table(examples: list[Example]) -> list[str]:
    facts = list(examples[0].values)
    settings = list(dict.fromkeys(name for example in examples for name in example.settings))
    return table((*facts, *settings, "expect", "because"), (_example_row(e, facts, settings) for e in examples))


def _example_row(example: Example, facts: list[str], settings: list[str]) -> Iterator[str]:
    yield from (example.values[name] or "(blank)" for name in facts)
    yield from (example.settings.get(name) or "(the pack's)" for name in settings)
    causes = ", ".join(f"`{cause}`" for cause in example.causes.split(";") if cause)
    yield f"{plain(example.outcome)}: {causes}" if causes else plain(example.outcome)
    yield example.because


def _facts(rule: Rule) -> list[str]:
    facts = [one for one in rule.view.facts.values() if one.name in rule.columns]
    rows = [(f"`{f.name}`", f.kind.replace("_", " or "), "yes" if f.blank else "no", meaning(f.about)) for f in facts]
    return table(("fact", "kind", "may be blank", "meaning"), rows)


def _predicates(rule: Rule) -> list[str]:
    lines = ["As an analyst reads them, over the columns of the view. A comparison with a blank raises nothing.", ""]
    others = [(name, tree) for name, tree in rule.predicates[1:] if not name.startswith("breach ")]
    causes = [(f"breach {cause}", tree) for cause, tree in rule.written.items()]
    blocks = [f"-- {name}\n{predicate(tree)}" for name, tree in (rule.predicates[0], *causes, *others)]
    return [*lines, "```sql", "\n\n".join(blocks), "```"]
