"""The package has one module for each of the common definitions, and no other."""

import re
from pathlib import Path

import pytest

MODULES = sorted(path.name for path in Path(__file__).parent.glob("test_p*.py"))


def test_each_definition_has_exactly_one_module() -> None:
    assert [int(name[6:8]) for name in MODULES] == list(range(1, 21))


@pytest.mark.parametrize("name", MODULES)
def test_a_module_begins_with_its_definition_and_tests_something(name: str) -> None:
    said = Path(__file__).with_name(name).read_text("utf-8")
    assert re.match(rf'"""P{int(name[6:8])}, [a-z]', said)
    assert "\ndef test_" in said
