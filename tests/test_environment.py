"""pyproject.toml, environment.yml, requirements.lock and docs/dependencies.md say the same things."""

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
DECLARED = [Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PIN = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\]+))? \\\n"
    r"(?P<hashes>(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
    re.MULTILINE,
)
PLATFORMS = [
    {"sys_platform": system, "os_name": "nt" if system == "win32" else "posix", "python_full_version": python}
    | {"platform_python_implementation": "CPython", "implementation_name": "cpython"}
    for system in ("linux", "darwin", "win32")
    for python in ("3.11.7", "3.12.1", "3.13.0")
]


def bounds(requirements: list[Requirement]) -> dict[str, SpecifierSet]:
    return {canonicalize_name(each.name): each.specifier for each in requirements}


def conda_dependencies() -> list[object]:
    return yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]


def conda_pip_lines() -> list[str]:
    return next(entry["pip"] for entry in conda_dependencies() if isinstance(entry, dict))


def pins_on(platform: dict[str, str]) -> dict[str, list[str]]:
    """Name to the versions that the lock pins on one platform: one each, or pip refuses the file."""
    pins: dict[str, list[str]] = {}
    for pin in PIN.finditer(LOCK):
        if pin["marker"] is None or Marker(pin["marker"]).evaluate(platform):
            pins.setdefault(canonicalize_name(pin["name"]), []).append(pin["version"])
    return pins


def imported_names() -> dict[str, str]:
    """Every top-level module our own code imports, and one file that does so."""
    names: dict[str, str] = {}
    for folder in ("checks", "tests", "benchmarks", "sample_data"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            _collect(ast.parse(path.read_text("utf-8")), path, names)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                source = "".join(line for line in cell["source"] if not line.startswith("%"))
                _collect(ast.parse(source), path, names)
    return names


def _collect(tree: ast.Module, path: Path, names: dict[str, str]) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found = [node.module or ""]
        else:
            continue
        for name in found:
            names.setdefault(name.split(".")[0], path.relative_to(ROOT).as_posix())


def test_conda_users_get_the_same_packages_within_the_same_bounds() -> None:
    lines = [line for line in conda_pip_lines() if not line.startswith("-")]
    assert bounds([Requirement(line) for line in lines]) == bounds(DECLARED)
    assert len(lines) == len(DECLARED)


def test_conda_installs_this_project_itself() -> None:
    assert "--editable ." in conda_pip_lines()


def test_condas_python_is_one_the_project_supports() -> None:
    python = next(entry for entry in conda_dependencies() if str(entry).startswith("python "))
    version = str(python).removeprefix("python ").removesuffix(".*")
    assert version in SpecifierSet(PROJECT["requires-python"])
    assert f"Programming Language :: Python :: {version}" in PROJECT["classifiers"]


def test_every_line_of_the_lock_is_a_pin_with_hashes() -> None:
    rest = PIN.sub("", LOCK)
    assert [line for line in rest.splitlines() if line and not line.startswith("#")] == []


def test_the_lock_names_no_registry_and_no_file() -> None:
    lines = [line for line in LOCK.splitlines() if "://" in line or "index" in line or "find-links" in line]
    assert lines == []


@pytest.mark.parametrize(
    "platform", PLATFORMS, ids=lambda each: f"{each['sys_platform']}-{each['python_full_version']}"
)
def test_the_lock_pins_every_dependency_once_and_within_its_bounds(platform: dict[str, str]) -> None:
    pins = pins_on(platform)
    assert [name for name, versions in pins.items() if len(versions) > 1] == []
    wanted = [each for each in DECLARED if each.marker is None or each.marker.evaluate(platform)]
    outside = [
        f"{name} {pins.get(name, 'missing')}"
        for name, specifier in bounds(wanted).items()
        if name not in pins or pins[name][0] not in specifier
    ]
    assert outside == []


def test_everything_the_code_imports_is_declared() -> None:
    ours = {"checks", "tests", "benchmarks", "sample_data", "conftest"}
    own_modules = {
        path.stem for folder in ("tests", "benchmarks", "sample_data") for path in (ROOT / folder).rglob("*.py")
    }
    providers = packages_distributions()
    declared = set(bounds(DECLARED))
    undeclared = [
        f"{path} imports {name}"
        for name, path in imported_names().items()
        if name not in sys.stdlib_module_names
        and name not in ours | own_modules
        and not declared & {canonicalize_name(each) for each in providers.get(name, [])}
    ]
    assert undeclared == []


def test_each_dependency_has_one_line_in_the_documentation() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    documented = re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    assert sorted(map(canonicalize_name, documented)) == sorted(bounds(DECLARED))
