"""What the product itself says in every month: the words of its own files, before any export is seen.

A name that is also one of these words, such as Grace or May, cannot be told from them when it stands by itself. What
is found in the product's own words is therefore not counted when it is found in a paper.
"""

import ast
import calendar
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from checks import yaml_files
from checks.runs.execution import NOTEBOOKS

ROOMS = ("output", "policy", "results", "rules")
KINDS = (".csv", ".j2", ".html", ".css", ".json")
PAPER = "board_summary.ipynb"
EXAMPLES = "examples"  # of a rule: invented records, which no paper shows
# What the libraries that draw and write pages say of themselves in every file; the namespace holds a date.
LIBRARIES = (
    "Matplotlib DejaVu Sans Mono Serif WeasyPrint nbconvert Jupyter Python UTF Adobe Identity UCS PDF UA HTML SVG",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
)


@cache
def texts() -> tuple[str, ...]:
    """Every text that the product's files hold for people to read, and the names of the calendar."""
    package = resources.files("checks")
    found = [text for room in ROOMS for text in _of(package / room)]
    found += ["\n".join(_values(yaml_files.read((package / "intake" / "tables.yml").read_text("utf-8"))))]
    if (NOTEBOOKS / PAPER).is_file():
        found.append((NOTEBOOKS / PAPER).read_text("utf-8"))
    months = [*calendar.month_name, *calendar.month_abbr, *calendar.day_name, *calendar.day_abbr]
    return (*found, "\n".join(months), *LIBRARIES)


def _of(folder: Traversable) -> Iterator[str]:
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            yield from _of(entry)
        elif entry.name.endswith(".yml"):
            yield "\n".join(_values(yaml_files.read(entry.read_text("utf-8"))))
        elif entry.name.endswith(KINDS):
            yield entry.read_text("utf-8")
        elif entry.name.endswith(".py"):
            yield "\n".join(_strings(entry.read_text("utf-8")))


def _values(entry: Any) -> Iterator[str]:
    """The keys and values of a YAML file, but for the examples of rules."""
    if isinstance(entry, dict):
        for key, value in entry.items():
            if key != EXAMPLES:
                yield str(key)
                yield from _values(value)
    elif isinstance(entry, list):
        for value in entry:
            yield from _values(value)
    else:
        yield str(entry)


def _strings(source: str) -> Iterator[str]:
    """The strings of a module but for its docstrings, which nothing prints."""
    tree = ast.parse(source)
    told = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, told)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docs:
            yield node.value
