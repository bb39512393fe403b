"""Lines of an axis stand at round values, few and evenly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyndau.charts.ticks import round_ticks


@given(st.integers(2, 10**15), st.integers(3, 8))
def test_at_least_two_round_values_at_equal_distance_and_none_above_the_greatest(greatest, most):
    ticks = round_ticks(greatest, most)

    assert 2 <= len(ticks) <= most
    assert greatest - ticks[0] < ticks[-1] <= greatest
    assert ticks == [ticks[0] * number for number in range(1, len(ticks) + 1)]
    assert str(ticks[0]).rstrip("0") in {"1", "2", "5", "25", "4", "3"}


@pytest.mark.parametrize(
    ("greatest", "ticks"),
    [
        (0, []),
        (1, [1]),
        (2, [1, 2]),
        (7, [2, 4, 6]),
        (100, [50, 100]),
        (1381, [500, 1000]),
        (75, [20, 40, 60]),
        (27, [10, 20]),
    ],
)
def test_one_two_and_five_are_liked_best(greatest, ticks):
    assert round_ticks(greatest) == ticks
