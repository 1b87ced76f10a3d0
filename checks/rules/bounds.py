"""What a predicate says when some of its facts cannot be known.

A fact is unknown for every record when the table it comes from is absent, and for one record when a
column that the rule calls undecided is blank. ``could_hold`` is true wherever some value of the
unknown facts would make the predicate true; ``surely_holds`` only where every value would. Between
the two lies ``undecided``. The bounds are taken atom by atom, on the predicate with its NOTs pushed
inward, so they never call a thing certain that is not.
"""

from collections.abc import Set

from sqlglot import exp


def could_hold(tree: exp.Expr, absent: Set[str], blank: Set[str]) -> exp.Expr:
    """The upper bound: atoms that read an absent fact count as true, those with a blank one too."""
    return _bound(tree, absent, blank, upper=True, negated=False)


def surely_holds(tree: exp.Expr, absent: Set[str]) -> exp.Expr:
    """The lower bound: atoms that read an absent fact count as false."""
    return _bound(tree, absent, frozenset(), upper=False, negated=False)


def reads(tree: exp.Expr, columns: Set[str]) -> set[str]:
    """Which of the columns a tree reads."""
    return {column.name for column in tree.find_all(exp.Column)} & columns


def _bound(tree: exp.Expr, absent: Set[str], blank: Set[str], upper: bool, negated: bool) -> exp.Expr:
    if isinstance(tree, exp.Paren):
        return _bound(tree.this, absent, blank, upper, negated)
    if isinstance(tree, exp.Not) and not isinstance(tree.this, (exp.In, exp.Is)):
        return _bound(tree.this, absent, blank, upper, not negated)
    if isinstance(tree, (exp.And, exp.Or)):
        left = _bound(tree.left, absent, blank, upper, negated)
        right = _bound(tree.right, absent, blank, upper, negated)
        conjunction = isinstance(tree, exp.And) != negated
        return exp.paren(exp.and_(left, right) if conjunction else exp.or_(left, right))
    if reads(tree, absent):
        return exp.true() if upper else exp.false()
    atom = exp.not_(exp.paren(tree.copy())) if negated else exp.paren(tree.copy())
    unknown = [exp.column(column).is_(exp.null()) for column in sorted(reads(tree, blank))] if upper else []
    return exp.paren(exp.or_(atom, *unknown)) if unknown else atom
