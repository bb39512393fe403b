"""Two shares side by side: published examples, paper cases, limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyndau.listening.diagnosis.comparison import chance_of_difference, false_discoveries, finding, newcombe


def test_the_interval_agrees_with_newcombe_s_own_table():
    """Newcombe 1998, table II, method 10: 56/70 against 48/80, 9/10 against 3/10, 10/10 against 0/20."""
    low, high = newcombe([56, 9, 10], [70, 10, 10], [48, 3, 0], [80, 10, 20])
    assert low == pytest.approx([0.0524, 0.1705, 0.6791], abs=1e-4)
    assert high == pytest.approx([0.3339, 0.8090, 1.0], abs=1e-4)


def test_the_exact_test_of_a_case_on_paper():
    """Three of three against none of three: one of twenty ways, twice."""
    assert chance_of_difference([3, 0, 2], [3, 3, 4], [0, 3, 2], [3, 3, 4]) == pytest.approx([0.1, 0.1, 1.0])


def test_a_fraction_of_a_vote_never_speaks_for_a_difference():
    whole = chance_of_difference([8], [10], [2], [10])
    assert chance_of_difference([8.5], [10], [1.5], [10]) == pytest.approx(whole)
    assert chance_of_difference([sum([1 / 3] * 24)], [10], [2], [10]) == pytest.approx(whole)


def test_many_tests_are_judged_together():
    """p .01 .02 .03 .5 of four: .04 .04 .04 .5."""
    assert false_discoveries([0.03, 0.5, 0.01, 0.02]) == pytest.approx([0.04, 0.5, 0.04, 0.04])


def test_a_finding_needs_a_low_q_and_has_a_direction():
    words = finding(np.array([0.2, -0.2, 0.2, 0.2]), np.array([0.01, 0.05, 0.06, 0.05]))
    assert words.tolist() == ["more", "less", "unclear", "more"]


VOTES = st.tuples(st.integers(1, 60), st.floats(0, 1)).map(lambda pair: (pair[0] * pair[1], pair[0]))


@given(VOTES, VOTES)
def test_an_interval_holds_its_difference_and_turns_with_it(one, other):
    low, high = newcombe(*([value] for value in (*one, *other)))
    gap = one[0] / one[1] - other[0] / other[1]
    assert -1 <= low[0] <= gap + 1e-12
    assert gap - 1e-12 <= high[0] <= 1
    back = newcombe(*([value] for value in (*other, *one)))
    assert (back[0][0], back[1][0]) == pytest.approx((-high[0], -low[0]))
    p = chance_of_difference(*([value] for value in (*one, *other)))
    assert 0 < p[0] <= 1
    assert p == pytest.approx(chance_of_difference(*([value] for value in (*other, *one))))
