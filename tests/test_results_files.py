"""The results files: fixed columns, safe cells, and all three or none."""

import csv
import os
from dataclasses import replace
from pathlib import Path

import audits
import pandas as pd
import pytest

from checks.results import files
from checks.results.audit import FINDING_COLUMNS, GATE_COLUMNS, OUTCOME_COLUMNS


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_each_file_has_its_header_and_one_line_for_each_row(tmp_path: Path) -> None:
    audit = audits.sample()
    files.write(audit, tmp_path / "out")
    found = {name: read(tmp_path / "out" / name) for name in files.NAMES}
    assert [tuple(lines[0]) for lines in found.values()] == [FINDING_COLUMNS, OUTCOME_COLUMNS, GATE_COLUMNS]
    assert [len(lines) - 1 for lines in found.values()] == [len(audit.findings), len(audit.outcomes), len(audit.gate)]
    assert found["outcomes.csv"][1] == ["RAT-01", "failed", "", "412", "371", "40", "0", "1"]


def test_lines_end_with_a_line_feed_alone(tmp_path: Path) -> None:
    files.write(audits.sample(), tmp_path)
    assert b"\r" not in (tmp_path / "findings.csv").read_bytes()


def test_cells_that_a_spreadsheet_would_run_begin_with_an_apostrophe(tmp_path: Path) -> None:
    files.write(audits.hostile(), tmp_path)
    lines = read(tmp_path / "findings.csv")
    assert [line[5:7] for line in lines[1:4]] == [["'=1+1", "'@SUM(A1)"], ["'+44", "C0002"], ["'-7", "'\tC9"]]


@pytest.mark.parametrize("value", ['say "no"', "a,b", "two\nlines", "carriage\rreturn", "plain", ""])
def test_any_text_can_be_read_back(tmp_path: Path, value: str) -> None:
    audit = audits.sample()
    audit.findings.loc[0, "detail"] = value
    files.write(audit, tmp_path)
    assert read(tmp_path / "findings.csv")[1][FINDING_COLUMNS.index("detail")] == value


def test_missing_values_are_blank_and_whole_numbers_stay_whole(tmp_path: Path) -> None:
    audit = audits.sample()
    rows = [("cases", None, "missing_table", float("nan"), None), ("cases", "a", "b", 2.0, "3")]
    gate = pd.DataFrame(rows, columns=list(GATE_COLUMNS))
    files.write(replace(audit, gate=gate), tmp_path)
    assert read(tmp_path / "gate.csv")[1:] == [["cases", "", "missing_table", "", ""], ["cases", "a", "b", "2", "3"]]


def test_equal_audits_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        files.write(audits.sample(), tmp_path / name)
    assert [(tmp_path / "one" / name).read_bytes() for name in files.NAMES] == [
        (tmp_path / "two" / name).read_bytes() for name in files.NAMES
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_only_the_owner_may_read_them(tmp_path: Path) -> None:
    files.write(audits.sample(), tmp_path / "out")
    assert {(tmp_path / "out" / name).stat().st_mode & 0o777 for name in files.NAMES} == {0o600}


def test_a_fault_leaves_the_earlier_files_as_they_were(tmp_path: Path) -> None:
    files.write(audits.sample(), tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    broken = replace(audits.hostile(), gate=audits.hostile().gate[["table"]])
    with pytest.raises(KeyError):
        files.write(broken, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
