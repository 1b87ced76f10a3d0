"""Counting the data gate's problems, and finding the first records that show each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checks.engine.database import Database
from checks.engine.suites import Counted, Expectation, Suites
from checks.errors import ExportError
from checks.intake.conversions import name
from checks.intake.gate import ColumnGate, gates, missing
from checks.intake.kinds import KINDS
from checks.intake.load import Loaded
from checks.intake.tables import declared

FIRST = 5
# How a piece may be written without anything to say of it; anything else was converted, which the gate says.
AS_IT_STANDS = ("utf-8", "utf-8-sig", "parquet", "xlsx", "xls", "ods", "database")


@dataclass(frozen=True)
class GateLine:
    """One problem of one column: how many records, and the record numbers of the first few.

    The first few stand with their file where several files make the table.
    """

    table: str
    column: str
    problem: str
    rows: int
    first_rows: tuple[str, ...]


def check_gate(database: Database, suites: Suites, loaded: Loaded, as_of: date) -> list[GateLine]:
    """Run the gate's suites. Raises ExportError, naming the records, when keys are repeated."""
    lines = [GateLine(table, thing, problem, 0, ()) for table, thing, problem in missing(loaded)]
    lines += _about_files(loaded)
    by_table: dict[str, list[ColumnGate]] = defaultdict(list)
    for gate in gates(loaded, as_of.isoformat()):
        by_table[gate.table].append(gate)
    counted = suites.run("gate", [_expectation(table, columns) for table, columns in by_table.items()])
    for columns in by_table.values():
        lines += _check_table(database, counted, columns, loaded)
    order = list(declared())
    return sorted(lines, key=lambda line: (order.index(line.table) if line.table else -1, line.column, line.problem))


def _about_files(loaded: Loaded) -> Iterator[GateLine]:
    for table, thing in loaded.unexpected:
        yield GateLine(table, thing, "unexpected_column" if table else "unexpected_file", 0, ())
    for source in (*loaded.sources, *loaded.looked_up):
        if source.skipped:
            place = f"{source.file}:" if loaded.joined(source.table) else ""
            shown = tuple(f"{place}{line}" for line in source.skipped[:FIRST])
            yield GateLine(source.table, "", "empty_line_skipped", len(source.skipped), shown)
        if source.encoding not in AS_IT_STANDS:
            was = source.encoding.replace("cp", "windows-")
            yield GateLine(source.table, "", f"converted_from_{was}", source.records, ())


def _expectation(table: str, columns: Sequence[ColumnGate]) -> Expectation:
    problems = {f"{gate.column} {problem}": how for gate in columns for problem, how in gate.problems.items()}
    return Expectation(table, f"loaded_{table}", problems, f"{table} holds what its declaration says")


def _check_table(
    database: Database, counted: Mapping[str, Counted], columns: Sequence[ColumnGate], loaded: Loaded
) -> Iterator[GateLine]:
    table = columns[0].table
    result = counted[table]
    if result.error:
        raise RuntimeError(f"The data gate could not be counted on {table}: {result.error}.")
    for gate in columns:
        for problem in gate.problems:
            rows = result.counts[f"{gate.column} {problem}"]
            if rows:
                first = _first_rows(database, table, gate.problems[problem], loaded.joined(table))
                line = GateLine(table, gate.column, problem, rows, first)
                _refuse_duplicates(line, loaded)
                yield line


def _first_rows(database: Database, table: str, predicate: str, with_file: bool) -> tuple[str, ...]:
    place = "source_file || ':' || source_row" if with_file else "source_row"
    rows = database.connection.execute(
        f"SELECT {place} FROM {name('loaded_' + table)} WHERE {predicate} "
        f"ORDER BY source_file, source_row LIMIT {FIRST}"
    ).fetchall()
    return tuple(str(row[0]) for row in rows)


def _refuse_duplicates(line: GateLine, loaded: Loaded) -> None:
    if line.problem == "duplicate_key":
        files = " and ".join(source.file for source in loaded.sources if source.table == line.table)
        kinds = {KINDS.get(Path(source.file).suffix.lower()) for source in loaded.sources if source.table == line.table}
        counted = "; the header is 1" if kinds <= {"csv", "parquet"} else ""  # others have rows or lines of their own
        first = "the first are records" if line.rows > len(line.first_rows) else "records"
        raise ExportError(
            f"{files}: {line.column} must be different in every record, and {line.rows} records share it with another "
            f"({first} {', '.join(line.first_rows)}{counted}). Remove the repeats and export again."
        )
