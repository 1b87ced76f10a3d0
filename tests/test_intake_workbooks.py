"""Reading workbooks: native types become the words a CSV would hold, and what cannot be read for certain is refused."""

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt
from odf.table import TableCell
from odf.text import P

from checks.errors import ExportError
from checks.intake import archives
from checks.intake.pieces import Options
from checks.intake.readers import ole, sheet_scan, workbooks
from tests.sheets import CANARY, ods, ods_cell, read_sheet, xls, xlsx

WRITERS = {"xlsx": xlsx, "xls": xls, "ods": ods}
HEADER = ["case_id", "opened_on", "notes"]


def written(folder: Path, ending: str, rows: Any) -> Path:
    return WRITERS[ending](folder / f"log.{ending}", rows)


def refusal(path: Path, options: Options | None = None, sheet: str = "cases") -> str:
    with pytest.raises(ExportError) as refused:
        read_sheet(path, options, sheet)
    assert CANARY.lower() not in str(refused.value).lower()
    return str(refused.value)


@pytest.mark.parametrize("ending", WRITERS)
def test_native_types_become_words(tmp_path: Path, ending: str) -> None:
    values = [
        ("text", "text"),
        (12, "12"),
        (12.0, "12"),
        (-0.5, "-0.5"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (999_999_999_999_999, "999999999999999"),
        (True, "yes"),
        (False, "no"),
        (date(2026, 3, 5), "2026-03-05"),
        (datetime(2026, 3, 5, 0, 0), "2026-03-05"),
        (datetime(2026, 3, 5, 14, 30, 15), "2026-03-05 14:30:15"),
        ("0042", "0042"),
        ("=1+1", "=1+1"),
        ("  spaced ", "  spaced "),
    ]
    path = written(tmp_path, ending, [["id", "x"], *([str(n), value] for n, (value, _) in enumerate(values))])
    table, rows = read_sheet(path)
    assert table.columns == ("id", "x")
    assert table.encoding == ending
    expected = [text.strip() if ending == "ods" else text for _, text in values]
    assert [row[1].strip() if ending == "ods" else row[1] for row in rows] == expected
    assert [row[-1] for row in rows] == list(range(2, len(values) + 2))
    assert table.rows == {"header": 1, "record": len(values)}


def test_a_time_of_day_and_a_length_of_time_are_told_in_hours(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append([time(9, 5), timedelta(hours=30)])
    book.save(tmp_path / "log.xlsx")
    assert read_sheet(tmp_path / "log.xlsx", sheet="Sheet")[1] == [("09:05:00", "30:00:00", 2)]
    clock = TableCell(valuetype="time", timevalue="PT09H05M00S")
    assert read_sheet(ods(tmp_path / "log.ods", [["a"], [clock]]))[1] == [("09:05:00", 2)]


def test_a_second_that_a_number_only_nearly_holds_is_rounded(tmp_path: Path) -> None:
    path = written(tmp_path, "xlsx", [["a"], [datetime(2026, 3, 5, 9, 59, 59, 999_000)]])
    assert read_sheet(path)[1] == [("2026-03-05 10:00:00", 2)]


def test_the_dates_of_a_workbook_counted_from_1904_are_right(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "log.xlsx", {"date_1904": True}) as book:
        sheet = book.add_worksheet("cases")
        sheet.write(0, 0, "a")
        sheet.write_datetime(1, 0, date(2026, 3, 5), book.add_format({"num_format": "dd/mm/yyyy"}))
    assert read_sheet(tmp_path / "log.xlsx")[1] == [("2026-03-05", 2)]


def test_an_id_that_its_format_shows_with_zeros_is_read_as_it_is_shown(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "log.xlsx") as book:
        sheet = book.add_worksheet("cases")
        sheet.write_row(0, 0, ["a", "b", "c"])
        for column, shown in enumerate(("00000", '"CL-"0000', "0.00")):
            sheet.write(1, column, 42, book.add_format({"num_format": shown}))
    assert read_sheet(tmp_path / "log.xlsx")[1] == [("00042", "CL-0042", "42", 2)]


@pytest.mark.parametrize("ending", WRITERS)
def test_an_id_too_long_for_a_number_is_refused(tmp_path: Path, ending: str) -> None:
    said = refusal(written(tmp_path, ending, [["id", "x"], ["a", 1], ["b", 1234567890123456]]))
    assert said.startswith(f"log.{ending} sheet cases cell B3 is a number of 16 or more digits")
    assert "123456" not in said


def test_a_cell_that_shows_an_error_is_refused_and_never_blank(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "cases"
    for row in (["id", "x"], [CANARY, "ok"], ["b", "#REF!"]):
        book.active.append(row)
    book.active["B3"].data_type = "e"
    book.save(tmp_path / "log.xlsx")
    assert refusal(tmp_path / "log.xlsx").startswith("log.xlsx sheet cases cell B3 shows an error")
    old = xlwt.Workbook()
    sheet = old.add_sheet("cases")
    sheet.write(0, 0, "id")
    sheet.write(1, 0, CANARY)
    sheet.row(4).set_cell_error(1, 0x2A)
    old.save(str(tmp_path / "log.xls"))
    assert refusal(tmp_path / "log.xls").startswith("log.xls sheet cases cell B5 shows an error")
    shown = TableCell(formula="of:=1/0", valuetype="float", value="0")
    shown.addElement(P(text="#DIV/0!"))
    assert refusal(ods(tmp_path / "log.ods", [["id"], [CANARY], [shown]])).startswith(
        "log.ods sheet cases cell A3 shows an error"
    )


def test_a_formula_that_nobody_has_worked_out_is_refused_and_never_blank_or_nought(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "cases"
    for row in (["id", "x"], [CANARY, "ok"], ["b", "=1+1"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert "cell B3 holds a formula whose result is not in the file" in refusal(tmp_path / "a.xlsx")
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as written:  # which writes 0 for the result
        sheet = written.add_worksheet("cases")
        sheet.write(0, 0, "id")
        sheet.write_formula(1, 0, "=1+1")
    assert "cell A2 holds a formula whose result is not in the file" in refusal(tmp_path / "b.xlsx")
    old = xlwt.Workbook()
    old.add_sheet("cases").write(0, 0, "id")
    old.get_sheet(0).write(1, 0, xlwt.Formula("1+1"))
    old.save(str(tmp_path / "c.xls"))
    assert "cell A2 holds a formula whose result is not in the file" in refusal(tmp_path / "c.xls")
    path = ods(tmp_path / "d.ods", [["id"], [TableCell(formula="of:=1+1")]])
    assert "cell A2 holds a formula whose result is not in the file" in refusal(path)


def test_a_formula_that_a_spreadsheet_program_worked_out_is_read(tmp_path: Path) -> None:
    xlsx(tmp_path / "log.xlsx", [["id", "x"], ["a", 1], ["b", 2]])
    formula = b'<c r="B3"><f>B2*2</f><v>2</v></c>'
    rewrite(tmp_path / "log.xlsx", "xl/worksheets/sheet1.xml", b'<c r="B3"><v>2</v></c>', formula)
    assert "result is not in the file" in refusal(tmp_path / "log.xlsx"), "xlsxwriter asks for working out on load"
    rewrite(tmp_path / "log.xlsx", "xl/workbook.xml", b' fullCalcOnLoad="1"', b"")
    assert read_sheet(tmp_path / "log.xlsx")[1] == [("a", "1", 2), ("b", "2", 3)]
    blank = b'<c r="B3" t="str"><f>""</f><v></v></c>'
    rewrite(tmp_path / "log.xlsx", "xl/worksheets/sheet1.xml", formula, blank)
    assert read_sheet(tmp_path / "log.xlsx")[1] == [("a", "1", 2), ("b", "", 3)]


def rewrite(path: Path, part: str, old: bytes, new: bytes) -> None:
    """Change the bytes of one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("ending", WRITERS)
def test_the_first_row_that_holds_anything_has_the_headings_and_rows_keep_their_numbers(
    tmp_path: Path, ending: str
) -> None:
    rows = [[], [], ["case_id", "", "notes"], ["C1", "", "a"], [], ["C2", "", None]]
    table, found = read_sheet(written(tmp_path, ending, rows))
    assert table.columns == ("case_id", "notes")
    assert found == [("C1", "a", 4), ("C2", "", 6)]
    assert table.skipped == (1, 2, 5)
    assert table.rows == {"empty": 3, "header": 1, "record": 2}


@pytest.mark.parametrize("ending", WRITERS)
def test_a_title_is_never_taken_for_a_row_of_headings(tmp_path: Path, ending: str) -> None:
    path = written(tmp_path, ending, [["Client log"], [], HEADER, ["C1", "2026-03-05", CANARY]])
    said = refusal(path)
    assert said.startswith(f"log.{ending} sheet cases cell B3 holds something, and its column has no heading.")
    assert "row 1, say header_rows in the mapping" in said
    table, found = read_sheet(path, Options(header_rows=(3,)))
    assert table.columns == tuple(HEADER)
    assert found == [("C1", "2026-03-05", CANARY, 4)]
    assert table.rows == {"above_header": 2, "header": 1, "record": 1}


@pytest.mark.parametrize("ending", WRITERS)
def test_a_sheet_without_headings_is_refused_rather_than_short_of_a_record(tmp_path: Path, ending: str) -> None:
    said = refusal(written(tmp_path, ending, [[CANARY, date(2026, 3, 5)], ["b", date(2026, 3, 6)]]))
    assert f"log.{ending} sheet cases cell B1 holds a number or a date, in the first row" in said


def test_headings_over_two_rows_are_joined_and_merged_ones_stand_over_each_column(tmp_path: Path) -> None:
    rows = [["Log"], [None, None, None, "Notes"], [None, "Date", "With", None], ["C1", "2026-03-05", "school", "n"]]
    merges = [(1, 1, 1, 2, "Disclosure"), (1, 0, 2, 0, "Client")]
    expected = ("Client", "Disclosure Date", "Disclosure With", "Notes")
    for path in (xlsx(tmp_path / "a.xlsx", rows, merges=merges), xls(tmp_path / "a.xls", rows, merges=merges)):
        assert "cell A2 is merged over others" in refusal(path), "the log's title is not taken for the headings"
        table, found = read_sheet(path, Options(header_rows=(2, 3)))
        assert table.columns == expected
        assert found == [("C1", "2026-03-05", "school", "n", 4)]
        assert table.rows == {"above_header": 1, "header": 2, "record": 1}
    wide, tall = ods_cell("Disclosure", numbercolumnsspanned=2), ods_cell("Client", numberrowsspanned=2)
    laid = [["Log"], [tall, wide, ..., "Notes"], [..., "Date", "With", None], rows[3]]
    table, found = read_sheet(ods(tmp_path / "a.ods", laid), Options(header_rows=(2, 3)))
    assert table.columns == expected
    assert found == [("C1", "2026-03-05", "school", "n", 4)]


def test_grouped_headings_are_not_taken_for_headings_unless_the_mapping_says_so(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "log.xlsx", [["Client"], ["id", "a", "b"]], merges=[(0, 1, 0, 2, CANARY)])
    assert "row 1, the first that holds anything, has a cell merged over several columns" in refusal(path)


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_cells_merged_over_several_records_are_refused_or_filled_as_the_mapping_says(
    tmp_path: Path, ending: str
) -> None:
    rows: list[list[Any]] = [["worker", "case_id"], [None, "C1"], [None, "C2"], ["W2", "C3"]]
    if ending == "ods":
        rows[1][0], rows[2][0] = ods_cell(CANARY, numberrowsspanned=2), ...
        path = ods(tmp_path / "log.ods", rows)
    else:
        path = WRITERS[ending](tmp_path / f"log.{ending}", rows, merges=[(1, 0, 2, 0, CANARY)])
    said = refusal(path)
    assert said.startswith(f"log.{ending} sheet cases cell A2 is merged over others.")
    assert "merged_cells: filled" in said
    _, found = read_sheet(path, Options(merged_cells="filled"))
    assert found == [(CANARY, "C1", 2), (CANARY, "C2", 3), ("W2", "C3", 4)]


def test_a_heading_merged_over_records_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "log.xlsx", [["a", "b"], [None, "x"]], merges=[(0, 0, 1, 0, "a")])
    assert "cell A1 is merged over headings and records" in refusal(path, Options(merged_cells="filled"))


def test_empty_cells_may_be_merged(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "log.xlsx", [["a", "b"], ["1", None], ["2", None]], merges=[(1, 1, 2, 1, "")])
    assert read_sheet(path)[1] == [("1", "", 2), ("2", "", 3)]


def test_headings_that_come_again_are_refused_or_left_out_as_the_mapping_says(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "log.xlsx", [HEADER, ["C1", "", CANARY], [], ["CASE_ID ", *HEADER[1:]], ["C2", "", ""]])
    assert refusal(path).startswith("log.xlsx sheet cases row 4 repeats the headings.")
    table, found = read_sheet(path, Options(repeated_header="left_out"))
    assert found == [("C1", "", CANARY, 2), ("C2", "", "", 5)]
    assert table.rows == {"header": 1, "record": 2, "empty": 1, "repeated_header": 1}


def test_two_columns_of_one_heading_are_refused_by_their_letters(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "log.xlsx", [["id", CANARY, "x", f" {CANARY.upper()} "], ["1", "2", "3", "4"]])
    assert "has the same heading over columns B and D" in refusal(path)


def test_a_column_without_a_heading_that_holds_something_is_refused_by_its_cell(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "log.xlsx", [["id", None, "x"], ["1", None, "3"], ["2", CANARY, "4"]])
    assert "cell B3 holds something, and its column has no heading" in refusal(path)


def test_a_sheet_that_is_a_picture_and_one_that_is_empty_are_told_apart(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "log.xlsx") as book:
        book.add_worksheet("cases").insert_textbox(1, 1, CANARY)
        book.add_worksheet("spare")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=cases!$A$1:$A$2"})
        book.add_chartsheet("figures").set_chart(chart)
    assert "sheet cases holds a picture or a chart and no cells" in refusal(tmp_path / "log.xlsx")
    assert "sheet spare holds no cells" in refusal(tmp_path / "log.xlsx", sheet="spare")
    assert "sheet figures holds a picture or a chart" in refusal(tmp_path / "log.xlsx", sheet="figures")
    assert all(piece.empty for piece in workbooks.pieces(tmp_path / "log.xlsx", "log.xlsx"))


def test_hidden_sheets_and_hidden_rows_are_read_all_the_same(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "log.xlsx") as book:
        book.add_worksheet("front").write(0, 0, "x")
        hidden = book.add_worksheet("cases")
        hidden.hide()
        for row, text in enumerate(("id", "a", "b")):
            hidden.write(row, 0, text)
        hidden.set_row(1, None, None, {"hidden": True})
    assert read_sheet(tmp_path / "log.xlsx")[1] == [("a", 2), ("b", 3)]


def test_a_stray_cell_far_away_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "log.xlsx") as book:
        sheet = book.add_worksheet("cases")
        sheet.write(0, 0, "id")
        sheet.write(1_048_575, 16_383, CANARY)
    assert "spans 17,179,869,184 cells" in refusal(tmp_path / "log.xlsx")
    repeated = ods_cell(CANARY, numbercolumnsrepeated=1_000_000_000)
    assert "cells, and 25,000,000 can be read" in refusal(ods(tmp_path / "log.ods", [["id"], [repeated]]))
    path = ods(tmp_path / "log.ods", [["id"], [ods_cell(CANARY, numbercolumnsrepeated=1_000)]])
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    last = content.rindex(b"<table:table-row>")
    row = b'<table:table-row table:number-rows-repeated="1000000">'
    rewrite(path, "content.xml", content[last:], content[last:].replace(b"<table:table-row>", row))
    assert "log.ods sheet cases spans 1,000,001,000 cells" in refusal(path)


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        ("xl/sharedStrings.xml", b'uniqueCount="2"', b'uniqueCount="99999999999"', "is damaged or cut short"),
        ("xl/sharedStrings.xml", b'count="2"', b'count="-1"', ""),
        ("xl/worksheets/sheet1.xml", b"<v>1</v>", b"<v>77</v>", "is damaged or cut short"),
        ("xl/worksheets/sheet1.xml", b"<v>42</v>", b"<v>1e999</v>", "cell A3 is a number that no spreadsheet holds"),
        ("xl/worksheets/sheet1.xml", b"<v>42</v>", b"<v>NaN</v>", "cell A3 is a number that no spreadsheet holds"),
        ("xl/worksheets/sheet1.xml", b'r="A3"', b'r="A4"', "is damaged or cut short"),
        ("xl/workbook.xml", b'name="cases"', b'name="cases&#10;x"', "sheet 1 of it has a name that cannot be shown"),
    ],
)
def test_a_workbook_that_lies_about_itself_is_refused(
    tmp_path: Path, part: str, old: bytes, new: bytes, said: str
) -> None:
    xlsx(tmp_path / "log.xlsx", [["id"], [CANARY], [42]])
    rewrite(tmp_path / "log.xlsx", part, old, new)
    if said:
        assert said in refusal(tmp_path / "log.xlsx")
    else:
        assert read_sheet(tmp_path / "log.xlsx")[1] == [(CANARY, 2), ("42", 3)]


def test_xml_that_defines_things_of_its_own_is_refused(tmp_path: Path) -> None:
    xlsx(tmp_path / "log.xlsx", [["id"], ["a"]])
    bomb = b'standalone="yes"?>\n<!DOCTYPE x [<!ENTITY a "b">]><worksheet'
    rewrite(tmp_path / "log.xlsx", "xl/worksheets/sheet1.xml", b'standalone="yes"?>\n<worksheet', bomb)
    assert "is damaged or cut short" in refusal(tmp_path / "log.xlsx")


def test_rows_out_of_order_are_refused(tmp_path: Path) -> None:
    xlsx(tmp_path / "log.xlsx", [["id"], ["a"], [CANARY]])
    rewrite(tmp_path / "log.xlsx", "xl/worksheets/sheet1.xml", b'<row r="3"', b'<row r="2"')
    assert "is damaged or cut short" in refusal(tmp_path / "log.xlsx")


@pytest.mark.parametrize("ending", WRITERS)
def test_a_workbook_cut_anywhere_is_refused_in_a_sentence(tmp_path: Path, ending: str) -> None:
    whole = written(tmp_path, ending, [HEADER, *([f"C{n}", "2026-03-05", CANARY] for n in range(200))]).read_bytes()
    for share in (0.02, 0.3, 0.6, 0.9, 0.99):
        path = tmp_path / f"cut.{ending}"
        path.write_bytes(whole[: int(len(whole) * share)])
        said = refusal(path)
        assert said.startswith(f"cut.{ending}")
        assert said.endswith(".")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "log.xls is empty"),
        (b"<html><table><tr><td>Quillfeather</td></tr></table></html>", "log.xls is a web page"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "log.xls is XML"),
        (b"case_id\tnotes\nC1\tQuillfeather\n", "log.xls is text. Give it the ending .csv"),
        (b"%PDF-1.7 Quillfeather", "log.xls is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "log.xls is an old Office file"),
        (b"PK\x03\x04Quillfeather", "log.xls is damaged or cut short"),
    ],
)
def test_what_is_no_workbook_is_said_to_be_what_it_is(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "log.xls").write_bytes(content)
    assert said in refusal(tmp_path / "log.xls")


def test_an_old_workbook_with_a_password_is_said_to_have_one(tmp_path: Path) -> None:
    path = xls(tmp_path / "log.xls", [["id"], [CANARY]])
    name, stream, _ = ole.workbook(path.read_bytes())
    first = 4 + int.from_bytes(stream[2:4], "little")  # where the first record ends
    path.write_bytes(ole.packed(name, stream[:first] + b"\x2f\x00\x02\x00\x01\x00" + stream[first:]))
    assert "log.xls is protected by a password" in refusal(path)


def test_a_container_that_runs_in_circles_or_lies_of_its_length_is_refused(tmp_path: Path) -> None:
    path = xls(tmp_path / "log.xls", [["id"], [CANARY]])
    name, stream, _ = ole.workbook(path.read_bytes())
    sound = ole.packed(name, stream)
    assert ole.workbook(sound)[1].startswith(stream)
    circle = sound[: ole.SECTOR + 12] + (3).to_bytes(4, "little") + sound[ole.SECTOR + 16 :]  # sector 3 follows itself
    path.write_bytes(circle)
    assert "log.xls is damaged or cut short" in refusal(path)
    length = sound.index(name.encode("utf-16-le")) + 120
    path.write_bytes(sound[:length] + b"\xff\xff\xff\x7f" + sound[length + 4 :])
    assert "log.xls is damaged or cut short" in refusal(path)


def test_a_large_old_workbook_survives_its_new_container(tmp_path: Path) -> None:
    rows = [["id", "notes"], *([f"C{n}", f"note {n} " + "x" * 90] for n in range(9_000))]
    _, found = read_sheet(xls(tmp_path / "log.xls", rows))
    assert [list(row[:-1]) for row in found] == rows[1:]


def test_merged_cells_of_an_old_workbook_are_seen_behind_a_drawing(tmp_path: Path) -> None:
    path = xls(tmp_path / "log.xls", [["a", "b"], [None, "1"], [None, "2"]], merges=[(1, 0, 2, 0, CANARY)])
    name, stream, _ = ole.workbook(path.read_bytes())
    merged = stream.index(b"\xe5\x00\x0a\x00")
    chart = b"\x09\x08\x10\x00" + bytes(16) + b"\x0a\x00\x00\x00"  # a chart's own begin and end, as within a sheet
    path.write_bytes(ole.packed(name, stream[:merged] + chart + stream[merged:]))
    assert "cell A2 is merged over others" in refusal(path)


def test_a_workbook_under_the_ending_of_another_kind_is_read_as_what_it_is(tmp_path: Path) -> None:
    xlsx(tmp_path / "log.xlsx", [["id"], ["a"]]).rename(tmp_path / "log.xls")
    table, found = read_sheet(tmp_path / "log.xls")
    assert table.encoding == "xlsx (named .xls)"
    assert found == [("a", 2)]


def test_a_workbook_that_is_a_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    xlsx(tmp_path / "log.xlsx", [["id"], ["a"]])
    with zipfile.ZipFile(tmp_path / "log.xlsx", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\x00" * (archives.LIMITS.small + 1))
    assert "unpacks to more than 200 times its size" in refusal(tmp_path / "log.xlsx")


def test_columns_are_named_as_a_spreadsheet_names_them() -> None:
    from checks.intake.readers.sheet_rows import column_name
    from checks.intake.readers.sheet_xlsx import column_of

    assert [column_name(place) for place in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_of(column_name(place)) == place for place in range(16_384))
    assert sheet_scan.MOST_CELLS > 65_536 * 256, "a whole sheet of .xls, which is never measured, fits"
