"""The objects that both accounts of an edge share, whether they met on them or not."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

AT_ONCE = 4_000_000  # pairs of accounts looked up at a time; bounds the memory
Numbers = NDArray[Any]
Found = tuple[Numbers, Numbers, Numbers]


def in_common(
    objects: Numbers, accounts: Numbers, times: Numbers, left: Numbers, right: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Number of the edge, object, and product of how often its two accounts share it; sorted by edge.

    objects, accounts, times  once an object and account, sorted
    left, right               accounts of each edge, sorted, left before right
    An object held by so many that their pairs outnumber the edges is looked up edge by edge, the others pair by pair:
    so no object costs more than there are edges.
    """
    size = max(int(accounts.max(initial=0)), int(right.max(initial=0))) + 1
    linked = np.zeros(size, bool)
    linked[left] = linked[right] = True
    of_linked = linked[accounts]
    objects, accounts, times = objects[of_linked], accounts[of_linked], times[of_linked]
    starts = np.flatnonzero(np.diff(objects, prepend=-1)) if len(objects) else np.zeros(0, np.int64)
    sizes = np.diff(np.append(starts, len(objects)))
    hot = sizes * (sizes - 1) // 2 > len(left)
    none = np.zeros(0, np.int64)
    found: list[Found] = [(none, none, none)]
    held = np.zeros(size, np.int64)
    for begin, length in zip(starts[hot].tolist(), sizes[hot].tolist(), strict=True):
        holders = accounts[begin : begin + length]
        held[holders] = times[begin : begin + length]
        product = held[left] * held[right]
        edge = np.flatnonzero(product)
        found.append((edge, np.full(len(edge), objects[begin]), product[edge]))
        held[holders] = 0
    after = np.repeat(np.where(hot, 0, starts + sizes), sizes) - np.arange(len(objects)) - 1
    found += _pair_by_pair(objects, accounts, times, np.maximum(after, 0), left * size + right, size)
    edge, what, product = (np.concatenate(column) for column in zip(*found, strict=True))
    order = (edge << 32) | np.arange(len(edge))
    order.sort()
    order &= 2**32 - 1
    return edge[order], what[order], product[order]


def _pair_by_pair(
    objects: Numbers, accounts: Numbers, times: Numbers, after: Numbers, edges: Numbers, size: int
) -> list[Found]:
    """Each account of an object with the `after` accounts that follow: those pairs that are edges."""
    total = np.append(0, np.cumsum(after))
    found: list[Found] = []
    begin = 0
    while begin < len(objects) and len(edges):
        end = int(np.searchsorted(total, total[begin] + AT_ONCE, side="right")) - 1
        end = min(max(end, begin + 1), len(objects))
        one = np.repeat(np.arange(begin, end), after[begin:end])
        two = np.arange(len(one)) - np.repeat(total[begin:end] - total[begin], after[begin:end]) + one + 1
        begin = end
        pair = accounts[one] * size + accounts[two]
        edge = np.minimum(np.searchsorted(edges, pair), len(edges) - 1)
        hit = edges[edge] == pair
        one, two = one[hit], two[hit]
        found.append((edge[hit], objects[one], times[one] * times[two]))
    return found
