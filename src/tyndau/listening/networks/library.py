"""The one file that knows networkit: cores, communities, shortest ways, triangles; on one thread and with a seed.

On several threads its communities differ from call to call; on one they are the same everywhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

LEIDEN_ROUNDS = 5  # on planted graphs the modularity of ten rounds is at most 0.02 better, at three times the time


@contextmanager
def _one_thread(seed: int) -> Iterator[Any]:
    """networkit with a fixed seed on one thread; how many it had before is given back."""
    import networkit

    before = networkit.getMaxNumberOfThreads()
    networkit.setNumberOfThreads(1)
    networkit.setSeed(seed, False)
    try:
        yield networkit
    finally:
        networkit.setNumberOfThreads(before)


def core_numbers(low: Any, high: Any, size: int) -> Any:
    """The core number of each account, int64: the largest k for which it lies in a part where all have k ties.

    Source  Seidman 1983; Batagelj and Zaversnik 2003
    """
    if not len(low):
        return np.zeros(size, np.int64)
    with _one_thread(0) as networkit:
        ties = networkit.GraphFromCoo((low, high), n=size, weighted=False, directed=False)
        return np.asarray(networkit.centrality.CoreDecomposition(ties).run().scores()).astype(np.int64)


def partition(low: Any, high: Any, weights: Any, size: int, seed: int) -> Any:
    """A number of its community for each account, int64, in no particular order; an account without a tie stands alone.

    A connected piece of strength s is one community for certain where s squared is less than 8 m w, with m the weight
    of all ties and w that of the lightest: when two parts that a tie joins become one, modularity gains at least w / m
    and loses at most (s / 2) squared / 2 m squared. So only the greater pieces are searched, at the resolution that
    they have in the whole.

    Source  Leiden: Traag, Waltman and van Eck 2019; modularity with weights, resolution 1; the bound is of the kind of
            Fortunato and Barthelemy 2007
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not len(low):
        return np.arange(size)
    near = coo_array((np.ones(len(low), np.int8), (low, high)), shape=(size, size))
    count, piece = connected_components(near, directed=False)
    whole = weights.sum()
    searched = np.bincount(piece[low], 2 * weights, count) ** 2 >= 8 * whole * weights.min()
    result, there, kept = piece.astype(np.int64), searched[piece], searched[piece[low]]
    if kept.any():
        place = np.cumsum(there) - 1
        part = (weights[kept], (place[low[kept]], place[high[kept]]))
        with _one_thread(seed) as networkit:
            ties = networkit.GraphFromCoo(part, n=int(there.sum()), weighted=True, directed=False)
            leiden = networkit.community.ParallelLeiden(ties, LEIDEN_ROUNDS, False, weights[kept].sum() / whole)
            result[there] = count + np.asarray(leiden.run().getPartition().getVector())
    return result


def shortest_ways(low: Any, high: Any, size: int, pivots: int | None, seed: int) -> Any:
    """The share of pairs of others whose shortest ways lead through each account, float64; from `pivots` or from all.

    Source  Brandes 2001; Brandes and Pich 2007
    """
    with _one_thread(seed) as networkit:
        ties = networkit.GraphFromCoo((low, high), n=size, weighted=False, directed=False)
        if pivots is None:
            measured = networkit.centrality.Betweenness(ties, normalized=True)
        else:
            measured = networkit.centrality.EstimateBetweenness(ties, pivots, True, False)
        return np.asarray(measured.run().scores())


def triangles(low: Any, high: Any, size: int) -> Any:
    """Accounts tied to both ends of each tie, int64, in the order of the ties; low < high."""
    if not len(low):
        return np.zeros(0, np.int64)
    with _one_thread(0) as networkit:
        ties = networkit.GraphFromCoo((low, high), n=size, weighted=False, directed=False)
        ties.indexEdges()
        scores = np.asarray(networkit.sparsification.TriangleEdgeScore(ties).run().scores()).astype(np.int64)
    found = np.empty_like(scores)
    found[np.lexsort((low, high))] = scores  # networkit numbers ties by their higher end
    return found
