"""What a macro of the facts says of values written as texts."""

from checks.engine.database import Database


def value(database: Database, expression: str) -> object:
    """An expression's value."""
    row = database.connection.execute(f"SELECT {expression}").fetchone()
    return row[0] if row else None


def text(given: str | None) -> str:
    """A text as a SQL literal."""
    return "NULL" if given is None else "'" + given.replace("'", "''") + "'"


def day(given: str | None) -> str:
    """A date, blank or not."""
    return f"CAST({text(given)} AS DATE)"


def moment(given: str | None) -> str:
    """A moment and whether it has a time, as the macros take them."""
    return f"CAST({text(given)} AS TIMESTAMP), {'true' if given and 'T' in given else 'false'}"
