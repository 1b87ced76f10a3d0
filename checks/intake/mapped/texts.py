"""One canonical column's text, as SQL over the rows that a part makes."""

from collections.abc import Callable, Iterator, Sequence

from checks.intake.conversions import array, listing, literal, trimmed
from checks.intake.mapped.formats import DATED, Formats
from checks.intake.mapped.headings import Aliases
from checks.intake.mapped.rows import Rows
from checks.intake.mapping import composing, expressions
from checks.intake.mapping.checking import BLANK, KEEP
from checks.intake.mapping.column import ColumnSource
from checks.intake.tables import Column

# What people write to tick a box, and to leave it; anything else is neither, and the gate is to say so.
TICKED = ("y", "yes", "x", "1", "t", "true", "tick", "ticked", "✓", "✔", "☑", "☒", "ü", "√")
NOT_TICKED = ("", "n", "no", "0", "f", "false", "-", "☐", "✗", "✘", "×")
NEITHER = "neither ticked nor not"
NULL = "CAST(NULL AS VARCHAR)"


class Texts:
    """Writes the columns of one part."""

    def __init__(self, rows: Rows, formats: Formats) -> None:
        self._rows, self._formats = rows, formats

    def column(self, column: Column, spec: ColumnSource) -> str:
        """The canonical text of a column; a value that cannot be read stays, for the gate to report."""
        if spec.empty:
            return NULL
        if spec.constant is not None:
            return literal(spec.constant)
        text, final = self._origin(column, spec)
        final = _listed(text, spec) if spec.separator else _translated(text, final, spec)
        for heading, values in spec.blank_when.items():
            known = listing([value.strip().lower() for value in values])
            final = f"CASE WHEN {_said(self._rows.text(heading))} IN {known} THEN NULL ELSE {final} END"
        return final

    def unlisted(self, column: Column, spec: ColumnSource) -> str:
        """Whether a value is one that ``translate`` does not list; blank for a column that translates none."""
        if not spec.translate:
            return ""
        text, _ = self._origin(column, spec)
        known = array([_folded(old) for old in spec.translate])
        if not spec.separator:
            return f"({trimmed(text)} IS NOT NULL AND NOT list_contains({known}, {_said(text)}))"
        items = f"list_filter({_items(text, spec.separator)}, lambda item: item IS NOT NULL)"
        return f"(len(list_filter({items}, lambda item: NOT list_contains({known}, lower(item)))) > 0)"

    def _origin(self, column: Column, spec: ColumnSource) -> tuple[str, str]:
        """The text a column comes from, and the same with its date as ISO where the column is one."""
        dated = column.type in DATED
        named = spec.heading or spec.first or spec.last
        if named:
            return self._heading(named, column, spec)
        if spec.first_filled:
            both = [self._heading((heading,), column, spec) for heading in spec.first_filled]
            texts, days = ([trimmed(pair[at]) for pair in both] for at in (0, 1))
            return f"coalesce({', '.join(texts)})", f"coalesce({', '.join(days)})"
        if spec.each is not None:
            text = self._rows.variable(spec.each)
            return text, text.replace("v", "d", 1) if dated else text
        made = self._made(spec)
        if not dated:
            return made, made
        return made, self._formats.of_text(made, self._rows.made, column.name, spec.date_format)

    def _heading(self, aliases: Aliases, column: Column, spec: ColumnSource) -> tuple[str, str]:
        text = self._rows.text(aliases)
        if column.type not in DATED:
            return text, text
        return text, self._formats.iso(aliases, spec.date_format, column=column.name)

    def _made(self, spec: ColumnSource) -> str:
        """A text made of several, or of none."""
        if spec.item:
            return "item"
        if spec.joined:
            texts = ", ".join(trimmed(self._rows.text(heading)) for heading in spec.joined)
            filled = f"list_filter([{texts}], lambda text: text IS NOT NULL)"
            return f"nullif(array_to_string({filled}, {literal(' ' if spec.with_ is None else spec.with_)}), '')"
        if spec.compose is not None:
            return "(" + " || ".join(self._composed(spec.compose)) + ")"
        if spec.expression is not None:
            return expressions.parse(spec.expression, expressions.TEXT).sql(self._rows.binder(self._formats))
        return _ticks(spec, self._rows.text)

    def _composed(self, written: str) -> Iterator[str]:
        counters = {"#row": "source_row", "#each": "each_no", "#item": "item_no"}
        for piece in composing.parse(written):
            if piece.words:
                yield literal(piece.words)
                continue
            counter = f"CAST({counters.get(piece.counter)} AS VARCHAR)"
            text = counter if piece.counter else trimmed(self._rows.text(piece.heading))
            if piece.width:  # lpad alone would cut a longer text short
                text = f"CASE WHEN length({text}) < {piece.width} THEN lpad({text}, {piece.width}, '0') ELSE {text} END"
            yield f"({text})"


def _folded(value: str) -> str:
    return value.strip().lower()


def _said(text: str) -> str:
    """A text as a mapping's values are compared with it; a blank is ''."""
    return f"coalesce(lower({trimmed(text)}), '')"


def _answer(given: str | None, kept: str) -> str:
    if given == KEEP:
        return kept
    return "NULL" if given in (None, "", BLANK) else literal(given)


def _translated(text: str, kept: str, spec: ColumnSource) -> str:
    """The answer for each value; a blank stays blank unless ``translate`` lists it."""
    if not spec.translate:
        return kept
    answers = {_folded(old): _answer(new, kept) for old, new in spec.translate.items()}
    answers.setdefault("", "NULL")
    arms = " ".join(f"WHEN {literal(old)} THEN {new}" for old, new in answers.items())
    return f"CASE {_said(text)} {arms} ELSE {_answer(spec.otherwise, kept)} END"


def _items(text: str, separator: str) -> str:
    return f"list_transform(string_split({text}, {literal(separator)}), lambda item: {trimmed('item')})"


def _listed(text: str, spec: ColumnSource) -> str:
    """A list of codes or ids, item by item; blank items are left out."""
    assert spec.separator is not None
    items = f"list_filter({_items(text, spec.separator)}, lambda item: item IS NOT NULL)"
    if not spec.translate:
        return f"array_to_string({items}, ';')"
    one = _translated("item", "item", spec)
    some = f"list_filter(list_transform({items}, lambda item: {one}), lambda item: item IS NOT NULL)"
    blank = {_folded(old): new for old, new in spec.translate.items()}.get("")
    return f"CASE WHEN {trimmed(text)} IS NULL THEN {_answer(blank, 'NULL')} ELSE array_to_string({some}, ';') END"


def _ticks(spec: ColumnSource, text: Callable[[str], str]) -> str:
    """The codes whose boxes are ticked; a box that is neither ticked nor left makes an item the gate reports."""

    def one(code: str, headings: Sequence[str]) -> str:
        said = f"[{', '.join(_said(text(heading)) for heading in headings)}]"
        ticked = f"list_has_any({said}, {array(TICKED)})"
        unclear = f"len(list_filter({said}, lambda box: NOT list_contains({array([*TICKED, *NOT_TICKED])}, box))) > 0"
        return f"CASE WHEN {ticked} THEN {literal(code)} WHEN {unclear} THEN {literal(NEITHER)} END"

    codes = ", ".join(one(code, headings) for code, headings in spec.ticks.items())
    return f"nullif(array_to_string(list_filter([{codes}], lambda code: code IS NOT NULL), ';'), '')"
