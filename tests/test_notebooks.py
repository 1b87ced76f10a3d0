"""The notebooks' house style, and what their first call refuses."""

import ast
import re
from pathlib import Path

import audits
import nbformat
import papermill
import pytest
from nbformat import NotebookNode

import checks
from checks.errors import ExportError, PolicyError, UserError
from checks.runs import notebook, parameters
from checks.runs.exceptions import COLUMNS

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
BRANCHES = (ast.If, ast.IfExp, ast.For, ast.While, ast.comprehension, ast.Try, ast.With)
LOGIC = (*BRANCHES, ast.FunctionDef, ast.ClassDef, ast.Lambda)
LINE = re.compile(r'\w+: str = "[^"]*"  # \S.*')


def code(book: Path) -> list[NotebookNode]:
    return [cell for cell in nbformat.read(book, 4).cells if cell.cell_type == "code"]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def book(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_a_notebook_has_at_most_eight_code_cells_of_eight_lines(book: Path) -> None:
    lengths = [len(cell.source.splitlines()) for cell in code(book)]
    assert len(lengths) <= 8
    assert max(lengths) <= 8


def test_a_notebook_holds_no_logic(book: Path) -> None:
    nodes = [node for cell in code(book) for node in ast.walk(ast.parse(cell.source))]
    assert [ast.unparse(node) for node in nodes if isinstance(node, LOGIC)] == []


def test_the_first_code_cell_holds_parameters_each_with_type_default_and_comment(book: Path) -> None:
    first, *others = code(book)
    assert first.metadata.tags == ["parameters"]
    assert [cell for cell in others if "parameters" in cell.metadata.get("tags", [])] == []
    assert [line for line in first.source.splitlines() if not LINE.fullmatch(line)] == []


def test_papermill_reads_every_parameter_and_its_help(book: Path) -> None:
    read = papermill.inspect_notebook(str(book))
    assert len(read) == len(code(book)[0].source.splitlines())
    assert [name for name, told in read.items() if told["inferred_type_name"] != "str" or not told["help"]] == []


def test_the_cell_after_the_parameters_validates_them(book: Path) -> None:
    assert "begin(globals())" in code(book)[1].source


def test_a_notebook_is_committed_without_outputs(book: Path) -> None:
    assert [cell for cell in code(book) if cell.outputs or cell.execution_count is not None] == []
    assert nbformat.read(book, 4).metadata.kernelspec.name == "python3"


def test_the_monthly_notebook_has_the_parameters_its_code_reads() -> None:
    assert tuple(papermill.inspect_notebook(str(FOLDER / "monthly_audit.ipynb"))) == parameters.NAMES


def test_the_monthly_notebook_shows_the_gate_then_outcomes_then_findings_then_what_was_not_tested() -> None:
    source = "\n".join(cell.source for cell in code(FOLDER / "monthly_audit.ipynb"))
    order = ["month.gate", "month.outcomes", "month.theme(", "month.other", "month.not_tested", "month.finish()"]
    assert [source.index(sign) for sign in order] == sorted(source.index(sign) for sign in order)


# What begin() refuses. Its argument is what globals() holds in a kernel.


@pytest.fixture
def namespace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """A kernel's names after the parameters cell, in a folder that has an export."""
    (tmp_path / "export").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(checks, "check", lambda *_, **__: audits.sample(), raising=False)
    given = dict.fromkeys(parameters.NAMES, "")
    given |= {"export_dir": "export", "pack": "combined", "as_of": "2026-03-31", "reports_dir": "reports"}
    shell = {"In": [""], "Out": {}, "_": "", "__name__": "__main__", "begin": notebook.begin, "exit": exit, "re": re}
    return given | shell


def test_good_parameters_start_the_audit(namespace: dict[str, object]) -> None:
    month = notebook.begin(namespace)
    assert month.parameters.month == "2026-03"
    assert len(month.audit.findings) == len(audits.sample().findings)


def test_exceptions_beside_the_settings_are_read_and_a_fault_in_them_stops_the_audit(
    namespace: dict[str, object], tmp_path: Path
) -> None:
    (tmp_path / "settings.yml").write_text("retention.years: 7", "utf-8")
    accepted = tmp_path / "exceptions.csv"
    accepted.write_text(",".join(COLUMNS) + "\nRAT-01,D0001,,because,S-1,line_manager,2026-01-05,2026-06-30", "utf-8")
    given = namespace | {"settings_file": "settings.yml"}
    assert len(notebook.begin(given).followed.accepted.lines) == 1
    accepted.write_text("rule,record\n", "utf-8")
    with pytest.raises(PolicyError, match=r"exceptions\.csv row 1 column 1 has a heading that the file may not have"):
        notebook.begin(given)
    assert not Path("reports").exists()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("as_off", "2026-03-31", "There is no parameter named 'as_off'. Did you mean as_of?"),
        ("as_of", 20260331, "Parameter as_of must be text, and it is of type int. Put it in quotes."),
        ("as_of", "31/03/2026", "as_of is '31/03/2026', which is not a date. Write it as YYYY-MM-DD."),
        ("as_of", "2026-02-30", "as_of is '2026-02-30', which is not a date."),
        ("as_of", "", "Parameter as_of is empty. Give it a value."),
        ("rules", ["RAT-01"], "Parameter rules must be text, and it is of type list."),
        ("pack", "manchestr", "There is no policy pack named 'manchestr'. Did you mean manchester?"),
        ("settings", "retention.years", "Parameter settings has 'retention.years', which is not name=value."),
        ("settings", "sample answers", "which are for the sample data only"),
        ("settings_file", "none.yml", "There is no settings file"),
    ],
)
def test_a_wrong_parameter_is_refused_in_one_sentence(
    namespace: dict[str, object], name: str, value: object, sentence: str
) -> None:
    with pytest.raises(PolicyError, match=re.escape(sentence)) as refusal:
        notebook.begin(namespace | {name: value})
    assert "\n" not in str(refusal.value)


def test_an_export_that_is_not_there_is_bad_input(namespace: dict[str, object]) -> None:
    with pytest.raises(ExportError, match=r"There is no export folder exports\. Check export_dir\."):
        notebook.begin(namespace | {"export_dir": "exports"})


def test_a_refusal_shows_no_traceback_in_a_notebook(namespace: dict[str, object]) -> None:
    with pytest.raises(UserError) as refusal:
        notebook.begin(namespace | {"pack": "none"})
    assert refusal.value._render_traceback_() == [str(refusal.value)]  # type: ignore[attr-defined]


def test_a_fault_is_told_without_the_value_that_broke(
    namespace: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("Jane Doe")

    monkeypatch.setattr(checks, "check", broken, raising=False)
    with pytest.raises(notebook.Unexpected, match="KeyError") as fault:
        notebook.begin(namespace)
    assert "Jane" not in str(fault.value)


# Paths and settings.


def test_a_relative_path_is_looked_for_here_and_then_one_folder_up(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "sample_data" / "export").mkdir(parents=True)
    (tmp_path / "reports").mkdir()
    given = {"export_dir": "sample_data/export", "pack": "combined", "as_of": "2026-03-31", "reports_dir": "reports"}
    for folder in (tmp_path, tmp_path / "notebooks"):
        asked = parameters.read(given, folder)
        assert asked.export_dir == asked.export == str((tmp_path / "sample_data" / "export").resolve())
        assert asked.reports_dir == (tmp_path / "reports").resolve()


def test_settings_given_in_the_notebook_win_over_the_files(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text("retention.years: 6\nretention.grace_days: 10\n", "utf-8")
    given = {
        "export_dir": ".", "pack": "combined", "as_of": "2026-03-31", "reports_dir": "reports",
        "settings_file": "own.yml",
        "settings": "retention.years=7 | written_for=health;court_report",
    }  # fmt: skip
    assert parameters.read(given, tmp_path).settings == {
        "retention.years": "7", "retention.grace_days": 10, "written_for": "health;court_report",
    }  # fmt: skip


def test_the_settings_file_may_be_the_folder_of_an_organisations_own_rules(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    given = {"export_dir": ".", "pack": "combined", "as_of": "2026-03-31", "reports_dir": "reports"}
    given["settings_file"] = "ours"
    asked = parameters.read(given, tmp_path)
    assert (asked.own_rules, dict(asked.settings)) == ((tmp_path / "ours").resolve(), {})


def test_the_sample_answers_fill_the_packs_open_questions_for_the_sample_alone(tmp_path: Path) -> None:
    (tmp_path / "sample_data" / "export").mkdir(parents=True)
    given = {
        "export_dir": "sample_data/export", "pack": "manchester", "as_of": "2026-03-31", "reports_dir": ".",
        "settings": "sample answers",
    }  # fmt: skip
    assert parameters.read(given, tmp_path).settings["retention.years"] == 7
