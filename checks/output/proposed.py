"""What ``policy-audit init`` proposes, as sections: placements with their confidence and reason, and what is left over.

It shows headings, types and shapes, never a value of a record.
"""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from checks.output.sections import Section, notice
from checks.output.style import STYLE_TAG
from checks.output.tables import Column, code, table

CONFIDENCE = {"high": "✓ sure", "medium": "~ likely: check it", "low": "? doubtful: not used until you say so"}
PLACED = (
    Column("table", "Table", code),
    Column("column", "Column", code),
    Column("heading", "Your heading"),
    Column("file", "In"),
    Column("type", "What it holds"),
    Column("confidence", "How sure", lambda value: escape(CONFIDENCE.get(str(value), str(value)))),
    Column("why", "Why"),
)
LEFT = (Column("file", "In"), Column("heading", "Your heading"), Column("type", "What it holds"))


def about(lines: Sequence[str]) -> Section:
    """What was found and written, one sentence a line; the steps that follow stand indented."""
    first = "".join(f"<p>{escape(line)}</p>" for line in lines if not line.startswith(" "))
    steps = "".join(f"<li>{escape(line.strip())}</li>" for line in lines if line.startswith(" "))
    return Section(f"{STYLE_TAG}{first}<ul>{steps}</ul>")


def placed(rows: Sequence[Mapping[str, str]], layout: str, edits: Sequence[str]) -> Section:
    """The proposed columns; of a layout that ships with the product, what is left to look at."""
    if layout:
        todo = "".join(f"<li>{escape(edit)}</li>" for edit in edits)
        left = f"{notice('Look at this:')}<ul>{todo}</ul>" if edits else "<p>Nothing is left to be placed.</p>"
        said = "The product knows the layout of these files, so its own mapping is proposed with your file names"
        return Section(f"<p>{said}: <code>{escape(layout)}</code>.</p>{left}")
    if not rows:
        return Section(
            notice("No column of the export could be placed. docs/mapping.md says how to write the mapping.")
        )
    frame = pd.DataFrame(list(rows))
    return Section(table(frame, "Columns of the audit, and where they are proposed to come from", PLACED))


def left_over(rows: Sequence[Mapping[str, str]], unread: Sequence[str], others: Sequence[str]) -> Section:
    """What was not placed: columns, pieces that cannot be read, files of other kinds."""
    parts = [table(pd.DataFrame(list(rows)), "Columns that were not placed", LEFT)] if rows else []
    if unread:
        parts.append(
            "<h3>Could not be read</h3><ul>" + "".join(f"<li>{escape(line)}</li>" for line in unread) + "</ul>"
        )
    if others:
        parts.append(f"<p>Files of other kinds, not read: {escape(', '.join(others))}.</p>")
    return Section("".join(parts) or "<p>Everything in the export was placed.</p>")
