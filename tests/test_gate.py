"""The data gate: what an export holds that cannot be relied on is counted and shown, and no record goes missing."""

import csv
import io
import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb
import pytest

import checks
from checks.errors import ExportError, UserError
from checks.intake import conversions
from checks.intake.load import load
from checks.intake.tables import declared
from checks.results.audit import Audit

pytestmark = pytest.mark.engine
AS_OF = "2026-03-31"
PROBLEMS = tuple[str, str, str]


def put(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for file, content in files.items():
        (folder / file).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def audit(export: Path) -> Audit:
    return checks.check(export, pack="women-dvpp", as_of=AS_OF, settings={"written_for": "health"}, rules=["RET-05"])


def gate(folder: Path, files: Mapping[str, str | bytes]) -> dict[PROBLEMS, tuple[int, str]]:
    """What the gate says, but for the tables and columns a small export leaves out."""
    frame = audit(put(folder, files)).gate
    return {
        (line.table, line.column, line.problem): (line.rows, line.first_rows)
        for line in frame.itertuples()
        if line.problem not in ("missing_table", "missing_column")
    }


def refusal(folder: Path, files: Mapping[str, str | bytes]) -> str:
    with pytest.raises(ExportError) as refused:
        audit(put(folder, files))
    return str(refused.value)


def test_a_good_table_has_nothing_to_say(tmp_path: Path) -> None:
    assert gate(tmp_path, {"people.csv": "person_id,date_of_birth\nP1,2001-01-01\nP2,\n"}) == {}


def test_what_the_export_lacks_is_listed_in_the_order_of_the_schema(tmp_path: Path) -> None:
    frame = audit(put(tmp_path, {"people.csv": "person_id\nP1\n"})).gate
    tables = [line.table for line in frame.itertuples() if line.problem == "missing_table"]
    columns = [line.column for line in frame.itertuples() if line.problem == "missing_column"]
    assert tables == [table for table in declared() if table != "people"]
    assert columns == sorted(set(declared()["people"].columns) - {"person_id"})
    assert (frame["rows"] == 0).all()


def test_each_problem_is_counted_with_its_first_records(tmp_path: Path) -> None:
    cases = (
        "case_id,status,opened_on,closed_on,evidence_hold\n"
        "C1,open,2020-01-01,2019-12-31,\n"
        "C2,opened,31/02/2026,,maybe\n"
        "C3,,2026-04-01,,\n"
        "C4,,2020-01-01,2026-04-01,YES\n"
        ",closed,2020-01-01,2020-01-01,no\n"
    )
    assert gate(tmp_path, {"cases.csv": cases}) == {
        ("cases", "case_id", "blank"): (1, "6"),
        ("cases", "closed_on", "closed_before_opened"): (1, "2"),
        ("cases", "closed_on", "future_date"): (1, "5"),
        ("cases", "evidence_hold", "unknown_code"): (1, "3"),
        ("cases", "opened_on", "after_as_of"): (1, "4"),
        ("cases", "opened_on", "unreadable_date"): (1, "3"),
        ("cases", "status", "blank"): (2, "4;5"),
        ("cases", "status", "unknown_code"): (1, "3"),
    }


def test_only_the_first_five_records_are_shown_and_all_are_counted(tmp_path: Path) -> None:
    content = "case_id,status\n" + "".join(f"C{n},odd\n" for n in range(1, 13))
    assert gate(tmp_path, {"cases.csv": content}) == {("cases", "status", "unknown_code"): (12, "2;3;4;5;6")}


def test_record_numbers_count_records_and_not_lines(tmp_path: Path) -> None:
    content = 'case_id,hold_reason,status\nC1,"two\nlines",open\n\nC2,x,odd\n'
    assert gate(tmp_path, {"cases.csv": content}) == {
        ("cases", "", "empty_line_skipped"): (1, "4"),
        ("cases", "status", "unknown_code"): (1, "3"),
    }


def test_ids_that_find_nothing_are_counted_only_where_their_table_is_there(tmp_path: Path) -> None:
    files = {
        "cases.csv": "case_id,person_id,linked_case_id,lead_worker_id\nC1,P1,C9,S1\nC2, P1\u00a0,C1,\nC3,p1,,\n",
        "people.csv": "person_id\n P1\u00a0\n",
    }
    assert gate(tmp_path, files) == {
        ("cases", "lead_worker_id", "blank"): (2, "3;4"),
        ("cases", "linked_case_id", "dangling_id"): (1, "2"),
        ("cases", "person_id", "dangling_id"): (1, "4"),
    }


def test_every_id_of_a_list_is_looked_up(tmp_path: Path) -> None:
    files = {
        "documents.csv": 'document_id,about_person_ids\nD1,"P1;\u00a0S1 ;"\nD2,P1;P2\nD3,;\n',
        "people.csv": "person_id\nP1\n",
        "staff.csv": "staff_id\nS1\n",
        "applicants.csv": "applicant_id\n",
    }
    assert gate(tmp_path, files) == {
        ("documents", "about_person_ids", "blank"): (1, "4"),
        ("documents", "about_person_ids", "dangling_id"): (1, "3"),
    }


def test_lists_with_an_unknown_code_are_counted_once(tmp_path: Path) -> None:
    content = 'disclosure_id,info_categories\nS1,"health;gossip;rumour"\nS2,HEALTH; health\nS3,gossip\nS4,\n'
    assert gate(tmp_path, {"disclosures.csv": content}) == {
        ("disclosures", "info_categories", "blank"): (1, "5"),
        ("disclosures", "info_categories", "unknown_code"): (2, "2;4"),
    }


def test_a_placeholder_in_a_text_that_is_needed_counts_as_blank(tmp_path: Path) -> None:
    content = "decision_id,rationale\nD1,n/a\nD2,Her sister had asked us to\nD3,\n"
    assert gate(tmp_path, {"decisions.csv": content}) == {("decisions", "rationale", "blank"): (2, "2;4")}


def test_unknown_columns_and_files_are_reported_and_not_read(tmp_path: Path) -> None:
    files = {
        "People.CSV": "PERSON_ID, Shoe Size,,\nP1,9,,\n",
        "notes.txt": "x",
        "cases.docx": b"PK\x03\x04",
        "case.csv": "case_id\nC1\n",
        ".hidden": "x",
        "README.md": "x",
    }
    assert gate(tmp_path, files) == {
        ("", "case.csv", "unexpected_file"): (0, ""),
        ("", "cases.docx", "unexpected_file"): (0, ""),
        ("", "notes.txt", "unexpected_file"): (0, ""),
        ("people", "(no heading)", "unexpected_column"): (0, ""),
        ("people", "Shoe Size", "unexpected_column"): (0, ""),
    }


@pytest.mark.parametrize(
    ("encoding", "problem"), [("cp1252", "converted_from_windows-1252"), ("utf-16", "converted_from_utf-16")]
)
def test_a_converted_file_is_said_to_be(tmp_path: Path, encoding: str, problem: str) -> None:
    content = "person_id,full_name\nP1,Zoë\nP2,Noé\n".encode(encoding)
    assert gate(tmp_path, {"people.csv": content}) == {("people", "", problem): (2, "")}


def test_a_table_twice_is_refused_by_both_names(tmp_path: Path) -> None:
    duckdb.sql(f"COPY (SELECT 'P1' AS person_id) TO '{tmp_path}/people.parquet'")
    said = refusal(tmp_path, {"people.csv": "person_id\nP1\n"})
    assert said == "people.csv and people.parquet both hold people. Keep one of them."


@pytest.mark.parametrize("file", ["cases.parquet", "cases.csv"])
def test_a_folder_in_place_of_a_table_is_refused(tmp_path: Path, file: str) -> None:
    (tmp_path / file).mkdir()
    assert refusal(tmp_path, {"people.csv": "person_id\nP1\n"}) == f"{file} is a folder. Export each table as one file."


def test_a_table_with_none_of_its_columns_is_refused_without_quoting_it(tmp_path: Path) -> None:
    said = refusal(tmp_path, {"people.csv": "Ann Jones,F\nBob Smith,M\n"})
    assert said == "people.csv has none of the columns of people. Check its header row."


# ---- keys -------------------------------------------------------------------------------------------------------


def test_two_records_with_one_key_stop_the_run_and_are_named_by_number(tmp_path: Path) -> None:
    said = refusal(tmp_path, {"cases.csv": "case_id\nSECRET-7\nC2\n SECRET-7 \n\nC2\nC3\n"})
    assert said == (
        "cases.csv: case_id must be different in every record, and 4 records share it with another "
        "(records 2, 3, 4, 5; the header is 1). Remove the repeats and export again."
    )


def test_of_many_repeats_the_first_are_named(tmp_path: Path) -> None:
    said = refusal(tmp_path, {"cases.csv": "case_id\n" + "C1\n" * 9})
    assert "9 records share it with another (the first are records 2, 3, 4, 5, 6; the header is 1)" in said


def test_a_record_after_the_run_date_is_a_repeat_too(tmp_path: Path) -> None:
    said = refusal(tmp_path, {"cases.csv": "case_id,opened_on\nC1,2020-01-01\nC1,2030-01-01\n"})
    assert "records 2, 3" in said


def test_blank_keys_are_blank_and_not_repeats(tmp_path: Path) -> None:
    content = "case_id,status\n,open\n \u00a0,open\nC1,open\n"
    assert gate(tmp_path, {"cases.csv": content}) == {("cases", "case_id", "blank"): (2, "2;3")}


def test_keys_of_two_columns_repeat_only_together(tmp_path: Path) -> None:
    header = "session_id,case_id\n"
    assert gate(tmp_path, {"group_attendance.csv": header + "S1,C1\nS1,C2\nS2,C1\nS1,\nS1,\n"}) != {}
    said = refusal(tmp_path, {"group_attendance.csv": header + "S1,C1\nS2,C1\nS1,C1\n"})
    assert said.startswith("group_attendance.csv: session_id/case_id must be different in every record, and 2 records")


def test_who_is_who_on_a_case_has_no_key(tmp_path: Path) -> None:
    content = "case_id,person_id,relationship\n" + "C1,P1,partner\n" * 3
    assert gate(tmp_path, {"case_people.csv": content}) == {}


def test_records_that_go_missing_while_they_are_typed_stop_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        conversions,
        "code_dictionary",
        lambda *_: "SELECT 'health' AS t, 1 AS mask, t AS clean, false AS bad FROM range(2)",
    )
    put(tmp_path, {"disclosures.csv": "disclosure_id,info_categories\nS1,health\nS2,\n"})
    said = r"^disclosures\.csv: 2 records are there and 3 could be read\."
    with duckdb.connect() as connection, pytest.raises(ExportError, match=said):
        load(connection, tmp_path, date(2026, 3, 31), ["n/a"])


# ---- whatever becomes of a file ---------------------------------------------------------------------------------


def good_case(n: int) -> str:
    status, opened = "open" if n % 3 else "closed", f"20{10 + n % 15}-0{1 + n % 9}-1{n % 9}"
    return f'C{n},P{n % 5},dvpp,{status},{opened},,"canary{n}, é\n{n}"\n'


GOOD = {
    "cases.csv": "case_id,person_id,service,status,opened_on,closed_on,hold_reason\n"
    + "".join(map(good_case, range(12))),
    "people.csv": "person_id,full_name,is_client\n" + "".join(f"P{n},canary Zoë {n},yes\n" for n in range(5)),
}


def mutated(content: str, generator: random.Random) -> bytes:
    """A good file after something that happens to files."""
    lines = content.split("\n")
    place = generator.randrange(len(lines))
    table = list(csv.reader(io.StringIO(content, newline="")))
    column = generator.randrange(len(table[0]))
    out = io.StringIO(newline="")
    match generator.randrange(9):
        case 0:
            return content.encode()[: generator.randrange(len(content))]
        case 1:
            data = bytearray(content.encode())
            for _ in range(generator.choice([1, 3, 9])):
                data[generator.randrange(len(data))] = generator.randrange(256)
            return bytes(data)
        case 2:
            return content.encode(
                generator.choice(["utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-8-sig", "cp850"])
            )
        case 3:
            csv.writer(out).writerows(row[:column] + row[column + 1 :] for row in table)
        case 4:
            out.write("\n".join([*lines[:place], lines[place], *lines[place:]]))
        case 5:
            out.write("\n".join(lines[:place] + lines[place + 1 :]))
        case 6:
            generator.shuffle(lines)
            out.write(generator.choice(["\n", "\r\n", "\r", "\n\n"]).join(lines))
        case 7:
            csv.writer(out, delimiter=generator.choice(";\t|,:"), quoting=csv.QUOTE_ALL).writerows(table)
        case _:
            out.write(content.replace(generator.choice(',"\n12eé'), generator.choice(["", ",", '"', "\x00", "\n"]), 3))
    return out.getvalue().encode()


def records_in(content: bytes) -> int:
    """How many records a file holds, counted by another reader than the audit's."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16")
    elif content.count(0) > len(content) / 3:
        text = content.decode("utf-16-be" if content[0] == 0 else "utf-16-le")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252")
    delimiter = max(",;\t|", key=next(line for line in text.splitlines() if line.strip()).count)
    found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return sum(1 for row in found if len(row) > 1 or (row and row[0].strip())) - 1


def audit_or_refusal(export: Path) -> tuple[Audit | None, UserError | None]:
    try:
        return audit(export), None
    except UserError as error:
        return None, error


@pytest.mark.parametrize("seed", range(100))
def test_a_mutated_export_is_audited_whole_or_refused_in_a_sentence(tmp_path: Path, seed: int) -> None:
    generator = random.Random(seed)
    file = generator.choice(list(GOOD))
    content = mutated(GOOD[file], generator)
    found, refused = audit_or_refusal(put(tmp_path, {**GOOD, file: content}))
    if found is None:
        assert refused is not None
        assert refused.exit_status == 3
        assert str(refused).endswith(".")
        assert "canary" not in str(refused)
    else:
        counted = dict(zip(found.sources["file"], found.sources["records"], strict=True))
        assert counted == {name: records_in((tmp_path / name).read_bytes()) for name in GOOD}
