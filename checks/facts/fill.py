"""Settings into SQL: the few functions that stand for a pack's values, replaced in the syntax tree.

Steps and rules may write, as if they were functions:

* ``setting('name')``: the value; in ``x IN (setting('name'))`` every item of a list. ``off`` is an
  empty list, NULL for a number, and the word 'off' for a choice.
* ``setting('name') IS NULL``: whether it is ``off``, whatever its kind.
* ``setting_size('name')``: how many items a list has; ``setting_items('name')``: the items, as a list.
* ``overlay_years('figure')``: the years the chosen overlay gives for a figure, or NULL where it is off.
* ``bits('table.column', 'code', ...)`` or ``bits('table.column', setting('name'))``: codes as a mask.
* ``bit_of(x, 'table.column')``: the bit of the code that x holds.
* ``holds(x, 'code', 'table.column')``: whether the mask x holds that code.
* ``says_any(text, setting('name'))``: the text says one of the phrases, as whole words.
* ``rule_on('RAT-01')``: whether the pack has that check.
* ``as_of()``: the run date.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

from sqlglot import exp

from checks.errors import PolicyError
from checks.intake.tables import declared
from checks.policy import overlays
from checks.policy import settings as catalogue
from checks.policy.packs import OFF, Pack

Fill = Callable[[exp.Anonymous, Pack, date], exp.Expr]


def fill(tree: exp.Expr, pack: Pack, as_of: date) -> exp.Expr:
    """The tree with every such function replaced: a copy, or itself where it has none.

    PolicyError for a setting still at ``ask``.
    """
    if not any(node.name.lower() in FILLS for node in tree.find_all(exp.Anonymous)):
        return tree
    return tree.transform(lambda node: _replace(node, pack, as_of))


def settings_read(tree: exp.Expr) -> Iterator[str]:
    """The settings a tree reads, ``checks.on`` included where it asks ``rule_on``."""
    for node in tree.find_all(exp.Anonymous):
        word = node.name.lower()
        if word in ("setting", "setting_size", "setting_items"):
            yield _text(node.expressions[0])
        elif word == "overlay_years":
            yield overlays.SETTING
        elif word == "rule_on":
            yield "checks.on"


def _replace(node: exp.Expr, pack: Pack, as_of: date) -> exp.Expr:
    if isinstance(node, exp.In) and any(_is_setting(item) for item in node.expressions):
        return _membership(node, pack)
    if isinstance(node, exp.Is) and _is_setting(node.this) and isinstance(node.expression, exp.Null):
        return exp.true() if pack.value(_text(node.this.expressions[0])) == OFF else exp.false()
    if isinstance(node, exp.Anonymous) and node.name.lower() in FILLS:
        return FILLS[node.name.lower()](node, pack, as_of)
    return node


def _membership(node: exp.In, pack: Pack) -> exp.Expr:
    items = [literal for item in node.expressions for literal in _items(item, pack)]
    if items:
        return exp.In(this=node.this, expressions=items)
    # A blank is neither in an empty list nor out of it, as with any other list.
    fixed = isinstance(node.this, exp.Literal)
    return exp.false() if fixed else exp.paren(exp.NEQ(this=node.this.copy(), expression=node.this.copy()))


def _items(item: exp.Expr, pack: Pack) -> list[exp.Expr]:
    if not _is_setting(item):
        return [item]
    return [exp.Literal.string(value) for value in pack.items(_text(item.expressions[0]))]


def _setting(node: exp.Anonymous, pack: Pack, _: date) -> exp.Expr:
    name = _text(node.expressions[0])
    value = pack.value(name)
    if isinstance(value, tuple):
        raise PolicyError(f"Setting {name} is a list: write x IN (setting('{name}')).")
    if value == OFF and catalogue.find(name).kind == "number":
        return exp.null()
    return exp.Literal.number(value) if isinstance(value, int) else exp.Literal.string(value)


def _size(node: exp.Anonymous, pack: Pack, _: date) -> exp.Expr:
    return exp.Literal.number(len(pack.items(_text(node.expressions[0]))))


def _list(node: exp.Anonymous, pack: Pack, _: date) -> exp.Expr:
    items = [exp.Literal.string(value) for value in pack.items(_text(node.expressions[0]))]
    return exp.cast(exp.Array(expressions=items), "VARCHAR[]")


def _overlay_years(node: exp.Anonymous, pack: Pack, _: date) -> exp.Expr:
    nation = str(pack.value(overlays.SETTING))
    return exp.null() if nation == OFF else exp.Literal.number(overlays.years(_text(node.expressions[0]), nation))


def _bits(node: exp.Anonymous, pack: Pack, _: date) -> exp.Expr:
    codes = _codes(_text(node.expressions[0]))
    wanted = [_text(literal) for item in node.expressions[1:] for literal in _items(item, pack)]
    unknown = [code for code in wanted if code not in codes]
    if unknown:
        raise PolicyError(f"{_text(node.expressions[0])} has no code {unknown[0]}. It has: {', '.join(codes)}.")
    mask = sum(1 << codes.index(code) for code in set(wanted))
    return exp.cast(exp.Literal.number(mask), "BIGINT")


def _holds(node: exp.Anonymous, pack: Pack, as_of: date) -> exp.Expr:
    mask, code, column = node.expressions
    bit = _bits(exp.Anonymous(this="bits", expressions=[column, code]), pack, as_of)
    return exp.paren(
        exp.NEQ(this=exp.paren(exp.BitwiseAnd(this=mask.copy(), expression=bit)), expression=exp.Literal.number(0))
    )


def _bit_of(node: exp.Anonymous, _pack: Pack, _: date) -> exp.Expr:
    column, codes = node.expressions[0], _codes(_text(node.expressions[1]))
    case = exp.Case(this=column)
    for place, code in enumerate(codes):
        case = case.when(exp.Literal.string(code), exp.Literal.number(1 << place))
    return case


def _says_any(node: exp.Anonymous, pack: Pack, _: date) -> exp.Expr:
    """One pattern for all phrases: the text, which may be dear to work out, is then worked out once."""
    phrases = [normalised_phrase(value) for value in pack.items(_text(node.expressions[1].expressions[0]))]
    said = "|".join(re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", phrase) for phrase in phrases if phrase)
    if not said:
        return exp.false()
    words = rf"(?:^|[^\p{{L}}\p{{Nd}}])(?:{said})(?:$|[^\p{{L}}\p{{Nd}}])"
    return exp.func("regexp_matches", node.expressions[0].copy(), exp.Literal.string(words))


def _rule_on(node: exp.Anonymous, pack: Pack, _: date) -> exp.Expr:
    return exp.true() if pack.runs(_text(node.expressions[0])) else exp.false()


def _as_of(_node: exp.Anonymous, _pack: Pack, as_of: date) -> exp.Expr:
    return exp.cast(exp.Literal.string(as_of.isoformat()), "DATE")


FILLS: dict[str, Fill] = {
    "setting": _setting,
    "setting_size": _size,
    "setting_items": _list,
    "overlay_years": _overlay_years,
    "bits": _bits,
    "bit_of": _bit_of,
    "holds": _holds,
    "says_any": _says_any,
    "rule_on": _rule_on,
    "as_of": _as_of,
}


def _is_setting(node: exp.Expr) -> bool:
    return isinstance(node, exp.Anonymous) and node.name.lower() == "setting"


def _text(node: exp.Expr) -> str:
    if not isinstance(node, exp.Literal) or not node.is_string:
        raise PolicyError(f"{node.sql()} must be a quoted name.")
    return str(node.this)


def _codes(column: str) -> tuple[str, ...]:
    table, _, name = column.partition(".")
    if table not in declared() or name not in declared()[table].columns:
        raise PolicyError(f"There is no column {column}.")
    return declared()[table].columns[name].codes


def normalised_phrase(phrase: str) -> str:
    """P4, for a phrase of the pack; texts are normalised in the database."""
    words = " ".join(unicodedata.normalize("NFKC", phrase).lower().split())
    return re.sub(r"^[\W_]+|[\W_]+$", "", words)
