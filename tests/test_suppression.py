"""Suppression of small numbers: what is shown is right, what is hidden stays hidden, what is withheld says why."""

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.errors import PolicyError
from checks.output.suppression import (
    ALL,
    Difference,
    Key,
    Mark,
    Percentage,
    Profile,
    Published,
    Release,
    Sum,
    Table,
    attack,
    cube,
    for_board,
    grid,
    profile,
    profiles,
    protect,
)
from checks.output.suppression.protection import primary_only
from tests.linked_tables import two_months, two_way

MARK = Mark.CONFIDENTIAL
DFE = profile("dfe_1_5")


def counted(release: Release) -> dict[Key, int]:
    return {key: int(value) for key, value in release.figures.items() if not isinstance(value, Mark)}


def small(release: Release, chosen: Profile = DFE) -> set[Key]:
    return {key for key, count in counted(release).items() if chosen.small(count)}


def one_row(name: str, *keys: Key) -> dict[str, Table]:
    return {name: Table(rows=("count",), columns=keys, cells=(keys,))}


@settings(max_examples=15, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 10_000),
    name=st.sampled_from(sorted(profiles())),
    zeros=st.sampled_from(["shown", "hidden"]),
)
def test_what_is_shown_is_right_and_no_small_figure_can_be_worked_out(
    seed: int, name: str, zeros: Literal["shown", "hidden"]
) -> None:
    rng, chosen = np.random.default_rng(seed), profile(name, zeros)
    release = two_way(rng, int(rng.integers(1, 4)), int(rng.integers(1, 5)), float(rng.choice([2, 8, 30])))
    paper = protect(release, chosen)
    counts = counted(release)
    for key, value in paper.figures.items():
        assert value is MARK or abs(value - counts[key]) <= chosen.rounds_to // 2
        assert value is MARK or (value % chosen.rounds_to == 0 and not chosen.small(counts[key]))
    for one in paper.sums if chosen.rounds_to == 1 else ():
        if paper.shown(one.total, *one.parts):
            assert paper.figures[one.total] == sum(int(paper.figures[part]) for part in one.parts)
    found = {one.key: one for one in attack([paper])}
    assert [key for key in small(release, chosen) if not found[key].protects] == []
    assert [one.key for one in found.values() if one.recovered or one.narrow] == []
    assert all(one.least <= counts[one.key] and one.reaches(counts[one.key]) for one in found.values())
    assert set(paper.withheld) <= set(release.tables)


def test_two_months_of_linked_tables_give_nothing_away_and_would_without_secondary_suppression() -> None:
    given_away = 0
    for seed in range(3):
        months = two_months(np.random.default_rng(seed))
        before = protect(months.before, DFE)
        now = protect(months.now, DFE, [before])
        found = attack([before, now])
        assert [one.key for one in found if one.recovered or one.narrow] == []
        hidden = small(months.before) | small(months.now)
        assert [one.key for one in found if one.key in hidden and not one.protects] == []
        bare = primary_only(months.before, DFE)
        careless = attack([bare, primary_only(months.now, DFE, [bare])])
        given_away += sum(one.recovered for one in careless)
    assert given_away > 15


PAPERS = """
from numpy.random import default_rng
from checks.output.suppression import profile, protect
from tests.linked_tables import two_way

print(protect(two_way(default_rng(3), 4, 4, 10), profile()).model_dump_json())
"""


def test_the_same_input_gives_the_same_answer_in_every_process() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", PAPERS],
            cwd=Path(__file__).parents[1],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_a_paper_is_kept_as_json_which_holds_no_hidden_count() -> None:
    release = Release(
        {"few": 3, "many": 77771, "more": 88882, "all": 166656},
        (Sum(total="all", parts=("few", "many", "more")),),
        {name: Percentage(part=name, whole="all", decimals=1) for name in ("few", "many", "more")},
        {"change": Difference(later="more", earlier="many")},
        one_row("t", "few", "many", "more", "all"),
    )
    paper = protect(release, DFE)
    text = paper.model_dump_json()
    again = Published.model_validate_json(text)
    assert again == paper
    assert attack([again]) == attack([paper])
    hidden = [str(release.figures[key]) for key, value in paper.figures.items() if value is MARK and key != "few"]
    assert hidden == ["77771"]
    assert "77771" not in text


def test_no_more_is_hidden_than_needed() -> None:
    counts = pd.DataFrame({"kind": list("abcd"), "count": [3, 20, 30, 40]})
    paper = protect(cube("found", counts), DFE)
    assert [key for key, value in paper.figures.items() if value is MARK] == ["found: kind=a", "found: kind=b"]
    assert paper.withheld == {}


def test_zeros_are_shown_unless_the_policy_hides_them() -> None:
    release = cube("found", pd.DataFrame({"kind": list("abc"), "count": [0, 20, 30]}))
    assert protect(release, DFE).figures["found: kind=a"] == 0
    hidden = protect(release, profile("dfe_1_5", zeros="hidden"))
    assert hidden.figures["found: kind=a"] is MARK
    assert not any(one.recovered for one in attack([hidden]))


def test_rounded_figures_are_rounded_to_the_nearest_5_and_percentages_follow_them() -> None:
    shares = {"share": Percentage(part="late", whole="all", decimals=1)}
    changes = {"change": Difference(later="all", earlier="late")}
    release = Release({"late": 13, "all": 32, "few": 7, "none": 0}, percentages=shares, differences=changes)
    paper = protect(release, profile("nhs_1_7_round5"))
    assert paper.figures == {"late": 15, "all": 30, "few": MARK, "none": 0}
    assert (paper.percentages["share"][1], paper.differences["change"][1]) == (Decimal("50.0"), 15)


def test_a_percentage_of_a_hidden_figure_is_shown_only_where_it_tells_nothing() -> None:
    shares = {
        "fine": Percentage(part="late", whole="all", decimals=0),
        "sharp": Percentage(part="late", whole="all", decimals=1),
        "plain": Percentage(part="early", whole="all", decimals=1),
    }
    release = Release({"late": 3, "early": 500, "all": 2000}, percentages=shares)
    shown = {name: value for name, (_, value) in protect(release, DFE).percentages.items()}
    assert shown == {"fine": Decimal("0"), "sharp": MARK, "plain": Decimal("25.0")}


def test_a_difference_of_a_hidden_figure_is_shown_only_where_it_tells_nothing() -> None:
    changes = {"known": Difference(later="now", earlier="before"), "open": Difference(later="now", earlier="other")}
    release = Release({"now": 3, "before": 40, "other": 4}, differences=changes)
    shown = {name: value for name, (_, value) in protect(release, DFE).differences.items()}
    assert shown == {"known": MARK, "open": MARK}  # now = other - 1 would say that `other` is not 1
    both = Release({"now": 30, "before": 40}, differences={"change": Difference(later="now", earlier="before")})
    assert protect(both, DFE).differences["change"][1] == -10


def test_a_table_that_cannot_be_protected_is_withheld_whole_and_says_why() -> None:
    earlier = protect(Release({"all": 6}), DFE)
    release = Release(
        {"women": 3, "men": 3, "other": 50},
        (Sum(total="all", parts=("women", "men")),),
        tables=one_row("by sex", "women", "men") | one_row("others", "other"),
    )
    paper = protect(release, DFE, [earlier])
    assert paper.withheld == {
        "by sex": "The table 'by sex' is withheld: together with what else is published, now or earlier, a small "
        "number could be worked out from it."
    }
    assert paper.frame("by sex").loc["count"].tolist() == ["[c]", "[c]"]
    assert paper.frame("others").loc["count"].tolist() == [50]
    assert {(one.least, one.greatest) for one in attack([earlier, paper])} == {(0, 6)}


def test_this_months_paper_does_not_undo_last_months() -> None:
    parts = Sum(total="May", parts=("a in May", "b in May"))
    before = protect(Release({"a in May": 2, "b in May": 38, "May": 40}, (parts,)), DFE)
    balance = Sum(total="a in June", parts=("a in May", "new"), less=("resolved",))
    now = protect(Release({"a in June": 22, "new": 30, "resolved": 10}, (balance,)), DFE, [before])
    assert sorted(map(str, now.figures.values())) != ["10", "22", "30"]
    assert all(one.protects for one in attack([before, now]) if one.key == "a in May")


def test_what_an_earlier_paper_gave_away_is_said_and_not_made_worse() -> None:
    careless = Published(profile=DFE, figures={"b": 20, "all": 23}, sums=(Sum(total="all", parts=("a", "b")),))
    paper = protect(Release({"a": 3, "c": 9}), DFE, [careless])
    assert paper.figures == {"a": MARK, "c": 9}
    assert paper.notes == (
        "Hidden figures about which earlier papers tell more than [c] should: 1. Nothing that is published now "
        "adds to it.",
    )


def test_marks_for_what_cannot_be_counted_pass_through_and_add_nothing() -> None:
    counts = pd.DataFrame({"kind": list("abc"), "count": [Mark.NOT_AVAILABLE, Mark.NOT_APPLICABLE, 20]})
    share = {"share": Percentage(part="found: kind=a", whole="found: all")}
    release = cube("found", counts) + Release({}, percentages=share)
    paper = protect(release + Release({}, tables={"t": grid("found", ("kind", [*"abc", ALL]), ("of", [ALL]))}), DFE)
    assert paper.frame("t")[ALL].to_dict() == {"a": "[x]", "b": "[z]", "c": 20, ALL: 20}
    assert paper.percentages["share"][1] is Mark.NOT_AVAILABLE


def test_a_cube_names_a_margin_alike_in_every_table_and_knows_coarser_headings() -> None:
    rules = pd.DataFrame(
        {"rule": ["CON-01", "CON-02", "RET-01"], "theme": ["consent", "consent", "retention"], "count": [4, 9, 7]}
    )
    figures = cube("breach", rules).figures
    assert figures["breach: theme=consent"] == 13
    assert figures["breach: rule=RET-01"] == figures["breach: theme=retention"] == 7
    assert figures["breach: all"] == 20


@pytest.mark.parametrize(
    ("release", "message"),
    [
        (
            Release({"a": 1, "b": 2, "all": 4}, (Sum(total="all", parts=("a", "b")),)),
            "'all' is not the sum of its parts",
        ),
        (Release({"a": -1}), "'a' is not a count"),
        (Release({"a": MARK}), r"'a' is given as \[c\]"),
        (Release({"a": 7}, tables=one_row("t", "b")), "no figure 'b', which the table 't' needs"),
        (Release({"a": 7}, (Sum(total="a", parts=("b",)),)), "no figure 'b', which the sum for 'a' needs"),
        (Release({"a": 7, "b": 6}, percentages={"p": Percentage(part="a", whole="b")}), "'p' has a part greater"),
        (Release({"a": 7}, tables=one_row("a", "a")), "both called 'a'"),
    ],
)
def test_a_release_that_cannot_be_right_is_refused(release: Release, message: str) -> None:
    with pytest.raises(PolicyError, match=message):
        protect(release, DFE)


def test_a_figure_that_has_changed_since_it_was_published_is_refused() -> None:
    earlier = protect(Release({"a": 40}), DFE)
    with pytest.raises(PolicyError, match="'a' was published earlier with another value"):
        protect(Release({"a": 41}), DFE, [earlier])


def test_a_board_paper_hides_at_least_1_to_5() -> None:
    assert [for_board(one).name for one in profiles().values()] == ["dfe_1_5", "nhs_1_7_round5", "tre_10"]
    lax = Profile(name="lax", title="Counts from 1 to 4 are hidden", hides=4, width=4)
    with pytest.raises(PolicyError, match="hides counts up to 4, and a board paper must hide at least 1 to 5"):
        for_board(lax)
    with pytest.raises(PolicyError, match="no suppression profile dfe: choose one of dfe_1_5"):
        profile("dfe")


@given(chosen=st.sampled_from(sorted(profiles())), count=st.integers(0, 10_000))
def test_a_rounded_number_stands_for_its_count(chosen: str, count: int) -> None:
    one = profile(chosen)
    if not one.small(count):
        least, greatest = one.behind(one.rounded(count))
        assert least <= count <= greatest
        assert {one.rounded(each) for each in range(least, greatest + 1)} == {one.rounded(count)}
