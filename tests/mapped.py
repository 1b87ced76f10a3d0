"""Exports and mappings of a test's own, and what an export holds once it is mapped."""

from datetime import date
from pathlib import Path
from textwrap import dedent

import duckdb
import pytest

from checks.errors import ExportError, PolicyError
from checks.intake import mapping as mappings
from checks.intake.load import Loaded, load

AS_OF = date(2026, 3, 31)
Rows = list[tuple[object, ...]]


def put(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder."""
    for file, content in files.items():
        (folder / file).write_text(content, "utf-8", newline="")
    return folder


def mapping_of(folder: Path, text: str) -> Path:
    """Write a mapping beside, not into, the export."""
    path = folder.with_name(folder.name + "_mapping.yml")
    path.write_text(dedent(text), "utf-8")
    return path


def mapped(folder: Path, text: str, query: str, *, details: bool = False) -> tuple[Rows, Loaded]:
    """The rows of a query over the mapped export, and what loading it says."""
    with duckdb.connect() as connection:
        read = mappings.load(mapping_of(folder, text))
        loaded = load(connection, folder, AS_OF, ["n/a"], read, details=details)
        return connection.execute(query).fetchall(), loaded


def refused(folder: Path, text: str) -> str:
    """What is said of a mapping that is refused before any file is read."""
    with pytest.raises(PolicyError) as caught:
        mappings.load(mapping_of(folder, text))
    return str(caught.value).replace(str(mapping_of(folder, text)), "our.yml")


def unread(folder: Path, text: str) -> str:
    """What is said of an export that cannot be read by a mapping."""
    with pytest.raises(ExportError) as caught:
        mapped(folder, text, "SELECT 1")
    return str(caught.value)


def counts(loaded: Loaded) -> list[tuple[object, ...]]:
    """The accounts as (table, file, rows, left out, made, merged, records)."""
    return [
        (a.table, a.file, a.rows, a.left_out, a.made, a.merged, a.records)
        for a in loaded.accounts
        if a.made or not a.looked_up
    ]
