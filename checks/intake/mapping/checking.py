"""Whether a mapping's names, codes, formats and expressions are real: all that can be asked before a file is read."""

import re
from collections.abc import Iterable, Iterator

from checks.intake.mapping import composing, expressions
from checks.intake.mapping.column import ColumnSource
from checks.intake.mapping.dates import ISO_SHAPE
from checks.intake.mapping.model import Mapping, Part, TableSource
from checks.intake.mapping.near import near
from checks.intake.tables import Column, Table, declared

Path = tuple[str | int, ...]
KEEP, BLANK = "keep", "blank"
LISTS = ("codes", "ids")
DATED = ("date", "datetime")


class Fault(Exception):
    """What is wrong with a mapping, and the path of the key where it stands."""

    def __init__(self, path: Path, sentence: str) -> None:
        super().__init__(sentence)
        self.path = path


def check(mapping: Mapping) -> None:
    """Raise the first Fault of a mapping, in the order of the file."""
    if not mapping.tables:
        raise Fault(("tables",), "it maps no table. List at least one under 'tables'.")
    for name, source in mapping.tables.items():
        path: Path = ("tables", name)
        if name not in declared():
            raise Fault(path, f"there is no table '{name}'.{near(name, declared())}")
        _check_table(declared()[name], source, mapping, path)


def _check_table(table: Table, source: TableSource, mapping: Mapping, path: Path) -> None:
    if source.parts:
        beside = sorted(source.model_fields_set - {"parts", "one_record_per_key"})
        if beside:
            raise Fault(path, f"table {table.name} has parts, so {beside[0].strip('_')} belongs into one of them.")
    for place, part in enumerate(source.all_parts):
        _check_part(table, part, mapping, (*path, "parts", place) if source.parts else path)
    if source.one_record_per_key:
        where = (*path, "one_record_per_key")
        if not table.key:
            raise Fault(where, f"table {table.name} has no key that its records could share. Use one_record_per.")
        lacking = [key for key in table.key for part in source.all_parts if key not in part.columns]
        if lacking:
            raise Fault(where, f"every part of table {table.name} needs its key {lacking[0]} to tell what is the same.")


def _check_part(table: Table, part: Part, mapping: Mapping, path: Path) -> None:
    if (part.from_ is None) == (part.files is None):
        raise Fault(path, f"table {table.name} needs a source: give either from, or files.")
    if part.from_ is not None and part.from_ not in mapping.sources:
        raise Fault((*path, "from"), f"there is no source '{part.from_}'.{_nearest(part.from_, mapping.sources)}")
    _check_rows(part, mapping, path)
    if not part.columns:
        raise Fault(path, f"table {table.name} maps no column. List at least one under 'columns'.")
    for name, spec in part.columns.items():
        place: Path = (*path, "columns", name)
        if name not in table.columns:
            raise Fault(place, f"table {table.name} has no column '{name}'.{near(name, table.columns)}")
        for where, sentence in _of_column(table.columns[name], spec, part):  # the first
            raise Fault((*place, *where), f"{table.name}.{name}: {sentence}")


def _check_rows(part: Part, mapping: Mapping, path: Path) -> None:
    if part.where is not None:
        try:
            expressions.parse(part.where, expressions.TRUTH)
        except ValueError as error:
            raise Fault((*path, "where"), f"where: {_ended(error)}") from None
    for name, join in part.join.items():
        if join.from_ not in mapping.sources:
            place = (*path, "join", name, "from")
            raise Fault(place, f"there is no source '{join.from_}'.{_nearest(join.from_, mapping.sources)}")
    for number, columns in enumerate(part.each):
        if not columns or set(columns) != set(part.each[0]):
            raise Fault((*path, "each", number), "every set of 'each' has the same variables, and at least one.")
    if part.split is not None and part.split.each is not None and part.split.each not in part.variables:
        raise Fault((*path, "split", "each"), _no_variable(part.split.each, part))
    if part.ordered_by and not part.one_record_per:
        raise Fault((*path, "ordered_by"), "ordered_by says which row is first where one_record_per makes one of them.")


def _ended(error: ValueError) -> str:
    """What an error says, as a sentence."""
    said = str(error)
    return said if said.endswith((".", "?")) else f"{said}."


def _no_variable(name: str, part: Part) -> str:
    return f"'each' has no variable '{name}'.{_nearest(name, part.variables)}"


def _of_column(column: Column, spec: ColumnSource, part: Part) -> Iterator[tuple[Path, str]]:
    """What is wrong with one column's source: the place below it, and a sentence."""
    yield from _of_origin(column, spec, part)
    for key, text in _answers(spec):
        wrong = _no_answer(column, text)
        if wrong:
            yield key, wrong
    folded = [old.strip().lower() for old in spec.translate]
    for place, old in enumerate(spec.translate):
        if folded[place] in folded[:place]:
            yield ("translate", old), f"translate lists '{old.strip()}' twice: values are matched without case."
    if spec.date_format and column.type not in DATED:
        yield ("date_format",), "only a date has a date_format. Remove it."
    if spec.separator and column.type not in LISTS:
        yield ("separator",), "only a list of codes or ids has a separator. Remove it."
    if spec.origin in ("constant", "empty") and (spec.translate or spec.blank_when or spec.separator):
        yield (), f"what is {spec.origin} is not changed further. Remove what stands beside it."


def _of_origin(column: Column, spec: ColumnSource, part: Part) -> Iterator[tuple[Path, str]]:
    if spec.each is not None and spec.each not in part.variables:
        yield ("each",), _no_variable(spec.each, part)
    if spec.item and part.split is None:
        yield ("item",), "there is no item without split. Add split to the table, or name a heading."
    if spec.ticks and column.type != "codes":
        yield ("ticks",), "only a list of codes is made of ticks. Use translate."
    if spec.compose is not None:
        try:
            counters = {piece.counter for piece in composing.parse(spec.compose)}
        except ValueError as error:
            counters = set()
            yield ("compose",), _ended(error)
        if "#each" in counters and not part.each:
            yield ("compose",), "there is no {#each} without each."
        if "#item" in counters and part.split is None:
            yield ("compose",), "there is no {#item} without split."
    if spec.expression is not None:
        try:
            expressions.parse(spec.expression, expressions.TEXT)
        except ValueError as error:
            yield ("expression",), _ended(error)


def _answers(spec: ColumnSource) -> Iterator[tuple[Path, str]]:
    """Every text a mapping itself puts into a column, with where it stands."""
    if spec.constant is not None:
        yield ("constant",), spec.constant
    for code in spec.ticks:
        yield ("ticks", code), code
    for old, new in spec.translate.items():
        if new not in ("", KEEP, BLANK):
            yield ("translate", old), new
    if spec.otherwise not in (None, "", KEEP, BLANK):
        yield ("otherwise",), str(spec.otherwise)
    if spec.expression is not None:
        for text in expressions.parse(spec.expression, expressions.TEXT).answers():
            if text:
                yield ("expression",), text


def _no_answer(column: Column, text: str) -> str:
    """Why a text cannot be a value of a column; nothing when it can."""
    if column.type in DATED:
        return "" if re.fullmatch(ISO_SHAPE, text) else "a date in a mapping is written as YYYY-MM-DD."
    if not column.codes:
        return ""
    items = text.split(";") if column.type == "codes" else [text]
    wrong = next((item.strip() for item in items if item.strip().lower() not in column.codes), None)
    return "" if wrong is None else f"'{wrong}' is not one of its codes.{_nearest(wrong, column.codes)}"


def _nearest(word: str, known: Iterable[str]) -> str:
    """The nearest names, or all where none is near: these lists are short."""
    names = list(known)
    return near(word, names) or (f" They are: {', '.join(names)}." if names else " There are none.")
