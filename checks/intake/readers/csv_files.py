"""CSV into DuckDB as text, every record numbered as it stands in its file.

The header is record 1, unless a mapping says in which row it stands. DuckDB reads a plain file directly, while its
records are counted from its bytes; a file in another encoding, with a title, empty lines, other line ends or loose
quotation marks is rewritten for it; and what is still not certain goes through Python's csv reader, which says exactly
which record is at fault. All give the same table.
"""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from glob import escape
from pathlib import Path

import duckdb

from checks.errors import ExportError, PolicyError
from checks.intake.conversions import WHITE, literal, name
from checks.intake.pieces import Options, Piece, TextTable
from checks.intake.readers import encodings, footers
from checks.intake.readers.encodings import known_encoding
from checks.intake.readers.layout import TITLE, Layout, known_delimiter, lay_out
from checks.intake.readers.records import read_records
from checks.intake.readers.rewritten import level, requote
from checks.intake.readers.structure import count_records, looks_plain


def read(connection: duckdb.DuckDBPyConnection, piece: Piece, into: str, options: Options) -> TextTable:
    """Read a CSV file into a table of texts with a ``source_row`` for each record.

    Raises ExportError naming the file, the record and the repair; never quotes a value. Raises PolicyError for
    options that mean nothing.
    """
    _check_options(options)
    if not options.footer:
        return _read(connection, piece, into, options)
    with footers.cut(piece, options) as (records, told, end):
        table = _read(connection, records, into, told)
    encoding = encodings.tell(piece.path, piece.label, options.encoding) if piece.path else ""
    counts = {**table.rows, "empty": table.rows["empty"] + end.empty, "footer": end.rows}
    return replace(table, encoding=encoding, rows=counts)


def _read(connection: duckdb.DuckDBPyConnection, piece: Piece, into: str, options: Options) -> TextTable:
    assert piece.path is not None
    texts = into + "_text"
    layout = at_a_glance(piece, options)
    records = read_plain(connection, layout, texts) if layout else None
    empty: tuple[int, ...] = ()
    if layout is None or records is None:
        encoding = encodings.tell(piece.path, piece.label, options.encoding)
        layout = lay_out(piece.path, piece.label, encoding, options)
        records, empty = read_rewritten(connection, layout, texts) or read_records(connection, layout, texts)
    _check_unnamed(connection, layout, texts)
    repeated = _repeated(connection, layout, texts, options)
    left_out = f" WHERE rowid NOT IN ({', '.join(map(str, repeated))})" if repeated else ""
    # The table keeps the file's order, so a row's place in it tells its record number.
    connection.execute(
        f"CREATE OR REPLACE VIEW {name(into)} AS "
        f"SELECT *, CAST(rowid + {layout.row + 1} AS INTEGER) AS source_row FROM {name(texts)}{left_out}"
    )
    empty = (*layout.empty, *empty)
    rows = {
        "above_header": layout.above,
        "header": len(layout.heads),
        "record": records - len(repeated),
        "empty": len(empty),
        "repeated_header": len(repeated),
    }
    return TextTable(layout.header, layout.encoding, empty, rows)


def _check_options(options: Options) -> None:
    if options.delimiter and known_delimiter(options.delimiter) != options.delimiter:
        raise PolicyError("The mapping's delimiter is not one character that can part fields. Take , or ; or tab.")
    if options.encoding and known_encoding(options.encoding) is None:
        raise PolicyError(f"There is no encoding {options.encoding}. Take utf-8, utf-16 or windows-1252, for instance.")


def at_a_glance(piece: Piece, options: Options) -> Layout | None:
    """The layout of a file that DuckDB may be able to read as it stands; None for any other."""
    assert piece.path is not None
    encoding = encodings.at_a_glance(piece.path, piece.label, options.encoding)
    if encoding is None:
        return None
    try:
        layout = lay_out(piece.path, piece.label, encoding, options)
    except UnicodeDecodeError:
        return None
    begins = layout.row == layout.lines == len(layout.heads) == 1
    return layout if begins and layout.delimiter.isascii() else None


def read_plain(connection: duckdb.DuckDBPyConnection, layout: Layout, texts: str) -> int | None:
    """Let DuckDB read a file as it stands; the number of its records, None when it is not plainly laid out."""
    with layout.path.open("rb") as file, ThreadPoolExecutor(1) as beside:
        skipped = 3 if layout.encoding == "utf-8-sig" else 0
        file.seek(skipped)
        if not looks_plain(file, layout.delimiter, len(layout.header)):
            return None
        file.seek(skipped)
        counting = beside.submit(count_records, file, layout.delimiter, len(layout.header))
        found = _load(connection, layout.path, layout, texts, header=True)
        counted = counting.result()
    return found if found is not None and counted == found + 1 else None


def read_rewritten(
    connection: duckdb.DuckDBPyConnection, layout: Layout, texts: str
) -> tuple[int, tuple[int, ...]] | None:
    """Let DuckDB read a copy in a private folder, which is gone afterwards; None when records are not plain."""
    if not layout.delimiter.isascii():
        return None
    with tempfile.TemporaryDirectory(prefix="policy-audit-") as folder:
        for place, copy in enumerate((level, requote)):
            path = Path(folder) / f"{place}.csv"
            written = copy(layout, path)
            if written is not None and _load(connection, path, layout, texts, header=False) == written[0]:
                return written
            path.unlink()
    return None


def _load(connection: duckdb.DuckDBPyConnection, path: Path, layout: Layout, texts: str, header: bool) -> int | None:
    """DuckDB's own reader, told everything so that it guesses nothing; None when it will not read the file."""
    columns = ", ".join(f"{literal(f'c{place}')}: 'VARCHAR'" for place in range(len(layout.header)))
    try:
        connection.execute(
            f"CREATE OR REPLACE TABLE {name(texts)} AS "
            f"SELECT * FROM read_csv({literal(escape(str(path.absolute())))}, "
            f"columns = {{{columns}}}, auto_detect = false, header = {str(header).lower()}, "
            f"delim = {literal(layout.delimiter)}, quote = '\"', escape = '\"', strict_mode = true, "
            "null_padding = false, hive_partitioning = false)"
        )
    except duckdb.Error:
        return None
    found = connection.execute(f"SELECT count(*) FROM {name(texts)}").fetchone()
    return int(found[0]) if found else None


def _first(connection: duckdb.DuckDBPyConnection, texts: str, where: str) -> list[int]:
    return [int(row[0]) for row in connection.execute(f"SELECT rowid FROM {name(texts)} WHERE {where}").fetchall()]


def _check_unnamed(connection: duckdb.DuckDBPyConnection, layout: Layout, texts: str) -> None:
    """Refuse values in a column without a heading: nobody can say what they are."""
    for place, heading in enumerate(layout.header):
        if not heading:
            filled = f"coalesce(trim(c{place}, {WHITE}), '') <> ''"
            row = connection.execute(f"SELECT min(rowid) FROM {name(texts)} WHERE {filled}").fetchone()
            if row and row[0] is not None:
                raise ExportError(
                    f"{layout.record(layout.row + 1 + row[0])} has a value in column {place + 1}, which has no "
                    f"heading. Give the column a heading or take it out. {TITLE}"
                )


def _repeated(connection: duckdb.DuckDBPyConnection, layout: Layout, texts: str, options: Options) -> list[int]:
    """The places of records that repeat the headings, as where files were joined. Refused unless left out."""
    found: list[int] = []
    for head in layout.heads:
        named = sorted(
            ((field.strip().lower(), place) for place, field in enumerate(head)), key=lambda pair: len(pair[0])
        )
        alike = [f"lower(trim(coalesce(c{place}, ''), {WHITE})) = {literal(field)}" for field, place in named]
        # Hardly a value is as long as the longest heading, so this looks at little more than lengths.
        longest, place = named[-1]
        near = f"strlen(c{place}) BETWEEN {len(longest.encode())} AND {len(longest.encode()) + 8}"
        found += _first(connection, texts, f"CASE WHEN {near} THEN {' AND '.join(reversed(alike))} ELSE false END")
    if found and options.repeated_header != "left_out":
        raise ExportError(
            f"{layout.record(layout.row + 1 + min(found))} repeats the headings, as where files were joined. Take it "
            "out, or say in the mapping that such records are to be left out (repeated_header: left_out)."
        )
    return sorted(set(found))
