"""What each word of a mapping's expression becomes in SQL; whatever is not listed here is refused.

Everything is text. No comparison is ever undecided: a blank equals a blank and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import exp

from checks.intake.conversions import array, literal
from checks.intake.mapping.near import near

TEXT, TRUTH, NUMBER, NOTHING = "a text", "true or false", "a number", "nothing"
LARGEST = 9_999
ALLOWED = "What is allowed stands at the end of docs/mapping.md."
# What may be called: the SQL, and what each argument is; in the order in which they are written.
FUNCTIONS: dict[type[exp.Expr], tuple[str, dict[str, str], str]] = {
    exp.Lower: ("lower", {"this": TEXT}, TEXT),
    exp.Upper: ("upper", {"this": TEXT}, TEXT),
    exp.Trim: ("trim", {"this": TEXT}, TEXT),
    exp.Left: ("left", {"this": TEXT, "expression": NUMBER}, TEXT),
    exp.Right: ("right", {"this": TEXT, "expression": NUMBER}, TEXT),
    exp.Substring: ("substr", {"this": TEXT, "start": NUMBER, "length": NUMBER}, TEXT),
    exp.Replace: ("replace", {"this": TEXT, "expression": TEXT, "replacement": TEXT}, TEXT),
    exp.SplitPart: ("split_part", {"this": TEXT, "delimiter": TEXT, "part_index": NUMBER}, TEXT),
    exp.Pad: ("lpad", {"this": TEXT, "expression": NUMBER, "fill_pattern": TEXT}, TEXT),
    exp.Length: ("length", {"this": TEXT}, NUMBER),
    exp.StartsWith: ("starts_with", {"this": TEXT, "expression": TEXT}, TRUTH),
    exp.Contains: ("contains", {"this": TEXT, "expression": TEXT}, TRUTH),
}
NAMES = (*(name for name, _, _ in FUNCTIONS.values()), "coalesce", "nullif", "date")
COMPARED: dict[type[exp.Expr], str] = {exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">="}
# The parts of a node that are looked at here; whatever else one has would be lost, so it is refused.
PARTS = (
    "this", "expression", "expressions", "ifs", "default", "true", "low", "high", "table", "db", "catalog", "quoted",
    "is_string", "safe", "is_left", "negate", "start", "length", "replacement", "delimiter", "part_index",
    "fill_pattern",
)  # fmt: skip


@dataclass(frozen=True)
class Binder:
    """How a heading is written in SQL: its trimmed text, and its date as ISO."""

    text: Callable[[str], str]
    date: Callable[[str], str]


def written(node: exp.Expr, binder: Binder) -> tuple[str, str]:
    """What a node is, and its SQL. ValueError, in words, for what is not allowed."""
    write = _WRITERS.get(type(node)) or (_function if type(node) in FUNCTIONS else None)
    others = [part for part, value in node.args.items() if value and part not in PARTS]
    if write is not None and not others:
        kind, sql = write(node, binder)
        return (kind, f"(NOT {sql})") if node.args.get("negate") else (kind, sql)
    if write is None and isinstance(node, exp.Func):
        name = node.name if isinstance(node, exp.Anonymous) else node.sql_name().lower()
        raise ValueError(f"there is no function {name} in a mapping. {near(name, NAMES).strip() or ALLOWED}")
    raise ValueError(f"{type(node).__name__.upper()} is not allowed in a mapping's expression, or not so. {ALLOWED}")


def _of(node: exp.Expr | None, wanted: str, binder: Binder) -> str:
    """The SQL of a node that must be of one kind."""
    if not isinstance(node, exp.Expr):
        raise ValueError("a function has too few arguments")
    kind, sql = written(node, binder)
    if kind not in (wanted, NOTHING):
        raise ValueError(f"an expression has {kind} where {wanted} is wanted")
    return sql


def _filled(text: str) -> str:
    return f"nullif({text}, '')"


def _heading(node: exp.Column, binder: Binder) -> tuple[str, str]:
    return TEXT, binder.text(_name(node))


def _name(node: exp.Column) -> str:
    return ".".join(part.name for part in node.parts)


def _literal(node: exp.Literal, binder: Binder) -> tuple[str, str]:
    if node.is_string:
        return TEXT, literal(node.this)
    if not str(node.this).isdigit() or int(node.this) > LARGEST:
        raise ValueError(f"a number in an expression is a whole one up to {LARGEST}; put other values into quotes")
    return NUMBER, str(int(node.this))


def _compared(node: exp.Expr, binder: Binder) -> tuple[str, str]:
    left, right = node.args["this"], node.args["expression"]
    kinds = [written(side, binder)[0] for side in (left, right)]
    wanted = NUMBER if NUMBER in kinds else TEXT
    one, two = _of(left, wanted, binder), _of(right, wanted, binder)
    if wanted == TEXT:
        one, two = _filled(one), _filled(two)
    if isinstance(node, (exp.EQ, exp.NEQ)):
        return TRUTH, f"({one} IS {'NOT ' if isinstance(node, exp.EQ) else ''}DISTINCT FROM {two})"
    return TRUTH, f"coalesce({one} {COMPARED[type(node)]} {two}, false)"


def _both(node: exp.Expr, binder: Binder) -> tuple[str, str]:
    word = "AND" if isinstance(node, exp.And) else "OR"
    return TRUTH, f"({_of(node.args['this'], TRUTH, binder)} {word} {_of(node.args['expression'], TRUTH, binder)})"


def _not(node: exp.Not, binder: Binder) -> tuple[str, str]:
    return TRUTH, f"(NOT {_of(node.this, TRUTH, binder)})"


def _within(node: exp.Paren, binder: Binder) -> tuple[str, str]:
    kind, sql = written(node.this, binder)
    return kind, f"({sql})"


def _in(node: exp.In, binder: Binder) -> tuple[str, str]:
    items = node.expressions
    if not items or not all(isinstance(item, exp.Literal) and item.is_string for item in items):
        raise ValueError("write IN with texts in single quotes, such as IN ('a', 'b')")
    text = _of(node.this, TEXT, binder)
    return TRUTH, f"list_contains({array([item.this for item in items])}, coalesce({text}, ''))"


def _like(node: exp.Like, binder: Binder) -> tuple[str, str]:
    return TRUTH, f"coalesce({_of(node.this, TEXT, binder)} LIKE {_of(node.expression, TEXT, binder)}, false)"


def _between(node: exp.Between, binder: Binder) -> tuple[str, str]:
    text, low, high = (_filled(_of(node.args.get(part), TEXT, binder)) for part in ("this", "low", "high"))
    return TRUTH, f"coalesce({text} BETWEEN {low} AND {high}, false)"


def _is(node: exp.Is, binder: Binder) -> tuple[str, str]:
    if not isinstance(node.expression, exp.Null):
        raise ValueError("write IS NULL or IS NOT NULL")
    return TRUTH, f"({_filled(_of(node.this, TEXT, binder))} IS NULL)"


def _case(node: exp.Case, binder: Binder) -> tuple[str, str]:
    arms = ""
    for arm in node.args["ifs"]:
        asked = exp.EQ(this=node.this, expression=arm.this) if node.this else arm.this
        arms += f" WHEN {_of(asked, TRUTH, binder)} THEN {_of(arm.args['true'], TEXT, binder)}"
    rest = _of(node.args["default"], TEXT, binder) if node.args.get("default") else "NULL"
    return TEXT, f"CASE{arms} ELSE {rest} END"


def _joined(node: exp.DPipe, binder: Binder) -> tuple[str, str]:
    return TEXT, f"({_of(node.this, TEXT, binder)} || {_of(node.expression, TEXT, binder)})"


def _coalesce(node: exp.Coalesce, binder: Binder) -> tuple[str, str]:
    *before, last = [_of(item, TEXT, binder) for item in (node.this, *node.expressions)]
    return TEXT, f"coalesce({', '.join([*map(_filled, before), last])})"


def _nullif(node: exp.Nullif, binder: Binder) -> tuple[str, str]:
    return TEXT, f"nullif({_of(node.this, TEXT, binder)}, {_of(node.expression, TEXT, binder)})"


def _date(node: exp.Date, binder: Binder) -> tuple[str, str]:
    if not isinstance(node.this, exp.Column) or node.expressions:
        raise ValueError('write date("Heading"), with one heading')
    return TEXT, binder.date(_name(node.this))


def _null(node: exp.Null, binder: Binder) -> tuple[str, str]:
    return NOTHING, "CAST(NULL AS VARCHAR)"


def _function(node: exp.Expr, binder: Binder) -> tuple[str, str]:
    name, arguments, gives = FUNCTIONS[type(node)]
    others = [part for part, value in node.args.items() if isinstance(value, exp.Expr) and part not in arguments]
    if others or (isinstance(node, exp.Pad) and not node.args.get("is_left")):
        raise ValueError(f"{name} is written with {len(arguments)} arguments, and as {name}")
    given = [(key, node.args.get(key)) for key in arguments]
    if isinstance(node, exp.Substring) and given[-1][1] is None:
        given.pop()
    if isinstance(node, exp.Pad) and not _some_text(node.args.get("fill_pattern")):
        raise ValueError("lpad takes a text, a width and what to fill it up with, such as lpad(\"Ref\", 6, '0')")
    written = [_of(value, arguments[key], binder) for key, value in given]
    sql = f"{name}({', '.join(written)})"
    if isinstance(node, exp.Pad):  # which would cut a text that is longer, and make two ids one
        sql = f"CASE WHEN length({written[0]}) < {written[1]} THEN {sql} ELSE {written[0]} END"
    return gives, f"coalesce({sql}, {'false' if gives == TRUTH else '0'})" if gives != TEXT else sql


def _some_text(node: exp.Expr | None) -> bool:
    return isinstance(node, exp.Literal) and node.is_string and bool(node.this)


_WRITERS: dict[type[exp.Expr], Callable[..., tuple[str, str]]] = {
    exp.Column: _heading,
    exp.Literal: _literal,
    exp.Null: _null,
    exp.EQ: _compared,
    exp.NEQ: _compared,
    exp.LT: _compared,
    exp.LTE: _compared,
    exp.GT: _compared,
    exp.GTE: _compared,
    exp.And: _both,
    exp.Or: _both,
    exp.Not: _not,
    exp.Paren: _within,
    exp.In: _in,
    exp.Like: _like,
    exp.Between: _between,
    exp.Is: _is,
    exp.Case: _case,
    exp.DPipe: _joined,
    exp.Coalesce: _coalesce,
    exp.Nullif: _nullif,
    exp.Date: _date,
}
