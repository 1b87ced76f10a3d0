"""The clause register: every duty of the five source policies, paraphrased."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Clause:
    """One duty. ``policy`` is 000 to 004; ``met_by`` is records, attestation or tool."""

    clause_id: str
    policy: str
    reference: str
    duty: str
    theme: str
    applies_to: str
    met_by: str


@cache
def register() -> Mapping[str, Clause]:
    """Every clause by id, in the register's order."""
    text = resources.files(__package__).joinpath("clauses.csv").read_text("utf-8")
    return {row["clause_id"]: Clause(**row) for row in csv.DictReader(io.StringIO(text))}
