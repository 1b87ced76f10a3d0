"""The facts views: what each column of a judged record means, and building them on a connection."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

import duckdb
from sqlglot import exp
from sqlglot.optimizer.simplify import simplify

from checks import yaml_files
from checks.facts import passages, steps
from checks.facts.fill import fill, settings_read
from checks.facts.lineage import Relation, relation
from checks.facts.prune import pruned
from checks.intake.tables import declared
from checks.policy.packs import Pack

CARRIED = ("record_table", "record_id", "case_id", "source_file", "source_row")


@dataclass(frozen=True)
class Fact:
    """A column of a view. ``kind``: yes_no, code, codes, date, number or offsets; ``blank``: whether it may be NULL.

    ``offsets`` are places in a text, as a flat list of whole numbers: a first character, the one after the last.

    ``typical`` is what an example row holds when it does not say; ``of`` is, for codes (a mask), the
    canonical ``table.column`` whose code list they come from, and for offsets the texts they are places in.
    """

    name: str
    kind: str
    blank: bool
    about: str
    typical: object
    of: str = ""


@dataclass(frozen=True)
class View:
    """One kind of judged record. ``main``: the tables judged; ``step``: the last of its stack.

    A ``listing`` is judged by no rule: notebooks and commands show it as it stands.
    """

    name: str
    main: tuple[str, ...]
    step: str
    about: str
    facts: Mapping[str, Fact]
    listing: bool = False

    def sides(
        self, applies_to: exp.Expr, absent: frozenset[str] = frozenset(), pack: Pack | None = None
    ) -> tuple[Relation, ...]:
        """The sides of the view's union that can hold a record the rule judges.

        Left out are those without rows when the absent tables are, those whose fixed columns (such as
        ``is_case``) rule out ``applies_to``, and those that the pack's settings leave without rows.
        """
        trees = _sides(steps.steps()[self.step].tree)
        pairs = zip(relation(self.step).sides, trees, strict=True)
        living = [(side, tree) for side, tree in pairs if not side.spine & absent]
        if len(trees) > 1:
            living = [pair for pair in living if not _excluded(applies_to, pair[0].constants)]
        return tuple(side for side, tree in living if pack is None or not _never(tree, pack))


def _excluded(applies_to: exp.Expr, constants: Mapping[str, exp.Expr]) -> bool:
    def put(node: exp.Expr) -> exp.Expr:
        return constants[node.name].copy() if isinstance(node, exp.Column) and node.name in constants else node

    return bool(simplify(applies_to.copy().transform(put)) == exp.false())


def _sides(tree: exp.Expr) -> list[exp.Expr]:
    if isinstance(tree, exp.SetOperation):
        return [*_sides(tree.left), *_sides(tree.right)]
    return [tree]


def _never(side: exp.Expr, pack: Pack) -> bool:
    """Whether a condition on settings alone rules out every row of a side, or of the step it stands for."""
    start = side.args.get("from_")
    source = start.this if start is not None else None
    step = steps.steps().get(source.name) if isinstance(source, exp.Table) else None
    where = (step.tree if step else side).args.get("where")
    parts = list(where.this.flatten()) if where and isinstance(where.this, exp.And) else [where.this] if where else []
    open_questions = set(pack.unanswered)
    fixed = [p for p in parts if not p.find(exp.Column) and not set(settings_read(p)) & open_questions]
    return any(simplify(fill(part, pack, date.min)) == exp.false() for part in fixed)


@cache
def views() -> Mapping[str, View]:
    """Every view by name, from the files of the dictionary."""
    folder = resources.files(__package__).joinpath("dictionary")
    found: dict[str, View] = {}
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".yml"):
            found |= {name: _view(name, entry) for name, entry in yaml_files.read(file.read_text("utf-8")).items()}
    return found


def _view(name: str, entry: Mapping[str, object]) -> View:
    columns: Mapping[str, Mapping[str, object]] = entry["columns"]  # type: ignore[assignment]
    facts = {
        column: Fact(
            column,
            str(given["kind"]),
            bool(given.get("blank", False)),
            str(given["about"]),
            given.get("typical"),
            str(given.get("of", "")),
        )
        for column, given in columns.items()
    }
    main: list[str] = entry["main"]  # type: ignore[assignment]
    return View(name, tuple(main), f"{name}_judged", str(entry["about"]), facts, bool(entry.get("listing", False)))


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Define the macros and functions that steps and rules use."""
    passages.register(connection)
    connection.execute(resources.files(__package__).joinpath("macros.sql").read_text("utf-8"))


def build(
    connection: duckdb.DuckDBPyConnection,
    wanted: Mapping[str, Set[str]],
    pack: Pack,
    as_of: date,
    *,
    once: bool = True,
) -> None:
    """Materialise the named columns of the named views, each step once, as temporary tables.

    Where the views are built ``once``, what nothing later reads is dropped on the way, the loaded
    tables too, so that a large export fits in memory.
    """
    trees = _trees(wanted)
    last = _last_reader(trees) | {views()[name].step: "" for name in wanted}
    for name, statement in _statements(trees, pack, as_of):
        connection.execute(statement)
        for done in [source for source, reader in last.items() if once and reader == name]:
            _drop(connection, done)
    for table in set(declared()) - set(last) if once else ():
        _drop(connection, table)


def statements(wanted: Mapping[str, Set[str]], pack: Pack, as_of: date) -> dict[str, str]:
    """Step name -> the SQL that builds it, in building order."""
    return dict(_statements(_trees(wanted), pack, as_of))


def _trees(wanted: Mapping[str, Set[str]]) -> dict[str, exp.Query]:
    return pruned({views()[name].step: {*columns, *CARRIED} for name, columns in wanted.items()})


def _statements(trees: Mapping[str, exp.Query], pack: Pack, as_of: date) -> Iterator[tuple[str, str]]:
    for name, tree in trees.items():
        query = fill(tree, pack, as_of).sql(dialect="duckdb", comments=False)
        kind = "TABLE" if steps.steps()[name].kept else "VIEW"
        yield name, f'CREATE OR REPLACE TEMP {kind} "{name}" AS {query}'


def _last_reader(trees: Mapping[str, exp.Query]) -> dict[str, str]:
    """The last step to be built that reads each step and table, through views as well."""
    last: dict[str, str] = {}
    reads: dict[str, set[str]] = {}
    for name, tree in trees.items():
        direct = {table.name for table in tree.find_all(exp.Table)}
        open_views = {view for view in direct & set(trees) if not steps.steps()[view].kept}
        reads[name] = direct.union(*(reads[view] for view in open_views))
        last |= dict.fromkeys(reads[name], name)
    return last


def _drop(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    if name in declared():
        connection.execute(f'DROP VIEW IF EXISTS "{name}"')
        connection.execute(f'DROP TABLE IF EXISTS "loaded_{name}"')
    else:
        connection.execute(f'DROP {"TABLE" if steps.steps()[name].kept else "VIEW"} IF EXISTS "{name}"')
