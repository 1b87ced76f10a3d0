"""Which row of a piece holds its headings, and whether what stands there are headings at all."""

import re
from collections.abc import Sequence

from checks.intake.pieces import Piece

# What a heading is not: a date, a telephone number, an address of mail, an amount, an id of letters and digits.
VALUE = re.compile(
    r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}([T ].*)?|[\d +()-]{6,}|[^@ ]+@[^@ ]+|\d+([.,]\d+)?|[A-Za-z]{1,4}-?\d{3,}(-\d+)?"
)


def is_record(headings: Sequence[str]) -> bool:
    """Whether a piece's first row looks like somebody's record: then nothing of it may be told."""
    filled = [heading for heading in headings if heading]
    return sum(bool(VALUE.fullmatch(heading)) for heading in filled) * 5 > len(filled)


def guess(piece: Piece) -> tuple[int, ...]:
    """The rows of the headings, where they are not in the first filled row; empty otherwise."""
    return ()
