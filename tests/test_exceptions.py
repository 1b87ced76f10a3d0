"""Accepted findings: by whom, until when, counted apart and never hidden; what is wrong with a line is itself told."""

from dataclasses import replace
from html import unescape
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from months import OTHER_RULE, RULE, audit, keep

from checks.errors import PolicyError
from checks.output import since, worklist
from checks.output.words import ACCEPTANCES, FAULTS
from checks.results import exceptions as accepted
from checks.results.audit import Audit
from checks.results.followed import Followed
from checks.runs import exceptions, parameters
from checks.runs.exceptions import COLUMNS

HEAD = ",".join(COLUMNS)
SOUND = f"{RULE},D1,,agreed with the funder,S-1,line_manager,2026-01-05,2026-06-30"
STAFF = [
    ("S-1", "line_manager", "2020-01-06", None),
    ("S-2", "worker", "2020-01-06", None),
    ("S-3", "senior_manager", "2020-01-06", "2025-12-31"),
    ("S-4", "senior_manager", None, None),
]


@pytest.fixture
def january() -> Audit:
    """Two findings, one of them with two causes, and an export with staff."""
    found = audit("2026-01", (RULE, "D1", "blank;too_short"), (OTHER_RULE, "D2", "late"), status={"TPS-01": "off"})
    return replace(found, listings={**found.listings, "staff_register": staff()})


def staff() -> pd.DataFrame:
    frame = pd.DataFrame(STAFF, columns=["record_id", "role", "started_on", "left_on"])
    return frame.assign(**{day: pd.to_datetime(frame[day]) for day in ("started_on", "left_on")})


def followed(tmp_path: Path, audited: Audit, *lines: str) -> Followed:
    path = tmp_path / "exceptions.csv"
    path.write_text("\n".join([HEAD, *lines]) + "\n", "utf-8")
    return keep(tmp_path / "reports", audited, path)


def judged(told: Followed) -> list[tuple[str, str]]:
    return list(zip(told.accepted.lines["state"], told.accepted.lines["faults"], strict=True))


def test_an_accepted_finding_is_counted_apart_and_stays_in_every_list(tmp_path: Path, january: Audit) -> None:
    told = followed(tmp_path, january, SOUND)
    assert judged(told) == [("in_force", "")]
    assert sorted(told.history["accepted_until"]) == ["", "2026-06-30", "2026-06-30"]
    assert list(told.history["state"]) == ["new"] * 3
    assert len((tmp_path / "reports/2026-01/results/findings.csv").read_text("utf-8").splitlines()) == 3
    page = since.since(january, told)._repr_html_()
    assert "2 open findings are accepted: see below." in page
    worklist.write(january, tmp_path / "list.xlsx", followed=told)
    header, first, _ = openpyxl.load_workbook(tmp_path / "list.xlsx")["Findings"].iter_rows(values_only=True)
    assert first[header.index("Accepted until")] == "2026-06-30"


def test_a_line_with_a_cause_accepts_that_cause_alone(tmp_path: Path, january: Audit) -> None:
    told = followed(tmp_path, january, SOUND.replace(",D1,,", ",D1,blank,"))
    assert sorted(told.history["accepted_until"]) == ["", "", "2026-06-30"]
    assert list(told.lines["accepted_until"]) == ["", ""]


@pytest.mark.parametrize(
    ("place", "value", "fault"),
    [
        (0, "RAT-99", "unknown_rule"),
        (0, "", "unknown_rule"),
        (1, "", "no_record"),
        (3, "", "no_reason"),
        (4, "", "no_approver"),
        (4, "S-9", "approver_not_on_staff"),
        (4, "S-2", "role_not_held"),
        (4, "S-3", "not_in_post"),
        (4, "S-4", "not_in_post"),
        (5, "worker", "role_not_allowed"),
        (5, "", "role_not_allowed"),
        (6, "", "no_approval_date"),
        (6, "2026-01-29", "approved_later"),
        (7, "", "no_end_date"),
        (7, "2026-01-27", "expired"),
        (7, "2026-01-01", "ends_before_approval;expired"),
    ],
)
def test_a_line_with_a_fault_accepts_nothing_and_is_itself_told(
    tmp_path: Path, january: Audit, place: int, value: str, fault: str
) -> None:
    cells = SOUND.split(",")
    cells[place] = value
    told = followed(tmp_path, january, ",".join(cells))
    assert judged(told) == [("faulty", fault)]
    assert set(told.history["accepted_until"]) == {""}
    page = unescape(since.since(january, told)._repr_html_())
    assert "1 line of exceptions.csv accepts nothing: see why below." in page
    assert all(FAULTS[one] in page for one in fault.split(";"))
    worklist.write(january, tmp_path / "list.xlsx", followed=told)
    (_, line) = openpyxl.load_workbook(tmp_path / "list.xlsx")["Exceptions"].iter_rows(values_only=True)
    assert (line[0], line[3]) == (2, ACCEPTANCES["faulty"].name)
    assert all(FAULTS[one] in line[4] for one in fault.split(";"))


def test_a_line_holds_on_its_last_day_and_on_the_day_it_was_approved(tmp_path: Path, january: Audit) -> None:
    line = f"{RULE},D1,,because,S-1,line_manager,2026-01-28,2026-01-28"
    assert judged(followed(tmp_path, january, line)) == [("in_force", "")]


def test_an_ended_line_that_a_later_one_goes_on_from_is_no_fault(tmp_path: Path, january: Audit) -> None:
    told = followed(tmp_path, january, SOUND.replace("2026-06-30", "2026-01-10"), SOUND)
    assert judged(told) == [("renewed", "expired"), ("in_force", "")]


def test_a_line_that_meets_no_finding_is_no_longer_needed_unless_its_rule_was_not_judged(
    tmp_path: Path, january: Audit
) -> None:
    told = followed(tmp_path, january, SOUND.replace("D1", "D7"), SOUND.replace(RULE, "TPS-01"))
    assert judged(told) == [("not_needed", ""), ("cannot_tell", "")]


def test_without_staff_in_the_export_the_files_word_counts_and_that_is_told(tmp_path: Path, january: Audit) -> None:
    bare = replace(january, listings={})
    told = followed(tmp_path, bare, SOUND, SOUND.replace("line_manager", "worker"))
    assert judged(told) == [("in_force", ""), ("faulty", "role_not_allowed")]
    assert "The export has no staff table" in since.since(bare, told)._repr_html_()


def test_what_somebody_typed_into_the_file_is_repeated_nowhere_but_ids_that_a_finding_has(
    tmp_path: Path, january: Audit
) -> None:
    name = "Zephyrine Quillfeather"
    told = followed(tmp_path, january, f"{name},{name},{name},{name},{name},{name},2026-01-05,2026-06-30", SOUND)
    worklist.write(january, tmp_path / "list.xlsx", followed=told)
    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    page = since.since(january, told)._repr_html_()
    kept = [path.read_text("utf-8") for path in (tmp_path / "reports").rglob("*.*") if path.suffix in (".csv", ".json")]
    assert [text for text in [page, *cells, *kept] if "Zephyrine" in text] == []
    assert "agreed with the funder" not in page + "".join(cells + kept)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "exceptions.csv is empty. Its first row must be rule_id,record_id,"),
        (
            HEAD.replace("until", "untill"),
            "row 1 column 8 has a heading that the file may not have. Did you mean until?",
        ),
        (HEAD + ",until", "exceptions.csv row 1 has the heading until twice."),
        (HEAD.replace(",until", ""), "exceptions.csv row 1 lacks the heading until."),
        (HEAD.replace(",", ";"), "row 1 column 1 has a heading that the file may not have. The headings are rule_id,"),
        (f"{HEAD}\n{RULE},Jane,late", "exceptions.csv row 2 has 3 cells and the first row 8."),
        (f"{HEAD}\n{SOUND}\n\n{SOUND.replace('2026-06-30', '30/06/2026')}", "row 4 column until is not a date."),
        (f"{HEAD}\n{SOUND.replace('2026-01-05', 'Jane')}", "row 2 column approved_on is not a date. Write it as YYYY"),
        (f'{HEAD}\n{RULE},"Jane,late', "exceptions.csv has a quotation mark that is not closed"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_by_its_place_and_never_quoted(
    tmp_path: Path, text: str, sentence: str
) -> None:
    path = tmp_path / "exceptions.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(PolicyError) as refusal:
        exceptions.read(path)
    assert sentence in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert not [value for value in ("Jane", "30/06/2026", "untill") if value in str(refusal.value)]


def test_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "exceptions.csv").write_bytes(f"{HEAD}\n".encode() + b"caf\xe9")
    with pytest.raises(PolicyError, match=r"exceptions\.csv is not UTF-8 text. Save it as 'CSV UTF-8'\."):
        exceptions.read(tmp_path / "exceptions.csv")


def test_columns_may_come_in_any_order_with_a_byte_order_mark_and_blank_rows(tmp_path: Path) -> None:
    turned = ",".join(reversed(COLUMNS)) + "\n,,,,,,,\n" + ",".join(reversed(SOUND.split(","))) + "\n"
    (tmp_path / "exceptions.csv").write_text(turned, "utf-8-sig")
    (line,) = exceptions.read(tmp_path / "exceptions.csv")
    assert (line.row, line.rule_id, line.record_id, line.reasoned) == (3, RULE, "D1", True)


def test_an_option_goes_before_the_file_that_the_audit_folder_names_and_that_before_one_beside_the_settings(
    tmp_path: Path,
) -> None:
    own, named, option = tmp_path / "own", tmp_path / "named.csv", tmp_path / "option.csv"
    own.mkdir()
    assert exceptions.chosen(None, None, own / "settings.yml", None) is None
    for file in (own / "exceptions.csv", own / "settings.yml", named, option):
        file.write_text(HEAD, "utf-8")
    assert exceptions.chosen(None, None, None, own) == own / "exceptions.csv"
    assert exceptions.chosen(None, None, own / "settings.yml") == own / "exceptions.csv"
    assert exceptions.chosen(None, named, own) == named
    assert exceptions.chosen(str(option), named, own) == option
    with pytest.raises(PolicyError, match="There is no exceptions file"):
        exceptions.chosen(None, tmp_path / "none.csv", own)


def test_the_file_that_an_audit_folder_names_is_that_of_every_run_of_it(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    (tmp_path / "audit.yml").write_text("export: export\npack: combined\nexceptions: accepted.csv\n", "utf-8")
    given = {"export_dir": str(tmp_path), "as_of": "2026-01-28", "reports_dir": str(tmp_path / "reports")}
    given = dict.fromkeys(parameters.NAMES, "") | given
    with pytest.raises(PolicyError, match="There is no exceptions file"):
        parameters.read(given, tmp_path)
    (tmp_path / "accepted.csv").write_text(HEAD, "utf-8")
    assert parameters.read(given, tmp_path).exceptions == tmp_path / "accepted.csv"


def test_every_standing_and_every_fault_has_its_words() -> None:
    standings = {accepted.IN_FORCE, accepted.NOT_NEEDED, accepted.CANNOT_TELL, accepted.RENEWED, accepted.FAULTY}
    assert set(ACCEPTANCES) == standings
