"""One record judged by one check, for hand-worked examples."""

from __future__ import annotations

from typing import Any

from .coverage import pack_settings
from .fuzz_values import AS_OF
from .judge import judge

Tables = dict[str, list[dict[str, str]]]
COMBINED = pack_settings("combined")
OUT = ("out_of_scope", "")
COMPLIES = ("complies", "")
UNDECIDED = ("undecided", "")


def breach(*causes: str) -> tuple[str, str]:
    return "breach", ";".join(sorted(causes))


def conflict(*causes: str) -> tuple[str, str]:
    return "conflict", ";".join(sorted(causes))


def outcome(check: str, record: str, tables: Tables, **settings: Any) -> tuple[str, str]:
    """(outcome, causes) of the record under the combined pack; `__` in a setting's name stands for a dot."""
    changed = {name.replace("__", "."): value for name, value in settings.items()}
    return judge(tables, COMBINED | changed, AS_OF, [check])[check].get(record, OUT)
