"""The simple expressions of a mapping: read once, checked word by word, and written anew as SQL.

Nothing of what somebody wrote reaches the database: only what is listed here is understood, and its SQL is our own.
Everything is text. A blank is NULL on the way in, and no comparison is ever undecided: a blank equals a blank and
nothing else, so ``"Status" <> 'test'`` keeps the rows that have no status.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from checks.intake.mapping.words import NAMES, NOTHING, TEXT, TRUTH, Binder, written

__all__ = ["NAMES", "TEXT", "TRUTH", "Binder", "Expression", "parse"]

LONGEST = 5_000


@dataclass(frozen=True)
class Expression:
    """An expression that has been checked: the headings it reads, and those that it reads as dates."""

    tree: exp.Expr
    headings: tuple[str, ...]
    dates: tuple[str, ...]

    def sql(self, binder: Binder) -> str:
        """Its SQL, which never fails whatever the texts are."""
        return written(self.tree, binder)[1]

    def answers(self) -> tuple[str, ...]:
        """The texts that it can come to as they stand in it, such as the answers of a CASE."""
        return tuple(_answers(self.tree))


@cache
def parse(text: str, wanted: str) -> Expression:
    """Read an expression that is to be ``TEXT`` or ``TRUTH``. ValueError, in words, for what it may not say."""
    if len(text) > LONGEST:
        raise ValueError("an expression is too long; put the work into translate, join or the export")
    try:
        tree = sqlglot.parse_one(text, dialect="duckdb")
    except (SqlglotError, RecursionError):
        raise ValueError(
            "this is not an expression that can be read; check its brackets and quotes, "
            "and put headings into double quotation marks"
        ) from None
    headings: list[str] = []
    dates: list[str] = []

    def seen(into: list[str]) -> Callable[[str], str]:
        def add(heading: str) -> str:
            into.append(heading)
            return "NULL"

        return add

    try:
        kind, _ = written(tree, Binder(seen(headings), seen(dates)))
    except RecursionError:
        raise ValueError("an expression has too many brackets within each other") from None
    if kind not in (wanted, NOTHING):
        raise ValueError(f"this expression gives {kind} where {wanted} is wanted")
    return Expression(tree, tuple(dict.fromkeys([*headings, *dates])), tuple(dict.fromkeys(dates)))


def _answers(node: exp.Expr) -> Iterator[str]:
    inside: Sequence[exp.Expr | None] = ()
    if isinstance(node, exp.Literal) and node.is_string:
        yield str(node.this)
    elif isinstance(node, exp.Case):
        inside = [*(arm.args["true"] for arm in node.args["ifs"]), node.args.get("default")]
    elif isinstance(node, exp.Coalesce):
        inside = [node.this, *node.expressions]
    elif isinstance(node, exp.Paren):
        inside = [node.this]
    for each in inside:
        if each is not None:
            yield from _answers(each)
