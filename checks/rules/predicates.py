"""Reading a rule's predicates: plain comparisons over one view's columns, and nothing else."""

from difflib import get_close_matches

from sqlglot import exp
from sqlglot.errors import SqlglotError

from checks.errors import PolicyError
from checks.facts import parsing
from checks.facts.views import Fact, View
from checks.intake.tables import declared
from checks.policy import settings as catalogue

FUNCTIONS = ("setting", "rule_on", "as_of", "holds")
ANY_CODE = "<code>"
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
        tree = parsing.parse(text)
    except SqlglotError:
        raise PolicyError(
            f"{place}: this is not a predicate that can be read. Check its brackets and quotes."
        ) from None
    for node in list(tree.walk()):
        _check(node, view, place)
    return tree


def families(name: str, tree: exp.Expr, view: View, place: str) -> dict[str, exp.Expr]:
    """A cause as the engine raises it: one a code where its name ends in ``<code>``, or itself.

    Such a predicate says ``holds(column, '<code>')``; its codes are those of the column's code list.
    """
    if ANY_CODE not in name:
        return {name: tree}
    lists = {_codes_fact(node, view, place).of for node in tree.find_all(exp.Anonymous) if _any_code(node)}
    if len(lists) != 1:
        raise PolicyError(f"{place}: a cause for each code says holds(column, '{ANY_CODE}') of one code list.")
    return {name.replace(ANY_CODE, code): _of_code(tree, code) for code in codes_of(lists.pop())}


def codes_of(column: str) -> tuple[str, ...]:
    """The code list of a canonical ``table.column``."""
    table, _, name = column.partition(".")
    return declared()[table].columns[name].codes


def _any_code(node: exp.Anonymous) -> bool:
    return node.name.lower() == "holds" and node.expressions[1].name == ANY_CODE


def _of_code(tree: exp.Expr, code: str) -> exp.Expr:
    def put(node: exp.Expr) -> exp.Expr:
        one = isinstance(node, exp.Literal) and node.is_string and node.this == ANY_CODE
        return exp.Literal.string(code) if one else node

    return tree.copy().transform(put)


def _check(node: exp.Expr, view: View, place: str) -> None:
    if isinstance(node, exp.Column):
        _check_column(node, view, place)
    elif isinstance(node, exp.Anonymous):
        _check_function(node, view, place)
    elif not isinstance(node, ALLOWED):
        raise PolicyError(f"{place}: {node.sql(dialect='duckdb')} is not allowed in a rule. Put it in a facts view.")


def _check_column(node: exp.Column, view: View, place: str) -> None:
    if node.table or node.name not in view.facts:
        near = get_close_matches(node.name, view.facts, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise PolicyError(f"{place}: view {view.name} has no column '{node.sql()}'.{hint}")


def _check_function(node: exp.Anonymous, view: View, place: str) -> None:
    word = node.name.lower()
    if word not in FUNCTIONS:
        raise PolicyError(f"{place}: function {node.name} is not allowed in a rule. Put it in a facts view.")
    if word == "as_of":
        return
    if word == "holds":
        _check_holds(node, view, place)
        return
    argument = node.expressions[0] if node.expressions else None
    if not isinstance(argument, exp.Literal) or not argument.is_string:
        raise PolicyError(f"{place}: write {word}('name') with a quoted name.")
    if word == "setting":
        try:
            catalogue.find(str(argument.this))
        except PolicyError as error:
            raise PolicyError(f"{place}: {error}") from None


def _check_holds(node: exp.Anonymous, view: View, place: str) -> None:
    """Check ``holds(column, 'code')`` and note the column's code list as its third argument."""
    fact = _codes_fact(node, view, place)
    code = node.expressions[1].name
    if code != ANY_CODE and code not in codes_of(fact.of):
        near = get_close_matches(code, codes_of(fact.of), n=2)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise PolicyError(f"{place}: {fact.of} has no code '{code}'.{hint}")
    node.set("expressions", [*node.expressions[:2], exp.Literal.string(fact.of)])


def _codes_fact(node: exp.Anonymous, view: View, place: str) -> Fact:
    column, *rest = node.expressions or [None]
    fact = view.facts.get(column.name) if isinstance(column, exp.Column) else None
    if fact is None or fact.kind != "codes" or not rest or not isinstance(rest[0], exp.Literal):
        raise PolicyError(f"{place}: write holds(column, 'code'), with a column of the view that has codes.")
    return fact
