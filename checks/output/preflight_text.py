"""The preflight as plain text for a terminal: the summary, what to mend, the files, the rules that are not whole."""

import textwrap
from collections.abc import Iterator, Sequence

from checks.output.preflight import STATES, summary, to_mend
from checks.output.words import count, plain, text
from checks.results.preflight import Preflight

SHOWN = 15  # of what should be mended; the page has the rest


def as_text(found: Preflight, width: int) -> str:
    """Everything a person needs before the first run, in lines of at most ``width`` characters where words allow."""
    parts = [_summary(found, width), _mend(found, width), _files(found, width), _rules(found, width)]
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines) + "\n"


def _summary(found: Preflight, width: int) -> Iterator[str]:
    for line in summary(found):
        yield textwrap.fill(line, width)
    for name, source in found.unanswered.items():
        yield textwrap.fill(f"  {name}: clauses {plain(source)}", width, subsequent_indent="    ")


def _mend(found: Preflight, width: int) -> Iterator[str]:
    frame = to_mend(found)
    if frame.empty:
        return
    yield "To mend or map first"
    rows = [
        (text(row["place"]), f"{text(row['trouble'])} ({count(int(row['rules']), 'rule')})")
        for row in frame.head(SHOWN).to_dict("records")
    ]
    yield from _aligned(rows, width)
    if len(frame) > SHOWN:
        yield f"  and {len(frame) - SHOWN} more: write the page with --out FILE.html"


def _files(found: Preflight, width: int) -> Iterator[str]:
    yield "Rows read"
    for row in found.files.to_dict("records"):
        used = row["rows"] - row["looked_up"] - row["left_out"]
        said = [f"{row['rows']:,} rows"]
        said += [f"{row['looked_up']:,} only looked up"] * bool(row["looked_up"])
        said += [f"{row['left_out']:,} left out by the mapping"] * bool(row["left_out"])
        said += [f"{row['made']:,} records made of the rest"] * (row["made"] != used)
        said += [f"{row['merged']:,} of them part of another"] * bool(row["merged"])
        line = f"  {row['table']}: {row['file']}: {', '.join(said)} = {count(row['records'], 'record')}"
        yield textwrap.fill(line, width, subsequent_indent="    ")
    if found.absent:
        yield textwrap.fill(f"  not in the export: {', '.join(found.absent)}", width, subsequent_indent="    ")


def _rules(found: Preflight, width: int) -> Iterator[str]:
    for state in ("weakened", "unanswered", "not_tested"):
        rows = found.rules[found.rules["state"] == state]
        if len(rows):
            yield f"{STATES[state].name}: {count(len(rows), 'rule')}"
            yield from _aligned(list(zip(rows["rule_id"], rows["why"], strict=True)), width)


def _aligned(rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Two columns, the second wrapped under itself."""
    left = max(len(name) for name, _ in rows) + 4
    for name, said in rows:
        first = f"  {name}".ljust(left)
        yield textwrap.fill(first + said, max(width, left + 20), subsequent_indent=" " * left)
