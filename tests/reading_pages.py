"""A reading's page without a kernel: the notebook's own cells, run here on a hand-made audit."""

import ast
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_output

import checks
from checks.output import html
from checks.results.audit import Audit

FOLDER = Path(__file__).parents[1] / "notebooks"
THEMES = ("decision_rationales", "retention", "third_party", "disclosures")
READINGS = (*THEMES, "case_review", "rule_catalogue")


def page(name: str, audit: Audit, monkeypatch: pytest.MonkeyPatch, **given: str) -> str:
    """The HTML that the notebook makes where ``checks.check`` gives this audit; ``given`` replaces parameters."""
    monkeypatch.setattr(checks, "check", lambda *_, **__: audit)
    monkeypatch.chdir(FOLDER)  # as JupyterLab opens it
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", 4)
    names: dict[str, object] = {}
    for cell in [cell for cell in notebook.cells if cell.cell_type == "code"]:
        cell.outputs = [new_output("display_data", data=data) for data in _shown(cell.source, names)]
        if "parameters" in cell.metadata.get("tags", []):
            names = {key: value for key, value in names.items() if isinstance(value, str)} | given
    return html.render(notebook, name)


def _shown(source: str, names: dict[str, object]) -> list[dict[str, str]]:
    """Run one cell; what it displays, the value of its last line among it."""
    shown: list[object] = []
    names["display"] = lambda *parts: shown.extend(parts)
    *lines, last = ast.parse(source).body
    ending = isinstance(last, ast.Expr)
    exec(compile(ast.Module(lines if ending else [*lines, last], []), "cell", "exec"), names)
    if ending:
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
        shown += [value] if value is not None else []
    return [part._repr_mimebundle_() if hasattr(part, "_repr_mimebundle_") else {"text/html": part._repr_html_()}
            for part in shown]  # type: ignore[attr-defined] # fmt: skip
