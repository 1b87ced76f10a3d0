"""What init makes of exports as others write them: form questions, yearly workbooks, one number, technical times."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from checks.intake import mapping as mappings
from checks.intake.proposing.model import LOW, Proposal
from checks.intake.proposing.propose import propose
from checks.intake.proposing.writing import write
from checks.runs.audit_file import find
from checks.runs.starting import start
from tests.mapped import counts, mapped
from tests.sheets import sqlite, xlsx

DAYS = [f"2026-{n % 9 + 1:02}-{n % 27 + 1:02}" for n in range(40)]


def csv(folder: Path, file: str, columns: Mapping[str, Sequence[str]]) -> Path:
    rows = [list(columns), *zip(*columns.values(), strict=True)]
    text = "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)
    (folder / file).write_text(text, "utf-8")
    return folder


def numbers(mark: str) -> list[str]:
    return [f"{mark}{n:03}" for n in range(1, 41)]


def used(proposal: Proposal) -> dict[str, str]:
    """The heading of each canonical column that the mapping reads."""
    rows = [row for row in proposal.as_rows() if row["confidence"] != LOW]
    return {f"{row['table']}.{row['column']}": row["heading"] for row in rows}


def test_the_questions_of_a_form_are_understood(tmp_path: Path) -> None:
    csv(
        tmp_path,
        "Referral intake (Responses).csv",
        {
            "Client reference (e.g. AB-123)": numbers("AB-"),
            "What is the client's full name?": [f"Ada {chr(65 + n % 26)}testley" for n in range(40)],
            "What is the client's date of birth?": [f"19{n + 50}-03-17" for n in range(40)],
            "When was the case opened?": DAYS,
            "Is the case open or closed?": ["Open", "Closed"] * 20,
        },
    )
    found = used(propose(tmp_path))
    assert found["cases.opened_on"] == "When was the case opened?"
    assert found["cases.status"] == "Is the case open or closed?"
    assert found["people.date_of_birth"] == "What is the client's date of birth?"
    assert found["people.person_id"] == "Client reference (e.g. AB-123)"


def test_a_number_sign_and_dotted_initials_are_read_as_words(tmp_path: Path) -> None:
    csv(tmp_path, "workers.csv", {"Worker #": numbers("W"), "Worker name": ["Ada Test", "Bea Mock"] * 20})
    csv(tmp_path, "people.csv", {"Person #": numbers("P"), "Name": ["Ada Test"] * 40, "D.O.B.": DAYS})
    found = used(propose(tmp_path))
    assert (found["staff.staff_id"], found["people.date_of_birth"]) == ("Worker #", "D.O.B.")


@pytest.mark.parametrize("number", ["Client ref", "Case ref"])
def test_where_there_is_one_number_it_stands_for_the_case_and_its_client(number: str, tmp_path: Path) -> None:
    csv(tmp_path, "cases.csv", {number: numbers("C"), "Date opened": DAYS, "Status": ["open", "closed"] * 20})
    found = used(propose(tmp_path))
    assert found["cases.case_id"] == found["cases.person_id"] == number


def test_a_client_with_two_cases_is_not_taken_for_a_case(tmp_path: Path) -> None:
    csv(tmp_path, "cases.csv", {"Client ref": numbers("C")[:20] * 2, "Date opened": DAYS})
    assert "cases.case_id" not in used(propose(tmp_path))


def test_times_with_a_letter_t_and_fractions_of_a_second_are_times(tmp_path: Path) -> None:
    csv(
        tmp_path,
        "disclosures.csv",
        {
            "share.id": numbers("S"),
            "case.id": numbers("C"),
            "share.ts": [f"{day}T09:{n:02}:00.123456" for n, day in enumerate(DAYS)],
        },
    )
    found = used(propose(tmp_path))
    assert (found["disclosures.disclosure_id"], found["disclosures.disclosed_at"]) == ("share.id", "share.ts")


@pytest.mark.parametrize("heading", ["Info: Risk", "Last seen risk"])
def test_yes_and_no_say_nothing_where_the_heading_hardly_does(heading: str, tmp_path: Path) -> None:
    answers = {"Share no": numbers("S"), "Date shared": DAYS, heading: ["yes", "no"] * 20}
    assert "disclosures.may_increase_risk" not in used(propose(csv(tmp_path, "disclosures.csv", answers)))


def test_sentences_are_no_codes(tmp_path: Path) -> None:
    said = {"Share no": numbers("S"), "Date shared": DAYS, "Purpose": ["To help her with the housing form"] * 40}
    found = used(propose(csv(tmp_path, "disclosures.csv", said)))
    assert "disclosures.purpose_code" not in found


def test_yearly_workbooks_whose_headings_drifted_feed_one_table_and_no_row_is_lost(tmp_path: Path) -> None:
    years = {
        2024: ["Case ref", "Date opened", "Date closed", "Status"],
        2025: ["Case no.", "Opened", "Closed", "Case status"],
        2026: ["Case no.", "Opened", "Closed", "Case status"],
    }
    for year, headings in years.items():
        rows = [[f"C{year}{n}", f"{year}-03-{n + 1:02}", f"{year}-09-{n + 1:02}", "closed"] for n in range(20)]
        xlsx(tmp_path / f"Cases {year}.xlsx", [[f"Register {year}", None, None, None], headings, *rows, ["Total: 20"]])
    proposal = propose(tmp_path)
    text = write(proposal)
    parts = mappings.parse(text, "mapping.yml").tables["cases"].all_parts
    assert [part.columns["opened_on"].heading for part in parts] == [("Date opened",), ("Opened",), ("Opened",)]
    rows, loaded = mapped(tmp_path, text, "SELECT count(*), count(closed_on) FROM loaded_cases")
    assert rows == [(60, 60)]
    assert [line[2:] for line in counts(loaded) if line[0] == "cases"] == [(21, 1, 20, 0, 20)] * 3


def test_files_of_one_name_but_another_kind_do_not_feed_one_table(tmp_path: Path) -> None:
    csv(tmp_path, "Export 1.csv", {"Case ref": numbers("C"), "Date opened": DAYS, "Status": ["open", "closed"] * 20})
    csv(tmp_path, "Export 2.csv", {"Training no": numbers("T"), "Worker": numbers("W"), "Course completed": DAYS})
    found = used(propose(tmp_path))
    assert found["cases.opened_on"] == "Date opened"
    assert not {heading for target, heading in found.items() if target.startswith("cases.")} & {"Training no", "Worker"}


def test_what_a_table_lacks_stands_there_as_comments_that_load_once_completed(tmp_path: Path) -> None:
    csv(tmp_path, "cases.csv", {"Case ref": numbers("C"), "Date opened": DAYS, "Status": ["open", "closed"] * 20})
    text = write(propose(tmp_path))
    lacking = '# service: {constant: "?"}   # iss, dvpp, childrens, family_support, youth, refuge, other'
    assert lacking in text
    completed = text.replace(lacking, "service: {constant: refuge}")
    assert mappings.parse(completed, "mapping.yml").tables["cases"].columns["service"].constant == "refuge"


@pytest.mark.parametrize(("opened", "said"), [("{n}/03/2026", "day first"), ("03/{n}/2026", "month first")])
def test_the_question_about_dates_says_how_the_other_dates_are_written(opened: str, said: str, tmp_path: Path) -> None:
    told = [opened.format(n=f"{n % 27 + 1:02}") for n in range(40)]
    closed = [f"{n % 9 + 1:02}/{n % 7 + 1:02}/2026" for n in range(40)]
    text = write(propose(csv(tmp_path, "cases.csv", {"Case ref": numbers("C"), "Opened": told, "Closed": closed})))
    assert f"# Every other date of these files that can be told is {said}." in text
    assert 'date_format: "?"' in text


def test_a_database_beside_the_audit_folder_is_found_from_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sqlite(tmp_path / "records.db", [["Case ref", "Opened"], ["C1", "2026-01-05"]], "cases")
    monkeypatch.chdir(tmp_path)
    start(Path("audits/ours"), "sqlite:///records.db", "manchester")
    export = find(tmp_path / "audits" / "ours").export
    monkeypatch.chdir("/")
    assert [piece.file for piece in propose(str(export)).pieces] == ["cases"]
