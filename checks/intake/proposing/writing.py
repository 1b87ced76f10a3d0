"""A proposal as a commented mapping file, which a person checks and corrects."""

import textwrap
from collections.abc import Mapping, Sequence

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
    sources = _sources(proposal)
    lines += [*_source_lines(proposal, sources), "", "tables:"]
    for fed in proposal.tables:
        lines += _table(fed, sources)
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
    formats = list(dict.fromkeys(form for _, placed in asked for form in placed.source.date_formats))
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


def _sources(proposal: Proposal) -> dict[str, str]:
    """A name for each piece that is a sheet or whose headings do not stand in its first row, by its label."""
    found: dict[str, str] = {}
    for fed in proposal.tables:
        for piece in fed.pieces:
            if _needs_source(piece) and piece.label not in found:
                found[piece.label] = f"source_{len(found) + 1}"
    return found


def _source_lines(proposal: Proposal, sources: Mapping[str, str]) -> list[str]:
    lines = []
    for piece in (piece for piece in proposal.pieces if piece.label in sources):
        sheet = f", sheet: {quoted(piece.sheet)}" if piece.sheet else ""
        rows = f", header_rows: {piece.header_rows}" if piece.header_rows else ""
        below = f", footer: {_flow(piece.footer)}" if piece.footer else ""
        lines.append(f"  {sources[piece.label]}: {{files: [{quoted(piece.file)}]{sheet}{rows}{below}}}")
    return ["", "sources:", *lines] if lines else []


def _needs_source(piece: Kept) -> bool:
    return bool(piece.sheet or piece.header_rows or piece.footer)


def _table(fed: Fed, sources: Mapping[str, str]) -> list[str]:
    used = [placed for placed in fed.columns if placed.used]
    mark = "" if used else "# "
    lines = ["", f"  # {fed.confidence}: {len(used)} of {len(declared()[fed.table].columns)} columns"]
    lines += [f"  {mark}{fed.table}:"]
    several = len(fed.pieces) > 1 and any(map(_needs_source, fed.pieces))
    if not several:
        return lines + [f"  {mark}{line}" for line in [*_origin(fed, sources), *_columns(fed, 4)]]
    lines.append(f"    {mark}parts:")
    for number, piece in enumerate(fed.pieces, 1):
        lines.append(f"      {mark}- from: {sources[piece.label]}")
        anchor = f"&{fed.table}_columns" if number == 1 else f"*{fed.table}_columns"
        lines += [f"        {mark}columns: {anchor}"]
        lines += [f"  {mark}{line}" for line in _columns(fed, 8)[1:]] if number == 1 else []
    return lines


def _origin(fed: Fed, sources: Mapping[str, str]) -> list[str]:
    if _needs_source(fed.pieces[0]):
        lines = [f"  from: {sources[fed.pieces[0].label]}"]
    else:
        lines = [f"  files: [{', '.join(quoted(piece.file) for piece in fed.pieces)}]"]
    lines += [f"  one_record_per: {quoted(fed.one_record_per)}"] if fed.one_record_per else []
    return lines + _each(fed)


def _each(fed: Fed) -> list[str]:
    """The repeated sets: in each, the heading of every column that is read."""
    inside = [placed for placed in fed.columns if placed.used and placed.source.heading in fed.each]
    if not inside:
        return []
    lines = ["  each:"]
    for number in range(min(len(fed.headings(placed)) for placed in inside)):
        pairs = [f"{placed.column}: {quoted(fed.headings(placed)[number])}" for placed in inside]
        lines += [f"  {line}" for line in _flowing("  -", pairs)]
    return lines


def _columns(fed: Fed, indent: int) -> list[str]:
    lines = [" " * (indent - 2) + "columns:"]
    for column, made in fed.composed.items():
        lines.append(" " * indent + "# medium: it has no number of its own, so it is known by its row and its set")
        lines.append(" " * indent + f"{column}: {{compose: {quoted(made)}}}")
    for placed in fed.columns:
        lines += [" " * indent + line for line in _column(fed, placed)]
    for column, value in fed.constants.items():
        lines.append(" " * indent + f"{column}: {{constant: {quoted(value)}}}")
    return lines


def _column(fed: Fed, placed: Placed) -> list[str]:
    notes = [f"{placed.confidence}: {placed.why}", placed.source.told]
    if placed.others:
        notes.append("it could also be " + " or ".join(f'"{_one_line(other)}"' for other in placed.others))
    if placed.unknown:
        notes.append("add the others to translate" if placed.translate else "translate them")
    if placed.source.kind == "tick" and placed.translate:
        notes.append(TICKED)
    inside = placed.source.heading in fed.each
    if inside and not placed.used:
        notes.append("add it to each")
    said = "# " + _one_line("; ".join(notes))
    return [said, *(line if placed.used else f"# {line}" for line in _entry(placed, inside))]


def _entry(placed: Placed, inside: bool) -> list[str]:
    column = declared()[placed.table].columns[placed.column]
    origin = f"each: {placed.column}" if inside else f"first: {quoted(placed.source.heading)}"
    more = _more(placed.source, column)
    if placed.joined:
        return [f'{placed.column}: {{joined: [{", ".join(map(quoted, placed.joined))}], with: " "}}']
    if not placed.translate:
        plain = f"{placed.column}: {quoted(placed.source.heading)}"
        return [f"{placed.column}: {{{origin}{more}}}" if more or inside else plain]
    pairs = [f"{quoted(old)}: {quoted(new)}" for old, new in placed.translate.items()]
    lines = [f"{placed.column}:", f"  {origin}"]
    lines += [f"  separator: {quoted(placed.source.separator)}"] if more else []
    return [*lines, *_flowing("  translate:", pairs), "  otherwise: keep"]


def _flowing(key: str, pairs: Sequence[str]) -> list[str]:
    """A mapping in braces, on one line or on several that break between its pairs."""
    inside = " " * (len(key) - len(key.lstrip()) + 4)
    lines = [f"{key} {{"]
    for pair in pairs:
        if len(lines[-1]) + len(pair) > WIDE and not lines[-1].endswith("{"):
            lines.append(inside)
        gap = "" if lines[-1].endswith("{") or lines[-1] == inside else " "
        lines[-1] += f"{gap}{pair},"
    lines[-1] = lines[-1].removesuffix(",") + "}"
    return lines


def _more(source: Profile, column: Column) -> str:
    if column.type in ("date", "datetime") and source.date_formats and not source.asks:
        return f", date_format: {_flow(source.date_formats)}"
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
    placed = {
        fed.table: {p.column for p in fed.columns if p.used} | set(fed.constants) | set(fed.composed)
        for fed in proposal.tables
    }
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
