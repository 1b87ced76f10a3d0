"""A reading run unattended: its page whole or not at all, private, and clear about what stopped it."""

import csv
import os
import re
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from reading_pages import FOLDER, READINGS

from checks.errors import ExportError, PolicyError, UserError
from checks.runs import cli
from checks.runs.folders import LOCK, IncompleteRun
from checks.runs.monthly import run_month
from checks.runs.read import run_reading

pytestmark = pytest.mark.whole

TESTS = Path(__file__).parent
SAMPLE = TESTS.parent / "sample_data"
PAGE = "retention-2026-03-private-and-confidential.html"


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Parameters of a reading whose kernel has a hand-made audit in place of the engine."""
    (tmp_path / "export").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(TESTS / "kernel"), str(TESTS), str(TESTS.parent))))
    monkeypatch.setenv("AUDIT_STAND_IN", "sample")
    return {"export_dir": "export", "pack": "combined", "as_of": "2026-03-31"}


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_reading_leaves_one_private_page_in_the_months_folder(given: dict[str, str]) -> None:
    page = run_reading("retention", given, progress=False)
    assert everything(Path("reports")) == [LOCK, f"2026-03/{PAGE}"]
    assert page.resolve() == Path("reports/2026-03", PAGE).resolve()
    assert os.name == "nt" or (page.stat().st_mode & 0o777, page.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    assert soup.title.text == "Retention, 31 March 2026: Private and Confidential"
    assert "Retention is complete." in soup.get_text()


def test_the_month_that_is_run_again_keeps_its_readings(given: dict[str, str]) -> None:
    page = run_reading("retention", given, progress=False)
    before = page.read_bytes()
    month = run_month(given, progress=False)
    assert (month.folder / PAGE).read_bytes() == before
    assert run_reading("retention", given, progress=False).read_bytes() == before


@pytest.mark.parametrize(
    ("what", "kind", "sentence"),
    [
        ("bad export", ExportError, "cases.csv record 14: opened_on is not a date."),
        ("bug", IncompleteRun, "The audit met a fault of its own, KeyError in "),
        ("early end", IncompleteRun, "The notebook did not reach its last cell, so nothing was published."),
        ("sleep", IncompleteRun, "The run passed its time limit of "),
    ],
)
def test_a_failed_reading_leaves_nothing_and_says_why_in_one_line(
    given: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    what: str,
    kind: type[UserError],
    sentence: str,
) -> None:
    monkeypatch.setenv("AUDIT_STAND_IN", what)
    with pytest.raises(kind) as failure:
        run_reading("retention", given, progress=False, time_limit=6 if what == "sleep" else 600)
    assert str(failure.value).startswith(sentence)
    assert "\n" not in str(failure.value)
    assert "Jane" not in str(failure.value) + "".join(capfd.readouterr())
    assert everything(Path("reports")) == [LOCK]


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("retenton", {}, "There is no reading named 'retenton'. Did you mean retention?"),
        ("retention", {"case_id": "C1"}, "There is no parameter named 'case_id'."),
        ("retention", {"service": "refuges"}, "There is no service 'refuges'. Did you mean refuge?"),
        ("case_review", {}, "Parameter case_id is empty. Give it a value."),
    ],
)
def test_a_wrong_option_stops_a_reading_before_it_starts(
    given: dict[str, str], name: str, change: dict[str, str], sentence: str
) -> None:
    with pytest.raises(PolicyError) as refusal:
        run_reading(name, given | change, progress=False)
    assert str(refusal.value).startswith(sentence)
    assert not Path("reports").exists()


def test_a_case_that_is_not_in_the_export_is_refused_and_leaves_nothing(given: dict[str, str]) -> None:
    with pytest.raises(PolicyError, match="There is no case 'C-404' in the export's cases on that day"):
        run_reading("case_review", given | {"case_id": "C-404"}, progress=False)
    assert everything(Path("reports")) == [LOCK]


def test_a_notebook_with_other_parameters_is_not_run(given: dict[str, str], tmp_path: Path) -> None:
    notebook = nbformat.read(FOLDER / "retention.ipynb", 4)
    notebook.cells[1].source = 'pack: str = "combined"  # the pack'
    nbformat.write(notebook, tmp_path / "retention.ipynb")
    with pytest.raises(PolicyError, match=r"retention\.ipynb does not declare the parameters this version runs: as_of"):
        run_reading("retention", given, notebooks=tmp_path, progress=False)


def test_the_catalogue_needs_no_export_and_its_page_stands_beside_the_months(given: dict[str, str]) -> None:
    asked = ["read", "rule_catalogue", "--pack", "manchester", "--rule", "rat-01"]
    ran = CliRunner().invoke(cli.commands, asked, catch_exceptions=False, standalone_mode=False)
    (page,) = Path("reports").glob("*.html")
    assert page.name == "rule_catalogue-manchester-RAT-01-private-and-confidential.html"
    assert page.name in ran.output
    assert "RAT-01" in page.read_text("utf-8")


def test_the_command_refuses_an_option_that_the_reading_does_not_have(given: dict[str, str]) -> None:
    asked = ["read", "rule_catalogue", "export", "--pack", "manchester"]
    with pytest.raises(PolicyError, match="There is no parameter named 'export_dir'"):
        CliRunner().invoke(cli.commands, asked, catch_exceptions=False, standalone_mode=False)


# The whole way, on the sample data, with the engine.


def a_case_with_findings() -> str:
    """The case of the sample with most rules against it, by the answer key; ids change when the sample does."""
    with (SAMPLE / "export" / "disclosures.csv").open(encoding="utf-8-sig", newline="") as file:
        cases = {row["disclosure_id"]: row["case_id"] for row in csv.DictReader(file)}
    with (SAMPLE / "answer_key" / "combined.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [cases.get(row["record_id"], "") for row in csv.DictReader(file)]
    return max(sorted(set(found) - {""}), key=found.count)


@pytest.mark.engine
@pytest.mark.parametrize("name", READINGS)
def test_each_notebook_as_shipped_makes_a_page_of_the_sample(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(TESTS.parent))
    given = {"pack": "combined"}
    if name != "rule_catalogue":
        given |= {"export_dir": str(SAMPLE / "export"), "as_of": "2026-10-31", "settings": "sample answers"}
    if name == "case_review":
        given["case_id"] = a_case_with_findings()
    text = run_reading(name, given, str(tmp_path), progress=False).read_text("utf-8")
    soup = BeautifulSoup(text, "html.parser")
    assert len(soup.find_all("figure")) == len(soup.find_all("img")) > 0
    assert all(figure.find("table") and len(figure.img["alt"]) > 60 for figure in soup.find_all("figure"))
    assert soup.find("script") is None
    assert re.findall(r"url\(|@import|https?://", text) == []
    labels = [region["aria-label"] for region in soup.find_all(role="region")]
    assert sorted(labels) == sorted(set(labels))
    said = soup.get_text(" ").lower()
    assert [person for person in people() if person in said] == []


def people() -> set[str]:
    """The names of more than one word in the sample."""
    names = set()
    for table in ("people", "staff"):
        with (SAMPLE / "export" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            names |= {row["full_name"].lower() for row in csv.DictReader(file)}
    return {name for name in names if " " in name}


@pytest.mark.engine
def test_the_case_review_as_shipped_names_a_case_of_the_sample() -> None:
    source = next(
        cell.source for cell in nbformat.read(FOLDER / "case_review.ipynb", 4).cells if cell.id == "parameters"
    )
    case = re.search(r'case_id: str = "([^"]*)"', source)
    assert case is not None
    assert case[1] in (SAMPLE / "export" / "cases.csv").read_text("utf-8-sig")
