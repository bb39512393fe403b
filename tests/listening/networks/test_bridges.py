import numpy as np
import pytest
from tests.listening.networks.planted import blocks, speaking

from tyndau.listening.networks.bridges import bridges, overlaps
from tyndau.listening.networks.communities import communities
from tyndau.listening.networks.graph import graph, links
from tyndau.listening.networks.publish import OTHER


def joined(table, label=None):
    made = graph(links(table))
    ties = made.ties_of_arcs(made.arcs_of_posts())
    given = communities(made, ties, 1) if label is None else np.array(label)
    return bridges(made, ties, given, overlaps(made)).to_pylist()


def test_the_overlap_of_a_tie_is_counted_on_paper():
    """Triangle abc with d on a: of a-b the others are c and d, and c is common."""
    made = graph(links(speaking("ab", "bc", "ca", "ad")))
    pairs = zip(made.low.tolist(), made.high.tolist(), overlaps(made).tolist(), strict=True)
    assert {(low, high): overlap for low, high, overlap in pairs} == {(0, 1): 0.5, (0, 2): 0.5, (0, 3): 0, (1, 2): 1}


def test_a_bridge_between_two_circles_is_told_with_its_weight_and_how_weak_it_is():
    """8 posts on ties: 2 of them between the circles, whose strengths are 8 and 8: by chance 8 * 8 / 16 = 4."""
    (row,) = joined(speaking("ab", "bc", "ca", "de", "ef", "fd", "ad", "da"), [0, 0, 0, 1, 1, 1])
    assert (row["community_a"], row["community_b"]) == (0, 1)
    assert (row["accounts_a"], row["accounts_b"], row["ties"], row["posts"]) == (1, 1, 1, 2)
    assert (row["share"], row["times_expected"], row["overlap"]) == (0.25, 0.5, 0)


def test_other_stands_behind_the_communities():
    (row,) = joined(speaking("ab"), [OTHER, 0])
    assert (row["community_a"], row["community_b"], row["accounts_a"]) == (0, OTHER, 1)


def test_ties_between_planted_communities_are_weaker_than_those_inside():
    table, home = blocks((15, 15, 15), 0.9, 6, 2)
    made = graph(links(table))
    across = home[made.low] != home[made.high]
    overlap = overlaps(made)
    assert overlap[across].mean() < 0.6 * overlap[~across].mean()
    assert ((overlap >= 0) & (overlap <= 1)).all()


def test_what_is_left_between_communities_is_what_is_not_inside():
    table, home = blocks((20, 20, 20), 0.8, 5, 4)
    made = graph(links(table))
    ties = made.ties_of_arcs(made.arcs_of_posts())
    rows = bridges(made, ties, home, overlaps(made)).to_pylist()
    across = ties[home[made.low] != home[made.high]].sum()
    assert sum(row["posts"] for row in rows) == across
    assert sum(row["share"] for row in rows) == pytest.approx(across / ties.sum())
