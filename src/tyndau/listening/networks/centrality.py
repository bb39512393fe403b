"""Opinion leaders: four ways to stand in the middle, because each of them alone can be had cheaply.

Whoever is passed on by many, by those who are passed on themselves, between groups, or deep in a dense core.
"""

from typing import Any, NamedTuple

import numpy as np

from tyndau.listening.networks.betweenness import WORK, betweenness, pivots_for
from tyndau.listening.networks.graph import Graph
from tyndau.listening.networks.library import core_numbers

MEASURES = ("in_strength", "pagerank", "betweenness", "core")
DAMPING = 0.85
ROUNDS, CLOSE = 200, 1e-10  # of PageRank: 0.85 ** 142 is under the closeness that is asked for
DIGITS = 12  # beyond them the order of additions speaks


class Centralities(NamedTuple):
    """values: measure -> float64 array of the graph's size; how many pivots betweenness took, and its largest standard
    error, 0 where exact."""

    values: dict[str, Any]
    pivots: int
    error: float


def centralities(found: Graph, arcs: Any, seed: int, work: int = WORK) -> Centralities:
    """Each measure of each account.

    found    the graph
    arcs     posts on each arc, float64; an arc of 0 posts is not there
    seed     draws the pivots of betweenness where the graph is large
    work     how many ties its searches may visit
    Returns  Centralities. in_strength: posts that pass on, answer or name the account; pagerank: sums to 1;
             betweenness: share of pairs of others, 0..1; core: core number among ties
    """
    there = arcs > 0
    source, target, weight = found.source[there], found.target[there], arcs[there]
    ties = found.ties_of_arcs(arcs) > 0
    low, high = found.low[ties], found.high[ties]
    through = betweenness(low, high, found.size, seed, pivots_for(found.size, len(low), work))
    values = {
        "in_strength": np.bincount(target, weight, minlength=found.size).astype(float),
        "pagerank": pagerank(source, target, weight, found.size),
        "betweenness": np.round(through.share, DIGITS),
        "core": core_numbers(low, high, found.size).astype(float),
    }
    return Centralities(values, through.pivots, float(through.error.max(initial=0)))


def pagerank(source: Any, target: Any, weight: Any, size: int) -> Any:
    """The share of time that a reader spends at each account who follows links by weight and now and then jumps.

    source, target, weight  arcs and how many posts stand on them
    Returns                 float64, sums to 1; an empty graph gives an empty array
    Source                  Brin and Page 1998; who links to nobody jumps
    """
    from scipy.sparse import csr_array

    if not size:
        return np.zeros(0)
    strength = np.bincount(source, weight, minlength=size)
    ends = strength == 0
    step = csr_array((weight / strength[source], (target, source)), shape=(size, size))
    shares = np.full(size, 1 / size)
    for _ in range(ROUNDS):
        new = DAMPING * (step @ shares + shares[ends].sum() / size) + (1 - DAMPING) / size
        moved = np.abs(new - shares).sum()
        shares = new
        if moved < CLOSE:
            break
    return np.round(shares, DIGITS)


def ranks(values: Any, of: Any) -> Any:
    """The rank of the accounts `of`: 1 + how many accounts stand strictly higher. Equals share a rank."""
    ascending = np.sort(values)
    return 1 + len(values) - np.searchsorted(ascending, values[of], side="right")


def leading(values: dict[str, Any], top: int, also: Any) -> Any:
    """Numbers of the accounts in the first `top` of any measure, and of `also`; ascending.

    Of equals at the edge those with the lower number stay, and nobody leads with a measure of 0.
    """
    chosen = [np.asarray(also, np.int64)]
    for measured in values.values():
        first = np.argsort(-measured, kind="stable")[:top]
        chosen.append(first[measured[first] > 0])
    return np.unique(np.concatenate(chosen))
