"""How firm the figures are: posts are drawn again with replacement, and everything is computed anew each time.

A post is the unit, because one post may make several links; accounts and their habits stay as they are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tyndau.listening.networks.betweenness import WORK
from tyndau.listening.networks.centrality import MEASURES, centralities, ranks
from tyndau.listening.networks.communities import agreement, communities
from tyndau.listening.networks.graph import Graph

EDGES_OF_95 = (0.025, 0.975)
LESS_WORK = WORK // 25  # fewer pivots a resample widen the interval of a rank, never narrow it


@dataclass(frozen=True)
class Resampled:
    """What each resample gave, a row each.

    ranks: measure -> int64, a column an account looked at; rand: adjusted Rand index to the communities of all posts;
    likest: a column a community of these, NaN where it lost all its ties.
    """

    ranks: dict[str, Any]
    rand: Any
    likest: Any


def resampled(
    found: Graph,
    community: Any,
    kept: int,
    of: Any,
    resamples: int,
    seed: int,
    advance: Callable[[int], None] = lambda _: None,
) -> Resampled:
    """Draw the posts again and again.

    found      the graph
    community  of each account in the whole graph (communities.communities)
    kept       of so many communities, the largest, it is told how firm they are
    of         numbers of the accounts whose ranks are wanted
    resamples  how many times; 0 gives empty arrays
    seed       the same seed, the same draws
    advance    told how many are done
    Returns    Resampled
    Source     Efron 1979; percentiles are taken by `interval`
    """
    rand, likest = np.empty(resamples), np.full((resamples, kept), np.nan)
    places = {name: np.empty((resamples, len(of)), np.int64) for name in MEASURES}
    for number in range(resamples):
        draw = np.random.default_rng((seed, number))
        times = np.bincount(draw.integers(0, found.posts, found.posts), minlength=found.posts) if found.posts else None
        arcs = found.arcs_of_posts(times)
        own_seed = int(draw.integers(2**31))
        if len(of):
            for name, values in centralities(found, arcs, own_seed, LESS_WORK).values.items():
                places[name][number] = ranks(values, of)
        again = communities(found, found.ties_of_arcs(arcs), own_seed)
        rand[number], likeness = agreement(community, again)
        likest[number] = likeness[:kept]
        advance(number + 1)
    return Resampled(places, rand, likest)


def interval(draws: Any, point: Any) -> tuple[Any, Any]:
    """The 95 % percentile interval along the first axis; the figure itself always lies in it. No draws: the figure."""
    if not len(draws):
        return point, point
    lower, upper = np.quantile(draws, EDGES_OF_95, axis=0)
    return np.minimum(lower, point), np.maximum(upper, point)
