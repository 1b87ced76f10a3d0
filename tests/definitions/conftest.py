"""A database with the macros of the facts, for every module of the package."""

from collections.abc import Iterator

import pytest

from checks.engine.database import Database
from checks.facts import views
from checks.intake import conversions


@pytest.fixture(scope="package")
def database() -> Iterator[Database]:
    found = Database()
    conversions.register_functions(found.connection)
    views.prepare(found.connection)
    yield found
    found.close()
