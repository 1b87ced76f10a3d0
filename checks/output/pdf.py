"""A page of ours as a PDF, to print or for a screen reader: PDF/UA-1, tagged, in British English.

WeasyPrint needs Pango, a library of the system's that pip does not bring. Nothing is fetched: every address but one
that holds its own data is refused, and the letters come with matplotlib.
"""

import base64
from functools import cache
from importlib import resources
from pathlib import Path

from matplotlib import get_data_path

from checks.errors import UserError

VARIANT = "pdf/ua-1"
FONTS = (
    ("normal", 400, "DejaVuSans.ttf"),
    ("normal", 700, "DejaVuSans-Bold.ttf"),
    ("italic", 400, "DejaVuSans-Oblique.ttf"),
)


class NoPdf(UserError):
    """A PDF that cannot be made on this machine. The page itself is not the worse for it."""


def render(page: str) -> bytes:
    """The page as a PDF; the same bytes for the same page. Raises NoPdf where Pango is not installed."""
    try:
        import weasyprint  # type: ignore[import-untyped]
        from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]
        from weasyprint.urls import URLFetcher  # type: ignore[import-untyped]
    except (ImportError, OSError):
        raise NoPdf(
            "The PDF was not made, because WeasyPrint or the system's library Pango is not installed. The web page is "
            "whole. Install Pango and run again for the PDF."
        ) from None
    fonts = FontConfiguration()
    carried = URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
    # In the page itself: a sheet beside it would be a reader's, which goes behind the page's own.
    dressed = page.replace("</head>", f"<style>{_stylesheet()}</style></head>", 1)
    document = weasyprint.HTML(string=dressed, url_fetcher=carried)
    made: bytes = document.write_pdf(font_config=fonts, pdf_variant=VARIANT)
    return made


@cache
def _stylesheet() -> str:
    faces = "".join(_face(*font) for font in FONTS)
    return faces + resources.files(__package__).joinpath("report", "pdf.css").read_text("utf-8")


def _face(style: str, weight: int, file: str) -> str:
    letters = base64.b64encode(Path(get_data_path(), "fonts", "ttf", file).read_bytes()).decode("ascii")
    source = f"url(data:font/ttf;base64,{letters})"
    return f"@font-face {{ font-family: Paper; font-style: {style}; font-weight: {weight}; src: {source}; }}\n"
