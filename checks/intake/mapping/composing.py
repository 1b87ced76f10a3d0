"""Texts composed of a row's values, such as the id ``CT-{Client ref:6}-{#each}``."""

import re
from dataclasses import dataclass

from checks.intake.mapping.near import near

COUNTERS = ("#row", "#each", "#item")
PLACE = re.compile(r"\{([^{}]*)\}")
WIDTH = re.compile(r"(.+):(\d{1,2})")


@dataclass(frozen=True)
class Piece:
    """A stretch of a composed text: words as they are, a heading's value, or a counter; ``width`` pads with zeros."""

    words: str = ""
    heading: str = ""
    counter: str = ""
    width: int = 0


def parse(written: str) -> tuple[Piece, ...]:
    """The pieces of a composed text. ValueError, in words, for what cannot be read."""
    pieces: list[Piece] = []
    for place, part in enumerate(PLACE.split(written)):
        if place % 2 == 0:
            if "{" in part or "}" in part:
                raise ValueError("a brace stands alone; write each heading as {Heading}")
            pieces += [Piece(words=part)] if part else []
            continue
        sized = WIDTH.fullmatch(part.strip())
        name, width = (sized[1].strip(), int(sized[2])) if sized else (part.strip(), 0)
        if name.startswith("#") and name.lower() not in COUNTERS:
            raise ValueError(
                f"there is no {{{name}}}; the counters are {{#row}}, {{#each}}, {{#item}}{near(name, COUNTERS)}"
            )
        if not name:
            raise ValueError("braces hold nothing; write each heading as {Heading}")
        pieces.append(
            Piece(counter=name.lower(), width=width) if name.startswith("#") else Piece(heading=name, width=width)
        )
    if not any(piece.heading or piece.counter for piece in pieces):
        raise ValueError("this names no heading; write each as {Heading}, or use constant")
    return tuple(pieces)
