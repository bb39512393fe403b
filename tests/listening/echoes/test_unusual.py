"""A group against all others: exact where it can be, and checked against tables worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu

from tyndau.listening.echoes.unusual import Members, benjamini_hochberg, bursts, means, shares


def test_fisher_s_test_on_a_table_that_can_be_checked_by_hand():
    """All 3 marked of 6 accounts are the group's 3: one choice of C(6, 3) = 20."""
    flag, members = np.array([1, 1, 1, 0, 0, 0, np.nan]), Members(np.array([0, 1, 2, 6]), np.zeros(4, int), 1)
    found = shares(flag, members, 3)
    assert (found.n[0], found.value[0], found.others[0], found.others_n[0]) == (3, 1, 0, 3)
    assert found.p[0] == pytest.approx(1 / 20)


def test_the_rank_sum_test_agrees_with_scipy():
    value = np.random.default_rng(2).integers(0, 6, 60) / 6  # with ties
    members = Members(np.arange(20), np.zeros(20, int), 1)
    expected = mannwhitneyu(value[:20], value[20:], alternative="greater", method="asymptotic").pvalue
    assert means(value, members, 5).p[0] == pytest.approx(expected)


def test_first_posts_of_one_hour_are_a_burst_and_days_on_which_everybody_came_are_none():
    spread = np.linspace(0, 1e6, 100)
    spread[:10] = 5e5
    members = Members(np.arange(10), np.zeros(10, int), 1)
    assert bursts(spread, ["g"], members, 3600, 5, 1).p[0] == pytest.approx(1 / 1000)
    everybody = np.full(100, 5e5)
    found = bursts(everybody, ["g"], members, 3600, 5, 1)
    assert (found.value[0], found.others[0], found.p[0]) == (1, 1, 1)


@given(st.lists(st.floats(0, 1) | st.just(float("nan")), max_size=30))
def test_q_keeps_the_order_of_p_and_lies_above_it(p):
    q = benjamini_hochberg(np.array(p, float))
    told = ~np.isnan(np.array(p, float))
    assert (np.isnan(q) == ~told).all()
    assert ((q[told] >= np.array(p)[told] - 1e-12) & (q[told] <= 1)).all()
    assert (np.diff(q[told][np.argsort(np.array(p)[told], kind="stable")]) >= 0).all()
