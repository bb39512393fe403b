"""Pairs summed up by pair of accounts: sorted codes and running sums, no table of all pairs held as names."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]


class Summed(NamedTuple):
    """One row an edge (left < right, codes of accounts), sorted."""

    left: Numbers
    right: Numbers
    rows: Numbers
    sum_delta: Numbers
    distinct: dict[str, Numbers]


def summed(left: Numbers, right: Numbers, accounts: int, delta: Numbers, things: dict[str, Numbers]) -> Summed:
    """Sum rows by (left, right).

    delta   seconds of each row, 0 or more
    things  codes, 0 or more, of which the distinct ones are counted for each edge
    """
    edge = left * accounts + right
    found, starts, deltas = _sorted(edge, delta)
    distinct = {name: _distinct(edge, codes) for name, codes in things.items()}
    sums = np.add.reduceat(deltas, starts) if len(starts) else np.zeros(0, np.int64)
    counts = np.diff(np.append(starts, len(edge)))
    return Summed(found // max(accounts, 1), found % max(accounts, 1), counts, sums, distinct)


def _packed(edge: Numbers, codes: Numbers) -> tuple[Numbers, int]:
    """Edge and code in one number, sorted in place: sorting one column is many times as fast as two."""
    bits = int(codes.max(initial=0)).bit_length()
    if int(edge.max(initial=0)).bit_length() + bits > 63:
        _, edge = np.unique(edge, return_inverse=True)  # as many edges as there are, not as there could be
    packed = (edge << bits) | codes
    packed.sort()
    return packed, bits


def _sorted(edge: Numbers, codes: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The edges, where each begins, and the codes of all rows in their order."""
    names = np.unique(edge)
    packed, bits = _packed(edge, codes)
    starts = np.flatnonzero(np.diff(packed >> bits, prepend=-1)) if len(packed) else np.zeros(0, np.int64)
    return names, starts, packed & ((1 << bits) - 1)


def _distinct(edge: Numbers, codes: Numbers) -> Numbers:
    """How many different codes each edge has, edges in order."""
    packed, bits = _packed(edge, codes)
    if not len(packed):
        return np.zeros(0, np.int64)
    once = packed[np.append(True, packed[1:] != packed[:-1])]
    starts = np.flatnonzero(np.diff(once >> bits, prepend=-1))
    return np.diff(np.append(starts, len(once)))
