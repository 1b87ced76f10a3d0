"""The house: where things stand, how long they are, and what may not be committed."""

import json
import os
import re
import subprocess
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]

TOP_LEVEL = {
    ".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "benchmarks", "checks", "docs",
    "environment.yml", "notebooks", "pyproject.toml", "reports", "requirements.lock", "sample_data", "tests",
}  # fmt: skip
ROOMS = {"policy", "intake", "facts", "rules", "engine", "results", "output", "runs"}

# Names that say nothing of what a module is for.
VAGUE = {"common", "helper", "helpers", "misc", "util", "utils"}

REGISTRIES = re.compile(r"pypi\.(?:python\.)?org|pythonhosted\.org|--(?:extra-)?index-url|--find[-]links|\bfile:/{2}")
MACHINES = re.compile(r"(?<![\w.])/(?:root|home/\w+|Users/\w+)/|[A-Za-z]:\\Users\\")


@cache
def committed() -> tuple[str, ...]:
    """Every file that is or would be committed, as paths from the top; in an unpacked archive, every file."""
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
        return tuple(sorted(path for path in found if path and (ROOT / path).is_file()))
    paths = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    made = re.compile(r"^(\.venv|build|dist|\..*_cache)$|\.egg-info$|^__pycache__$")
    return tuple(sorted(p.as_posix() for p in paths if not any(made.search(part) for part in p.parts)))


def text_of(path: str) -> str:
    """A file's text, or nothing when it is a picture or other binary file."""
    content = (ROOT / path).read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", "replace")


def modules() -> list[str]:
    return [path for path in committed() if path.startswith("checks/") and path.endswith(".py")]


def test_the_top_level_is_as_the_architecture_states() -> None:
    assert {path.split("/")[0] for path in committed()} == TOP_LEVEL


def test_the_package_holds_the_rooms_and_little_else() -> None:
    entries = {path.split("/")[1] for path in modules()}
    assert entries == ROOMS | {"__init__.py", "errors.py", "yaml_files.py"}


def test_every_room_is_described_in_the_architecture() -> None:
    page = text_of("docs/architecture.md")
    assert [room for room in sorted(ROOMS) if f"`checks/{room}/`" not in page] == []


def test_modules_have_at_most_300_lines() -> None:
    lengths = {path: len(text_of(path).splitlines()) for path in modules()}
    assert {path: lines for path, lines in lengths.items() if lines > 300} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    parts = {path: set(Path(path).with_suffix("").parts) for path in committed() if path.endswith(".py")}
    assert [path for path, names in parts.items() if names & VAGUE] == []


def test_committed_notebooks_hold_no_outputs() -> None:
    ran = []
    for path in committed():
        if path.endswith(".ipynb"):
            cells = json.loads(text_of(path))["cells"]
            ran += [path for cell in cells if cell.get("outputs") or cell.get("execution_count")]
    assert ran == []


def test_no_committed_file_names_a_registry_or_a_place_on_one_machine() -> None:
    places = [place for place in (ROOT.parent, Path.home()) if place not in (Path("/"), Path(tempfile.gettempdir()))]
    nearby = [re.compile(rf"(?<![\w.]){re.escape(str(place))}\b[/\\]") for place in places]
    named = [
        f"{path}: {match.group()}"
        for path in committed()
        for pattern in (REGISTRIES, MACHINES, *nearby)
        if (match := pattern.search(text_of(path)))
    ]
    assert named == []


def test_reports_are_never_committed() -> None:
    assert [path for path in committed() if path.startswith("reports/")] == ["reports/README.md"]


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        f"{page}: {target}"
        for page in committed()
        if page.endswith(".md")
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text_of(page))
        if not (ROOT / page).parent.joinpath(target).exists()
    ]
    assert broken == []


def test_the_readmes_first_screen_shows_the_report_and_both_commands() -> None:
    first_screen = "\n".join(text_of("README.md").splitlines()[:30])
    assert all(sign in first_screen for sign in ("make audit", "make test", "](docs/pictures/monthly-audit.png)"))


def test_ci_runs_what_the_readme_tells_people_to_run() -> None:
    assert "make test" in text_of(".ci/run")
    assert os.name == "nt" or os.access(ROOT / ".ci" / "run", os.X_OK)
