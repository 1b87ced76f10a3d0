"""``policy-audit init``: the three files, what the command prints, and what it refuses."""

import os
import re
import stat
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from checks import yaml_files
from checks.errors import ExportError, PolicyError
from checks.intake import mapping as mappings
from checks.intake.opening import opened
from checks.intake.proposing import headers
from checks.intake.readers import workbooks
from checks.intake.tables import code_lists
from checks.policy import packs
from checks.runs import cli
from checks.runs.audit_file import asked
from checks.runs.starting import EXCEPTION_COLUMNS, start, summary
from tests import canary
from tests.exports import SAMPLE_PACKS

KEYS = {"export", "pack", "mapping", "settings", "exceptions", "reports"}
ANSWER = re.compile(r"  # [a-z_.]+: ")  # an example, as distinct from the duty of a clause


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    folder.mkdir()
    rows = "".join(f"C-{n:04},P-{n:04},{n % 28 + 1:02}/03/2026,Outreach\n" for n in range(60))
    (folder / "Caseload.csv").write_text("Case no,Client no,Date opened,Team\n" + rows, "utf-8")
    (folder / "notes.docx").write_text("nothing", "utf-8")
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.commands, ["init", *arguments], catch_exceptions=False)


def test_it_writes_three_files_that_only_their_owner_may_read(export: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    run(str(folder), "--export", str(export), "--pack", "manchester")
    assert sorted(path.name for path in folder.iterdir()) == ["audit.yml", "exceptions.csv", "mapping.yml"]
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert (folder / "exceptions.csv").read_text("utf-8") == EXCEPTION_COLUMNS + "\n"
    assert "cases" in mappings.load(folder / "mapping.yml").tables


def test_audit_yml_names_what_the_audit_needs_from_its_own_folder(export: Path, tmp_path: Path) -> None:
    start(tmp_path / "ours", str(export), "manchester")
    audit = yaml_files.read((tmp_path / "ours" / "audit.yml").read_text("utf-8"))
    assert set(audit) == KEYS
    assert (tmp_path / "ours" / audit["export"]).resolve() == export.resolve()
    assert audit["pack"] == "manchester"
    assert (tmp_path / "ours" / audit["mapping"]).exists()
    assert (tmp_path / "ours" / audit["exceptions"]).exists()


@pytest.mark.parametrize("pack", [*SAMPLE_PACKS, "women-dvpp+manchester"])
def test_each_setting_that_the_pack_leaves_open_is_a_question_that_its_example_answers(
    export: Path, tmp_path: Path, pack: str
) -> None:
    start(tmp_path / "ours", str(export), pack)
    text = (tmp_path / "ours" / "audit.yml").read_text("utf-8")
    lines = [line.replace("  # ", "  ", 1) if ANSWER.match(line) else line for line in text.splitlines()]
    answered = yaml_files.read("\n".join(lines))["settings"] or {}
    assert answered.keys() == set(packs.load(pack, {}, code_lists()).unanswered)
    assert packs.load(pack, answered, code_lists()).unanswered == ()
    assert asked(tmp_path / "ours").pack == pack


def test_without_a_pack_it_says_which_there_are(export: Path, tmp_path: Path) -> None:
    start(tmp_path / "ours", str(export))
    text = (tmp_path / "ours" / "audit.yml").read_text("utf-8")
    assert set(yaml_files.read(text)) == KEYS - {"pack"}
    assert "hampshire" in text


def test_the_summary_says_what_was_found_what_was_not_and_what_to_do(export: Path, tmp_path: Path) -> None:
    (export / "zz.csv").write_text("Colour,Shape\nred,round\n", "utf-8")
    (export / "torn.csv").write_text('A,B\n1,"half', "utf-8")
    printed = run(str(tmp_path / "ours"), "--export", str(export), "--as-of", "2026-03-31").output
    assert "Found 2 tables in the export, and 1 that cannot be read:" in printed
    assert "torn.csv" in printed
    assert "Placed 4 of 6 columns in 1 table of the audit" in printed
    assert "Not placed: zz.csv." in printed
    assert f"policy-audit inspect {tmp_path / 'ours'}" in printed
    assert "--as-of 2026-03-31" in printed


def test_dates_that_nobody_can_tell_are_the_first_thing_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "cases.csv").write_text("Case no,Date opened\nC-1,01/02/2026\nC-2,03/04/2026\n", "utf-8")
    printed = run(str(tmp_path / "ours"), "--export", str(folder)).output
    assert "Answer the question about dates at the top of mapping.yml" in printed


def test_the_rules_that_a_gap_costs_are_listed_in_the_mapping(export: Path, tmp_path: Path) -> None:
    started = start(tmp_path / "ours", str(export), "combined")
    text = (tmp_path / "ours" / "mapping.yml").read_text("utf-8")
    assert started.untested["CON-01"] == "table disclosures absent"
    assert [rule for rule in started.untested if rule not in text] == []


def test_nothing_is_overwritten_and_the_file_in_the_way_is_named(export: Path, tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "mapping.yml").write_text("mine", "utf-8")
    with pytest.raises(PolicyError, match=r"already holds mapping\.yml"):
        start(tmp_path / "ours", str(export))
    assert [path.read_text("utf-8") for path in (tmp_path / "ours").iterdir()] == ["mine"]


def test_an_export_that_is_not_there_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        start(tmp_path / "ours", str(tmp_path / "nothing"))
    assert not (tmp_path / "ours").exists()


def test_an_unknown_pack_is_refused_before_the_export_is_read(export: Path, tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="manchester"):
        start(tmp_path / "ours", str(export), "manchster")
    assert not (tmp_path / "ours").exists()


def test_no_planted_detail_and_no_id_is_in_what_init_writes_prints_or_gives(tmp_path: Path) -> None:
    planted = canary.plant(tmp_path / "planted")
    started = start(tmp_path / "ours", str(planted), "combined")
    said = canary.everything(tmp_path / "ours")
    said |= {"printed": summary(started), "proposal": repr(started.proposal), "rows": repr(started.proposal.as_rows())}
    assert {name: canary.leaks(text) for name, text in said.items()} == {name: [] for name in said}
    words = {word for text in said.values() for word in re.findall(r"[\w-]+", text)}
    assert words & canary.ids(planted) == set()


def test_a_sheet_that_spans_more_than_memory_holds_is_told_and_not_opened(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    with xlsxwriter.Workbook(tmp_path / "export" / "log.xlsx") as book:
        sheet = book.add_worksheet("Log")
        sheet.write_row(0, 0, ["Ref", "Opened"])
        sheet.write_string(1_048_575, 16_383, "x")
    with opened(tmp_path / "export") as offered, pytest.raises(ExportError, match="spans 17,179,869,184 cells"):
        workbooks.first_rows(offered.pieces[0], 15)
    assert headers.guess(offered.pieces[0]) == ()


def test_a_sheet_of_which_every_column_is_one_of_a_repeated_set_is_looked_at_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    rows = "".join(f"a{n},b{n},c{n},d{n}\n" for n in range(20))
    (tmp_path / "export" / "x.csv").write_text("column 0,column 1,column 2,column 3\n" + rows)
    assert start(tmp_path / "begun", str(tmp_path / "export")).proposal.pieces[0].records == 20


def test_a_parquet_file_whose_pages_are_damaged_is_told_of_and_the_rest_proposed(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    path = tmp_path / "export" / "cases.parquet"
    with duckdb.connect() as connection:
        query = "SELECT 'C-' || range AS case_id, 'open' AS status FROM range(500)"
        connection.execute(f"COPY ({query}) TO '{path}' (COMPRESSION 'gzip')")
    content = bytearray(path.read_bytes())
    content[30:60] = bytes(30)
    path.write_bytes(content)
    (piece,) = start(tmp_path / "begun", str(tmp_path / "export")).proposal.pieces
    assert piece.why_not == "cases.parquet cannot be read as Parquet. It may be damaged or cut short; export it again."
