"""The readings' pages in a browser: nothing wider than a narrow screen, and nothing that axe-core objects to."""

from pathlib import Path

import listings
import pytest
from browsing import axe, browser, chromium, violations
from reading_pages import READINGS, page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="there is no Chromium here"),
]
WIDTHS = (320, 1280)


@pytest.fixture(params=READINGS)
def file(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    case = {"case_id": listings.CASE} if request.param == "case_review" else {}
    made = tmp_path / "page.html"
    made.write_text(page(request.param, listings.sample(), monkeypatch, **case), "utf-8")
    return made


@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_is_no_wider_than_its_screen(file: Path, width: int, tmp_path: Path) -> None:
    with browser(tmp_path / "profile") as running:
        running.show(file, width)
        assert running.value("document.documentElement.scrollWidth") <= width


@pytest.mark.skipif(axe() is None, reason="axe-core is not there: make browser installs it")
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(file: Path, width: int, tmp_path: Path) -> None:
    with browser(tmp_path / "profile") as running:
        running.show(file, width)
        assert violations(running) == []
