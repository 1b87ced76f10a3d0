"""A database as an export: opened by its SQLAlchemy URL to read, in one transaction, and never written to.

The password comes from the environment alone. Nothing that SQLAlchemy or a driver says is shown, because it may hold
the URL, a query or a record.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from checks.errors import ExportError, PolicyError
from checks.intake import kinds
from checks.intake.pieces import Piece

if TYPE_CHECKING:  # it takes half a second to import, which an export of files need not pay
    from sqlalchemy import URL, Connection, Engine, Inspector

PASSWORD = "POLICY_AUDIT_DB_PASSWORD"
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9_]+(\+[A-Za-z0-9_]+)?://")
# What to install for the drivers that people meet most, by SQLAlchemy's name of the database and the driver.
DRIVERS = {
    "postgresql": "psycopg2-binary",
    "postgresql+psycopg2": "psycopg2-binary",
    "postgresql+psycopg": "psycopg[binary]",
    "postgresql+pg8000": "pg8000",
    "mysql": "mysqlclient",
    "mysql+pymysql": "pymysql",
    "mysql+mysqlconnector": "mysql-connector-python",
    "mariadb": "mysqlclient",
    "mariadb+pymysql": "pymysql",
    "mssql": "pyodbc",
    "mssql+pyodbc": "pyodbc",
    "mssql+pymssql": "pymssql",
    "oracle": "oracledb",
    "oracle+oracledb": "oracledb",
    "duckdb": "duckdb-sqlalchemy",
}
# What a database calls its way of giving a whole transaction one state of the tables, where it has one.
SNAPSHOT = {
    "postgresql": "REPEATABLE READ",
    "mysql": "REPEATABLE READ",
    "mariadb": "REPEATABLE READ",
    "oracle": "SERIALIZABLE",
}

# Those that keep an organisation's tables in several schemas of one database.
SCHEMAS = ("postgresql", "mssql", "duckdb")
SYSTEM = re.compile(r"(?i)information_schema|pg_.*|sys|guest|db_.*")


@dataclass(frozen=True)
class Relation:
    """A table or view, and the connection by which it is read."""

    connection: "Connection"
    schema: str | None
    name: str


def is_url(export: str) -> bool:
    """Whether an export is a database's URL, such as ``sqlite:///records.db``, and no path."""
    return bool(SCHEME.match(export))


@contextmanager
def connected(export: str) -> Iterator[list[Piece]]:
    """The tables and views of a database, for as long as they are read.

    Raises PolicyError for a URL that cannot be used, and ExportError for a database that cannot be opened.
    """
    from sqlalchemy.exc import SQLAlchemyError

    url = _url(export)
    engine = _engine(url)
    try:
        try:
            connection = engine.connect()
        except (SQLAlchemyError, OSError):
            raise ExportError(
                f"The {url.get_backend_name()} database cannot be opened. Check the host, the name, the user, and the "
                f"password in {PASSWORD}."
            ) from None
        with connection:
            _read_only(connection)
            yield _pieces(connection)
            connection.rollback()
    finally:
        engine.dispose()


def _url(export: str) -> "URL":
    """The URL without a password in it, and with the one from the environment."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(export)
    except (ArgumentError, ValueError):
        raise PolicyError(
            "The database's URL cannot be read. Write it as postgresql://user@host/database or sqlite:///path."
        ) from None
    secret = [key for key in url.query if re.search("pass|pwd|secret|token|key", key, re.IGNORECASE)]
    if url.password is not None or secret or re.search("(?i)(pwd|password)(=|%3d)", export):
        raise PolicyError(
            f"The database's URL has a password in it, which others can then read. Take it out, and put it into the "
            f"environment variable {PASSWORD}."
        )
    if url.get_backend_name() == "sqlite":
        return _existing_sqlite(url)
    if url.get_backend_name() == "duckdb":
        _existing(url.database or "")
        return url
    return url.set(password=os.environ.get(PASSWORD))


def _existing_sqlite(url: "URL") -> "URL":
    """The URL of a file that is there, opened to read alone: SQLite would make one that is not."""
    path = _existing(url.database or "")
    query = {"mode": "ro", "uri": "true"}
    if _logged(path) and not path.with_name(path.name + "-wal").exists():
        query["immutable"] = "1"  # or SQLite would make the log anew, and leave it beside the file
    return url.set(database=f"file:{_quoted(path)}", query=query)


def _logged(path: Path) -> bool:
    """Whether a SQLite file is one that keeps a log beside it (WAL): its header says so."""
    try:
        with path.open("rb") as file:
            return file.read(20)[18:] == b"\x02\x02"
    except OSError:
        raise ExportError(f"The database file {path.name} cannot be opened. Check that you may read it.") from None


def _quoted(path: Path) -> str:
    """A path as it stands in a file's address, in which '?' and '#' have a meaning."""
    return quote(path.as_posix(), safe="/:")


def _existing(database: str) -> Path:
    path = Path(database)
    if not database or not path.is_file():
        raise ExportError(f"There is no database file {database or '(none is named)'}. Check the path in the URL.")
    return path.resolve()


def _engine(url: "URL") -> "Engine":
    from sqlalchemy import create_engine
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError
    from sqlalchemy.pool import NullPool

    options: dict[str, object] = {"connect_args": {"read_only": True}} if url.get_backend_name() == "duckdb" else {}
    try:
        return create_engine(url, hide_parameters=True, poolclass=NullPool, **options)
    except NoSuchModuleError:
        raise PolicyError(
            f"No database called '{url.drivername}' is known. Check the start of the URL, such as postgresql or mssql, "
            "or install the package that brings it."
        ) from None
    except ImportError as missing:
        package = DRIVERS.get(url.drivername, missing.name or url.drivername)
        raise PolicyError(
            f"The driver for {url.get_backend_name()} is not installed. Install it with: pip install {package}"
        ) from None
    except (ArgumentError, TypeError, ValueError):
        raise PolicyError("The database's URL has an option that cannot be used. Take out what follows '?'.") from None


def _read_only(connection: "Connection") -> None:
    """Ask for one read-only state of the whole database; what has no such thing is read all the same, and only read."""
    backend = connection.dialect.name
    if backend in SNAPSHOT:
        connection.execution_options(isolation_level=SNAPSHOT[backend])
    if backend == "postgresql":
        connection.execution_options(postgresql_readonly=True)
    if backend == "sqlite":
        connection.exec_driver_sql("BEGIN")


def _pieces(connection: "Connection") -> list[Piece]:
    """Every table and view: those of the user's own schema by their names, others as ``schema.table``."""
    from sqlalchemy import inspect
    from sqlalchemy.exc import SQLAlchemyError

    found: list[Piece] = []
    try:
        inspector = inspect(connection)
        for schema in (None, *_other_schemas(inspector)):
            names = {*inspector.get_table_names(schema), *inspector.get_view_names(schema)}
            for name in sorted(names):
                file = kinds.shown(f"{schema}.{name}" if schema else name)
                found.append(Piece(file, "database", database=Relation(connection, schema, name)))
    except (SQLAlchemyError, NotImplementedError):
        raise ExportError(
            "The database does not say which tables it has. Check that it is one, and that its user may read them."
        ) from None
    return found


def _other_schemas(inspector: "Inspector") -> list[str]:
    if inspector.dialect.name not in SCHEMAS:
        return []
    names = inspector.get_schema_names()
    if inspector.dialect.name == "duckdb":  # which puts the database's own name before each: records.care
        names = [name.rpartition(".")[2].strip('"') for name in names]
    return sorted({name for name in names if not SYSTEM.fullmatch(name)} - {str(inspector.default_schema_name)})
