"""A weighted share lies in its interval, costs what the weights cost, and bounds hold whatever the silent think."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyndau.listening.intervals import wilson
from tyndau.listening.represent.shares import if_silent_differ, weighted, worst_case

ALL = [np.array([0, 1])]


def test_a_weighted_share_is_the_mean_of_the_regions_by_their_people():
    found = weighted([80, 20], [[8], [10]], [0.5 / 0.8, 0.5 / 0.2], ALL)
    assert found.share[0] == pytest.approx(0.5 * 0.1 + 0.5 * 0.5)


def test_the_interval_is_that_of_the_strata_by_hand():
    """Two regions of half the people each: variance = sum of (1/2)² p (1 - p) / n, as in any stratified mean."""
    n, weights = np.array([800, 200]), np.array([0.5 / 0.8, 0.5 / 0.2])
    found = weighted(n, [[240], [60]], weights, ALL)
    variance = 0.25 * 0.3 * 0.7 * (1 / 800 + 1 / 200) * 1000 / 998
    size = 0.3 * 0.7 / variance
    low, high = wilson(0.3 * size, size)
    assert (found.low[0], found.high[0]) == (pytest.approx(low), pytest.approx(high))


def test_with_equal_weights_it_is_wilson_s_interval():
    found = weighted([1000], [[100]], [1.0], [])
    low, high = wilson(100, 1000)
    assert (found.low[0], found.high[0]) == (pytest.approx(low, rel=1e-3), pytest.approx(high, rel=1e-3))


def test_a_topic_of_nobody_and_one_of_everybody_still_have_an_interval():
    found = weighted([80, 20], [[0, 80], [0, 20]], [0.5, 3.0], ALL)
    assert found.share == pytest.approx([0, 1])
    assert 0.02 < found.high[0] < 0.1  # nobody of an effective fifty
    assert found.low[1] < 0.98
    assert np.isfinite([*found.low, *found.high]).all()


@given(
    st.lists(st.integers(1, 300), min_size=3, max_size=3),
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
    st.lists(st.floats(0.05, 5), min_size=3, max_size=3),
)
def test_share_and_interval_are_in_order_and_inside_0_and_1(n, parts, weights):
    n = np.array(n)
    asked = np.floor(n * parts)[:, None]
    found = weighted(n, asked, weights, [np.arange(3)])
    ends = [0, found.low[0], found.share[0], found.high[0], 1]
    assert all(left <= right + 1e-12 for left, right in pairwise(ends))


def test_nothing_is_known_of_the_silent_so_all_of_them_may_ask_or_none():
    assert worst_case(0.3, 0.1) == (pytest.approx(0.03), pytest.approx(0.93))
    assert worst_case(0.3, 1.0) == (pytest.approx(0.3), pytest.approx(0.3))
    assert worst_case(0.3, None) == (0, 1)
    assert worst_case(0.3, 7.0) == (pytest.approx(0.3), pytest.approx(0.3))  # more accounts than people


@given(st.integers(1, 1000), st.integers(0, 1000), st.integers(0, 10_000), st.floats(0, 1))
def test_the_worst_case_holds_the_truth_whoever_keeps_silent(heard, asked, silent, wanting):
    asked = min(asked, heard)
    truth = (asked + round(silent * wanting)) / (heard + silent)
    low, high = worst_case(asked / heard, heard / (heard + silent))
    assert low - 1e-9 <= truth <= high + 1e-9


def test_odds_of_one_keep_the_interval_and_larger_ones_widen_it_up_to_the_worst_case():
    assert if_silent_differ(0.1, 0.2, 0.05, 1.0) == (pytest.approx(0.1), pytest.approx(0.2))
    low, high = if_silent_differ(0.5, 0.5, None, 3.0)
    assert (low, high) == (pytest.approx(0.25), pytest.approx(0.75))  # odds 1/3 and 3
    low, high = if_silent_differ(0.3, 0.3, 0.1, 1e12)
    assert (low, high) == (pytest.approx(0.03), pytest.approx(0.93))
    assert if_silent_differ(0.0, 1.0, 0.0, 2.0) == (0, 1)


@given(st.floats(0.001, 0.999), st.floats(0, 1), st.floats(1, 50), st.floats(-1, 1))
def test_the_bounds_of_odds_hold_whenever_the_silent_are_within_them(share, coverage, odds, where):
    silent = share * odds**where / (share * odds**where + 1 - share)
    truth = coverage * share + (1 - coverage) * silent
    low, high = if_silent_differ(share, share, coverage, odds)
    assert low - 1e-9 <= truth <= high + 1e-9
