"""A worklist for each service: of that service's cases alone, private, and never over what people filled in."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import listings
import openpyxl
import pytest
from click.testing import CliRunner

from checks.errors import PolicyError
from checks.runs import cli, folders, worklists
from checks.runs.exceptions import COLUMNS
from checks.runs.folders import MonthFiles

GIVEN = {"pack": "combined", "as_of": "2026-03-31"}


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An export in place of which a hand-made audit is read."""
    monkeypatch.setattr(worklists, "check", lambda *_, **__: listings.sample())
    return tmp_path / "export"


def said(path: Path) -> str:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)


def cases(path: Path) -> set[str]:
    header, *rows = openpyxl.load_workbook(path)["Findings"].iter_rows(values_only=True)
    return {str(row[header.index("Case")]) for row in rows}


def test_each_service_has_a_list_of_its_cases_and_the_rest_have_one_of_their_own(tmp_path: Path, export: Path) -> None:
    made = worklists.write(tmp_path / "reports", export, **GIVEN)
    assert [path.name for path in made] == [
        f"worklist-2026-03-{service}-private-and-confidential.xlsx" for service in ("iss", "refuge", "no-service")
    ]
    iss, refuge, rest = made
    assert (cases(iss), cases(refuge)) == ({"C0001", "C0002"}, {"C0003", "C0004"})
    found = set(listings.sample().findings["case_id"])
    assert cases(rest) == found - {"C0001", "C0002", "C0003", "C0004"}


def test_a_list_says_whose_records_it_holds_and_how_many_findings_it_leaves_out(tmp_path: Path, export: Path) -> None:
    (refuge,) = worklists.write(tmp_path / "reports", export, service="refuge", **GIVEN)
    left_out = sum(case not in ("C0003", "C0004") for case in listings.sample().findings["case_id"])
    assert f"Records of the cases of service refuge alone. {left_out} findings of the audit are not here." in said(
        refuge
    )


def test_an_export_without_cases_leaves_one_list_of_everything(
    tmp_path: Path, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worklists, "check", lambda *_, **__: replace(listings.sample(), listings={}))
    (rest,) = worklists.write(tmp_path / "reports", export, **GIVEN)
    assert "no-service" in rest.name
    assert "0 findings of the audit are not here." in said(rest)


def test_an_unknown_service_is_refused_with_the_nearest_and_nothing_is_made(tmp_path: Path, export: Path) -> None:
    with pytest.raises(PolicyError, match=r"There is no service 'refuges'\. Did you mean refuge\?"):
        worklists.write(tmp_path / "reports", export, service="refuges", **GIVEN)
    assert not (tmp_path / "reports").exists()


def test_a_list_tells_of_the_exceptions_of_its_own_records_alone_and_goes_on_from_its_own_last_list(
    tmp_path: Path, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"RET-01,{case},,because,S-1,line_manager,2026-01-05,2026-12-31" for case in ("C0001", "C0003", "nobody")]
    (tmp_path / "exceptions.csv").write_text("\n".join([",".join(COLUMNS), *lines]), "utf-8")
    first = worklists.write(tmp_path / "reports", export, exceptions=tmp_path / "exceptions.csv", **GIVEN)
    for path, row in zip(first[:2], (2, 3), strict=True):
        told = [line[0] for line in openpyxl.load_workbook(path)["Exceptions"].iter_rows(values_only=True)]
        assert told == ["Row of exceptions.csv", row]
    for path in first[:2]:
        book = openpyxl.load_workbook(path)
        sheet = book["Findings"]
        sheet.cell(2, [cell.value for cell in sheet[1]].index("Owner") + 1, f"of {path.stem[17:20]}")
        book.save(path)
    later = replace(listings.sample(), run=replace(listings.sample().run, as_of=date(2026, 4, 30)))
    monkeypatch.setattr(worklists, "check", lambda *_, **__: later)
    second = worklists.write(tmp_path / "reports", export, **GIVEN | {"as_of": "2026-04-30"})
    owners = [
        {row[header.index("Owner")] for row in rows} - {None}
        for header, *rows in (openpyxl.load_workbook(path)["Findings"].iter_rows(values_only=True) for path in second)
    ]
    assert owners == [{"of iss"}, {"of ref"}, set()]


def test_the_command_takes_exceptions_from_its_option_or_beside_the_settings(tmp_path: Path, export: Path) -> None:
    line = "RET-01,C0003,,because,S-1,line_manager,2026-01-05,2026-12-31"
    (tmp_path / "settings.yml").write_text("retention.years: 7", "utf-8")
    (tmp_path / "exceptions.csv").write_text("\n".join([",".join(COLUMNS), line, line]), "utf-8")
    (tmp_path / "other.csv").write_text("\n".join([",".join(COLUMNS), line]), "utf-8")
    asked = ["worklists", str(export), "--pack", "combined", "--as-of", "2026-03-31", "--service", "refuge"]
    asked += ["--settings", str(tmp_path / "settings.yml"), "--reports", str(tmp_path / "reports")]
    told = []
    for more in ([], ["--exceptions", str(tmp_path / "other.csv")]):
        result = CliRunner().invoke(cli.commands, [*asked, *more], catch_exceptions=False)
        told.append(openpyxl.load_workbook(result.output.strip())["Exceptions"].max_row - 1)
    assert told == [2, 1]


def test_a_list_someone_worked_in_is_kept_beside_the_new_one_and_by_the_months_next_run(
    tmp_path: Path, export: Path
) -> None:
    (refuge,) = worklists.write(tmp_path / "reports", export, service="refuge", **GIVEN)
    book = openpyxl.load_workbook(refuge)
    sheet = book["Findings"]
    sheet.cell(2, [cell.value for cell in sheet[1]].index("Owner") + 1, "Sam")
    book.save(refuge)
    edited = refuge.read_bytes()
    worklists.write(tmp_path / "reports", export, service="refuge", **GIVEN)
    kept = refuge.with_stem(f"{refuge.stem}-earlier-1")
    assert kept.read_bytes() == edited
    target = MonthFiles(tmp_path / "reports", "2026-03")
    with folders.private(target) as staging:
        staged = MonthFiles(staging, "2026-03")
        staged.folder.mkdir()
        folders.promote(staged, target)
    assert sorted(path.name for path in target.folder.iterdir()) == sorted([kept.name, refuge.name])
