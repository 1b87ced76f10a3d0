"""Reading YAML, the one format that people write rules, packs, settings and mappings in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

# libyaml's reader where PyYAML was built with it, as its wheels are: ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_NODES = 100_000  # a text whose aliases unfold into more is an attack or a mistake
Path = tuple[str | int, ...]


def read(text: str) -> Any:
    """The data of a YAML text; plain values only. yaml.YAMLError (with its line) for what is not YAML."""
    return yaml.load(text, Loader=_LOADER)


@dataclass(frozen=True)
class Lined:
    """The data of a YAML text, and the line of every key and item by its path, such as ('tables', 'cases')."""

    data: Any
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int | None:
        """The line where a path stands, or the nearest thing above it that does; None for an empty text."""
        places = (self.lines.get(path[:length]) for length in range(len(path), -1, -1))
        return next((place for place in places if place is not None), None)


def read_lined(text: str, *, as_written: bool = False) -> Lined:
    """The data of a YAML text with its lines. yaml.MarkedYAMLError for what is not YAML or a key given twice.

    ``as_written`` leaves every plain value the text that was written: ``01``, ``yes`` and ``2026-01-31`` are what
    a person typed, not the number 1, true and a day. Nothing at all is None either way.
    """
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        reader = _Reader(loader, as_written)
        data = reader.build(node, (), ()) if node is not None else None
    finally:
        loader.dispose()
    return Lined(data, reader.lines)


class _Reader:
    """Builds data from nodes, noting lines on the way."""

    def __init__(self, loader: Any, as_written: bool) -> None:
        self.loader, self.as_written = loader, as_written
        self.lines: dict[Path, int] = {}
        self.seen = 0

    def build(self, node: yaml.Node, path: Path, inside: tuple[int, ...]) -> Any:
        self.seen += 1
        if id(node) in inside or self.seen > MOST_NODES:
            raise _fault(node, "an alias that holds itself, or far too many of them")
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, (*inside, id(node)))
        if isinstance(node, yaml.SequenceNode):
            items = enumerate(node.value)
            return [self.build(item, (*path, place), (*inside, id(node))) for place, item in items]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path, inside: tuple[int, ...]) -> dict[Any, Any]:
        built: dict[Any, Any] = {}
        for key_node, value in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _fault(key_node, "a key that is not a word")
            key = self._scalar(key_node)
            if key in built:
                raise _fault(key_node, f"the key '{key}' a second time")
            self.lines[*path, str(key)] = key_node.start_mark.line + 1
            built[key] = self.build(value, (*path, str(key)), inside)
        return built

    def _scalar(self, node: yaml.Node) -> Any:
        if node.tag != "tag:yaml.org,2002:null":
            return node.value if self.as_written else self.loader.construct_object(node)
        return (node.value or None) if self.as_written else None


def _fault(node: yaml.Node, problem: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
