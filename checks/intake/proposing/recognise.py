"""Shipped layouts, recognised by their headings, whatever the files are called and in whatever order the columns stand.

``layouts/NAME.yml`` lists the headings of each file that the shipped mapping NAME reads. The proposal is then that
mapping, word for word, with the names of the files and sheets put right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources

import yaml

from checks import yaml_files
from checks.intake import mapping as mappings
from checks.intake.proposing.model import Kept

ALIKE = 0.75  # of the headings of a file and those of the layout together: some are missing or new from year to year
ENOUGH = 0.6  # of the export's pieces


@dataclass(frozen=True)
class Signature:
    """One file (and sheet) as a shipped mapping names it, with the headings it has."""

    file: str
    sheet: str
    headings: frozenset[str]


@dataclass(frozen=True)
class Recognised:
    """A shipped layout that an export has: which pieces are which of its files."""

    layout: str
    pieces: Mapping[Signature, Sequence[Kept]]
    lacking: Sequence[Signature]  # files of the layout that the export does not have

    @property
    def missed(self) -> list[str]:
        """Those of the lacking files that the shipped mapping reads."""
        shipped = mappings.shipped()[self.layout].read_text("utf-8-sig")
        return [file.file for file in self.lacking if file.file in shipped]


@cache
def signatures() -> Mapping[str, Sequence[Signature]]:
    """The files of every shipped layout."""
    folder = resources.files(__package__).joinpath("layouts")
    found = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".yml"):
            files = yaml_files.read(entry.read_text("utf-8"))
            found[entry.name.removesuffix(".yml")] = [
                Signature(file["file"], file.get("sheet", ""), _lowered(file["headings"])) for file in files
            ]
    return found


def recognise(pieces: Sequence[Kept]) -> Recognised | None:
    """The shipped layout that most of the pieces belong to; None where none does."""
    held = [piece for piece in pieces if piece.headings]
    best = max((_matched(layout, held) for layout in signatures()), key=_known, default=None)
    if best is None or _known(best) < max(2 if len(best.pieces) + len(best.lacking) > 1 else 1, ENOUGH * len(held)):
        return None
    return best


def _known(found: Recognised) -> int:
    return sum(len(pieces) for pieces in found.pieces.values())


def _matched(layout: str, pieces: Sequence[Kept]) -> Recognised:
    files = signatures()[layout]
    found: dict[Signature, list[Kept]] = {}
    for piece in pieces:
        headings = _lowered(piece.headings)
        likeness = {file: _likeness(headings, file) for file in files}
        best = max(files, key=lambda file: (likeness[file], _named(piece, file)))
        if likeness[best] >= ALIKE:
            found.setdefault(best, []).append(piece)
    return Recognised(layout, found, [file for file in files if file not in found])


def _likeness(headings: frozenset[str], file: Signature) -> float:
    return len(headings & file.headings) / len(headings | file.headings)


def _named(piece: Kept, file: Signature) -> bool:
    return fnmatchcase(piece.file.lower(), file.file.lower()) and fnmatchcase(piece.sheet.lower(), file.sheet.lower())


def _lowered(headings: Iterable[str]) -> frozenset[str]:
    return frozenset(heading.strip().lower() for heading in headings)


def text(found: Recognised) -> str:
    """The shipped mapping with the names of its files and sheets put right, and nothing else changed."""
    shipped = mappings.shipped()[found.layout].read_text("utf-8-sig")
    changes: list[tuple[int, int, str]] = []
    _collect(yaml.compose(shipped, Loader=yaml.SafeLoader), found, changes)
    for start, end, new in sorted(changes, reverse=True):
        shipped = shipped[:start] + new + shipped[end:]
    return shipped


def _collect(node: yaml.Node | None, found: Recognised, changes: list[tuple[int, int, str]]) -> None:
    """Every list of files, and the sheet beside it, that the export names otherwise."""
    if isinstance(node, yaml.MappingNode):
        keys = {key.value: value for key, value in node.value}
        if isinstance(keys.get("files"), (yaml.SequenceNode, yaml.ScalarNode)):
            _renamed(keys, found, changes)
        for _, value in node.value:
            _collect(value, found, changes)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _collect(value, found, changes)


def _renamed(keys: Mapping[str, yaml.Node], found: Recognised, changes: list[tuple[int, int, str]]) -> None:
    node, sheet_node = keys["files"], keys.get("sheet")
    written = [item.value for item in node.value] if isinstance(node, yaml.SequenceNode) else [node.value]
    sheet = sheet_node.value if sheet_node is not None else ""
    taken = {piece.file for held in found.pieces.values() for piece in held}
    files: list[str] = []
    sheets: list[str] = []
    for name in written:
        pieces = next((held for file, held in found.pieces.items() if (file.file, file.sheet) == (name, sheet)), [])
        named = all(fnmatchcase(piece.file.lower(), name.lower()) for piece in pieces)
        files += [name] if named and (pieces or name not in taken) else [piece.file for piece in pieces]
        sheets += [piece.sheet for piece in pieces]
    files = files or [f"missing {name}" for name in written]  # their names are taken by others of the layout
    if files != written:
        changes.append((_at(node.start_mark), _at(node.end_mark), _listed(files)))
    if sheet_node is not None and sheets and not all(fnmatchcase(one.lower(), sheet.lower()) for one in sheets):
        changes.append((_at(sheet_node.start_mark), _at(sheet_node.end_mark), quoted(sheets[0])))


def _at(mark: yaml.Mark) -> int:
    place: int = mark.index
    return place


def _listed(files: Sequence[str]) -> str:
    return "[" + ", ".join(quoted(file) for file in dict.fromkeys(files)) + "]"


def quoted(text: str) -> str:
    """A text as a YAML scalar in double quotes."""
    return yaml.dump(text, default_style='"', allow_unicode=True, width=1 << 30).strip()
