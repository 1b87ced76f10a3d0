"""Mappings: somebody else's export becomes canonical tables, and a mapping that is wrong says where."""

import re
from datetime import date
from pathlib import Path

import duckdb
import pytest

import checks
from checks.errors import ExportError, PolicyError
from checks.intake import mapping as mappings
from checks.intake.load import load
from checks.rules.loader import rulebook

AS_OF = date(2026, 3, 31)
REAL = Path(__file__).parents[2] / "shared" / "data" / "ssda903"
# Invented children, in the layout of the return.
RETURN = {
    "header.csv": (
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
        "101,1,05/03/2001,WBRI,A1,,\n102,2,29/02/2004,MWBC,A2,,\n103,1,31/02/2005,WBRI,A3,,\n"
    ),
    "episodes.csv": (
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
        # out of order: what comes first is told from DECOM, not from the file
        "101,10/06/2016,P,C2,N1,U1,PR1,01/02/2018,E11,,,,\n"
        "101,01/06/2015,S,C2,N1,U1,PR1,10/06/2016,X1,CLOSE,,,\n"
        "102,15/01/2025,S,C2,N1,U1,PR1,,,,,,\n"
        "103,20/02/2017,S,C2,N1,U1,PR1,20/03/2017,X1,,,,\n"
        "104,20/02/2017,S,C2,N1,U1,PR1,20/03/2017,E4A,,,,\n"
    ),
    "uasc.csv": "CHILD,SEX,DOB,DUC\n104,2,01/01/2000,01/01/2018\n101,1,05/03/2001,\n",
    "missing.csv": "CHILD,DOB,MISSING,MIS_START,MIS_END\n105,02/02/2002,M,01/01/2016,02/01/2016\n",
    "oc2.csv": "CHILD,DOB,SDQ_SCORE\n102,29/02/2004,12\n",
}


def put(folder: Path, files: dict[str, str]) -> Path:
    for file, content in files.items():
        (folder / file).write_text(content, "utf-8", newline="")
    return folder


def rows(export: Path, mapping: str | Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        load(connection, export, AS_OF, ["n/a"], mappings.load(mapping))
        return connection.execute(query).fetchall()


def mapping_of(folder: Path, text: str) -> Path:
    path = folder / "mapping.yml"
    path.write_text(text, "utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(PolicyError) as refused:
        mappings.load(mapping_of(folder, text))
    return str(refused.value).replace(str(folder / "mapping.yml"), "mapping.yml")


# ---- the shipped mapping ----------------------------------------------------------------------------------------


def test_a_child_named_in_any_return_arrives_once_with_its_first_row(tmp_path: Path) -> None:
    query = "SELECT person_id, date_of_birth, source_file, source_row FROM people ORDER BY person_id"
    assert rows(put(tmp_path, RETURN), "ssda903", query) == [
        ("101", date(2001, 3, 5), "header.csv", 2),
        ("102", date(2004, 2, 29), "header.csv", 3),
        ("103", None, "header.csv", 4),
        ("104", date(2000, 1, 1), "uasc.csv", 2),
        ("105", date(2002, 2, 2), "missing.csv", 2),
    ]


def test_a_case_opens_with_the_first_episode_and_closes_with_the_last(tmp_path: Path) -> None:
    query = "SELECT case_id, opened_on, closed_on, status, looked_after, source_row FROM cases ORDER BY case_id"
    assert rows(put(tmp_path, RETURN), "ssda903", query) == [
        ("101", date(2015, 6, 1), date(2018, 2, 1), "closed", "no", 3),
        ("102", date(2025, 1, 15), None, "open", "yes", 4),
        ("103", date(2017, 2, 20), None, "open", "yes", 5),
        ("104", date(2017, 2, 20), date(2017, 3, 20), "closed", "no", 6),
    ]


@pytest.mark.engine
def test_the_rules_on_cases_run_on_the_return_and_the_rest_says_why_not(tmp_path: Path) -> None:
    audit = checks.check(put(tmp_path, RETURN), pack="combined", as_of=AS_OF, settings=ANSWERS, mapping="ssda903")
    ran = audit.outcomes[audit.outcomes["in_scope"] > 0]
    others = audit.outcomes[~audit.outcomes["rule_id"].isin(JUDGED)]
    assert list(ran["rule_id"]) == JUDGED
    assert dict(zip(others["rule_id"], others["status"], strict=True)) == SET_ASIDE
    assert not (others["reason"] == "").any()
    overdue = audit.findings[audit.findings["rule_id"] == "RET-01"]
    assert list(overdue["record_id"]) == ["101", "104"]
    assert list(overdue["source_file"]) == ["episodes.csv", "episodes.csv"]
    gate = {(g.table, g.column, g.problem): (g.rows, g.first_rows) for g in audit.gate.itertuples()}
    assert gate["people", "date_of_birth", "unreadable_date"] == (1, "header.csv:4")


@pytest.mark.engine
def test_a_return_that_is_missing_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    files = {file: content for file, content in RETURN.items() if file != "uasc.csv"}
    audit = checks.check(put(tmp_path, files), pack="combined", as_of=AS_OF, settings=ANSWERS, mapping="ssda903")
    lacking = audit.gate[audit.gate["problem"] == "missing_file"]
    assert list(zip(lacking["table"], lacking["column"], strict=True)) == [("people", "uasc.csv")]
    assert dict(zip(audit.sources["file"], audit.sources["records"], strict=True))["header.csv"] == 3


@pytest.mark.engine
@pytest.mark.skipif(not REAL.is_dir(), reason="the real return lies beside the repository only where it may")
def test_the_real_return_arrives_whole_and_the_retention_rules_run_on_it() -> None:
    audit = checks.check(REAL, pack="combined", as_of="2026-10-31", settings=ANSWERS, mapping="ssda903")
    with duckdb.connect() as connection:
        loaded = load(connection, REAL, date(2026, 10, 31), [], mappings.load("ssda903"))
    assert (loaded.records["people"], loaded.records["cases"]) == (2675, 2123)
    ran = audit.outcomes[audit.outcomes["in_scope"] > 0]
    others = audit.outcomes[~audit.outcomes["rule_id"].isin(JUDGED)]
    assert list(ran["rule_id"]) == JUDGED
    assert dict(zip(others["rule_id"], others["status"], strict=True)) == SET_ASIDE
    assert not (others["reason"] == "").any()


JUDGED = ["RET-01", "RET-05", "REC-01", "REC-05"]  # what the return's people and cases are enough for
SET_ASIDE = {rule: "off" if rule == "TPS-05" else "not_tested" for rule in rulebook() if rule not in JUDGED}
ANSWERS = {
    "written_for": "health;court_report",
    "child_consent.assess_from_age": 13,
    "days.applicant_destroy": 180,
    "days.erasure_answer": 30,
    "access.wide_roles": "senior_manager",
}

# ---- what a mapping can say -------------------------------------------------------------------------------------

CASES = """
date_format: dd/mm/yyyy
tables:
  cases:
    files: [files.csv]
    columns:
      case_id: Ref
      opened_on: Opened
      status: {first: State, translate: {L: open, "": open}, otherwise: closed}
      closed_on: {first: Closed, blank_when: {State: L}}
      service: {constant: other}
      hold_reason: {empty: true}
"""


def test_columns_are_renamed_codes_translated_and_dates_rewritten(tmp_path: Path) -> None:
    put(
        tmp_path,
        {"files.csv": "REF,opened,State,Closed\nA,1/2/2020,L,03/02/2021\nB,31/01/2020, C\u00a0,2021-02-03\nC,,,x\n"},
    )
    query = "SELECT case_id, opened_on, status, closed_on, service FROM cases ORDER BY case_id"
    assert rows(tmp_path, mapping_of(tmp_path, CASES), query) == [
        ("A", date(2020, 2, 1), "open", None, "other"),
        ("B", date(2020, 1, 31), "closed", date(2021, 2, 3), "other"),
        ("C", None, "open", None, "other"),
    ]


@pytest.mark.parametrize(
    ("given", "written", "read"),
    [
        ("dd/mm/yyyy", "05/03/26", None),
        ("dd/mm/yyyy", "05/03/20261", None),
        ("dd/mm/yyyy", "05/13/2026", None),
        ("dd/mm/yyyy", " 5/3/2026\u00a0", date(2026, 3, 5)),
        ("dd/mm/yy", "05/03/26", date(2026, 3, 5)),
        ("dd.mm.yyyy", "05.03.2026", date(2026, 3, 5)),
        ("dd.mm.yyyy", "05x03x2026", None),
        ("mm/dd/yyyy", "03/05/2026", date(2026, 3, 5)),
        ("yyyymmdd", "20260305", date(2026, 3, 5)),
        ("dd/mm/yyyy hh:mi", "05/03/2026 09:30", date(2026, 3, 5)),
        ("yyyy-mm-ddThh:mi:ss", "2026-03-05T09:30:01", date(2026, 3, 5)),
    ],
)
def test_a_date_is_read_in_the_mappings_format_or_not_at_all(
    tmp_path: Path, given: str, written: str, read: date | None
) -> None:
    put(tmp_path, {"files.csv": f"Ref,Opened,State,Closed\nA,{written},L,\n"})
    query = "SELECT opened_on, opened_on__bad FROM loaded_cases"
    found = rows(tmp_path, mapping_of(tmp_path, CASES.replace("dd/mm/yyyy", given)), query)
    assert found == [(read, read is None)]


ONE = """
date_format: dd/mm/yyyy
tables:
  cases:
    files: [a.csv, b.csv]
    one_record_per: ID
    ordered_by: FROM
    columns: {case_id: ID, opened_on: FROM, status: {last: STATE}}
"""


def test_several_rows_become_one_record_and_rows_without_a_key_stand_alone(tmp_path: Path) -> None:
    named = "1,05/02/2020,open\n1 ,soon,archived\n1,,archived\n"
    a = f"ID,FROM,STATE\n{named},01/01/2020,open\n\u00a01,04/02/2020,\n,,closed\n"
    put(tmp_path, {"a.csv": a, "b.csv": "ID,FROM,STATE\n1,06/02/2020,closed\n2,,open\n"})
    query = "SELECT case_id, opened_on, status, source_file, source_row FROM cases ORDER BY source_file, source_row"
    assert rows(tmp_path, mapping_of(tmp_path, ONE), query) == [
        (None, date(2020, 1, 1), "open", "a.csv", 5),
        ("1", date(2020, 2, 4), "closed", "a.csv", 6),
        (None, None, "closed", "a.csv", 7),
        ("2", None, "open", "b.csv", 3),
    ]


def test_blank_dates_come_last_whichever_reader_reads_the_file(tmp_path: Path) -> None:
    a = "ID,FROM,STATE\n1,,archived\n1,05/02/2020,open\n"
    wanted = [("1", date(2020, 2, 5), "open")]
    for mark in ("", "\ufeff"):
        put(tmp_path, {"a.csv": mark + a})
        assert rows(tmp_path, mapping_of(tmp_path, ONE), "SELECT case_id, opened_on, status FROM cases") == wanted


# ---- what is wrong with a mapping, or with the files ------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  cases:", "  caes:", "mapping.yml line 4: there is no table 'caes'. Did you mean cases"),
        ("opened_on:", "opend_on:", "mapping.yml line 8: table cases has no column 'opend_on'. Did you mean opened_on"),
        (
            "    columns:",
            "    colums:",
            "mapping.yml line 6: there is no key 'colums' in tables.cases. Did you mean columns?",
        ),
        (
            "otherwise",
            "otherwyse",
            "line 9: there is no key 'otherwyse' in tables.cases.columns.status. Did you mean otherwise?",
        ),
        ("tables:", "table:", "mapping.yml line 3: there is no key 'table' at the top. Did you mean tables?"),
        (
            "date_format: dd/mm/yyyy",
            "date_format: d/m/y",
            "line 2: date_format: write a date format with yyyy or yy, mm",
        ),
        ("date_format: dd/mm/yyyy", "date_format: dd/mm/yyyy hh:mm", "line 2: date_format: write a date format with"),
        ("date_format: dd/mm/yyyy", "date_format: dd mmm yyyy", "line 2: date_format: write a date format with"),
        (
            "{constant: other}",
            "{constant: other, first: S}",
            "line 11: tables.cases.columns.service: give exactly one of heading, first, last, constant",
        ),
        ("files: [files.csv]", "files: []", "line 5: tables.cases.files: name at least one file."),
        ("cases:", "cases: [", "line 6 is not YAML. Check its colons, indentation and quotation marks."),
    ],
)
def test_a_mistake_in_a_mapping_is_named_with_the_nearest_name(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in refusal(tmp_path, CASES.replace(old, new, 1))


@pytest.mark.parametrize(
    "text", ["", "just words", "[1, 2]", "tables: {}", "tables: {cases: {files: [a.csv], columns: {}}}"]
)
def test_a_mapping_of_nothing_is_refused(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, text).startswith("Mapping mapping.yml")


def test_an_unknown_mapping_names_the_shipped_ones() -> None:
    said = "There is no mapping file ssda904. The shipped ones are: charity_log, council_extract, ssda903."
    with pytest.raises(PolicyError, match=re.escape(said)):
        mappings.load("ssda904")


def test_a_mapping_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mapping.yml").write_bytes(CASES.encode("utf-16"))
    with pytest.raises(PolicyError, match="Save it as UTF-8 text"):
        mappings.load(tmp_path / "mapping.yml")


def test_a_source_column_that_is_not_there_is_named_with_its_file(tmp_path: Path) -> None:
    put(tmp_path, {"files.csv": "Ref,Openned,State,Closed\nA,,,\n"})
    with pytest.raises(
        ExportError,
        match=r"^files\.csv has no column Opened, which the mapping \(line 8\) reads\. Did you mean Openned",
    ):
        rows(tmp_path, mapping_of(tmp_path, CASES), "SELECT 1")


def test_a_folder_with_none_of_the_files_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {"other.csv": "a\n1\n"})
    with pytest.raises(ExportError, match="holds none of the files the mapping reads"):
        rows(tmp_path, mapping_of(tmp_path, CASES), "SELECT 1")
