import numpy as np
from tests.listening.networks.planted import speaking

from tyndau.listening.networks.communities import communities
from tyndau.listening.networks.graph import graph, links
from tyndau.listening.networks.resampling import interval, resampled


def drawn(table, resamples=40, seed=7):
    found = graph(links(table))
    community = communities(found, found.ties_of_arcs(found.arcs_of_posts()), 1)
    return found, resampled(found, community, 1, np.arange(found.size), resamples, seed)


def test_a_clear_leader_keeps_the_first_rank_and_equals_change_theirs():
    ring = [one + two for one, two in zip("abcdefgh", "bcdefgha", strict=True)]
    found, many = drawn(speaking(*(f"{one}m" for one in "abcdefgh" * 4), *ring))
    first = found.accounts.to_pylist().index("m")
    assert set(many.ranks["in_strength"][:, first]) == {1}
    lower, upper = interval(many.ranks["in_strength"][:, 0], 2)
    assert (lower, upper > 4) == (2, True)


def test_the_same_seed_draws_the_same_and_another_draws_others():
    table = speaking("ab", "bc", "ca", "da", "db", "ea")
    one, again, other = (drawn(table, 10, seed)[1] for seed in (1, 1, 2))
    assert (one.ranks["pagerank"] == again.ranks["pagerank"]).all()
    assert (one.rand == again.rand).all()
    assert (one.ranks["in_strength"] != other.ranks["in_strength"]).any()


def test_an_interval_holds_the_figure_itself():
    assert interval(np.array([3.0, 4.0, 5.0]), 1)[0] == 1
    assert interval(np.array([]), 4) == (4, 4)
