"""From months' counts to a paper in its place: what a run reads, writes, remembers and refuses."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import board_papers
import pypdf
import pytest
from board_papers import month
from browsing import axe, browser, chromium, violations
from bs4 import BeautifulSoup
from click.testing import CliRunner

from checks.errors import ExportError, LeakError, PolicyError
from checks.output import pdf
from checks.output.board import figures, register
from checks.output.board.register import Register
from checks.output.suppression import profile
from checks.output.suppression.protection import primary_only
from checks.runs import board, board_parameters, cli, folders, publishing
from checks.runs.folders import MonthFiles

try:
    import weasyprint  # noqa: F401
except OSError:
    pytest.skip("Pango is not on this machine: make pango installs it", allow_module_level=True)

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[1]
MONTHS = [
    month("2026-01"),
    month("2026-02", {"iss": (310, 61), "refuge": (205, 4), "youth": (104, 9)}),
    month("2026-03"),
]
PAGE = "board-summary-2026-03-private-and-confidential"


@dataclass(frozen=True)
class Ran:
    """Two runs of the same month: what the gate saw of each, the first having been refused; and the reports."""

    reports: Path
    refused: Mapping[str, bytes]
    seen: Mapping[str, bytes]
    between: list[str]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    reports = board_papers.keep(MONTHS, tmp_path_factory.mktemp("reports"))
    saw: list[Mapping[str, bytes]] = []

    def gate(files: Mapping[str, bytes]) -> None:
        saw.append(files)
        if len(saw) == 1:
            raise LeakError("a hit")

    given = {"reports_dir": str(reports), "month": "2026-03", "owner": "Head of quality"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        with pytest.raises(LeakError, match="a hit"):
            publishing.run_board(given, lambda _: gate, progress=False)
        between = _files(reports)
        publishing.run_board(given, lambda _: gate, progress=False)
    return Ran(reports, saw[0], saw[1], between)


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_where_the_gate_refuses_nothing_new_is_to_be_seen(ran: Ran) -> None:
    assert ran.between == [folders.LOCK, *(f"2026-0{n}/results/aggregates.json" for n in (1, 2, 3))]


def test_the_gate_sees_the_final_bytes_of_every_file_that_is_published_and_two_runs_make_the_same(ran: Ran) -> None:
    assert ran.refused == ran.seen
    folder = ran.reports / "2026-03" / "board"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == ran.seen
    assert set(ran.seen) == {f"{PAGE}.html", f"{PAGE}.pdf", "published.json"}
    assert os.name == "nt" or {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_the_page_and_every_printed_page_are_marked_and_say_whose_they_are(ran: Ran) -> None:
    page = BeautifulSoup(ran.seen[f"{PAGE}.html"], "html.parser")
    assert page.title is not None
    assert page.title.get_text() == "Board summary, March 2026: Private and Confidential"
    told = page.get_text(" ")
    assert all(
        said in told for said in ("Head of quality", "Members of the board committee only", "De-identified summary")
    )
    assert "anonym" not in told.lower()
    printed = pypdf.PdfReader(ran.reports / "2026-03" / "board" / f"{PAGE}.pdf")
    assert 2 <= len(printed.pages) <= 4
    assert all("Private and Confidential" in sheet.extract_text() for sheet in printed.pages)
    assert printed.metadata is not None
    assert printed.metadata.title == "Board summary, March 2026: Private and Confidential"
    root = printed.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en-GB", True)
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_a_paper_holds_no_hidden_count_and_asks_for_nothing_from_outside(ran: Ran) -> None:
    page = BeautifulSoup(ran.seen[f"{PAGE}.html"], "html.parser")
    shown = {image["src"][:26] for image in page.find_all("img")}
    assert shown == {"data:image/svg+xml;base64,"}
    assert page.find_all(["script", "iframe"]) == []
    assert "4 of 205" not in page.get_text()


@pytest.mark.browser
@pytest.mark.skipif(axe() is None or chromium() is None, reason="axe-core and Chromium: make browser installs them")
@pytest.mark.parametrize("width", [1180, 320])
def test_axe_finds_no_violation_in_the_paper(ran: Ran, tmp_path: Path, width: int) -> None:
    with browser(tmp_path) as running:
        running.show(ran.reports / "2026-03" / "board" / f"{PAGE}.html", width)
        assert running.value("document.documentElement.scrollWidth") <= width
        assert violations(running) == []


def test_what_runs_in_the_notebook_has_no_way_to_a_record() -> None:
    command = "import sys, checks.runs.board; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    ways = ("duckdb", "sqlalchemy", "sqlglot", "great_expectations", "checks.intake", "checks.engine", "checks.facts")
    assert [name for name in loaded if name.startswith((*ways, "checks.runs.check", "checks.rules"))] == []
    assert not {name for name in board_parameters.NAMES if "export" in name}


def test_without_pango_the_page_stands_and_a_sentence_says_why_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(pdf.NoPdf, match=r"Pango is not installed\. The web page is whole"):
        pdf.render("<html></html>")


# What a run remembers, and refuses.


def test_a_paper_made_again_is_the_same_though_later_papers_were_published_since() -> None:
    known = board_papers.registers(MONTHS)
    counts = {one.month: one for one in MONTHS}
    assert board.publish(counts, "2026-02", known, profile()) == known["2026-02"]


def test_a_paper_that_would_come_out_otherwise_is_refused() -> None:
    known = board_papers.registers(MONTHS)
    counts = {one.month: one for one in MONTHS}
    audited_again = {**counts, "2026-02": month("2026-02", {"iss": (310, 62), "refuge": (205, 4), "youth": (104, 9)})}
    with pytest.raises(PolicyError, match=r"The board paper of February 2026 was made before.*delete the folder"):
        board.publish(audited_again, "2026-02", known, profile())
    with pytest.raises(PolicyError, match="would now publish other figures"):
        board.publish(counts, "2026-02", known, profile("tre_10"))


@pytest.mark.parametrize("damage", ["gone", "changed", "cut"])
def test_without_the_record_of_an_earlier_paper_no_paper_is_made(tmp_path: Path, damage: str) -> None:
    known = board_papers.registers(MONTHS[:2])
    for name, one in known.items():
        (tmp_path / name / "board").mkdir(parents=True)
        (tmp_path / name / "board" / register.NAME).write_text(register.text(one), "utf-8")
    assert board.registers(tmp_path) == known
    file = tmp_path / "2026-01" / "board" / register.NAME
    text = file.read_text("utf-8")
    file.unlink() if damage == "gone" else file.write_text(text[:-9] if damage == "cut" else text.replace("110", "111"))
    with pytest.raises(
        PolicyError, match=r"what the board paper of January 2026 published is missing or not as it was"
    ):
        board.registers(tmp_path)


def test_a_paper_that_gives_a_figure_away_is_not_published() -> None:
    counts = {"2026-02": MONTHS[1]}
    careless = primary_only(figures.release(counts, "2026-02", ()), profile())
    known = {"2026-02": Register(month="2026-02", knew={}, published=careless)}
    with pytest.raises(LeakError, match=r"hidden figures could be worked out from this paper") as refusal:
        publishing.withstand({}, known)
    assert refusal.value.exit_status == 4
    publishing.withstand({}, board_papers.registers([MONTHS[1]]))


def test_a_month_without_counts_and_counts_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    board_papers.keep(MONTHS[:2], tmp_path)
    with pytest.raises(ExportError, match=r"There are no counts of March 2026\. Audit it first"):
        board.months(tmp_path, "2026-03")
    assert set(board.months(tmp_path, "2026-02")) == {"2026-01", "2026-02"}
    assert set(board.months(tmp_path, "2026-01")) == {"2026-01"}
    (tmp_path / "2026-01" / "results" / "aggregates.json").write_text("{}", "utf-8")
    with pytest.raises(ExportError, match="The counts of January 2026 cannot be read"):
        board.months(tmp_path, "2026-02")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("moth", "2026-03", "There is no parameter named 'moth'. Did you mean month?"),
        ("month", "March", "month is 'March', which is not a month. Write it as YYYY-MM."),
        ("owner", " ", "Parameter owner is empty. Give it a value."),
        ("owner", "a\nb", "Parameter owner must be one line of at most 120 characters."),
        ("version", 2, "Parameter version must be text, and it is of type int."),
        ("profile", "none", "There is no suppression profile none"),
        ("zeros", "gone", "The zero policy of a suppression profile is 'shown' or 'hidden'"),
    ],
)
def test_a_wrong_parameter_of_the_paper_is_refused(tmp_path: Path, name: str, value: object, sentence: str) -> None:
    board_papers.keep(MONTHS[:1], tmp_path)
    given = publishing.DEFAULTS | {"reports_dir": str(tmp_path), "month": "2026-01", name: value}
    with pytest.raises(PolicyError) as refusal:
        board.begin(given)
    assert sentence in str(refusal.value)


def test_a_month_audited_again_keeps_its_paper_and_the_record_of_it(tmp_path: Path) -> None:
    target, staged = MonthFiles(tmp_path, "2026-01"), MonthFiles(tmp_path / "private", "2026-01")
    for place in (target, staged):
        place.folder.mkdir(parents=True)
        place.worklist.write_bytes(b"")
    target.board.mkdir()
    (target.board / register.NAME).write_text("{}")
    folders.promote(staged, target)
    assert (target.board / register.NAME).read_text() == "{}"


def test_the_command_takes_an_export_and_says_in_one_sentence_what_is_missing(tmp_path: Path) -> None:
    command = ["board", str(tmp_path), "--month", "2026-03", "--reports", str(tmp_path / "none")]
    result = CliRunner().invoke(cli.commands, command)
    assert isinstance(result.exception, ExportError)
    assert "There are no counts of March 2026" in str(result.exception)
