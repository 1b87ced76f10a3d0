"""The board paper: what it says is what may be published, and nothing else."""

import re
from dataclasses import replace
from decimal import Decimal

import board_papers
import pytest
from board_papers import FIRST, html, month, paper, words

from checks.output.board import figures, matters
from checks.output.board.facts import Facts
from checks.output.board.shown import Point, Shown, between
from checks.output.board.verdict import verdict
from checks.output.suppression import Mark, profile
from checks.results.aggregates import Aggregates
from checks.results.audit import HEADLINES
from checks.runs import board

SMALL = {"iss": (3017, 611), "refuge": (2039, 4), "youth": (1103, 9)}


def test_a_hidden_count_is_nowhere_in_the_paper_nor_is_one_that_was_hidden_for_its_sake() -> None:
    told = words(paper([month("2026-03", SMALL)]))
    assert "611" in told
    assert "[c] of 2,039" in told
    assert "[c] of 1,103" in told
    assert "9 of 1,103" not in told
    assert not re.search(r"0\.2%|0\.8%", told)


def test_the_same_figures_shown_make_the_same_paper_whatever_the_hidden_ones_are() -> None:
    other = SMALL | {"refuge": (2039, 3), "youth": (1103, 10)}
    assert other != SMALL
    one, two = (paper([month("2026-02"), month("2026-03", places)]) for places in (SMALL, other))
    assert one.shown == two.shown
    assert html(one) == html(two)


def test_a_hidden_month_is_a_gap_that_no_line_axis_or_word_gives_away() -> None:
    """A month with one service, whose count is small: the same picture for every small count."""
    months = [month(f"2026-0{n}", {"iss": (400, 40 + n)}) for n in range(1, 4)]
    hidden = [month("2026-04", {"iss": (400, count)}) for count in (1, 5)]
    after = month("2026-05", {"iss": (400, 31)})
    one, two = (paper([*months, made, after]) for made in hidden)
    assert one.trends == two.trends
    assert one.shown == two.shown
    assert [point.share for point in one.series[FIRST][-2:]] == [Mark.CONFIDENTIAL, Decimal("7.8")]


def test_a_month_without_an_audit_is_not_available_and_breaks_the_line() -> None:
    made = paper([month("2026-01"), month("2026-02"), month("2026-05")])
    points = made.series[FIRST]
    assert [point.month for point in points] == between("2026-01", "2026-05")
    assert [point.share for point in points][2:4] == [Mark.NOT_AVAILABLE] * 2


def test_one_month_alone_is_no_trend() -> None:
    made = paper([month("2026-03")])
    assert {told.kind for told in made.verdicts.values()} == {"unknown"}
    assert "One month is no trend" in words(made)


def test_a_question_whose_rules_were_not_tested_is_not_available_and_the_paper_says_why() -> None:
    made = paper([month("2026-03", status="not_tested", reason="table decisions absent")])
    assert made.shown.point("2026-03", FIRST) == Point("2026-03", Mark.NOT_AVAILABLE, Mark.NOT_AVAILABLE)
    told = words(made)
    assert "Table decisions absent" in told
    assert "1 rule of 4 could not be tested" in re.sub(r"\s+", " ", told)


def test_a_reason_that_counts_records_is_told_without_its_count() -> None:
    reason = "partly tested: agencies absent; 3 that a later refusal ended"
    told = words(paper([month("2026-03", reason=reason)]))
    assert "Partly tested: agencies absent" in told
    assert "later refusal" not in told


def test_where_everything_is_small_the_paper_still_stands_and_says_so() -> None:
    tiny = {"iss": (4, 1), "refuge": (3, 2), "youth": (2, 1)}
    made = paper([month("2026-03", tiny, [("critical", "new", "in_time", 2)])])
    assert {told.kind for told in made.verdicts.values()} == {"unknown"}
    told = words(made)
    assert "a confidential number of records [c]" in told
    numbers = {int(n) for n in re.findall(r"(?<![\w.\d])(\d+) of", told)}
    assert numbers <= {0, 4}  # "All 4 rules", "4 questions"


def test_what_an_earlier_paper_showed_or_hid_is_told_again_as_it_was() -> None:
    months = [month("2026-01", SMALL), month("2026-02"), month("2026-03")]
    known = board_papers.registers(months)
    again = {key for one in ("2026-01", "2026-02") for key in known[one].published.figures}
    assert again.isdisjoint(known["2026-03"].published.figures)
    shown = Shown(known["2026-03"].published, [known["2026-01"].published, known["2026-02"].published])
    assert shown.value(figures.total(figures.BREACH, "2026-01", FIRST)) == 624
    assert not board.recovered(known)


def test_the_first_paper_publishes_the_months_before_it_so_that_its_charts_have_them() -> None:
    months = [month(f"2026-{n:02}", {"iss": (400, 60 + n)}) for n in range(1, 9)]
    points = paper(months, once=True).series[FIRST]
    assert [point.breach for point in points] == [61, 62, 63, 64, 65, 66, 67, 68]


def test_a_service_that_is_highest_is_named_among_those_shown_alone() -> None:
    """Refuge has the highest share by far, and it is hidden."""
    told = matters.section(*_shown(month("2026-03", {"iss": (300, 60), "refuge": (10, 4), "youth": (100, 9)})))
    assert "Missing decision rationales: too few services have a share to show" in told
    told = matters.section(*_shown(month("2026-03", {"iss": (300, 60), "refuge": (200, 30), "youth": (100, 21)})))
    assert "Missing decision rationales: highest in &quot;youth&quot;, 21.0%." in told


def _shown(made: Aggregates) -> tuple[Shown, Facts]:
    whole = paper([made])
    return whole.shown, whole.facts


def test_rounded_figures_make_the_sentences_and_the_percentages_too() -> None:
    told = words(paper([month("2026-03", {"iss": (303, 61), "refuge": (201, 33)})], profile("nhs_1_7_round5")))
    assert "60 of 305 (19.7%)" in told
    assert "61" not in re.findall(r"\d+", told)


def test_what_was_open_and_resolved_is_told_of_records() -> None:
    records = [
        ("critical", "new", "in_time", 12), ("critical", "persisting", "past_due", 40),
        ("warning", "new", "accepted", 8), ("warning", "resolved", "", 9), ("info", "not_judged", "", 7),
    ]  # fmt: skip
    told = re.sub(
        r"\s+", " ", words(paper([month("2026-03", records=records, before=("2026-02", 56), until="2026-04")]))
    )
    assert "52 records have something critical open; of these, 40 records had something open the month before" in told
    assert "In all, 60 records are open" in told
    assert "9 records were resolved this month. 40 records are past the day that their urgency gives, 66.7%" in told
    assert "until a date: 8; ending within three months 8, later 0." in told
    assert "Of 7 records nobody can tell" in told


def test_the_balance_of_two_months_is_known_to_the_attacker() -> None:
    """Open before = still open + resolved + not judged: a hidden one of these is protected from that sum, too."""
    first = month("2026-01", records=[("critical", "new", "in_time", 50)])
    second = month(
        "2026-02",
        records=[
            ("critical", "persisting", "past_due", 40),
            ("critical", "resolved", "", 7),
            ("critical", "not_judged", "", 3),
        ],
        before=("2026-01", 50),
    )
    known = board_papers.registers([first, second])
    paper_two = known["2026-02"].published
    assert any(one.less and "2026-01" in one.total for one in paper_two.sums)
    shown = Shown(paper_two, [known["2026-01"].published])
    still = shown.value("open 2026-02: state=persisting")
    gone = [shown.value(f"gone 2026-02: state={state}") for state in ("resolved", "not_judged")]
    assert [still, *gone].count(Mark.CONFIDENTIAL) >= 2
    assert not board.recovered(known)


def _points(*shares: int) -> list[Point]:
    return [Point(f"2025-{n + 1:02}" if n < 12 else f"2026-{n - 11:02}", 1000, share) for n, share in enumerate(shares)]


@pytest.mark.parametrize(
    ("shares", "kind", "sentence"),
    [
        ([100, 110] * 7 + [105], "level", "no rule finds a change"),
        ([100, 110] * 7 + [160], "worse", "this month is above the upper limit"),
        ([100, 110] * 7 + [60], "better", "this month is below the lower limit"),
        ([100, 110] * 3 + [80] * 8, "better", "seven or more months in a row are below the mean"),
        ([100, 104, 99, 103, 100, 101, 102, 103, 104, 105, 106, 107], "worse", "seven or more months in a row rise"),
        ([100, 110, 100], "level", "These are trial limits"),
        ([9, 8, 9, 7, 9], "unknown", "Too few points to tell"),
    ],
)
def test_each_rule_of_an_xmr_chart_is_told_in_words(shares: list[int], kind: str, sentence: str) -> None:
    told = verdict(_points(*shares))
    assert (told.kind, sentence in told.sentence) == (kind, True), told


def test_every_picture_says_its_message_and_has_its_table_beside_it() -> None:
    made = paper([month(f"2026-{n:02}") for n in range(1, 5)])
    page = board_papers.BeautifulSoup(html(made), "html.parser")
    pictures = page.find_all("figure")
    assert len(pictures) == len(HEADLINES) + 2
    for picture in pictures:
        assert len(str(picture.img["alt"])) > 60
        assert picture.table.caption.get_text()


def test_a_withheld_table_is_marks_throughout_and_a_sentence_says_so() -> None:
    whole = paper([month("2026-03")])
    tables = [figures.STATES, figures.DUE, figures.by_service(FIRST)]
    withheld = {name: f"The table '{name}' is withheld." for name in tables}
    made = replace(whole, shown=Shown(whole.shown.now.model_copy(update={"withheld": withheld})))
    told = re.sub(r"\s+", " ", words(made))
    assert all(sentence in told for sentence in withheld.values())
    assert "60 of 300" in re.sub(r"\s+", " ", words(whole))
    page = board_papers.BeautifulSoup(made.matters.html + made.doing.html, "html.parser")
    cells = {
        table.caption.get_text(): {cell.get_text() for row in table.tbody.find_all("tr") for cell in row.find_all("td")}
        for table in page.find_all("table")
    }
    assert cells["Open records by the day they are due"] == {"[c]"}
    assert cells["Records by what is most urgent about them, and by state"] == {"[c]"}
    (services,) = [table for table in page.find_all("table") if "by service" in table.caption.get_text()]
    assert [row.find("td").get_text() for row in services.tbody.find_all("tr")][:-1] == ["[c]"] * 3
