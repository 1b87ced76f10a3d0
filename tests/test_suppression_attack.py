"""The attacker of published counts: it finds what a reader could, no less and no more."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import numpy as np
import pytest

from checks.errors import PolicyError
from checks.output.suppression import (
    Difference,
    Key,
    Mark,
    Percentage,
    Published,
    Release,
    Sum,
    attack,
    profile,
    protect,
)
from checks.output.suppression.protection import primary_only
from tests.linked_tables import two_way

MARK = Mark.CONFIDENTIAL
DFE = profile("dfe_1_5")


def paper(figures: dict[Key, int | Mark], *sums: Sum, **more: object) -> Published:
    return Published(profile=DFE, figures=figures, sums=sums, **more)


def known(*papers: Published) -> dict[Key, tuple[int, int | None]]:
    return {one.key: (one.least, one.greatest) for one in attack(papers)}


TOTAL = Sum(total="all", parts=("a", "b", "c"))


def test_a_figure_hidden_alone_is_recovered_by_subtraction() -> None:
    found = attack([paper({"a": MARK, "b": 20, "c": 30, "all": 53}, TOTAL)])
    assert [(one.key, one.least, one.greatest, one.recovered) for one in found] == [("a", 3, 3, True)]


def test_two_hidden_figures_of_one_sum_share_it_and_neither_is_nought() -> None:
    assert known(paper({"a": MARK, "b": MARK, "c": 30, "all": 53}, TOTAL)) == {"a": (1, 22), "b": (1, 22)}


def test_the_least_possible_sum_gives_both_away() -> None:
    found = attack([paper({"a": MARK, "b": MARK, "c": 30, "all": 32}, TOTAL)])
    assert [(one.least, one.recovered) for one in found] == [(1, True), (1, True)]


def test_a_hidden_figure_in_no_sum_is_at_least_1_and_protected() -> None:
    [one] = attack([paper({"a": MARK})])
    assert (one.least, one.greatest, one.protects, one.narrow) == (1, None, True, False)


def test_where_zeros_are_hidden_a_hidden_figure_may_be_nought() -> None:
    hidden = Published(profile=profile("dfe_1_5", zeros="hidden"), figures={"a": MARK, "b": 20, "all": MARK})
    assert {one.least for one in attack([hidden])} == {0}


def test_last_months_paper_and_this_months_are_read_together() -> None:
    before = paper(
        {"open in May": MARK, "other in May": MARK, "May": 40}, Sum(total="May", parts=("open in May", "other in May"))
    )
    now = paper(
        {"open in June": 30, "new": 27, "resolved": 10},
        Sum(total="open in June", parts=("open in May", "new"), less=("resolved",)),
    )
    assert known(before) == {"open in May": (1, 39), "other in May": (1, 39)}
    assert known(before, now) == {"open in May": (13, 13), "other in May": (27, 27)}


def test_a_percentage_gives_a_hidden_part_away() -> None:
    share = Percentage(part="late", whole="all", decimals=1)
    shown = paper({"late": MARK, "all": 120}, percentages={"share": (share, Decimal("2.5"))})
    assert known(shown) == {"late": (3, 3)}
    hidden = paper({"late": MARK, "all": 120}, percentages={"share": (share, MARK)})
    assert known(hidden) == {"late": (1, 120)}


def test_a_difference_gives_a_hidden_figure_away() -> None:
    change = Difference(later="now", earlier="before")
    assert known(paper({"now": MARK, "before": 20}, differences={"change": (change, -17)})) == {"now": (3, 3)}


def test_a_percentage_of_rounded_figures_is_worked_out_from_them_and_tells_no_more() -> None:
    figures: dict[Key, int | Mark] = {"a": 10, "b": 20, "all": 30, "late": MARK}
    whole = Sum(total="all", parts=("a", "b", "late"))
    share = (Percentage(part="a", whole="all", decimals=1), Decimal("33.3"))
    rounded = Published(profile=profile("nhs_1_7_round5"), figures=figures, sums=(whole,))
    assert attack([rounded]) == attack([rounded.model_copy(update={"percentages": {"share": share}})])
    assert known(rounded) == {"late": (1, 6)}  # 28 to 32, less 8 to 12, less 18 to 22


def test_a_figure_that_one_paper_shows_is_not_hidden_by_another() -> None:
    hidden = paper({"a": MARK, "b": MARK, "c": 9, "all": 53}, TOTAL)
    assert known(hidden, paper({"b": 40})) == {"a": (4, 4)}


def test_being_told_which_figures_are_small_narrows_them() -> None:
    rows = paper({"a": MARK, "b": MARK, "c": 30, "all": 39}, TOTAL)
    assert {(one.least, one.greatest) for one in attack([rows], told=["a", "b"])} == {(4, 5)}


def test_papers_that_contradict_one_another_are_refused_without_a_number() -> None:
    with pytest.raises(PolicyError, match="'a' was published earlier with another value") as told:
        attack([paper({"a": 6}), paper({"a": 7})])
    assert not any(character.isdigit() for character in str(told.value))
    with pytest.raises(PolicyError, match="cannot both be true"):
        attack([paper({"a": MARK, "b": MARK, "c": 30, "all": 31}, TOTAL)])


def test_bounds_are_those_of_every_table_that_fits() -> None:
    compared = 0
    for seed in range(10):
        rng = np.random.default_rng(seed)
        release = two_way(rng, 2, int(rng.integers(2, 4)), 4)
        share = {"share": Percentage(part="found: service=service0", whole="found: all", decimals=seed % 2)}
        change = {"change": Difference(later="found: theme=theme0", earlier="found: service=service1")}
        release += Release({}, percentages=share, differences=change)
        for shown in (primary_only(release, DFE), protect(release, DFE)):
            fitting = list(_every(shown, [key for key, value in shown.figures.items() if value is MARK]))
            for one in attack([shown]) if fitting else ():
                values = [table[one.key] for table in fitting]
                top = max(values) if max(values) < TOP else None
                assert (seed, one.key, one.least, one.greatest) == (seed, one.key, min(values), top)
                compared += 1
    assert compared >= 40


TOP = 40


def _every(shown: Published, hidden: Sequence[Key]) -> Iterator[dict[Key, int]]:
    """Every table of counts to which what is shown could belong, by trying: free cells up to TOP, others follow."""
    fixed = {key: int(value) for key, value in shown.figures.items() if value is not MARK}
    free = [key for key in hidden if "," in key]
    tops = [min([TOP, *(fixed.get(one.total, TOP) for one in shown.sums if key in one.parts)]) for key in free]
    if np.prod([float(top) for top in tops]) > 10_000:
        return  # too many to try
    for values in product(*(range(1, top + 1) for top in tops)):
        table = fixed | dict(zip(free, values, strict=True))
        for one in sorted(shown.sums, key=lambda each: -each.total.count("=")):
            table.setdefault(one.total, sum(table.get(part, 0) for part in one.parts))
        if _fits(shown, table, hidden):
            yield table


def _fits(shown: Published, table: dict[Key, int], hidden: Sequence[Key]) -> bool:
    if any(table[key] < 1 for key in hidden):
        return False
    if any(table[one.total] != sum(table[part] for part in one.parts) for one in shown.sums):
        return False
    for share, value in shown.percentages.values():
        if not isinstance(value, Mark):
            exact = Decimal(100 * table[share.part]) / Decimal(table[share.whole])
            if exact.quantize(Decimal(1).scaleb(-share.decimals), ROUND_HALF_UP) != value:
                return False
    return all(
        isinstance(value, Mark) or table[one.later] - table[one.earlier] == value
        for one, value in shown.differences.values()
    )
