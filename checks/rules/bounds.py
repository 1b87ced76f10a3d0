"""What a predicate says when some of its facts cannot be known.

A fact is unknown for every record when the table it comes from is absent, and for one record when a
column that the rule calls undecided is blank. ``could_hold`` is true wherever some value of the
unknown facts would make the predicate true; ``surely_holds`` only where every value would. Between
the two lies ``undecided``. The bounds are taken atom by atom, on the predicate with its NOTs pushed
inward, so they never call a thing certain that is not. They come as SQL text: a rule needs several of
each predicate, and writing them is cheaper than copying trees.
"""

from collections.abc import Set

from sqlglot import exp

DIALECT = "duckdb"


def could_hold(tree: exp.Expr, absent: Set[str], blank: Set[str]) -> str:
    """The upper bound: atoms that read an absent fact count as true, those with a blank one too."""
    return _bound(tree, absent, blank, upper=True, negated=False)


def surely_holds(tree: exp.Expr, absent: Set[str]) -> str:
    """The lower bound: atoms that read an absent fact count as false."""
    return _bound(tree, absent, frozenset(), upper=False, negated=False)


def reads(tree: exp.Expr, columns: Set[str]) -> set[str]:
    """Which of the columns a tree reads."""
    return {column.name for column in tree.find_all(exp.Column)} & columns


def _bound(tree: exp.Expr, absent: Set[str], blank: Set[str], upper: bool, negated: bool) -> str:
    if isinstance(tree, exp.Paren):
        return _bound(tree.this, absent, blank, upper, negated)
    if isinstance(tree, exp.Not) and not isinstance(tree.this, (exp.In, exp.Is)):
        return _bound(tree.this, absent, blank, upper, not negated)
    if isinstance(tree, (exp.And, exp.Or)):
        left = _bound(tree.left, absent, blank, upper, negated)
        right = _bound(tree.right, absent, blank, upper, negated)
        return f"({left} {'AND' if isinstance(tree, exp.And) != negated else 'OR'} {right})"
    if reads(tree, absent):
        return "TRUE" if upper else "FALSE"
    atom = f"{'NOT ' if negated else ''}({tree.sql(dialect=DIALECT)})"
    unknown = [f'"{column}" IS NULL' for column in sorted(reads(tree, blank))] if upper else []
    return f"({' OR '.join([atom, *unknown])})"
