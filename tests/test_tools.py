"""Lint, format, types and the one-way imports, as tests: one command checks everything on every system."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent

pytestmark = pytest.mark.tools


def expect_no_complaint(*command: str) -> None:
    """Run a tool over the tree; fail with all it says when it is not content."""
    done = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        pytest.fail(f"{' '.join(command)}\n{done.stdout}{done.stderr}", pytrace=False)


def test_ruff_finds_nothing_to_mend() -> None:
    expect_no_complaint("ruff", "check", "--output-format=concise", ".")


def test_the_code_is_formatted() -> None:
    expect_no_complaint("ruff", "format", "--check", "--output-format=concise", ".")


def test_the_types_hold_under_strict_mypy() -> None:
    expect_no_complaint("mypy", "--no-error-summary")


def test_imports_run_one_way() -> None:
    expect_no_complaint("lint-imports")
