"""The standalone report: no code, no network, and a page that everyone can read."""

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from pathlib import Path

import audits
import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_output

from checks.output import gate, html, sections, themes
from checks.results.audit import HEADLINES, Audit

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "monthly_audit.ipynb"


def report(audit: Audit) -> str:
    """The page of a notebook whose cells show the audit's sections, with noise a report must not repeat."""
    notebook = nbformat.read(NOTEBOOK, 4)
    shown = [sections.about, gate.gate, sections.outcomes, themes.other, sections.not_tested]
    parts = [part(audit) for part in shown] + [themes.theme(audit, key) for key in HEADLINES]
    cell = next(cell for cell in notebook.cells if cell.id == "begin")
    cell.outputs = [new_output("display_data", data={"text/html": part._repr_html_()}) for part in parts]
    cell.outputs.append(new_output("stream", name="stderr", text="Jane Doe"))
    cell.outputs.append(new_output("display_data", data={"text/plain": "Jane Doe"}))
    return html.render(notebook, "Monthly confidentiality audit, March 2026")


@pytest.fixture(scope="module")
def text() -> str:
    return report(audits.hostile())


@pytest.fixture(scope="module")
def page(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def test_the_page_says_its_language_title_and_confidentiality(page: BeautifulSoup) -> None:
    assert page.html["lang"] == "en-GB"
    assert page.title.text == "Monthly confidentiality audit, March 2026: Private and Confidential"
    assert page.find(class_="confidential").text == "Private and Confidential"


def test_the_policy_of_the_page_forbids_every_request(page: BeautifulSoup) -> None:
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def test_nothing_in_the_page_points_outside_it(page: BeautifulSoup, text: str) -> None:
    assert [tag.name for tag in page.find_all(["script", "iframe", "object", "embed", "form", "base"])] == []
    pointers = [tag[name] for tag in page.find_all(True) for name in ("src", "href", "srcset") if tag.has_attr(name)]
    assert [pointer for pointer in pointers if not pointer.startswith(("#", "data:"))] == []
    assert re.findall(r"url\(|@import|https?://", text) == []


def test_no_code_no_printed_text_and_no_word_to_the_operator_is_in_the_page(text: str) -> None:
    for sign in ("begin(globals())", "export_dir", "Jane Doe", "Run All Cells"):
        assert sign not in text


def test_the_page_has_one_main_landmark_and_one_first_heading(page: BeautifulSoup) -> None:
    assert len(page.find_all("main")) == len(page.find_all("h1")) == 1


def test_headings_never_skip_a_level(page: BeautifulSoup) -> None:
    levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_the_contents_lead_to_headings_of_the_page(page: BeautifulSoup) -> None:
    links = [link["href"].removeprefix("#") for link in page.nav.find_all("a")]
    assert len(links) == 7
    assert all(page.find(id=link) for link in links)


def test_every_table_has_a_name_of_its_own(page: BeautifulSoup) -> None:
    names = [region["aria-label"] for region in page.find_all(role="region")]
    assert len(names) == len(page.find_all("table"))
    assert len(set(names)) == len(names)


def test_every_image_says_its_message(page: BeautifulSoup) -> None:
    assert all(len(image["alt"]) > 40 for image in page.find_all("img"))


def test_the_same_notebook_makes_the_same_page(text: str) -> None:
    assert report(audits.hostile()) == text


@contextmanager
def served(text: str) -> Iterator[tuple[str, list[str]]]:
    """The page on a local address, and the list of what was asked for there."""
    asked: list[str] = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="there is no Chromium here")
def test_a_browser_shows_the_page_and_asks_for_nothing_more(text: str, tmp_path: Path) -> None:
    flags = "--headless --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    flags += " --disable-component-update --disable-sync --dump-dom --virtual-time-budget=2000"
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags += " --no-sandbox"  # Chromium's sandbox refuses to run as root
    with served(text) as (address, asked):
        command = [str(chromium()), *flags.split(), f"--user-data-dir={tmp_path}", address]
        shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert "Unauthorised disclosures" in shown
    assert asked == ["/"]
