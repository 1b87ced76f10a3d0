"""The two expectations of the product, and the metric both are made of.

Each is a handful of counts, and each count an aggregate that Great Expectations bundles with all the
others over the same relation of its batch into one scan.
"""

from collections.abc import Mapping
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


class CountWhere(TableMetricProvider):
    """How many records a predicate holds for."""

    metric_name = "records.count_where"
    value_keys = ("predicate",)

    @metric_partial(
        engine=SqlAlchemyExecutionEngine,
        partial_fn_type=MetricPartialFunctionTypes.AGGREGATE_FN,
        domain_type=MetricDomainTypes.TABLE,
    )
    def _sqlalchemy(cls, execution_engine, metric_domain_kwargs, metric_value_kwargs, metrics, runtime_configuration):  # type: ignore[no-untyped-def]  # noqa: N805
        predicate: sa.ColumnElement[bool] = sa.literal_column(f"({metric_value_kwargs['predicate']})")
        return sa.func.count(sa.case((predicate, 1))), metric_domain_kwargs, {}


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
        """Ask for one count a label; Great Expectations bundles those of a relation into one scan."""
        dependencies = super().get_validation_dependencies(execution_engine, runtime_configuration)
        domain = {"table": self.relation} | ({"batch_id": self.batch_id} if self.batch_id else {})
        for label, predicate in self.counts.items():
            metric = MetricConfiguration(
                "records.count_where", metric_domain_kwargs=domain, metric_value_kwargs={"predicate": predicate}
            )
            dependencies.set_metric_configuration(label, metric)
        return dependencies

    def _counted(self, metrics: Mapping[str, Any]) -> dict[str, int]:
        return {label: int(metrics[label]) for label in self.counts}


class ExpectRecordsToKeepRule(_CountingExpectation):
    """Every record that a rule judges complies with it: no breach, no conflict, nothing undecided."""

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: ExecutionEngine[Any] | None = None,
    ) -> dict[str, Any]:
        counts = self._counted(metrics)
        amiss = counts["breach"] + counts["conflict"] + counts["undecided"]
        return {"success": amiss == 0, "result": {"observed_value": amiss, "details": counts}}


class ExpectColumnToKeepDeclaration(_CountingExpectation):
    """A column holds what its declaration says: none of the counted problems occurs."""

    column: str = ""

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: ExecutionEngine[Any] | None = None,
    ) -> dict[str, Any]:
        counts = self._counted(metrics)
        amiss = sum(counts.values())
        return {"success": amiss == 0, "result": {"observed_value": amiss, "details": counts}}


__all__ = ["OUTCOMES", "CountWhere", "ExpectColumnToKeepDeclaration", "ExpectRecordsToKeepRule", "gx"]
