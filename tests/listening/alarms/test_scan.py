"""Neighbours that speak up together: the space-time permutation scan, on cases small enough for paper."""

import numpy as np
import pyarrow as pa
import pytest

from tyndau.listening.alarms.nearness import distances
from tyndau.listening.alarms.scan import ScanRule, neighbourhoods, scan
from tyndau.listening.errors import MissingColumns

RULE = ScanRule(longest=2, replicates=199, level=0.05, seed=1)


def line(n):
    at = np.arange(n, dtype=float)
    return np.abs(at[:, None] - at)


def scanned(counts, rule=RULE, wanted=None):
    circles = neighbourhoods(line(len(counts)))
    return scan(np.array(counts), circles, np.ones(len(circles), bool) if wanted is None else wanted(circles), rule)


def test_circles_grow_from_each_place_to_half_of_all_and_stand_once():
    found = {tuple(np.flatnonzero(circle).tolist()) for circle in neighbourhoods(line(4))}
    assert found == {(0,), (1,), (2,), (3,), (0, 1), (1, 2), (2, 3)}
    assert len(neighbourhoods(line(4))) == 6 + 1


def test_a_place_to_which_no_way_leads_is_nobody_s_neighbour():
    near = line(4)
    near[3, :3] = near[:3, 3] = np.inf
    assert not any(circle[3] and circle.sum() > 1 for circle in neighbourhoods(near))


def test_two_neighbours_that_rise_on_the_last_days_are_one_cluster():
    """60 cases; the two places hold 20 + 8, the last day 24: 28 x 24 / 60 = 11.2 expected, 20 seen."""
    counts = np.array(
        [[1, 1, 1, 1, 10], [1, 1, 1, 1, 10], [2, 2, 2, 2, 1], [2, 2, 2, 2, 1], [2, 2, 2, 2, 1], [1, 1, 1, 0, 1]]
    )
    (found,) = scanned(counts)
    assert (found.places, found.days, found.observed) == ((0, 1), 1, 20)
    total, places, day = counts.sum(), counts[:2].sum(), counts[:, 4].sum()
    assert found.expected == pytest.approx(places * day / total)
    assert found.p <= 0.05


def test_a_day_that_is_loud_everywhere_is_no_cluster():
    assert scanned([[2, 2, 2, 2, 9]] * 6) == []


def test_nothing_and_one_place_give_nothing():
    assert scanned(np.zeros((4, 6), int)) == []
    assert scanned([[1, 1, 1, 9]]) == []


def test_only_wanted_circles_become_a_cluster():
    counts = [[1, 1, 1, 1, 10], [1, 1, 1, 1, 10], [2, 2, 2, 2, 1], [2, 2, 2, 2, 1], [2, 2, 2, 2, 1], [1, 1, 1, 0, 1]]
    assert scanned(counts, wanted=lambda circles: ~circles[:, 0] & ~circles[:, 1]) == []


def test_the_same_seed_gives_the_same_p():
    counts = np.random.default_rng(4).poisson(2.0, (6, 14))
    counts[2:4, -2:] += 4
    assert scanned(counts) == scanned(counts)


def test_noise_is_called_a_cluster_about_as_often_as_the_level_says():
    rng = np.random.default_rng(5)
    rule = ScanRule(longest=3, replicates=99, level=0.05, seed=2)
    called = sum(bool(scanned(rng.poisson(1.5, (6, 14)), rule)) for _ in range(120))
    assert called <= 14  # 6 expected; more than 14 has a chance of .001


def test_astana_and_karaganda_are_190_kilometres_apart():
    places = pa.table({"territory": ["71", "35"], "lat": [51.13, 49.80], "lon": [71.43, 73.10]})
    found = distances(places, ["71", "35", "unknown"])
    assert found[0, 1] == pytest.approx(190, abs=5)
    assert found[0, 1] == found[1, 0]
    assert np.isinf(found[0, 2])
    assert found.diagonal().tolist() == [0, 0, 0]


def test_steps_lead_over_places_that_have_no_series():
    pairs = pa.table({"territory": ["a", "b"], "neighbour": ["b", "c"]})
    assert distances(pairs, ["a", "c", "z"]).tolist()[0] == [0, 2, np.inf]


def test_a_table_of_places_says_where_they_are():
    with pytest.raises(MissingColumns):
        distances(pa.table({"territory": ["a"]}), ["a"])
