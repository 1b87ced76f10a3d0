"""A proposal as a commented mapping file, which a person checks and corrects."""

import textwrap
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from checks.intake.proposing import names
from checks.intake.proposing.model import Fed, Kept, Placed, Proposal
from checks.intake.proposing.recognise import quoted
from checks.intake.proposing.writing_tables import WIDE, flow, needs_source, one_line, written
from checks.intake.tables import declared

ABOUT = """\
Proposed by policy-audit init, from the headings of the files and the types of what they hold. Read every line: it was
told by rules of thumb, and a column read for another makes an audit wrong. Nothing here is a record's value, but codes.

high: the heading and the contents agree. medium: likely, look at it. low: doubtful, so the line is a comment; take
the # away if it is right. What the keys mean: docs/mapping.md."""
COSTS = "What that costs: the rules that cannot be tested until all they need is there"
ASKED = "?"  # no date format, so that a run refuses until somebody has answered


def write(proposal: Proposal, costs: Sequence[str] = ()) -> str:
    """The text of ``mapping.yml``. ``costs`` are sentences on what cannot be tested for want of a source."""
    if proposal.layout:
        return _of_layout(proposal, costs)
    asked = _asked(proposal)
    head = [*_comment(ABOUT), *_unplaced(proposal), *_no_source(proposal), *_listed(COSTS, costs)]
    lines = [*head, "", 'about: "Our export"', *_date_question(asked, _others_say(proposal))]
    sources = _sources(proposal)
    lines += [*_source_lines(proposal, sources), "", "tables:"]
    for table in dict.fromkeys(fed.table for fed in proposal.tables):
        lines += written([fed for fed in proposal.tables if fed.table == table], sources)
    return "\n".join(lines) + "\n"


def _of_layout(proposal: Proposal, costs: Sequence[str]) -> str:
    said = (
        f"The headings are those of the layout {proposal.layout}, whose mapping ships with the product: this is that "
        "mapping with the names of your files. Check that each file is the right one."
    )
    head = [*_comment(said), *_listed("Look at these", proposal.edits), *_failed(proposal)]
    return "\n".join([*head, *_listed(COSTS, costs), "#", proposal.text])


def _asked(proposal: Proposal) -> list[tuple[Fed, Placed]]:
    """The dates whose format only the organisation knows."""
    return [(fed, placed) for fed in proposal.tables for placed in fed.columns if placed.used and placed.source.asks]


def _others_say(proposal: Proposal) -> str:
    """What the dates that can be told say of the others, where they agree; nothing otherwise."""
    told = [one for fed in proposal.tables for one in fed.columns if one.used and not one.source.asks]
    formats = [form for one in told for form in one.source.date_formats if "dd" in form and "mm" in form]
    first = {"month" if form.index("mm") < form.index("dd") else "day" for form in formats if form[0] != "y"}
    return f"Every other date of these files that can be told is {first.pop()} first." if len(first) == 1 else ""


def _date_question(asked: Sequence[tuple[Fed, Placed]], others: str) -> list[str]:
    if not asked:
        return []
    where = [f"{fed.pieces[0].label} column {placed.source.heading}: {placed.source.asks}" for fed, placed in asked]
    formats = list(dict.fromkeys(form for _, placed in asked for form in placed.source.date_formats))
    turned = [_turned(one) for one in formats]
    return [
        "",
        *_comment("ANSWER THIS FIRST: nothing is read until you do. How does your system write these dates?"),
        *[f"#   {one_line(line)}" for line in where],
        *(_comment(others) if others else []),
        *_comment("Put one of these in the place of the line below:"),
        f"# date_format: {flow(formats)}   # day first",
        f"# date_format: {flow(turned)}   # month first",
        f"date_format: {quoted(ASKED)}",
    ]


def _turned(written: str) -> str:
    return written.replace("dd", "\0").replace("mm", "dd").replace("\0", "mm")


def _sources(proposal: Proposal) -> dict[str, str]:
    """A name for each piece that is a sheet or whose headings do not stand in its first row, by its label."""
    found: dict[str, str] = {}
    for fed in proposal.tables:
        for piece in fed.pieces:
            if needs_source(piece) and piece.label not in found:
                found[piece.label] = _free_name(piece, found.values())
    return found


def _free_name(piece: Kept, taken: Collection[str]) -> str:
    """What to call a source: after its sheet or file, and after both where that is taken."""
    said, file = ("_".join(names.split(text)) for text in (piece.name, Path(piece.file).stem))
    likely = [said, f"{said}_{file}", *(f"{said}_{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in likely if name.strip("_") and not name[0].isdigit() and name not in taken)


def _source_lines(proposal: Proposal, sources: Mapping[str, str]) -> list[str]:
    lines = []
    for piece in (piece for piece in proposal.pieces if piece.label in sources):
        sheet = f", sheet: {quoted(piece.sheet)}" if piece.sheet else ""
        rows = f", header_rows: {piece.header_rows}" if piece.header_rows else ""
        below = f", footer: {flow(piece.footer)}" if piece.footer else ""
        lines.append(f"  {sources[piece.label]}: {{files: [{quoted(piece.file)}]{sheet}{rows}{below}}}")
    return ["", "sources:", *lines] if lines else []


def _unplaced(proposal: Proposal) -> list[str]:
    fed = {piece.label for one in proposal.tables for piece in one.pieces if any(placed.used for placed in one.columns)}
    whole = [piece for piece in proposal.pieces if piece.label not in fed and not piece.why_not]
    by_piece: dict[str, list[str]] = {}
    for label, column in proposal.unplaced:
        if label in fed:
            by_piece.setdefault(label, []).append(f"{one_line(column.heading) or '(no heading)'} ({column.told})")
    return [
        *_failed(proposal),
        *_listed("Files that could not be placed", [one_line(piece.label) for piece in whole]),
        *_listed("Columns that could not be placed", [f"{one_line(k)}: {'; '.join(v)}" for k, v in by_piece.items()]),
    ]


def _failed(proposal: Proposal) -> list[str]:
    unread = [piece.why_not for piece in proposal.pieces if piece.why_not]
    others = [f"{other}: no file of a kind that is read" for other in proposal.others]
    return _listed("Files that could not be read", [*unread, *others])


def _no_source(proposal: Proposal) -> list[str]:
    """The tables that the audit would read and nothing here feeds; columns without a source stand in their tables."""
    tables = [table for table in declared() if table not in proposal.fed()]
    return _listed("Tables of the audit without a source", [", ".join(tables)] if tables else [])


def _listed(title: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    lines = ["#", f"# {title}:"]
    for item in items:
        lines += textwrap.wrap(
            one_line(item), WIDE, initial_indent="#   ", subsequent_indent="#     ", break_long_words=False
        )
    return lines


def _comment(said: str) -> list[str]:
    wrapped = [textwrap.wrap(part, WIDE) or [""] for part in said.replace("\n\n", "\0").replace("\n", " ").split("\0")]
    lines = []
    for place, part in enumerate(wrapped):
        lines += ["#"] if place else []
        lines += [f"# {line}".rstrip() for line in part]
    return lines
