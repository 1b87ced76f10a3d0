"""What each column of a facts step comes from: canonical columns and settings, read off its syntax tree.

From this the engine knows which rules an absent table or column touches, and a run which settings
a rule needs. A column depends on what its expression reads, on the join that brought it, and on
whatever decides that its row is there; one that gathers rows, on whatever decides which they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from sqlglot import exp

from checks.facts.fill import settings_read
from checks.facts.steps import steps
from checks.intake.tables import declared

FLAGS = ("__timed", "__placeholder", "__mask", "__future")


@dataclass(frozen=True)
class Origin:
    """Canonical ``(table, column)`` pairs, with ``(table, '')`` for a table's rows, and settings."""

    columns: frozenset[tuple[str, str]] = frozenset()
    settings: frozenset[str] = frozenset()

    def __or__(self, other: "Origin") -> "Origin":
        return Origin(self.columns | other.columns, self.settings | other.settings)

    @property
    def tables(self) -> frozenset[str]:
        """The canonical tables read."""
        return frozenset(table for table, _ in self.columns)


@dataclass(frozen=True)
class Relation:
    """A table, step or subquery: the origin of its rows, and of each of its columns.

    ``spine``: the tables without which it has no rows; ``branches``: the sides of a union;
    ``constants``: the columns that hold the same plain value in every row.
    """

    rows: Origin
    columns: Mapping[str, Origin] = field(default_factory=dict)
    spine: frozenset[str] = frozenset()
    branches: tuple["Relation", ...] = ()
    constants: Mapping[str, exp.Expr] = field(default_factory=dict)

    @property
    def sides(self) -> tuple["Relation", ...]:
        """The sides of a union, or the relation itself."""
        return self.branches or (self,)


@cache
def relation(name: str) -> Relation:
    """The lineage of a canonical table or a step."""
    if name in declared():
        return _table(name)
    return _query(steps()[name].tree)


def _table(name: str) -> Relation:
    rows = Origin(frozenset({(name, "")}))
    columns = {column: Origin(frozenset({(name, column)})) for column in declared()[name].columns}
    flagged = {column + flag: origin for column, origin in columns.items() for flag in FLAGS}
    own = {"row_key": rows, "source_file": rows, "source_row": rows}
    return Relation(rows, {**columns, **flagged, **own}, frozenset({name}))


def _query(tree: exp.Expr) -> Relation:
    if isinstance(tree, exp.Subquery):
        return _query(tree.this)
    if isinstance(tree, exp.SetOperation):
        return _union(_query(tree.left), _query(tree.right))
    assert isinstance(tree, exp.Select)
    return _select(tree)


def _union(left: Relation, right: Relation) -> Relation:
    pairs = zip(left.columns.items(), right.columns.values(), strict=True)
    columns = {name: a | b for (name, a), b in pairs}
    return Relation(left.rows | right.rows, columns, left.spine & right.spine, left.sides + right.sides)


def _select(tree: exp.Select) -> Relation:
    if tree.args.get("from_") is None:
        return _units(tree)
    source = tree.args["from_"].this
    sources = {source.alias_or_name: _source(source)}
    always, joined = [source.alias_or_name], dict[str, exp.Expr]()
    for join in tree.args.get("joins") or []:
        alias = join.this.alias_or_name
        sources[alias] = _source(join.this)
        if join.side == "LEFT":
            joined[alias] = join.args["on"]
        else:
            always.append(alias)
    reader = _Reader(sources, joined)
    rows, spine = Origin(), frozenset[str]()
    for alias in always:
        rows |= sources[alias].rows
        spine |= sources[alias].spine
    inner = [join.args["on"] for join in tree.args.get("joins") or [] if join.side != "LEFT" and join.args.get("on")]
    clauses = [tree.args.get(part) for part in ("where", "having", "qualify", "group")]
    for part in [*inner, *(clause for clause in clauses if clause is not None)]:
        rows |= reader.read(part)
    columns: dict[str, Origin] = {}
    constants: dict[str, exp.Expr] = {}
    for projection in tree.expressions:
        gathered = rows if projection.find(exp.AggFunc) else Origin()
        columns |= {name: one | gathered for name, one in _projected(projection, sources, reader).items()}
        if isinstance(projection, exp.Star):
            constants |= sources[source.alias_or_name].constants
        elif isinstance(projection.unalias(), (exp.Boolean, exp.Literal)):
            constants[projection.alias_or_name] = projection.unalias()
    return Relation(rows, columns, spine, (), constants)


def _units(tree: exp.Select) -> Relation:
    """Rows that a setting gives, one an item: no table has to be there for them."""
    rows = Origin(settings=frozenset(settings_read(tree)))
    return Relation(rows, {projection.alias_or_name: rows for projection in tree.expressions})


def _source(node: exp.Expr) -> Relation:
    return relation(node.name) if isinstance(node, exp.Table) else _query(node)


def _projected(node: exp.Expr, sources: Mapping[str, Relation], reader: "_Reader") -> dict[str, Origin]:
    if isinstance(node, exp.Star):
        return {name: origin for source in sources.values() for name, origin in source.columns.items()}
    if isinstance(node, exp.Column) and isinstance(node.this, exp.Star):
        return dict(sources[node.table].columns)
    return {node.alias_or_name: reader.read(node)}


@dataclass(frozen=True)
class _Reader:
    sources: Mapping[str, Relation]
    joined: Mapping[str, exp.Expr]

    def read(self, node: exp.Expr) -> Origin:
        """The origin of everything an expression reads."""
        origin = Origin(settings=frozenset(settings_read(node)))
        for column in node.find_all(exp.Column):
            alias = column.table or self._owner(column.name)
            origin |= self.sources[alias].columns[column.name]
            if alias in self.joined:
                origin |= self.sources[alias].rows | self._join(alias)
        return origin

    def _join(self, alias: str) -> Origin:
        condition = self.joined[alias]
        origin = Origin(settings=frozenset(settings_read(condition)))
        for column in condition.find_all(exp.Column):
            origin |= self.sources[column.table].columns[column.name]
        return origin

    def _owner(self, column: str) -> str:
        owners = [alias for alias, source in self.sources.items() if column in source.columns]
        assert len(owners) == 1, f"{column} is not told apart among {sorted(self.sources)}"
        return owners[0]
