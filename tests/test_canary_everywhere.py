"""The commands that take in an export, or tell of it, show nothing planted in it: no file, name, log or detail."""

import logging
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from checks.output import final_bytes
from checks.runs import cli, leak_gate
from tests import canary
from tests.exports import SAMPLE, SAMPLE_AS_OF

pytestmark = pytest.mark.engine
ASKED = ("--pack", "combined", "--as-of", f"{SAMPLE_AS_OF}", "--settings", f"{SAMPLE / 'settings.yml'}")
EVERY = 40  # of the sample's cases


@dataclass(frozen=True)
class Left:
    """What the commands left of an export, printed and logged."""

    export: Path
    folder: Path
    printed: str


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    folder = tmp_path_factory.mktemp("left")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canary, "EVERY", EVERY)
        export = canary.plant(tmp_path_factory.mktemp("planted"))
    said = folder / "run.log"
    logger, handler = logging.getLogger(), logging.FileHandler(said, encoding="utf-8")
    logger.addHandler(handler)
    level, _ = logger.level, logger.setLevel(logging.DEBUG)
    try:
        printed = [
            ran("list", "timeline", str(export), *ASKED, "--out", str(folder / "timeline.csv")),
            ran("inspect", str(export), *ASKED, "--out", str(folder / "inspect.html")),
            ran("init", str(folder / "organisation"), "--export", str(export), "--pack", "combined"),
        ]
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        handler.close()
    return Left(export, folder, "\n".join(printed))


def ran(*command: str) -> str:
    result = CliRunner().invoke(cli.commands, command, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_no_planted_detail_is_in_what_the_commands_leave_print_or_log(left: Left) -> None:
    found = canary.everything(left.folder)
    assert {Path(name).name for name in found} == {
        "timeline.csv", "inspect.html", "audit.yml", "mapping.yml", "exceptions.csv", "run.log",
    }  # fmt: skip
    assert canary.leaks("\n".join(found)) == []
    assert {name: canary.leaks(text) for name, text in found.items() if canary.leaks(text)} == {}
    assert canary.leaks(left.printed) == []


@pytest.fixture(scope="module")
def gate(left: Left) -> leak_gate.Gate:
    return leak_gate.gate(str(left.export), SAMPLE_AS_OF)


def test_the_gate_finds_no_name_or_contact_detail_of_anybody_in_them(left: Left, gate: leak_gate.Gate) -> None:
    """Not of the planted person alone: of everybody in the export. What goes back to those who keep it has ids."""
    passages = [
        passage
        for path in sorted(left.folder.rglob("*"))
        if path.is_file() and path.name in ("inspect.html", "run.log")
        for passage in final_bytes.read(path.name, path.read_bytes()).passages
    ]
    assert set(gate._hits(passages)) <= {"an id", "a date of birth"}
    assert gate.needles.counts["a name"] > 50


def test_the_gate_finds_each_planted_detail_in_a_paper_that_holds_it(gate: leak_gate.Gate) -> None:
    for said in canary.SAID.replace(" (", ", ").replace(")", "").replace("; ", ", ").split(", "):
        with pytest.raises(leak_gate.LeakError) as refused:
            gate({"board.html": f"<h1>Board summary</h1><p>Of these, {said}.</p>".encode()})
        assert canary.leaks(str(refused.value)) == []
    assert gate({"board.html": b"<h1>Board summary</h1><p>Of these, 12 are overdue.</p>"}).files == 1
