"""Overlays: dated, sourced figures of the law that a run may put over its policy, off unless it asks for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from checks import yaml_files
from checks.errors import PolicyError

SETTING = "retention.overlay"
FILE = "law-uk.yml"


@dataclass(frozen=True)
class Figure:
    """How long one nation's law has one kind of record kept.

    ``years`` run from the day that ``counted_from`` names. ``lacking`` says what the canonical tables
    do not hold of it; the audit uses a figure only where that is empty.
    """

    name: str
    nation: str
    concerns: str
    years: int
    counted_from: str
    source: str
    lacking: str


@dataclass(frozen=True)
class Overlay:
    """The overlay's figures, the day they were noted, and the nations behind each value of the setting."""

    title: str
    noted_on: str
    check: str
    nations: Mapping[str, Sequence[str]]
    figures: Sequence[Figure]


@cache
def law_uk() -> Overlay:
    """The overlay that ships."""
    text = resources.files(__package__).joinpath("overlays", FILE).read_text("utf-8")
    entry: dict[str, Any] = yaml_files.read(text)
    figures = tuple(_figure(one) for one in entry["figures"])
    return Overlay(entry["title"], str(entry["noted_on"]), entry["check"], entry["values"], figures)


def _figure(entry: Mapping[str, Any]) -> Figure:
    return Figure(
        entry["figure"],
        entry["nation"],
        entry["concerns"],
        int(entry["keep_years"]),
        entry["from"],
        entry["source"],
        entry.get("lacking", ""),
    )


def years(figure: str, value: str) -> int:
    """The years that a value of the setting gives for a figure.

    PolicyError where the overlay has none that the audit can use, or the value's nations differ.
    """
    nations = law_uk().nations[value]
    found = {one.years for one in law_uk().figures if one.name == figure and one.nation in nations and not one.lacking}
    if len(found) != 1:
        raise PolicyError(f"The overlay {FILE} has no one figure {figure} for {value}.")
    return found.pop()
