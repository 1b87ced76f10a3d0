"""Sheets of workbooks (.xlsx, .xls, .ods) as text, by python-calamine.

Before calamine reads a sheet, ``sheet_scan`` has looked at what it cannot tell: errors, formulas never worked out, and
how much memory the sheet would take.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

import duckdb
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from checks.errors import ExportError
from checks.intake import archives, kinds
from checks.intake.pieces import Options, Piece, TextTable
from checks.intake.readers import appending, ole, sheet_ods, sheet_scan, sheet_xls, sheet_xlsx
from checks.intake.readers.cell_texts import DURATION
from checks.intake.readers.sheet_rows import Grid, SheetRows, cell_name
from checks.intake.readers.sheet_scan import Cell, DamagedError, Scan

ZIPPED = ("xlsx", "ods")


def pieces(path: Path, file: str) -> list[Piece]:
    """Every sheet of a workbook, hidden ones too. ExportError for a workbook that cannot be opened."""
    kind = _kind(path, file)
    if kind in ZIPPED:
        with archives.opened_zip(path, file) as archive:
            archives.check_bytes(archive, file)
            _check_room(archive, kind, file)
    with _opened(path, kind, file) as book:
        names = list(book.sheet_names)
    if len({name.lower() for name in names}) < len(names):
        raise _damaged(file)
    odd = next((place for place, name in enumerate(names, 1) if not kinds.sayable(name)), None)
    if odd is not None:
        raise ExportError(f"{file}: sheet {odd} of it has a name that cannot be shown. Rename the sheet.")
    with _readable(file):
        filled = _filled(path, kind, file)
    return [Piece(file, "workbook", path, name, empty=not filled.get(name, False)) for name in names]


def _check_room(archive: zipfile.ZipFile, kind: str, file: str) -> None:
    """Measure what calamine makes room for as soon as it opens a file: of an OpenDocument one, every sheet."""
    with _readable(file):
        if kind == "xlsx":
            sheet_scan.check_counts(archive, file)
            return
        for name, scan in sheet_ods.scan(archive, file).items():
            sheet_scan.check_size(scan, Piece(file, "workbook", sheet=name).label)


def read(connection: duckdb.DuckDBPyConnection, piece: Piece, into: str, options: Options) -> TextTable:
    """Read a sheet into a table of texts; ``source_row`` is the sheet's own row number, the first being 1.

    Raises ExportError naming the file, the sheet, the row or cell and the repair; never quotes a value.
    """
    assert piece.path is not None
    kind = _kind(piece.path, piece.file)
    with _readable(piece.label):
        scan = _scan(piece.path, kind, piece)
    _check(scan, piece)
    with _opened(piece.path, kind, piece.file) as book:
        with _readable(piece.label):
            sheet = book.get_sheet_by_name(piece.sheet)
        if sheet.end is None:
            raise _no_cells(scan, piece)
        table = _read(connection, sheet, scan, piece, into, options)
    ending = piece.path.suffix[1:].lower()
    return replace(table, encoding=kind if ending in (kind, "xlsm") else f"{kind} (named .{ending})")


def first_rows(piece: Piece, count: int | None) -> list[list[object]]:
    """The first rows of a sheet as they stand, None for all. ExportError where ``read`` would not open it either."""
    assert piece.path is not None
    kind = _kind(piece.path, piece.file)
    with _readable(piece.label):
        scan = _scan(piece.path, kind, piece)
    sheet_scan.check_size(scan, piece.label)
    with _opened(piece.path, kind, piece.file) as book:
        with _readable(piece.label):
            sheet = book.get_sheet_by_name(piece.sheet)
        return [list(row) for row in islice(_values(sheet, piece.label), count)]


def _read(
    connection: duckdb.DuckDBPyConnection, sheet: CalamineSheet, scan: Scan, piece: Piece, into: str, options: Options
) -> TextTable:
    merges = scan.merges if scan.merges is not None else sheet.merged_cell_ranges or []
    start, end = sheet.start or (0, 0), sheet.end or (-1, -1)
    grid = Grid(piece.label, _values(sheet, piece.label), start[1], merges, scan.padded)
    rows = SheetRows(grid, options)
    count = appending.append(connection, into, len(rows.columns), rows.records())
    whole = sum(rows.counts.values()) == end[0] + 1 and rows.counts["record"] == count
    if not whole or not _within(scan, start, end):
        raise ExportError(f"{piece.label} could not be read whole. Open the workbook, save it again and try once more.")
    return TextTable(rows.columns, "", tuple(rows.skipped), {"record": 0, **rows.counts})


def _within(scan: Scan, start: Cell, end: Cell) -> bool:
    """Whether calamine gave all that the scan saw filled."""
    if scan.first is None or scan.last is None:
        return True
    return start[0] <= scan.first[0] and start[1] <= scan.first[1] and scan.last[0] <= end[0] and scan.last[1] <= end[1]


def _values(sheet: CalamineSheet, label: str) -> Iterator[list[object]]:
    """The rows of a sheet. A time of day of an OpenDocument sheet arrives as it stands in the file: PT09H30M00S."""
    with _readable(label):
        for row in sheet.iter_rows():
            yield [_time(value) if type(value) is str and value[:2] == "PT" else value for value in row]


def _time(value: str) -> str:
    found = DURATION.fullmatch(value)
    return ":".join(f"{int(part):02}" for part in found.groups()) if found else value


def _check(scan: Scan, piece: Piece) -> None:
    """Refuse what calamine would show as blank, and what does not fit into memory."""
    sheet_scan.check_size(scan, piece.label)
    if scan.error:
        raise ExportError(
            f"{piece.label} cell {cell_name(*scan.error)} shows an error, such as #N/A or #REF!. Mend or empty it, and "
            "look for others."
        )
    if scan.unworked:
        raise ExportError(
            f"{piece.label} cell {cell_name(*scan.unworked)} holds a formula whose result is not in the file. Open the "
            "workbook in Excel or LibreOffice, and save it there."
        )


def _no_cells(scan: Scan, piece: Piece) -> ExportError:
    held = "holds a picture or a chart and no cells" if scan.pictures else "holds no cells"
    return ExportError(f"{piece.label} {held}, so no record can be read from it. Export the records themselves.")


def _kind(path: Path, file: str) -> str:
    found = kinds.told(path, file)
    if found in kinds.WORKBOOKS:
        return found
    raise kinds.wrong(file, found, "workbook")


@contextmanager
def _opened(path: Path, kind: str, file: str) -> Iterator[CalamineWorkbook]:
    with _readable(file):
        content = path.open("rb") if kind in ZIPPED else io.BytesIO(_safe_xls(path))
    with content:
        with _readable(file):
            book = CalamineWorkbook.from_filelike(content)
        try:
            yield book
        finally:
            book.close()


def _safe_xls(path: Path) -> bytes:
    """An .xls file in a new container, once its records have been found to add up."""
    name, stream, saved = ole.workbook(path.read_bytes())
    sheet_xls.scan(stream, saved)
    return ole.packed(name, stream)


@contextmanager
def _readable(label: str) -> Iterator[None]:
    """Whatever goes wrong inside, in our words: calamine's own may quote the file."""
    try:
        yield
    except (PasswordError, sheet_xls.LockedError):
        raise ExportError(f"{label} is {kinds.SAID['locked']}.") from None
    except (CalamineError, DamagedError, OSError, ValueError):
        raise _damaged(label) from None
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":  # calamine is Rust, and this is how it gives up
            raise _damaged(label) from None
        raise


def _damaged(label: str) -> ExportError:
    return ExportError(f"{label} is damaged or cut short. Open it in Excel or LibreOffice and save it again.")


def _scan(path: Path, kind: str, piece: Piece) -> Scan:
    """Look through one sheet. DamagedError where its file has none of the name."""
    if kind == "xls":
        return _named(dict(_xls(path, piece.label)), piece)
    with archives.opened_zip(path, piece.file) as archive:
        if kind == "ods":
            return _named(sheet_ods.scan(archive, piece.label), piece)
        book = sheet_scan.workbook(archive, piece.label)
        return sheet_xlsx.scan(archive, book, piece.sheet, piece.label)


def _named(scans: Mapping[str, Scan], piece: Piece) -> Scan:
    if piece.sheet not in scans:
        raise DamagedError
    return scans[piece.sheet]


def _xls(path: Path, label: str) -> Iterator[tuple[str, Scan]]:
    _, stream, saved = ole.workbook(path.read_bytes())
    with _opened(path, "xls", label) as book:
        yield from zip(book.sheet_names, sheet_xls.scan(stream, saved), strict=True)


def _filled(path: Path, kind: str, file: str) -> Mapping[str, bool]:
    """Which sheets hold a cell."""
    if kind == "xls":
        with _opened(path, kind, file) as book:
            return {name: book.get_sheet_by_name(name).end is not None for name in book.sheet_names}
    with archives.opened_zip(path, file) as archive:
        if kind == "ods":
            return {name: scan.cells > 0 for name, scan in sheet_ods.scan(archive, file).items()}
        outline = sheet_scan.workbook(archive, file)
        return {name: sheet_xlsx.filled(archive, outline, name, file) for name in outline.sheets}
