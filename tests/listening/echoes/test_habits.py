"""How one account posts: measures that a rhythm, a night and chance do not mistake for a machine."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tyndau.listening.echoes.habits import LEAST_CLOCK, entropy, evenness, restless


def test_even_gaps_are_told_from_those_of_a_poisson_process_at_the_stated_level():
    chance = np.random.default_rng(7)
    accounts, gaps = 2_000, 20
    at = np.cumsum(chance.exponential(100, (accounts, gaps + 1)), axis=1).ravel()
    owner = np.repeat(np.arange(accounts), gaps + 1)
    assert np.nanmean(evenness(at, owner, accounts, 1)) == pytest.approx(0.05, abs=0.02)
    clockwork = np.tile(np.arange(gaps + 1) * 60.0, accounts)
    assert np.nanmean(evenness(clockwork, owner, accounts, 1)) == 1


@given(st.floats(0.01, 1e6), st.floats(0, 1e6), st.integers(0, 1_000))
@settings(max_examples=20)
def test_evenness_hangs_neither_on_the_pace_nor_on_the_day(pace, since, seed):
    at = np.cumsum(np.random.default_rng(seed).exponential(1, 15))
    owner = np.zeros(15, np.int64)
    assert evenness(at, owner, 1, 1) == evenness(at * pace + since, owner, 1, 1)


def test_a_rest_over_midnight_is_one_rest():
    of_day = np.linspace(3 * 3600, 21 * 3600, LEAST_CLOCK).astype(np.int64)  # 21:00 to 03:00 is empty
    awake = np.linspace(0, 86_399, LEAST_CLOCK).astype(np.int64)
    owner = np.repeat([0, 1, 2], [LEAST_CLOCK, LEAST_CLOCK, 1])
    told = restless(np.concatenate([of_day, awake, [5]]), owner, 3)
    assert told[:2].tolist() == [0, 1]
    assert np.isnan(told[2])


@given(st.lists(st.integers(0, 86_399), min_size=LEAST_CLOCK, max_size=LEAST_CLOCK + 20))
@settings(max_examples=20)
def test_entropy_of_hours_lies_between_none_and_all(of_day):
    (value,) = entropy(np.array(of_day), np.zeros(len(of_day), np.int64), 1)
    assert 0 <= value <= 1
