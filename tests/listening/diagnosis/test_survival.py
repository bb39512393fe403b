"""Kaplan and Meier's estimate: a case on paper, limits, and who was not seen to the end."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyndau.listening.diagnosis.survival import survival


def test_a_case_that_can_be_counted_on_paper():
    """1, 2, 3+, 4, 5+ days: of five four go past day 1, of four three past day 2, of two one past day 4."""
    found = survival([1, 2, 3, 4, 5], [True, True, False, True, False])
    assert found.at_risk.tolist() == [5, 5, 4, 3, 2, 1]
    assert found.share == pytest.approx([1, 1, 0.8, 0.6, 0.6, 0.3])
    reach = math.exp(1.959964 * math.sqrt(1 / 20 + 1 / 12 + 1 / 2) / -math.log(0.3))
    assert found.low[5] == pytest.approx(0.3**reach, abs=1e-6)
    assert found.high[5] == pytest.approx(0.3 ** (1 / reach), abs=1e-6)
    assert found.median() == 5


def test_what_never_ended_has_no_median_and_an_interval_all_the_same():
    found = survival([9] * 20, [False] * 20)
    assert found.median() is None
    assert found.share[9] == found.high[9] == 1
    assert 0.8 < found.low[9] < 0.9


def test_nothing_observed_is_an_empty_curve():
    assert len(survival([], []).share) == 0


@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=30))
def test_shares_fall_within_their_intervals(lives):
    days, ended = zip(*lives, strict=True)
    found = survival(days, ended)
    assert np.all(np.diff(found.share) <= 1e-12)
    assert np.all((found.low >= 0) & (found.low <= found.share + 1e-12))
    assert np.all((found.high <= 1) & (found.high >= found.share - 1e-12))
    if all(ended):  # then it is the plain share
        assert found.share == pytest.approx(
            [sum(one >= day for one in days) / len(days) for day in range(max(days) + 1)]
        )


def test_a_curve_goes_on_at_nought_when_all_have_ended():
    found = survival([3] * 10, [True] * 10, span=9)
    assert (len(found.share), found.share[8], found.low[8]) == (9, 0, 0)
    assert found.high[8] == pytest.approx(0.2775, abs=1e-4)
