"""The two expectations of the product, and the two metrics they are made of.

Each is one aggregate over its own relation, however much it counts, and Great Expectations bundles
those over the same relation into one scan: a metric for every single count would cost more than counting.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import great_expectations as gx
import sqlalchemy as sa
from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.core.metric_function_types import MetricPartialFunctionTypes
from great_expectations.execution_engine.execution_engine import ExecutionEngine
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.metrics.metric_provider import metric_partial
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider
from great_expectations.validator.metric_configuration import MetricConfiguration
from great_expectations.validator.validator import ValidationDependencies

OUTCOMES = ("complies", "breach", "conflict", "undecided")


class CountsWhere(TableMetricProvider):
    """How many records each of several predicates holds for, in their order; they come as JSON."""

    metric_name = "records.counts_where"
    value_keys = ("predicates",)

    @metric_partial(
        engine=SqlAlchemyExecutionEngine,
        partial_fn_type=MetricPartialFunctionTypes.AGGREGATE_FN,
        domain_type=MetricDomainTypes.TABLE,
    )
    def _sqlalchemy(cls, execution_engine, metric_domain_kwargs, metric_value_kwargs, metrics, runtime_configuration):  # type: ignore[no-untyped-def]  # noqa: N805
        predicates: Sequence[str] = json.loads(metric_value_kwargs["predicates"])
        counts = ", ".join(f"count(*) FILTER (WHERE {predicate})" for predicate in predicates)
        return sa.literal_column(f"list_value({counts})"), metric_domain_kwargs, {}


class CountByValue(TableMetricProvider):
    """How many records have each value of an expression."""

    metric_name = "records.count_by_value"
    value_keys = ("expression",)

    @metric_partial(
        engine=SqlAlchemyExecutionEngine,
        partial_fn_type=MetricPartialFunctionTypes.AGGREGATE_FN,
        domain_type=MetricDomainTypes.TABLE,
    )
    def _sqlalchemy(cls, execution_engine, metric_domain_kwargs, metric_value_kwargs, metrics, runtime_configuration):  # type: ignore[no-untyped-def]  # noqa: N805
        return sa.literal_column(f"histogram({metric_value_kwargs['expression']})"), metric_domain_kwargs, {}


class _CountingExpectation(BatchExpectation):
    """Great Expectations asks for a class; the relation counted and the counts are the instance's own."""

    relation: str
    counts: dict[str, str]
    success_keys: ClassVar[tuple[str, ...]] = ("relation", "counts")

    def get_validation_dependencies(
        self,
        execution_engine: ExecutionEngine[Any] | None = None,
        runtime_configuration: dict[str, Any] | None = None,
    ) -> ValidationDependencies:
        """Ask for the counts as one aggregate; Great Expectations bundles those of a relation into one scan."""
        dependencies = super().get_validation_dependencies(execution_engine, runtime_configuration)
        if self.counts:
            predicates = json.dumps(list(self.counts.values()))
            dependencies.set_metric_configuration("counts", self._metric("counts_where", predicates=predicates))
        return dependencies

    def _metric(self, name: str, **values: str) -> MetricConfiguration:
        domain = {"table": self.relation} | ({"batch_id": self.batch_id} if self.batch_id else {})
        return MetricConfiguration(f"records.{name}", metric_domain_kwargs=domain, metric_value_kwargs=values)

    def _counted(self, metrics: Mapping[str, Any]) -> dict[str, int]:
        return {label: int(count) for label, count in zip(self.counts, metrics.get("counts", ()), strict=True)}


class ExpectRecordsToKeepRule(_CountingExpectation):
    """Every record that a rule judges complies with it: no breach, no conflict, nothing undecided.

    ``outcome`` is the expression that says what each record came to; ``counts`` what is told beside it.
    """

    outcome: str
    success_keys: ClassVar[tuple[str, ...]] = ("relation", "outcome", "counts")

    def get_validation_dependencies(
        self,
        execution_engine: ExecutionEngine[Any] | None = None,
        runtime_configuration: dict[str, Any] | None = None,
    ) -> ValidationDependencies:
        """The outcomes, by one aggregate, and the counts."""
        dependencies = super().get_validation_dependencies(execution_engine, runtime_configuration)
        outcomes = self._metric("count_by_value", expression=self.outcome)
        dependencies.set_metric_configuration("outcomes", outcomes)
        return dependencies

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: ExecutionEngine[Any] | None = None,
    ) -> dict[str, Any]:
        found = dict(metrics["outcomes"] or {})  # nothing at all where the relation has no record
        counts = {outcome: int(found.get(outcome, 0)) for outcome in OUTCOMES} | self._counted(metrics)
        amiss = counts["breach"] + counts["conflict"] + counts["undecided"]
        return {"success": amiss == 0, "result": {"observed_value": amiss, "details": counts}}


class ExpectTableToKeepDeclaration(_CountingExpectation):
    """A table holds what its declaration says: none of the counted problems of its columns occurs."""

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: ExecutionEngine[Any] | None = None,
    ) -> dict[str, Any]:
        counts = self._counted(metrics)
        amiss = sum(counts.values())
        return {"success": amiss == 0, "result": {"observed_value": amiss, "details": counts}}


__all__ = [
    "OUTCOMES", "CountByValue", "CountsWhere", "ExpectRecordsToKeepRule", "ExpectTableToKeepDeclaration", "gx",
]  # fmt: skip
