"""Sets of columns that a wide sheet repeats side by side: "Shared 1 date", "Shared 1 with", "Shared 2 date" ..."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NUMBERED = re.compile(r"(?P<before>.*?[A-Za-z)])[ _.-]*(?P<number>\d{1,2})(?:[ _.:-]*(?P<after>\D*))")


@dataclass(frozen=True)
class Repeated:
    """One kind of set: what its headings share, and for each of its columns the places, set by set."""

    name: str
    columns: Mapping[str, tuple[int, ...]]  # the heading without its number: the places


def repeated(headings: Sequence[str]) -> list[Repeated]:
    """The sets among a piece's headings; a column that some of the sets lack is in none."""
    found: dict[str, dict[int, dict[str, int]]] = {}
    said: dict[str, str] = {}
    for place, heading in enumerate(headings):
        match = NUMBERED.fullmatch(heading.strip())
        if match:
            before, after = match["before"].strip(), (match["after"] or "").strip()
            said.setdefault(before.lower(), before)
            found.setdefault(before.lower(), {}).setdefault(int(match["number"]), {})[after] = place
    return [made for key, sets in found.items() if len(sets) > 1 and (made := _made(said[key], sets)).columns]


def _made(name: str, sets: Mapping[int, Mapping[str, int]]) -> Repeated:
    numbers = sorted(sets)
    shared = [after for after in sets[numbers[0]] if all(after in sets[number] for number in numbers)]
    places = {f"{name} {after}".strip(): tuple(sets[number][after] for number in numbers) for after in shared}
    return Repeated(name, places)
