"""Running suites of counting expectations, one scan a relation, and reading what they counted."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from great_expectations.core import ExpectationValidationResult
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations.expectation import BatchExpectation

from checks.engine.database import Database, DuckDBDatasource
from checks.engine.expectations import ExpectRecordsToKeepRule, ExpectTableToKeepDeclaration, gx


@dataclass(frozen=True)
class Expectation:
    """One expectation to run: its key among the results, the table or view it reads, its counts by label.

    ``outcome`` is a rule's own expression, whose values are counted too; it is empty for a table of the
    gate. ``severity`` is critical, warning or info.
    """

    key: str
    relation: str
    counts: Mapping[str, str]
    description: str
    severity: str = "critical"
    outcome: str = ""
    meta: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Counted:
    """What an expectation counted; ``error`` when it could not run, and then there are no counts."""

    counts: Mapping[str, int]
    error: str = ""


class Suites:
    """One Great Expectations context on one database; each suite is unregistered and run once.

    A suite spans relations: registering an asset and a batch for each would cost more than counting.
    """

    def __init__(self, database: Database) -> None:
        logging.getLogger("great_expectations").setLevel(logging.ERROR)
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        source = context.data_sources.add_duckdb("records")
        assert isinstance(source, DuckDBDatasource)
        source.use(database.engine)
        self._source = source
        self._numbers = count(1)  # the same name may be run again

    def run(self, name: str, expectations: Sequence[Expectation]) -> dict[str, Counted]:
        """Validate the relations that the expectations read; the results by key, since they come in no order."""
        if not expectations:
            return {}
        name = f"{name} {next(self._numbers)}"
        asset = self._source.add_table_asset(name, table_name=expectations[0].relation)
        batch = asset.add_batch_definition_whole_table("all").get_batch()
        suite = gx.ExpectationSuite(name, expectations=[_made(expectation) for expectation in expectations])
        results = batch.validate(suite).results
        counted = {_key(result): _counted(result) for result in results}
        lost = {expectation.key for expectation in expectations} - set(counted)
        return counted | {key: Counted({}, "no result came back") for key in lost}


def _made(expectation: Expectation) -> BatchExpectation:
    words: dict[str, Any] = {
        "relation": expectation.relation,
        "counts": dict(expectation.counts),
        "description": expectation.description,
        "severity": expectation.severity,
        "meta": {"key": expectation.key, **expectation.meta},
    }
    if expectation.outcome:
        return ExpectRecordsToKeepRule(outcome=expectation.outcome, **words)
    return ExpectTableToKeepDeclaration(**words)


def _key(result: ExpectationValidationResult) -> str:
    config = result.expectation_config
    return str(config.meta["key"]) if config is not None and config.meta is not None else ""


def _counted(result: ExpectationValidationResult) -> Counted:
    """An exception looks like a failure with an empty result: without details nothing was counted."""
    details = (result.result or {}).get("details")
    if details is None:
        return Counted({}, _cause(result.exception_info))
    return Counted(details)


def _cause(info: object) -> str:
    """The kind of error only: a database's message may quote a record."""
    nested = info.values() if isinstance(info, Mapping) else []
    traces = [str(part.get("exception_traceback", "")) for part in nested if isinstance(part, Mapping)]
    lines = [line for trace in traces for line in trace.splitlines() if line and not line.startswith(" ")]
    kinds = [line.split(":")[0].rsplit(".", 1)[-1] for line in lines if ":" in line and "Traceback" not in line]
    return kinds[0] if kinds else "unexpected error"
