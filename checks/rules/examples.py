"""The worked examples of a rule: a table in its entry, read as data and run on the real engine.

Columns are the view's; ``expect`` and ``because`` close each row; a column with a dot in its name is
a setting. A line of dashes begins another table with columns of its own. A column that a table
leaves out takes the view's typical value, or one that puts the row in scope.
"""

from difflib import get_close_matches

from sqlglot import exp

from checks.errors import PolicyError
from checks.facts.views import View
from checks.policy import settings as catalogue
from checks.rules.model import Example

OUTCOMES = ("complies", "breach", "conflict", "undecided", "out_of_scope")


def read_examples(text: str, view: View, place: str) -> tuple[Example, ...]:
    """The examples of one rule. PolicyError naming the rule and the line."""
    found: list[Example] = []
    header: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.split("|")]
        if set(line.strip()) == {"-"}:
            header = []
        elif not header:
            header = _header(cells, view, f"{place} examples line {number}")
        elif len(cells) != len(header):
            raise PolicyError(f"{place} examples line {number}: {len(cells)} cells under {len(header)} headings.")
        else:
            found.append(_example(dict(zip(header, cells, strict=True)), f"{place} examples line {number}"))
    if not found:
        raise PolicyError(f"{place}: give examples, the boundary and each blank among them.")
    return tuple(found)


def _header(cells: list[str], view: View, place: str) -> list[str]:
    if cells[-2:] != ["expect", "because"]:
        raise PolicyError(f"{place}: the last two headings are expect and because.")
    for cell in cells[:-2]:
        if "." in cell:
            _check_setting(cell, place)
        elif cell not in view.facts:
            near = get_close_matches(cell, view.facts, n=3)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise PolicyError(f"{place}: view {view.name} has no column '{cell}'.{hint}")
    return cells


def _check_setting(name: str, place: str) -> None:
    try:
        catalogue.find(name)
    except PolicyError as error:
        raise PolicyError(f"{place}: {error}") from None


def _example(row: dict[str, str], place: str) -> Example:
    because, expect = row.pop("because"), row.pop("expect")
    outcome, _, causes = expect.partition(" ")
    if outcome not in OUTCOMES:
        raise PolicyError(f"{place}: expect begins with one of {', '.join(OUTCOMES)}.")
    settings = {name: value for name, value in row.items() if "." in name and value}
    values = {name: value for name, value in row.items() if "." not in name}
    return Example(values, settings, outcome, causes.strip(), because)


def in_scope_values(applies_to: exp.Expr) -> dict[str, object]:
    """Values that the plain conditions of ``applies_to`` ask for: a yes, a no, a code."""
    wanted: dict[str, object] = {}
    for part in applies_to.flatten() if isinstance(applies_to, exp.And) else [applies_to]:
        if isinstance(part, exp.Column):
            wanted[part.name] = True
        elif isinstance(part, exp.Not) and isinstance(part.this, exp.Column):
            wanted[part.this.name] = False
        elif (
            isinstance(part, exp.EQ) and isinstance(part.this, exp.Column) and isinstance(part.expression, exp.Literal)
        ):
            wanted[part.this.name] = part.expression.this
        elif isinstance(part, exp.Is) and isinstance(part.this, exp.Column):  # IS NOT TRUE parses as NOT IS
            wanted[part.this.name] = isinstance(part.expression, exp.Boolean) and part.expression.this
        elif (
            isinstance(part, exp.Not)
            and isinstance(part.this, exp.Is)
            and isinstance(part.this.expression, exp.Boolean)
        ):
            wanted[part.this.this.name] = not part.this.expression.this
    return wanted
