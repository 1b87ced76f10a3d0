"""Where the headings of a CSV file stand and what parts its fields, told from its first records."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from checks.errors import ExportError
from checks.intake.pieces import Options
from checks.intake.readers.structure import MARK

if TYPE_CHECKING:
    import _csv

DELIMITERS = (",", ";", "\t", "|")
SAMPLE, SAMPLE_CHARACTERS = 50, 1 << 18  # the records that tell the delimiter, and where they end at the latest
LONGEST_FIELD = 1 << 24  # characters; what is longer has lost its closing quotation mark
NAMED = re.compile(MARK + "?" + r"sep=(.)\s*", re.IGNORECASE)  # the first line in which Excel names the delimiter
TITLE = "If a title stands above the headings, say in the mapping which row holds them (header_rows)."


@dataclass(frozen=True)
class Layout:
    """How a file is laid out.

    ``heads`` are its header rows field by field, ``row`` the number of the last of them, from which records are
    numbered on. ``lines`` is the number of lines before the first record.
    """

    path: Path
    name: str  # as messages say it
    encoding: str
    delimiter: str
    heads: tuple[tuple[str, ...], ...] = ()
    row: int = 1
    lines: int = 0
    above: int = 0  # rows above the header that hold something
    empty: tuple[int, ...] = ()  # the lines above it that hold nothing

    @property
    def header(self) -> tuple[str, ...]:
        """Each column's heading; over several rows its parts are joined with a space."""
        columns = zip_longest(*self.heads, fillvalue="")
        return tuple(" ".join(" ".join(parts).split()) for parts in columns)

    @contextmanager
    def opened(self) -> Iterator[io.TextIOWrapper]:
        """The file's text from its first record on, with its line ends as they are."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            for _ in range(self.lines):
                file.readline()
            yield file

    def record(self, number: int) -> str:
        """How a message says where a record stands."""
        return f"{self.name} record {number} (the header is {self.row})"


def known_delimiter(text: str) -> str | None:
    """The delimiter that a mapping gives, itself or by the word tab; None for what cannot part fields."""
    if text.strip().lower() == "tab":
        return "\t"
    return text if len(text) == 1 and text not in '"\r\n \x00' + MARK else None


def lay_out(path: Path, name: str, encoding: str, options: Options) -> Layout:
    """How a file is laid out. ExportError when it has no header, or one heading twice."""
    csv.field_size_limit(LONGEST_FIELD)
    with path.open(encoding=encoding, newline="") as file:
        named = NAMED.fullmatch(file.readline(SAMPLE_CHARACTERS))
        if not named:
            file.seek(0)
        sample = file.read(SAMPLE_CHARACTERS)
        delimiter = options.delimiter or (named[1] if named else _delimiter(sample, name, options.header_rows))
        file.seek(0)
        if named:
            file.readline()
        found = _headed(file, Layout(path, name, encoding, delimiter, above=int(bool(named))), options.header_rows)
    _check(found, options.header_rows)
    return found


def rows(lines: Iterable[str], delimiter: str) -> "_csv.Reader":
    """The rows of a text by the rules of CSV, which a quotation mark out of place breaks."""
    return csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)


def is_empty(fields: Sequence[str], width: int) -> bool:
    """Whether a row is a line of nothing. In a table of one column a quoted or spaced blank is a record."""
    return not fields or (width != 1 and len(fields) == 1 and not fields[0].strip())


def unmatched(name: str, line: int, error: csv.Error) -> ExportError:
    """What to say of quotation marks out of place in the record that begins in a line, or of a field without end."""
    if "field limit" in str(error):
        return ExportError(
            f"{name} line {line}: the record that begins there has a field of more than {LONGEST_FIELD:,} characters. "
            "Look for a quotation mark that is missing there, shorten the field, and export the file again."
        )
    return ExportError(
        f"{name} line {line}: the quotation marks do not match up in the record that begins there, or the file is cut "
        "off within it. Export the file again with every quotation mark inside a field doubled."
    )


def _headed(file: io.TextIOBase, layout: Layout, wanted: Sequence[int]) -> Layout:
    """The layout with its header rows: the first that holds anything, or those the mapping names."""
    before = layout.above  # the line that names the delimiter
    reader = rows(file, layout.delimiter)
    heads: list[tuple[str, ...]] = []
    empty: list[int] = []
    above, line, last = layout.above, before + 1, max(wanted, default=0)
    try:
        for number, fields in enumerate(reader, 1):
            line = before + reader.line_num + 1
            if number in wanted or not (wanted or is_empty(fields, 0)):
                heads.append((fields[0].removeprefix(MARK), *fields[1:]) if fields else ())
            elif is_empty(fields, 0):
                empty.append(line - 1)
            else:
                above += 1
            if number == last or (heads and not wanted):
                break
    except csv.Error as error:
        raise unmatched(layout.name, line, error) from None
    return replace(layout, heads=tuple(heads), row=last or 1, lines=line - 1, above=above, empty=tuple(empty))


def _check(layout: Layout, wanted: Sequence[int]) -> None:
    names = [field.lower() for field in layout.header]
    if len(layout.heads) < len(wanted) or (wanted and not any(names)):
        raise ExportError(
            f"{layout.name} has no headings in row {layout.row}, where the mapping says they stand. Correct its "
            "header_rows; the first row is 1, and an empty line is a row too."
        )
    if not any(names):
        raise ExportError(f"{layout.name} is empty: it has not even a header row. Export it again.")
    places = {field: [place for place, other in enumerate(names, 1) if other == field] for field in names if field}
    repeated = next((found for found in places.values() if len(found) > 1), None)
    if repeated:  # by place: in a file without a header row the "headings" are somebody's record
        columns = " and ".join(str(place) for place in repeated)
        raise ExportError(f"{layout.name} has the same heading over columns {columns}. Rename or remove one of them.")


def _delimiter(sample: str, name: str, header_rows: Sequence[int]) -> str:
    """The mark that parts the sample's records into equally many fields; else the one the headings have most of."""
    start = min(header_rows, default=1) - 1
    widths = {mark: found for mark in DELIMITERS if (found := _widths(sample, mark, start))}
    even = {mark: found[0] for mark, found in widths.items() if found[0] > 1 and len(set(found)) == 1}
    if even:
        best = [mark for mark, width in even.items() if width == max(even.values())]
        if len(best) > 1:
            shown = " or ".join("a tab" if mark == "\t" else mark for mark in best)
            raise ExportError(
                f"{name} could be parted by {shown} alike. Export it again with another delimiter, or say in the "
                "mapping which it is (delimiter)."
            )
        return best[0]
    headed = {mark: found[0] for mark, found in widths.items() if found[0] > 1}
    most = headed or {mark: found[1] for mark, found in widths.items() if _below_a_title(found)}
    return max(most, key=lambda mark: most[mark], default=",")


def _below_a_title(widths: Sequence[int]) -> bool:
    """Whether a table of three columns or more seems to begin below a row of one field."""
    return len(widths) > 3 and widths[1] > 2 and len(set(widths[1:])) == 1


def _widths(sample: str, mark: str, start: int) -> list[int]:
    """How many fields each of the first records has, as far as they can be told apart."""
    widths: list[int] = []
    try:
        for fields in _first_rows(sample, mark, start):
            if not is_empty(fields, 0):
                widths.append(len(fields))
    except csv.Error:
        pass
    else:
        if len(sample) == SAMPLE_CHARACTERS and 1 < len(widths) < SAMPLE:
            widths.pop()  # cut off by the sample's end
    return widths


def _first_rows(sample: str, mark: str, start: int) -> Iterator[list[str]]:
    return islice(rows(io.StringIO(sample, newline=""), mark), start, start + SAMPLE)
