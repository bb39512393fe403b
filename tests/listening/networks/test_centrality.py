import itertools

import networkit
import numpy as np
import pytest
from tests.listening.networks.planted import blocks, posts, speaking

from tyndau.listening.networks.betweenness import betweenness, pivots_for
from tyndau.listening.networks.centrality import centralities, leading, pagerank, ranks
from tyndau.listening.networks.graph import graph, links
from tyndau.listening.networks.library import core_numbers, triangles


def measured(table):
    found = graph(links(table))
    values = centralities(found, found.arcs_of_posts(), 1).values
    return {name: dict(zip(found.accounts.to_pylist(), column, strict=True)) for name, column in values.items()}


def test_in_a_star_the_middle_leads_by_every_measure_but_the_core():
    found = measured(speaking("am", "bm", "cm", "dm"))
    assert found["in_strength"] == {"a": 0, "b": 0, "c": 0, "d": 0, "m": 4}
    assert found["betweenness"] == {"a": 0, "b": 0, "c": 0, "d": 0, "m": 1}
    assert found["pagerank"]["m"] > 3 * found["pagerank"]["a"]
    assert set(found["core"].values()) == {1}


def test_the_core_is_where_all_speak_with_all():
    found = measured(speaking("ab", "bc", "ca", "da"))
    assert found["core"] == {"a": 2, "b": 2, "c": 2, "d": 1}


def test_pagerank_of_two_accounts_is_that_of_the_formula():
    """b is named by a and names nobody: b = 0.85 (a + b/2) + 0.075 with a + b = 1."""
    shares = pagerank(np.array([0]), np.array([1]), np.array([1.0]), 2)
    assert shares == pytest.approx([0.5 / 1.425, 0.925 / 1.425], abs=1e-9)


def test_pagerank_agrees_with_networkit_where_everybody_links():
    found = graph(links(speaking("ab", "bc", "ca", "cb", "cb", "da", "dc", "dc", "dc")))
    arcs = found.arcs_of_posts()
    ours = pagerank(found.source, found.target, arcs, found.size)
    peer = networkit.GraphFromCoo((arcs, (found.source, found.target)), n=found.size, weighted=True, directed=True)
    assert ours == pytest.approx(networkit.centrality.PageRank(peer, 0.85, 1e-12).run().scores(), abs=1e-8)


def test_betweenness_of_a_chain_is_counted_on_paper():
    """a-b-c-d: b lies between a and c, a and d: 2 of the 3 pairs of others."""
    found = measured(speaking("ab", "bc", "cd"))
    assert found["betweenness"] == pytest.approx({"a": 0, "b": 2 / 3, "c": 2 / 3, "d": 0})


def test_estimated_betweenness_lies_within_its_stated_error():
    found = graph(links(blocks((60,) * 5, 0.7, 4, 2)[0]))
    exact = betweenness(found.low, found.high, found.size, 1, found.size)
    near = betweenness(found.low, found.high, found.size, 1, 80)
    assert (exact.error.max(), exact.pivots, near.pivots) == (0, found.size, 80)
    assert np.mean(np.abs(near.share - exact.share) <= 3 * near.error) > 0.95
    assert 0 < near.error.max() < 0.02
    again = betweenness(found.low, found.high, found.size, 1, 80)
    assert (near.share == again.share).all()


def test_fewer_pivots_are_drawn_where_there_are_more_ties():
    assert pivots_for(900, 3_000) == 900
    assert 16 <= pivots_for(100_000, 1_000_000) < 100


@pytest.mark.parametrize("seed", range(3))
def test_triangles_and_cores_are_those_counted_plainly(seed):
    draw = np.random.default_rng(seed)
    low, high = np.array([pair for pair in itertools.combinations(range(30), 2) if draw.random() < 0.2]).T
    near = np.zeros((30, 30), int)
    near[low, high] = near[high, low] = 1
    assert triangles(low, high, 30).tolist() == (near @ near)[low, high].tolist()
    core = np.zeros(30, int)
    for k in range(1, 30):
        left = near.copy()
        while (weak := (left.sum(axis=1) < k) & (left.sum(axis=1) > 0)).any():
            left[weak] = left[:, weak] = 0
        core[left.sum(axis=1) > 0] = k
    assert core_numbers(low, high, 30).tolist() == core.tolist()


def test_equals_share_a_rank():
    assert ranks(np.array([5.0, 5.0, 3.0, 9.0]), np.arange(4)).tolist() == [2, 2, 4, 1]


def test_nobody_leads_with_nothing_and_the_declared_are_always_looked_at():
    values = {"in_strength": np.array([0.0, 3.0, 2.0, 0.0])}
    assert leading(values, 3, np.array([3])).tolist() == [1, 2, 3]


def test_no_links_have_no_centralities():
    found = graph(links(posts({"author": "aigerim"})))
    values = centralities(found, found.arcs_of_posts(), 1).values
    assert all(len(column) == 0 for column in values.values())
