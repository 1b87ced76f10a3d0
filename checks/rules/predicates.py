"""Reading a rule's predicates: plain comparisons over one view's columns, and nothing else."""

from difflib import get_close_matches

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from checks.errors import PolicyError
from checks.facts.views import View
from checks.policy import settings as catalogue

FUNCTIONS = ("setting", "rule_on", "as_of")
ALLOWED = (
    exp.Column,
    exp.Identifier,
    exp.Literal,
    exp.Boolean,
    exp.Null,
    exp.And,
    exp.Or,
    exp.Not,
    exp.Paren,
    exp.EQ,
    exp.NEQ,
    exp.LT,
    exp.LTE,
    exp.GT,
    exp.GTE,
    exp.In,
    exp.Is,
    exp.Coalesce,
)


def parse(text: str, view: View, place: str) -> exp.Expr:
    """A predicate's syntax tree. PolicyError naming the place, with the nearest names for a wrong one."""
    try:
        tree = sqlglot.parse_one(text, dialect="duckdb")
    except SqlglotError:
        raise PolicyError(
            f"{place}: this is not a predicate that can be read. Check its brackets and quotes."
        ) from None
    for node in tree.walk():
        _check(node, view, place)
    return tree


def _check(node: exp.Expr, view: View, place: str) -> None:
    if isinstance(node, exp.Column):
        _check_column(node, view, place)
    elif isinstance(node, exp.Anonymous):
        _check_function(node, place)
    elif not isinstance(node, ALLOWED):
        raise PolicyError(f"{place}: {node.sql(dialect='duckdb')} is not allowed in a rule. Put it in a facts view.")


def _check_column(node: exp.Column, view: View, place: str) -> None:
    if node.table or node.name not in view.facts:
        near = get_close_matches(node.name, view.facts, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise PolicyError(f"{place}: view {view.name} has no column '{node.sql()}'.{hint}")


def _check_function(node: exp.Anonymous, place: str) -> None:
    word = node.name.lower()
    if word not in FUNCTIONS:
        raise PolicyError(f"{place}: function {node.name} is not allowed in a rule. Put it in a facts view.")
    if word == "as_of":
        return
    argument = node.expressions[0] if node.expressions else None
    if not isinstance(argument, exp.Literal) or not argument.is_string:
        raise PolicyError(f"{place}: write {word}('name') with a quoted name.")
    if word == "setting":
        try:
            catalogue.find(str(argument.this))
        except PolicyError as error:
            raise PolicyError(f"{place}: {error}") from None
