"""The preflight: what was read, what could not be, and which rules an audit could test, without a value of a record."""

import stat
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from checks.intake.tables import declared
from checks.output import preflight as sections
from checks.output.preflight_page import page
from checks.output.preflight_text import as_text
from checks.results.preflight import Preflight
from checks.runs import cli
from checks.runs.inspecting import preflight

pytestmark = pytest.mark.engine
CASES = (
    "case_id,person_id,service,client_group,opened_on,closed_on,status,lead_worker_id,hold_reason\n"
    "C1,P1,iss,adult_victim,2010-01-01,2011-01-01,closed,S1,canary-word\n"
    "C2,P2,iss,adult_victim,2010-02-30,,open,S1,\n"
    "C3,P3,iss,adult_victim,2012-01-01,2013-01-01,closed,,\n"
)
PEOPLE = "person_id,full_name,is_client\nP1,Canary Otterbeck,yes\nP2,Pia Canary,yes\nP3,Canary Otterbeck,yes\n"


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    (folder / "cases.csv").write_text(CASES, "utf-8")
    (folder / "people.csv").write_text(PEOPLE, "utf-8")
    (folder / "notes.docx").write_bytes(b"x")
    return folder


@pytest.fixture(scope="module")
def found(export: Path) -> Preflight:
    return preflight(export, pack="manchester", as_of="2026-10-31")


def state(found: Preflight, rule: str) -> tuple[str, str]:
    row = found.rules.set_index("rule_id").loc[rule]
    return row["state"], row["why"]


def test_every_column_says_where_it_comes_from_how_full_it_is_and_what_could_not_be_read(found: Preflight) -> None:
    columns = found.columns.set_index(["table", "column"])
    assert set(columns.index.get_level_values("table")) == {"cases", "people"}
    opened = columns.loc[("cases", "opened_on")]
    assert (opened["origin"], opened["records"], opened["filled"], opened["unreadable"]) == ("opened_on", 3, 3, 1)
    assert columns.loc[("cases", "lead_worker_id"), "filled"] == 2
    assert columns.loc[("cases", "storage_location_id"), "origin"] == ""


def test_rows_are_accounted_for_file_by_file(found: Preflight) -> None:
    files = found.files.set_index("table")
    assert files.loc["cases", ["file", "rows", "records"]].tolist() == ["cases.csv", 3, 3]
    assert (files["rows"] - files["looked_up"] - files["left_out"] == files["made"]).all()
    assert (files["made"] - files["merged"] == files["records"]).all()


def test_a_rule_whose_table_is_absent_is_not_tested_and_one_the_policy_lacks_is_off(found: Preflight) -> None:
    assert state(found, "CON-01") == ("not_tested", "table disclosures absent")
    assert state(found, "AUT-06") == ("off", "pack manchester has none of its clauses")


def test_a_rule_that_runs_on_part_of_what_it_reads_says_what_it_lacks(found: Preflight) -> None:
    kind, why = state(found, "RET-05")
    assert kind in ("weakened", "unanswered", "not_tested")
    weakened = found.rules[found.rules["state"] == "weakened"]
    assert weakened["why"].str.contains("cases.opened_on unreadable in 1 of 3 records|absent").all()
    assert why


def test_a_setting_nobody_has_answered_stops_no_preflight_but_its_rules_wait_for_it(
    export: Path, found: Preflight
) -> None:
    assert "retention.years" in found.unanswered
    waiting = found.rules[found.rules["state"] == "unanswered"]
    assert waiting["why"].str.contains("needs your answer to ").all()
    answered = preflight(export, pack="manchester", as_of="2026-10-31", settings={"retention.years": 7})
    assert "retention.years" not in answered.unanswered
    assert not answered.rules["why"].str.contains("retention.years").any()


def test_every_state_and_every_rule_is_counted_once(found: Preflight) -> None:
    assert found.rules["rule_id"].is_unique
    assert sum(found.count(state) for state in sections.STATES) == len(found.rules) == 82


def test_the_text_begins_with_the_sum_and_ends_with_what_is_not_tested(found: Preflight) -> None:
    text = as_text(found, 100)
    assert text.startswith("6 records of 2 tables from 2 files; every row of every file is accounted for.")
    assert "1 value in 1 column could not be read and will count as blank." in text
    assert "  cases: cases.csv: 3 rows = 3 records" in text
    assert "notes.docx" in page(found)
    assert max(map(len, text.splitlines())) <= 100


def test_neither_text_nor_page_repeats_a_value_of_a_record(found: Preflight) -> None:
    for shown in (as_text(found, 100), page(found)):
        assert "anary" not in shown
        assert "2010-02-30" not in shown


def test_the_page_stands_alone_with_captions_and_scoped_heads(found: Preflight) -> None:
    soup = BeautifulSoup(page(found), "html.parser")
    assert soup.html is not None
    assert soup.html["lang"] == "en-GB"
    assert [heading.text for heading in soup.find_all("h2")] == [
        "What was read", "What to mend first", "Rows, file by file", "Columns", "Rules",
    ]  # fmt: skip
    assert soup.find_all(["script", "link"], src=True) == []
    for one in soup.find_all("table"):
        assert one.caption is not None
        assert all(head.get("scope") for head in one.find_all("th"))


def test_the_command_prints_the_text_and_writes_a_private_page(
    export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "pages" / "preflight.html"
    with pytest.raises(SystemExit) as end:
        cli.main(["inspect", str(export), "--pack", "manchester", "--as-of", "2026-10-31", "--out", str(out)])
    assert end.value.code == 0
    assert "every row of every file is accounted for" in capsys.readouterr().out
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("--out", "page.txt"), 2, "is not a page. Give a file whose name ends in .html."),
        (("--out", "{export}/page.html"), 2, "to which the audit adds nothing"),
        (("--mapping", "no-such.yml"), 2, "There is no mapping file no-such.yml"),
        (("--as-of", "soon"), 2, "as_of is 'soon', which is not a date"),
    ],
)
def test_a_wrong_option_is_one_sentence(
    export: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], status: int, sentence: str
) -> None:
    given = [part.format(export=export) for part in arguments]
    with pytest.raises(SystemExit) as end:
        cli.main(["inspect", str(export), "--pack", "manchester", "--as-of", "2026-10-31", *given])
    assert end.value.code == status
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1


def test_an_optional_column_that_is_absent_and_whose_blank_is_a_breach_is_to_be_mended(tmp_path: Path) -> None:
    columns = [column for column in declared()["decisions"].columns if column != "considered"]
    (tmp_path / "decisions.csv").write_text(f"{','.join(columns)}\nD1{',' * (len(columns) - 1)}\n", "utf-8")
    seen = preflight(tmp_path, pack="manchester", as_of="2026-10-31")
    trouble = sections.to_mend(seen).set_index("place")["trouble"]
    assert trouble["decisions.considered"].startswith("not in the export, so a blank that 1 rule may call a breach")
    kind, why = state(seen, "RAT-06")
    assert kind == "weakened"
    assert "decisions.considered absent and read as blank by what this rule calls a breach" in why
