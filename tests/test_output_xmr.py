"""XmR charts: limits and the four rules against hand-worked vectors and against another implementation."""

import numpy as np
import pandas as pd
import pytest
from abspc import spc
from hypothesis import given
from hypothesis import strategies as st

from checks.output.xmr import xmr

COUNTS = st.lists(st.integers(0, 40), min_size=2, max_size=30)


def places(flags: np.ndarray) -> list[int]:
    """The points picked out, the first being 1."""
    return [place for place, flag in enumerate(flags, 1) if flag]


def test_limits_stand_at_266_mean_moving_ranges_from_the_mean() -> None:
    chart = xmr([10, 12, 11, 15, 12])  # steps 2, 1, 4, 3: mean 2.5
    assert chart.mean == 12
    assert chart.moving_range == 2.5
    assert chart.upper == pytest.approx(18.65)
    assert chart.lower == pytest.approx(5.35)


@pytest.mark.parametrize(
    ("values", "rule", "expected"),
    [
        # mean 11; the steps add up to 16 over 10: 1.6; limits 15.26 and 6.74
        ([10, 10, 10, 10, 10, 18, 10, 10, 11, 11, 11], "outside", [6]),
        # seven above the mean of 10.5, then seven below it
        ([11, 12, 11, 12, 11, 12, 11, 10, 9, 10, 9, 10, 9, 10], "run", list(range(1, 15))),
        # six on a side are not enough
        ([11, 12, 11, 12, 11, 12, 10, 9, 10, 9, 10, 9], "run", []),
        # the fourth of eight equals the mean of 10, which breaks the run into three and four
        ([11, 11, 11, 10, 11, 11, 11, 11, 3], "run", []),
        # each of seven above the one before
        ([10, 11, 12, 13, 14, 15, 16, 10, 10], "trend", [1, 2, 3, 4, 5, 6, 7]),
        # six rising are not enough; a tie breaks a trend
        ([10, 11, 12, 13, 14, 15, 10], "trend", []),
        ([10, 11, 12, 13, 13, 14, 15, 16, 17], "trend", []),
        ([17, 16, 15, 14, 13, 12, 11, 14, 13], "trend", [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_each_rule_picks_out_the_points_a_person_would(values: list[float], rule: str, expected: list[int]) -> None:
    assert places(getattr(xmr(values), rule)) == expected


def test_two_of_three_near_a_limit_are_a_signal_where_all_three_are_on_that_side() -> None:
    # mean 140 / 13 = 10.77; steps 20 / 12 = 1.67; upper limit 15.2, two thirds of the way 13.72: 14 is near, 12 above
    steady = [10, 9, 11, 10, 9, 11, 10, 9, 11, 10]
    assert places(xmr([*steady, 14, 12, 14]).near) == [11, 13]
    # mean 139 / 13 = 10.69; steps 29 / 12 = 2.42; two thirds of the way 14.98: 15 is near, but 9 is below the mean
    assert places(xmr([*steady, 15, 9, 15]).near) == []


@given(COUNTS)
def test_the_four_rules_are_those_of_abspc_at_our_lengths_and_spread(values: list[int]) -> None:
    chart = xmr([float(value) for value in values])
    points, line = np.array(values, dtype=float), np.full(len(values), chart.mean)
    upper, lower = np.full(len(values), chart.upper), np.full(len(values), chart.lower)
    reach = 2 / 3 * 2.66 * chart.moving_range
    assert chart.outside.tolist() == spc._rule1_astronomical(points, upper, lower).tolist()
    assert chart.run.tolist() == spc._rule2_shift(points, line, run_length=7).tolist()
    assert chart.trend.tolist() == spc._rule3_trend(points, run_length=7).tolist()
    assert (
        chart.near.tolist() == spc._rule4_two_in_three(points, line, upper, lower, line + reach, line - reach).tolist()
    )


@given(COUNTS)
def test_the_limits_are_those_of_abspc_but_for_the_rounding_of_266(values: list[int]) -> None:
    theirs = spc.calculate_control_limits(pd.DataFrame({"value": values}), "XmR")
    chart = xmr([float(value) for value in values])
    assert chart.mean == pytest.approx(theirs["mean"].iloc[0])
    assert chart.upper == pytest.approx(theirs["ucl"].iloc[0], rel=3e-4, abs=0.02)
    assert chart.lower == pytest.approx(theirs["lcl"].iloc[0], rel=3e-4, abs=0.02)


def test_fewer_than_13_points_give_trial_limits() -> None:
    assert xmr([20.0] * 12).trial
    assert not xmr([20.0] * 13).trial


def test_counts_under_ten_a_month_say_nothing() -> None:
    assert xmr([9.0] * 20).too_few
    assert not xmr([10.0] * 20).too_few
    assert xmr([50.0]).too_few
    assert xmr([]).too_few


def test_a_month_without_a_figure_breaks_a_run_and_takes_part_in_no_step() -> None:
    assert places(xmr([11, 11, 11, 11, None, 11, 11, 11, 1]).run) == []
    chart = xmr([10, 20, None, 40, 50])
    assert chart.moving_range == 10
    assert chart.mean == 30
