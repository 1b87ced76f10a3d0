"""A worklist for each service: of that service's cases alone, private, and never over what people filled in."""

from dataclasses import replace
from pathlib import Path

import listings
import openpyxl
import pytest

from checks.errors import PolicyError
from checks.runs import folders, worklists
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
