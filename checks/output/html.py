"""The standalone report: an executed notebook as one HTML page, without its code and without the network."""

from importlib import resources
from pathlib import Path

from nbconvert import HTMLExporter
from nbformat import NotebookNode

from checks.output.style import STYLE_TAG, STYLESHEET
from checks.output.worklist import CONFIDENTIAL

HIDDEN = "notebook-only"  # the tag of cells that speak to whoever runs the notebook, not to the reader


def render(notebook: NotebookNode, title: str, extra: str = "") -> str:
    """The page under that title: the notebook's headings and HTML outputs, in its order, under our own template.

    Only HTML made by this package is let through: no code, no printed text, no traceback. Same
    notebook, same page. ``extra`` goes after the style sheet. The page forbids itself every
    request but images it carries.
    """
    home = Path(str(resources.files(__package__)))
    options = {"template_name": "report", "exclude_anchor_links": True}
    exporter = HTMLExporter(extra_template_basedirs=[str(home)], **options)  # type: ignore[no-untyped-call]
    page = {
        "title": title,
        "confidential": CONFIDENTIAL,
        "stylesheet": STYLESHEET + home.joinpath("report", "page.css").read_text("utf-8") + extra,
        "style_tag": STYLE_TAG,
        "hidden": HIDDEN,
    }
    html, _ = exporter.from_notebook_node(notebook, resources={"page": page})
    return str(html)
