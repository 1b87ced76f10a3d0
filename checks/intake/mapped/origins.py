"""Where a canonical column comes from, in words."""

from collections.abc import Sequence

from checks.intake.mapping.column import ColumnSource
from checks.intake.mapping.model import Part


def origin(spec: ColumnSource, part: Part) -> str:
    """The source headings of a column as a person would name them."""
    plain = {
        "empty": "nothing: the mapping says that no such column is kept",
        "constant": f"the constant {spec.constant}",
        "item": f"the items of {_split_cell(part)}",
        "expression": f"the expression {spec.expression}",
        "compose": f"composed: {spec.compose}",
        "joined": " and ".join(spec.joined or ()),
        "first_filled": f"the first filled of {', '.join(spec.first_filled or ())}",
        "each": " / ".join(_variable(part, spec.each or "")),
        "ticks": f"the ticks under {', '.join(heading for some in spec.ticks.values() for heading in some)}",
    }
    named = " or ".join(spec.heading or spec.first or spec.last or ())
    last = " (of the last row)" if part.one_record_per and part.from_last(spec) and named else ""
    return plain.get(spec.origin, named + last)


def _variable(part: Part, each: str) -> Sequence[str]:
    return [columns[each] for columns in part.each if each in columns]


def _split_cell(part: Part) -> str:
    split = part.split
    if split is None:
        return ""
    return split.column or " / ".join(_variable(part, split.each or ""))
