"""What a file says, as passages: pieces of text, each with its place and with how it is meant."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

# said: a reader sees or hears it. hidden: code, names of parts, details of the file. drawing: numbers of shapes.
# bytes: runs of characters in bytes that need not be text, where short words stand by chance.
Manner = Literal["said", "hidden", "drawing", "bytes"]

SHORT = 500  # characters
BETWEEN = "\n\u241e\n"


@dataclass(frozen=True)
class Passage:
    """A text, where it stands in the file, and the smaller pieces it was put together from, if any.

    A place is told in errors, so it is made of numbers and fixed words alone, never of what the file says.
    """

    place: str
    text: str
    manner: Manner = "said"
    parts: Sequence["Passage"] = ()


@dataclass
class Contents:
    """Everything that was read of one file; ``unread`` names what holds no text that could be searched."""

    passages: list[Passage] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def add(self, other: "Contents") -> None:
        """Take in what was read of a file within this one."""
        self.passages += other.passages
        self.unread += other.unread

    def gathered(self) -> "Contents":
        """The same with the short passages of each manner put together: many small searches are slow."""
        short = [passage for passage in self.passages if len(passage.text) < SHORT and not passage.parts]
        long = [passage for passage in self.passages if len(passage.text) >= SHORT or passage.parts]
        groups = [[passage for passage in short if passage.manner == manner] for manner in get_args(Manner)]
        together = [Passage("its small texts", joined(group), group[0].manner, group) for group in groups if group]
        return Contents([*long, *together], self.unread)


def joined(passages: Sequence[Passage]) -> str:
    """Their texts, kept apart by what no date, number or id has in it."""
    return BETWEEN.join(passage.text for passage in passages)


class Unreadable(Exception):
    """A file, or a part of one, that cannot be searched. The reason is in fixed words."""
