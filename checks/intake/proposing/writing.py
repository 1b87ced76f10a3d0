"""A proposal as a commented mapping file, which a person checks and corrects."""

import textwrap
from collections.abc import Iterator, Sequence

from checks.intake.proposing.model import Fed, Kept, Placed, Profile, Proposal
from checks.intake.proposing.recognise import quoted
from checks.intake.tables import Column, declared

WIDE = 110
ABOUT = """\
Proposed by policy-audit init, from the headings of the files and the types of what they hold. Read every line: it was
told by rules of thumb, and a column read for another makes an audit wrong. Nothing here is a record's value, but codes.

high: the heading and the contents agree. medium: likely, look at it. low: doubtful, so the line is a comment; take
the # away if it is right. What the keys mean: docs/mapping.md."""
TICKED = 'a blank stays blank: add "": "no" if an empty box means no'
ASKED = "?"  # no date format, so that a run refuses until somebody has answered


def write(proposal: Proposal, costs: Sequence[str] = ()) -> str:
    """The text of ``mapping.yml``. ``costs`` are sentences on what cannot be tested for want of a source."""
    if proposal.layout:
        return _of_layout(proposal, costs)
    asked = _asked(proposal)
    head = [*_comment(ABOUT), *_unplaced(proposal), *_no_source(proposal), *_listed("What that costs", costs)]
    lines = [*head, "", 'about: "Our export"', *_date_question(asked)]
    sources = [line for fed in proposal.tables for line in _sources(fed)]
    lines += ["", "sources:", *sources] if sources else []
    lines += ["", "tables:"]
    for fed in proposal.tables:
        lines += _table(fed)
    return "\n".join(lines) + "\n"


def _of_layout(proposal: Proposal, costs: Sequence[str]) -> str:
    said = (
        f"The headings are those of the layout {proposal.layout}, whose mapping ships with the product: this is that "
        "mapping with the names of your files. Check that each file is the right one."
    )
    head = [*_comment(said), *_listed("Look at these", proposal.edits), *_failed(proposal)]
    return "\n".join([*head, *_listed("What that costs", costs), "#", proposal.text])


def _asked(proposal: Proposal) -> list[tuple[Fed, Placed]]:
    """The dates whose format only the organisation knows."""
    return [(fed, placed) for fed in proposal.tables for placed in fed.columns if placed.used and placed.source.asks]


def _date_question(asked: Sequence[tuple[Fed, Placed]]) -> list[str]:
    if not asked:
        return []
    where = [f"{fed.pieces[0].label} column {placed.source.heading}: {placed.source.asks}" for fed, placed in asked]
    formats = list(dict.fromkeys(placed.source.date_format for _, placed in asked))
    turned = [_turned(one) for one in formats]
    return [
        "",
        *_comment("ANSWER THIS FIRST: nothing is read until you do. How does your system write these dates?"),
        *[f"#   {_one_line(line)}" for line in where],
        *_comment("Put one of these in the place of the line below:"),
        f"# date_format: {_flow(formats)}   # day first",
        f"# date_format: {_flow(turned)}   # month first",
        f"date_format: {quoted(ASKED)}",
    ]


def _turned(written: str) -> str:
    return written.replace("dd", "\0").replace("mm", "dd").replace("\0", "mm")


def _sources(fed: Fed) -> Iterator[str]:
    """A named source for each piece that is a sheet or whose headings do not stand in its first row."""
    for number, piece in enumerate(fed.pieces, 1):
        if _needs_source(piece):
            sheet = f", sheet: {quoted(piece.sheet)}" if piece.sheet else ""
            rows = f", header_rows: {piece.header_rows}" if piece.header_rows else ""
            yield f"  {_source_name(fed, number)}: {{files: [{quoted(piece.file)}]{sheet}{rows}}}"


def _source_name(fed: Fed, number: int) -> str:
    return f"for_{fed.table}" + (f"_{number}" if len(fed.pieces) > 1 else "")


def _needs_source(piece: Kept) -> bool:
    return bool(piece.sheet or piece.header_rows)


def _table(fed: Fed) -> list[str]:
    used = [placed for placed in fed.columns if placed.used]
    mark = "" if used else "# "
    lines = ["", f"  # {fed.confidence}: {len(used)} of {len(declared()[fed.table].columns)} columns"]
    lines += [f"  {mark}{fed.table}:"]
    several = len(fed.pieces) > 1 and any(map(_needs_source, fed.pieces))
    if not several:
        return lines + [f"  {mark}{line}" for line in [*_origin(fed), *_columns(fed, 4)]]
    lines.append(f"    {mark}parts:")
    for number in range(1, len(fed.pieces) + 1):
        lines.append(f"      {mark}- from: {_source_name(fed, number)}")
        anchor = f"&{fed.table}_columns" if number == 1 else f"*{fed.table}_columns"
        lines += [f"        {mark}columns: {anchor}"]
        lines += [f"  {mark}{line}" for line in _columns(fed, 8)[1:]] if number == 1 else []
    return lines


def _origin(fed: Fed) -> list[str]:
    if _needs_source(fed.pieces[0]):
        lines = [f"  from: {_source_name(fed, 1)}"]
    else:
        lines = [f"  files: [{', '.join(quoted(piece.file) for piece in fed.pieces)}]"]
    return lines + ([f"  one_record_per: {quoted(fed.one_record_per)}"] if fed.one_record_per else [])


def _columns(fed: Fed, indent: int) -> list[str]:
    lines = [" " * (indent - 2) + "columns:"]
    for placed in fed.columns:
        lines += [" " * indent + line for line in _column(placed)]
    for column, value in fed.constants.items():
        lines.append(" " * indent + f"{column}: {{constant: {quoted(value)}}}")
    return lines


def _column(placed: Placed) -> list[str]:
    notes = [f"{placed.confidence}: {placed.why}", placed.source.told]
    if placed.others:
        notes.append("it could also be " + " or ".join(f'"{_one_line(other)}"' for other in placed.others))
    if placed.unknown:
        notes.append("add the others to translate" if placed.translate else "translate them")
    if placed.source.kind == "tick" and placed.translate:
        notes.append(TICKED)
    said = "# " + _one_line("; ".join(notes))
    return [said, *(line if placed.used else f"# {line}" for line in _entry(placed))]


def _entry(placed: Placed) -> list[str]:
    column = declared()[placed.table].columns[placed.column]
    heading = quoted(placed.source.heading)
    more = _more(placed.source, column)
    if not placed.translate:
        return [f"{placed.column}: {{first: {heading}{more}}}" if more else f"{placed.column}: {heading}"]
    pairs = [f"{quoted(old)}: {quoted(new)}" for old, new in placed.translate.items()]
    lines = [f"{placed.column}:", f"  first: {heading}"]
    lines += [f"  separator: {quoted(placed.source.separator)}"] if more else []
    return [*lines, *_flowing("  translate:", pairs), "  otherwise: keep"]


def _flowing(key: str, pairs: Sequence[str]) -> list[str]:
    """A mapping in braces, on one line or on several that break between its pairs."""
    if sum(map(len, pairs)) < WIDE - 30:
        return [f"{key} {{{', '.join(pairs)}}}"]
    lines = [key, "    {"]
    for pair in pairs:
        if lines[-1] == "    {" or len(lines[-1]) + len(pair) > WIDE:
            lines.append(f"      {pair},")
        else:
            lines[-1] += f" {pair},"
    return [*lines, "    }"]


def _more(source: Profile, column: Column) -> str:
    if column.type in ("date", "datetime") and source.date_format not in ("", "yyyy-mm-dd") and not source.asks:
        return f", date_format: {quoted(source.date_format)}"
    if column.type == "codes" and source.separator not in ("", ";"):
        return f", separator: {quoted(source.separator)}"
    return ""


def _unplaced(proposal: Proposal) -> list[str]:
    fed = {piece.label for one in proposal.tables for piece in one.pieces if any(placed.used for placed in one.columns)}
    whole = [piece for piece in proposal.pieces if piece.label not in fed and not piece.why_not]
    by_piece: dict[str, list[str]] = {}
    for label, column in proposal.unplaced:
        if label in fed:
            by_piece.setdefault(label, []).append(f"{_one_line(column.heading) or '(no heading)'} ({column.told})")
    return [
        *_failed(proposal),
        *_listed("Files that could not be placed", [_one_line(piece.label) for piece in whole]),
        *_listed("Columns that could not be placed", [f"{_one_line(k)}: {'; '.join(v)}" for k, v in by_piece.items()]),
    ]


def _failed(proposal: Proposal) -> list[str]:
    unread = [piece.why_not for piece in proposal.pieces if piece.why_not]
    others = [f"{other}: no file of a kind that is read" for other in proposal.others]
    return _listed("Files that could not be read", [*unread, *others])


def _no_source(proposal: Proposal) -> list[str]:
    """What the audit would read and nothing here feeds: whole tables, and columns that a record should have."""
    placed = {fed.table: {p.column for p in fed.columns if p.used} | set(fed.constants) for fed in proposal.tables}
    tables = [table for table in declared() if not placed.get(table)]
    columns = [
        f"{table.name}: {', '.join(lacking)}"
        for table in declared().values()
        if placed.get(table.name)
        and (lacking := [c.name for c in table.columns.values() if c.need != "O" and c.name not in placed[table.name]])
    ]
    return [
        *_listed("Tables of the audit without a source", [", ".join(tables)] if tables else []),
        *_listed("Columns of the audit without a source", columns),
    ]


def _listed(title: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    lines = ["#", f"# {title}:"]
    for item in items:
        lines += textwrap.wrap(
            _one_line(item), WIDE, initial_indent="#   ", subsequent_indent="#     ", break_long_words=False
        )
    return lines


def _comment(said: str) -> list[str]:
    wrapped = [textwrap.wrap(part, WIDE) or [""] for part in said.replace("\n\n", "\0").replace("\n", " ").split("\0")]
    lines = []
    for place, part in enumerate(wrapped):
        lines += ["#"] if place else []
        lines += [f"# {line}".rstrip() for line in part]
    return lines


def _flow(items: Sequence[str]) -> str:
    return quoted(items[0]) if len(items) == 1 else "[" + ", ".join(map(quoted, items)) + "]"


def _one_line(text: str) -> str:
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
