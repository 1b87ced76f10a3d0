"""The steps: small named queries that turn canonical tables into one row per judged record.

Each ``.sql`` file under ``steps/`` holds steps, headed ``-- step: name`` (kept as a temporary table)
or ``-- inline: name`` (a view, for a step too large to keep). A step reads canonical tables and
other steps; every join of the product is in one of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sqlglot import exp

from checks.facts.parsing import parse
from checks.intake.tables import declared

HEADING = re.compile(r"^-- (step|inline): (\w+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """One named query. ``kept``: materialised once a run; ``about``: the comment under its heading."""

    name: str
    kept: bool
    about: str
    tree: exp.Query
    file: str

    @property
    def reads(self) -> frozenset[str]:
        """The tables and steps it reads directly."""
        return frozenset(table.name for table in self.tree.find_all(exp.Table))


@cache
def steps() -> Mapping[str, Step]:
    """Every step by name."""
    folder = resources.files(__package__).joinpath("steps")
    found: dict[str, Step] = {}
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".sql"):
            continue
        parts = HEADING.split(entry.read_text("utf-8"))[1:]
        for kind, name, body in zip(parts[0::3], parts[1::3], parts[2::3], strict=True):
            found[name] = _step(name, kind == "step", body, entry.name)
    unknown = {name for step in found.values() for name in step.reads} - set(found) - set(declared())
    if unknown:
        raise LookupError(f"Steps read {', '.join(sorted(unknown))}, which are neither tables nor steps.")
    return found


def _step(name: str, kept: bool, body: str, file: str) -> Step:
    comment = [line[3:] for line in body.splitlines() if line.startswith("-- ")]
    tree = parse(body)
    assert isinstance(tree, exp.Query)
    return Step(name, kept, " ".join(comment), tree, file)


def in_order(wanted: frozenset[str]) -> list[Step]:
    """The wanted steps and all they need, each after what it reads."""
    order: dict[str, Step] = {}

    def visit(name: str) -> None:
        if name in order or name not in steps():
            return
        for needed in sorted(steps()[name].reads):
            visit(needed)
        order[name] = steps()[name]

    for name in sorted(wanted):
        visit(name)
    return list(order.values())
