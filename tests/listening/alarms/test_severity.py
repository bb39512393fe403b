"""How far above the expected, with an interval."""

import numpy as np
import pytest
from scipy import stats

from tyndau.listening.alarms.severity import severity


def one(*values):
    return [float(found[0]) for found in severity(*(np.array([value], float) for value in values))]


def test_with_a_certain_expectation_the_interval_is_that_of_a_poisson_count():
    ratio, low, high = one(20, 4, 1, 0)
    assert ratio == 5
    assert low == pytest.approx(stats.chi2.ppf(0.025, 40) / 2 / 4)
    assert high == pytest.approx(stats.chi2.ppf(0.975, 42) / 2 / 4)


def test_dispersion_and_an_uncertain_expectation_make_it_wider():
    plain, spread, unsure = one(20, 4, 1, 0), one(20, 4, 3, 0), one(20, 4, 1, 0.5)
    for wider in (spread, unsure):
        assert wider[0] == 5
        assert wider[1] < plain[1]
        assert wider[2] > plain[2]


def test_a_count_of_nothing_begins_at_nothing_and_ends_somewhere():
    ratio, low, high = one(0, 2, 1, 0)
    assert (ratio, low) == (0, 0)
    assert high == pytest.approx(stats.chi2.ppf(0.975, 4) / 2 / 2)


def test_what_was_not_judged_stays_unknown():
    assert all(np.isnan(value) for value in one(3, np.nan, np.nan, np.nan))


def test_the_interval_covers_in_simulation():
    rng = np.random.default_rng(1)
    counts = rng.poisson(12.0, 4000)
    _, low, high = severity(counts, np.full(4000, 4.0), np.ones(4000), np.zeros(4000))
    assert ((low <= 3) & (high >= 3)).mean() >= 0.94
