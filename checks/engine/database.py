"""DuckDB for Great Expectations: one kept connection that every suite, step and query shares."""

import builtins
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal

import duckdb
import sqlalchemy as sa
from duckdb_sqlalchemy import ConnectionWrapper
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from sqlalchemy.pool import StaticPool


class Database:
    """An in-memory DuckDB with one connection, used as SQLAlchemy engine and directly.

    ``threads``: how many DuckDB uses, every core unless told. AUTOCOMMIT, because otherwise one failing
    predicate leaves the transaction aborted and every later suite fails with it; a StaticPool, because
    temporary tables are seen by one connection only.
    """

    def __init__(self, memory_limit: str = "2GB", threads: int | None = None) -> None:
        # What does not fit in memory goes to a folder only the owner may read, gone with the run.
        self._overflow = tempfile.TemporaryDirectory(prefix="policy-audit-")
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory_limit,
            "temp_directory": self._overflow.name,
        }
        if threads is not None:
            config["threads"] = threads
        self.connection = duckdb.connect(":memory:", config=config)
        with suppress(duckdb.Error):  # a notebook kernel without widgets has no bar to put out
            self.connection.execute("SET enable_progress_bar = false")
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
        self._overflow.cleanup()


class DuckDBExecutionEngine(SqlAlchemyExecutionEngine):
    """Keeps the connection open: Great Expectations would close it before fetching the results."""

    @contextmanager
    def get_connection(self) -> Iterator[sa.Connection]:
        """The one connection, opened once and left open."""
        if not self._connection:
            self._connection = self.engine.connect()
        yield self._connection

    def close(self) -> None:
        """Nothing to close: an engine collected while another works would take the connection that they share."""


class DuckDBDatasource(SQLDatasource):
    """The datasource Great Expectations lacks; ``use`` gives it the open database."""

    type: Literal["duckdb"] = "duckdb"  # type: ignore[assignment]
    connection_string: str = "duckdb:///:memory:"

    @property
    def execution_engine_type(self) -> builtins.type[SqlAlchemyExecutionEngine]:
        """The engine that keeps its connection."""
        return DuckDBExecutionEngine

    def test_connection(self, test_assets: bool = True) -> None:
        """Nothing to try: ``use`` hands over a connection that is open."""

    def use(self, engine: sa.Engine) -> None:
        """Work on an engine that is already open."""
        self._engine = engine
        self._execution_engine = DuckDBExecutionEngine(engine=engine, create_temp_table=False)

    def get_engine(self) -> sa.Engine:
        """The engine that ``use`` handed over."""
        engine: sa.Engine = self._engine  # type: ignore[assignment]
        return engine

    def get_execution_engine(self) -> SqlAlchemyExecutionEngine:
        """The execution engine that ``use`` made on it."""
        engine: SqlAlchemyExecutionEngine = self._execution_engine  # type: ignore[assignment]
        return engine
