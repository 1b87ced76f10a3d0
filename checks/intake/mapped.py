"""From the files of an export to one query of each canonical table's records, still as text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checks.errors import ExportError
from checks.intake import conversions
from checks.intake.conversions import literal, name
from checks.intake.mapping import DATE_WORD, DATE_WORDS, ISO, ColumnSource, TableSource, near
from checks.intake.tables import Column, Table


@dataclass(frozen=True)
class Raw:
    """One file that has been read: its name, the relation that holds its texts, and its headings."""

    file: str
    relation: str
    columns: tuple[str, ...]


def identity(table: Table, columns: tuple[str, ...], file: str) -> TableSource:
    """The mapping of a canonical file: every declared column it has, under its own name."""
    present = {column.lower(): column for column in columns}
    kept = {column: ColumnSource(first=present[column]) for column in table.columns if column in present}
    return TableSource(files=[file], columns=kept)


def select(table: Table, source: TableSource, date_format: str, files: Sequence[Raw]) -> str:
    """One query of the table's records as canonical texts, with ``source_file`` and ``source_row``.

    Raises ExportError for a source column that a file does not have, with the nearest of those it has.
    """
    rows = " UNION ALL ".join(_rows(raw, place, sorted(source.source_columns)) for place, raw in enumerate(files))
    texts = {column: text(table.columns[column], spec, date_format) for column, spec in source.columns.items()}
    if source.one_record_per is not None:
        return _grouped(source, texts, date_format, rows)
    shown = "".join(f", {text} AS {name(column)}" for column, text in texts.items())
    return f"SELECT source_file, source_row{shown} FROM ({rows})"


def _rows(raw: Raw, place: int, columns: Sequence[str]) -> str:
    lowered = [known.lower() for known in raw.columns]
    texts = ""
    for column in columns:
        if column.lower() not in lowered:
            hint = near(column, raw.columns)
            raise ExportError(f"{raw.file} has no column {column}, which the mapping reads.{hint}")
        texts += f", c{lowered.index(column.lower())} AS {name('s_' + column)}"
    return (
        f"SELECT {literal(raw.file)} AS source_file, {place} AS file_place, source_row{texts} FROM {name(raw.relation)}"
    )


def _grouped(source: TableSource, texts: dict[str, str], date_format: str, rows: str) -> str:
    """One record for each key: a record without one stands for itself, one without a date is never first."""
    group = f"coalesce({conversions.trimmed(name(f's_{source.one_record_per}'))}, source_file || '/' || source_row)"
    date = conversions.day(_iso(name(f"s_{source.ordered_by}"), date_format)) if source.ordered_by else "NULL"
    shown = "".join(
        f", max({text}) FILTER (WHERE {'from_last' if source.columns[column].last else 'from_first'} = 1) "
        f"AS {name(column)}"
        for column, text in texts.items()
    )
    return (
        "SELECT max(source_file) FILTER (WHERE from_first = 1) AS source_file, "
        f"max(source_row) FILTER (WHERE from_first = 1) AS source_row{shown} FROM (SELECT *, "
        "row_number() OVER (PARTITION BY record_group "
        "ORDER BY record_date ASC NULLS LAST, file_place, source_row) AS from_first, "
        "row_number() OVER (PARTITION BY record_group "
        "ORDER BY record_date DESC NULLS LAST, file_place DESC, source_row DESC) AS from_last "
        f"FROM (SELECT *, {group} AS record_group, {date} AS record_date FROM ({rows}))) GROUP BY record_group"
    )


def text(column: Column, spec: ColumnSource, date_format: str) -> str:
    """The canonical text of a column, as an expression of the source columns, which are named ``s_<heading>``."""
    if spec.empty:
        return "CAST(NULL AS VARCHAR)"
    if spec.constant is not None:
        return literal(spec.constant)
    found = name(f"s_{spec.first if spec.first is not None else spec.last}")
    if column.type in ("date", "datetime"):
        found = _iso(found, spec.date_format or date_format)
    if spec.translate:
        arms = " ".join(f"WHEN {literal(old)} THEN {literal(new)}" for old, new in spec.translate.items())
        rest = literal(spec.otherwise) if spec.otherwise is not None else found
        found = f"CASE {_said(found)} {arms} ELSE {rest} END"
    for other, value in spec.blank_when.items():
        found = f"CASE WHEN {_said(name(f's_{other}'))} = {literal(value)} THEN NULL ELSE {found} END"
    return found


def _said(text: str) -> str:
    return f"coalesce({conversions.trimmed(text)}, '')"


def _iso(text: str, date_format: str) -> str:
    """The text with its date written as ISO; a text that is no such date is left for the gate to report.

    The digits are counted first, because a year read by ``%Y`` may be as short as the writer liked.
    """
    if date_format == ISO:
        return conversions.trimmed(text)
    pattern = DATE_WORD.sub(lambda word: DATE_WORDS[word[0]][0], date_format)
    parts = re.split(f"({DATE_WORD.pattern})", date_format)
    digits = "".join(DATE_WORDS[part][1] if part in DATE_WORDS else re.escape(part) for part in parts)
    shape = "%Y-%m-%d %H:%M:%S" if "%H" in pattern else "%Y-%m-%d"
    bare = conversions.trimmed(text)
    return (
        f"CASE WHEN regexp_full_match({bare}, {literal(digits)}) "
        f"THEN coalesce(strftime(try_strptime({bare}, {literal(pattern)}), {literal(shape)}), {bare}) ELSE {bare} END"
    )
