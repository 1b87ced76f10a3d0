"""Reading a mapping file: from YAML with its lines to a checked model, or one sentence that says what is wrong."""

from collections.abc import Sequence
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from checks import yaml_files
from checks.errors import PolicyError
from checks.intake.mapping.checking import Fault, check
from checks.intake.mapping.column import ColumnSource
from checks.intake.mapping.model import Join, Mapping, Part, Source, Split, TableSource
from checks.intake.mapping.near import near

# The models by the key above theirs in the file, to name the nearest of their keys.
KEYS: dict[str, type[BaseModel]] = {
    "sources": Source,
    "tables": TableSource,
    "columns": ColumnSource,
    "join": Join,
    "parts": Part,
}
BLANK = "is left blank. Give it a value, or remove the line"


def shipped() -> dict[str, Path]:
    """The mappings that come with the product, by name."""
    folder = Path(str(resources.files("checks.intake").joinpath("mappings")))
    return {path.stem: path for path in sorted(folder.glob("*.yml"))}


def load(given: str | Path) -> Mapping:
    """A mapping file, or a shipped one by its name. PolicyError naming file, line, key and the nearest names."""
    path = shipped().get(str(given), Path(given))
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise PolicyError(f"There is no mapping file {path}. The shipped ones are: {', '.join(shipped())}.") from None
    except (OSError, UnicodeDecodeError):
        raise PolicyError(f"Mapping {path} cannot be read. Save it as UTF-8 text.") from None
    return parse(text, str(path))


def parse(text: str, name: str) -> Mapping:
    """A mapping as its text; ``name`` is what messages call it. PolicyError as in ``load``."""
    try:
        lined = yaml_files.read_lined(text, as_written=True)
    except yaml.YAMLError as error:
        raise PolicyError(f"Mapping {name}{_not_yaml(error)}") from None
    try:
        _check_filled(lined.data, ())
        mapping = Mapping.model_validate(lined.data)
        check(mapping)
    except ValidationError as error:
        path, said = _fault(error)
        raise PolicyError(f"Mapping {name}{_line(lined, path)}: {said}") from None
    except Fault as fault:
        raise PolicyError(f"Mapping {name}{_line(lined, fault.path)}: {fault}") from None
    mapping.note_lines(_heading_lines(lined))
    return mapping


def _heading_lines(lined: yaml_files.Lined) -> dict[tuple[str, str], int]:
    """Where each text stands first below each table, as a key or a value."""
    found: dict[tuple[str, str], int] = {}
    for path, line in lined.lines.items():
        if path[:1] == ("tables",) and len(path) > 2:
            value: Any = lined.data
            for part in path:
                value = value[part]
            for text in (path[-1], value):
                if isinstance(text, str):
                    found.setdefault((str(path[1]), text.strip().lower()), line)
    return found


def _check_filled(data: object, path: tuple[str | int, ...]) -> None:
    """Fault for a key without a value, which says neither that it is wanted nor that it is not."""
    if data is None:
        raise Fault(path, f"{'.'.join(map(str, path)) or 'the whole file'} {BLANK}.")
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        _check_filled(value, (*path, key))


def _line(lined: yaml_files.Lined, path: Sequence[str | int]) -> str:
    line = lined.line(tuple(path))
    return f" line {line}" if line else ""


def _not_yaml(error: yaml.YAMLError) -> str:
    mark, problem = getattr(error, "problem_mark", None), str(getattr(error, "problem", ""))
    where = f" line {mark.line + 1}" if mark else ""
    if problem.startswith("the key "):
        return f"{where}: there is {problem}. Remove one of them."
    return f"{where} is not YAML. Check its colons, indentation and quotation marks."


def _fault(error: ValidationError) -> tuple[Sequence[str | int], str]:
    """The first fault: where and what. A key nobody knows explains the one that is then missing, so it goes first."""
    fault = min(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
    loc = tuple(part for part in fault["loc"] if part != "[key]")
    place = ".".join(str(part) for part in loc)
    above = ".".join(str(part) for part in loc[:-1])
    if fault["type"] == "extra_forbidden":
        key = str(loc[-1])
        return loc, f"there is no key '{key}' {f'in {above}' if above else 'at the top'}.{near(key, _keys(loc))}"
    if fault["type"] == "missing":
        return loc, f"{above or 'the top'} needs the key '{loc[-1]}'."
    return loc, f"{place or 'the whole file'}: {_said(fault)}."


def _said(fault: Any) -> str:
    said = str(fault["msg"]).removeprefix("Value error, ")
    words = {
        "string_type": "this is to be a single text, not a list or a set of keys",
        "dict_type": "this is to be a set of keys, indented below it",
        "model_type": "this is to be a set of keys, indented below it",
        "tuple_type": "this is to be a list",
        "bool_parsing": "write true",
        "too_short": "name at least one",
        "string_too_short": "this must not be empty",
    }
    said = words.get(fault["type"], said)
    return said[:1].lower() + said[1:]


def _keys(loc: Sequence[str | int]) -> list[str]:
    """The keys known where an unknown one stands."""
    model: type[BaseModel] = Mapping
    for above, below in pairwise(loc):
        model = Split if above == "split" else KEYS.get(str(above), model) if not isinstance(below, int) else Part
    return [field.alias or key for key, field in model.model_fields.items()]
