"""Weights bring margins to their targets, stay positive and small, and tell what they could not do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyndau.listening.represent.raking import OUTSIDE, effective, rake

WIDE = 1e9


def held(raked, n, category, size):
    inside = category != OUTSIDE
    weights = np.bincount(category[inside], (raked.weights * n)[inside], size)
    return weights / weights.sum()


def test_one_margin_is_the_share_of_the_people_over_the_share_of_the_sample():
    raked = rake(np.array([80, 20]), [np.array([0, 1])], [np.array([0.5, 0.5])], WIDE)
    assert raked.weights == pytest.approx([0.5 / 0.8, 0.5 / 0.2])
    assert raked.met
    # Kish by hand: 100² / (80 * 0.625² + 20 * 2.5²) = 10000 / 156.25
    assert effective(raked.weights, np.array([80, 20])) == pytest.approx(64)


def test_two_margins_keep_the_odds_ratio_of_the_sample():
    """The mark of iterative proportional fitting (Deming, Stephan 1940): margins change, associations do not."""
    n = np.array([40.0, 10.0, 20.0, 30.0])  # region x sex
    regions, sexes = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    raked = rake(n, [regions, sexes], [np.array([0.3, 0.7]), np.array([0.5, 0.5])], WIDE)
    fitted = raked.weights * n
    assert held(raked, n, regions, 2) == pytest.approx([0.3, 0.7], abs=1e-9)
    assert held(raked, n, sexes, 2) == pytest.approx([0.5, 0.5], abs=1e-9)
    assert fitted[0] * fitted[3] / (fitted[1] * fitted[2]) == pytest.approx(40 * 30 / (10 * 20))


def test_no_weight_lies_above_the_cap_and_the_gap_that_it_leaves_is_told():
    n = np.array([99.0, 1.0])
    raked = rake(n, [np.array([0, 1])], [np.array([0.5, 0.5])], 5.0)
    assert raked.weights.max() == pytest.approx(5)
    assert (raked.met, raked.trimmed) == (False, 1)
    assert raked.gap == pytest.approx(0.45)  # the second category reaches 5 of 100 instead of 50


def test_cells_whose_category_is_unknown_keep_their_part():
    n = np.array([60.0, 20.0, 20.0])
    raked = rake(n, [np.array([0, 1, OUTSIDE])], [np.array([0.2, 0.8])], WIDE)
    assert raked.weights * n / 100 == pytest.approx([0.16, 0.64, 0.2])


def test_a_cap_does_not_drain_weight_into_the_unknown():
    """One region needs eight times its weight and gets five: its target may not be met by blowing up the unknown."""
    n = np.array([885.0, 15.0, 100.0])
    raked = rake(n, [np.array([0, 1, OUTSIDE])], [np.array([1 - 8 / 60, 8 / 60])], 5.0)
    assert raked.weights[2] == pytest.approx(1, abs=0.06)
    assert raked.weights[1] == pytest.approx(5)
    assert raked.gap > 0.04


def test_margins_that_contradict_each_other_are_not_called_met():
    """Nobody of region 1 is of sex 0: half of the people there and three quarters of them women cannot both hold."""
    n = np.array([10.0, 10.0])
    raked = rake(n, [np.array([0, 1]), np.array([0, 1])], [np.array([0.5, 0.5]), np.array([0.75, 0.25])], WIDE)
    assert not raked.met
    assert raked.gap > 0.1


def test_without_margins_every_weight_is_one():
    raked = rake(np.array([3.0, 4.0]), [], [], 5.0)
    assert raked.weights.tolist() == [1, 1]
    assert raked.met


counts = st.lists(st.integers(1, 500), min_size=6, max_size=6)
parts = st.lists(st.integers(1, 50), min_size=3, max_size=3)


@given(counts, parts, st.lists(st.integers(1, 50), min_size=2, max_size=2))
def test_margins_are_met_weights_are_positive_and_the_effective_number_is_no_larger(n, three, two):
    n, first, second = np.array(n, float), np.array([0, 0, 1, 1, 2, 2]), np.array([0, 1] * 3)
    three, two = np.array(three) / sum(three), np.array(two) / sum(two)
    raked = rake(n, [first, second], [three, two], WIDE)
    assert (raked.weights > 0).all()
    assert (raked.weights * n).sum() == pytest.approx(n.sum())
    assert 0 < effective(raked.weights, n) <= n.sum() * (1 + 1e-12)
    if raked.met:
        assert held(raked, n, first, 3) == pytest.approx(three, abs=1e-5)
        assert held(raked, n, second, 2) == pytest.approx(two, abs=1e-5)


@given(counts)
def test_a_sample_like_the_people_is_left_as_it_is(n):
    n, first, second = np.array(n, float), np.array([0, 0, 1, 1, 2, 2]), np.array([0, 1] * 3)
    targets = [np.bincount(one, n) / n.sum() for one in (first, second)]
    raked = rake(n, [first, second], targets, 5.0)
    assert raked.weights == pytest.approx(np.ones(6))
    assert effective(raked.weights, n) == pytest.approx(n.sum())


@given(counts, parts, st.floats(1.2, 6))
def test_the_cap_holds_for_every_sample(n, three, trim):
    n, first = np.array(n, float), np.array([0, 0, 1, 1, 2, 2])
    raked = rake(n, [first], [np.array(three) / sum(three)], trim)
    assert raked.weights.max() <= trim * (1 + 1e-6)
    assert (raked.weights * n).sum() == pytest.approx(n.sum())
