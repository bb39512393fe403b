"""Two days of three, and Benjamini-Hochberg over all series of a day: cases on paper."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tyndau.listening.alarms.fdr import benjamini_hochberg, chance_of_pair, pair

NAN = np.nan


def test_the_pair_is_the_larger_p_of_today_and_of_the_best_of_the_two_days_before():
    found = pair(np.array([[0.01, 0.5, 0.02, 0.9, 0.001]]), 3)
    assert found.tolist() == [[1.0, 0.5, 0.02, 0.9, 0.02]]


def test_a_day_that_was_not_judged_helps_nobody_and_gets_no_pair():
    found = pair(np.array([[NAN, 0.01, NAN, 0.02]]), 3)
    assert np.isnan(found[0, [0, 2]]).all()
    assert found[0, [1, 3]].tolist() == [1.0, 0.02]


def test_the_chance_of_a_pair_is_that_of_two_days_of_three_with_today_among_them():
    x = np.array([0.0, 0.1, 0.5, 1.0])
    assert chance_of_pair(x, 3) == pytest.approx(2 * x**2 - x**3)
    assert chance_of_pair(x, 2) == pytest.approx(x**2)


def test_chance_of_a_pair_holds_for_independent_days():
    p = np.random.default_rng(1).uniform(size=(4000, 3))
    pairs = pair(p, 3)[:, 2]
    assert (pairs < 0.2).mean() == pytest.approx(chance_of_pair(np.array([0.2]), 3)[0], abs=0.015)


def test_benjamini_hochberg_of_four():
    """.01 x 4 = .04; .02 x 2 = .04; .03 x 4/3 = .04; .5."""
    assert benjamini_hochberg(np.array([0.5, 0.03, 0.01, 0.02])) == pytest.approx([0.5, 0.04, 0.04, 0.04])
    told = benjamini_hochberg(np.array([0.01, NAN, 0.04]))
    assert told[[0, 2]] == pytest.approx([0.02, 0.04])
    assert np.isnan(told[1])


@settings(max_examples=30)
@given(st.lists(st.floats(0, 1), max_size=12), st.floats(0.01, 0.5))
def test_q_chooses_what_the_step_up_rule_chooses(p, share):
    values = np.array(p)
    below = [k for k, value in enumerate(sorted(p), 1) if value <= share * k / len(p) * (1 + 1e-12)]
    wanted = sorted(p)[: max(below, default=0)]
    chosen = sorted(values[benjamini_hochberg(values) <= share * (1 + 1e-12)].tolist())
    assert chosen == wanted
