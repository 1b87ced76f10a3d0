"""Leaving out of a run's steps what no running rule reads: columns, joins that bring only those, and steps.

A facts view has far more columns than one run's rules read. Each LEFT JOIN of a step finds at most one
row, so a join whose columns nobody reads changes nothing.
"""

from collections import defaultdict
from collections.abc import Mapping, Set

from sqlglot import exp

from checks.facts.lineage import relation
from checks.facts.steps import in_order

Needed = dict[str, set[str]]


def pruned(wanted: Mapping[str, Set[str]]) -> dict[str, exp.Query]:
    """The steps behind the wanted columns of some steps, each cut down to what is read, in building order."""
    needed: Needed = defaultdict(set)
    for name, columns in wanted.items():
        needed[name] |= columns
    cut: dict[str, exp.Query] = {}
    for step in reversed(in_order(frozenset(wanted))):
        if step.name in needed:
            tree = step.tree.copy()
            _cut(tree, needed[step.name])
            cut[step.name] = tree
            for select in tree.find_all(exp.Select):
                _note(select, needed)
    return dict(reversed(cut.items()))


def _cut(tree: exp.Query, columns: Set[str]) -> None:
    """Cut a query to the named columns; the sides of a union keep the same places."""
    sides = _sides(tree)
    names = [_names(side) for side in sides]
    places = [place for place, name in enumerate(names[0]) if name in columns] or [0]
    for side, own in zip(sides, names, strict=True):
        if not side.args.get("distinct"):
            _cut_select(side, [own[place] for place in places])


def _sides(tree: exp.Expr) -> list[exp.Select]:
    if isinstance(tree, exp.SetOperation):
        return [*_sides(tree.left), *_sides(tree.right)]
    assert isinstance(tree, exp.Select)
    return [tree]


def _names(tree: exp.Select) -> list[str]:
    names: list[str] = []
    for projection in tree.expressions:
        names += _behind_star(tree) if projection.is_star else [projection.alias_or_name]
    return names


def _behind_star(tree: exp.Select) -> list[str]:
    """The columns of ``SELECT *``, which a step uses only over one named relation."""
    return list(relation(tree.args["from_"].this.name).columns)


def _cut_select(tree: exp.Select, columns: list[str]) -> None:
    kept: list[exp.Expr] = []
    for projection in tree.expressions:
        if projection.is_star:
            kept += [exp.column(name, quoted=True) for name in _behind_star(tree) if name in columns]
        elif projection.alias_or_name in columns:
            kept.append(projection)
    tree.set("expressions", kept)
    joins = list(tree.args.get("joins") or [])
    for join in reversed(joins):  # a later join may be what reads an earlier one
        others = [part for part in tree.iter_expressions() if part is not join]
        if join.side == "LEFT" and not any(_reads(part, join.this.alias_or_name) for part in others):
            joins.remove(join)
            tree.set("joins", list(joins))


def _reads(tree: exp.Expr, alias: str) -> bool:
    return any(column.table == alias for column in tree.find_all(exp.Column))


def _note(select: exp.Select, needed: Needed) -> None:
    """Add what one SELECT reads of each step and table; a SELECT inside it is noted by itself."""
    parts = [part.this for part in (select.args.get("from_"), *(select.args.get("joins") or [])) if part is not None]
    sources = {part.alias_or_name: part.name for part in parts if isinstance(part, exp.Table)}
    inner = {id(c) for part in parts if not isinstance(part, exp.Table) for c in part.find_all(exp.Column)}
    for name in sources.values():
        needed[name] |= set(relation(name).columns) if any(p.is_star for p in select.expressions) else set()
    for column in select.find_all(exp.Column):
        if id(column) in inner:
            continue
        for alias, name in sources.items():
            if column.table == alias or (not column.table and column.name in relation(name).columns):
                needed[name].add(column.name)
