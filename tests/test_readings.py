"""The notebooks that read one theme deeply: what they show, what they never leave unsaid, what they refuse."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import audits
import listings
import papermill
import pytest
from bs4 import BeautifulSoup, Tag
from reading_pages import FOLDER, READINGS, THEMES, page

from checks.errors import PolicyError
from checks.output.readings import SECTIONS
from checks.output.readings.selected import Selected
from checks.results.audit import Audit
from checks.runs.readings import READINGS as KNOWN

CASE = {"case_id": listings.CASE}


def made(name: str, audit: Audit, monkeypatch: pytest.MonkeyPatch, **given: str) -> BeautifulSoup:
    parameters = (CASE if name == "case_review" else {}) | given
    return BeautifulSoup(page(name, audit, monkeypatch, **parameters), "html.parser")


def words(section: object) -> str:
    said = BeautifulSoup(section._repr_html_(), "html.parser")  # type: ignore[attr-defined]
    return " ".join(said.get_text(" ").split())


def shown(name: str, section: str, audit: Audit, **chosen: str) -> str:
    return words(SECTIONS[name][section](Selected(audit, **chosen)))


@pytest.mark.parametrize("name", READINGS)
def test_a_reading_has_the_parameters_its_code_reads_and_at_most_eight(name: str) -> None:
    declared = tuple(papermill.inspect_notebook(str(FOLDER / f"{name}.ipynb")))
    assert declared == tuple(KNOWN[name].names)
    assert len(declared) <= 8


def test_every_reading_has_its_notebook_and_every_other_notebook_is_known() -> None:
    assert {path.stem for path in FOLDER.glob("*.ipynb")} == {*KNOWN, "monthly_audit", "onboarding", "board_summary"}


@pytest.mark.parametrize("name", READINGS)
def test_every_picture_says_its_message_and_has_its_data_in_a_table(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    soup = made(name, listings.sample(), monkeypatch)
    figures = soup.find_all("figure")
    assert len(figures) == len(soup.find_all("img")) > 0
    for figure in figures:
        assert len(figure.img["alt"]) > 60
        assert re.search(r"\d", figure.img["alt"])
        assert figure.find("table") is not None


@pytest.mark.parametrize("name", READINGS)
def test_a_page_has_no_script_no_request_and_no_region_without_a_name_of_its_own(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = page(name, listings.sample(), monkeypatch, **(CASE if name == "case_review" else {}))
    soup = BeautifulSoup(text, "html.parser")
    assert soup.find_all(["script", "iframe", "object", "embed", "form", "base"]) == []
    pointers = [tag[key] for tag in soup.find_all(True) for key in ("src", "href", "srcset") if tag.has_attr(key)]
    assert [pointer for pointer in pointers if not pointer.startswith(("#", "data:"))] == []
    assert re.findall(r"url\(|@import|https?://", text) == []
    labels = [region["aria-label"] for region in soup.find_all(role="region")]
    assert sorted(labels) == sorted(set(labels))
    assert all(table.caption and table.find("th", scope="col") for table in soup.find_all("table"))


@pytest.mark.parametrize("name", READINGS)
def test_headings_never_skip_a_level(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    headings = made(name, listings.sample(), monkeypatch).find_all(re.compile("^h[1-6]$"))
    levels = [int(heading.name[1]) for heading in headings]
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("name", [*THEMES, "case_review"])
def test_nothing_from_an_export_becomes_markup(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    soup = made(name, listings.hostile(), monkeypatch)
    assert soup.find("script") is None
    assert "alert(1)" in soup.get_text()


@pytest.mark.parametrize("name", THEMES)
def test_an_empty_export_reads_as_unknown_in_every_section(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    soup = made(name, audits.empty(), monkeypatch)
    assert soup.find("img") is None
    said = soup.get_text(" ")
    assert said.count("not a clean result") >= 3
    assert not re.search(r"No(ne)? [^.]*(breaks|is kept past|lies in)", said)


@pytest.mark.parametrize("name", THEMES)
def test_a_pack_without_the_themes_rules_says_so_and_counts_nothing_as_kept(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = listings.sample()
    off = audit.outcomes.assign(status="off", reason="no clause of the pack asks for it", in_scope=0, breach=0)
    without = replace(audit, outcomes=off, findings=audit.findings.iloc[:0])
    said = " ".join(made(name, without, monkeypatch).get_text(" ").split())
    assert "None of this theme's rules could be judged, which is not a clean result." in said
    assert not re.search(r"None of the \d|No(ne)? [^.]*(breaks|is kept past|lies in|that was judged)", said)
    assert not re.search(r"\b0 of \d+ (decisions|cases|disclosures|case papers)", said)


@pytest.mark.parametrize("name", THEMES)
def test_a_reading_of_one_service_holds_that_services_cases_only(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    soup = made(name, listings.sample(), monkeypatch, service="refuge")
    assert "the service refuge alone" in " ".join(soup.get_text(" ").split())
    cells = {cell.get_text() for cell in soup.find_all(["td", "th"])}
    assert "C0001" not in cells
    assert "C0002" not in cells


def test_an_unknown_service_is_refused_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PolicyError, match=r"There is no service 'refug'\. Did you mean refuge\?"):
        page("retention", listings.sample(), monkeypatch, service="refug")


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("retention", {"servce": "iss"}, "There is no parameter named 'servce'. Did you mean service?"),
        ("retention", {"as_of": "31/10/2026"}, "as_of is '31/10/2026', which is not a date."),
        ("retention", {"pack": "combind"}, "There is no policy pack named 'combind'. Did you mean combined?"),
        ("case_review", {"case_id": ""}, "Parameter case_id is empty. Give it a value."),
        ("case_review", {"case_id": 5}, "Parameter case_id must be text, and it is of type int."),
        ("rule_catalogue", {"pack": ""}, "Parameter pack is empty. Give it a value."),
        ("rule_catalogue", {"rule": "RAT-99"}, "There is no rule 'RAT-99' in the rulebook."),
        ("rule_catalogue", {"export_dir": "x"}, "There is no parameter named 'export_dir'."),
    ],
)
def test_a_wrong_parameter_is_refused_in_one_sentence_without_a_traceback(
    name: str, given: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PolicyError, match=re.escape(sentence)) as refusal:
        page(name, listings.sample(), monkeypatch, **given)
    assert refusal.value._render_traceback_() == [str(refusal.value)]  # type: ignore[attr-defined]


def test_a_case_that_is_not_there_is_refused_and_no_other_case_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PolicyError) as refusal:
        page("case_review", listings.sample(), monkeypatch, case_id="C000")
    assert str(refusal.value).startswith("There is no case 'C000' in the export's cases on that day.")
    assert not re.search(r"C\d{4}", str(refusal.value))


def test_a_fault_is_told_without_the_value_that_broke(monkeypatch: pytest.MonkeyPatch) -> None:
    audit = listings.sample()
    broken = audit.listings["decision_register"].drop(columns="reason_asked").assign(decided_by="Jane Doe")
    with pytest.raises(Exception, match="a fault of its own, KeyError") as fault:
        page("decision_rationales", replace(audit, listings={"decision_register": broken}), monkeypatch)
    assert "Jane" not in str(fault.value)


# What each theme says.


def test_decisions_without_a_reason_are_counted_by_kind_person_and_team() -> None:
    assert "40 of 44 decisions that need a reason have none" in shown("decision_rationales", "kinds", listings.sample())
    assert "S-1 has most: 14 of 15" in shown("decision_rationales", "people", listings.sample())
    assert "not recorded" in shown("decision_rationales", "teams", listings.sample())


def test_a_stock_reason_that_no_rule_judged_is_told_apart_from_none() -> None:
    assert "was not judged (RAT-09)" in shown("decision_rationales", "kinds", listings.sample())


def test_the_when_to_share_replay_counts_departures_and_contradictions() -> None:
    said = shown("decision_rationales", "questions", listings.sample())
    assert "1 of 2 decisions and 1 disclosure do not follow" in said
    assert "Said that there is another reason, and names none" in said


def test_a_pack_that_does_not_ask_the_questions_is_told_so() -> None:
    audit = listings.sample()
    without = replace(audit, listings={**audit.listings, "when_to_share": listings.answers().iloc[:0]})
    assert "does not ask the five when-to-share questions" in shown("decision_rationales", "questions", without)


def test_overdue_cases_are_aged_and_those_not_counted_are_told() -> None:
    said = shown("retention", "overdue", listings.sample())
    assert "1 of 4 cases that are not open is kept past their time. The longest has been for 55 days." in said
    assert "another 2 cases past the date, 1 with the disposal logged, 1 on hold" in said


def test_what_is_due_now_or_later_is_told_with_undated_cases() -> None:
    said = shown("retention", "falling_due", listings.sample())
    assert "1 case reaches the end of their time now or in the next twelve months." in said


def test_expired_reviews_come_first_among_what_is_held() -> None:
    table = BeautifulSoup(SECTIONS["retention"]["holds"](Selected(listings.sample())).html, "html.parser").table
    assert isinstance(table, Tag)
    rows = [[cell.get_text() for cell in row.find_all(["th", "td"])][:2] for row in table.tbody.find_all("tr")]
    assert rows == [["C0001", "review date passed"], ["C0002", "no review date"]]


def test_misfiled_papers_are_marked_in_words_and_aged() -> None:
    said = shown("third_party", "filed", listings.sample())
    assert "1 of 3 case papers is filed where the policy does not allow it" in said
    assert "✕ breaks it" in said
    assert "the oldest 89 days old" in shown("third_party", "misfiled", listings.sample())


def test_releases_that_no_rule_judged_are_not_read_as_none() -> None:
    assert "no rule TPS-03" in shown("third_party", "released", listings.sample())


def test_disclosures_are_crossed_by_recipient_and_ground_with_the_share_in_breach() -> None:
    said = shown("disclosures", "grounds", listings.sample())
    assert "7 of 12 disclosures break a rule on consent or authority." in said
    assert "housing on the ground consent, 6 of 6" in said


def test_a_disclosure_of_the_case_shows_the_consent_of_its_day_and_whether_it_covers() -> None:
    said = shown("case_review", "disclosures", listings.sample(), case_id=listings.CASE)
    assert "✓ Covered Consent in force that day covers it." in said
    assert "K1" in said


def test_a_decision_of_the_case_shows_its_path_and_what_contradicts_it() -> None:
    said = shown("case_review", "decisions", listings.sample(), case_id=listings.CASE)
    assert "Is there another reason to share? yes So It may be shared" in said
    assert "✕ Said that there is another reason, and names none" in said


def test_a_case_without_a_finding_says_which_rules_judged_it_and_which_did_not() -> None:
    audit = listings.sample()
    said = shown("case_review", "findings", replace(audit, findings=audit.findings.iloc[:0]), case_id=listings.CASE)
    assert "No rule found anything on this case." in said
    assert "1 rule judged at least one of its records." in said
    assert "nothing of this case in scope: CON-01" in said
    assert "off: RAT-04" in said


def test_the_catalogue_of_one_rule_has_its_page_its_clauses_and_its_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    soup = made("rule_catalogue", listings.sample(), monkeypatch, rule="rat-01")
    assert [section["id"] for section in soup.find_all("section")] == ["rule-RAT-01"]
    captions = [caption.get_text() for caption in soup.find_all("caption")]
    assert any(caption.startswith("RAT-01: worked examples") for caption in captions)
    links = {link["href"] for link in soup.main.find_all("a")}
    assert links == {"#rule-RAT-01"}


def test_the_catalogue_reads_an_organisations_own_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from checks.runs.extending import add_rule

    add_rule(tmp_path / "ours", "OUR-01", "disclosures", None)
    soup = made("rule_catalogue", listings.sample(), monkeypatch, own_rules=str(tmp_path / "ours"))
    assert soup.find(id="rule-OUR-01") is not None
