"""The preflight as one page of HTML that stands alone, under the report's own template."""

from nbformat import v4

from checks.output import html, preflight
from checks.results.preflight import Preflight

PARTS = (
    ("What was read", preflight.overview),
    ("What to mend first", preflight.mend),
    ("Rows, file by file", preflight.files),
    ("Columns", preflight.columns),
    ("Rules", preflight.rules),
)


def page(found: Preflight) -> str:
    """The whole page: the sections that the onboarding notebook shows, in its order."""
    cells = []
    for place, (heading, show) in enumerate(PARTS):
        data = {"text/html": show(found)._repr_html_()}
        output = v4.new_output("display_data", data=data)  # type: ignore[no-untyped-call]
        cells.append(v4.new_markdown_cell(f"## {heading}", id=f"heading-{place}"))  # type: ignore[no-untyped-call]
        cells.append(v4.new_code_cell("", outputs=[output], id=f"part-{place}"))  # type: ignore[no-untyped-call]
    book = v4.new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})  # type: ignore[no-untyped-call]
    return html.render(book, f"Before the first audit, {found.as_of.day} {found.as_of:%B %Y}")
