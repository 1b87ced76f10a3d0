"""The last rows of a file where they are no records: a total, the number of rows, the end of a report.

Only the end of a piece is looked at, and only for the texts that the mapping names (``footer``): a total in the middle
of the records is nobody's footer.
"""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from checks.intake.pieces import Options, Piece
from checks.intake.readers import encodings
from checks.intake.readers.layout import Layout, lay_out, rows
from checks.intake.wildcards import matches


@dataclass(frozen=True)
class End:
    """What stands below the records: after how many lines it begins, and its rows, filled and empty."""

    line: int = 0
    rows: int = 0
    empty: int = 0


def is_footer(fields: Sequence[str | None], patterns: Sequence[str]) -> bool:
    """Whether the first cell of a row that holds anything is one that the mapping calls a footer."""
    first = next((field.strip() for field in fields if field and field.strip()), "")
    return bool(first) and any(matches(pattern, first) for pattern in patterns)


@contextmanager
def cut(piece: Piece, options: Options) -> Iterator[tuple[Piece, Options, End]]:
    """A CSV file without its footer: a copy in a private folder, or itself where it has none."""
    assert piece.path is not None
    encoding = encodings.tell(piece.path, piece.label, options.encoding)
    layout = lay_out(piece.path, piece.label, encoding, options)
    end = _end(layout, options.footer)
    if not end.rows:
        yield piece, options, end
        return
    with tempfile.TemporaryDirectory(prefix="policy-audit-") as folder:
        copy = Path(folder) / "records.csv"
        with (
            copy.open("w", encoding="utf-8", newline="") as out,
            piece.path.open(encoding=encoding, newline="") as file,
        ):
            out.writelines(islice(file, end.line))
        yield replace(piece, path=copy), replace(options, encoding="utf-8", delimiter=layout.delimiter), end


def _end(layout: Layout, patterns: Sequence[str]) -> End:
    """The footer of a file. One whose quotation marks do not match has none: its reader says what is wrong."""
    end, line = End(), layout.lines
    with layout.opened() as file:
        reader = rows(file, layout.delimiter)
        try:
            for fields in reader:
                if not any(field.strip() for field in fields):
                    end = replace(end, empty=end.empty + 1) if end.rows else end
                elif not is_footer(fields, patterns):
                    end = End()
                else:
                    end = replace(end, rows=end.rows + 1) if end.rows else End(line, 1)
                line = layout.lines + reader.line_num
        except csv.Error:
            return End()
    return end
