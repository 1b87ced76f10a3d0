"""The tables of a proposed mapping, each column with how sure it is and why."""

from collections.abc import Collection, Mapping, Sequence

from checks.intake.proposing.model import Fed, Kept, Placed, Profile
from checks.intake.proposing.recognise import quoted
from checks.intake.tables import Column, declared

WIDE = 110
OPEN = (
    "# No source was found for these. Put a heading in the place of ?, or what holds of every record; or write",
    "# {empty: true} where you keep no such thing and a blank is the true answer.",
)
KINDS = {"id": "an id", "ids": "ids", "date": "a date", "datetime": "a date and time", "text": "text"}
CODES_SHOWN = 7
TICKED = 'a blank stays blank: add "": "no" if an empty box means no'


def needs_source(piece: Kept) -> bool:
    """Whether the mapping must name how a piece is read."""
    return bool(piece.sheet or piece.header_rows or piece.footer)


def written(feds: Sequence[Fed], sources: Mapping[str, str]) -> list[str]:
    """The lines of one table, which one or several kinds of piece feed. ``sources`` names pieces by their labels."""
    first, used = feds[0], {placed.column for fed in feds for placed in fed.columns if placed.used}
    mark = "" if used else "# "
    lines = ["", f"  # {first.confidence}: {len(used)} of {len(declared()[first.table].columns)} columns"]
    lines.append(f"  {mark}{first.table}:")
    if len(feds) == 1 and (len(first.pieces) == 1 or not any(map(needs_source, first.pieces))):
        return [*lines, *(f"  {mark}{line}" for line in [*_origin(first, sources), *_columns(first, 4, used)])]
    lines.append(f"    {mark}parts:")
    for place, fed in enumerate(feds):
        lines += [f"    {mark}{line}" for line in _part(fed, sources, used, f"{fed.table}_columns_{place + 1}")]
    return lines


def _part(fed: Fed, sources: Mapping[str, str], used: Collection[str], anchor: str) -> list[str]:
    """The parts that pieces of one kind make: each after the first has the same columns."""
    if not any(map(needs_source, fed.pieces)):
        first, *rest = _origin(fed, sources)
        return [f"  - {first.strip()}", *(f"  {line}" for line in rest), *_columns(fed, 6, used)]
    lines = []
    for number, piece in enumerate(fed.pieces):
        lines.append(f"  - from: {sources[piece.label]}")
        lines += [f"    {line.strip()}" for line in _grouped(fed)]
        if len(fed.pieces) > 1:
            lines.append(f"    columns: {'*' if number else '&'}{anchor}")
        lines += [] if number else _columns(fed, 6, used)[1 if len(fed.pieces) > 1 else 0 :]
    return lines


def _grouped(fed: Fed) -> list[str]:
    return [f"  one_record_per: {quoted(fed.one_record_per)}"] if fed.one_record_per else []


def _origin(fed: Fed, sources: Mapping[str, str]) -> list[str]:
    if needs_source(fed.pieces[0]):
        lines = [f"  from: {sources[fed.pieces[0].label]}"]
    else:
        lines = [f"  files: [{', '.join(quoted(piece.file) for piece in fed.pieces)}]"]
    return [*lines, *_grouped(fed), *_each(fed)]


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


def _columns(fed: Fed, indent: int, used: Collection[str]) -> list[str]:
    lines = [" " * (indent - 2) + "columns:"]
    for column, made in fed.composed.items():
        lines.append(" " * indent + "# medium: it has no number of its own, so it is known by its row and its set")
        lines.append(" " * indent + f"{column}: {{compose: {quoted(made)}}}")
    for placed in fed.columns:
        lines += [" " * indent + line for line in _column(fed, placed)]
    for column, value in fed.constants.items():
        lines.append(" " * indent + f"{column}: {{constant: {quoted(value)}}}")
    return lines + [" " * indent + line for line in _open(fed, used)]


def _open(fed: Fed, used: Collection[str]) -> list[str]:
    """What the table should have and nothing feeds, each as a comment to complete."""
    told = {*used, *fed.constants, *fed.composed, *(placed.column for placed in fed.columns)}
    lacking = [c for c in declared()[fed.table].columns.values() if c.need != "O" and c.name not in told]
    return [*OPEN, *(f"# {_to_complete(column, declared()[fed.table].key)}" for column in lacking)] if lacking else []


def _to_complete(column: Column, key: Sequence[str]) -> str:
    if (column.name,) == tuple(key):
        return f'{column.name}: {{compose: "{{?}}-{{?}}"}}   # an id, made of columns that together never come twice'
    if not column.codes:
        what = "an id of " + " or ".join(column.finds) if column.finds else KINDS[column.type]
        return f'{column.name}: "?"   # {what}'
    codes, more = column.codes[:CODES_SHOWN], len(column.codes) - CODES_SHOWN
    return f'{column.name}: {{constant: "?"}}   # {", ".join(codes)}{f" and {more} more" if more > 0 else ""}'


def _column(fed: Fed, placed: Placed) -> list[str]:
    notes = [f"{placed.confidence}: {placed.why}", placed.source.told]
    if placed.others:
        notes.append("it could also be " + " or ".join(f'"{one_line(other)}"' for other in placed.others))
    if placed.unknown:
        notes.append("add the others to translate" if placed.translate else "translate them")
    if placed.source.kind == "tick" and placed.translate:
        notes.append(TICKED)
    inside = placed.source.heading in fed.each
    if inside and not placed.used:
        notes.append("add it to each")
    said = "# " + one_line("; ".join(notes))
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
        return f", date_format: {flow(source.date_formats)}"
    if column.type == "codes" and source.separator not in ("", ";"):
        return f", separator: {quoted(source.separator)}"
    return ""


def flow(items: Sequence[str]) -> str:
    """One text, or a list of several, as YAML."""
    return quoted(items[0]) if len(items) == 1 else "[" + ", ".join(map(quoted, items)) + "]"


def one_line(text: str) -> str:
    """A text without what would break a line."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
