"""DuckDB for Great Expectations: one kept connection that every suite, step and query shares."""

import builtins
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # before the import: Great Expectations phones home by default

import duckdb
import sqlalchemy as sa
from duckdb_sqlalchemy import ConnectionWrapper
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.execution_engine import SqlAlchemyExecutionEngine
from sqlalchemy.pool import StaticPool


class Database:
    """An in-memory DuckDB with one connection, used as SQLAlchemy engine and directly.

    AUTOCOMMIT, because otherwise one failing predicate leaves the transaction aborted and every later
    suite fails with it; a StaticPool, because temporary tables are seen by one connection only.
    """

    def __init__(self, memory_limit: str = "2GB") -> None:
        self.connection = duckdb.connect(":memory:", config={"memory_limit": memory_limit})
        self.engine = sa.create_engine(
            "duckdb://",
            creator=lambda: ConnectionWrapper(self.connection),
            poolclass=StaticPool,
            isolation_level="AUTOCOMMIT",
        )

    def close(self) -> None:
        """Give everything back; nothing outlives the run."""
        self.engine.dispose()
        self.connection.close()


class DuckDBExecutionEngine(SqlAlchemyExecutionEngine):
    """Keeps the connection open: Great Expectations would close it before fetching the results."""

    @contextmanager
    def get_connection(self) -> Iterator[sa.Connection]:
        if not self._connection:
            self._connection = self.engine.connect()
        yield self._connection


class DuckDBDatasource(SQLDatasource):
    """The datasource Great Expectations lacks; ``use`` gives it the open database."""

    type: Literal["duckdb"] = "duckdb"  # type: ignore[assignment]
    connection_string: str = "duckdb:///:memory:"  # type: ignore[assignment]

    @property
    def execution_engine_type(self) -> builtins.type[SqlAlchemyExecutionEngine]:
        return DuckDBExecutionEngine

    def test_connection(self, test_assets: bool = True) -> None:
        """Nothing to try: ``use`` hands over a connection that is open."""

    def use(self, engine: sa.Engine) -> None:
        """Work on an engine that is already open."""
        self._engine = engine
        self._execution_engine = DuckDBExecutionEngine(engine=engine)

    def get_engine(self) -> sa.Engine:
        return self._engine

    def get_execution_engine(self) -> SqlAlchemyExecutionEngine:
        return self._execution_engine
