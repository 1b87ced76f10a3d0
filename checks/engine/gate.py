"""Counting the data gate's problems, and finding the first records that show each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checks.engine.database import Database
from checks.engine.suites import Expectation, Suites
from checks.errors import ExportError
from checks.intake.conversions import name
from checks.intake.gate import ColumnGate, gates, missing
from checks.intake.load import Loaded
from checks.intake.tables import declared

FIRST = 5


@dataclass(frozen=True)
class GateLine:
    """One problem of one column: how many records, and the record numbers of the first few."""

    table: str
    column: str
    problem: str
    rows: int
    first_rows: tuple[str, ...]


def check_gate(database: Database, suites: Suites, loaded: Loaded, as_of: date) -> list[GateLine]:
    """Run the gate's suites. Raises ExportError, naming the records, when keys are repeated."""
    lines = [GateLine(table, column, problem, 0, ()) for table, column, problem in missing(loaded)]
    lines += [GateLine(table, thing, "unexpected_column" if table else "unexpected_file", 0, ()) for table, thing in loaded.unexpected]
    for source in loaded.sources:
        if source.skipped:
            shown = tuple(str(line) for line in source.skipped[:FIRST])
            lines.append(GateLine(source.table, "", "empty_line_skipped", len(source.skipped), shown))
        if source.encoding not in ("utf-8", "utf-8-sig", "parquet"):
            lines.append(GateLine(source.table, "", f"converted_from_{source.encoding.replace('cp', 'windows-')}", source.records, ()))
    by_table: dict[str, list[ColumnGate]] = defaultdict(list)
    for gate in gates(loaded, as_of.isoformat()):
        by_table[gate.table].append(gate)
    for table, columns in by_table.items():
        lines += _check_table(database, suites, table, columns)
    order = list(declared())
    return sorted(lines, key=lambda line: (order.index(line.table) if line.table else -1, line.column, line.problem))


def _check_table(database: Database, suites: Suites, table: str, columns: Sequence[ColumnGate]) -> list[GateLine]:
    counted = suites.run(
        f"loaded_{table}",
        [
            Expectation(gate.column, gate.problems, f"{table}.{gate.column} holds what its declaration says", column=gate.column)
            for gate in columns
        ],
    )
    lines = []
    for gate in columns:
        result = counted[gate.column]
        if result.error:
            raise RuntimeError(f"The data gate could not be counted on {table}.{gate.column}: {result.error}.")
        for problem, rows in result.counts.items():
            if rows:
                first = _first_rows(database, table, gate.problems[problem])
                lines.append(GateLine(table, gate.column, problem, rows, first))
    _refuse_duplicates(lines)
    return lines


def _first_rows(database: Database, table: str, predicate: str) -> tuple[str, ...]:
    rows = database.connection.execute(
        f"SELECT source_row FROM {name('loaded_' + table)} WHERE {predicate} ORDER BY source_file, source_row LIMIT {FIRST}"
    ).fetchall()
    return tuple(str(row[0]) for row in rows)


def _refuse_duplicates(lines: Sequence[GateLine]) -> None:
    for line in lines:
        if line.problem == "duplicate_key":
            raise ExportError(
                f"{line.table}: {line.column} must be different in every record, and {line.rows} records share one "
                f"(first records {', '.join(line.first_rows)}; the header is 1). Remove the repeats and export again."
            )
