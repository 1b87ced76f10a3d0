"""Results frames as accessible HTML tables: a caption, scoped headers, everything escaped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from checks.output.words import number, text

ROWS_SHOWN = 10


def escaped(value: object) -> str:
    """A value as text that a browser can only show, never run."""
    return escape(text(value))


def code(value: object) -> str:
    """An id or a rule's number, never broken over two lines."""
    return f'<span class="code">{escaped(value)}</span>'


def counted(value: object) -> str:
    """A count, its thousands separated; a dash where nothing was counted."""
    return escape(number(value)) or "–"


@dataclass(frozen=True)
class Column:
    """One column of a table: the frame's name for it, its heading, and how a value becomes HTML."""

    name: str
    heading: str
    show: Callable[[object], str] = escaped
    numeric: bool = False


def numeric(name: str, heading: str) -> Column:
    """A column of counts, aligned to the right."""
    return Column(name, heading, counted, True)


def table(
    frame: pd.DataFrame,
    caption: str,
    columns: Sequence[Column],
    *,
    limit: int | None = None,
    rest: str = "in the worklist",
) -> str:
    """An HTML table of the frame's rows; the first column heads each row.

    ``limit`` caps the rows, and a sentence then says how many more there are and where (``rest``).
    The table sits in a region that scrolls and takes the keyboard focus, so that narrow screens
    and keyboard users reach every column.
    """
    shown = frame if limit is None else frame.head(limit)
    heads = "".join(f'<th scope="col"{_align(column)}>{escape(column.heading)}</th>' for column in columns)
    values = zip(*(shown[column.name] for column in columns), strict=True)
    body = "".join(_row(row, columns) for row in values)
    label = escape(caption, quote=True)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>{_more(len(frame), len(shown), rest)}"
    )


def _row(values: Sequence[object], columns: Sequence[Column]) -> str:
    first, *others = (column.show(value) for column, value in zip(columns, values, strict=True))
    cells = "".join(f"<td{_align(column)}>{cell}</td>" for column, cell in zip(columns[1:], others, strict=True))
    return f'<tr><th scope="row">{first}</th>{cells}</tr>'


def _align(column: Column) -> str:
    return ' class="number"' if column.numeric else ""


def _more(total: int, shown: int, rest: str) -> str:
    if total == shown:
        return ""
    return f'<p class="more">{shown:,} of {total:,} rows are shown here; the other {total - shown:,} are {rest}.</p>'
