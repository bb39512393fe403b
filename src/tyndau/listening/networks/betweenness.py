"""Betweenness: how often an account lies on the shortest ways between two others; exact, or from drawn pivots."""

from typing import Any, NamedTuple

import numpy as np

from tyndau.listening.networks.library import shortest_ways

WORK = 50_000_000  # accounts and ties that the searches may visit: some seconds
LEAST_PIVOTS = 16
BATCHES = 8  # of pivots: how they differ tells the error of their mean


class Betweenness(NamedTuple):
    """share: float64, of all ordered pairs of others, 0..1; error: its standard error, 0 where exact; pivots used."""

    share: Any
    error: Any
    pivots: int


def pivots_for(size: int, ties: int, work: int = WORK) -> int:
    """How many pivots an estimate takes: every account where that is little work, fewer the more ties there are."""
    return min(size, max(work // max(size + ties, 1), LEAST_PIVOTS))


def betweenness(low: Any, high: Any, size: int, seed: int, pivots: int) -> Betweenness:
    """Betweenness of each account in the graph of ties, each of length one.

    low, high  ties, low < high
    pivots     accounts to search from, drawn at random in batches; `size` of them give the exact figure
    Returns    Betweenness; a graph of fewer than three accounts, or without a tie, has none
    Source     Brandes 2001; pivots: Brandes and Pich 2007; error: of the mean of the batches
    """
    if size < 3 or not len(low):
        return Betweenness(np.zeros(size), np.zeros(size), size)
    if pivots >= size:
        return Betweenness(shortest_ways(low, high, size, None, seed), np.zeros(size), size)
    each = max(pivots // BATCHES, 1)
    drawn = np.stack([shortest_ways(low, high, size, each, seed + batch) for batch in range(BATCHES)])
    return Betweenness(drawn.mean(axis=0), drawn.std(axis=0, ddof=1) / BATCHES**0.5, each * BATCHES)
