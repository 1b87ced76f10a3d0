"""A rule, as one entry of a chapter: what it judges, what breaks it, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sqlglot import exp

from checks.facts.views import View, views


@dataclass(frozen=True)
class Blank:
    """What a blank in a column means. ``kind``: undecided, breach, not raised or out of scope.

    ``by`` names the predicate that asks for the blank, where one does; ``note`` is what the entry adds.
    """

    kind: str
    by: str = ""
    note: str = ""


@dataclass(frozen=True)
class Example:
    """One worked example: a row's values, the settings it runs under, and what must come out."""

    values: Mapping[str, str]
    settings: Mapping[str, str]
    outcome: str
    causes: str
    because: str


@dataclass(frozen=True)
class Rule:
    """One rule, parsed and checked. Predicates are syntax trees over the view's columns.

    ``breach``, ``conflict`` and ``undecided`` are by cause; ``counted`` labels rows that comply and
    are told of beside the rule; ``severity_instead`` is (when, setting). ``written`` gives the causes
    as the entry writes them, one for a whole code list where it says ``<code>``; ``needs`` names the
    tables without which the rule is not tested though it judges others; ``only_with`` the yes or no
    setting without which it is off.
    """

    id: str
    title: str
    clauses: tuple[str, ...]
    headline: str
    severity: str
    severity_instead: tuple[exp.Expr, str] | None
    certainty: str
    only_with: str
    judges: str
    applies_to: exp.Expr
    breach: Mapping[str, exp.Expr]
    conflict: Mapping[str, exp.Expr]
    undecided: Mapping[str, exp.Expr]
    waiting: exp.Expr | None
    needs: tuple[str, ...]
    counted: Mapping[str, exp.Expr]
    shows: tuple[str, ...]
    blank: Mapping[str, Blank]
    remedy: str
    why: str
    examples: tuple[Example, ...]
    chapter: str
    written: Mapping[str, exp.Expr] = field(repr=False, default_factory=dict)
    predicates: tuple[tuple[str, exp.Expr], ...] = field(repr=False, default=())

    @property
    def view(self) -> View:
        """The facts view the rule reads."""
        return views()[self.judges]

    @cached_property
    def columns(self) -> frozenset[str]:
        """Every column the rule reads."""
        return frozenset(column.name for _, tree in self.predicates for column in tree.find_all(exp.Column))
