"""Intervals of shares and counts, held against values that stand in tables."""

import numpy as np
import pytest

from tyndau.listening.intervals import poisson, wilson


def test_wilson_s_interval_of_one_in_five():
    low, high = wilson([1], [5])
    assert (low[0], high[0]) == (pytest.approx(0.0362, abs=1e-4), pytest.approx(0.6245, abs=1e-4))


def test_nothing_seen_is_nothing_known():
    assert [one[0] for one in wilson([0], [0])] == [0, 1]


@pytest.mark.parametrize(("count", "low", "high"), [(0, 0, 3.6889), (1, 0.0253, 5.5716), (10, 4.7954, 18.3904)])
def test_garwood_s_interval_of_a_count(count, low, high):
    assert np.allclose([one[()] for one in poisson(count)], [low, high], atol=1e-4)
