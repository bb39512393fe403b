"""The regression of many series at once, and the tails of counts: cases from the textbook."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tyndau.listening.alarms import glm
from tyndau.listening.alarms.tails import at_least, below, mid_p, quantile

ONES = np.ones((6, 1))


def test_with_an_intercept_alone_the_expected_is_the_mean_and_the_dispersion_pearsons():
    """Mean 4; squares of differences 4 1 0 0 1 4 by 4, summed 2.5, by 5 degrees of freedom 0.5: held at 1."""
    fitted = glm.fit(ONES, np.array([[2, 3, 4, 4, 5, 6], [0, 0, 0, 6, 6, 12]]), np.ones((2, 6)))
    assert fitted.expected[:, 0] == pytest.approx([4, 4])
    assert fitted.pearson == pytest.approx([0.5, (3 * 16 + 2 * 4 + 64) / 4 / 5])
    assert fitted.dispersion[0] == 1
    assert fitted.freedom == pytest.approx([5, 5])


def test_the_upper_limit_of_the_dispersion_comes_from_chi2():
    fitted = glm.fit(ONES, np.array([[0, 0, 0, 6, 6, 12]]), np.ones((1, 6)))
    told = fitted.dispersion_at_most(0.1)[0]
    assert told == pytest.approx(6 * 5 / stats.chi2.ppf(0.1, 5))
    assert fitted.dispersion_at_most(0.5)[0] < told
    quiet = glm.fit(ONES, np.full((1, 6), 4), np.ones((1, 6)))
    assert quiet.dispersion_at_most(0.1)[0] == 1


def test_with_an_offset_the_rate_is_all_counts_by_all_exposure():
    exposure = np.array([[10, 20, 30, 40, 50, 50.0]])
    fitted = glm.fit(ONES, np.array([[1, 2, 3, 4, 5, 5]]), np.ones((1, 6)), np.log(exposure))
    assert np.exp(fitted.coefficients[0, 0]) == pytest.approx(0.1)
    assert fitted.expected[0] == pytest.approx(exposure[0] / 10)


def test_a_row_of_weight_zero_says_nothing():
    weights = np.array([[1, 1, 1, 1, 1, 0.0]])
    assert glm.fit(ONES, np.array([[4, 4, 4, 4, 4, 400]]), weights).expected[0, 0] == pytest.approx(4)


def test_an_outbreak_in_the_past_is_damped_and_the_weights_keep_their_sum():
    counts = np.array([[4, 5, 4, 5, 4, 60]])
    fitted = glm.fit(ONES, counts, np.ones((1, 6)))
    damped = glm.reweighted(fitted, counts, np.ones((1, 6)), 1.0)
    assert damped.sum() == pytest.approx(6)
    assert damped[0, 5] < damped[0, 0]


def test_one_large_count_among_nothing_with_a_large_offset_does_not_break_the_fit():
    """The step from next to nothing overshoots; the normal equations were singular then."""
    day = np.arange(84)
    design = np.column_stack([np.ones(84), day / 42 - 1, (day % 7)[:, None] == np.arange(7)])
    counts = np.zeros((1, 84))
    counts[0, 80] = 900
    penalty = np.concatenate([[0.0, 11.0], np.full(7, 4.0)])
    begin = np.full((1, 84), 1e-13)
    fitted = glm.fit(design, counts, np.ones((1, 84)), np.full((1, 84), np.log(1e6)), penalty, begin)
    assert fitted.expected.sum() == pytest.approx(900, rel=1e-6)


@settings(max_examples=25)
@given(st.integers(0, 60), st.floats(0.05, 40), st.floats(1, 6))
def test_tails_are_those_of_the_negative_binomial(count, mean, dispersion):
    plain = dispersion <= 1 + 1e-6
    peer = stats.poisson(mean) if plain else stats.nbinom(mean / (dispersion - 1), 1 / dispersion)
    assert below(count, mean, dispersion) == pytest.approx(peer.cdf(count), abs=1e-9)
    assert at_least(count, mean, dispersion) == pytest.approx(peer.sf(count - 1), rel=1e-5, abs=1e-12)
    assert mid_p(count, mean, dispersion) == pytest.approx(peer.sf(count) + peer.pmf(count) / 2, rel=1e-5, abs=1e-12)


def test_the_quantile_is_the_smallest_count_that_reaches_the_level():
    mean, dispersion = np.array([0.01, 2, 30.0]), np.array([1, 1.5, 4.0])
    for level in (0.5, 0.97, 0.999):
        bound = quantile(level, mean, dispersion)
        assert (below(bound, mean, dispersion) >= level).all()
        assert ((below(bound - 1, mean, dispersion) < level) | (bound == 0)).all()
