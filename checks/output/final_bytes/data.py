"""JSON and notebooks: every key and every string, pictures and pages inside them too."""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any

from checks.output.final_bytes import markup
from checks.output.final_bytes.encoded import data_uris
from checks.output.final_bytes.passages import Contents, Manner, Passage, Unreadable

MEDIA = re.compile(r"(image|text|application)/[\w.+-]+")
Path = tuple[str | int, ...]


def read(text: str, place: str, within: markup.Within) -> Contents:
    """Everything that a JSON text says. Raises Unreadable for what is none."""
    try:
        entry = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("it is not the JSON it says it is") from None
    found = Contents([Passage(f"{place} source", data_uris(text)[0], "bytes")])
    for path, kind, said in _said(entry, ()):
        at = f"{place}{_at(path)}"
        if kind and not kind.startswith("text/plain"):
            found.add(within(f"{at} output,", kind, _bytes(kind, said)))
        else:
            manner: Manner = "hidden" if "metadata" in path else "said"
            found.passages.append(Passage(f"{at} text", said, manner))
    return found


def _said(entry: Any, path: Path) -> Iterator[tuple[Path, str, str]]:
    """Every text with its path and its media type, if any; a list of texts is one text in several lines."""
    if isinstance(entry, dict):
        for key, value in entry.items():
            yield path, "", f"{key} {value}" if isinstance(value, int | float) else str(key)
            kind = key if MEDIA.fullmatch(key) else ""
            if kind and (isinstance(value, str) or _is_lines(value)):
                yield (*path, key), kind, value if isinstance(value, str) else "".join(value)
            else:
                yield from _said(value, (*path, key))
    elif _is_lines(entry):
        yield path, "", "".join(entry) if any("\n" in line for line in entry) else "\n".join(entry)
    elif isinstance(entry, list):
        for number, value in enumerate(entry, 1):
            yield from _said(value, (*path, number))
    elif isinstance(entry, str):
        yield path, "", entry


def _is_lines(entry: Any) -> bool:
    return isinstance(entry, list) and bool(entry) and all(isinstance(line, str) for line in entry)


def _at(path: Path) -> str:
    """A place in numbers and fixed words: the keys of a file may say what they should not."""
    if len(path) > 1 and path[0] == "cells":
        return f" cell {path[1]}"
    return "".join(f" item {step}" for step in path if isinstance(step, int))


def _bytes(kind: str, said: str) -> bytes:
    if kind.startswith("image/") and "svg" not in kind:
        try:
            return base64.b64decode(said)
        except (binascii.Error, ValueError):
            raise Unreadable("a picture in it cannot be read") from None
    return said.encode("utf-8")
