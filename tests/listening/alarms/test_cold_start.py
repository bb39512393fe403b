"""A series with little past leans on what its topic does elsewhere."""

import numpy as np
import pytest

from tyndau.listening.alarms.cold import unusual

ALL = slice(None)


def rare(counts, topics=None, exposure=None):
    counts = np.asarray(counts, float)
    topics = np.zeros(len(counts), int) if topics is None else np.array(topics)
    wanted = np.ones(counts.shape, bool)
    return unusual(counts, np.ones_like(counts) if exposure is None else exposure, wanted, topics, wanted, 0.03)


def test_on_the_first_day_of_all_nothing_is_said():
    assert np.isnan(rare([[5, 5], [5, 5]])[:, :, 0]).all()


def test_a_new_territory_is_expected_to_be_like_the_others():
    counts = np.full((5, 20), 4.0)
    counts[4, :10] = 0
    found = rare(counts)
    assert found[0, :4, 19] == pytest.approx(4, rel=0.1)
    alike = rare(np.full((3, 20), 4.0))
    assert alike[0, :, 10] == pytest.approx(4)


def test_its_own_days_draw_a_series_away_from_the_others():
    counts = np.vstack([np.full((6, 25), 2.0), np.full((1, 25), 20.0)])
    found = rare(counts)
    assert 10 < found[0, 6, 24] <= 20
    assert found[0, 0, 24] == pytest.approx(2, abs=1)


def test_another_topic_says_nothing():
    found = rare([[0, 0, 0], [9, 9, 9]], topics=[0, 1])
    assert np.isnan(found[:, 0]).all()
    assert np.isfinite(found[:, 1, 1:]).all()


def test_more_active_accounts_are_expected_to_say_more():
    exposure = np.full((3, 12), 10.0)
    exposure[:, 11] = 30
    found = rare(np.full((3, 12), 5.0), exposure=exposure)
    assert found[0, 0, 11] == pytest.approx(15)


def test_steady_topics_keep_the_level():
    counts = np.random.default_rng(2).poisson(4.0, (40, 27))
    p = rare(counts)[3][:, 5:]
    assert (p < 0.03).mean() < 0.045
