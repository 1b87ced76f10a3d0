"""The report's sections: what a quality lead reads, and what may never be read into it."""

from dataclasses import replace

import audits
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from checks.output import gate, sections, themes
from checks.output.sections import Section
from checks.output.words import STATUSES
from checks.results.audit import HEADLINES, Audit


def page(section: Section) -> BeautifulSoup:
    return BeautifulSoup(section._repr_html_(), "html.parser")


def words(section: Section) -> str:
    return " ".join(page(section).get_text(" ").split())


def every_section(audit: Audit) -> list[Section]:
    parts = (sections.about, gate.gate, sections.outcomes, themes.other, sections.not_tested)
    return [part(audit) for part in parts] + [themes.theme(audit, headline) for headline in HEADLINES]


def rows(section: Section, caption: str) -> list[list[str]]:
    table = next(t for t in page(section).find_all("table") if t.caption.text == caption)
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in table.tbody.find_all("tr")
    ]


def test_the_run_is_told_with_pack_day_records_versions_and_changed_settings() -> None:
    said = words(sections.about(audits.sample()))
    assert "All five policies together (combined)" in said
    assert "31 March 2026" in said
    assert "1,872 records from 3 files" in said
    assert "great_expectations 1.24.1" in said
    assert rows(sections.about(audits.sample()), "The run changed these settings") == [
        ["written_for", "health;court_report"]
    ]


def test_the_gate_shows_the_files_read_the_problems_and_what_the_export_lacks() -> None:
    shown = gate.gate(audits.sample())
    assert rows(shown, "Files read")[0] == ["cases", "cases.csv", "1,200", "1,200"]
    assert "Every row is accounted for: 1,872 rows read; 1,872 records to judge." in words(shown)
    assert rows(shown, "Problems found in the values")[0] == [
        "disclosures", "disclosed_at", "Not a date; read as blank", "2", "14; 88",
    ]  # fmt: skip
    assert "Tables: documents." in words(shown)
    assert rows(shown, "Columns the export does not have") == [["decisions", "concern_id"]]


def test_rows_that_a_mapping_left_out_multiplied_and_merged_are_shown_as_a_sum() -> None:
    audit = audits.sample()
    audit.sources.loc[0] = ["cases", "log.xlsx", 170, 200, 10, 180, 10, 0]
    audit.sources.loc[1] = ["cases", "staff.csv", 0, 12, 0, 0, 0, 12]
    audit.sources.loc[2] = ["disclosures", "log.xlsx", 310, 200, 0, 310, 0, 0]
    shown = gate.gate(audit)
    assert rows(shown, "Files read") == [
        ["cases", "log.xlsx", "200", "0", "10", "180", "10", "170"],
        ["cases", "staff.csv", "12", "12", "0", "0", "0", "0"],
        ["disclosures", "log.xlsx", "200", "0", "0", "310", "0", "310"],
    ]
    assert (
        "412 rows read; 12 only looked up, to add to other rows; 10 left out, as the mapping says; 390 used, which "
        "made 490 records; 10 of these became part of another record; 480 records to judge. A row counts once for each "
        "table that it feeds."
    ) in words(shown)


def test_notes_on_files_stand_apart_from_values_nobody_can_rely_on() -> None:
    audit = audits.sample()
    audit.gate.loc[len(audit.gate)] = ["people", "", "converted_from_windows-1252", 9, ""]
    assert rows(gate.gate(audit), "Notes on the files") == [["people", "", "converted from windows-1252", "9", ""]]


def test_every_rule_is_listed_with_its_status_and_denominators() -> None:
    table = rows(sections.outcomes(audits.sample()), "Outcome of every rule, with the records in scope")
    assert len(table) == len(audits.RULES)
    assert table[0] == ["RAT-01 Every decision has a real reason", "✕ Failed", "412", "371", "40", "0", "1", ""]


def test_a_rule_that_judged_nothing_shows_no_zeros() -> None:
    table = rows(sections.outcomes(audits.sample()), "Outcome of every rule, with the records in scope")
    (absent,) = (row for row in table if row[0].startswith("TPS-01"))
    assert absent[1:] == ["○ Not tested", "–", "–", "–", "–", "–", "Table documents absent"]


def test_every_status_is_explained_with_what_to_do_next() -> None:
    table = rows(sections.outcomes(audits.sample()), "What each status means")
    assert [row[1:] for row in table] == [[word.meaning, word.action] for word in STATUSES.values()]


def test_a_headline_counts_a_record_once_by_its_gravest_outcome() -> None:
    audit = audits.sample()
    again = audit.findings.iloc[[0]].assign(rule_id="RAT-02", outcome="undecided")
    twice = replace(audit, findings=pd.concat([audit.findings, again]))
    assert "43 records break a rule and 2 records cannot be judged." in words(themes.theme(twice, "missing_rationale"))


def test_a_theme_has_a_chart_with_its_data_in_a_table_and_the_failing_records() -> None:
    theme = themes.theme(audits.sample(), "unauthorised_disclosure")
    assert page(theme).img["alt"].startswith("Unauthorised disclosures: records by rule and cause")
    counts = rows(theme, "Unauthorised disclosures: records by rule and cause")
    assert counts[0] == ["CON-01", "no consent", "7", "0", "0"]
    assert rows(theme, "Records found by CON-01")[0] == [
        "S0001", "C0001", "✕ Breaks the rule", "no consent, no exception: basis none", "disclosures.csv, record 2",
    ]  # fmt: skip


def test_a_long_list_of_records_points_to_the_worklist() -> None:
    theme = themes.theme(audits.sample(), "missing_rationale")
    assert "10 of 41 rows are shown here; the other 31 are in the worklist." in words(theme)


def test_a_theme_names_the_rules_that_say_nothing() -> None:
    assert "No result from ACC-01 (could not run)." in words(themes.theme(audits.sample(), "unauthorised_disclosure"))


def test_what_belongs_to_no_headline_comes_under_everything_else() -> None:
    assert rows(themes.other(audits.sample()), "Records found by DIS-04")[0][0] == "S0012"


def test_a_theme_that_nothing_tested_never_reads_as_clean() -> None:
    said = words(themes.theme(audits.sample(), "unsegregated_third_party"))
    assert "No rule could be judged. No result from TPS-01 and TPS-02 (not tested)." in said
    assert "not a clean result" in said


def test_not_tested_could_not_run_partly_tested_and_off_stand_apart_with_their_reasons() -> None:
    told = sections.not_tested(audits.sample())
    assert [heading.text for heading in page(told).find_all("h3")] == [
        "Could not run", "Not tested", "Tested in part", "Off",
    ]  # fmt: skip
    assert rows(told, "Could not run: 1 rule")[0][2] == "Binder error in access_log."


@pytest.mark.parametrize("headline", HEADLINES)
def test_an_audit_that_tested_nothing_says_so_in_every_theme(headline: str) -> None:
    assert "not a clean result" in words(themes.theme(audits.empty(), headline))


def test_an_audit_that_tested_nothing_says_so_before_anything_else() -> None:
    assert "Nothing was tested." in words(sections.outcomes(audits.empty()))
    assert "No file of the export was read" in words(gate.gate(audits.empty()))
    assert "could be relied on" not in words(gate.gate(audits.empty()))


def test_nothing_from_an_export_can_become_markup() -> None:
    for section in every_section(audits.hostile()):
        assert page(section).find("script") is None
        assert all(image["src"].startswith("data:") for image in page(section).find_all("img"))


def test_an_unknown_headline_is_a_fault_of_the_notebook() -> None:
    with pytest.raises(ValueError, match="There is no headline missing_rational"):
        themes.theme(audits.sample(), "missing_rational")
