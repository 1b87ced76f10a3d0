"""A monthly run: whole or not at all, private, and clear about what stopped it."""

import csv
import os
import zipfile
from pathlib import Path

import audits
import filelock
import nbformat
import openpyxl
import papermill
import pytest

from checks.errors import ExportError, PolicyError, UserError
from checks.results import files
from checks.rules.loader import rulebook
from checks.runs import folders
from checks.runs.exceptions import COLUMNS
from checks.runs.folders import LOCK, IncompleteRun, MonthFiles
from checks.runs.keys import NAME as KEY
from checks.runs.monthly import NOTEBOOK, run_month

TESTS = Path(__file__).parent
SAMPLE = TESTS.parent / "sample_data"


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Parameters of a run whose kernel has a hand-made audit in place of the engine."""
    (tmp_path / "export").mkdir()
    monkeypatch.chdir(tmp_path)
    path = (str(TESTS / "kernel"), str(TESTS), str(TESTS.parent))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path))
    monkeypatch.setenv("AUDIT_STAND_IN", "sample")
    return {"export_dir": "export", "pack": "combined", "as_of": "2026-03-31", "reports_dir": "reports"}


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_run_leaves_the_report_the_worklist_the_notebook_and_the_results(given: dict[str, str]) -> None:
    month = run_month(given, progress=False)
    assert sorted(everything(month.folder)) == [
        "monthly-audit-2026-03-private-and-confidential.html",
        "monthly-audit-2026-03-private-and-confidential.ipynb",
        "results/aggregates.json",
        "results/findings.csv",
        "results/gate.csv",
        "results/history.csv",
        "results/history.json",
        "results/outcomes.csv",
        "worklist-2026-03-private-and-confidential.xlsx",
    ]
    report = month.report.read_text("utf-8")
    assert "43</strong> records break a rule" in report
    assert "The audit is complete." in report
    assert str(month.report) in month.sentence


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_only_the_owner_may_read_what_a_run_leaves_and_nothing_else_stays(given: dict[str, str]) -> None:
    month = run_month(given, progress=False)
    modes = {path.is_dir(): set() for path in month.folder.rglob("*")}
    for path in [month.folder, *month.folder.rglob("*")]:
        modes[path.is_dir()].add(path.stat().st_mode & 0o777)
    assert modes == {True: {0o700}, False: {0o600}}
    assert sorted(path.name for path in month.reports_dir.iterdir()) == [KEY, LOCK, "2026-03"]


def test_the_notebook_as_it_ran_shows_no_printed_text(given: dict[str, str]) -> None:
    ran = nbformat.read(run_month(given, progress=False).notebook, 4)
    kinds = {output.output_type for cell in ran.cells if cell.cell_type == "code" for output in cell.outputs}
    assert kinds <= {"execute_result", "display_data"}


def test_a_second_run_gives_the_same_results_and_report(given: dict[str, str]) -> None:
    first = everything(run_month(given, progress=False).folder)
    second = everything(run_month(given, progress=False).folder)
    same = [name for name in first if not name.endswith(".ipynb")]
    assert {name: second.get(name) for name in same} == {name: first[name] for name in same}
    assert len(second) == len(first)


@pytest.mark.parametrize(
    ("what", "kind", "status", "sentence"),
    [
        ("bad export", ExportError, 3, "cases.csv record 14: opened_on is not a date."),
        ("bug", IncompleteRun, 5, "The audit met a fault of its own, KeyError in "),
        ("early end", IncompleteRun, 5, "The notebook did not reach its last cell, so nothing was published."),
        ("death", IncompleteRun, 5, "The notebook's kernel died; the machine may be short of memory."),
        ("sleep", IncompleteRun, 5, "The run passed its time limit of "),
    ],
)
def test_a_failed_run_leaves_nothing_and_says_why_in_one_line(
    given: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    what: str,
    kind: type[UserError],
    status: int,
    sentence: str,
) -> None:
    files.write(audits.empty(), Path("reports/2026-03/results"))
    before = everything(Path("reports"))
    monkeypatch.setenv("AUDIT_STAND_IN", what)
    capfd.readouterr()
    with pytest.raises(kind) as failure:
        run_month(given, progress=False, time_limit=6 if what == "sleep" else 600)
    assert failure.value.exit_status == status
    assert str(failure.value).startswith(sentence)
    assert "\n" not in str(failure.value)
    assert "Jane" not in str(failure.value) + "".join(capfd.readouterr())
    assert everything(Path("reports")) == before | {LOCK: b""}


@pytest.mark.parametrize(
    ("change", "kind", "sentence"),
    [
        ({"as_off": "2026-03-31"}, PolicyError, "There is no parameter named 'as_off'. Did you mean as_of?"),
        ({"as_of": "March"}, PolicyError, "as_of is 'March', which is not a date."),
        ({"export_dir": "elsewhere"}, ExportError, "There is no export folder elsewhere."),
    ],
)
def test_a_wrong_parameter_stops_a_run_before_it_starts(
    given: dict[str, str], change: dict[str, str], kind: type[UserError], sentence: str
) -> None:
    with pytest.raises(kind) as refusal:
        run_month(given | change, progress=False)
    assert str(refusal.value).startswith(sentence)
    assert not Path("reports").exists()


def test_a_notebook_with_other_parameters_is_not_run(given: dict[str, str], tmp_path: Path) -> None:
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell('pack: str = "x"', metadata={"tags": ["parameters"]})]
    )
    book.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(book, tmp_path / "other.ipynb")
    with pytest.raises(PolicyError, match=r"other\.ipynb does not declare the parameters this version runs: as_of"):
        run_month(given, notebook=tmp_path / "other.ipynb", progress=False)


def test_two_runs_never_write_at_once(given: dict[str, str]) -> None:
    Path("reports").mkdir()
    with filelock.FileLock(Path("reports") / LOCK), pytest.raises(IncompleteRun, match="Another run is writing to"):
        run_month(given, progress=False)
    assert not Path("reports/2026-03").exists()


def test_a_worklist_someone_worked_in_is_kept_beside_the_new_one(given: dict[str, str]) -> None:
    month = run_month(given, progress=False)
    book = openpyxl.load_workbook(month.worklist)
    sheet = book["Findings"]
    sheet.cell(2, [cell.value for cell in sheet[1]].index("Owner") + 1, "Sam")
    book.save(month.worklist)
    edited = month.worklist.read_bytes()
    run_month(given, progress=False)
    run_month(given, progress=False)
    kept = sorted(month.folder.glob("worklist-*-earlier-*.xlsx"))
    assert [path.read_bytes() for path in kept] == [edited]


def test_the_next_month_goes_on_from_the_last_in_its_private_folder_and_leaves_that_as_it_was(
    given: dict[str, str],
) -> None:
    february = run_month(given | {"as_of": "2026-02-28"}, progress=False)
    book = openpyxl.load_workbook(february.worklist)
    sheet = book["Findings"]
    sheet.cell(2, [cell.value for cell in sheet[1]].index("Owner") + 1, "Sam")
    book.save(february.worklist)
    before = everything(february.folder)
    march = run_month(given, progress=False)
    assert everything(february.folder) == before
    assert {row["state"] for row in rows(march.results / "history.csv")} == {"persisting"}
    header, first, *_ = openpyxl.load_workbook(march.worklist)["Findings"].iter_rows(values_only=True)
    assert first[header.index("Owner")] == "Sam"
    assert "Compared with February 2026." in march.report.read_text("utf-8")
    assert sorted(path.name for path in march.reports_dir.iterdir()) == [KEY, LOCK, "2026-02", "2026-03"]


def test_exceptions_that_the_option_names_count_rather_than_those_beside_the_settings(given: dict[str, str]) -> None:
    line = "RAT-01,D0001,,because,S-1,line_manager,2026-01-05,2026-06-30"
    Path("own").mkdir()
    Path("own/settings.yml").write_text("retention.years: 7", "utf-8")
    Path("own/exceptions.csv").write_text("\n".join([",".join(COLUMNS), line, line]), "utf-8")
    Path("other.csv").write_text("\n".join([",".join(COLUMNS), line]), "utf-8")
    month = run_month(given | {"settings_file": "own/settings.yml"}, exceptions=Path("other.csv"), progress=False)
    assert openpyxl.load_workbook(month.worklist)["Exceptions"].max_row == 2


def test_a_month_that_a_killed_run_had_moved_aside_comes_back(tmp_path: Path) -> None:
    target = MonthFiles(tmp_path, "2026-03")
    files.write(audits.sample(), target.results)
    before = everything(target.folder)
    target.folder.rename(tmp_path / ".2026-03-aside")
    (tmp_path / ".2026-03-left").mkdir()
    folders.restore(target)
    assert everything(target.folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["2026-03"]


def test_a_folder_that_cannot_be_written_is_told(given: dict[str, str]) -> None:
    Path("reports").write_text("a file stands where the folder should", "utf-8")
    with pytest.raises(IncompleteRun, match="The reports could not be written to"):
        run_month(given, progress=False)


# The whole way, on the sample data, with the engine.


@pytest.mark.engine
def test_the_notebook_as_shipped_finds_on_the_sample_what_the_answer_key_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(TESTS.parent))
    papermill.execute_notebook(
        str(NOTEBOOK),
        str(tmp_path / "ran.ipynb"),
        parameters={"reports_dir": str(tmp_path / "reports")},
        cwd=str(NOTEBOOK.parent),  # as JupyterLab opens it
        progress_bar=False,
    )
    (found,) = (tmp_path / "reports").glob("*/results/findings.csv")
    rules = rulebook()
    assert key(found) == [row for row in key(SAMPLE / "answer_key" / "combined.csv") if row[0] in rules]


@pytest.mark.engine
def test_no_name_of_the_sample_is_in_anything_a_run_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(TESTS.parent))
    given = {"export_dir": str(SAMPLE / "export"), "pack": "combined", "reports_dir": str(tmp_path)}
    shipped = papermill.inspect_notebook(str(NOTEBOOK))["as_of"]["default"].strip('"')
    month = run_month(given | {"as_of": shipped, "settings": "sample answers"}, progress=False)
    left = "\n".join(contents(path) for path in month.folder.rglob("*") if path.is_file()).lower()
    names = {row[field].lower() for table, field in NAMED for row in rows(SAMPLE / "export" / table) if row[field]}
    assert len(names) > 1000
    assert [name for name in names if " " in name and name in left] == []


NAMED = (("people.csv", "full_name"), ("people.csv", "known_as"), ("staff.csv", "full_name"))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def key(path: Path) -> list[tuple[str, ...]]:
    return sorted((row["rule_id"], row["outcome"], row["record_id"]) for row in rows(path))


def contents(path: Path) -> str:
    """Everything a file says, a workbook's parts unpacked."""
    if path.suffix != ".xlsx":
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as parts:
        return "\n".join(parts.read(part).decode("utf-8") for part in parts.namelist())
