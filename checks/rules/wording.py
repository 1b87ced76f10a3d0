"""A predicate in words: what a quality lead reads in place of SQL.

Facts stand in italics under their own names, codes and settings as code. A blank is named wherever
the predicate itself names it; what a blank means elsewhere, the rule says for each column.
"""

import re
from collections.abc import Callable, Mapping

from sqlglot import exp

from checks.facts.views import View

RULE_ID = re.compile(r"\b([a-z]{3}) (\d\d)\b")
DAYS = {exp.LT: "is before", exp.LTE: "is on or before", exp.GT: "is after", exp.GTE: "is on or after"}
NUMBERS = {exp.LT: "is less than", exp.LTE: "is at most", exp.GT: "is more than", exp.GTE: "is at least"}
EQUALS: Mapping[type[exp.Expr], str] = {exp.EQ: "is", exp.NEQ: "is not"}


def in_words(tree: exp.Expr, view: View) -> str:
    """The whole predicate as one clause, such as ``*basis* is `consent` and not *consent found*``."""
    return _Words(view).say(tree)


def conditions(tree: exp.Expr, view: View) -> list[str]:
    """The parts of ``applies_to`` that must all be true, one clause each; none where it is simply true."""
    if isinstance(tree, exp.Boolean) and tree.this:
        return []
    parts = list(tree.flatten()) if isinstance(tree, exp.And) else [tree]
    return [_condition(part, view) for part in parts]


def alone(tree: exp.Expr, view: View) -> str:
    """What the view says of a predicate that is one plain yes or no; nothing for any other."""
    if not isinstance(tree, exp.Column):
        return ""
    said = meaning(view.facts[tree.name].about).partition("; blank")[0]
    return said.removesuffix(".") + "."


def meaning(about: str) -> str:
    """What the view says of a fact, without its references to the numbered definitions."""
    return re.sub(r" \(P\d+\)", "", about)


def fact(name: str) -> str:
    """A column's name in italics: ``in_aut_05`` reads *in AUT-05*."""
    return f"*{plain(name)}*"


def plain(name: str) -> str:
    """A name in words."""
    return RULE_ID.sub(lambda found: f"{found[1].upper()}-{found[2]}", name.replace("_", " "))


def predicate(tree: exp.Expr) -> str:
    """The predicate as SQL, much as the rule file writes it."""
    text = tree.sql(dialect="duckdb", normalize_functions=False, pretty=True)
    text = re.sub(r"\bNOT (\w+) IN \(", r"\1 NOT IN (", text)
    text = re.sub(r"(holds\(\w+, '[^']+'), '[^']+'\)", r"\1)", text)
    return re.sub(r"\bNOT (\w+) IS (NULL|TRUE|FALSE)\b", r"\1 IS NOT \2", text)


def _condition(tree: exp.Expr, view: View) -> str:
    about = alone(tree, view)
    if about:
        return f"{fact(tree.name)}: {about}"
    inner = tree.this.unnest() if isinstance(tree, exp.Not) else None
    first = next(iter(inner.flatten())) if isinstance(inner, exp.And) else None
    if inner is not None and isinstance(first, exp.Anonymous) and first.name.lower() == "rule_on":
        rest = exp.and_(*list(inner.flatten())[1:])
        return f"left out where the pack has {first.expressions[0].this}: {in_words(rest, view)}"
    return in_words(tree, view)


class _Words:
    """The words of one view's predicates, by the kind of node."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.kinds: dict[type[exp.Expr], Callable[[exp.Expr], str]] = {
            exp.Not: self._not,
            exp.In: lambda node: f"{self._value(node.this)} is {self._among(node)}",
            exp.Is: self._is,
            exp.Coalesce: self._coalesce,
            exp.Paren: lambda node: self.say(node.this),
            exp.And: lambda node: " and ".join(self._part(part) for part in node.flatten()),
            exp.Or: lambda node: " or ".join(self._part(part) for part in node.flatten()),
        }

    def say(self, node: exp.Expr) -> str:
        """The words of a node that is true or false."""
        if type(node) in self.kinds:
            return self.kinds[type(node)](node)
        if type(node) in EQUALS or type(node) in DAYS:
            return f"{self._value(node.this)} {self._compared(node)} {self._value(node.expression)}"
        return self._value(node)

    def _part(self, node: exp.Expr) -> str:
        return f"({self.say(node)})" if _compound(node.unnest()) else self.say(node)

    def _not(self, node: exp.Expr) -> str:
        inner = node.this.unnest()
        if isinstance(inner, exp.In):
            return f"{self._value(inner.this)} is {self._not_among(inner)}"
        if isinstance(inner, exp.Is):
            if isinstance(inner.this, exp.Anonymous):
                return f"{self._value(inner.this)} is not off"
            other = "not blank" if isinstance(inner.expression, exp.Null) else f"{_yes_no(not _truth(inner))} or blank"
            return f"{self._value(inner.this)} is {other}"
        return f"not ({self.say(inner)})" if isinstance(inner, exp.And) else f"not {self._part(inner)}"

    def _is(self, node: exp.Expr) -> str:
        blank = isinstance(node.expression, exp.Null)
        if isinstance(node.this, exp.Anonymous):
            return f"{self._value(node.this)} is off"
        return f"{self._value(node.this)} is {'blank' if blank else _yes_no(_truth(node))}"

    def _among(self, node: exp.Expr) -> str:
        items = _listed([self._value(item) for item in node.expressions], "or")
        return f"among {items}" if "the pack's" in items else items

    def _not_among(self, node: exp.Expr) -> str:
        items = [self._value(item) for item in node.expressions]
        if any(item.startswith("the pack's") for item in items):
            return f"not among {_listed(items, 'or')}"
        return f"none of {_listed(items, 'and')}" if len(items) > 2 else f"neither {' nor '.join(items)}"

    def _coalesce(self, node: exp.Expr) -> str:
        *others, last = node.expressions
        said = self.say(node.this)
        for other in others:
            said += f", or, where that cannot be told, {self.say(other)}"
        if not isinstance(last, exp.Boolean):
            return f"{said} (blank read as {self._value(last)})"
        if isinstance(node.this, exp.Column):
            return f"{said} (blank read as {_yes_no(bool(last.this))})"
        if not last.this:
            return said
        plainly = not others and not _compound(node.this.unnest())
        return said.replace("* is ", "* is blank or is ", 1) if plainly else f"({said}), or that cannot be told"

    def _compared(self, node: exp.Expr) -> str:
        if type(node) in EQUALS:
            return EQUALS[type(node)]
        kinds = {self.view.facts[column.name].kind for column in node.find_all(exp.Column)}
        return (NUMBERS if "number" in kinds else DAYS)[type(node)]  # type: ignore[index]

    def _value(self, node: exp.Expr) -> str:
        if isinstance(node, exp.Column):
            return fact(node.name)
        if isinstance(node, exp.Boolean):
            return _yes_no(bool(node.this))
        if isinstance(node, exp.Literal):
            return f"`{node.this}`" if node.is_string else str(node.this)
        if isinstance(node, exp.Anonymous):
            return _function(node)
        return self.say(node)


def _compound(node: exp.Expr) -> bool:
    """Whether its words hold an ``and`` or an ``or``, so that beside others they need brackets."""
    if isinstance(node, exp.Coalesce):
        last = node.expressions[-1]
        return len(node.expressions) > 1 or (isinstance(last, exp.Boolean) and bool(last.this))
    if isinstance(node, exp.Not):
        inner = node.this.unnest()
        return isinstance(inner, exp.Is) and not isinstance(inner.expression, exp.Null)
    return isinstance(node, (exp.And, exp.Or))


def _function(node: exp.Anonymous) -> str:
    word = node.name.lower()
    if word == "as_of":
        return "the run date"
    if word == "holds":
        return f"{fact(node.expressions[0].name)} holds `{node.expressions[1].name}`"
    name = node.expressions[0].this
    return f"the pack's `{name}`" if word == "setting" else f"the pack has {name}"


def _listed(items: list[str], joint: str) -> str:
    return f"{', '.join(items[:-1])} {joint} {items[-1]}" if len(items) > 1 else items[0]


def _truth(node: exp.Expr) -> bool:
    return bool(node.expression.this)


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"
