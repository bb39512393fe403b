import networkit
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score
from tests.listening.networks.planted import blocks, speaking

from tyndau.listening.networks.communities import ALONE, agreement, communities, modularity, numbered
from tyndau.listening.networks.graph import graph, links
from tyndau.listening.networks.library import LEIDEN_ROUNDS, partition
from tyndau.listening.networks.resampling import resampled


def found_in(table, seed=1):
    made = graph(links(table))
    ties = made.ties_of_arcs(made.arcs_of_posts())
    return made, ties, communities(made, ties, seed)


def truth_of(made, home):
    return home[[int(name[1:]) for name in made.accounts.to_pylist()]]


def test_planted_communities_are_found():
    table, home = blocks((50, 40, 30), 0.85, 6, 1)
    made, _, community = found_in(table)
    assert adjusted_rand_score(truth_of(made, home), community) > 0.9
    assert np.bincount(community)[:3].tolist() == sorted(np.bincount(community)[:3].tolist(), reverse=True)


def test_two_triangles_joined_by_one_tie_are_two_communities_of_known_modularity():
    """7 ties, 3 inside each: 6/7 - 2 (7/14)**2."""
    made, ties, community = found_in(speaking("ab", "bc", "ca", "de", "ef", "fd", "ad"))
    assert community.tolist() == [0, 0, 0, 1, 1, 1]
    assert modularity(made, ties, community) == pytest.approx(6 / 7 - 1 / 2)


@pytest.mark.parametrize("threads", [1, 2])
def test_communities_do_not_depend_on_the_threads_that_are_allowed(threads):
    table, _ = blocks((40,) * 8, 0.5, 4, 3)
    before = networkit.getMaxNumberOfThreads()
    networkit.setNumberOfThreads(threads)
    try:
        found = [found_in(table)[2].tolist() for _ in range(2)]
        assert networkit.getMaxNumberOfThreads() == threads
    finally:
        networkit.setNumberOfThreads(before)
    networkit.setNumberOfThreads(1)
    assert found == [found_in(table)[2].tolist()] * 2
    networkit.setNumberOfThreads(before)


def test_numbers_fall_with_size_and_untouched_accounts_stand_alone():
    touched = np.array([True, True, True, True, False])
    assert numbered(np.array([7, 3, 3, 9, 1]), touched).tolist() == [1, 0, 0, 2, ALONE]


def test_firm_communities_are_told_from_those_of_a_random_network():
    firm, loose = (_stability(*blocks((40, 40, 40), inside, each, 5)) for inside, each in ((0.9, 8), (0, 3)))
    assert firm > 0.9
    assert loose < 0.3


def _stability(table, _):
    made, _, community = found_in(table)
    return resampled(made, community, 1, np.arange(1), 10, 3).rand.mean()


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=20))
def test_agreement_is_the_adjusted_rand_index_of_scikit_learn(pairs):
    first, second = np.array(pairs).T
    assert agreement(first, second)[0] == pytest.approx(adjusted_rand_score(first, second))


def test_only_accounts_in_both_are_compared_and_each_community_has_its_likest():
    first = np.array([0, 0, 0, 1, 1, 2])
    second = np.array([0, 0, 1, 1, ALONE, ALONE])
    rand, likest = agreement(first, second)
    assert rand == pytest.approx(adjusted_rand_score([0, 0, 0, 1], [0, 0, 1, 1]))
    assert likest[:2].tolist() == pytest.approx([2 / 3, 1 / 2])
    assert np.isnan(likest[2])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**16), st.integers(5, 40), st.integers(1, 3))
def test_leaving_the_small_pieces_unsearched_finds_communities_at_least_as_good(seed, size, each):
    draw = np.random.default_rng(seed)
    piece = draw.integers(0, 8, (size * each, 1))
    pairs = draw.integers(0, size, (size * each, 2)) + size * piece
    low, high = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]]), axis=0).T
    weights = draw.integers(1, 5, len(low)).astype(float)
    networkit.setSeed(1, False)
    before = networkit.getMaxNumberOfThreads()
    networkit.setNumberOfThreads(1)
    ties = networkit.GraphFromCoo((weights, (low, high)), n=8 * size, weighted=True, directed=False)
    searched = networkit.community.ParallelLeiden(ties, LEIDEN_ROUNDS, False).run().getPartition()
    networkit.setNumberOfThreads(before)
    whole = networkit.community.Modularity().getQuality(searched, ties)
    ours = networkit.structures.Partition(data=partition(low, high, weights, 8 * size, 1))
    assert networkit.community.Modularity().getQuality(ours, ties) >= whole - 0.005


def test_a_small_piece_is_one_community_and_a_great_one_is_searched():
    """Ten lines of four, two joined cliques of eight: 8 m is 696, (2 x 3) ** 2 is less, (2 x 57) ** 2 is more."""
    lines = [(4 * one + step, 4 * one + step + 1) for one in range(10) for step in range(3)]
    cliques = [(a, b) for first in (40, 48) for a in range(first, first + 8) for b in range(a + 1, first + 8)]
    low, high = np.array([*lines, *cliques, (40, 48)]).T
    found = partition(low, high, np.ones(len(low)), 56, 1)
    assert len(np.unique(found)) == 12
    assert [len(np.unique(found[4 * one : 4 * one + 4])) for one in range(10)] == [1] * 10
    assert len(np.unique(found[40:48])) == len(np.unique(found[48:])) == 1
